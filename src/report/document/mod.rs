//! A report as its parts, before it has a form: what it says, in order, and what each part is.
//!
//! What a report says is decided once, where a [`Document`] is made; Markdown, a page and a Word document write its parts
//! each in their own way. Text is never markup here: each form escapes all of it.

pub mod docx;
pub mod html;
pub mod markdown;
pub mod table;

use jiff::civil::Date;

use crate::catalogue::{Catalogue, Citation};
use crate::reasons::calendar::Calendar;
use crate::text::passage::{Part, Passage};

/// A report without a form.
#[derive(Clone, Debug)]
pub struct Document<'r> {
    /// What it is called: its first heading, and what a reader's window shows.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// What its citations refer to.
    pub catalogue: &'r Catalogue,
    /// Its parts, in the order in which they are read.
    pub blocks: Vec<Block<'r>>,
}

/// The language a report is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// British English.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// The language as documents name it (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Welsh => "cy-GB",
        }
    }
}

/// How deep a heading lies below the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A part of the report.
    Section,
    /// One thing within a part.
    Item,
    /// One thing within such a thing.
    Detail,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'r> {
    /// What the following parts are about.
    Heading(Level, Text<'r>),
    /// Sentences that belong together.
    Paragraph(Text<'r>),
    /// What no reader may miss, set apart from the rest: a paragraph each.
    Notice(Vec<Text<'r>>),
    /// Things of one kind, in no order that matters.
    List(Vec<Text<'r>>),
    /// Things in an order that matters.
    Numbered(Vec<Text<'r>>),
    /// Rows under named columns.
    Table(Table<'r>),
    /// A drawing, which says nothing that the parts around it do not say.
    Picture(Picture<'r>),
    /// What is filled in by hand: what each line is for.
    Lines(Vec<String>),
    /// What is said of the report itself, set apart from what it says.
    Imprint(Text<'r>),
}

/// Rows under named columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'r> {
    /// What it shows, for readers who do not see it.
    pub caption: String,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column. The first cell names its row.
    pub rows: Vec<Vec<Text<'r>>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// Figures, which are set to the right.
    pub figures: bool,
    /// How wide it is beside the others; a column of 2 is twice as wide as one of 1.
    pub share: u8,
}

/// A drawing of the plan against the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture<'r> {
    /// The drawing as SVG that stands alone.
    pub svg: String,
    /// What is drawn, for forms that draw it themselves.
    pub calendar: Calendar<'r>,
    /// Today, where it is known.
    pub today: Option<Date>,
    /// What it shows, for readers who do not see it.
    pub alternative: String,
}

/// Words, some of them quoted or set apart, with where they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text<'r>(Vec<Run<'r>>);

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run<'r> {
    /// Words of the program or the catalogue.
    Said(String),
    /// Such words that lead the eye.
    Strong(String),
    /// Words of a case, which stand as they were written.
    Quoted(String),
    /// Where what stands before it is written.
    Source(&'r [Citation]),
}

impl<'r> Text<'r> {
    /// Words of a case.
    #[must_use]
    pub fn quoted(text: impl Into<String>) -> Self {
        Self(vec![Run::Quoted(text.into())])
    }

    /// Words that lead the eye.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self(vec![Run::Strong(text.into())])
    }

    /// The text with more after it.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    /// The text with where it is written after it.
    #[must_use]
    pub fn cited(mut self, source: &'r [Citation]) -> Self {
        if !source.is_empty() {
            self.0.push(Run::Source(source));
        }
        self
    }

    /// Texts one after another, with a space between.
    #[must_use]
    pub fn joined(texts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for text in texts {
            if !all.0.is_empty() {
                all.0.push(Run::Said(" ".to_owned()));
            }
            all.0.extend(text.0);
        }
        all
    }

    /// Its stretches in order.
    #[must_use]
    pub fn runs(&self) -> &[Run<'r>] {
        &self.0
    }
}

impl From<&str> for Text<'_> {
    fn from(text: &str) -> Self {
        Self(vec![Run::Said(text.to_owned())])
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self(vec![Run::Said(text)])
    }
}

impl From<&String> for Text<'_> {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Passage> for Text<'_> {
    fn from(passage: Passage) -> Self {
        let runs = passage.into_parts().into_iter().map(|part| match part {
            Part::Said(text) => Run::Said(text),
            Part::Quoted(text) => Run::Quoted(text),
        });
        Self(runs.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Text};
    use crate::text::passage::Passage;

    #[test]
    fn what_a_case_says_stays_apart_from_what_the_report_says() {
        let text = Text::strong("For it:").and(" ").and(Passage::quoted("as written"));
        let runs = [
            Run::Strong("For it:".to_owned()),
            Run::Said(" ".to_owned()),
            Run::Quoted("as written".to_owned()),
        ];
        assert_eq!(text.cited(&[]).runs(), runs);
    }

    #[test]
    fn texts_stand_a_space_apart() {
        let text = Text::joined(["one.".into(), "two.".into()]);
        let runs = ["one.", " ", "two."].map(|said| Run::Said(said.to_owned()));
        assert_eq!(text.runs(), runs);
    }
}
