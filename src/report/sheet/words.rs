//! The words of the sheet in one language, and what that language lacks.

use jiff::civil::Date;

use super::super::document::{Language, Text};
use crate::catalogue::Catalogue;
use crate::catalogue::sheet::{Saying, SentencePart, SheetWords, parts};
use crate::text::wording::plain;

/// The catalogue's words in one language.
pub(super) struct Words<'c> {
    sheet: &'c SheetWords,
    language: Language,
    /// What there is no word for, each once.
    missing: Vec<String>,
}

impl<'c> Words<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, language: Language) -> Self {
        Self { sheet: &catalogue.sheet, language, missing: Vec::new() }
    }

    /// What there is no word for; nothing where the sheet is whole.
    pub(super) fn into_missing(self) -> Option<Vec<String>> {
        (!self.missing.is_empty()).then_some(self.missing)
    }

    /// Words of the catalogue beside what they are in Welsh. `what` names them where there is no Welsh.
    pub(super) fn plain(
        &mut self,
        english: &str,
        welsh: Option<&str>,
        what: impl FnOnce() -> String,
    ) -> String {
        plain(self.chosen(english, welsh, what).unwrap_or_default())
    }

    fn chosen<'t>(
        &mut self,
        english: &'t str,
        welsh: Option<&'t str>,
        what: impl FnOnce() -> String,
    ) -> Option<&'t str> {
        match self.language {
            Language::English => Some(english),
            Language::Welsh => {
                if welsh.is_none() {
                    self.miss(what());
                }
                welsh
            }
        }
    }

    fn miss(&mut self, what: String) {
        if !self.missing.contains(&what) {
            self.missing.push(what);
        }
    }

    /// A sentence in which nothing is filled in.
    pub(super) fn say(&mut self, saying: Saying) -> String {
        plain(self.sentence(saying))
    }

    /// A sentence with what is filled in.
    pub(super) fn filled<'r>(&mut self, saying: Saying, with: &[(&str, Text<'r>)]) -> Text<'r> {
        fill(Text::default(), self.sentence(saying), with)
    }

    /// The same where a sentence begins with what it is about and a colon: those lead the eye.
    pub(super) fn labelled<'r>(&mut self, saying: Saying, with: &[(&str, Text<'r>)]) -> Text<'r> {
        let sentence = self.sentence(saying);
        match sentence.split_once(": ") {
            Some((label, rest)) => fill(Text::strong(plain(&format!("{label}:"))).and(" "), rest, with),
            None => fill(Text::default(), sentence, with),
        }
    }

    fn sentence(&mut self, saying: Saying) -> &'c str {
        let spoken = self.sheet.saying(saying);
        let what = || format!("`{}` of the sheet", saying.key());
        self.chosen(&spoken.english, spoken.welsh.as_deref(), what).unwrap_or_default()
    }

    /// What stands at the head for as long as nobody has checked the Welsh.
    pub(super) fn draft(&mut self) -> String {
        let sheet = self.sheet;
        if sheet.draft.is_none() {
            self.miss("`draft` of `[welsh]` in the sheet".to_owned());
        }
        plain(sheet.draft.as_deref().unwrap_or_default())
    }

    /// A day: `1 December 2022`.
    pub(super) fn day(&mut self, date: Date) -> String {
        format!("{} {}", date.day(), self.month(date))
    }

    /// The month of a day: `December 2022`.
    pub(super) fn month(&mut self, date: Date) -> String {
        let months = match self.language {
            Language::English => Some(&self.sheet.months.english),
            Language::Welsh => self.sheet.months.welsh.as_ref(),
        };
        if months.is_none() {
            self.miss("`months` of the sheet".to_owned());
        }
        let at = usize::try_from(date.month() - 1).unwrap_or_default();
        let name = months.and_then(|months| months.get(at)).map_or("", String::as_str);
        format!("{} {}", plain(name), date.year())
    }

    /// Several phrases one after another.
    pub(super) fn list(&mut self, phrases: &[String]) -> String {
        match phrases {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(&self.say(Saying::Between));
                format!("{first}{}{last}", self.say(Saying::BetweenLast))
            }
        }
    }
}

/// A text and after it a sentence with what is filled in.
fn fill<'r>(before: Text<'r>, sentence: &str, with: &[(&str, Text<'r>)]) -> Text<'r> {
    parts(sentence).fold(before, |text, part| match part {
        SentencePart::Words(words) => text.and(plain(words)),
        SentencePart::Filled(name) => {
            let value = with.iter().find(|(known, _)| *known == name);
            text.and(value.map_or_else(Text::default, |(_, value)| value.clone()))
        }
    })
}
