//! Every check of one offer with its result, the facts it read and where it is written.

use std::borrow::Cow;
use std::ops::Range;

use super::Planned;
use crate::bits;
use crate::catalogue::offer::Window;
use crate::catalogue::{Availability, Citation, FactId, OfferId};
use crate::matching::{CriterionResult, Truth};
use crate::outcome::Reason;
use crate::reasons::availability::{InForce, in_force};
use crate::text::wording;

/// What a line of reasons is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
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

/// One check of an offer.
#[derive(Clone, Debug)]
pub struct Because<'r> {
    /// What it is about.
    pub check: Check,
    /// The criterion's id, or the name of the check.
    pub id: &'r str,
    /// One sentence that holds when it is met.
    pub says: Cow<'r, str>,
    /// Where in the sentence the weeks or the days stand that are left, in bytes.
    pub left: Option<Range<usize>>,
    /// What became of it.
    pub result: CriterionResult,
    /// The facts it read.
    pub facts: Vec<FactId>,
    /// Where it is written.
    pub source: &'r [Citation],
    /// What stands in for it, where it is excepted: the exception's own words.
    pub exception: Option<&'r str>,
    /// No guidance states it.
    pub planning_policy: bool,
}

/// How an offer fits into the weeks or the days that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It does.
    Fits,
    /// It is too long by itself.
    TooLong,
    /// It is too long with what comes before it.
    CrowdedOut,
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

/// The verb for so many of something.
fn fit(number: usize) -> &'static str {
    if number == 1 { "fits" } else { "fit" }
}

fn result(truth: Truth) -> CriterionResult {
    match truth {
        Truth::Met => CriterionResult::Met,
        Truth::NotMet => CriterionResult::NotMet,
        Truth::Unknown => CriterionResult::Unknown,
    }
}

