//! Facts: the questions that can be asked about one person, and what counts as an answer.

use serde::{Deserialize, Serialize};

use super::source::Citation;
use crate::ids::{self, FactId};
use crate::text::source::Place;
use crate::text::wording::folded;

/// One named question with a declared type and allowed values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// The flag, case-file key, column and JSON key.
    pub key: String,
    /// A short label.
    pub name: String,
    /// The heading it stands under where facts are listed.
    pub group: String,
    /// The question as it is put to a practitioner.
    pub question: String,
    /// The question while the sentence is still to be set, where that reads otherwise.
    pub proposing: Option<String>,
    /// The items that the number is the sum of, each with the same greatest value. Empty where it is no such sum.
    pub items: Vec<String>,
    /// The keys of the facts that the answer is worked out from: an interview asks for it before them.
    pub made_of: Vec<String>,
    /// What counts as an answer.
    pub answers: Answers,
    /// Its values are the offers.
    pub lists_offers: bool,
    /// How "no score exists" reads, where that is an answer: known, and satisfying no comparison.
    pub unavailable: Option<String>,
    /// What the fact means.
    pub help: String,
    /// Where to find the answer.
    pub find: String,
    /// Where the fact comes from.
    pub source: Vec<Citation>,
    /// Its place among the few facts that every proposal starts from, from 1.
    pub basic: Option<u32>,
    /// It is asked about while it is unknown, whatever its answer could change.
    pub always_asked: bool,
    /// The answer that holds where none is given.
    pub default: Option<Answer>,
    /// What `--presume` lets stand in for an answer.
    pub presume: Option<Presumption>,
    /// What kind of change another answer asks for.
    pub change: Change,
    /// Which way a change of the answer is worth naming, where only one is.
    pub direction: Option<Direction>,
    /// How many points from a line a score still counts as near it.
    pub near: Option<u32>,
    /// A score or a detail of an offence, which a redacted report leaves out.
    pub private: bool,
    /// Where it is declared.
    pub place: Place,
}

/// What counts as an answer to a fact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answers {
    /// Yes or no.
    YesNo,
    /// A whole number from `minimum` to `maximum`, both included.
    Number {
        /// Least value.
        minimum: u32,
        /// Greatest value.
        maximum: u32,
        /// `years`, `%`, `weeks`, `days` or `points`.
        unit: String,
    },
    /// Exactly one of the values.
    OneOf(Vec<FactValue>),
    /// Any number of the values, none included.
    AnyOf(Vec<FactValue>),
}

/// One allowed value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FactValue {
    /// As it is written in flags and files.
    pub key: String,
    /// As it reads in a sentence.
    pub name: String,
    /// Other names accepted for it, in any case.
    pub also: Vec<String>,
}

/// A way in which an answer can change: up is more, a later value, or yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// A known answer to one fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Answer {
    /// To a yes-no fact.
    YesNo(bool),
    /// To a number fact.
    Number(u32),
    /// To a one-of fact: the index of the value.
    OneOf(u16),
    /// To an any-of fact: the indexes of all values that hold, rising; every other value is known absent.
    AnyOf(Vec<u16>),
    /// Known that no score exists.
    Unavailable,
}

/// A stated presumption, used only where it is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Presumption {
    /// What is presumed.
    pub answer: Answer,
    /// The same as a sentence.
    pub says: String,
}

/// What kind of change another answer to a fact asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// Finding out.
    Question,
    /// A decision.
    Decision,
    /// Work with the person.
    Work,
    /// Time alone.
    Time,
    /// It will not change.
    Fixed,
}

impl Change {
    /// Every kind, by the name the catalogue uses, in the order in which changes are best tried.
    pub const ALL: [(&'static str, Self); 5] = [
        ("question", Self::Question),
        ("decision", Self::Decision),
        ("work", Self::Work),
        ("time", Self::Time),
        ("fixed", Self::Fixed),
    ];

    /// The catalogue's name for it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Decision => "decision",
            Self::Work => "work",
            Self::Time => "time",
            Self::Fixed => "fixed",
        }
    }
}

