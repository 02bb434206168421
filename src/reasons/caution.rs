//! Cautions: what a practitioner should know beside the plan, from the catalogue.

use super::Planned;
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

impl Planned<'_> {
    /// Every caution that holds, in catalogue order.
    #[must_use]
    pub fn cautions(&self) -> Vec<String> {
        self.each_caution().collect()
    }

    /// Every caution that holds, in catalogue order, each worded when its turn comes.
    pub(crate) fn each_caution(&self) -> impl Iterator<Item = String> {
        let cautions = self.catalogue().cautions.iter().zip(&self.planner.rules.cautions);
        cautions
            .filter(|(_, when)| self.decision.evaluation.truth(**when) == Truth::Met)
            .flat_map(|(caution, _)| self.worded(caution))
    }

    /// What a caution says of this plan: nothing where what sets it off is not there.
    pub(crate) fn worded(&self, caution: &Caution) -> Vec<String> {
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
            CautionAbout::Planned(rule) => {
                let mut about: Vec<OfferId> = planned().collect();
                if rule.considered {
                    about.extend(self.with_outcome(Outcome::Consider));
                }
                about.retain(|offer| {
                    let (kinds, offers) = (&rule.among.kinds, &rule.among.offers);
                    (kinds.is_empty() || kinds.contains(&catalogue.offer(*offer).kind))
                        && (offers.is_empty() || offers.contains(offer))
                });
                unless_none(about)
            }
            CautionAbout::Faster | CautionAbout::OldSources => Vec::new(),
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
        let mut all = Vec::new();
        (0..self.catalogue().offers.len()).for_each(|index| self.add_near_lines_of(index.into(), &mut all));
        distinct(all)
    }

    /// The scores near a line that decided one offer: lines of a criterion that excludes it, or of any criterion where it is
    /// included or to be considered.
    #[must_use]
    pub fn near_lines_of(&self, offer: OfferId) -> Vec<NearLine> {
        let mut near = Vec::new();
        self.add_near_lines_of(offer, &mut near);
        distinct(near)
    }

    fn add_near_lines_of(&self, offer: OfferId, near: &mut Vec<NearLine>) {
        let reason = self.decision.reasons[offer.index()];
        let criteria = match reason.outcome() {
            Outcome::Exclude if reason == Reason::NotEligible => {
                self.failed_criterion(offer).map_or(0..0, |failed| failed..failed + 1)
            }
            Outcome::Exclude | Outcome::Undetermined => 0..0,
            Outcome::Include | Outcome::Consider => 0..self.catalogue().offer(offer).criteria.len(),
        };
        criteria.for_each(|criterion| self.add_near_lines_in(offer, criterion, near));
    }

    /// The scores near a line of one criterion of an offer, by its place among them.
    #[must_use]
    pub fn near_lines_in(&self, offer: OfferId, criterion: usize) -> Vec<NearLine> {
        let mut near = Vec::new();
        self.add_near_lines_in(offer, criterion, &mut near);
        near
    }

    fn add_near_lines_in(&self, offer: OfferId, criterion: usize, near: &mut Vec<NearLine>) {
        let catalogue = self.catalogue();
        let Some(criterion) = catalogue.offer(offer).criteria.get(criterion) else { return };
        criterion.when.each_test(&mut |test| {
            let (Accepts::AtLeast(line) | Accepts::AtMost(line)) = test.accepts else { return };
            if let Some(margin) = catalogue.fact(test.fact).near
                && let Some(score) = self.case.number(&catalogue.vocabulary, test.fact)
                && score.abs_diff(line) <= margin
            {
                near.push(NearLine { fact: test.fact, score, line });
            }
        });
    }
}

fn distinct(mut near: Vec<NearLine>) -> Vec<NearLine> {
    near.sort_unstable();
    near.dedup();
    near
}
