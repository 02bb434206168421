use crate::harness::{THEFT, run, shipped};

const RESOLVE: &str = "offers/resolve.toml";
const AGE: &str = "[[fact]]\nkey = \"age\"";
const DIALOGUES: &str = "offers/developing-dialogues.toml";
const BBR: &str = "offers/building-better-relationships.toml";

#[test]
fn another_catalogue_is_read_from_the_flag_or_the_environment() {
    let change = [("catalogue.toml", "version = \"", "version = \"changed-")];
    let by_environment = run(["catalogue", "check"]).catalogue(&change).done();
    assert!(by_environment.stdout.contains("version changed-"), "{}", by_environment.stdout);
    let by_flag = run(["catalogue", "check", "--catalogue", "catalogue"]).catalogue(&change);
    let by_flag = by_flag.env("GOLDENTHREAD_CATALOGUE", "/nowhere").done();
    assert_eq!(by_environment.stdout, by_flag.stdout);
}

#[test]
fn the_catalogue_in_its_folder_has_the_digest_of_the_one_in_the_program() {
    let digest = |ran: crate::harness::Ran| ran.plan()["catalogue"]["digest"].clone();
    let words = ["--age", "30", "--format", "json"];
    let folder = shipped();
    let read = run(words).env("GOLDENTHREAD_CATALOGUE", folder.to_str().unwrap()).done();
    assert_eq!(digest(read), digest(run(words).done()));
}

#[test]
fn every_problem_of_a_catalogue_is_told_at_once_with_its_place() {
    let ran = run(["--case", "case.toml"]).file("case.toml", THEFT).catalogue(&[
        ("facts.toml", "key = \"interpreter\"", "key = \"region\""),
        (BBR, "is = \"male\"", "is = \"man\""),
        (BBR, "id = \"age\"", "id = \"gender\""),
        (BBR, "at-least = 18", "at-least = 180"),
        (BBR, "includes = [\"intimate-partner-violence\"]", "includes = [\"partner-violence\"]"),
        (DIALOGUES, "id = \"developing-dialogues\"", "id = \"resolve\""),
        (DIALOGUES, "superseded-by = [\"constructive", "superseded-by = [\"construtive"),
        (DIALOGUES, "[delivery]", "[[availability]]\nfrom = 2022-01-01\n[delivery]"),
        (RESOLVE, "source = { id = \"east", "source = { id = \"eats"),
        (RESOLVE, "targets = [\"violence\"", "targets = [\"violense\""),
        (RESOLVE, "fact = \"gender\"", "fact = \"gendre\""),
        (
            RESOLVE,
            "source = { id = \"east-midlands-brochure\", heading = \"Resolve: Individual Requirements\" }",
            "",
        ),
    ]);
    let ran = ran.refused();
    for told in [
        "`region` is used twice",
        "`gender` is used twice",
        "first used here",
        "`gender` is never `man`",
        "catalogue/offers/building-better-relationships.toml:64:32",
        "it is one of male, female",
        "`age` is never 180",
        "a whole number from 10 to 120 (years)",
        "`offence` is never `partner-violence`",
        "it is any of intimate-partner-violence, sexual",
        "`offers/developing-dialogues.toml` holds the offer `resolve`",
        "there is no offer `construtive-conversations`",
        "did you mean `constructive-conversations`?",
        "two windows hold on the same day in the same region",
        "there is no source `eats-midlands-brochure`",
        "did you mean `east-midlands-brochure`?",
        "there is no target `violense`",
        "did you mean `violence`?",
        "there is no fact `gendre`",
        "did you mean `gender`?",
        "no source is given",
        "every reason has a",
        "problems found; nothing was done",
    ] {
        assert!(ran.stderr.contains(told), "no {told:?} in:\n{}", ran.stderr);
    }
    let of_the_window = ran.stderr.matches("two windows hold on the same day").count();
    assert_eq!(of_the_window, 1, "{}", ran.stderr);
}

#[test]
fn relations_in_a_circle_are_told_edge_by_edge() {
    run(["catalogue", "list"])
        .catalogue(&[
            (BBR, "short-names", "follows = [\"resolve\"]\nshort-names"),
            (RESOLVE, "short-names", "follows = [\"building-better-relationships\"]\nshort-names"),
        ])
        .refused()
        .says(&[
            "`building-better-relationships` comes after `resolve` comes after itself",
            "and through this one",
        ]);
}

#[test]
fn every_command_refuses_a_catalogue_with_a_problem() {
    for words in [&["facts"][..], &["catalogue", "list"], &["--age", "30"]] {
        run(words)
            .catalogue(&[(BBR, "is = \"male\"", "is = \"man\"")])
            .refused()
            .says(&["`gender` is never `man`", "building-better-relationships.toml:"]);
    }
}

#[test]
fn a_misspelt_key_of_a_catalogue_is_told_with_the_nearest() {
    run(["catalogue", "list"])
        .catalogue(&[(BBR, "audience = ", "audiance = ")])
        .refused()
        .says(&["`audiance` is not a key of this table", "did you mean `audience`?"]);
}

#[test]
fn a_conflict_says_what_two_sources_say_or_more() {
    let view = "[[conflict.view]]\nsays = \"The East Midlands brochure of June 2021 lists this toolkit.\"\n\
        source = { id = \"east-midlands-brochure\", heading = \"Developing Dialogues\" }\n";
    run(["catalogue", "list"]).catalogue(&[(DIALOGUES, view, "")]).refused().says(&[
        "a conflict has two views or more",
        "[[conflict]]",
        "add a `[[conflict.view]]`",
    ]);
}

