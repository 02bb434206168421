//! Which offers are surely included and which they surely displace, whatever is answered next.

use super::Prospects;
use super::figures::Offers;
use super::view::{View, alone, targets};
use crate::bits;
use crate::catalogue::OfferId;
use crate::matching::NodeId;

impl Prospects {
    pub(super) fn start(&mut self, view: &View<'_>, accepted: &[OfferId]) {
        let words = view.planner.rules.offer_words;
        for set in [
            &mut self.possible,
            &mut self.live,
            &mut self.sure,
            &mut self.open,
            &mut self.may_include,
            &mut self.accepted,
            &mut self.decided,
            &mut self.leading,
            &mut self.not_leading,
            &mut self.may_prepare,
            &mut self.may_consolidate,
            &mut self.may_take_days,
        ] {
            set.clear();
            set.resize(words, 0);
        }
        (self.more_weeks, self.more_days) = (None, None);
        let (standing, evaluation) = (view.standing, view.trial.evaluation());
        let figures = view.figures;
        let offers = view.planner.rules.offers.len();
        accepted.iter().for_each(|offer| bits::set(&mut self.accepted, offer.index()));
        for word in 0..words {
            let all = if offers / 64 > word { u64::MAX } else { (1 << (offers % 64)) - 1 };
            let live = all & !standing.excluded[word];
            let judged = (figures.options[word] | evaluation.excepted[word]) & !self.accepted[word];
            let undecided =
                evaluation.undecided[word] | standing.region_unknown[word] | standing.vehicle_unknown[word];
            (self.possible[word], self.live[word]) = (live, live);
            self.may_include[word] = live & !judged & !standing.support_only[word];
            self.decided[word] = if view.access_known { live & !undecided } else { 0 };
        }
        for target in targets(view.planner.figures.offence_related) {
            if view.present >> target & 1 == 1 {
                bits::add(&mut self.leading, view.on(target));
            }
            if view.absent >> target & 1 == 0 {
                bits::add(&mut self.not_leading, view.on(target));
            }
        }
        self.not_leading.iter_mut().for_each(|word| *word = !*word);
        let gather = |set: &mut Vec<u64>, conditions: &[(NodeId, Offers)]| {
            for (_, offers) in conditions.iter().filter(|(when, _)| view.may_hold(*when)) {
                bits::add(set, offers);
            }
        };
        self.may_prepare.copy_from_slice(&figures.preparing);
        gather(&mut self.may_prepare, &figures.prepare_when);
        gather(&mut self.may_consolidate, &figures.consolidate_when);
        gather(&mut self.may_take_days, &figures.counting_when);
        for (word, may_take) in self.may_take_days.iter_mut().enumerate() {
            *may_take &= figures.stated_sessions[word] & !standing.support_only[word];
        }
    }

    /// One round: finds offers that are surely included, then drops those that they surely displace. Whether the round dropped any.
    pub(super) fn settle(&mut self, view: &View<'_>) -> bool {
        let mut dropped = false;
        for word in 0..self.live.len() {
            let candidates = self.live[word] & self.may_include[word] & self.decided[word] & !self.sure[word];
            for offer in bits::ones(&[candidates]).map(|bit| word * 64 + bit) {
                if self.always_fits(offer, view) && self.is_unrivalled(offer, view) {
                    bits::set(&mut self.sure, offer);
                }
            }
        }
        if self.sure.iter().all(|word| *word == 0) {
            return false;
        }
        for word in 0..self.live.len() {
            for offer in bits::ones(&[self.live[word] & !self.sure[word]]).map(|bit| word * 64 + bit) {
                if self.is_surely_displaced(offer, view) {
                    bits::clear(&mut self.live, offer);
                    bits::clear(&mut self.may_include, offer);
                    dropped = true;
                }
            }
        }
        dropped
    }

    /// A word of the offers whose turn does not surely come after that of one.
    fn not_after(&self, offer: usize, view: &View<'_>, word: usize) -> u64 {
        let kind = &view.figures.kinds[view.kind(offer)];
        let behind = if bits::has(&self.leading, offer) { self.not_leading[word] } else { 0 };
        kind.earlier[word] | (kind.own[word] & !behind)
    }

    /// Whether some present target of the offer is its own until its turn, and nothing it may not stand beside can come first.
    fn is_unrivalled(&self, offer: usize, view: &View<'_>) -> bool {
        // One that can never be included still holds others up while an answer to it is missing.
        let rivals = |word: usize| {
            self.live[word]
                & (self.may_include[word] | !self.decided[word])
                & self.not_after(offer, view, word)
                & !alone(offer, word)
        };
        let covering = &view.figures.kinds[view.kind(offer)].covering;
        let not_beside = &view.figures.not_beside[offer];
        let words = 0..self.live.len();
        if words.clone().any(|word| rivals(word) & not_beside[word] != 0) {
            return false;
        }
        targets(view.targets(offer) & view.present).any(|target| {
            let on = view.on(target);
            words.clone().all(|word| rivals(word) & covering[word] & on[word] == 0)
        })
    }

    /// Whether the offer fits the weeks and the days whatever else is included.
    fn always_fits(&mut self, offer: usize, view: &View<'_>) -> bool {
        let (Some(weeks), Some(needed)) = (view.weeks, self.weeks_needed(offer, view)) else { return false };
        if needed > weeks {
            self.more_weeks = Some(self.more_weeks.map_or(needed, |more| more.min(needed)));
            return false;
        }
        let Some(needed) = self.days_needed(offer, view) else { return true };
        let Some(days) = view.rar_days else { return false };
        if needed > days {
            self.more_days = Some(self.more_days.map_or(needed, |more| more.min(needed)));
        }
        needed <= days
    }

