//! The checks that each offer passes or fails by itself, before allocation.
//!
//! Offers are members of a set, so that one operation answers a check for many of them.

use jiff::civil::Date;

use super::Planner;
use crate::case::Case;
use crate::catalogue::{Availability, KindId, OfferId};
use crate::ids::{self, Members, Set, SetRef};
use crate::matching::{Evaluation, Truth};
use crate::outcome::Reason;

/// Where offers are in force on one day. Made once and used again for the next case of that day.
#[derive(Clone, Debug, Default)]
pub(crate) struct InForce {
    day: Option<Date>,
    /// Offers in force in some region.
    somewhere: Set<OfferId>,
    /// Offers whose delivery is confirmed in every region, and offers of which it is in none.
    confirmed_everywhere: Set<OfferId>,
    unconfirmed_everywhere: Set<OfferId>,
    /// For each region the offers in force there, and those of them whose delivery there is confirmed.
    in_region: Vec<Set<OfferId>>,
    confirmed_in: Vec<Set<OfferId>>,
}

impl InForce {
    /// Finds which offers are in force on a day, and where.
    fn find(&mut self, planner: &Planner<'_>, day: Date) {
        if self.day == Some(day) {
            return;
        }
        let region = planner.catalogue.fact(planner.catalogue.policy.roles.region);
        self.somewhere.clear();
        for regions in [&mut self.in_region, &mut self.confirmed_in] {
            regions.clear();
            regions.resize(region.values().len().max(1), Set::default());
        }
        for (id, offer) in crate::ids::numbered(&planner.catalogue.offers) {
            let Availability::Windows(windows) = &offer.availability else { continue };
            for window in windows.iter().filter(|w| w.community && w.holds_on(day)) {
                self.somewhere.insert(id);
                let here = self.in_region.iter_mut().zip(&mut self.confirmed_in).enumerate();
                for (region, (offers, confirmed)) in here {
                    let is_listed = window.regions.iter().any(|listed| usize::from(*listed) == region);
                    if window.regions.is_empty() || is_listed {
                        offers.insert(id);
                        if window.confirmed {
                            confirmed.insert(id);
                        }
                    }
                }
            }
        }
        self.confirmed_everywhere.clone_from(&self.somewhere);
        self.unconfirmed_everywhere.clone_from(&self.somewhere);
        for (here, confirmed) in self.in_region.iter().zip(&self.confirmed_in) {
            self.confirmed_everywhere.keep(confirmed);
            self.unconfirmed_everywhere.keep(here);
            self.unconfirmed_everywhere.take_out(confirmed);
        }
        self.day = Some(day);
    }
}

/// Which checks each offer is known to fail, and what is unknown of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    not_available: Set<OfferId>,
    /// Whether the offer is in force, or its delivery confirmed, turns on the region, which is unknown.
    pub(crate) region_unknown: Set<OfferId>,
    /// No source confirms that it is delivered in the region.
    pub(crate) unconfirmed: Set<OfferId>,
    /// Met only by an exception of a criterion, or by a faster delivery.
    pub(crate) excepted: Set<OfferId>,
    /// Those that fit the weeks only by a faster delivery.
    pub(crate) faster: Set<OfferId>,
    not_eligible: Set<OfferId>,
    /// No target is present, or can become so.
    no_need: Set<OfferId>,
    no_vehicle: Set<OfferId>,
    pub(crate) vehicle_unknown: Set<OfferId>,
    no_time: Set<OfferId>,
    no_rar_days: Set<OfferId>,
    /// Its sessions exceed the days, whether or not that rules it out.
    lacks_days: Set<OfferId>,
    /// Ruled out by one of the checks; an offer that may support appointments is not ruled out by its vehicle.
    pub(crate) excluded: Set<OfferId>,
    /// Has no vehicle, but may support appointments.
    pub(crate) support_only: Set<OfferId>,
    /// Excluded offers whose first failed check is still to be found.
    waiting: Set<OfferId>,
}

impl Checks {
    /// Finds how every offer fares with a case.
    pub(crate) fn find(
        &mut self,
        planner: &Planner<'_>,
        case: &Case,
        evaluation: &Evaluation,
        in_force: &mut InForce,
    ) {
        in_force.find(planner, case.as_of);
        self.availability(planner, case, in_force);
        self.not_eligible.clone_from(&evaluation.failed);
        self.no_need.clone_from(&evaluation.no_need);
        self.excepted.clone_from(&evaluation.excepted);
        self.vehicles(planner, evaluation);
        self.weeks_and_days(planner, case, evaluation);
        self.gather(planner, evaluation);
    }