#[test]
fn a_catalogue_that_is_not_toml_is_refused() {
    run(["catalogue", "list"])
        .catalogue(&[(BBR, "name = \"Building", "name = Building")])
        .refused()
        .says(&["error: ", " --> catalogue/offers/building-better-relationships.toml:3:"]);
}

#[test]
fn a_folder_that_is_no_catalogue_is_refused() {
    run(["facts", "--catalogue", "nowhere"]).refused().says(&["`nowhere`", "name the folder of a catalogue"]);
    run(["facts", "--catalogue", "."]).refused().says(&["the catalogue has no `catalogue.toml`"]);
    run(["facts", "--catalogue", "a.toml"]).file("a.toml", "").refused().says(&["`a.toml`"]);
}

#[test]
fn files_of_a_catalogue_that_are_not_text_are_told_together() {
    let ran = run(["facts"]).catalogue(&[]).file("catalogue/offers/one.toml", b"\xff");
    ran.file("catalogue/offers/two.toml", b"id = \"\xe9\"").refused().says(&[
        "byte 0xFF is not UTF-8",
        " --> catalogue/offers/one.toml:1:1",
        "byte 0xE9 is not UTF-8",
        " --> catalogue/offers/two.toml:1:7",
        "2 problems found",
    ]);
}

/// Declares a yes-no fact of this key before the fact of age.
fn declaring(key: &str) -> String {
    format!(
        "[[fact]]\nkey = \"{key}\"\nname = \"Left-handed\"\ngroup = \"The person\"\n\
         question = \"Is the person left-handed?\"\ntype = \"yes-no\"\nhelp = \"Which hand the person writes with.\"\n\
         find = \"Ask the person.\"\nchange = \"fixed\"\nsource = {{ id = \"planning-policy\", heading = \"Advice\" }}\n\n{AGE}"
    )
}

#[test]
fn a_fact_may_not_take_the_name_of_a_flag() {
    for taken in ["format", "case", "help", "catalogue"] {
        run(["catalogue", "list"])
            .catalogue(&[("facts.toml", AGE, &declaring(taken))])
            .refused()
            .says(&[&format!("`{taken}` cannot be the key of a fact"), " --> catalogue/facts.toml:"]);
    }
}

#[test]
fn a_new_fact_is_a_flag_a_key_and_a_line_of_the_listing_at_once() {
    let declared = declaring("left-handed");
    let change = [("facts.toml", AGE, declared.as_str())];
    let flagged = run(["--left-handed", "yes", "--format", "json"]).catalogue(&change).done();
    assert_eq!(flagged.plan()["answers"]["left-handed"], true);
    let read = run(["--case", "case.toml", "--format", "json"]).file("case.toml", "left-handed = true\n");
    assert_eq!(read.catalogue(&change).done().plan()["answers"]["left-handed"], true);
    assert!(run(["facts"]).catalogue(&change).done().stdout.contains("  --left-handed YES-OR-NO\n"));
}

#[test]
fn an_offer_with_a_target_a_fact_and_criteria_of_its_own_is_added_in_toml_alone() {
    let target = r#"
[[target]]
id = "left-handedness"
name = "left-handedness"
plain = "to write with ease"
class = "need"
present = { fact = "left-handed", is = true }
source = { id = "planning-policy", heading = "Advice" }

"#;
    let offer = r#"
id = "scissors-course"
name = "Scissors Course"
short-names = ["LHS"]
kind = "structured-intervention"
audience = "Adults who are left-handed"
summary = "Cutting straight with the left hand."
plain = "You will learn to cut with ease."
targets = ["left-handedness"]
source = { id = "planning-policy", heading = "Advice" }

[[availability]]
regions = ["wales"]
source = { id = "planning-policy", heading = "Advice" }

[delivery]
sessions = 3
format = "Three sessions in a group"
source = { id = "planning-policy", heading = "Advice" }

[[criterion]]
id = "left-handed"
says = "The person is left-handed."
when = { fact = "left-handed", is = true }
source = { id = "planning-policy", heading = "Advice" }
planning-policy = true
"#;
    let declared = declaring("left-handed");
    let changes = [
        ("facts.toml", AGE, declared.as_str()),
        ("targets.toml", "", target),
        ("catalogue.toml", "offers = [", "offers = [\n  \"scissors-course\","),
        ("offers/scissors-course.toml", "", offer),
    ];
    let outcome = |more: &[&str]| {
        let words = ["--format=json", "--as-of=2022-12-01", "--sentence=community-order", "--completed=none"];
        let words =
            words.iter().chain(["--reads-simple-sentences=yes", "--interpreter=no"].iter()).chain(more);
        let plan = run(words).catalogue(&changes).done().plan();
        let added = plan["offers"].as_array().unwrap().iter().find(|o| o["id"] == "scissors-course").unwrap();
        format!("{} {}", added["reason"].as_str().unwrap(), added["missing"])
    };
    assert_eq!(outcome(&["--left-handed=yes", "--region=wales"]), "meets-criteria []");
    assert_eq!(outcome(&["--left-handed=no", "--region=wales"]), "not-eligible []");
    assert_eq!(outcome(&["--left-handed=yes", "--region=london"]), "not-available []");
    assert_eq!(outcome(&["--region=wales"]), "missing-answers [\"left-handed\"]");
    let shown = run(["catalogue", "show", "lhs"]).catalogue(&changes).done().stdout;
    assert!(shown.contains("The person is left-handed."), "{shown}");
}

#[test]
fn an_empty_variable_means_the_catalogue_shipped() {
    let ran = run(["catalogue", "list"]).env("GOLDENTHREAD_CATALOGUE", "").done();
    assert_eq!(ran.stdout, run(["catalogue", "list"]).done().stdout);
}
