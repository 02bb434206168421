//! Rule tests: people that an owner writes beside an offer, each with what is to become of it.
//!
//! They are read from the files and never become part of the catalogue that plans are made with.

pub mod coverage;
mod read;
pub mod run;

use jiff::civil::Date;

use crate::catalogue::{Answer, FactId, OfferId};
use crate::outcome::{Outcome, Reason};
use crate::text::source::Place;

pub use read::read;

/// What else is on offer in a test, so that an offer that appears in the catalogue breaks no test of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// These offers; none where the offer is judged as if it were the only one.
    Offers(Vec<OfferId>),
    /// Every offer of the catalogue.
    WholeCatalogue,
}

/// One person, and what is to become of the offer.
#[derive(Clone, Debug)]
pub struct RuleTest {
    /// The offer it stands beside.
    pub offer: OfferId,
    /// What it shows.
    pub name: String,
    /// The earlier test whose answers it starts from.
    pub like: Option<String>,
    /// The answers.
    pub answers: Vec<(FactId, Answer)>,
    /// The day; without one, the day on which the catalogue was last brought up to date.
    pub as_of: Option<Date>,
    /// The offers that the practitioner accepted, each with the reason.
    pub accepted: Vec<(OfferId, String)>,
    /// The offers that the practitioner decided against, each with the reason.
    pub declined: Vec<(OfferId, String)>,
    /// What else is on offer.
    pub beside: Beside,
    /// The outcome.
    pub expect: Outcome,
    /// The reason, where the test cares.
    pub reason: Option<Reason>,
    /// The criterion that decides, where the test cares.
    pub decides: Option<String>,
    /// Where the outcome is written.
    pub place: Place,
}

/// A test, and whether it comes out as it is to.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The test.
    pub test: RuleTest,
    /// It does.
    pub passes: bool,
}
