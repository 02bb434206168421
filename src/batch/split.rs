//! Cuts a stream of bytes into pieces of whole rows, without holding more of it than a piece and the longest row allowed.

use super::csv_row::{self, RowEnd, RowFinder};

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
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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
    /// What was read and belongs to no piece yet.
    rest: Vec<u8>,
    line: u64,
    row: u64,
    /// How many cells the header of a CSV stream has; 0 before it is read.
    columns: usize,
    ended: bool,
    started: bool,
}

impl Splitter {
    /// At the start of a stream.
    #[must_use]
    pub fn new(form: Form, limits: Limits) -> Self {
        let limits = Limits { rows: limits.rows.max(1), longest_row: limits.longest_row.max(2), ..limits };
        Self { form, limits, rest: Vec::new(), line: 1, row: 1, columns: 0, ended: false, started: false }
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
                self.columns = csv_row::cells(piece.bytes.trim_ascii_end());
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
        piece.bytes.clear();
        std::mem::swap(&mut piece.bytes, &mut self.rest);
        let finder = RowFinder { columns: self.columns, longest_row: self.limits.longest_row };
        let mut wanted = self.limits.piece;
        loop {
            self.fill(&mut piece.bytes, wanted, read)?;
            (piece.line, piece.row, piece.content) = (self.line, self.row, Content::Rows);
            if piece.bytes.is_empty() {
                return Ok(false);
            }
            let cut = match self.form {
                Form::Ndjson => lines(&piece.bytes, rows, self.ended),
                Form::Csv => records(finder, piece, rows, self.ended),
            };
            if let Some(cut) = cut {
                self.rest.extend_from_slice(piece.bytes.get(cut.end..).unwrap_or_default());
                piece.bytes.truncate(cut.end);
                self.line += cut.lines;
                self.row += cut.rows;
                return Ok(true);
            }
            if piece.bytes.len() >= finder.needed() || self.ended {
                return self.too_long(piece, read).map(|()| true);
            }
            wanted = piece.bytes.len().saturating_mul(2).min(finder.needed());
        }
    }

    /// Reads until there are `wanted` bytes, or no more.
    fn fill<E>(
        &mut self,
        bytes: &mut Vec<u8>,
        wanted: usize,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        while !self.ended && bytes.len() < wanted {
            let length = bytes.len();
            bytes.resize(wanted, 0);
            let got = read(bytes.get_mut(length..).unwrap_or_default());
            bytes.truncate(length + *got.as_ref().unwrap_or(&0));
            self.ended = got? == 0;
            if !self.started && (bytes.len() >= BYTE_ORDER_MARK.len() || self.ended) {
                self.started = true;
                if bytes.starts_with(BYTE_ORDER_MARK) {
                    bytes.drain(..BYTE_ORDER_MARK.len());
                }
            }
        }
        Ok(())
    }

    /// Makes a piece of the start of a row that is longer than is allowed, and passes over the rest of its line.
    fn too_long<E>(
        &mut self,
        piece: &mut Piece,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        self.line += 1;
        self.row += 1;
        let mut length = 0;
        let mut more = piece.bytes.clone();
        piece.bytes.truncate(SHOWN);
        loop {
            if let Some(found) = self.line_end(&more) {
                length += found;
                // What may be half of a line end is told by what comes next.
                self.fill(&mut more, found + 2, read)?;
                let end = if more.get(found..found + 2) == Some(b"\r\n") { found + 2 } else { found + 1 };
                self.rest.extend_from_slice(more.get(end..).unwrap_or_default());
                break;
            }
            length += more.len();
            more.clear();
            if self.ended {
                break;
            }
            self.fill(&mut more, self.limits.piece.max(2), read)?;
        }
        piece.content = Content::TooLong(length);
        Ok(())
    }

    /// Where the first line ends.
    fn line_end(&self, bytes: &[u8]) -> Option<usize> {
        match self.form {
            Form::Csv => memchr::memchr2(b'\n', b'\r', bytes),
            Form::Ndjson => memchr::memchr(b'\n', bytes),
        }
    }
}

/// The end of the last whole row, and what lies before it.
struct PieceEnd {
    end: usize,
    lines: u64,
    rows: u64,
}

/// Cuts after the last line end, or after as many lines as are allowed.
fn lines(bytes: &[u8], most: usize, ended: bool) -> Option<PieceEnd> {
    let mut end = match memchr::memrchr(b'\n', bytes) {
        _ if ended => bytes.len(),
        Some(at) => at + 1,
        None => return None,
    };
    let whole = bytes.get(..end)?;
    let mut count = memchr::memchr_iter(b'\n', whole).count();
    if count > most {
        end = memchr::memchr_iter(b'\n', whole).nth(most - 1).map_or(end, |at| at + 1);
        count = most;
    }
    Some(PieceEnd { end, lines: count as u64, rows: count as u64 })
}

/// Cuts after the last row of CSV that is all there, or after as many rows as are allowed, and notes where each of them ends.
fn records(finder: RowFinder, piece: &mut Piece, most: usize, ended: bool) -> Option<PieceEnd> {
    piece.rows.clear();
    let mut cut = PieceEnd { end: 0, lines: 0, rows: 0 };
    while piece.rows.len() < most
        && let Some(row) = finder.row(&piece.bytes, cut.end, ended)
    {
        cut = PieceEnd { end: row.end, lines: cut.lines + row.lines, rows: cut.rows + 1 };
        piece.rows.push(row);
    }
    (cut.end > 0).then_some(cut)
}
