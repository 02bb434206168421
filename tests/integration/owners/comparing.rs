use serde_json::Value;

use super::{BBR, DAY, TSP, found, holds, outcome, planned};
use crate::harness::{Run, run, shipped};

/// The line of a general reoffending score moved from 50 to 45.
const LOOSENED: [(&str, &str, &str); 2] =
    [(TSP, "score is 50 or more", "score is 45 or more"), (TSP, "at-least = 50", "at-least = 45")];

/// Two men whom that line tells apart, and one it does not.
const CASELOAD: &str = "\
ref,region,gender,age,sentence,offence,needs,ogrs3,oasys-need-score,learning-disability,accepts-programme,completed
between,london,male,30,community-order,acquisitive,thinking-and-behaviour,47,6,no,yes,none
above,london,male,30,community-order,acquisitive,thinking-and-behaviour,60,6,no,yes,none
below,london,male,30,community-order,acquisitive,thinking-and-behaviour,44,6,no,yes,none
";

fn shipped_and_changed(more: &[&str], changes: &[(&str, &str, &str)]) -> Run {
    let old = shipped().to_str().unwrap().to_owned();
    let words = ["catalogue", "diff", &old, "catalogue"].into_iter().chain(more.iter().copied());
    run(words.map(str::to_owned).collect::<Vec<_>>()).catalogue(changes)
}

#[test]
fn a_catalogue_compared_with_itself_has_no_differences_and_ends_with_status_0() {
    let folder = shipped().to_str().unwrap().to_owned();
    let same = run(["catalogue", "diff", &folder, &folder]).done();
    assert!(same.stdout.ends_with("No offer differs.\n"), "{}", same.stdout);
    let json = run(["catalogue", "diff", &folder, &folder, "--format", "json"]).done().plan();
    assert_eq!(json["schema"], "goldenthread.diff/1");
    for nothing in ["offers", "targets", "files"] {
        assert!(json[nothing].as_array().unwrap().is_empty());
    }
    run(["catalogue", "diff", "--between", "2022-08-24", "2022-08-25"]).done();
}

#[test]
fn a_lower_line_is_told_as_a_criterion_loosened_and_who_gains_the_offer_by_it() {
    let ran = found(shipped_and_changed(&["--as-of", DAY], &LOOSENED));
    holds(
        &ran,
        &[
            "1 offer changed. Thinking Skills Programme",
            "- loosened (ogrs3): \"The OGRS3 (general reoffending) score is 50 or more.\" is now",
            "\"The OGRS3 (general reoffending) score is 45 or more.\"",
            "Gain it: about",
            "score: 45 to 49;",
            "Smallest example: --",
        ],
    );
    assert!(!ran.stdout.contains("Lose it"), "{}", ran.stdout);
    let json = found(shipped_and_changed(&["--as-of", DAY, "--format", "json"], &LOOSENED)).plan();
    let offer = &json["offers"][0];
    assert_eq!((&offer["changes"][0]["what"], &offer["loses"]), (&"loosened".into(), &Value::Null));
    assert_eq!(offer["gains"]["cohorts"][0]["conditions"]["ogrs3"]["ranges"][0]["at-least"], 45);
    let example = &offer["gains"]["example"];
    assert_eq!(
        outcome(&planned(example, DAY), &offer["new"]),
        "exclude",
        "as things stand they cannot have it"
    );
    let mut case = example.clone();
    case["as-of"] = DAY.into();
    let then = run(["batch", "-", "--from", "ndjson"]).catalogue(&LOOSENED).stdin(format!("{case}\n"));
    assert_ne!(outcome(&then.done().plan(), &offer["new"]), "exclude", "with the change they can: {case}");
}

#[test]
fn the_same_line_the_other_way_is_tightened_and_loses_them() {
    let old = shipped().to_str().unwrap().to_owned();
    let ran = run(["catalogue", "diff", "catalogue", &old, "--as-of", DAY]).catalogue(&LOOSENED);
    let ran = found(ran);
    holds(&ran, &["- tightened (ogrs3):", "Lose it: about", "score: 45 to 49;"]);
    assert!(!ran.stdout.contains("Gain it"), "{}", ran.stdout);
}

