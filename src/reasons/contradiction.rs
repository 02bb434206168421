//! Answers that contradict each other, by the cautions of the catalogue that say so.

use super::PlannedCase;
use crate::catalogue::{Caution, FactId};
use crate::matching::Truth;

/// Every caution about answers that contradict each other, in catalogue order.
pub fn each<'r>(planned: &PlannedCase<'r>) -> impl Iterator<Item = &'r Caution> {
    let planner = planned.planner;
    let evaluation = &planned.decision.evaluation;
    planner.catalogue.cautions.iter().zip(&planner.rules.cautions).filter_map(move |(caution, when)| {
        (caution.contradiction && evaluation.truth(*when) == Truth::Met).then_some(caution)
    })
}

/// The facts that a caution reads, in the order of the vocabulary.
#[must_use]
pub fn facts(caution: &Caution) -> Vec<FactId> {
    let mut facts: Vec<FactId> = caution.when.tests().into_iter().map(|test| test.fact).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}
