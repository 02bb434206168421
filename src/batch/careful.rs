//! An NDJSON line read with care: every fault is found and named with its place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::reject::{RowRefusal, first_told, start_of};
use super::row::{Row, RowRules};
use crate::case::given::{Given, GivenItem, GivenPair, GivenValue};
use crate::case::{MOST_TOLD, Refusal};
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
pub(super) fn line(rules: &RowRules<'_>, line: &[u8], row: &mut Row) -> Result<(), Vec<RowRefusal>> {
    row.clear(rules);
    let text = std::str::from_utf8(line).map_err(|error| {
        let before = String::from_utf8_lossy(line.get(..error.valid_up_to()).unwrap_or_default());
        let column = before.chars().count() + 1;
        let refusal = Refusal::new("not-utf-8", "the row is not UTF-8", Some(column));
        vec![refusal.allowed("save the file as UTF-8")]
    })?;
    let entries: Entries<'_> = serde_json::from_str(text).map_err(|error| vec![syntax(text, &error)])?;
    let mut unknown = Vec::new();
    let mut untold = 0;
    let known = entries.0.iter().enumerate().filter_map(|(place, (name, raw))| match rules.key(name) {
        Ok(key) => Some(Given { key: key?, value: value(raw.get(), place), place }),
        Err(unknown_key) => {
            if unknown.len() < MOST_TOLD {
                unknown.push(unknown_key().at(|()| place));
            } else {
                untold += 1;
            }
            None
        }
    });
    let mut refusals = rules.read(known, row);
    refusals.append(&mut unknown);
    if refusals.is_empty() {
        refusals.extend(rules.settle(row).err());
    }
    if refusals.is_empty() {
        return Ok(());
    }
    let refusals = first_told(refusals, untold);
    Err(refusals.into_iter().map(|refusal| placed(refusal, text, &entries)).collect())
}

/// A refusal with the column of the entry that it is about, and the entry as it stands in the line.
fn placed(refusal: Refusal<usize>, line: &str, entries: &Entries<'_>) -> RowRefusal {
    let entry = entries.0.get(refusal.place);
    let has_value = refusal.code != "unknown-key";
    let refusal = refusal.at(|place| entries.0.get(place).and_then(|(_, raw)| column(line, raw.get())));
    let Some((name, raw)) = entry else { return refusal };
    let value = has_value.then(|| plain(start_of(raw.get())).into());
    RowRefusal { value, ..refusal.about_key(plain(name)) }
}

/// A value of JSON. `null` is what programs write for an answer they have not got.
fn value(raw: &str, place: usize) -> GivenValue<'_, usize> {
    let read = match raw.bytes().next() {
        Some(b'n') => Some(GivenValue::Nothing),
        Some(b't') => Some(GivenValue::Boolean(true)),
        Some(b'f') => Some(GivenValue::Boolean(false)),
        Some(b'"') => text(raw).map(GivenValue::Text),
        Some(b'[') => serde_json::from_str(raw).ok().map(|items: Vec<&RawValue>| {
            let item = |item: &&RawValue| {
                let text = text(item.get()).map(|text| Cow::Owned(text.into_owned()));
                GivenItem { text: text.ok_or(kind(item.get())), place }
            };
            GivenValue::List(items.iter().map(item).collect())
        }),
        Some(b'{') => serde_json::from_str(raw).ok().map(|entries: Entries<'_>| {
            let pair = |(name, says): (String, &RawValue)| GivenPair {
                name: name.into(),
                says: text(says.get()).unwrap_or_default().into_owned().into(),
                place,
            };
            GivenValue::Table(entries.0.into_iter().map(pair).collect())
        }),
        _ => raw.parse().ok().map(GivenValue::Integer),
    };
    read.unwrap_or(GivenValue::Odd(raw.into()))
}

/// A string of JSON.
fn text(raw: &str) -> Option<Cow<'_, str>> {
    serde_json::from_str::<String>(raw).ok().map(Cow::Owned)
}

/// What JSON calls a value of this type.
fn kind(raw: &str) -> &'static str {
    match raw.bytes().next() {
        Some(b'n') => "null",
        Some(b't' | b'f') => "boolean",
        Some(b'"') => "string",
        Some(b'[') => "array",
        Some(b'{') => "object",
        _ => "number",
    }
}

/// What is wrong with a line that is not one JSON object.
fn syntax(text: &str, error: &serde_json::Error) -> RowRefusal {
    let bytes = error.column().saturating_sub(1).min(text.len());
    let before = String::from_utf8_lossy(text.as_bytes().get(..bytes).unwrap_or_default());
    let reason = match error.classify() {
        serde_json::error::Category::Eof => "the row ends in the middle: it is cut short",
        serde_json::error::Category::Data => "the row is not a JSON object",
        _ => "the row stops being JSON here",
    };
    Refusal::new("not-json", reason, Some(before.chars().count() + 1))
        .allowed("one JSON object on each line, such as {\"ref\": \"A1\", \"age\": 30}")
}

/// Where a part of a line starts, counted in characters from 1.
fn column(line: &str, part: &str) -> Option<usize> {
    let start = (part.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
    line.get(..start).map(|before| before.chars().count() + 1)
}
