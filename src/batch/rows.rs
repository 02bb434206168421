//! The rows of one piece, each read into a case or rejected: none is passed over in silence.

use jiff::civil::Date;

use super::careful;
use super::cells::RowCells;
use super::fast::Fast;
use super::reject::{Reject, RowRefusal};
use super::row::{Row, RowRules};
use super::split::{Content, Form, Piece, SHOWN, after_line};
use super::table::Columns;
use super::token::PADDING;
use crate::case::given::Door;
use crate::case::{CaseReader, Refusal};
use crate::catalogue::Catalogue;
use crate::matching::BLOCK;
use crate::workbook::SheetPlace;

/// How rows are to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// How they are written.
    pub form: Form,
    /// The day that plans are for where a row does not say.
    pub today: jiff::civil::Date,
    /// The day that plans are for, whatever a row says.
    pub as_of: Option<Date>,
    /// Whether the vocabulary's presumptions stand in for unanswered facts.
    pub presume: bool,
    /// Keys that are no facts and are passed over.
    pub ignored: Vec<String>,
    /// The most bytes a row may have.
    pub longest_row: usize,
    /// A row has to say what was proposed.
    pub needs_proposed: bool,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows read, blank ones apart.
    pub rows: u64,
    /// Rows read into a case.
    pub cases: u64,
    /// Rows rejected.
    pub rejects: u64,
    /// Blank rows.
    pub blank: u64,
}

impl Counts {
    /// Adds what another count has.
    pub fn add(&mut self, more: &Self) {
        self.rows += more.rows;
        self.cases += more.cases;
        self.rejects += more.rejects;
        self.blank += more.blank;
    }
}

/// Reads rows. Each worker has one of its own.
#[derive(Clone, Debug)]
pub struct Rows<'c> {
    rules: RowRules<'c>,
    fast: Fast,
    columns: Option<Columns>,
    /// Where the cells stand in the sheet that the rows come from, where they come from one.
    sheet: Option<SheetPlace>,
    /// The rows of a block, in memory used again: the first `waiting` have been read and not handed on.
    rows: Vec<Row>,
    waiting: usize,
    cells: RowCells,
    longest_row: usize,
    needs_proposed: bool,
    form: Form,
}

