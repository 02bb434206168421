//! An NDJSON line read with care: every fault is found and named with its place.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::intake::{Intake, Key, Row};
use super::reject::Trouble;
use crate::case::answer::{Given, Separator};
use crate::text::wording::plain;

/// The entries of an object in the order written, each value as it stands in the line.
struct Entries<'l>(Vec<(String, &'l RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object such as {\"ref\": \"A1\", \"age\": 30}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// Reads one line into the row.
///
/// # Errors
///
/// Everything wrong with it, in order of place.
pub(super) fn line(intake: &Intake<'_>, line: &[u8], row: &mut Row) -> Result<(), Vec<Trouble>> {
    row.clear(&intake.template);
    let text = std::str::from_utf8(line).map_err(|error| {
        let column = String::from_utf8_lossy(line.get(..error.valid_up_to()).unwrap_or_default());
        vec![Trouble {
            column: Some(column.chars().count() + 1),
            ..Trouble::new("the row is not UTF-8", "save the file as UTF-8")
        }]
    })?;
    let entries: Entries<'_> = serde_json::from_str(text).map_err(|error| vec![syntax(text, &error)])?;
    let mut troubles = Vec::new();
    let mut seen: Vec<&str> = Vec::with_capacity(entries.0.len());
    for (name, raw) in &entries.0 {
        let trouble = |(reason, allowed): (String, String)| Trouble {
            column: column(text, raw.get()),
            key: Some(plain(name)),
            value: Some(plain(raw.get())),
            reason,
            allowed,
        };
        match intake.key(name) {
            Err(unknown) => troubles.push(Trouble { value: None, ..trouble(unknown) }),
            Ok(_) if seen.contains(&name.as_str()) => {
                let twice = (format!("`{}` is given twice", plain(name)), "give it once".to_owned());
                troubles.push(trouble(twice));
            }
            Ok(key) => {
                seen.push(name);
                if let Err(refused) = give(intake, row, key, raw.get()) {
                    troubles.push(trouble(refused));
                }
            }
        }
    }
    if troubles.is_empty()
        && let Err(trouble) = intake.finish(row)
    {
        troubles.push(trouble);
    }
    if troubles.is_empty() { Ok(()) } else { Err(troubles) }
}

/// Gives one value to its key. `null` is what programs write for an answer they have not got: unknown.
fn give(intake: &Intake<'_>, row: &mut Row, key: Key, raw: &str) -> Result<(), (String, String)> {
    let odd = Given::Odd(raw);
    match raw.bytes().next() {
        Some(b'n') => Ok(()),
        Some(b't') => intake.give(row, key, Given::Boolean(true), Separator::Comma),
        Some(b'f') => intake.give(row, key, Given::Boolean(false), Separator::Comma),
        Some(b'"') => match serde_json::from_str::<String>(raw) {
            Ok(text) => intake.give(row, key, Given::Text(&text), Separator::Comma),
            Err(_) => intake.give(row, key, odd, Separator::Comma),
        },
        Some(b'[') => match serde_json::from_str::<Vec<String>>(raw) {
            Ok(items) => {
                let items: Vec<&str> = items.iter().map(String::as_str).collect();
                intake.give(row, key, Given::List(&items), Separator::Comma)
            }
            Err(_) => intake.give(row, key, odd, Separator::Comma),
        },
        Some(b'{') if key == Key::Accept => accept(intake, row, raw),
        Some(b'0'..=b'9' | b'-') => match raw.parse() {
            Ok(number) => intake.give(row, key, Given::Integer(number), Separator::Comma),
            Err(_) => intake.give(row, key, odd, Separator::Comma),
        },
        _ => intake.give(row, key, odd, Separator::Comma),
    }
}

/// `accept` as a saved case has it: an object from offer to reason.
fn accept(intake: &Intake<'_>, row: &mut Row, raw: &str) -> Result<(), (String, String)> {
    let entries: Entries<'_> =
        serde_json::from_str(raw).map_err(|error| (error.to_string(), String::new()))?;
    for (offer, reason) in &entries.0 {
        let reason: String = serde_json::from_str(reason.get()).unwrap_or_default();
        intake.accept(row, offer, &reason)?;
    }
    Ok(())
}

/// What is wrong with a line that is not one JSON object.
fn syntax(text: &str, error: &serde_json::Error) -> Trouble {
    let bytes = error.column().saturating_sub(1).min(text.len());
    let before = String::from_utf8_lossy(text.as_bytes().get(..bytes).unwrap_or_default());
    let reason = match error.classify() {
        serde_json::error::Category::Eof => "the row ends in the middle: it is cut short",
        serde_json::error::Category::Data => "the row is not a JSON object",
        _ => "the row stops being JSON here",
    };
    Trouble {
        column: Some(before.chars().count() + 1),
        ..Trouble::new(reason, "one JSON object on each line, such as {\"ref\": \"A1\", \"age\": 30}")
    }
}

/// Where a part of a line starts, counted in characters from 1.
fn column(line: &str, part: &str) -> Option<usize> {
    let start = (part.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
    line.get(..start).map(|before| before.chars().count() + 1)
}
