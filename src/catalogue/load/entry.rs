//! One TOML table as written: typed access that notes every problem and goes on.

use std::cell::RefCell;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{Table, Takes, number, rising};
use crate::text::problem::{Problem, nearest};
use crate::text::source::Place;

/// Collects problems while the catalogue is read.
#[derive(Default)]
pub(super) struct Reader {
    problems: RefCell<Vec<Problem>>,
}

impl Reader {
    pub(super) fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    pub(super) fn report_all(&self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.borrow_mut().extend(problems);
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// Finds a name in a list, or notes that it dangles.
    pub(super) fn resolve<'n, Id: From<usize>>(
        &self,
        what: &str,
        written: &Written,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) -> Option<Id> {
        if let Some(index) = names.clone().into_iter().position(|name| name == written.text) {
            return Some(Id::from(index));
        }
        let near = nearest(&written.text, names);
        let mut problem =
            Problem::new("unknown-name", format!("there is no {what} `{}`", written.text)).at(written.place);
        problem.help = near.map(|name| format!("did you mean `{name}`?"));
        self.report(problem);
        None
    }
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) place: Place,
}

/// A table being read.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    reader: &'t Reader,
    table: &'t DeTable<'t>,
    text: u16,
    place: Place,
    declared: &'static Table,
}

pub(super) fn place(text: u16, span: Range<usize>) -> Place {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { text, start: offset(span.start), end: offset(span.end) }
}

/// What is marked where something is said of a table as a whole: what names it, or all of it.
pub(super) fn named(table: &DeTable<'_>, whole: Range<usize>) -> Range<usize> {
    table.get("id").or_else(|| table.get("key")).map_or(whole, Spanned::span)
}

impl<'t> Entry<'t> {
    /// Opens a table and notes every key that it is not declared to have, and every value that its key does not take.
    pub(super) fn new(
        reader: &'t Reader,
        table: &'t DeTable<'t>,
        text: u16,
        span: Range<usize>,
        declared: &'static Table,
    ) -> Self {
        let known = declared.keys.iter().map(|(key, _)| *key);
        for (key, value) in table {
            let name: &str = key.get_ref();
            let Some((_, takes)) = declared.keys.iter().find(|(key, _)| *key == name) else {
                let help = nearest(name, known.clone()).map_or_else(
                    || format!("the keys here are {}", known.clone().collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                reader.report(
                    Problem::new("unknown-key", format!("`{name}` is not a key of this table"))
                        .at(place(text, key.span()))
                        .help(help),
                );
                continue;
            };
            for misfit in takes.misfits(value) {
                let found = misfit.value.get_ref().type_str();
                reader.report(
                    Problem::new("wrong-type", format!("`{name}` takes {}, found {found}", misfit.wanted))
                        .at(place(text, misfit.value.span())),
                );
            }
        }
        Self { reader, table, text, place: place(text, span), declared }
    }

    pub(super) fn reader(&self) -> &'t Reader {
        self.reader
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    fn missing(&self, key: &str) {
        self.reader.report(
            Problem::new("missing-key", format!("`{key}` is missing"))
                .at(self.place)
                .help(format!("add `{key} = …` to this table")),
        );
    }

    /// A value, noted as missing where it is not there.
    fn required(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        let value = self.value(key);
        if value.is_none() {
            self.missing(key);
        }
        value
    }

    pub(super) fn written(&self, key: &str) -> Option<Written> {
        let value = self.value(key)?;
        self.as_written(key, value)
    }

    fn as_written(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Written> {
        if let DeValue::String(text) = value.get_ref() {
            let place = place(self.text, value.span());
            if text.trim().is_empty() {
                self.reader.report(Problem::new("empty-text", format!("`{key}` is empty")).at(place));
            }
            return Some(Written { text: text.to_string(), place });
        }
        None
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.written(key).map(|written| written.text)
    }

    /// Text that must be there; empty where it is not, which the noted problem makes harmless.
    pub(super) fn required_text(&self, key: &str) -> String {
        self.required_written(key).map_or_else(String::new, |written| written.text)
    }

    pub(super) fn required_written(&self, key: &str) -> Option<Written> {
        self.required(key).and_then(|value| self.as_written(key, value))
    }

    /// An id: lower-case letters, digits and hyphens.
    pub(super) fn id(&self, key: &str) -> String {
        let Some(written) = self.required_written(key) else { return String::new() };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !written.text.chars().all(plain) {
            self.reader.report(
                Problem::new("bad-id", format!("`{}` is not an id", written.text))
                    .at(written.place)
                    .help("an id has lower-case letters, digits and hyphens only"),
            );
        }
        written.text
    }

    pub(super) fn yes(&self, key: &str) -> bool {
        self.boolean(key).unwrap_or(false)
    }

    pub(super) fn boolean(&self, key: &str) -> Option<bool> {
        let DeValue::Boolean(yes) = self.value(key)?.get_ref() else { return None };
        Some(*yes)
    }

    pub(super) fn number(&self, key: &str) -> Option<u32> {
        number(self.value(key)?.get_ref())
    }

    pub(super) fn rising_numbers(&self, key: &str) -> Vec<u32> {
        self.value(key).and_then(|value| rising(value.get_ref())).unwrap_or_default()
    }

    pub(super) fn required_number(&self, key: &str) -> u32 {
        if !self.has(key) {
            self.missing(key);
        }
        self.number(key).unwrap_or(0)
    }

    pub(super) fn date(&self, key: &str) -> Option<Date> {
        let value = self.value(key)?;
        if let DeValue::Datetime(moment) = value.get_ref()
            && let (Some(date), None) = (moment.date, moment.time)
        {
            let (year, month, day) = (date.year, date.month, date.day);
            let civil = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
            if let Some(((year, month), day)) = civil
                && let Ok(date) = Date::new(year, month, day)
            {
                return Some(date);
            }
            self.reader.report(
                Problem::new("wrong-type", format!("`{key}` takes {}, found {moment}", Takes::Day.wanted()))
                    .at(place(self.text, value.span())),
            );
        }
        None
    }

    /// A list of texts; one text alone is a list of one.
    pub(super) fn list(&self, key: &str) -> Vec<Written> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.as_written(key, item)).collect(),
            _ => self.as_written(key, value).into_iter().collect(),
        }
    }

    /// Yes, no, a number or text, for the values of a fact.
    pub(super) fn scalar(&self, key: &str) -> Option<(&'t DeValue<'t>, Place)> {
        self.value(key).map(|value| (value.get_ref(), place(self.text, value.span())))
    }

    /// A table inside this one.
    pub(super) fn table(&self, key: &str) -> Option<Self> {
        self.value(key).and_then(|value| self.as_table(key, value))
    }

    pub(super) fn required_table(&self, key: &str) -> Option<Self> {
        self.required(key).and_then(|value| self.as_table(key, value))
    }

    fn as_table(&self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else { return None };
        let declared = self.declared.keys.iter().find_map(|(name, takes)| match takes {
            Takes::One(table) | Takes::Many(table) if *name == key => Some(*table),
            _ => None,
        })?;
        Some(Self::new(self.reader, table, self.text, named(table, value.span()), declared))
    }

    /// Tables in a list; one table alone is a list of one.
    pub(super) fn tables(&self, key: &str) -> Vec<Self> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.as_table(key, item)).collect(),
            _ => self.as_table(key, value).into_iter().collect(),
        }
    }

    /// Every key with its text, for tables whose keys are free.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (key, value) in self.table {
            if let Some(written) = self.as_written(key.get_ref(), value) {
                pairs.push((key.get_ref().to_string(), written.text));
            }
        }
        pairs
    }
}
