//! What no further answer can change, and which facts the rest still waits for.
//!
//! Knowledge only grows: a check known to fail stays failed, a condition known to hold stays met. From that follows which offers
//! are ruled out whatever is answered next, which are included whatever is answered next, and which are displaced by those. Every
//! fact that the others read is a candidate for a question. The analysis is sound and not complete: a fact that it leaves out
//! changes nothing; one that it lists need not change anything.

mod figures;

use super::Planner;
use super::standing::Standing;
use crate::bits;
use crate::case::Case;
use crate::catalogue::{FactId, OfferId, TargetId};
use crate::matching::{Evaluation, NodeId, Trial, Truth};
use figures::{Figures, Offers};

/// What can still become of each offer.
#[derive(Clone, Debug, Default)]
pub struct Prospects {
    /// Offers that no check of their own rules out yet, as bits.
    pub possible: Vec<u64>,
    /// Offers that some answers may still include, put to judgement or leave open, as bits.
    pub live: Vec<u64>,
    /// Offers that are included whatever is answered, as bits.
    pub sure: Vec<u64>,
    /// Offers whose outcome may still change, as bits.
    pub open: Vec<u64>,
    /// Facts that may still change the plan, as bits.
    pub facts: Vec<u64>,
    /// Offers that may be in the plan, as bits.
    may_include: Vec<u64>,
    /// Offers whose exception or option is accepted.
    accepted: Vec<u64>,
    /// Offers with no undecided check of their own.
    decided: Vec<u64>,
    /// Offers with a present offence-related target, and those that can have none.
    leading: Vec<u64>,
    not_leading: Vec<u64>,
    /// Offers that may be in a phase that prepares, and in one that consolidates.
    may_prepare: Vec<u64>,
    may_consolidate: Vec<u64>,
    /// Offers that may take some of the rehabilitation activity days.
    may_take_days: Vec<u64>,
    /// Offers whose place among those of their kind still matters.
    ranked: Vec<u64>,
}

/// What the analysis of one case reads.
struct View<'v> {
    planner: &'v Planner<'v>,
    figures: &'v Figures,
    trial: &'v Trial,
    standing: &'v Standing,
    case: &'v Case,
    present: u128,
    /// Targets that can no longer become present.
    absent: u128,
    weeks: Option<u32>,
    rar_days: Option<u32>,
    access_known: bool,
}

/// Finds the prospects of one case after the other, in memory used again.
#[derive(Clone, Debug)]
pub struct Foresight<'p> {
    planner: &'p Planner<'p>,
    figures: Figures,
    trial: Trial,
    standing: Standing,
    prospects: Prospects,
}

impl<'p> Foresight<'p> {
    /// Makes ready to look ahead with a planner.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        Self {
            planner,
            figures: Figures::new(planner),
            trial: Trial::new(&planner.rules, planner.catalogue.vocabulary.len()),
            standing: Standing::default(),
            prospects: Prospects::default(),
        }
    }

    /// What can still become of each offer.
    pub fn of(&mut self, case: &Case, accepted: &[OfferId]) -> &Prospects {
        let mut evaluation = Evaluation::default();
        evaluation.run(&self.planner.rules, case);
        self.of_evaluated(case, &evaluation, accepted)
    }

    /// What can still become of each offer, where it is found already which conditions the case meets.
    pub fn of_evaluated(&mut self, case: &Case, evaluation: &Evaluation, accepted: &[OfferId]) -> &Prospects {
        self.trial.start(&self.planner.rules, evaluation);
        self.find(case, accepted)
    }

    /// What can still become of each offer once a fact is answered, which the case that was begun with does not know: `case` is
    /// that case with the answer.
    pub fn once_answered(&mut self, case: &Case, fact: FactId, accepted: &[OfferId]) -> &Prospects {
        let words = case.words_of(&self.planner.catalogue.vocabulary, fact);
        self.trial.answer(&self.planner.rules, fact, words);
        self.find(case, accepted)
    }

    fn find(&mut self, case: &Case, accepted: &[OfferId]) -> &Prospects {
        let planner = self.planner;
        self.standing.find(planner, case, self.trial.evaluation());
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        let follow_on = planner.figures.follow_on.iter().fold(0_u128, |mask, (target, _)| mask | 1 << target);
        let view = View {
            planner,
            figures: &self.figures,
            trial: &self.trial,
            standing: &self.standing,
            case,
            present: self.standing.present,
            absent: self.standing.absent & !follow_on,
            weeks: case.number(vocabulary, roles.weeks),
            rar_days: case.number(vocabulary, roles.rar_days),
            access_known: case.knows(roles.no_access),
        };
        let prospects = &mut self.prospects;
        prospects.start(&view, accepted);
        while prospects.settle(&view) {}
        prospects.find_open(&view);
        prospects.find_facts(&view);
        prospects
    }
}

impl View<'_> {
    fn kind(&self, offer: usize) -> usize {
        self.planner.rules.offers[offer].kind.index()
    }

    fn targets(&self, offer: usize) -> u128 {
        self.planner.rules.offers[offer].targets
    }

    fn on(&self, target: usize) -> &[u64] {
        self.planner.rules.offers_on(TargetId::from(target))
    }

    fn may_hold(&self, node: NodeId) -> bool {
        self.trial.evaluation().truth(node) != Truth::NotMet
    }

    /// The sessions that an offer may take of the rehabilitation activity days, where it may take any.
    fn sessions(&self, offer: usize) -> u32 {
        self.planner.catalogue.offers[offer].delivery.sessions.unwrap_or(0)
    }

    fn delivery_weeks(&self, offer: usize) -> u32 {
        self.planner.catalogue.offers[offer].delivery.weeks
    }
}

