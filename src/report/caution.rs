//! Cautions: what a practitioner should know beside the plan, from the catalogue.

use super::Report;
use crate::catalogue::policy::CautionAbout;
use crate::catalogue::{Accepts, Answer, Caution, FactId, OfferId};
use crate::matching::Truth;
use crate::outcome::{Outcome, Reason};

/// A score near a line that decided something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearLine {
    /// The fact.
    pub fact: FactId,
    /// The score.
    pub score: u32,
    /// The line.
    pub line: u32,
}

impl Report<'_> {
    /// Every caution that holds, in catalogue order.
    #[must_use]
    pub fn cautions(&self) -> Vec<String> {
        let cautions = self.catalogue().cautions.iter().zip(&self.planner.rules.cautions);
        cautions
            .filter(|(_, when)| self.decision.evaluation.truth(**when) == Truth::Met)
            .flat_map(|(caution, _)| self.worded(caution))
            .collect()
    }

    /// What a caution says of this plan: nothing where what sets it off is not there.
    pub(super) fn worded(&self, caution: &Caution) -> Vec<String> {
        let catalogue = self.catalogue();
        let planned = || self.decision.steps.iter().map(|step| step.offer);
        let with = |offers: &[OfferId]| {
            let names: Vec<&str> = offers.iter().map(|offer| catalogue.offer(*offer).name.as_str()).collect();
            caution.says.replace("{offers}", &names.join("; "))
        };
        let unless_none =
            |offers: Vec<OfferId>| if offers.is_empty() { Vec::new() } else { vec![with(&offers)] };
        match &caution.about {
            CautionAbout::Case => vec![caution.says.clone()],
            CautionAbout::Planned { kinds, offers, considered } => {
                let mut about: Vec<OfferId> = planned().collect();
                if *considered {
                    about.extend(self.with_outcome(Outcome::Consider));
                }
                about.retain(|offer| {
                    kinds.contains(&catalogue.offer(*offer).kind)
                        || offers.contains(offer)
                        || (kinds.is_empty() && offers.is_empty())
                });
                unless_none(about)
            }
            CautionAbout::AssumedDuration => {
                unless_none(planned().filter(|o| catalogue.offer(*o).delivery.assumed).collect())
            }
            CautionAbout::Arrange => planned()
                .filter(|offer| !catalogue.offer(*offer).arrange.is_empty())
                .map(|offer| {
                    let notes = catalogue.offer(offer).arrange.iter();
                    let says: Vec<&str> = notes.map(|note| note.says.as_str()).collect();
                    with(&[offer]).replace("{arrange}", &says.join(" "))
                })
                .collect(),
            CautionAbout::NearLine => self
                .near_lines()
                .into_iter()
                .map(|near| {
                    let fact = catalogue.fact(near.fact);
                    caution
                        .says
                        .replace("{fact}", &fact.name)
                        .replace("{score}", &fact.spoken(&Answer::Number(near.score)))
                        .replace("{line}", &near.line.to_string())
                })
                .collect(),
        }
    }

    /// Every score near a line that decided the outcome of some offer.
    #[must_use]
    pub fn near_lines(&self) -> Vec<NearLine> {
        let mut all: Vec<NearLine> = (0..self.catalogue().offers.len())
            .flat_map(|index| self.near_lines_of(OfferId::from(index)))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The scores near a line that decided one offer: lines of a criterion that excludes it, or of any criterion where it is
    /// included or to be considered.
    #[must_use]
    pub fn near_lines_of(&self, offer: OfferId) -> Vec<NearLine> {
        let catalogue = self.catalogue();
        let reason = self.decision.reasons[offer.index()];
        let criteria: Vec<usize> = match reason.outcome() {
            Outcome::Undetermined => return Vec::new(),
            Outcome::Exclude if reason == Reason::NotEligible => {
                self.failed_criterion(offer).into_iter().collect()
            }
            Outcome::Exclude => return Vec::new(),
            _ => (0..catalogue.offer(offer).criteria.len()).collect(),
        };
        let mut near: Vec<NearLine> =
            criteria.into_iter().flat_map(|index| self.near_lines_in(offer, index)).collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    /// The scores near a line of one criterion of an offer, by its place among them.
    #[must_use]
    pub fn near_lines_in(&self, offer: OfferId, criterion: usize) -> Vec<NearLine> {
        let catalogue = self.catalogue();
        let tests = catalogue.offer(offer).criteria.get(criterion).map(|criterion| criterion.when.tests());
        let mut near = Vec::new();
        for test in tests.into_iter().flatten() {
            let (Accepts::AtLeast(line) | Accepts::AtMost(line)) = test.accepts else { continue };
            let fact = catalogue.fact(test.fact);
            if let Some(score) = self.case.number(&catalogue.vocabulary, test.fact)
                && fact.near.is_some_and(|near| score.abs_diff(line) <= near)
            {
                near.push(NearLine { fact: test.fact, score, line });
            }
        }
        near
    }
}
