//! Rules are data: what changes in TOML alone, and that nothing about a particular offer, need or fact is written in Rust.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use goldenthread::embedded;

use crate::small::{Files, files, offer};
use crate::world::World;

fn shipped() -> Files {
    let (files, texts) = embedded::files();
    let content = |text: u32| texts.get(text).unwrap().content.clone();
    Files(files.into_iter().map(|file| (file.path, content(file.text))).collect::<BTreeMap<_, _>>())
}

const CASE: &str =
    "region = \"wales\"\nsentence = \"community-order\"\nremote-only = false\ngender = \"male\"\nage = 30\n";

#[test]
fn a_new_fact_target_and_offer_work_with_no_change_of_code() {
    let world = shipped()
        .append(
            "facts.toml",
            r#"
[[fact]]
key = "plays-chess"
name = "Plays chess"
group = "The person"
question = "Does the person play chess?"
type = "yes-no"
help = "Whether the person plays."
find = "Ask the person."
change = "fixed"
source = { id = "planning-policy", heading = "Advice" }"#,
        )
        .append(
            "targets.toml",
            r#"
[[target]]
id = "patience"
name = "patience"
plain = "to wait for the right moment"
class = "need"
present = { fact = "plays-chess", is = false }
source = { id = "planning-policy", heading = "Advice" }"#,
        )
        .replace("catalogue.toml", "offers = [", "offers = [\n  \"chess-club\",")
        .append(
            "offers/chess-club.toml",
            r#"
id = "chess-club"
name = "Chess Club"
short-names = ["CHESS"]
kind = "toolkit"
audience = "Adults"
summary = "Teaches to think ahead."
plain-name = "Chess Club"
plain = "You will learn to play."
targets = ["patience"]
source = { id = "planning-policy", heading = "Advice" }

[[availability]]
from = 2022-01-01
source = { id = "planning-policy", heading = "Advice" }

[delivery]
sessions = 4
format = "One to one"
source = { id = "planning-policy", heading = "Advice" }

[[criterion]]
id = "old-enough"
says = "The person is 21 or over."
when = { fact = "age", at-least = 21 }
planning-policy = true
source = { id = "planning-policy", heading = "Advice" }"#,
        )
        .world();
    let plan = world.plan(&format!("{CASE}plays-chess = false"));
    assert_eq!(plan.of("chess-club"), "include meets-criteria");
    assert_eq!(plan.steps(), ["core chess-club 1-4"]);
    assert_eq!(plan.0["answers"]["plays-chess"], false);
    assert_eq!(world.plan(&format!("{CASE}plays-chess = true")).of("chess-club"), "exclude no-need");
    let young = CASE.replace("age = 30", "age = 20");
    assert_eq!(world.plan(&format!("{young}plays-chess = false")).of("chess-club"), "exclude not-eligible");
    let open = world.plan(CASE);
    assert_eq!(open.missing("chess-club"), ["plays-chess"]);
    assert!(open.list("questions").contains(&"plays-chess"));
    assert_eq!(world.offer("chess"), world.offer("chess-club"), "its short name, in any case");
    let away = world.plan(&format!("{CASE}plays-chess = false\ncannot-access = [\"chess\"]"));
    assert_eq!(away.of("chess-club"), "exclude not-available");
    assert_eq!(away.list("unmet"), ["patience"]);
}

#[test]
fn a_new_criterion_of_an_offer_takes_effect_and_is_listed() {
    let world = shipped()
        .append(
            "offers/creating-positive-connections.toml",
            r#"
[[criterion]]
id = "speaks-without-interpreter"
says = "Sessions need no interpreter."
when = { fact = "interpreter", is = false }
planning-policy = true
source = { id = "planning-policy", heading = "Advice" }"#,
        )
        .world();
    let case = format!("{CASE}needs = [\"social-capital\"]\n");
    assert_eq!(World::shipped().plan(&case).of("creating-positive-connections"), "include meets-criteria");
    assert_eq!(world.plan(&case).missing("creating-positive-connections"), ["interpreter"]);
    let plan = world.plan(&format!("{case}interpreter = true"));
    assert_eq!(plan.of("creating-positive-connections"), "exclude not-eligible");
    assert!(
        plan.because("creating-positive-connections")
            .contains(&"speaks-without-interpreter not-met".to_owned())
    );
    assert_ne!(world.catalogue.digest, World::shipped().catalogue.digest);
}

#[test]
fn planning_figures_are_the_policys() {
    let offers = [
        offer("home", "service", &["housing"]).takes("weeks = 12"),
        offer("group", "programme", &["anger"]).takes("sessions = 9"),
    ];
    let case = "region = \"north\"\nsentence = \"order\"\nneeds = [\"anger\", \"housing\"]\noffence = []\n";
    let world = files(&offers)
        .replace("policy.toml", "weeks-before-core = 4", "weeks-before-core = 7")
        .replace("policy.toml", "sessions-per-week = 1", "sessions-per-week = 3")
        .world();
    assert_eq!(world.plan(case).steps(), ["stabilise home 1-12", "core group 8-10"]);
}

#[test]
fn precedence_is_the_order_of_the_kinds() {
    let text = include_str!("small/policy.toml");
    let (toolkit, tag) =
        (text.find("[[kind]]\nid = \"toolkit\"").unwrap(), text.find("[[kind]]\nid = \"tag\"").unwrap());
    let first = text.find("[[kind]]").unwrap();
    let moved = [&text[..first], &text[toolkit..tag], &text[first..toolkit], &text[tag..]].concat();
    let mut files = files(&[offer("group", "programme", &["anger"]), offer("kit", "toolkit", &["anger"])]);
    files.0.insert("policy.toml".to_owned(), moved);
    let plan =
        files.world().plan("region = \"north\"\nsentence = \"order\"\nneeds = [\"anger\"]\noffence = []");
    assert_eq!(plan.of("kit"), "include meets-criteria");
    assert_eq!(plan.displaced_by("group"), ["kit"]);
}

/// Words that are keys of the catalogue's own form, and happen to be keys of facts too.
const KEYS_OF_THE_FORM: [&str; 6] = ["region", "sentence", "stage", "rar-days", "completed", "needs"];

#[test]
fn no_offer_target_or_fact_is_named_in_the_code() {
    let catalogue = &World::shipped().catalogue;
    let offers = catalogue.offers.iter().map(|offer| offer.id.as_str());
    let targets = catalogue.targets.iter().map(|target| target.id.as_str());
    let names: Vec<String> = offers
        .chain(targets)
        .chain(catalogue.vocabulary.keys())
        .filter(|name| !KEYS_OF_THE_FORM.contains(name))
        .map(|name| format!("\"{name}\""))
        .collect();
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.extend((!path.ends_with("tests")).then_some(path));
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                for line in code.filter(|line| names.iter().any(|name| line.contains(name.as_str()))) {
                    found.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
