//! Where each row of a CSV text ends, and whether its quotation marks can be believed.
//!
//! A quotation mark that strays to the start of a cell opens a quoted cell, which takes in all that follows up to the next
//! quotation mark: whole rows of other people. So a quoted cell is believed only where a comma or a line end follows what
//! closes it, and where the lines it takes in do not look like rows. One that is not costs the line it begins on, and the
//! lines after that are read as rows.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

/// A row of a text that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowEnd {
    /// One past its last byte, its line end among them.
    pub(super) end: usize,
    /// How many lines of the text it takes.
    pub(super) lines: u64,
    /// A quotation mark in it that cannot be believed.
    pub(super) stray: Option<Stray>,
}

/// A quotation mark that opens a cell and cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stray {
    /// The place of the quotation mark in the text.
    pub(super) at: usize,
    pub(super) fault: Fault,
}

/// Why a quoted cell is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Something other than a comma or a line end follows what closes it.
    GoesOn,
    /// It takes in lines that look like rows, or goes on lines later after what closes it.
    TakesInRows,
    /// Nothing closes it, or only after the longest row allowed.
    StaysOpen,
}

/// What is known of a text whose rows are sought.
///
/// A quotation mark that opens a cell too long to be believed costs one line, and the lines that it took in are read again as
/// rows: each of them may open such a cell too. What comes after a quoted cell is the same whichever row it began in, so how
/// far it goes is found once, not once a row.
#[derive(Clone, Debug, Default)]
pub(super) struct RowFinder {
    /// How many cells the header has; 0 where it is not known.
    columns: usize,
    /// The most bytes a row may have.
    longest_row: usize,
    /// How much of the text has to be there for the end of a row to be told in which a quoted cell opens at a place, for cells of
    /// more than one line that were met and did not do.
    reach: HashMap<usize, usize>,
    /// How many cells of more than one line were looked at.
    #[cfg(test)]
    looked_at: usize,
}

/// What a quoted cell comes to.
enum Quoted {
    /// It can be believed, and ends before this place.
    Holds { end: usize, is_long: bool },
    /// It cannot: this is the row that it costs.
    Strays(RowEnd),
}

impl Quoted {
    /// Whether it ends on the line on which it begins.
    fn is_short(&self) -> bool {
        match self {
            Self::Holds { is_long, .. } => !is_long,
            Self::Strays(row) => row.stray.is_some_and(|stray| stray.fault == Fault::GoesOn),
        }
    }
}

/// What was found, and how much of the text had to be there to tell. The end of a text that has ended counts as one byte more.
struct Told<T> {
    found: T,
    needs: usize,
}

/// The quoted cells of more than one line, or that are not told, in a row.
#[derive(Default)]
struct LongCells {
    /// The first of them that begins in what is looked at.
    first: Option<usize>,
    all: Vec<usize>,
}

impl RowFinder {
    /// Finds rows of at most so many bytes, below a header of so many cells.
    pub(super) fn new(columns: usize, longest_row: usize) -> Self {
        Self { columns, longest_row, ..Self::default() }
    }

    /// How much of a text has to be there for a row to be told, whatever follows: the longest row and its line end.
    pub(super) fn needed(&self) -> usize {
        self.longest_row.saturating_add(2)
    }

    /// Forgets what is known of the text: it is another now, or more of it is there.
    pub(super) fn forget(&mut self) {
        self.reach.clear();
    }

