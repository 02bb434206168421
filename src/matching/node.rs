//! Conditions as nodes: each distinct one once, parts before wholes.

use std::collections::HashMap;

use crate::bits;
use crate::catalogue::{Accepts, Catalogue, Condition, FactId, Offer, Test, Vocabulary};

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
    /// The answer is one of at most 64 values: bit `n` stands for value `n`, for yes-no facts 0 is no and 1 yes.
    OneOf(u64),
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
            Condition::Test(test) => {
                let words = self.vocabulary.fact(test.fact).words();
                let node = Node::Test { fact: test.fact, check: check(&test.accepts, words) };
                self.node(node)
            }
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
        let words = self.vocabulary.fact(test.fact).words();
        self.node(Node::Test { fact: test.fact, check: check(&test.accepts, words) })
    }

    /// Gives the tests the first nodes, those of one fact next to each other, so that they share a word of bits.
    fn tests_first(&mut self, catalogue: &Catalogue) {
        let mut tests: Vec<&Test> = conditions(catalogue).flat_map(Condition::tests).collect();
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
        Accepts::YesNo(yes) => Check::OneOf(if *yes { 0b10 } else { 0b01 }),
        Accepts::Values(values) => Check::OneOf(
            values.iter().fold(0, |mask, value| mask | 1_u64.checked_shl(u32::from(*value)).unwrap_or(0)),
        ),
        Accepts::Unavailable => Check::Unavailable,
        Accepts::Includes(values) => Check::Includes(mask(values)),
        Accepts::IncludesNone(values) => Check::IncludesNone(mask(values)),
    }
}

/// Every condition that is compiled.
fn conditions(catalogue: &Catalogue) -> impl Iterator<Item = &Condition> {
    let phases = catalogue.policy.phases.iter().flat_map(|phase| &phase.rules).map(|rule| &rule.when);
    let targets = catalogue.targets.iter().map(|target| &target.present);
    let cautions = catalogue.cautions.iter().map(|caution| &caution.when);
    catalogue.offers.iter().flat_map(conditions_of).chain(phases).chain(targets).chain(cautions)
}

/// The conditions of one offer.
fn conditions_of(offer: &Offer) -> impl Iterator<Item = &Condition> {
    let exceptions = offer.criteria.iter().filter_map(|criterion| criterion.exception.as_ref());
    let criteria = offer.criteria.iter().map(|criterion| &criterion.when);
    criteria
        .chain(exceptions.map(|exception| &exception.when))
        .chain(std::iter::once(&offer.vehicle.when))
        .chain(offer.vehicle.one_of.iter().map(|(_, when)| when))
        .chain(offer.phases.iter().map(|rule| &rule.when))
        .chain(offer.delivery.lengths.iter().map(|length| &length.when))
}
