//! Sets of people: those who meet a condition, and those who can have an offer.

use jiff::civil::Date;

use super::{Cell, Space};
use crate::audit::diagram::{EVERYBODY, NOBODY, Profiles};
use crate::catalogue::{Accepts, Availability, Catalogue, Condition, Offer, Taken, Test};

impl Space {
    /// Everybody for whom a condition of one of the catalogues holds, every answer being known.
    pub fn met(&mut self, catalogue: usize, condition: &Condition) -> Profiles {
        match condition {
            Condition::Always => EVERYBODY,
            Condition::Test(test) => self.test(catalogue, test),
            Condition::All(parts) => parts.iter().fold(EVERYBODY, |all, part| {
                let part = self.met(catalogue, part);
                self.diagram.and(all, part)
            }),
            Condition::Any(parts) => parts.iter().fold(NOBODY, |any, part| {
                let part = self.met(catalogue, part);
                self.diagram.or(any, part)
            }),
            Condition::Not(part) => {
                let part = self.met(catalogue, part);
                self.diagram.not(part)
            }
        }
    }

    /// Everybody who passes one test.
    pub fn test(&mut self, catalogue: usize, test: &Test) -> Profiles {
        let mapped = &self.maps[catalogue][test.fact.index()];
        let values = |listed: &[u16]| -> Vec<u16> {
            listed.iter().filter_map(|value| mapped.values.get(usize::from(*value)).copied()).collect()
        };
        let levels = self.of_fact[mapped.fact].clone();
        match test.accepts.taken() {
            Taken::SomeOf(listed) => {
                let listed = values(listed);
                self.includes(&levels, &listed)
            }
            Taken::NoneOf(listed) => {
                let listed = values(listed);
                let some = self.includes(&levels, &listed);
                self.diagram.not(some)
            }
            Taken::Numbers(least, most) => self.pick(&levels, |cell| match cell {
                Cell::Range(from, to) => from >= least && to <= most,
                _ => false,
            }),
            Taken::NoScore => self.pick(&levels, |cell| cell == Cell::Unavailable),
            Taken::Choice(listed) => {
                let known = values(listed);
                self.pick(&levels, |cell| match cell {
                    Cell::YesNo(yes) => listed.contains(&u16::from(yes)),
                    Cell::Value(value) => known.contains(&value),
                    _ => false,
                })
            }
        }
    }

    fn pick(&mut self, levels: &[usize], wanted: impl Fn(Cell) -> bool) -> Profiles {
        let Some(level) = levels.first() else { return NOBODY };
        let cells = &self.levels[*level].cells;
        self.diagram.cells(*level, |cell| wanted(cells[cell]))
    }

    fn includes(&mut self, levels: &[usize], listed: &[u16]) -> Profiles {
        let mut some = NOBODY;
        for level in levels {
            if self.levels[*level].value.is_some_and(|value| listed.contains(&value)) {
                let one = self.diagram.cells(*level, |holds| holds == 1);
                some = self.diagram.or(some, one);
            }
        }
        some
    }

    /// Everybody in whose region an offer is in force in the community: on a day, or on any day where none is given.
    pub fn available(
        &mut self,
        index: usize,
        catalogue: &Catalogue,
        offer: &Offer,
        day: Option<Date>,
    ) -> Profiles {
        let Availability::Windows(windows) = &offer.availability else { return NOBODY };
        let mut somewhere = NOBODY;
        for window in windows.iter().filter(|w| w.community && day.is_none_or(|day| w.holds_on(day))) {
            if window.regions.is_empty() {
                return EVERYBODY;
            }
            let here = self.test(
                index,
                &Test {
                    fact: catalogue.policy.roles.region,
                    accepts: Accepts::Values(window.regions.clone()),
                    place: window.place,
                },
            );
            somewhere = self.diagram.or(somewhere, here);
        }
        somewhere
    }

    /// Everybody who meets every criterion of an offer, exceptions included. Somebody for whom only an approval was not given is among
    /// them: the offer waits for it, and is not ruled out.
    pub fn eligible(&mut self, index: usize, offer: &Offer) -> Profiles {
        let mut all = EVERYBODY;
        for criterion in offer.criteria.iter().filter(|criterion| !criterion.approval) {
            let mut met = self.met(index, &criterion.when);
            if let Some(exception) = &criterion.exception {
                let excepted = self.met(index, &exception.when);
                met = self.diagram.or(met, excepted);
            }
            all = self.diagram.and(all, met);
        }
        all
    }

    /// Everybody for whom an offer can be included or considered: in force where they are, every criterion met or excepted, and
    /// a legal means of delivery, or none needed to be considered. What else the plan holds, how much time is left and what
    /// the person cannot get to are left aside.
    pub fn can(&mut self, index: usize, catalogue: &Catalogue, offer: &Offer, day: Option<Date>) -> Profiles {
        let available = self.available(index, catalogue, offer, day);
        let eligible = self.eligible(index, offer);
        let both = self.diagram.and(available, eligible);
        if catalogue.policy.kinds[offer.kind.index()].without_vehicle.is_some() {
            return both;
        }
        let vehicle = self.met(index, &offer.vehicle.when);
        self.diagram.and(both, vehicle)
    }

    /// Everybody who has the weeks and the rehabilitation activity days for an offer's stated duration on its own.
    pub fn has_time(&mut self, index: usize, catalogue: &Catalogue, offer: &Offer) -> Profiles {
        if offer.delivery.assumed {
            return EVERYBODY;
        }
        let roles = &catalogue.policy.roles;
        let at_least = |fact, number| {
            Condition::Test(Test { fact, accepts: Accepts::AtLeast(number), place: offer.place })
        };
        let weeks = self.met(index, &at_least(roles.weeks, offer.delivery.weeks));
        let Some(sessions) = offer.delivery.sessions else { return weeks };
        let days = self.met(index, &at_least(roles.rar_days, sessions));
        let (mut counted, mut rest) = (NOBODY, EVERYBODY);
        for (vehicle, when) in &offer.vehicle.one_of {
            let when = self.met(index, when);
            let here = self.diagram.and(rest, when);
            rest = self.diagram.without(rest, when);
            if catalogue.policy.vehicles[vehicle.index()].counts_rar_days {
                counted = self.diagram.or(counted, here);
            }
        }
        let free = self.diagram.not(counted);
        let enough = self.diagram.or(free, days);
        self.diagram.and(weeks, enough)
    }
}
