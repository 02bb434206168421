//! Which unknown facts undecided conditions wait for, taken together.

use super::compile::{Node, NodeId, Rules};
use super::evaluate::Evaluation;
use super::truth::Truth;
use crate::bits;
use crate::catalogue::Vocabulary;

/// Gathers the unknown facts that undecided conditions read, and looks at each condition once. Made once and used again.
#[derive(Clone, Debug, Default)]
pub struct Missing {
    /// The facts found, as bits.
    pub facts: Vec<u64>,
    /// Conditions that were looked at, as bits.
    seen: Vec<u64>,
}

impl Missing {
    /// Begins anew.
    pub fn clear(&mut self, rules: &Rules, vocabulary: &Vocabulary) {
        for (set, size) in [(&mut self.facts, vocabulary.len()), (&mut self.seen, rules.nodes.len())] {
            set.clear();
            set.resize(bits::words_for(size), 0);
        }
    }

    /// Adds the unknown facts that the undecided parts of a condition read.
    pub fn add(&mut self, rules: &Rules, evaluation: &Evaluation, node: NodeId) {
        if evaluation.truth(node) != Truth::Unknown || bits::has(&self.seen, node.index()) {
            return;
        }
        bits::set(&mut self.seen, node.index());
        match &rules.nodes[node.index()] {
            Node::Always => {}
            Node::Test { fact, .. } => bits::set(&mut self.facts, fact.index()),
            Node::All(parts) | Node::Any(parts) => {
                parts.iter().for_each(|part| self.add(rules, evaluation, *part));
            }
            Node::Not(part) => self.add(rules, evaluation, *part),
        }
    }

    /// Adds those that the undecided criteria of some offers read, their exceptions included. No criterion of these offers fails.
    pub fn add_criteria(&mut self, rules: &Rules, evaluation: &Evaluation, offers: &[u64]) {
        for (index, criterion) in evaluation.not_known_to_hold(rules) {
            if bits::share(rules.offers_with(index), offers) {
                self.add(rules, evaluation, criterion.when);
                if let Some(exception) = criterion.exception {
                    self.add(rules, evaluation, exception);
                }
            }
        }
    }
}