impl Fact {
    /// The values of a one-of or any-of fact; none for the others.
    #[must_use]
    pub fn values(&self) -> &[FactValue] {
        match &self.answers {
            Answers::OneOf(values) | Answers::AnyOf(values) => values,
            Answers::YesNo | Answers::Number { .. } => &[],
        }
    }

    /// How many 64-bit words one answer takes in a case.
    #[must_use]
    pub fn words(&self) -> usize {
        match &self.answers {
            Answers::AnyOf(values) => values.len().div_ceil(64).max(1),
            _ => 1,
        }
    }

    /// The index of a value by its key or, of an offer, by a short name in any case: as a catalogue names it.
    #[must_use]
    pub fn value_named(&self, written: &str) -> Option<u16> {
        let short_name = |also: &String| self.lists_offers && also.eq_ignore_ascii_case(written);
        let named = |value: &FactValue| value.key == written || value.also.iter().any(short_name);
        self.values().iter().position(named).and_then(|index| u16::try_from(index).ok())
    }

    /// The index of a value as a person writes it: as [`Fact::value_named`] has it, by another word for it, or with other capitals,
    /// spaces or hyphens.
    #[must_use]
    pub fn value_written(&self, written: &str) -> Option<u16> {
        self.value_named(written).or_else(|| {
            let written = folded(written);
            let named = |value: &FactValue| {
                value.key == written || value.also.iter().any(|also| folded(also) == written)
            };
            self.values().iter().position(named).and_then(|index| u16::try_from(index).ok())
        })
    }

    /// The answer that a word stands for: a value by its name, yes or no, a number, or that no score exists.
    #[must_use]
    pub fn answer_named(&self, written: &str) -> Option<Answer> {
        if written == "unavailable" && self.unavailable.is_some() {
            return Some(Answer::Unavailable);
        }
        match &self.answers {
            Answers::YesNo => match written {
                "yes" => Some(Answer::YesNo(true)),
                "no" => Some(Answer::YesNo(false)),
                _ => None,
            },
            Answers::Number { minimum, maximum, .. } => {
                let number = written.parse().ok()?;
                (*minimum..=*maximum).contains(&number).then_some(Answer::Number(number))
            }
            Answers::OneOf(_) => self.value_named(written).map(Answer::OneOf),
            Answers::AnyOf(_) => self.value_named(written).map(|value| Answer::AnyOf(vec![value])),
        }
    }

    /// What may be answered, in words.
    #[must_use]
    pub fn allowed(&self) -> String {
        let keys = |values: &[FactValue]| {
            values.iter().map(|value| value.key.as_str()).collect::<Vec<_>>().join(", ")
        };
        let mut allowed = match &self.answers {
            Answers::YesNo => "yes or no".to_owned(),
            Answers::Number { .. } => self.range(),
            Answers::OneOf(_) if self.lists_offers => "one of the offers' ids".to_owned(),
            Answers::OneOf(values) => format!("one of {}", keys(values)),
            Answers::AnyOf(_) if self.lists_offers => "offer ids or short names, or none".to_owned(),
            Answers::AnyOf(values) => format!("any of {}, or none", keys(values)),
        };
        if self.unavailable.is_some() {
            allowed.push_str(", or unavailable");
        }
        allowed
    }

    /// The numbers that may be answered, in words; nothing for other facts.
    #[must_use]
    pub fn range(&self) -> String {
        let Answers::Number { minimum, maximum, unit } = &self.answers else { return String::new() };
        format!("a whole number from {minimum} to {maximum} ({unit})")
    }

