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

pub use reject::RowRefusal;
pub use row::Row;
pub use rows::{Counts, Reading, Rows};
pub use split::{Content, Form, Limits, Piece, Splitter, is_wide_text};
pub use summary::{LEAST_SHOWN, Summary};

use crate::case::Refusal;
use crate::catalogue::OfferId;
use crate::matching::Block;
use crate::outcome::Reason;
use crate::plan::{Decision, Planner};
use crate::plan::{Options, Workspace};

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

/// Decides cases block by block, in memory used again.
#[derive(Clone, Debug)]
pub struct Decider<'p> {
    planner: &'p Planner<'p>,
    block: Block,
    accepted: Vec<OfferId>,
    workspace: Workspace,
}

impl<'p> Decider<'p> {
    /// Decides with a planner.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        Self { planner, block: Block::default(), accepted: Vec::new(), workspace: Workspace::default() }
    }

    /// Evaluates every condition for the rows of a block.
    pub fn evaluate(&mut self, rows: &[Row]) {
        self.block.run(&self.planner.rules, rows.iter().map(|row| &row.given.case));
    }

    /// Decides one row of the block that was evaluated, by its place in it.
    ///
    /// # Errors
    ///
    /// Where the row accepts an offer that was not there to be accepted.
    pub fn decide(&mut self, place: usize, row: &Row) -> Result<(), RowRefusal> {
        self.accepted.clear();
        self.accepted.extend(row.given.accepted.iter().map(|(offer, _)| *offer));
        let options = Options { evaluated: Some((&self.block, place)), ..Options::accepting(&self.accepted) };
        let reasons = &self.planner.decide_in(&mut self.workspace, &row.given.case, &options).reasons;
        let planner = self.planner;
        let refused = |offer: &&OfferId| {
            reasons.get(offer.index()) != Some(&Reason::AcceptedException)
                && !planner.may_accept(&row.given.case, &self.accepted, **offer)
        };
        let Some(offer) = self.accepted.iter().find(refused) else { return Ok(()) };
        let found = reasons.get(offer.index()).map_or("", |reason| reason.code());
        let id = &self.planner.catalogue.offer(*offer).id;
        let reason = format!("`{id}` cannot be accepted: it comes out as `{found}`");
        let refusal = Refusal::new("not-acceptable", reason, None).about("accept", id.as_str());
        Err(refusal.allowed("an exception or an option can be accepted"))
    }

    /// The last case decided.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        self.workspace.decision()
    }

    /// The planner.
    #[must_use]
    pub fn planner(&self) -> &'p Planner<'p> {
        self.planner
    }

    /// The offers that the row accepts.
    #[must_use]
    pub fn accepted(&self) -> &[OfferId] {
        &self.accepted
    }
}
