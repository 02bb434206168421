//! What is present and no step of the plan works on.

use super::PlannedCase;
use crate::catalogue::TargetId;
use crate::ids::{Members, Set};
use crate::outcome::Outcome;

/// Needs and offence-related targets that are present and that no included offer works on.
#[must_use]
pub fn targets(planned: &PlannedCase<'_>) -> Vec<TargetId> {
    let rules = &planned.planner.rules;
    let included = planned.decision.included.iter();
    let worked_on: Set<TargetId> = included.flat_map(|offer| &rules.offers[offer.index()].targets).collect();
    let open = planned.decision.present.minus(&worked_on).iter();
    open.filter(|target| planned.catalogue().target(*target).class.is_reported_unmet()).collect()
}

/// The offers not in the plan that could meet a need, by outcome.
#[must_use]
pub fn could_meet<'c>(planned: &PlannedCase<'c>, target: TargetId, outcome: Outcome) -> Vec<&'c str> {
    let catalogue = planned.catalogue();
    (planned.with_outcome(outcome))
        .map(|offer| catalogue.offer(offer))
        .filter(|offer| offer.targets.contains(&target))
        .map(|offer| offer.name.as_str())
        .collect()
}