    fn availability(&mut self, planner: &Planner<'_>, case: &Case, in_force: &InForce) {
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        let every = &planner.rules.every_offer;
        let region = case.number(vocabulary, roles.region);
        let region = region.map(|region| region as usize);
        let here =
            region.and_then(|region| in_force.in_region.get(region).zip(in_force.confirmed_in.get(region)));
        match here {
            Some((here, confirmed)) => {
                self.not_available.copy(every.minus(here));
                self.region_unknown.clear();
                self.unconfirmed.copy(here.minus(confirmed));
            }
            None => {
                let (everywhere, nowhere) =
                    (&in_force.confirmed_everywhere, &in_force.unconfirmed_everywhere);
                self.not_available.copy(every.minus(&in_force.somewhere));
                self.region_unknown.copy(in_force.somewhere.minus(everywhere).minus(nowhere));
                self.unconfirmed.clone_from(nowhere);
            }
        }
        if case.knows(roles.no_access) {
            self.not_available.add(SetRef::new(case.words_of(vocabulary, roles.no_access)));
        }
    }

    fn vehicles(&mut self, planner: &Planner<'_>, evaluation: &Evaluation) {
        self.no_vehicle.clear();
        self.vehicle_unknown.clear();
        for (when, offers) in planner.rules.vehicles() {
            match evaluation.truth(*when) {
                Truth::Met => {}
                Truth::Unknown => self.vehicle_unknown.add(offers),
                Truth::NotMet => self.no_vehicle.add(offers),
            }
        }
    }

    fn weeks_and_days(&mut self, planner: &Planner<'_>, case: &Case, evaluation: &Evaluation) {
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        self.no_time.clear();
        self.no_rar_days.clear();
        self.lacks_days.clear();
        self.faster.clear();
        let weeks = case.number(vocabulary, roles.weeks);
        if let Some(weeks) = weeks
            && let Some(longer) = planner.groups.longer_than(weeks)
        {
            self.no_time.add(longer);
            for (offer, fewest) in &planner.groups.faster {
                if *fewest <= weeks && self.no_time.has(*offer) {
                    self.no_time.remove(*offer);
                    self.excepted.insert(*offer);
                    self.faster.insert(*offer);
                }
            }
        }
        let Some(days) = case.number(vocabulary, roles.rar_days) else { return };
        let Some(more) = planner.groups.more_sessions_than(days) else { return };
        for offer in more.iter() {
            if planner.takes_days(offer, evaluation) {
                self.lacks_days.insert(offer);
            }
        }
        // An offer that may still support appointments uses days only if it is known to have its vehicle.
        let spared = self.vehicle_unknown.and(&planner.groups.supports).or(&self.no_vehicle);
        self.no_rar_days.copy(self.lacks_days.minus(spared));
    }

    /// Gathers the checks; an offer on a target that may become present in the plan keeps its turn.
    fn gather(&mut self, planner: &Planner<'_>, evaluation: &Evaluation) {
        let supports = planner.groups.supports.minus(&self.no_time).minus(&self.lacks_days);
        self.support_only.copy(self.no_vehicle.and(supports));
        if !self.support_only.is_empty() {
            for (kind, when) in ids::numbered::<KindId, _>(&planner.rules.without_vehicle) {
                if evaluation.truth(*when) != Truth::Met {
                    self.support_only.take_out(&planner.groups.of_kind[kind.index()]);
                }
            }
        }
        self.excluded.copy(self.no_vehicle.minus(&self.support_only));
        for failed in [&self.not_available, &self.not_eligible, &self.no_time, &self.no_rar_days] {
            self.excluded.add(failed);
        }
        for (target, enablers) in &planner.groups.follow_on {
            let leads = enablers.minus(&self.excluded).minus(&self.no_need);
            if evaluation.absent.has(*target) && !leads.is_empty() {
                self.no_need.take_out(planner.rules.offers_on(*target));
            }
        }
        self.excluded.add(&self.no_need);
    }

    /// The checks an offer is known to fail, in order.
    pub(super) fn failed(&self, offer: OfferId) -> impl Iterator<Item = Reason> {
        self.in_order().into_iter().filter(move |(failed, _)| failed.has(offer)).map(|(_, reason)| reason)
    }

    /// Gives every excluded offer the reason of the first check it fails.
    pub(super) fn reasons(&mut self, reasons: &mut [Reason]) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.clone_from(&self.excluded);
        for (failed, reason) in self.in_order() {
            for offer in failed.and(&waiting).iter() {
                if let Some(slot) = reasons.get_mut(offer.index()) {
                    *slot = reason;
                }
            }
            waiting.take_out(failed);
        }
        self.waiting = waiting;
    }

    fn in_order(&self) -> [(&Set<OfferId>, Reason); 6] {
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
