//! The package: what would be proposed to the court or put in the licence, one line a requirement or condition.

use super::Planned;
use crate::catalogue::policy::PackageLine;
use crate::catalogue::{Answer, OfferId};
use crate::matching::Truth;
use crate::outcome::Outcome;
use crate::plan::Step;
use crate::text::wording::count;

impl Planned<'_> {
    /// The package, in the order of the plan.
    #[must_use]
    pub fn package(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, vehicle) in self.catalogue().policy.vehicles.iter().enumerate() {
            let under = || self.decision.steps.iter().filter(|step| step.vehicle.index() == index);
            let start = if self.is_set() { &vehicle.supervision } else { &vehicle.proposal };
            match vehicle.package {
                PackageLine::None => {}
                PackageLine::Each => {
                    lines
                        .extend(under().map(|step| {
                            format!("{start}: {}, {}", self.name(step.offer), self.length(step))
                        }));
                }
                PackageLine::Joined => {
                    let names: Vec<&str> = under().map(|step| self.name(step.offer)).collect();
                    if !names.is_empty() {
                        let days: u32 = under().map(|step| self.planner.rar_days(step)).sum();
                        let days = count(days as usize, "day");
                        lines.push(format!("{start}, up to {days}: {}", names.join("; ")));
                    }
                }
            }
        }
        lines
    }

    /// Whether the sentence is already set, so that nothing can be proposed.
    pub(crate) fn is_set(&self) -> bool {
        let catalogue = self.catalogue();
        let stage = catalogue.policy.roles.stage;
        let default = catalogue.fact(stage).default.as_ref();
        self.case
            .answer(&catalogue.vocabulary, stage)
            .as_ref()
            .is_some_and(|stage: &Answer| Some(stage) != default)
    }

    fn name(&self, offer: OfferId) -> &str {
        &self.catalogue().offer(offer).name
    }

    /// How long a step is, in the words a requirement would use.
    fn length(&self, step: &Step) -> String {
        let delivery = &self.catalogue().offer(step.offer).delivery;
        if let Some(length) = self.stated_length(step.offer) {
            return length.to_owned();
        }
        let weeks = count((step.end - step.start + 1) as usize, "week");
        match (delivery.sessions, delivery.assumed) {
            (Some(sessions), false) => {
                format!("{} over {weeks}", count(sessions as usize, "session"))
            }
            (_, false) => weeks,
            (_, true) => format!("about {weeks} (planning assumption)"),
        }
    }

    /// The length that the catalogue states for this case, such as hours of unpaid work.
    #[must_use]
    pub fn stated_length(&self, offer: OfferId) -> Option<&str> {
        let lengths = &self.catalogue().offer(offer).delivery.lengths;
        (lengths.iter().zip(&self.planner.rules.lengths[offer.index()]))
            .find(|(_, when)| self.decision.evaluation.truth(**when) == Truth::Met)
            .map(|(length, _)| length.says.as_str())
    }

    /// The rehabilitation activity days that the plan takes, assumed sessions included.
    #[must_use]
    pub fn rar_days_used(&self) -> u32 {
        self.decision.steps.iter().map(|step| self.planner.rar_days(step)).sum()
    }

    /// The rehabilitation activity days of stated sessions alone.
    #[must_use]
    pub fn stated_rar_days(&self) -> u32 {
        let steps = self.decision.steps.iter();
        steps.map(|step| self.planner.stated_rar_days(step.offer, step.vehicle)).sum()
    }

    /// The last week of the plan.
    #[must_use]
    pub fn weeks(&self) -> u32 {
        self.decision.steps.iter().map(|step| step.end).max().unwrap_or(0)
    }

    /// Needs and offence-related targets that are present and that no included offer works on.
    #[must_use]
    pub fn unmet(&self) -> Vec<crate::catalogue::TargetId> {
        let worked_on = self
            .decision
            .included
            .iter()
            .fold(0, |bits, offer| bits | self.planner.rules.offers[offer.index()].targets);
        let open = self.decision.targets_present() & !worked_on;
        (self.catalogue().targets.iter().enumerate())
            .filter(|(index, target)| open >> index & 1 == 1 && target.class.is_reported_unmet())
            .map(|(index, _)| index.into())
            .collect()
    }

    /// Offers with an outcome, in catalogue order.
    pub fn with_outcome(&self, outcome: Outcome) -> impl Iterator<Item = OfferId> {
        (self.decision.reasons.iter().enumerate())
            .filter(move |(_, reason)| reason.outcome() == outcome)
            .map(|(index, _)| index.into())
    }
}
