use serde_json::Value;

use crate::harness::{Ran, run, shipped};

const TSP: &str = "offers/thinking-skills-programme.toml";
const BBR: &str = "offers/building-better-relationships.toml";
const DAY: &str = "2022-12-01";

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

/// A run that finds something: status 1, and nothing on standard error.
#[track_caller]
fn found(run: crate::harness::Run) -> Ran {
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

fn shipped_and_changed(more: &[&str], changes: &[(&str, &str, &str)]) -> crate::harness::Run {
    let old = shipped().to_str().unwrap().to_owned();
    let words = ["catalogue", "diff", &old, "catalogue"].into_iter().chain(more.iter().copied());
    run(words.map(str::to_owned).collect::<Vec<_>>()).catalogue(changes)
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

#[test]
fn men_with_money_problems_are_found_to_have_no_offer_that_works_on_them() {
    let ran = found(run(["catalogue", "gaps", "--target", "finance", "--as-of", DAY]));
    holds(
        &ran,
        &[
            "Gaps as of 1 December 2022",
            "They are combinations, not numbers of people.",
            "Finance 1 offer works on it. None of them can be included or considered for:",
            "1. Gender: male (about",
            "Smallest example: --gender male --needs finance",
            "2. Sentence: community order or suspended sentence order; Stage: supervision;",
        ],
    );
    assert!(!ran.stdout.contains("Accommodation"), "{}", ran.stdout);
}

#[test]
fn the_example_of_every_gap_is_a_person_whose_plan_leaves_the_need_unmet() {
    let words = ["catalogue", "gaps", "--target", "finance", "--target", "driving", "--target", "extremism"];
    let gaps = found(run(words.into_iter().chain(["--as-of", DAY, "--format", "json"]))).plan();
    assert_eq!(gaps["schema"], "goldenthread.gaps/1");
    let targets = gaps["targets"].as_array().unwrap();
    assert_eq!(targets.len(), 3);
    for target in targets {
        let cohorts = target["cohorts"].as_array().unwrap();
        assert!(!cohorts.is_empty());
        assert!(target["left_out"].as_f64() <= target["profiles"].as_f64());
        for cohort in cohorts {
            let plan = planned(&cohort["example"], DAY);
            assert!(plan["unmet"].as_array().unwrap().contains(&target["id"]), "{cohort:#}");
            for offer in target["offers"].as_array().unwrap() {
                assert_eq!(outcome(&plan, offer), "exclude", "{offer} for {cohort:#}");
            }
        }
    }
}

#[test]
fn gaps_are_those_of_the_day_and_the_region() {
    let gaps = |more: &[&str]| {
        let words = ["catalogue", "gaps", "--target", "self-identity"].iter().chain(more);
        found(run(words))
    };
    let soft_launch = gaps(&["--as-of", "2022-05-01", "--region", "wales"]);
    holds(&soft_launch, &["looked at in Wales:", "1. everybody (about"]);
    let in_london = gaps(&["--as-of", "2022-05-01", "--region", "london"]);
    holds(&in_london, &["looked at in London:", "1. Gender: female (about"]);
    let all_over = gaps(&["--as-of", "2022-05-01"]);
    holds(&all_over, &["1. Probation region: not North West or London"]);
    let launched = gaps(&["--as-of", DAY]);
    assert!(!launched.stdout.contains("Probation region"), "{}", launched.stdout);
}

#[test]
fn too_few_weeks_make_a_gap_only_where_they_are_counted_in() {
    let left_out = |more: &[&str]| {
        let words = ["catalogue", "gaps", "--target", "driving", "--region", "wales", "--as-of", DAY];
        let gaps = found(run(words.iter().chain(["--format", "json"].iter()).chain(more))).plan();
        gaps["targets"][0]["left_out"].as_f64().unwrap()
    };
    assert!(left_out(&[]) < left_out(&["--with-time"]));
}

#[test]
fn gaps_end_with_status_0_where_nobody_is_left_out() {
    let always = "when = { always = true }";
    let ran = run(["catalogue", "gaps", "--target", "driving", "--as-of", DAY]).catalogue(&[
        ("targets.toml", "{ fact = \"offence\", includes = [\"drink-driving\", \"drug-driving\", \"dangerous-driving\"] }", "{ all = [ { fact = \"offence\", includes = [\"drink-driving\"] }, { fact = \"offence\", includes-none = [\"drink-driving\"] } ] }"),
        (TSP, "when = { fact = \"ogrs3\", at-least = 50 }", always),
    ]);
    holds(&ran.done(), &["Nobody is left out", "Driving offences."]);
}

#[test]
fn offers_that_compete_for_somebody_are_listed_with_a_person_who_can_have_both() {
    let words = ["catalogue", "gaps", "--overlaps", "--target", "finance", "--as-of", DAY];
    holds(
        &found(run(words)),
        &[
            "Accredited programmes: who can have more than one for the same need",
            "Building Better Relationships (BBR) and Resolve:",
        ],
    );
    let gaps = found(run(words.into_iter().chain(["--format", "json"]))).plan();
    let overlaps = gaps["overlaps"].as_array().unwrap();
    let of = |kind: &str| overlaps.iter().filter(|overlap| overlap["kind"] == kind).collect::<Vec<_>>();
    assert!(of("monitoring").is_empty(), "what answers a purpose of sentencing competes with nothing");
    for overlap in of("accredited-programme") {
        let plan = planned(&overlap["example"], DAY);
        for offer in overlap["offers"].as_array().unwrap() {
            let offer =
                plan["offers"].as_array().unwrap().iter().find(|other| other["id"] == *offer).unwrap();
            let results = offer["because"].as_array().unwrap().iter().map(|because| &because["result"]);
            assert!(results.clone().all(|result| result == "met" || result == "excepted"), "{overlap:#}");
            assert!(
                !["no-need", "no-time", "no-vehicle", "missing-answers"]
                    .contains(&offer["reason"].as_str().unwrap()),
                "{overlap:#}"
            );
        }
    }
}

#[test]
fn gaps_are_refused_for_a_need_a_region_or_a_day_that_is_none() {
    let gaps = |flag: &str, value: &str| run(["catalogue", "gaps", flag, value]).refused();
    gaps("--target", "money").says(&[
        "`--target` cannot be `money`",
        "it is one of accommodation,",
        "finance",
    ]);
    gaps("--region", "mercia").says(&["`--region` cannot be `mercia`", "wales"]);
    gaps("--as-of", "2022-02-30").says(&["`as-of` cannot be `2022-02-30`", "a date that exists"]);
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
            "score is 45 or more.\"",
            "Gain it: about",
            "OGRS3 score: 45 to 49;",
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
    holds(&ran, &["- tightened (ogrs3):", "Lose it: about", "OGRS3 score: 45 to 49;"]);
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
    holds(
        &found(ran),
        &[
            "2 offers changed.",
            "- renamed: Building Better Relationships (building-better-relationships) is now Better Relationships",
            "- reworded (age): \"The person is 18 or over.\" is now \"The person is an adult of 18 or over.\"",
            "- changed: It took 29 sessions over 29 weeks; it takes 30 sessions over 30 weeks.",
            "- changed: It no longer works on violence or abuse to a partner.",
            "- changed: What it comes after has changed.",
            "- reworded: What is said of it, or where that is written, has changed.",
            "Nobody gains or loses it.",
        ],
    );
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
            "From 24 April 2022 to 2 August 2022 3 offers changed.",
            "Moving On - changed: It is in force in other places. Gain it: about",
            "Probation region: not North West or London; Gender: male;",
            "Developing Dialogues - changed: It is no longer in force. Lose it: about",
        ],
    );
    let back = found(run(["catalogue", "diff", "--between", "2022-08-02", "2022-04-24"]));
    holds(&back, &["Developing Dialogues - changed: It has come into force. Gain it: about"]);
}

