//! CSV rows: which column holds which fact, and each row into a case.

use std::collections::HashSet;

use super::cells::RowCells;
use super::csv_row::{Fault, RowFinder};
use super::reject::{RowRefusal, first_told, start_of};
use super::row::{Row, RowRules};
use crate::case::Refusal;
use crate::case::given::{CaseKey, Given, GivenValue};
use crate::text::wording::{folded, plain};

/// Which column holds what.
#[derive(Clone, Debug)]
pub struct Columns {
    keys: Vec<Option<CaseKey>>,
    names: Vec<String>,
}

impl Columns {
    /// Understands a header row.
    ///
    /// # Errors
    ///
    /// Every column that is no fact or comes twice.
    pub(super) fn new(rules: &RowRules<'_>, header: &[u8]) -> Result<Self, Vec<RowRefusal>> {
        let header = header.trim_ascii();
        let mut cells = RowCells::default();
        let row = RowFinder::new(0, header.len()).row(header, 0, true);
        if let Some(stray) = row.and_then(|row| row.stray) {
            cells.read(header.get(..stray.at).unwrap_or_default());
            return Err(vec![stray_mark(stray.fault, cells.len().max(1))]);
        }
        cells.read(header);
        let mut columns = Self { keys: Vec::new(), names: Vec::new() };
        let mut refusals = Vec::new();
        let mut before = HashSet::new();
        for (index, cell) in cells.iter().enumerate() {
            let name = String::from_utf8_lossy(cell).trim().to_owned();
            match columns.key(rules, &name, before.insert(name.clone())) {
                Ok(key) => columns.keys.push(key),
                Err(refusal) => refusals.push(refusal.at(|()| Some(index + 1)).about_key(plain(&name))),
            }
            columns.names.push(name);
        }
        if header.is_empty() {
            let none = Refusal::new("no-header", "there is no header row", None);
            refusals.push(none.allowed("the first row names the columns"));
        }
        if refusals.is_empty() { Ok(columns) } else { Err(refusals) }
    }

    /// What a column holds; nothing where it is passed over. `is_new`: no column before has its name.
    fn key(&self, rules: &RowRules<'_>, name: &str, is_new: bool) -> Result<Option<CaseKey>, Refusal<()>> {
        if name.is_empty() {
            let refusal = Refusal::new("no-name", "a column has no name", ());
            return Err(refusal.allowed("name it after a fact, or take it out"));
        }
        let key = rules.column(name)?;
        if !is_new || (key.is_some() && self.keys.contains(&key)) {
            let twice = Refusal::new("given-twice", format!("the column `{}` comes twice", plain(name)), ());
            return Err(twice.allowed("keep one of them"));
        }
        Ok(key)
    }

    /// The column of that name, from 0.
    pub(super) fn named(&self, key: &str) -> Option<usize> {
        self.names.iter().position(|name| name == key || folded(name) == key)
    }

    /// Whether a column holds what was proposed.
    #[must_use]
    pub fn has_proposed(&self) -> bool {
        self.keys.contains(&Some(CaseKey::Proposed))
    }

    /// Reads one record into the row. An empty cell is unknown.
    pub(super) fn read(
        &self,
        rules: &RowRules<'_>,
        cells: &RowCells,
        row: &mut Row,
    ) -> Result<(), Vec<RowRefusal>> {
        row.clear(rules);
        if cells.iter().map(<[u8]>::trim_ascii).eq(self.names.iter().map(String::as_bytes)) {
            let again = Refusal::new("header-again", "the row repeats the header", None);
            return Err(vec![again.allowed("take it out")]);
        }
        let mut not_read = Vec::new();
        let given = cells.iter().zip(&self.keys).enumerate().filter_map(|(place, (cell, key))| {
            // What is passed over may hold anything.
            let key = (*key)?;
            let Ok(text) = std::str::from_utf8(cell) else {
                not_read.push(
                    Refusal::new("not-utf-8", "the cell is not UTF-8", place)
                        .allowed("save the file as UTF-8"),
                );
                return None;
            };
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            if is_error(text) {
                not_read.push(error_cell(text, place));
                return None;
            }
            Some(Given { key, value: GivenValue::Text(text.into()), place })
        });
        let mut refusals = rules.read(given, row);
        refusals.append(&mut not_read);
        let width = self.width(cells);
        if refusals.is_empty() && width.is_none() {
            refusals.extend(rules.settle(row).err());
        }
        if refusals.is_empty() && width.is_none() {
            return Ok(());
        }
        let refusals = first_told(refusals, 0).into_iter().map(|refusal| self.placed(refusal, cells));
        Err(width.into_iter().chain(refusals).collect())
    }

