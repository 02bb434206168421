//! One document read: each field that the catalogue names, by the conversion that it names.

use jiff::civil::Date;

use super::Private;
use super::document::{Document, date_of};
use super::json::Json;
use super::reading::{Found, From, Reading, Unread};
use super::spans::Span;
use crate::case::value::weeks_between;
use crate::catalogue::import::{Conversion, FieldReading, Meaning, WordTable};
use crate::catalogue::import_path::{Path, Spot, Step};
use crate::catalogue::{Answer, Catalogue, Fact};

/// The most characters of a value that is repeated where it could not be read.
const LONGEST_UNREAD: usize = 40;

/// Reads one document.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'r> {
    /// What is known.
    pub catalogue: &'r Catalogue,
    /// The day of the plan.
    pub day: Date,
    /// What is read.
    pub document: &'r Document<'r>,
    /// The file that it is in.
    pub file: usize,
    /// What is never shown.
    pub private: &'r Private,
}

/// What one field came to: what was found, or why its value was not read; each with the field and what stands there.
pub(super) type Outcome = (Result<Found, String>, String, String);

impl Reader<'_> {
    /// Adds everything that is read, and everything that could not be.
    pub fn read(&self, readings: &mut Vec<Reading>, unread: &mut Vec<Unread>) {
        for rule in self.document.shape.readings.iter().filter(|rule| self.applies(rule)) {
            for (found, field, says) in self.outcomes(rule) {
                let (document, tool) = (self.document, rule.tool.clone());
                let (shape, date) = (document.shape.name.clone(), document.date);
                // To a person a list is its name.
                let field = field.replace("[]", "").replace(".#", "");
                let from = From { file: self.file, shape, field, says, date, tool, also: Vec::new() };
                match found {
                    Ok(found) => {
                        let found = self.as_hint(rule, found, &from.says);
                        readings.push(Reading { fact: rule.fact, found, from, check: rule.check.clone() });
                    }
                    Err(why) if rule.hint => drop(why),
                    Err(why) => {
                        // What is long was written by somebody, and may tell more than an answer.
                        let says = Some(from.says).filter(|says| says.chars().count() <= LONGEST_UNREAD);
                        let says = says.unwrap_or_else(|| "a longer text, not repeated here".to_owned());
                        unread.push(Unread { fact: rule.fact, from: From { says, ..from }, why });
                    }
                }
            }
        }
    }

    fn applies(&self, rule: &FieldReading) -> bool {
        let json = &self.document.json;
        let day = |path: &Path| json.at(path).iter().find_map(|value| date_of(&value.text()?));
        rule.when.iter().all(|required| json.meets(required))
            && !rule.unless.iter().any(|required| json.meets(required))
            && rule.after.iter().all(|path| day(path).is_some_and(|day| day < self.day))
            && rule.not_after.iter().all(|path| day(path).is_none_or(|day| day >= self.day))
    }

    /// What is only a hint by the catalogue's word says what was found, and answers nothing.
    fn as_hint(&self, rule: &FieldReading, found: Found, says: &str) -> Found {
        if !rule.hint {
            return found;
        }
        let before = rule.says.as_ref().map_or_else(String::new, |says| format!("{says}: "));
        let what = match &found {
            Found::Hint(text) => text.clone(),
            _ if !says.is_empty() => says.to_owned(),
            Found::Answer(answer) => self.fact(rule).spoken(answer),
            _ => String::new(),
        };
        Found::Hint(format!("{before}{what}").trim_end_matches(": ").to_owned())
    }

    fn outcomes(&self, rule: &FieldReading) -> Vec<Outcome> {
        match rule.conversion {
            Conversion::Word => self.word(rule),
            Conversion::Number => self.single(rule, |text| self.number(rule, text)),
            Conversion::Score => self.score(rule),
            Conversion::Age => self.hidden(rule, |text| self.age(rule, text)),
            Conversion::LastDay => self.single(rule, |text| self.last_day(rule, text)),
            Conversion::Highest => self.highest(rule),
            Conversion::List => self.list(rule),
            Conversion::Days => self.days(rule),
            Conversion::Parts => self.parts(rule),
            Conversion::Reaches => self.reaches(rule).into_iter().collect(),
            Conversion::Given => {
                let answer = rule.value.as_ref().and_then(|value| self.fact(rule).answer_named(value));
                let field: Vec<&str> = rule.when.iter().map(|when| when.path.written.as_str()).collect();
                answer
                    .map(|answer| (Ok(Found::Answer(answer)), field.join(", "), String::new()))
                    .into_iter()
                    .collect()
            }
            Conversion::Text => self.text(rule),
        }
    }

    pub(super) fn fact(&self, rule: &FieldReading) -> &Fact {
        self.catalogue.fact(rule.fact)
    }

    pub(super) fn table(&self, rule: &FieldReading) -> Option<&WordTable> {
        self.catalogue.import.tables.get(usize::try_from(rule.table?).ok()?)
    }

    pub(super) fn shown(&self, text: &str) -> String {
        self.private.shown(text)
    }

    /// Everything that stands at a place, as texts, with the path that led there.
    pub(super) fn texts<'s>(&self, spot: &'s Spot) -> Option<(&'s Path, Vec<String>)> {
        let (path, found) = self.document.json.first(spot)?;
        Some((path, found.iter().filter_map(Json::text).collect()))
    }

    /// A field with one value.
    fn single(&self, rule: &FieldReading, read: impl Fn(&str) -> Result<Found, String>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for (path, texts) in rule.at.iter().filter_map(|spot| self.texts(spot)) {
            outcomes.extend(texts.iter().map(|text| (read(text), path.written.clone(), self.shown(text))));
        }
        outcomes
    }

    /// A field with one value that is never shown.
    fn hidden(&self, rule: &FieldReading, read: impl Fn(&str) -> Result<Found, String>) -> Vec<Outcome> {
        let outcomes = self.single(rule, read).into_iter();
        outcomes.map(|(found, field, _)| (found, field, String::new())).collect()
    }

    fn word(&self, rule: &FieldReading) -> Vec<Outcome> {
        let Some(table) = self.table(rule) else { return Vec::new() };
        let mut outcomes = Vec::new();
        for spot in &rule.at {
            let mut unknown = None;
            let mut read = Vec::new();
            for path in &spot.paths {
                let is_list = path.steps.contains(&Step::Each);
                for text in self.document.json.at(path).iter().filter_map(Json::text) {
                    match table.meaning(&text) {
                        Some(Meaning::Value(value, to)) => {
                            read.push((self.means(rule, value, to), path.written.clone(), self.shown(&text)));
                        }
                        Some(Meaning::Nothing | Meaning::Unanswered) => {}
                        // Of a list only what is known matters.
                        None if is_list => {}
                        None => unknown = unknown.or(Some((path, text))),
                    }
                }
                if !read.is_empty() {
                    break;
                }
            }
            if let (true, Some((path, text))) = (read.is_empty(), unknown) {
                read.push((Err(self.unknown(rule)), path.written.clone(), self.shown(&text)));
            }
            if let (true, Some(part)) = (read.is_empty(), &rule.part)
                && let Some(path) = spot.paths.iter().find(|path| self.document.json.knows(path))
            {
                read.push((Ok(Found::OpenPart(part.clone())), path.written.clone(), String::new()));
            }
            outcomes.extend(read);
        }
        outcomes
    }

    /// What a word of a table means for a fact, or for a part of it.
    fn means(&self, rule: &FieldReading, value: &str, to: Option<u32>) -> Result<Found, String> {
        let Some(part) = &rule.part else {
            return self.fact(rule).answer_named(value).map(Found::Answer).ok_or_else(|| self.unknown(rule));
        };
        let least = match value {
            "yes" => Some(1),
            "no" => Some(0),
            points => points.parse().ok(),
        };
        let least: u32 = least.ok_or_else(|| self.unknown(rule))?;
        Ok(Found::Part(part.clone(), Span { least, most: to.unwrap_or(least).max(least) }))
    }

    pub(super) fn unknown(&self, rule: &FieldReading) -> String {
        match &rule.part {
            Some(part) => format!("that is no value known for {part}"),
            None => "that is no value known here".to_owned(),
        }
    }

    fn number(&self, rule: &FieldReading, text: &str) -> Result<Found, String> {
        let number = text.parse::<u32>().ok();
        self.in_range(rule, number).map(Found::Answer)
    }

    pub(super) fn in_range(&self, rule: &FieldReading, number: Option<u32>) -> Result<Answer, String> {
        let fact = self.fact(rule);
        let answer = number.and_then(|number| fact.answer_named(&number.to_string()));
        answer.ok_or_else(|| format!("that is not {}", fact.allowed()))
    }

    fn score(&self, rule: &FieldReading) -> Vec<Outcome> {
        let read = self.single(rule, |text| {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
            // A score far above the range is refused by it.
            let whole = number.map(|number| number.floor().min(f64::from(u32::MAX)) as u32);
            self.in_range(rule, whole).map(Found::Answer)
        });
        let no_score = || rule.unavailable_with.iter().all(|path| self.document.json.has(path));
        if !read.is_empty() || rule.unavailable_with.is_empty() || !no_score() {
            return read;
        }
        let field: Vec<&str> = rule.unavailable_with.iter().map(|path| path.written.as_str()).collect();
        vec![(Ok(Found::Answer(Answer::Unavailable)), field.join(", "), String::new())]
    }

    fn age(&self, rule: &FieldReading, text: &str) -> Result<Found, String> {
        let refused = || "it gives no age on the day of the plan".to_owned();
        let born = date_of(text).ok_or_else(refused)?;
        let had_birthday = (self.day.month(), self.day.day()) >= (born.month(), born.day());
        let years = i32::from(self.day.year()) - i32::from(born.year()) - i32::from(!had_birthday);
        let answer = self.in_range(rule, u32::try_from(years).ok());
        answer.map(Found::Answer).map_err(|_| refused())
    }

    fn last_day(&self, rule: &FieldReading, text: &str) -> Result<Found, String> {
        let ends = date_of(text).ok_or_else(|| "that is no date such as 2027-03-31".to_owned())?;
        let weeks = weeks_between(self.day, ends)
            .ok_or_else(|| format!("that is before the day of the plan, {}", self.day))?;
        let answer = self.in_range(rule, Some(weeks));
        let answer =
            answer.map_err(|_| format!("that is {weeks} weeks on, longer than any sentence planned for"))?;
        Ok(Found::LastDay(ends, answer))
    }

    fn text(&self, rule: &FieldReading) -> Vec<Outcome> {
        let table = self.table(rule);
        let fits = |text: &&String| {
            table.is_none_or(|table| matches!(table.meaning(text), Some(Meaning::Value(..))))
        };
        let (mut said, mut fields) = (Vec::new(), Vec::new());
        for (path, texts) in rule.at.iter().filter_map(|spot| self.texts(spot)) {
            let before = said.len();
            for shown in texts.iter().filter(fits).map(|text| self.shown(text)) {
                if !said.contains(&shown) {
                    said.push(shown);
                }
            }
            if said.len() > before {
                fields.push(path.written.as_str());
            }
        }
        let said = said.join("; ");
        if said.is_empty() {
            return Vec::new();
        }
        vec![(Ok(Found::Hint(said.clone())), fields.join(", "), said)]
    }
}
