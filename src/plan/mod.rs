//! What is included, and in what order: the loop between allocation and sequence until the plan fits.

mod allocate;
pub(crate) mod checks;
mod decide;
mod editions;
mod groups;
mod lengths;
mod sequence;

use crate::catalogue::{Catalogue, FactId, LaneId, OfferId, PhaseId, TargetId, VehicleId};
use crate::ids::{Members, Set};
use crate::matching::{Evaluation, Rules, Truth};
use crate::outcome::Reason;
pub(crate) use checks::{Checks, InForce};
pub use decide::{Options, Workspace};
pub use editions::Editions;
use groups::Groups;

/// A catalogue made ready to plan with.
#[derive(Clone, Debug)]
pub struct Planner<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// Its conditions, compiled.
    pub rules: Rules,
    pub(crate) groups: Groups,
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
    /// Whether its sessions take rehabilitation activity days.
    pub takes_days: bool,
    /// The offers that it waits for.
    pub after: Set<OfferId>,
}

/// What was decided for one case: the outcome of every offer, and the plan.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The truth of every condition.
    pub evaluation: Evaluation,
    /// One reason for every offer, in catalogue order.
    pub reasons: Vec<Reason>,
    /// The offers included, in allocation order.
    pub included: Vec<OfferId>,
    /// The steps of the plan by the week in which they start, then by phase, then in allocation order.
    pub steps: Vec<Step>,
    /// For each displaced or depending offer, the offers that do it, as pairs.
    pub because_of: Vec<(OfferId, OfferId)>,
    /// Targets present for the case, those that became present in the plan included.
    pub present: Set<TargetId>,
    checks: Checks,
    /// For each offer whose turn came, the targets that were not covered then, and are not known to be absent.
    open: Vec<Set<TargetId>>,
}

impl<'c> Planner<'c> {
    /// Compiles a catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, rules: Rules::new(catalogue), groups: Groups::new(catalogue) }
    }

    /// The fewest weeks that hold a step: those to its end, or to its start where no source states how long it takes.
    #[must_use]
    pub fn weeks_that_hold(&self, step: &Step) -> u32 {
        if self.rules.offers[step.offer.index()].assumed { step.start } else { step.end.max(step.start) }
    }

    /// Whether an offer's sessions take rehabilitation activity days: what it is delivered under is known, and counts them.
    pub(crate) fn takes_days(&self, offer: OfferId, evaluation: &Evaluation) -> bool {
        let counts = |vehicle: VehicleId| self.catalogue.policy.vehicles[vehicle.index()].counts_rar_days;
        matches!(self.vehicle(offer, evaluation), Some((vehicle, true)) if counts(vehicle))
    }

    /// The fewest rehabilitation activity days that a step can take.
    pub(crate) fn fewest_rar_days(&self, step: &Step) -> u32 {
        if step.takes_days { self.catalogue.offer(step.offer).delivery.fewest().unwrap_or(0) } else { 0 }
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
        if step.takes_days { self.sessions(step) } else { 0 }
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
        if decision.checks.region_unknown.has(offer) {
            missing.push(self.catalogue.policy.roles.region);
        }
        for criterion in &compiled.criteria {
            evaluation.missing_of(rules, *criterion as usize, &mut missing);
        }
        evaluation.missing(rules, compiled.vehicle, &mut missing);
        for rule in &compiled.beside {
            if decision.included.iter().any(|included| rule.with.has(*included)) {
                evaluation.missing(rules, rule.applies, &mut missing);
            }
        }
        if missing.is_empty() {
            for target in &decision.open[offer.index()] {
                evaluation.missing(rules, rules.targets[target.index()], &mut missing);
            }
        }
        missing.sort_unstable();
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
        self.checks.failed(offer)
    }

    /// Whether the offer's criteria are met only by exception, or it only fits by a faster delivery.
    #[must_use]
    pub fn is_excepted(&self, offer: OfferId) -> bool {
        self.checks.excepted.has(offer)
    }

    /// Whether the offer only fits the weeks if it is delivered faster.
    #[must_use]
    pub fn is_faster(&self, offer: OfferId) -> bool {
        self.checks.faster.has(offer)
    }

    /// Whether no source confirms that the offer is delivered in the region.
    #[must_use]
    pub fn is_unconfirmed(&self, offer: OfferId) -> bool {
        self.checks.unconfirmed.has(offer)
    }

    /// Whether nothing is there to deliver the offer under, though it may still support appointments.
    #[must_use]
    pub fn may_only_support(&self, offer: OfferId) -> bool {
        self.checks.support_only.has(offer)
    }

    /// Whether the region decides whether the offer is in force, and is unknown.
    #[must_use]
    pub fn waits_for_region(&self, offer: OfferId) -> bool {
        self.checks.region_unknown.has(offer)
    }
}
