//! JSON as it was exported: order kept, numbers as they are written, a key given twice refused.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::catalogue::import_path::{Path, Requirement, Spot, Step, Wanted};
use crate::text::wording::folded;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Nothing.
    Null,
    /// True or false.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Keys with values.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Where it is not JSON, or a key is given twice, with its line and column.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text.trim_start_matches('\u{feff}'))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(pairs) = self else { return None };
        pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The entries of a list; none where it is no list.
    #[must_use]
    pub fn entries(&self) -> &[Self] {
        if let Self::List(entries) = self { entries } else { &[] }
    }

    /// Whether something stands here: not nothing, and not an empty text, list or object.
    #[must_use]
    pub fn is_given(&self) -> bool {
        match self {
            Self::Null => false,
            Self::YesNo(_) | Self::Number(_) => true,
            Self::Text(text) => !text.trim().is_empty(),
            Self::List(entries) => !entries.is_empty(),
            Self::Object(pairs) => !pairs.is_empty(),
        }
    }

    /// A single value as text; nothing where it is empty, a list or an object.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::YesNo(yes) => Some(yes.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// Everything that a path leads to, also where nothing stands there.
    #[must_use]
    pub fn at(&self, path: &Path) -> Vec<Self> {
        let mut here = vec![self.clone()];
        for step in &path.steps {
            here = here.iter().flat_map(|value| value.after(step)).collect();
        }
        here
    }

    fn after(&self, step: &Step) -> Vec<Self> {
        match (step, self) {
            (Step::Key(key), _) => self.get(key).into_iter().cloned().collect(),
            (Step::Each, _) => self.entries().to_vec(),
            (Step::EachWith(key, wanted), _) => {
                let fits = |entry: &&Self| {
                    let found = entry.get(key).and_then(Self::text);
                    found.is_some_and(|found| folded(&found) == folded(wanted))
                };
                self.entries().iter().filter(fits).cloned().collect()
            }
            (Step::Values, Self::Object(pairs)) => pairs.iter().map(|(_, value)| value.clone()).collect(),
            (Step::Names, Self::Object(pairs)) => {
                let given = pairs.iter().filter(|(_, value)| value.is_given());
                given.map(|(name, _)| Self::Text(name.clone())).collect()
            }
            (Step::Values | Step::Names, _) => Vec::new(),
        }
    }

    /// Whether something stands at a path.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        self.at(path).iter().any(Self::is_given)
    }

    /// Whether a path leads to a key that is there, with a value or without.
    #[must_use]
    pub fn knows(&self, path: &Path) -> bool {
        !self.at(path).is_empty()
    }

    /// The first of the paths that leads to something, and what stands there.
    #[must_use]
    pub fn first<'s>(&self, spot: &'s Spot) -> Option<(&'s Path, Vec<Self>)> {
        spot.paths.iter().find_map(|path| {
            let found: Vec<Self> = self.at(path).into_iter().filter(Self::is_given).collect();
            (!found.is_empty()).then_some((path, found))
        })
    }

    /// Whether what is required holds.
    #[must_use]
    pub fn meets(&self, required: &Requirement) -> bool {
        let found = self.at(&required.path);
        let says = |fits: &dyn Fn(&str) -> bool| {
            found.iter().filter_map(Self::text).any(|text| fits(folded(&text).as_str()))
        };
        match &required.is {
            Wanted::Anything => found.iter().any(Self::is_given),
            Wanted::Is(text) => says(&|found| found == folded(text)),
            Wanted::Begins(text) => says(&|found| found.starts_with(&folded(text))),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Json, E> {
        Ok(Json::YesNo(yes))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element()? {
            entries.push(entry);
        }
        Ok(Json::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut pairs: Vec<(String, Json)> = Vec::new();
        let mut names = std::collections::HashSet::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom("the same key is given twice"));
            }
            pairs.push((name, value));
        }
        Ok(Json::Object(pairs))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_path_finds_what_stands_in_lists_and_objects() {
        let json =
            Json::read(r#"{"a": [{"code": "F", "days": 12}, {"code": "W"}], "b": {"Low": [], "High": [1]}}"#)
                .unwrap();
        let texts = |path: &str| -> Vec<String> {
            json.at(&Path::read(path).unwrap()).iter().filter_map(Json::text).collect()
        };
        assert_eq!(texts("a[code=f].days"), ["12"]);
        assert_eq!(texts("a[].code"), ["F", "W"]);
        assert_eq!(texts("b.#"), ["High"]);
        assert!(texts("a.code").is_empty());
    }

    #[test]
    fn numbers_are_shown_as_they_are_written() {
        for written in ["62", "62.7", "0.05", "50.1234"] {
            assert_eq!(Json::read(written).unwrap().text().unwrap(), written);
        }
    }

    #[test]
    fn what_is_cut_short_or_says_a_thing_twice_is_refused() {
        for bad in ["", "{", "{\"a\": 1, \"a\": 2}", "[1] [2]", "crn,name\n", &"[".repeat(10_000)] {
            assert!(Json::read(bad).is_err());
        }
    }
}
