//! The vocabulary as written.

use super::condition::{answer, citations};
use super::names::{Names, UsedIds, positions};
use super::offers::OfferEntry;
use super::words::UsedWords;
use crate::catalogue::fact::{Answers, Change, Direction, Fact, FactValue, Presumption};
use crate::entry::Fields;
use crate::text::problem::{Problem, nearest};

/// Every fact, in the order written.
pub(super) fn facts(file: &Fields<'_>, offers: &[OfferEntry<'_>], names: &Names) -> Vec<Fact> {
    let mut used = UsedIds::default();
    let mut facts: Vec<Fact> = Vec::new();
    for entry in file.tables("fact") {
        let key = entry.id("key");
        used.add(entry.faults(), &key, entry.place());
        let lists_offers = lists_offers(&entry, &facts);
        let answers = answers(file, &entry, offers, &facts);
        let default = answer(&entry, "default", &answers, &key);
        let presume = answer(&entry, "presume", &answers, &key)
            .map(|answer| Presumption { answer, says: entry.required_text("presume-says") });
        let unavailable = entry
            .yes("unavailable")
            .then(|| entry.text("unavailable-name").unwrap_or_else(|| "no score exists".to_owned()));
        facts.push(Fact {
            name: entry.required_text("name"),
            group: entry.required_text("group"),
            question: entry.required_text("question"),
            proposing: entry.text("proposing"),
            items: items(&entry, &answers),
            made_of: entry.list("made-of").into_iter().map(|fact| fact.text).collect(),
            answers,
            lists_offers,
            unavailable,
            help: entry.required_text("help"),
            find: entry.required_text("find"),
            source: citations(&entry, names),
            basic: entry.number("basic"),
            always_asked: entry.yes("always-asked"),
            default,
            presume,
            change: change(&entry),
            direction: direction(&entry),
            near: entry.number("near"),
            private: entry.yes("private"),
            place: entry.place(),
            key,
        });
    }
    let keys: Vec<&str> = facts.iter().map(|fact| fact.key.as_str()).collect();
    for entry in file.tables("fact") {
        positions(&entry, "made-of", "fact", &keys);
    }
    facts
}

/// The items that a number is the sum of: the greatest value has to be a whole number of points for each.
fn items(entry: &Fields<'_>, answers: &Answers) -> Vec<String> {
    let items: Vec<String> = entry.list("items").into_iter().map(|item| item.text).collect();
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let divides = |maximum: u32| count > 0 && maximum.is_multiple_of(count);
    if !items.is_empty() && !matches!(answers, Answers::Number { maximum, .. } if divides(*maximum)) {
        entry.faults().report(
            Problem::new("uneven-items", "the greatest value is not so many points for each of the items")
                .at(entry.place())
                .help("items are for a number that is their sum, each with the same greatest value"),
        );
    }
    items
}

/// Whether a fact's values are the offers, said of itself or of the fact that it has its values of.
fn lists_offers(entry: &Fields<'_>, earlier: &[Fact]) -> bool {
    match entry.text("values-of") {
        Some(same_as) => earlier.iter().any(|fact| fact.key == same_as && fact.lists_offers),
        None => entry.has("values-are"),
    }
}

fn answers(file: &Fields<'_>, entry: &Fields<'_>, offers: &[OfferEntry<'_>], earlier: &[Fact]) -> Answers {
    let kind = entry.required_placed("type");
    match kind.as_ref().map_or("yes-no", |written| written.text.as_str()) {
        "yes-no" => Answers::YesNo,
        "number" => {
            let (minimum, maximum) = (entry.required_number("minimum"), entry.required_number("maximum"));
            if minimum > maximum {
                entry.faults().report(
                    Problem::new("empty-range", format!("no number is from {minimum} to {maximum}"))
                        .at(entry.place()),
                );
            }
            Answers::Number { minimum, maximum, unit: entry.required_text("unit") }
        }
        "one-of" => Answers::OneOf(values(file, entry, offers, earlier)),
        "any-of" => Answers::AnyOf(values(file, entry, offers, earlier)),
        other => {
            let known = ["yes-no", "number", "one-of", "any-of"];
            let mut problem = Problem::new("unknown-name", format!("there is no type `{other}`")).help(
                nearest(other, known).map_or_else(
                    || format!("the types are {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                ),
            );
            problem.place = kind.map(|written| written.place);
            entry.faults().report(problem);
            Answers::YesNo
        }
    }
}

fn values(
    file: &Fields<'_>,
    entry: &Fields<'_>,
    offers: &[OfferEntry<'_>],
    earlier: &[Fact],
) -> Vec<FactValue> {
    if let Some(same_as) = entry.placed("values-of") {
        let fact = earlier.iter().find(|fact| fact.key == same_as.text);
        if fact.is_none() {
            entry.faults().report(
                Problem::new("unknown-name", format!("no earlier fact is `{}`", same_as.text))
                    .at(same_as.place),
            );
        }
        return fact.map_or_else(Vec::new, |fact| fact.values().to_vec());
    }
    if let Some(values_are) = entry.placed("values-are") {
        if values_are.text != "offers" {
            entry.faults().report(
                Problem::new("unknown-name", format!("values are never `{}`", values_are.text))
                    .at(values_are.place)
                    .help("the only such list is `offers`"),
            );
        }
        return offers
            .iter()
            .map(|offer| FactValue {
                key: offer.id.text.clone(),
                name: offer.entry.text("name").unwrap_or_default(),
                also: offer.short_names(),
            })
            .collect();
    }
    let mut used = UsedIds::default();
    let tables = entry.tables("value");
    if tables.is_empty() {
        entry.faults().report(
            Problem::new("missing-key", "nothing says what can be answered")
                .at(entry.place())
                .help("add a `[[fact.value]]` for each value"),
        );
    }
    let mut words = UsedWords::of_values(file, &tables);
    tables
        .iter()
        .map(|value| {
            let key = value.id("key");
            used.add(value.faults(), &key, value.place());
            if matches!(key.as_str(), "none" | "unavailable")
                && entry.text("type").as_deref() == Some("any-of")
            {
                entry.faults().report(
                    Problem::new("reserved-value", format!("`{key}` has a meaning of its own"))
                        .at(value.place()),
                );
            }
            let also = words.add_all(value.faults(), value.list("also"));
            FactValue { key, name: value.required_text("name"), also }
        })
        .collect()
}

fn change(entry: &Fields<'_>) -> Change {
    let Some(written) = entry.required_placed("change") else { return Change::Fixed };
    let known = Change::ALL.into_iter().find(|(name, _)| *name == written.text);
    if known.is_none() {
        let names = Change::ALL.map(|(name, _)| name);
        entry.faults().report(
            Problem::new("unknown-name", format!("there is no kind of change `{}`", written.text))
                .at(written.place)
                .help(format!("the kinds are {}", names.join(", "))),
        );
    }
    known.map_or(Change::Fixed, |(_, change)| change)
}

/// Which way a change is worth naming, where only one is; time moves a number up unless it says `down`.
fn direction(entry: &Fields<'_>) -> Option<Direction> {
    let written = entry.placed("direction")?;
    match written.text.as_str() {
        "up" => Some(Direction::Up),
        "down" => Some(Direction::Down),
        _ => {
            entry.faults().report(
                Problem::new("unknown-name", format!("there is no direction `{}`", written.text))
                    .at(written.place)
                    .help("the directions are up and down"),
            );
            None
        }
    }
}
