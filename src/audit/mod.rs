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

use jiff::civil::Date;

use crate::catalogue::{Catalogue, CatalogueFile};
use crate::plan::Planner;
use crate::text::problem::Problem;
use crate::text::source::Texts;

/// What checking a catalogue gave.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Everything wrong or doubtful, in the order of the files.
    pub problems: Vec<Problem>,
    /// How many rule tests were run.
    pub tests: usize,
}

/// Checks a catalogue that loads: what is doubtful in it, and its rule tests.
///
/// # Errors
///
/// Where more sets of people would have to be told apart than can be kept.
pub fn check(
    catalogue: &Catalogue,
    files: &[CatalogueFile],
    texts: &Texts,
    today: Date,
) -> Result<Checked, diagram::TooManySets> {
    let mut problems = lint::lint(catalogue, files, texts, today)?;
    let (tests, unread) = rule_test::read(catalogue, files, texts);
    let planner = Planner::new(catalogue);
    let (failed, results) = rule_test::run::run(&planner, &tests, today);
    let mut space = space::Space::new(&[catalogue]);
    problems.extend(unread);
    problems.extend(failed);
    problems.extend(rule_test::coverage::untouched(catalogue, &mut space, &tests, &results));
    space.diagram.is_sound()?;
    problems.sort_by(|one, other| {
        (one.place, one.code, &one.message).cmp(&(other.place, other.code, &other.message))
    });
    Ok(Checked { problems, tests: tests.len() })
}

#[cfg(test)]
mod tests;
