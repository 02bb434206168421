//! Why each offer came out as it did, as values: what the forms of a report put into words for their readers.

pub mod availability;
pub mod because;
pub mod caution;
pub mod handover;
pub mod package;
pub mod view;

use crate::ask::Question;
use crate::case::Case;
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::plan::{Decision, Planner};

/// One case planned: what is known, what was decided, and what the practitioner accepted.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'r> {
    /// The catalogue, made ready.
    pub planner: &'r Planner<'r>,
    /// What is known.
    pub case: &'r Case,
    /// What was decided.
    pub decision: &'r Decision,
    /// Exceptions and options that the practitioner accepted, each with the reason.
    pub accepted: &'r [(OfferId, String)],
    /// Facts that a presumption stands in for.
    pub presumed: &'r [FactId],
    /// Facts still unknown that could change the plan, most useful first.
    pub questions: &'r [Question],
}

impl<'r> Planned<'r> {
    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &'r Catalogue {
        self.planner.catalogue
    }

    /// The reason an accepted offer was accepted.
    #[must_use]
    pub fn accepted_because(&self, offer: OfferId) -> Option<&'r str> {
        self.accepted.iter().find(|(id, _)| *id == offer).map(|(_, reason)| reason.as_str())
    }
}
