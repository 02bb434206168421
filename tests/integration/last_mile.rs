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

/// Runs a script in a shell; nothing where the shell is not there, which is said.
fn in_shell(shell: &str, flags: &[&str], script: &str) -> Option<String> {
    match std::process::Command::new(shell).args(flags).arg("-c").arg(script).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{shell}: {said}");
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) => {
            println!("SKIPPED: {shell} cannot be run: {error}");
            None
        }
    }
}

/// What is typed, the word that bash takes to be completed (it breaks words at equals signs), and what is offered for it.
const TYPED: [(&str, &str, &str); 9] = [
    ("explain BB", "BB", "BBR"),
    ("explain womens", "womens", "womens-service"),
    ("--what-if interp", "interp", "interpreter="),
    ("--what-if rosh=ve", "ve", "very-high"),
    ("--what-if=rosh=ve", "ve", "very-high"),
    ("--needs finance,acc", "finance,acc", "finance,accommodation"),
    ("--needs=finance,acc", "finance,acc", "finance,accommodation"),
    ("--what-if needs=finance,acc", "finance,acc", "finance,accommodation"),
    ("propose --accept womens", "womens", "womens-service="),
];

#[test]
fn bash_completes_offers_facts_with_values_and_the_second_value_of_a_list() {
    let ran = run(["completions", "bash", "-o", "made"]).done();
    for (typed, word, offered) in TYPED {
        let line = format!("goldenthread {typed}");
        let script = format!(
            "source '{}/made'; COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=({line}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _goldenthread_typed goldenthread '{word}' \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; echo \"${{COMPREPLY[*]}}\"",
            ran.folder.path().display()
        );
        let Some(said) = in_shell("bash", &["--norc"], &script) else { return };
        assert_eq!(said.trim(), offered, "{typed}");
    }
}

#[test]
fn fish_completes_offers_facts_with_values_and_the_second_value_of_a_list() {
    let ran = run(["completions", "fish", "-o", "made"]).done();
    for (typed, word, offered) in TYPED {
        // Where an equals sign joins a flag and its value, fish offers both; what accepts an offer is left to whoever types.
        if typed.contains("--accept") || typed.contains("needs=") || typed.contains("--what-if=") {
            continue;
        }
        let script =
            format!("source '{}/made'; complete -C 'goldenthread {typed}'", ran.folder.path().display());
        let Some(said) = in_shell("fish", &["--no-config"], &script) else { return };
        let offered = typed.rsplit(' ').next().unwrap_or_default().replace(word, offered);
        let told =
            said.lines().any(|line| line.split('\t').next() == Some(&offered) || line.starts_with(&offered));
        assert!(told, "{typed}: {said}");
    }
}

#[test]
fn zsh_can_read_its_script() {
    let ran = run(["completions", "zsh", "-o", "made"]).done();
    let script = ran.read("made");
    assert!(script.contains("_sequence compadd - accommodation") && script.contains("_goldenthread_what_if"));
    in_shell("zsh", &["-f"], &format!("zsh -n '{}/made'", ran.folder.path().display()));
}

#[test]
fn no_name_in_a_catalogue_becomes_part_of_a_script() {
    let hostile = "short-names = [\"$(touch${IFS}made)\", \"`touch made`\", \"a&b;c\", ";
    let file = "offers/building-better-relationships.toml";
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script =
            run(["completions", shell]).catalogue(&[(file, "short-names = [", hostile)]).done().stdout;
        assert!(!script.contains("touch") && !script.contains("a&b"), "{shell}");
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