    /// An answer as it is written in a file or flag; several values are joined by `separator`.
    #[must_use]
    pub fn written(&self, answer: &Answer, separator: &str) -> String {
        let key = |index: &u16| self.values().get(usize::from(*index)).map_or("", |v| v.key.as_str());
        match answer {
            Answer::YesNo(true) => "yes".to_owned(),
            Answer::YesNo(false) => "no".to_owned(),
            Answer::Number(number) => number.to_string(),
            Answer::OneOf(index) => key(index).to_owned(),
            Answer::AnyOf(values) if values.is_empty() => "none".to_owned(),
            Answer::AnyOf(values) => values.iter().map(key).collect::<Vec<_>>().join(separator),
            Answer::Unavailable => "unavailable".to_owned(),
        }
    }

    /// An answer as a person reads it.
    #[must_use]
    pub fn spoken(&self, answer: &Answer) -> String {
        let name = |index: &u16| self.values().get(usize::from(*index)).map_or("", |v| v.name.as_str());
        match (answer, &self.answers) {
            (Answer::Number(number), Answers::Number { unit, .. }) if unit == "%" => {
                format!("{number}%")
            }
            (Answer::Number(1), Answers::Number { unit, .. }) => {
                format!("1 {}", unit.trim_end_matches('s'))
            }
            (Answer::Number(number), Answers::Number { unit, .. }) => format!("{number} {unit}"),
            (Answer::OneOf(index), _) => name(index).to_owned(),
            (Answer::AnyOf(values), _) if !values.is_empty() => {
                values.iter().map(name).collect::<Vec<_>>().join(", ")
            }
            (Answer::Unavailable, _) => self.unavailable.clone().unwrap_or_else(|| "unavailable".to_owned()),
            _ => self.written(answer, ", "),
        }
    }
}

/// What people write for yes, for no and for what is not known, beside those words themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherWords {
    /// For yes.
    pub yes: Vec<String>,
    /// For no.
    pub no: Vec<String>,
    /// For an answer that is not known: never no.
    pub not_known: Vec<String>,
}

impl OtherWords {
    /// Whether a word means yes or no.
    #[must_use]
    pub fn yes_or_no(&self, written: &str) -> Option<bool> {
        match written {
            "yes" | "true" => return Some(true),
            "no" | "false" => return Some(false),
            _ => {}
        }
        let written = folded(written);
        let is_in = |words: &[String], usual: &[&str]| {
            usual.contains(&written.as_str()) || words.iter().any(|word| folded(word) == written)
        };
        match (is_in(&self.yes, &["yes", "true"]), is_in(&self.no, &["no", "false"])) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    /// Whether a word means that the answer is not known.
    #[must_use]
    pub fn is_not_known(&self, written: &str) -> bool {
        let written = folded(written);
        !written.is_empty() && self.not_known.iter().any(|word| folded(word) == written)
    }
}

/// All facts, and where each one's answer lies in a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// What people write for yes, for no and for what is not known.
    pub other_words: OtherWords,
    facts: Vec<Fact>,
    offsets: Vec<u32>,
    words: usize,
}

impl Vocabulary {
    /// Lays the facts out.
    #[must_use]
    pub fn new(facts: Vec<Fact>) -> Self {
        let mut words = 0;
        let mut offsets = Vec::with_capacity(facts.len());
        for fact in &facts {
            // Loading refuses more facts and values than this numbers.
            offsets.push(words as u32);
            words += fact.words();
        }
        Self { other_words: OtherWords::default(), facts, offsets, words }
    }

    /// Every fact in catalogue order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (FactId, &Fact)> {
        ids::numbered(&self.facts)
    }

    /// The keys of all facts in catalogue order.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.facts.iter().map(|fact| fact.key.as_str())
    }

    /// One fact.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// The fact of that key.
    #[must_use]
    pub fn named(&self, key: &str) -> Option<FactId> {
        ids::find(&self.facts, |fact| fact.key == key)
    }

    /// How many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// How many 64-bit words a case takes.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// The first word of a fact's answer in a case.
    #[must_use]
    pub fn offset(&self, id: FactId) -> usize {
        self.offsets[id.index()] as usize
    }
}
