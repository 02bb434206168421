//! Which results rest on an answer that was presumed.

use super::PlannedCase;
use super::because::Because;
use crate::catalogue::{FactId, OfferId};
use crate::plan::Decision;
use crate::plan::Options;

/// What was decided where presumptions are left out, to tell which results rest on one.
#[derive(Clone, Debug)]
pub struct Presumptions {
    without: Option<Decision>,
}

impl Presumptions {
    /// Decides a case again without its presumptions.
    #[must_use]
    pub fn of(planned: &PlannedCase<'_>) -> Self {
        if planned.presumed.is_empty() {
            return Self { without: None };
        }
        let mut case = planned.case.clone();
        planned.presumed.iter().for_each(|fact| case.forget(*fact));
        let accepted: Vec<OfferId> = planned.accepted.iter().map(|(offer, _)| *offer).collect();
        Self { without: Some(planned.planner.decide(&case, &Options::accepting(&accepted))) }
    }

    /// The presumed facts that an offer's result rests on; nothing where it does not rest on one.
    ///
    /// A result rests on a presumption where it would be another without. The list is empty where only the result of another
    /// offer, on which this one turns, rests on it.
    #[must_use]
    pub fn behind(&self, planned: &PlannedCase<'_>, offer: OfferId) -> Option<Vec<FactId>> {
        let without = self.without.as_ref()?;
        if without.reasons[offer.index()] == planned.reason(offer) {
            return None;
        }
        let mut facts = planned.planner.missing(offer, without);
        if let Some(deciding) = Because::deciding(planned, offer) {
            facts = deciding.facts;
        }
        Some(facts.into_iter().filter(|fact| planned.presumed.contains(fact)).collect())
    }
}

/// What was presumed, in the catalogue's words, a sentence or more for each fact.
#[must_use]
pub fn says<'c>(planned: &PlannedCase<'c>) -> Vec<&'c str> {
    let catalogue = planned.catalogue();
    (planned.presumed.iter())
        .filter_map(|fact| catalogue.fact(*fact).presume.as_ref())
        .map(|presumption| presumption.says.as_str())
        .collect()
}
