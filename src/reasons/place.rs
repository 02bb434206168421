//! Why a step stands where it does: what it follows, what holds its lane, and what has to settle first.

use super::PlannedCase;
use crate::catalogue::OfferId;
use crate::catalogue::policy::PhaseRole;
use crate::plan::Step;
use crate::text::wording::{count, list};

/// The steps that a step waits for, by name.
#[must_use]
pub fn waits_for<'c>(planned: &PlannedCase<'c>, step: &Step) -> Vec<&'c str> {
    let follows = |other: &&Step| planned.planner.comes_after(step, other);
    names(planned, planned.decision.steps.iter().filter(follows))
}

/// The step that a step waits for because both are in a lane that holds one at a time.
#[must_use]
pub fn lane_before(planned: &PlannedCase<'_>, step: &Step) -> Option<OfferId> {
    let lane = &planned.catalogue().policy.lanes[step.lane.index()];
    let alongside = |step: &Step| planned.catalogue().offer(step.offer).alongside;
    if !lane.one_at_a_time || alongside(step) {
        return None;
    }
    let before = |other: &&Step| other.lane == step.lane && other.end + 1 == step.start && !alongside(other);
    planned.decision.steps.iter().find(before).map(|other| other.offer)
}

/// The steps that make it possible to take part in what follows, by name.
#[must_use]
pub fn stabilising<'c>(planned: &PlannedCase<'c>) -> Vec<&'c str> {
    let phases = &planned.catalogue().policy.phases;
    let settles = |step: &&Step| phases[step.phase.index()].role == PhaseRole::Stabilise;
    names(planned, planned.decision.steps.iter().filter(settles))
}

/// Why a step does not start in week 1, in a sentence; nothing where it does, or where nothing stands before it.
#[must_use]
pub fn why_then(planned: &PlannedCase<'_>, step: &Step) -> Option<String> {
    if step.start <= 1 {
        return None;
    }
    let catalogue = planned.catalogue();
    let steps = &planned.decision.steps;
    let ended = |other: &&Step| other.offer != step.offer && other.end + 1 == step.start;
    let follows =
        names(planned, steps.iter().filter(ended).filter(|other| planned.planner.comes_after(step, other)));
    if !follows.is_empty() {
        return Some(format!("It follows {}.", list(&follows)));
    }
    let holds = |other: &&Step| other.lane == step.lane && !catalogue.offer(other.offer).alongside;
    let held = names(planned, steps.iter().filter(ended).filter(holds));
    if catalogue.policy.lanes[step.lane.index()].one_at_a_time && !held.is_empty() {
        return Some(format!("It waits until {} has ended: one at a time.", list(&held)));
    }
    let settling = stabilising(planned);
    if planned.planner.waits(step) && !settling.is_empty() {
        let weeks = count(step.start.saturating_sub(1) as usize, "week");
        return Some(format!("It waits {weeks} while {} gets under way.", list(&settling)));
    }
    None
}

fn names<'c, 's>(planned: &PlannedCase<'c>, steps: impl Iterator<Item = &'s Step>) -> Vec<&'c str> {
    steps.map(|step| planned.name(step.offer)).collect()
}
