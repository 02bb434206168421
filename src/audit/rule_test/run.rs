//! Runs rule tests with the planner.

use jiff::civil::Date;

use super::{RuleTest, Tested};
use crate::audit::example;
use crate::catalogue::OfferId;
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::plan::{Decision, Options, Planner, Workspace};
use crate::text::problem::Problem;

/// What became of each criterion of the offer in one test.
pub type Results = Vec<CriterionResult>;

/// Runs every test: every one that comes out otherwise, and what became of each criterion in each test.
#[must_use]
pub fn run(planner: &Planner<'_>, tests: &[RuleTest], today: Date) -> (Vec<Problem>, Vec<Results>) {
    let mut problems = Vec::new();
    let mut results = Vec::new();
    let mut workspace = Workspace::default();
    for test in tests {
        let day = test.as_of.or(planner.catalogue.date).unwrap_or(today);
        let case = example::case(planner.catalogue, day, &test.answers);
        let decision = planner.decide_in(&mut workspace, &case, &Options::default());
        problems.extend(otherwise(planner, test, decision));
        results.push(results_of(planner, test.offer, decision));
    }
    (problems, results)
}

/// The tests of one offer, each with whether it comes out as it is to.
#[must_use]
pub fn of_offer(planner: &Planner<'_>, tests: Vec<RuleTest>, offer: OfferId, today: Date) -> Vec<Tested> {
    let own = tests.into_iter().filter(|test| test.offer == offer);
    own.map(|test| {
        let (failed, _) = run(planner, std::slice::from_ref(&test), today);
        Tested { test, passes: failed.is_empty() }
    })
    .collect()
}

fn results_of(planner: &Planner<'_>, offer: OfferId, decision: &Decision) -> Results {
    let criteria = &planner.rules.offers[offer.index()].criteria;
    criteria.iter().map(|id| decision.evaluation.result(&planner.rules, *id as usize)).collect()
}

/// The criterion that decides: the first that is not met, or met only by exception, or unknown.
#[must_use]
pub fn deciding<'c>(planner: &Planner<'c>, offer: OfferId, decision: &Decision) -> Option<&'c str> {
    let wanted = match decision.reasons[offer.index()] {
        Reason::NotEligible => CriterionResult::NotMet,
        Reason::Exception => CriterionResult::Excepted,
        Reason::MissingAnswers => CriterionResult::Unknown,
        _ => return None,
    };
    let results = results_of(planner, offer, decision);
    let at = results.iter().position(|result| *result == wanted)?;
    planner.catalogue.offer(offer).criteria.get(at).map(|criterion| criterion.id.as_str())
}

/// The problem with a test that comes out otherwise.
fn otherwise(planner: &Planner<'_>, test: &RuleTest, decision: &Decision) -> Option<Problem> {
    let reason = decision.reasons[test.offer.index()];
    let decides = deciding(planner, test.offer, decision);
    let as_expected = reason.outcome() == test.expect
        && test.reason.is_none_or(|expected| expected == reason)
        && test.decides.as_deref().is_none_or(|expected| Some(expected) == decides);
    if as_expected {
        return None;
    }
    let wanted = said(test.expect, test.reason, test.decides.as_deref());
    let found = said(reason.outcome(), Some(reason), decides);
    let message = format!("`{}` is to come out as {wanted}, and comes out as {found}", test.name);
    Some(
        Problem::new("test-failed", message)
            .at(test.place)
            .help("put the rule right, or the test if the rule was meant to change"),
    )
}

fn said(outcome: Outcome, reason: Option<Reason>, decides: Option<&str>) -> String {
    let reason = reason.map(|reason| format!(" ({})", reason.code())).unwrap_or_default();
    let decides = decides.map(|criterion| format!(", `{criterion}` deciding")).unwrap_or_default();
    format!("{}{reason}{decides}", outcome.code())
}
