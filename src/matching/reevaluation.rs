//! One case with other answers to one fact after the other: only what reads the fact is worked out again.
//!
//! Knowledge only grows: what is known of a condition without an answer stays known with it.

use super::compile::Rules;
use super::compiled::CompiledCondition;
use super::evaluate::{CriterionResult, Evaluation};
use super::tables::Truths;
use super::truth::Truth;
use crate::catalogue::{FactId, OfferId};
use crate::ids::{self, ConditionId, Members, Set};

/// What reads one fact.
#[derive(Clone, Debug)]
struct Readers {
    /// Conditions made of others, in an order in which parts come before compounds.
    compounds: Vec<u32>,
    /// The same and the tests.
    conditions: Vec<ConditionId>,
    /// Distinct criteria, by their conditions or exceptions.
    criteria: Vec<u32>,
    /// Whether some target does.
    has_target: bool,
}

impl Readers {
    fn of(rules: &Rules, fact: FactId) -> Self {
        let mut reads: Vec<bool> = Vec::with_capacity(rules.conditions.len());
        for condition in &rules.conditions {
            let reader = match condition {
                CompiledCondition::Test { fact: read, .. } => *read == fact,
                compound => compound.parts().iter().any(|part| reads[part.index()]),
            };
            reads.push(reader);
        }
        let reading = |condition: ConditionId| reads[condition.index()];
        let criteria = (0_u32..).zip(&rules.criteria);
        let criteria = criteria.filter(|(_, c)| reading(c.when) || c.exception.is_some_and(reading));
        Self {
            compounds: rules.tables.compounds_among(&reads),
            conditions: ids::all(reads.len()).filter(|condition| reading(*condition)).collect(),
            criteria: criteria.map(|(index, _)| index).collect(),
            has_target: rules.targets.iter().any(|when| reading(*when)),
        }
    }
}

/// Evaluates a case, and then the same case with other answers to a fact that it does not know. Made once and used again.
#[derive(Clone, Debug)]
pub struct Reevaluation {
    /// In the order of the facts.
    readers: Box<[Readers]>,
    base: Known,
    now: Known,
    next: Truths,
    /// Criteria that the case without the answer leaves undecided.
    undecided: Vec<Undecided>,
    /// For each criterion its place among them.
    places: Vec<Option<u32>>,
    /// The fact that is tried, and the offers with an undecided criterion that does not read it.
    fact: Option<FactId>,
    others_undecided: Set<OfferId>,
}

/// A criterion that the case without the answer leaves undecided.
#[derive(Clone, Debug, Default)]
struct Undecided {
    criterion: u32,
    /// The unknown facts that it waits for with the answer that is tried.
    waits: Set<FactId>,
}

/// What is known of every condition, and for each condition the unknown facts that its undecided parts read.
#[derive(Clone, Debug, Default)]
struct Known {
    evaluation: Evaluation,
    waits: Vec<Set<FactId>>,
}

impl Known {
    fn wait(&mut self, rules: &Rules, condition: ConditionId) {
        // Parts stand before what is made of them.
        let (before, after) = self.waits.split_at_mut(condition.index());
        let Some(own) = after.first_mut() else { return };
        own.clear();
        if self.evaluation.truth(condition) != Truth::Unknown {
            return;
        }
        match &rules.conditions[condition.index()] {
            CompiledCondition::Test { fact, .. } => own.insert(*fact),
            compound => compound.parts().iter().for_each(|part| own.add(&before[part.index()])),
        }
    }

    /// Finds the unknown facts that a criterion reads, exceptions included.
    fn criterion_waits(&self, rules: &Rules, criterion: u32, waits: &mut Set<FactId>) {
        let criterion = rules.criteria[criterion as usize];
        waits.clone_from(&self.waits[criterion.when.index()]);
        if let Some(exception) = criterion.exception
            && self.evaluation.truth(criterion.when) != Truth::Met
        {
            waits.add(&self.waits[exception.index()]);
        }
    }
}

impl Reevaluation {
    /// Makes ready for rules over so many facts.
    #[must_use]
    pub fn new(rules: &Rules, facts: usize) -> Self {
        let waits = vec![Set::with_room(facts); rules.conditions.len()];
        let known = Known { evaluation: Evaluation::default(), waits };
        Self {
            readers: ids::all(facts).map(|fact| Readers::of(rules, fact)).collect(),
            base: known.clone(),
            now: known,
            next: Truths::default(),
            undecided: Vec::new(),
            places: Vec::new(),
            fact: None,
            others_undecided: Set::default(),
        }
    }

