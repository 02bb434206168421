//! Which offers are surely included and which they surely displace, whatever is answered next.

use super::Outlook;
use super::view::View;
use crate::case::Judgement;
use crate::catalogue::OfferId;
use crate::ids::{ConditionId, Members, Only, Set};
use crate::matching::CompiledBeside;

impl Outlook {
    pub(super) fn start(&mut self, view: &View<'_>, judgement: &Judgement) {
        for set in [&mut self.sure, &mut self.open, &mut self.accepted, &mut self.decided] {
            set.clear();
        }
        (self.more_weeks, self.more_days) = (None, None);
        self.accepted.extend(judgement.accepted.iter().copied());
        let (checks, evaluation) = (view.checks, view.conditions.evaluation());
        self.possible.copy(view.planner.rules.every_offer.minus(&checks.excluded));
        self.live.clone_from(&self.possible);
        // What was declined is ruled out or declined whatever comes, and holds nothing up.
        judgement.declined.iter().for_each(|offer| self.live.remove(*offer));
        let judged = view.groups.options.or(&checks.excepted).or(&checks.unconfirmed).minus(&self.accepted);
        let judged = judged.or(&evaluation.unapproved);
        self.may_include.copy(self.live.minus(judged).minus(&checks.support_only));
        // What the catalogue puts before all others of its kind, and what was accepted, may have its turn before any of them.
        self.ahead.clone_from(&view.groups.first);
        self.ahead.add(&self.accepted);
        if view.access_known {
            let of_itself = evaluation.undecided.or(&checks.region_unknown).or(&checks.vehicle_unknown);
            self.decided.copy(self.live.minus(of_itself));
        }
        self.turns(view);
        self.time(view);
    }

    /// Which offers lead by a target that is related to the offence, and which may.
    fn turns(&mut self, view: &View<'_>) {
        self.leading.clear();
        self.may_lead.clear();
        let related = &view.planner.groups.offence_related;
        for target in related.and(view.present).iter() {
            self.leading.add(view.on(target));
        }
        for target in related.minus(view.ruled_out).iter() {
            self.may_lead.add(view.on(target));
        }
    }

    /// Which offers may prepare, consolidate and take rehabilitation activity days.
    fn time(&mut self, view: &View<'_>) {
        let groups = view.groups;
        let gather = |set: &mut Set<OfferId>, having: &[(ConditionId, Set<OfferId>)]| {
            for (_, offers) in having.iter().filter(|(when, _)| view.may_hold(*when)) {
                set.add(offers);
            }
        };
        self.may_prepare.clone_from(&groups.preparing);
        gather(&mut self.may_prepare, &groups.prepare_when);
        self.may_consolidate.clear();
        gather(&mut self.may_consolidate, &groups.consolidate_when);
        self.may_take_days.clear();
        gather(&mut self.may_take_days, &groups.counting_when);
    }

    /// One round: finds offers that are surely included, then drops those that they surely displace. Whether the round dropped any.
    pub(super) fn settle(&mut self, view: &View<'_>) -> bool {
        let candidates = self.live.and(&self.may_include).and(&self.decided).minus(&self.sure).to_set();
        for offer in &candidates {
            if self.always_fits(offer, view) && self.is_unrivalled(offer, view) {
                self.sure.insert(offer);
            }
        }
        if self.sure.is_empty() {
            return false;
        }
        let mut dropped = false;
        for offer in &self.live.minus(&self.sure).to_set() {
            if self.is_surely_displaced(offer, view) {
                self.live.remove(offer);
                self.may_include.remove(offer);
                dropped = true;
            }
        }
        dropped
    }

