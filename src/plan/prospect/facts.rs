//! Which facts the offers that are not settled still wait for.

use super::Prospects;
use super::view::{View, alone};
use crate::bits;
use crate::matching::{NodeId, Truth};

impl Prospects {
    /// The facts that live offers still read.
    pub(super) fn find_facts(&mut self, view: &View<'_>) {
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
        let unknown = !(view.standing.present | view.standing.absent);
        for (target, when) in rules.targets.iter().enumerate() {
            if unknown >> target & 1 == 1 && bits::share(view.on(target), &self.ranked) {
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
