//! How long the whole program takes from start to printed plan, as a ratio to a program that prints one line.
//!
//! Run with `cargo bench --bench start_up`. The two are started in turn, many times, and the medians compared, so that a machine
//! that speeds up or slows down does so for both.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where its input is not what it must be")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Starts of each program that count, after as many as [`WARM_UP`] that do not.
const ROUNDS: usize = 200;
const WARM_UP: usize = 10;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let hello = folder.path().join("hello");
    let source = folder.path().join("hello.rs");
    fs::write(&source, "fn main() { println!(\"hello\"); }\n").unwrap();
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(rustc).args(["-O", "-o"]).arg(&hello).arg(&source).status().unwrap();
    assert!(built.success(), "the program to compare with does not build");
    for example in ["01-violence-to-a-partner", "05-six-answers-on-duty"] {
        let case = format!("examples/{example}/case.toml");
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for round in 0..WARM_UP + ROUNDS {
            let our = time(Path::new(env!("CARGO_BIN_EXE_goldenthread")), &["--case", &case]);
            let their = time(&hello, &[]);
            if round >= WARM_UP {
                ours.push(our);
                theirs.push(their);
            }
        }
        let ratio = median(&mut ours).as_secs_f64() / median(&mut theirs).as_secs_f64();
        println!(
            "{example}: {ratio:.1} times a program that prints one line (median of {ROUNDS} starts each)"
        );
    }
}

fn time(program: &Path, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let taken = start.elapsed();
    assert!(status.success(), "{} failed", program.display());
    taken
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