    /// A refusal with the column of the cell that it is about, and what stands there.
    fn placed(&self, refusal: Refusal<usize>, cells: &RowCells) -> RowRefusal {
        let key = self.names.get(refusal.place).map(|name| plain(name).into());
        let value = cells
            .iter()
            .nth(refusal.place)
            .map(|cell| plain(start_of(&String::from_utf8_lossy(cell))).into());
        RowRefusal { key, value, ..refusal.at(|place| Some(place + 1)) }
    }

    /// A row in which the quotation mark that opens a cell cannot be believed; `column` counts from 1.
    pub(super) fn stray(&self, column: usize, fault: Fault) -> RowRefusal {
        let column = column.max(1);
        let key = self.names.get(column - 1).map(|name| plain(name).into());
        RowRefusal { key, ..stray_mark(fault, column) }
    }

    /// A row with fewer cells than the header was cut short: the last cell it has may be half a value. Cells beyond the
    /// header are let pass where they are empty.
    fn width(&self, cells: &RowCells) -> Option<RowRefusal> {
        let columns = self.names.len();
        let reason = || format!("the row has {} cells, the header {columns}", cells.len());
        if cells.len() < columns {
            let short = Refusal::new("wrong-width", reason(), Some(cells.len() + 1));
            return Some(short.allowed("give every cell, empty where unknown"));
        }
        let (index, cell) = cells.iter().enumerate().skip(columns).find(|(_, cell)| !cell.is_empty())?;
        let long = Refusal::new("wrong-width", reason(), Some(index + 1));
        Some(RowRefusal {
            value: Some(plain(&String::from_utf8_lossy(cell)).into()),
            ..long.allowed("put quotation marks round a cell that holds a comma")
        })
    }
}

/// What spreadsheet programs show for a formula that has no result.
const ERRORS: [&str; 14] = [
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#NOT-WORKED-OUT!",
];

/// Whether a cell shows that a formula has no result.
fn is_error(text: &str) -> bool {
    let of_a_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    (text.starts_with('#') && ERRORS.contains(&text)) || text.strip_prefix("Err:").is_some_and(of_a_number)
}

fn error_cell(text: &str, place: usize) -> Refusal<usize> {
    let refusal =
        Refusal::new("error-cell", format!("the formula in the cell has no result: `{text}`"), place);
    refusal.allowed("put it right in the spreadsheet and save that again, or empty the cell where the answer is not known")
}

/// What is wrong with a quotation mark that opens the cell of a column.
fn stray_mark(fault: Fault, column: usize) -> RowRefusal {
    let close = "close the cell, or double a quotation mark inside it";
    let (reason, help) = match fault {
        Fault::GoesOn => (
            "a quoted cell goes on after the quotation mark that closes it",
            "double a quotation mark inside a quoted cell",
        ),
        Fault::TakesInRows => ("a quotation mark opens a cell that takes in rows after it", close),
        Fault::StaysOpen => (
            "a quotation mark opens a cell that nothing closes, or only after the longest row allowed",
            close,
        ),
    };
    Refusal::new("stray-quotation-mark", reason, Some(column)).allowed(help)
}
