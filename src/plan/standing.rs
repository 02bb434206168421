//! How each offer stands before allocation: which checks it is known to fail, and what is unknown.
//!
//! Offers are bits of a set, so that one operation answers a check for sixty-four of them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Planner;
use crate::bits;
use crate::case::Case;
use crate::catalogue::offer::Delivery;
use crate::catalogue::{Availability, Catalogue, OfferId};
use crate::matching::{Evaluation, Truth};
use crate::outcome::Reason;

/// What never changes between cases.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// For each stated number of weeks, rising: the offers that take so many or more, as bits.
    stated_weeks: Vec<(u32, Box<[u64]>)>,
    /// For each stated number of sessions, rising: the offers that take so many or more, as bits.
    stated_sessions: Vec<(u32, Box<[u64]>)>,
    /// For each target that is also present once an offer is included: the target, and those offers as bits.
    pub(super) follow_on: Vec<(usize, Box<[u64]>)>,
    /// For each kind its offers, as bits.
    pub(super) of_kind: Vec<Box<[u64]>>,
    /// Offers of kinds that may still support appointments where they have no vehicle.
    supports: Box<[u64]>,
    /// Offence-related targets, as bits.
    pub(super) offence_related: u128,
    /// For each kind, the kinds for which what it covers counts: none where it does not compete.
    pub(super) covers_for: Vec<u64>,
}

impl Figures {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let words = bits::words_for(catalogue.offers.len());
        let set = |wanted: &dyn Fn(OfferId) -> bool| {
            let mut set = vec![0; words];
            let all = (0..catalogue.offers.len()).map(OfferId::from);
            all.filter(|id| wanted(*id)).for_each(|id| bits::set(&mut set, id.index()));
            set.into_boxed_slice()
        };
        let stated = |length: &dyn Fn(&Delivery) -> Option<u32>| {
            let of = |delivery: &Delivery| if delivery.assumed { None } else { length(delivery) };
            let all = catalogue.offers.iter().filter_map(|offer| of(&offer.delivery));
            let lengths: BTreeSet<u32> = all.collect();
            let at_least = |least: u32| set(&|id| of(&catalogue.offer(id).delivery) >= Some(least));
            lengths.into_iter().map(|length| (length, at_least(length))).collect()
        };
        let kinds = &catalogue.policy.kinds;
        let competing =
            kinds.iter().enumerate().filter(|(_, kind)| kind.competes).fold(0, |b, (i, _)| b | 1 << i);
        Self {
            stated_weeks: stated(&|delivery| Some(delivery.weeks)),
            stated_sessions: stated(&|delivery| delivery.sessions),
            follow_on: (catalogue.targets.iter().enumerate())
                .filter(|(_, target)| !target.also_once_included.is_empty())
                .map(|(index, target)| (index, set(&|id| target.also_once_included.contains(&id))))
                .collect(),
            of_kind: (0..kinds.len())
                .map(|kind| set(&|id| catalogue.offer(id).kind.index() == kind))
                .collect(),
            supports: set(&|id| catalogue.kind_of(id).without_vehicle.is_some()),
            offence_related: (catalogue.targets.iter().enumerate())
                .filter(|(_, t)| t.class == crate::catalogue::policy::TargetClass::OffenceRelated)
                .fold(0, |bits, (index, _)| bits | 1 << index),
            covers_for: kinds
                .iter()
                .map(|kind| {
                    let except = kind.covers_nothing_for.iter().fold(0_u64, |b, k| b | 1 << k.index());
                    if kind.competes { competing & !except } else { 0 }
                })
                .collect(),
        }
    }
}

/// The offers that take more than so many weeks or sessions, as bits.
fn beyond(stated: &[(u32, Box<[u64]>)], most: u32) -> &[u64] {
    let first = stated.partition_point(|(length, _)| *length <= most);
    stated.get(first).map_or(&[], |(_, offers)| offers)
}

