//! What those who keep a catalogue true ask of it: who is left out, what is doubtful, what a change does.
//!
//! All of it rests on one exact picture of everybody the facts allow: see [`space`].

pub mod cohort;
pub mod cover;
pub mod cube;
pub mod diagram;
pub mod diff;
pub mod diff_cases;
pub mod diff_words;
pub mod draft;
pub mod example;
pub mod gaps;
pub mod lint;
pub mod overlaps;
pub mod rule_test;
pub mod schema;
pub mod space;

use std::fmt;

use jiff::civil::Date;

use crate::catalogue::{CatalogueFile, History, NoEdition};
use crate::plan::Editions;
use crate::text::problem::Problem;
use crate::text::source::Texts;

/// What checking a catalogue gave.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Everything wrong or doubtful, in the order of the files.
    pub problems: Vec<Problem>,
    /// How many findings their owner accepts, with a reason in the file.
    pub accepted: usize,
    /// How many rule tests were run.
    pub tests: usize,
}

/// Why a catalogue could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// More sets of people would have to be told apart than can be kept.
    TooManySets(diagram::TooManySets),
    /// An edition does not open.
    NoEdition(NoEdition),
}

impl fmt::Display for Unchecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManySets(error) => error.fmt(f),
            Self::NoEdition(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unchecked {}

impl From<diagram::TooManySets> for Unchecked {
    fn from(error: diagram::TooManySets) -> Self {
        Self::TooManySets(error)
    }
}

impl From<NoEdition> for Unchecked {
    fn from(error: NoEdition) -> Self {
        Self::NoEdition(error)
    }
}

/// Checks a catalogue that loads, every edition of it: what is doubtful in it, and its rule tests.
///
/// # Errors
///
/// Where more sets of people would have to be told apart than can be kept.
pub fn check(
    history: &History,
    files: &[CatalogueFile],
    texts: &Texts,
    today: Date,
) -> Result<Checked, Unchecked> {
    let mut problems = lint::lint(history, files, texts, today)?;
    let (tests, unread) = rule_test::read(history, files, texts)?;
    let editions = Editions::new(history);
    let (failed, ran) = rule_test::run::run(&editions, &tests, today);
    problems.extend(unread);
    problems.extend(failed);
    problems.extend(rule_test::coverage::untouched(history, &tests, &ran)?);
    let accepted = lint::take_out(&mut problems, files, texts);
    problems.sort_by(|one, other| {
        (one.place, one.code, &one.message).cmp(&(other.place, other.code, &other.message))
    });
    Ok(Checked { problems, accepted, tests: tests.len() })
}

#[cfg(test)]
mod tests;
