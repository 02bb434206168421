//! Which of the offers that no check rules out are included: kind by kind, the most needed first.

use std::cmp::Reverse;

use super::standing::Figures;
use super::{Decision, Planner};
use crate::bits;
use crate::catalogue::OfferId;
use crate::outcome::{Outcome, Reason};

/// What allocation has covered so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Allocation {
    /// Targets present and known absent, as bits. An included offer can make a target present.
    pub(super) present: u128,
    pub(super) absent: u128,
    /// For each offer whose turn came, the targets that were open.
    pub(super) open: Vec<u128>,
    /// For each kind, the targets that included offers cover for it.
    covered: Vec<u128>,
    /// For each kind, the targets that undetermined offers may cover for it.
    may_cover: Vec<u128>,
    /// Kinds with an included and with an undetermined offer, as bits.
    included_kinds: u64,
    undetermined_kinds: u64,
    undetermined: Vec<OfferId>,
    /// Targets that an undetermined offer would make present.
    enabled: u128,
    /// The offers of one kind that wait for their turn, the next one last.
    waiting: Vec<Waiting>,
}

/// An offer that waits for its turn. The order is that of turns, the last one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// An offence-related target of it is present.
    leads: bool,
    /// Its targets that are present and not covered.
    wanted: u32,
    offer: Reverse<OfferId>,
}

impl Allocation {
    fn start(&mut self, planner: &Planner<'_>, present: u128, absent: u128) {
        let kinds = planner.catalogue.policy.kinds.len();
        (self.present, self.absent) = (present, absent);
        (self.included_kinds, self.undetermined_kinds) = (0, 0);
        self.undetermined.clear();
        self.enabled = 0;
        for masks in [&mut self.covered, &mut self.may_cover] {
            masks.clear();
            masks.resize(kinds, 0);
        }
        // What an earlier case left is read for no offer whose turn did not come.
        self.open.resize(planner.rules.offers.len(), 0);
    }

    /// Counts an offer's targets as covered for every kind they count for.
    fn cover(masks: &mut [u128], figures: &Figures, kind: usize, targets: u128) {
        for other in bits::ones(&[figures.covers_for[kind]]) {
            masks[other] |= targets;
        }
    }

    /// Targets known absent that an undetermined offer may yet make present.
    fn pending(&self) -> u128 {
        self.absent & self.enabled
    }
}

