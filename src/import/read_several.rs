//! Fields whose answer is made of several values: the highest of them, a list, a sum, parts.

use super::json::Json;
use super::read::{Outcome, Reader};
use super::reading::Found;
use super::spans::Span;
use crate::catalogue::Answer;
use crate::catalogue::import::{FieldReading, Meaning};
use crate::catalogue::import_path::{Path, Spot};
use crate::text::wording::list;

impl Reader<'_> {
    /// The highest of several words. What is not answered, or cannot be read, leaves it open unless no answer could be higher.
    pub(super) fn highest(&self, rule: &FieldReading) -> Vec<Outcome> {
        let Some(table) = self.table(rule) else { return Vec::new() };
        let fact = self.fact(rule);
        let (mut outcomes, mut known, mut said, mut fields) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut all_known = true;
        for spot in &rule.at {
            let Some((path, texts)) = self.texts(spot) else {
                all_known = false;
                continue;
            };
            let given = self.document.json.at(path);
            all_known &= given.len() == texts.len();
            for text in &texts {
                let answer = match table.meaning(text) {
                    Some(Meaning::Value(value, _)) => fact.answer_named(value),
                    Some(Meaning::Nothing | Meaning::Unanswered) => None,
                    None => {
                        outcomes.push((Err(self.unknown(rule)), path.written.clone(), self.shown(text)));
                        None
                    }
                };
                all_known &= answer.is_some();
                if let Some(answer) = answer {
                    said.push(self.shown(text));
                    known.push(answer);
                }
            }
            fields.push(path.written.clone());
        }
        // No score is below every level.
        let rank = |answer: &Answer| match answer {
            Answer::OneOf(value) => u32::from(*value) + 1,
            _ => 0,
        };
        let Some(highest) = known.into_iter().max_by_key(rank) else { return outcomes };
        let top = u32::try_from(fact.values().len()).unwrap_or(u32::MAX);
        let is_sure = all_known || rank(&highest) == top;
        let (said, field) = (said.join(", "), fields.join(", "));
        let found = if is_sure {
            Found::Answer(highest)
        } else {
            Found::Hint(format!("{}, and not everything that counts is answered", fact.spoken(&highest)))
        };
        outcomes.push((Ok(found), field, said));
        outcomes
    }

    /// The entries of a list that are read, each by the texts of its fields; those left out are not among them. None where there
    /// is no list.
    fn entries(&self, rule: &FieldReading) -> Option<(String, Vec<Vec<String>>)> {
        let (entries, fields) = rule.at.split_first()?;
        let path = entries.paths.iter().find(|path| self.document.json.knows(&list_of(path)))?;
        let all = self.document.json.at(path).into_iter();
        let read = all.filter(|entry| !rule.leave_out.iter().any(|required| entry.meets(required)));
        let texts = |entry: &Json| -> Vec<String> {
            let of =
                |spot: &Spot| entry.first(spot).and_then(|(_, found)| found.first().and_then(Json::text));
            if fields.is_empty() {
                entry.text().into_iter().collect()
            } else {
                fields.iter().filter_map(of).collect()
            }
        };
        Some((path.written.clone(), read.map(|entry| texts(&entry)).collect()))
    }

    /// A list of words: an answer where each is known, for a list that is given is complete.
    pub(super) fn list(&self, rule: &FieldReading) -> Vec<Outcome> {
        let (Some(table), Some((field, entries))) = (self.table(rule), self.entries(rule)) else {
            return Vec::new();
        };
        let fact = self.fact(rule);
        let (mut values, mut unknown, mut said) = (Vec::new(), Vec::new(), Vec::new());
        for texts in &entries {
            let meaning = texts.iter().find_map(|text| table.meaning(text));
            let shown = self.shown(texts.last().map_or("", String::as_str));
            match meaning {
                Some(Meaning::Value(value, _)) => values.extend(fact.value_named(value)),
                Some(Meaning::Nothing) => {}
                Some(Meaning::Unanswered) | None => unknown.push(shown.clone()),
            }
            said.push(shown);
        }
        values.sort_unstable();
        values.dedup();
        let said = said.join("; ");
        let answer = Answer::AnyOf(values);
        let found = if entries.is_empty() {
            Found::Hint("the list is empty".to_owned())
        } else if unknown.is_empty() {
            Found::Answer(answer)
        } else {
            let known = match &answer {
                Answer::AnyOf(values) if values.is_empty() => String::new(),
                answer => format!("{}; ", fact.spoken(answer)),
            };
            Found::Hint(format!("{known}and what is not known here: {}", unknown.join("; ")))
        };
        vec![(Ok(found), field, said)]
    }

    /// Numbers of days, added up: the list, the number in an entry, and its unit.
    pub(super) fn days(&self, rule: &FieldReading) -> Vec<Outcome> {
        let Some((field, entries)) = self.entries(rule) else { return Vec::new() };
        let (mut sum, mut said) = (0_u32, Vec::new());
        for texts in &entries {
            let [number, unit, ..] = texts.as_slice() else {
                return vec![(Err("it does not say how many days".to_owned()), field, String::new())];
            };
            said.push(self.shown(&format!("{number} {unit}")));
            let days = number.parse::<u32>().ok().filter(|_| unit.to_lowercase().starts_with("day"));
            let Some(days) = days else {
                return vec![(Err("that is no number of days".to_owned()), field, said.join("; "))];
            };
            sum = sum.saturating_add(days);
        }
        if entries.is_empty() {
            return Vec::new();
        }
        vec![(self.in_range(rule, Some(sum)).map(Found::Answer), field, said.join("; "))]
    }

    /// A list that says which parts hold, and another that says which do not.
    pub(super) fn parts(&self, rule: &FieldReading) -> Vec<Outcome> {
        let Some(table) = self.table(rule) else { return Vec::new() };
        let mut outcomes = Vec::new();
        let lists = rule.at.iter().map(|spot| (spot, 1)).chain(rule.absent_at.iter().map(|spot| (spot, 0)));
        for (spot, holds) in lists {
            let Some((path, texts)) = self.texts(spot) else { continue };
            for text in texts {
                let found = match table.meaning(&text) {
                    Some(Meaning::Value(value, _)) => Ok(Found::Part(value.to_owned(), Span::of(holds))),
                    Some(Meaning::Nothing | Meaning::Unanswered) => continue,
                    None => Err(self.unknown(rule)),
                };
                outcomes.push((found, path.written.clone(), self.shown(&text)));
            }
        }
        outcomes
    }

    /// A part that holds where a score reaches its threshold.
    pub(super) fn reaches(&self, rule: &FieldReading) -> Option<Outcome> {
        let (part, threshold) = (rule.part.as_ref()?, rule.threshold.as_ref()?);
        let spot = rule.at.first()?;
        let path = spot.paths.iter().find(|path| self.document.json.knows(path))?;
        let number = |path: &Path| {
            self.document.json.at(path).iter().find_map(|value| value.text()?.parse::<f64>().ok())
        };
        let (Some(score), Some(least)) = (number(path), number(threshold)) else {
            return Some((Ok(Found::OpenPart(part.clone())), path.written.clone(), String::new()));
        };
        let said = list(&[format!("score {score}"), format!("threshold {least}")]);
        let holds = Span::of(u32::from(score >= least));
        Some((Ok(Found::Part(part.clone(), holds)), path.written.clone(), said))
    }
}

/// A path to a list without the step to its entries.
fn list_of(path: &Path) -> Path {
    let steps = path.steps.get(..path.steps.len().saturating_sub(1)).unwrap_or_default().to_vec();
    Path { written: path.written.clone(), steps }
}
