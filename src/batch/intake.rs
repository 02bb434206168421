//! One row's answers, checked one by one and laid in a case that is used again for the next row.

use std::ops::Range;

use jiff::civil::Date;

use super::reject::Trouble;
use crate::case::answer::{Given, Separator, check};
use crate::case::{Case, read};
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::text::problem::nearest;
use crate::text::wording::plain;

/// What a key of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A fact.
    Fact(FactId),
    /// The caller's own reference.
    Reference,
    /// The day whose catalogue the plan uses.
    AsOf,
    /// What was proposed.
    Proposed,
    /// The day the sentence ends.
    SentenceEnds,
    /// Exceptions and options accepted, with reasons.
    Accept,
    /// A key that the caller asked to leave out.
    Ignored,
}

/// One row, read.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row as a spreadsheet counts rows, from 1, the header among them; for NDJSON the line.
    pub number: u64,
    /// The line of the file that it starts on, from 1.
    pub line: u64,
    /// What is known.
    pub case: Case,
    /// Exceptions and options accepted, each with its reason.
    pub accepted: Vec<(OfferId, String)>,
    /// Facts that a presumption stands in for.
    pub presumed: Vec<FactId>,
    /// Where it stands in its piece.
    pub(super) span: Range<usize>,
    pub(super) sentence_ends: Option<Date>,
    spare_reference: String,
    spare_proposed: Vec<OfferId>,
}

impl Row {
    /// A row of which nothing is known.
    pub(super) fn new(template: &Case) -> Self {
        Self {
            number: 0,
            line: 0,
            span: 0..0,
            case: template.clone(),
            accepted: Vec::new(),
            presumed: Vec::new(),
            sentence_ends: None,
            spare_reference: String::new(),
            spare_proposed: Vec::new(),
        }
    }

    /// Forgets the row before, keeping its memory.
    #[inline]
    pub(super) fn clear(&mut self, template: &Case) {
        if let Some(reference) = self.case.reference.take() {
            self.spare_reference = reference;
        }
        if let Some(proposed) = self.case.proposed.take() {
            self.spare_proposed = proposed;
        }
        self.case.copy_answers(template);
        self.case.as_of = template.as_of;
        self.accepted.clear();
        self.presumed.clear();
        self.sentence_ends = None;
    }

    /// Sets the reference in memory used before.
    #[inline]
    pub(super) fn set_reference(&mut self, text: &str) {
        let mut reference = std::mem::take(&mut self.spare_reference);
        reference.clear();
        reference.push_str(text);
        self.case.reference = Some(reference);
    }

    /// Starts the list of what was proposed in memory used before.
    #[inline]
    pub(super) fn start_proposed(&mut self) -> &mut Vec<OfferId> {
        let mut proposed = std::mem::take(&mut self.spare_proposed);
        proposed.clear();
        self.case.proposed.insert(proposed)
    }
}

/// What every row is read with.
#[derive(Clone, Debug)]
pub(super) struct Intake<'c> {
    pub(super) catalogue: &'c Catalogue,
    pub(super) template: Case,
    ignored: Vec<String>,
    as_of: Option<Date>,
    presume: bool,
}

impl<'c> Intake<'c> {
    pub(super) fn new(
        catalogue: &'c Catalogue,
        today: Date,
        as_of: Option<Date>,
        presume: bool,
        ignored: &[String],
    ) -> Self {
        let template = Case::new(&catalogue.vocabulary, as_of.unwrap_or(today));
        Self { catalogue, template, ignored: ignored.to_vec(), as_of, presume }
    }

