//! What cannot be read, and what is said of it.

use super::{DAY, answers, imported, predictors, says, section};
use crate::harness::run;

#[test]
fn values_that_are_none_are_told_and_nothing_is_guessed() {
    let ran = imported(&[(
        "a.json",
        &section(r#""temperControl": "4 - massive problems", "aggressiveControllingBehavour": "1-Some""#),
    )])
    .ran();
    assert_eq!(ran.status, 1);
    assert_eq!(answers(&ran)["aggression-score"].as_integer(), Some(1));
    says(
        &ran,
        &["Need score: “4 - massive problems”: that is no value known for 11.4 [temperControl in a.json"],
    );
    let ran = imported(&[("a.json", &predictors("162"))]).ran();
    assert_eq!(ran.status, 1);
    assert!(!answers(&ran).contains_key("ogrs3"));
    let long = section(
        r#""temperControl": "he was seen in the street by a neighbour who told us", "attLinkedToHarm": "Yes""#,
    );
    says(&imported(&[("a.json", &long)]).ran(), &["“a longer text, not repeated here”"]);
}

#[test]
fn an_assessment_that_is_not_complete_is_not_read() {
    let open = predictors("62").replace("COMPLETE", "LOCKED_INCOMPLETE");
    imported(&[("a.json", &open)])
        .refused()
        .says(&["a.json: recognised as risk predictors, version 1, and not read", "“LOCKED_INCOMPLETE”"]);
    let two = format!("[{open}, {}]", predictors("35"));
    let ran = imported(&[("a.json", &two)]).ran();
    assert_eq!((ran.status, answers(&ran)["ogrs3"].as_integer()), (1, Some(35)));
}

#[test]
fn files_of_two_persons_are_refused_without_their_numbers() {
    let person =
        |crn: &str| format!(r#"{{"crn": "{crn}", "dateOfBirth": "1990-01-01", "sex": {{"code": "M"}}}}"#);
    let ran = imported(&[("a.json", &person("Z100001")), ("b.json", &person("Z100002"))]).refused();
    says(&ran, &["`a.json` and `b.json` are of two persons: the case reference number is not the same"]);
    assert!(!ran.stderr.contains("Z10000"), "{}", ran.stderr);
    let both = format!("[{}, {}]", person("Z100001"), person("Z100002"));
    says(&imported(&[("a.json", &both)]).refused(), &["`a.json` is of more than one person"]);
    let named = imported(&[("Z100001.json", &person("Z100001"))]).done();
    assert!(!format!("{}{}", named.stdout, named.stderr).contains("Z100001"), "{}", named.stdout);
}

#[test]
fn junk_is_refused_by_its_name_and_its_text_is_not_shown() {
    let cases: [(&str, &str); 6] = [
        ("", "`a.json` is empty"),
        ("{\"surname\": \"Quill", "`a.json` is cut short"),
        ("crn,surname\nZ1,Quill\n", "`a.json` is not JSON, at line 1, column 1"),
        ("{\"surname\": \"Quill\", \"surname\": \"Quill\"}", "says the same thing twice"),
        ("{\"surname\": \"Quill\"}", "a.json: not read. It is JSON, but of no shape that is known here"),
        ("[]", "a.json: not read."),
    ];
    for (content, what) in cases {
        let ran = imported(&[("a.json", content)]).refused();
        says(&ran, &[what]);
        assert!(!ran.stderr.contains("Quill"), "{}", ran.stderr);
    }
    let ran = run(["import", "a.json"]).file("a.json", b"{\"surname\": \"Quill\xff\"}").refused();
    says(&ran, &["`a.json`: byte 0xFF is not UTF-8"]);
    assert!(!ran.stderr.contains("Quill"), "{}", ran.stderr);
    run(["import", "none.json"]).refused().says(&["there is no file `none.json`"]);
}

#[test]
fn a_case_that_somebody_worked_on_is_not_written_over_unasked() {
    let words = ["import", "a.json", "--as-of", DAY, "-o", "case.toml"];
    let with = |words: &[&str]| run(words).file("a.json", predictors("62")).file("case.toml", "age = 30\n");
    let ran = with(&words).refused();
    says(&ran, &["would write over `case.toml`, which holds something already", "--overwrite"]);
    assert_eq!(ran.read("case.toml"), "age = 30\n");
    let ran = with(&[&words[..], &["--overwrite"]].concat()).done();
    assert!(ran.read("case.toml").contains("ogrs3 = 62\n"));
    run(["import", "a.json", "-o", "a.json"]).file("a.json", predictors("62")).refused();
}

#[test]
fn a_catalogue_without_the_file_plans_and_imports_nothing() {
    let run = |words: &[&str]| {
        let run = run(words)
            .catalogue(&[])
            .file("a.json", predictors("62"))
            .file("case.toml", crate::harness::THEFT);
        run.without("catalogue/import.toml")
    };
    run(&["--case", "case.toml"]).done();
    run(&["import", "a.json"]).refused().says(&["this catalogue does not say how to read exported files"]);
}

#[test]
fn a_slip_in_the_catalogues_rules_is_told_with_its_place() {
    let slips = [
        ("fact = \"ogrs3\"\nat", "fact = \"ogrs\"\nat", "there is no fact `ogrs`"),
        ("as = \"highest\"", "as = \"higher\"", "there is no way of reading `higher`"),
        ("table = \"sara-level\"", "table = \"sara\"", "there is no table `sara`"),
        ("means = \"alternative\"", "means = \"other\"", "`pni` cannot be `other`"),
        ("has = [\"riskFlags\"]", "has = [\"riskFlags[\"]", "is neither `key[]`"),
        ("part = \"11.4\"", "part = \"11.40\"", "`11.40` is no part of `oasys-need-score`"),
    ];
    for (old, new, says) in slips {
        let ran = run(["catalogue", "check"]).catalogue(&[("import.toml", old, new)]).ran();
        assert!(
            ran.stdout.contains(says) || ran.stderr.contains(says),
            "{new}\n{}{}",
            ran.stdout,
            ran.stderr
        );
    }
}
