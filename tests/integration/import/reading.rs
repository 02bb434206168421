//! What is made of fields that can be read.

use std::fs;
use std::path::Path;

use super::{DAY, answers, hint, imported, order, predictors, says, section};
use crate::harness::run;

const OTHER_ITEMS: &str = r#""regActivitiesEncourageOffending": "2-Significant problems", "temperControl": "SOME",
    "problemSolvingSkills": "2 - x", "awarenessOfConsequences": "2", "understandsViewsOfOthers": "2-a", "proCriminalAttitudes": "2""#;

#[test]
fn the_example_is_what_is_imported() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/10-import");
    let names = ["person", "sentence", "predictors", "needs", "assessment"];
    let files = names.map(|name| folder.join(format!("{name}.json")).display().to_string());
    let words = ["import", "--as-of", DAY].map(str::to_owned);
    let ran = run(words.into_iter().chain(files)).done();
    assert_eq!(ran.stdout, fs::read_to_string(folder.join("case.toml")).unwrap());
}

#[test]
fn an_answer_stands_below_what_it_was_made_of_and_scores_are_rounded_down() {
    let ran = imported(&[("a.json", &predictors("62.7"))]).done();
    let case = answers(&ran);
    let number = |fact: &str| case[fact].as_integer().unwrap();
    assert_eq!((number("ogrs3"), number("ovp"), number("rsr")), (62, 30, 2));
    assert_eq!(case["osp"].as_str(), Some("medium"));
    let written = ran.stdout.replace("\n# ", " ");
    let beside = "OGRS3 “62.7” (rounded down), output.groupReconvictionScore.twoYears in a.json (risk predictors, version 1, 2 January 2026)\nogrs3 = 62\n";
    assert!(written.contains(beside), "{}", ran.stdout);
}

#[test]
fn the_age_is_worked_out_for_the_day_and_the_date_of_birth_is_not_written() {
    let person = |born: &str| {
        format!(
            r#"{{"crn": "Z1", "dateOfBirth": "{born}", "sex": {{"code": "M"}}, "region": {{"code": "N53"}}}}"#
        )
    };
    for (born, age) in [("1990-10-05", 36), ("1990-10-06", 35)] {
        let ran = imported(&[("a.json", &person(born))]).done();
        assert_eq!(answers(&ran)["age"].as_integer(), Some(age));
        assert_eq!(answers(&ran)["region"].as_str(), Some("east-midlands"));
        assert!(!format!("{}{}", ran.stdout, ran.stderr).contains(born));
    }
    let ran = imported(&[("a.json", &person("2030-01-01"))]).ran();
    assert_eq!(ran.status, 1);
    says(&ran, &["Age: it gives no age on the day of the plan [dateOfBirth in a.json"]);
}

