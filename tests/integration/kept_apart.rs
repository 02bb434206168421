//! What is read is never written over, and no output over another: nothing is lost, and nothing is written.

use crate::harness::{Ran, Run, THEFT, run};

const CASELOAD: &str = "ref,as-of,gender,age,proposed\nA1,2022-12-01,male,30,BBR\nA2,2022-12-01,male,x,BBR\n";

fn with_files(words: &str) -> Run {
    run(words.split(' ')).file("case.toml", THEFT).file("in.csv", CASELOAD).file("old.txt", "kept")
}

/// Expects that a run is refused, and that its folder is as it was.
#[track_caller]
fn nothing_done(made: Run, words: &str) -> Ran {
    let before = made.names();
    let ran = made.refused();
    assert_eq!(ran.names(), before, "{words}");
    assert_eq!(ran.read("case.toml"), THEFT, "{words}");
    assert_eq!(ran.read("in.csv"), CASELOAD, "{words}");
    assert_eq!(ran.read("old.txt"), "kept", "{words}");
    ran
}

#[test]
fn an_output_that_is_the_input_is_refused() {
    for (words, flag) in [
        ("batch in.csv -o in.csv", "output"),
        ("batch in.csv -o ./in.csv", "output"),
        ("batch in.csv -o out.csv --rejects in.csv", "rejects"),
        ("batch in.csv -o out.csv --summary in.csv", "summary"),
        ("batch in.csv --summary - --summary in.csv", "summary"),
        ("review in.csv -o in.csv", "output"),
        ("review in.csv -o out.csv --rejects in.csv", "rejects"),
        ("rehearse case.toml -o case.toml", "output"),
        ("explain TSP --case case.toml -o case.toml", "output"),
        ("--case case.toml -o case.toml", "output"),
        ("catalogue diff --between 2022-12-01 2022-12-02 --cases in.csv -o in.csv", "output"),
    ] {
        let said = nothing_done(with_files(words), words).stderr;
        assert!(said.contains(&format!("`--{flag}` would write over `")), "{words}: {said}");
        assert!(said.contains("which is read"), "{words}: {said}");
    }
}

#[test]
fn two_outputs_that_are_the_same_file_are_refused() {
    for words in [
        "batch in.csv -o x --rejects x",
        "batch in.csv -o old.txt --rejects ./old.txt",
        "batch in.csv -o x --summary x",
        "batch in.csv -o y --rejects x --summary x",
        "batch in.csv -o y --summary x.json --summary ./x.json",
        "review in.csv -o x --rejects x",
        "--case case.toml -o x --save x",
    ] {
        nothing_done(with_files(words), words).says(&["would write over `", "named here first"]);
    }
}

#[test]
fn two_outputs_on_standard_output_are_refused() {
    for words in [
        "batch in.csv --rejects -",
        "batch in.csv -o - --rejects -",
        "batch in.csv -o - --summary -",
        "batch in.csv --summary - --rejects -",
        "batch in.csv --summary - --summary /dev/stdout",
        "review in.csv --rejects -",
        "--case case.toml --save -",
    ] {
        nothing_done(with_files(words), words).says(&["cannot both go to standard output"]);
    }
}

#[test]
fn outputs_that_differ_are_all_written() {
    let words = "batch in.csv -o plans.ndjson --rejects rejects.ndjson --summary s.txt --summary s.json";
    let ran = with_files(words).ran();
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for name in ["plans.ndjson", "rejects.ndjson", "s.txt", "s.json"] {
        assert!(!ran.read(name).is_empty(), "{name}");
    }
    assert_eq!(ran.read("in.csv"), CASELOAD);
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_any_row_is_read() {
    for words in [
        "batch in.csv -o plans.ndjson --rejects nowhere/x",
        "batch in.csv -o plans.ndjson --summary nowhere/x",
        "batch in.csv -o nowhere/x",
        "review in.csv -o nowhere/x",
        "--case case.toml -o plan.txt --save nowhere/x",
    ] {
        nothing_done(with_files(words), words).says(&["there is no folder `nowhere`"]);
    }
}

#[test]
fn a_file_of_the_catalogue_is_not_written_over() {
    let made = with_files("catalogue new one-more -o catalogue/facts.toml").catalogue(&[]);
    let before = std::fs::read_to_string(crate::harness::shipped().join("facts.toml")).unwrap();
    let ran = made.refused();
    ran.says(&["`--output` would write over `catalogue/facts.toml`, which is read"]);
    assert_eq!(ran.read("catalogue/facts.toml"), before);

    let words = "catalogue diff catalogue catalogue -o ./catalogue/facts.toml";
    with_files(words).catalogue(&[]).refused().says(&["which is read"]);
    with_files("catalogue new one-more -o catalogue/offers/one-more.toml").catalogue(&[]).done();
}

#[test]
fn a_file_of_settings_is_not_written_over() {
    let words = "facts -o config/goldenthread/config.toml";
    let ran = with_files(words).file("config/goldenthread/config.toml", "region = \"wales\"\n").refused();
    ran.says(&["config.toml`, which is read"]);
    assert_eq!(ran.read("config/goldenthread/config.toml"), "region = \"wales\"\n");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_input_is_the_input() {
    for words in
        ["batch in.csv -o link", "batch link -o in.csv", "batch in.csv -o hard", "batch hard -o link"]
    {
        let made = with_files(words).with_link("link", "in.csv").with_hard_link("hard", "in.csv");
        nothing_done(made, words).says(&["which is read"]);
    }
}

#[cfg(unix)]
#[test]
fn two_links_to_one_file_are_one_output() {
    let words = "batch in.csv -o link --rejects old.txt";
    nothing_done(with_files(words).with_link("link", "old.txt"), words).says(&["would write over `old.txt`"]);
}

#[cfg(unix)]
#[test]
fn a_folder_by_two_names_is_one_folder() {
    let words = "batch in.csv -o link/x --rejects x";
    nothing_done(with_files(words).with_link("link", "."), words).says(&["would write over"]);
}

#[cfg(unix)]
#[test]
fn the_streams_of_the_shell_are_files_too() {
    for line in [
        "batch - -o in.csv < in.csv",
        "batch -o in.csv < in.csv",
        "batch in.csv >> in.csv",
        "batch in.csv --summary x >> x",
    ] {
        let ran = with_files("facts").shell(line);
        assert_eq!(ran.status, 2, "{line}");
        ran.says(&["would write over"]);
        assert_eq!(ran.read("in.csv"), CASELOAD, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_device_that_holds_nothing_may_be_named_twice() {
    let ran = with_files("batch in.csv -o /dev/null --rejects /dev/null").ran();
    assert_eq!(ran.status, 1, "{}", ran.stderr);
}
