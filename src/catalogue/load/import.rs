//! How other systems' answers are read, as written.

use super::names::{Names, UsedIds, position, resolve};
use crate::catalogue::fact::{Answers, Fact};
use crate::catalogue::import::{
    Conversion, FieldReading, Identifier, ImportRules, PrivateKeys, Shape, WordRow, WordTable,
};
use crate::catalogue::import_path::{Path, Requirement, Spot};
use crate::entry::{Fields, PlacedText};
use crate::text::problem::Problem;
use crate::text::wording::folded;

/// Everything in `import.toml`.
pub(super) fn rules(file: &Fields<'_>, names: &Names) -> ImportRules {
    let tables: Vec<WordTable> = tables(file);
    let mut used = UsedIds::default();
    let shapes = file.tables("shape");
    let shapes = shapes.iter().map(|entry| {
        let id = entry.id("id");
        used.add(entry.faults(), &id, entry.place());
        shape(entry, id, &tables, names)
    });
    ImportRules {
        shapes: shapes.collect(),
        identifiers: (file.tables("same-person").iter())
            .map(|entry| Identifier { name: entry.required_text("name"), at: all(entry, "at", Path::read) })
            .collect(),
        private: (file.tables("never-written").iter())
            .map(|entry| PrivateKeys { name: entry.required_text("name"), keys: texts(entry, "keys") })
            .collect(),
        tables,
    }
}

fn texts(entry: &Fields<'_>, key: &str) -> Vec<String> {
    entry.list(key).into_iter().map(|placed| placed.text).collect()
}

/// Everything under a key, made of its texts; what cannot be made is noted.
fn all<T>(entry: &Fields<'_>, key: &str, read: fn(&str) -> Result<T, String>) -> Vec<T> {
    entry.list(key).iter().filter_map(|placed| made(entry, placed, read)).collect()
}

fn one<T>(entry: &Fields<'_>, key: &str, read: fn(&str) -> Result<T, String>) -> Option<T> {
    entry.placed(key).and_then(|placed| made(entry, &placed, read))
}

fn made<T>(entry: &Fields<'_>, placed: &PlacedText, read: fn(&str) -> Result<T, String>) -> Option<T> {
    let refused = |why| {
        let help = "a path is keys parted by dots, with `[]` for each entry of a list";
        entry.faults().report(Problem::new("bad-path", why).at(placed.place).help(help));
    };
    read(&placed.text).map_err(refused).ok()
}

fn tables(file: &Fields<'_>) -> Vec<WordTable> {
    let mut used = UsedIds::default();
    let entries = file.tables("table");
    let tables = entries.iter().map(|entry| {
        let id = entry.id("id");
        used.add(entry.faults(), &id, entry.place());
        let folded = |row: &Fields<'_>, key: &str| texts(row, key).iter().map(|text| folded(text)).collect();
        let rows = entry.tables("row");
        let rows = rows.iter().map(|row| WordRow {
            is: folded(row, "is"),
            begins: folded(row, "begins"),
            contains: folded(row, "contains"),
            value: row.text("means"),
            to: row.number("to"),
            unanswered: row.yes("unanswered"),
        });
        WordTable { id, rows: rows.collect() }
    });
    tables.collect()
}

fn shape(entry: &Fields<'_>, id: String, tables: &[WordTable], names: &Names) -> Shape {
    let shape = Shape {
        id,
        name: entry.required_text("name"),
        has: all(entry, "has", Path::read),
        has_any: all(entry, "has-any", Path::read),
        lacks: all(entry, "lacks", Path::read),
        within: all(entry, "within", Path::read),
        status: one(entry, "status", Spot::read),
        complete: texts(entry, "complete").iter().map(|text| folded(text)).collect(),
        date: one(entry, "date", Spot::read),
        every: entry.yes("every"),
        nothing: entry.text("nothing"),
        readings: entry.tables("reading").iter().filter_map(|entry| reading(entry, tables, names)).collect(),
    };
    if !entry.has("has") && !entry.has("has-any") {
        entry.faults().report(
            Problem::new("missing-key", "nothing says how this shape is known")
                .at(entry.place())
                .help("add `has = [\"…\"]`, the paths that it always has"),
        );
    }
    shape
}

