//! Every folder of `examples/` is a case, the command to run in it, and what the command writes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::program;

fn folders() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("case.toml").is_file()).collect();
    folders.sort();
    folders
}

/// Runs the folder's command in the folder, as a shell would, with the program in the path.
fn run(folder: &Path) -> String {
    let beside = program().parent().unwrap().to_owned();
    let mut paths = vec![beside];
    paths.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let output = Command::new("sh")
        .arg("run")
        .current_dir(folder)
        .env("PATH", env::join_paths(paths).unwrap())
        .env_remove("COLUMNS")
        .env_remove("ACCESSIBLE")
        .env_remove("GOLDENTHREAD_CATALOGUE")
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaints}", folder.display());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_example_writes_what_is_kept_beside_it() {
    for folder in folders() {
        let kept = fs::read_to_string(folder.join("output.txt")).unwrap_or_default();
        let written = run(&folder);
        let hint = format!("in {}: `sh run > output.txt` keeps what is written now", folder.display());
        assert!(written == kept, "{hint}\n--- kept\n{kept}\n--- written\n{written}");
    }
}

#[test]
fn every_example_says_what_happened_and_why() {
    for folder in folders() {
        let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        assert!(readme.starts_with("# ") && readme.lines().count() > 5, "{}", folder.display());
        assert!(folder.join("case.toml").is_file(), "{}", folder.display());
    }
}

#[test]
fn no_line_of_an_example_is_wider_than_eighty_columns() {
    for folder in folders() {
        for line in run(&folder).lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", folder.display());
        }
    }
}
