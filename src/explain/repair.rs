//! The part of the search that needs no plan: which facts must change so that a need holds, and how many at least.

use super::answers::{Domain, Takes};
use super::prerequisites::{Item, Leaf, Prerequisite};
use crate::case::Case;
use crate::catalogue::{FactId, Vocabulary};
use crate::ids::{Members, Set, ValueId};

/// Stands for a need that no change can meet.
pub(super) const NEVER: u32 = u32::MAX;

/// The most steps that the search for repairs takes.
const MOST_STEPS: usize = 20_000;

/// The most sets of repairs that are looked into.
const MOST_REPAIRED: usize = 400;

/// A fact that is changed, and what it may become.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Changed {
    pub(super) fact: FactId,
    pub(super) domain: Domain,
}

/// A case with some facts changed, each to the answer nearest to its present one.
#[derive(Clone, Debug)]
pub(super) struct State<'e> {
    pub(super) vocabulary: &'e Vocabulary,
    pub(super) original: &'e Case,
    pub(super) case: Case,
    pub(super) changed: Vec<Changed>,
}

/// What to restore when a change is taken back.
pub(super) type Before = (FactId, Option<Domain>);

impl<'e> State<'e> {
    pub(super) fn new(vocabulary: &'e Vocabulary, original: &'e Case) -> Self {
        Self { vocabulary, original, case: original.clone(), changed: Vec::new() }
    }

    /// What a fact may become in this state; nothing where it stays as it is.
    pub(super) fn domain(&self, fact: FactId) -> Option<Domain> {
        match self.changed.iter().find(|changed| changed.fact == fact) {
            Some(changed) => Some(changed.domain.clone()),
            None => Domain::whole(self.vocabulary, fact, self.original),
        }
    }

    /// Whether a fact is among those changed.
    pub(super) fn changes(&self, fact: FactId) -> bool {
        self.changed.iter().any(|changed| changed.fact == fact)
    }

    /// Changes a fact, and says how to take that back.
    pub(super) fn change(&mut self, fact: FactId, domain: Domain) -> Before {
        domain.write_nearest(self.vocabulary, fact, self.original, &mut self.case);
        match self.changed.iter_mut().find(|changed| changed.fact == fact) {
            Some(changed) => (fact, Some(std::mem::replace(&mut changed.domain, domain))),
            None => {
                self.changed.push(Changed { fact, domain });
                (fact, None)
            }
        }
    }

    /// Takes the last change back.
    pub(super) fn take_back(&mut self, (fact, before): Before) {
        match before {
            Some(domain) => {
                domain.write_nearest(self.vocabulary, fact, self.original, &mut self.case);
                if let Some(changed) = self.changed.iter_mut().find(|changed| changed.fact == fact) {
                    changed.domain = domain;
                }
            }
            None => {
                self.changed.retain(|changed| changed.fact != fact);
                self.restore(fact);
            }
        }
    }

    /// Takes every change back, and makes others.
    pub(super) fn become_changed(&mut self, changed: &[Changed]) {
        for Changed { fact, .. } in std::mem::take(&mut self.changed) {
            self.restore(fact);
        }
        for Changed { fact, domain } in changed {
            self.change(*fact, domain.clone());
        }
    }

    fn restore(&mut self, fact: FactId) {
        if self.original.knows(fact) {
            let words = self.original.words_of(self.vocabulary, fact);
            self.case.set_words(self.vocabulary, fact, words);
        } else {
            self.case.forget(fact);
        }
    }

    /// How many more facts must change for a test to hold: none, one or [`NEVER`].
    fn cost(&self, leaf: &Leaf) -> u32 {
        if leaf.holds(&self.case) {
            return 0;
        }
        let changed = self.changed.iter().find(|changed| changed.fact == leaf.fact);
        let possible = match (changed.map(|changed| &changed.domain), &leaf.takes) {
            (Some(domain), takes) => domain.allows(takes),
            (None, takes) => Domain::whole(self.vocabulary, leaf.fact, self.original)
                .is_some_and(|whole| whole.allows(takes)),
        };
        match (possible, changed) {
            (false, _) => NEVER,
            (true, Some(_)) => 0,
            (true, None) => 1,
        }
    }

    /// Whether a fact can have another answer at all.
    pub(super) fn can_change(&self, fact: FactId) -> bool {
        !self.original.knows(fact) || self.vocabulary.fact(fact).change != crate::catalogue::Change::Fixed
    }

