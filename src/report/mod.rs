//! Say it: what a report is made from, what all reports share, and one file for each form.

pub mod acronym;
pub mod because;
pub mod caution;
pub mod compare;
pub mod explain;
pub mod facts;
pub mod handover;
pub mod html;
pub mod json;
pub mod markdown;
pub mod naming;
pub mod offers;
pub mod opinion;
pub mod package;
pub mod sheet;
pub mod table;
pub mod timeline;
pub mod view;

use crate::ask::Question;
use crate::case::Case;
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::plan::{Decision, Planner};

/// Everything a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
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

impl<'r> Report<'r> {
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
