//! Workbooks as Excel writes them.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::cell::{self, NOT_WORKED_OUT};
use super::format::Shows;
use super::parts::Parts;
use super::xml::{Xml, attribute, attributes, push_text};
use super::{MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow, TakeRow, WorkbookFault};

/// How a carriage return is written in a text.
const CARRIAGE_RETURN: &str = "_x000D_";

/// What all sheets of a workbook share.
pub(super) struct Workbook {
    sheets: Vec<SheetEntry>,
    strings: Strings,
    /// What a number stands for, by the style of its cell.
    styles: Vec<Shows>,
    days_from_1904: bool,
}

/// One sheet.
struct SheetEntry {
    name: String,
    is_hidden: bool,
    part: String,
}

/// Texts that cells refer to by number, one after the other.
#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    fn get(&self, index: usize) -> Option<&str> {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(index)?)
    }
}

impl Workbook {
    pub(super) fn open(parts: &mut Parts<'_>) -> Result<Self, WorkbookFault> {
        let links = links(&parts.text("_rels/.rels")?, "")?;
        let main = links.into_values().find(|link| link.kind.ends_with("/officeDocument"));
        let path = main.ok_or_else(|| WorkbookFault::damaged("it names no workbook"))?.part;
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let links = self::links(&parts.text(&format!("{folder}_rels/{file}.rels"))?, &folder)?;
        let part =
            |kind: &str| links.values().find(|link| link.kind.ends_with(kind)).map(|link| link.part.clone());
        let shared = part("/sharedStrings").filter(|part| parts.has(part));
        let styles = part("/styles").filter(|part| parts.has(part));
        let (sheets, days_from_1904) = sheets(&parts.text(&path)?, &links)?;
        Ok(Self {
            sheets,
            days_from_1904,
            strings: shared.map_or(Ok(Strings::default()), |part| strings(&parts.text(&part)?))?,
            styles: styles.map_or(Ok(Vec::new()), |part| self::styles(&parts.text(&part)?))?,
        })
    }

    /// The name of each sheet, and whether it is hidden.
    pub(super) fn sheets(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.is_hidden)).collect()
    }

    /// The sheet of that name.
    pub(super) fn sheet(&self, parts: &mut Parts<'_>, name: &str) -> Result<XlsxSheet<'_>, WorkbookFault> {
        let entry = self.sheets.iter().find(|sheet| sheet.name == name);
        let part = entry.map_or("", |entry| entry.part.as_str());
        Ok(XlsxSheet { workbook: self, xml: parts.text(part)? })
    }
}

/// What a part refers to.
struct Link {
    kind: String,
    part: String,
}

/// What a part refers to, by the ids that it uses; names of parts start in `folder`.
fn links(part: &str, folder: &str) -> Result<HashMap<String, Link>, WorkbookFault> {
    let mut links = HashMap::new();
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        if let Event::Start(element) = event
            && element.local_name().into_inner() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) =
                (attribute(&element, "Id")?, attribute(&element, "Type")?, attribute(&element, "Target")?)
        {
            let part = match target.strip_prefix('/') {
                Some(from_root) => from_root.to_owned(),
                None => format!("{folder}{target}"),
            };
            links.insert(id, Link { kind, part });
        }
    }
    Ok(links)
}

/// The sheets with cells, in their order, and whether days are counted from 1904.
fn sheets(part: &str, links: &HashMap<String, Link>) -> Result<(Vec<SheetEntry>, bool), WorkbookFault> {
    let (mut sheets, mut days_from_1904) = (Vec::new(), false);
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        let Event::Start(element) = event else { continue };
        match element.local_name().into_inner() {
            "workbookPr" => {
                days_from_1904 =
                    attribute(&element, "date1904")?.is_some_and(|on| matches!(&*on, "1" | "true"));
            }
            "sheet" => {
                let link = attribute(&element, "id")?.and_then(|id| links.get(&id));
                if let Some(link) = link.filter(|link| link.kind.ends_with("/worksheet")) {
                    sheets.push(SheetEntry {
                        name: attribute(&element, "name")?.unwrap_or_default(),
                        is_hidden: attribute(&element, "state")?.is_some_and(|state| state != "visible"),
                        part: link.part.clone(),
                    });
                }
            }
            _ => {}
        }
    }
    Ok((sheets, days_from_1904))
}

