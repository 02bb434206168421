//! Which offers planning asks the same of, as sets: what never changes between cases.

use std::collections::BTreeSet;

use crate::catalogue::offer::Delivery;
use crate::catalogue::policy::TargetClass;
use crate::catalogue::{Catalogue, KindId, Offer, OfferId, TargetId};
use crate::ids::{self, Set};

/// The offers and targets of a catalogue, grouped by what planning asks of them.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    /// Kinds of which a plan usually has one offer: a second is an exception.
    pub(crate) once: Set<KindId>,
    /// Offers that can be delivered faster, as a judgement, with the fewest weeks.
    pub(super) faster: Vec<(OfferId, u32)>,
    /// For each stated number of weeks, rising: the offers that take so many or more.
    stated_weeks: Vec<(u32, Set<OfferId>)>,
    /// For each number of sessions that are stated, or are the fewest of an assumed delivery, rising: the offers that take so many
    /// or more.
    stated_sessions: Vec<(u32, Set<OfferId>)>,
    /// For each target that is also present once an offer is included: the target, and those offers.
    pub(crate) follow_on: Vec<(TargetId, Set<OfferId>)>,
    /// For each kind its offers.
    pub(super) of_kind: Vec<Set<OfferId>>,
    /// Offers of kinds that may still support appointments where they have no vehicle.
    pub(super) supports: Set<OfferId>,
    /// Offence-related targets.
    pub(crate) offence_related: Set<TargetId>,
    /// For each kind, the kinds for which what it covers counts: none where it does not compete.
    pub(crate) covers_for: Vec<Set<KindId>>,
}

impl Groups {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let set = |wanted: &dyn Fn(OfferId, &Offer) -> bool| -> Set<OfferId> {
            ids::numbered(&catalogue.offers)
                .filter(|(id, offer)| wanted(*id, offer))
                .map(|(id, _)| id)
                .collect()
        };
        let at_least = |of: &dyn Fn(&Delivery) -> Option<u32>| {
            let all = catalogue.offers.iter().filter_map(|offer| of(&offer.delivery));
            let lengths: BTreeSet<u32> = all.collect();
            let taking = |least: u32| set(&|_, offer| of(&offer.delivery) >= Some(least));
            lengths.into_iter().map(|length| (length, taking(length))).collect()
        };
        let kinds = &catalogue.policy.kinds;
        Self {
            once: ids::numbered(kinds).filter(|(_, kind)| kind.second.is_some()).map(|(id, _)| id).collect(),
            faster: ids::numbered(&catalogue.offers)
                .filter_map(|(id, offer)| Some((id, offer.delivery.faster.as_ref()?.weeks)))
                .collect(),
            stated_weeks: at_least(&|delivery| {
                (!delivery.assumed && !delivery.whole_sentence).then_some(delivery.weeks)
            }),
            stated_sessions: at_least(&|delivery| delivery.fewest()),
            follow_on: ids::numbered(&catalogue.targets)
                .filter(|(_, target)| !target.also_once_included.is_empty())
                .map(|(id, target)| (id, target.also_once_included.iter().copied().collect()))
                .collect(),
            of_kind: ids::all(kinds.len()).map(|kind| set(&|_, offer| offer.kind == kind)).collect(),
            supports: set(&|id, _| catalogue.kind_of(id).without_vehicle.is_some()),
            offence_related: ids::numbered(&catalogue.targets)
                .filter(|(_, target)| target.class == TargetClass::OffenceRelated)
                .map(|(id, _)| id)
                .collect(),
            covers_for: covers_for(catalogue),
        }
    }

    /// The offers that are stated to take more than so many weeks.
    pub(super) fn longer_than(&self, weeks: u32) -> Option<&Set<OfferId>> {
        beyond(&self.stated_weeks, weeks)
    }

    /// The offers that are stated to take more than so many sessions.
    pub(super) fn more_sessions_than(&self, sessions: u32) -> Option<&Set<OfferId>> {
        beyond(&self.stated_sessions, sessions)
    }
}

/// The offers that take more than so much of something; none where nothing does.
fn beyond(stated: &[(u32, Set<OfferId>)], most: u32) -> Option<&Set<OfferId>> {
    let first = stated.partition_point(|(length, _)| *length <= most);
    stated.get(first).map(|(_, offers)| offers)
}

/// For each kind, the kinds for which what it covers counts.
fn covers_for(catalogue: &Catalogue) -> Vec<Set<KindId>> {
    let kinds = &catalogue.policy.kinds;
    let competing: Set<KindId> =
        ids::numbered(kinds).filter(|(_, kind)| kind.competes).map(|(id, _)| id).collect();
    let of = |kind: &crate::catalogue::Kind| {
        let mut covered = if kind.competes { competing.clone() } else { Set::default() };
        kind.covers_nothing_for.iter().for_each(|other| covered.remove(*other));
        covered
    };
    kinds.iter().map(of).collect()
}
