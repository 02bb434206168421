//! What was proposed, reviewed against the guidance.

use super::harness::{THEFT, run};

/// A row for a man with a theft in London, and what was proposed for him.
fn row(reference: &str, more: &str, proposed: &str) -> String {
    let table: toml::Table = THEFT.parse().unwrap();
    let mut cells: Vec<String> = table
        .iter()
        .map(|(key, value)| match value {
            toml::Value::Datetime(day) => format!("\"{key}\":\"{day}\""),
            other => format!("\"{key}\":{}", other.clone().try_into::<serde_json::Value>().unwrap()),
        })
        .collect();
    cells.push(format!("\"ref\":\"{reference}\",\"proposed\":[{proposed}]{more}"));
    format!("{{{}}}\n", cells.join(","))
}

fn findings(rows: &[String], words: &[&str]) -> Vec<serde_json::Value> {
    let all = ["review", "cases.ndjson", "--format", "ndjson"].iter().chain(words);
    let ran = run(all).file("cases.ndjson", rows.concat()).ran();
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn about(findings: &[serde_json::Value]) -> Vec<String> {
    let of =
        |finding: &serde_json::Value| format!("{} {}", finding["finding"], finding["ref"]).replace('"', "");
    findings.iter().map(of).collect()
}

#[test]
fn what_needs_a_person_first_comes_first_whatever_the_order_of_the_rows() {
    let rows = [
        row("B", "", "\"womens-service\""),
        row("C", ",\"weeks-remaining\":2,\"ogrs3\":60", "\"thinking-skills-programme\""),
        row(
            "D",
            ",\"rar-days\":5,\"stage\":\"proposal\",\"custodial-days\":90,\"standard-determinate-sentence\":true",
            "",
        ),
    ];
    let found = findings(&rows, &[]);
    let about = about(&found);
    assert_eq!(about.first().map(String::as_str), Some("contradiction D"), "{about:?}");
    let excluded = found.iter().find(|finding| finding["finding"] == "excluded").unwrap();
    assert_eq!(excluded["offer"], "womens-service");
    assert_eq!(excluded["reason"], "not-eligible");
    assert!(excluded["says"].as_str().unwrap().contains("supervised as a man"), "{excluded}");
    assert!(!excluded["source"].as_str().unwrap().is_empty());
}

#[test]
fn a_proposal_that_turns_on_a_missing_answer_says_which() {
    let row = row("A", "", "\"bbr\"").replace("acquisitive", "intimate-partner-violence");
    let found = findings(&[row.replace("finance", "relationships")], &[]);
    let open = found.iter().find(|finding| finding["finding"] == "undetermined").unwrap();
    assert_eq!(open["offer"], "building-better-relationships");
    assert!(open["missing"].as_array().unwrap().iter().any(|fact| fact == "sara"));
}

#[test]
fn cases_alike_with_unlike_proposals_are_told_only_where_that_is_asked_for() {
    let rows = [row("A", "", "\"womens-service\""), row("B", "", "\"dawn\""), row("C", "", "\"dawn\"")];
    assert!(!about(&findings(&rows, &[])).iter().any(|about| about.starts_with("unlike")));
    let found = findings(&rows, &["--group", "gender,offence"]);
    let says = found.last().unwrap()["says"].as_str().unwrap();
    assert!(says.starts_with("3 cases alike (Gender: male;"), "{says}");
    assert!(says.contains("(2: B, C)"), "{says}");
}

#[test]
fn a_row_that_does_not_say_what_was_proposed_is_rejected() {
    let ran = run(["review", "cases.ndjson"]).file("cases.ndjson", "{\"ref\":\"A\"}\n").ran();
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("a review needs to know what was proposed"), "{}", ran.stderr);
    let ran = run(["review", "cases.csv"]).file("cases.csv", "ref,age\nA,30\n").ran();
    assert_eq!(ran.status, 2);
}

#[test]
fn where_nothing_differs_the_status_says_so() {
    let ran = run(["review", "cases.csv"]).file("cases.csv", "ref,gender,proposed\nA,male,none\n").ran();
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "1 row read: 1 review, 0 rejects\n"));
    assert_eq!(ran.stdout, "1 case reviewed: nothing differs from the guidance.\n");
}
