//! Where each row of a CSV text ends, and whether its quotation marks can be believed.
//!
//! A quotation mark that strays to the start of a cell opens a quoted cell, which takes in all that follows up to the next
//! quotation mark: whole rows of other people. So a quoted cell is believed only where a comma or a line end follows what
//! closes it, and where the lines it takes in do not look like rows. One that is not costs the line it begins on, and the
//! lines after that are read as rows.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

/// A row of a text that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowEnd {
    /// One past its last byte, its line end among them.
    pub(super) end: usize,
    /// How many lines of the text it takes.
    pub(super) lines: u64,
    /// A quotation mark in it that cannot be believed.
    pub(super) stray: Option<Stray>,
}

/// A quotation mark that opens a cell and cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stray {
    /// The place of the quotation mark in the text.
    pub(super) at: usize,
    pub(super) fault: Fault,
}

/// Why a quoted cell is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Something other than a comma or a line end follows what closes it.
    GoesOn,
    /// It takes in lines that look like rows, or goes on lines later after what closes it.
    TakesInRows,
    /// Nothing closes it, or only after the longest row allowed.
    StaysOpen,
}

/// What is known of a text whose rows are sought.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowFinder {
    /// How many cells the header has; 0 where it is not known.
    pub(super) columns: usize,
    /// The most bytes a row may have.
    pub(super) longest_row: usize,
}

/// What a quoted cell comes to.
enum Quoted {
    /// It can be believed, and ends before this place.
    Holds { end: usize, is_long: bool },
    /// It cannot: this is the row that it costs.
    Strays(RowEnd),
}

/// The text ends before it can be told where the row does.
struct Unfinished {
    /// The quoted cell in which it ends, or another that takes more lines than one.
    open: Option<usize>,
}

impl RowFinder {
    /// How much of a text has to be there for a row to be told, whatever follows: the longest row and its line end.
    pub(super) fn needed(&self) -> usize {
        self.longest_row.saturating_add(2)
    }

    /// The row that starts at a place. None where there is not enough of the text to tell where it ends, or where it goes on
    /// beyond the longest row allowed. `ended`: nothing follows the text.
    pub(super) fn row(&self, text: &[u8], start: usize, ended: bool) -> Option<RowEnd> {
        // What a row comes to must not depend on how much more of the text has been read.
        let window_end = text.len().min(start.saturating_add(self.needed()));
        let window = text.get(..window_end)?;
        let is_last = ended && window_end == text.len();
        if window_end == start {
            return None;
        }
        match self.whole_row(window, start, is_last) {
            Ok(row) => Some(row),
            Err(Unfinished { open: Some(open) }) if is_last || window_end - start == self.needed() => {
                let line = line_end(window, open, window_end);
                // A line that goes on beyond the longest row is not one that a quotation mark has made too long.
                let end = match line {
                    Some(line) => after_line_end(window, line, true)?,
                    None if is_last => window_end,
                    None => return None,
                };
                Some(stray(window, start, open, end, Fault::StaysOpen))
            }
            Err(_) => None,
        }
    }

    fn whole_row(&self, text: &[u8], start: usize, ended: bool) -> Result<RowEnd, Unfinished> {
        let mut at = start;
        // The first quoted cell that takes more lines than one.
        let mut long = None;
        loop {
            let Some(found) = memchr3(b'"', b'\n', b'\r', text.get(at..).unwrap_or_default()) else {
                let end = ended.then_some(text.len()).ok_or(Unfinished { open: long })?;
                return Ok(whole(text, start, end, long.is_some()));
            };
            at += found;
            if text.get(at) != Some(&b'"') {
                let end = after_line_end(text, at, ended).ok_or(Unfinished { open: long })?;
                return Ok(whole(text, start, end, long.is_some()));
            }
            let opens = at == start || text.get(at - 1) == Some(&b',');
            if !opens {
                at += 1;
                continue;
            }
            let quoted = self.quoted(text, start, at, ended);
            match quoted.map_err(|unfinished| Unfinished { open: long.or(unfinished.open) })? {
                Quoted::Strays(row) => return Ok(row),
                Quoted::Holds { end, is_long } => {
                    long = long.or(is_long.then_some(at));
                    at = end;
                }
            }
        }
    }

    /// The quoted cell that a quotation mark opens in the row that starts at a place.
    fn quoted(&self, text: &[u8], start: usize, open: usize, ended: bool) -> Result<Quoted, Unfinished> {
        let close = after_quoted(text, open, ended).ok_or(Unfinished { open: Some(open) })?;
        let goes_on = !matches!(text.get(close), None | Some(b',' | b'\n' | b'\r'));
        let Some(line) = line_end(text, open, close) else {
            if !goes_on {
                return Ok(Quoted::Holds { end: close, is_long: false });
            }
            let line = line_end(text, close, text.len());
            let end = match line {
                Some(line) => after_line_end(text, line, ended),
                None => ended.then_some(text.len()),
            };
            let end = end.ok_or(Unfinished { open: None })?;
            return Ok(Quoted::Strays(stray(text, start, open, end, Fault::GoesOn)));
        };
        let takes_in_rows = goes_on
            || self.takes_in_rows(text, start, open..close, ended).ok_or(Unfinished { open: Some(open) })?;
        if !takes_in_rows {
            return Ok(Quoted::Holds { end: close, is_long: true });
        }
        let end = after_line_end(text, line, true).unwrap_or(close);
        Ok(Quoted::Strays(stray(text, start, open, end, Fault::TakesInRows)))
    }

