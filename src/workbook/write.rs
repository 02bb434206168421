//! Writes a workbook for people: text in cells, and nothing that could come alive in one. The same tables give the same bytes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::place::letters;
use crate::text::wording::plain;
use crate::text::wrap::hanging;

/// The most characters that spreadsheet programs take in a cell.
const MOST_IN_CELL: usize = 32_767;

/// How high a line is, and how high a row may be, in points.
const LINE_HEIGHT: usize = 14;
const MOST_HEIGHT: usize = 409;

/// What opens a formula where a cell is edited, in narrow and in wide letters.
const FORMULA_MARKS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Styles of cells, by their place in `styles.xml`.
const HEADING: u8 = 1;
const TEXT: u8 = 2;
const GUARDED: u8 = 3;
const NUMBER: u8 = 4;

const STYLES: &str = concat!(
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<fonts count="2"><font><sz val="11"/><name val="Arial"/></font>"#,
    r#"<font><b/><sz val="11"/><name val="Arial"/></font></fonts>"#,
    r#"<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#,
    r#"<fill><patternFill patternType="solid"><fgColor rgb="FFE6ECF2"/></patternFill></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/>"#,
    r#"<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf xfId="0" numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf xfId="0" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf></cellXfs></styleSheet>"#,
);

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text, whatever it looks like.
    Text(String),
    /// A whole number.
    Number(u64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A table on a sheet of its own: its header stays in view, and its rows can be filtered.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// What the sheet is called: at most 31 letters, digits and spaces.
    pub name: &'t str,
    /// The heading of each column, and how many characters wide it is.
    pub columns: &'t [(&'t str, u16)],
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook of some tables, in British English.
///
/// # Errors
///
/// Where it comes to more than an archive holds.
pub fn write(title: &str, tables: &[Table<'_>]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut part = |name: &str, xml: &str| -> zip::result::ZipResult<()> {
        archive.start_file(name, options)?;
        archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        Ok(archive.write_all(xml.as_bytes())?)
    };
    part("[Content_Types].xml", &content_types(tables.len()))?;
    let package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    part(
        "_rels/.rels",
        &links(&[
            (OFFICE.to_owned() + "/officeDocument", "xl/workbook.xml".to_owned()),
            (package.to_owned(), "docProps/core.xml".to_owned()),
        ]),
    )?;
    part("docProps/core.xml", &core(title))?;
    part("xl/workbook.xml", &workbook(tables))?;
    let sheets = (1..=tables.len())
        .map(|number| (format!("{OFFICE}/worksheet"), format!("worksheets/sheet{number}.xml")));
    let styles = (format!("{OFFICE}/styles"), "styles.xml".to_owned());
    part("xl/_rels/workbook.xml.rels", &links(&sheets.chain([styles]).collect::<Vec<_>>()))?;
    part("xl/styles.xml", STYLES)?;
    for (number, table) in (1..).zip(tables) {
        part(&format!("xl/worksheets/sheet{number}.xml"), &sheet(table, number == 1))?;
    }
    Ok(archive.finish()?.into_inner())
}

/// What names of links and namespaces begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn content_types(sheets: usize) -> String {
    let sheetml = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut xml = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{sheetml}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{sheetml}.styles+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            xml,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{sheetml}.worksheet+xml\"/>"
        );
    }
    xml + "</Types>"
}

