use crate::harness::run;

#[test]
fn help_leads_with_examples_and_lists_the_exit_statuses() {
    let help = run(["--help"]).done().stdout;
    assert!(help.starts_with("Examples:\n  goldenthread --case case.toml\n"), "{help}");
    for text in ["Exit status:", "0  done", "1  done", "2  could not", "130  interrupted", "propose", "facts"]
    {
        assert!(help.contains(text), "no {text:?} in:\n{help}");
    }
}

#[test]
fn every_fact_has_a_flag_in_the_long_help_under_its_heading() {
    let help = run(["propose", "--help"]).done().stdout;
    let facts = run(["facts", "--format", "json"]).done().plan();
    for fact in facts["facts"].as_array().unwrap() {
        assert!(help.contains(&format!("--{} <", fact["key"].as_str().unwrap())), "{fact}");
        assert!(help.contains(&format!("\n{}:\n", fact["group"].as_str().unwrap())), "{fact}");
    }
}

#[test]
fn the_short_help_of_propose_reads_well() {
    let help = run(["propose", "-h"]).done().stdout;
    assert!(help.lines().count() <= 60 && !help.contains("--ogrs3"), "{help}");
    assert!(help.contains("`goldenthread facts`"), "{help}");
}

#[test]
fn all_help_fits_eighty_columns() {
    for words in [
        &["--help"][..],
        &["-h"],
        &["propose", "--help"],
        &["propose", "-h"],
        &["facts", "-h"],
        &["catalogue", "-h"],
    ] {
        let help = run(words).done().stdout;
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    }
}

#[test]
fn the_version_is_the_packages() {
    assert_eq!(run(["--version"]).done().stdout, format!("goldenthread {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_help_of_every_command_leads_with_an_example() {
    for command in
        ["propose", "explain", "batch", "review", "facts", "catalogue", "config", "completions", "man"]
    {
        let help = run([command, "--help"]).done().stdout;
        assert!(help.starts_with("Example"), "{command}: {help}");
        let example = help.lines().nth(1).unwrap_or_default();
        let usual = command == "propose" && example.starts_with("  goldenthread --case");
        assert!(usual || example.starts_with(&format!("  goldenthread {command}")), "{example}");
    }
}

#[test]
fn help_can_be_asked_for_as_a_command() {
    assert_eq!(run(["help"]).done().stdout, run(["--help"]).done().stdout);
    assert_eq!(
        run(["help", "catalogue", "list"]).done().stdout,
        run(["catalogue", "list", "--help"]).done().stdout
    );
}
