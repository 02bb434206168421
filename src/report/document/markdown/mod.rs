//! A report as Markdown: sentences to paste into another document, with their sources as footnotes.

mod escape;

use self::escape::{beginning, inline, join, strong};
use super::{Block, Column, Document, Level, Run, Table, Text};
use crate::catalogue::Citation;
use crate::report::acronym::Acronyms;
use crate::report::footnotes::Footnotes;

/// The report as Markdown. Drawings are left out, as what they show is said beside them.
#[must_use]
pub fn text(document: &Document<'_>) -> String {
    let mut markdown = Markdown::default();
    markdown.out.push_str(&format!("# {}\n", inline(&document.title)));
    document.blocks.iter().for_each(|block| markdown.block(block));
    markdown.sources(document);
    markdown.out
}

/// The Markdown being written.
#[derive(Debug, Default)]
struct Markdown<'r> {
    out: String,
    /// Whether the block before was a list, and by which of its two marks: lists of one mark would run together.
    list_before: Option<bool>,
    footnotes: Footnotes<'r>,
    acronyms: Acronyms,
}

impl<'r> Markdown<'r> {
    fn block(&mut self, block: &Block<'r>) {
        let before = self.list_before.take();
        match block {
            Block::Heading(level, text) => {
                let marks = match level {
                    Level::Section => "##",
                    Level::Item => "###",
                    Level::Detail => "####",
                };
                self.paragraph(&format!("{marks} "), text);
            }
            Block::Paragraph(text) => self.paragraph("", text),
            Block::Notice(texts) => texts.iter().for_each(|text| self.paragraph("", text)),
            Block::List(texts) => {
                self.list(texts, before, |_, other| if other { "* " } else { "- " }.to_owned())
            }
            Block::Numbered(texts) => {
                let mark = |number, other| format!("{number}{} ", if other { ")" } else { "." });
                self.list(texts, before, mark);
            }
            Block::Table(table) => self.table(table),
            Block::Picture(_) => {}
            Block::Lines(lines) => {
                let lines: Vec<Text<'r>> = lines.iter().map(|line| format!("{line}:").into()).collect();
                self.list(&lines, before, |_, other| if other { "* " } else { "- " }.to_owned());
            }
            Block::Imprint(text) => {
                self.out.push_str("\n---\n");
                self.paragraph("", text);
            }
        }
    }

    /// A line of its own; nothing where there is nothing to say.
    fn paragraph(&mut self, before: &str, text: &Text<'r>) {
        let text = self.written(text);
        if !text.trim().is_empty() {
            self.out.push_str(&format!("\n{before}{}\n", beginning(&text)));
        }
    }

    /// A list by a mark for each number, of which there are two: the other one where a list stands right before.
    fn list(&mut self, texts: &[Text<'r>], before: Option<bool>, mark: impl Fn(usize, bool) -> String) {
        if texts.is_empty() {
            self.list_before = before;
            return;
        }
        let other = before == Some(false);
        self.list_before = Some(other);
        self.out.push('\n');
        for (number, text) in (1..).zip(texts) {
            let text = self.written(text);
            self.out.push_str(&format!("{}{}\n", mark(number, other), beginning(&text)));
        }
    }

    fn table(&mut self, table: &Table<'r>) {
        let headings = table.columns.iter().map(|column| inline(&column.heading));
        let rule = |column: &Column| if column.figures { "---:" } else { "---" };
        self.out.push('\n');
        self.row(headings.collect());
        self.row(table.columns.iter().map(|column| rule(column).to_owned()).collect());
        for row in &table.rows {
            let cells = row.iter().map(|cell| self.written(cell)).collect();
            self.row(cells);
        }
    }

    fn row(&mut self, cells: Vec<String>) {
        self.out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }

    /// A text with its marks, in which acronyms that were spelled out before are short.
    fn written(&mut self, text: &Text<'r>) -> String {
        let mut out = String::new();
        for run in text.runs() {
            let run = match run {
                Run::Said(said) => inline(&self.acronyms.shorten(said)),
                Run::Strong(said) => strong(&inline(&self.acronyms.shorten(said))),
                Run::Quoted(quoted) => inline(quoted),
                Run::Source(citations) => self.marks(citations),
            };
            join(&mut out, &run);
        }
        out
    }

    /// Marks that lead to the sources, after what they are sources of.
    fn marks(&mut self, citations: &'r [Citation]) -> String {
        citations.iter().map(|citation| format!("[^{}]", self.footnotes.number(citation))).collect()
    }

    fn sources(&mut self, document: &Document<'_>) {
        let mut between = "\n";
        for (number, citation) in self.footnotes.iter() {
            let says = self.acronyms.shorten(&document.catalogue.cited(citation));
            self.out.push_str(&format!("{between}[^{number}]: {}\n", beginning(&inline(&says))));
            between = "";
        }
    }
}
