//! What no further answer can change, and which facts the rest still waits for.
//!
//! Knowledge only grows: a check known to fail stays failed, a condition known to hold stays met. From that follows which offers
//! are ruled out whatever is answered next, which are included whatever is answered next, and which are displaced by those. Every
//! fact that the others read is a candidate for a question. The analysis is sound and not complete: a fact that it leaves out
//! changes nothing; one that it lists need not change anything.

use super::{Decision, Planner};
use crate::bits;
use crate::case::Case;
use crate::catalogue::policy::PhaseRole;
use crate::catalogue::{FactId, OfferId};
use crate::matching::Truth;

/// What can still become of each offer.
#[derive(Clone, Debug, Default)]
pub struct Prospects {
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
    /// Offers with no undecided check of their own.
    decided: Vec<u64>,
    missing: Vec<FactId>,
}

/// What the analysis of one case reads.
struct View<'v> {
    planner: &'v Planner<'v>,
    decision: &'v Decision,
    case: &'v Case,
    present: u128,
    /// Targets that can no longer become present.
    absent: u128,
    weeks: Option<u32>,
    rar_days: Option<u32>,
    access_known: bool,
}

impl Planner<'_> {
    /// Finds what can still become of each offer. Reads the decision's evaluation and standing, and works them out first.
    pub fn prospects(
        &self,
        case: &Case,
        accepted: &[OfferId],
        decision: &mut Decision,
        prospects: &mut Prospects,
    ) {
        decision.evaluation.run(&self.rules, case);
        decision.standing.find(self, case, &decision.evaluation);
        let roles = &self.catalogue.policy.roles;
        let vocabulary = &self.catalogue.vocabulary;
        let follow_on = self.figures.follow_on.iter().fold(0_u128, |mask, (target, _)| mask | 1 << target);
        let view = View {
            planner: self,
            decision,
            case,
            present: decision.standing.present,
            absent: decision.standing.absent & !follow_on,
            weeks: case.number(vocabulary, roles.weeks),
            rar_days: case.number(vocabulary, roles.rar_days),
            access_known: case.knows(roles.no_access),
        };
        prospects.start(&view, accepted);
        while prospects.settle(&view) {}
        prospects.find_open(&view);
        prospects.find_facts(&view);
    }
}

impl View<'_> {
    fn kind(&self, offer: usize) -> usize {
        self.planner.rules.offers[offer].kind.index()
    }

    fn targets(&self, offer: usize) -> u128 {
        self.planner.rules.offers[offer].targets
    }

    /// Whether an offer has a present offence-related target: known either way, or not.
    fn leads(&self, offer: usize) -> Truth {
        let leading = self.targets(offer) & self.planner.figures.offence_related;
        if leading & self.present != 0 {
            Truth::Met
        } else if leading & !self.absent == 0 {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    }

    /// Whether one offer's turn comes before another's whatever is answered.
    fn surely_precedes(&self, one: usize, other: usize) -> bool {
        let (kind, other_kind) = (self.kind(one), self.kind(other));
        kind < other_kind
            || (kind == other_kind && self.leads(one) == Truth::Met && self.leads(other) == Truth::NotMet)
    }

    fn covers_for(&self, offer: usize, kind: usize) -> bool {
        self.planner.figures.covers_for[self.kind(offer)] >> kind & 1 == 1
    }

    /// The sessions that an offer may take of the rehabilitation activity days.
    fn possible_rar_days(&self, offer: usize) -> u32 {
        let delivery = &self.planner.catalogue.offers[offer].delivery;
        let vehicles = &self.planner.catalogue.policy.vehicles;
        let may_count = self.planner.rules.offers[offer].vehicles.iter().any(|(vehicle, when)| {
            vehicles[vehicle.index()].counts_rar_days
                && self.decision.evaluation.truth(*when) != Truth::NotMet
        });
        let barred = bits::has(&self.decision.standing.support_only, offer);
        if may_count && !barred && !delivery.assumed { delivery.sessions.unwrap_or(0) } else { 0 }
    }
}

impl Prospects {
    fn start(&mut self, view: &View<'_>, accepted: &[OfferId]) {
        let planner = view.planner;
        let words = planner.rules.offer_words;
        for set in [&mut self.live, &mut self.sure, &mut self.open, &mut self.may_include, &mut self.decided]
        {
            set.clear();
            set.resize(words, 0);
        }
        let (standing, evaluation) = (&view.decision.standing, &view.decision.evaluation);
        for (index, offer) in planner.catalogue.offers.iter().enumerate() {
            if bits::has(&standing.excluded, index) {
                continue;
            }
            bits::set(&mut self.live, index);
            let judged = offer.option || bits::has(&evaluation.excepted, index);
            let never = (judged && !accepted.contains(&OfferId::from(index)))
                || bits::has(&standing.support_only, index);
            if !never {
                bits::set(&mut self.may_include, index);
            }
            let undecided = bits::has(&evaluation.undecided, index)
                || bits::has(&standing.region_unknown, index)
                || bits::has(&standing.vehicle_unknown, index);
            if !undecided && view.access_known {
                bits::set(&mut self.decided, index);
            }
        }
    }

