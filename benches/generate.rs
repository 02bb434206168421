//! Writes made-up cases: `cargo bench --bench generate -- CASES [SEED] [csv|ndjson] [proposed]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod caseload;

use caseload::{Chance, case, csv, ndjson, with_proposal};
use goldenthread::embedded;
use goldenthread::plan::Planner;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let number = |at: usize| given.get(at).and_then(|word| word.parse::<u64>().ok());
    let is = |word: &str| given.iter().any(|given| given == word);
    let catalogue = embedded::catalogue().expect("the shipped catalogue");
    let planner = Planner::new(&catalogue);
    let mut chance = Chance::new(number(1).unwrap_or(1));
    let mut columns = vec!["ref", "as-of"];
    columns.extend(catalogue.vocabulary.keys());
    if is("proposed") {
        columns.push("proposed");
    }
    let mut out = String::new();
    if is("csv") {
        out.push_str(&columns.join(","));
        out.push('\n');
    }
    for index in 1..=number(0).unwrap_or(0) {
        let mut written = case(&mut chance, index);
        if is("proposed") {
            written = with_proposal(written, &planner, &mut chance);
        }
        if is("csv") {
            csv(&mut out, &written, &columns)
        } else {
            ndjson(&mut out, &written)
        }
        if out.len() > 1 << 20 {
            flush(&mut out);
        }
    }
    flush(&mut out);
}

fn flush(out: &mut String) {
    use std::io::Write as _;
    if std::io::stdout().lock().write_all(out.as_bytes()).is_err() {
        std::process::exit(0);
    }
    out.clear();
}
