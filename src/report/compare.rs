//! A plan as it is beside the plan as it would be: what comes in, what goes out, what moves, and why.

use serde_json::{Value, json};

use super::explain::json::written;
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::{Answer, FactId, OfferId};
use crate::compare::{Comparison, Moved};
use crate::outcome::{Outcome, Reason};
use crate::plan::Step;
use crate::reasons::Planned;
use crate::text::passage::Passage;
use crate::text::wording::{count, day, list, plain};

/// The fewest columns in which two plans are easier to read side by side than one below the other.
const NARROWEST_GRID: usize = 72;

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

impl Planned<'_> {
    /// Why an offer has its outcome, in a sentence or two without its name.
    #[must_use]
    pub fn why(&self, offer: OfferId) -> String {
        let catalogue = self.catalogue();
        let reason = self.decision.reasons[offer.index()];
        match (reason.outcome(), reason) {
            (Outcome::Include, _) => match self.works_on(offer).as_slice() {
                [] => self.reason_says(reason),
                names => format!("It works on {}.", list(names)),
            },
            (Outcome::Exclude, _) => self.excluded_because(offer),
            (_, Reason::Exception) => {
                let exceptions = self.exceptions(offer);
                let says: Vec<&str> = exceptions.iter().filter_map(|because| because.exception).collect();
                format!("By exception. {}", says.join(" "))
            }
            (_, Reason::MissingAnswers) => {
                let missing = self.missing(offer);
                let names: Vec<&str> =
                    missing.iter().map(|fact| catalogue.fact(*fact).name.as_str()).collect();
                format!("It waits for answers: {}.", names.join("; "))
            }
            (_, Reason::DependsOnOffer) => {
                let names: Vec<&str> =
                    self.decision.because_of(offer).map(|by| catalogue.offer(by).name.as_str()).collect();
                format!("It turns on {}, which is open.", list(&names))
            }
            _ => self.reason_says(reason),
        }
    }
}

/// The weeks of a step.
pub(super) fn weeks(step: &Step) -> String {
    if step.start == step.end {
        format!("week {}", step.start)
    } else {
        format!("weeks {} to {}", step.start, step.end)
    }
}

/// The name and version of the form of the key `what_if`.
pub const SCHEMA: &str = "goldenthread.what-if/1";

