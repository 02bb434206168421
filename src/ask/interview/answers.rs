//! The answers of a conversation, to be checked before they are planned with.

use super::{Interview, Reply};
use crate::catalogue::{Answer, Fact, FactId};

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag or a file.
    Given,
    /// The conversation.
    Told,
    /// It was said not to be known.
    NotKnown,
    /// The catalogue's default, which nobody contradicted.
    Default,
}

/// One of the answers to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerToCheck {
    /// The fact.
    pub fact: FactId,
    /// Its answer, where it is known.
    pub answer: Option<Answer>,
    /// Where that comes from.
    pub origin: Origin,
}

impl Interview<'_> {
    /// Every answer, in catalogue order: what is known, and what was said not to be.
    #[must_use]
    pub fn answers(&self) -> Vec<AnswerToCheck> {
        let vocabulary = &self.catalogue().vocabulary;
        let line = |(fact, declared): (FactId, &Fact)| {
            let answer = self.case.answer(vocabulary, fact);
            let told = self.path.contains(&fact);
            Some(match answer {
                Some(_) if self.given.knows(fact) => AnswerToCheck { fact, answer, origin: Origin::Given },
                Some(_) if matches!(self.earlier(fact), Some(Reply::Known(_))) => {
                    AnswerToCheck { fact, answer, origin: Origin::Told }
                }
                None if told => AnswerToCheck { fact, answer, origin: Origin::NotKnown },
                _ => AnswerToCheck { fact, answer: Some(declared.default.clone()?), origin: Origin::Default },
            })
        };
        vocabulary.iter().filter_map(line).collect()
    }
}