    /// Begins with a case by what is known of its conditions.
    pub fn start(&mut self, rules: &Rules, evaluation: &Evaluation) {
        self.base.evaluation.copy(evaluation);
        self.base.waits.iter_mut().for_each(Set::clear);
        let truths = &evaluation.truths;
        for condition in rules.every_condition.minus(truths.met()).minus(truths.not_met()).iter() {
            self.base.wait(rules, condition);
        }
        self.now.evaluation.copy(evaluation);
        self.now.waits.clone_from(&self.base.waits);
        self.places.clear();
        self.places.resize(rules.criteria.len(), None);
        let mut count = 0;
        for condition in rules.criterion_conditions.minus(truths.met()).iter() {
            for criterion in rules.criteria_on(condition) {
                if evaluation.result(rules, *criterion as usize) != CriterionResult::Unknown {
                    continue;
                }
                if count == self.undecided.len() {
                    self.undecided.push(Undecided::default());
                }
                let undecided = &mut self.undecided[count];
                undecided.criterion = *criterion;
                self.base.criterion_waits(rules, *criterion, &mut undecided.waits);
                self.places[*criterion as usize] = Some(count as u32);
                count += 1;
            }
        }
        self.undecided.truncate(count);
        self.fact = None;
    }

    /// Evaluates the case with an answer, given as a case's words, to a fact that it does not know. Whether anything came out other
    /// than it did last.
    pub fn answer(&mut self, rules: &Rules, fact: FactId, words: &[u64]) -> bool {
        let is_other = self.fact != Some(fact);
        if is_other {
            self.turn_to(rules, fact);
        }
        let readers = &self.readers[fact.index()];
        self.next.copy(&self.base.evaluation.truths);
        rules.tables.answer(fact, words, &readers.compounds, &mut self.next);
        let now = &mut self.now.evaluation;
        if !is_other && now.truths == self.next {
            return false;
        }
        std::mem::swap(&mut now.truths, &mut self.next);
        now.failed.clone_from(&self.base.evaluation.failed);
        now.excepted.clone_from(&self.base.evaluation.excepted);
        now.exceptional.clone_from(&self.base.evaluation.exceptional);
        now.unapproved.clone_from(&self.base.evaluation.unapproved);
        now.undecided.clone_from(&self.others_undecided);
        now.note_all(rules, &readers.criteria);
        if readers.has_target {
            now.needs(rules);
        }
        for condition in &readers.conditions {
            self.now.wait(rules, *condition);
        }
        update(rules, &self.now, &readers.criteria, &self.places, &mut self.undecided);
        true
    }

    /// Puts what reads the fact before back, and finds what does not turn on the new one.
    fn turn_to(&mut self, rules: &Rules, fact: FactId) {
        if let Some(before) = self.fact.replace(fact) {
            let readers = &self.readers[before.index()];
            for condition in &readers.conditions {
                self.now.waits[condition.index()].clone_from(&self.base.waits[condition.index()]);
            }
            self.now.evaluation.copy(&self.base.evaluation);
            update(rules, &self.base, &readers.criteria, &self.places, &mut self.undecided);
        }
        self.others_undecided.clear();
        let readers = &self.readers[fact.index()].criteria;
        for undecided in &self.undecided {
            if readers.binary_search(&undecided.criterion).is_err() {
                self.others_undecided.add(rules.offers_with(undecided.criterion as usize));
            }
        }
    }

    /// What is known of every condition.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.now.evaluation
    }

    /// The unknown facts that the undecided parts of a condition read.
    #[must_use]
    pub fn waits_for(&self, condition: ConditionId) -> &Set<FactId> {
        &self.now.waits[condition.index()]
    }

    /// Adds the unknown facts that the undecided criteria of some offers read, exceptions included. No criterion of these offers
    /// fails.
    pub fn add_missing(&self, rules: &Rules, offers: &Set<OfferId>, facts: &mut Set<FactId>) {
        for undecided in &self.undecided {
            if rules.offers_with(undecided.criterion as usize).shares(offers) {
                facts.add(&undecided.waits);
            }
        }
    }
}

/// Notes what some criteria wait for, where the case without the answer leaves them undecided.
fn update(
    rules: &Rules,
    known: &Known,
    criteria: &[u32],
    places: &[Option<u32>],
    undecided: &mut [Undecided],
) {
    for criterion in criteria {
        if let Some(place) = places[*criterion as usize] {
            known.criterion_waits(rules, *criterion, &mut undecided[place as usize].waits);
        }
    }
}