#[test]
fn a_comparison_that_cannot_be_made_ends_with_status_2() {
    let old = shipped().to_str().unwrap().to_owned();
    let refused = |words: &[&str]| run(["catalogue", "diff"].iter().chain(words)).refused();
    refused(&[]).says(&["name two folders", "--between"]);
    refused(&[&old]).says(&["2 values required"]);
    refused(&[&old, "nowhere"]).says(&["`nowhere`", "name the folder of a catalogue"]);
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

#[test]
fn the_schema_of_each_file_is_printed_as_it_stands_beside_the_files() {
    for file in ["offer", "facts", "targets", "sources", "policy", "cautions", "catalogue"] {
        let printed = run(["catalogue", "schema", file]).done().stdout;
        let beside = std::fs::read_to_string(shipped().join(format!("schema-{file}.json"))).unwrap();
        assert_eq!(printed, beside);
    }
    let usual = run(["catalogue", "schema"]).done().plan();
    assert!(usual["definitions"]["criterion"]["properties"]["says"].is_object());
    let ran = run(["catalogue", "schema", "offer", "-o", "schema.json"]).done();
    assert_eq!((ran.stdout.as_str(), ran.read("schema.json").is_empty()), ("", false));
    run(["catalogue", "schema", "weather"])
        .refused()
        .says(&["weather", "offer, facts, targets, sources, policy, cautions, catalogue"]);
}

#[test]
fn a_new_offer_starts_from_a_file_whose_every_blank_is_told_until_it_is_filled_in() {
    let draft = run(["catalogue", "new", "scissors-course"]).done().stdout;
    assert!(draft.contains("id = \"scissors-course\"\nname = \"Scissors course\"\n"), "{draft}");
    assert!(draft.starts_with("#:schema ../schema-offer.json\n"), "{draft}");
    let changes = [
        ("catalogue.toml", "offers = [", "offers = [\n  \"scissors-course\","),
        ("offers/scissors-course.toml", "", draft.as_str()),
    ];
    let ran = run(["catalogue", "check"]).catalogue(&changes).ran();
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    for blank in ["there is no kind `<kind>`", "there is no target `<target>`", "there is no fact `<fact>`"] {
        assert!(ran.stdout.contains(blank), "no {blank:?} in:\n{}", ran.stdout);
    }
    let filled = draft
        .replace("<kind>", "toolkit")
        .replace("<target>", "maturity")
        .replace("<source>", "planning-policy")
        .replace("<heading in it>", "Advice")
        .replace("<heading>", "Advice")
        .replace(
            "when = { fact = \"<fact>\", is = \"<value>\" }",
            "when = { fact = \"gender\", is = \"female\" }",
        )
        .replace("id = \"<id>\"", "id = \"woman\"");
    let changes = [changes[0], ("offers/scissors-course.toml", "", filled.as_str())];
    let listed = run(["catalogue", "list", "--kind", "toolkit"]).catalogue(&changes).done();
    assert!(listed.stdout.contains("Scissors course: scissors-course"), "{}", listed.stdout);
    let ran = found(run(["catalogue", "check"]).catalogue(&changes));
    for left in [
        "`audience` holds a placeholder: `<whom it is for, as one phrase>`",
        "`summary` holds",
        "`says` holds",
    ] {
        assert!(joined(&ran.stdout).contains(left), "no {left:?} in:\n{}", ran.stdout);
    }
}

#[test]
fn a_new_offer_may_not_take_an_id_that_is_taken_or_that_is_none() {
    run(["catalogue", "new", "BBR"]).refused().says(&["`BBR` is not an id", "lower-case letters"]);
    run(["catalogue", "new", "resolve"])
        .refused()
        .says(&["`resolve` is taken by Resolve", "choose another id"]);
    let ran = run(["catalogue", "new", "scissors-course", "-o", "scissors-course.toml"]).done();
    assert_eq!(ran.names(), ["scissors-course.toml"]);
}

#[test]
fn a_clean_catalogue_is_said_to_be_clean_with_what_was_looked_at() {
    let ran = run(["catalogue", "check"]).env("SOURCE_DATE_EPOCH", "1670000000").done();
    holds(&ran, &["53 offers,", "rule tests, nothing found"]);
    let json = run(["catalogue", "check", "--format", "json"]).env("SOURCE_DATE_EPOCH", "1670000000").done();
    assert_eq!(json.plan()["findings"], Value::Array(Vec::new()));
}

#[test]
fn what_is_doubtful_is_told_with_code_place_marked_line_and_help_and_status_1() {
    let slips = [
        (TSP, "score is 50 or more", "score is 40 or more"),
        (BBR, "summary = \"", "summary = \"TBC "),
        ("catalogue.toml", "review-by = 2027-06-30", "review-by = 2022-12-02"),
    ];
    let ran = run(["catalogue", "check"]).catalogue(&slips).env("SOURCE_DATE_EPOCH", "1670500000");
    let ran = found(ran);
    for text in [
        "warning[sentence-number]: ",
        " --> catalogue/offers/thinking-skills-programme.toml:",
        "says 40, and its condition 50",
        "score is 40 or more",
        "^^^",
        "- the condition",
        "= help: ",
        "warning[review-passed]: ",
        "3 findings",
        "check --explain CODE",
    ] {
        assert!(ran.stdout.contains(text), "no {text:?} in:\n{}", ran.stdout);
    }
    let json = run(["catalogue", "check", "--format", "json"]).catalogue(&slips);
    let json = found(json.env("SOURCE_DATE_EPOCH", "1670500000")).plan();
    let findings = json["findings"].as_array().unwrap();
    let review = findings.iter().find(|finding| finding["code"] == "review-passed").unwrap();
    assert_eq!((&review["file"], &review["line"]), (&"catalogue/catalogue.toml".into(), &7.into()));
    assert!(findings.iter().all(|finding| finding["help"].is_string() && finding["column"].is_u64()));
}

#[test]
fn what_keeps_a_catalogue_from_loading_is_the_result_of_a_check_with_codes_and_status_2() {
    let slips = [(BBR, "is = \"male\"", "is = \"man\""), (TSP, "audience = ", "audiance = ")];
    let ran = run(["catalogue", "check"]).catalogue(&slips).ran();
    assert_eq!((ran.status, ran.stderr.as_str()), (2, ""));
    for text in [
        "error[impossible-condition]: `gender` is never `man`",
        "error[unknown-key]: `audiance` is not a key of this table",
        "= help: did you mean `audience`?",
        "cannot be used until",
    ] {
        assert!(ran.stdout.contains(text), "no {text:?} in:\n{}", ran.stdout);
    }
    let json = run(["catalogue", "check", "--format", "json"]).catalogue(&slips).ran();
    assert_eq!(json.status, 2);
    let codes: Vec<Value> =
        json.plan()["findings"].as_array().unwrap().iter().map(|finding| finding["code"].clone()).collect();
    assert!(
        codes.contains(&"impossible-condition".into()) && codes.contains(&"unknown-key".into()),
        "{codes:?}"
    );
}

#[test]
fn every_code_has_a_page_of_its_own_and_a_misspelt_one_the_nearest() {
    let listed = run(["catalogue", "check", "--explain"]).done().stdout;
    let codes: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("  - ")?.split_once(": "))
        .map(|(code, _)| code)
        .collect();
    assert!(codes.len() > 40, "{listed}");
    for code in &codes {
        let page = run(["catalogue", "check", "--explain", code]).done();
        assert!(page.stdout.starts_with(&format!("{code}: ")) && page.stdout.lines().count() > 2);
        holds(&page, &[]);
    }
    let json = run(["catalogue", "check", "--explain", "hole", "--format", "json"]).done().plan();
    assert_eq!(json["codes"][0]["code"], "hole");
    run(["catalogue", "check", "--explain", "wholes"]).refused().says(&["there is no code `wholes`"]);
    run(["catalogue", "check", "--explain", "test-failled"]).refused().says(&["did you mean `test-failed`?"]);
}
