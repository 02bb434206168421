//! Deciding a case: the checks, then allocation and sequence until the plan fits.

use super::allocate::{Covered, Round};
use super::lengths::Lengths;
use super::{Decision, InForce, Planner};
use crate::case::{Case, Judgement};
use crate::catalogue::OfferId;
use crate::ids::{self, Members, Set};
use crate::matching::{Block, Evaluation};
use crate::outcome::Reason;

/// What a decision turns on beside the case. Nothing is accepted, unless it is said to be.
#[derive(Clone, Copy, Default)]
pub struct Options<'o> {
    /// The offers that need it and that the practitioner accepted.
    pub accepted: &'o [OfferId],
    /// The offers that the practitioner decided against.
    pub declined: &'o [OfferId],
    /// The only offers that take part in the plan, as if nobody met the criteria of the others; all of them unless it is said.
    pub on_offer: Option<&'o Set<OfferId>>,
    /// An offer that is taken to meet every criterion.
    pub as_if_eligible: Option<OfferId>,
    /// Conditions that were evaluated among those of other cases: the block, and the place of the case in it.
    pub evaluated: Option<(&'o Block, usize)>,
    /// Shown every plan that is tried, the last one too.
    pub watch: Option<&'o dyn Fn(&Decision)>,
}

impl<'o> From<&'o Judgement> for Options<'o> {
    fn from(judgement: &'o Judgement) -> Self {
        Self { accepted: &judgement.accepted, declined: &judgement.declined, ..Self::default() }
    }
}

impl<'o> From<&'o [OfferId]> for Options<'o> {
    fn from(accepted: &'o [OfferId]) -> Self {
        Self::accepting(accepted)
    }
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
    /// How long each included offer is, in the order of allocation.
    lengths: Lengths,
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
        let Workspace { decision, in_force, covered, taken_out, lengths } = workspace;
        self.evaluate(case, options, &mut decision.evaluation);
        decision.checks.find(self, case, &decision.evaluation, in_force);
        taken_out.clear();
        loop {
            Round { planner: self, options, taken_out, decision, covered }.run();
            lengths.share(self, case, &decision.included, &decision.evaluation);
            self.sequence(case, lengths, decision);
            if let Some(watch) = options.watch {
                watch(decision);
            }
            match self.last_that_does_not_fit(case, lengths, decision) {
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
        if let Some(on_offer) = options.on_offer {
            let all = ids::all::<OfferId>(self.catalogue.offers.len());
            all.filter(|offer| !on_offer.has(*offer)).for_each(|offer| evaluation.failed.insert(offer));
        }
        if let Some(offer) = options.as_if_eligible {
            evaluation.failed.remove(offer);
        }
    }

    /// The last in allocation order of the offers that run out of weeks, or else of those that run out of days.
    fn last_that_does_not_fit(
        &self,
        case: &Case,
        lengths: &Lengths,
        decision: &Decision,
    ) -> Option<(OfferId, Reason)> {
        let roles = &self.catalogue.policy.roles;
        let vocabulary = &self.catalogue.vocabulary;
        if let Some(weeks) = case.number(vocabulary, roles.weeks) {
            let place = |offer: OfferId| decision.included.iter().position(|included| *included == offer);
            let late = decision.steps.iter().filter(|step| self.weeks_that_hold(step) > weeks);
            if let Some(offer) = late.map(|step| step.offer).max_by_key(|offer| place(*offer)) {
                return Some((offer, Reason::NoTime));
            }
        }
        if lengths.fit_the_days() {
            return None;
        }
        let mut taking = decision.included.iter().rev().copied();
        Some((taking.find(|offer| self.takes_days(*offer, &decision.evaluation))?, Reason::NoRarDays))
    }

    /// Whether an offer is one that the practitioner may accept: an exception, an option or one whose delivery is not confirmed,
    /// given what else was accepted and declined. Once accepted it can still fail to fit, or wait for other work.
    #[must_use]
    pub fn may_accept(&self, case: &Case, options: &Options<'_>, offer: OfferId) -> bool {
        let reason = self.decide_without_accepting(case, options, offer).reasons[offer.index()];
        matches!(reason, Reason::Unconfirmed | Reason::Exception | Reason::Option)
    }

    /// Decides a case as it would be decided if one offer were not accepted, and all others were as they are.
    #[must_use]
    pub fn decide_without_accepting(&self, case: &Case, options: &Options<'_>, offer: OfferId) -> Decision {
        let others: Vec<OfferId> = options.accepted.iter().copied().filter(|other| *other != offer).collect();
        self.decide(case, &Options { accepted: &others, ..*options })
    }
}