impl Planner<'_> {
    /// Gives every offer its reason, and lists the included ones in order.
    pub(super) fn allocate(&self, accepted: &[OfferId], decision: &mut Decision) {
        let Decision { standing, reasons, included, because_of, taken_out, allocation, .. } = decision;
        reasons.clear();
        reasons.resize(self.rules.offers.len(), Reason::NoNeed);
        standing.reasons(reasons);
        included.clear();
        because_of.clear();
        allocation.start(self, standing.present, standing.absent);
        for (offer, reason) in taken_out.iter() {
            reasons[offer.index()] = *reason;
        }
        for kind in 0..self.catalogue.policy.kinds.len() {
            self.queue(kind, decision);
            while let Some(Waiting { offer: Reverse(offer), .. }) = decision.allocation.waiting.pop() {
                let reason = self.turn(offer, kind, accepted, decision);
                decision.reasons[offer.index()] = reason;
                if reason.outcome() == Outcome::Include {
                    self.order(kind, &mut decision.allocation);
                }
            }
        }
        self.follow_ons_without_a_lead(decision);
    }

    /// Lets the offers of a kind wait that nothing rules out.
    fn queue(&self, kind: usize, decision: &mut Decision) {
        let Decision { standing, allocation, taken_out, .. } = decision;
        allocation.waiting.clear();
        for (word, (offers, excluded)) in
            self.figures.of_kind[kind].iter().zip(&standing.excluded).enumerate()
        {
            let mut rest = offers & !excluded;
            while rest != 0 {
                let offer = OfferId::from(word * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
                if !taken_out.iter().any(|(out, _)| *out == offer) {
                    allocation.waiting.push(Waiting { leads: false, wanted: 0, offer: Reverse(offer) });
                }
            }
        }
        self.order(kind, allocation);
    }

    /// Orders what waits: an offence-related target first, then most targets present and not covered, then the catalogue's
    /// order. Only an inclusion changes it.
    fn order(&self, kind: usize, allocation: &mut Allocation) {
        let leading = allocation.present & self.figures.offence_related;
        let wanted = allocation.present & !allocation.covered[kind];
        for waiting in &mut allocation.waiting {
            let targets = self.rules.offers[waiting.offer.0.index()].targets;
            waiting.leads = targets & leading != 0;
            waiting.wanted = (targets & wanted).count_ones();
        }
        allocation.waiting.sort_unstable();
    }

    /// What becomes of the offer whose turn it is.
    fn turn(&self, offer: OfferId, kind: usize, accepted: &[OfferId], decision: &mut Decision) -> Reason {
        let index = offer.index();
        let compiled = &self.rules.offers[index];
        let targets = compiled.targets;
        let allocation = &mut decision.allocation;
        let pending = allocation.pending() & targets;
        let possible = targets & !allocation.absent;
        let open = possible & !allocation.covered[kind];
        allocation.open[index] = open;
        if possible | pending == 0 {
            return Reason::NoNeed;
        }
        if open | pending == 0 {
            for by in &decision.included {
                if self.covers(*by, kind) & possible != 0 {
                    decision.because_of.push((offer, *by));
                }
            }
            return Reason::Displaced;
        }
        if compiled.not_beside & allocation.included_kinds != 0 {
            for by in &decision.included {
                if compiled.not_beside >> self.rules.offers[by.index()].kind.index() & 1 == 1 {
                    decision.because_of.push((offer, *by));
                }
            }
            return Reason::Displaced;
        }
        let unknown = bits::has(&decision.evaluation.undecided, index)
            || bits::has(&decision.standing.region_unknown, index)
            || bits::has(&decision.standing.vehicle_unknown, index);
        let open_and_present = open & allocation.present;
        if unknown || (open_and_present == 0 && open != 0) {
            return self.undetermined(offer, kind, Reason::MissingAnswers, allocation);
        }
        if open_and_present == 0 {
            self.name_enablers(offer, pending, decision);
            return self.undetermined(offer, kind, Reason::DependsOnOffer, &mut decision.allocation);
        }
        let by_judgement = bits::has(&decision.evaluation.excepted, index);
        let is_option = compiled.option;
        let is_accepted = accepted.contains(&offer);
        if by_judgement && !is_accepted {
            return Reason::Exception;
        }
        if bits::has(&decision.standing.support_only, index) {
            return Reason::SupportOnly;
        }
        if is_option && !is_accepted {
            return Reason::Option;
        }
        let beside = compiled.not_beside & allocation.undetermined_kinds;
        let contested =
            self.catalogue.policy.kinds[kind].competes && open_and_present & !allocation.may_cover[kind] == 0;
        if beside != 0 || contested {
            for by in &allocation.undetermined {
                let of_kind = beside >> self.rules.offers[by.index()].kind.index() & 1 == 1;
                if of_kind || (contested && self.covers(*by, kind) & open_and_present != 0) {
                    decision.because_of.push((offer, *by));
                }
            }
            return self.undetermined(offer, kind, Reason::DependsOnOffer, allocation);
        }
        self.include(offer, kind, decision);
        if by_judgement || is_option { Reason::AcceptedException } else { Reason::MeetsCriteria }
    }

    /// The targets that an offer covers for a kind.
    fn covers(&self, offer: OfferId, kind: usize) -> u128 {
        let compiled = &self.rules.offers[offer.index()];
        let counts = self.figures.covers_for[compiled.kind.index()] >> kind & 1 == 1;
        if counts { compiled.targets } else { 0 }
    }

    fn undetermined(
        &self,
        offer: OfferId,
        kind: usize,
        reason: Reason,
        allocation: &mut Allocation,
    ) -> Reason {
        let targets = self.rules.offers[offer.index()].targets;
        Allocation::cover(&mut allocation.may_cover, &self.figures, kind, targets);
        allocation.undetermined_kinds |= 1 << kind;
        allocation.undetermined.push(offer);
        for (target, enablers) in &self.figures.follow_on {
            if bits::has(enablers, offer.index()) {
                allocation.enabled |= 1 << target;
            }
        }
        reason
    }

    /// Names the undetermined offers that would make a pending target present.
    fn name_enablers(&self, offer: OfferId, pending: u128, decision: &mut Decision) {
        for (target, enablers) in &self.figures.follow_on {
            if pending >> target & 1 == 1 {
                for by in &decision.allocation.undetermined {
                    if bits::has(enablers, by.index()) {
                        decision.because_of.push((offer, *by));
                    }
                }
            }
        }
    }

    fn include(&self, offer: OfferId, kind: usize, decision: &mut Decision) {
        let targets = self.rules.offers[offer.index()].targets;
        let allocation = &mut decision.allocation;
        Allocation::cover(&mut allocation.covered, &self.figures, kind, targets);
        allocation.included_kinds |= 1 << kind;
        decision.included.push(offer);
        for (target, enablers) in &self.figures.follow_on {
            if bits::has(enablers, offer.index()) {
                allocation.present |= 1 << target;
                allocation.absent &= !(1 << target);
            }
        }
    }

    /// An offer whose only target would have followed from other work has no need, where nothing led to it: that check comes
    /// before the vehicle, the weeks and the days.
    fn follow_ons_without_a_lead(&self, decision: &mut Decision) {
        let pending = decision.allocation.pending();
        for (target, _) in &self.figures.follow_on {
            let on = self.rules.offers_on(crate::catalogue::TargetId::from(*target));
            for index in bits::ones(on) {
                let targets = self.rules.offers[index].targets;
                let reason = &mut decision.reasons[index];
                if reason.outcome() == Outcome::Exclude
                    && *reason > Reason::NoNeed
                    && *reason < Reason::Displaced
                    && targets & (!decision.allocation.absent | pending) == 0
                {
                    *reason = Reason::NoNeed;
                }
            }
        }
    }
}
