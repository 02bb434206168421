//! A JSON Schema with which editors complete and check the files. Its keys are the loader's own.

use serde_json::{Map, Value, json};

use super::rule_test::TEST_KEYS;
use crate::catalogue::keys;

/// The schema of a file: that of an offer, `facts.toml` or `targets.toml`.
#[must_use]
pub fn schema(file: &str) -> Value {
    let mut definitions: Map<String, Value> =
        keys().into_iter().map(|(name, keys)| (name.to_owned(), table(name, keys))).collect();
    definitions.insert("test".to_owned(), table("test", TEST_KEYS));
    definitions.insert("source".to_owned(), citation());
    definitions.insert("note".to_owned(), table("note", &["says", "source"]));
    definitions.insert("length".to_owned(), table("length", &["when", "says"]));
    let root = match file {
        "facts" => {
            json!({"type": "object", "additionalProperties": false, "properties": {"fact": list("fact")}})
        }
        "targets" => {
            json!({"type": "object", "additionalProperties": false, "properties": {"target": list("target")}})
        }
        _ => json!({"$ref": "#/definitions/offer"}),
    };
    let mut schema =
        json!({"$schema": "http://json-schema.org/draft-04/schema#", "definitions": definitions});
    if let (Some(schema), Value::Object(root)) = (schema.as_object_mut(), root) {
        schema.extend(root);
    }
    schema
}

fn table(name: &str, keys: &[&str]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), property(name, key))).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn citation() -> Value {
    let one = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "heading"],
        "properties": {"id": {"type": "string"}, "heading": {"type": "string"}},
    });
    json!({"anyOf": [one.clone(), {"type": "array", "items": one}]})
}

fn list(name: &str) -> Value {
    json!({"type": "array", "items": refer(name)})
}

fn refer(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

/// What a key of a table takes.
fn property(table: &str, key: &str) -> Value {
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    match (table, key) {
        (_, "source") => refer("source"),
        (_, "when" | "present" | "not") => refer("condition"),
        ("condition", "all" | "any") => list("condition"),
        ("condition", "is") => json!({"anyOf": [{"type": "boolean"}, {"type": "string"}, texts()]}),
        (_, "availability" | "criterion" | "test" | "length" | "phase" | "conflict" | "note")
            if table == "offer" || key == "length" =>
        {
            list(key)
        }
        ("offer", "arrange") | ("conflict", "view") => list("note"),
        ("offer", "delivery" | "not-beside" | "vehicle") => refer(key),
        ("offer", "never-in-force") => refer("note"),
        ("criterion", "exception") => refer("exception"),
        ("vehicle", "one-of") => json!({"type": "array", "items": {"type": "object"}}),
        ("fact", "value") => json!({"type": "array", "items": {"type": "object"}}),
        ("test", "case" | "but") => json!({"type": "object"}),
        ("fact", "default" | "presume") => json!({}),
        (_, "from" | "until" | "as-of") => json!({"description": "a date such as 2026-04-01"}),
        (
            _,
            "option" | "alongside" | "assumed" | "planning-policy" | "always" | "unavailable" | "private",
        ) => {
            json!({"type": "boolean"})
        }
        (_, "sessions" | "weeks" | "minimum" | "maximum" | "basic" | "near" | "at-least" | "at-most") => {
            json!({"type": "integer", "minimum": 0})
        }
        (
            _,
            "short-names" | "targets" | "follows" | "prepares-for" | "regions" | "settings" | "kinds"
            | "with-included" | "without-included" | "includes" | "includes-none" | "also-once-included"
            | "without",
        ) => texts(),
        _ => json!({"type": "string"}),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use toml::de::{DeTable, DeValue};

    use super::*;
    use crate::embedded;

    fn resolve<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(name) => resolve(root, &root["definitions"][name.rsplit('/').next().unwrap()]),
            None => schema,
        }
    }

    /// What of a file the schema refuses.
    fn refused(root: &Value, schema: &Value, value: &DeValue<'_>, at: &str) -> Vec<String> {
        let schema = resolve(root, schema);
        if let Some(choices) = schema["anyOf"].as_array() {
            let each: Vec<Vec<String>> =
                choices.iter().map(|choice| refused(root, choice, value, at)).collect();
            return if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() };
        }
        let found = match value {
            DeValue::String(_) => "string",
            DeValue::Integer(_) => "integer",
            DeValue::Boolean(_) => "boolean",
            DeValue::Array(_) => "array",
            DeValue::Table(_) => "object",
            _ => "date",
        };
        // One table or text where a list is meant is a list of one to the loader; the shipped files write lists.
        if schema["type"].as_str().is_some_and(|wanted| wanted != found) {
            return vec![format!("{at} is {found}")];
        }
        match value {
            DeValue::Array(items) => {
                items.iter().flat_map(|item| refused(root, &schema["items"], item.get_ref(), at)).collect()
            }
            DeValue::Table(table) => inside(root, schema, table, at),
            _ => Vec::new(),
        }
    }

    fn inside(root: &Value, schema: &Value, table: &DeTable<'_>, at: &str) -> Vec<String> {
        let Some(properties) = schema["properties"].as_object() else { return Vec::new() };
        let each = table.iter().flat_map(|(key, value)| {
            let at = format!("{at}.{}", key.get_ref());
            match properties.get(key.get_ref().as_ref()) {
                Some(property) => refused(root, property, value.get_ref(), &at),
                None => vec![format!("{at} is not a key")],
            }
        });
        each.collect()
    }

    #[test]
    fn the_shipped_files_keep_to_the_schema() {
        let (files, texts) = embedded::files();
        let mut all = Vec::new();
        for file in &files {
            let kind = match file.path.as_str() {
                "facts.toml" => "facts",
                "targets.toml" => "targets",
                path if path.starts_with("offers/") => "offer",
                _ => continue,
            };
            let root = schema(kind);
            let (table, _) = DeTable::parse_recoverable(&texts.get(file.text).unwrap().content);
            all.extend(inside(&root, resolve(&root, &root), table.get_ref(), &file.path));
        }
        assert_eq!(all, Vec::<String>::new());
    }

    #[test]
    fn the_schemas_beside_the_files_are_those_of_the_program() {
        for file in ["offer", "facts", "targets"] {
            let path = format!("{}/catalogue/schema-{file}.json", env!("CARGO_MANIFEST_DIR"));
            let written = std::fs::read_to_string(path).unwrap();
            assert!(
                written == format!("{:#}\n", schema(file)),
                "run `goldenthread catalogue schema {file}` again"
            );
        }
    }

    #[test]
    fn every_key_that_the_loader_knows_is_in_the_schema() {
        let schema = schema("offer");
        for (name, keys) in keys() {
            for key in keys {
                assert!(schema["definitions"][name]["properties"][key].is_object(), "{name}.{key}");
            }
        }
    }
}
