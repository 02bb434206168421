//! The document's own part: its blocks one after another, which is the order in which they are read.

use std::io;

use super::super::{Block, Document, Level, Run, Table, Text};
use super::fixed::{BULLETS, FOOTER, NUMBERED, WORD, repeated_mark};
use super::part::{Attribute, Part};
use super::{endnotes, in_language, picture};
use crate::catalogue::Citation;
use crate::report::acronym::Acronyms;
use crate::report::footnotes::Footnotes;

/// How wide the words may run, in twentieths of a point: A4 with 2 cm left and right.
pub const WIDTH: u32 = 11906 - 2 * 1134;

/// How many lists of the document are numbered.
pub fn numbered_lists(document: &Document<'_>) -> usize {
    document.blocks.iter().filter(|block| matches!(block, Block::Numbered(_))).count()
}

/// The body being written.
pub struct Body<'d, 'r> {
    document: &'d Document<'r>,
    sources: Footnotes<'r>,
    acronyms: Acronyms,
    /// How many places have been marked.
    marked: usize,
    numbered: usize,
    /// How many shapes have been drawn.
    drawn: u32,
}

impl<'d, 'r> Body<'d, 'r> {
    pub fn new(document: &'d Document<'r>) -> Self {
        Self {
            document,
            sources: Footnotes::default(),
            acronyms: Acronyms::default(),
            marked: 0,
            numbered: 0,
            drawn: 0,
        }
    }

    /// The part, and the one with the places that it cites.
    pub fn write(mut self) -> io::Result<(Vec<u8>, Vec<u8>)> {
        let own = [
            ("xmlns:w", WORD),
            ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ];
        let root: Vec<Attribute<'_>> = own.into_iter().chain(picture::NAMESPACES).collect();
        let part = Part::of("w:document", &root, |part| {
            part.within("w:body", &[], |part| {
                paragraph(part, "Title", |part| words(part, &self.document.title, None));
                let mut blocks = self.document.blocks.iter().peekable();
                while let Some(block) = blocks.next() {
                    self.block(part, block);
                    if matches!(block, Block::Table(_)) {
                        Self::below_table(part, blocks.peek().copied());
                    }
                }
                // The endnotes follow what is last.
                if self.sources.iter().next().is_some() {
                    let sources = in_language(self.document.language, "Sources", "Ffynonellau");
                    paragraph(part, "Heading1", |part| words(part, sources, None));
                    let lead = in_language(
                        self.document.language,
                        "Each small number in the text leads to a place in a source. The places follow.",
                        "Mae pob rhif bach yn y testun yn arwain at fan mewn ffynhonnell. Mae'r rhain yn dilyn.",
                    );
                    paragraph(part, "Normal", |part| words(part, lead, None));
                }
                page(part);
            });
        })?;
        let endnotes = endnotes::part(self.document.catalogue, &self.sources, &mut self.acronyms)?;
        Ok((part, endnotes))
    }

    fn block(&mut self, part: &mut Part, block: &'d Block<'r>) {
        match block {
            Block::Heading(level, text) => {
                let style = match level {
                    Level::Section => "Heading1",
                    Level::Item => "Heading2",
                    Level::Detail => "Heading3",
                };
                self.paragraph(part, style, text);
            }
            Block::Paragraph(text) => self.paragraph(part, "Normal", text),
            Block::Imprint(text) => self.paragraph(part, "Imprint", text),
            Block::Notice(texts) => {
                for text in texts {
                    self.paragraph(part, "Notice", text);
                }
            }
            Block::List(items) => {
                for item in items {
                    self.item(part, "ListBullet", BULLETS, item);
                }
            }
            Block::Numbered(items) => {
                let list = NUMBERED + self.numbered;
                self.numbered += 1;
                for item in items {
                    self.item(part, "ListNumber", list, item);
                }
            }
            Block::Table(table) => self.table(part, table),
            Block::Picture(picture) => {
                paragraph(part, "Picture", |part| picture::draw(part, picture, &mut self.drawn));
            }
            Block::Lines(lines) => {
                for line in lines {
                    paragraph(part, "FillIn", |part| {
                        words(part, &format!("{line} "), None);
                        part.within("w:r", &[], |part| part.leaf("w:tab", &[]));
                    });
                }
            }
        }
    }

    fn paragraph(&mut self, part: &mut Part, style: &str, text: &Text<'r>) {
        paragraph(part, style, |part| self.runs(part, text));
    }

    /// Where nothing else keeps what was drawn as a table apart from what comes next: Word joins tables that touch, and wants a
    /// paragraph last.
    fn below_table(part: &mut Part, next: Option<&Block<'r>>) {
        match next {
            Some(Block::Heading(..) | Block::Notice(_) | Block::Imprint(_) | Block::Picture(_)) => {}
            _ => paragraph(part, "BelowTable", |_| {}),
        }
    }

    fn item(&mut self, part: &mut Part, style: &str, list: usize, text: &Text<'r>) {
        part.within("w:p", &[], |part| {
            part.within("w:pPr", &[], |part| {
                part.value("w:pStyle", style);
                part.within("w:numPr", &[], |part| {
                    part.value("w:ilvl", "0");
                    part.value("w:numId", &list.to_string());
                });
            });
            self.runs(part, text);
        });
    }

