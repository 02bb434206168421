//! What the practitioner decides about offers that are left to judgement.

use super::{Effect, Interview};
use crate::catalogue::OfferId;
use crate::ids;
use crate::outcome::{Outcome, Reason};

impl Interview<'_> {
    /// Accepts an offer, for a reason.
    pub fn accept(&mut self, offer: OfferId, reason: String) -> Effect {
        self.decide(offer, |interview| interview.judged.accepted.push((offer, reason)))
    }

    /// Decides against an offer, for a reason.
    pub fn decline(&mut self, offer: OfferId, reason: String) -> Effect {
        self.decide(offer, |interview| interview.judged.declined.push((offer, reason)))
    }

    /// Takes back what was decided about an offer.
    pub fn withdraw(&mut self, offer: OfferId) -> Effect {
        self.decide(offer, |_| {})
    }

    /// Puts a decision about an offer in the place of an earlier one.
    fn decide(&mut self, offer: OfferId, decision: impl FnOnce(&mut Self)) -> Effect {
        let before = self.path.clone();
        self.judged.accepted.retain(|(id, _)| *id != offer);
        self.judged.declined.retain(|(id, _)| *id != offer);
        decision(self);
        self.retrace();
        self.effect(&before)
    }

    /// Leaves the offers that turn on judgement as they are for now. They are not put again by themselves.
    pub fn leave_judgement(&mut self) {
        for offer in self.for_judgement() {
            if !self.put.contains(&offer) {
                self.put.push(offer);
            }
        }
    }

    /// The offers left to judgement that there is something to deliver under, in catalogue order: what waits for an approval can be
    /// declined, and the others accepted as well.
    #[must_use]
    pub fn for_judgement(&self) -> Vec<OfferId> {
        let decision = self.workspace.decision();
        let all = ids::numbered(&decision.reasons);
        let judged = all.filter(|(_, reason)| reason.outcome() == Outcome::Consider);
        judged.map(|(offer, _)| offer).filter(|offer| !decision.may_only_support(*offer)).collect()
    }

    /// The offers that were accepted and are not in the plan for it: what was answered since left nothing to accept.
    #[must_use]
    pub fn accepted_in_vain(&self) -> Vec<OfferId> {
        let reasons = &self.workspace.decision().reasons;
        let in_vain = |offer: &OfferId| {
            reasons.get(offer.index()).is_none_or(|reason| *reason != Reason::AcceptedException)
        };
        self.judged.accepted.iter().map(|(offer, _)| *offer).filter(in_vain).collect()
    }
}
