use serde_json::Value;

use crate::harness::{Ran, Run, run};

/// What `check`, `schema` and `new` say.
mod checking;
/// Two catalogues, or two days of one.
mod comparing;
/// Who has a need that no offer meets, and which offers compete.
mod gaps;

/// The files of two offers, and the day that the catalogue was checked.
const TSP: &str = "offers/thinking-skills-programme.toml";
const BBR: &str = "offers/building-better-relationships.toml";
const DAY: &str = "2022-12-01";

/// A run that finds something: status 1, and nothing on standard error.
#[track_caller]
fn found(run: Run) -> Ran {
    let ran = run.ran();
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{}", ran.stdout);
    ran
}

/// A page is wrapped, so a text is looked for with its lines joined.
fn joined(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds(ran: &Ran, texts: &[&str]) {
    for text in texts {
        assert!(joined(&ran.stdout).contains(text), "no {text:?} in:\n{}", ran.stdout);
    }
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
}

/// The plan for a person as a finding has them.
fn planned(example: &Value, day: &str) -> Value {
    let mut case = example.clone();
    case["as-of"] = day.into();
    let case = format!("{case}\n");
    run(["batch", "-", "--from", "ndjson"]).stdin(case).done().plan()
}

fn outcome<'p>(plan: &'p Value, offer: &Value) -> &'p str {
    let offers = plan["offers"].as_array().unwrap();
    offers.iter().find(|other| other["id"] == *offer).unwrap()["outcome"].as_str().unwrap()
}
