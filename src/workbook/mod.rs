//! A workbook, `.xlsx` or `.ods`, as the CSV that its sheet would be: what a cell shows becomes the text that a person would have
//! typed there, so that a row means the same in every form.
//!
//! ```text
//! bytes ─ Parts ─→ XML ─ xlsx, ods ─→ SheetRow ─ columns and header found ─→ CSV, and where each column stands
//! ```
//!
//! Only the parts that are read are inflated, and only up to [`MOST_INFLATED`]; nothing is held for cells that are not there.

mod cell;
mod format;
mod ods;
mod parts;
mod place;
#[cfg(test)]
mod tests;
pub mod write;
mod xlsx;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

pub use place::SheetPlace;

use crate::text::problem::nearest;
use crate::text::wording::{list, plain};
use parts::Parts;

/// The most bytes of a workbook as it is stored.
pub const MOST_BYTES: u64 = 64 << 20;

/// The most bytes that are inflated of a workbook, and the most that its sheet comes to.
pub const MOST_INFLATED: usize = 256 << 20;

/// What a sheet can have, as spreadsheet programs count.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// The most sheets that a message names.
const MOST_NAMED: usize = 12;

/// Whether a file begins as a workbook does, which is a zip archive.
#[must_use]
pub fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}

/// Whether a file begins as an old Excel file does, or a workbook that asks for a password.
#[must_use]
pub fn is_old_or_locked(start: &[u8]) -> bool {
    start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbookFault {
    /// It is no workbook, or parts of it are missing or not as they have to be: what.
    Damaged(String),
    /// It is encrypted.
    Locked,
    /// It comes to more than is read.
    TooLarge,
    /// It has no sheet, or none of that name: these are its sheets.
    NoSheet(Option<String>, Vec<String>),
    /// Nothing is in the sheet of this name.
    Empty(String),
}

impl WorkbookFault {
    /// That something is not as it has to be.
    fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

impl fmt::Display for WorkbookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(what) => {
                write!(
                    f,
                    "it is damaged, or no workbook: {} (open it in a spreadsheet program and save it again, or save it as CSV)",
                    plain(what)
                )
            }
            Self::Locked => f.write_str("it asks for a password: save it without one"),
            Self::TooLarge => write!(
                f,
                "it comes to more than {} MiB: save the sheet as CSV, which is read row by row",
                MOST_INFLATED >> 20
            ),
            Self::NoSheet(None, _) => f.write_str("it has no sheet"),
            Self::NoSheet(Some(name), sheets) => {
                write!(f, "it has no sheet `{}`", plain(name))?;
                if let Some(near) = nearest(name, sheets.iter().map(String::as_str)) {
                    return write!(f, ": did you mean `{}`?", plain(near));
                }
                let named: Vec<String> =
                    sheets.iter().take(MOST_NAMED).map(|sheet| format!("`{}`", plain(sheet))).collect();
                write!(f, ": its sheets are {}", list(&named))
            }
            Self::Empty(name) => {
                write!(f, "its sheet `{}` is empty: the first row names the columns", plain(name))
            }
        }
    }
}

impl std::error::Error for WorkbookFault {}

/// A sheet as CSV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetText {
    /// A line for each row of the sheet from its first on, without those that follow the last with anything in it.
    pub csv: Vec<u8>,
    /// Where its cells stand in the sheet.
    pub place: SheetPlace,
}

/// One or more rows of a sheet that are alike.
#[derive(Debug)]
struct SheetRow<'r> {
    /// The number of the first, from 0.
    number: u32,
    /// How many there are.
    repeated: u32,
    /// The cells that have something in them, by their columns, which rise from 0.
    cells: &'r [(u32, Cow<'r, str>)],
}

