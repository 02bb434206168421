//! Picking offers out of a catalogue by what they are, where they run and what they read.

use crate::ids;
use jiff::civil::Date;

use super::{Availability, Catalogue, FactId, KindId, OfferId, TargetId};

/// What picked offers have in common. What is not asked for limits nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Of this kind.
    pub kind: Option<KindId>,
    /// Working on this target.
    pub target: Option<TargetId>,
    /// Delivered in the community in this region, a value of the region fact.
    pub region: Option<u16>,
    /// In force in the community on this day.
    pub on: Option<Date>,
    /// With a criterion, a vehicle or a target that reads this fact.
    pub fact: Option<FactId>,
}

impl Choice {
    /// Whether anything is asked for.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The offers that are picked, in catalogue order.
    #[must_use]
    pub fn of(&self, catalogue: &Catalogue) -> Vec<OfferId> {
        ids::all(catalogue.offers.len()).filter(|id| self.picks(catalogue, *id)).collect()
    }

    fn picks(&self, catalogue: &Catalogue, id: OfferId) -> bool {
        let offer = catalogue.offer(id);
        let reads = |fact: FactId| {
            let by_target = |target: &TargetId| catalogue.target(*target).present.facts().contains(&fact);
            offer.facts().contains(&fact) || offer.targets.iter().any(by_target)
        };
        self.kind.is_none_or(|kind| offer.kind == kind)
            && self.target.is_none_or(|target| offer.targets.contains(&target))
            && self.fact.is_none_or(reads)
            && ((self.region.is_none() && self.on.is_none()) || self.runs(&offer.availability))
    }

    /// Whether one window holds in the region and on the day that are asked for.
    fn runs(&self, availability: &Availability) -> bool {
        let Availability::Windows(windows) = availability else { return false };
        windows.iter().any(|window| {
            let here = self
                .region
                .is_none_or(|region| window.regions.is_empty() || window.regions.contains(&region));
            window.community && here && self.on.is_none_or(|day| window.holds_on(day))
        })
    }
}
