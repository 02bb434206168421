//! What people write in place of the words of the catalogue: for values, and for yes, no and not known.

use std::collections::HashMap;

use crate::catalogue::fact::OtherWords;
use crate::entry::{Faults, Fields, PlacedText};
use crate::text::problem::Problem;
use crate::text::source::Place;
use crate::text::wording::folded;

/// What is written for yes, for no and for what is not known.
pub(super) fn other_words(file: &Fields<'_>) -> OtherWords {
    let Some(table) = file.table("words") else { return OtherWords::default() };
    let mut used = UsedWords::reserved(&["yes", "true", "no", "false", "none", "unavailable"]);
    let mut words = |key: &str| used.add_all(table.faults(), table.list(key));
    OtherWords { yes: words("yes"), no: words("no"), not_known: words("not-known") }
}

/// Words that have a meaning, in the spelling in which they are compared, each with the place that gave it one.
#[derive(Debug)]
pub(super) struct UsedWords(HashMap<String, Option<Place>>);

impl UsedWords {
    /// Words whose meaning no catalogue gives them.
    fn reserved(words: &[&str]) -> Self {
        Self(words.iter().map(|word| ((*word).to_owned(), None)).collect())
    }

    /// The words of a fact before anything else is written for its values: those values, and what can be answered to any fact.
    pub(super) fn of_values(file: &Fields<'_>, values: &[Fields<'_>]) -> Self {
        let mut used = Self::reserved(&["none", "unavailable"]);
        let keys = values.iter().filter_map(|value| value.placed("key"));
        used.0.extend(keys.map(|key| (folded(&key.text), Some(key.place))));
        if let Some(words) = file.table("words") {
            used.add_all(words.faults(), words.list("not-known"));
        }
        used
    }

    /// Takes words that mean one thing, and notes each that has a meaning already.
    pub(super) fn add_all(&mut self, faults: &Faults, words: Vec<PlacedText>) -> Vec<String> {
        words.iter().for_each(|word| self.add(faults, word));
        words.into_iter().map(|word| word.text).collect()
    }

    fn add(&mut self, faults: &Faults, word: &PlacedText) {
        let Some(first) = self.0.insert(folded(&word.text), Some(word.place)) else { return };
        let message = format!("`{}` means something else already", word.text);
        let problem = Problem::new("duplicate-word", message).at(word.place);
        faults.report(match first {
            Some(first) => problem
                .and_at(first, "given its meaning here")
                .help("capitals, spaces and hyphens make no difference: let each word mean one thing"),
            None => problem.help("yes, no, none and unavailable always mean what they say"),
        });
    }
}
