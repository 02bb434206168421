use crate::harness::{THEFT, run};

#[test]
fn a_saved_case_is_read_back_as_it_was() {
    let words = ["--format", "json", "--ref", "A \"quoted\" \\ é", "--save", "saved.toml"];
    let facts = [
        "--ogrs3",
        "unavailable",
        "--interpreter",
        "yes",
        "--completed",
        "none",
        "--needs",
        "finance,attitudes",
        "--proposed",
        "BBR,CPC",
        "--as-of",
        "2022-12-01",
        "--region",
        "london",
        "--age",
        "40",
    ];
    let first = run(words.into_iter().chain(facts)).done();
    let saved = first.read("saved.toml");
    let again =
        run(["--case", "saved.toml", "--format", "json", "--save", "again.toml"]).file("saved.toml", &saved);
    let again = again.done();
    assert_eq!(first.stdout, again.stdout);
    assert_eq!(again.read("again.toml"), saved);
}

#[test]
fn what_was_accepted_is_saved_with_its_reason() {
    let facts = [
        "--age=30",
        "--gender=male",
        "--sentence=community-order",
        "--purposes=punishment",
        "--region=london",
    ];
    let ran =
        run(facts.into_iter().chain(["--accept", "unpaid-work=agreed = \"yes\"", "--save", "saved.toml"]))
            .ran();
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let saved = ran.read("saved.toml");
    assert!(saved.ends_with("\n[accept]\nunpaid-work = \"agreed = \\\"yes\\\"\"\n"), "{saved}");
    run(["--case", "saved.toml"]).file("saved.toml", saved).done();
}

#[test]
fn nothing_presumed_is_saved_as_known() {
    let ran =
        run(["--case", "case.toml", "--presume", "--save", "saved.toml"]).file("case.toml", THEFT).done();
    assert!(!ran.read("saved.toml").contains("interpreter"));
}

#[test]
fn the_day_the_sentence_ends_is_saved_as_it_was_given() {
    let words = ["--case", "case.toml", "--sentence-ends", "2023-06-01", "--save", "saved.toml"];
    let saved = run(words).file("case.toml", THEFT).done().read("saved.toml");
    assert!(saved.contains("sentence-ends = 2023-06-01\n"), "{saved}");
    assert!(!saved.contains("weeks-remaining"), "{saved}");
}

#[test]
fn a_case_can_be_saved_over_itself() {
    let words = ["--case", "case.toml", "--age", "35", "--save", "case.toml"];
    let ran = run(words).file("case.toml", THEFT).done();
    assert!(ran.read("case.toml").contains("age = 35\n"));
}

#[test]
fn a_case_that_is_explained_is_saved_too() {
    let words = ["explain", "TSP", "--case", "case.toml", "--age", "35", "--save", "saved.toml"];
    let ran = run(words).file("case.toml", THEFT).done();
    assert!(ran.read("saved.toml").contains("age = 35\n"));
}

#[test]
fn a_file_that_holds_something_else_is_written_over_only_where_that_is_said() {
    let words = ["--case", "case.toml", "--save", "other.toml"];
    let ran = run(words).file("case.toml", THEFT).file("other.toml", "age = 20\n").refused();
    ran.says(&["`--save` would write over `other.toml`, which holds something already", "--overwrite"]);
    let ran = run(words.into_iter().chain(["--overwrite"])).file("case.toml", THEFT);
    let ran = ran.file("other.toml", "age = 20\n").done();
    assert!(ran.read("other.toml").contains("offence = "));
}