impl<'c> Rows<'c> {
    /// Reads NDJSON, or CSV once the header is given.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, reading: &Reading) -> Self {
        let door = match reading.form {
            Form::Csv => Door::Spreadsheet,
            Form::Ndjson => Door::File,
        };
        let reader = CaseReader { fixed_day: reading.as_of, ..CaseReader::new(catalogue, door) };
        let rules = RowRules::new(reader, reading.today, reading.presume, &reading.ignored);
        Self {
            fast: Fast::new(&rules),
            rows: vec![Row::new(&rules); BLOCK],
            waiting: 0,
            rules,
            columns: None,
            sheet: None,
            cells: RowCells::default(),
            longest_row: reading.longest_row,
            needs_proposed: reading.needs_proposed,
            form: reading.form,
        }
    }

    /// Whether a cell could name a column.
    #[must_use]
    pub fn names_column(&self, cell: &str) -> bool {
        self.rules.column(cell).is_ok()
    }

    /// Names the cells of rows that come from a sheet.
    pub fn come_from(&mut self, sheet: SheetPlace) {
        self.sheet = Some(sheet);
    }

    /// Takes the header row of a CSV stream.
    ///
    /// # Errors
    ///
    /// Every column that is no fact or comes twice.
    pub fn header(&mut self, header: &[u8]) -> Result<(), Vec<RowRefusal>> {
        let columns = Columns::new(&self.rules, header)?;
        if self.needs_proposed && !columns.has_proposed() {
            return Err(vec![no_proposal()]);
        }
        self.columns = Some(columns);
        Ok(())
    }

    /// Hands every row of a piece that can be read to `found`, in order, and writes the others to `rejects`, with those that
    /// `found` refuses.
    ///
    /// `found` is given a block of rows and the place of each of them in turn, from 0.
    pub fn each(
        &mut self,
        piece: &mut Piece,
        rejects: &mut Vec<u8>,
        found: impl FnMut(&[Row], usize) -> Result<(), RowRefusal>,
    ) -> Counts {
        match piece.content {
            Content::TooLong(length) => {
                let refusal = too_long(length, self.longest_row);
                let reject = Reject {
                    row: piece.row,
                    line: piece.line,
                    refusals: &[refusal],
                    input: &piece.bytes,
                    cut: true,
                    columns: self.placed_columns(),
                };
                reject.write(rejects);
                Counts { rows: 1, rejects: 1, ..Counts::default() }
            }
            Content::Rows => match self.form {
                Form::Ndjson => self.lines(piece, rejects, found),
                Form::Csv => self.records(piece, rejects, found),
            },
        }
    }

    /// The columns of the sheet that rows come from, where they come from one.
    fn placed_columns(&self) -> Option<(&SheetPlace, &Columns)> {
        self.sheet.as_ref().zip(self.columns.as_ref())
    }

    fn lines(
        &mut self,
        piece: &mut Piece,
        rejects: &mut Vec<u8>,
        mut found: impl FnMut(&[Row], usize) -> Result<(), RowRefusal>,
    ) -> Counts {
        let mut counts = Counts::default();
        let length = piece.bytes.len();
        piece.bytes.resize(length + PADDING, b'\n');
        let mut at = 0;
        let mut line = piece.line;
        while let Some(row) = self.rows.get_mut(self.waiting)
            && at < length
        {
            let fast = self.fast.line(&self.rules, &piece.bytes, at, row);
            let end = match fast {
                Some(end) => end,
                None => after_line(piece.bytes.get(..length).unwrap_or_default(), at, true).unwrap_or(length),
            };
            let written = without_line_end(piece.bytes.get(at..end.min(length)).unwrap_or_default());
            (row.number, row.line, row.span) = (line, line, at..at + written.len());
            let read = if written.len() > self.longest_row {
                Some(Err(vec![too_long(written.len(), self.longest_row)]))
            } else if fast.is_some() {
                Some(self.rules.settle(row).map_err(|refusal| vec![refusal.at(|_| None)]))
            } else if written.trim_ascii().is_empty() {
                counts.blank += 1;
                None
            } else {
                Some(careful::line(&self.rules, written, row))
            };
            if let Some(read) = read {
                self.settle(read, &piece.bytes, rejects, &mut counts, &mut found);
            }
            (at, line) = (end, line + 1);
        }
        self.hand_on(&piece.bytes, rejects, &mut counts, &mut found);
        piece.bytes.truncate(length);
        counts
    }

    fn records(
        &mut self,
        piece: &Piece,
        rejects: &mut Vec<u8>,
        mut found: impl FnMut(&[Row], usize) -> Result<(), RowRefusal>,
    ) -> Counts {
        let mut counts = Counts::default();
        let Some(columns) = self.columns.clone() else { return counts };
        let (mut start, mut line) = (0, piece.line);
        for (found_row, number) in piece.rows.iter().zip(piece.row..) {
            let Some(row) = self.rows.get_mut(self.waiting) else { break };
            let written = without_line_end(piece.bytes.get(start..found_row.end).unwrap_or_default());
            (row.number, row.line, row.span) = (number, line, start..start + written.len());
            let read = if written.len() > self.longest_row {
                Some(Err(vec![too_long(written.len(), self.longest_row)]))
            } else if let Some(stray) = found_row.stray {
                self.cells.read(piece.bytes.get(start..stray.at).unwrap_or_default());
                Some(Err(vec![columns.stray(self.cells.len(), stray.fault)]))
            } else {
                self.cells.read(written);
                let is_blank = self.cells.iter().all(|cell| cell.trim_ascii().is_empty());
                (!is_blank).then(|| columns.read(&self.rules, &self.cells, row))
            };
            match read {
                None => counts.blank += 1,
                Some(read) => self.settle(read, &piece.bytes, rejects, &mut counts, &mut found),
            }
            start = found_row.end;
            line += found_row.lines;
        }
        self.hand_on(&piece.bytes, rejects, &mut counts, &mut found);
        counts
    }

    /// Counts the row that was read and keeps it for its block, or rejects it: after the rows before it, which `found` may
    /// still refuse.
    fn settle(
        &mut self,
        read: Result<(), Vec<RowRefusal>>,
        bytes: &[u8],
        rejects: &mut Vec<u8>,
        counts: &mut Counts,
        found: &mut impl FnMut(&[Row], usize) -> Result<(), RowRefusal>,
    ) {
        counts.rows += 1;
        let has_proposed = |row: &Row| row.given.case.proposed.is_some();
        let read = match read {
            Ok(()) if self.needs_proposed && !self.rows.get(self.waiting).is_some_and(has_proposed) => {
                Err(vec![no_proposal()])
            }
            read => read,
        };
        let Err(refusals) = read else {
            self.waiting += 1;
            if self.waiting == self.rows.len() {
                self.hand_on(bytes, rejects, counts, found);
            }
            return;
        };
        let refused = self.waiting;
        self.hand_on(bytes, rejects, counts, found);
        if let Some(row) = self.rows.get(refused) {
            counts.rejects += 1;
            self.reject(row, &refusals, bytes).write(rejects);
        }
    }

    /// Hands on the rows of a block, and rejects those that `found` refuses.
    fn hand_on(
        &mut self,
        bytes: &[u8],
        rejects: &mut Vec<u8>,
        counts: &mut Counts,
        found: &mut impl FnMut(&[Row], usize) -> Result<(), RowRefusal>,
    ) {
        let block = self.rows.get(..self.waiting).unwrap_or_default();
        for (place, row) in block.iter().enumerate() {
            match found(block, place) {
                Ok(()) => counts.cases += 1,
                Err(refusal) => {
                    counts.rejects += 1;
                    self.reject(row, &[refusal], bytes).write(rejects);
                }
            }
        }
        self.waiting = 0;
    }

    /// A reject of a row, with as much of it as is kept.
    fn reject<'r>(&'r self, row: &Row, refusals: &'r [RowRefusal], bytes: &'r [u8]) -> Reject<'r> {
        let written = bytes.get(row.span.clone()).unwrap_or_default();
        let cut = written.len() > self.longest_row;
        let input = if cut { written.get(..SHOWN).unwrap_or(written) } else { written };
        let columns = self.placed_columns();
        Reject { row: row.number, line: row.line, refusals, input, cut, columns }
    }
}

fn too_long(length: usize, longest: usize) -> RowRefusal {
    Refusal::new("too-long", format!("the row is longer than is allowed: {length} bytes"), None)
        .allowed(format!("at most {longest} bytes; `--longest-row` sets another limit"))
}

fn no_proposal() -> RowRefusal {
    let refusal = Refusal::new("no-proposal", "a review needs to know what was proposed", None);
    refusal.about_key("proposed").allowed("offer ids or short names under `proposed`, or none")
}

fn without_line_end(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}
