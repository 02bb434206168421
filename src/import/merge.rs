//! All readings together: one answer for each fact where everything that says something agrees.

use jiff::civil::Date;

use super::reading::{Found, From, Reading};
use super::spans::Span;
use crate::catalogue::import::Conversion;
use crate::catalogue::{Answer, Answers, Catalogue, FactId};

/// What readings come to.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// Answers, each with what it rests on.
    pub answers: Vec<(FactId, Answer, Vec<Reading>)>,
    /// The last day of the sentence.
    pub sentence_ends: Option<Date>,
    /// Hints to facts that are not answered.
    pub hints: Vec<(FactId, Vec<Reading>)>,
    /// Facts of which different things are said.
    pub differing: Vec<(FactId, Vec<Reading>)>,
}

/// Puts readings together, in the order of the vocabulary.
pub fn merge(catalogue: &Catalogue, readings: Vec<Reading>) -> Merged {
    let mut merged = Merged::default();
    for (fact, _) in catalogue.vocabulary.iter() {
        let mut of: Vec<Reading> = Vec::new();
        for reading in readings.iter().filter(|reading| reading.fact == fact) {
            if !of.contains(reading) {
                of.push(reading.clone());
            }
        }
        if !of.is_empty() {
            one(catalogue, fact, of, &mut merged);
        }
    }
    merged
}

fn one(catalogue: &Catalogue, fact: FactId, of: Vec<Reading>, merged: &mut Merged) {
    let is_part = |reading: &&Reading| matches!(reading.found, Found::Part(..) | Found::OpenPart(_));
    let parts: Vec<&Reading> = of.iter().filter(is_part).collect();
    let mut said: Vec<Reading> = of.iter().filter(|reading| answer_of(reading).is_some()).cloned().collect();
    let mut hints: Vec<Reading> =
        of.iter().filter(|reading| matches!(reading.found, Found::Hint(_))).cloned().collect();
    match together(catalogue, fact, &parts) {
        Some(Together::Differ(readings)) => {
            merged.differing.push((fact, readings));
            return;
        }
        Some(Together::Answer(reading)) => said.push(reading),
        Some(Together::Hint(reading)) => hints.insert(0, reading),
        None => {}
    }
    let Some(first) = said.first().cloned() else {
        if !hints.is_empty() {
            merged.hints.push((fact, hints));
        }
        return;
    };
    if said.iter().any(|other| value_of(other) != value_of(&first)) {
        merged.differing.push((fact, said));
    } else if let Some(answer) = answer_of(&first) {
        if let Found::LastDay(ends, _) = first.found {
            merged.sentence_ends = Some(ends);
        }
        merged.answers.push((fact, answer.clone(), said));
    }
}

fn answer_of(reading: &Reading) -> Option<&Answer> {
    match &reading.found {
        Found::Answer(answer) | Found::LastDay(_, answer) => Some(answer),
        _ => None,
    }
}

/// What two readings have to agree in: the day itself where one is read, and not only the weeks to it.
fn value_of(reading: &Reading) -> (Option<Date>, Option<&Answer>) {
    match &reading.found {
        Found::LastDay(day, _) => (Some(*day), None),
        _ => (None, answer_of(reading)),
    }
}

/// What the parts of a fact come to.
enum Together {
    Answer(Reading),
    Hint(Reading),
    Differ(Vec<Reading>),
}

