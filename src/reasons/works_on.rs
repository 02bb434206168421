//! What an offer is worth its place for.

use super::PlannedCase;
use crate::catalogue::policy::TargetClass;
use crate::catalogue::{OfferId, TargetId};
use crate::ids::{Members, Set};

/// The present targets of an offer that no offer before it in the plan works on; for one that is not in the plan, no offer at
/// all.
#[must_use]
pub fn newly_met(planned: &PlannedCase<'_>, offer: OfferId) -> Vec<TargetId> {
    let catalogue = planned.catalogue();
    let kind = catalogue.offer(offer).kind;
    let covering = (planned.decision.included.iter().take_while(|other| **other != offer)).filter(|other| {
        let other = catalogue.kind_of(**other);
        other.competes && !other.covers_nothing_for.contains(&kind)
    });
    let covered: Set<TargetId> =
        covering.flat_map(|other| &catalogue.offer(*other).targets).copied().collect();
    let mine = |target: &&TargetId| planned.is_present(**target) && !covered.has(**target);
    catalogue.offer(offer).targets.iter().filter(mine).copied().collect()
}

/// What an offer is for, by name: its present targets that nothing before it works on, else all that are present. Those that
/// follow from the offence come first and are always named, whatever else works on them: they say what the offer is.
#[must_use]
pub fn names<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<&'c str> {
    let catalogue = planned.catalogue();
    let newly_met = newly_met(planned, offer);
    let all = newly_met.is_empty() || !catalogue.kind_of(offer).competes;
    let mut targets = present(planned, offer);
    targets.retain(|target| all || newly_met.contains(target) || follows_from_offence(planned, *target));
    targets.into_iter().map(|target| catalogue.target(target).name.as_str()).collect()
}

/// The present targets of an offer, those that follow from the offence first.
#[must_use]
pub fn present(planned: &PlannedCase<'_>, offer: OfferId) -> Vec<TargetId> {
    let all = planned.catalogue().offer(offer).targets.iter().copied();
    let mut present: Vec<TargetId> = all.filter(|target| planned.is_present(*target)).collect();
    present.sort_by_key(|target| !follows_from_offence(planned, *target));
    present
}

fn follows_from_offence(planned: &PlannedCase<'_>, target: TargetId) -> bool {
    planned.catalogue().target(target).class == TargetClass::OffenceRelated
}
