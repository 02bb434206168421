//! The checks that each offer passes or fails by itself, before allocation.
//!
//! Offers are members of a set, so that one operation answers a check for many of them.

use jiff::civil::Date;

use super::Planner;
use crate::case::Case;
use crate::catalogue::{Availability, OfferId};
use crate::ids::{Members, Set, SetRef};
use crate::matching::{Evaluation, Truth};
use crate::outcome::Reason;

/// Where offers are in force on one day. Made once and used again for the next case of that day.
#[derive(Clone, Debug, Default)]
pub(crate) struct InForce {
    day: Option<Date>,
    /// Offers in force in some region.
    somewhere: Set<OfferId>,
    /// Offers in force in every region.
    everywhere: Set<OfferId>,
    /// For each region the offers in force there.
    in_region: Vec<Set<OfferId>>,
}

impl InForce {
    /// Finds which offers are in force on a day, and where.
    fn find(&mut self, planner: &Planner<'_>, day: Date) {
        if self.day == Some(day) {
            return;
        }
        let region = planner.catalogue.fact(planner.catalogue.policy.roles.region);
        self.somewhere.clear();
        self.in_region.clear();
        self.in_region.resize(region.values().len().max(1), Set::default());
        for (id, offer) in crate::ids::numbered(&planner.catalogue.offers) {
            let Availability::Windows(windows) = &offer.availability else { continue };
            for window in windows.iter().filter(|w| w.community && w.holds_on(day)) {
                self.somewhere.insert(id);
                for (region, offers) in self.in_region.iter_mut().enumerate() {
                    let here = |listed: &u16| usize::from(*listed) == region;
                    if window.regions.is_empty() || window.regions.iter().any(here) {
                        offers.insert(id);
                    }
                }
            }
        }
        self.everywhere.clone_from(&self.somewhere);
        self.in_region.iter().for_each(|here| self.everywhere.keep(here));
        self.day = Some(day);
    }
}

/// Which checks each offer is known to fail, and what is unknown of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    not_available: Set<OfferId>,
    /// Whether the offer is in force turns on the region, which is unknown.
    pub(crate) region_unknown: Set<OfferId>,
    not_eligible: Set<OfferId>,
    /// No target is present, or can become so.
    no_need: Set<OfferId>,
    no_vehicle: Set<OfferId>,
    pub(crate) vehicle_unknown: Set<OfferId>,
    no_time: Set<OfferId>,
    no_rar_days: Set<OfferId>,
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
        self.vehicles(planner, evaluation);
        self.weeks_and_days(planner, case, evaluation);
        self.gather(planner, evaluation);
    }

    fn availability(&mut self, planner: &Planner<'_>, case: &Case, in_force: &InForce) {
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        let every = &planner.rules.every_offer;
        let region = case.number(vocabulary, roles.region);
        match region.and_then(|region| in_force.in_region.get(region as usize)) {
            Some(here) => {
                self.not_available.copy(every.minus(here));
                self.region_unknown.clear();
            }
            None => {
                self.not_available.copy(every.minus(&in_force.somewhere));
                self.region_unknown.copy(in_force.somewhere.minus(&in_force.everywhere));
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
        let weeks = case.number(vocabulary, roles.weeks);
        if let Some(longer) = weeks.and_then(|weeks| planner.groups.longer_than(weeks)) {
            self.no_time.add(longer);
        }
        let Some(days) = case.number(vocabulary, roles.rar_days) else { return };
        let Some(more) = planner.groups.more_sessions_than(days) else { return };
        // An offer that may still support appointments uses days only if it is known to have its vehicle.
        let spared = self.vehicle_unknown.and(&planner.groups.supports).or(&self.no_vehicle);
        for offer in more.minus(spared).iter() {
            if let Some((vehicle, true)) = planner.vehicle(offer, evaluation)
                && planner.stated_rar_days(offer, vehicle) > days
            {
                self.no_rar_days.insert(offer);
            }
        }
    }

    /// Gathers the checks; an offer on a target that may become present in the plan keeps its turn.
    fn gather(&mut self, planner: &Planner<'_>, evaluation: &Evaluation) {
        self.support_only.copy(self.no_vehicle.and(&planner.groups.supports));
        self.excluded.copy(self.no_vehicle.minus(&planner.groups.supports));
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
