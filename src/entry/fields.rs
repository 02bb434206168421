//! The values of one table, asked for by key and type: every problem is noted, and reading goes on.
//!
//! What is of the wrong type counts as not there: [`misfits`](super::keys::misfits) has told of it.

use std::cell::RefCell;

use jiff::civil::Date;

use super::keys::{number, rising};
use super::written::{Section, WrittenContent, WrittenItem};
use crate::text::problem::Problem;
use crate::text::source::Place;

/// Collects what is wrong.
#[derive(Debug, Default)]
pub struct Faults {
    problems: RefCell<Vec<Problem>>,
}

impl Faults {
    /// Notes a problem.
    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Notes problems.
    pub fn report_all(&self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.borrow_mut().extend(problems);
    }

    /// Whether nothing was noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// Everything that was noted, in the order of its places, each once.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.place);
        let mut each_once: Vec<Problem> = Vec::with_capacity(problems.len());
        for problem in problems {
            let mut here = each_once.iter().rev().take_while(|other| other.place == problem.place);
            if !here.any(|other| *other == problem) {
                each_once.push(problem);
            }
        }
        each_once
    }
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText {
    /// The text.
    pub text: String,
    /// Where it is.
    pub place: Place,
}

/// A table that is being read.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'t> {
    faults: &'t Faults,
    section: &'t Section,
}

impl<'t> Fields<'t> {
    /// Opens a table.
    #[must_use]
    pub fn new(section: &'t Section, faults: &'t Faults) -> Self {
        Self { faults, section }
    }

    /// Where problems are noted.
    #[must_use]
    pub fn faults(&self) -> &'t Faults {
        self.faults
    }

    /// What is marked where something is said of the whole table.
    #[must_use]
    pub fn place(&self) -> Place {
        self.section.place
    }

    /// Whether the key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.section.has(key)
    }

    /// A value of any type.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<&'t WrittenItem> {
        self.section.get(key)
    }

    /// A value, noted as missing where it is not there.
    fn required(&self, key: &str) -> Option<&'t WrittenItem> {
        let item = self.item(key);
        if item.is_none() {
            self.faults.report(
                Problem::new("missing-key", format!("`{key}` is missing"))
                    .at(self.place())
                    .help(format!("add `{key} = …` to this table")),
            );
        }
        item
    }

    fn as_text(&self, key: &str, item: &WrittenItem) -> Option<PlacedText> {
        let (text, place) = (item.text()?.to_owned(), item.place);
        if text.trim().is_empty() {
            self.faults.report(Problem::new("empty-text", format!("`{key}` is empty")).at(place));
        }
        Some(PlacedText { text, place })
    }

    /// A text with its place.
    #[must_use]
    pub fn placed(&self, key: &str) -> Option<PlacedText> {
        self.as_text(key, self.item(key)?)
    }

    /// A text with its place, that must be there.
    #[must_use]
    pub fn required_placed(&self, key: &str) -> Option<PlacedText> {
        self.as_text(key, self.required(key)?)
    }

    /// A text.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        self.placed(key).map(|placed| placed.text)
    }

    /// A text that must be there; empty where it is not, which the noted problem makes harmless.
    #[must_use]
    pub fn required_text(&self, key: &str) -> String {
        self.required_placed(key).map_or_else(String::new, |placed| placed.text)
    }

    /// An id, which must be there: lower-case letters, digits and hyphens.
    #[must_use]
    pub fn id(&self, key: &str) -> String {
        let Some(placed) = self.required_placed(key) else { return String::new() };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !placed.text.chars().all(plain) {
            self.faults.report(
                Problem::new("bad-id", format!("`{}` is not an id", placed.text))
                    .at(placed.place)
                    .help("an id has lower-case letters, digits and hyphens only"),
            );
        }
        placed.text
    }

    /// Whether the key is there and true.
    #[must_use]
    pub fn yes(&self, key: &str) -> bool {
        self.yes_no(key).unwrap_or(false)
    }

    /// True or false.
    #[must_use]
    pub fn yes_no(&self, key: &str) -> Option<bool> {
        if let WrittenContent::YesNo(yes) = self.item(key)?.content { Some(yes) } else { None }
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<u32> {
        number(&self.item(key)?.content)
    }

    /// A whole number that must be there; 0 where it is not.
    #[must_use]
    pub fn required_number(&self, key: &str) -> u32 {
        self.required(key).and_then(|item| number(&item.content)).unwrap_or(0)
    }

    /// Whole numbers, rising.
    #[must_use]
    pub fn rising_numbers(&self, key: &str) -> Vec<u32> {
        self.item(key).and_then(|item| rising(&item.content)).unwrap_or_default()
    }

    /// A day.
    #[must_use]
    pub fn day(&self, key: &str) -> Option<Date> {
        if let WrittenContent::Day(day) = self.item(key)?.content { Some(day) } else { None }
    }

    /// A list of texts; one text alone is a list of one.
    #[must_use]
    pub fn list(&self, key: &str) -> Vec<PlacedText> {
        let items = self.item(key).map_or(&[][..], WrittenItem::each);
        items.iter().filter_map(|item| self.as_text(key, item)).collect()
    }

    /// A table inside this one.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<Self> {
        self.as_table(self.item(key)?)
    }

    /// A table inside this one that must be there.
    #[must_use]
    pub fn required_table(&self, key: &str) -> Option<Self> {
        self.as_table(self.required(key)?)
    }

    fn as_table(&self, item: &'t WrittenItem) -> Option<Self> {
        if let WrittenContent::Table(section) = &item.content {
            Some(Self::new(section, self.faults))
        } else {
            None
        }
    }

    /// Tables in a list; one table alone is a list of one.
    #[must_use]
    pub fn tables(&self, key: &str) -> Vec<Self> {
        let tables = self.item(key).into_iter().flat_map(WrittenItem::tables);
        tables.map(|section| Self::new(section, self.faults)).collect()
    }

    /// Every key with its text, for tables whose keys are free.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let texts = self.section.keyed.iter().filter_map(|keyed| {
            self.as_text(&keyed.key, &keyed.item).map(|placed| (keyed.key.clone(), placed.text))
        });
        texts.collect()
    }
}