/// Takes rows with anything in them, in their order.
type TakeRow<'t> = &'t mut dyn FnMut(&SheetRow<'_>) -> Result<(), WorkbookFault>;

/// A sheet that can be gone through more than once.
trait Sheet {
    fn rows(&self, take: TakeRow<'_>) -> Result<(), WorkbookFault>;
}

/// Reads one sheet of a workbook: the one of that name, or else the first that is not hidden.
///
/// The header is the first row in which a cell names a column, as `is_column` tells, or else the first row with anything in it. What
/// stands above it is passed over.
///
/// # Errors
///
/// Where it is no workbook that can be read, has no such sheet, or comes to too much.
pub fn read(
    bytes: &[u8],
    sheet: Option<&str>,
    is_column: &dyn Fn(&str) -> bool,
) -> Result<SheetText, WorkbookFault> {
    let mut parts = Parts::open(bytes)?;
    if parts.has("content.xml") {
        ods::check_unlocked(&mut parts)?;
        let content = parts.text("content.xml")?;
        let name = chosen(sheet, &ods::sheets(&content)?)?;
        return as_csv(&ods::OdsSheet { content: &content, name: &name }, &name, is_column);
    }
    let workbook = xlsx::Workbook::open(&mut parts)?;
    let name = chosen(sheet, &workbook.sheets())?;
    as_csv(&workbook.sheet(&mut parts, &name)?, &name, is_column)
}

/// The sheet that is meant, of these and whether each is hidden.
fn chosen(wanted: Option<&str>, sheets: &[(String, bool)]) -> Result<String, WorkbookFault> {
    let found = match wanted {
        Some(wanted) => {
            let alike = || sheets.iter().find(|(name, _)| name.to_lowercase() == wanted.to_lowercase());
            sheets.iter().find(|(name, _)| name == wanted).or_else(alike)
        }
        None => sheets.iter().find(|(_, is_hidden)| !is_hidden).or(sheets.first()),
    };
    let names = || sheets.iter().map(|(name, _)| name.clone()).collect();
    found
        .map(|(name, _)| name.clone())
        .ok_or_else(|| WorkbookFault::NoSheet(wanted.filter(|_| !sheets.is_empty()).map(Into::into), names()))
}

/// A sheet as CSV: only the columns in which anything stands from the header on.
fn as_csv(
    sheet: &dyn Sheet,
    name: &str,
    is_column: &dyn Fn(&str) -> bool,
) -> Result<SheetText, WorkbookFault> {
    let (mut first, mut header) = (None, None);
    let mut columns = BTreeSet::new();
    let mut columns_from_first = BTreeSet::new();
    let mut least = 0;
    sheet.rows(&mut |row| {
        if row.number < least || row.number.saturating_add(row.repeated) > MOST_ROWS {
            return Err(WorkbookFault::damaged("its rows are out of order"));
        }
        least = row.number + row.repeated;
        let names_column = || row.cells.iter().any(|(_, text)| is_column(text.trim()));
        if header.is_none() && names_column() {
            header = Some(row.number);
        }
        first = first.or(Some(row.number));
        let used = row.cells.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(column, _)| *column);
        if header.is_some() {
            columns.extend(used);
        } else {
            columns_from_first.extend(used);
        }
        Ok(())
    })?;
    let Some(from) = header.or(first) else { return Err(WorkbookFault::Empty(name.to_owned())) };
    let columns = if header.is_some() { columns } else { columns_from_first };
    let columns: Vec<u32> = columns.into_iter().collect();
    let csv = lines(sheet, from, &columns)?;
    Ok(SheetText { csv, place: SheetPlace::new(name, columns) })
}

/// The lines from a row on; each row before it is an empty line.
fn lines(sheet: &dyn Sheet, from: u32, columns: &[u32]) -> Result<Vec<u8>, WorkbookFault> {
    let mut csv = Vec::new();
    let mut written = 0;
    let mut line = Vec::new();
    sheet.rows(&mut |row| {
        if row.number < from {
            return Ok(());
        }
        line.clear();
        let mut cells = row.cells.iter().peekable();
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                line.push(b',');
            }
            while cells.next_if(|(at, _)| at < column).is_some() {}
            if let Some((_, text)) = cells.next_if(|(at, _)| at == column) {
                write_cell(&mut line, text);
            }
        }
        line.push(b'\n');
        let gap = (row.number - written) as usize;
        let more = gap.saturating_add(line.len().saturating_mul(row.repeated as usize));
        if csv.len().saturating_add(more) > MOST_INFLATED {
            return Err(WorkbookFault::TooLarge);
        }
        csv.resize(csv.len() + gap, b'\n');
        (0..row.repeated).for_each(|_| csv.extend_from_slice(&line));
        written = row.number + row.repeated;
        Ok(())
    })?;
    Ok(csv)
}

/// One cell: on one line, as a row of CSV is one of the sheet.
fn write_cell(line: &mut Vec<u8>, text: &str) {
    let is_quoted = text.contains(['"', ',']);
    let mark: &[u8] = if is_quoted { b"\"" } else { b"" };
    line.extend_from_slice(mark);
    for byte in text.trim().bytes() {
        match byte {
            b'"' => line.extend_from_slice(b"\"\""),
            b'\n' | b'\r' => line.push(b' '),
            byte => line.push(byte),
        }
    }
    line.extend_from_slice(mark);
}
