//! CSV rows: which column holds which fact, and each row into a case.

use csv::ByteRecord;

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
        let mut record = ByteRecord::new();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(header);
        let _ = reader.read_byte_record(&mut record);
        let mut columns = Self { keys: Vec::new(), names: Vec::new() };
        let mut troubles = Vec::new();
        for (index, cell) in record.iter().enumerate() {
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
        if record.is_empty() {
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
    pub(super) fn read(
        &self,
        intake: &Intake<'_>,
        record: &ByteRecord,
        row: &mut Row,
    ) -> Result<(), Vec<Trouble>> {
        row.clear(&intake.template);
        let mut troubles = Vec::new();
        if record.iter().map(<[u8]>::trim_ascii).eq(self.names.iter().map(String::as_bytes)) {
            let again = Trouble::new("the row repeats the header", "take it out");
            return Err(vec![again]);
        }
        if let Some(trouble) = self.width(record) {
            troubles.push(trouble);
        }
        for ((index, cell), key) in record.iter().enumerate().zip(&self.keys) {
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

    /// A row with fewer cells than the header was cut short: the last cell it has may be half a value. Cells beyond the
    /// header are let pass where they are empty.
    fn width(&self, record: &ByteRecord) -> Option<Trouble> {
        let columns = self.names.len();
        if record.len() < columns {
            let reason = format!("the row has {} cells, the header {columns}", record.len());
            let column = Some(record.len() + 1);
            return Some(Trouble { column, ..Trouble::new(reason, "give every cell, empty where unknown") });
        }
        let (index, cell) = record.iter().enumerate().skip(columns).find(|(_, cell)| !cell.is_empty())?;
        Some(Trouble {
            column: Some(index + 1),
            value: Some(plain(&String::from_utf8_lossy(cell))),
            ..Trouble::new(
                format!("the row has {} cells, the header {columns}", record.len()),
                "put quotation marks round a cell that holds a comma",
            )
        })
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
