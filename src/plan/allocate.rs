//! Which of the offers that no check rules out are included: kind by kind, the most needed first.

use std::cmp::Reverse;

use super::{Decision, Options, Planner};
use crate::catalogue::{KindId, OfferId, TargetId};
use crate::ids::{self, Members, Only, Set};
use crate::matching::{CompiledBeside, Truth};
use crate::outcome::{Outcome, Reason};

/// What allocation has covered so far. Made once and used again for the next case.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered {
    /// Targets known absent. An included offer can make one present.
    absent: Set<TargetId>,
    /// For each kind, the targets of its included offers.
    by_included: Vec<Set<TargetId>>,
    /// The targets that these cover for the kind whose turn it is.
    now: Set<TargetId>,
    /// The targets that are present and lead, and those that are present and not covered.
    leading: Set<TargetId>,
    wanted: Set<TargetId>,
    /// The offers included.
    included: Set<OfferId>,
    /// Offers whose turn came and that may yet be included, so that they hold up what would take their place: those that are
    /// undetermined, and those left to judgement that are not for exceptional cases only.
    unsettled: Vec<OfferId>,
    /// Targets that an unsettled offer would make present.
    enabled: Set<TargetId>,
    /// The offers of one kind that wait for their turn, the next one last.
    waiting: Vec<Waiting>,
}

/// An offer that waits for its turn. The order is that of turns, the last one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// The catalogue puts it before all others of its kind, and nothing about it is open.
    first: bool,
    /// The practitioner accepted it, and it needed that by itself.
    accepted: bool,
    /// An offence-related target of it is present.
    leads: bool,
    /// Its targets that are present and not covered.
    wanted: usize,
    offer: Reverse<OfferId>,
}

impl Covered {
    fn start(&mut self, kinds: usize, absent: &Set<TargetId>) {
        self.absent.clone_from(absent);
        self.included.clear();
        self.unsettled.clear();
        self.enabled.clear();
        self.by_included.resize(kinds, Set::default());
        self.by_included.iter_mut().for_each(Set::clear);
    }

    /// Targets known absent that an unsettled offer may yet make present.
    fn pending(&self) -> impl Members<TargetId> {
        self.absent.and(&self.enabled)
    }
}

/// One allocation of one case.
pub(super) struct Round<'r> {
    pub(super) planner: &'r Planner<'r>,
    pub(super) options: &'r Options<'r>,
    /// Offers that do not fit, with the reason.
    pub(super) taken_out: &'r [(OfferId, Reason)],
    pub(super) decision: &'r mut Decision,
    pub(super) covered: &'r mut Covered,
}

