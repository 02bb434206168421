//! One case with other answers to one fact after the other: only what reads the fact is worked out again.
//!
//! Knowledge only grows: what is known of a condition without an answer stays known with it.

use std::ops::Range;

use super::compile::Rules;
use super::evaluate::{CriterionResult, Evaluation};
use super::node::{Node, NodeId};
use super::tables::Truths;
use super::truth::Truth;
use crate::bits;
use crate::catalogue::FactId;

/// What reads one fact.
#[derive(Clone, Debug)]
struct Readers {
    /// Conditions made of others, in an order in which parts come before wholes.
    wholes: Vec<u32>,
    /// The same and the tests.
    nodes: Vec<NodeId>,
    /// Distinct criteria, by their conditions or exceptions.
    criteria: Vec<u32>,
    /// Whether some target does.
    has_target: bool,
}

impl Readers {
    fn of(rules: &Rules, fact: FactId) -> Self {
        let mut reads: Vec<bool> = Vec::with_capacity(rules.nodes.len());
        for node in &rules.nodes {
            let reader = match node {
                Node::Test { fact: read, .. } => *read == fact,
                whole => whole.parts().iter().any(|part| reads[part.index()]),
            };
            reads.push(reader);
        }
        let reading = |node: NodeId| reads[node.index()];
        let criteria = (0_u32..).zip(&rules.criteria);
        let criteria = criteria.filter(|(_, c)| reading(c.when) || c.exception.is_some_and(reading));
        Self {
            wholes: rules.tables.wholes_among(&reads),
            nodes: (0_u32..).map(NodeId).take(reads.len()).filter(|node| reading(*node)).collect(),
            criteria: criteria.map(|(index, _)| index).collect(),
            has_target: rules.targets.iter().any(|node| reading(*node)),
        }
    }
}

/// Evaluates a case, and then the same case with other answers to a fact that it does not know. Made once and used again.
#[derive(Clone, Debug)]
pub struct Trial {
    /// In the order of the facts.
    readers: Box<[Readers]>,
    base: Known,
    now: Known,
    next: Truths,
    /// Criteria that the case without the answer leaves undecided, and for each criterion its place among them.
    undecided: Vec<u32>,
    places: Vec<Option<u32>>,
    /// For each of these the offers that have it, and then the unknown facts that it waits for now, as bits.
    entries: Vec<u64>,
    /// The fact that is tried, and the offers with an undecided criterion that does not read it.
    fact: Option<FactId>,
    others_undecided: Vec<u64>,
}

/// What is known of every condition, and for each condition the unknown facts that its undecided parts read, as bits.
#[derive(Clone, Debug, Default)]
struct Known {
    evaluation: Evaluation,
    waits: Vec<u64>,
    /// Words for each condition.
    words: usize,
}

impl Known {
    fn place(&self, node: NodeId) -> Range<usize> {
        node.index() * self.words..(node.index() + 1) * self.words
    }

    fn wait(&mut self, rules: &Rules, node: NodeId) {
        let words = self.words;
        let (before, after) = self.waits.split_at_mut(node.index() * words);
        let own = &mut after[..words];
        own.fill(0);
        if self.evaluation.truth(node) != Truth::Unknown {
            return;
        }
        match &rules.nodes[node.index()] {
            Node::Test { fact, .. } => bits::set(own, fact.index()),
            whole => {
                let parts = whole.parts().iter();
                parts.for_each(|part| bits::add(own, &before[part.index() * words..][..words]));
            }
        }
    }

    /// Finds the unknown facts that a criterion reads, exceptions included, as bits.
    fn criterion_waits(&self, rules: &Rules, index: usize, waits: &mut [u64]) {
        let criterion = rules.criteria[index];
        waits.copy_from_slice(&self.waits[self.place(criterion.when)]);
        if let Some(exception) = criterion.exception
            && self.evaluation.truth(criterion.when) != Truth::Met
        {
            bits::add(waits, &self.waits[self.place(exception)]);
        }
    }
}

impl Trial {
    /// Makes ready for rules over so many facts.
    #[must_use]
    pub fn new(rules: &Rules, facts: usize) -> Self {
        let words = bits::words_for(facts);
        let waits = vec![0; rules.nodes.len() * words];
        let known = Known { evaluation: Evaluation::default(), waits, words };
        Self {
            readers: (0..facts).map(|fact| Readers::of(rules, FactId::from(fact))).collect(),
            base: known.clone(),
            now: known,
            next: Truths::default(),
            undecided: Vec::new(),
            places: Vec::new(),
            entries: Vec::new(),
            fact: None,
            others_undecided: Vec::new(),
        }
    }

