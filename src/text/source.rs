//! Texts that were read, and places in them that a message can point at.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of one text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Which text, as an index into [`Texts`].
    pub text: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// A stretch of bytes of a text. What counts in four bytes is long enough: no text is longer, or it is not read.
    #[must_use]
    pub fn new(text: u32, bytes: Range<usize>) -> Self {
        Self { text, start: bytes.start as u32, end: bytes.end as u32 }
    }
}

/// One text with the name a person knows it by.
#[derive(Clone, Debug)]
pub struct Text {
    /// A path, `standard input` or `--case`.
    pub name: String,
    /// The whole content.
    pub content: String,
}

/// Every text that problems may point into.
#[derive(Clone, Debug, Default)]
pub struct Texts(Vec<Text>);

impl Texts {
    /// Keeps a text and gives the index that places in it carry.
    pub fn add(&mut self, name: impl Into<String>, content: impl Into<String>) -> u32 {
        self.0.push(Text { name: name.into(), content: content.into() });
        (self.0.len() - 1) as u32
    }

    /// The text a place lies in.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<&Text> {
        self.0.get(index as usize)
    }

    /// All texts in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Text)> {
        (0..).zip(&self.0)
    }

    /// Line and column of a place, both from 1; columns count characters.
    #[must_use]
    pub fn line_and_column(&self, place: Place) -> (usize, usize) {
        let Some(text) = self.get(place.text) else { return (1, 1) };
        let before = text.content.get(..place.start as usize).unwrap_or(&text.content);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        // A byte-order mark takes no column.
        let line = before[line_start..].trim_start_matches('\u{feff}');
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_by_character() {
        let mut texts = Texts::default();
        let text = texts.add("a.toml", "é = 1\nage = 17\n");
        assert_eq!(texts.line_and_column(Place { text, start: 0, end: 1 }), (1, 1));
        assert_eq!(texts.line_and_column(Place { text, start: 3, end: 4 }), (1, 3));
        assert_eq!(texts.line_and_column(Place { text, start: 13, end: 15 }), (2, 7));
    }
}