impl Round<'_> {
    /// Gives every offer its reason, and lists the included ones in order.
    pub(super) fn run(&mut self) {
        let Decision { evaluation, checks, reasons, included, because_of, present, open, .. } = self.decision;
        reasons.clear();
        reasons.resize(self.planner.rules.offers.len(), Reason::NoNeed);
        checks.reasons(reasons);
        included.clear();
        because_of.clear();
        present.clone_from(&evaluation.present);
        // What an earlier case left is read for no offer whose turn did not come.
        open.resize(self.planner.rules.offers.len(), Set::default());
        let kinds = self.planner.catalogue.policy.kinds.len();
        self.covered.start(kinds, &evaluation.absent);
        for (offer, reason) in self.taken_out {
            reasons[offer.index()] = *reason;
        }
        for kind in ids::all(kinds) {
            self.queue(kind);
            while let Some(Waiting { offer: Reverse(offer), .. }) = self.covered.waiting.pop() {
                let reason = self.turn(offer, kind);
                self.decision.reasons[offer.index()] = reason;
                if reason.outcome() == Outcome::Include {
                    self.order();
                }
            }
        }
        self.follow_ons_without_a_lead();
    }

    /// Lets the offers of a kind wait that nothing rules out, and finds what is covered for it.
    fn queue(&mut self, kind: KindId) {
        let covered = &mut *self.covered;
        let counts = |other: &KindId| self.planner.groups.covers_for[other.index()].has(kind);
        covered.now.clear();
        for other in ids::all(covered.by_included.len()).filter(counts) {
            covered.now.add(&covered.by_included[other.index()]);
        }
        covered.waiting.clear();
        let of_kind = &self.planner.groups.of_kind[kind.index()];
        for offer in of_kind.minus(&self.decision.checks.excluded).iter() {
            if !self.taken_out.iter().any(|(out, _)| *out == offer) {
                self.covered.waiting.push(self.waiting(offer));
            }
        }
        self.order();
    }

    /// An offer that waits, with what does not change while it does.
    fn waiting(&self, offer: OfferId) -> Waiting {
        let Decision { evaluation, checks, present, .. } = &*self.decision;
        let compiled = &self.planner.rules.offers[offer.index()];
        let has_vehicle = !checks.vehicle_unknown.has(offer) && !checks.support_only.has(offer);
        let is_open = evaluation.undecided.has(offer)
            || evaluation.unapproved.has(offer)
            || checks.region_unknown.has(offer)
            || checks.unconfirmed.has(offer)
            || checks.excepted.has(offer);
        Waiting {
            first: compiled.first && has_vehicle && !is_open && compiled.targets.shares(present),
            accepted: self.options.accepted.contains(&offer) && self.needs_acceptance(offer),
            leads: false,
            wanted: 0,
            offer: Reverse(offer),
        }
    }

    /// Whether an offer is in the plan only if the practitioner accepts it, whatever else is in the plan.
    fn needs_acceptance(&self, offer: OfferId) -> bool {
        let checks = &self.decision.checks;
        checks.unconfirmed.has(offer)
            || checks.excepted.has(offer)
            || self.planner.rules.offers[offer.index()].option
    }

    /// Orders what waits: what the catalogue puts first, then what was accepted, then an offence-related target, then most
    /// targets present and not covered, then the catalogue's order. Only an inclusion changes it.
    fn order(&mut self) {
        let Covered { waiting, now, leading, wanted, .. } = &mut *self.covered;
        leading.copy(self.decision.present.and(&self.planner.groups.offence_related));
        wanted.copy(self.decision.present.minus(&*now));
        for waiting in waiting.iter_mut() {
            let targets = &self.planner.rules.offers[waiting.offer.0.index()].targets;
            waiting.leads = targets.shares(&*leading);
            waiting.wanted = targets.and(&*wanted).count();
        }
        waiting.sort_unstable();
    }

    /// What becomes of the offer whose turn it is.
    fn turn(&mut self, offer: OfferId, kind: KindId) -> Reason {
        let compiled = &self.planner.rules.offers[offer.index()];
        let covered = &*self.covered;
        let possible = compiled.targets.minus(&covered.absent);
        let open = possible.minus(&covered.now);
        self.decision.open[offer.index()].copy(open);
        let may_follow = compiled.targets.shares(covered.pending());
        if possible.is_empty() && !may_follow {
            return Reason::NoNeed;
        }
        if open.is_empty() && !may_follow {
            let targets = compiled.targets.minus(&covered.absent);
            name(&self.decision.included, &mut self.decision.because_of, offer, |by| {
                self.planner.covers(by, kind, targets)
            });
            return Reason::Displaced;
        }
        if self.name_what_it_may_not_stand_beside(offer) {
            return Reason::Displaced;
        }
        if self.options.declined.contains(&offer) {
            return Reason::Declined;
        }
        self.undisplaced(offer, kind)
    }

    /// Names the included offers beside which one may not stand; whether there are any.
    fn name_what_it_may_not_stand_beside(&mut self, offer: OfferId) -> bool {
        let Self { planner, decision, covered, .. } = self;
        let Decision { evaluation, included, because_of, .. } = &mut **decision;
        let rules = &planner.rules.offers[offer.index()].beside;
        let applies = |rule: &CompiledBeside| {
            rule.with.shares(&covered.included) && evaluation.truth(rule.applies) == Truth::Met
        };
        if !rules.iter().any(applies) {
            return false;
        }
        name(included, because_of, offer, |by| rules.iter().any(|rule| rule.with.has(by) && applies(rule)));
        true
    }

    /// What becomes of an offer that no included one displaces.
    fn undisplaced(&mut self, offer: OfferId, kind: KindId) -> Reason {
        let compiled = &self.planner.rules.offers[offer.index()];
        let Decision { evaluation, checks, present, open, .. } = &*self.decision;
        let open = &open[offer.index()];
        let needed = open.shares(present);
        let beside_unknown = |rule: &CompiledBeside| {
            rule.with.shares(&self.covered.included) && evaluation.truth(rule.applies) == Truth::Unknown
        };
        let is_unknown = evaluation.undecided.has(offer)
            || checks.region_unknown.has(offer)
            || checks.vehicle_unknown.has(offer)
            || compiled.beside.iter().any(beside_unknown);
        if is_unknown || (!needed && !open.is_empty()) {
            return self.unsettled(offer, Reason::MissingAnswers);
        }
        if !needed {
            self.name_enablers(offer);
            return self.unsettled(offer, Reason::DependsOnOffer);
        }
        let is_second = self.is_second(offer, kind);
        if let Some(reason) = self.for_judgement(offer, is_second) {
            let is_exceptional = is_second || self.decision.evaluation.exceptional.has(offer);
            return if is_exceptional { reason } else { self.unsettled(offer, reason) };
        }
        let is_accepted = self.options.accepted.contains(&offer);
        if self.decision.checks.support_only.has(offer) {
            return Reason::SupportOnly;
        }
        if compiled.option && !is_accepted {
            return Reason::Option;
        }
        if self.is_held_up(offer, kind) {
            return self.unsettled(offer, Reason::DependsOnOffer);
        }
        self.include(offer, kind);
        let by_acceptance = is_accepted && (is_second || self.needs_acceptance(offer));
        if by_acceptance { Reason::AcceptedException } else { Reason::MeetsCriteria }
    }

    /// Whether an offer would be the second of a kind of which a plan usually has one.
    fn is_second(&self, offer: OfferId, kind: KindId) -> bool {
        let groups = &self.planner.groups;
        groups.once.has(kind)
            && groups.of_kind[kind.index()].minus(Only(offer)).shares(&self.covered.included)
    }

    /// Why an offer is left to judgement, or waits for somebody's approval, if it is or does: an acceptance answers the first
    /// and not the second.
    fn for_judgement(&self, offer: OfferId, is_second: bool) -> Option<Reason> {
        let Decision { evaluation, checks, .. } = &*self.decision;
        if evaluation.unapproved.has(offer) {
            return Some(Reason::AwaitsApproval);
        }
        if self.options.accepted.contains(&offer) {
            return None;
        }
        if checks.unconfirmed.has(offer) {
            return Some(Reason::Unconfirmed);
        }
        (checks.excepted.has(offer) || is_second).then_some(Reason::Exception)
    }

    /// Whether an unsettled offer may yet displace one, and by which.
    fn is_held_up(&mut self, offer: OfferId, kind: KindId) -> bool {
        let Self { planner, decision, covered, options, .. } = self;
        if covered.unsettled.is_empty() || !planner.catalogue.policy.kinds[kind.index()].competes {
            return false;
        }
        let compiled = &planner.rules.offers[offer.index()];
        let Decision { evaluation, checks, reasons, present, open, because_of, .. } = &mut **decision;
        let wanted = open[offer.index()].and(&*present);
        let is_once = planner.groups.once.has(kind);
        let is_confirmed = !checks.unconfirmed.has(offer);
        let is_rival = |by: OfferId| {
            let waits_for_confirmation = reasons[by.index()] == Reason::Unconfirmed;
            let gives_way = is_once && is_confirmed && waits_for_confirmation && planner.kind(by) == kind;
            planner.groups.covers_for[planner.kind(by).index()].has(kind) && !gives_way
        };
        let excludes = |by: OfferId| {
            let is_second = is_once && planner.kind(by) == kind && !options.accepted.contains(&offer);
            is_second
                || (compiled.beside.iter())
                    .any(|rule| rule.with.has(by) && evaluation.truth(rule.applies) != Truth::NotMet)
        };
        let targets = |by: OfferId| &planner.rules.offers[by.index()].targets;
        let mut contested = Set::default();
        let mut is_excluded = false;
        for by in covered.unsettled.iter().copied().filter(|by| is_rival(*by)) {
            contested.add(targets(by));
            is_excluded |= excludes(by);
        }
        let is_contested = wanted.is_within(&contested);
        if !is_excluded && !is_contested {
            return false;
        }
        name(&covered.unsettled, because_of, offer, |by| {
            is_rival(by) && (excludes(by) || (is_contested && targets(by).shares(wanted)))
        });
        true
    }

    /// Lets an offer hold up what would take its place.
    fn unsettled(&mut self, offer: OfferId, reason: Reason) -> Reason {
        let Self { planner, covered, .. } = self;
        covered.unsettled.push(offer);
        for (target, enablers) in &planner.groups.follow_on {
            if enablers.has(offer) {
                covered.enabled.insert(*target);
            }
        }
        reason
    }

    /// Names the unsettled offers that would make a target of an offer present.
    fn name_enablers(&mut self, offer: OfferId) {
        let Self { planner, decision, covered, .. } = self;
        let pending = planner.rules.offers[offer.index()].targets.and(covered.pending());
        for (target, enablers) in &planner.groups.follow_on {
            if pending.has(*target) {
                name(&covered.unsettled, &mut decision.because_of, offer, |by| enablers.has(by));
            }
        }
    }

    fn include(&mut self, offer: OfferId, kind: KindId) {
        let Self { planner, decision, covered, .. } = self;
        let targets = &planner.rules.offers[offer.index()].targets;
        covered.by_included[kind.index()].add(targets);
        if planner.groups.covers_for[kind.index()].has(kind) {
            covered.now.add(targets);
        }
        covered.included.insert(offer);
        decision.included.push(offer);
        for (target, enablers) in &planner.groups.follow_on {
            if enablers.has(offer) {
                decision.present.insert(*target);
                covered.absent.remove(*target);
            }
        }
    }

    /// An offer whose only target would have followed from other work has no need, where nothing led to it: that check comes
    /// before the vehicle, the weeks and the days.
    fn follow_ons_without_a_lead(&mut self) {
        let Self { planner, decision, covered, .. } = self;
        for (target, _) in &planner.groups.follow_on {
            for offer in planner.rules.offers_on(*target) {
                let targets = &planner.rules.offers[offer.index()].targets;
                let reason = &mut decision.reasons[offer.index()];
                let by_a_later_check = reason.outcome() == Outcome::Exclude
                    && (Reason::NoNeed..Reason::Displaced).contains(reason);
                if by_a_later_check
                    && targets.is_within(&covered.absent)
                    && !targets.shares(covered.pending())
                {
                    *reason = Reason::NoNeed;
                }
            }
        }
    }
}

impl Planner<'_> {
    /// The kind of an offer.
    fn kind(&self, offer: OfferId) -> KindId {
        self.rules.offers[offer.index()].kind
    }

    /// Whether an offer covers some of these targets for a kind.
    fn covers(&self, offer: OfferId, kind: KindId, targets: impl Members<TargetId>) -> bool {
        let compiled = &self.rules.offers[offer.index()];
        self.groups.covers_for[compiled.kind.index()].has(kind) && compiled.targets.shares(targets)
    }
}

/// Notes for an offer which of some others it is because of.
fn name(
    others: &[OfferId],
    because_of: &mut Vec<(OfferId, OfferId)>,
    offer: OfferId,
    is: impl Fn(OfferId) -> bool,
) {
    because_of.extend(others.iter().filter(|by| is(**by)).map(|by| (offer, *by)));
}
