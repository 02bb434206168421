//! What the sheet for the person on probation says around the plain words of offers, in English and in Welsh.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Words in the languages in which a person may read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken<T> {
    /// In English.
    pub english: T,
    /// In Welsh, where it has been written.
    pub welsh: Option<T>,
}

/// Everything that is fixed on the sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SheetWords {
    /// Its sentences, in the order of [`Saying::ALL`].
    pub sayings: Vec<Spoken<String>>,
    /// The names of the twelve months.
    pub months: Spoken<Vec<String>>,
    /// What a Welsh sheet begins with for as long as nobody has checked the Welsh.
    pub draft: Option<String>,
    /// Who has checked the Welsh of the whole catalogue; nobody yet where there is none.
    pub checked: Option<Checked>,
}

impl SheetWords {
    /// One of its sentences.
    #[must_use]
    pub fn saying(&self, saying: Saying) -> &Spoken<String> {
        &self.sayings[saying as usize]
    }
}

/// The word of a translator that the Welsh is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The translator.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// A sentence of the sheet, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying {
    /// What the sheet is called.
    Title,
    /// The caller's own reference.
    Reference,
    /// The day of the plan.
    Date,
    /// The month up to which the sources speak, where that is long ago.
    LastHeard,
    /// Nothing is planned.
    NoPlan,
    /// What the sheet is, where the sentence is set.
    Sentenced,
    /// What it is where the sentence is still to be set.
    Proposed,
    /// Above the steps.
    WhatYouWillDo,
    /// When a step begins and ends.
    When,
    /// How many sessions a source states.
    Times,
    /// How many are assumed.
    AboutTimes,
    /// A week without counted sessions.
    OneWeek,
    /// Several such weeks.
    Weeks,
    /// Who delivers a step.
    WhoWith,
    /// What a step is for.
    Why,
    /// Between reasons.
    Between,
    /// Between the last two of them.
    BetweenLast,
    /// Above what else to know.
    GoodToKnow,
    /// Dates are not certain.
    DatesMayChange,
    /// The person has a say.
    YourSay,
    /// Help to take part.
    HelpToTakePart,
    /// Above whom to ask.
    WhoToAsk,
    /// Whom to ask.
    Ask,
    /// Before the line for a name.
    Name,
    /// Before the line for a telephone number.
    Phone,
}

impl Saying {
    /// Every sentence with its key, and what is filled in.
    pub const ALL: [(Self, &'static str, &'static [&'static str]); 25] = [
        (Self::Title, "title", &[]),
        (Self::Reference, "reference", &["reference"]),
        (Self::Date, "date", &["day"]),
        (Self::LastHeard, "last-heard", &["month"]),
        (Self::NoPlan, "no-plan", &[]),
        (Self::Sentenced, "sentenced", &[]),
        (Self::Proposed, "proposed", &[]),
        (Self::WhatYouWillDo, "what-you-will-do", &[]),
        (Self::When, "when", &["from", "to"]),
        (Self::Times, "times", &["sessions"]),
        (Self::AboutTimes, "about-times", &["sessions"]),
        (Self::OneWeek, "one-week", &[]),
        (Self::Weeks, "weeks", &["weeks"]),
        (Self::WhoWith, "who-with", &["who"]),
        (Self::Why, "why", &["why"]),
        (Self::Between, "between", &[]),
        (Self::BetweenLast, "between-last", &[]),
        (Self::GoodToKnow, "good-to-know", &[]),
        (Self::DatesMayChange, "dates-may-change", &[]),
        (Self::YourSay, "your-say", &[]),
        (Self::HelpToTakePart, "help-to-take-part", &[]),
        (Self::WhoToAsk, "who-to-ask", &[]),
        (Self::Ask, "ask", &[]),
        (Self::Name, "name", &[]),
        (Self::Phone, "phone", &[]),
    ];

    /// The key under which it is written.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// The parts of a sentence: words as they stand, and the names of what is filled in between them.
pub fn parts(sentence: &str) -> impl Iterator<Item = SentencePart<'_>> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('{')
            && let Some((name, after)) = inside.split_once('}')
        {
            rest = after;
            return Some(SentencePart::Filled(name));
        }
        let end = rest.match_indices('{').map(|(at, _)| at).find(|at| *at > 0).unwrap_or(rest.len());
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(SentencePart::Words(words))
    })
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentencePart<'s> {
    /// Words as they stand.
    Words(&'s str),
    /// The name of what is filled in.
    Filled(&'s str),
}

#[cfg(test)]
mod tests {
    use super::SentencePart::{Filled, Words};
    use super::{Saying, parts};

    #[test]
    fn every_sentence_stands_at_its_number() {
        for (at, (saying, ..)) in Saying::ALL.iter().enumerate() {
            assert_eq!(*saying as usize, at, "{saying:?}");
        }
    }

    #[test]
    fn what_is_filled_in_stands_in_braces_and_a_brace_alone_is_a_word() {
        let found = |sentence| parts(sentence).collect::<Vec<_>>();
        assert_eq!(
            found("from {from} to {to}."),
            [Words("from "), Filled("from"), Words(" to "), Filled("to"), Words(".")]
        );
        assert_eq!(found("{a}{b}"), [Filled("a"), Filled("b")]);
        assert_eq!(found("a {b"), [Words("a "), Words("{b")]);
        assert!(found("").is_empty());
    }
}
