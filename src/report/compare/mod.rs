//! A plan as it is beside the plan as it would be: what comes in, what goes out, what moves, and why.

mod handed_over;

pub use handed_over::document;
use serde_json::{Value, json};

use super::explain::json::written;
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::{Answer, FactId, OfferId};
use crate::plan::Step;
use crate::reasons::PlannedCase;
use crate::reasons::extent::Extent;
use crate::reasons::in_short::why;
use crate::reasons::unmet;
use crate::review::compare::{Comparison, weeks};
use crate::text::passage::Passage;
use crate::text::wording::{count, day, list, plain};

/// The fewest columns in which two plans are easier to read side by side than one below the other.
const NARROWEST_GRID: usize = 72;

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

/// The name and version of the form of the key `what_if`.
pub const SCHEMA: &str = "goldenthread.what-if/1";

fn answer(of: &Comparison<'_>, fact: FactId, answer: Option<&Answer>) -> String {
    let fact = of.now.catalogue().fact(fact);
    answer.map_or_else(|| "not answered".to_owned(), |answer| fact.spoken(answer))
}

/// The comparison as a person reads it.
#[must_use]
pub fn page(of: &Comparison<'_>, style: &Style) -> String {
    let mut page = Page::new(style.width.max(NARROWEST_PAGE), style.colour);
    let case = of.now.case;
    let whom = case.reference.as_ref().map_or_else(String::new, |reference| format!(" for {reference}"));
    page.heading(&format!("What if: the plan{whom} as of {}, and as it would be", day(case.as_of)));
    let answers = of.answers();
    for differs in &answers {
        let fact = of.now.catalogue().fact(differs.fact);
        let (now, then) = (differs.now.as_ref(), differs.then.as_ref());
        let says = format!("{} instead of {}", answer(of, differs.fact, then), answer(of, differs.fact, now));
        page.named(2, &fact.name, &says);
    }
    if answers.is_empty() {
        page.text(2, "Every answer is what it was, so nothing changes.");
        return page.finish();
    }
    side_by_side(of, &mut page, style);
    changes(of, &mut page);
    sums(of, &mut page);
    page.finish()
}

fn side_by_side(of: &Comparison<'_>, page: &mut Page, style: &Style) {
    page.heading("Side by side");
    let offers = of.offers();
    if offers.is_empty() {
        page.text(2, "Neither plan has a step.");
        return;
    }
    let cell = |step: Option<&Step>| step.map_or_else(|| "not in the plan".to_owned(), weeks);
    if style.accessible || style.width < NARROWEST_GRID {
        for offer in offers {
            let (now, then) = of.steps(offer);
            page.named(2, of.now.name(offer), format!("now {}; then {}", cell(now), cell(then)));
        }
        return;
    }
    let rows: Vec<[Vec<Passage>; 3]> = (offers.into_iter())
        .map(|offer| {
            let (now, then) = of.steps(offer);
            [vec![of.now.name(offer).into()], vec![cell(now).into()], vec![cell(then).into()]]
        })
        .collect();
    page.grid(2, ["Offer", "As it is", "As it would be"], rows, 0, 18);
}

