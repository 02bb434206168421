//! Scores near a line that decided something.

use super::PlannedCase;
use super::check::{failed_criterion, result_of};
use crate::catalogue::{Accepts, Answer, FactId, OfferId};
use crate::ids;
use crate::matching::{CriterionResult, Evaluation};
use crate::outcome::{Outcome, Reason};

/// A score near a line that decided something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearLine {
    /// The fact.
    pub fact: FactId,
    /// The score.
    pub score: u32,
    /// The line.
    pub line: u32,
}

impl NearLine {
    /// Every score near a line that decided the outcome of some offer.
    #[must_use]
    pub fn all(planned: &PlannedCase<'_>) -> Vec<Self> {
        let mut all = Vec::new();
        ids::all(planned.catalogue().offers.len()).for_each(|offer| add_of_offer(planned, offer, &mut all));
        distinct(all)
    }

    /// The scores near a line that decided one offer: lines of the criterion that alone excludes it, or of any criterion where it
    /// is included or to be considered.
    #[must_use]
    pub fn of_offer(planned: &PlannedCase<'_>, offer: OfferId) -> Vec<Self> {
        let mut near = Vec::new();
        add_of_offer(planned, offer, &mut near);
        distinct(near)
    }

    /// The scores near a line of one criterion of an offer, by its place among them.
    #[must_use]
    pub fn of_criterion(planned: &PlannedCase<'_>, offer: OfferId, at: usize) -> Vec<Self> {
        let mut near = Vec::new();
        add_of_criterion(planned, offer, at, &mut near);
        near
    }
}

fn add_of_offer(planned: &PlannedCase<'_>, offer: OfferId, near: &mut Vec<NearLine>) {
    let reason = planned.reason(offer);
    let criteria = match reason.outcome() {
        // A line decides nothing about an offer that something else rules out as well.
        Outcome::Exclude if reason == Reason::NotEligible && fails_one_check(planned, offer) => {
            failed_criterion(planned, offer).map_or(0..0, |failed| failed..failed + 1)
        }
        Outcome::Exclude | Outcome::Undetermined => 0..0,
        Outcome::Include | Outcome::Consider => 0..planned.catalogue().offer(offer).criteria.len(),
    };
    criteria.for_each(|at| add_of_criterion(planned, offer, at, near));
}

fn fails_one_check(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let criteria = &planned.planner.rules.offers[offer.index()].criteria;
    let failed = criteria.iter().filter(|number| result_of(planned, **number) == CriterionResult::NotMet);
    planned.decision.failed_checks(offer).count() == 1 && failed.count() == 1
}

fn add_of_criterion(planned: &PlannedCase<'_>, offer: OfferId, at: usize, near: &mut Vec<NearLine>) {
    let catalogue = planned.catalogue();
    let Some(criterion) = catalogue.offer(offer).criteria.get(at) else { return };
    criterion.when.each_test(&mut |test| {
        let line = match test.accepts {
            Accepts::AtLeast(line) | Accepts::AtMost(line) => line,
            _ => return,
        };
        if let Some(margin) = catalogue.fact(test.fact).near
            && let Some(score) = planned.case.number(&catalogue.vocabulary, test.fact)
            && let Some(across) = across(&test.accepts, score)
            && score.abs_diff(across) <= margin
            && decides(planned, (offer, at), test.fact, across)
        {
            near.push(NearLine { fact: test.fact, score, line });
        }
    });
}

/// The nearest score on the other side of a line.
fn across(accepts: &Accepts, score: u32) -> Option<u32> {
    match accepts {
        Accepts::AtLeast(line) if score >= *line => line.checked_sub(1),
        Accepts::AtMost(line) if score <= *line => line.checked_add(1),
        Accepts::AtLeast(line) | Accepts::AtMost(line) => Some(*line),
        _ => None,
    }
}

/// Whether a criterion of an offer, by its place, would come out otherwise with another score.
fn decides(planned: &PlannedCase<'_>, (offer, at): (OfferId, usize), fact: FactId, score: u32) -> bool {
    let rules = &planned.planner.rules;
    let Some(criterion) = rules.offers[offer.index()].criteria.get(at).map(|id| *id as usize) else {
        return false;
    };
    let mut case = planned.case.clone();
    case.set(&planned.catalogue().vocabulary, fact, &Answer::Number(score));
    let mut otherwise = Evaluation::default();
    otherwise.run(rules, &case);
    otherwise.result(rules, criterion) != planned.decision.evaluation.result(rules, criterion)
}

fn distinct(mut near: Vec<NearLine>) -> Vec<NearLine> {
    near.sort_unstable();
    near.dedup();
    near
}
