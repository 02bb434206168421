//! Whatever is written of the rows, the same rows are cases and the same rows are rejects.

use std::convert::Infallible;

use proptest::prelude::*;

use super::{Form, Limits, Piece, Rows, Splitter, catalogue, reading};
use crate::batch::{Counts, Worker};
use crate::catalogue::History;
use crate::plan::Editions;
use crate::report::caseload::{CaseOutput, Plans};

const LINES: [&str; 12] = [
    r#"{"ref":"A1","age":30,"gender":"male","region":"wales","needs":["finance"]}"#,
    r#"{"age":300}"#,
    r#"{"agee":30}"#,
    r#"{"age":30,"accept":{"resolve":"seen in court"}}"#,
    r#"{"age":30,"accept":"resolve=seen in court","decline":{"resolve":"no"}}"#,
    r#"{"decline":{"resolve":"seen in court"}}"#,
    r#"{"age":30,"as-of":"1999-01-01"}"#,
    r#"{"as-of":"2023-05-01","sentence-ends":"2020-01-01"}"#,
    r#"{"as-of":"2024-05-01","region":"london","proposed":["BBR"]}"#,
    "",
    "{",
    "\u{feff}{}",
];

const CSV_ROWS: [&str; 8] = [
    "A1,30,wales,finance,",
    "A2,300,wales,,",
    "A3,30,,,resolve=seen in court",
    "A4,30,\"wales,,",
    "A5",
    ",,,,",
    "A6,,london,finance;attitudes,nobody=x",
    "A7,30,wals,\"none\",",
];

/// What is counted, and the rejects; and how many cases were written.
fn ran(form: Form, input: &str, output: CaseOutput, size: usize, most: usize) -> (Counts, String, usize) {
    let history = History::from(catalogue().clone());
    let editions = Editions::new(&history);
    let mut rows = Rows::new(catalogue(), &reading(form));
    let mut splitter = Splitter::new(form, Limits { piece: size, rows: most, longest_row: 2000 });
    let mut left = input.as_bytes();
    let mut read = |buffer: &mut [u8]| -> Result<usize, Infallible> {
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        left = &left[count..];
        Ok(count)
    };
    let mut piece = Piece::default();
    if form == Form::Csv {
        splitter.header(&mut piece, &mut read).unwrap();
        rows.header(&piece.bytes).unwrap();
    }
    let mut worker = Worker::new(rows, Plans::new(&editions, output, false));
    let (mut out, mut rejects, mut counts) = (Vec::new(), Vec::new(), Counts::default());
    while splitter.next(&mut piece, &mut read).unwrap() {
        counts.add(&worker.run(&mut piece, &mut out, &mut rejects));
    }
    let written = String::from_utf8(out).unwrap().lines().count();
    (counts, String::from_utf8(rejects).unwrap(), written)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_rows_are_accepted_and_rejected_in_every_mode_and_piece(
        lines in proptest::collection::vec(proptest::sample::select(LINES.to_vec()), 0..12),
        rows in proptest::collection::vec(proptest::sample::select(CSV_ROWS.to_vec()), 0..12),
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        size in 1_usize..300,
        most in 1_usize..9,
    ) {
        let sheet = format!("ref,age,region,needs,accept{line_end}{}", rows.join(line_end));
        for (form, input) in [(Form::Ndjson, lines.join(line_end)), (Form::Csv, sheet)] {
            let (counts, rejects, written) = ran(form, &input, CaseOutput::Outcomes, 1 << 16, usize::MAX);
            prop_assert_eq!(counts.rows, counts.cases + counts.rejects);
            prop_assert_eq!(written as u64, counts.cases);
            for output in [CaseOutput::Outcomes, CaseOutput::Plan, CaseOutput::Full, CaseOutput::Csv { raw: false }] {
                let other = ran(form, &input, output, size, most);
                prop_assert_eq!(other, (counts, rejects.clone(), written), "{:?}", output);
            }
        }
    }
}
