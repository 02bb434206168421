//! What changed in the rules of an offer, and when, in the rules' own sentences.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{planned_as, target_names, window_place};
use crate::catalogue::{Availability, Catalogue, History, NoEdition, OfferId};
use crate::report::naming::{head, named};
use crate::report::table::Style;
use crate::report::table::layout::Page;
use crate::text::wording::{day, list, list_or, plain};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.offer-history/1";

/// Something that is said of an offer for as long as it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What part of the offer it is about.
    pub about: &'static str,
    /// What is said.
    pub says: String,
}

/// What began and what ended on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day; none for what holds from the catalogue's first day on.
    pub on: Option<Date>,
    /// What holds from that day on.
    pub began: Vec<Statement>,
    /// What no longer holds on it.
    pub ended: Vec<Statement>,
}

/// From when until when something holds: none where it holds as far back, or on, as the catalogue goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Its first day.
    pub from: Option<Date>,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
}

impl Dates {
    /// The dates of what holds in one edition: those of the editions around it in which it holds as well.
    ///
    /// # Errors
    ///
    /// Where an edition does not open.
    pub fn of(
        history: &History,
        edition: usize,
        holds: impl Fn(&Catalogue) -> bool,
    ) -> Result<Self, NoEdition> {
        let changes = history.changes();
        let (mut first, mut after) = (edition, edition + 1);
        while first > 0 && holds(history.edition(first - 1)?) {
            first -= 1;
        }
        while after < history.count() && holds(history.edition(after)?) {
            after += 1;
        }
        let from = first.checked_sub(1).and_then(|before| changes.get(before)).copied();
        Ok(Self { from, until: changes.get(after - 1).copied() })
    }

    /// The same in words, to follow a sentence; nothing where it always holds.
    #[must_use]
    pub fn words(self) -> String {
        match (self.from, self.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!(" In force from {}.", day(from)),
            (None, Some(until)) => format!(" In force until {} (that day not included).", day(until)),
            (Some(from), Some(until)) => {
                format!(" In force from {} until {} (that day not included).", day(from), day(until))
            }
        }
    }
}

/// What changed, in the order of the days. The first is what holds from the catalogue's first day on.
///
/// # Errors
///
/// Where an edition does not open.
pub fn changes(history: &History, offer: OfferId) -> Result<Vec<Change>, NoEdition> {
    let mut changes = Vec::new();
    let mut before = Vec::new();
    for number in 0..history.count() {
        let on = number.checked_sub(1).and_then(|before| history.changes().get(before)).copied();
        let catalogue = history.edition(number)?;
        let holds = statements(catalogue, offer, on.or(history.begins()));
        let among = |all: &[Statement], one: &Statement| all.contains(one);
        let began: Vec<Statement> = holds.iter().filter(|one| !among(&before, one)).cloned().collect();
        let ended: Vec<Statement> = before.iter().filter(|one| !among(&holds, one)).cloned().collect();
        if number == 0 || !began.is_empty() || !ended.is_empty() {
            changes.push(Change { on, began, ended });
        }
        before = holds;
    }
    Ok(changes)
}

/// Everything that one edition says of an offer; windows by the edition's first day.
fn statements(catalogue: &Catalogue, id: OfferId, day: Option<Date>) -> Vec<Statement> {
    let offer = catalogue.offer(id);
    let mut all = Vec::new();
    let mut say = |about, says: String| all.push(Statement { about, says });
    say("Name", offer.name.clone());
    say("For", offer.audience.clone());
    say("Works on", list(&target_names(catalogue, &offer.targets)));
    if offer.option {
        say("Option", "Whether to propose it is always a judgement.".to_owned());
    }
    match &offer.availability {
        Availability::Never(note) => say("Where", note.says.clone()),
        Availability::Windows(windows) => {
            let held = windows.iter().filter(|window| day.is_none_or(|day| window.holds_on(day)));
            held.for_each(|window| say("Where", format!("{}.", window_place(catalogue, window))));
        }
    }
    for successor in &offer.superseded_by {
        say("Where", format!("{} has taken its place.", named(catalogue, *successor)));
    }
    say("Delivery", offer.delivery.format.clone());
    say("Delivery", format!("Planned as {}.", planned_as(&offer.delivery)));
    let vehicles: Vec<&str> = (offer.vehicle.one_of.iter())
        .map(|(id, _)| catalogue.policy.vehicles[id.index()].name.as_str())
        .collect();
    say("Under", format!("{}. {}", list_or(&vehicles), offer.vehicle.says));
    for criterion in &offer.criteria {
        say("Criterion", criterion.says.clone());
        if let Some(exception) = &criterion.exception {
            let fails = criterion.fails.as_ref().unwrap_or(&criterion.says);
            say("Exception", format!("{fails} {}", exception.says));
        }
    }
    offer.not_beside.iter().for_each(|rule| say("Beside other offers", rule.says.clone()));
    offer.arrange.iter().for_each(|note| say("To arrange", note.says.clone()));
    offer.conflicts.iter().for_each(|conflict| say("Where the sources differ", conflict.here.clone()));
    offer.notes.iter().for_each(|note| say("Good to know", note.says.clone()));
    all
}

/// What changed, as a page from top to bottom.
#[must_use]
pub fn page(
    history: &History,
    catalogue: &Catalogue,
    id: OfferId,
    changes: &[Change],
    style: &Style,
) -> String {
    let mut page = Page::new(style.width, style.colour);
    page.heading(&format!("{}: what changed, and when", named(catalogue, id)));
    for change in changes {
        match (change.on, history.begins()) {
            (Some(on), _) => page.heading(&day(on)),
            (None, Some(begins)) => page.heading(&format!("{}, when the catalogue begins", day(begins))),
            (None, None) => page.heading("From the beginning"),
        }
        let begins = change.on.is_none();
        for (word, statements) in [("Ended", &change.ended), ("Began", &change.began)] {
            for Statement { about, says } in statements {
                let lead = if begins { format!("{about}: ") } else { format!("{word}. {about}: ") };
                page.marked(2, "-", format!("{lead}{says}"));
            }
        }
    }
    page.finish()
}

/// What changed, as JSON.
#[must_use]
pub fn json(history: &History, catalogue: &Catalogue, id: OfferId, changes: &[Change]) -> Value {
    let each = |statements: &[Statement]| -> Vec<Value> {
        statements.iter().map(|one| json!({"about": one.about, "says": plain(&one.says)})).collect()
    };
    let changes = changes.iter().map(|change| {
        json!({
            "on": change.on.or(history.begins()).map(|day| day.to_string()),
            "began": each(&change.began),
            "ended": each(&change.ended),
        })
    });
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "id": catalogue.offer(id).id,
        "name": plain(&catalogue.offer(id).name),
        "history": changes.collect::<Vec<_>>(),
    })
}
