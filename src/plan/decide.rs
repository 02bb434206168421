//! Deciding a case: the checks, then allocation and sequence until the plan fits.

use super::allocate::{Covered, Round};
use super::{Decision, InForce, Planner};
use crate::case::Case;
use crate::catalogue::OfferId;
use crate::matching::{Block, Evaluation};
use crate::outcome::Reason;

/// What a decision turns on beside the case. Nothing is accepted, unless it is said to be.
#[derive(Clone, Copy, Default)]
pub struct Options<'o> {
    /// The offers whose exception or option the practitioner accepted.
    pub accepted: &'o [OfferId],
    /// An offer that is taken to meet every criterion.
    pub as_if_eligible: Option<OfferId>,
    /// Conditions that were evaluated among those of other cases: the block, and the place of the case in it.
    pub evaluated: Option<(&'o Block, usize)>,
    /// Shown every plan that is tried, the last one too.
    pub watch: Option<&'o dyn Fn(&Decision)>,
}

impl<'o> Options<'o> {
    /// With the offers whose exception or option the practitioner accepted.
    #[must_use]
    pub fn accepting(accepted: &'o [OfferId]) -> Self {
        Self { accepted, ..Self::default() }
    }
}

/// The memory in which a planner decides one case after the other, so that deciding allocates nothing once it is warm.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    decision: Decision,
    in_force: InForce,
    covered: Covered,
    /// Offers that do not fit, with the reason.
    taken_out: Vec<(OfferId, Reason)>,
}

impl Workspace {
    /// What was decided last.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        &self.decision
    }
}

impl Planner<'_> {
    /// Decides a case.
    #[must_use]
    pub fn decide(&self, case: &Case, options: &Options<'_>) -> Decision {
        let mut workspace = Workspace::default();
        self.decide_in(&mut workspace, case, options);
        workspace.decision
    }

    /// Decides a case in memory that is used again for the next: a workspace belongs to one planner.
    ///
    /// Where the plan does not fit the weeks or the rehabilitation activity days, the last of the offers that do not fit is
    /// taken out and the allocation is made again; each round takes one offer out, so it ends.
    pub fn decide_in<'w>(
        &self,
        workspace: &'w mut Workspace,
        case: &Case,
        options: &Options<'_>,
    ) -> &'w Decision {
        let Workspace { decision, in_force, covered, taken_out } = workspace;
        self.evaluate(case, options, &mut decision.evaluation);
        decision.checks.find(self, case, &decision.evaluation, in_force);
        taken_out.clear();
        loop {
            Round { planner: self, options, taken_out, decision, covered }.run();
            self.sequence(case, decision);
            if let Some(watch) = options.watch {
                watch(decision);
            }
            match self.last_that_does_not_fit(case, decision) {
                Some(out) => taken_out.push(out),
                None => return decision,
            }
        }
    }

    fn evaluate(&self, case: &Case, options: &Options<'_>, evaluation: &mut Evaluation) {
        match options.evaluated {
            Some((block, place)) => block.take(place, evaluation),
            None => evaluation.run(&self.rules, case),
        }
        if let Some(offer) = options.as_if_eligible {
            evaluation.failed.remove(offer);
        }
    }

    /// The last in allocation order of the offers that run out of weeks, or else of those that run out of days.
    fn last_that_does_not_fit(&self, case: &Case, decision: &Decision) -> Option<(OfferId, Reason)> {
        let roles = &self.catalogue.policy.roles;
        let vocabulary = &self.catalogue.vocabulary;
        if let Some(weeks) = case.number(vocabulary, roles.weeks) {
            let place = |offer: OfferId| decision.included.iter().position(|included| *included == offer);
            let late = decision.steps.iter().filter(|step| self.weeks_that_hold(step) > weeks);
            if let Some(offer) = late.map(|step| step.offer).max_by_key(|offer| place(*offer)) {
                return Some((offer, Reason::NoTime));
            }
        }
        let days = case.number(vocabulary, roles.rar_days)?;
        let stated = |offer: OfferId| match self.vehicle(offer, &decision.evaluation) {
            Some((vehicle, true)) => self.stated_rar_days(offer, vehicle),
            _ => 0,
        };
        let total: u32 = decision.included.iter().map(|offer| stated(*offer)).sum();
        if total <= days {
            return None;
        }
        let last = decision.included.iter().rev().copied().find(|offer| stated(*offer) > 0)?;
        Some((last, Reason::NoRarDays))
    }

    /// Whether an offer is one that the practitioner may accept: an exception or an option for judgement, where nothing is
    /// accepted or where only the others are. Once accepted it can still fail to fit, or wait for other work.
    #[must_use]
    pub fn may_accept(&self, case: &Case, accepted: &[OfferId], offer: OfferId) -> bool {
        let others: Vec<OfferId> = accepted.iter().copied().filter(|other| *other != offer).collect();
        [&[][..], &others].into_iter().any(|accepted| {
            let reason = self.decide(case, &Options::accepting(accepted)).reasons[offer.index()];
            matches!(reason, Reason::Exception | Reason::Option)
        })
    }
}