    /// The row that starts at a place. None where there is not enough of the text to tell where it ends, or where it goes on
    /// beyond the longest row allowed. `ended`: nothing follows the text, which is the same from call to call.
    pub(super) fn row(&mut self, text: &[u8], start: usize, ended: bool) -> Option<RowEnd> {
        // What a row comes to must not depend on how much more of the text has been read.
        let window_end = text.len().min(start.saturating_add(self.needed()));
        let window = text.get(..window_end)?;
        let is_last = ended && window_end == text.len();
        if window_end == start {
            return None;
        }
        let there = window_end + usize::from(is_last);
        let mut long = LongCells::default();
        let told = self.whole_row(text, start, there, ended, &mut long);
        let reach = told.as_ref().map_or(usize::MAX, |told| told.needs);
        if let Some(Told { found: Some(row), .. }) = told.filter(|told| told.needs <= there) {
            return Some(row);
        }
        self.reach.extend(long.all.into_iter().map(|open| (open, reach)));
        let open = long.first.filter(|_| is_last || window_end - start == self.needed())?;
        // A line that goes on beyond the longest row is not one that a quotation mark has made too long.
        let end = match line_end(window, open, window_end) {
            Some(line) => after_line_end(window, line, true)?.found,
            None if is_last => window_end,
            None => return None,
        };
        Some(stray(window, start, open, end, Fault::StaysOpen))
    }

    /// The row that starts at a place, found in all of the text; no row where it is known to need more than is `there`. None
    /// where the text ends before the row.
    fn whole_row(
        &mut self,
        text: &[u8],
        start: usize,
        there: usize,
        ended: bool,
        long: &mut LongCells,
    ) -> Option<Told<Option<RowEnd>>> {
        let mut at = start;
        let mut is_long = false;
        loop {
            let Some(found) = memchr3(b'"', b'\n', b'\r', text.get(at..).unwrap_or_default()) else {
                let row = ended.then(|| whole(text, start, text.len(), is_long))?;
                return Some(Told { found: Some(row), needs: text.len() + 1 });
            };
            at += found;
            if text.get(at) != Some(&b'"') {
                let Told { found: end, needs } = after_line_end(text, at, ended)?;
                return Some(Told { found: Some(whole(text, start, end, is_long)), needs });
            }
            let opens = at == start || text.get(at - 1) == Some(&b',');
            if !opens {
                at += 1;
                continue;
            }
            if at >= there && long.first.is_none() {
                return None;
            }
            if let Some(reach) = self.reach.get(&at).filter(|reach| at > start && **reach > there) {
                long.first = long.first.or(Some(at));
                return Some(Told { found: None, needs: *reach });
            }
            let quoted = self.quoted(text, start, at, ended);
            // One that ends on its line is told by itself: nothing needs to be known of it.
            let is_short = quoted.as_ref().is_some_and(|told| told.found.is_short());
            if !is_short || quoted.as_ref().is_some_and(|told| told.needs > there) {
                long.first = long.first.or(Some(at));
            }
            if !is_short {
                long.all.push(at);
                #[cfg(test)]
                {
                    self.looked_at += 1;
                }
            }
            match quoted? {
                Told { found: Quoted::Strays(row), needs } => return Some(Told { found: Some(row), needs }),
                Told { found: Quoted::Holds { end, is_long: over_lines }, .. } => {
                    is_long |= over_lines;
                    at = end;
                }
            }
        }
    }

    /// The quoted cell that a quotation mark opens in the row that starts at a place. None where the text ends before it is told.
    fn quoted(&self, text: &[u8], start: usize, open: usize, ended: bool) -> Option<Told<Quoted>> {
        let Told { found: close, needs } = after_quoted(text, open, ended)?;
        let goes_on = !matches!(text.get(close), None | Some(b',' | b'\n' | b'\r'));
        let Some(line) = line_end(text, open, close) else {
            if !goes_on {
                return Some(Told { found: Quoted::Holds { end: close, is_long: false }, needs });
            }
            let Told { found: end, needs } = match line_end(text, close, text.len()) {
                Some(line) => after_line_end(text, line, ended)?,
                None => ended.then_some(Told { found: text.len(), needs: text.len() + 1 })?,
            };
            return Some(Told { found: Quoted::Strays(stray(text, start, open, end, Fault::GoesOn)), needs });
        };
        let takes_in_rows = if goes_on {
            Told { found: true, needs }
        } else {
            self.takes_in_rows(text, start, open..close, ended)?
        };
        let found = if takes_in_rows.found {
            let end = after_line_end(text, line, true).map_or(close, |told| told.found);
            Quoted::Strays(stray(text, start, open, end, Fault::TakesInRows))
        } else {
            Quoted::Holds { end: close, is_long: true }
        };
        Some(Told { found, needs: takes_in_rows.needs })
    }

