//! Every command in the README runs, and shows what the README says it shows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::harness::{EXAMPLES_DAY, program};

/// A command of the README: the words after the program's name, the exit status, and lines that its output has.
struct Shown {
    line: String,
    status: i32,
    output: Vec<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The lines in `sh` blocks. A `text` block after one shows lines of the last command's output. `# exit status 1` at the end of a
/// line says how it ends.
fn shown() -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut block = None;
    for line in readme().lines() {
        match (line.strip_prefix("```"), block.as_deref()) {
            (Some(""), Some(_)) => block = None,
            (Some(language), None) => block = Some(language.to_owned()),
            (None, Some("sh")) => {
                let (command, status) = match line.split_once("  # exit status ") {
                    Some((command, status)) => (command, status.parse().unwrap()),
                    None => (line, 0),
                };
                all.push(Shown { line: command.to_owned(), status, output: Vec::new() });
            }
            (None, Some("text")) => all.last_mut().unwrap().output.push(line.to_owned()),
            _ => {}
        }
    }
    all
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs a line in a shell, in a folder that has the examples and the catalogue.
fn run(line: &str, folder: &Path) -> std::process::Output {
    let program = program().display().to_string();
    let line = match line.strip_prefix("cargo run --release --") {
        Some(words) => format!("{program}{words}"),
        None => line.replace("goldenthread ", &format!("{program} ")),
    };
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(folder).env("HOME", folder).stdin(std::process::Stdio::null());
    for name in ["GOLDENTHREAD_CATALOGUE", "XDG_CONFIG_HOME", "COLUMNS", "NO_COLOR", "ACCESSIBLE"] {
        shell.env_remove(name);
    }
    shell.output().unwrap()
}

#[test]
fn every_command_of_the_readme_runs_as_it_says() {
    let folder = TempDir::new().unwrap();
    for name in ["examples", "catalogue"] {
        copy(&root().join(name), &folder.path().join(name));
    }
    let mut ran = 0;
    for shown in shown() {
        // These two build the program and run these tests: `.ci/run` runs them as they stand.
        if shown.line.starts_with("cargo test") || shown.line.starts_with("cargo install") {
            continue;
        }
        assert!(
            shown.line.contains("goldenthread ") || shown.line.starts_with("cargo run --release --"),
            "not a command of the program: {}",
            shown.line
        );
        let output = run(&shown.line, folder.path());
        let (out, complaints) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(shown.status), "{}\n{complaints}{out}", shown.line);
        for line in &shown.output {
            assert!(out.contains(line), "{}\nhas no line:\n{line}\nbut:\n{out}", shown.line);
        }
        ran += 1;
    }
    assert!(ran > 5, "{ran} commands");
}

#[test]
fn the_drawing_in_the_readme_is_the_one_the_program_makes() {
    let kept = root().join("examples/06-release-on-licence/timeline.svg");
    assert!(readme().contains("(examples/06-release-on-licence/timeline.svg)"));
    let output = Command::new(program())
        .arg("--case")
        .arg(kept.with_file_name("case.toml"))
        .args(["--format", "svg"])
        .env("SOURCE_DATE_EPOCH", EXAMPLES_DAY)
        .env_remove("GOLDENTHREAD_CATALOGUE")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), fs::read_to_string(kept).unwrap());
}

#[test]
fn links_in_the_readme_lead_to_files() {
    for part in readme().split("](").skip(1) {
        let to = part.split(')').next().unwrap();
        assert!(to.starts_with("https://") || root().join(to).exists(), "{to}");
    }
}
