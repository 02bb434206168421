//! Workbooks as LibreOffice writes them: one document in which cells and rows that are alike are written once.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::cell::{self, NOT_WORKED_OUT};
use super::format::Shows;
use super::parts::Parts;
use super::xml::{Xml, attribute, attributes, push_text};
use super::{MOST_COLUMNS, MOST_INFLATED, MOST_ROWS, Sheet, SheetRow, TakeRow, WorkbookFault};

/// The list of the parts, which says how each is encrypted.
const MANIFEST: &str = "META-INF/manifest.xml";

/// Refuses a workbook that is encrypted.
pub(super) fn check_unlocked(parts: &mut Parts<'_>) -> Result<(), WorkbookFault> {
    if !parts.has(MANIFEST) {
        return Ok(());
    }
    let manifest = parts.text(MANIFEST)?;
    let mut xml = Xml::new(&manifest);
    while let Some(event) = xml.next()? {
        if let Event::Start(element) = event
            && element.local_name().into_inner() == "encryption-data"
        {
            return Err(WorkbookFault::Locked);
        }
    }
    Ok(())
}

/// The name of each sheet, and whether it is hidden.
pub(super) fn sheets(content: &str) -> Result<Vec<(String, bool)>, WorkbookFault> {
    let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
    let mut style = None;
    let mut depth = 0;
    let mut xml = Xml::new(content);
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(element) => match element.name().into_inner() {
                "style:style" => style = attribute(&element, "name")?,
                "style:table-properties" => {
                    let display = attribute(&element, "display")?;
                    hidden.extend(style.take().filter(|_| display.as_deref() == Some("false")));
                }
                "table:table" => {
                    if depth == 0 {
                        let style = attribute(&element, "style-name")?;
                        let is_hidden = style.is_some_and(|style| hidden.contains(&style));
                        sheets.push((attribute(&element, "name")?.unwrap_or_default(), is_hidden));
                    }
                    depth += 1;
                }
                _ => {}
            },
            Event::End(element) if element.name().into_inner() == "table:table" => depth -= 1,
            _ => {}
        }
    }
    Ok(sheets)
}

/// A sheet whose cells are read.
pub(super) struct OdsSheet<'x> {
    pub(super) content: &'x str,
    pub(super) name: &'x str,
}

/// A row as far as it has been read.
#[derive(Default)]
struct OpenRow {
    number: u32,
    repeated: u32,
    cells: Vec<(u32, Cow<'static, str>)>,
    column: u32,
    /// How many bytes its cells come to.
    bytes: usize,
}

impl OpenRow {
    /// Adds a cell that has ended.
    fn add(&mut self, cell: OpenCell) -> Result<(), WorkbookFault> {
        let repeated = cell.repeated;
        let text = cell.text()?;
        let end = self.column.saturating_add(repeated);
        if !text.trim().is_empty() {
            if end > MOST_COLUMNS {
                return Err(WorkbookFault::damaged("a row has too many cells"));
            }
            self.bytes = self.bytes.saturating_add(text.len().saturating_mul(repeated as usize));
            if self.bytes > MOST_INFLATED {
                return Err(WorkbookFault::TooLarge);
            }
            self.cells.extend((self.column..end).map(|column| (column, text.clone().into())));
        }
        self.column = end;
        Ok(())
    }
}

/// A cell as far as it has been read.
#[derive(Default)]
struct OpenCell {
    repeated: u32,
    kind: String,
    value: Option<String>,
    is_error: bool,
    is_formula: bool,
    /// It is the rest of a cell that is joined with others: what it holds does not show.
    is_covered: bool,
    shown: String,
    paragraphs: usize,
}

impl OpenCell {
    fn of(element: &BytesStart<'_>) -> Result<Self, WorkbookFault> {
        let is_covered = element.name().into_inner() == "table:covered-table-cell";
        let mut cell = Self { repeated: 1, is_covered, ..Self::default() };
        for attribute in attributes(element) {
            let (key, value) = attribute?;
            match key {
                "table:number-columns-repeated" => cell.repeated = count(&value)?,
                "office:value-type" => cell.kind = value.into_owned(),
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => cell.value = Some(value.into_owned()),
                "calcext:value-type" => cell.is_error = value == "error",
                "table:formula" => cell.is_formula = true,
                _ => {}
            }
        }
        Ok(cell)
    }

