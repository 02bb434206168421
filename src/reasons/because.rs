//! Every check of one offer in words, with the facts it read and where it is written.

use std::borrow::Cow;

use jiff::civil::Date;

use super::PlannedCase;
use super::availability::{AvailabilitySaid, in_force};
use super::check::{CheckFound, CheckName, Fit};
use crate::catalogue::policy::TargetClass;
use crate::catalogue::{Availability, Catalogue, Citation, FactId, OfferId, TargetId};
use crate::matching::{CriterionResult, Truth};
use crate::text::wording::{count, list, list_or};

/// One check of an offer.
#[derive(Clone, Debug)]
pub struct Because<'c> {
    /// What it is about.
    pub check: CheckName,
    /// The criterion's id, or the name of the check.
    pub id: &'c str,
    /// One sentence that fits the result: what holds when it is met or unknown, what fails when it is not.
    pub sentence: Sentence<'c>,
    /// What is not met is told by a sentence for that; else the sentence is the one that holds when it is met.
    pub fits: bool,
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
        /// What stands after it where the number is one.
        after_one: &'static str,
    },
}

impl Sentence<'_> {
    /// The sentence as it reads.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Whole(text) => Cow::Borrowed(text),
            Self::Measured { before, left, after, after_one } => {
                let after = if *left == 1 { after_one } else { after };
                Cow::Owned(format!("{before}{left}{after}"))
            }
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
            CheckFound::Time { fit, weeks: left } | CheckFound::RarDays { fit, days: left } => {
                Self::of_room(catalogue, offer, checked.name(), (fit, left))
            }
        }
    }

    /// A check of an offer with nothing but its result, to be filled in.
    fn new(
        (catalogue, offer): (&'c Catalogue, OfferId),
        check: CheckName,
        sentence: Sentence<'c>,
        result: CriterionResult,
    ) -> Self {
        Self {
            check,
            id: check.id(catalogue, offer),
            sentence,
            fits: result != CriterionResult::NotMet,
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
        let says = Sentence::Whole(says);
        let because = Self::new((catalogue, offer), CheckName::Availability, says, result(truth));
        Self { facts, source, fits: true, ..because }
    }

    fn criterion(catalogue: &'c Catalogue, offer: OfferId, at: usize, result: CriterionResult) -> Self {
        let criterion = &catalogue.offer(offer).criteria[at];
        let exception = criterion.exception.as_ref().filter(|_| result == CriterionResult::Excepted);
        let mut facts = criterion.when.facts();
        if let Some(exception) = &criterion.exception {
            exception.when.facts_into(&mut facts);
        }
        let (says, fits) = fitting(&criterion.says, criterion.fails.as_deref(), result);
        Self {
            fits,
            facts,
            source: exception.map_or(&criterion.source, |exception| &exception.source),
            exception: exception.map(|exception| exception.says.as_str()),
            planning_policy: criterion.planning_policy,
            ..Self::new((catalogue, offer), CheckName::Criterion(at), says, result)
        }
    }

    fn need(catalogue: &'c Catalogue, offer: OfferId, present: Truth, shown_by: Option<usize>) -> Self {
        let targets = &catalogue.offer(offer).targets;
        let mut facts = Vec::new();
        for target in targets {
            catalogue.target(*target).present.facts_into(&mut facts);
        }
        let says = if present == Truth::NotMet {
            nothing_present(catalogue, offer)
        } else {
            format!("It works on something present: {}.", list_or(&names_of(catalogue, targets)))
        };
        let shown_by = shown_by.and_then(|at| targets.get(at));
        Self {
            facts,
            source: shown_by.map_or(&[][..], |target| &catalogue.target(*target).source),
            fits: true,
            ..Self::new(
                (catalogue, offer),
                CheckName::Need,
                Sentence::Whole(Cow::Owned(says)),
                result(present),
            )
        }
    }

    fn vehicle(catalogue: &'c Catalogue, offer: OfferId, truth: Truth) -> Self {
        let rule = &catalogue.offer(offer).vehicle;
        let (says, fits) = fitting(&rule.says, rule.fails.as_deref(), result(truth));
        Self {
            fits,
            facts: rule.when.facts(),
            source: &rule.source,
            ..Self::new((catalogue, offer), CheckName::Vehicle, says, result(truth))
        }
    }

    /// How a delivery fits the weeks or the days that are left.
    fn of_room(catalogue: &'c Catalogue, offer: OfferId, check: CheckName, (fit, left): (Fit, u32)) -> Self {
        let (roles, delivery) = (&catalogue.policy.roles, &catalogue.offer(offer).delivery);
        let (fact, words, needed) = match check {
            CheckName::Time => (roles.weeks, &WEEKS, delivery.weeks),
            _ => (roles.rar_days, &DAYS, delivery.fewest().unwrap_or(0)),
        };
        let needed = count(needed as usize, words.unit);
        let (before, [after, after_one]) = match fit {
            Fit::Fits => (words.fits.replace("{needed}", &needed), words.after_fits),
            Fit::Faster | Fit::TooLong => (words.too_long.replace("{needed}", &needed), words.after_too_long),
            Fit::CrowdedOut => (words.crowded_out.replace("{needed}", &needed), words.after_crowded_out),
        };
        let result = match fit {
            Fit::Fits => CriterionResult::Met,
            Fit::Faster => CriterionResult::Excepted,
            Fit::TooLong | Fit::CrowdedOut => CriterionResult::NotMet,
        };
        let faster = delivery.faster.as_ref().filter(|_| fit == Fit::Faster);
        let says = Sentence::Measured { before, left, after, after_one };
        Self {
            fits: true,
            facts: vec![fact],
            source: &delivery.source,
            exception: faster.map(|faster| faster.says.as_str()),
            ..Self::new((catalogue, offer), check, says, result)
        }
    }

    /// What became of it as a sentence that can stand alone.
    #[must_use]
    pub fn told(&self) -> Cow<'_, str> {
        if self.fits { self.says() } else { Cow::Owned(format!("Not met: {}", self.says())) }
    }

    /// The sentence as it reads.
    #[must_use]
    pub fn says(&self) -> Cow<'_, str> {
        self.sentence.text()
    }
}

