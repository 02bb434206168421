//! Rows that could not be read: what is wrong, where, and the row as it came.

use super::table::Columns;
use crate::case::{MOST_TOLD, Refusal};
use crate::text::json::text;
use crate::workbook::SheetPlace;

/// The most characters of a value that a reject repeats.
const LONGEST_VALUE: usize = 80;

/// One thing that is wrong with a row. Its place is where in the row it is, where it is anywhere: in CSV the column as a
/// spreadsheet counts them, in NDJSON the character; from 1.
pub type RowRefusal = Refusal<Option<usize>>;

/// What is wrong with a row in order of place: the first things are told, the others counted with the last of these. `untold`
/// were not even kept.
pub(super) fn first_told(mut refusals: Vec<Refusal<usize>>, untold: usize) -> Vec<Refusal<usize>> {
    refusals.sort_by_key(|refusal| refusal.place);
    let told = refusals.len().min(MOST_TOLD);
    let untold = untold + refusals.drain(told..).map(|refusal| 1 + refusal.untold()).sum::<usize>();
    if let Some(last) = refusals.last_mut() {
        last.leave_untold(untold);
    }
    refusals
}

/// As much of a value as a reject could need: a row may have one of a megabyte, and many things wrong with it.
pub(super) fn start_of(value: &str) -> &str {
    value.char_indices().nth(4 * LONGEST_VALUE).and_then(|(end, _)| value.get(..end)).unwrap_or(value)
}

/// A row that was rejected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reject<'r> {
    pub(super) row: u64,
    pub(super) line: u64,
    /// Everything found wrong with it, in order of place.
    pub(super) refusals: &'r [RowRefusal],
    /// The row as it came, without its line end.
    pub(super) input: &'r [u8],
    /// Only the start of the row is there: it was too long to keep.
    pub(super) cut: bool,
    /// Where its columns stand, where it comes from a sheet.
    pub(super) columns: Option<(&'r SheetPlace, &'r Columns)>,
}

impl Reject<'_> {
    /// Writes the reject as one line of NDJSON. The first refusal stands at the top level, the others under `more`; `untold` says how many
    /// there are beyond those.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        number(out, "{\"row\":", self.row);
        number(out, ",\"line\":", self.line);
        out.push(b',');
        for (index, next) in self.refusals.iter().enumerate() {
            match index {
                0 => {}
                1 => out.extend_from_slice(b",\"more\":[{"),
                _ => out.extend_from_slice(b",{"),
            }
            self.refusal(out, next);
            if index > 0 {
                out.push(b'}');
            }
        }
        if self.refusals.len() > 1 {
            out.push(b']');
        }
        let untold: usize = self.refusals.iter().map(|refusal| refusal.untold()).sum();
        if untold > 0 {
            number(out, ",\"untold\":", untold as u64);
        }
        if self.cut {
            out.extend_from_slice(b",\"cut\":true");
        }
        out.extend_from_slice(b",\"input\":");
        text(out, &String::from_utf8_lossy(self.input));
        out.extend_from_slice(b"}\n");
    }

    fn refusal(&self, out: &mut Vec<u8>, refusal: &RowRefusal) {
        let column = match self.columns {
            Some((sheet, columns)) => {
                // What is about no cell is about its key's column, or else about the row, which begins in its first.
                let in_row = refusal.place.map(|column| column.saturating_sub(1));
                let named = || refusal.key.as_deref().and_then(|key| columns.named(key));
                let column = in_row.or_else(named).unwrap_or(0);
                out.extend_from_slice(b"\"cell\":");
                text(out, &sheet.cell(self.row, column));
                out.push(b',');
                Some(sheet.column(column))
            }
            None => refusal.place,
        };
        if let Some(column) = column {
            number(out, "\"column\":", column as u64);
            out.push(b',');
        }
        if let Some(key) = &refusal.key {
            out.extend_from_slice(b"\"key\":");
            text(out, &shortened(key));
            out.push(b',');
        }
        if let Some(value) = &refusal.value {
            out.extend_from_slice(b"\"value\":");
            text(out, &shortened(value));
            out.push(b',');
        }
        out.extend_from_slice(b"\"reason\":");
        text(out, &refusal.reason);
        out.extend_from_slice(b",\"allowed\":");
        text(out, &refusal.help());
    }
}

fn shortened(value: &str) -> String {
    let short: String = value.chars().take(LONGEST_VALUE).collect();
    if short.len() < value.len() { short + "…" } else { short }
}

fn number(out: &mut Vec<u8>, before: &str, value: u64) {
    out.extend_from_slice(before.as_bytes());
    out.extend_from_slice(value.to_string().as_bytes());
}
