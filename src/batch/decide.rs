//! Cases decided block by block, each by the edition of its day.

use jiff::civil::Date;

use super::reject::RowRefusal;
use super::row::Row;
use crate::case::{Judged, Judgement, Refusal};
use crate::catalogue::{History, OfferId};
use crate::matching::Block;
use crate::plan::{Decision, Editions, Options, Planner, Workspace};

/// Where a row of the block was evaluated: in which part, and at which place of it.
type Placed = (usize, usize);

/// The rows of a block that one edition plans, evaluated.
#[derive(Clone, Debug, Default)]
struct Part {
    /// The number of the edition.
    edition: usize,
    block: Block,
}

/// Decides cases block by block, in memory used again. Rows of one block may be for days of several editions: each edition
/// evaluates its own.
#[derive(Clone, Debug)]
pub struct Decider<'p> {
    editions: &'p Editions<'p>,
    /// The last day that an edition was looked up for, and its number.
    last: Option<(Date, usize)>,
    /// The parts of the block: the first `used` of them.
    parts: Vec<Part>,
    used: usize,
    /// Where each row is, where there is more than one part.
    placed: Vec<Placed>,
    judgement: Judgement,
    workspaces: Vec<Workspace>,
    /// The edition that decided the last case.
    last_edition: usize,
}

/// The edition that decided a case.
#[derive(Clone, Copy, Debug)]
pub struct DecidedBy<'p> {
    /// Its number: see [`History::number_on`].
    pub edition: usize,
    /// What planned by it.
    pub planner: &'p Planner<'p>,
}

impl<'p> Decider<'p> {
    /// Decides by the editions of a catalogue.
    #[must_use]
    pub fn new(editions: &'p Editions<'p>) -> Self {
        Self {
            editions,
            last: None,
            parts: Vec::new(),
            used: 0,
            placed: Vec::new(),
            judgement: Judgement::default(),
            workspaces: Vec::new(),
            last_edition: 0,
        }
    }

    /// The catalogue over time.
    #[must_use]
    pub fn history(&self) -> &'p History {
        self.editions.history()
    }

    /// Evaluates every condition for the rows of a block.
    pub fn evaluate(&mut self, rows: &[Row]) {
        let Some(first) = rows.first() else { return };
        self.placed.clear();
        self.used = 0;
        let day = first.given.case.as_of;
        if rows.iter().all(|row| row.given.case.as_of == day) {
            let part = self.part_of(day);
            self.run(part, rows.iter());
            return;
        }
        let mut counts = Vec::new();
        for row in rows {
            let part = self.part_of(row.given.case.as_of);
            counts.resize(self.used, 0);
            if let Some(count) = counts.get_mut(part) {
                self.placed.push((part, *count));
                *count += 1;
            }
        }
        let placed = std::mem::take(&mut self.placed);
        for part in 0..self.used {
            let rows = rows.iter().zip(&placed).filter(|(_, (of, _))| *of == part);
            self.run(part, rows.map(|(row, _)| row));
        }
        self.placed = placed;
    }

    /// The part of the block that the edition of a day evaluates.
    fn part_of(&mut self, day: Date) -> usize {
        let edition = match self.last {
            Some((last, edition)) if last == day => edition,
            _ => self.editions.history().number_on(day),
        };
        self.last = Some((day, edition));
        let used = self.parts.iter().take(self.used);
        if let Some(found) = used.into_iter().position(|part| part.edition == edition) {
            return found;
        }
        let new = self.used;
        self.used += 1;
        match self.parts.get_mut(new) {
            Some(part) => part.edition = edition,
            None => self.parts.push(Part { edition, block: Block::default() }),
        }
        new
    }

    /// Evaluates the rows of one part.
    fn run<'r>(&mut self, part: usize, rows: impl Iterator<Item = &'r Row>) {
        let Some(part) = self.parts.get_mut(part) else { return };
        // An edition that does not open is told of when its rows are decided.
        if let Ok(planner) = self.editions.edition(part.edition) {
            part.block.run(&planner.rules, rows.map(|row| &row.given.case));
        }
    }

    /// Decides one row of the block that was evaluated, by its place in it, and gives the edition that did.
    ///
    /// # Errors
    ///
    /// Where the row accepts an offer that was not there to be accepted.
    pub fn decide(&mut self, place: usize, row: &Row) -> Result<DecidedBy<'p>, RowRefusal> {
        let (part, place) = self.placed.get(place).copied().unwrap_or((0, place));
        let missing = || Refusal::new("in-no-block", "the row is in no block", None);
        let Part { edition, block } = self.parts.get(part).ok_or_else(missing)?;
        let edition = *edition;
        let planner = self.editions.edition(edition).map_err(|error| {
            let reason = format!("no plan can be made for {}: {error}", row.given.case.as_of);
            Refusal::new("no-edition", reason, None)
        })?;
        let ids = |to: &mut Vec<OfferId>, judged: &Judged<usize>| {
            to.clear();
            to.extend(judged.offers.iter().map(|(offer, _)| *offer));
        };
        ids(&mut self.judgement.accepted, &row.given.accepted);
        ids(&mut self.judgement.declined, &row.given.declined);
        if self.workspaces.len() <= edition {
            self.workspaces.resize_with(edition + 1, Workspace::default);
        }
        self.last_edition = edition;
        let options = Options { evaluated: Some((block, place)), ..Options::from(&self.judgement) };
        if let Some(workspace) = self.workspaces.get_mut(edition) {
            planner.decide_in(workspace, &row.given.case, &options);
        }
        self.check_accepted(planner, row)?;
        Ok(DecidedBy { edition, planner })
    }

    /// Refuses offers accepted that were not there to be accepted.
    fn check_accepted(&self, planner: &Planner<'_>, row: &Row) -> Result<(), RowRefusal> {
        if self.judgement.accepted.is_empty() {
            return Ok(());
        }
        let (case, options) = (&row.given.case, Options::from(&self.judgement));
        let refused = |offer: &&OfferId| !planner.may_accept(case, &options, **offer);
        let Some(offer) = self.judgement.accepted.iter().find(refused) else { return Ok(()) };
        let without = planner.decide_without_accepting(case, &options, *offer);
        let found = without.reasons.get(offer.index()).map_or("", |reason| reason.code());
        let id = &planner.catalogue.offer(*offer).id;
        let reason = format!("`{id}` cannot be accepted: it comes out as `{found}`");
        let refusal = Refusal::new("not-acceptable", reason, None).about("accept", id.as_str());
        Err(refusal.allowed("what is an exception, an option or not confirmed can be accepted"))
    }

    /// The last case decided.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        static NONE: std::sync::LazyLock<Decision> = std::sync::LazyLock::new(Decision::default);
        self.workspaces.get(self.last_edition).map_or(&NONE, Workspace::decision)
    }

    /// The offers that the row decided last accepts and declines.
    #[must_use]
    pub fn judgement(&self) -> &Judgement {
        &self.judgement
    }
}
