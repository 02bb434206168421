//! Every check of one offer in words, with the facts it read and where it is written.

use std::borrow::Cow;

use jiff::civil::Date;

use super::PlannedCase;
use super::availability::{AvailabilitySaid, in_force};
use super::check::{CheckFound, CheckName, Fit};
use crate::catalogue::{Availability, Catalogue, Citation, FactId, OfferId};
use crate::matching::{CriterionResult, Truth};
use crate::text::wording::{count, list_or};

/// One check of an offer.
#[derive(Clone, Debug)]
pub struct Because<'c> {
    /// What it is about.
    pub check: CheckName,
    /// The criterion's id, or the name of the check.
    pub id: &'c str,
    /// One sentence that holds when it is met.
    pub sentence: Sentence<'c>,
    /// What became of it.
    pub result: CriterionResult,
    /// The facts it read.
    pub facts: Vec<FactId>,
    /// Where it is written.
    pub source: &'c [Citation],
    /// What stands in for it, where it is excepted: the exception's own words.
    pub exception: Option<&'c str>,
    /// No guidance states it.
    pub planning_policy: bool,
}

/// What a check says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence<'c> {
    /// The same for every case it comes to the same for.
    Whole(Cow<'c, str>),
    /// With the number of weeks or days that are left to the case.
    Measured {
        /// What stands before the number.
        before: String,
        /// The number.
        left: u32,
        /// What stands after it.
        after: &'static str,
    },
}

impl Sentence<'_> {
    /// The sentence as it reads.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Whole(text) => Cow::Borrowed(text),
            Self::Measured { before, left, after } => Cow::Owned(format!("{before}{left}{after}")),
        }
    }
}