impl<'r> Planned<'r> {
    /// Every check of an offer, in the order in which checks run.
    #[must_use]
    pub fn because(&self, offer: OfferId) -> Vec<Because<'r>> {
        let mut all = vec![self.availability(offer)];
        all.extend((0..self.catalogue().offer(offer).criteria.len()).map(|at| self.criterion(offer, at)));
        all.push(self.need(offer));
        all.push(self.vehicle(offer));
        all.extend(self.fits_weeks(offer).map(|(fit, weeks)| self.time(offer, fit, weeks)));
        all.extend(self.fits_rar_days(offer).map(|(fit, days)| self.rar_days(offer, fit, days)));
        all
    }

    /// The check that decided an excluded offer, allocation apart: the first that fails.
    #[must_use]
    pub fn deciding(&self, offer: OfferId) -> Option<Because<'r>> {
        match self.decision.reasons[offer.index()] {
            Reason::NotAvailable => Some(self.availability(offer)),
            Reason::NotEligible => self.failed_criterion(offer).map(|at| self.criterion(offer, at)),
            Reason::NoNeed => Some(self.need(offer)),
            Reason::NoVehicle | Reason::SupportOnly => Some(self.vehicle(offer)),
            Reason::NoTime => self.fits_weeks(offer).map(|(fit, weeks)| self.time(offer, fit, weeks)),
            Reason::NoRarDays => self.fits_rar_days(offer).map(|(fit, days)| self.rar_days(offer, fit, days)),
            _ => None,
        }
    }

    /// Whether the offer is one that the person cannot get to.
    pub(crate) fn cannot_get_to(&self, offer: OfferId) -> bool {
        let catalogue = self.catalogue();
        let no_access = catalogue.policy.roles.no_access;
        self.case.knows(no_access)
            && bits::has(self.case.words_of(&catalogue.vocabulary, no_access), offer.index())
    }

    /// Whether the offer is in force and within reach. It turns on the day, the region and what is out of reach alone.
    pub(crate) fn availability(&self, offer: OfferId) -> Because<'r> {
        let catalogue = self.catalogue();
        let declared = catalogue.offer(offer);
        let roles = &catalogue.policy.roles;
        let out_of_reach = self.cannot_get_to(offer);
        let region = self.case.number(&catalogue.vocabulary, roles.region);
        let InForce { says, truth, source } = in_force(catalogue, offer, self.case.as_of, region);
        let mut facts = Vec::new();
        let regional = |window: &Window| !window.regions.is_empty();
        if matches!(&declared.availability, Availability::Windows(windows) if windows.iter().any(regional)) {
            facts.push(roles.region);
        }
        facts.push(roles.no_access);
        let (says, truth) = if out_of_reach && truth != Truth::NotMet {
            (Cow::Borrowed("The person cannot get to it."), Truth::NotMet)
        } else {
            (says, truth)
        };
        Because {
            check: Check::Availability,
            id: "availability",
            says,
            left: None,
            result: result(truth),
            facts,
            source,
            exception: None,
            planning_policy: false,
        }
    }

    /// The first criterion of the offer that is not met, by its place among them.
    pub(crate) fn failed_criterion(&self, offer: OfferId) -> Option<usize> {
        let compiled = &self.planner.rules.offers[offer.index()].criteria;
        compiled.iter().position(|criterion| self.criterion_result(*criterion) == CriterionResult::NotMet)
    }

    /// What became of one of the distinct criteria.
    pub(crate) fn criterion_result(&self, criterion: u32) -> CriterionResult {
        self.decision.evaluation.result(&self.planner.rules, criterion as usize)
    }

    /// One criterion of the offer, by its place among them. It turns on its result alone.
    pub(crate) fn criterion(&self, offer: OfferId, index: usize) -> Because<'r> {
        let criterion = &self.catalogue().offer(offer).criteria[index];
        let result = self.criterion_result(self.planner.rules.offers[offer.index()].criteria[index]);
        let exception = criterion.exception.as_ref().filter(|_| result == CriterionResult::Excepted);
        let mut facts = criterion.when.facts();
        if let Some(exception) = &criterion.exception {
            exception.when.facts_into(&mut facts);
        }
        Because {
            check: Check::Criterion(index),
            id: &criterion.id,
            says: Cow::Borrowed(&criterion.says),
            left: None,
            result,
            facts,
            source: exception.map_or(&criterion.source, |exception| &exception.source),
            exception: exception.map(|exception| exception.says.as_str()),
            planning_policy: criterion.planning_policy,
        }
    }

    /// Whether something the offer works on is present, and the first of its targets that shows it, by its place among them.
    pub(crate) fn found_need(&self, offer: OfferId) -> (Truth, Option<usize>) {
        let catalogue = self.catalogue();
        let declared = catalogue.offer(offer);
        let present = self.decision.targets_present();
        let truth = |index: usize| {
            if present >> index & 1 == 1 {
                return Truth::Met;
            }
            let leads = &catalogue.targets[index].also_once_included;
            let open = leads.iter().any(|lead| {
                self.decision.reasons[lead.index()].outcome() == crate::outcome::Outcome::Undetermined
            });
            // A lead that is still open may make it present.
            self.decision.evaluation.truth(self.planner.rules.targets[index]).or(if open {
                Truth::Unknown
            } else {
                Truth::NotMet
            })
        };
        let overall = declared.targets.iter().fold(Truth::NotMet, |any, t| any.or(truth(t.index())));
        (overall, declared.targets.iter().position(|target| truth(target.index()) == overall))
    }

    /// Whether something the offer works on is present. It turns on what [`Planned::found_need`] gives alone.
    pub(crate) fn need(&self, offer: OfferId) -> Because<'r> {
        let catalogue = self.catalogue();
        let declared = catalogue.offer(offer);
        let (overall, first) = self.found_need(offer);
        let mut facts = Vec::new();
        for target in &declared.targets {
            catalogue.target(*target).present.facts_into(&mut facts);
        }
        let names: Vec<&str> =
            declared.targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect();
        let first = first.and_then(|at| declared.targets.get(at));
        Because {
            check: Check::Need,
            id: "need",
            says: Cow::Owned(format!("It works on something present: {}.", wording::list_or(&names))),
            left: None,
            result: result(overall),
            facts,
            source: first.map_or(&[][..], |target| &catalogue.target(*target).source),
            exception: None,
            planning_policy: false,
        }
    }

    /// Whether the offer has a vehicle. It turns on [`Planned::has_vehicle`] alone.
    pub(crate) fn vehicle(&self, offer: OfferId) -> Because<'r> {
        let declared = self.catalogue().offer(offer);
        Because {
            check: Check::Vehicle,
            id: "vehicle",
            says: Cow::Borrowed(&declared.vehicle.says),
            left: None,
            result: result(self.has_vehicle(offer)),
            facts: declared.vehicle.when.facts(),
            source: &declared.vehicle.source,
            exception: None,
            planning_policy: false,
        }
    }

    /// Whether the offer has a legal means of delivery.
    pub(crate) fn has_vehicle(&self, offer: OfferId) -> Truth {
        self.decision.evaluation.truth(self.planner.rules.offers[offer.index()].vehicle)
    }

    /// How the offer fits the weeks that are left, and how many those are; nothing where the weeks are unknown or the duration is
    /// assumed.
    pub(crate) fn fits_weeks(&self, offer: OfferId) -> Option<(Fit, u32)> {
        let catalogue = self.catalogue();
        let weeks = self.case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks)?;
        let delivery = &catalogue.offer(offer).delivery;
        let out = self.decision.reasons[offer.index()] == Reason::NoTime;
        (out || !delivery.assumed).then(|| (Fit::new(delivery.weeks, weeks, out), weeks))
    }

    /// Whether the weeks that are left are enough.
    pub(crate) fn time(&self, offer: OfferId, fits: Fit, weeks: u32) -> Because<'r> {
        let delivery = &self.catalogue().offer(offer).delivery;
        let (before, after) = if fits == Fit::CrowdedOut {
            ("With what comes before it, it can be done in the ".to_owned(), " weeks that are left.")
        } else {
            let needed = delivery.weeks as usize;
            let needed = format!("Its {} {} in the ", wording::count(needed, "week"), fit(needed));
            (needed, " that are left.")
        };
        let fact = self.catalogue().policy.roles.weeks;
        let because = measured(fits, (before, weeks, after), fact, &delivery.source);
        Because { check: Check::Time, id: "time", ..because }
    }

    /// How the offer's sessions fit the rehabilitation activity days, and how many those are; nothing where they are unknown or it
    /// is not known to use any.
    pub(crate) fn fits_rar_days(&self, offer: OfferId) -> Option<(Fit, u32)> {
        let catalogue = self.catalogue();
        let days = self.case.number(&catalogue.vocabulary, catalogue.policy.roles.rar_days)?;
        let delivery = &catalogue.offer(offer).delivery;
        let sessions = delivery.sessions.filter(|_| !delivery.assumed)?;
        let (vehicle, known) = self.planner.vehicle(offer, &self.decision.evaluation)?;
        let out = self.decision.reasons[offer.index()] == Reason::NoRarDays;
        let uses_days = known && catalogue.policy.vehicles[vehicle.index()].counts_rar_days;
        let counts = uses_days && (out || self.has_vehicle(offer) == Truth::Met);
        counts.then(|| (Fit::new(sessions, days, out), days))
    }

    /// Whether the rehabilitation activity days are enough.
    pub(crate) fn rar_days(&self, offer: OfferId, fits: Fit, days: u32) -> Because<'r> {
        let delivery = &self.catalogue().offer(offer).delivery;
        let sessions = delivery.sessions.unwrap_or(0) as usize;
        let needed = format!("{} {} in the ", wording::count(sessions, "session"), fit(sessions));
        let (before, after) = if fits == Fit::CrowdedOut {
            let before = format!("With what comes before it, its {needed}");
            (before, " rehabilitation activity requirement (RAR) days.")
        } else {
            let after = " rehabilitation activity requirement (RAR) days, one day a session.";
            (format!("Its {needed}"), after)
        };
        measured(fits, (before, days, after), self.catalogue().policy.roles.rar_days, &delivery.source)
    }
}

/// The check that an offer's sessions fit the days that are left.
fn measured<'r>(
    fits: Fit,
    (before, left, after): (String, u32, &str),
    fact: FactId,
    source: &'r [Citation],
) -> Because<'r> {
    let digits = left.to_string();
    let place = before.len()..before.len() + digits.len();
    Because {
        check: Check::RarDays,
        id: "rar-days",
        says: Cow::Owned(before + &digits + after),
        left: Some(place),
        result: result(Truth::of(fits == Fit::Fits)),
        facts: vec![fact],
        source,
        exception: None,
        planning_policy: false,
    }
}
