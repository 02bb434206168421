//! What a practitioner wrote stands in every form as it was written.

use crate::harness::{UNPAID_WORK, run};

const ACCEPTED: &str = r#"
[accept]
unpaid-work = """
Agreed at the RAR (with the court on 3 May)
and at the RAR (with the team on 5 May), before rehabilitation activity requirement (RAR) days."""
"#;

const REFERENCE: &str = "RAR (first order) and RAR (second order)";

const REASON: &str = "Agreed at the RAR (with the court on 3 May) and at the RAR (with the team on 5 May), before \
                      rehabilitation activity requirement (RAR) days.";

fn written(words: &[&str]) -> String {
    run(words.iter().copied())
        .file("case.toml", format!("ref = \"{REFERENCE}\"{UNPAID_WORK}{ACCEPTED}"))
        .done()
        .stdout
}

/// The text with each stretch of white space as one space, since a form may break lines where it likes.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_reason_for_accepting_an_offer_stands_word_for_word_in_every_form_that_shows_it() {
    for form in ["markdown", "html"] {
        let text = on_one_line(&written(&["--case", "case.toml", "--format", form]));
        assert!(text.contains(REASON), "{form}: {text}");
    }
    for words in
        [&["--case", "case.toml", "--accessible"][..], &["explain", "unpaid-work", "--case", "case.toml"]]
    {
        let text = on_one_line(&written(words));
        assert!(text.contains(REASON), "{words:?}: {text}");
    }
}

#[test]
fn a_grid_keeps_every_word_of_a_reason() {
    let text = on_one_line(&written(&["--case", "case.toml"]));
    for words in ["3 May)", "5 May),", "(with the court", "requirement (RAR)"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn json_has_a_reason_with_its_line_breaks() {
    let plan: serde_json::Value =
        serde_json::from_str(&written(&["--case", "case.toml", "--format", "json"])).unwrap();
    let explained: serde_json::Value = serde_json::from_str(&written(&[
        "explain",
        "unpaid-work",
        "--case",
        "case.toml",
        "--format",
        "json",
    ]))
    .unwrap();
    for written in [&plan, &explained] {
        let reason = written["accepted"]["unpaid-work"].as_str().unwrap();
        assert_eq!(on_one_line(reason), REASON);
        assert!(reason.contains("3 May)\nand"), "{reason:?}");
    }
}

#[test]
fn the_reference_stands_word_for_word_in_every_form_that_shows_it() {
    for form in ["table", "markdown", "html", "sheet"] {
        let text = on_one_line(&written(&["--case", "case.toml", "--format", form]));
        assert!(text.contains(REFERENCE), "{form}: {text}");
    }
    for words in [
        &["--case", "case.toml", "--proposed", "unpaid-work"][..],
        &["--case", "case.toml", "--what-if", "age=40"],
        &["explain", "unpaid-work", "--case", "case.toml"],
    ] {
        let text = on_one_line(&written(words));
        assert!(text.contains(REFERENCE), "{words:?}: {text}");
    }
}