    /// What stands in it.
    fn text(self) -> Result<String, WorkbookFault> {
        if self.is_covered {
            return Ok(String::new());
        }
        if self.is_error {
            return Ok(self.shown);
        }
        let number = |value: &str, shows| match value.trim().parse() {
            Ok(number) => cell::number(number, shows, false),
            Err(_) => value.to_owned(),
        };
        Ok(match (self.kind.as_str(), self.value) {
            ("percentage", Some(value)) => number(&value, Shows::Percent),
            ("float" | "currency", Some(value)) => number(&value, Shows::Number),
            ("date", Some(value)) => cell::iso_day(&value).to_owned(),
            ("boolean", Some(value)) => cell::yes_no(&value).to_owned(),
            ("" | "void", None) if self.is_formula && self.shown.is_empty() => NOT_WORKED_OUT.to_owned(),
            (_, Some(value)) => value,
            (_, None) => self.shown,
        })
    }
}

/// How often something is repeated.
fn count(written: &str) -> Result<u32, WorkbookFault> {
    let count = written.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| WorkbookFault::damaged(format!("something is repeated `{written}` times")))
}

impl Sheet for OdsSheet<'_> {
    fn rows(&self, take: TakeRow<'_>) -> Result<(), WorkbookFault> {
        let mut xml = Xml::new(self.content);
        let mut row = OpenRow::default();
        let mut cell: Option<OpenCell> = None;
        // How deep in tables of other names, and in notes on a cell.
        let (mut depth, mut notes) = (0, 0);
        let mut in_sheet = false;
        while let Some(event) = xml.next()? {
            match &event {
                Event::Start(element) => match (element.name().into_inner(), &mut cell) {
                    ("table:table", _) => {
                        let is_this = || -> Result<bool, WorkbookFault> {
                            Ok(attribute(element, "name")?.as_deref() == Some(self.name))
                        };
                        in_sheet |= depth == 0 && is_this()?;
                        depth += 1;
                    }
                    _ if !in_sheet || depth > 1 => {}
                    ("table:table-row", _) => {
                        row.repeated = attribute(element, "number-rows-repeated")?
                            .map_or(Ok(1), |repeated| count(&repeated))?;
                        row.cells.clear();
                        (row.column, row.bytes) = (0, 0);
                    }
                    ("table:table-cell" | "table:covered-table-cell", _) => {
                        cell = Some(OpenCell::of(element)?)
                    }
                    ("office:annotation", _) => notes += 1,
                    ("text:p", Some(cell)) if notes == 0 => {
                        if cell.paragraphs > 0 {
                            cell.shown.push(' ');
                        }
                        cell.paragraphs += 1;
                    }
                    ("text:s" | "text:tab" | "text:line-break", Some(cell)) if notes == 0 => {
                        cell.shown.push(' ');
                    }
                    _ => {}
                },
                Event::End(element) => match element.name().into_inner() {
                    "table:table" => {
                        depth -= 1;
                        if depth == 0 && in_sheet {
                            return Ok(());
                        }
                    }
                    _ if !in_sheet || depth > 1 => {}
                    "office:annotation" => notes -= 1,
                    "table:table-cell" | "table:covered-table-cell" => {
                        cell.take().map_or(Ok(()), |cell| row.add(cell))?;
                    }
                    "table:table-row" => {
                        if !row.cells.is_empty() {
                            take(&SheetRow {
                                number: row.number,
                                repeated: row.repeated,
                                cells: &row.cells,
                            })?;
                        }
                        row.number = row.number.saturating_add(row.repeated).min(MOST_ROWS);
                    }
                    _ => {}
                },
                event => {
                    if let Some(cell) =
                        cell.as_mut().filter(|cell| depth == 1 && notes == 0 && cell.paragraphs > 0)
                    {
                        push_text(event, &mut cell.shown);
                    }
                }
            }
        }
        Err(WorkbookFault::damaged("its sheet is cut short"))
    }
}
