//! Whoever a file is of is named nowhere.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{imported, order, section};
use crate::harness::{Ran, run};

/// Every value of a person in a file, by the keys that hold them; found here without the program's own list.
fn of_persons(json: &Value, key: &str, found: &mut Vec<String>) {
    const KEYS: [&str; 15] = [
        "forename",
        "surname",
        "familyName",
        "middleName",
        "middleNames",
        "preferredName",
        "previousSurname",
        "crn",
        "pnc",
        "noms",
        "nomsId",
        "probNumber",
        "prisNumber",
        "dateOfBirth",
        "offenderNo",
    ];
    match json {
        Value::Object(map) => map.iter().for_each(|(name, value)| of_persons(value, name, found)),
        Value::Array(list) => list.iter().for_each(|value| of_persons(value, key, found)),
        Value::String(text) if KEYS.contains(&key) && text.len() > 2 => found.push(text.clone()),
        _ => {}
    }
}

fn holds_no_person(content: &str, ran: &Ran) {
    let mut found = Vec::new();
    of_persons(&serde_json::from_str(content).unwrap_or_default(), "", &mut found);
    let written = format!("{}{}", ran.stdout, ran.stderr);
    for value in found {
        let at = written.match_indices(&value).find(|(at, _)| {
            let parted = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            parted(written[..*at].chars().next_back()) && parted(written[at + value.len()..].chars().next())
        });
        assert!(at.is_none(), "{value:?} in\n{written}");
    }
}

#[test]
fn no_name_date_of_birth_or_number_is_written_whatever_field_it_strays_into() {
    for stray in ["Quillfeather", "Z410077", "1994-02-17", "74/123456X"] {
        let person = format!(
            r#"{{"crn": "Z410077", "pnc": "74/123456X", "name": {{"forename": "Tamsin", "surname": "Quillfeather"}},
            "dateOfBirth": "1994-02-17", "sex": {{"code": "{stray}"}}, "region": {{"code": "{stray}", "description": "{stray}"}}}}"#
        );
        let section = section(&format!(
            r#""crn": "Z410077", "temperControl": "{stray}", "currentUse": "seen by {stray}", "SARA": {{"imminentRiskOfViolenceTowardsPartner": "{stray}"}}"#
        ));
        let order = order(&format!("{stray} Community Order"), "2027-02-01").replace("RAR", stray);
        let files = [("a.json", person.as_str()), ("b.json", &section), ("c.json", &order)];
        let ran = imported(&files).ran();
        holds_no_person(&person, &ran);
        assert!(
            !format!("{}{}", ran.stdout, ran.stderr).contains(stray),
            "{stray} in {}{}",
            ran.stdout,
            ran.stderr
        );
    }
}

/// Real answers of test systems, where they are at hand.
fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    let mut found = Vec::new();
    for folder in [folder.clone(), folder.join("plain"), folder.join("mpop")] {
        let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        found.extend(entries.filter(|path| path.is_file()));
    }
    found.sort();
    found
}

#[test]
fn every_sample_is_read_or_refused_with_a_word_and_names_nobody() {
    let samples = samples();
    if samples.is_empty() {
        eprintln!("skipped: there are no samples beside the project");
    }
    for sample in samples {
        let content = fs::read_to_string(&sample).unwrap();
        let ran = run(["import", "sample.json", "--as-of", "2025-01-06"]).file("sample.json", &content).ran();
        let name = sample.display();
        assert!(
            (0..=2).contains(&ran.status) && ran.stderr.contains("sample.json"),
            "{name}: {}",
            ran.stderr
        );
        assert!(!ran.stderr.contains("panicked"), "{name}: {}", ran.stderr);
        assert_eq!(ran.status == 2, ran.stdout.is_empty(), "{name}");
        holds_no_person(&content, &ran);
        for line in ran.stdout.lines().chain(ran.stderr.lines()) {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
        if ran.status != 2 {
            let planned = run(["--case", "case.toml", "--no-input"]).file("case.toml", &ran.stdout).ran();
            assert!(
                planned.status == 0 || planned.stderr.contains("has no answers in it"),
                "{name}: {}",
                planned.stderr
            );
        }
    }
}