fn changes(of: &Comparison<'_>, page: &mut Page) {
    let (come_in, go_out, moved, turn) = (of.come_in(), of.go_out(), of.moved(), of.turn());
    if come_in.is_empty() && go_out.is_empty() && moved.is_empty() && turn.is_empty() {
        page.heading("What changes");
        page.text(2, "No offer and no step changes.");
    }
    if !come_in.is_empty() {
        page.heading("What comes in");
    }
    for offer in come_in {
        let says = format!("{} As things are: {}", why(of.then, offer), why(of.now, offer));
        page.marked(2, "-", format!("{}. {says}", of.now.name(offer)));
    }
    if !go_out.is_empty() {
        page.heading("What goes out");
    }
    for offer in go_out {
        let outcome = of.reasons(offer).1.outcome().says();
        page.marked(2, "-", format!("{}. {outcome}. {}", of.now.name(offer), why(of.then, offer)));
    }
    if !moved.is_empty() {
        page.heading("What moves");
    }
    for moved in moved {
        page.marked(2, "-", format!("{}: {}", of.now.name(moved.then.offer), of.move_says(&moved)));
    }
    if !turn.is_empty() {
        page.heading("What else changes, outside the plan");
    }
    for offer in turn {
        let (now, then) = of.reasons(offer);
        let (now, then) = (now.outcome().says(), then.outcome().says());
        let says = format!("{then}; as things are, {}.", now.to_lowercase());
        page.marked(2, "-", format!("{}: {says} {}", of.now.name(offer), why(of.then, offer)));
    }
}

/// Weeks, days and needs that nothing meets, of both plans.
fn sums(of: &Comparison<'_>, page: &mut Page) {
    page.heading("In sum");
    let mut line = |name: &str, value: &dyn Fn(&PlannedCase<'_>) -> String| {
        let (now, then) = (value(of.now), value(of.then));
        let says = if now == then { format!("{now}, as now") } else { format!("{then}, now {now}") };
        page.named(2, name, &says);
    };
    line("Length", &|planned| count(Extent::of(planned).weeks as usize, "week"));
    line("Rehabilitation activity requirement (RAR) days", &|planned| {
        Extent::of(planned).rar_days.to_string()
    });
    line("Needs that nothing meets", &|planned| {
        let unmet = unmet::targets(planned);
        let names: Vec<&str> =
            unmet.iter().map(|target| planned.catalogue().target(*target).name.as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { list(&names) }
    });
    page.blank();
    page.text(0, "The case itself is as it was. The decision is yours.");
}

/// The comparison as JSON.
#[must_use]
pub fn json(of: &Comparison<'_>) -> Value {
    let catalogue = of.now.catalogue();
    let id = |offer: OfferId| catalogue.offer(offer).id.as_str();
    let answers: Vec<Value> = (of.answers().iter())
        .map(|differs| {
            json!({
                "fact": catalogue.fact(differs.fact).key,
                "from": written(of.now, differs.fact, differs.now.as_ref()),
                "to": written(of.now, differs.fact, differs.then.as_ref()),
            })
        })
        .collect();
    let changed = |offers: Vec<OfferId>| -> Vec<Value> {
        let one = |offer: OfferId| {
            let (now, then) = of.reasons(offer);
            json!({
                "offer": id(offer),
                "from": {"outcome": now.outcome().code(), "reason": now.code(), "says": plain(&why(of.now, offer).to_string())},
                "to": {"outcome": then.outcome().code(), "reason": then.code(), "says": plain(&why(of.then, offer).to_string())},
            })
        };
        offers.into_iter().map(one).collect()
    };
    let step = |step: &Step| {
        json!({
            "start_week": step.start,
            "end_week": step.end,
            "phase": catalogue.policy.phases[step.phase.index()].id,
            "vehicle": catalogue.policy.vehicles[step.vehicle.index()].id,
        })
    };
    let moves: Vec<Value> = (of.moved().iter())
        .map(|moved| {
            json!({
                "offer": id(moved.then.offer),
                "from": step(moved.now),
                "to": step(moved.then),
                "says": plain(&of.move_says(moved)),
            })
        })
        .collect();
    json!({
        "schema": SCHEMA,
        "answers": answers,
        "comes_in": changed(of.come_in()),
        "goes_out": changed(of.go_out()),
        "moves": moves,
        "changes": changed(of.turn()),
        "plan": plan(of.then),
    })
}

/// The plan of a report as JSON.
fn plan(planned: &PlannedCase<'_>) -> Value {
    let mut out = Vec::new();
    super::json::write(planned, &mut out);
    serde_json::from_slice(&out).unwrap_or(Value::Null)
}
