//! One offer for one case: every check with the answers it rests on and its source, what stands beside it, and what would
//! change the outcome.

pub mod json;

use super::footnotes::Footnotes;
use super::table::Style;
use super::table::layout::Page;
use crate::explain::explanation::Explanation;
use crate::explain::{Goal, Route};
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::reasons::because::Because;
use crate::reasons::in_short::{of_reason, why_excluded, why_open};
use crate::reasons::{confirmed, judgement, place};
use crate::text::passage::Passage;
use crate::text::wording::{count, day, list, plain};

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

/// What became of a check, as it stands before its sentence.
fn verdict(result: CriterionResult) -> &'static str {
    match result {
        CriterionResult::Met => "Met",
        CriterionResult::NotMet => "Not met",
        CriterionResult::Unknown => "Unknown",
        CriterionResult::Excepted => "By exception",
    }
}

/// The explanation as a person reads it.
#[must_use]
pub fn page(of: &Explanation<'_>, style: &Style) -> String {
    let mut page = Page::new(style.width.max(NARROWEST_PAGE), style.colour);
    head(of, &mut page);
    page.heading("Every check");
    let mut footnotes = Footnotes::default();
    for because in Because::all(of.planned, of.offer) {
        check(of, &mut page, &because, &mut footnotes);
    }
    beside(of, &mut page);
    ways(of, &mut page);
    page.sources(of.planned.catalogue(), &footnotes);
    page.finish()
}

fn head(of: &Explanation<'_>, page: &mut Page) {
    let catalogue = of.planned.catalogue();
    let case = of.planned.case;
    let whom = case.reference.as_ref().map_or_else(String::new, |reference| format!(" for {reference}"));
    let name = super::naming::named(catalogue, of.offer);
    page.heading(&format!("{name}{whom}, as of {}", day(case.as_of)));
    page.text(0, &catalogue.offer(of.offer).summary);
    page.blank();
    page.text(0, format!("{}. {}", of.reason().outcome().says(), why(of)));
    match of.reason() {
        Reason::Displaced | Reason::Declined => page.text(0, why_excluded(of.planned, of.offer)),
        Reason::AcceptedException => {
            let because = of.planned.accepted_because(of.offer).unwrap_or_default();
            page.text(0, Passage::from("Accepted because: ").and(Passage::quoted(because)));
        }
        _ => {
            if let Some(deciding) = Because::deciding(of.planned, of.offer) {
                page.text(0, format!("What decided it: {}", plain(&deciding.told())));
            }
            if let Some(because) = of.planned.declined_because(of.offer) {
                page.text(
                    0,
                    Passage::from("The practitioner decided against it too: ").and(Passage::quoted(because)),
                );
            }
        }
    }
    if let Some(confirmed) = confirmed::delivered_says(of.planned, of.offer) {
        page.text(0, confirmed);
    }
}

/// Why the offer came out as it did, in a sentence or two.
fn why(of: &Explanation<'_>) -> String {
    match of.reason().outcome() {
        Outcome::Consider | Outcome::Undetermined => why_open(of.planned, of.offer),
        Outcome::Include | Outcome::Exclude => of_reason(of.planned.catalogue(), of.reason()),
    }
}

fn check<'r>(of: &Explanation<'r>, page: &mut Page, because: &Because<'r>, footnotes: &mut Footnotes<'r>) {
    let says = format!("{}: {}", verdict(because.result), because.says());
    page.cited(2, &says, &footnotes.marks(because.source));
    if let Some(exception) = because.exception {
        page.named(4, "To justify", exception);
    }
    if !because.facts.is_empty() {
        page.named(4, "It rests on", of.answers(&because.facts).join("; "));
    }
    for near in of.near(because) {
        page.text(4, of.near_says(near));
    }
    if because.planning_policy {
        page.text(4, "No guidance states it: it is planning policy.");
    }
    let day = of.planned.case.as_of;
    if let Some(old) = confirmed::not_since_says(of.planned.catalogue(), because.source, day) {
        page.text(4, old);
    }
}

