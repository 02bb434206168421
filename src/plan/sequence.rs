//! The included offers in order: phases, lanes and weeks.

use super::{Decision, Planner, Step};
use crate::bits;
use crate::case::Case;
use crate::catalogue::policy::PhaseRole;
use crate::catalogue::{OfferId, PhaseId, VehicleId};
use crate::matching::Truth;

impl Planner<'_> {
    /// Lays the included offers out: phase by phase, and within a phase in allocation order.
    pub(super) fn sequence(&self, case: &Case, decision: &mut Decision) {
        let mut steps = std::mem::take(&mut decision.steps);
        steps.clear();
        for offer in &decision.included {
            steps.push(Step {
                offer: *offer,
                phase: self.phase(*offer, decision),
                lane: self.rules.offers[offer.index()].lane,
                vehicle: self.vehicle(*offer, &decision.evaluation).map_or(VehicleId(0), |(v, _)| v),
                start: 0,
                end: 0,
            });
        }
        steps.sort_by_key(|step| step.phase);
        let weeks = case.number(&self.catalogue.vocabulary, self.catalogue.policy.roles.weeks);
        while let Some((index, earliest)) = self.next_to_place(&steps) {
            self.place(index, earliest, &mut steps, weeks);
        }
        decision.steps = steps;
    }

    /// The first step without weeks that every step it must follow has its weeks before, and the first week after those.
    /// Stated relations run in no circle, but with a case's phases they may: then the order of the phases decides.
    fn next_to_place(&self, steps: &[Step]) -> Option<(usize, u32)> {
        let mut first = None;
        for (index, step) in steps.iter().enumerate().filter(|(_, step)| step.start == 0) {
            let (mut waits, mut earliest) = (false, 1);
            for other in steps.iter().filter(|other| other.offer != step.offer && self.follows(step, other)) {
                waits |= other.start == 0;
                earliest = earliest.max(other.end + 1);
            }
            if !waits {
                return Some((index, earliest));
            }
            first = first.or(Some((index, earliest)));
        }
        first
    }

    /// The phase of an included offer: the first rule that matches, or the last main phase where none does.
    fn phase(&self, offer: OfferId, decision: &Decision) -> PhaseId {
        let phases = &self.catalogue.policy.phases;
        let of_role = |role: PhaseRole| {
            phases.iter().rposition(|phase| phase.role == role).map_or(PhaseId(0), PhaseId::from)
        };
        let compiled = &self.rules.offers[offer.index()];
        let (mut kinds_beside, mut prepares) = (0_u64, false);
        for other in decision.included.iter().filter(|other| **other != offer) {
            kinds_beside |= 1 << self.rules.offers[other.index()].kind.index();
            prepares |= bits::has(&compiled.prepares_for, other.index());
        }
        let own_kind = 1_u64 << compiled.kind.index();
        let mut own_rules = self.catalogue.offer(offer).phases.len();
        for rule in &compiled.phases {
            if own_rules == 0 && prepares {
                return of_role(PhaseRole::Prepare);
            }
            own_rules = own_rules.saturating_sub(1);
            let present =
                rule.works_on.is_none_or(|target| decision.allocation.present >> target.index() & 1 == 1);
            let with = rule.with_included == 0 || rule.with_included & kinds_beside != 0;
            let without = rule.without_included & (kinds_beside | own_kind) == 0;
            if present && with && without && decision.evaluation.truth(rule.when) == Truth::Met {
                return rule.phase;
            }
        }
        of_role(PhaseRole::Main)
    }

    /// Whether a step must come after another: a stated relation, preparation, or what it consolidates.
    #[must_use]
    pub fn follows(&self, step: &Step, other: &Step) -> bool {
        let offer = &self.rules.offers[step.offer.index()];
        let role = |phase: PhaseId| self.catalogue.policy.phases[phase.index()].role;
        bits::has(&offer.after, other.offer.index())
            || match role(step.phase) {
                PhaseRole::Main => role(other.phase) == PhaseRole::Prepare && self.waits(step),
                PhaseRole::Consolidate => !offer.follows && self.consolidates(step, other),
                _ => false,
            }
    }

    /// Whether a step without a stated relation consolidates another: its phase rule names the kind.
    fn consolidates(&self, step: &Step, other: &Step) -> bool {
        let kind = self.rules.offers[other.offer.index()].kind.index();
        self.rules.offers[step.offer.index()]
            .phases
            .iter()
            .any(|rule| rule.phase == step.phase && rule.with_included >> kind & 1 == 1)
    }

    /// Whether a step holds back for what stabilises and what prepares.
    #[must_use]
    pub fn waits(&self, step: &Step) -> bool {
        let kind = self.rules.offers[step.offer.index()].kind;
        let policy = &self.catalogue.policy;
        policy.phases[step.phase.index()].role == PhaseRole::Main
            && policy.sequence.waiting_kinds.contains(&kind)
    }

    /// Gives a step its weeks, from the earliest that what it must follow allows.
    fn place(&self, index: usize, earliest: u32, steps: &mut [Step], weeks: Option<u32>) {
        let policy = &self.catalogue.policy;
        let offer = &self.rules.offers[steps[index].offer.index()];
        let mut start = earliest;
        let stabilises = |step: &Step| policy.phases[step.phase.index()].role == PhaseRole::Stabilise;
        if self.waits(&steps[index]) && steps.iter().any(stabilises) {
            start = start.max(policy.sequence.weeks_before_core + 1);
        }
        if policy.lanes[steps[index].lane.index()].one_at_a_time && !offer.alongside {
            let alongside = |step: &Step| self.rules.offers[step.offer.index()].alongside;
            let holds = |step: &&Step| step.lane == steps[index].lane && !alongside(step);
            let free = steps.iter().filter(holds).map(|step| step.end + 1).max();
            start = start.max(free.unwrap_or(1));
        }
        let mut end = start + offer.weeks - 1;
        if let Some(weeks) = weeks
            && offer.assumed
        {
            end = end.min(weeks.max(start));
        }
        (steps[index].start, steps[index].end) = (start, end);
    }
}
