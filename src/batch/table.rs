//! CSV rows: which column holds which fact, and each row into a case.

use super::cells::Cells;
use super::csv_row::{Fault, RowFinder};
use super::intake::{Intake, Key, Row};
use super::reject::Trouble;
use crate::case::answer::{Given, Separator};
use crate::text::wording::plain;

/// Which column holds what.
#[derive(Clone, Debug)]
pub struct Columns {
    keys: Vec<Key>,
    names: Vec<String>,
}

impl Columns {
    /// Understands a header row.
    ///
    /// # Errors
    ///
    /// Every column that is no fact or comes twice.
    pub(super) fn new(intake: &Intake<'_>, header: &[u8]) -> Result<Self, Vec<Trouble>> {
        let header = header.trim_ascii();
        let mut cells = Cells::default();
        let row = RowFinder { columns: 0, longest_row: header.len() }.row(header, 0, true);
        if let Some(stray) = row.and_then(|row| row.stray) {
            cells.read(header.get(..stray.at).unwrap_or_default());
            return Err(vec![Trouble { column: Some(cells.len().max(1)), ..stray_mark(stray.fault) }]);
        }
        cells.read(header);
        let mut columns = Self { keys: Vec::new(), names: Vec::new() };
        let mut troubles = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            let name = String::from_utf8_lossy(cell).trim().to_owned();
            let trouble = |(reason, allowed): (String, String)| Trouble {
                column: Some(index + 1),
                key: Some(plain(&name)),
                value: None,
                reason,
                allowed,
            };
            match intake.key(&name) {
                _ if name.is_empty() => troubles.push(trouble((
                    "a column has no name".to_owned(),
                    "name it after a fact, or take it out".to_owned(),
                ))),
                Err(unknown) => troubles.push(trouble(unknown)),
                Ok(_) if columns.names.contains(&name) => {
                    let twice = format!("the column `{}` comes twice", plain(&name));
                    troubles.push(trouble((twice, "keep one of them".to_owned())));
                }
                Ok(key) => columns.keys.push(key),
            }
            columns.names.push(name);
        }
        if header.is_empty() {
            troubles.push(Trouble::new("there is no header row", "the first row names the columns"));
        }
        if troubles.is_empty() { Ok(columns) } else { Err(troubles) }
    }

    /// Whether a column holds what was proposed.
    #[must_use]
    pub fn has_proposed(&self) -> bool {
        self.keys.contains(&Key::Proposed)
    }

    /// Reads one record into the row. An empty cell is unknown.
    pub(super) fn read(&self, intake: &Intake<'_>, cells: &Cells, row: &mut Row) -> Result<(), Vec<Trouble>> {
        row.clear(&intake.template);
        let mut troubles = Vec::new();
        if cells.iter().map(<[u8]>::trim_ascii).eq(self.names.iter().map(String::as_bytes)) {
            let again = Trouble::new("the row repeats the header", "take it out");
            return Err(vec![again]);
        }
        if let Some(trouble) = self.width(cells) {
            troubles.push(trouble);
        }
        for ((index, cell), key) in cells.iter().enumerate().zip(&self.keys) {
            if let Err((reason, allowed)) = give(intake, row, *key, cell) {
                troubles.push(Trouble {
                    column: Some(index + 1),
                    key: self.names.get(index).map(|name| plain(name)),
                    value: Some(plain(&String::from_utf8_lossy(cell))),
                    reason,
                    allowed,
                });
            }
        }
        if troubles.is_empty()
            && let Err(trouble) = intake.finish(row)
        {
            troubles.push(trouble);
        }
        if troubles.is_empty() { Ok(()) } else { Err(troubles) }
    }

    /// A row in which the quotation mark that opens a cell cannot be believed; `column` counts from 1.
    pub(super) fn stray(&self, column: usize, fault: Fault) -> Trouble {
        let column = column.max(1);
        Trouble {
            column: Some(column),
            key: self.names.get(column - 1).map(|name| plain(name)),
            ..stray_mark(fault)
        }
    }

    /// A row with fewer cells than the header was cut short: the last cell it has may be half a value. Cells beyond the
    /// header are let pass where they are empty.
    fn width(&self, cells: &Cells) -> Option<Trouble> {
        let columns = self.names.len();
        if cells.len() < columns {
            let reason = format!("the row has {} cells, the header {columns}", cells.len());
            let column = Some(cells.len() + 1);
            return Some(Trouble { column, ..Trouble::new(reason, "give every cell, empty where unknown") });
        }
        let (index, cell) = cells.iter().enumerate().skip(columns).find(|(_, cell)| !cell.is_empty())?;
        Some(Trouble {
            column: Some(index + 1),
            value: Some(plain(&String::from_utf8_lossy(cell))),
            ..Trouble::new(
                format!("the row has {} cells, the header {columns}", cells.len()),
                "put quotation marks round a cell that holds a comma",
            )
        })
    }
}

/// What is wrong with a quotation mark that opens a cell.
fn stray_mark(fault: Fault) -> Trouble {
    match fault {
        Fault::GoesOn => Trouble::new(
            "a quoted cell goes on after the quotation mark that closes it",
            "double a quotation mark inside a quoted cell",
        ),
        Fault::TakesInRows => Trouble::new(
            "a quotation mark opens a cell that takes in rows after it",
            "close the cell, or double a quotation mark inside it",
        ),
        Fault::StaysOpen => Trouble::new(
            "a quotation mark opens a cell that nothing closes, or only after the longest row allowed",
            "close the cell, or double a quotation mark inside it",
        ),
    }
}

fn give(intake: &Intake<'_>, row: &mut Row, key: Key, cell: &[u8]) -> Result<(), (String, String)> {
    let text = std::str::from_utf8(cell)
        .map_err(|_| ("the cell is not UTF-8".to_owned(), "save the file as UTF-8".to_owned()))?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    intake.give(row, key, Given::Text(text), Separator::Semicolon)
}