fn beside(of: &Explanation<'_>, page: &mut Page) {
    let decision = of.planned.decision;
    let displaces = of.displaces();
    let step = decision.steps.iter().find(|step| step.offer == of.offer);
    if displaces.is_empty() && step.is_none() {
        return;
    }
    page.heading("Beside other offers");
    if let Some(step) = step {
        let policy = &of.planned.catalogue().policy;
        let (phase, vehicle) = (&policy.phases[step.phase.index()], &policy.vehicles[step.vehicle.index()]);
        page.text(
            2,
            format!(
                "In the plan from week {} to week {}. Phase: {}. Delivered under: {}.",
                step.start, step.end, phase.name, vehicle.name
            ),
        );
        let waits = place::waits_for(of.planned, step);
        if !waits.is_empty() {
            page.text(2, format!("It comes after {}.", list(&waits)));
        }
    }
    if !displaces.is_empty() {
        page.text(2, format!("It displaces {}.", of.names(&displaces)));
    }
}

fn ways(of: &Explanation<'_>, page: &mut Page) {
    let routes = of.routes;
    let goal = match routes.goal {
        Goal::Include => "bring it into the plan",
        Goal::Consider => "leave it to your judgement",
    };
    if routes.reached {
        if judgement::may_accept(of.planned, of.offer) {
            page.heading("What would bring it into the plan");
            acceptance(of, page);
        }
        return;
    }
    if routes.goal == Goal::Consider && of.reason().outcome() == Outcome::Include {
        page.heading("What would change the result");
        page.text(2, "It is in the plan: there is nothing left to judge.");
        return;
    }
    page.heading(&format!("What would {goal}"));
    if judgement::may_accept(of.planned, of.offer) {
        acceptance(of, page);
    }
    if !routes.finals.is_empty() {
        page.text(2, format!("No other answer worth naming would {goal}. This stands in the way:"));
        for last in &routes.finals {
            page.marked(2, "-", format!("Not met: {}", of.final_says(last)));
        }
        return;
    }
    if !routes.routes.is_empty() {
        listed(of, page);
    } else if !of.comes_first().is_empty() {
        page.text(2, first_for_the_same_end(of));
    } else if !judgement::may_accept(of.planned, of.offer) {
        let end = if routes.complete { "" } else { " The search stopped at its limit." };
        page.text(2, format!("No other answers were found that would {goal}.{end}"));
    }
}

fn acceptance(of: &Explanation<'_>, page: &mut Page) {
    let offer = &of.planned.catalogue().offer(of.offer).id;
    page.text(2, judgement::next(of.planned, of.offer));
    for decision in ["accept", "decline"] {
        page.text(4, format!("--{decision} {offer}=\"REASON\""));
    }
}

/// What to say where an offer would come in only if another for the same end were ruled out.
fn first_for_the_same_end(of: &Explanation<'_>) -> String {
    let first = of.comes_first();
    let (comes, it) = if first.len() == 1 { ("comes", "it") } else { ("come", "them") };
    let names = of.names(&first);
    let rest = match of.reason().outcome() {
        Outcome::Undetermined => format!("Decide on {it} first."),
        _ => format!("Making {it} impossible is not a way forward, so no change is named."),
    };
    format!("{names} {comes} first for the same needs. {rest}")
}

fn listed(of: &Explanation<'_>, page: &mut Page) {
    let routes = of.routes;
    page.text(
        2,
        "These are the smallest sets of other answers that would do it, with the plan made again for each. They show \
         what the result turns on; they are not advice, and every answer has to be true.",
    );
    let mut kind = None;
    for route in &routes.routes {
        if kind != Some(route.kind()) {
            kind = Some(route.kind());
            page.text(2, format!("{}:", route.kind().asks()));
        }
        page.marked(4, "-", brief(of, route));
    }
    if routes.found > routes.routes.len() {
        let more = routes.found - routes.routes.len();
        page.text(2, format!("{} of the same size are not listed.", count(more, "more set")));
    }
    if !routes.complete {
        page.text(2, "The search stopped at its limit, so there may be others.");
    }
}

fn brief(of: &Explanation<'_>, route: &Route) -> String {
    let catalogue = of.planned.catalogue();
    let each: Vec<String> =
        route.changes.iter().map(|change| change.brief(catalogue, of.planned.case)).collect();
    each.join("; and ")
}