    /// The weeks with which the offer fits whatever else is included; none where that cannot be said.
    ///
    /// A step starts right after the step that holds it up, which starts right after the one that holds that up, and so on down to
    /// the first week or to the weeks before what waits. So it starts no later than after all steps together that can be in such a
    /// chain, one after the other.
    fn weeks_needed(&self, offer: usize, view: &View<'_>) -> Option<u32> {
        let figures = view.figures;
        if bits::has(&figures.following, offer) || bits::has(&self.may_consolidate, offer) {
            return None;
        }
        let delivery = &view.planner.catalogue.offers[offer].delivery;
        let before = self.may_hold_up(offer, view);
        let waits = bits::has(&figures.waiting, offer) || bits::share(&figures.waiting, &before);
        let start = if waits { view.planner.catalogue.policy.sequence.weeks_before_core } else { 0 };
        let each = bits::ones(&before).map(|other| view.delivery_weeks(other));
        Some(each.sum::<u32>() + start + if delivery.assumed { 1 } else { delivery.weeks })
    }

    /// Every offer that may be in the chain of those that hold one up.
    fn may_hold_up(&self, offer: usize, view: &View<'_>) -> Offers {
        let figures = view.figures;
        let all = |of: &dyn Fn(usize) -> u64| -> Offers {
            (0..self.live.len()).map(|word| self.may_include[word] & !alone(offer, word) & of(word)).collect()
        };
        let everything = all(&|_| u64::MAX);
        // What is held back while another has its turn lets later ones pass, and those may hold it up in turn.
        if !figures.phases_by_role || bits::has(&figures.prepared, offer) {
            return everything;
        }
        let order = &figures.order[offer];
        let waits = bits::has(&figures.waiting, offer);
        let lane = &figures.lanes[view.planner.rules.offers[offer].lane.index()];
        let first = |word: usize| {
            if waits { order.earlier[word] | self.not_after(offer, view, word) } else { u64::MAX }
        };
        let mut before = all(&|word| lane[word] & (first(word) | self.may_prepare[word]));
        if waits || bits::share(&figures.waiting, &before) {
            let steadying = all(&|word| figures.before_preparing[word]);
            for preparing in bits::ones(&all(&|word| self.may_prepare[word])) {
                let lane = &figures.lanes[view.planner.rules.offers[preparing].lane.index()];
                (0..before.len()).for_each(|word| before[word] |= steadying[word] & lane[word]);
                bits::set(&mut before, preparing);
            }
        }
        // The same holds of what is before it: what follows, consolidates or is prepared for has its own chain.
        let has_own_chain = |word: usize| {
            let consolidates = if order.reaches_consolidation { self.may_consolidate[word] } else { 0 };
            order.not_later[word] & (figures.following[word] | figures.prepared[word] | consolidates)
        };
        if (0..before.len()).any(|word| before[word] & has_own_chain(word) != 0) {
            everything
        } else {
            before
        }
    }

    /// The days with which the offer fits whatever else is included; none where it takes no days.
    fn days_needed(&self, offer: usize, view: &View<'_>) -> Option<u32> {
        if !bits::has(&self.may_take_days, offer) {
            return None;
        }
        let mut needed = view.sessions(offer);
        for word in 0..self.live.len() {
            let before = self.may_include[word]
                & self.may_take_days[word]
                & self.not_after(offer, view, word)
                & !alone(offer, word);
            needed += bits::ones(&[before]).map(|bit| view.sessions(word * 64 + bit)).sum::<u32>();
        }
        Some(needed)
    }

    /// Whether offers that are surely included, and whose turn surely comes first, cover all it could work on or rule it out.
    fn is_surely_displaced(&self, offer: usize, view: &View<'_>) -> bool {
        let kind = &view.figures.kinds[view.kind(offer)];
        let is_behind = bits::has(&self.not_leading, offer);
        let first = |word: usize| {
            let ahead = if is_behind { kind.own[word] & self.leading[word] } else { 0 };
            self.sure[word] & (kind.earlier[word] | ahead)
        };
        let not_beside = &view.figures.not_beside[offer];
        let words = 0..self.live.len();
        if words.clone().any(|word| first(word) & not_beside[word] != 0) {
            return true;
        }
        targets(view.targets(offer) & !view.absent).all(|target| {
            let on = view.on(target);
            words.clone().any(|word| first(word) & kind.covering[word] & on[word] != 0)
        })
    }

    /// The offers whose outcome may still change: not those surely included, nor those sure to be put to judgement.
    pub(super) fn find_open(&mut self, view: &View<'_>) {
        for word in 0..self.live.len() {
            for offer in bits::ones(&[self.live[word] & !self.sure[word]]).map(|bit| word * 64 + bit) {
                let judged = !bits::has(&self.may_include, offer)
                    && bits::has(&self.decided, offer)
                    && self.is_unrivalled(offer, view)
                    && self.pre_checks_settled(offer, view);
                if !judged {
                    bits::set(&mut self.open, offer);
                }
            }
        }
    }

    /// Whether the weeks and the days can no longer rule the offer out before its turn.
    fn pre_checks_settled(&self, offer: usize, view: &View<'_>) -> bool {
        (view.weeks.is_some() || !bits::has(&view.figures.stated, offer))
            && (view.rar_days.is_some() || !bits::has(&self.may_take_days, offer))
    }
}
