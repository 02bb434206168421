//! Quotation marks as they are typed, and as they stray.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Fault, RowFinder, cells};

fn finder() -> RowFinder {
    RowFinder::new(3, 60)
}

/// Each row of a text as it stands there, with what is wrong with its quotation marks.
fn rows(text: &str) -> Vec<(&str, Option<Fault>)> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut finder = finder();
    while let Some(row) = finder.row(text.as_bytes(), start, true) {
        rows.push((text.get(start..row.end).unwrap(), row.stray.map(|stray| stray.fault)));
        start = row.end;
    }
    assert_eq!(start, text.len());
    rows
}

#[test]
fn a_quoted_cell_may_hold_commas_line_ends_and_doubled_quotation_marks() {
    for row in [
        "A,\"1,2\",x",
        "A,\"say \"\"no\"\"\",x",
        "A,\"dear all,\nbye\",x",
        "\"A\n\",\"\",\"\"",
        "A,5\" pipe,x",
    ] {
        let text = format!("{row}\r\nB,2,y\n");
        assert_eq!(rows(&text), [(&*format!("{row}\r\n"), None), ("B,2,y\n", None)], "{row}");
    }
}

#[test]
fn nothing_but_a_comma_or_a_line_end_may_follow_what_closes_a_cell() {
    for row in ["A,\"1\" ,x", "A,\"say \"no\"\",x", "\"A\"B,1,x"] {
        let text = format!("{row}\nB,2,y");
        assert_eq!(rows(&text), [(&*format!("{row}\n"), Some(Fault::GoesOn)), ("B,2,y", None)], "{row}");
    }
}

#[test]
fn a_cell_that_takes_in_rows_costs_the_line_that_it_begins_on() {
    for (first, others) in [
        ("A,1,\"x", "B,2,y\nC,3,so called \""),
        ("A,1,\"x", "B,2,\""),
        ("A,\"1,x", "B,2\",y"),
        ("A,1,\"x", "B,2,y,,\nC,\"\"\nD,\""),
        ("\"A,1,x", "B,2,y\n\",3,z"),
        ("\"A,1,x", "B\",2,y"),
        ("A,1,\"x", "B,\"2\",y"),
        ("A,\"\"\"1,x", "B,2,\""),
    ] {
        let text = format!("{first}\n{others}");
        let found = rows(&text);
        assert_eq!(found.first(), Some(&(&*format!("{first}\n"), Some(Fault::TakesInRows))), "{text}");
        assert_eq!(found.len(), text.lines().count(), "{text}");
    }
}

#[test]
fn a_cell_that_nothing_closes_costs_the_line_that_it_begins_on() {
    let text = "A,\"one\ntwo\",\"x\nB,2,y\nC,3,z";
    let stays_open = Some(Fault::StaysOpen);
    assert_eq!(
        rows(text),
        [("A,\"one\n", stays_open), ("two\",\"x\n", stays_open), ("B,2,y\n", None), ("C,3,z", None)]
    );
    let far = format!("A,1,\"x\n{}\"\n", "y\n".repeat(40));
    assert_eq!(rows(&far).first(), Some(&("A,1,\"x\n", stays_open)));
}

#[test]
fn the_cells_of_a_line_are_counted_as_they_are_read() {
    for (line, count) in [("", 1), ("A,", 2), ("\"A,B\",2", 2), ("A\",\"B,2\"", 2), ("A,\"B,2", 2)] {
        assert_eq!(cells(line.as_bytes()), count, "{line}");
    }
}

#[test]
fn cells_that_are_not_believed_are_looked_at_a_few_times_however_many_rows_they_take_in() {
    for (line, columns) in [("a\",\"\n", 3), ("a,\"\n", 4), ("\",\"\",\"x\n", 9), ("a,\"\"\"\n", 5)] {
        let text = line.repeat(5000);
        let mut finder = RowFinder::new(columns, 10_000);
        let (mut start, mut rows) = (0, 0);
        while let Some(row) = finder.row(text.as_bytes(), start, true) {
            (start, rows) = (row.end, rows + 1);
        }
        assert_eq!(start, text.len());
        assert!(finder.looked_at <= 3 * 5000, "{line}: {} in {rows} rows", finder.looked_at);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_is_told_by_itself_as_it_is_among_those_before_it(text in "[\",\n\rA]{0,400}", ended in any::<bool>()) {
        let text = text.as_bytes();
        let (mut one, mut start) = (finder(), 0);
        while let Some(row) = one.row(text, start, ended) {
            // Nothing is known before, and nothing is seen of what follows the longest row.
            let window = text.len().min(start + one.needed());
            let alone = finder().row(text.get(..window).unwrap(), start, ended && window == text.len());
            prop_assert_eq!(alone, Some(row));
            start = row.end;
        }
    }

    #[test]
    fn what_follows_a_row_that_was_told_does_not_change_it(text in "[\",\n\rA1]{0,90}", more in "[\",\nA]{0,40}") {
        let longer = format!("{text}{more}");
        if let Some(row) = finder().row(text.as_bytes(), 0, false) {
            prop_assert_eq!(finder().row(longer.as_bytes(), 0, false), Some(row));
            prop_assert_eq!(finder().row(longer.as_bytes(), 0, true), Some(row));
        }
    }
}
