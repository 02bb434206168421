//! Every check of one offer with its result, the facts it read and where it is written.

use std::borrow::Cow;

use super::Report;
use crate::bits;
use crate::catalogue::offer::Window;
use crate::catalogue::{Availability, Citation, FactId, OfferId};
use crate::matching::{CriterionResult, Truth};
use crate::outcome::Reason;
use crate::wording;

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

impl<'r> Report<'r> {
    /// Every check of an offer, in the order in which checks run.
    #[must_use]
    pub fn because(&self, offer: OfferId) -> Vec<Because<'r>> {
        let mut all = vec![self.availability(offer)];
        all.extend(self.criteria(offer));
        all.push(self.need(offer));
        all.push(self.vehicle(offer));
        all.extend(self.time(offer));
        all.extend(self.rar_days(offer));
        all
    }

    /// The check that decided an excluded offer, allocation apart: the first that fails.
    #[must_use]
    pub fn deciding(&self, offer: OfferId) -> Option<Because<'r>> {
        match self.decision.reasons[offer.index()] {
            Reason::NotAvailable => Some(self.availability(offer)),
            Reason::NotEligible => {
                self.criteria(offer).into_iter().find(|b| b.result == CriterionResult::NotMet)
            }
            Reason::NoNeed => Some(self.need(offer)),
            Reason::NoVehicle | Reason::SupportOnly => Some(self.vehicle(offer)),
            Reason::NoTime => self.time(offer),
            Reason::NoRarDays => self.rar_days(offer),
            _ => None,
        }
    }

    fn availability(&self, offer: OfferId) -> Because<'r> {
        let catalogue = self.catalogue();
        let declared = catalogue.offer(offer);
        let roles = &catalogue.policy.roles;
        let out_of_reach = self.case.knows(roles.no_access)
            && bits::has(self.case.words_of(&catalogue.vocabulary, roles.no_access), offer.index());
        let (says, truth, source): (Cow<'r, str>, Truth, &'r [Citation]) = match &declared.availability {
            Availability::Never(note) => (Cow::Borrowed(&note.says), Truth::NotMet, &note.source),
            Availability::Windows(windows) => self.windows(offer, windows),
        };
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
            result: result(truth),
            facts,
            source,
            exception: None,
            planning_policy: false,
        }
    }

    /// In which of its windows the offer is in force, in words.
    fn windows(&self, offer: OfferId, windows: &'r [Window]) -> (Cow<'r, str>, Truth, &'r [Citation]) {
        let catalogue = self.catalogue();
        let day = self.case.as_of;
        let region = catalogue.policy.roles.region;
        let fact = catalogue.fact(region);
        let known = self.case.number(&catalogue.vocabulary, region);
        let first = windows.first().map_or(&[][..], |window| &window.source);
        let in_force: Vec<&Window> = windows.iter().filter(|w| w.community && w.holds_on(day)).collect();
        let here = |window: &&&Window| {
            window.regions.is_empty()
                || known.is_some_and(|known| window.regions.iter().any(|r| u32::from(*r) == known))
        };
        if let Some(window) = in_force.iter().find(here) {
            let place = if window.regions.is_empty() { "in every region" } else { "in the region" };
            return (
                Cow::Owned(format!("It is in force on {} {place}.", wording::day(day))),
                Truth::Met,
                &window.source,
            );
        }
        if let Some(window) = in_force.first() {
            let names: Vec<&str> = (0_u16..)
                .zip(fact.values())
                .filter(|(index, _)| in_force.iter().any(|window| window.regions.contains(index)))
                .map(|(_, value)| value.name.as_str())
                .collect();
            let truth = if known.is_some() { Truth::NotMet } else { Truth::Unknown };
            let says = format!("It is delivered in {} only.", wording::list(&names));
            return (Cow::Owned(says), truth, &window.source);
        }
        if windows.iter().all(|window| !window.community) {
            return (Cow::Borrowed("It is delivered in custody only."), Truth::NotMet, first);
        }
        let community = || windows.iter().filter(|window| window.community);
        let ended = community().filter_map(|window| window.until).filter(|until| *until <= day).max();
        let starts = community().filter_map(|window| window.from).filter(|from| *from > day).min();
        let says = match (ended, starts, catalogue.offer(offer).superseded_by) {
            (None, Some(from), _) => format!("It starts on {}.", wording::day(from)),
            (Some(until), Some(from), _) => {
                format!("It ended on {} and starts again on {}.", wording::day(until), wording::day(from))
            }
            (Some(until), None, Some(successor)) => {
                format!(
                    "It ended on {}. {} took its place.",
                    wording::day(until),
                    catalogue.offer(successor).name
                )
            }
            (Some(until), None, None) => format!("It ended on {}.", wording::day(until)),
            (None, None, _) => format!("It is not in force on {}.", wording::day(day)),
        };
        (Cow::Owned(says), Truth::NotMet, first)
    }

    fn criteria(&self, offer: OfferId) -> Vec<Because<'r>> {
        let declared = self.catalogue().offer(offer);
        let compiled = &self.planner.rules.offers[offer.index()];
        let each = declared.criteria.iter().zip(&compiled.criteria).enumerate();
        each.map(|(index, (criterion, compiled))| {
            let result = self.decision.evaluation.result(&self.planner.rules, usize::from(*compiled));
            let exception = criterion.exception.as_ref().filter(|_| result == CriterionResult::Excepted);
            let mut facts = criterion.when.facts();
            if let Some(exception) = &criterion.exception {
                exception.when.facts_into(&mut facts);
            }
            Because {
                check: Check::Criterion(index),
                id: &criterion.id,
                says: Cow::Borrowed(&criterion.says),
                result,
                facts,
                source: exception.map_or(&criterion.source, |exception| &exception.source),
                exception: exception.map(|exception| exception.says.as_str()),
                planning_policy: criterion.planning_policy,
            }
        })
        .collect()
    }

    fn need(&self, offer: OfferId) -> Because<'r> {
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
        let mut facts = Vec::new();
        for target in &declared.targets {
            catalogue.target(*target).present.facts_into(&mut facts);
        }
        let names: Vec<&str> =
            declared.targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect();
        let first = declared.targets.iter().find(|t| truth(t.index()) == overall);
        Because {
            check: Check::Need,
            id: "need",
            says: Cow::Owned(format!("It works on something present: {}.", wording::list_or(&names))),
            result: result(overall),
            facts,
            source: first.map_or(&[][..], |target| &catalogue.target(*target).source),
            exception: None,
            planning_policy: false,
        }
    }

    fn vehicle(&self, offer: OfferId) -> Because<'r> {
        let declared = self.catalogue().offer(offer);
        let compiled = &self.planner.rules.offers[offer.index()];
        Because {
            check: Check::Vehicle,
            id: "vehicle",
            says: Cow::Borrowed(&declared.vehicle.says),
            result: result(self.decision.evaluation.truth(compiled.vehicle)),
            facts: declared.vehicle.when.facts(),
            source: &declared.vehicle.source,
            exception: None,
            planning_policy: false,
        }
    }

    /// Whether the weeks that remain are enough; nothing where the weeks are unknown or the duration is assumed.
    fn time(&self, offer: OfferId) -> Option<Because<'r>> {
        let catalogue = self.catalogue();
        let weeks_fact = catalogue.policy.roles.weeks;
        let weeks = self.case.number(&catalogue.vocabulary, weeks_fact)?;
        let delivery = &catalogue.offer(offer).delivery;
        let out = self.decision.reasons[offer.index()] == Reason::NoTime;
        if delivery.assumed && !out {
            return None;
        }
        let says = if out && delivery.weeks <= weeks {
            format!("With what comes before it, it can be done in the {weeks} weeks that are left.")
        } else {
            let needed = delivery.weeks as usize;
            format!("Its {} {} in the {weeks} that are left.", wording::count(needed, "week"), fit(needed))
        };
        Some(Because {
            check: Check::Time,
            id: "time",
            says: Cow::Owned(says),
            result: result(Truth::of(!out && delivery.weeks <= weeks)),
            facts: vec![weeks_fact],
            source: &delivery.source,
            exception: None,
            planning_policy: false,
        })
    }

    /// Whether the rehabilitation activity days are enough; nothing where they are unknown or it is not known to use any.
    fn rar_days(&self, offer: OfferId) -> Option<Because<'r>> {
        let catalogue = self.catalogue();
        let days_fact = catalogue.policy.roles.rar_days;
        let days = self.case.number(&catalogue.vocabulary, days_fact)?;
        let delivery = &catalogue.offer(offer).delivery;
        let sessions = delivery.sessions.filter(|_| !delivery.assumed)?;
        let evaluation = &self.decision.evaluation;
        let (vehicle, known) = self.planner.vehicle(offer, evaluation)?;
        let has_one = evaluation.truth(self.planner.rules.offers[offer.index()].vehicle) == Truth::Met;
        let out = self.decision.reasons[offer.index()] == Reason::NoRarDays;
        let uses_days = known && catalogue.policy.vehicles[vehicle.index()].counts_rar_days;
        if !uses_days || !(has_one || out) {
            return None;
        }
        let needed = wording::count(sessions as usize, "session");
        let fit = fit(sessions as usize);
        let says = if out && sessions <= days {
            format!(
                "With what comes before it, its {needed} {fit} in the {days} rehabilitation activity requirement (RAR) days."
            )
        } else {
            format!(
                "Its {needed} {fit} in the {days} rehabilitation activity requirement (RAR) days, one day a session."
            )
        };
        Some(Because {
            check: Check::RarDays,
            id: "rar-days",
            says: Cow::Owned(says),
            result: result(Truth::of(!out && sessions <= days)),
            facts: vec![days_fact],
            source: &delivery.source,
            exception: None,
            planning_policy: false,
        })
    }
}
