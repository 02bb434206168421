#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of Excel with a hidden sheet, and one with these rows.
fn xlsx(rows: &str) -> Vec<u8> {
    let link = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: &str| format!("<Relationships>{links}</Relationships>");
    let workbook = "<workbook><sheets><sheet name=\"Notes\" sheetId=\"1\" state=\"hidden\" r:id=\"r2\"/>\
         <sheet name=\"Case &amp; load\" sheetId=\"2\" r:id=\"r1\"/></sheets></workbook>";
    let styles = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
         <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";
    let strings = "<sst uniqueCount=\"99999999999999999\"><si><t>ref</t></si><si><r><t>rs</t></r><r><t>r</t></r>\
         <rPh><t>no</t></rPh></si><si><t>a, \"b\"\nc_x000D_</t></si></sst>";
    archive(&[
        ("_rels/.rels", &links(&link("r1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            &links(
                &[
                    link("r1", "worksheet", "worksheets/sheet1.xml"),
                    link("r2", "worksheet", "worksheets/sheet2.xml"),
                    link("r3", "sharedStrings", "sharedStrings.xml"),
                    link("r4", "styles", "/xl/styles.xml"),
                ]
                .concat(),
            ),
        ),
        ("xl/workbook.xml", workbook),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"),
    ])
}

/// A workbook of LibreOffice with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let styles =
        "<style:style style:name=\"ta0\"><style:table-properties table:display=\"false\"/></style:style>";
    let hidden =
        "<table:table table:name=\"Notes\" table:style-name=\"ta0\"><table:table-row/></table:table>";
    archive(&[(
        "content.xml",
        &format!(
            "<office:document-content>{styles}{hidden}<table:table table:name=\"Caseload\">{rows}</table:table>\
             </office:document-content>"
        ),
    )])
}

fn text_of(bytes: &[u8], sheet: Option<&str>) -> Result<(String, SheetPlace), WorkbookFault> {
    let is_column = |cell: &str| matches!(cell, "ref" | "rsr");
    read(bytes, sheet, &is_column).map(|sheet| (String::from_utf8(sheet.csv).unwrap(), sheet.place))
}

#[test]
fn cells_become_what_they_show() {
    let rows = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>A title</t></is></c></row>
        <row r="4"><c r="B4" t="s"><v>0</v></c><c r="D4" t="s"><v>1</v></c><c r="E4" s="1"/></row>
        <row r="5"><c r="B5" t="s"><v>2</v></c><c r="D5" s="2"><v>0.45</v></c></row>
        <row r="7"><c r="B7" s="1"><v>46356</v></c><c r="D7"><f>1+1</f><v>34</v></c></row>
        <row r="8"><c r="B8" t="b"><v>1</v></c><c r="D8" t="e"><f>NA()</f><v>#N/A</v></c></row>
        <row r="9"><c r="B9" t="str"><f>A1</f><v></v></c><c r="D9"><f>B5*2</f></c></row>"#;
    let (csv, place) = text_of(&xlsx(rows), None).unwrap();
    assert_eq!(csv, "\n\n\nref,rsr\n\"a, \"\"b\"\" c\",45\n\n2026-11-30,34\nyes,#N/A\n,#NOT-WORKED-OUT!\n");
    assert_eq!(place.cell(5, 1), "'Case & load'!D5");
}

#[test]
fn sheets_of_libreoffice_mean_the_same() {
    let cell = |kind: &str, value: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let text = |shown: &str| cell("string", "", shown);
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let note = "<office:annotation><text:p>a note</text:p></office:annotation>";
    let rows = [
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>".to_owned(),
        row(&["<table:table-cell/>".to_owned(), text("ref"), text("rsr")]),
        row(&[
            "<table:table-cell/>".to_owned(),
            text(&format!("a &amp; b</text:p><text:p>c<text:s/>d</text:p>{note}<text:p>")),
            cell("percentage", "office:value=\"0.57\"", "57%"),
        ]),
        row(&[
            "<table:table-cell/>".to_owned(),
            cell("date", "office:date-value=\"2026-11-30T00:00:00\"", "30/11/26"),
            cell("float", "office:value=\"34.0\"", "34"),
        ]),
        row(&[
            "<table:table-cell/>".to_owned(),
            cell("boolean", "office:boolean-value=\"false\"", "FALSE"),
            cell("string", "office:string-value=\"\" calcext:value-type=\"error\"", "#REF!"),
        ]),
        "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
            .to_owned(),
        "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>"
            .to_owned(),
    ];
    let (csv, place) = text_of(&ods(&rows.concat()), None).unwrap();
    assert_eq!(csv, "\n\nref,rsr\na & b c d,57\n2026-11-30,34\nno,#REF!\n");
    assert_eq!(place.cell(4, 1), "Caseload!C4");
}

#[test]
fn a_sheet_is_found_by_its_name_and_others_are_told() {
    let book = xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
    assert_eq!(text_of(&book, Some("case & load")).unwrap().0, "ref\n");
    assert_eq!(text_of(&book, Some("Notes")).unwrap_err(), WorkbookFault::Empty("Notes".to_owned()));
    let told = text_of(&book, Some("Case load")).unwrap_err().to_string();
    assert_eq!(told, "it has no sheet `Case load`: did you mean `Case & load`?");
}

#[test]
fn without_a_known_column_the_first_row_is_the_header() {
    let rows =
        r#"<row><c t="inlineStr"><is><t>agee</t></is></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"#;
    assert_eq!(text_of(&xlsx(rows), None).unwrap().0, "agee,\n3,4\n");
}

#[test]
fn what_lies_about_itself_is_refused_and_holds_no_memory() {
    for rows in [
        r#"<row r="4294967296"><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="0"><c r="A0"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>77</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v>"#,
    ] {
        let fault = text_of(&xlsx(rows), None).unwrap_err();
        assert!(matches!(fault, WorkbookFault::Damaged(_)), "{rows}: {fault}");
    }
    let many = "<table:table-cell office:value-type=\"string\" office:string-value=\"ref and more words\" \
         table:number-columns-repeated=\"16384\"/>";
    let rows = format!("<table:table-row table:number-rows-repeated=\"1048576\">{many}</table:table-row>");
    assert_eq!(text_of(&ods(&rows), None).unwrap_err(), WorkbookFault::TooLarge);
    for bytes in [&b""[..], b"PK\x03\x04", b"PK\x03\x04 and nothing else", &archive(&[("x", "y")])] {
        assert!(matches!(text_of(bytes, None), Err(WorkbookFault::Damaged(_))));
    }
}

#[test]
fn parts_are_inflated_to_a_limit() {
    let book = archive(&[("a", &" ".repeat(5000)), ("b", &" ".repeat(5000))]);
    let mut parts = Parts::open(&book).unwrap();
    parts.limit(6000);
    assert_eq!(parts.text("a").unwrap().len(), 5000);
    assert_eq!(parts.text("b").unwrap_err(), WorkbookFault::TooLarge);
}

#[test]
fn an_encrypted_workbook_asks_to_be_saved_without_a_password() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
         <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let book = archive(&[("content.xml", "?"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(text_of(&book, None).unwrap_err(), WorkbookFault::Locked);
}

#[test]
fn no_change_of_a_byte_stops_the_program() {
    let rows =
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>46356</v></c></row>"#;
    for book in [
        xlsx(rows),
        ods(
            "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
        ),
    ] {
        for at in 0..book.len() {
            for change in [1, 0x20, 0xff] {
                let mut changed = book.clone();
                changed[at] ^= change;
                let _ = text_of(&changed, None);
            }
        }
    }
}
