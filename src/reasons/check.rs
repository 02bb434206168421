//! What each check of an offer came to for one case: all that its wording turns on beside the catalogue.

use jiff::civil::Date;

use super::PlannedCase;
use crate::catalogue::{Catalogue, OfferId, TargetId};
use crate::ids::{Members, SetRef};
use crate::matching::{CriterionResult, Truth};
use crate::outcome::{Outcome, Reason};

/// What a line of reasons is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckName {
    /// Whether the offer is in force, in the region and within reach.
    Availability,
    /// One criterion, by its place among the offer's criteria.
    Criterion(usize),
    /// Whether something it works on is present.
    Need,
    /// Whether it has a legal means of delivery.
    Vehicle,
    /// Whether it fits the weeks that remain.
    Time,
    /// Whether its sessions fit the rehabilitation activity days.
    RarDays,
}

impl CheckName {
    /// What a check of an offer is called where a program reads it: the criterion's id, or the name of the check.
    #[must_use]
    pub fn id(self, catalogue: &Catalogue, offer: OfferId) -> &str {
        match self {
            Self::Availability => "availability",
            Self::Criterion(at) => &catalogue.offer(offer).criteria[at].id,
            Self::Need => "need",
            Self::Vehicle => "vehicle",
            Self::Time => "time",
            Self::RarDays => "rar-days",
        }
    }
}

/// A check of an offer and what it came to. Two that are equal, for one offer, are worded alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFound {
    /// Whether the offer is in force, in the region and within reach.
    Availability {
        /// The day that was looked at.
        day: Date,
        /// The region, as a value of its fact, where it is known.
        region: Option<u32>,
        /// The person cannot get to it.
        out_of_reach: bool,
    },
    /// Whether a criterion is met.
    Criterion {
        /// Its place among the offer's criteria.
        at: usize,
        /// What became of it.
        result: CriterionResult,
    },
    /// Whether something the offer works on is present.
    Need {
        /// Whether it is.
        present: Truth,
        /// The first of the offer's targets that shows it, by its place among them.
        shown_by: Option<usize>,
    },
    /// Whether the offer has a legal means of delivery.
    Vehicle(Truth),
    /// Whether it fits the weeks that are left.
    Time {
        /// How it does.
        fit: Fit,
        /// How many are left.
        weeks: u32,
    },
    /// Whether its sessions fit the rehabilitation activity days that are left.
    RarDays {
        /// How they do.
        fit: Fit,
        /// How many days are left.
        days: u32,
    },
}

/// How an offer fits into the weeks or the days that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It does.
    Fits,
    /// It is too long by itself.
    TooLong,
    /// It is too long with what comes before it.
    CrowdedOut,
    /// It does only with more sessions in a week than is usual, which is a judgement.
    Faster,
}

impl Fit {
    fn new(needed: u32, left: u32, is_out: bool) -> Self {
        match (needed <= left, is_out) {
            (true, false) => Self::Fits,
            (true, true) => Self::CrowdedOut,
            (false, _) => Self::TooLong,
        }
    }
}

impl CheckFound {
    /// What it is about.
    #[must_use]
    pub fn name(self) -> CheckName {
        match self {
            Self::Availability { .. } => CheckName::Availability,
            Self::Criterion { at, .. } => CheckName::Criterion(at),
            Self::Need { .. } => CheckName::Need,
            Self::Vehicle(_) => CheckName::Vehicle,
            Self::Time { .. } => CheckName::Time,
            Self::RarDays { .. } => CheckName::RarDays,
        }
    }

    /// Every check of an offer, in the order in which checks run. The weeks and the days are left out where they are unknown, or
    /// where how much of them the offer takes is.
    pub fn each<'p>(planned: &'p PlannedCase<'_>, offer: OfferId) -> impl Iterator<Item = Self> + 'p {
        let criteria = 0..planned.planner.rules.offers[offer.index()].criteria.len();
        std::iter::once_with(move || Self::availability(planned, offer))
            .chain(criteria.map(move |at| Self::criterion(planned, offer, at)))
            .chain(std::iter::once_with(move || Self::need(planned, offer)))
            .chain(std::iter::once_with(move || Self::vehicle(planned, offer)))
            .chain(std::iter::once_with(move || Self::time(planned, offer)).flatten())
            .chain(std::iter::once_with(move || Self::rar_days(planned, offer)).flatten())
    }

    /// The check that decided an offer, allocation apart: the first that fails.
    #[must_use]
    pub fn deciding(planned: &PlannedCase<'_>, offer: OfferId) -> Option<Self> {
        match planned.reason(offer) {
            Reason::NotAvailable => Some(Self::availability(planned, offer)),
            Reason::NotEligible => {
                failed_criterion(planned, offer).map(|at| Self::criterion(planned, offer, at))
            }
            Reason::NoNeed => Some(Self::need(planned, offer)),
            Reason::NoVehicle | Reason::SupportOnly => Some(Self::vehicle(planned, offer)),
            Reason::NoTime => Self::time(planned, offer),
            Reason::NoRarDays => Self::rar_days(planned, offer),
            _ => None,
        }
    }

