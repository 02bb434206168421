//! What is never written: names, dates of birth, numbers of persons. They are looked for so that nothing shown repeats them.

use super::json::Json;
use crate::catalogue::import::PrivateKeys;
use crate::text::wording::plain;

/// What stands in place of a private value.
const LEFT_OUT: &str = "(left out)";

/// The most characters of a value that are shown.
const LONGEST_SHOWN: usize = 80;

/// From how many characters a private value is also found inside of a longer word.
const LONG: usize = 5;

/// The private values of all files, and what was found of which sort.
#[derive(Clone, Debug, Default)]
pub struct Private {
    values: Vec<String>,
    /// The sorts found, as the catalogue calls them, each once.
    pub found: Vec<String>,
}

impl Private {
    /// Adds the private values of a file.
    pub fn add(&mut self, json: &Json, rules: &[PrivateKeys]) {
        self.look(json, "", "", rules);
        // The longest first, so that a part of one is not what is left out.
        self.values.sort_by_key(|value| (std::cmp::Reverse(value.len()), value.clone()));
        self.values.dedup();
    }

    fn look(&mut self, json: &Json, key: &str, parent: &str, rules: &[PrivateKeys]) {
        let named = |wanted: &String| match wanted.split_once('.') {
            Some((above, wanted)) => above == parent && wanted == key,
            None => wanted == key,
        };
        if let Some(rule) = rules.iter().find(|rule| rule.keys.iter().any(named)) {
            if json.is_given() && !self.found.contains(&rule.name) {
                self.found.push(rule.name.clone());
            }
            self.keep(json);
        }
        match json {
            Json::List(entries) => entries.iter().for_each(|entry| self.look(entry, key, parent, rules)),
            Json::Object(pairs) => pairs.iter().for_each(|(name, value)| self.look(value, name, key, rules)),
            _ => {}
        }
    }

    fn keep(&mut self, json: &Json) {
        match json {
            Json::List(entries) => entries.iter().for_each(|entry| self.keep(entry)),
            Json::Object(pairs) => pairs.iter().for_each(|(_, value)| self.keep(value)),
            Json::YesNo(_) | Json::Null => {}
            Json::Number(_) | Json::Text(_) => {
                let text = json.text().map(|text| text.to_lowercase());
                self.values.extend(text.filter(|text| text.chars().count() > 1));
            }
        }
    }

    /// A value as it may be shown: without control characters, cut to a line, and without anything private.
    #[must_use]
    pub fn shown(&self, text: &str) -> String {
        let text: String = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
        if self.is_private(&text) {
            return LEFT_OUT.to_owned();
        }
        let shown: String = text.chars().take(LONGEST_SHOWN).collect();
        if shown.len() < text.len() { format!("{shown}…") } else { shown }
    }

    /// Whether a text repeats a private value.
    #[must_use]
    pub fn is_private(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.values.iter().any(|value| {
            text.match_indices(value.as_str()).any(|(at, found)| {
                let before = text[..at].chars().next_back();
                let after = text[at + found.len()..].chars().next();
                let parted = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                value.chars().count() >= LONG || (parted(before) && parted(after))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_private_value_is_shown_nowhere_and_others_are_cut_to_a_line() {
        let rules = [PrivateKeys { name: "names".into(), keys: vec!["surname".into(), "staff.name".into()] }];
        let json =
            Json::read(r#"{"name": "Risk", "surname": "Low", "staff": [{"name": "Testwell"}]}"#).unwrap();
        let mut private = Private::default();
        private.add(&json, &rules);
        assert_eq!(private.found, ["names"]);
        assert_eq!(private.shown("Seen by low"), "(left out)");
        assert_eq!(private.shown("mrtestwell"), "(left out)");
        assert_eq!(private.shown("Lower\n risk"), "Lower risk");
        assert_eq!(private.shown(&"x".repeat(200)).chars().count(), LONGEST_SHOWN + 1);
    }
}
