//! Cuts a stream of bytes into pieces of whole rows, without holding more of it than a piece and the longest row allowed.

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
    /// One line that opens a quoted cell which nothing closes.
    OpenQuote,
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
    ended: bool,
    started: bool,
}

impl Splitter {
    /// At the start of a stream.
    #[must_use]
    pub fn new(form: Form, limits: Limits) -> Self {
        let limits = Limits { rows: limits.rows.max(1), longest_row: limits.longest_row.max(2), ..limits };
        Self { form, limits, rest: Vec::new(), line: 1, row: 1, ended: false, started: false }
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
        let bytes = &mut piece.bytes;
        let mut wanted = self.limits.piece;
        loop {
            self.fill(bytes, wanted, read)?;
            (piece.line, piece.row, piece.content) = (self.line, self.row, Content::Rows);
            if bytes.is_empty() {
                return Ok(false);
            }
            let cut = match self.form {
                Form::Ndjson => lines(bytes, rows, self.ended),
                Form::Csv => records(bytes, rows, self.ended),
            };
            if let Some(cut) = cut {
                self.rest.extend_from_slice(bytes.get(cut.end..).unwrap_or_default());
                bytes.truncate(cut.end);
                self.line += cut.lines;
                self.row += cut.rows;
                return Ok(true);
            }
            if bytes.len() > self.limits.longest_row || self.ended {
                return self.first_line(piece, read).map(|()| true);
            }
            wanted = bytes.len().saturating_mul(2).min(self.limits.longest_row.saturating_add(1));
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

    /// Makes a piece of the first line alone, where no row ends within the longest row allowed: the line is too long, or a
    /// quotation mark on it stays open. What comes after the line is read afresh.
    fn first_line<E>(
        &mut self,
        piece: &mut Piece,
        read: &mut impl FnMut(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        let line_end = |bytes: &[u8]| memchr::memchr(b'\n', bytes).map(|at| at + 1);
        self.line += 1;
        self.row += 1;
        if let Some(end) = line_end(&piece.bytes).or(self.ended.then_some(piece.bytes.len())) {
            piece.content = Content::OpenQuote;
            self.rest.extend_from_slice(piece.bytes.get(end..).unwrap_or_default());
            piece.bytes.truncate(end);
            return Ok(());
        }
        let mut length = piece.bytes.len();
        piece.bytes.truncate(SHOWN);
        let mut more = Vec::new();
        while !self.ended {
            more.clear();
            self.fill(&mut more, self.limits.piece, read)?;
            if let Some(end) = line_end(&more) {
                length += end - 1;
                self.rest.extend_from_slice(more.get(end..).unwrap_or_default());
                break;
            }
            length += more.len();
        }
        piece.content = Content::TooLong(length);
        Ok(())
    }
}

/// The end of the last whole row, and what lies before it.
struct Cut {
    end: usize,
    lines: u64,
    rows: u64,
}

/// Cuts after the last line end, or after as many lines as are allowed.
fn lines(bytes: &[u8], most: usize, ended: bool) -> Option<Cut> {
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
    Some(Cut { end, lines: count as u64, rows: count as u64 })
}

/// Cuts after the last record end, or after as many records as are allowed. Quotation marks are read as the `csv` crate
/// reads them: one opens only at the start of a cell, and two inside a quoted cell are one.
fn records(bytes: &[u8], most: usize, ended: bool) -> Option<Cut> {
    #[derive(Clone, Copy, PartialEq)]
    enum At {
        CellStart,
        Cell,
        Quoted,
        QuoteInQuoted,
    }
    let mut at = At::CellStart;
    let mut cut = Cut { end: 0, lines: 0, rows: 0 };
    let (mut lines, mut rows) = (0, 0);
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        index += 1;
        let line_end = *byte == b'\n' || (*byte == b'\r' && bytes.get(index) != Some(&b'\n'));
        lines += u64::from(line_end);
        at = match (at, byte) {
            (At::Quoted, b'"') => At::QuoteInQuoted,
            (At::Quoted, _) => At::Quoted,
            (At::QuoteInQuoted, b'"') | (At::CellStart, b'"') => At::Quoted,
            (_, b',') => At::CellStart,
            (_, b'\n' | b'\r') => {
                // A carriage return at the very end may be half of a line end: it is seen whole next time.
                if line_end && (index < bytes.len() || *byte == b'\n' || ended) {
                    rows += 1;
                    cut = Cut { end: index, lines, rows };
                    if rows as usize == most {
                        return Some(cut);
                    }
                }
                At::CellStart
            }
            _ => At::Cell,
        };
    }
    let is_open = at == At::Quoted;
    if ended && !is_open {
        cut = Cut { end: bytes.len(), lines: lines + 1, rows: rows + 1 };
    }
    (cut.end > 0).then_some(cut)
}
