//! Workbooks as people keep them: read like any caseload, and a worklist written as one.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use goldenthread::workbook::write::{Cell, Table, write};

use crate::harness::{Ran, Run, run};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/caseload");

/// A sheet of these rows, the first of which names the columns.
fn book(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let columns: Vec<(&str, u16)> = rows[0].iter().map(|heading| (*heading, 9)).collect();
    let rows = rows[1..].iter().map(|row| row.iter().map(|cell| Cell::from(*cell)).collect()).collect();
    write("A caseload", &[Table { name, columns: &columns, rows }]).unwrap()
}

fn rejects(ran: &Ran) -> Vec<serde_json::Value> {
    ran.stderr
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn batch(words: &[&str], name: &str, content: impl AsRef<[u8]>) -> Run {
    run(["batch", name, "--only", "outcomes"].iter().chain(words)).file(name, content)
}

#[test]
fn a_workbook_of_excel_or_libreoffice_gives_the_plans_of_the_same_rows_as_csv() {
    let read = |end: &str| fs::read(format!("{EXAMPLES}/caseload.{end}")).unwrap();
    let from_csv = batch(&[], "cases.csv", read("csv")).done().stdout;
    for end in ["xlsx", "ods"] {
        assert!(batch(&[], &format!("cases.{end}"), read(end)).done().stdout == from_csv, "{end}");
        // By how it begins, whatever it is called.
        assert!(batch(&["--sheet", "CASELOAD"], "cases", read(end)).done().stdout == from_csv, "{end}");
        let piped = run(["batch", "-", "--from", end, "--only", "outcomes"]).stdin(read(end)).done();
        assert!(piped.stdout == from_csv, "{end} through a pipe");
    }
}

#[test]
fn every_rejection_names_the_cell() {
    let rows: &[&[&str]] = &[
        &["Ref", "Age", "Region", "Needs"],
        &["A1", "30", "Wales", "housing"],
        &["A2", "300", "Whales", "#REF!"],
        &["#N/A", "31", "n/k", ""],
        &["", "", "", ""],
        &["A4", "34.0", "North West", "housing; Finance"],
        &["A5", "", "", "30/11/2026"],
    ];
    let ran = batch(&[], "cases.xlsx", book("Team A", rows)).ran();
    assert_eq!(ran.status, 1);
    ran.says(&["5 rows read: 2 plans, 3 rejects; 1 blank row passed over"]);
    let rejects = rejects(&ran);
    let cells = |reject: &serde_json::Value| -> Vec<String> {
        let more = reject["more"].as_array().cloned().unwrap_or_default();
        std::iter::once(reject).chain(&more).map(|one| one["cell"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(cells(&rejects[0]), ["'Team A'!B3", "'Team A'!C3", "'Team A'!D3"]);
    assert_eq!(cells(&rejects[1]), ["'Team A'!A4"]);
    assert_eq!(cells(&rejects[2]), ["'Team A'!D7"]);
    assert_eq!(rejects[0]["row"], 3);
    assert_eq!(rejects[0]["input"], "A2,300,Whales,#REF!");
    assert_eq!(rejects[1]["reason"], "the formula in the cell has no result: `#N/A`");
}

#[test]
fn what_is_about_a_whole_row_names_its_cell_too() {
    let rows: &[&[&str]] = &[&["team", "ref", "proposed"], &["North", "A1", ""], &["North", "A2", "n/k"]];
    let ran = run(["review", "cases.xlsx", "--ignore", "team"]).file("cases.xlsx", book("Cases", rows)).ran();
    let cells: Vec<_> = rejects(&ran).iter().map(|reject| reject["cell"].clone()).collect();
    assert_eq!(cells, ["Cases!C2", "Cases!C3"]);
}

#[test]
fn columns_that_are_no_facts_are_refused_by_their_cells() {
    let rows: &[&[&str]] = &[&["ref", "team", "agee"], &["A1", "North", "30"]];
    let said = batch(&[], "cases.xlsx", book("Cases", rows)).refused();
    said.says(&[
        "the header of cases.xlsx cannot be used",
        "Cases!B1: `team` is not a fact",
        "Cases!C1:",
        "`age`",
    ]);
    let rows: &[&[&str]] = &[&["ref", "team"], &["A1", "North"]];
    batch(&["--ignore", "team"], "cases.xlsx", book("Cases", rows)).done();
}

#[test]
fn what_is_no_workbook_is_refused_and_said() {
    let good = book("Cases", &[&["ref"], &["A1"]]);
    batch(&["--sheet", "Case"], "cases.xlsx", &good)
        .refused()
        .says(&["no sheet `Case`", "did you mean `Cases`?"]);
    batch(&["--from", "csv"], "cases.xlsx", &good).refused().says(&["is a workbook"]);
    batch(&["--from", "xlsx"], "cases.csv", "ref\nA1\n").refused().says(&["is no workbook"]);
    batch(&["--sheet", "Cases"], "cases.csv", "ref\nA1\n").refused().says(&["`--sheet` names a sheet"]);
    batch(&[], "cases.xlsx", "ref\nA1\n").refused().says(&["whatever its name says", "--from csv"]);
    batch(&[], "cases.xlsx", &good[..good.len() / 2]).refused().says(&["it is damaged"]);
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more";
    batch(&[], "cases.xls", old).refused().says(&["old form", "password", ".xlsx"]);
}

#[test]
fn a_review_is_written_as_a_workbook_in_which_nothing_comes_alive() {
    let hostile = "=HYPERLINK(\"http://x.example\")";
    let row = format!(
        "{{\"ref\":{},\"region\":\"london\",\"gender\":\"male\",\"proposed\":[\"womens-service\"]}}\n",
        serde_json::Value::from(hostile)
    );
    let words = ["review", "cases.ndjson", "--format", "xlsx", "-o", "worklist.xlsx"];
    let ran = run(words).file("cases.ndjson", row).ran();
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let bytes = fs::read(ran.folder.path().join("worklist.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Findings", "About"]);
    let sheet = book.worksheet_range("Findings").unwrap();
    let first: Vec<Data> = sheet.rows().nth(1).unwrap()[..3].to_vec();
    let expected = [
        Data::Float(1.0),
        Data::String("Proposed, and not supported by the guidance".to_owned()),
        Data::String(hostile.to_owned()),
    ];
    assert_eq!(first, expected);
    assert_eq!(
        book.worksheet_formula("Findings").unwrap().used_cells().filter(|cell| !cell.2.is_empty()).count(),
        0
    );
    assert_eq!(book.worksheet_range("About").unwrap().get((1, 0)), Some(&Data::String("Result".to_owned())));
}
