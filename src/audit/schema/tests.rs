//! The schemas against the files and the loader.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;

use super::{names, schema};
use crate::catalogue::keys::FILES;
use crate::catalogue::{CatalogueFile, load};
use crate::embedded;
use crate::entry::keys::{KeyTakes, Keys};
use crate::entry::{Section, WrittenContent, parse};
use crate::text::source::Texts;

/// Whether a value keeps to a schema, as far as the schemas of the catalogue go.
fn keeps(root: &Value, schema: &Value, value: &WrittenContent) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        return keeps(root, &root["definitions"][name.rsplit('/').next().unwrap()], value);
    }
    let found = match value {
        WrittenContent::Text(_) => "string",
        WrittenContent::Whole(_) => "integer",
        WrittenContent::Odd { .. } => "number",
        WrittenContent::YesNo(_) => "boolean",
        WrittenContent::List(_) => "array",
        WrittenContent::Table(_) => "object",
        WrittenContent::Day(_) => "date",
    };
    let typed = schema["type"]
        .as_str()
        .is_none_or(|wanted| wanted == found || (wanted == "number" && found == "integer"));
    let any = |choices: &Vec<Value>| choices.iter().any(|choice| keeps(root, choice, value));
    typed
        && schema["anyOf"].as_array().is_none_or(any)
        && (schema["not"].is_null() || !keeps(root, &schema["not"], value))
        && schema["enum"].as_array().is_none_or(|known| known.iter().any(|known| equal(known, value)))
        && match value {
            WrittenContent::Whole(number) => {
                schema["minimum"].as_i64().is_none_or(|least| *number >= least)
                    && schema["maximum"].as_i64().is_none_or(|most| *number <= most)
            }
            WrittenContent::List(items) => {
                schema["maxItems"].as_u64().is_none_or(|most| items.len() as u64 <= most)
                    && items.iter().all(|item| keeps(root, &schema["items"], &item.content))
            }
            WrittenContent::Table(table) => schema["properties"].as_object().is_none_or(|properties| {
                table.keyed.iter().all(|keyed| {
                    let property = properties.get(&keyed.key);
                    property.is_some_and(|property| keeps(root, property, &keyed.item.content))
                })
            }),
            _ => true,
        }
}

fn equal(known: &Value, value: &WrittenContent) -> bool {
    match value {
        WrittenContent::Text(text) => known.as_str() == Some(text),
        WrittenContent::YesNo(yes) => known.as_bool() == Some(*yes),
        _ => false,
    }
}

/// What a text says.
fn said(content: &str) -> Section {
    let mut texts = Texts::default();
    let text = texts.add("a.toml", content);
    parse(&texts, text).expect(content).root
}

fn file_keeps(name: &str, content: &str) -> bool {
    let root = schema(name).unwrap();
    keeps(&root, &root, &WrittenContent::Table(said(content)))
}

/// The name of the schema of a file.
fn of_path(path: &str) -> &str {
    if path.starts_with("offers/") { "offer" } else { path.strip_suffix(".toml").unwrap() }
}

#[test]
fn the_shipped_files_keep_to_their_schemas_and_point_to_them() {
    let (files, texts) = embedded::files();
    for file in &files {
        let content = &texts.get(file.text).unwrap().content;
        let name = of_path(&file.path);
        let up = if name == "offer" { "../" } else { "" };
        assert!(content.starts_with(&format!("#:schema {up}schema-{name}.json\n")), "{}", file.path);
        assert!(file_keeps(name, content), "{}", file.path);
    }
}

#[test]
fn the_schemas_beside_the_files_are_those_of_the_program() {
    for name in names() {
        let path = format!("{}/catalogue/schema-{name}.json", env!("CARGO_MANIFEST_DIR"));
        let written = std::fs::read_to_string(path).unwrap();
        assert!(
            written == format!("{:#}\n", schema(name).unwrap()),
            "run `goldenthread catalogue schema {name}` again"
        );
    }
}

/// Every table that a file can hold.
fn tables() -> Vec<&'static Keys> {
    let mut all: Vec<&Keys> = FILES.to_vec();
    let mut at = 0;
    while let Some(table) = all.get(at) {
        for (_, takes) in table.keys {
            if let KeyTakes::One(inner)
            | KeyTakes::Many(inner)
            | KeyTakes::Always(inner)
            | KeyTakes::Apart(inner) = takes
                && !all.iter().any(|known| std::ptr::eq(*known, *inner))
            {
                all.push(inner);
            }
        }
        at += 1;
    }
    all
}