/// How it is told that a delivery fits into what is left, or does not: what stands before the number that is left, where `{needed}`
/// is what it takes, and what stands after it, for any number and for one.
struct RoomWords {
    unit: &'static str,
    fits: &'static str,
    after_fits: [&'static str; 2],
    too_long: &'static str,
    after_too_long: [&'static str; 2],
    crowded_out: &'static str,
    after_crowded_out: [&'static str; 2],
}

const WEEKS: RoomWords = RoomWords {
    unit: "week",
    fits: "It needs {needed}, and ",
    after_fits: [" are left.", " is left."],
    too_long: "It needs {needed}; ",
    after_too_long: [" are left.", " is left."],
    crowded_out: "With what comes before it, it cannot be done in the ",
    after_crowded_out: [" weeks that are left.", " week that is left."],
};

const DAYS: RoomWords = RoomWords {
    unit: "session",
    fits: "It takes {needed}, and ",
    after_fits: [
        " rehabilitation activity requirement (RAR) days are given, one for each session.",
        " rehabilitation activity requirement (RAR) day is given, one for each session.",
    ],
    too_long: "It takes {needed}; ",
    after_too_long: [
        " rehabilitation activity requirement (RAR) days are given, one for each session.",
        " rehabilitation activity requirement (RAR) day is given, one for each session.",
    ],
    crowded_out: "It takes {needed}, and what comes before it leaves too few of the ",
    after_crowded_out: [
        " rehabilitation activity requirement (RAR) days that are given.",
        " rehabilitation activity requirement (RAR) day that is given.",
    ],
};

/// The most targets whose absence is told by a sentence for each.
const TOLD_EACH: usize = 2;

/// What holds of a person for whom an offer's targets are all known to be absent.
fn nothing_present(catalogue: &Catalogue, offer: OfferId) -> String {
    let targets = &catalogue.offer(offer).targets;
    let fails: Vec<&str> =
        targets.iter().filter_map(|target| catalogue.target(*target).fails.as_deref()).collect();
    if !fails.is_empty() && fails.len() == targets.len() && fails.len() <= TOLD_EACH {
        return fails.join(" ");
    }
    let names = list(&names_of(catalogue, targets));
    let purposes = targets.iter().all(|target| catalogue.target(*target).class == TargetClass::Purpose);
    match targets.len() {
        0 => "There is nothing that it works on.".to_owned(),
        1 => format!("What it works on is not present: {names}."),
        _ if purposes => format!("What it serves is not among the purposes given: {names}."),
        _ => format!("None of what it works on is present: {names}."),
    }
}

fn names_of<'c>(catalogue: &'c Catalogue, targets: &[TargetId]) -> Vec<&'c str> {
    targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect()
}

/// The sentence that fits a result, and whether there is one.
fn fitting<'c>(says: &'c str, fails: Option<&'c str>, result: CriterionResult) -> (Sentence<'c>, bool) {
    let (says, fits) = match (result, fails) {
        (CriterionResult::NotMet | CriterionResult::Excepted, Some(fails)) => (fails, true),
        (CriterionResult::NotMet, None) => (says, false),
        _ => (says, true),
    };
    (Sentence::Whole(Cow::Borrowed(says)), fits)
}

fn result(truth: Truth) -> CriterionResult {
    match truth {
        Truth::Met => CriterionResult::Met,
        Truth::NotMet => CriterionResult::NotMet,
        Truth::Unknown => CriterionResult::Unknown,
    }
}
