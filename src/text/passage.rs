//! Text for people in which some words are quoted from a case, so that whatever rewords the rest leaves those alone.

use std::fmt;

/// A passage of a report: the program's and the catalogue's words, and those of whoever wrote the case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage(Vec<Part>);

/// A stretch of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words of the program or the catalogue, which a report may shorten.
    Said(String),
    /// Words of a case, which stand as they were written.
    Quoted(String),
}

impl Passage {
    /// Words of a case.
    #[must_use]
    pub fn quoted(text: &str) -> Self {
        Self(vec![Part::Quoted(text.to_owned())])
    }

    /// Words of a case as a sentence: with a full stop after them where they end without one.
    #[must_use]
    pub fn quoted_sentence(text: &str) -> Self {
        let text = text.trim();
        let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
        Self::quoted(text).and(stop)
    }

    /// The passage with more after it.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    /// Passages one after another, with a space between.
    #[must_use]
    pub fn joined(passages: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for passage in passages {
            if !all.0.is_empty() {
                all.0.push(Part::Said(" ".to_owned()));
            }
            all.0.extend(passage.0);
        }
        all
    }

    /// The passage with every part changed, such as escaped for a form.
    #[must_use]
    pub fn each(self, mut change: impl FnMut(&str) -> String) -> Self {
        let parts = self.0.into_iter().map(|part| match part {
            Part::Said(text) => Part::Said(change(&text)),
            Part::Quoted(text) => Part::Quoted(change(&text)),
        });
        Self(parts.collect())
    }

    /// Its stretches in order.
    #[must_use]
    pub fn into_parts(self) -> Vec<Part> {
        self.0
    }

    /// The text with what is not quoted reworded.
    #[must_use]
    pub fn reworded(self, mut reword: impl FnMut(&str) -> String) -> String {
        let parts = self.0.into_iter().map(|part| match part {
            Part::Said(text) => reword(&text),
            Part::Quoted(text) => text,
        });
        parts.collect()
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(Part::Said(text) | Part::Quoted(text))| f.write_str(text))
    }
}

impl From<&str> for Passage {
    fn from(text: &str) -> Self {
        Self(vec![Part::Said(text.to_owned())])
    }
}

impl From<String> for Passage {
    fn from(text: String) -> Self {
        Self(vec![Part::Said(text)])
    }
}

impl From<&String> for Passage {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Passage;

    #[test]
    fn only_what_is_not_quoted_is_reworded() {
        let passage = Passage::from("said ").and(Passage::quoted_sentence(" said ")).and(" said");
        assert_eq!(passage.to_string(), "said said. said");
        assert_eq!(passage.reworded(|text| text.to_uppercase()), "SAID said. SAID");
    }

    #[test]
    fn passages_stand_a_space_apart() {
        let passages = ["one.".into(), Passage::quoted("two!")];
        assert_eq!(Passage::joined(passages).to_string(), "one. two!");
    }
}
