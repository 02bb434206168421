//! What is included, and in what order: the loop between allocation and sequence until the plan fits.

mod allocate;
pub mod prospect;
mod sequence;
mod standing;

use crate::bits;
use crate::case::Case;
use crate::catalogue::{Catalogue, FactId, LaneId, OfferId, PhaseId, VehicleId};
use crate::matching::{Evaluation, Rules, Truth};
use crate::outcome::Reason;
use standing::Standing;

/// A catalogue made ready to plan with.
#[derive(Clone, Debug)]
pub struct Planner<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// Its conditions, compiled.
    pub rules: Rules,
    figures: standing::Figures,
}

/// One step of a plan. Weeks count from 1, and both ends are included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The offer.
    pub offer: OfferId,
    /// Its phase.
    pub phase: PhaseId,
    /// Its lane.
    pub lane: LaneId,
    /// The legal means it is delivered under.
    pub vehicle: VehicleId,
    /// First week.
    pub start: u32,
    /// Last week.
    pub end: u32,
}

/// What was decided for one case: the outcome of every offer, and the plan.
///
/// Made once and used again for the next case, so that deciding allocates nothing once it is warm.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The truth of every condition.
    pub evaluation: Evaluation,
    /// One reason for every offer, in catalogue order.
    pub reasons: Vec<Reason>,
    /// The offers included, in allocation order.
    pub included: Vec<OfferId>,
    /// The steps of the plan: by phase, and within a phase in allocation order.
    pub steps: Vec<Step>,
    /// For each displaced or depending offer, the offers that do it, as pairs.
    pub because_of: Vec<(OfferId, OfferId)>,
    standing: Standing,
    taken_out: Vec<(OfferId, Reason)>,
    allocation: allocate::Allocation,
}

