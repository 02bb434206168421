//! How long each included offer is: stated lengths whole, assumed ones by the rehabilitation activity days that are left.

use super::Planner;
use crate::case::Case;
use crate::catalogue::OfferId;
use crate::matching::Evaluation;

/// The lengths of included offers, in the order of allocation. Made once and used again for the next case.
#[derive(Clone, Debug, Default)]
pub(super) struct Lengths {
    weeks: Vec<u32>,
    /// Assumed deliveries that take days, by their places, each with the sessions it has and the most that are assumed.
    sharing: Vec<Share>,
    fit_the_days: bool,
}

#[derive(Clone, Copy, Debug)]
struct Share {
    place: usize,
    sessions: u32,
    most: u32,
}

impl Lengths {
    /// The weeks of the offer at a place in the order of allocation.
    pub(super) fn weeks(&self, place: usize) -> u32 {
        self.weeks.get(place).copied().unwrap_or(1)
    }

    /// Whether the sessions stated, and the fewest of those assumed, fit the days.
    pub(super) fn fit_the_days(&self) -> bool {
        self.fit_the_days
    }

    /// Finds the lengths: what stated sessions leave of the days is shared by the assumed ones, which have their fewest each and
    /// then a day more each in turn, at most what is assumed.
    pub(super) fn share(
        &mut self,
        planner: &Planner<'_>,
        case: &Case,
        included: &[OfferId],
        evaluation: &Evaluation,
    ) {
        let roles = &planner.catalogue.policy.roles;
        let number = |fact| case.number(&planner.catalogue.vocabulary, fact);
        let (weeks, days) = (number(roles.weeks), number(roles.rar_days));
        self.weeks.clear();
        self.weeks.extend(included.iter().map(|offer| {
            let compiled = &planner.rules.offers[offer.index()];
            let most = if compiled.whole_sentence { weeks.unwrap_or(compiled.weeks) } else { compiled.weeks };
            compiled.weeks.min(most)
        }));
        self.fit_the_days = true;
        let Some(days) = days else { return };
        self.sharing.clear();
        let per_week = planner.catalogue.policy.sequence.sessions_per_week;
        let mut left = i64::from(days);
        for (place, offer) in included.iter().enumerate() {
            if !planner.takes_days(*offer, evaluation) {
                continue;
            }
            let delivery = &planner.catalogue.offer(*offer).delivery;
            let most = delivery.sessions.unwrap_or_else(|| self.weeks(place) * per_week);
            let sessions = if delivery.assumed { delivery.fewest().unwrap_or(1).min(most) } else { most };
            left -= i64::from(sessions);
            if delivery.assumed {
                self.sharing.push(Share { place, sessions, most });
            }
        }
        self.fit_the_days = left >= 0;
        self.hand_out(left);
        for share in &self.sharing {
            if let Some(weeks) = self.weeks.get_mut(share.place) {
                *weeks = share.sessions.div_ceil(per_week).max(1);
            }
        }
    }

    /// A day more to each in turn while there are days left and some take more.
    fn hand_out(&mut self, mut left: i64) {
        while left > 0 && self.sharing.iter().any(|share| share.sessions < share.most) {
            for share in self.sharing.iter_mut().filter(|share| share.sessions < share.most) {
                if left > 0 {
                    share.sessions += 1;
                    left -= 1;
                }
            }
        }
    }
}
