//! The vocabulary as a page and as JSON: every fact, its flag, what counts as an answer, and what reads it.

use serde_json::{Value, json};

use super::naming::named;
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::{Answer, Answers, Availability, Catalogue, Change, Condition, Fact, FactId, OfferId};
use crate::ids;
use crate::text::wording::{capital, count, list_or, plain};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.facts/1";

/// What reads one fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadBy {
    /// Offers, in catalogue order.
    pub offers: Vec<OfferId>,
    /// How many cautions.
    pub cautions: usize,
}

/// What reads each fact, in catalogue order: the criteria, the targets, the legal means, the phases and the windows of offers, and what the planner
/// itself reads it for.
#[must_use]
pub fn read_by(catalogue: &Catalogue) -> Vec<ReadBy> {
    let mut read: Vec<ReadBy> = catalogue.vocabulary.iter().map(|_| ReadBy::default()).collect();
    for offer in ids::all(catalogue.offers.len()) {
        for fact in facts_of(catalogue, offer) {
            read[fact.index()].offers.push(offer);
        }
    }
    for fact in catalogue.cautions.iter().flat_map(|caution| caution.when.facts()) {
        read[fact.index()].cautions += 1;
    }
    read
}

/// Every fact that what becomes of an offer can turn on by itself, without other offers.
#[must_use]
pub fn facts_of(catalogue: &Catalogue, id: OfferId) -> Vec<FactId> {
    let offer = catalogue.offer(id);
    let roles = &catalogue.policy.roles;
    let mut facts = offer.facts();
    let mut add = |condition: &Condition| condition.facts_into(&mut facts);
    offer.targets.iter().for_each(|target| add(&catalogue.target(*target).present));
    offer.vehicle.one_of.iter().for_each(|(_, when)| add(when));
    offer.delivery.lengths.iter().for_each(|length| add(&length.when));
    let rules = catalogue.policy.phases.iter().flat_map(|phase| &phase.rules);
    rules.filter(|rule| rule.can_reach(offer)).for_each(|rule| add(&rule.when));
    let regional = match &offer.availability {
        Availability::Never(_) => false,
        Availability::Windows(windows) => windows.iter().any(|window| !window.regions.is_empty()),
    };
    if regional {
        facts.push(roles.region);
    }
    if matches!(offer.availability, Availability::Windows(_)) {
        facts.extend([roles.no_access, roles.weeks]);
    }
    let counts = |id: crate::catalogue::VehicleId| catalogue.policy.vehicles[id.index()].counts_rar_days;
    if !offer.delivery.assumed && offer.vehicle.one_of.iter().any(|(vehicle, _)| counts(*vehicle)) {
        facts.push(roles.rar_days);
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// Every fact, under the headings of the vocabulary.
#[must_use]
pub fn page(catalogue: &Catalogue, style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    let total = catalogue.vocabulary.len();
    page.heading(&format!("The {}", count(total, "fact")));
    page.text(
        0,
        "Each is a flag, a key of a case file, a column of a caseload and a question. A fact that is not answered is \
         unknown, never no.",
    );
    let mut group = "";
    for ((id, fact), read) in catalogue.vocabulary.iter().zip(read_by(catalogue)) {
        if fact.group != group {
            group = &fact.group;
            page.heading(group);
        }
        page.blank();
        page.text(2, format!("--{} {}", fact.key, placeholder(fact)));
        page.text(4, &fact.question);
        page.named(4, "Answer", answers(catalogue, id));
        for line in [stands(fact), presumed(fact)].into_iter().flatten() {
            page.text(4, &line);
        }
        page.text(4, format!("Read by {}.", readers(&read)));
    }
    page.blank();
    page.text(0, "`goldenthread facts FACT` shows one in full: what it means and where to find the answer.");
    page.finish()
}

/// One fact in full.
#[must_use]
pub fn page_of(catalogue: &Catalogue, id: FactId, style: &Style) -> String {
    let fact = catalogue.fact(id);
    let mut page = Page::new(style.width, style.colour);
    page.heading(&format!("{} (--{})", fact.name, fact.key));
    page.text(0, &fact.question);
    page.text(0, &fact.help);
    page.named(0, "Where to find it", &fact.find);

    page.heading("Answers");
    page.text(2, format!("{}.", capital(&takes(catalogue, id))));
    if !is_offers(catalogue, id) {
        for value in fact.values() {
            let also = if value.also.is_empty() {
                String::new()
            } else {
                format!(" (also {})", value.also.join("; "))
            };
            page.marked(2, "-", format!("{}: {}{also}", value.key, value.name));
        }
    }
    if let Some(says) = &fact.unavailable {
        page.marked(2, "-", format!("unavailable: {says}"));
    }
    if fact.unavailable.is_some() {
        page.text(2, "Unavailable is a known answer that meets no score.");
    }
    for line in [stands(fact), presumed(fact)].into_iter().flatten() {
        page.text(2, &line);
    }
    let words = &catalogue.vocabulary.other_words;
    if matches!(fact.answers, Answers::YesNo) && !words.yes.is_empty() && !words.no.is_empty() {
        let (yes, no) = (list_or(&words.yes), list_or(&words.no));
        page.text(2, format!("Also written: {yes} for yes, {no} for no."));
    }
    if !words.not_known.is_empty() {
        page.text(2, format!("Where it is not known: nothing, or {}.", list_or(&words.not_known)));
    }
    let example = example(fact);
    page.named(2, "As a flag", format!("--{} {}", fact.key, fact.written(&example, ",")));
    page.named(2, "In a case file", format!("{} = {}", fact.key, in_toml(fact, &example)));
    page.text(2, changing(fact.change));

    page.heading("What reads it");
    let read = &read_by(catalogue)[id.index()];
    page.text(2, format!("{}.", capital(&readers(read))));
    if read.offers.len() < catalogue.offers.len() {
        for offer in &read.offers {
            page.marked(2, "-", named(catalogue, *offer));
        }
    }
    page.heading("Source");
    for citation in &fact.source {
        page.marked(2, "-", catalogue.cited(citation));
    }
    page.finish()
}

/// Facts as one JSON object.
#[must_use]
pub fn json(catalogue: &Catalogue, facts: &[FactId]) -> Value {
    let read = read_by(catalogue);
    let words = &catalogue.vocabulary.other_words;
    let each: Vec<Value> = facts.iter().map(|id| json_of(catalogue, *id, &read[id.index()])).collect();
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": super::naming::head(catalogue),
        "words": { "yes": words.yes, "no": words.no, "not_known": words.not_known },
        "facts": each,
    })
}