fn strings(part: &str) -> Result<Strings, WorkbookFault> {
    let mut strings = Strings::default();
    let mut xml = Xml::new(part);
    let mut in_text = false;
    // How a text is pronounced stands beside it.
    let mut in_sound = false;
    while let Some(event) = xml.next()? {
        match &event {
            Event::Start(element) => match element.local_name().into_inner() {
                "t" => in_text = !in_sound,
                "rPh" => in_sound = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().into_inner() {
                "t" => in_text = false,
                "rPh" => in_sound = false,
                "si" => strings.ends.push(strings.text.len()),
                _ => {}
            },
            event if in_text => push_text(event, &mut strings.text),
            _ => {}
        }
    }
    Ok(strings)
}

/// What a number stands for in each style of a cell.
fn styles(part: &str) -> Result<Vec<Shows>, WorkbookFault> {
    let mut own: HashMap<u32, Shows> = HashMap::new();
    let mut styles = Vec::new();
    let mut xml = Xml::new(part);
    let mut within = String::new();
    let id = |element: &BytesStart<'_>| -> Result<u32, WorkbookFault> {
        Ok(attribute(element, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0))
    };
    while let Some(event) = xml.next()? {
        let Event::Start(element) = event else { continue };
        match (element.local_name().into_inner(), within.as_str()) {
            (list @ ("numFmts" | "cellXfs" | "cellStyleXfs" | "dxfs"), _) => list.clone_into(&mut within),
            ("numFmt", "numFmts") => {
                let code = attribute(&element, "formatCode")?.unwrap_or_default();
                own.insert(id(&element)?, Shows::of_code(&code));
            }
            ("xf", "cellXfs") => {
                let id = id(&element)?;
                styles.push(own.get(&id).copied().unwrap_or_else(|| Shows::of_number(id)));
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// A sheet whose cells are read.
pub(super) struct XlsxSheet<'w> {
    workbook: &'w Workbook,
    xml: String,
}

impl Sheet for XlsxSheet<'_> {
    fn rows(&self, take: TakeRow<'_>) -> Result<(), WorkbookFault> {
        let mut xml = Xml::new(&self.xml);
        let mut cells: Vec<(u32, Cow<'_, str>)> = Vec::new();
        let (mut number, mut column) = (0, 0);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => match element.local_name().into_inner() {
                    "row" => {
                        if let Some(written) = attribute(&element, "r")? {
                            number = row_number(&written)?;
                        }
                        cells.clear();
                        column = 0;
                    }
                    "c" => {
                        let cell = CellHead::of(&element)?;
                        column = cell.column.unwrap_or(column);
                        if column >= MOST_COLUMNS || cells.last().is_some_and(|(last, _)| *last >= column) {
                            return Err(WorkbookFault::damaged("the cells of a row are out of order"));
                        }
                        let text = self.cell(&cell, &mut xml)?;
                        if !text.trim().is_empty() {
                            cells.push((column, text));
                        }
                        column += 1;
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().into_inner() {
                    "row" => {
                        if !cells.is_empty() {
                            take(&SheetRow { number, repeated: 1, cells: &cells })?;
                        }
                        number = number.saturating_add(1);
                    }
                    "sheetData" => return Ok(()),
                    _ => {}
                },
                _ => {}
            }
        }
        Err(WorkbookFault::damaged("its sheet is cut short"))
    }
}

impl XlsxSheet<'_> {
    /// What stands in the cell that has begun.
    fn cell(&self, head: &CellHead, xml: &mut Xml<'_>) -> Result<Cow<'_, str>, WorkbookFault> {
        let (mut value, mut text) = (None::<String>, String::new());
        let (mut is_formula, mut in_sound) = (false, false);
        let mut within = "";
        loop {
            let event = xml.next()?.ok_or_else(|| WorkbookFault::damaged("its sheet is cut short"))?;
            match &event {
                Event::Start(element) => {
                    within = match element.local_name().into_inner() {
                        "v" => {
                            value.get_or_insert_default();
                            "v"
                        }
                        "t" if !in_sound => "t",
                        "rPh" => {
                            in_sound = true;
                            ""
                        }
                        "f" => {
                            is_formula = true;
                            ""
                        }
                        _ => "",
                    };
                }
                Event::End(element) if element.local_name().into_inner() == "c" => break,
                Event::End(element) => {
                    in_sound &= element.local_name().into_inner() != "rPh";
                    within = "";
                }
                event => match (within, &mut value) {
                    ("v", Some(value)) => push_text(event, value),
                    ("t", _) => push_text(event, &mut text),
                    _ => {}
                },
            }
        }
        if head.kind == "inlineStr" {
            return Ok(without_returns(text.into()));
        }
        let Some(value) = value else {
            return Ok(Cow::Borrowed(if is_formula { NOT_WORKED_OUT } else { "" }));
        };
        Ok(match head.kind.as_str() {
            "s" => {
                let found = value.trim().parse().ok().and_then(|index| self.workbook.strings.get(index));
                without_returns(found.ok_or_else(|| WorkbookFault::damaged("a cell has no text"))?.into())
            }
            "b" => cell::yes_no(&value).into(),
            "d" => cell::iso_day(&value).to_owned().into(),
            "str" | "e" => without_returns(value.into()),
            _ => match value.trim().parse::<f64>() {
                Ok(number) => {
                    let shows = self.workbook.styles.get(head.style).copied().unwrap_or_default();
                    cell::number(number, shows, self.workbook.days_from_1904).into()
                }
                Err(_) => value.into(),
            },
        })
    }
}

fn without_returns(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains(CARRIAGE_RETURN) { text.replace(CARRIAGE_RETURN, " ").into() } else { text }
}

/// What a cell says of itself.
#[derive(Default)]
struct CellHead {
    /// Its column, from 0, where it says so.
    column: Option<u32>,
    kind: String,
    style: usize,
}

impl CellHead {
    fn of(element: &BytesStart<'_>) -> Result<Self, WorkbookFault> {
        let mut head = Self::default();
        for attribute in attributes(element) {
            let (key, value) = attribute?;
            match key {
                "r" => head.column = Some(column_number(&value)?),
                "t" => head.kind = value.into_owned(),
                "s" => head.style = value.parse().unwrap_or(0),
                _ => {}
            }
        }
        Ok(head)
    }
}

/// A row from 0, of one that is written from 1.
fn row_number(written: &str) -> Result<u32, WorkbookFault> {
    let number = written.parse().ok().and_then(|number: u32| number.checked_sub(1));
    number
        .filter(|number| *number < MOST_ROWS)
        .ok_or_else(|| WorkbookFault::damaged(format!("it has a row `{written}`")))
}

/// The column, from 0, of a cell such as `F12`.
fn column_number(cell: &str) -> Result<u32, WorkbookFault> {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_u32, |number, letter| {
        number.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    number
        .checked_sub(1)
        .filter(|number| *number < MOST_COLUMNS)
        .ok_or_else(|| WorkbookFault::damaged(format!("it has a cell `{cell}`")))
}
