//! Signals that end a run: nothing is left half written, and what was answered is kept.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::harness::program;
use crate::interviews::{AGE, without};
use crate::terminal::{Terminal, at_a_terminal};

/// The signals that end a run, but for those that whoever runs the tests has them ignore: these are ignored in the program too.
fn signals() -> Vec<&'static str> {
    let heeded = |signal: &&str| !send(signal, "$$");
    let signals: Vec<&str> = ["INT", "TERM", "HUP", "QUIT"].into_iter().filter(heeded).collect();
    assert!(signals.contains(&"TERM"));
    signals
}

/// Sends a signal, and gives whether the shell that did is there still.
fn send(signal: &str, process: &str) -> bool {
    let line = format!("kill -{signal} {process}");
    Command::new("sh").args(["-c", &line]).status().unwrap().success()
}

/// More rows than a pipe holds: once they are taken in, the program has begun on them.
fn rows() -> String {
    let rows = "{\"ref\":\"A\",\"age\":30,\"gender\":\"male\"}\n".repeat(40_000);
    assert!(rows.len() > 1 << 20);
    rows
}

/// Begins a batch in a folder that waits for more rows, as the shell has it after these words.
fn begun(folder: &Path, before: &str) -> Child {
    let line = format!(
        "{before} exec '{}' batch - --from ndjson --only outcomes -o out --rejects rejects",
        program().display()
    );
    let mut child = Command::new("sh")
        .args(["-c", &line])
        .current_dir(folder)
        .env_remove("GOLDENTHREAD_CATALOGUE")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.as_mut().unwrap().write_all(rows().as_bytes()).unwrap();
    assert_eq!(hidden(folder), 2);
    child
}

/// How many files a folder has that are being written.
fn hidden(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with(".goldenthread-")).count()
}

#[test]
fn a_run_that_a_signal_ends_says_so_and_leaves_what_was_there_before() {
    for signal in signals() {
        for before in [Some("from before"), None] {
            let folder = TempDir::new().unwrap();
            let out = folder.path().join("out");
            before.iter().for_each(|content| fs::write(&out, content).unwrap());
            let mut child = begun(folder.path(), "");
            let stdin = child.stdin.take();
            assert!(send(signal, &child.id().to_string()));
            let ended = child.wait_with_output().unwrap();
            assert_eq!(ended.status.code(), Some(130), "{signal}");
            assert_eq!(String::from_utf8_lossy(&ended.stderr), "interrupted\n", "{signal}");
            drop(stdin);
            assert_eq!(fs::read_to_string(&out).ok().as_deref(), before, "{signal}");
            let left = fs::read_dir(folder.path()).unwrap().count();
            assert_eq!(left, usize::from(before.is_some()), "{signal}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_is_to_be_ignored_is() {
    let folder = TempDir::new().unwrap();
    let mut child = begun(folder.path(), "trap '' HUP;");
    let stdin = child.stdin.take();
    assert!(send("HUP", &child.id().to_string()));
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let written = fs::read_to_string(folder.path().join("out")).unwrap();
    assert_eq!(written.lines().count(), 40_000);
}

/// An interview whose answers are saved, with one question answered and the next one put.
fn saved_interview(first: &[&str]) -> Terminal {
    let words = ["--case", "case.toml", "--as-of", "2022-12-01", "--interview", "--save", "saved.toml"];
    let words: Vec<&str> = first.iter().copied().chain(words).collect();
    let mut terminal = at_a_terminal(&words, &[("case.toml", &without(&["age", "accepts-programme"]))]);
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("Question 2.");
    terminal
}

#[test]
fn an_interview_that_a_signal_ends_keeps_its_answers_and_restores_the_terminal() {
    for signal in signals() {
        for way in [&[][..], &["--accessible"]] {
            let mut terminal = saved_interview(way);
            assert!(send(signal, &terminal.process()));
            assert_eq!(terminal.ends(), 130, "{signal}");
            assert!(terminal.cursor_is_visible() && terminal.echoes(), "{signal}");
            assert!(terminal.transcript().contains("The answers so far are saved."), "{signal}");
            let saved = fs::read_to_string(terminal.folder.path().join("saved.toml")).unwrap();
            assert!(saved.contains("age = 34\n"), "{signal}: {saved}");
        }
    }
}
