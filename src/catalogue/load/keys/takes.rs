//! What a key of a table takes, and what of a value does not fit.

use toml::de::DeValue;

/// A table of one of the files.
#[derive(Debug)]
pub struct Table {
    /// What it is called in the schemas.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [(&'static str, Takes)],
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
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
    /// A table.
    One(&'static Table),
    /// A list of tables; one table alone is a list of one.
    Many(&'static Table),
}

/// Part of a value that is not what its key takes.
pub(in crate::catalogue::load) struct Misfit<'v, 't> {
    pub(in crate::catalogue::load) value: &'v toml::Spanned<DeValue<'t>>,
    pub(in crate::catalogue::load) wanted: &'static str,
}

impl Takes {
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
            Self::Answers | Self::One(_) => "a table",
            Self::Many(_) => "a list of tables",
        }
    }

    /// Whether a value is of a type that the key takes.
    #[must_use]
    pub fn fits(self, value: &toml::Spanned<DeValue<'_>>) -> bool {
        self.misfits(value).is_empty()
    }

    /// Every part of a value that does not fit; the value itself, or items of a list.
    pub(in crate::catalogue::load) fn misfits<'v, 't>(
        self,
        value: &'v toml::Spanned<DeValue<'t>>,
    ) -> Vec<Misfit<'v, 't>> {
        let whole =
            |fits: bool| if fits { Vec::new() } else { vec![Misfit { value, wanted: self.wanted() }] };
        let each = |fits: fn(&DeValue<'_>) -> bool, wanted: &'static str| match value.get_ref() {
            DeValue::Array(items) => {
                let odd = items.iter().filter(|item| !fits(item.get_ref()));
                odd.map(|value| Misfit { value, wanted }).collect()
            }
            other => whole(fits(other)),
        };
        match self {
            Self::Text | Self::Word(_) => whole(is_text(value.get_ref())),
            Self::Texts => each(is_text, "text"),
            Self::Number => whole(number(value.get_ref()).is_some()),
            Self::Figure => whole(number(value.get_ref()).is_some_and(|number| number <= GREATEST_FIGURE)),
            Self::Rising => whole(rising(value.get_ref()).is_some()),
            Self::YesNo => whole(matches!(value.get_ref(), DeValue::Boolean(_))),
            Self::Yes => whole(matches!(value.get_ref(), DeValue::Boolean(true))),
            Self::Day => whole(
                matches!(value.get_ref(), DeValue::Datetime(moment) if moment.date.is_some() && moment.time.is_none()),
            ),
            Self::Value => match value.get_ref() {
                DeValue::Boolean(_) => Vec::new(),
                _ => each(is_text, "text"),
            },
            Self::Answer => whole(match value.get_ref() {
                DeValue::Boolean(_) | DeValue::String(_) => true,
                DeValue::Array(items) => items.is_empty(),
                _ => false,
            }),
            Self::Answers | Self::One(_) => whole(is_table(value.get_ref())),
            Self::Many(_) => each(is_table, "a table"),
        }
    }
}

fn is_text(value: &DeValue<'_>) -> bool {
    matches!(value, DeValue::String(_))
}

fn is_table(value: &DeValue<'_>) -> bool {
    matches!(value, DeValue::Table(_))
}

/// The greatest number that answers are held against. The one after it is still a number: a line may be drawn behind it.
pub const GREATEST_NUMBER: u32 = u32::MAX - 1;

/// The greatest number that the planner adds up.
pub const GREATEST_FIGURE: u32 = 65_535;

/// A whole number in range.
pub(in crate::catalogue::load) fn number(value: &DeValue<'_>) -> Option<u32> {
    let DeValue::Integer(integer) = value else { return None };
    let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
    number.filter(|number| *number <= GREATEST_NUMBER)
}

/// Whole numbers, each more than the one before.
pub(in crate::catalogue::load) fn rising(value: &DeValue<'_>) -> Option<Vec<u32>> {
    let DeValue::Array(items) = value else { return None };
    let numbers = items.iter().map(|item| number(item.get_ref())).collect::<Option<Vec<u32>>>()?;
    numbers.is_sorted_by(|one, next| one < next).then_some(numbers)
}