#[test]
fn the_cases_that_change_are_listed_by_their_reference() {
    let compared = |more: &[&str]| {
        let more: Vec<&str> = ["--as-of", DAY, "--cases", "cases.csv"].iter().chain(more).copied().collect();
        found(shipped_and_changed(&more, &LOOSENED).file("cases.csv", CASELOAD))
    };
    let ran = compared(&[]);
    holds(
        &ran,
        &[
            "Of 3 cases, 1 comes out otherwise.",
            "- between: thinking-skills-programme, exclude (not-eligible) is now",
        ],
    );
    assert!(!ran.stdout.contains("above:") && !ran.stdout.contains("below:"), "{}", ran.stdout);
    let cases = &compared(&["--format", "json"]).plan()["cases"];
    assert_eq!((&cases["total"], &cases["changed"][0]["case"]), (&3.into(), &"between".into()));
    let changed = &cases["changed"][0]["offers"][0];
    assert_eq!(changed["offer"], "thinking-skills-programme");
    assert_eq!(changed["before"], "exclude (not-eligible)");
}

#[test]
fn a_case_that_one_catalogue_cannot_read_is_told_as_such() {
    let shoe_size = "[[fact]]\nkey = \"shoe-size\"\nname = \"Shoe size\"\ngroup = \"The person\"\n\
        question = \"What is the shoe size?\"\ntype = \"number\"\nunit = \"sizes\"\nminimum = 0\nmaximum = 20\n\
        help = \"As on the shoe.\"\nfind = \"Look.\"\nchange = \"fixed\"\n\
        source = { id = \"planning-policy\", heading = \"Advice\" }\n\n[[fact]]\nkey = \"age\"";
    let old = shipped().to_str().unwrap().to_owned();
    let ran = run(["catalogue", "diff", "catalogue", &old, "--cases", "cases.ndjson"])
        .catalogue(&[("facts.toml", "[[fact]]\nkey = \"age\"", shoe_size)])
        .file("cases.ndjson", "{\"ref\": \"V1\", \"shoe-size\": 9}\n{\"ref\": \"V2\", \"age\": 30}\n");
    holds(&found(ran), &["Of 2 cases, 1 comes out otherwise.", "V1: the row, readable is now not readable"]);
}

#[test]
fn words_and_figures_that_change_are_told_though_nobody_gains_or_loses() {
    let ran = shipped_and_changed(
        &["--as-of", DAY],
        &[
            (BBR, "name = \"Building Better Relationships\"", "name = \"Better Relationships\""),
            (BBR, "sessions = 29", "sessions = 30"),
            (BBR, "targets = [\"domestic-abuse\", ", "targets = ["),
            (BBR, "summary = \"", "summary = \"New: "),
            (BBR, "says = \"The person is 18 or over.\"", "says = \"The person is an adult of 18 or over.\""),
            (BBR, "short-names", "follows = [\"resolve\"]\nshort-names"),
            (TSP, "heading = \"", "heading = \"Page 3: "),
        ],
    );
    let ran = found(ran);
    holds(
        &ran,
        &[
            "2 offers changed.",
            "- renamed: Building Better Relationships (building-better-relationships) is now Better Relationships",
            "- reworded (age): \"The person is 18 or over.\" is now \"The person is an adult of 18 or over.\"",
            "- changed: It took 29 sessions over 29 weeks; it takes 30 sessions over 30 weeks.",
            "- changed: It no longer works on violence or abuse to a partner.",
            "- changed: It came after: nothing. Now: Resolve.",
            "- reworded: What is said of it, or where that is written, has changed.",
            "Nobody gains or loses it. This is about who is eligible: by its criteria, its regions and what it can be",
            "Order, targets and time are left aside, and can still change plans.",
            "Thinking Skills Programme - reworded: What is said of it, or where that is written, has changed. Nobody \
             gains or loses it.",
        ],
    );
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(told.matches("left aside").count(), 1, "words alone leave nothing aside");
}

#[test]
fn a_change_of_order_is_told_with_the_order_before_and_after() {
    let swapped = [
        ("catalogue.toml", "  \"resolve\",\n", ""),
        (
            "catalogue.toml",
            "  \"building-better-relationships\",\n",
            "  \"resolve\",\n  \"building-better-relationships\",\n",
        ),
    ];
    let ran = found(shipped_and_changed(&["--as-of", DAY], &swapped));
    holds(
        &ran,
        &[
            "No offer differs. The order Who is eligible stays the same by this.",
            "- changed: Accredited programmes were in the order: Building Better Relationships; Resolve. Now: Resolve; \
             Building Better Relationships.",
        ],
    );
    let json = found(shipped_and_changed(&["--as-of", DAY, "--format", "json"], &swapped)).plan();
    assert_eq!(json["order"][0]["eligibility"], false);
}

