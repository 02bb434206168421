//! What is read of one case to find its outlook.

use super::groups::OutlookGroups;
use crate::case::Case;
use crate::catalogue::offer::Delivery;
use crate::catalogue::{OfferId, TargetId};
use crate::ids::{ConditionId, Set};
use crate::matching::{CompiledOffer, Reevaluation, Truth};
use crate::plan::{Checks, Planner};

/// What the analysis of one case reads.
pub(super) struct View<'v> {
    pub(super) planner: &'v Planner<'v>,
    pub(super) groups: &'v OutlookGroups,
    pub(super) conditions: &'v Reevaluation,
    pub(super) checks: &'v Checks,
    pub(super) case: &'v Case,
    /// Targets that are present.
    pub(super) present: &'v Set<TargetId>,
    /// Targets that can no longer become present.
    pub(super) ruled_out: &'v Set<TargetId>,
    pub(super) weeks: Option<u32>,
    pub(super) rar_days: Option<u32>,
    pub(super) access_known: bool,
}

impl View<'_> {
    pub(super) fn compiled(&self, offer: OfferId) -> &CompiledOffer {
        &self.planner.rules.offers[offer.index()]
    }

    pub(super) fn delivery(&self, offer: OfferId) -> &Delivery {
        &self.planner.catalogue.offer(offer).delivery
    }

    pub(super) fn on(&self, target: TargetId) -> &Set<OfferId> {
        self.planner.rules.offers_on(target)
    }

    /// The offers of its lane, where that holds one offer at a time.
    pub(super) fn lane_of(&self, offer: OfferId) -> &Set<OfferId> {
        &self.groups.lanes[self.compiled(offer).lane.index()]
    }

    pub(super) fn holds(&self, condition: ConditionId) -> bool {
        self.conditions.evaluation().truth(condition) == Truth::Met
    }

    pub(super) fn may_hold(&self, condition: ConditionId) -> bool {
        self.conditions.evaluation().truth(condition) != Truth::NotMet
    }

    /// The fewest rehabilitation activity days that an offer takes, where it takes any.
    pub(super) fn fewest_days(&self, offer: OfferId) -> u32 {
        let delivery = self.delivery(offer);
        let most = delivery.sessions.unwrap_or(delivery.weeks * self.sessions_per_week());
        if delivery.assumed { delivery.fewest().map_or(most, |fewest| fewest.min(most)) } else { most }
    }

    /// The most weeks that an offer takes: where days are shared, an assumed one has a week for every session it gets.
    pub(super) fn longest(&self, offer: OfferId) -> u32 {
        let delivery = self.delivery(offer);
        let shared = delivery.sessions.filter(|_| delivery.assumed);
        delivery.weeks.max(shared.map_or(0, |sessions| sessions.div_ceil(self.sessions_per_week())))
    }

    fn sessions_per_week(&self) -> u32 {
        self.planner.catalogue.policy.sequence.sessions_per_week
    }
}