/// How each offer stands, as sets of offers.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// The day that `closed` and `open_in` are for.
    day: Option<Date>,
    /// Offers in force in no region on the day.
    closed: Vec<u64>,
    /// For each region the offers in force there on the day.
    open_in: Vec<u64>,
    not_available: Vec<u64>,
    /// Whether the offer is in force turns on the region, which is unknown.
    pub(super) region_unknown: Vec<u64>,
    not_eligible: Vec<u64>,
    /// No target is present, or can become so.
    no_need: Vec<u64>,
    no_vehicle: Vec<u64>,
    pub(super) vehicle_unknown: Vec<u64>,
    no_time: Vec<u64>,
    no_rar_days: Vec<u64>,
    /// Ruled out by one of the checks; an offer that may support appointments is not ruled out by its vehicle.
    pub(super) excluded: Vec<u64>,
    /// Has no vehicle, but may support appointments.
    pub(super) support_only: Vec<u64>,
    /// Targets present and known absent, as bits.
    pub(super) present: u128,
    pub(super) absent: u128,
}

impl Standing {
    /// Finds how every offer stands for a case.
    pub(super) fn find(&mut self, planner: &Planner<'_>, case: &Case, evaluation: &Evaluation) {
        let words = planner.rules.offer_words;
        for set in [
            &mut self.not_available,
            &mut self.region_unknown,
            &mut self.no_vehicle,
            &mut self.vehicle_unknown,
            &mut self.no_time,
            &mut self.no_rar_days,
            &mut self.excluded,
            &mut self.support_only,
        ] {
            set.clear();
            set.resize(words, 0);
        }
        self.availability(planner, case);
        self.not_eligible.clone_from(&evaluation.failed);
        self.no_need.clone_from(&evaluation.no_need);
        self.vehicles(planner, evaluation);
        self.weeks_and_days(planner, case, evaluation);
        (self.present, self.absent) = (evaluation.present, evaluation.absent);
        self.close(planner);
    }

    fn availability(&mut self, planner: &Planner<'_>, case: &Case) {
        let words = planner.rules.offer_words;
        if self.day != Some(case.as_of) || self.closed.len() != words {
            self.open_day(planner, case.as_of);
        }
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        let regions = self.open_in.len() / words;
        match case.number(vocabulary, roles.region).map(|region| region as usize) {
            Some(region) if region < regions => {
                let open = &self.open_in[region * words..(region + 1) * words];
                for (not, open) in self.not_available.iter_mut().zip(open) {
                    *not = !open;
                }
            }
            _ => {
                self.not_available.copy_from_slice(&self.closed);
                for (word, unknown) in self.region_unknown.iter_mut().enumerate() {
                    let everywhere =
                        (0..regions).fold(u64::MAX, |all, region| all & self.open_in[region * words + word]);
                    *unknown = !self.closed[word] & !everywhere;
                }
            }
        }
        if case.knows(roles.no_access) {
            bits::add(&mut self.not_available, case.words_of(vocabulary, roles.no_access));
        }
    }

    /// Finds which offers are in force on a day, and where.
    fn open_day(&mut self, planner: &Planner<'_>, day: Date) {
        let words = planner.rules.offer_words;
        let region = planner.catalogue.fact(planner.catalogue.policy.roles.region);
        let regions = region.values().len().max(1);
        self.closed.clear();
        self.closed.resize(words, u64::MAX);
        self.open_in.clear();
        self.open_in.resize(words * regions, 0);
        for (index, offer) in planner.catalogue.offers.iter().enumerate() {
            let Availability::Windows(windows) = &offer.availability else { continue };
            for window in windows.iter().filter(|w| w.community && w.holds_on(day)) {
                bits::clear(&mut self.closed, index);
                for region in 0..regions {
                    let here = |listed: &u16| usize::from(*listed) == region;
                    if window.regions.is_empty() || window.regions.iter().any(here) {
                        bits::set(&mut self.open_in[region * words..(region + 1) * words], index);
                    }
                }
            }
        }
        self.day = Some(day);
    }

