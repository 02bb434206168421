//! The included offers in order: phases, lanes and weeks.

use super::lengths::Lengths;
use super::{Decision, Planner, Step};
use crate::case::Case;
use crate::catalogue::policy::PhaseRole;
use crate::catalogue::{KindId, OfferId, PhaseId, TargetId, VehicleId};
use crate::ids::{self, Members, Set};
use crate::matching::Truth;

/// What one lay-out of steps goes by.
struct Layout<'l> {
    lengths: &'l Lengths,
    /// For each step its place in the order of allocation.
    places: Vec<usize>,
    /// The weeks of the order or licence.
    weeks: Option<u32>,
    /// The weeks that the steps which wait for preparation leave over.
    lead: Option<u32>,
    /// The fewest weeks of lead in which anything prepares before what waits for it.
    least_lead: u32,
    has_stabilising: bool,
    has_waiting: bool,
}

impl Planner<'_> {
    /// Lays the included offers out: phase by phase, and within a phase in allocation order.
    pub(super) fn sequence(&self, case: &Case, lengths: &Lengths, decision: &mut Decision) {
        let mut steps = std::mem::take(&mut decision.steps);
        self.sequence_of(case, &decision.included, lengths, decision, &mut steps);
        decision.steps = steps;
    }

    /// Lays offers out in weeks as if they were what a decision included, in this order.
    #[must_use]
    pub fn lay_out(&self, case: &Case, offers: &[OfferId], decision: &Decision) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut lengths = Lengths::default();
        lengths.share(self, case, offers, &decision.evaluation);
        self.sequence_of(case, offers, &lengths, decision, &mut steps);
        steps
    }

    fn sequence_of(
        &self,
        case: &Case,
        included: &[OfferId],
        lengths: &Lengths,
        decision: &Decision,
        steps: &mut Vec<Step>,
    ) {
        steps.clear();
        for offer in included {
            let vehicle = self.vehicle(*offer, &decision.evaluation);
            steps.push(Step {
                offer: *offer,
                phase: self.phase(*offer, included, decision),
                lane: self.rules.offers[offer.index()].lane,
                vehicle: vehicle.map_or(VehicleId(0), |(vehicle, _)| vehicle),
                start: 0,
                end: 0,
                takes_days: self.takes_days(*offer, &decision.evaluation),
                after: Set::default(),
            });
        }
        let place = |offer: OfferId| included.iter().position(|other| *other == offer).unwrap_or(0);
        steps.sort_by_key(|step| step.phase);
        let layout = self.layout(case, lengths, steps, &place);
        while let Some(index) = self.next_to_place(steps) {
            self.place(index, &layout, steps);
        }
        steps.sort_by_key(|step| (step.start, step.phase, place(step.offer)));
    }

    fn layout<'l>(
        &self,
        case: &Case,
        lengths: &'l Lengths,
        steps: &[Step],
        place: &impl Fn(OfferId) -> usize,
    ) -> Layout<'l> {
        let weeks = case.number(&self.catalogue.vocabulary, self.catalogue.policy.roles.weeks);
        let places: Vec<usize> = steps.iter().map(|step| place(step.offer)).collect();
        let waiting = |step: &&Step| self.waits(step);
        let lead = weeks.map(|weeks| {
            let holding =
                steps.iter().zip(&places).filter(|(step, _)| self.waits(step) && self.holds_lane(step));
            let taken = holding.map(|(step, place)| match self.rules.offers[step.offer.index()].faster {
                Some(fewest) if fewest <= weeks => lengths.weeks(*place).min(weeks),
                _ => lengths.weeks(*place),
            });
            weeks.saturating_sub(taken.sum())
        });
        Layout {
            lengths,
            places,
            weeks,
            lead,
            least_lead: self.catalogue.policy.sequence.weeks_before_core,
            has_stabilising: steps.iter().any(|step| self.role(step.phase) == PhaseRole::Stabilise),
            has_waiting: steps.iter().any(|step| waiting(&step)),
        }
    }

    /// The first step without weeks that every step it must follow has its weeks before.
    /// Stated relations run in no circle, but with a case's phases they may: then the order of the phases decides.
    fn next_to_place(&self, steps: &[Step]) -> Option<usize> {
        let mut open = steps.iter().enumerate().filter(|(_, step)| step.start == 0);
        let first = open.clone().next().map(|(index, _)| index);
        let is_free = |step: &Step| {
            let unplaced = steps.iter().filter(|other| other.start == 0 && other.offer != step.offer);
            unplaced.into_iter().all(|other| !self.follows(step, other))
        };
        open.find(|(_, step)| is_free(step)).map(|(index, _)| index).or(first)
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
            let with = with
                && (rule.with_offers.is_empty() || included.iter().any(|other| rule.with_offers.has(*other)));
            let without =
                !rule.without_included.shares(&kinds_beside) && !rule.without_included.has(compiled.kind);
            let is_unworked = rule.unworked.as_ref().is_none_or(|(targets, kinds)| {
                let worked_on = |target: TargetId| {
                    let working = |other: &&OfferId| {
                        let other = &self.rules.offers[other.index()];
                        kinds.has(other.kind) && other.targets.has(target)
                    };
                    included.iter().any(|other| working(&other))
                };
                targets.and(&decision.present).iter().any(|target| !worked_on(target))
            });
            if is_present
                && with
                && without
                && is_unworked
                && decision.evaluation.truth(rule.when) == Truth::Met
            {
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

    /// Whether a step comes after another, as it must, in the plan as it is laid out: work that has no weeks to spare does not wait
    /// for what prepares.
    #[must_use]
    pub fn comes_after(&self, step: &Step, other: &Step) -> bool {
        step.after.has(other.offer) && self.follows(step, other)
    }

    /// Whether all that a step waits for another is that it prepares: it would, if there is room.
    fn only_prepares(&self, other: &Step, step: &Step) -> bool {
        let is_stated = self.rules.offers[step.offer.index()].after.has(other.offer)
            && !self.rules.offers[other.offer.index()].prepares_for.has(step.offer);
        self.role(other.phase) == PhaseRole::Prepare && self.waits(step) && !is_stated
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

    fn role(&self, phase: PhaseId) -> PhaseRole {
        self.catalogue.policy.phases[phase.index()].role
    }

    /// Whether a step holds a lane that takes one at a time.
    fn holds_lane(&self, step: &Step) -> bool {
        let one_at_a_time = self.catalogue.policy.lanes[step.lane.index()].one_at_a_time;
        one_at_a_time && !self.rules.offers[step.offer.index()].alongside
    }

    /// Gives a step its weeks: after what it waits for, and when its lane is free.
    fn place(&self, index: usize, layout: &Layout<'_>, steps: &mut [Step]) {
        let step = &steps[index];
        let mut after = Set::default();
        let mut start = 1;
        let mut wait_for = |other: &Step| {
            start = start.max(other.end + 1);
            after.insert(other.offer);
        };
        let others = || steps.iter().filter(|other| other.start > 0 && other.offer != step.offer);
        for other in others().filter(|other| self.follows(step, other)) {
            if !self.only_prepares(other, step) || layout.is_waited_for(other) {
                wait_for(other);
            }
        }
        if self.holds_lane(step) {
            let last = others().filter(|other| other.lane == step.lane && self.holds_lane(other));
            if let Some(last) = last.max_by_key(|other| other.end) {
                wait_for(last);
            }
        }
        if self.waits(step) && layout.has_stabilising {
            let held_back = self.catalogue.policy.sequence.weeks_before_core;
            start = start.max(layout.lead.map_or(held_back, |lead| held_back.min(lead)) + 1);
        }
        let end = self.end(step, layout, layout.places[index], start);
        let step = &mut steps[index];
        (step.start, step.end, step.after) = (start, end, after);
    }

    /// The last week of a step that starts in a week: an assumed one is shortened to what is left, and one that prepares to what
    /// leaves room for the rest; a stated one that can be delivered faster to what is left, where that is enough.
    fn end(&self, step: &Step, layout: &Layout<'_>, place: usize, start: u32) -> u32 {
        let offer = &self.rules.offers[step.offer.index()];
        let whole = layout.lengths.weeks(place);
        let Some(weeks) = layout.weeks else { return start + whole - 1 };
        let left = (weeks + 1).saturating_sub(start);
        let length = if offer.assumed {
            let prepares = self.role(step.phase) == PhaseRole::Prepare && layout.has_waiting;
            let room = match layout.lead {
                Some(lead) if prepares && lead >= layout.least_lead && start <= lead => lead + 1 - start,
                _ => left,
            };
            whole.min(room.min(left)).max(offer.fewest_weeks.min(whole))
        } else {
            match offer.faster {
                Some(fewest) if fewest <= left && left < whole => left,
                _ => whole,
            }
        };
        start + length - 1
    }
}

impl Layout<'_> {
    /// Whether what is prepared waits for a step that prepares: not where the step would push it out.
    fn is_waited_for(&self, preparing: &Step) -> bool {
        self.lead.is_none_or(|lead| lead >= self.least_lead && preparing.end <= lead)
    }
}
