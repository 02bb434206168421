use serde_json::Value;

use super::{BBR, TSP, found, holds, joined};
use crate::harness::{run, shipped};

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
        .says(&["weather", "offer, facts, targets, sources, policy, cautions, sheet, catalogue"]);
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
    let ran = run(["catalogue", "check"]).env("SOURCE_DATE_EPOCH", "1798761600").done();
    holds(&ran, &["60 offers,", "rule tests, nothing found"]);
    let json = run(["catalogue", "check", "--format", "json"]).env("SOURCE_DATE_EPOCH", "1798761600").done();
    assert_eq!(json.plan()["findings"], Value::Array(Vec::new()));
}

#[test]
fn what_is_doubtful_is_told_with_code_place_marked_line_and_help_and_status_1() {
    let slips = [
        (TSP, "score is 50 or more", "score is 40 or more"),
        (BBR, "summary = \"", "summary = \"TBC "),
        ("catalogue.toml", "review-by = 2027-05-31", "review-by = 2026-12-02"),
    ];
    let ran = run(["catalogue", "check"]).catalogue(&slips).env("SOURCE_DATE_EPOCH", "1798761600");
    let ran = found(ran);
    for text in [
        "warning[sentence-number]: ",
        " --> catalogue/offers/thinking-skills-programme.toml:",
        "says 40 or more, and its",
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
    let json = found(json.env("SOURCE_DATE_EPOCH", "1798761600")).plan();
    let findings = json["findings"].as_array().unwrap();
    let review = findings.iter().find(|finding| finding["code"] == "review-passed").unwrap();
    assert_eq!((&review["file"], &review["line"]), (&"catalogue/catalogue.toml".into(), &9.into()));
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
