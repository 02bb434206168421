//! The catalogue's conditions compiled: each distinct one once, parts before what is made of them.

use std::collections::HashMap;

use crate::catalogue::{
    Accepts, Catalogue, Condition, FactId, KindId, OfferId, PhaseId, Taken, TargetId, Test,
};
use crate::ids::{ConditionId, Set, ValueId};

/// A distinct condition, compiled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum CompiledCondition {
    Always,
    Test { fact: FactId, check: Check },
    All(Box<[ConditionId]>),
    Any(Box<[ConditionId]>),
    Not(ConditionId),
}

/// How a condition is made of others.
#[derive(Clone, Copy, Debug)]
pub(super) enum Join {
    All,
    Any,
    Not,
}

impl CompiledCondition {
    /// How it is made of others, and of which; nothing for a test. What always holds is made of all of nothing.
    pub(super) fn made_of(&self) -> Option<(Join, &[ConditionId])> {
        match self {
            Self::Test { .. } => None,
            Self::Always => Some((Join::All, &[])),
            Self::All(parts) => Some((Join::All, parts)),
            Self::Any(parts) => Some((Join::Any, parts)),
            Self::Not(part) => Some((Join::Not, std::slice::from_ref(part))),
        }
    }

    /// What it is made of; a test of nothing.
    pub(super) fn parts(&self) -> &[ConditionId] {
        self.made_of().map_or(&[], |(_, parts)| parts)
    }
}

/// What a test asks of a fact's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Check {
    /// A number from the first to the second, both included.
    Numbers(u64, u64),
    /// The answer is one of these values; for yes-no facts 0 is no and 1 yes.
    OneOf(Set<ValueId>),
    Unavailable,
    /// The list has some of these.
    Includes(Set<ValueId>),
    /// The list has none of these.
    IncludesNone(Set<ValueId>),
}

/// Collects distinct conditions.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) conditions: Vec<CompiledCondition>,
    numbers: HashMap<CompiledCondition, ConditionId>,
}

impl Builder {
    /// A builder with the tests of a catalogue as its first conditions.
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut builder = Self::default();
        builder.tests_first(catalogue);
        builder
    }

    fn distinct(&mut self, condition: CompiledCondition) -> ConditionId {
        if let Some(id) = self.numbers.get(&condition) {
            return *id;
        }
        // Loading refuses more conditions than this numbers.
        let id = ConditionId(self.conditions.len() as u32);
        self.numbers.insert(condition.clone(), id);
        self.conditions.push(condition);
        id
    }

    /// The number of a condition.
    pub(super) fn condition(&mut self, condition: &Condition) -> ConditionId {
        match condition {
            Condition::Always => self.distinct(CompiledCondition::Always),
            Condition::Test(test) => self.test(test),
            Condition::All(parts) => {
                let parts = self.parts(parts);
                self.distinct(CompiledCondition::All(parts))
            }
            Condition::Any(parts) => {
                let parts = self.parts(parts);
                self.distinct(CompiledCondition::Any(parts))
            }
            Condition::Not(part) => {
                let part = self.condition(part);
                self.distinct(CompiledCondition::Not(part))
            }
        }
    }

    fn test(&mut self, test: &Test) -> ConditionId {
        self.distinct(CompiledCondition::Test { fact: test.fact, check: check(&test.accepts) })
    }

    /// Gives the tests the first numbers, those of one fact next to each other, so that they share a word of bits.
    fn tests_first(&mut self, catalogue: &Catalogue) {
        let mut tests: Vec<&Test> = catalogue.conditions().flat_map(Condition::tests).collect();
        tests.sort_by_key(|test| test.fact);
        for test in tests {
            self.test(test);
        }
    }

    fn parts(&mut self, parts: &[Condition]) -> Box<[ConditionId]> {
        parts.iter().map(|part| self.condition(part)).collect()
    }
}

fn check(accepts: &Accepts) -> Check {
    let set = |values: &[u16]| values.iter().copied().map(ValueId).collect();
    match accepts.taken() {
        Taken::Numbers(least, most) => Check::Numbers(u64::from(least), u64::from(most)),
        Taken::Choice(values) => Check::OneOf(set(values)),
        Taken::NoScore => Check::Unavailable,
        Taken::SomeOf(values) => Check::Includes(set(values)),
        Taken::NoneOf(values) => Check::IncludesNone(set(values)),
    }
}

/// A distinct pair of a condition and what can stand in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CompiledCriterion {
    /// The condition.
    pub when: ConditionId,
    /// The exception's condition.
    pub exception: Option<ConditionId>,
    /// The exception is for exceptional cases only.
    pub exceptional: bool,
    /// It is an approval that somebody else has to give.
    pub approval: bool,
}

/// Offers that one may not stand beside, and when.
#[derive(Clone, Debug)]
pub struct CompiledBeside {
    /// The offers.
    pub with: Set<OfferId>,
    /// When it may not.
    pub applies: ConditionId,
}

/// A phase rule, compiled for one offer.
#[derive(Clone, Debug)]
pub struct CompiledPhaseRule {
    /// The phase it gives.
    pub phase: PhaseId,
    /// The target that must be present.
    pub works_on: Option<TargetId>,
    /// Targets of the offer of which one must be present that no included offer of these kinds works on.
    pub unworked: Option<(Set<TargetId>, Set<KindId>)>,
    /// The condition that must be known to hold.
    pub when: ConditionId,
    /// Kinds of which another offer must be in the plan.
    pub with_included: Set<KindId>,
    /// Offers of which one must be in the plan, where there are any.
    pub with_offers: Set<OfferId>,
    /// Kinds of which none may be in the plan.
    pub without_included: Set<KindId>,
}