#[test]
fn an_offer_taken_out_is_withdrawn_and_one_put_in_is_added() {
    let listed = ("catalogue.toml", "  \"moving-on\",\n", "");
    let compared = |words: [&str; 4]| {
        let run = run(words).catalogue(&[listed]);
        run.without("catalogue/offers/moving-on.toml").ran()
    };
    let old = shipped().to_str().unwrap().to_owned();
    let gone = compared(["catalogue", "diff", &old, "catalogue"]);
    assert_eq!(gone.status, 1, "{}", gone.stderr);
    holds(&gone, &["Moving On - withdrawn: Moving On is gone. Lose it: about", "Gender: male;"]);
    let back = compared(["catalogue", "diff", "catalogue", &old]);
    assert_eq!(back.status, 1, "{}", back.stderr);
    holds(&back, &["Moving On - added: Moving On is new. Gain it: about"]);
}

#[test]
fn who_has_a_need_and_what_else_differs_is_told() {
    let ran = shipped_and_changed(
        &["--as-of", DAY],
        &[
            (
                "targets.toml",
                "fact = \"oasys-need-score\", at-least = 5",
                "fact = \"oasys-need-score\", at-least = 6",
            ),
            ("catalogue.toml", "version = \"", "version = \"next-"),
        ],
    );
    holds(
        &found(ran),
        &[
            "No offer differs.",
            "Thinking and behaviour Who has this need or aim has changed. Have it no longer: about",
            "Assessed needs: does not include thinking and behaviour; Need score: 5",
            "Smallest example: --needs none --oasys-need-score 5",
            "These differ too, in ways not described above: - catalogue.toml - targets.toml",
        ],
    );
}

#[test]
fn two_days_of_one_catalogue_are_compared_by_what_is_in_force_on_each() {
    let ran = found(run(["catalogue", "diff", "--between", "2022-04-24", "2022-08-02"]));
    holds(
        &ran,
        &[
            "From 24 April 2022 to 2 August 2022 5 offers changed.",
            "Constructive Conversations - changed: It has come into force. Gain it: about",
            "Moving On - changed: It has come into force in ",
            "Probation region: not North West or London; Gender: male;",
            "Developing Dialogues - changed: It is no longer in force.",
        ],
    );
}

#[test]
fn the_net_change_between_two_days_has_windows_that_opened_and_closed_criteria_and_cases() {
    let between = ["catalogue", "diff", "--between", "2022-12-01", "2026-10-05", "--cases", "cases.csv"];
    let ran = found(run(between).file("cases.csv", CASELOAD));
    holds(
        &ran,
        &[
            "From 1 December 2022 to 5 October 2026",
            "- tightened (oasys-need): New criterion: The seven OASys",
            "Resolve - changed: ",
            "- changed: It is no longer in force. ",
            "Of 3 cases, 3 come out otherwise.",
        ],
    );
}

#[test]
fn a_comparison_that_cannot_be_made_ends_with_status_2() {
    let old = shipped().to_str().unwrap().to_owned();
    let refused = |words: &[&str]| run(["catalogue", "diff"].iter().chain(words)).refused();
    refused(&[]).says(&["name two folders", "--between"]);
    refused(&[&old]).says(&["2 values required"]);
    refused(&[&old, "nowhere"]).says(&["`nowhere`", "name the folder of a catalogue"]);
    refused(&["--between", "2022-08-02", "2022-04-24"])
        .says(&["wrong order", "2022-04-24 is before 2022-08-02"]);
    refused(&["--between", "2020-01-01", "2022-04-24"]).says(&["the catalogue begins on 2021-06-26"]);
    refused(&[&old, &old, "--between", "2022-04-24", "2022-08-02"]).says(&[
        "two folders",
        "--between",
        "not both",
    ]);
    refused(&["--between", "2022-08-24", "soon"]).says(&["`soon` is not a date such as"]);
    refused(&[&old, &old, "--as-of", "soon"]).says(&["`as-of` cannot be `soon`"]);
    refused(&[&old, &old, "--cases", "nothing.csv"]).says(&["cannot read `nothing.csv`"]);
    run(["catalogue", "diff", &old, "broken"])
        .file("broken/catalogue.toml", "offers = []\n")
        .refused()
        .says(&["`broken", "has no `"]);
}

#[test]
fn cases_with_a_column_that_nobody_knows_are_refused() {
    shipped_and_changed(&["--cases", "cases.csv"], &[])
        .file("cases.csv", "ref,shoe-size\nA,43\n")
        .refused()
        .says(&["cannot read `cases.csv`", "`shoe-size`"]);
}
