//! Changes that only rule out another offer for the same end. Nobody is helped by making an offer impossible so that another takes
//! its place: no route goes through one. What is still to be found out is asked all the same.

use std::collections::BTreeSet;

use super::prerequisites::Item;
use super::search::Search;
use crate::catalogue::{FactId, OfferId};
use crate::ids::{self, Members, Set};
use crate::outcome::Reason;

impl Search<'_> {
    /// The offers for the same end that some change does no more than rule out, or nothing where some change is not needed. The
    /// plan of the present state was just made, and has the outcome.
    pub(super) fn only_ruled_out(&mut self, items: &[Item<'_>]) -> Option<BTreeSet<OfferId>> {
        let ruled_out: Set<OfferId> = ids::numbered(&self.workspace.decision().reasons)
            .filter(|(_, reason)| **reason < Reason::Displaced)
            .map(|(offer, _)| offer)
            .collect();
        let (mut passed_over, mut is_smallest) = (BTreeSet::new(), true);
        for changed in self.state.changed.clone() {
            let is_question = self.is_question(changed.fact);
            self.state.take_back((changed.fact, None));
            // A change that the offer needs for a check of its own does more.
            let mut checks = items.iter().filter(|item| item.check.is_some());
            if checks.all(|item| item.need.holds(&self.state.case)) {
                is_smallest &= !self.reaches_goal();
                let in_the_way = self.in_the_way_for_the_same_end().into_iter();
                passed_over.extend(in_the_way.filter(|offer| !is_question && ruled_out.has(*offer)));
            }
            self.state.change(changed.fact, changed.domain);
        }
        is_smallest.then_some(passed_over)
    }

    /// Whether an answer is still to be found out, and may be either way: to ask for it rules nothing out.
    fn is_question(&self, fact: FactId) -> bool {
        !self.state.original.knows(fact) && self.state.vocabulary.fact(fact).direction.is_none()
    }

    /// The offers that keep this one out of the plan just made, or are in it, and work on a target of it that is present.
    pub(super) fn in_the_way_for_the_same_end(&self) -> BTreeSet<OfferId> {
        let offers = &self.explainer.planner.rules.offers;
        let decision = self.workspace.decision();
        let present = offers[self.offer.index()].targets.and(&decision.present).to_set();
        let works_on_it = |other: &OfferId| offers[other.index()].targets.shares(&present);
        decision
            .because_of(self.offer)
            .chain(decision.included.iter().copied())
            .filter(|other| *other != self.offer && works_on_it(other))
            .collect::<BTreeSet<OfferId>>()
    }
}
