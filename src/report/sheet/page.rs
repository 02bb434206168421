//! The sheet as a page in large print.

use super::super::document::{Block, Document, Level, Run, Text};
use super::super::html::markup::Markup;
use super::super::html::{STYLE, shell};

/// What the sheet needs beside the style that every page has.
const LARGE_PRINT: &str = include_str!("large_print.css");

/// The sheet as one page that stands alone.
#[must_use]
pub fn page(sheet: &Document<'_>) -> String {
    let mut out = Markup::default();
    shell::head(&mut out, &sheet.title, sheet.language, &[STYLE, LARGE_PRINT].concat());
    out.raw("<body class=\"sheet\">\n<main class=\"wide\">\n").element("h1", &sheet.title).raw("\n");
    let mut in_step = false;
    for block in &sheet.blocks {
        if in_step && matches!(block, Block::Heading(..)) {
            out.raw("</div>\n");
            in_step = false;
        }
        if matches!(block, Block::Heading(Level::Detail, _)) {
            out.raw("<div class=\"step\">\n");
            in_step = true;
        }
        write(&mut out, block);
    }
    out.raw(if in_step { "</div>\n" } else { "" }).raw("</main>\n</body>\n</html>\n");
    out.into_string()
}

fn write(out: &mut Markup, block: &Block<'_>) {
    match block {
        Block::Heading(Level::Section, text) => element(out, "h2", text),
        Block::Heading(Level::Item, text) => element(out, "h3", text),
        Block::Heading(Level::Detail, text) => element(out, "h4", text),
        Block::Paragraph(text) | Block::Imprint(text) => element(out, "p", text),
        Block::Notice(texts) => {
            out.raw("<div class=\"notice\">");
            texts.iter().for_each(|text| element(out, "p", text));
            out.raw("</div>\n");
        }
        Block::List(items) => list(out, "ul", items),
        Block::Numbered(items) => list(out, "ol", items),
        Block::Table(table) => {
            let rows: Vec<Text<'_>> = table.rows.iter().map(|row| Text::joined(row.clone())).collect();
            list(out, "ul", &rows);
        }
        Block::Picture(picture) => element(out, "p", &picture.alternative.as_str().into()),
        Block::Lines(labels) => {
            for label in labels {
                out.raw("<p class=\"fill\">").element("span", format!("{label}:"));
                out.raw("<span class=\"blank\"></span></p>\n");
            }
        }
    }
}

fn list(out: &mut Markup, name: &str, items: &[Text<'_>]) {
    out.raw("<").raw(name).raw(">\n");
    items.iter().for_each(|item| element(out, "li", item));
    out.raw("</").raw(name).raw(">\n");
}

/// An element of words. Sources are not for the person the plan is about.
fn element(out: &mut Markup, name: &str, text: &Text<'_>) {
    out.raw("<").raw(name).raw(">");
    for run in text.runs() {
        match run {
            Run::Said(words) | Run::Quoted(words) => out.text(words),
            Run::Strong(words) => out.element("strong", words),
            Run::Source(_) => out,
        };
    }
    out.raw("</").raw(name).raw(">\n");
}
