//! The included offers in order: phases, lanes and weeks.

use super::{Decision, Planner, Step};
use crate::case::Case;
use crate::catalogue::policy::PhaseRole;
use crate::catalogue::{KindId, OfferId, PhaseId, VehicleId};
use crate::ids::{self, Members, Set};
use crate::matching::Truth;

impl Planner<'_> {
    /// Lays the included offers out: phase by phase, and within a phase in allocation order.
    pub(super) fn sequence(&self, case: &Case, decision: &mut Decision) {
        let mut steps = std::mem::take(&mut decision.steps);
        self.sequence_of(case, &decision.included, decision, &mut steps);
        decision.steps = steps;
    }

    /// Lays offers out in weeks as if they were what a decision included, in this order.
    #[must_use]
    pub fn lay_out(&self, case: &Case, offers: &[OfferId], decision: &Decision) -> Vec<Step> {
        let mut steps = Vec::new();
        self.sequence_of(case, offers, decision, &mut steps);
        steps
    }

    fn sequence_of(&self, case: &Case, included: &[OfferId], decision: &Decision, steps: &mut Vec<Step>) {
        steps.clear();
        for offer in included {
            steps.push(Step {
                offer: *offer,
                phase: self.phase(*offer, included, decision),
                lane: self.rules.offers[offer.index()].lane,
                vehicle: self.vehicle(*offer, &decision.evaluation).map_or(VehicleId(0), |(v, _)| v),
                start: 0,
                end: 0,
            });
        }
        steps.sort_by_key(|step| step.phase);
        let weeks = case.number(&self.catalogue.vocabulary, self.catalogue.policy.roles.weeks);
        while let Some((index, earliest)) = self.next_to_place(steps) {
            self.place(index, earliest, steps, weeks);
        }
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
    fn phase(&self, offer: OfferId, included: &[OfferId], decision: &Decision) -> PhaseId {
        let compiled = &self.rules.offers[offer.index()];
        let others = || included.iter().filter(|other| **other != offer);
        let kinds_beside: Set<KindId> = others().map(|other| self.rules.offers[other.index()].kind).collect();
        let mut own_rules = self.catalogue.offer(offer).phases.len();
        for rule in &compiled.phases {
            if own_rules == 0 && others().any(|other| compiled.prepares_for.has(*other)) {
                return self.last_phase(PhaseRole::Prepare);
            }
            own_rules = own_rules.saturating_sub(1);
            let is_present = rule.works_on.is_none_or(|target| decision.present.has(target));
            let with = rule.with_included.is_empty() || rule.with_included.shares(&kinds_beside);
            let without =
                !rule.without_included.shares(&kinds_beside) && !rule.without_included.has(compiled.kind);
            if is_present && with && without && decision.evaluation.truth(rule.when) == Truth::Met {
                return rule.phase;
            }
        }
        self.last_phase(PhaseRole::Main)
    }

    /// The last phase with a role.
    pub(crate) fn last_phase(&self, role: PhaseRole) -> PhaseId {
        let mut phases = ids::numbered(&self.catalogue.policy.phases).rev();
        phases.find(|(_, phase)| phase.role == role).map_or(PhaseId(0), |(id, _)| id)
    }

    /// Whether a step must come after another: a stated relation, preparation, or what it consolidates.
    #[must_use]
    pub fn follows(&self, step: &Step, other: &Step) -> bool {
        let offer = &self.rules.offers[step.offer.index()];
        let role = |phase: PhaseId| self.catalogue.policy.phases[phase.index()].role;
        offer.after.has(other.offer)
            || match role(step.phase) {
                PhaseRole::Main => role(other.phase) == PhaseRole::Prepare && self.waits(step),
                PhaseRole::Consolidate => !offer.follows && self.consolidates(step, other),
                _ => false,
            }
    }

    /// Whether a step without a stated relation consolidates another: its phase rule names the kind.
    fn consolidates(&self, step: &Step, other: &Step) -> bool {
        let kind = self.rules.offers[other.offer.index()].kind;
        self.rules.offers[step.offer.index()]
            .phases
            .iter()
            .any(|rule| rule.phase == step.phase && rule.with_included.has(kind))
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