fn json_of(catalogue: &Catalogue, id: FactId, read: &ReadBy) -> Value {
    let fact = catalogue.fact(id);
    let mut value = json!({
        "key": fact.key,
        "flag": format!("--{}", fact.key),
        "name": plain(&fact.name),
        "group": plain(&fact.group),
        "question": plain(&fact.question),
        "help": plain(&fact.help),
        "find": plain(&fact.find),
        "type": kind(fact),
        "unavailable": fact.unavailable.is_some(),
        "change": fact.change.key(),
        "offers": read.offers.iter().map(|offer| &catalogue.offer(*offer).id).collect::<Vec<_>>(),
        "cautions": read.cautions,
        "source": plain(&catalogue.cited_all(&fact.source)),
    });
    let mut add = |key: &str, more: Value| {
        if let Some(object) = value.as_object_mut() {
            object.insert(key.to_owned(), more);
        }
    };
    match &fact.answers {
        Answers::YesNo => {}
        Answers::Number { minimum, maximum, unit } => {
            add("minimum", json!(minimum));
            add("maximum", json!(maximum));
            add("unit", json!(unit));
        }
        Answers::OneOf(values) | Answers::AnyOf(values) => {
            let values: Vec<Value> = values
                .iter()
                .map(|value| json!({"key": value.key, "name": plain(&value.name), "also": value.also}))
                .collect();
            add("values", json!(values));
        }
    }
    if let Some(default) = &fact.default {
        add("default", json!(fact.written(default, ",")));
    }
    if let Some(presumption) = &fact.presume {
        let says =
            json!({"answer": fact.written(&presumption.answer, ","), "says": plain(&presumption.says)});
        add("presumption", says);
    }
    value
}

/// The name of a type of answer, as the contract has it.
fn kind(fact: &Fact) -> &'static str {
    match fact.answers {
        Answers::YesNo => "yes-no",
        Answers::Number { .. } => "number",
        Answers::OneOf(_) => "one-of",
        Answers::AnyOf(_) => "any-of",
    }
}

