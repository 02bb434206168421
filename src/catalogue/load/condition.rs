//! Conditions and citations as written, resolved against the vocabulary and the sources.

use super::names::{Names, resolve};
use crate::catalogue::condition::{Accepts, Condition, Test};
use crate::catalogue::fact::{Answer, Answers, Fact};
use crate::catalogue::source::Citation;
use crate::entry::{Fields, PlacedText, WrittenContent};
use crate::text::problem::{Problem, nearest};
use crate::text::source::Place;

/// Stands for the offer itself in a criterion that its kind declares. No fact has so many values.
pub(super) const THIS_OFFER: u16 = u16::MAX;

/// The condition under `key`, or one that always holds where there is none.
pub(super) fn condition(entry: &Fields<'_>, key: &str, names: &Names) -> Condition {
    entry.table(key).map_or(Condition::Always, |table| read(&table, names))
}

/// The condition under `key`, which must be there.
pub(super) fn required_condition(entry: &Fields<'_>, key: &str, names: &Names) -> Condition {
    entry.required_table(key).map_or(Condition::Always, |table| read(&table, names))
}

fn read(entry: &Fields<'_>, names: &Names) -> Condition {
    let shapes = ["fact", "all", "any", "not", "always"];
    let present: Vec<&str> = shapes.into_iter().filter(|shape| entry.has(shape)).collect();
    let [shape] = present.as_slice() else {
        entry.faults().report(
            Problem::new(
                "unclear-condition",
                "a condition is one of `fact`, `all`, `any`, `not` and `always`",
            )
            .at(entry.place())
            .help("write each part as a table of its own inside `all` or `any`"),
        );
        return Condition::Always;
    };
    match *shape {
        "fact" => test(entry, names),
        "not" => {
            entry.table("not").map_or(Condition::Always, |part| Condition::Not(Box::new(read(&part, names))))
        }
        "always" => Condition::Always,
        group => {
            let parts: Vec<Condition> = entry.tables(group).iter().map(|part| read(part, names)).collect();
            if parts.is_empty() {
                entry.faults().report(
                    Problem::new("unclear-condition", format!("`{group}` has no parts")).at(entry.place()),
                );
            }
            if group == "all" { Condition::All(parts) } else { Condition::Any(parts) }
        }
    }
}

/// What can be asked of a fact.
const ASKS: [&str; 5] = ["is", "at-least", "at-most", "includes", "includes-none"];

fn test(entry: &Fields<'_>, names: &Names) -> Condition {
    let Some(written) = entry.placed("fact") else { return Condition::Always };
    let Some(id) = resolve(entry.faults(), "fact", &written, names.facts()) else {
        return Condition::Always;
    };
    let fact = names.vocabulary.fact(id);
    let place = entry.place();
    let mut accepts = Vec::new();
    if entry.has("is") {
        accepts.extend(is(entry, fact, names));
    }
    for (key, make) in [
        ("at-least", Accepts::AtLeast as fn(u32) -> Accepts),
        ("at-most", Accepts::AtMost as fn(u32) -> Accepts),
    ] {
        if let Some(number) = entry.number(key) {
            in_range(entry, fact, key, number);
            accepts.push(make(number));
        }
    }
    for (key, make) in [
        ("includes", Accepts::Includes as fn(Vec<u16>) -> Accepts),
        ("includes-none", Accepts::IncludesNone as fn(Vec<u16>) -> Accepts),
    ] {
        if entry.has(key) {
            if !matches!(fact.answers, Answers::AnyOf(_)) {
                unfit(entry, fact, key);
            }
            let listed = entry.list(key);
            accepts.push(make(values(entry, fact, &listed, names)));
        }
    }
    if let [Accepts::AtLeast(least), Accepts::AtMost(most)] = accepts.as_slice()
        && least > most
    {
        entry.faults().report(
            Problem::new("impossible-condition", format!("no number is at least {least} and at most {most}"))
                .at(place),
        );
    }
    let mut tests: Vec<Condition> =
        accepts.into_iter().map(|accepts| Condition::Test(Test { fact: id, accepts, place })).collect();
    match tests.len() {
        0 if ASKS.iter().any(|key| entry.has(key)) => Condition::Always,
        0 => {
            entry.faults().report(
                Problem::new("unclear-condition", format!("nothing is asked of `{}`", fact.key))
                    .at(place)
                    .help("add `is`, `at-least`, `at-most`, `includes` or `includes-none`"),
            );
            Condition::Always
        }
        1 => tests.remove(0),
        _ => Condition::All(tests),
    }
}

/// `is`: yes or no, one value, one of several values, or `unavailable`.
fn is(entry: &Fields<'_>, fact: &Fact, names: &Names) -> Option<Accepts> {
    let item = entry.item("is")?;
    match (&item.content, &fact.answers) {
        (WrittenContent::YesNo(yes), Answers::YesNo) => Some(Accepts::YesNo(*yes)),
        (WrittenContent::Text(text), _) if text == "unavailable" && fact.unavailable.is_some() => {
            Some(Accepts::Unavailable)
        }
        (WrittenContent::Text(_) | WrittenContent::List(_), Answers::OneOf(_)) => {
            Some(Accepts::Values(values(entry, fact, &entry.list("is"), names)))
        }
        _ => {
            entry.faults().report(
                Problem::new("impossible-condition", format!("`{}` cannot be that", fact.key))
                    .at(item.place)
                    .help(asked_of(fact)),
            );
            None
        }
    }
}

