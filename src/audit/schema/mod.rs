//! A JSON Schema for each file, with which editors complete and check it. It is drawn from the loader's own declaration of keys.

use serde_json::{Map, Value, json};

use crate::catalogue::keys::FILES;
use crate::entry::dates;
use crate::entry::keys::{GREATEST_FIGURE, GREATEST_NUMBER, KeyTakes, Keys};

/// The files that have a schema, by its name.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|table| table.name)
}

/// The schema of a file, or nothing where none has that name.
#[must_use]
pub fn schema(file: &str) -> Option<Value> {
    let root = FILES.iter().find(|table| table.name == file)?;
    let mut definitions = Map::new();
    define_within(root, &mut definitions);
    define_dated(&mut definitions);
    let mut schema = object(root);
    schema["$schema"] = json!("http://json-schema.org/draft-04/schema#");
    schema["definitions"] = Value::Object(definitions);
    Some(schema)
}

/// Defines every table that stands in this one, and those within.
fn define_within(table: &Keys, definitions: &mut Map<String, Value>) {
    for (_, takes) in table.keys {
        if let KeyTakes::One(inner) | KeyTakes::Many(inner) | KeyTakes::Always(inner) | KeyTakes::Apart(inner) =
            takes
            && !definitions.contains_key(inner.name)
        {
            let mut inside = object(inner);
            if !matches!(takes, KeyTakes::Always(_)) {
                inside["properties"][dates::FROM] = property(KeyTakes::Day);
                inside["properties"][dates::UNTIL] = property(KeyTakes::Day);
            }
            definitions.insert(inner.name.to_owned(), inside);
            define_within(inner, definitions);
        }
    }
}

fn object(table: &Keys) -> Value {
    let properties: Map<String, Value> =
        table.keys.iter().map(|(key, takes)| ((*key).to_owned(), dated(*takes))).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// What a key takes: a value, or several with days of their own.
fn dated(takes: KeyTakes) -> Value {
    let inner = property(takes);
    let Some(name) = dated_name(takes) else { return inner };
    json!({"anyOf": [inner, {"type": "array", "items": {"$ref": format!("#/definitions/{name}")}}]})
}

/// The name of the table that holds such a value for a time; nothing where what a key takes has no days of its own.
fn dated_name(takes: KeyTakes) -> Option<&'static str> {
    match takes {
        KeyTakes::Text | KeyTakes::Word(_) => Some("dated-text"),
        KeyTakes::Texts => Some("dated-texts"),
        KeyTakes::Number | KeyTakes::Figure => Some("dated-number"),
        KeyTakes::YesNo => Some("dated-yes-no"),
        _ => None,
    }
}

/// Defines the tables that hold a value for a time.
fn define_dated(definitions: &mut Map<String, Value>) {
    for takes in [KeyTakes::Text, KeyTakes::Texts, KeyTakes::Number, KeyTakes::YesNo] {
        let day = property(KeyTakes::Day);
        let properties = json!({dates::VALUE: property(takes), dates::FROM: day, dates::UNTIL: day});
        let table = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": properties,
            "required": [dates::VALUE],
        });
        definitions.extend(dated_name(takes).map(|name| (name.to_owned(), table)));
    }
}

/// What a value of a key is. The schema keeps to the fourth draft, which every editor reads.
fn property(takes: KeyTakes) -> Value {
    let text = json!({"type": "string"});
    let texts = json!({"type": "array", "items": text});
    let yes_no = json!({"type": "boolean"});
    let number = |most: u32| json!({"type": "integer", "minimum": 0, "maximum": most});
    let refer = |table: &Keys| json!({"$ref": format!("#/definitions/{}", table.name)});
    match takes {
        KeyTakes::Text => text,
        KeyTakes::Word(words) => json!({"type": "string", "enum": words}),
        KeyTakes::Texts => json!({"anyOf": [texts, text]}),
        KeyTakes::Number => number(GREATEST_NUMBER),
        KeyTakes::Figure => number(GREATEST_FIGURE),
        KeyTakes::Rising => json!({"type": "array", "items": number(GREATEST_NUMBER), "uniqueItems": true}),
        KeyTakes::YesNo => yes_no,
        KeyTakes::Yes => json!({"type": "boolean", "enum": [true]}),
        // Editors differ on what type a date of TOML has; on what it has not they agree.
        KeyTakes::Day => json!({
            "description": "a date such as 2026-04-01",
            "not": {"anyOf": [{"type": "boolean"}, {"type": "number"}, {"type": "array"}, {"type": "object"}]},
        }),
        KeyTakes::Value => json!({"anyOf": [texts, text, yes_no]}),
        KeyTakes::Answer => json!({"anyOf": [yes_no, text, {"type": "array", "maxItems": 0}]}),
        KeyTakes::Answers => json!({"type": "object"}),
        KeyTakes::Anything => json!({}),
        KeyTakes::One(table) | KeyTakes::Many(table) | KeyTakes::Always(table) | KeyTakes::Apart(table) => {
            json!({"anyOf": [{"type": "array", "items": refer(table)}, refer(table)]})
        }
    }
}

#[cfg(test)]
mod tests;
