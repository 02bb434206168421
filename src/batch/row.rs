//! One row, and how each is read: into a case in memory that is used again for the next row.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::case::given::{CaseKey, Given};
use crate::case::{Case, CaseReader, GivenCase, Refusal};
use crate::catalogue::FactId;
use crate::text::wording::folded;

/// One row, read.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row as a spreadsheet counts rows, from 1, the header among them; for NDJSON the line.
    pub number: u64,
    /// The line of the file that it starts on, from 1.
    pub line: u64,
    /// What is given. A place counts what stands in the row, from 0.
    pub given: GivenCase<usize>,
    /// Facts that a presumption stands in for.
    pub presumed: Vec<FactId>,
    /// Where it stands in its piece.
    pub(super) span: Range<usize>,
}

impl Row {
    /// A row of which nothing is known.
    pub(super) fn new(rules: &RowRules<'_>) -> Self {
        let vocabulary = &rules.reader.catalogue.vocabulary;
        let given = GivenCase::new(vocabulary, rules.template.as_of);
        Self { number: 0, line: 0, span: 0..0, given, presumed: Vec::new() }
    }

    /// Forgets the row before, keeping its memory.
    #[inline]
    pub(super) fn clear(&mut self, rules: &RowRules<'_>) {
        self.given.clear(&rules.template);
        self.presumed.clear();
    }
}

/// What every row is read with.
#[derive(Clone, Debug)]
pub(super) struct RowRules<'c> {
    pub(super) reader: CaseReader<'c>,
    template: Case,
    ignored: Vec<String>,
    presume: bool,
    /// What was said of keys that are unknown: rows of one file mostly have the same.
    unknown: RefCell<UnknownKeys>,
}

/// Keys that are unknown, each with what is said of it.
#[derive(Clone, Debug, Default)]
struct UnknownKeys {
    said: HashMap<Box<str>, Refusal<()>>,
    /// How often the nearest name was looked for.
    looked_for: usize,
}

/// The most unknown keys that are remembered, and the most bytes of one.
const MOST_UNKNOWN: usize = 256;
const LONGEST_UNKNOWN: usize = 256;

impl<'c> RowRules<'c> {
    /// Rows that are planned for today where they do not say for when. `ignored` keys are passed over; where they `presume`,
    /// the vocabulary's presumptions stand in for unanswered facts.
    pub(super) fn new(reader: CaseReader<'c>, today: Date, presume: bool, ignored: &[String]) -> Self {
        let template = Case::new(&reader.catalogue.vocabulary, reader.fixed_day.unwrap_or(today));
        Self { reader, template, ignored: ignored.to_vec(), presume, unknown: RefCell::default() }
    }

    /// What a key is; nothing where it is passed over; what is said of it where it is unknown, put together only if it is told.
    pub(super) fn key<'s>(
        &'s self,
        written: &'s str,
    ) -> Result<Option<CaseKey>, impl FnOnce() -> Refusal<()>> {
        match CaseKey::named(self.reader.catalogue, written) {
            Some(key) => Ok(Some(key)),
            None if self.ignored.iter().any(|ignored| ignored == written) => Ok(None),
            None => Err(|| self.unknown(written)),
        }
    }

    /// That a key is unknown, and the nearest that is known.
    fn unknown(&self, written: &str) -> Refusal<()> {
        let mut unknown = self.unknown.borrow_mut();
        if let Some(said) = unknown.said.get(written) {
            return said.clone();
        }
        unknown.looked_for += 1;
        let refusal = self.reader.unknown_key(written);
        let refusal = match refusal.near {
            None => refusal.allowed("`goldenthread facts` lists them all; `--ignore` passes over others"),
            Some(_) => refusal,
        };
        if unknown.said.len() < MOST_UNKNOWN && written.len() <= LONGEST_UNKNOWN {
            unknown.said.insert(written.into(), refusal.clone());
        }
        refusal
    }

    /// What the column of that heading holds; nothing where it is passed over. People write headings with capitals and spaces:
    /// `Weeks remaining`.
    pub(super) fn column(&self, heading: &str) -> Result<Option<CaseKey>, Refusal<()>> {
        self.key(heading).or_else(|unknown| {
            CaseKey::named(self.reader.catalogue, &folded(heading)).map(Some).ok_or_else(unknown)
        })
    }

    /// Reads what is given into a row, and settles it. Says everything that cannot be used.
    pub(super) fn read<'g>(
        &self,
        given: impl IntoIterator<Item = Given<'g, usize>>,
        row: &mut Row,
    ) -> Vec<Refusal<usize>> {
        self.reader.read(given, &mut row.given)
    }

    /// How often the nearest name was looked for.
    #[cfg(test)]
    pub(super) fn looked_for(&self) -> usize {
        self.unknown.borrow().looked_for
    }

    /// What can be settled only when the whole row is read.
    pub(super) fn settle(&self, row: &mut Row) -> Result<(), Refusal<usize>> {
        self.reader.settle(&mut row.given)?;
        if self.presume {
            row.presumed = row.given.case.presume(&self.reader.catalogue.vocabulary);
        }
        Ok(())
    }
}