    /// Whether one of the lines of a quoted cell looks like a row. None where the line it ends on is not all there.
    fn takes_in_rows(&self, text: &[u8], start: usize, cell: Range<usize>, ended: bool) -> Option<bool> {
        let last = line_end(text, cell.end, text.len()).or(ended.then_some(text.len()))?;
        let mut lines = text.get(cell.start..last)?.split(|byte| matches!(byte, b'\n' | b'\r'));
        let first = lines.next().unwrap_or_default();
        // Where the cell is the first of its row, the line it ends on has the other cells of the row: so it always has as many
        // as a row, and tells something only where the line it begins on has as many too.
        let tells = cell.start > start || memchr_iter(b',', first).count() + 1 >= self.columns;
        let last = lines.next_back().unwrap_or_default();
        Some(lines.any(|line| self.looks_like_row(line)) || (tells && self.looks_like_row(last)))
    }

    /// Whether a line has as many cells as the header, more that are empty let pass.
    fn looks_like_row(&self, line: &[u8]) -> bool {
        if self.columns == 0 || line.trim_ascii().is_empty() {
            return false;
        }
        let mut beyond = line.split(|byte| *byte == b',').skip(self.columns - 1);
        let by_commas = beyond.next().is_some() && beyond.all(|cell| cell.trim_ascii().is_empty());
        by_commas || cells(line) == self.columns
    }
}

/// How many cells a line has when it is read by itself.
pub(super) fn cells(line: &[u8]) -> usize {
    let mut cells = 1;
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        let opens = *byte == b'"' && (at == 0 || line.get(at - 1) == Some(&b','));
        at = if opens { after_quoted(line, at, true).unwrap_or(line.len()) } else { at + 1 };
        cells += usize::from(*byte == b',');
    }
    cells
}

/// One past the quotation mark that closes a quoted cell. None where there is none, or where the text ends before it can be told
/// from two that stand for one.
fn after_quoted(text: &[u8], open: usize, ended: bool) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', text.get(at..)?)? + 1;
        match text.get(at) {
            Some(b'"') => at += 1,
            None if !ended => return None,
            _ => return Some(at),
        }
    }
}

/// Where the first line end between two places is.
fn line_end(text: &[u8], from: usize, to: usize) -> Option<usize> {
    memchr2(b'\n', b'\r', text.get(from..to)?).map(|found| from + found)
}

/// One past the line end at a place. None where the text ends in what may be half of one.
fn after_line_end(text: &[u8], at: usize, ended: bool) -> Option<usize> {
    match (text.get(at), text.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (Some(b'\r'), None) if !ended => None,
        _ => Some(at + 1),
    }
}

fn whole(text: &[u8], start: usize, end: usize, is_long: bool) -> RowEnd {
    let lines = if is_long { line_ends(text.get(start..end).unwrap_or_default()).max(1) } else { 1 };
    RowEnd { end, lines, stray: None }
}

fn stray(text: &[u8], start: usize, at: usize, end: usize, fault: Fault) -> RowEnd {
    let lines = line_ends(text.get(start..end).unwrap_or_default()).max(1);
    RowEnd { end, lines, stray: Some(Stray { at, fault }) }
}

/// How many line ends a text has.
fn line_ends(text: &[u8]) -> u64 {
    let ends =
        |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && text.get(at + 1) != Some(&b'\n'));
    text.iter().enumerate().filter(|found| ends(*found)).count() as u64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::{Fault, RowFinder, cells};

    const FINDER: RowFinder = RowFinder { columns: 3, longest_row: 60 };

    /// Each row of a text as it stands there, with what is wrong with its quotation marks.
    fn rows(text: &str) -> Vec<(&str, Option<Fault>)> {
        let mut rows = Vec::new();
        let mut start = 0;
        while let Some(row) = FINDER.row(text.as_bytes(), start, true) {
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

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_follows_a_row_that_was_told_does_not_change_it(text in "[\",\n\rA1]{0,90}", more in "[\",\nA]{0,40}") {
            let longer = format!("{text}{more}");
            if let Some(row) = FINDER.row(text.as_bytes(), 0, false) {
                prop_assert_eq!(FINDER.row(longer.as_bytes(), 0, false), Some(row));
                prop_assert_eq!(FINDER.row(longer.as_bytes(), 0, true), Some(row));
            }
        }
    }
}
