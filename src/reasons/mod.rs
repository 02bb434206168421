//! Why each offer came out as it did, as values: what the forms of a report put into words for their readers.
//!
//! Everything here is made from a [`PlannedCase`]. What a check came to is a [`check::CheckFound`]; what is said of that, with the
//! facts it read and its source, is a [`because::Because`].

pub mod aside;
pub mod availability;
pub mod because;
pub mod calendar;
pub mod caution;
pub mod check;
pub mod confirmed;
pub mod contradiction;
pub mod disclosure;
pub mod extent;
pub mod in_short;
pub mod judgement;
pub mod near_line;
pub mod package;
pub mod place;
pub mod presumption;
pub mod unmet;
pub mod works_on;

use crate::ask::Question;
use crate::case::{Case, Judgement};
use crate::catalogue::{Catalogue, FactId, OfferId, TargetId};
use crate::ids::{self, Members};
use crate::outcome::{Outcome, Reason};
use crate::plan::{Decision, Planner};

/// One case planned: what is known, what was decided, and what the practitioner accepted.
#[derive(Clone, Copy, Debug)]
pub struct PlannedCase<'r> {
    /// The catalogue, made ready.
    pub planner: &'r Planner<'r>,
    /// What is known.
    pub case: &'r Case,
    /// What was decided.
    pub decision: &'r Decision,
    /// Exceptions and options that the practitioner accepted, each with the reason.
    pub accepted: &'r [(OfferId, String)],
    /// Offers that the practitioner decided against, each with the reason.
    pub declined: &'r [(OfferId, String)],
    /// Facts that a presumption stands in for.
    pub presumed: &'r [FactId],
    /// Facts still unknown that could change the plan or a decisive caution, most useful first.
    pub questions: &'r [Question],
}

impl<'r> PlannedCase<'r> {
    /// One case planned, with nothing decided by the practitioner, nothing presumed and nothing asked.
    #[must_use]
    pub fn undecided(planner: &'r Planner<'r>, case: &'r Case, decision: &'r Decision) -> Self {
        Self { planner, case, decision, accepted: &[], declined: &[], presumed: &[], questions: &[] }
    }

    /// The questions to put to somebody, most useful first: not those whose answer could only contradict another one.
    pub fn to_ask(&self) -> impl Iterator<Item = &'r Question> + use<'r> {
        self.questions.iter().filter(|question| !question.only_contradicts)
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &'r Catalogue {
        self.planner.catalogue
    }

    /// The reason for what became of an offer.
    #[must_use]
    pub fn reason(&self, offer: OfferId) -> Reason {
        self.decision.reasons[offer.index()]
    }

    /// The name of an offer.
    #[must_use]
    pub fn name(&self, offer: OfferId) -> &'r str {
        &self.catalogue().offer(offer).name
    }

    /// The names of facts, as they stand in lists.
    #[must_use]
    pub fn fact_names(&self, facts: &[FactId]) -> Vec<&'r str> {
        facts.iter().map(|fact| self.catalogue().fact(*fact).name.as_str()).collect()
    }

    /// Offers with an outcome, in catalogue order.
    pub fn with_outcome(&self, outcome: Outcome) -> impl Iterator<Item = OfferId> + use<'r> {
        ids::numbered(&self.decision.reasons)
            .filter(move |(_, reason)| reason.outcome() == outcome)
            .map(|(offer, _)| offer)
    }

    /// The names of the offers that displace one, or that one depends on.
    #[must_use]
    pub fn because_of(&self, offer: OfferId) -> Vec<&'r str> {
        self.decision.because_of(offer).map(|by| self.name(by)).collect()
    }

    /// The offers accepted and declined.
    #[must_use]
    pub fn judgement(&self) -> Judgement {
        let ids = |offers: &[(OfferId, String)]| offers.iter().map(|(offer, _)| *offer).collect();
        Judgement { accepted: ids(self.accepted), declined: ids(self.declined) }
    }

    /// The reason the practitioner decided against an offer, in the practitioner's words.
    #[must_use]
    pub fn declined_because(&self, offer: OfferId) -> Option<&'r str> {
        self.declined.iter().find(|(id, _)| *id == offer).map(|(_, reason)| reason.as_str())
    }

    /// The reason an accepted offer was accepted, in the practitioner's words.
    #[must_use]
    pub fn accepted_because(&self, offer: OfferId) -> Option<&'r str> {
        self.accepted.iter().find(|(id, _)| *id == offer).map(|(_, reason)| reason.as_str())
    }

    /// Whether a target is present, what the plan itself makes present included.
    #[must_use]
    pub fn is_present(&self, target: TargetId) -> bool {
        self.decision.present.has(target)
    }

    /// Whether the sentence is already set, so that nothing can be proposed.
    #[must_use]
    pub fn is_sentenced(&self) -> bool {
        let catalogue = self.catalogue();
        let stage = catalogue.policy.roles.stage;
        let answer = self.case.answer(&catalogue.vocabulary, stage);
        answer.is_some() && answer != catalogue.fact(stage).default
    }

    /// The facts an undetermined offer waits for, most useful first.
    #[must_use]
    pub fn missing(&self, offer: OfferId) -> Vec<FactId> {
        let mut missing = self.planner.missing(offer, self.decision);
        let place = |fact: &FactId| {
            self.questions.iter().position(|question| question.fact == *fact).unwrap_or(usize::MAX)
        };
        missing.sort_by_key(place);
        missing
    }
}
