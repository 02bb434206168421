//! What people read, kept as it is: each form of a plan and of a caseload, so that a change of it is seen.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use roxmltree::Document;

use crate::harness::{self, EXAMPLES_DAY, run};

/// How many lines of the review are kept.
const REVIEWED: usize = 40;

/// The text without the catalogue's digest, which every change of the catalogue changes.
fn without_digest(text: &str) -> String {
    const MARK: &str = "(digest ";
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(MARK) {
        out.push_str(before);
        out.push_str("(digest …)");
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).display().to_string()
}

/// What a command writes about an example.
fn written(name: &str, words: &[&str]) -> String {
    without_digest(&harness::written(Path::new(&(example(name) + "/case.toml")), words))
}

const PARTNER: &str = "01-violence-to-a-partner";
const RELEASE: &str = "06-release-on-licence";

#[test]
fn the_page_for_the_court_is_as_it_was() {
    for name in [PARTNER, RELEASE] {
        insta::assert_snapshot!(format!("court-{name}"), written(name, &["--detail", "court"]));
        let markdown = written(name, &["--detail", "court", "--format", "markdown"]);
        insta::assert_snapshot!(format!("court-{name}-markdown"), markdown);
    }
}

#[test]
fn a_proposal_to_paste_is_as_it_was() {
    let brief = written(PARTNER, &["--detail", "brief", "--format", "markdown"]);
    insta::assert_snapshot!("brief-markdown", brief);
    let redacted = written(RELEASE, &["--detail", "brief", "--format", "markdown", "--redact"]);
    insta::assert_snapshot!("brief-markdown-redacted", redacted);
}

#[test]
fn a_second_opinion_and_a_what_if_are_as_they_were() {
    let proposed = ["--proposed", "BBR,stepping-stones", "--format", "markdown", "--detail", "brief"];
    let opinion = written(PARTNER, &proposed);
    let (opinion, _) = opinion.split_once("# Intervention plan").unwrap_or((&opinion, ""));
    insta::assert_snapshot!("second-opinion-markdown", opinion);
    let what_if = written(PARTNER, &["--what-if", "weeks-remaining=30", "--format", "markdown"]);
    insta::assert_snapshot!("what-if-markdown", what_if);
}

#[test]
fn the_sheet_for_the_person_is_as_it_was() {
    insta::assert_snapshot!("sheet", written(PARTNER, &["--format", "sheet"]));
}

/// The paragraphs of a Word document, each after the name of its style; those in a cell are indented.
fn paragraphs(file: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let document = Document::parse(&xml).unwrap();
    let mut out = String::new();
    let is_text = |paragraph: &roxmltree::Node<'_, '_>| {
        paragraph.tag_name().name() == "p"
            && !paragraph.ancestors().any(|node| node.tag_name().name() == "drawing")
    };
    for paragraph in document.descendants().filter(is_text) {
        let style = paragraph.descendants().find(|node| node.tag_name().name() == "pStyle");
        let style = style.and_then(|style| style.attributes().next()).map_or("", |style| style.value());
        let words = paragraph.descendants().filter(|node| node.tag_name().name() == "t");
        let words: String = words.filter_map(|node| node.text()).collect();
        let in_cell = paragraph.ancestors().any(|node| node.tag_name().name() == "tc");
        let indent = if in_cell { "    " } else { "" };
        out.push_str(format!("{indent}{style}: {words}").trim_end());
        out.push('\n');
    }
    without_digest(&out)
}

#[test]
fn the_word_document_for_the_report_is_as_it_was() {
    let case = example(PARTNER) + "/case.toml";
    let words = ["--case", &case, "--format", "docx", "--detail", "brief", "-o", "plan.docx"];
    let ran = run(words).env("SOURCE_DATE_EPOCH", EXAMPLES_DAY).done();
    let file = std::fs::read(ran.folder.path().join("plan.docx")).unwrap();
    insta::assert_snapshot!("brief-docx", paragraphs(&file));
}

#[test]
fn the_review_of_a_caseload_is_as_it_was() {
    let caseload = example("caseload") + "/caseload.csv";
    let ran = run(["review", &caseload, "--format", "xlsx", "-o", "review.xlsx"])
        .env("SOURCE_DATE_EPOCH", EXAMPLES_DAY)
        .ran();
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let file = std::fs::read(ran.folder.path().join("review.xlsx")).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    let (name, sheet) = book.worksheets().remove(0);
    let cell = |cell: &Data| cell.to_string();
    let rows: Vec<String> =
        sheet.rows().take(REVIEWED).map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect();
    insta::assert_snapshot!("review-xlsx", format!("{name}\n{}", rows.join("\n")));
}

#[test]
fn the_messages_of_an_import_are_as_they_were() {
    let files = ["person", "sentence", "predictors", "needs", "assessment"];
    let folder = example("10-import");
    let mut all = run([
        "import",
        "person.json",
        "sentence.json",
        "predictors.json",
        "needs.json",
        "assessment.json",
        "--as-of",
        "2026-10-05",
    ]);
    for name in files {
        let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
        all = all.file(&format!("{name}.json"), text);
    }
    insta::assert_snapshot!("import", all.ran().stderr);
}
