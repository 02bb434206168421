//! What is read of one case to find its prospects.

use super::figures::Figures;
use crate::case::Case;
use crate::catalogue::TargetId;
use crate::matching::{NodeId, Trial, Truth};
use crate::plan::Planner;
use crate::plan::standing::Standing;

/// What the analysis of one case reads.
pub(super) struct View<'v> {
    pub(super) planner: &'v Planner<'v>,
    pub(super) figures: &'v Figures,
    pub(super) trial: &'v Trial,
    pub(super) standing: &'v Standing,
    pub(super) case: &'v Case,
    pub(super) present: u128,
    /// Targets that can no longer become present.
    pub(super) absent: u128,
    pub(super) weeks: Option<u32>,
    pub(super) rar_days: Option<u32>,
    pub(super) access_known: bool,
}

impl View<'_> {
    pub(super) fn kind(&self, offer: usize) -> usize {
        self.planner.rules.offers[offer].kind.index()
    }

    pub(super) fn targets(&self, offer: usize) -> u128 {
        self.planner.rules.offers[offer].targets
    }

    pub(super) fn on(&self, target: usize) -> &[u64] {
        self.planner.rules.offers_on(TargetId::from(target))
    }

    pub(super) fn may_hold(&self, node: NodeId) -> bool {
        self.trial.evaluation().truth(node) != Truth::NotMet
    }

    /// The sessions that an offer may take of the rehabilitation activity days, where it may take any.
    pub(super) fn sessions(&self, offer: usize) -> u32 {
        self.planner.catalogue.offers[offer].delivery.sessions.unwrap_or(0)
    }

    pub(super) fn delivery_weeks(&self, offer: usize) -> u32 {
        self.planner.catalogue.offers[offer].delivery.weeks
    }
}

/// The bits that are set in a mask of targets, rising.
pub(super) fn targets(mut mask: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let target = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            target
        })
    })
}

/// A word of a set that has one offer alone.
pub(super) fn alone(offer: usize, word: usize) -> u64 {
    if offer / 64 == word { 1 << (offer % 64) } else { 0 }
}