    fn availability(planned: &PlannedCase<'_>, offer: OfferId) -> Self {
        let catalogue = planned.catalogue();
        let region = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.region);
        let out_of_reach = cannot_get_to(planned, offer);
        Self::Availability { day: planned.case.as_of, region, out_of_reach }
    }

    fn criterion(planned: &PlannedCase<'_>, offer: OfferId, at: usize) -> Self {
        let criterion = planned.planner.rules.offers[offer.index()].criteria[at];
        Self::Criterion { at, result: result_of(planned, criterion) }
    }

    fn need(planned: &PlannedCase<'_>, offer: OfferId) -> Self {
        let catalogue = planned.catalogue();
        let targets = &catalogue.offer(offer).targets;
        let truth = |target: TargetId| {
            if planned.is_present(target) {
                return Truth::Met;
            }
            // A lead that is still open, or left to judgement, may make it present: allocation has seen which do.
            let leads = &catalogue.target(target).also_once_included;
            let is_undetermined = |offer: OfferId| planned.reason(offer).outcome() == Outcome::Undetermined;
            let open = planned.reason(offer) != Reason::NoNeed
                && !leads.is_empty()
                && (is_undetermined(offer) || leads.iter().any(|lead| is_undetermined(*lead)));
            let otherwise = if open { Truth::Unknown } else { Truth::NotMet };
            planned.decision.evaluation.truth(planned.planner.rules.targets[target.index()]).or(otherwise)
        };
        let present = targets.iter().fold(Truth::NotMet, |any, target| any.or(truth(*target)));
        Self::Need { present, shown_by: targets.iter().position(|target| truth(*target) == present) }
    }

    fn vehicle(planned: &PlannedCase<'_>, offer: OfferId) -> Self {
        Self::Vehicle(has_vehicle(planned, offer))
    }

    /// How the offer fits the weeks that are left; nothing where they are unknown, or its length is assumed or that of the
    /// sentence.
    fn time(planned: &PlannedCase<'_>, offer: OfferId) -> Option<Self> {
        let catalogue = planned.catalogue();
        let weeks = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks)?;
        let delivery = &catalogue.offer(offer).delivery;
        // What lasts for the whole sentence is as long as that, whatever is left.
        let lasts = delivery.assumed || delivery.whole_sentence;
        let out = planned.reason(offer) == Reason::NoTime;
        let fit = match Fit::new(delivery.weeks, weeks, out) {
            Fit::TooLong if !out && planned.decision.is_faster(offer) => Fit::Faster,
            fit => fit,
        };
        (out || !lasts).then_some(Self::Time { fit, weeks })
    }

    /// How the offer's sessions fit the rehabilitation activity days; nothing where they are unknown or it is not known to use
    /// any.
    fn rar_days(planned: &PlannedCase<'_>, offer: OfferId) -> Option<Self> {
        let catalogue = planned.catalogue();
        let days = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.rar_days)?;
        let delivery = &catalogue.offer(offer).delivery;
        let out = planned.reason(offer) == Reason::NoRarDays;
        let sessions = delivery.fewest().filter(|_| out || !delivery.assumed)?;
        let (vehicle, known) = planned.planner.vehicle(offer, &planned.decision.evaluation)?;
        let uses_days = known && catalogue.policy.vehicles[vehicle.index()].counts_rar_days;
        let counts = uses_days && (out || has_vehicle(planned, offer) == Truth::Met);
        counts.then(|| Self::RarDays { fit: Fit::new(sessions, days, out), days })
    }
}

/// Whether the offer is one that the person cannot get to.
pub(super) fn cannot_get_to(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let catalogue = planned.catalogue();
    let no_access = catalogue.policy.roles.no_access;
    planned.case.knows(no_access)
        && SetRef::new(planned.case.words_of(&catalogue.vocabulary, no_access)).has(offer)
}

/// The first criterion of the offer that is not met, by its place among them.
pub(super) fn failed_criterion(planned: &PlannedCase<'_>, offer: OfferId) -> Option<usize> {
    let criteria = &planned.planner.rules.offers[offer.index()].criteria;
    criteria.iter().position(|criterion| result_of(planned, *criterion) == CriterionResult::NotMet)
}

/// What became of one of the distinct criteria.
pub(super) fn result_of(planned: &PlannedCase<'_>, criterion: u32) -> CriterionResult {
    planned.decision.evaluation.result(&planned.planner.rules, criterion as usize)
}

fn has_vehicle(planned: &PlannedCase<'_>, offer: OfferId) -> Truth {
    planned.decision.evaluation.truth(planned.planner.rules.offers[offer.index()].vehicle)
}