    /// What a key is; for an unknown one, the nearest.
    pub(super) fn key(&self, written: &str) -> Result<Key, (String, String)> {
        Ok(match written {
            "ref" => Key::Reference,
            "as-of" => Key::AsOf,
            "proposed" => Key::Proposed,
            "sentence-ends" => Key::SentenceEnds,
            "accept" => Key::Accept,
            _ => match self.catalogue.vocabulary.named(written) {
                Some(fact) => Key::Fact(fact),
                None if self.ignored.iter().any(|ignored| ignored == written) => Key::Ignored,
                None => {
                    let known = self.catalogue.vocabulary.keys().chain(read::OTHER_KEYS);
                    let help = nearest(written, known).map_or_else(
                        || "`goldenthread facts` lists them all; `--ignore` passes over others".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    return Err((format!("`{}` is not a fact", plain(written)), help));
                }
            },
        })
    }

    /// Lays one answer in the row, or says why it is none.
    pub(super) fn give(
        &self,
        row: &mut Row,
        key: Key,
        given: Given<'_>,
        separator: Separator,
    ) -> Result<(), (String, String)> {
        match key {
            Key::Fact(fact) => {
                let answer = check(self.catalogue.fact(fact), given, separator)
                    .map_err(|refused| (refused.message, refused.help))?;
                row.case.set(&self.catalogue.vocabulary, fact, &answer);
            }
            Key::Reference => {
                let number;
                let text = match given {
                    Given::Text(text) => text,
                    Given::Integer(integer) => {
                        number = integer.to_string();
                        &number
                    }
                    _ => "",
                };
                read::reference(text)?;
                row.set_reference(text);
            }
            Key::AsOf => {
                let day = day("as-of", given)?;
                row.case.as_of = self.as_of.unwrap_or(day);
            }
            Key::SentenceEnds => row.sentence_ends = Some(day("sentence-ends", given)?),
            Key::Proposed => self.proposed(row, given, separator)?,
            Key::Accept => self.accepted(row, given, separator)?,
            Key::Ignored => {}
        }
        Ok(())
    }

    fn proposed(
        &self,
        row: &mut Row,
        given: Given<'_>,
        separator: Separator,
    ) -> Result<(), (String, String)> {
        let split: Vec<&str>;
        let names = match given {
            Given::List(names) => names,
            Given::Text(text) => {
                split = text.split(separator.character()).map(str::trim).collect();
                &split
            }
            _ => {
                let help = "such as [\"BBR\", \"CPC\"]";
                return Err(("`proposed` is a list of offers".to_owned(), help.to_owned()));
            }
        };
        let names = if matches!(names, ["none"]) { &[] } else { names };
        let catalogue = self.catalogue;
        let proposed = row.start_proposed();
        for name in names {
            proposed.push(read::offer(catalogue, name)?);
        }
        Ok(())
    }

    /// `accept` as one text: `id=reason`, several joined by the separator.
    fn accepted(
        &self,
        row: &mut Row,
        given: Given<'_>,
        separator: Separator,
    ) -> Result<(), (String, String)> {
        let wrong = || {
            let help = "such as stepping-stones=the reason, several joined by `;`";
            ("`accept` names offers and reasons".to_owned(), help.to_owned())
        };
        let Given::Text(text) = given else { return Err(wrong()) };
        for pair in text.split(separator.character()) {
            let (offer, reason) = pair.split_once('=').ok_or_else(wrong)?;
            self.accept(row, offer, reason)?;
        }
        Ok(())
    }

    /// One exception or option that was accepted.
    pub(super) fn accept(&self, row: &mut Row, offer: &str, reason: &str) -> Result<(), (String, String)> {
        let id = read::offer(self.catalogue, offer)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err((format!("`{}` is accepted without a reason", plain(offer)), "say why".to_owned()));
        }
        row.accepted.push((id, reason.to_owned()));
        Ok(())
    }

    /// What can be settled only when the whole row is read.
    pub(super) fn finish(&self, row: &mut Row) -> Result<(), Trouble> {
        let catalogue = self.catalogue;
        let vocabulary = &catalogue.vocabulary;
        let weeks = catalogue.policy.roles.weeks;
        if let Some(ends) = row.sentence_ends
            && !row.case.knows(weeks)
        {
            let left = read::weeks_between(row.case.as_of, ends);
            let answer = left.and_then(|left| {
                check(catalogue.fact(weeks), Given::Integer(i64::from(left)), Separator::Comma).ok()
            });
            let Some(answer) = answer else {
                return Err(Trouble {
                    key: Some("sentence-ends".to_owned()),
                    value: Some(ends.to_string()),
                    ..Trouble::new(
                        format!("the sentence cannot end on {ends} for a plan as of {}", row.case.as_of),
                        "it ends on or after the day of the plan",
                    )
                });
            };
            row.case.set(vocabulary, weeks, &answer);
        }
        if self.presume {
            row.presumed = row.case.presume(vocabulary);
        }
        Ok(())
    }

    /// The day that every row is planned for, whatever it says itself.
    pub(super) fn fixed_day(&self) -> Option<Date> {
        self.as_of
    }
}

fn day(key: &str, given: Given<'_>) -> Result<Date, (String, String)> {
    let written = match given {
        Given::Text(text) => text.to_owned(),
        Given::Odd(text) => text.to_owned(),
        Given::Integer(number) => number.to_string(),
        Given::Boolean(yes) => yes.to_string(),
        Given::List(_) => "a list".to_owned(),
    };
    let shown: String = plain(&written).chars().take(60).collect();
    read::date(&written).ok_or_else(|| (format!("`{key}` cannot be `{shown}`"), read::DATE_HELP.to_owned()))
}
