//! What is said of files that were read: plain words, what, where, and what to do.

use super::document::Document;
use super::json::Json;
use super::reading::{Found, From, Reading};
use super::{ImportFile, Imported, Recognised};
use crate::catalogue::{Answers, Catalogue, Fact, FactId, ImportRules};
use crate::text::problem::Problem;
use crate::text::wording::{capital, count, day, folded, list, plain};
use crate::text::wrap;

/// The columns of a message.
const WIDTH: usize = 78;

/// A file that is not JSON. Its text is not shown, for it may name somebody.
pub(super) fn not_json(file: &ImportFile, content: &str, error: &serde_json::Error) -> Problem {
    let name = plain(&file.name);
    if content.trim().is_empty() {
        return Problem::new("not-json", format!("`{name}` is empty")).help("export it again");
    }
    if error.is_eof() {
        let message = format!("`{name}` is cut short: it ends in the middle of something");
        return Problem::new("not-json", message).help("export it again, and take the whole of it");
    }
    let (line, column) = (error.line(), error.column());
    let twice = error.to_string().starts_with("the same key is given twice");
    let (what, help) = if twice {
        ("says the same thing twice", "export it again; what it says is not clear")
    } else {
        ("is not JSON", "only JSON can be imported: one answer of a system to a file")
    };
    Problem::new("not-json", format!("`{name}` {what}, at line {line}, column {column}")).help(help)
}

