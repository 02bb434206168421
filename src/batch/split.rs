//! Cuts a stream of bytes into pieces of whole rows, without holding more of it than a piece and the longest row allowed.

use super::csv_row::{self, RowEnd, RowFinder, Stray};

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A header row, then a row a case.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

impl Form {
    /// The form of a file by the end of its name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" | "json" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// The form of a file by how it begins.
    #[must_use]
    pub fn of_content(start: &[u8]) -> Self {
        let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start);
        match start.trim_ascii_start().first() {
            Some(b'{') => Self::Ndjson,
            _ => Self::Csv,
        }
    }
}

/// What some programs write before UTF-8 text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file begins as UTF-16 or UTF-32 text does.
#[must_use]
pub fn is_wide_text(start: &[u8]) -> bool {
    start.starts_with(b"\xff\xfe")
        || start.starts_with(b"\xfe\xff")
        || start.iter().take(4).any(|byte| *byte == 0)
}

/// What a piece holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Whole rows.
    #[default]
    Rows,
    /// The start of one row that is longer than is allowed; its length in bytes.
    TooLong(usize),
}

/// A piece of the input.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The line its first byte is on, from 1.
    pub line: u64,
    /// The row its first byte is on, from 1, blank rows counted, as a spreadsheet does.
    pub row: u64,
    /// What it holds.
    pub content: Content,
    /// Where each of its rows ends, where it is CSV.
    pub(super) rows: Vec<RowEnd>,
}

/// How large pieces and rows may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// About how many bytes a piece has.
    pub piece: usize,
    /// The most rows a piece has.
    pub rows: usize,
    /// The most bytes a row may have.
    pub longest_row: usize,
}

/// How much of a row that is too long is kept to show.
pub(super) const SHOWN: usize = 200;

/// Cuts a stream into pieces.
#[derive(Clone, Debug)]
pub struct Splitter {
    form: Form,
    limits: Limits,
    /// What was read; from `at` on it belongs to no piece yet.
    rest: Vec<u8>,
    at: usize,
    /// Finds the rows of a CSV stream in `rest`.
    finder: RowFinder,
    line: u64,
    row: u64,
    ended: bool,
    started: bool,
}

impl Splitter {
    /// At the start of a stream.
    #[must_use]
    pub fn new(form: Form, limits: Limits) -> Self {
        let limits = Limits { rows: limits.rows.max(1), longest_row: limits.longest_row.max(2), ..limits };
        let finder = RowFinder::new(0, limits.longest_row);
        Self { form, limits, rest: Vec::new(), at: 0, finder, line: 1, row: 1, ended: false, started: false }
    }

