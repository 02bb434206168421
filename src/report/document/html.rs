//! A report as one self-contained page, by the same head and style sheet as the page of a plan.

use super::{Block, Document, Language, Level, Run, Table, Text};
use crate::catalogue::Citation;
use crate::report::footnotes::Footnotes;
use crate::report::html::drawing::{Breadth, draw};
use crate::report::html::markup::Markup;
use crate::report::html::shell;

/// The most columns that fit beside one another on a telephone.
const MOST_BESIDE: usize = 3;

/// The report as one page.
#[must_use]
pub fn page(document: &Document<'_>) -> String {
    let mut page = WebPage::default();
    shell::open(&mut page.out, &document.title, document.language);
    page.out.element("h1", &document.title).raw("\n");
    document.blocks.iter().for_each(|block| page.block(block));
    page.end();
    page.sources(document);
    shell::close(&mut page.out);
    page.out.into_string()
}

/// The page being written.
#[derive(Default)]
struct WebPage<'r> {
    out: Markup,
    footnotes: Footnotes<'r>,
    /// How many parts were begun.
    parts: usize,
    /// Whether a part is open.
    open: bool,
}

impl<'r> WebPage<'r> {
    fn block(&mut self, block: &Block<'r>) {
        match block {
            Block::Heading(Level::Section, text) => {
                self.end();
                self.parts += 1;
                self.open = true;
                let id = format!("part-{}", self.parts);
                self.out.raw(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">"));
                self.runs(text);
                self.out.raw("</h2>\n");
            }
            Block::Heading(Level::Item, text) => self.element("h3", text),
            Block::Heading(Level::Detail, text) => self.element("h4", text),
            Block::Paragraph(text) => self.element("p", text),
            Block::Notice(texts) => {
                self.out.raw("<div class=\"notice\">");
                texts.iter().for_each(|text| self.element("p", text));
                self.out.raw("</div>\n");
            }
            Block::List(texts) => self.list("ul", texts),
            Block::Numbered(texts) => self.list("ol", texts),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => {
                self.out.raw("<figure>");
                draw(&mut self.out, &picture.calendar, Breadth::Broad, picture.today, false);
                draw(&mut self.out, &picture.calendar, Breadth::Narrow, picture.today, false);
                self.out.raw("</figure>\n");
            }
            Block::Lines(lines) => {
                self.end();
                shell::lines(&mut self.out, lines);
            }
            Block::Imprint(text) => self.element("p", text),
        }
    }

    /// Ends the part that is open.
    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            self.out.raw("</section>\n");
        }
    }

    fn element(&mut self, name: &str, text: &Text<'r>) {
        self.out.raw("<").raw(name).raw(">");
        self.runs(text);
        self.out.raw("</").raw(name).raw(">\n");
    }

    fn list(&mut self, name: &str, texts: &[Text<'r>]) {
        self.out.raw("<").raw(name).raw(">\n");
        texts.iter().for_each(|text| self.element("li", text));
        self.out.raw("</").raw(name).raw(">\n");
    }

    fn table(&mut self, table: &Table<'r>) {
        self.out.raw("<div class=\"scroll\" role=\"region\" aria-label=\"").text(&table.caption);
        self.out
            .raw(if table.columns.len() > MOST_BESIDE {
                "\" tabindex=\"0\"><table>"
            } else {
                "\" tabindex=\"0\"><table class=\"few\">"
            })
            .element("caption", &table.caption)
            .raw("<thead><tr>");
        for column in &table.columns {
            self.out.element("th scope=\"col\"", &column.heading);
        }
        self.out.raw("</tr></thead><tbody>");
        for row in &table.rows {
            self.out.raw("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
                self.out.raw(open);
                self.runs(cell);
                self.out.raw(close);
            }
            self.out.raw("</tr>\n");
        }
        self.out.raw("</tbody></table></div>\n");
    }

    fn runs(&mut self, text: &Text<'r>) {
        for run in text.runs() {
            match run {
                Run::Said(text) | Run::Quoted(text) => {
                    self.out.text(text);
                }
                Run::Strong(text) => {
                    self.out.element("strong", text);
                }
                Run::Source(citations) => self.cite(citations),
            }
        }
    }

    /// Numbers that lead to the sources, after what they are sources of.
    fn cite(&mut self, source: &'r [Citation]) {
        for citation in source {
            shell::cite(&mut self.out, self.footnotes.number(citation));
        }
    }

    fn sources(&mut self, document: &Document<'_>) {
        if self.footnotes.iter().next().is_none() {
            return;
        }
        let heading = match document.language {
            Language::English => "Sources",
            Language::Welsh => "Ffynonellau",
        };
        self.out.raw("<section aria-labelledby=\"sources\">\n").element("h2 id=\"sources\"", heading);
        shell::sources(&mut self.out, document.catalogue, &self.footnotes);
        self.out.raw("</section>\n");
    }
}