impl<'c> Planner<'c> {
    /// Compiles a catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let rules = Rules::new(catalogue);
        let figures = standing::Figures::new(catalogue);
        Self { catalogue, rules, figures }
    }

    /// Decides a case. `accepted` are the offers whose exception or option the practitioner accepted.
    #[must_use]
    pub fn decide(&self, case: &Case, accepted: &[OfferId]) -> Decision {
        let mut decision = Decision::default();
        self.decide_into(case, accepted, &mut decision);
        decision
    }

    /// Whether an offer is one that the practitioner may accept: an exception or an option for judgement, where nothing is
    /// accepted or where only the others are. Once accepted it can still fail to fit, or wait for other work.
    #[must_use]
    pub fn may_accept(&self, case: &Case, accepted: &[OfferId], offer: OfferId) -> bool {
        let others: Vec<OfferId> = accepted.iter().copied().filter(|other| *other != offer).collect();
        [&[][..], &others].into_iter().any(|accepted| {
            let reason = self.decide(case, accepted).reasons[offer.index()];
            matches!(reason, Reason::Exception | Reason::Option)
        })
    }

    /// Decides a case into a decision that is used again.
    ///
    /// Where the plan does not fit the weeks or the rehabilitation activity days, the last of the offers that do not fit is
    /// taken out and the allocation is made again; each round takes one offer out, so it ends.
    pub fn decide_into(&self, case: &Case, accepted: &[OfferId], decision: &mut Decision) {
        self.decide_watched(case, accepted, decision, |_| {});
    }

    /// Decides a case whose conditions were evaluated into the decision before.
    pub fn decide_evaluated(&self, case: &Case, accepted: &[OfferId], decision: &mut Decision) {
        self.settle(case, accepted, decision, |_| {});
    }

    /// Decides a case as [`Planner::decide_into`] does, and shows every plan that was tried to `watch`, the last one too.
    pub fn decide_watched(
        &self,
        case: &Case,
        accepted: &[OfferId],
        decision: &mut Decision,
        watch: impl FnMut(&Decision),
    ) {
        decision.evaluation.run(&self.rules, case);
        self.settle(case, accepted, decision, watch);
    }

    /// Decides a case as if it met every criterion of one offer.
    pub fn decide_as_if_eligible(
        &self,
        case: &Case,
        accepted: &[OfferId],
        offer: OfferId,
        decision: &mut Decision,
    ) {
        decision.evaluation.run(&self.rules, case);
        bits::clear(&mut decision.evaluation.failed, offer.index());
        self.settle(case, accepted, decision, |_| {});
    }

    /// From the truth of every condition to a plan that fits.
    fn settle(
        &self,
        case: &Case,
        accepted: &[OfferId],
        decision: &mut Decision,
        mut watch: impl FnMut(&Decision),
    ) {
        decision.standing.find(self, case, &decision.evaluation);
        decision.taken_out.clear();
        loop {
            self.allocate(accepted, decision);
            self.sequence(case, decision);
            watch(decision);
            let Some(out) = self.last_that_does_not_fit(case, decision) else { return };
            decision.taken_out.push(out);
        }
    }

    /// Lays offers out in weeks as if they were what a decision included, in this order.
    #[must_use]
    pub fn lay_out(&self, case: &Case, offers: &[OfferId], decision: &Decision) -> Vec<Step> {
        let mut as_if = decision.clone();
        as_if.included = offers.to_vec();
        self.sequence(case, &mut as_if);
        as_if.steps
    }

    /// The last in allocation order of the offers that run out of weeks, or else of those that run out of days.
    fn last_that_does_not_fit(&self, case: &Case, decision: &Decision) -> Option<(OfferId, Reason)> {
        let roles = &self.catalogue.policy.roles;
        let vocabulary = &self.catalogue.vocabulary;
        if let Some(weeks) = case.number(vocabulary, roles.weeks) {
            let late = |step: &&Step| {
                let assumed = self.rules.offers[step.offer.index()].assumed;
                if assumed { step.start > weeks } else { step.end > weeks }
            };
            let place = |offer: OfferId| decision.included.iter().position(|included| *included == offer);
            let late = decision.steps.iter().filter(late).map(|step| step.offer);
            if let Some(offer) = late.max_by_key(|offer| place(*offer)) {
                return Some((offer, Reason::NoTime));
            }
        }
        let days = case.number(vocabulary, roles.rar_days)?;
        let stated = |offer: OfferId| match self.vehicle(offer, &decision.evaluation) {
            Some((vehicle, true)) => self.stated_rar_days(offer, vehicle),
            _ => 0,
        };
        let total: u32 = decision.included.iter().map(|offer| stated(*offer)).sum();
        if total <= days {
            return None;
        }
        let last = decision.included.iter().rev().copied().find(|offer| stated(*offer) > 0)?;
        Some((last, Reason::NoRarDays))
    }

    /// The rehabilitation activity days that an offer's stated sessions take under a vehicle.
    pub(crate) fn stated_rar_days(&self, offer: OfferId, vehicle: VehicleId) -> u32 {
        let delivery = &self.catalogue.offer(offer).delivery;
        let counts = self.catalogue.policy.vehicles[vehicle.index()].counts_rar_days;
        if counts && !delivery.assumed { delivery.sessions.unwrap_or(0) } else { 0 }
    }

    /// The sessions of a step: stated, or as many as its weeks hold.
    #[must_use]
    pub fn sessions(&self, step: &Step) -> u32 {
        let delivery = &self.catalogue.offer(step.offer).delivery;
        let room = (step.end - step.start + 1) * self.catalogue.policy.sequence.sessions_per_week;
        match delivery.sessions {
            Some(sessions) if !delivery.assumed => sessions,
            Some(sessions) => sessions.min(room),
            None => room,
        }
    }

    /// The rehabilitation activity days of a step: one a session, assumed sessions included.
    #[must_use]
    pub fn rar_days(&self, step: &Step) -> u32 {
        let counts = self.catalogue.policy.vehicles[step.vehicle.index()].counts_rar_days;
        if counts { self.sessions(step) } else { 0 }
    }

    /// The vehicle of an offer: the first whose condition is not known to fail, and whether it is known to hold.
    #[must_use]
    pub fn vehicle(&self, offer: OfferId, evaluation: &Evaluation) -> Option<(VehicleId, bool)> {
        let choices = &self.rules.offers[offer.index()].vehicles;
        choices
            .iter()
            .map(|(vehicle, when)| (*vehicle, evaluation.truth(*when)))
            .find(|(_, truth)| *truth != Truth::NotMet)
            .map(|(vehicle, truth)| (vehicle, truth == Truth::Met))
    }

    /// The facts that an undetermined offer's outcome waits for; none for other offers.
    #[must_use]
    pub fn missing(&self, offer: OfferId, decision: &Decision) -> Vec<FactId> {
        let mut missing = Vec::new();
        if decision.reasons[offer.index()] != Reason::MissingAnswers {
            return missing;
        }
        let (rules, evaluation) = (&self.rules, &decision.evaluation);
        let compiled = &rules.offers[offer.index()];
        if bits::has(&decision.standing.region_unknown, offer.index()) {
            missing.push(self.catalogue.policy.roles.region);
        }
        for criterion in &compiled.criteria {
            evaluation.missing_of(rules, *criterion as usize, &mut missing);
        }
        evaluation.missing(rules, compiled.vehicle, &mut missing);
        if missing.is_empty() {
            let open = decision.allocation.open[offer.index()];
            for (index, node) in rules.targets.iter().enumerate() {
                if open >> index & 1 == 1 {
                    evaluation.missing(rules, *node, &mut missing);
                }
            }
        }
        missing
    }
}

impl Decision {
    /// The offers that displace one, or that one depends on.
    pub fn because_of(&self, offer: OfferId) -> impl Iterator<Item = OfferId> {
        self.because_of.iter().filter(move |(of, _)| *of == offer).map(|(_, by)| *by)
    }

    /// Every check of an offer that is known to fail, in the order of the checks, allocation apart.
    pub fn failed_checks(&self, offer: OfferId) -> impl Iterator<Item = Reason> {
        self.standing.failed(offer)
    }

    /// Whether the offer's criteria are met only by exception.
    #[must_use]
    pub fn is_excepted(&self, offer: OfferId) -> bool {
        bits::has(&self.evaluation.excepted, offer.index())
    }

    /// Targets present for the case, as bits, those that became present in the plan included.
    #[must_use]
    pub fn targets_present(&self) -> u128 {
        self.allocation.present
    }

    /// Whether nothing is there to deliver the offer under, though it may still support appointments.
    #[must_use]
    pub fn may_only_support(&self, offer: OfferId) -> bool {
        bits::has(&self.standing.support_only, offer.index())
    }

    /// Whether the region decides whether the offer is in force, and is unknown.
    #[must_use]
    pub fn waits_for_region(&self, offer: OfferId) -> bool {
        bits::has(&self.standing.region_unknown, offer.index())
    }
}