#[test]
fn every_table_has_a_name_and_every_key_of_it_is_in_the_schema() {
    let all = tables();
    for (index, table) in all.iter().enumerate() {
        assert!(all[..index].iter().all(|other| other.name != table.name), "{} is used twice", table.name);
        let holding = names().map(|name| schema(name).unwrap()).find_map(|root| {
            let own = (root["definitions"][table.name].is_object())
                .then(|| root["definitions"][table.name].clone());
            own.or_else(|| {
                FILES.iter().any(|file| file.name == table.name).then(|| schema(table.name).unwrap())
            })
        });
        let properties = holding.unwrap()["properties"].as_object().unwrap().clone();
        let keys: Vec<&str> = table.keys.iter().map(|(key, _)| *key).collect();
        let undeclared = properties.keys().filter(|key| !keys.contains(&key.as_str()));
        assert!(undeclared.into_iter().all(|key| key == "from" || key == "until"), "{}", table.name);
        assert!(keys.iter().all(|key| properties.contains_key(*key)), "{}", table.name);
    }
}

/// One value of each sort, right or wrong depending on the key.
const SAMPLES: [&str; 15] = [
    "true",
    "false",
    "3",
    "70000",
    "-1",
    "2.5",
    "\"words\"",
    "[]",
    "[\"words\"]",
    "[3]",
    "[3, 5]",
    "[true]",
    "{}",
    "[{}]",
    "2022-04-01",
];

#[test]
fn the_loader_and_the_schema_agree_on_every_sort_of_value_for_every_key() {
    let roots: Vec<Value> = FILES.iter().filter_map(|file| schema(file.name)).collect();
    for table in tables() {
        let holds = |(file, root): &(&&Keys, &Value)| {
            file.name == table.name || root["definitions"][table.name].is_object()
        };
        let (_, definitions) = FILES.iter().zip(&roots).find(holds).unwrap();
        for (key, takes) in table.keys {
            for sample in SAMPLES {
                let content = format!("it = {sample}");
                let parsed = said(&content);
                let item = parsed.get("it").unwrap();
                let loads = takes.fits(item);
                let property = super::property(*takes);
                // The words that a key takes are looked at after its type; and text is not told from a date.
                if matches!(takes, KeyTakes::Word(_) | KeyTakes::Day)
                    && matches!(item.content, WrittenContent::Text(_))
                {
                    continue;
                }
                let kept = keeps(definitions, &property, &item.content);
                assert_eq!(loads, kept, "{}.{key} = {sample}", table.name);
            }
        }
    }
}

/// For each file a line that is right, and what is wrong in its stead.
const SLIPS: &[(&str, &str, &str)] = &[
    ("policy.toml", "sessions-per-week = 1", "sessions-per-week = \"1\""),
    ("policy.toml", "sessions-per-week = 1", "sessions-a-week = 1"),
    ("policy.toml", "counts-rar-days = true", "counts-rar-days = \"yes\""),
    ("policy.toml", "role = \"main\"", "role = \"first\""),
    ("policy.toml", "[sequence]", "[sequences]"),
    ("sources.toml", "publisher = \"", "publishers = \""),
    ("sources.toml", "date = \"", "date = 2021 # \""),
    ("cautions.toml", "\nconsidered = true", "\nconsidered = 1"),
    ("cautions.toml", "planned = {", "planning = {"),
    ("cautions.toml", "\ncontradiction = true", "\ncontradictions = true"),
    ("facts.toml", "minimum = 0", "minimum = -1"),
    ("facts.toml", "type = \"number\"", "type = \"amount\""),
    ("targets.toml", "class = \"need\"", "class = \"wish\""),
    ("catalogue.toml", "review-by = ", "review-by = 20 # "),
    ("offers/moving-on.toml", "[delivery]", "[deliveries]"),
    ("offers/moving-on.toml", "targets = [", "targets = [3, "),
    ("offers/moving-on.toml", "from = 2022-04-01", "from = 2022"),
    ("offers/moving-on.toml", "when = { fact", "when = { facts"),
];

#[test]
fn a_file_with_an_unknown_key_or_a_wrong_type_is_refused_by_both() {
    let (files, shipped) = embedded::files();
    for (path, right, wrong) in SLIPS {
        let mut texts = Texts::default();
        let mut slipped = String::new();
        let files: Vec<CatalogueFile> = (files.iter())
            .map(|file| {
                let mut content = shipped.get(file.text).unwrap().content.clone();
                if file.path == *path {
                    assert!(content.contains(right), "{path} has no {right}");
                    content = content.replacen(right, wrong, 1);
                    slipped.clone_from(&content);
                }
                CatalogueFile { path: file.path.clone(), text: texts.add(file.path.clone(), content) }
            })
            .collect();
        let problems = load(&files, &texts).expect_err(wrong);
        let told = |code: &str| problems.iter().any(|problem| problem.code == code);
        assert!(told("unknown-key") || told("wrong-type") || told("unknown-name"), "{wrong}: {problems:?}");
        assert!(!file_keeps(of_path(path), &slipped), "{path}: {wrong}");
    }
}
