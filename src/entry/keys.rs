//! The keys that a table may have, what each takes, and what of a table as written does not fit.

use super::dates;
use super::written::{Section, WrittenContent, WrittenItem};
use crate::text::problem::{Problem, nearest};

/// The keys of a table.
#[derive(Debug)]
pub struct Keys {
    /// What the table is called in the schemas.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [(&'static str, KeyTakes)],
}

impl Keys {
    /// What a key takes; nothing where it is none of these.
    #[must_use]
    pub fn takes(&self, key: &str) -> Option<KeyTakes> {
        self.keys.iter().find(|(known, _)| *known == key).map(|(_, takes)| *takes)
    }
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum KeyTakes {
    /// Text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of texts; one text alone is a list of one.
    Texts,
    /// A whole number that answers are held against.
    Number,
    /// A whole number that the planner adds up: small enough that sums over every offer cannot overflow.
    Figure,
    /// A list of whole numbers, rising.
    Rising,
    /// True or false.
    YesNo,
    /// True, and nothing else.
    Yes,
    /// A day.
    Day,
    /// What a condition asks of a fact: yes or no, a value, or one of several.
    Value,
    /// An answer to a fact that stands in where none is given: yes or no, a value, or the empty list.
    Answer,
    /// Answers, by the keys of their facts.
    Answers,
    /// A value that is checked under another key.
    Anything,
    /// A table; several with days of their own, of which one is in force at a time.
    One(&'static Keys),
    /// A list of tables; one table alone is a list of one.
    Many(&'static Keys),
    /// A list of tables which all stand on every day, so that they have no days but what they declare themselves.
    Always(&'static Keys),
    /// A list of tables which is no part of what the file says, and is read and checked apart.
    Apart(&'static Keys),
}

/// The greatest number that answers are held against. The one after it is still a number: a line may be drawn behind it.
pub const GREATEST_NUMBER: u32 = u32::MAX - 1;

/// The greatest number that the planner adds up.
pub const GREATEST_FIGURE: u32 = 65_535;

/// Notes every key of a table that it is not declared to have, and every value that its key does not take, in the table and in
/// those within.
#[must_use]
pub fn misfits(section: &Section, declared: &Keys) -> Vec<Problem> {
    let mut found = Vec::new();
    note_misfits(section, declared, false, &mut found);
    found
}

fn note_misfits(section: &Section, declared: &Keys, can_have_days: bool, found: &mut Vec<Problem>) {
    let known = declared.keys.iter().map(|(key, _)| *key);
    note_empty_time(section, found);
    for keyed in &section.keyed {
        let name = keyed.key.as_str();
        let is_day = can_have_days && matches!(name, dates::FROM | dates::UNTIL);
        let Some(takes) = declared.takes(name).or(is_day.then_some(KeyTakes::Day)) else {
            let help = nearest(name, known.clone()).map_or_else(
                || format!("the keys here are {}", known.clone().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` is not a key of this table");
            found.push(Problem::new("unknown-key", message).at(keyed.place).help(help));
            continue;
        };
        let mut note = |item: &WrittenItem| {
            for (item, wanted) in takes.misfits(item) {
                let message = format!("`{name}` takes {wanted}, found {}", item.kind());
                found.push(Problem::new("wrong-type", message).at(item.place));
            }
        };
        match takes {
            KeyTakes::One(inner) | KeyTakes::Many(inner) | KeyTakes::Always(inner) => {
                note(&keyed.item);
                let can_have_days = !matches!(takes, KeyTakes::Always(_));
                keyed.item.tables().for_each(|table| note_misfits(table, inner, can_have_days, found));
            }
            _ if keyed.item.is_dated() => {
                keyed.item.tables().filter_map(|table| table.get(dates::VALUE)).for_each(note);
                keyed.item.tables().for_each(|table| note_misfits(table, &DATED_VALUE, true, found));
            }
            _ => note(&keyed.item),
        }
    }
}

/// A value for a time: what it may be follows from the key that it stands under.
static DATED_VALUE: Keys = Keys { name: "dated-value", keys: &[(dates::VALUE, KeyTakes::Anything)] };

/// Notes a time that has no day.
fn note_empty_time(section: &Section, found: &mut Vec<Problem>) {
    let day = |key| match section.get(key).map(|item| &item.content) {
        Some(WrittenContent::Day(day)) => Some(*day),
        _ => None,
    };
    if let (Some(from), Some(until)) = (day(dates::FROM), day(dates::UNTIL))
        && until <= from
    {
        let message = format!("no day is from {from} and before {until}");
        found.push(Problem::new("empty-range", message).at(section.place));
    }
}

impl KeyTakes {
    /// What a reader is told that the key takes.
    #[must_use]
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) => "text",
            Self::Texts => "a list of texts",
            Self::Number => "a whole number from 0 to 4294967294",
            Self::Figure => "a whole number from 0 to 65535",
            Self::Rising => "a list of whole numbers, rising",
            Self::YesNo => "true or false",
            Self::Yes => "true",
            Self::Day => "a date such as 2022-04-01",
            Self::Value => "true or false, text or a list of texts",
            Self::Answer => "true or false, text or the empty list",
            Self::Anything => "a value",
            Self::Answers | Self::One(_) => "a table",
            Self::Many(_) | Self::Always(_) | Self::Apart(_) => "a list of tables",
        }
    }

    /// Whether a value is of a type that the key takes.
    #[must_use]
    pub fn fits(self, item: &WrittenItem) -> bool {
        self.misfits(item).is_empty()
    }

    /// Every part of a value that does not fit, the value itself or items of a list, each with what is wanted there.
    fn misfits(self, item: &WrittenItem) -> Vec<(&WrittenItem, &'static str)> {
        let whole = |fits: bool| if fits { Vec::new() } else { vec![(item, self.wanted())] };
        let each = |fits: fn(&WrittenContent) -> bool, wanted: &'static str| match &item.content {
            WrittenContent::List(items) => {
                items.iter().filter(|item| !fits(&item.content)).map(|item| (item, wanted)).collect()
            }
            other => whole(fits(other)),
        };
        let content = &item.content;
        match self {
            Self::Text | Self::Word(_) => whole(is_text(content)),
            Self::Texts => each(is_text, "text"),
            Self::Number => whole(number(content).is_some()),
            Self::Figure => whole(number(content).is_some_and(|number| number <= GREATEST_FIGURE)),
            Self::Rising => whole(rising(content).is_some()),
            Self::YesNo => whole(matches!(content, WrittenContent::YesNo(_))),
            Self::Yes => whole(matches!(content, WrittenContent::YesNo(true))),
            Self::Day => whole(matches!(content, WrittenContent::Day(_))),
            Self::Value if matches!(content, WrittenContent::YesNo(_)) => Vec::new(),
            Self::Value => each(is_text, "text"),
            Self::Answer => whole(match content {
                WrittenContent::YesNo(_) | WrittenContent::Text(_) => true,
                WrittenContent::List(items) => items.is_empty(),
                _ => false,
            }),
            Self::Anything => Vec::new(),
            Self::Answers => whole(is_table(content)),
            Self::One(_) | Self::Many(_) | Self::Always(_) | Self::Apart(_) => each(is_table, "a table"),
        }
    }
}

fn is_text(content: &WrittenContent) -> bool {
    matches!(content, WrittenContent::Text(_))
}

fn is_table(content: &WrittenContent) -> bool {
    matches!(content, WrittenContent::Table(_))
}

/// A whole number in range.
pub(super) fn number(content: &WrittenContent) -> Option<u32> {
    let WrittenContent::Whole(number) = content else { return None };
    u32::try_from(*number).ok().filter(|number| *number <= GREATEST_NUMBER)
}

/// Whole numbers, each more than the one before.
pub(super) fn rising(content: &WrittenContent) -> Option<Vec<u32>> {
    let WrittenContent::List(items) = content else { return None };
    let numbers = items.iter().map(|item| number(&item.content)).collect::<Option<Vec<u32>>>()?;
    numbers.is_sorted_by(|one, next| one < next).then_some(numbers)
}
