//! Values as written, each with its place.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::source::Place;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its keys with their values, in the order written.
    pub keyed: Vec<Keyed>,
    /// What is marked where something is said of the whole of it: its `id` or `key`, or all of it.
    pub place: Place,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// The key.
    pub key: String,
    /// Where the key is.
    pub place: Place,
    /// The value.
    pub item: WrittenItem,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenItem {
    /// What it is.
    pub content: WrittenContent,
    /// Where it is.
    pub place: Place,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum WrittenContent {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// True or false.
    YesNo(bool),
    /// A day without a time.
    Day(Date),
    /// A list.
    List(Vec<WrittenItem>),
    /// A table.
    Table(Section),
    /// What nothing takes: a broken number, a longer one than can be counted, a time.
    Odd {
        /// What TOML calls it.
        kind: &'static str,
        /// As it is written.
        text: String,
    },
}

impl Section {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&WrittenItem> {
        self.keyed.iter().find(|keyed| keyed.key == key).map(|keyed| &keyed.item)
    }

    /// Calls for every value in it that is not a table or a list, in the order written, with the keys that lead to it: items of
    /// a list share their list's key.
    pub fn each_value<'s>(&'s self, call: &mut impl FnMut(&[&'s str], &'s WrittenItem)) {
        self.values_under(&mut Vec::new(), call);
    }

    fn values_under<'s>(
        &'s self,
        keys: &mut Vec<&'s str>,
        call: &mut impl FnMut(&[&'s str], &'s WrittenItem),
    ) {
        for keyed in &self.keyed {
            keys.push(&keyed.key);
            keyed.item.values_under(keys, call);
            keys.pop();
        }
    }

    /// Whether the key stands in it.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

impl WrittenItem {
    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let WrittenContent::Text(text) = &self.content { Some(text) } else { None }
    }

    /// The items of a list; a value alone is a list of one.
    #[must_use]
    pub fn each(&self) -> &[Self] {
        if let WrittenContent::List(items) = &self.content { items } else { std::slice::from_ref(self) }
    }

    /// The tables of a list; one table alone is a list of one.
    pub fn tables(&self) -> impl Iterator<Item = &Section> {
        self.each().iter().filter_map(|item| {
            if let WrittenContent::Table(table) = &item.content { Some(table) } else { None }
        })
    }

    fn values_under<'s>(&'s self, keys: &mut Vec<&'s str>, call: &mut impl FnMut(&[&'s str], &'s Self)) {
        match &self.content {
            WrittenContent::Table(section) => section.values_under(keys, call),
            WrittenContent::List(items) => items.iter().for_each(|item| item.values_under(keys, call)),
            _ => call(keys, self),
        }
    }

    /// What TOML calls a value of this type.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.content {
            WrittenContent::Text(_) => "string",
            WrittenContent::Whole(_) => "integer",
            WrittenContent::YesNo(_) => "boolean",
            WrittenContent::Day(_) => "datetime",
            WrittenContent::List(_) => "array",
            WrittenContent::Table(_) => "table",
            WrittenContent::Odd { kind, .. } => kind,
        }
    }
}

/// Makes places in one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing {
    pub(super) text: u32,
    /// Bytes before the content that was parsed: a byte-order mark.
    pub(super) before: usize,
}

impl Placing {
    pub(super) fn at(self, span: Range<usize>) -> Place {
        Place::new(self.text, span.start + self.before..span.end + self.before)
    }

    /// A table, with the place of the whole of it.
    pub(super) fn section(self, table: &DeTable<'_>, whole: Range<usize>) -> Section {
        let mut keyed: Vec<Keyed> = table
            .iter()
            .map(|(key, value)| Keyed {
                key: key.get_ref().to_string(),
                place: self.at(key.span()),
                item: self.item(value),
            })
            .collect();
        keyed.sort_by_key(|keyed| keyed.place);
        let named = table.get("id").or_else(|| table.get("key")).map_or(whole, Spanned::span);
        Section { keyed, place: self.at(named) }
    }

    fn item(self, value: &Spanned<DeValue<'_>>) -> WrittenItem {
        let odd = |text: String| WrittenContent::Odd { kind: value.get_ref().type_str(), text };
        let content = match value.get_ref() {
            DeValue::String(text) => WrittenContent::Text(text.to_string()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => WrittenContent::Whole(number),
                Err(_) => odd(number.as_str().to_owned()),
            },
            DeValue::Float(number) => odd(number.as_str().to_owned()),
            DeValue::Boolean(yes) => WrittenContent::YesNo(*yes),
            DeValue::Datetime(moment) => match moment.to_string() {
                text if moment.time.is_none() => text.parse().map_or_else(|_| odd(text), WrittenContent::Day),
                text => odd(text),
            },
            DeValue::Array(items) => WrittenContent::List(items.iter().map(|item| self.item(item)).collect()),
            DeValue::Table(table) => WrittenContent::Table(self.section(table, value.span())),
        };
        WrittenItem { content, place: self.at(value.span()) }
    }
}