/// The bits that are set in a mask of targets, rising.
fn targets(mut mask: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let target = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            target
        })
    })
}

/// A word of a set that has one offer alone.
fn alone(offer: usize, word: usize) -> u64 {
    if offer / 64 == word { 1 << (offer % 64) } else { 0 }
}

impl Prospects {
    fn start(&mut self, view: &View<'_>, accepted: &[OfferId]) {
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
    fn settle(&mut self, view: &View<'_>) -> bool {
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
    fn always_fits(&self, offer: usize, view: &View<'_>) -> bool {
        let Some(weeks) = view.weeks else { return false };
        let figures = view.figures;
        if bits::has(&figures.following, offer) || bits::has(&self.may_consolidate, offer) {
            return false;
        }
        let delivery = &view.planner.catalogue.offers[offer].delivery;
        let waits = bits::has(&figures.waiting, offer);
        let lane = &figures.lanes[delivery.lane.index()];
        let preparing_for = &figures.preparing_for[offer];
        let stabilising = if waits { view.planner.catalogue.policy.sequence.weeks_before_core } else { 0 };
        let mut starts_after = stabilising;
        for word in 0..self.live.len() {
            let others = self.may_include[word] & !alone(offer, word);
            let may_prepare = if waits { self.may_prepare[word] } else { 0 };
            let preparing = others & (may_prepare | preparing_for[word]);
            let not_after =
                if waits { self.may_prepare[word] | self.not_after(offer, view, word) } else { u64::MAX };
            let before = others & lane[word] & not_after;
            for set in [preparing, before] {
                let each = bits::ones(&[set]).map(|bit| view.delivery_weeks(word * 64 + bit)).sum::<u32>();
                starts_after += each;
            }
        }
        let fits =
            if delivery.assumed { starts_after < weeks } else { starts_after + delivery.weeks <= weeks };
        fits && self.days_suffice(offer, view)
    }

    fn days_suffice(&self, offer: usize, view: &View<'_>) -> bool {
        if !bits::has(&self.may_take_days, offer) {
            return true;
        }
        let Some(days) = view.rar_days else { return false };
        let mut needed = view.sessions(offer);
        for word in 0..self.live.len() {
            let before = self.may_include[word]
                & self.may_take_days[word]
                & self.not_after(offer, view, word)
                & !alone(offer, word);
            needed += bits::ones(&[before]).map(|bit| view.sessions(word * 64 + bit)).sum::<u32>();
        }
        needed <= days
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
    fn find_open(&mut self, view: &View<'_>) {
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

    /// The facts that live offers still read.
    fn find_facts(&mut self, view: &View<'_>) {
        let planner = view.planner;
        let (rules, figures) = (&planner.rules, view.figures);
        let trial = view.trial;
        let roles = &planner.catalogue.policy.roles;
        let mut facts = std::mem::take(&mut self.facts);
        facts.clear();
        facts.resize(bits::words_for(planner.catalogue.vocabulary.len()), 0);
        let mut add = |node: NodeId| bits::add(&mut facts, trial.waits_for(node));
        for (when, offers) in rules.vehicles() {
            if bits::share(offers, &self.open) {
                add(*when);
            }
        }
        // An offer that is surely included still has to be ranked among those of its kind.
        self.ranked.clone_from(&self.open);
        for offer in bits::ones(&self.sure) {
            let own = &figures.kinds[view.kind(offer)].own;
            if (0..own.len()).any(|word| own[word] & self.live[word] & !alone(offer, word) != 0) {
                bits::set(&mut self.ranked, offer);
            }
        }
        for (target, when) in rules.targets.iter().enumerate() {
            if bits::share(view.on(target), &self.ranked) {
                add(*when);
            }
        }
        for phase in &figures.phases {
            if !bits::share(&phase.offers, &self.may_include) {
                continue;
            }
            let possible = phase.with.as_ref().is_none_or(|with| self.has_another(&phase.offers, with));
            let works = phase.works_on.is_none_or(|target| view.absent >> target.index() & 1 == 0);
            if possible && works {
                add(phase.when);
                if let Some(target) = phase.works_on {
                    add(rules.targets[target.index()]);
                }
            }
        }
        for (vehicles, offers) in &figures.vehicles {
            if bits::share(offers, &self.may_include) {
                for when in vehicles {
                    add(*when);
                    if trial.evaluation().truth(*when) == Truth::Met {
                        break;
                    }
                }
            }
        }
        for (when, offers) in &figures.lengths {
            if bits::share(offers, &self.may_include) {
                add(*when);
            }
        }
        trial.add_missing(rules, &self.open, &mut facts);
        let any = |set: &[u64]| set.iter().any(|word| *word != 0);
        let waits_for = [
            (roles.region, bits::share(&view.standing.region_unknown, &self.open)),
            (roles.no_access, any(&self.open)),
            (roles.weeks, bits::share(&figures.stated, &self.open) || any(&self.may_include)),
            (roles.rar_days, bits::share(&self.may_take_days, &self.open)),
        ];
        for (fact, waits) in waits_for {
            if waits && !view.case.knows(fact) {
                bits::set(&mut facts, fact.index());
            }
        }
        self.facts = facts;
    }

    /// Whether some offer of a set may be in the plan together with another one of a second set.
    fn has_another(&self, offers: &[u64], others: &[u64]) -> bool {
        let in_plan = |set: &[u64], word: usize| set[word] & self.may_include[word];
        let count = |set: &[u64]| -> u32 { (0..set.len()).map(|word| in_plan(set, word).count_ones()).sum() };
        let same = (0..offers.len()).all(|word| in_plan(offers, word) == in_plan(others, word));
        match (count(offers), count(others)) {
            (0, _) | (_, 0) => false,
            (1, 1) => !same,
            _ => true,
        }
    }
}
