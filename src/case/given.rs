//! What is given about a person before anything is made of it: key, value as written, and place.

use std::borrow::Cow;

use crate::catalogue::{Answers, Catalogue, FactId};

/// How a case comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// A TOML file, or a line of JSON.
    File,
    /// Flags, or what is typed.
    Flags,
    /// A row of CSV.
    Spreadsheet,
}

impl Door {
    /// What separates several values that are given as one text.
    #[must_use]
    pub fn separator(self) -> char {
        match self {
            Self::File | Self::Flags => ',',
            Self::Spreadsheet => ';',
        }
    }

    /// A key as whoever gives it writes it.
    pub(super) fn spelt(self, key: &str) -> String {
        match self {
            Self::Flags => format!("--{key}"),
            Self::File | Self::Spreadsheet => key.to_owned(),
        }
    }
}

/// What a case has a key for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseKey {
    /// The caller's own reference.
    Reference,
    /// The day whose catalogue the plan uses.
    AsOf,
    /// What was proposed.
    Proposed,
    /// The day the sentence ends.
    SentenceEnds,
    /// Offers accepted that need it, with reasons.
    Accept,
    /// Offers decided against, with reasons.
    Decline,
    /// A fact.
    Fact(FactId),
}

impl CaseKey {
    /// The keys beside the facts, as they are written.
    pub const OTHERS: [(&'static str, Self); 6] = [
        ("ref", Self::Reference),
        ("as-of", Self::AsOf),
        ("proposed", Self::Proposed),
        ("sentence-ends", Self::SentenceEnds),
        ("accept", Self::Accept),
        ("decline", Self::Decline),
    ];

    /// The key that is written so.
    #[must_use]
    pub fn named(catalogue: &Catalogue, written: &str) -> Option<Self> {
        let other = Self::OTHERS.iter().find(|(name, _)| *name == written).map(|(_, key)| *key);
        other.or_else(|| catalogue.vocabulary.named(written).map(Self::Fact))
    }

    /// Every key, each as it is written.
    pub fn all(catalogue: &Catalogue) -> impl Iterator<Item = (Self, &str)> {
        let facts = catalogue.vocabulary.iter().map(|(id, fact)| (Self::Fact(id), fact.key.as_str()));
        Self::OTHERS.iter().map(|(name, key)| (*key, *name)).chain(facts)
    }

    /// How it is written.
    #[must_use]
    pub fn name(self, catalogue: &Catalogue) -> &str {
        match self {
            Self::Fact(fact) => &catalogue.fact(fact).key,
            other => Self::OTHERS.iter().find(|(_, key)| *key == other).map_or("", |(name, _)| name),
        }
    }

    /// Whether it takes a list.
    #[must_use]
    pub fn takes_list(self, catalogue: &Catalogue) -> bool {
        match self {
            Self::Fact(fact) => matches!(catalogue.fact(fact).answers, Answers::AnyOf(_)),
            other => other == Self::Proposed,
        }
    }

    /// A number for each key, from 0.
    pub(super) fn index(self) -> usize {
        match self {
            Self::Reference => 0,
            Self::AsOf => 1,
            Self::Proposed => 2,
            Self::SentenceEnds => 3,
            Self::Accept => 4,
            Self::Decline => 5,
            Self::Fact(fact) => Self::OTHERS.len() + fact.index(),
        }
    }
}

/// One thing given. `P` is a place, in whatever way its door counts places.
#[derive(Clone, Debug)]
pub struct Given<'g, P> {
    /// What it is given for.
    pub key: CaseKey,
    /// What is given, as written.
    pub value: GivenValue<'g, P>,
    /// Where.
    pub place: P,
}

/// A value as it was written.
#[derive(Clone, Debug)]
pub enum GivenValue<'g, P> {
    /// What programs write for an answer that they have not got.
    Nothing,
    /// True or false.
    Boolean(bool),
    /// A whole number; one out of this range is given as [`GivenValue::Odd`].
    Integer(i64),
    /// Text; a day is text as well.
    Text(Cow<'g, str>),
    /// A list.
    List(Vec<GivenItem<'g, P>>),
    /// Names, each with something said of it.
    Table(Vec<GivenPair<'g, P>>),
    /// Anything that no key takes, in the words of whoever read it.
    Odd(Cow<'g, str>),
}

/// One thing in a list.
#[derive(Clone, Debug)]
pub struct GivenItem<'g, P> {
    /// The text; where it is none, what sort of value it is.
    pub text: Result<Cow<'g, str>, &'static str>,
    /// Where.
    pub place: P,
}

/// One entry of a table.
#[derive(Clone, Debug)]
pub struct GivenPair<'g, P> {
    /// The name.
    pub name: Cow<'g, str>,
    /// What is said of it; nothing where it is no text.
    pub says: Cow<'g, str>,
    /// Where.
    pub place: P,
}

impl<P: Copy> GivenValue<'_, P> {
    /// As it was written, to be repeated in a message.
    pub(super) fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed("nothing"),
            Self::Boolean(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Text(text) | Self::Odd(text) => Cow::Borrowed(text),
            Self::List(items) => {
                let texts: Vec<&str> = items.iter().map(|item| item.text.as_deref().unwrap_or("…")).collect();
                Cow::Owned(format!("[{}]", texts.join(", ")))
            }
            Self::Table(_) => Cow::Borrowed("a table"),
        }
    }

    /// Each thing in a list, or in one text that is taken for a list; nothing where it is neither. Those of a text are trimmed.
    pub(super) fn items(
        &self,
        place: P,
        door: Door,
    ) -> Option<impl Iterator<Item = (Result<&str, &'static str>, P)>> {
        let (text, items) = match self {
            Self::Text(text) => (Some(text.split(door.separator())), &[][..]),
            Self::List(items) => (None, items.as_slice()),
            _ => return None,
        };
        let texts = text.into_iter().flatten().map(move |text| (Ok(text.trim()), place));
        Some(texts.chain(items.iter().map(|item| (item.text.as_deref().map_err(|found| *found), item.place))))
    }
}
