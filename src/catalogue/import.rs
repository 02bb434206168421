//! How answers are read from what other systems export: which shapes are known, which of their fields means which fact, and what
//! the words in them stand for. All of it is data; what is done with a value is a [`Conversion`].

use serde::{Deserialize, Serialize};

use super::import_path::{Path, Requirement, Spot};
use crate::ids::FactId;
use crate::text::wording::folded;

/// Everything the catalogue says about reading other systems' answers. Empty where it says nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ImportRules {
    /// The shapes that are known.
    pub shapes: Vec<Shape>,
    /// What words stand for.
    pub tables: Vec<WordTable>,
    /// What tells whose a file is, so that two persons' files are noticed.
    pub identifiers: Vec<Identifier>,
    /// What is never written.
    pub private: Vec<PrivateKeys>,
}

/// One shape of JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shape {
    /// Its id.
    pub id: String,
    /// As it reads in a sentence.
    pub name: String,
    /// It has all of these.
    pub has: Vec<Path>,
    /// It has at least one of these, where any are named.
    pub has_any: Vec<Path>,
    /// It has none of these.
    pub lacks: Vec<Path>,
    /// Where it stands inside of what is exported, beside the top.
    pub within: Vec<Path>,
    /// Where it says whether it is complete.
    pub status: Option<Spot>,
    /// What it says there when it is.
    pub complete: Vec<String>,
    /// Where it says of which day it is.
    pub date: Option<Spot>,
    /// Each of several in one file is read, and not only the newest.
    pub every: bool,
    /// It is known, and nothing in it is an answer: why.
    pub nothing: Option<String>,
    /// What is read of it.
    pub readings: Vec<FieldReading>,
}

/// Which field means which fact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldReading {
    /// The fact.
    pub fact: FactId,
    /// The part of the fact that it means: an item of a sum, or one value of a list.
    pub part: Option<String>,
    /// Where the field is; several where the fact is made of several.
    pub at: Vec<Spot>,
    /// What is done with its value.
    pub conversion: Conversion,
    /// What the words in it stand for: the place among the tables.
    pub table: Option<u32>,
    /// The answer that holds once everything required does.
    pub value: Option<String>,
    /// What has to hold for it to be read.
    pub when: Vec<Requirement>,
    /// What must not hold for it to be read.
    pub unless: Vec<Requirement>,
    /// Days that have to be over on the day of the plan.
    pub after: Vec<Path>,
    /// Days that must not be over on the day of the plan.
    pub not_after: Vec<Path>,
    /// Entries of a list for which one of these holds are not read, such as what has ended.
    pub leave_out: Vec<Requirement>,
    /// Where a value means that no score exists, though the field itself is empty.
    pub unavailable_with: Vec<Path>,
    /// What a score has to reach.
    pub threshold: Option<Path>,
    /// Where a list says what is known to be absent.
    pub absent_at: Option<Spot>,
    /// The tool that made the score.
    pub tool: Option<String>,
    /// What to check where this was read.
    pub check: Option<String>,
    /// It is only a hint, for a person to confirm.
    pub hint: bool,
    /// What a hint says before the value.
    pub says: Option<String>,
}

/// What is done with the value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conversion {
    /// A word stands for an answer, by a table.
    Word,
    /// A whole number.
    Number,
    /// A score with decimals, rounded down.
    Score,
    /// A date of birth gives the age on the day of the plan.
    Age,
    /// The last day gives the weeks that remain.
    LastDay,
    /// Several words, of which the highest counts.
    Highest,
    /// A list of words, each by a table.
    List,
    /// Numbers of days, added up.
    Days,
    /// A list says which parts hold, and another which do not.
    Parts,
    /// A part holds where a score reaches its threshold.
    Reaches,
    /// Nothing is read but that it is there.
    Given,
    /// The value is only shown.
    Text,
}

impl Conversion {
    /// Every conversion, by the name that the catalogue uses.
    pub const ALL: [(&'static str, Self); 12] = [
        ("word", Self::Word),
        ("number", Self::Number),
        ("score", Self::Score),
        ("whole-years", Self::Age),
        ("last-day", Self::LastDay),
        ("highest", Self::Highest),
        ("list", Self::List),
        ("days", Self::Days),
        ("parts", Self::Parts),
        ("reaches", Self::Reaches),
        ("given", Self::Given),
        ("text", Self::Text),
    ];

    /// Whether it needs a table of words.
    #[must_use]
    pub fn needs_table(self) -> bool {
        matches!(self, Self::Word | Self::Highest | Self::List | Self::Parts)
    }
}

/// What words stand for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WordTable {
    /// Its id.
    pub id: String,
    /// Its rows; the first that fits counts.
    pub rows: Vec<WordRow>,
}

/// Words, and what they stand for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WordRow {
    /// The whole text is one of these.
    pub is: Vec<String>,
    /// Its first word is one of these.
    pub begins: Vec<String>,
    /// One of these stands in it.
    pub contains: Vec<String>,
    /// What it stands for; nothing where it is known to say nothing of the fact.
    pub value: Option<String>,
    /// The greatest number that it can stand for, where it does not say which.
    pub to: Option<u32>,
    /// It says that there is no answer.
    pub unanswered: bool,
}

/// What words were found to stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning<'t> {
    /// A value, and the greatest number it can be.
    Value(&'t str, Option<u32>),
    /// It says nothing of the fact.
    Nothing,
    /// There is no answer.
    Unanswered,
}

impl WordTable {
    /// What a text stands for, whatever its case and whether its words are parted by spaces, hyphens or low lines. None where the
    /// table does not know it.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Option<Meaning<'_>> {
        let text = folded(text);
        let first = text.split('-').next().unwrap_or_default();
        let fits = |row: &&WordRow| {
            row.is.contains(&text)
                || row.begins.iter().any(|word| word == first)
                || row.contains.iter().any(|word| text.contains(word.as_str()))
        };
        let row = self.rows.iter().find(fits)?;
        Some(match &row.value {
            Some(value) => Meaning::Value(value, row.to),
            None if row.unanswered => Meaning::Unanswered,
            None => Meaning::Nothing,
        })
    }
}

/// What tells whose a file is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Identifier {
    /// What it is called where two differ.
    pub name: String,
    /// Where it stands.
    pub at: Vec<Path>,
}

/// Keys whose values are never written, wherever they stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrivateKeys {
    /// What these are called.
    pub name: String,
    /// The keys; `parent.key` counts only inside of that parent.
    pub keys: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(is: &[&str], begins: &[&str], contains: &[&str], value: Option<&str>) -> WordRow {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let (is, begins, contains) = (owned(is), owned(begins), owned(contains));
        WordRow { is, begins, contains, value: value.map(str::to_owned), to: None, unanswered: false }
    }

    #[test]
    fn an_item_is_read_by_its_digit_or_its_word_and_by_nothing_else() {
        let rows = vec![row(&["some"], &["1"], &[], Some("1")), row(&[], &[], &["suspended"], Some("9"))];
        let table = WordTable { id: String::new(), rows };
        for text in ["1-Some problems", "1 - some problems", "SOME", " some ", "1"] {
            assert_eq!(table.meaning(text), Some(Meaning::Value("1", None)), "{text}");
        }
        assert_eq!(table.meaning("ORA_Suspended Order"), Some(Meaning::Value("9", None)));
        for text in ["4 - massive problems", "11 - some", "", "something"] {
            assert_eq!(table.meaning(text), None, "{text}");
        }
    }
}