    /// Begins with a case by what is known of its conditions.
    pub fn start(&mut self, rules: &Rules, evaluation: &Evaluation) {
        self.base.evaluation.copy(evaluation);
        self.base.waits.fill(0);
        for (index, word) in evaluation.truths.unknown().enumerate() {
            for node in bits::ones(&[word]).map(|bit| index * 64 + bit).filter(|n| *n < rules.nodes.len()) {
                self.base.wait(rules, NodeId(node as u32));
            }
        }
        self.now.evaluation.copy(evaluation);
        self.now.waits.copy_from_slice(&self.base.waits);
        self.undecided.clear();
        let undecided = |index: &&u32| evaluation.result(rules, **index as usize) == CriterionResult::Unknown;
        for (word, nodes) in rules.criterion_nodes.iter().enumerate() {
            for bit in bits::ones(&[nodes & !evaluation.truths.met[word]]) {
                self.undecided.extend(rules.criteria_on(word * 64 + bit).iter().filter(undecided));
            }
        }
        self.places.clear();
        self.places.resize(rules.criteria.len(), None);
        self.entries.clear();
        for (place, criterion) in (0_u32..).zip(&self.undecided) {
            let index = *criterion as usize;
            self.places[index] = Some(place);
            self.entries.extend_from_slice(rules.offers_with(index));
            self.entries.resize(self.entries.len() + self.base.words, 0);
            let waits = self.entries.len() - self.base.words;
            self.base.criterion_waits(rules, index, &mut self.entries[waits..]);
        }
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
        rules.tables.answer(fact, words, &readers.wholes, &mut self.next);
        let now = &mut self.now.evaluation;
        if !is_other && now.truths == self.next {
            return false;
        }
        std::mem::swap(&mut now.truths, &mut self.next);
        now.failed.clone_from(&self.base.evaluation.failed);
        now.excepted.clone_from(&self.base.evaluation.excepted);
        now.undecided.clone_from(&self.others_undecided);
        for criterion in &readers.criteria {
            now.note(rules, *criterion as usize);
        }
        if readers.has_target {
            now.needs(rules);
        }
        for node in &readers.nodes {
            self.now.wait(rules, *node);
        }
        update(rules, &self.now, &readers.criteria, &self.places, &mut self.entries);
        true
    }

    /// Puts what reads the fact before back, and finds what does not turn on the new one.
    fn turn_to(&mut self, rules: &Rules, fact: FactId) {
        if let Some(before) = self.fact.replace(fact) {
            for node in &self.readers[before.index()].nodes {
                let own = self.base.place(*node);
                self.now.waits[own.clone()].copy_from_slice(&self.base.waits[own]);
            }
            self.now.evaluation.copy(&self.base.evaluation);
            let criteria = &self.readers[before.index()].criteria;
            update(rules, &self.base, criteria, &self.places, &mut self.entries);
        }
        self.others_undecided.clear();
        self.others_undecided.resize(rules.offer_words, 0);
        let readers = &self.readers[fact.index()].criteria;
        for criterion in self.undecided.iter().filter(|criterion| readers.binary_search(criterion).is_err()) {
            bits::add(&mut self.others_undecided, rules.offers_with(*criterion as usize));
        }
    }

    /// What is known of every condition.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.now.evaluation
    }

    /// The unknown facts that the undecided parts of a condition read, as bits.
    #[must_use]
    pub fn waits_for(&self, node: NodeId) -> &[u64] {
        &self.now.waits[self.now.place(node)]
    }

    /// Adds the unknown facts that the undecided criteria of some offers read, exceptions included. No criterion of these offers
    /// fails.
    pub fn add_missing(&self, rules: &Rules, offers: &[u64], facts: &mut [u64]) {
        for entry in self.entries.chunks_exact(rules.offer_words + self.now.words) {
            let (having, waits) = entry.split_at(rules.offer_words);
            if bits::share(having, offers) {
                bits::add(facts, waits);
            }
        }
    }
}

/// Notes what some criteria wait for in their entries, where they have one.
fn update(rules: &Rules, known: &Known, criteria: &[u32], places: &[Option<u32>], entries: &mut [u64]) {
    let width = rules.offer_words + known.words;
    for index in criteria.iter().map(|criterion| *criterion as usize) {
        if let Some(place) = places[index] {
            let entry = &mut entries[place as usize * width..][..width];
            known.criterion_waits(rules, index, &mut entry[rules.offer_words..]);
        }
    }
}