    fn vehicles(&mut self, planner: &Planner<'_>, evaluation: &Evaluation) {
        for (node, offers) in planner.rules.vehicles() {
            match evaluation.truth(*node) {
                Truth::Met => {}
                Truth::Unknown => bits::add(&mut self.vehicle_unknown, offers),
                Truth::NotMet => bits::add(&mut self.no_vehicle, offers),
            }
        }
    }

    fn weeks_and_days(&mut self, planner: &Planner<'_>, case: &Case, evaluation: &Evaluation) {
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        if let Some(weeks) = case.number(vocabulary, roles.weeks) {
            bits::add(&mut self.no_time, beyond(&planner.figures.stated_weeks, weeks));
        }
        if let Some(days) = case.number(vocabulary, roles.rar_days) {
            for index in bits::ones(beyond(&planner.figures.stated_sessions, days)) {
                // An offer that may still support appointments uses days only if it is known to have its vehicle.
                let spared = bits::has(&self.no_vehicle, index)
                    || (bits::has(&planner.figures.supports, index)
                        && bits::has(&self.vehicle_unknown, index));
                let offer = OfferId::from(index);
                if let Some((vehicle, true)) = planner.vehicle(offer, evaluation)
                    && !spared
                    && planner.stated_rar_days(offer, vehicle) > days
                {
                    bits::set(&mut self.no_rar_days, index);
                }
            }
        }
    }

    /// Gathers the checks; an offer on a target that may become present in the plan keeps its turn.
    fn close(&mut self, planner: &Planner<'_>) {
        for word in 0..self.excluded.len() {
            let without = self.no_vehicle[word];
            let supports = planner.figures.supports[word];
            self.support_only[word] = without & supports;
            self.excluded[word] = self.not_available[word]
                | self.not_eligible[word]
                | (without & !supports)
                | self.no_time[word]
                | self.no_rar_days[word];
        }
        for (target, enablers) in &planner.figures.follow_on {
            if self.absent >> target & 1 == 1 {
                let open = |word: usize| enablers[word] & !self.excluded[word] & !self.no_need[word];
                if (0..enablers.len()).any(|word| open(word) != 0) {
                    let on = planner.rules.offers_on(crate::catalogue::TargetId::from(*target));
                    bits::remove(&mut self.no_need, on);
                }
            }
        }
        for (excluded, no_need) in self.excluded.iter_mut().zip(&self.no_need) {
            *excluded |= no_need;
        }
    }

    /// The checks an offer is known to fail, in order.
    pub(super) fn failed(&self, offer: OfferId) -> impl Iterator<Item = Reason> {
        let index = offer.index();
        self.checks().into_iter().filter(move |(set, _)| bits::has(set, index)).map(|(_, r)| r)
    }

    /// Gives every excluded offer the reason of the first check it fails, and leaves those without need as they are.
    pub(super) fn reasons(&self, reasons: &mut [Reason]) {
        let checks = self.checks();
        for (word, excluded) in self.excluded.iter().enumerate() {
            let mut waiting = *excluded;
            for (set, reason) in &checks {
                let hit = set[word] & waiting;
                waiting &= !hit;
                if *reason != Reason::NoNeed {
                    for bit in bits::ones(&[hit]) {
                        if let Some(slot) = reasons.get_mut(word * 64 + bit) {
                            *slot = *reason;
                        }
                    }
                }
            }
        }
    }

    fn checks(&self) -> [(&Vec<u64>, Reason); 6] {
        [
            (&self.not_available, Reason::NotAvailable),
            (&self.not_eligible, Reason::NotEligible),
            (&self.no_need, Reason::NoNeed),
            (&self.no_vehicle, Reason::NoVehicle),
            (&self.no_time, Reason::NoTime),
            (&self.no_rar_days, Reason::NoRarDays),
        ]
    }
}
