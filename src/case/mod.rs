//! What is known about one person on probation: each fact known or unknown.

pub mod answer;
pub mod given;
mod given_case;
pub mod length;
pub mod read;
mod reader;
mod refusal;
pub mod value;
pub mod write;

pub use given_case::{GivenCase, Judged, JudgedAs, JudgedOffers, Judgement};
pub use reader::CaseReader;
pub use refusal::{MOST_TOLD, Refusal};

use jiff::civil::Date;

use crate::bits;
use crate::catalogue::{Answer, Answers, FactId, OfferId, Vocabulary};
use crate::ids::{Members, Set, SetRef, ValueId};

/// Stands in a case's words for the known answer that no score exists.
pub const UNAVAILABLE: u64 = u64::MAX;

/// The answers known about one person, and nothing that names the person.
///
/// A fact that is absent is unknown, never "no". Answers lie in words laid out by the [`Vocabulary`], so a case can
/// be filled and cleared without allocating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The caller's own reference.
    pub reference: Option<String>,
    /// The day whose catalogue the plan uses.
    pub as_of: Date,
    /// What the practitioner proposed, where a review is asked for.
    pub proposed: Option<Vec<OfferId>>,
    known: Set<FactId>,
    words: Vec<u64>,
}

impl Case {
    /// A case of which nothing is known but what the vocabulary gives by default.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, as_of: Date) -> Self {
        let mut case = Self {
            reference: None,
            as_of,
            proposed: None,
            known: Set::with_room(vocabulary.len()),
            words: vec![0; vocabulary.words()],
        };
        case.set_defaults(vocabulary);
        case
    }

    /// Forgets every answer but the defaults, keeping the memory.
    pub fn reset(&mut self, vocabulary: &Vocabulary) {
        self.reference = None;
        self.proposed = None;
        self.known.clear();
        self.words.fill(0);
        self.set_defaults(vocabulary);
    }

    fn set_defaults(&mut self, vocabulary: &Vocabulary) {
        for (id, fact) in vocabulary.iter() {
            if let Some(default) = &fact.default {
                self.set(vocabulary, id, default);
            }
        }
    }

    /// Whether a fact is known.
    #[must_use]
    pub fn knows(&self, id: FactId) -> bool {
        self.known.has(id)
    }

    /// The facts known.
    #[must_use]
    pub fn known(&self) -> &Set<FactId> {
        &self.known
    }

    /// The words of a fact's answer. They mean something only where the fact is known.
    #[must_use]
    pub fn words_of(&self, vocabulary: &Vocabulary, id: FactId) -> &[u64] {
        let start = vocabulary.offset(id);
        &self.words[start..start + vocabulary.fact(id).words()]
    }

    /// All words, laid out by the vocabulary.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Writes a fact's words as they are, and counts it as known.
    pub fn set_words(&mut self, vocabulary: &Vocabulary, id: FactId, words: &[u64]) {
        let start = vocabulary.offset(id);
        self.words[start..start + words.len()].copy_from_slice(words);
        self.known.insert(id);
    }

    /// Writes the one word of a fact's answer, and counts it as known.
    #[inline(always)]
    pub(crate) fn set_word(&mut self, vocabulary: &Vocabulary, id: FactId, word: u64) {
        if let Some(slot) = self.words.get_mut(vocabulary.offset(id)) {
            *slot = word;
        }
        self.known.insert(id);
    }

    /// Counts a fact as known, with none of its values, and gives its words to set the values in.
    pub(crate) fn start_words(&mut self, vocabulary: &Vocabulary, id: FactId) -> &mut [u64] {
        self.known.insert(id);
        let start = vocabulary.offset(id);
        let words = &mut self.words[start..start + vocabulary.fact(id).words()];
        words.fill(0);
        words
    }

    /// Takes over what is known of another case of the same vocabulary, and nothing else of it.
    #[inline]
    pub(crate) fn copy_answers(&mut self, other: &Self) {
        self.known.copy(&other.known);
        self.words.copy_from_slice(&other.words);
    }

    /// The number a fact is known to be.
    #[must_use]
    pub fn number(&self, vocabulary: &Vocabulary, id: FactId) -> Option<u32> {
        let word = self.words[vocabulary.offset(id)];
        u32::try_from(word).ok().filter(|_| self.knows(id))
    }

    /// Makes an answer known. The answer is one the fact takes: see [`answer::check`].
    pub fn set(&mut self, vocabulary: &Vocabulary, id: FactId, answer: &Answer) {
        let start = vocabulary.offset(id);
        match answer {
            Answer::YesNo(yes) => self.words[start] = u64::from(*yes),
            Answer::Number(number) => self.words[start] = u64::from(*number),
            Answer::OneOf(index) => self.words[start] = u64::from(*index),
            Answer::Unavailable => self.words[start] = UNAVAILABLE,
            Answer::AnyOf(values) => {
                let words = &mut self.words[start..start + vocabulary.fact(id).words()];
                words.fill(0);
                values.iter().for_each(|value| bits::set(words, usize::from(*value)));
            }
        }
        self.known.insert(id);
    }

    /// Makes a fact unknown.
    pub fn forget(&mut self, id: FactId) {
        self.known.remove(id);
    }

    /// The answer to a fact, where it is known.
    #[must_use]
    pub fn answer(&self, vocabulary: &Vocabulary, id: FactId) -> Option<Answer> {
        if !self.knows(id) {
            return None;
        }
        let words = self.words_of(vocabulary, id);
        let fact = vocabulary.fact(id);
        Some(match &fact.answers {
            Answers::AnyOf(_) => {
                Answer::AnyOf(SetRef::<ValueId>::new(words).iter().map(|value| value.0).collect())
            }
            _ if words[0] == UNAVAILABLE => Answer::Unavailable,
            Answers::YesNo => Answer::YesNo(words[0] != 0),
            Answers::Number { .. } => Answer::Number(u32::try_from(words[0]).ok()?),
            Answers::OneOf(_) => Answer::OneOf(u16::try_from(words[0]).ok()?),
        })
    }

    /// Every known fact with its answer, in catalogue order.
    pub fn answers<'v>(&'v self, vocabulary: &'v Vocabulary) -> impl Iterator<Item = (FactId, Answer)> + 'v {
        vocabulary.iter().filter_map(|(id, _)| Some((id, self.answer(vocabulary, id)?)))
    }

    /// Lets the vocabulary's stated presumptions stand in for unknown facts, and says for which.
    pub fn presume(&mut self, vocabulary: &Vocabulary) -> Vec<FactId> {
        self.presume_where(vocabulary, |_| true)
    }

    /// The same for those unknown facts alone that are `wanted`.
    pub fn presume_where(&mut self, vocabulary: &Vocabulary, wanted: impl Fn(FactId) -> bool) -> Vec<FactId> {
        let mut presumed = Vec::new();
        for (id, fact) in vocabulary.iter() {
            if let Some(presumption) = &fact.presume
                && !self.knows(id)
                && wanted(id)
            {
                self.set(vocabulary, id, &presumption.answer);
                presumed.push(id);
            }
        }
        presumed
    }
}
