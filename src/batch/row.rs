//! One row, and how each is read: into a case in memory that is used again for the next row.

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
}

impl<'c> RowRules<'c> {
    /// Rows that are planned for today where they do not say for when. `ignored` keys are passed over; where they `presume`,
    /// the vocabulary's presumptions stand in for unanswered facts.
    pub(super) fn new(reader: CaseReader<'c>, today: Date, presume: bool, ignored: &[String]) -> Self {
        let template = Case::new(&reader.catalogue.vocabulary, reader.fixed_day.unwrap_or(today));
        Self { reader, template, ignored: ignored.to_vec(), presume }
    }

    /// What a key is; nothing where it is passed over.
    pub(super) fn key(&self, written: &str) -> Result<Option<CaseKey>, Refusal<()>> {
        match self.reader.key(written) {
            Ok(key) => Ok(Some(key)),
            Err(_) if self.ignored.iter().any(|ignored| ignored == written) => Ok(None),
            Err(unknown) if unknown.near.is_none() => {
                Err(unknown.allowed("`goldenthread facts` lists them all; `--ignore` passes over others"))
            }
            Err(unknown) => Err(unknown),
        }
    }

    /// What the column of that heading holds; nothing where it is passed over. People write headings with capitals and spaces:
    /// `Weeks remaining`.
    pub(super) fn column(&self, heading: &str) -> Result<Option<CaseKey>, Refusal<()>> {
        self.key(heading).or_else(|unknown| self.reader.key(&folded(heading)).map(Some).map_err(|_| unknown))
    }

    /// Reads what is given into a row, and settles it. Says everything that cannot be used.
    pub(super) fn read<'g>(
        &self,
        given: impl IntoIterator<Item = Given<'g, usize>>,
        row: &mut Row,
    ) -> Vec<Refusal<usize>> {
        self.reader.read(given, &mut row.given)
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