fn reading(entry: &Fields<'_>, tables: &[WordTable], names: &Names) -> Option<FieldReading> {
    let written = entry.required_placed("fact")?;
    let id = resolve(entry.faults(), "fact", &written, names.facts())?;
    let fact = names.vocabulary.fact(id);
    let conversion = conversion(entry)?;
    let table = entry.placed("table").and_then(|written| {
        let known: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
        position(entry.faults(), "table", &written, known.iter().copied())
    });
    let reading = FieldReading {
        fact: id,
        part: entry.text("part"),
        at: all(entry, "at", Spot::read),
        conversion,
        table: table.and_then(|at| u32::try_from(at).ok()),
        value: entry.text("answer"),
        when: all(entry, "when", Requirement::read),
        unless: all(entry, "unless", Requirement::read),
        after: all(entry, "after", Path::read),
        not_after: all(entry, "not-after", Path::read),
        leave_out: all(entry, "leave-out", Requirement::read),
        unavailable_with: all(entry, "unavailable-with", Path::read),
        threshold: one(entry, "threshold", Path::read),
        absent_at: one(entry, "absent-at", Spot::read),
        tool: entry.text("tool"),
        check: entry.text("check"),
        hint: entry.yes("hint") || conversion == Conversion::Text,
        says: entry.text("says"),
    };
    check(entry, &reading, fact, table.and_then(|at| tables.get(at)));
    Some(reading)
}

fn conversion(entry: &Fields<'_>) -> Option<Conversion> {
    let written = entry.required_placed("as")?;
    let known = Conversion::ALL.map(|(name, _)| name);
    let at = position(entry.faults(), "way of reading", &written, known)?;
    Conversion::ALL.get(at).map(|(_, conversion)| *conversion)
}

/// Notes what a reading lacks, and what its fact does not take.
fn check(entry: &Fields<'_>, reading: &FieldReading, fact: &Fact, table: Option<&WordTable>) {
    let note = |code, message: String, help: &str| {
        entry.faults().report(Problem::new(code, message).at(entry.place()).help(help));
    };
    let missing =
        |key: &str| note("missing-key", format!("`{key}` is missing"), "this way of reading needs it");
    if reading.conversion.needs_table() && !entry.has("table") {
        missing("table");
    }
    match reading.conversion {
        Conversion::Given if reading.value.is_none() => missing("answer"),
        Conversion::Given => {}
        Conversion::Reaches if reading.threshold.is_none() => missing("threshold"),
        _ if !entry.has("at") => missing("at"),
        _ => {}
    }
    let fits = match (reading.conversion, &fact.answers) {
        (
            Conversion::Number | Conversion::Score | Conversion::Age | Conversion::LastDay | Conversion::Days,
            answers,
        ) => matches!(answers, Answers::Number { .. }),
        (Conversion::List | Conversion::Parts | Conversion::Reaches, answers) => {
            matches!(answers, Answers::AnyOf(_))
        }
        (Conversion::Highest, answers) => matches!(answers, Answers::OneOf(_)),
        _ => true,
    };
    if !fits {
        note(
            "impossible-answer",
            format!("`{}` cannot be read so", fact.key),
            "look at its type in facts.toml",
        );
    }
    if let Some(part) = &reading.part
        && !fact.items.contains(part)
        && fact.value_named(part).is_none()
    {
        let message = format!("`{part}` is no part of `{}`", fact.key);
        note("unknown-name", message, "a part is one of its items, or one of its values");
    }
    // Where a value is only shown, its table says which values are worth showing.
    let table = table.filter(|_| reading.conversion != Conversion::Text);
    let words = table.into_iter().flat_map(|table| &table.rows).filter_map(|row| row.value.as_deref());
    for word in words.chain(reading.value.as_deref()) {
        let is_answer = match (&reading.part, reading.conversion) {
            (Some(part), _) if fact.items.contains(part) => word.parse::<u32>().is_ok(),
            (Some(_), _) => matches!(word, "yes" | "no"),
            (None, _) => fact.answer_named(word).is_some(),
        };
        if !is_answer {
            let message = format!("`{}` cannot be `{word}`", fact.key);
            note("impossible-answer", message, &format!("it is {}", fact.allowed()));
        }
    }
}
