//! What is wrong with something that was read: said as data, worded for people last.

use crate::text::source::{Place, Texts};

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A short stable name, such as `unknown-key`.
    pub code: &'static str,
    /// What was found and what was expected: lower case, no full stop.
    pub message: String,
    /// Where it is, if it is anywhere.
    pub place: Option<Place>,
    /// Other places that matter, each with a caption.
    pub also: Vec<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// A problem with no place yet.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None, also: Vec::new(), help: None }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn and_at(mut self, place: Place, caption: impl Into<String>) -> Self {
        self.also.push((place, caption.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `file:line:column: message (help)` on one line, for logs and machines.
    #[must_use]
    pub fn one_line(&self, texts: &Texts) -> String {
        let mut line = String::new();
        if let Some(place) = self.place {
            let (row, column) = texts.line_and_column(place);
            let name = texts.get(place.text).map_or("", |text| text.name.as_str());
            line.push_str(&format!("{name}:{row}:{column}: "));
        }
        line.push_str(&self.message);
        if let Some(help) = &self.help {
            line.push_str(&format!(" ({help})"));
        }
        line
    }
}

/// The most characters of what was written that are compared with a name.
const LONGEST_NAME: usize = 64;

/// The known name nearest to what was written, where one is close enough to be meant.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: String = written.to_lowercase().chars().take(LONGEST_NAME).collect();
    let length = written.chars().count();
    let allowed = (length / 3).clamp(1, 4);
    known
        .into_iter()
        // So many steps at least lie between names of other lengths; where letters are more than a byte, all are compared.
        .filter(|name| !name.is_ascii() || name.len().abs_diff(length) <= allowed)
        .map(|name| (strsim::osa_distance(&written, &name.to_lowercase()), name))
        .filter(|(steps, _)| *steps <= allowed)
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name_and_a_stranger_does_not() {
        let names = ["ogrs3", "ovp", "osp", "offence", "offence-history"];
        assert_eq!(nearest("ogsr3", names), Some("ogrs3"));
        assert_eq!(nearest("Offense", names), Some("offence"));
        assert_eq!(nearest("temperature", names), None);
    }
}
