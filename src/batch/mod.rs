//! A whole caseload: rows in, plans out, in the order of the rows.
//!
//! ```text
//! bytes ─→ Splitter ─→ Piece ─→ Rows ─→ Case ─→ Decision ─→ EachCase ─→ bytes
//!                                  └──→ rejects         └─→ Summary
//! ```
//!
//! A [`Splitter`] cuts the stream into pieces of whole rows; any number of [`Worker`]s turn pieces into output, each with
//! memory of its own that it uses again. The bytes that come out depend on the rows alone, so pieces can be worked on in any
//! order and by any number of workers, and joined in theirs.

mod careful;
mod cells;
mod csv_row;
mod decide;
mod fast;
mod names;
mod reject;
mod row;
mod rows;
mod split;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod token;

pub use decide::{DecidedBy, Decider};
pub use reject::RowRefusal;
pub use row::Row;
pub use rows::{Counts, Reading, Rows};
pub use split::{Content, Form, Limits, Piece, Splitter, is_wide_text};
pub use summary::{LEAST_SHOWN, Summary};
pub(crate) use summary::{MOST_LINES, Shown, ShownGroup};

/// What is done with each case that was read. Rows come in order, a block of at most [`BLOCK`](crate::matching::BLOCK) after the other.
pub trait EachCase {
    /// Looks at a whole block before its rows are dealt with one by one: what they have in common is done once.
    fn block(&mut self, rows: &[Row]);

    /// Deals with one row of the block, by its place in it from 0, and writes what there is to say of it.
    ///
    /// # Errors
    ///
    /// Where the row cannot be used after all; nothing is written then.
    fn case(&mut self, place: usize, row: &Row, out: &mut Vec<u8>) -> Result<(), RowRefusal>;
}

/// Turns pieces of a caseload into output.
#[derive(Clone, Debug)]
pub struct Worker<'c, E> {
    rows: Rows<'c>,
    /// What is done with each case.
    pub each: E,
}

impl<'c, E: EachCase> Worker<'c, E> {
    /// A worker that reads rows in one way and deals with each case in another.
    #[must_use]
    pub fn new(rows: Rows<'c>, each: E) -> Self {
        Self { rows, each }
    }

    /// Works on a piece: appends to `out` what there is to say of each case, and to `rejects` every row that is none.
    pub fn run(&mut self, piece: &mut Piece, out: &mut Vec<u8>, rejects: &mut Vec<u8>) -> Counts {
        let each = &mut self.each;
        self.rows.each(piece, rejects, |block, place| {
            if place == 0 {
                each.block(block);
            }
            block.get(place).map_or(Ok(()), |row| each.case(place, row, out))
        })
    }
}
