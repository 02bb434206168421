//! Scores near a line that decided something.

use super::PlannedCase;
use super::check::{failed_criterion, result_of};
use crate::catalogue::{Accepts, Answer, FactId, OfferId};
use crate::ids::{self, Members, Set};
use crate::matching::{CompiledBeside, CriterionResult, Evaluation, Truth};
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

    /// Whether a score near a line is all that is known to rule an offer out.
    pub(crate) fn alone_rules_out(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
        fails_one_criterion(planned, offer)
            && failed_criterion(planned, offer)
                .is_some_and(|failed| !Self::of_criterion(planned, offer, failed).is_empty())
    }

    /// Whether a score near a line of a criterion decides it, or may do so with further answers.
    pub(crate) fn may_decide(planned: &PlannedCase<'_>, offer: OfferId, at: usize) -> bool {
        let number = planned.planner.rules.offers[offer.index()].criteria[at];
        let is_open = result_of(planned, number) == CriterionResult::Unknown;
        let mut may = false;
        each_near(planned, offer, at, |near, across| {
            may |= is_open || decides(planned, (offer, at), near.fact, across);
        });
        may
    }
}

fn add_of_offer(planned: &PlannedCase<'_>, offer: OfferId, near: &mut Vec<NearLine>) {
    let reason = planned.reason(offer);
    let criteria = match reason.outcome() {
        // A line decides nothing about an offer that something else rules out as well.
        Outcome::Exclude if fails_one_criterion(planned, offer) && !is_passed_over(planned, offer) => {
            failed_criterion(planned, offer).map_or(0..0, |failed| failed..failed + 1)
        }
        Outcome::Exclude | Outcome::Undetermined => 0..0,
        Outcome::Include | Outcome::Consider => 0..planned.catalogue().offer(offer).criteria.len(),
    };
    criteria.for_each(|at| add_of_criterion(planned, offer, at, near));
}

/// Whether one criterion is all that is known to rule an offer out.
fn fails_one_criterion(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let criteria = &planned.planner.rules.offers[offer.index()].criteria;
    let failed = criteria.iter().filter(|number| result_of(planned, **number) == CriterionResult::NotMet);
    let is_ruled_out = planned.reason(offer) == Reason::NotEligible;
    is_ruled_out && planned.decision.failed_checks(offer).count() == 1 && failed.count() == 1
}

/// Whether an offer would not be in the plan in any case: it was declined, or work that is planned before its turn covers it all or
/// may not stand beside it.
fn is_passed_over(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let PlannedCase { planner, decision, .. } = planned;
    let rules = &planner.rules;
    let compiled = &rules.offers[offer.index()];
    let leads = |offer: OfferId| {
        rules.offers[offer.index()].targets.shares(decision.present.and(&planner.groups.offence_related))
    };
    let is_first = |other: &OfferId| {
        let kind = rules.offers[other.index()].kind;
        kind < compiled.kind || (kind == compiled.kind && leads(*other) && !leads(offer))
    };
    let first: Set<OfferId> = decision.included.iter().copied().filter(is_first).collect();
    let excludes = |rule: &CompiledBeside| {
        rule.with.shares(&first) && decision.evaluation.truth(rule.applies) == Truth::Met
    };
    let covers = |other: &OfferId| {
        planner.groups.covers_for[rules.offers[other.index()].kind.index()].has(compiled.kind)
    };
    let covering: Set<OfferId> = (&first).into_iter().filter(covers).collect();
    let absent = decision.evaluation.absent.minus(&decision.present);
    planned.declined.iter().any(|(declined, _)| *declined == offer)
        || compiled.beside.iter().any(excludes)
        || compiled.targets.minus(absent).iter().all(|target| covering.shares(rules.offers_on(target)))
}

fn add_of_criterion(planned: &PlannedCase<'_>, offer: OfferId, at: usize, all: &mut Vec<NearLine>) {
    each_near(planned, offer, at, |near, across| {
        if decides(planned, (offer, at), near.fact, across) {
            all.push(near);
        }
    });
}

/// Calls for each score near a line of a criterion, with the nearest score on the other side.
fn each_near(planned: &PlannedCase<'_>, offer: OfferId, at: usize, mut call: impl FnMut(NearLine, u32)) {
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
        {
            call(NearLine { fact: test.fact, score, line }, across);
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