fn together(catalogue: &Catalogue, fact: FactId, parts: &[&Reading]) -> Option<Together> {
    let first = *parts.first()?;
    let names = needed(catalogue, fact);
    let mut known: Vec<(&str, Span, &Reading)> = Vec::new();
    let mut differing: Vec<Reading> = Vec::new();
    for reading in parts {
        let Found::Part(name, span) = &reading.found else { continue };
        match known.iter().find(|(other, ..)| other == name) {
            None => known.push((name, *span, reading)),
            Some((_, other, earlier)) if other != span => {
                differing.extend([(*earlier).clone(), (*reading).clone()]);
            }
            Some(_) => {}
        }
    }
    if !differing.is_empty() {
        return Some(Together::Differ(differing));
    }
    // An answer that is the same for everyone is no hint.
    if known.is_empty() {
        return None;
    }
    let in_order: Vec<(&str, Option<Span>)> = (names.iter())
        .map(|name| (name.as_str(), known.iter().find(|(other, ..)| other == name).map(|(_, span, _)| *span)))
        .collect();
    let open: Vec<&str> = in_order.iter().filter(|(_, span)| span.is_none()).map(|(name, _)| *name).collect();
    let declared = catalogue.fact(fact);
    let is_sum = matches!(declared.answers, Answers::Number { .. });
    let said = |is_sum: bool| -> Vec<String> {
        let shown = |(name, span): &(&str, Option<Span>)| {
            let span = (*span)?;
            Some(if is_sum { format!("{name}: {span}") } else { format!("{name}: {}", yes_no(span)) })
        };
        in_order.iter().filter_map(shown).collect()
    };
    let mut says = said(is_sum).join(", ");
    if !open.is_empty() {
        says.push_str(&format!("; not answered: {}", open.join(", ")));
    }
    let from = From { says: says.clone(), ..places(known.iter().map(|(_, _, reading)| &reading.from))? };
    let with = |found: Found| Reading { fact, found, from: from.clone(), check: first.check.clone() };
    if !open.is_empty() {
        return Some(Together::Hint(with(Found::Hint(says))));
    }
    if is_sum {
        let sum = Span::sum(in_order.iter().filter_map(|(_, span)| *span));
        if !sum.decides_alike(catalogue, fact) {
            let text = format!("{sum} in all, and it matters which ({says})");
            return Some(Together::Hint(with(Found::Hint(text))));
        }
        let answer = declared.answer_named(&sum.least.to_string())?;
        let mut reading = with(Found::Answer(answer));
        if sum.least < sum.most {
            let range = format!("{sum} in all; no rule of this day turns on which. {}", reading.from.says);
            reading.from.says = range;
        }
        return Some(Together::Answer(reading));
    }
    let holding = in_order.iter().filter(|(_, span)| span.is_some_and(|span| span.least > 0));
    let mut values: Vec<u16> = holding.filter_map(|(name, _)| declared.value_named(name)).collect();
    values.sort_unstable();
    Some(Together::Answer(with(Found::Answer(Answer::AnyOf(values)))))
}

/// Where several things were read, as one: each file and shape once, with its fields, or how many they are.
fn places<'f>(all: impl Iterator<Item = &'f From>) -> Option<From> {
    let mut places: Vec<(From, Vec<&str>)> = Vec::new();
    for from in all {
        let same = |(other, _): &&mut (From, Vec<&str>)| {
            (other.file, &other.shape, other.date) == (from.file, &from.shape, from.date)
        };
        match places.iter_mut().find(same) {
            Some((_, fields)) if fields.contains(&from.field.as_str()) => {}
            Some((_, fields)) => fields.push(&from.field),
            None => places.push((from.clone(), vec![&from.field])),
        }
    }
    let mut places = places.into_iter().map(|(from, fields)| {
        let field = match fields.as_slice() {
            [first, _, _, ..] => format!("{first} and {} other fields", fields.len() - 1),
            few => few.join(" and "),
        };
        From { field, ..from }
    });
    let first = places.next()?;
    Some(From { also: places.collect(), ..first })
}

fn yes_no(span: Span) -> &'static str {
    if span.least > 0 { "yes" } else { "no" }
}

/// The parts that a fact needs: the items of a sum, or every value of a list that the catalogue can read.
fn needed(catalogue: &Catalogue, fact: FactId) -> Vec<String> {
    let declared = catalogue.fact(fact);
    if !declared.items.is_empty() {
        return declared.items.clone();
    }
    let rules = &catalogue.import;
    let readings = rules.shapes.iter().flat_map(|shape| &shape.readings).filter(|rule| rule.fact == fact);
    let mut named: Vec<&str> = Vec::new();
    for rule in readings {
        named.extend(rule.part.as_deref());
        let table = rule.table.filter(|_| rule.conversion == Conversion::Parts);
        let table = table.and_then(|at| rules.tables.get(usize::try_from(at).ok()?));
        named.extend(table.into_iter().flat_map(|table| &table.rows).filter_map(|row| row.value.as_deref()));
    }
    let values = declared.values().iter().map(|value| &value.key);
    values.filter(|key| named.contains(&key.as_str())).cloned().collect()
}
