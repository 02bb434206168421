use std::fs;

use crate::harness::run;

#[test]
fn completions_know_commands_flags_offers_facts_and_their_values() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(["completions", shell]).done().stdout;
        for word in [
            "propose",
            "catalogue",
            "--ogrs3",
            "unavailable",
            "community-order",
            "building-better-relationships",
            "offence-history",
        ] {
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}

#[test]
fn what_is_read_and_what_is_written_are_completed_as_files() {
    let script = run(["completions", "fish"]).done().stdout;
    for flag in ["case", "save", "output", "rejects", "summary", "cases"] {
        let line = script.lines().find(|line| line.contains(&format!(" -l {flag} "))).unwrap();
        assert!(line.ends_with(" -r -F"), "{line}");
    }
}

#[test]
fn an_unknown_shell_is_refused_with_those_there_are() {
    run(["completions", "tcsh"]).refused().says(&["cannot be `tcsh`", "bash", "zsh"]);
}

#[test]
fn every_command_has_a_page_in_the_manual() {
    let ran = run(["man", "pages/here"]).done();
    let folder = ran.folder.path().join("pages/here");
    for name in ["goldenthread", "goldenthread-propose", "goldenthread-facts", "goldenthread-catalogue-show"]
    {
        let page = fs::read_to_string(folder.join(format!("{name}.1"))).unwrap();
        assert!(page.contains(".TH") && page.contains(".SH NAME"), "{name}");
    }
    let page = fs::read_to_string(folder.join("goldenthread.1")).unwrap();
    assert!(page.contains("goldenthread\\-propose(1)"), "{page}");
}
