//! Rows as they come from other programs, good and bad.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;

mod modes;
mod shortcut;
mod troubles;

use super::*;
use crate::catalogue::{Catalogue, History};
use crate::embedded;
use crate::plan::Editions;
use crate::report::caseload::{CaseOutput, Plans};

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded::catalogue().unwrap());
    &CATALOGUE
}

/// The most bytes that a row may have here.
const LONGEST_ROW: usize = 2000;

fn reading(form: Form) -> Reading {
    Reading {
        form,
        today: date(2022, 12, 1),
        as_of: None,
        presume: false,
        ignored: vec!["team".to_owned()],
        longest_row: LONGEST_ROW,
        needs_proposed: false,
    }
}

/// Every row read, as its place and its answers in the order of the catalogue; the rejects; and the counts.
fn read_in_pieces(form: Form, input: &[u8], piece_size: usize, most: usize) -> (Vec<String>, String, Counts) {
    let catalogue = catalogue();
    let limits = Limits { piece: piece_size, rows: most, longest_row: LONGEST_ROW };
    let mut splitter = Splitter::new(form, limits);
    let mut rows = Rows::new(catalogue, &reading(form));
    let mut left = input;
    let mut read = |buffer: &mut [u8]| -> Result<usize, Infallible> {
        let count = left.len().min(buffer.len()).min(7);
        buffer[..count].copy_from_slice(&left[..count]);
        left = &left[count..];
        Ok(count)
    };
    let mut piece = Piece::default();
    let mut rejects = Vec::new();
    let mut counts = Counts::default();
    let mut found = Vec::new();
    if form == Form::Csv {
        splitter.header(&mut piece, &mut read).unwrap();
        rows.header(&piece.bytes).unwrap();
    }
    while splitter.next(&mut piece, &mut read).unwrap() {
        counts.add(&rows.each(&mut piece, &mut rejects, |block, place| {
            let row = &block[place];
            let answers: Vec<String> = row
                .given
                .case
                .answers(&catalogue.vocabulary)
                .map(|(fact, answer)| {
                    let fact = catalogue.fact(fact);
                    format!("{}={}", fact.key, fact.written(&answer, ";"))
                })
                .filter(|answer| answer != "stage=proposal")
                .collect();
            let reference = row.given.case.reference.as_deref().unwrap_or("-");
            found.push(format!("{}/{} {reference} {}", row.number, row.line, answers.join(" ")));
            Ok(())
        }));
    }
    (found, String::from_utf8(rejects).unwrap(), counts)
}

fn read(form: Form, input: &str) -> (Vec<String>, String, Counts) {
    let whole = read_in_pieces(form, input.as_bytes(), 1 << 16, usize::MAX);
    for (size, most) in [(1, 1), (1, usize::MAX), (40, 2), (300, usize::MAX)] {
        let pieces = read_in_pieces(form, input.as_bytes(), size, most);
        assert_eq!(pieces, whole, "in pieces of {size} bytes and at most {most} rows");
    }
    whole
}

fn reject(rejects: &str, index: usize) -> serde_json::Value {
    serde_json::from_str(rejects.lines().nth(index).unwrap()).unwrap()
}

#[test]
fn a_byte_order_mark_carriage_returns_blank_rows_and_quoted_line_ends_are_read_as_meant() {
    let input = "\u{feff}ref,age,needs\r\nA1,30,finance;attitudes\r\n\r\n\"A2\",\"40\",none\r\n,,\r\nA3,,\"finance\n\"\r\nA4,50,";
    let (rows, rejects, counts) = read(Form::Csv, input);
    assert_eq!(
        rows,
        [
            "2/2 A1 age=30 needs=finance;attitudes",
            "4/4 A2 age=40 needs=none",
            "6/6 A3 needs=finance",
            "7/8 A4 age=50"
        ]
    );
    assert_eq!(rejects, "");
    assert_eq!(counts, Counts { rows: 4, cases: 4, rejects: 0, blank: 2 });
}

#[test]
fn a_bad_csv_row_is_rejected_with_row_column_value_and_what_is_allowed_and_the_others_go_on() {
    let input = "ref,age,region\nA1,30,wales\nA2,300,wales\nA3,31,wals\nA4,32\nA5,33,london,x\nref,age,region\nA6,34,\n";
    let (rows, rejects, counts) = read(Form::Csv, input);
    assert_eq!(rows, ["2/2 A1 region=wales age=30", "8/8 A6 age=34"]);
    assert_eq!(counts, Counts { rows: 7, cases: 2, rejects: 5, blank: 0 });
    let age = reject(&rejects, 0);
    assert_eq!((&age["row"], &age["column"]), (&3.into(), &2.into()));
    assert_eq!(age["key"], "age");
    assert_eq!(age["value"], "300");
    assert_eq!(age["input"], "A2,300,wales");
    assert!(age["allowed"].as_str().unwrap().contains("from 10 to 120"));
    assert!(reject(&rejects, 1)["allowed"].as_str().unwrap().contains("did you mean `wales`?"));
    assert_eq!(reject(&rejects, 2)["reason"], "the row has 2 cells, the header 3");
    assert_eq!(reject(&rejects, 3)["column"], 4);
    assert_eq!(reject(&rejects, 4)["reason"], "the row repeats the header");
}