    fn runs(&mut self, part: &mut Part, text: &Text<'r>) {
        let mut marked = false;
        for run in text.runs() {
            match run {
                Run::Said(said) => words(part, &self.acronyms.shorten(said), None),
                Run::Strong(said) => words(part, &self.acronyms.shorten(said), Some("Strong")),
                Run::Quoted(quoted) => words(part, quoted, None),
                Run::Source(citations) => self.marks(part, citations, marked),
            }
            marked = matches!(run, Run::Source(_));
        }
    }

    /// The marks of some places, perhaps after others. A place that was cited before keeps its mark, which is repeated.
    fn marks(&mut self, part: &mut Part, citations: &'r [Citation], after: bool) {
        let style = |part: &mut Part| {
            part.within("w:rPr", &[], |part| part.value("w:rStyle", "EndnoteReference"));
        };
        for (index, citation) in citations.iter().enumerate() {
            if after || index > 0 {
                words(part, ",\u{a0}", Some("EndnoteReference"));
            }
            let number = self.sources.number(citation);
            let id = number.to_string();
            let bookmark = format!("source{number}");
            if number <= self.marked {
                repeated_mark(part, &bookmark, &id, &style);
                continue;
            }
            self.marked = number;
            part.leaf("w:bookmarkStart", &[("w:id", &id), ("w:name", &bookmark)]);
            part.within("w:r", &[], |part| {
                style(part);
                part.leaf("w:endnoteReference", &[("w:id", &id)]);
            });
            part.leaf("w:bookmarkEnd", &[("w:id", &id)]);
        }
    }

    fn table(&mut self, part: &mut Part, table: &Table<'r>) {
        let widths = widths(table);
        part.within("w:tbl", &[], |part| {
            part.within("w:tblPr", &[], |part| {
                part.value("w:tblStyle", "ReportTable");
                part.leaf("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
                part.leaf("w:tblLayout", &[("w:type", "fixed")]);
                part.leaf(
                    "w:tblLook",
                    &[("w:val", "00A0"), ("w:firstRow", "1"), ("w:firstColumn", "1"), ("w:noVBand", "0")],
                );
                part.value("w:tblCaption", &table.caption);
            });
            part.within("w:tblGrid", &[], |part| {
                for width in &widths {
                    part.leaf("w:gridCol", &[("w:w", width)]);
                }
            });
            row(part, true, |part| {
                for (column, width) in table.columns.iter().zip(&widths) {
                    let style = if column.figures { "TableFigureHeading" } else { "TableHeading" };
                    cell(part, width, |part| {
                        paragraph(part, style, |part| words(part, &column.heading, None));
                    });
                }
            });
            for texts in &table.rows {
                row(part, false, |part| {
                    for ((column, width), text) in table.columns.iter().zip(&widths).zip(texts) {
                        let style = if column.figures { "TableFigure" } else { "TableText" };
                        cell(part, width, |part| self.paragraph(part, style, text));
                    }
                });
            }
        });
    }
}

/// The widths of a table's columns, which fill the page between its margins.
fn widths(table: &Table<'_>) -> Vec<String> {
    let all: u32 = table.columns.iter().map(|column| u32::from(column.share.max(1))).sum();
    table
        .columns
        .iter()
        .map(|column| (WIDTH * u32::from(column.share.max(1)) / all.max(1)).to_string())
        .collect()
}

fn row(part: &mut Part, heading: bool, cells: impl FnOnce(&mut Part)) {
    part.within("w:tr", &[], |part| {
        part.within("w:trPr", &[], |part| {
            part.leaf("w:cantSplit", &[]);
            if heading {
                part.leaf("w:tblHeader", &[]);
            }
        });
        cells(part);
    });
}

fn cell(part: &mut Part, width: &str, inside: impl FnOnce(&mut Part)) {
    part.within("w:tc", &[], |part| {
        part.within("w:tcPr", &[], |part| part.leaf("w:tcW", &[("w:w", width), ("w:type", "dxa")]));
        inside(part);
    });
}

fn paragraph(part: &mut Part, style: &str, inside: impl FnOnce(&mut Part)) {
    part.within("w:p", &[], |part| {
        part.within("w:pPr", &[], |part| part.value("w:pStyle", style));
        inside(part);
    });
}

fn words(part: &mut Part, text: &str, style: Option<&str>) {
    part.within("w:r", &[], |part| {
        if let Some(style) = style {
            part.within("w:rPr", &[], |part| part.value("w:rStyle", style));
        }
        part.words("w:t", &[("xml:space", "preserve")], text);
    });
}

/// A4, upright, with its footer.
fn page(part: &mut Part) {
    part.within("w:sectPr", &[], |part| {
        let relationship = ("r:id", FOOTER);
        part.leaf("w:footerReference", &[("w:type", "default"), relationship]);
        part.within("w:endnotePr", &[], |part| part.value("w:numFmt", "decimal"));
        part.leaf("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        part.leaf(
            "w:pgMar",
            &[
                ("w:top", "1134"),
                ("w:right", "1134"),
                ("w:bottom", "1134"),
                ("w:left", "1134"),
                ("w:header", "567"),
                ("w:footer", "567"),
                ("w:gutter", "0"),
            ],
        );
    });
}