/// How a condition asks for what a fact can be, as it is written in TOML.
fn asked_of(fact: &Fact) -> String {
    let no_score = if fact.unavailable.is_some() { ", or `is = \"unavailable\"`" } else { "" };
    match &fact.answers {
        Answers::YesNo => format!("write `is = true` for yes, `is = false` for no{no_score}"),
        Answers::Number { .. } => format!("it is {}: write `at-least` or `at-most`{no_score}", fact.range()),
        Answers::AnyOf(_) => format!("it is {}: write `includes` or `includes-none`", fact.allowed()),
        Answers::OneOf(_) => format!("it is {}", fact.allowed()),
    }
}

fn in_range(entry: &Fields<'_>, fact: &Fact, key: &str, number: u32) {
    match &fact.answers {
        Answers::Number { minimum, maximum, .. } => {
            if !(minimum..=maximum).contains(&&number) {
                let place = entry.item(key).map_or(entry.place(), |item| item.place);
                entry.faults().report(
                    Problem::new("impossible-condition", format!("`{}` is never {number}", fact.key))
                        .at(place)
                        .help(format!("it is {}", fact.allowed())),
                );
            }
        }
        _ => unfit(entry, fact, key),
    }
}

fn unfit(entry: &Fields<'_>, fact: &Fact, key: &str) {
    entry.faults().report(
        Problem::new("impossible-condition", format!("`{key}` cannot be asked of `{}`", fact.key))
            .at(entry.place())
            .help(asked_of(fact)),
    );
}

/// The indexes of listed values, rising.
fn values(entry: &Fields<'_>, fact: &Fact, listed: &[PlacedText], names: &Names) -> Vec<u16> {
    let mut indexes = Vec::new();
    if listed.is_empty() {
        entry.faults().report(
            Problem::new("unclear-condition", format!("no value of `{}` is named", fact.key))
                .at(entry.place())
                .help("list at least one value"),
        );
    }
    for written in listed {
        if written.text == "this-offer" && names.in_kind {
            indexes.push(THIS_OFFER);
            continue;
        }
        let Some(index) = fact.value_named(&written.text) else {
            unknown_value(entry, fact, &written.text, written.place);
            continue;
        };
        if indexes.contains(&index) {
            entry.faults().report(
                Problem::new("repeated-value", format!("`{}` is listed twice", written.text))
                    .at(written.place),
            );
        } else {
            indexes.push(index);
        }
    }
    indexes.sort_unstable();
    indexes
}

fn unknown_value(entry: &Fields<'_>, fact: &Fact, written: &str, place: Place) {
    if fact.values().is_empty() {
        // That it has no values is told where it is declared.
        return;
    }
    if written == "unavailable" && fact.unavailable.is_some() {
        let message = format!("`unavailable` cannot stand in a list of values of `{}`", fact.key);
        let help = "ask for it in a condition of its own, `is = \"unavailable\"`, beside the other in `any`";
        entry.faults().report(Problem::new("impossible-condition", message).at(place).help(help));
        return;
    }
    let help = nearest(written, fact.values().iter().map(|value| value.key.as_str()))
        .map_or_else(|| format!("it is {}", fact.allowed()), |near| format!("did you mean `{near}`?"));
    entry.faults().report(
        Problem::new("impossible-condition", format!("`{}` is never `{written}`", fact.key))
            .at(place)
            .help(help),
    );
}

/// A stated answer to a fact: a default or a presumption.
pub(super) fn answer(entry: &Fields<'_>, key: &str, answers: &Answers, fact: &str) -> Option<Answer> {
    let item = entry.item(key)?;
    let index = |values: &[crate::catalogue::fact::FactValue], text: &str| {
        values.iter().position(|v| v.key == text).and_then(|index| u16::try_from(index).ok())
    };
    let answer = match (&item.content, answers) {
        (WrittenContent::YesNo(yes), Answers::YesNo) => Some(Answer::YesNo(*yes)),
        (WrittenContent::Text(text), Answers::OneOf(values)) => index(values, text).map(Answer::OneOf),
        (WrittenContent::List(items), Answers::AnyOf(_)) if items.is_empty() => {
            Some(Answer::AnyOf(Vec::new()))
        }
        _ => None,
    };
    if answer.is_none() {
        entry.faults().report(
            Problem::new("impossible-answer", format!("`{fact}` cannot be answered so")).at(item.place),
        );
    }
    answer
}

/// The citations under `source`. A criterion or a rule without one is refused.
pub(super) fn citations(entry: &Fields<'_>, names: &Names) -> Vec<Citation> {
    if !entry.has("source") {
        entry.faults().report(
            Problem::new("no-source", "no source is given")
                .at(entry.place())
                .help("add `source = { id = \"…\", heading = \"…\" }`: every reason has a source"),
        );
    }
    citations_under(entry, "source", names)
}

/// The citations under a key.
pub(super) fn citations_under(entry: &Fields<'_>, key: &str, names: &Names) -> Vec<Citation> {
    let cite = |citation: &Fields<'_>| {
        let id = citation.required_placed("id")?;
        let heading = citation.required_text("heading");
        let sources = names.sources.iter().map(String::as_str);
        let source = resolve(citation.faults(), "source", &id, sources)?;
        Some(Citation { source, heading })
    };
    entry.tables(key).iter().filter_map(cite).collect()
}