impl<'c> Because<'c> {
    /// Every check of an offer, in the order in which checks run.
    #[must_use]
    pub fn all(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<Self> {
        CheckFound::each(planned, offer)
            .map(|checked| Self::of(planned.catalogue(), offer, checked))
            .collect()
    }

    /// The check that decided an offer, allocation apart: the first that fails.
    #[must_use]
    pub fn deciding(planned: &PlannedCase<'c>, offer: OfferId) -> Option<Self> {
        CheckFound::deciding(planned, offer).map(|checked| Self::of(planned.catalogue(), offer, checked))
    }

    /// The criteria of an offer that an exception stands in for.
    #[must_use]
    pub fn exceptions(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<Self> {
        Self::all(planned, offer).into_iter().filter(|because| because.exception.is_some()).collect()
    }

    /// The words for what a check of an offer came to.
    #[must_use]
    pub fn of(catalogue: &'c Catalogue, offer: OfferId, checked: CheckFound) -> Self {
        match checked {
            CheckFound::Availability { day, region, out_of_reach } => {
                Self::availability(catalogue, offer, (day, region), out_of_reach)
            }
            CheckFound::Criterion { at, result } => Self::criterion(catalogue, offer, at, result),
            CheckFound::Need { present, shown_by } => Self::need(catalogue, offer, present, shown_by),
            CheckFound::Vehicle(truth) => Self::vehicle(catalogue, offer, truth),
            CheckFound::Time { fit, weeks } => Self::time(catalogue, offer, fit, weeks),
            CheckFound::RarDays { fit, days } => Self::rar_days(catalogue, offer, fit, days),
        }
    }

    /// A check with nothing but its result, to be filled in.
    fn new(check: CheckName, id: &'c str, sentence: Sentence<'c>, result: CriterionResult) -> Self {
        Self {
            check,
            id,
            sentence,
            result,
            facts: Vec::new(),
            source: &[],
            exception: None,
            planning_policy: false,
        }
    }

    fn availability(
        catalogue: &'c Catalogue,
        offer: OfferId,
        (day, region): (Date, Option<u32>),
        out_of_reach: bool,
    ) -> Self {
        let roles = &catalogue.policy.roles;
        let AvailabilitySaid { mut says, mut truth, source } = in_force(catalogue, offer, day, region);
        if out_of_reach && truth != Truth::NotMet {
            (says, truth) = (Cow::Borrowed("The person cannot get to it."), Truth::NotMet);
        }
        let regional = match &catalogue.offer(offer).availability {
            Availability::Never(_) => false,
            Availability::Windows(windows) => windows.iter().any(|window| !window.regions.is_empty()),
        };
        let facts = regional.then_some(roles.region).into_iter().chain([roles.no_access]).collect();
        let because =
            Self::new(CheckName::Availability, "availability", Sentence::Whole(says), result(truth));
        Self { facts, source, ..because }
    }

    fn criterion(catalogue: &'c Catalogue, offer: OfferId, at: usize, result: CriterionResult) -> Self {
        let criterion = &catalogue.offer(offer).criteria[at];
        let exception = criterion.exception.as_ref().filter(|_| result == CriterionResult::Excepted);
        let mut facts = criterion.when.facts();
        if let Some(exception) = &criterion.exception {
            exception.when.facts_into(&mut facts);
        }
        let says = Sentence::Whole(Cow::Borrowed(&criterion.says));
        Self {
            facts,
            source: exception.map_or(&criterion.source, |exception| &exception.source),
            exception: exception.map(|exception| exception.says.as_str()),
            planning_policy: criterion.planning_policy,
            ..Self::new(CheckName::Criterion(at), &criterion.id, says, result)
        }
    }

    fn need(catalogue: &'c Catalogue, offer: OfferId, present: Truth, shown_by: Option<usize>) -> Self {
        let targets = &catalogue.offer(offer).targets;
        let mut facts = Vec::new();
        for target in targets {
            catalogue.target(*target).present.facts_into(&mut facts);
        }
        let names: Vec<&str> = targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect();
        let says = format!("It works on something present: {}.", list_or(&names));
        let shown_by = shown_by.and_then(|at| targets.get(at));
        Self {
            facts,
            source: shown_by.map_or(&[][..], |target| &catalogue.target(*target).source),
            ..Self::new(CheckName::Need, "need", Sentence::Whole(Cow::Owned(says)), result(present))
        }
    }

    fn vehicle(catalogue: &'c Catalogue, offer: OfferId, truth: Truth) -> Self {
        let rule = &catalogue.offer(offer).vehicle;
        let says = Sentence::Whole(Cow::Borrowed(&rule.says));
        Self {
            facts: rule.when.facts(),
            source: &rule.source,
            ..Self::new(CheckName::Vehicle, "vehicle", says, result(truth))
        }
    }

    fn time(catalogue: &'c Catalogue, offer: OfferId, fit: Fit, weeks: u32) -> Self {
        let delivery = &catalogue.offer(offer).delivery;
        let (before, after) = if fit == Fit::CrowdedOut {
            ("With what comes before it, it can be done in the ".to_owned(), " weeks that are left.")
        } else {
            let needed = delivery.weeks as usize;
            (format!("Its {} {} in the ", count(needed, "week"), fits(needed)), " that are left.")
        };
        let says = Sentence::Measured { before, left: weeks, after };
        Self {
            facts: vec![catalogue.policy.roles.weeks],
            source: &delivery.source,
            ..Self::new(CheckName::Time, "time", says, result(Truth::of(fit == Fit::Fits)))
        }
    }

    fn rar_days(catalogue: &'c Catalogue, offer: OfferId, fit: Fit, days: u32) -> Self {
        let delivery = &catalogue.offer(offer).delivery;
        let sessions = delivery.sessions.unwrap_or(0) as usize;
        let needed = format!("{} {} in the ", count(sessions, "session"), fits(sessions));
        let (before, after) = if fit == Fit::CrowdedOut {
            let before = format!("With what comes before it, its {needed}");
            (before, " rehabilitation activity requirement (RAR) days.")
        } else {
            let after = " rehabilitation activity requirement (RAR) days, one day a session.";
            (format!("Its {needed}"), after)
        };
        let says = Sentence::Measured { before, left: days, after };
        Self {
            facts: vec![catalogue.policy.roles.rar_days],
            source: &delivery.source,
            ..Self::new(CheckName::RarDays, "rar-days", says, result(Truth::of(fit == Fit::Fits)))
        }
    }

    /// The sentence as it reads.
    #[must_use]
    pub fn says(&self) -> Cow<'_, str> {
        self.sentence.text()
    }
}

/// The verb for so many of something.
fn fits(number: usize) -> &'static str {
    if number == 1 { "fits" } else { "fit" }
}

fn result(truth: Truth) -> CriterionResult {
    match truth {
        Truth::Met => CriterionResult::Met,
        Truth::NotMet => CriterionResult::NotMet,
        Truth::Unknown => CriterionResult::Unknown,
    }
}
