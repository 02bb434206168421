//! Runs rule tests with the planner.

use jiff::civil::Date;

use super::{Beside, RuleTest, Tested};
use crate::audit::example;
use crate::catalogue::OfferId;
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::plan::{Decision, Editions, Options, Planner, Workspace};
use crate::text::problem::Problem;

/// What became of each criterion of the offer in one test.
pub type Results = Vec<CriterionResult>;

/// A test that was run.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The number of the edition that decided it: see [`History::number_on`](crate::catalogue::History::number_on).
    pub edition: usize,
    /// What became of each criterion that the offer has in that edition.
    pub results: Results,
}

/// Runs every test by the edition of its day: every one that comes out otherwise, and what became of each criterion in each
/// test; nothing for a test on a day without rules.
#[must_use]
pub fn run(editions: &Editions<'_>, tests: &[RuleTest], today: Date) -> (Vec<Problem>, Vec<Option<Ran>>) {
    let mut problems = Vec::new();
    let mut ran = Vec::new();
    // A workspace belongs to one planner.
    let mut workspaces: Vec<Workspace> = vec![Workspace::default(); editions.history().count()];
    let history = editions.history();
    let last = history.latest().ok().and_then(|latest| latest.date).unwrap_or(today);
    for test in tests {
        let day = test.as_of.unwrap_or(last);
        let planner = match editions.on(day) {
            Ok(planner) => planner,
            Err(error) => {
                let message = format!("`{}` cannot be run: {error}", test.name);
                problems.push(Problem::new("bad-test", message).at(test.place).help("choose another day"));
                ran.push(None);
                continue;
            }
        };
        let edition = history.number_on(day);
        let decision = decide(planner, test, day, &mut workspaces[edition]);
        problems.extend(otherwise(planner, test, decision));
        ran.push(Some(Ran { edition, results: results_of(planner, test.offer, decision) }));
    }
    (problems, ran)
}

/// Decides the case of a test beside what else is on offer in it.
fn decide<'w>(
    planner: &Planner<'_>,
    test: &RuleTest,
    day: Date,
    workspace: &'w mut Workspace,
) -> &'w Decision {
    let case = example::case(planner.catalogue, day, &test.answers);
    let ids = |decided: &[(OfferId, String)]| decided.iter().map(|(offer, _)| *offer).collect::<Vec<_>>();
    let (accepted, declined) = (ids(&test.accepted), ids(&test.declined));
    let on_offer = match &test.beside {
        Beside::WholeCatalogue => None,
        Beside::Offers(others) => Some(others.iter().copied().chain([test.offer]).collect()),
    };
    let options = Options {
        accepted: &accepted,
        declined: &declined,
        on_offer: on_offer.as_ref(),
        ..Options::default()
    };
    planner.decide_in(workspace, &case, &options)
}

/// The tests of one offer, each with whether it comes out as it is to.
#[must_use]
pub fn of_offer(editions: &Editions<'_>, tests: Vec<RuleTest>, offer: OfferId, today: Date) -> Vec<Tested> {
    let own = tests.into_iter().filter(|test| test.offer == offer);
    own.map(|test| {
        let (failed, _) = run(editions, std::slice::from_ref(&test), today);
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
        Reason::NotEligible | Reason::AwaitsApproval => CriterionResult::NotMet,
        Reason::Exception | Reason::AcceptedException => CriterionResult::Excepted,
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
