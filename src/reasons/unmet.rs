//! What is present and no step of the plan works on.

use super::{PlannedCase, caution};
use crate::catalogue::{OfferId, TargetId};
use crate::ids::{self, Members, Set};
use crate::outcome::{Outcome, Reason};
use crate::text::wording::{capital, list};

/// Needs and offence-related targets that are present and that no included offer works on.
#[must_use]
pub fn targets(planned: &PlannedCase<'_>) -> Vec<TargetId> {
    let rules = &planned.planner.rules;
    let included = planned.decision.included.iter();
    let worked_on: Set<TargetId> = included.flat_map(|offer| &rules.offers[offer.index()].targets).collect();
    let open = planned.decision.present.minus(&worked_on).iter();
    open.filter(|target| planned.catalogue().target(*target).class.is_reported_unmet()).collect()
}

/// How many offers are named for one need; the others are counted.
const MOST_NAMED: usize = 4;

/// A need that nothing in the plan works on, with the offers that may yet do so and what a source offers from outside the
/// catalogue.
#[must_use]
pub fn says(planned: &PlannedCase<'_>, target: TargetId) -> String {
    let name = capital(&planned.catalogue().target(target).name);
    let could = |start: &str, counts: &dyn Fn(Reason) -> bool| {
        let offers = could_meet(planned, target, counts);
        (!offers.is_empty()).then(|| format!("{start}: {}.", few(&offers)))
    };
    let judged = |reason: Reason| reason.outcome() == Outcome::Consider && reason != Reason::AwaitsApproval;
    let parts = [
        Some(format!("{name}.")),
        could("For judgement", &judged),
        could("Waiting for an approval", &|reason| reason == Reason::AwaitsApproval),
        could("Still open", &|reason| reason.outcome() == Outcome::Undetermined),
    ];
    let elsewhere = caution::of_need(planned, target).map(|given| given.says);
    parts.into_iter().flatten().chain(elsewhere).collect::<Vec<_>>().join(" ")
}

/// The offers not in the plan that could meet a need, of those whose reason counts.
fn could_meet<'c>(
    planned: &PlannedCase<'c>,
    target: TargetId,
    counts: impl Fn(Reason) -> bool,
) -> Vec<&'c str> {
    let catalogue = planned.catalogue();
    ids::numbered::<OfferId, _>(&planned.decision.reasons)
        .filter(|(_, reason)| counts(**reason))
        .map(|(offer, _)| catalogue.offer(offer))
        .filter(|offer| offer.targets.contains(&target))
        .map(|offer| offer.name.as_str())
        .collect()
}

/// The first of a list, and how many more.
fn few(names: &[&str]) -> String {
    match names.split_at_checked(MOST_NAMED - 1) {
        Some((first, rest)) if rest.len() > 1 => format!("{} and {} more", first.join(", "), rest.len()),
        _ => list(names),
    }
}
