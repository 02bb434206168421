//! A report for a terminal: paragraphs and lists, and lines of `name: value` for what is a table elsewhere.

use super::{Block, Document, Level, Run, Text};
use crate::report::footnotes::Footnotes;
use crate::report::table::Style;
use crate::report::table::layout::Page;
use crate::text::passage::Passage;

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

/// The report as a person reads it in a terminal.
#[must_use]
pub fn page(document: &Document<'_>, style: &Style) -> String {
    let page = Page::new(style.width.max(NARROWEST_PAGE), style.colour).numbered(style.accessible);
    let mut terminal = Terminal { page, footnotes: Footnotes::default() };
    terminal.page.heading(&document.title);
    document.blocks.iter().for_each(|block| terminal.block(block));
    terminal.page.sources(document.catalogue, &terminal.footnotes);
    terminal.page.finish()
}

/// The page being laid out.
struct Terminal<'r> {
    page: Page,
    footnotes: Footnotes<'r>,
}

impl<'r> Terminal<'r> {
    fn block(&mut self, block: &Block<'r>) {
        match block {
            Block::Heading(Level::Section, text) => {
                let text = self.passage(text).to_string();
                self.page.heading(&text);
            }
            Block::Heading(Level::Item | Level::Detail, text) => {
                let text = self.passage(text);
                self.page.blank();
                self.page.text(2, text);
            }
            Block::Paragraph(text) => self.paragraph(text),
            Block::Imprint(text) => {
                self.page.blank();
                self.paragraph(text);
            }
            Block::Notice(texts) => texts.iter().for_each(|text| self.paragraph(text)),
            Block::List(texts) => {
                let texts: Vec<Passage> = texts.iter().map(|text| self.passage(text)).collect();
                self.page.list(texts);
            }
            Block::Numbered(texts) => {
                for (number, text) in (1..).zip(texts) {
                    let text = self.passage(text);
                    self.page.marked(2, &format!("{number}."), text);
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let mut cells = row.iter().map(|cell| self.passage(cell));
                    let name = cells.next().unwrap_or_default().to_string();
                    let named = table.columns.iter().skip(1).zip(cells);
                    let values: Vec<Passage> = if table.columns.len() == 2 {
                        named.map(|(_, cell)| cell).collect()
                    } else {
                        named
                            .map(|(column, cell)| {
                                Passage::from(format!("{}: ", column.heading)).and(cell).and(".")
                            })
                            .collect()
                    };
                    self.page.named(2, &name, Passage::joined(values));
                }
            }
            Block::Picture(_) => {}
            Block::Lines(lines) => {
                self.page.blank();
                lines.iter().for_each(|line| self.page.text(2, format!("{line}:")));
            }
        }
    }

    fn paragraph(&mut self, text: &Text<'r>) {
        let text = self.passage(text);
        self.page.text(2, text);
    }

    /// A text with the numbers of its sources.
    fn passage(&mut self, text: &Text<'r>) -> Passage {
        text.runs().iter().fold(Passage::default(), |passage, run| match run {
            Run::Said(said) | Run::Strong(said) => passage.and(said.as_str()),
            Run::Quoted(quoted) => passage.and(Passage::quoted(quoted)),
            Run::Source(citations) => passage.and(format!(" {}", self.footnotes.marks(citations))),
        })
    }
}