/// Files in which nothing says whose they are.
///
/// # Errors
///
/// Where files are of two persons.
pub(super) fn one_person(
    rules: &ImportRules,
    names: &[String],
    roots: &[Json],
    documents: &[Vec<Document<'_>>],
) -> Result<Vec<usize>, Problem> {
    let mut has_any = vec![false; roots.len()];
    for identifier in &rules.identifiers {
        let mut first: Option<(usize, String)> = None;
        for (file, root) in roots.iter().enumerate() {
            let inside = documents.get(file).into_iter().flatten().map(|document| &document.json);
            let tops = std::iter::once(root).chain(root.entries()).chain(inside);
            let at = |json: &Json| -> Vec<String> {
                identifier.at.iter().flat_map(|path| json.at(path)).filter_map(|value| value.text()).collect()
            };
            for value in tops.flat_map(at) {
                let value = folded(&value).replace('-', "");
                if let Some(has_any) = has_any.get_mut(file) {
                    *has_any = true;
                }
                match &first {
                    None => first = Some((file, value)),
                    Some((other, earlier)) if *earlier != value => {
                        return Err(two_persons(names, *other, file, &identifier.name));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    let nameless = has_any.iter().enumerate().filter(|(_, has)| !**has).map(|(file, _)| file);
    Ok(if roots.len() > 1 { nameless.collect() } else { Vec::new() })
}

fn two_persons(names: &[String], one: usize, other: usize, by: &str) -> Problem {
    let name = |file: usize| names.get(file).map_or("", String::as_str);
    let message = if one == other {
        format!("`{}` is of more than one person: there is more than one {by} in it", name(one))
    } else {
        format!("`{}` and `{}` are of two persons: the {by} is not the same", name(one), name(other))
    };
    Problem::new("two-persons", message).help("import the files of one person at a time")
}

/// Where something was read.
#[must_use]
pub fn place(from: &From, files: &[String]) -> String {
    let file = files.get(from.file).map_or("", String::as_str);
    let date = from.date.map_or_else(|| "undated".to_owned(), day);
    let field = if from.field.is_empty() { String::new() } else { format!("{} in ", from.field) };
    let also: String = from.also.iter().map(|also| format!("; {}", place(also, files))).collect();
    format!("{field}{file} ({}, {date}){also}", from.shape)
}

/// What stands where something was read, and the tool that made it.
fn says(reading: &Reading, fact: &Fact) -> String {
    let says = &reading.from.says;
    let is_score =
        matches!(&fact.answers, Answers::Number { .. }) && !matches!(reading.found, Found::LastDay(..));
    let rounded = is_score && says.parse::<f64>().is_ok_and(|number| number.fract() != 0.0);
    let rounded = if rounded { " (rounded down)" } else { "" };
    let tool = reading.from.tool.as_ref().map_or_else(String::new, |tool| format!("{tool} "));
    match says.as_str() {
        "" => tool.trim_end().to_owned(),
        says => format!("{tool}“{says}”{rounded}"),
    }
}

/// What an answer rests on, in one line.
#[must_use]
pub fn rests_on(reading: &Reading, fact: &Fact, files: &[String]) -> String {
    let says = says(reading, fact);
    let check = reading.check.as_ref().map_or_else(String::new, |check| format!(". {check}"));
    let parted = if says.is_empty() { "" } else { ", " };
    format!("{says}{parted}{}{check}", place(&reading.from, files))
}

/// What hints to a fact say, or what differs.
#[must_use]
pub fn hint(catalogue: &Catalogue, fact: FactId, readings: &[Reading], files: &[String]) -> String {
    let declared = catalogue.fact(fact);
    let one = |reading: &Reading| match &reading.found {
        Found::Hint(text) => format!("{text} [{}]", place(&reading.from, files)),
        Found::Answer(answer) | Found::LastDay(_, answer) => {
            format!("{} [{}]", declared.spoken(answer), rests_on(reading, declared, files))
        }
        Found::Part(part, span) => format!("{part}: {span} [{}]", rests_on(reading, declared, files)),
        Found::OpenPart(_) => String::new(),
    };
    readings.iter().map(one).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

/// What is said of an import beside its result, without what is still to be asked.
#[must_use]
pub fn messages(catalogue: &Catalogue, imported: &Imported) -> String {
    let mut out = String::new();
    for (file, told) in imported.files.iter().zip(&imported.recognised) {
        if told.is_empty() {
            let text = format!("{file}: not read. It is JSON, but of no shape that is known here. {KNOWN}");
            wrap::paragraph(&mut out, &text, WIDTH, 0, 2);
        }
        for one in told {
            wrap::paragraph(&mut out, &format!("{file}: {}", recognised(one)), WIDTH, 0, 2);
        }
    }
    let counts = [
        (imported.hints.len(), "hint", "to confirm"),
        (imported.differing.len(), "answer", "left open because what is said differs"),
        (imported.unread.len(), "value", "not read"),
    ];
    let others = counts.iter().filter(|(number, ..)| *number > 0);
    let others = others.map(|(number, noun, what)| format!("{} {what}", count(*number, noun)));
    let all = std::iter::once(count(imported.answers.len(), "answer") + " read").chain(others);
    wrap::paragraph(&mut out, &format!("{}.", list(&all.collect::<Vec<_>>())), WIDTH, 0, 0);
    section(&mut out, "Left open, because what is said differs. Find out which is right:", || {
        let differing = imported.differing.iter();
        differing.map(|(fact, readings)| line(catalogue, *fact, readings, &imported.files)).collect()
    });
    section(&mut out, "Not read, and left open. Look it up, and give the answer yourself:", || {
        let unread = imported.unread.iter().map(|unread| {
            let says = if unread.from.says.is_empty() {
                String::new()
            } else {
                format!("“{}”: ", unread.from.says)
            };
            let name = capital(&catalogue.fact(unread.fact).name);
            format!("{name}: {says}{} [{}]", unread.why, place(&unread.from, &imported.files))
        });
        unread.collect()
    });
    section(&mut out, "Hints, which answer nothing until somebody confirms them:", || {
        imported
            .hints
            .iter()
            .map(|(fact, readings)| line(catalogue, *fact, readings, &imported.files))
            .collect()
    });
    if !imported.not_written.is_empty() {
        let text = format!("Found, and not written anywhere: {}.", list(&imported.not_written));
        wrap::paragraph(&mut out, &text, WIDTH, 0, 0);
    }
    if !imported.nameless.is_empty() {
        let names: Vec<&str> = imported
            .nameless
            .iter()
            .filter_map(|file| imported.files.get(*file))
            .map(String::as_str)
            .collect();
        let text = format!(
            "Nothing in {} says whose it is: make sure that all files are of the same person.",
            list(&names)
        );
        wrap::paragraph(&mut out, &text, WIDTH, 0, 0);
    }
    out
}

const KNOWN: &str = "Export one answer of one system, as it is; the README names what can be read.";

fn recognised(one: &Recognised) -> String {
    match one {
        Recognised::Read(shape) => format!("read as {shape}."),
        Recognised::Empty(shape) => {
            format!("recognised as {shape}. Nothing taken: what it says answers no question on this day.")
        }
        Recognised::HoldsNothing(shape, why) => format!("recognised as {shape}. Nothing taken: {why}"),
        Recognised::NotComplete(shape, status) => {
            format!(
                "recognised as {shape}, and not read: it is not complete but “{status}”. Export a complete assessment."
            )
        }
        Recognised::Older(shape) => format!("an older one in the same file is not read ({shape})."),
    }
}

fn line(catalogue: &Catalogue, fact: FactId, readings: &[Reading], files: &[String]) -> String {
    format!("{}: {}", capital(&catalogue.fact(fact).name), hint(catalogue, fact, readings, files))
}

fn section(out: &mut String, heading: &str, lines: impl FnOnce() -> Vec<String>) {
    let lines = lines();
    if lines.is_empty() {
        return;
    }
    wrap::paragraph(out, heading, WIDTH, 0, 0);
    for text in lines {
        wrap::paragraph(out, &format!("- {text}"), WIDTH, 2, 2);
    }
}