    /// Fills `piece` with what comes next; false at the end. `read` fills a buffer and says how much of it, nothing at the
    /// end of the stream.
    ///
    /// # Errors
    ///
    /// Those of `read`.
    pub fn next<E>(
        &mut self,
        piece: &mut Piece,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<bool, E> {
        let rows = self.limits.rows;
        self.take(piece, rows, read)
    }

    /// Fills `piece` with the header row of a CSV stream, blank rows before it left out.
    ///
    /// # Errors
    ///
    /// Those of `read`.
    pub fn header<E>(
        &mut self,
        piece: &mut Piece,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<bool, E> {
        while self.take(piece, 1, read)? {
            if !piece.bytes.trim_ascii().is_empty() {
                let columns = csv_row::cells(piece.bytes.trim_ascii_end());
                self.finder = RowFinder::new(columns, self.limits.longest_row);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn take<E>(
        &mut self,
        piece: &mut Piece,
        rows: usize,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<bool, E> {
        let needed = self.finder.needed();
        let mut wanted = self.limits.piece;
        loop {
            self.fill(wanted, read)?;
            (piece.line, piece.row, piece.content) = (self.line, self.row, Content::Rows);
            let there = self.left().len();
            if there == 0 {
                return Ok(false);
            }
            let cut = match self.form {
                Form::Ndjson => lines(self.left(), self.limits.piece, rows, self.ended),
                Form::Csv => self.records(&mut piece.rows, rows),
            };
            if let Some(cut) = cut {
                self.hand_over(piece, cut.end);
                self.line += cut.lines;
                self.row += cut.rows;
                return Ok(true);
            }
            if there >= needed || self.ended {
                return self.too_long(piece, read).map(|()| true);
            }
            // More than the longest row: else each of many short rows could ask for a few bytes more.
            wanted = there.saturating_mul(2).min(needed.saturating_mul(2));
        }
    }

    /// What was read and belongs to no piece yet.
    fn left(&self) -> &[u8] {
        self.rest.get(self.at..).unwrap_or_default()
    }

    /// Hands over so many bytes of what is left, and never copies more than a multiple of them.
    fn hand_over(&mut self, piece: &mut Piece, length: usize) {
        piece.bytes.clear();
        if self.at == 0 && self.rest.len() - length <= length {
            std::mem::swap(&mut piece.bytes, &mut self.rest);
            self.rest.extend_from_slice(piece.bytes.get(length..).unwrap_or_default());
            piece.bytes.truncate(length);
            self.finder.forget();
        } else {
            piece.bytes.extend_from_slice(self.left().get(..length).unwrap_or_default());
            self.at += length;
        }
    }

    /// Reads until `wanted` bytes are left, or there are no more.
    fn fill<E>(
        &mut self,
        wanted: usize,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        // How a stream begins is told before any of it is handed over.
        let wanted = if self.started { wanted } else { wanted.max(BYTE_ORDER_MARK.len()) };
        if self.ended || self.left().len() >= wanted {
            return Ok(());
        }
        self.rest.drain(..self.at);
        self.at = 0;
        self.finder.forget();
        while !self.ended && self.rest.len() < wanted {
            let length = self.rest.len();
            self.rest.resize(wanted, 0);
            let got = read(self.rest.get_mut(length..).unwrap_or_default());
            self.rest.truncate(length + *got.as_ref().unwrap_or(&0));
            self.ended = got? == 0;
            if !self.started && (self.rest.len() >= BYTE_ORDER_MARK.len() || self.ended) {
                self.started = true;
                if self.rest.starts_with(BYTE_ORDER_MARK) {
                    self.rest.drain(..BYTE_ORDER_MARK.len());
                }
            }
        }
        Ok(())
    }

    /// Finds the rows of CSV that are all there, about as many as a piece has, and notes where each of them ends.
    fn records(&mut self, found: &mut Vec<RowEnd>, most: usize) -> Option<PieceEnd> {
        found.clear();
        let mut cut = PieceEnd { end: 0, lines: 0, rows: 0 };
        while found.len() < most
            && (cut.end == 0 || cut.end < self.limits.piece)
            && let Some(row) = self.finder.row(&self.rest, self.at + cut.end, self.ended)
        {
            let end = row.end - self.at;
            cut = PieceEnd { end, lines: cut.lines + row.lines, rows: cut.rows + 1 };
            let stray = row.stray.map(|stray| Stray { at: stray.at - self.at, ..stray });
            found.push(RowEnd { end, stray, ..row });
        }
        (cut.end > 0).then_some(cut)
    }

    /// Makes a piece of the start of a row that is longer than is allowed, and passes over the rest of its line.
    fn too_long<E>(
        &mut self,
        piece: &mut Piece,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        self.line += 1;
        self.row += 1;
        piece.bytes.clear();
        piece.bytes.extend(self.left().iter().take(SHOWN));
        let mut length = 0;
        loop {
            if let Some(found) = memchr::memchr2(b'\n', b'\r', self.left()) {
                length += found;
                self.at += found;
                // What may be half of a line end is told by what comes next.
                self.fill(2, read)?;
                self.at += if self.left().starts_with(b"\r\n") { 2 } else { 1 };
                break;
            }
            length += self.left().len();
            self.at = self.rest.len();
            if self.ended {
                break;
            }
            self.fill(self.limits.piece.max(2), read)?;
        }
        piece.content = Content::TooLong(length);
        Ok(())
    }
}

/// The end of the last whole row, and what lies before it.
struct PieceEnd {
    end: usize,
    lines: u64,
    rows: u64,
}

/// Cuts after the last line end in about as many bytes as a piece has, or after as many lines as are allowed.
fn lines(bytes: &[u8], size: usize, most: usize, ended: bool) -> Option<PieceEnd> {
    let mut cut = PieceEnd { end: 0, lines: 0, rows: 0 };
    while cut.rows < most as u64
        && (cut.end == 0 || cut.end < size)
        && let Some(end) = after_line(bytes, cut.end, ended)
    {
        cut = PieceEnd { end, lines: cut.lines + 1, rows: cut.rows + 1 };
    }
    (cut.end > 0).then_some(cut)
}

/// One past the end of the line that starts at a place: a line feed, a carriage return, or both. None where it is not all there.
pub(super) fn after_line(bytes: &[u8], start: usize, ended: bool) -> Option<usize> {
    let line = bytes.get(start..).filter(|line| !line.is_empty())?;
    let Some(found) = memchr::memchr2(b'\n', b'\r', line) else { return ended.then_some(bytes.len()) };
    match (line.get(found), line.get(found + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(start + found + 2),
        (Some(b'\r'), None) if !ended => None,
        _ => Some(start + found + 1),
    }
}
