//! A report as Markdown: sentences to paste into another document, with their sources as footnotes.

use super::{Block, Column, Document, Level, Run, Table, Text};
use crate::catalogue::Citation;
use crate::report::acronym::Acronyms;
use crate::report::footnotes::Footnotes;
use crate::text::wording::plain;

/// The report as Markdown. Drawings are left out, as what they show is said beside them.
#[must_use]
pub fn text(document: &Document<'_>) -> String {
    let mut markdown = Markdown::default();
    markdown.out.push_str(&format!("# {}\n", escaped(&document.title)));
    document.blocks.iter().for_each(|block| markdown.block(block));
    markdown.sources(document);
    markdown.out
}

/// The Markdown being written.
#[derive(Debug, Default)]
struct Markdown<'r> {
    out: String,
    footnotes: Footnotes<'r>,
    acronyms: Acronyms,
}

impl<'r> Markdown<'r> {
    fn block(&mut self, block: &Block<'r>) {
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
            Block::List(texts) => self.list(texts.iter().map(|text| ("- ".to_owned(), text))),
            Block::Numbered(texts) => {
                self.list((1..).zip(texts).map(|(number, text)| (format!("{number}. "), text)));
            }
            Block::Table(table) => self.table(table),
            Block::Picture(_) => {}
            Block::Lines(lines) => {
                let lines: Vec<Text<'r>> = lines.iter().map(|line| format!("{line}:").into()).collect();
                self.list(lines.iter().map(|line| ("- ".to_owned(), line)));
            }
            Block::Imprint(text) => {
                self.out.push_str("\n---\n");
                self.paragraph("", text);
            }
        }
    }

    fn paragraph(&mut self, before: &str, text: &Text<'r>) {
        self.out.push('\n');
        self.line(before, text);
    }

    fn list<'t>(&mut self, lines: impl Iterator<Item = (String, &'t Text<'r>)>)
    where
        'r: 't,
    {
        self.out.push('\n');
        lines.for_each(|(mark, text)| self.line(&mark, text));
    }

    fn line(&mut self, before: &str, text: &Text<'r>) {
        let text = self.written(text);
        self.out.push_str(&format!("{before}{text}\n"));
    }

    fn table(&mut self, table: &Table<'r>) {
        let headings = table.columns.iter().map(|column| escaped(&column.heading));
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
            match run {
                Run::Said(said) => out.push_str(&escaped(&self.acronyms.shorten(said))),
                Run::Strong(said) => {
                    out.push_str(&format!("**{}**", escaped(&self.acronyms.shorten(said))));
                }
                Run::Quoted(quoted) => out.push_str(&escaped(quoted)),
                Run::Source(citations) => out.push_str(&self.marks(citations)),
            }
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
            self.out.push_str(&format!("{between}[^{number}]: {}\n", escaped(&says)));
            between = "";
        }
    }
}

/// Text that stays text in Markdown, on one line.
fn escaped(text: &str) -> String {
    let text = plain(&text.replace(['\n', '\t'], " "));
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_from_a_case_cannot_become_a_link_a_table_or_markup() {
        assert_eq!(escaped("a|b\n[c](d) <e> *f* _g_"), "a\\|b \\[c\\](d) \\<e\\> \\*f\\* \\_g\\_");
    }
}
