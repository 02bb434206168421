//! What an offer is worth its place for.

use super::PlannedCase;
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

/// The present targets of an offer that nothing before it works on, else all its present targets, by name.
#[must_use]
pub fn names<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<&'c str> {
    let catalogue = planned.catalogue();
    let mut targets = newly_met(planned, offer);
    if targets.is_empty() || !catalogue.kind_of(offer).competes {
        let all = catalogue.offer(offer).targets.iter().copied();
        targets = all.filter(|target| planned.is_present(*target)).collect();
    }
    targets.into_iter().map(|target| catalogue.target(target).name.as_str()).collect()
}