#[test]
fn a_quotation_mark_that_stays_open_costs_one_row() {
    let (rows, rejects, counts) = read(Form::Csv, "ref,age\nA1,30\n\"A2,31\nA3,32\nA4,33\n");
    assert_eq!(rows, ["2/2 A1 age=30", "4/4 A3 age=32", "5/5 A4 age=33"]);
    assert_eq!(counts, Counts { rows: 4, cases: 3, rejects: 1, blank: 0 });
    assert_eq!(reject(&rejects, 0)["input"], "\"A2,31");
}

/// A note as people type them, quotation marks astray among them; none of them takes more than a line by itself.
fn note() -> impl Strategy<Value = String> {
    let notes = [
        "",
        "nothing",
        "\"",
        "\"\"",
        "\"Bear\" to friends",
        "\"will come",
        "so called \"",
        "\"a, b\"",
        "5\" pipe",
        "\"\"\"x",
    ];
    proptest::sample::select(notes.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_a_case_or_a_reject_whatever_quotation_marks_stray_into_it(
        notes in proptest::collection::vec(note(), 1..12),
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        size in 1_usize..200,
        most in 1_usize..9,
    ) {
        let rows = notes.iter().enumerate().map(|(row, note)| format!("A{row},{note},30{line_end}"));
        let input = format!("ref,team,age{line_end}{}", rows.collect::<String>());
        let (found, rejects, counts) = read_in_pieces(Form::Csv, input.as_bytes(), 1 << 16, usize::MAX);
        prop_assert_eq!(counts.rows, notes.len() as u64, "{}", rejects);
        prop_assert_eq!(counts.cases + counts.rejects, counts.rows);
        for row in 0..notes.len() {
            let is_case = found.iter().any(|case| case.contains(&format!(" A{row} ")));
            let is_reject = rejects.contains(&format!("\"input\":\"A{row},"));
            prop_assert!(is_case != is_reject, "A{}: {:?} {}", row, found, rejects);
        }
        let pieces = read_in_pieces(Form::Csv, input.as_bytes(), size, most);
        prop_assert_eq!(pieces, (found, rejects, counts));
    }

    #[test]
    fn a_text_is_read_alike_in_pieces_of_any_size(
        mark in "\u{feff}{0,1}",
        text in "[\",\n\rA3\u{feff}]{0,200}",
        lines in "(\\{\"age\":30\\}|\r|\n|\r\n|\"|\u{feff}){0,40}",
        size in 1_usize..60,
        most in 1_usize..9,
    ) {
        for (form, input) in [
            (Form::Csv, format!("{mark}ref,team,age\n{text}")),
            (Form::Ndjson, format!("{mark}{lines}")),
        ] {
            let whole = read_in_pieces(form, input.as_bytes(), 1 << 16, usize::MAX);
            prop_assert_eq!(read_in_pieces(form, input.as_bytes(), size, most), whole);
        }
    }
}

#[test]
fn another_encoding_is_said_and_not_guessed() {
    let (rows, rejects, _) = read_in_pieces(Form::Csv, b"ref,age\nZo\xeb,30\nA2,31\n", 100, 100);
    assert_eq!(rows, ["3/3 A2 age=31"]);
    assert_eq!(reject(&rejects, 0)["reason"], "the cell is not UTF-8");
    let (_, rejects, _) = read_in_pieces(Form::Ndjson, b"{\"ref\":\"Zo\xeb\"}\n", 100, 100);
    assert_eq!(reject(&rejects, 0)["reason"], "the row is not UTF-8");
    assert!(is_wide_text(b"\xff\xfer\0e\0") && is_wide_text(b"r\0e\0") && !is_wide_text(b"ref,age"));
}

#[test]
fn a_header_names_every_column_that_is_no_fact_or_comes_twice() {
    let catalogue = catalogue();
    let mut rows = Rows::new(catalogue, &reading(Form::Csv));
    assert!(rows.header(b"ref, age ,team\n").is_ok());
    let refusals = rows.header(b"ref,agee,age,age,\n").unwrap_err();
    let said: Vec<&str> = refusals.iter().map(|refusal| &*refusal.reason).collect();
    assert_eq!(said, ["`agee` is not a fact", "the column `age` comes twice", "a column has no name"]);
    assert_eq!(refusals[0].help(), "did you mean `age`?");
}

#[test]
fn ndjson_lines_of_every_odd_shape_are_read_or_rejected_and_none_is_lost() {
    let deep = format!("{{\"needs\":{}{}}}", "[".repeat(500), "]".repeat(500));
    let long = format!("{{\"ref\":\"{}\"}}", "x".repeat(3000));
    let lines = [
        r#"{"ref":"A1","age":30,"needs":["finance"],"learning-disability":false,"ovp":"unavailable"}"#,
        "",
        r#" { "age" : 31 , "ref" : "A\u0032" , "needs" : [ ] , "sara" : null } "#,
        r#"{"age":30,"age":31}"#,
        r#"{"age":1e400}"#,
        r#"{"age":123456789012345678901234567890}"#,
        r#"{"age":30.0}"#,
        r#"{"age":-3}"#,
        &deep,
        r#"{"agee":30,"needs":["finances"]}"#,
        "[1,2]",
        "null",
        &long,
        r#"{"needs":"finance,attitudes","team":"North","sentence-ends":"2023-03-02"}"#,
        r#"{"sentence-ends":"2020-01-01"}"#,
        r#"{} {}"#,
        "{}\r",
        r#"{"ref":"A9","age":3"#,
    ];
    let (rows, rejects, counts) = read(Form::Ndjson, &lines.join("\n"));
    assert_eq!(
        rows,
        [
            "1/1 A1 age=30 learning-disability=no ovp=unavailable needs=finance",
            "3/3 A2 age=31 needs=none",
            "14/14 - weeks-remaining=13 needs=finance;attitudes",
            "17/17 - "
        ]
    );
    assert_eq!(counts, Counts { rows: 17, cases: 4, rejects: 13, blank: 1 });
    let said = |index: usize| reject(&rejects, index)["reason"].as_str().unwrap().to_owned();
    assert_eq!(said(0), "`age` is given twice");
    assert_eq!(reject(&rejects, 0)["column"], 17);
    assert_eq!(said(1), "`age` cannot be `1e400`");
    assert_eq!(said(4), "`age` cannot be `-3`");
    assert_eq!(reject(&rejects, 6)["more"][0]["key"], "needs");
    assert_eq!(said(7), "the row is not a JSON object");
    assert_eq!(reject(&rejects, 9)["cut"], true);
    assert_eq!(said(12), "the row ends in the middle: it is cut short");
    assert_eq!(rejects.lines().count() as u64, counts.rejects);
}

#[test]
fn a_carriage_return_ends_a_line_by_itself_and_a_bad_row_costs_itself_alone() {
    for line_end in ["\n", "\r\n", "\r"] {
        let lines = [r#"{"ref":"A1"}"#, r#"{"ref":"A2","#, "", r#"{"ref":"A4"}"#];
        let (rows, rejects, counts) = read(Form::Ndjson, &lines.join(line_end));
        assert_eq!(rows, ["1/1 A1 ", "4/4 A4 "]);
        assert_eq!(reject(&rejects, 0)["input"], lines[1]);
        assert_eq!(counts, Counts { rows: 3, cases: 2, rejects: 1, blank: 1 });
        let lines = ["ref,age", "A1,30", "A2,300", "A3,31"];
        let (rows, rejects, _) = read(Form::Csv, &lines.join(line_end));
        assert_eq!(rows, ["2/2 A1 age=30", "4/4 A3 age=31"]);
        assert_eq!(reject(&rejects, 0)["input"], lines[2]);
    }
}

#[test]
fn a_byte_order_mark_is_dropped_once_at_the_start_and_is_part_of_a_cell_elsewhere() {
    let (rows, rejects, _) = read(Form::Csv, "\u{feff}ref,age\nA1,30\n\u{feff}A2,31\n");
    assert_eq!(rows, ["2/2 A1 age=30"]);
    assert_eq!(reject(&rejects, 0)["key"], "ref");
    let mut twice = Rows::new(catalogue(), &reading(Form::Csv));
    assert!(twice.header("\u{feff}ref,age\n".as_bytes()).is_err());
    let (rows, _, counts) = read(Form::Ndjson, "\u{feff}{\"age\":30}\n\u{feff}{\"age\":31}\n");
    assert_eq!((rows.len(), counts.rejects), (1, 1));
}

#[test]
fn a_cell_in_a_column_that_is_passed_over_may_hold_anything() {
    let input = b"ref,team,age\nA1,Zo\xeb,30\nA2,#REF!,31\nA3,\"say \"\"no\"\"\",32\n";
    let (rows, rejects, _) = read_in_pieces(Form::Csv, input, 100, 100);
    assert_eq!((rows.len(), &*rejects), (3, ""));
}

#[test]
fn what_an_empty_input_holds_is_nothing() {
    assert_eq!(read(Form::Ndjson, "").2, Counts::default());
    assert_eq!(read(Form::Csv, "ref\n").2, Counts::default());
    assert_eq!(read(Form::Ndjson, "\n\n").2, Counts { blank: 2, ..Counts::default() });
}

#[test]
fn rows_refused_late_and_rows_that_cannot_be_read_are_rejected_in_their_order() {
    let catalogue = catalogue();
    let history = History::from(catalogue.clone());
    let editions = Editions::new(&history);
    let refused = r#"{"ref":"A","age":30,"accept":{"resolve":"seen in court"}}"#;
    let lines: Vec<&str> = (1..200)
        .map(|line| match line % 3 {
            0 => refused,
            1 => r#"{"age":900}"#,
            _ => r#"{"age":30}"#,
        })
        .collect();
    let mut worker = Worker::new(
        Rows::new(catalogue, &reading(Form::Ndjson)),
        Plans::new(&editions, CaseOutput::Outcomes, false),
    );
    let mut piece = Piece { bytes: lines.join("\n").into_bytes(), line: 1, row: 1, ..Piece::default() };
    let (mut out, mut rejects) = (Vec::new(), Vec::new());
    let counts = worker.run(&mut piece, &mut out, &mut rejects);
    assert_eq!(counts, Counts { rows: 199, cases: 66, rejects: 133, blank: 0 });
    assert_eq!(String::from_utf8(out).unwrap().lines().count(), 66);
    let rejects = String::from_utf8(rejects).unwrap();
    let rows: Vec<u64> = (0..133).map(|index| reject(&rejects, index)["row"].as_u64().unwrap()).collect();
    let expected: Vec<u64> = (1..200).filter(|line| line % 3 != 2).collect();
    assert_eq!(rows, expected);
}

#[test]
fn each_row_is_planned_by_the_edition_of_its_day_whatever_rows_stand_beside_it() {
    let history = embedded::history().unwrap();
    let editions = Editions::new(&history);
    let days: Vec<Date> = history.begins().into_iter().chain(history.changes().iter().copied()).collect();
    let lines: Vec<String> = (0..300)
        .map(|row| {
            let day = days[row * 7 % days.len()];
            let region = ["london", "wales", "east-midlands"][row % 3];
            format!(r#"{{"ref":"{row}","as-of":"{day}","region":"{region}","age":30,"gender":"male"}}"#)
        })
        .collect();
    let mut worker = Worker::new(
        Rows::new(catalogue(), &reading(Form::Ndjson)),
        Plans::new(&editions, CaseOutput::Outcomes, false),
    );
    let mut run = |lines: &str| {
        let mut piece = Piece { bytes: lines.as_bytes().to_vec(), line: 1, row: 1, ..Piece::default() };
        let (mut out, mut rejects) = (Vec::new(), Vec::new());
        worker.run(&mut piece, &mut out, &mut rejects);
        assert_eq!(rejects, b"");
        String::from_utf8(out).unwrap()
    };
    let alone: String = lines.iter().map(|line| run(line)).collect();
    assert_eq!(run(&lines.join("\n")), alone);
    let differing: HashSet<&str> =
        alone.lines().filter_map(|line| line.split_once("\"offers\"")).map(|(_, offers)| offers).collect();
    assert!(differing.len() > 3, "the days of a change plan alike");
}

#[test]
fn a_row_for_a_day_before_the_catalogue_begins_is_rejected_with_the_days_that_are_allowed() {
    let begins = catalogue().begins.unwrap();
    let before = begins.yesterday().unwrap();
    let allowed = format!("a day from {begins} on");
    for (form, input, column) in [
        (Form::Csv, format!("age,as-of\n30,{before}\n30,{begins}\n"), 2),
        (Form::Ndjson, format!("{{\"age\":30,\"as-of\":\"{before}\"}}\n{{\"as-of\":\"{begins}\"}}\n"), 19),
    ] {
        let (found, rejects, _) = read_in_pieces(form, input.as_bytes(), 1000, 100);
        assert_eq!(found.len(), 1);
        let reject = reject(&rejects, 0);
        assert_eq!((reject["column"].as_u64(), reject["key"].as_str()), (Some(column), Some("as-of")));
        assert!(reject["value"].as_str().unwrap().contains(&before.to_string()));
        assert_eq!(reject["allowed"], allowed);
    }
}
