//! Which of the offers that no check rules out are included: kind by kind, the most needed first.

use std::cmp::Reverse;

use super::{Decision, Options, Planner};
use crate::catalogue::{KindId, OfferId, TargetId};
use crate::ids::{self, Members, Set};
use crate::outcome::{Outcome, Reason};

/// What allocation has covered so far. Made once and used again for the next case.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered {
    /// Targets known absent. An included offer can make one present.
    absent: Set<TargetId>,
    /// For each kind, the targets of its included and of its undetermined offers.
    by_included: Vec<Set<TargetId>>,
    by_undetermined: Vec<Set<TargetId>>,
    /// The targets that these cover and may cover for the kind whose turn it is.
    now: Set<TargetId>,
    perhaps: Set<TargetId>,
    /// The targets that are present and lead, and those that are present and not covered.
    leading: Set<TargetId>,
    wanted: Set<TargetId>,
    /// Kinds with an included and with an undetermined offer.
    included_kinds: Set<KindId>,
    undetermined_kinds: Set<KindId>,
    undetermined: Vec<OfferId>,
    /// Targets that an undetermined offer would make present.
    enabled: Set<TargetId>,
    /// The offers of one kind that wait for their turn, the next one last.
    waiting: Vec<Waiting>,
}

/// An offer that waits for its turn. The order is that of turns, the last one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// An offence-related target of it is present.
    leads: bool,
    /// Its targets that are present and not covered.
    wanted: usize,
    offer: Reverse<OfferId>,
}

impl Covered {
    fn start(&mut self, kinds: usize, absent: &Set<TargetId>) {
        self.absent.clone_from(absent);
        self.included_kinds.clear();
        self.undetermined_kinds.clear();
        self.undetermined.clear();
        self.enabled.clear();
        for covered in [&mut self.by_included, &mut self.by_undetermined] {
            covered.resize(kinds, Set::default());
            covered.iter_mut().for_each(Set::clear);
        }
    }

    /// Targets known absent that an undetermined offer may yet make present.
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
        covered.perhaps.clear();
        for other in covered.included_kinds.iter().filter(counts) {
            covered.now.add(&covered.by_included[other.index()]);
        }
        for other in covered.undetermined_kinds.iter().filter(counts) {
            covered.perhaps.add(&covered.by_undetermined[other.index()]);
        }
        covered.waiting.clear();
        let of_kind = &self.planner.groups.of_kind[kind.index()];
        for offer in of_kind.minus(&self.decision.checks.excluded).iter() {
            if !self.taken_out.iter().any(|(out, _)| *out == offer) {
                self.covered.waiting.push(Waiting { leads: false, wanted: 0, offer: Reverse(offer) });
            }
        }
        self.order();
    }

    /// Orders what waits: an offence-related target first, then most targets present and not covered, then the catalogue's
    /// order. Only an inclusion changes it.
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
        if compiled.not_beside.shares(&covered.included_kinds) {
            name(&self.decision.included, &mut self.decision.because_of, offer, |by| {
                compiled.not_beside.has(self.planner.kind(by))
            });
            return Reason::Displaced;
        }
        self.undisplaced(offer, kind)
    }

    /// What becomes of an offer that no included one displaces.
    fn undisplaced(&mut self, offer: OfferId, kind: KindId) -> Reason {
        let compiled = &self.planner.rules.offers[offer.index()];
        let Decision { evaluation, checks, present, open, .. } = &*self.decision;
        let open = &open[offer.index()];
        let needed = open.shares(present);
        let is_unknown = evaluation.undecided.has(offer)
            || checks.region_unknown.has(offer)
            || checks.vehicle_unknown.has(offer);
        if is_unknown || (!needed && !open.is_empty()) {
            return self.undetermined(offer, kind, Reason::MissingAnswers);
        }
        if !needed {
            self.name_enablers(offer);
            return self.undetermined(offer, kind, Reason::DependsOnOffer);
        }
        let by_judgement = evaluation.excepted.has(offer);
        let is_accepted = self.options.accepted.contains(&offer);
        if by_judgement && !is_accepted {
            return Reason::Exception;
        }
        if checks.support_only.has(offer) {
            return Reason::SupportOnly;
        }
        if compiled.option && !is_accepted {
            return Reason::Option;
        }
        if self.is_held_up(offer, kind) {
            return self.undetermined(offer, kind, Reason::DependsOnOffer);
        }
        self.include(offer, kind);
        if by_judgement || compiled.option { Reason::AcceptedException } else { Reason::MeetsCriteria }
    }

    /// Whether an undetermined offer may yet displace one, and by which.
    fn is_held_up(&mut self, offer: OfferId, kind: KindId) -> bool {
        let Self { planner, decision, covered, .. } = self;
        let compiled = &planner.rules.offers[offer.index()];
        let Decision { present, open, because_of, .. } = &mut **decision;
        let wanted = open[offer.index()].and(&*present);
        let competes = planner.catalogue.policy.kinds[kind.index()].competes;
        let contested = competes && wanted.is_within(&covered.perhaps);
        let beside = compiled.not_beside.and(&covered.undetermined_kinds);
        if beside.is_empty() && !contested {
            return false;
        }
        name(&covered.undetermined, because_of, offer, |by| {
            beside.has(planner.kind(by)) || (contested && planner.covers(by, kind, wanted))
        });
        true
    }

    fn undetermined(&mut self, offer: OfferId, kind: KindId, reason: Reason) -> Reason {
        let Self { planner, covered, .. } = self;
        let targets = &planner.rules.offers[offer.index()].targets;
        covered.by_undetermined[kind.index()].add(targets);
        if planner.groups.covers_for[kind.index()].has(kind) {
            covered.perhaps.add(targets);
        }
        covered.undetermined_kinds.insert(kind);
        covered.undetermined.push(offer);
        for (target, enablers) in &planner.groups.follow_on {
            if enablers.has(offer) {
                covered.enabled.insert(*target);
            }
        }
        reason
    }

    /// Names the undetermined offers that would make a target of an offer present.
    fn name_enablers(&mut self, offer: OfferId) {
        let Self { planner, decision, covered, .. } = self;
        let pending = planner.rules.offers[offer.index()].targets.and(covered.pending());
        for (target, enablers) in &planner.groups.follow_on {
            if pending.has(*target) {
                name(&covered.undetermined, &mut decision.because_of, offer, |by| enablers.has(by));
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
        covered.included_kinds.insert(kind);
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
