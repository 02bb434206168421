//! The sheet as plain text that fits a page.

use super::super::document::{Block, Document, Level, Run, Text};
use crate::text::wording::plain;
use crate::text::wrap::paragraph;

/// How wide a line of the sheet may be: it is made to be printed.
const WIDTH: usize = 72;

/// How long a line to be filled in by hand is.
const BLANK: usize = 30;

/// The sheet as plain text.
#[must_use]
pub fn text(sheet: &Document<'_>) -> String {
    let mut page = TextPage { out: String::new(), indent: 0 };
    page.underlined(&plain(&sheet.title).to_uppercase(), '=');
    sheet.blocks.iter().for_each(|block| page.block(block));
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

struct TextPage {
    out: String,
    /// How far in paragraphs stand.
    indent: usize,
}

impl TextPage {
    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Heading(Level::Section, text) => {
                self.apart();
                self.underlined(&words(text), '-');
                self.indent = 0;
            }
            Block::Heading(Level::Item, text) => {
                self.apart();
                self.put(&words(text), 0, 0);
                self.indent = 0;
                self.apart();
            }
            Block::Heading(Level::Detail, text) => {
                self.apart();
                self.put(&words(text), 2, 3);
                self.indent = 5;
            }
            Block::Paragraph(text) => self.put(&words(text), self.indent, 0),
            Block::Notice(texts) => {
                self.apart();
                texts.iter().for_each(|text| self.put(&words(text), 0, 0));
                self.apart();
            }
            Block::List(items) | Block::Numbered(items) => {
                items.iter().for_each(|item| self.put(&format!("- {}", words(item)), 2, 2));
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row.iter().map(words).collect();
                    self.put(&cells.join("; "), self.indent, 0);
                }
            }
            Block::Picture(picture) => self.put(&picture.alternative, self.indent, 0),
            Block::Lines(labels) => self.lines(labels),
            Block::Imprint(text) => {
                self.apart();
                self.put(&words(text), 0, 0);
            }
        }
    }

    /// Lines to fill in, which begin under each other.
    fn lines(&mut self, labels: &[String]) {
        let labels: Vec<String> = labels.iter().map(|label| format!("{}:", plain(label))).collect();
        let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
        for label in labels {
            self.apart();
            self.out.push_str(&format!("{label:widest$} {}\n", "_".repeat(BLANK)));
        }
    }

    fn underlined(&mut self, text: &str, with: char) {
        let line: String = std::iter::repeat_n(with, text.chars().count()).collect();
        self.out.push_str(&format!("{text}\n{line}\n\n"));
    }

    /// Sees to it that an empty line stands before what follows.
    fn apart(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn put(&mut self, text: &str, indent: usize, hang: usize) {
        paragraph(&mut self.out, text, WIDTH, indent, hang);
    }
}

/// The words of a text. Sources are not for the person the plan is about.
fn words(text: &Text<'_>) -> String {
    let words = text.runs().iter().map(|run| match run {
        Run::Said(words) | Run::Strong(words) | Run::Quoted(words) => words.as_str(),
        Run::Source(_) => "",
    });
    plain(&words.collect::<String>())
}
