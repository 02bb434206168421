//! A word that no command takes is an error in every form of command, and nothing is done.

use crate::harness::{Ran, THEFT, run};

const CASELOAD: &str = "ref,as-of,gender,age\nA1,2022-12-01,male,30\n";

/// Every form of command with what it needs, and a flag of its own with a letter left out.
const COMMANDS: [(&str, &str, &str); 17] = [
    ("--age 30", "--presum", "--presume"),
    ("propose --age 30", "--formt=json", "--format"),
    ("batch caseload.csv", "--as-fo=2022-12-02", "--as-of"),
    ("rehearse case.toml", "--formt=json", "--format"),
    ("review caseload.csv", "--goup=gender", "--group"),
    ("explain TSP --age 30", "--formt=json", "--format"),
    ("facts", "--formt=json", "--format"),
    ("catalogue list", "--kid=monitoring", "--kind"),
    ("catalogue show BBR", "--ouput=made", "--output"),
    ("catalogue check", "--explin=unused", "--explain"),
    ("catalogue gaps", "--overlps", "--overlaps"),
    ("catalogue diff --between 2022-12-01 2022-12-02", "--as-fo=2022-12-02", "--as-of"),
    ("catalogue schema", "--ouput=made", "--output"),
    ("catalogue new new-offer", "--ouput=made", "--output"),
    ("config", "--formt=json", "--format"),
    ("completions bash", "--ouput=made", "--output"),
    ("man made", "--no-colr", "--no-color"),
];

#[track_caller]
fn refused(words: &str) -> Ran {
    let ran = run(words.split(' ')).file("case.toml", THEFT).file("caseload.csv", CASELOAD).refused();
    assert_eq!(ran.names(), ["case.toml", "caseload.csv"], "{words}");
    ran
}

#[test]
fn a_flag_that_a_command_does_not_have_is_refused_by_every_command() {
    for (command, mistyped, meant) in COMMANDS {
        let said = refused(&format!("{command} {mistyped}")).stderr;
        let flag = mistyped.split('=').next().unwrap();
        assert!(said.contains(&format!("there is no flag `{flag}`")), "{command}: {said}");
        assert!(said.contains(&format!("did you mean `{meant}`?")), "{command}: {said}");
    }
}

#[test]
fn a_flag_that_no_command_has_is_refused_by_every_command() {
    for (command, ..) in COMMANDS {
        refused(&format!("{command} --zzzzzz=1")).says(&["there is no flag `--zzzzzz`"]);
        refused(&format!("{command} -z")).says(&["there is no flag `-z`"]);
    }
}

#[test]
fn a_value_that_a_flag_does_not_take_is_refused() {
    for words in [
        "--age 30 --format xml",
        "propose --age 30 --detail some",
        "batch caseload.csv --format xml",
        "batch caseload.csv --from xml",
        "batch caseload.csv --only some",
        "batch caseload.csv --jobs -1",
        "batch caseload.csv --jobs 0",
        "batch caseload.csv --jobs two",
        "batch caseload.csv --longest-row -1",
        "batch caseload.csv --as-of tomorrow",
        "batch caseload.csv --presume=yes",
        "rehearse case.toml --format xml",
        "review caseload.csv --format xml",
        "review caseload.csv --jobs -1",
        "review caseload.csv --group nothing",
        "explain TSP --age 30 --format xml",
        "explain TSP --age 30 --to exclude",
        "explain nothing --age 30",
        "facts --format xml",
        "facts nothing",
        "catalogue list --kind nothing",
        "catalogue list --target money",
        "catalogue list --region nowhere",
        "catalogue list --reads nothing",
        "catalogue list --on tomorrow",
        "catalogue show BBR --format xml",
        "catalogue show nothing",
        "catalogue check --format xml",
        "catalogue check --explain nothing",
        "catalogue gaps --target money",
        "catalogue gaps --region nowhere",
        "catalogue gaps --as-of tomorrow",
        "catalogue gaps --more=yes",
        "catalogue diff --between 2022-12-01 tomorrow",
        "catalogue diff --between 2022-12-01 2022-12-02 --format xml",
        "catalogue schema nothing",
        "catalogue new NOTHING",
        "config --format xml",
        "completions nothing",
    ] {
        let said = refused(words).stderr;
        assert!(said.starts_with("error: "), "{words}: {said}");
    }
}

#[test]
fn a_word_too_many_is_refused_by_every_command() {
    for (command, ..) in COMMANDS {
        refused(&format!("{command} one-more two-more"));
    }
}