#[test]
fn a_sentence_is_read_from_its_words_and_one_that_is_over_leaves_no_weeks() {
    let ran = imported(&[("a.json", &order("ORA Suspended Sentence Order", "2027-02-01"))]).done();
    let case = answers(&ran);
    assert_eq!(case["sentence"].as_str(), Some("suspended-sentence-order"));
    assert_eq!(case["stage"].as_str(), Some("supervision"));
    assert!(
        ran.stdout.contains("# weeks-remaining: 17 weeks.\nsentence-ends = 2027-02-01\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(case["requirements"].as_array().unwrap().len(), 1);
    let ran = imported(&[("a.json", &order("Default Sentence Type", "2026-10-04"))]).ran();
    assert_eq!(ran.status, 1);
    let case = answers(&ran);
    assert!(!case.contains_key("sentence") && !case.contains_key("sentence-ends"));
    says(&ran, &["Sentence: “Default Sentence Type”: that is no value known here"]);
    says(&ran, &["Weeks remaining: “2026-10-04”: that is before the day of the plan, 2026-10-05"]);
}

#[test]
fn after_its_end_nobody_is_under_post_sentence_supervision() {
    let released = r#"{"description": "ORA Adult Custody (inc PSS)", "custodial": true, "releaseType": "Released on Adult Licence",
        "licenceExpiryDate": "2026-03-01", "postSentenceSupervisionEndDate": "2027-03-01", "requirements": []}"#;
    let on = |day: &str| answers(&run(["import", "a.json", "--as-of", day]).file("a.json", released).ran());
    assert_eq!(on("2026-02-01")["sentence"].as_str(), Some("licence"));
    assert_eq!(on("2026-05-10")["sentence"].as_str(), Some("post-sentence-supervision"));
    let later = on("2026-05-11");
    assert!(!later.contains_key("sentence") && !later.contains_key("sentence-ends"), "{later:?}");
}

#[test]
fn a_requirement_that_is_not_known_leaves_the_list_open_and_is_shown() {
    let order = order("Community Order", "2027-02-01")
        .replace("}]", r#"}, {"code": "ZZ", "description": "Something new"}]"#);
    let ran = imported(&[("a.json", &order)]).done();
    assert!(!answers(&ran).contains_key("requirements"));
    assert!(hint(&ran, "requirements").starts_with("rehabilitation activity"), "{}", ran.stdout);
    assert!(hint(&ran, "requirements").contains("what is not known here: Something new"));
}

#[test]
fn rar_days_are_added_up_over_the_requirements_that_are_current() {
    let with = |second: &str| {
        format!(
            r#"{{"sentence": {{"order": {{"description": "12 month community order", "startDate": "2026-01-01", "endDate": "2027-01-01"}},
            "requirements": [{{"code": "F", "description": "RAR", "length": 12, "lengthUnitValue": "Days"}},
            {{"code": "F", "description": "RAR", "length": 20, "lengthUnitValue": "Days"{second}}}]}}}}"#
        )
    };
    let days = |second: &str| answers(&imported(&[("a.json", &with(second))]).ran()).get("rar-days").cloned();
    assert_eq!(days(""), Some(32.into()));
    assert_eq!(days(r#", "actualEndDate": "2026-02-02""#), Some(12.into()));
    assert_eq!(days(r#", "active": false"#), Some(12.into()));
    let ran = imported(&[("a.json", &with("").replace("20", "20.5"))]).ran();
    assert_eq!(ran.status, 1);
    says(&ran, &["RAR days: “12 Days; 20.5 Days”: that is no number of days"]);
}

#[test]
fn what_is_not_answered_stays_unknown() {
    let needs = |open: &str| {
        format!(
            r#"{{"identifiedNeeds": [{{"section": "ACCOMMODATION"}}], "notIdentifiedNeeds": [{{"section": "FINANCIAL_MANAGEMENT_AND_INCOME"}},
            {{"section": "EDUCATION_TRAINING_AND_EMPLOYABILITY"}}, {{"section": "RELATIONSHIPS"}}, {{"section": "LIFESTYLE_AND_ASSOCIATES"}},
            {{"section": "DRUG_MISUSE"}}, {{"section": "ALCOHOL_MISUSE"}}, {{"section": "EMO_WELLBEING"}}, {{"section": "ATTITUDE"}}{open}}}"#
        )
    };
    let thinking = r#"{"section": "THINKING_AND_BEHAVIOUR"}"#;
    let all = imported(&[("a.json", &needs(&format!(", {thinking}], \"unansweredNeeds\": []")))]).done();
    assert_eq!(answers(&all)["needs"].as_array().unwrap(), &["accommodation".into()] as &[toml::Value]);
    let open = imported(&[("a.json", &needs(&format!("], \"unansweredNeeds\": [{thinking}]")))]).done();
    assert!(!answers(&open).contains_key("needs"));
    assert!(hint(&open, "needs").contains("not answered: thinking-and-behaviour"), "{}", open.stdout);
    let nothing = r#"{"identifiedNeeds": [], "notIdentifiedNeeds": [], "unansweredNeeds": []}"#;
    says(&imported(&[("a.json", nothing)]).refused(), &["recognised as assessed needs. Nothing taken"]);
}

#[test]
fn a_sum_takes_items_from_several_files_and_leaves_open_what_no_source_counts() {
    let others = section(OTHER_ITEMS);
    let both = |impact: &str| {
        imported(&[("a.json", &section(&format!(r#""recognisesImpact": "{impact}""#))), ("b.json", &others)])
            .ran()
    };
    let yes = both("Yes");
    assert_eq!(answers(&yes)["oasys-need-score"].as_integer(), Some(11));
    assert!(yes.stdout.contains("recognisesImpact in a.json"), "{}", yes.stdout);
    let no = both("No");
    assert_eq!(answers(&no)["oasys-need-score"].as_integer(), Some(12));
    assert!(
        no.stdout.replace("\n# ", " ").contains("12 or 13 in all; no rule of this day turns on which"),
        "{}",
        no.stdout
    );
    let near = section(&format!(
        r#""recognisesImpact": "No", {}"#,
        OTHER_ITEMS
            .replacen("2-S", "0-S", 1)
            .replace("2 - x", "0")
            .replace("\"2\"", "\"1\"")
            .replace("2-a", "1")
    ));
    let near = imported(&[("a.json", &near)]).done();
    assert!(!answers(&near).contains_key("oasys-need-score"), "{}", near.stdout);
    assert!(
        hint(&near, "oasys-need-score").starts_with("5 or 6 in all, and it matters which"),
        "{}",
        near.stdout
    );
}

#[test]
fn what_two_files_say_differently_is_shown_and_left_open() {
    let ran = imported(&[("a.json", &predictors("62")), ("b.json", &predictors("35"))]).ran();
    assert_eq!(ran.status, 1);
    assert!(!answers(&ran).contains_key("ogrs3") && answers(&ran).contains_key("ovp"));
    says(
        &ran,
        &[
            "Left open, because what is said differs",
            "62% [OGRS3 “62”,",
            "a.json",
            "35% [OGRS3 “35”,",
            "b.json",
        ],
    );
    assert!(hint(&ran, "ogrs3").starts_with("What is said differs: 62%"));
}

#[test]
fn of_several_in_one_file_the_newest_is_read() {
    let older = predictors("35").replace("2026-01-02", "2025-01-02");
    let ran = imported(&[("a.json", &format!("[{older}, {}]", predictors("62")))]).done();
    assert_eq!(answers(&ran)["ogrs3"].as_integer(), Some(62));
    says(&ran, &["an older one in the same file is not read"]);
}
