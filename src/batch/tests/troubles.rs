//! How much is told of rows with more wrong than anyone would read.

use jiff::civil::date;

use super::super::careful;
use super::super::row::{Row, RowRules};
use super::{Form, Limits, Piece, Rows, catalogue, reading, reject};
use crate::batch::Reading;
use crate::case::given::Door;
use crate::case::{CaseReader, MOST_TOLD};

/// The reject of one row, however long.
fn rejected(form: Form, header: &str, row: &str) -> serde_json::Value {
    let reading = Reading { longest_row: row.len(), ..reading(form) };
    let mut rows = Rows::new(catalogue(), &reading);
    let input = format!("{header}{row}\n");
    let mut left = input.as_bytes();
    let mut read = |buffer: &mut [u8]| std::io::Read::read(&mut left, buffer);
    let mut splitter = super::Splitter::new(form, Limits { piece: 1 << 20, rows: 9, longest_row: row.len() });
    let mut piece = Piece::default();
    if form == Form::Csv {
        splitter.header(&mut piece, &mut read).unwrap();
        rows.header(&piece.bytes).unwrap();
    }
    splitter.next(&mut piece, &mut read).unwrap();
    let mut rejects = Vec::new();
    assert_eq!(rows.each(&mut piece, &mut rejects, |_, _| Ok(())).rejects, 1);
    reject(std::str::from_utf8(&rejects).unwrap(), 0)
}

#[test]
fn of_many_troubles_in_a_row_the_first_are_told_and_the_others_counted() {
    let many =
        |entry: &dyn Fn(usize) -> String, join: &str| (0..9000).map(entry).collect::<Vec<_>>().join(join);
    let keys = format!("{{{}}}", many(&|at| format!("\"key{at}\":1"), ","));
    let list = format!("{{\"needs\":[{}]}}", many(&|at| format!("\"financ{at}\""), ","));
    let offers = format!("{{\"proposed\":[{}]}}", many(&|at| format!("\"BB{at}\""), ","));
    let declined = format!("{{\"decline\":\"{}\"}}", many(&|at| format!("BB{at}=no"), ";"));
    let cell = format!("A1,{}", many(&|at| format!("financ{at}"), ";"));
    let twice = format!("{{{}}}", many(&|_| "\"age\":30".to_owned(), ","));
    for (form, header, row, all) in [
        (Form::Ndjson, "", &keys, 9000),
        (Form::Ndjson, "", &list, 9000),
        (Form::Ndjson, "", &offers, 9000),
        (Form::Ndjson, "", &declined, 9000),
        (Form::Csv, "ref,needs\n", &cell, 9000),
        (Form::Ndjson, "", &twice, 8999),
    ] {
        let reject = rejected(form, header, row);
        let more = reject["more"].as_array().unwrap();
        assert_eq!(1 + more.len(), MOST_TOLD, "{}", &row[..40]);
        assert_eq!(reject["untold"], all - MOST_TOLD, "{}", &row[..40]);
        let told = reject.to_string().len() - reject["input"].to_string().len();
        assert!(told < 40_000, "{told}: {}", &row[..40]);
    }
}

#[test]
fn what_is_told_comes_first_in_the_row_whatever_it_is() {
    let keys: Vec<String> = (0..30).map(|at| format!("\"key{at}\":1")).collect();
    let reject = rejected(Form::Ndjson, "", &format!("{{{},\"age\":300}}", keys.join(",")));
    assert_eq!((&reject["key"], &reject["untold"]), (&"key0".into(), &11.into()));
    let reject = rejected(Form::Ndjson, "", &format!("{{\"age\":300,{}}}", keys.join(",")));
    assert_eq!((&reject["key"], &reject["untold"]), (&"age".into(), &11.into()));
}

#[test]
fn the_nearest_name_is_looked_for_once_a_key_and_not_once_a_row() {
    let rules = RowRules::new(
        CaseReader::new(catalogue(), Door::File),
        date(2022, 12, 1),
        false,
        &["team".to_owned()],
    );
    let mut row = Row::new(&rules);
    let mut said = Vec::new();
    for _ in 0..500 {
        let refusals = careful::line(&rules, br#"{"agee":30,"regoin":"wales","team":"North"}"#, &mut row);
        said.push(refusals.unwrap_err());
    }
    assert_eq!(rules.looked_for(), 2);
    assert_eq!(said[0][0].help(), "did you mean `age`?");
    assert!(said.iter().all(|refusals| *refusals == said[0]));
}