/// Links with the ids `r1`, `r2` and so on.
fn links(links: &[(String, String)]) -> String {
    let mut xml =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">".to_owned();
    for (number, (kind, target)) in (1..).zip(links) {
        let _ = write!(xml, "<Relationship Id=\"r{number}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    xml + "</Relationships>"
}

fn core(title: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>en-GB</dc:language>\
         </cp:coreProperties>",
        escaped(title)
    )
}

fn workbook(tables: &[Table<'_>]) -> String {
    let mut xml = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    let mut names = String::new();
    for (number, table) in (1..).zip(tables) {
        let name = escaped(table.name);
        let _ = write!(xml, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        let local = number - 1;
        let quoted = name.replace('\'', "''");
        let _ = write!(
            names,
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{local}\" hidden=\"1\">'{quoted}'!{}</definedName>\
             <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{local}\">'{quoted}'!$1:$1</definedName>",
            range(table, "$")
        );
    }
    xml + "</sheets><definedNames>" + &names + "</definedNames></workbook>"
}

/// The cells of a table, its header among them.
fn range(table: &Table<'_>, fixed: &str) -> String {
    let last = letters(table.columns.len().max(1));
    format!("{fixed}A{fixed}1:{fixed}{last}{fixed}{}", table.rows.len() + 1)
}

fn sheet(table: &Table<'_>, is_first: bool) -> String {
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    let mut xml = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>\
         <sheetView{selected} workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
         state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (number, (_, width)) in (1..).zip(table.columns) {
        let _ = write!(xml, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    xml.push_str("</cols><sheetData><row r=\"1\">");
    for (number, (heading, _)) in (1..).zip(table.columns) {
        text(&mut xml, &letters(number), 1, heading, HEADING);
    }
    xml.push_str("</row>");
    for (row, cells) in (2..).zip(&table.rows) {
        let _ = write!(xml, "<row r=\"{row}\" ht=\"{}\" customHeight=\"1\">", height(cells, table.columns));
        for (number, cell) in (1..).zip(cells) {
            let column = letters(number);
            match cell {
                Cell::Number(value) => {
                    let _ = write!(xml, "<c r=\"{column}{row}\" s=\"{NUMBER}\"><v>{value}</v></c>");
                }
                Cell::Text(value) if value.trim_start().starts_with(FORMULA_MARKS) => {
                    text(&mut xml, &column, row, value, GUARDED);
                }
                Cell::Text(value) => text(&mut xml, &column, row, value, TEXT),
            }
        }
        xml.push_str("</row>");
    }
    let _ = write!(
        xml,
        "</sheetData><autoFilter ref=\"{}\"/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" \
         header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
        range(table, "")
    );
    xml
}

/// How high a row is, in points: not every program works that out from the text.
fn height(cells: &[Cell], columns: &[(&str, u16)]) -> usize {
    let lines = cells.iter().zip(columns).map(|(cell, (_, width))| match cell {
        Cell::Text(text) => {
            // A letter is narrower than the digit by which columns are measured.
            let width = (usize::from(*width) * 6 / 5).max(1);
            hanging(&plain(text), width, width).len()
        }
        Cell::Number(_) => 1,
    });
    (lines.max().unwrap_or(1).max(1) * LINE_HEIGHT + 2).min(MOST_HEIGHT)
}

/// A cell with text in it.
fn text(xml: &mut String, column: &str, row: usize, value: &str, style: u8) {
    let _ = write!(
        xml,
        "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(value)
    );
}

/// Text as XML, without what could not be in it, and cut to what a cell takes.
fn escaped(value: &str) -> String {
    let value = plain(value);
    let mut xml = String::with_capacity(value.len());
    for (at, letter) in value.char_indices().take(MOST_IN_CELL) {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // Spreadsheet programs read `_x0041_` as a letter.
            '_' if value.get(at..).is_some_and(is_coded_letter) => xml.push_str("_x005F_"),
            // XML takes every letter but these.
            '\u{fffe}' | '\u{ffff}' => {}
            letter => xml.push(letter),
        }
    }
    xml
}

fn is_coded_letter(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    digits.is_some_and(|digits| {
        digits.ends_with('_') && digits.bytes().take(4).all(|digit| digit.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    const COLUMNS: &[(&str, u16)] = &[("Finding", 20), ("Number", 8)];

    fn written(texts: &[&str]) -> Vec<u8> {
        let rows = texts.iter().map(|text| vec![Cell::from(*text), Cell::Number(7)]).collect();
        write("A title & more", &[Table { name: "Findings", columns: COLUMNS, rows }]).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_as_text_by_others() {
        let hostile = [
            "=HYPERLINK(\"http://x.example\",\"here\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\u{ff1d}1+1",
            "<script>alert(1)</script>",
            "]]></t></is></c>",
            "&lt;b&gt;",
            "_x0041_",
            "a\u{1b}[2Jb\u{202e}c\u{0}\u{ffff}",
            "http://x.example",
            "30/11/2026",
        ];
        let bytes = written(&hostile);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let formulas = book.worksheet_formula("Findings").unwrap();
        assert!(formulas.is_empty() || formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
        let sheet = book.worksheet_range("Findings").unwrap();
        let read: Vec<&Data> = sheet.rows().skip(1).map(|row| &row[0]).collect();
        let expected: Vec<Data> =
            hostile.iter().map(|text| Data::String(plain(text).replace('\u{ffff}', ""))).collect();
        assert_eq!(read, expected.iter().collect::<Vec<_>>());
        assert_eq!(sheet.get((1, 1)), Some(&Data::Float(7.0)));
        assert_eq!(sheet.get((0, 0)), Some(&Data::String("Finding".to_owned())));
    }

    #[test]
    fn what_looks_like_a_formula_stays_text_when_the_cell_is_edited() {
        let sheet = sheet(
            &Table { name: "x", columns: COLUMNS, rows: vec![vec!["=1".into()], vec!["one".into()]] },
            true,
        );
        assert!(sheet.contains("<c r=\"A2\" s=\"3\"") && sheet.contains("<c r=\"A3\" s=\"2\""), "{sheet}");
        assert!(!sheet.contains("<f"), "{sheet}");
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        assert_eq!(written(&["a", "b"]), written(&["a", "b"]));
    }

    #[test]
    fn a_long_text_is_cut_to_what_a_cell_takes() {
        assert_eq!(escaped(&"x".repeat(40_000)).len(), MOST_IN_CELL);
    }
}