    /// The offers whose turn does not surely come after that of one, itself among them.
    fn not_after<'s>(&'s self, offer: OfferId, view: &'s View<'_>) -> impl Members<OfferId> + 's {
        let kind = &view.groups.kinds[view.compiled(offer).kind.index()];
        let every = &view.planner.rules.every_offer;
        let not_behind = if self.leading.has(offer) { &self.may_lead } else { every };
        kind.earlier.or(kind.own.and(not_behind.or(&self.ahead)))
    }

    /// Whether some present target of the offer is its own until its turn, and nothing it may not stand beside can come first.
    fn is_unrivalled(&self, offer: OfferId, view: &View<'_>) -> bool {
        // One that can never be included still holds others up: while an answer to it is missing, and while it is for judgement.
        let rivals = self.live.and(self.not_after(offer, view)).minus(Only(offer));
        let compiled = view.compiled(offer);
        let may_exclude = |rule: &CompiledBeside| view.may_hold(rule.applies) && rivals.shares(&rule.with);
        if compiled.beside.iter().any(may_exclude) {
            return false;
        }
        // A second of a kind of which a plan usually has one is an exception.
        let kind = compiled.kind;
        if view.planner.groups.once.has(kind) && rivals.shares(&view.groups.kinds[kind.index()].own) {
            return false;
        }
        let covering = rivals.and(&view.groups.kinds[compiled.kind.index()].covering);
        compiled.targets.and(view.present).iter().any(|target| !covering.shares(view.on(target)))
    }

    /// Whether the offer fits the weeks and the days whatever else is included.
    fn always_fits(&mut self, offer: OfferId, view: &View<'_>) -> bool {
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
    fn weeks_needed(&self, offer: OfferId, view: &View<'_>) -> Option<u32> {
        let groups = view.groups;
        if groups.following.has(offer) || self.may_consolidate.has(offer) {
            return None;
        }
        let before = self.may_hold_up(offer, view);
        let waits = groups.waiting.has(offer) || groups.waiting.shares(&before);
        let start = if waits { view.planner.catalogue.policy.sequence.weeks_before_core } else { 0 };
        let total = |offers: &Set<OfferId>| offers.iter().map(|other| view.longest(other)).sum::<u32>();
        let own = view.compiled(offer).weeks_to_fit();
        let needed = total(&before) + start + own;
        // Preparation and what stabilises leave room for all core steps that hold the lane, so they add nothing to those.
        let in_lane = before.and(view.lane_of(offer)).to_set();
        let has_room = groups.phases_by_role
            && groups.simply_core.has(offer)
            && in_lane.minus(&groups.simply_core).is_empty();
        Some(if has_room { needed.min(total(&in_lane) + own) } else { needed })
    }

    /// Every offer that may be in the chain of those that hold one up.
    fn may_hold_up(&self, offer: OfferId, view: &View<'_>) -> Set<OfferId> {
        let groups = view.groups;
        let others = self.may_include.minus(Only(offer));
        // What is held back while another has its turn lets later ones pass, and those may hold it up in turn.
        if !groups.phases_by_role || groups.prepared.has(offer) {
            return others.to_set();
        }
        let order = &groups.order[offer.index()];
        let first = order.earlier.or(self.not_after(offer, view));
        let mut before = others.and(view.lane_of(offer)).and(first).to_set();
        if groups.waiting.has(offer) || groups.waiting.shares(&before) {
            for preparing in others.and(&self.may_prepare).iter() {
                before.add(others.and(&groups.before_preparing).and(view.lane_of(preparing)));
                before.insert(preparing);
            }
        }
        // The same holds of what is before it: what follows or is prepared for has its own chain. So has what consolidates, but that
        // is after all that does not.
        let follows = groups.following.or(&groups.prepared).and(&order.not_later);
        if before.shares(follows) { others.to_set() } else { before }
    }

    /// The days with which the offer fits whatever else is included; none where it takes no days.
    fn days_needed(&self, offer: OfferId, view: &View<'_>) -> Option<u32> {
        let taking = self.may_include.and(&self.may_take_days).and(self.not_after(offer, view));
        let others = taking.minus(Only(offer)).iter().map(|other| view.fewest_days(other));
        self.may_take_days.has(offer).then(|| view.fewest_days(offer) + others.sum::<u32>())
    }

    /// Whether offers that are surely included, and whose turn surely comes first, cover all it could work on or rule it out.
    fn is_surely_displaced(&self, offer: OfferId, view: &View<'_>) -> bool {
        let compiled = view.compiled(offer);
        let kind = &view.groups.kinds[compiled.kind.index()];
        let mut first = self.sure.and(&kind.earlier).to_set();
        if !self.may_lead.has(offer) && !self.ahead.has(offer) {
            first.add(self.sure.and(&kind.own).and(&self.leading));
        }
        let excludes = |rule: &CompiledBeside| view.holds(rule.applies) && first.shares(&rule.with);
        // What other work may yet make present keeps an offer open, whatever covers it.
        let may_follow = view.groups.follow_on.minus(view.present);
        compiled.beside.iter().any(excludes)
            || (!compiled.targets.shares(may_follow)
                && (compiled.targets.minus(view.ruled_out).iter())
                    .all(|target| first.and(&kind.covering).shares(view.on(target))))
    }

    /// The offers whose outcome may still change: not those surely included, nor those sure to be put to judgement.
    pub(super) fn find_open(&mut self, view: &View<'_>) {
        for offer in self.live.minus(&self.sure).iter() {
            let is_judged = !self.may_include.has(offer)
                && self.decided.has(offer)
                && self.is_unrivalled(offer, view)
                && self.pre_checks_settled(offer, view);
            if !is_judged {
                self.open.insert(offer);
            }
        }
    }

    /// Whether the weeks and the days can no longer rule the offer out before its turn.
    fn pre_checks_settled(&self, offer: OfferId, view: &View<'_>) -> bool {
        let fewest = view.delivery(offer).fewest().unwrap_or(0);
        (view.weeks.is_some() || !view.groups.stated.has(offer))
            && (view.rar_days.is_some_and(|days| fewest <= days) || !self.may_take_days.has(offer))
    }
}