    /// One round: finds offers that are surely included, then drops those that they surely displace. Whether the round dropped any.
    fn settle(&mut self, view: &View<'_>) -> bool {
        for index in 0..view.planner.rules.offers.len() {
            let candidate = bits::has(&self.live, index)
                && bits::has(&self.may_include, index)
                && bits::has(&self.decided, index);
            if candidate
                && !bits::has(&self.sure, index)
                && self.is_unrivalled(index, view)
                && self.always_fits(index, view)
            {
                bits::set(&mut self.sure, index);
            }
        }
        let mut dropped = false;
        for index in 0..view.planner.rules.offers.len() {
            let settled = !bits::has(&self.live, index) || bits::has(&self.sure, index);
            if !settled && self.is_surely_displaced(index, view) {
                bits::clear(&mut self.live, index);
                bits::clear(&mut self.may_include, index);
                dropped = true;
            }
        }
        dropped
    }

    /// Whether some present target of the offer is its own until its turn, and nothing it may not stand beside can come first.
    fn is_unrivalled(&self, offer: usize, view: &View<'_>) -> bool {
        let kind = view.kind(offer);
        let mut own = view.targets(offer) & view.present;
        let not_beside = view.planner.rules.offers[offer].not_beside;
        for other in bits::ones(&self.live) {
            // One that can never be included still holds others up while an answer to it is missing.
            let rivals = bits::has(&self.may_include, other) || !bits::has(&self.decided, other);
            if other == offer || !rivals || view.surely_precedes(offer, other) {
                continue;
            }
            if not_beside >> view.kind(other) & 1 == 1 {
                return false;
            }
            if view.covers_for(other, kind) {
                own &= !view.targets(other);
            }
        }
        own != 0
    }

    /// Whether the offer fits the weeks and the days whatever else is included.
    fn always_fits(&self, offer: usize, view: &View<'_>) -> bool {
        let Some(weeks) = view.weeks else { return false };
        let planner = view.planner;
        let declared = &planner.catalogue.offers[offer];
        let policy = &planner.catalogue.policy;
        if !declared.follows.is_empty() || self.may_consolidate(offer, view) {
            return false;
        }
        let waits = policy.sequence.waiting_kinds.contains(&declared.kind);
        let prepared_for =
            |other: usize| planner.catalogue.offers[other].prepares_for.contains(&OfferId::from(offer));
        let mut before = 0;
        let mut preparing = 0;
        for other in bits::ones(&self.may_include).filter(|other| *other != offer) {
            let delivery = &planner.catalogue.offers[other].delivery;
            let may_prepare = self.may_be_in(other, PhaseRole::Prepare, view);
            if (waits && may_prepare) || prepared_for(other) {
                preparing += delivery.weeks;
            }
            let shares = policy.lanes[declared.delivery.lane.index()].one_at_a_time
                && delivery.lane == declared.delivery.lane;
            let comes_after = waits && !may_prepare && view.surely_precedes(offer, other);
            if shares && !comes_after {
                before += delivery.weeks;
            }
        }
        let stabilising = if waits { policy.sequence.weeks_before_core } else { 0 };
        let starts_after = stabilising + preparing + before;
        let fits = if declared.delivery.assumed {
            starts_after < weeks
        } else {
            starts_after + declared.delivery.weeks <= weeks
        };
        fits && self.days_suffice(offer, view)
    }

    fn days_suffice(&self, offer: usize, view: &View<'_>) -> bool {
        let own = view.possible_rar_days(offer);
        if own == 0 {
            return true;
        }
        let Some(days) = view.rar_days else { return false };
        let before: u32 = bits::ones(&self.may_include)
            .filter(|other| *other != offer && !view.surely_precedes(offer, *other))
            .map(|other| view.possible_rar_days(other))
            .sum();
        before + own <= days
    }

    fn may_be_in(&self, offer: usize, role: PhaseRole, view: &View<'_>) -> bool {
        let policy = &view.planner.catalogue.policy;
        let prepares =
            role == PhaseRole::Prepare && !view.planner.catalogue.offers[offer].prepares_for.is_empty();
        prepares
            || view.planner.rules.offers[offer].phases.iter().any(|rule| {
                policy.phases[rule.phase.index()].role == role
                    && view.decision.evaluation.truth(rule.when) != Truth::NotMet
            })
    }