/// What stands for the value of a fact's flag where it is described.
#[must_use]
pub fn placeholder(fact: &Fact) -> &'static str {
    match fact.answers {
        Answers::YesNo => "YES-OR-NO",
        Answers::Number { .. } => "NUMBER",
        Answers::OneOf(_) => "VALUE",
        Answers::AnyOf(_) => "VALUES",
    }
}

/// Whether a fact's values are the offers themselves.
#[must_use]
pub fn is_offers(catalogue: &Catalogue, fact: FactId) -> bool {
    let keys = catalogue.fact(fact).values().iter().map(|value| &value.key);
    !catalogue.offers.is_empty() && keys.eq(catalogue.offers.iter().map(|offer| &offer.id))
}

/// What counts as an answer, with every value.
fn answers(catalogue: &Catalogue, id: FactId) -> String {
    let fact = catalogue.fact(id);
    let keys: Vec<&str> = fact.values().iter().map(|value| value.key.as_str()).collect();
    match &fact.answers {
        Answers::OneOf(_) if fact.unavailable.is_some() => format!("{} or unavailable", keys.join(", ")),
        Answers::OneOf(_) => list_or(&keys),
        Answers::AnyOf(_) if !is_offers(catalogue, id) => format!("any of {}, or none", keys.join(", ")),
        _ => takes(catalogue, id),
    }
}

/// What counts as an answer, without the values.
fn takes(catalogue: &Catalogue, id: FactId) -> String {
    let fact = catalogue.fact(id);
    let unavailable = if fact.unavailable.is_some() { ", or unavailable" } else { "" };
    let takes = match &fact.answers {
        Answers::YesNo => "yes or no".to_owned(),
        Answers::Number { minimum, maximum, unit } if unit == "%" => format!("{minimum} to {maximum}%"),
        Answers::Number { minimum, maximum, unit } => format!("{minimum} to {maximum} {unit}"),
        Answers::OneOf(_) => "one of these".to_owned(),
        Answers::AnyOf(_) if is_offers(catalogue, id) => {
            "any ids or short names of offers, or none; `goldenthread catalogue list` lists them".to_owned()
        }
        Answers::AnyOf(_) => "any number of these, or none".to_owned(),
    };
    takes + unavailable
}

fn stands(fact: &Fact) -> Option<String> {
    let default = fact.default.as_ref()?;
    Some(format!("Where it is not given: {}.", fact.written(default, ", ")))
}

fn presumed(fact: &Fact) -> Option<String> {
    let presumption = fact.presume.as_ref()?;
    Some(format!("With --presume, where it is not given: {}", presumption.says))
}

fn readers(read: &ReadBy) -> String {
    match (read.offers.len(), read.cautions) {
        (0, 0) => "nothing".to_owned(),
        (0, cautions) => format!("no offer, but {}", count(cautions, "caution")),
        (offers, 0) => count(offers, "offer"),
        (offers, cautions) => format!("{} and {}", count(offers, "offer"), count(cautions, "caution")),
    }
}

/// What another answer to a fact would take.
fn changing(change: Change) -> &'static str {
    match change {
        Change::Question => "Another answer is a matter of finding out.",
        Change::Decision => "Another answer is a matter of deciding.",
        Change::Work => "Another answer can come of work with the person.",
        Change::Time => "Another answer comes with time alone.",
        Change::Fixed => "The answer does not change.",
    }
}

/// An answer that could be given.
fn example(fact: &Fact) -> Answer {
    match &fact.answers {
        Answers::YesNo => Answer::YesNo(true),
        Answers::Number { minimum, maximum, .. } => Answer::Number((*maximum).min(12).max(*minimum)),
        Answers::OneOf(_) => Answer::OneOf(0),
        Answers::AnyOf(values) => {
            Answer::AnyOf((0..2.min(u16::try_from(values.len()).unwrap_or(2))).collect())
        }
    }
}

fn in_toml(fact: &Fact, answer: &Answer) -> String {
    let quoted = |text: &str| format!("\"{text}\"");
    match answer {
        Answer::YesNo(yes) => yes.to_string(),
        Answer::Number(number) => number.to_string(),
        Answer::OneOf(_) | Answer::Unavailable => quoted(&fact.written(answer, ",")),
        Answer::AnyOf(_) => {
            let written = fact.written(answer, ",");
            let values: Vec<String> = written.split(',').map(quoted).collect();
            format!("[{}]", values.join(", "))
        }
    }
}
