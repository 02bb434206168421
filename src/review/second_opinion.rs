//! A second opinion: where the plan agrees with a proposal, where it would object, what it would add, and whether it fits.

use super::{About, Finding, laid_out, one_case};
use crate::catalogue::OfferId;
use crate::outcome::Outcome;
use crate::plan::Step;
use crate::reasons::PlannedCase;
use crate::text::wording::count;

/// A second opinion on what a practitioner proposes.
#[derive(Debug)]
pub struct SecondOpinion<'r> {
    /// The case and its plan.
    pub planned: &'r PlannedCase<'r>,
    /// What was proposed, each offer once.
    pub proposed: Vec<OfferId>,
    steps: Vec<Step>,
    findings: Vec<Finding>,
}

impl<'r> SecondOpinion<'r> {
    /// Compares a proposal with the plan.
    #[must_use]
    pub fn new(planned: &'r PlannedCase<'r>, proposed: &[OfferId]) -> Self {
        let mut distinct: Vec<OfferId> = Vec::with_capacity(proposed.len());
        for offer in proposed {
            if !distinct.contains(offer) {
                distinct.push(*offer);
            }
        }
        let mut findings = one_case(planned, &distinct);
        findings.sort_by_key(|finding| finding.about);
        Self { planned, steps: laid_out(planned, &distinct), findings, proposed: distinct }
    }

    /// The step of a proposed offer, laid out with the others; nothing where it is ruled out.
    #[must_use]
    pub fn step(&self, offer: OfferId) -> Option<&Step> {
        self.steps.iter().find(|step| step.offer == offer)
    }

    /// What was found of one sort.
    pub fn about(&self, wanted: About) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.about == wanted)
    }

    /// The proposed offers that are in the plan too.
    #[must_use]
    pub fn agreed(&self) -> Vec<OfferId> {
        let included =
            |offer: &OfferId| self.planned.decision.reasons[offer.index()].outcome() == Outcome::Include;
        self.proposed.iter().copied().filter(included).collect()
    }

    /// The offers of the plan that were not proposed.
    #[must_use]
    pub fn would_add(&self) -> Vec<OfferId> {
        self.about(About::NotProposed).filter_map(|finding| finding.offer).collect()
    }

    /// What was found that speaks against the proposal, or has to be justified or known first.
    pub fn objections(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| {
            !matches!(finding.about, About::NotProposed | About::NearLine | About::UnlikeProposals)
        })
    }

    /// Whether what was proposed fits the weeks and the rehabilitation activity days, in a sentence or two.
    #[must_use]
    pub fn fits(&self) -> (bool, String) {
        let catalogue = self.planned.catalogue();
        let number = |fact| self.planned.case.number(&catalogue.vocabulary, fact);
        let (left, days) = (number(catalogue.policy.roles.weeks), number(catalogue.policy.roles.rar_days));
        if self.steps.is_empty() {
            return (false, "Nothing in the proposal could be put in sequence.".to_owned());
        }
        let too_late = self.about(About::CannotFinish).count() > 0;
        let end = self.steps.iter().map(|step| step.end).max().unwrap_or(0);
        let in_weeks = match left {
            None => format!(
                "One after another it takes {}. It is not known how many are left.",
                count(end as usize, "week")
            ),
            Some(left) if too_late => {
                format!("One after another it takes {}, and {left} are left.", count(end as usize, "week"))
            }
            Some(left) => format!("It can be done in sequence by week {end} of the {left} that are left."),
        };
        let needed: u32 = self.steps.iter().map(|step| self.planned.planner.fewest_rar_days(step)).sum();
        let planned: u32 = self.steps.iter().map(|step| self.planned.planner.rar_days(step)).sum();
        let needs = count(needed as usize, "rehabilitation activity requirement (RAR) day");
        let (enough, in_days) = match days {
            Some(days) if needed > days => (false, format!(" It needs {needs}, and there are {days}.")),
            _ if planned > needed => {
                (true, format!(" It needs at least {needs}; in this sequence it takes {planned}."))
            }
            _ if needed > 0 => (true, format!(" It needs {needs}.")),
            _ => (true, String::new()),
        };
        let left_out = self.proposed.iter().any(|offer| self.step(*offer).is_none());
        let rest = if left_out { "Without what is ruled out: " } else { "" };
        (!too_late && enough, format!("{rest}{in_weeks}{in_days}"))
    }
}