    fn may_consolidate(&self, offer: usize, view: &View<'_>) -> bool {
        self.may_be_in(offer, PhaseRole::Consolidate, view)
    }

    /// Whether offers that are surely included, and whose turn surely comes first, cover all it could work on or rule it out.
    fn is_surely_displaced(&self, offer: usize, view: &View<'_>) -> bool {
        let kind = view.kind(offer);
        let mut open = view.targets(offer) & !view.absent;
        let not_beside = view.planner.rules.offers[offer].not_beside;
        for sure in bits::ones(&self.sure) {
            if !view.surely_precedes(sure, offer) {
                continue;
            }
            if not_beside >> view.kind(sure) & 1 == 1 {
                return true;
            }
            if view.covers_for(sure, kind) {
                open &= !view.targets(sure);
            }
        }
        open == 0
    }

    /// The offers whose outcome may still change: not those surely included, nor those sure to be put to judgement.
    fn find_open(&mut self, view: &View<'_>) {
        for index in 0..view.planner.rules.offers.len() {
            if !bits::has(&self.live, index) || bits::has(&self.sure, index) {
                continue;
            }
            let judged = !bits::has(&self.may_include, index)
                && bits::has(&self.decided, index)
                && self.is_unrivalled(index, view)
                && self.pre_checks_settled(index, view);
            if !judged {
                bits::set(&mut self.open, index);
            }
        }
    }

    /// Whether the weeks and the days can no longer rule the offer out before its turn.
    fn pre_checks_settled(&self, offer: usize, view: &View<'_>) -> bool {
        let stated = !view.planner.catalogue.offers[offer].delivery.assumed;
        (view.weeks.is_some() || !stated) && (view.rar_days.is_some() || view.possible_rar_days(offer) == 0)
    }

    /// The facts that live offers still read.
    fn find_facts(&mut self, view: &View<'_>) {
        let planner = view.planner;
        let evaluation = &view.decision.evaluation;
        let rules = &planner.rules;
        let roles = &planner.catalogue.policy.roles;
        self.facts.clear();
        self.facts.resize(bits::words_for(planner.catalogue.vocabulary.len()), 0);
        self.missing.clear();
        let kinds_possible = |offer: usize| {
            bits::ones(&self.may_include)
                .filter(|other| *other != offer)
                .fold(0_u64, |mask, other| mask | 1 << view.kind(other))
        };
        for offer in bits::ones(&self.live) {
            let compiled = &rules.offers[offer];
            let is_sure = bits::has(&self.sure, offer);
            let is_open = bits::has(&self.open, offer);
            if is_open {
                for criterion in &compiled.criteria {
                    evaluation.missing_of(rules, usize::from(*criterion), &mut self.missing);
                }
                evaluation.missing(rules, compiled.vehicle, &mut self.missing);
                if bits::has(&view.decision.standing.region_unknown, offer) {
                    self.missing.push(roles.region);
                }
                if !view.access_known {
                    self.missing.push(roles.no_access);
                }
                if !self.pre_checks_settled(offer, view) {
                    if view.weeks.is_none() {
                        self.missing.push(roles.weeks);
                    }
                    if view.possible_rar_days(offer) > 0 && view.rar_days.is_none() {
                        self.missing.push(roles.rar_days);
                    }
                }
            }
            let ranked =
                bits::ones(&self.live).any(|other| other != offer && view.kind(other) == view.kind(offer));
            if is_open || (is_sure && ranked) {
                for (target, node) in rules.targets.iter().enumerate() {
                    if compiled.targets >> target & 1 == 1 {
                        evaluation.missing(rules, *node, &mut self.missing);
                    }
                }
            }
            if bits::has(&self.may_include, offer) {
                if view.weeks.is_none() {
                    self.missing.push(roles.weeks);
                }
                for rule in &compiled.phases {
                    let possible = rule.with_included == 0 || rule.with_included & kinds_possible(offer) != 0;
                    let works = rule.works_on.is_none_or(|t| view.absent >> t.index() & 1 == 0);
                    if possible && works {
                        evaluation.missing(rules, rule.when, &mut self.missing);
                        if let Some(target) = rule.works_on {
                            let node = rules.targets[target.index()];
                            evaluation.missing(rules, node, &mut self.missing);
                        }
                    }
                }
                for (_, when) in &compiled.vehicles {
                    evaluation.missing(rules, *when, &mut self.missing);
                    if evaluation.truth(*when) == Truth::Met {
                        break;
                    }
                }
                for when in &rules.lengths[offer] {
                    evaluation.missing(rules, *when, &mut self.missing);
                }
            }
        }
        for fact in &self.missing {
            if !view.case.knows(*fact) {
                bits::set(&mut self.facts, fact.index());
            }
        }
    }
}