impl Comparison<'_> {
    fn name(&self, offer: OfferId) -> &str {
        &self.now.catalogue().offer(offer).name
    }

    fn answer(&self, fact: FactId, answer: Option<&Answer>) -> String {
        let fact = self.now.catalogue().fact(fact);
        answer.map_or_else(|| "not answered".to_owned(), |answer| fact.spoken(answer))
    }

    /// What differs between the two steps of an offer.
    fn move_says(&self, moved: &Moved<'_>) -> String {
        let policy = &self.now.catalogue().policy;
        let mut parts = Vec::new();
        if moved.in_time() {
            parts.push(format!("{} instead of {}", weeks(moved.then), weeks(moved.now)));
        }
        if moved.now.phase != moved.then.phase {
            let name = |step: &Step| policy.phases[step.phase.index()].name.to_lowercase();
            parts.push(format!("phase {} instead of {}", name(moved.then), name(moved.now)));
        }
        if moved.now.vehicle != moved.then.vehicle {
            let name = |step: &Step| &policy.vehicles[step.vehicle.index()].name;
            parts.push(format!("under {} instead of {}", name(moved.then), name(moved.now)));
        }
        let why = self.why_moved(moved);
        format!("{}.{}", parts.join("; "), if why.is_empty() { why } else { format!(" {why}") })
    }

    /// Why a step runs in other weeks: what came to stand before it, and what no longer does.
    fn why_moved(&self, moved: &Moved<'_>) -> String {
        let before = |planned: &Planned<'_>, step: &Step| -> Vec<OfferId> {
            let one_at_a_time = planned.catalogue().policy.lanes[step.lane.index()].one_at_a_time;
            (planned.decision.steps.iter())
                .filter(|other| other.offer != step.offer && other.start < step.start)
                .filter(|other| {
                    planned.planner.follows(step, other)
                        || (one_at_a_time && other.lane == step.lane)
                        || planned.planner.waits(step)
                })
                .map(|other| other.offer)
                .collect()
        };
        let (now, then) = (before(self.now, moved.now), before(self.then, moved.then));
        let names = |offers: &[OfferId], without: &[OfferId]| -> Vec<&str> {
            offers.iter().filter(|offer| !without.contains(offer)).map(|offer| self.name(*offer)).collect()
        };
        let (added, gone) = (names(&then, &now), names(&now, &then));
        match (added.as_slice(), gone.as_slice()) {
            ([], []) if moved.in_time() && !then.is_empty() => "What runs before it has moved.".to_owned(),
            ([], []) if moved.in_time() => "The weeks that are left differ.".to_owned(),
            ([], []) => String::new(),
            (added, []) => format!("It comes after {} now.", list(added)),
            ([], gone) => format!("It no longer waits for {}.", list(gone)),
            (added, gone) => {
                format!("It comes after {} now, and no longer waits for {}.", list(added), list(gone))
            }
        }
    }

    /// The comparison as a person reads it.
    #[must_use]
    pub fn page(&self, style: &Style) -> String {
        let mut page = Page::new(style.width.max(NARROWEST_PAGE), style.colour);
        let case = self.now.case;
        let whom = case.reference.as_ref().map_or_else(String::new, |reference| format!(" for {reference}"));
        page.heading(&format!("What if: the plan{whom} as of {}, and as it would be", day(case.as_of)));
        let answers = self.answers();
        for differs in &answers {
            let fact = self.now.catalogue().fact(differs.fact);
            let (now, then) = (differs.now.as_ref(), differs.then.as_ref());
            let says =
                format!("{} instead of {}", self.answer(differs.fact, then), self.answer(differs.fact, now));
            page.named(2, &fact.name, &says);
        }
        if answers.is_empty() {
            page.text(2, "Every answer is what it was, so nothing changes.");
            return page.finish();
        }
        self.side_by_side(&mut page, style);
        self.changes(&mut page);
        self.sums(&mut page);
        page.finish()
    }

    fn side_by_side(&self, page: &mut Page, style: &Style) {
        page.heading("Side by side");
        let offers = self.offers();
        if offers.is_empty() {
            page.text(2, "Neither plan has a step.");
            return;
        }
        let cell = |step: Option<&Step>| step.map_or_else(|| "not in the plan".to_owned(), weeks);
        if style.accessible || style.width < NARROWEST_GRID {
            for offer in offers {
                let (now, then) = self.steps(offer);
                page.named(2, self.name(offer), format!("now {}; then {}", cell(now), cell(then)));
            }
            return;
        }
        let rows: Vec<[Vec<Passage>; 3]> = (offers.into_iter())
            .map(|offer| {
                let (now, then) = self.steps(offer);
                [vec![self.name(offer).into()], vec![cell(now).into()], vec![cell(then).into()]]
            })
            .collect();
        page.grid(2, ["Offer", "As it is", "As it would be"], rows, 0, 18);
    }

    fn changes(&self, page: &mut Page) {
        let (come_in, go_out, moved, turn) = (self.come_in(), self.go_out(), self.moved(), self.turn());
        if come_in.is_empty() && go_out.is_empty() && moved.is_empty() && turn.is_empty() {
            page.heading("What changes");
            page.text(2, "No offer and no step changes.");
        }
        if !come_in.is_empty() {
            page.heading("What comes in");
        }
        for offer in come_in {
            let says = format!("{} As things are: {}", self.then.why(offer), self.now.why(offer));
            page.marked(2, "-", format!("{}. {says}", self.name(offer)));
        }
        if !go_out.is_empty() {
            page.heading("What goes out");
        }
        for offer in go_out {
            let outcome = self.reasons(offer).1.outcome().says();
            page.marked(2, "-", format!("{}. {outcome}. {}", self.name(offer), self.then.why(offer)));
        }
        if !moved.is_empty() {
            page.heading("What moves");
        }
        for moved in moved {
            page.marked(2, "-", format!("{}: {}", self.name(moved.then.offer), self.move_says(&moved)));
        }
        if !turn.is_empty() {
            page.heading("What else changes, outside the plan");
        }
        for offer in turn {
            let (now, then) = self.reasons(offer);
            let (now, then) = (now.outcome().says(), then.outcome().says());
            let says = format!("{then}; as things are, {}.", now.to_lowercase());
            page.marked(2, "-", format!("{}: {says} {}", self.name(offer), self.then.why(offer)));
        }
    }

    /// Weeks, days and needs that nothing meets, of both plans.
    fn sums(&self, page: &mut Page) {
        page.heading("In sum");
        let mut line = |name: &str, of: &dyn Fn(&Planned<'_>) -> String| {
            let (now, then) = (of(self.now), of(self.then));
            let says = if now == then { format!("{now}, as now") } else { format!("{then}, now {now}") };
            page.named(2, name, &says);
        };
        line("Length", &|planned| count(planned.weeks() as usize, "week"));
        line("Rehabilitation activity requirement (RAR) days", &|planned| {
            planned.rar_days_used().to_string()
        });
        line("Needs that nothing meets", &|planned| {
            let unmet = planned.unmet();
            let names: Vec<&str> =
                unmet.iter().map(|target| planned.catalogue().target(*target).name.as_str()).collect();
            if names.is_empty() { "none".to_owned() } else { list(&names) }
        });
        page.blank();
        page.text(0, "The case itself is as it was. The decision is yours.");
    }

    /// The comparison as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let catalogue = self.now.catalogue();
        let id = |offer: OfferId| catalogue.offer(offer).id.as_str();
        let answers: Vec<Value> = (self.answers().iter())
            .map(|differs| {
                json!({
                    "fact": catalogue.fact(differs.fact).key,
                    "from": written(self.now, differs.fact, differs.now.as_ref()),
                    "to": written(self.now, differs.fact, differs.then.as_ref()),
                })
            })
            .collect();
        let changed = |offers: Vec<OfferId>| -> Vec<Value> {
            let one = |offer: OfferId| {
                let (now, then) = self.reasons(offer);
                json!({
                    "offer": id(offer),
                    "from": {"outcome": now.outcome().code(), "reason": now.code(), "says": plain(&self.now.why(offer))},
                    "to": {"outcome": then.outcome().code(), "reason": then.code(), "says": plain(&self.then.why(offer))},
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
        let moves: Vec<Value> = (self.moved().iter())
            .map(|moved| {
                json!({
                    "offer": id(moved.then.offer),
                    "from": step(moved.now),
                    "to": step(moved.then),
                    "says": plain(&self.move_says(moved)),
                })
            })
            .collect();
        json!({
            "schema": SCHEMA,
            "answers": answers,
            "comes_in": changed(self.come_in()),
            "goes_out": changed(self.go_out()),
            "moves": moves,
            "changes": changed(self.turn()),
            "plan": plan(self.then),
        })
    }
}

/// The plan of a report as JSON.
fn plan(planned: &Planned<'_>) -> Value {
    let mut out = Vec::new();
    planned.write_json(&mut out);
    serde_json::from_slice(&out).unwrap_or(Value::Null)
}
