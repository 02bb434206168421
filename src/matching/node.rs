//! Conditions as nodes: each distinct one once, parts before wholes.

use std::collections::HashMap;

use crate::bits;
use crate::catalogue::{Accepts, Catalogue, Condition, FactId, Test, Vocabulary};

/// A distinct condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    /// Where it stands among the nodes.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A distinct condition, compiled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Always,
    Test { fact: FactId, check: Check },
    All(Box<[NodeId]>),
    Any(Box<[NodeId]>),
    Not(NodeId),
}

/// How a condition is made of others.
#[derive(Clone, Copy, Debug)]
pub(super) enum Join {
    All,
    Any,
    Not,
}

impl Node {
    /// How it is made of others, and of which; nothing for a test. What always holds is made of all of nothing.
    pub(super) fn made_of(&self) -> Option<(Join, &[NodeId])> {
        match self {
            Self::Test { .. } => None,
            Self::Always => Some((Join::All, &[])),
            Self::All(parts) => Some((Join::All, parts)),
            Self::Any(parts) => Some((Join::Any, parts)),
            Self::Not(part) => Some((Join::Not, std::slice::from_ref(part))),
        }
    }

    /// What it is made of; a test of nothing.
    pub(super) fn parts(&self) -> &[NodeId] {
        self.made_of().map_or(&[], |(_, parts)| parts)
    }
}

/// What a test asks of a fact's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Check {
    AtLeast(u64),
    AtMost(u64),
    /// The answer is one of these values: bit `n` stands for value `n`, for yes-no facts 0 is no and 1 yes.
    OneOf(Box<[u64]>),
    Unavailable,
    /// Some bit of the mask is set.
    Includes(Box<[u64]>),
    /// No bit of the mask is set.
    IncludesNone(Box<[u64]>),
}

/// Collects distinct nodes.
pub(super) struct Builder<'v> {
    vocabulary: &'v Vocabulary,
    pub(super) nodes: Vec<Node>,
    known: HashMap<Node, NodeId>,
}

impl<'v> Builder<'v> {
    /// A builder with the tests of a catalogue as its first nodes.
    pub(super) fn new(catalogue: &'v Catalogue) -> Self {
        let mut builder =
            Self { vocabulary: &catalogue.vocabulary, nodes: Vec::new(), known: HashMap::new() };
        builder.tests_first(catalogue);
        builder
    }

    fn node(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.known.get(&node) {
            return *id;
        }
        // Loading refuses more conditions than this numbers.
        let id = NodeId(self.nodes.len() as u32);
        self.known.insert(node.clone(), id);
        self.nodes.push(node);
        id
    }

    /// The node of a condition.
    pub(super) fn condition(&mut self, condition: &Condition) -> NodeId {
        match condition {
            Condition::Always => self.node(Node::Always),
            Condition::Test(test) => self.test(test),
            Condition::All(parts) => {
                let parts = self.parts(parts);
                self.node(Node::All(parts))
            }
            Condition::Any(parts) => {
                let parts = self.parts(parts);
                self.node(Node::Any(parts))
            }
            Condition::Not(part) => {
                let part = self.condition(part);
                self.node(Node::Not(part))
            }
        }
    }

    fn test(&mut self, test: &Test) -> NodeId {
        let values = self.vocabulary.fact(test.fact).values().len();
        self.node(Node::Test { fact: test.fact, check: check(&test.accepts, bits::words_for(values)) })
    }

    /// Gives the tests the first nodes, those of one fact next to each other, so that they share a word of bits.
    fn tests_first(&mut self, catalogue: &Catalogue) {
        let mut tests: Vec<&Test> = catalogue.conditions().flat_map(Condition::tests).collect();
        tests.sort_by_key(|test| test.fact);
        for test in tests {
            self.test(test);
        }
    }

    fn parts(&mut self, parts: &[Condition]) -> Box<[NodeId]> {
        parts.iter().map(|part| self.condition(part)).collect()
    }
}

fn check(accepts: &Accepts, words: usize) -> Check {
    let mask = |values: &[u16]| {
        let mut mask = vec![0; words];
        values.iter().for_each(|value| bits::set(&mut mask, usize::from(*value)));
        mask.into_boxed_slice()
    };
    match accepts {
        Accepts::AtLeast(number) => Check::AtLeast(u64::from(*number)),
        Accepts::AtMost(number) => Check::AtMost(u64::from(*number)),
        Accepts::YesNo(yes) => Check::OneOf(mask(&[u16::from(*yes)])),
        Accepts::Values(values) => Check::OneOf(mask(values)),
        Accepts::Unavailable => Check::Unavailable,
        Accepts::Includes(values) => Check::Includes(mask(values)),
        Accepts::IncludesNone(values) => Check::IncludesNone(mask(values)),
    }
}