    /// At least how many more facts must change for a need to hold, and which facts that counts.
    pub(super) fn bound(&self, need: &Prerequisite) -> (u32, Set<FactId>) {
        match need {
            Prerequisite::Leaf(leaf) => match self.cost(leaf) {
                0 => (0, Set::default()),
                cost => (cost, Set::from_iter([leaf.fact])),
            },
            Prerequisite::All(parts) => {
                let mut all = Bound::default();
                parts.iter().for_each(|part| all.add(self.bound(part)));
                (all.least, all.facts)
            }
            Prerequisite::Any(parts) => {
                let mut any = Bound { least: NEVER, facts: Set::default() };
                for part in parts {
                    let (least, facts) = self.bound(part);
                    if least == 0 {
                        return (0, Set::default());
                    }
                    any.least = any.least.min(least);
                    any.facts.add(&facts);
                }
                (any.least, any.facts)
            }
        }
    }

    /// The bound of several items together.
    pub(super) fn bound_of(&self, items: &[Item<'_>]) -> u32 {
        let mut all = Bound::default();
        items.iter().for_each(|item| all.add(self.bound(&item.need)));
        all.least
    }

    /// Changes of which at least one is in every set of changes that makes an unmet need hold: a test to meet, and the
    /// value that meets it where it is one of several in a list.
    fn repairs<'n>(&self, need: &'n Prerequisite) -> Vec<(&'n Leaf, Option<ValueId>)> {
        match need {
            Prerequisite::Leaf(leaf) => match (&leaf.takes, self.cost(leaf)) {
                (_, NEVER) => Vec::new(),
                (Takes::Includes(mask), _) => mask.iter().map(|value| (leaf, Some(value))).collect(),
                _ => vec![(leaf, None)],
            },
            Prerequisite::All(parts) => (parts.iter())
                .filter(|part| !part.holds(&self.case))
                .map(|part| self.repairs(part))
                .min_by_key(Vec::len)
                .unwrap_or_default(),
            Prerequisite::Any(parts) => (parts.iter())
                .filter(|part| self.bound(part).0 != NEVER)
                .flat_map(|part| self.repairs(part))
                .collect(),
        }
    }

    /// Every way to make all items hold by changing at most `most` facts, one for each choice of tests to meet. Says whether
    /// it looked into all of them.
    pub(super) fn repaired(&mut self, items: &[Item<'_>], most: usize) -> (Vec<Vec<Changed>>, bool) {
        let mut repaired = Vec::new();
        let mut steps = 0;
        self.repair(items, most, &mut steps, &mut repaired);
        let all = steps < MOST_STEPS && repaired.len() < MOST_REPAIRED;
        (repaired, all)
    }

    fn repair(
        &mut self,
        items: &[Item<'_>],
        most: usize,
        steps: &mut usize,
        repaired: &mut Vec<Vec<Changed>>,
    ) {
        *steps += 1;
        if *steps >= MOST_STEPS || repaired.len() >= MOST_REPAIRED {
            return;
        }
        let least = self.bound_of(items);
        if least == NEVER || self.changed.len() + least as usize > most {
            return;
        }
        let unmet = items.iter().filter(|item| !item.need.holds(&self.case));
        let Some(repairs) = unmet.map(|item| self.repairs(&item.need)).min_by_key(Vec::len) else {
            let mut changed = self.changed.clone();
            changed.sort();
            if !repaired.contains(&changed) {
                repaired.push(changed);
            }
            return;
        };
        for (leaf, value) in repairs {
            let room = self.changed.len() < most || self.changes(leaf.fact);
            let domain = self.domain(leaf.fact).filter(|_| room);
            if let Some(domain) = domain.and_then(|domain| domain.under(&leaf.takes, value)) {
                let before = self.change(leaf.fact, domain);
                self.repair(items, most, steps, repaired);
                self.take_back(before);
            }
        }
    }
}

/// A bound on needs that must all hold: those that share no fact add up.
#[derive(Default)]
struct Bound {
    least: u32,
    facts: Set<FactId>,
}

impl Bound {
    fn add(&mut self, (least, facts): (u32, Set<FactId>)) {
        if least == NEVER || self.least == NEVER {
            self.least = NEVER;
        } else if !self.facts.shares(&facts) {
            self.least += least;
        } else {
            self.least = self.least.max(least);
        }
        self.facts.add(&facts);
    }
}