    /// Whether one of the lines of a quoted cell looks like a row. None where the line it ends on is not all there.
    fn takes_in_rows(
        &self,
        text: &[u8],
        start: usize,
        cell: Range<usize>,
        ended: bool,
    ) -> Option<Told<bool>> {
        let end = line_end(text, cell.end, text.len()).or(ended.then_some(text.len()))?;
        let mut lines = text.get(cell.start..end)?.split(|byte| matches!(byte, b'\n' | b'\r'));
        let first = lines.next().unwrap_or_default();
        // Where the cell is the first of its row, the line it ends on has the other cells of the row: so it always has as many
        // as a row, and tells something only where the line it begins on has as many too.
        let tells = cell.start > start || memchr_iter(b',', first).count() + 1 >= self.columns;
        let last = lines.next_back().unwrap_or_default();
        let found = lines.any(|line| self.looks_like_row(line)) || (tells && self.looks_like_row(last));
        Some(Told { found, needs: end + 1 })
    }

    /// Whether a line has as many cells as the header, more that are empty let pass.
    fn looks_like_row(&self, line: &[u8]) -> bool {
        if self.columns == 0 || line.trim_ascii().is_empty() {
            return false;
        }
        let mut beyond = line.split(|byte| *byte == b',').skip(self.columns - 1);
        let by_commas = beyond.next().is_some() && beyond.all(|cell| cell.trim_ascii().is_empty());
        by_commas || cells(line) == self.columns
    }
}

/// How many cells a line has when it is read by itself.
pub(super) fn cells(line: &[u8]) -> usize {
    let mut cells = 1;
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        let opens = *byte == b'"' && (at == 0 || line.get(at - 1) == Some(&b','));
        at = if opens { after_quoted(line, at, true).map_or(line.len(), |told| told.found) } else { at + 1 };
        cells += usize::from(*byte == b',');
    }
    cells
}

/// One past the quotation mark that closes a quoted cell. None where there is none, or where the text ends before it can be told
/// from two that stand for one.
fn after_quoted(text: &[u8], open: usize, ended: bool) -> Option<Told<usize>> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', text.get(at..)?)? + 1;
        match text.get(at) {
            Some(b'"') => at += 1,
            None if !ended => return None,
            _ => return Some(Told { found: at, needs: at + 1 }),
        }
    }
}

/// Where the first line end between two places is.
fn line_end(text: &[u8], from: usize, to: usize) -> Option<usize> {
    memchr2(b'\n', b'\r', text.get(from..to)?).map(|found| from + found)
}

/// One past the line end at a place. None where the text ends in what may be half of one.
fn after_line_end(text: &[u8], at: usize, ended: bool) -> Option<Told<usize>> {
    match (text.get(at), text.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(Told { found: at + 2, needs: at + 2 }),
        (Some(b'\r'), None) if !ended => None,
        (Some(b'\r'), _) => Some(Told { found: at + 1, needs: at + 2 }),
        _ => Some(Told { found: at + 1, needs: at + 1 }),
    }
}

fn whole(text: &[u8], start: usize, end: usize, is_long: bool) -> RowEnd {
    let lines = if is_long { line_ends(text.get(start..end).unwrap_or_default()).max(1) } else { 1 };
    RowEnd { end, lines, stray: None }
}

fn stray(text: &[u8], start: usize, at: usize, end: usize, fault: Fault) -> RowEnd {
    let lines = line_ends(text.get(start..end).unwrap_or_default()).max(1);
    RowEnd { end, lines, stray: Some(Stray { at, fault }) }
}

/// How many line ends a text has.
fn line_ends(text: &[u8]) -> u64 {
    let ends =
        |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && text.get(at + 1) != Some(&b'\n'));
    text.iter().enumerate().filter(|found| ends(*found)).count() as u64
}

#[cfg(test)]
mod tests;
