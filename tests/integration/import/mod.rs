//! Files that other systems export, read as a case file.

mod hints;
mod persons;
mod reading;
mod refusing;

use crate::harness::{Ran, Run, run};

const DAY: &str = "2026-10-05";

/// A run of `import` over files with these texts, for a day.
fn imported(files: &[(&str, &str)]) -> Run {
    let names = files.iter().map(|(name, _)| *name);
    let run = run(["import", "--as-of", DAY].into_iter().chain(names));
    files.iter().fold(run, |run, (name, content)| run.file(name, content))
}

/// The answers of the case file that was written, without hints.
fn answers(ran: &Ran) -> toml::Table {
    let mut case: toml::Table = ran.stdout.parse().unwrap_or_else(|error| panic!("{error}\n{}", ran.stdout));
    case.remove("as-of");
    case.remove("hints");
    case
}

/// Expects texts on standard error, wherever its lines are broken.
#[track_caller]
fn says(ran: &Ran, texts: &[&str]) {
    let whole = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = whole.as_str();
    for text in texts {
        let at = rest.find(text).unwrap_or_else(|| panic!("no {text:?} in its turn in:\n{}", ran.stderr));
        rest = &rest[at + text.len()..];
    }
}

fn hint(ran: &Ran, fact: &str) -> String {
    let case: toml::Table = ran.stdout.parse().unwrap();
    case["hints"][fact].as_str().unwrap().to_owned()
}

fn predictors(ogrs3: &str) -> String {
    format!(
        r#"{{"completedDate": "2026-01-02T10:00:00", "status": "COMPLETE", "outputVersion": "1", "output": {{
        "groupReconvictionScore": {{"twoYears": {ogrs3}}}, "violencePredictorScore": {{"twoYears": 30}},
        "riskOfSeriousRecidivismScore": {{"percentageScore": 2.99}},
        "sexualPredictorScore": {{"ospIndirectImageScoreLevel": "LOW", "ospDirectContactScoreLevel": "MEDIUM"}}}}}}"#
    )
}

fn order(description: &str, ends: &str) -> String {
    format!(
        r#"{{"description": "{description}", "startDate": "2026-01-02", "expectedEndDate": "{ends}", "custodial": false,
        "requirements": [{{"code": "F", "description": "RAR"}}]}}"#
    )
}

fn section(field: &str) -> String {
    format!(r#"{{"assessmentStatus": "COMPLETE", "dateCompleted": "2026-02-03T09:00:00", {field}}}"#)
}
