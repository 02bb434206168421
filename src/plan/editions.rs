//! The editions of a catalogue made ready to plan with, each when it is first needed and then kept.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::Planner;
use crate::catalogue::{History, NoEdition};

/// Plans cases of many days, each by the rules in force on its day. Shared by every worker, so that the rules of an edition are
/// compiled once.
#[derive(Debug)]
pub struct Editions<'c> {
    history: &'c History,
    planners: Vec<OnceLock<Planner<'c>>>,
}

impl<'c> Editions<'c> {
    /// Nothing is compiled yet.
    #[must_use]
    pub fn new(history: &'c History) -> Self {
        Self { history, planners: (0..history.count()).map(|_| OnceLock::new()).collect() }
    }

    /// The catalogue over time.
    #[must_use]
    pub fn history(&self) -> &'c History {
        self.history
    }

    /// What plans for a day.
    ///
    /// # Errors
    ///
    /// Where the day is before the catalogue's first.
    pub fn on(&self, day: Date) -> Result<&Planner<'c>, NoEdition> {
        self.history.check(day)?;
        self.edition(self.history.number_on(day))
    }

    /// What plans by an edition, by its number: see [`History::number_on`].
    ///
    /// # Errors
    ///
    /// Where there is no edition of that number.
    pub fn edition(&self, number: usize) -> Result<&Planner<'c>, NoEdition> {
        let catalogue = self.history.edition(number)?;
        match self.planners.get(number) {
            Some(planner) => Ok(planner.get_or_init(|| Planner::new(catalogue))),
            None => Err(NoEdition::Unreadable(format!("it has no edition {number}"))),
        }
    }

    /// What plans by the last edition.
    ///
    /// # Errors
    ///
    /// As [`History::latest`].
    pub fn latest(&self) -> Result<&Planner<'c>, NoEdition> {
        self.edition(self.history.changes().len())
    }
}
