//! The same conditions laid out for evaluation: for each fact a row of truths for every answer that differs, then the wholes.
//!
//! A case answers some forty facts and its conditions ask some hundred tests of them. Finding a fact's row once and copying it is
//! several times faster than putting every test to the case.

use super::compile::{Check, Node, Rules};
use super::truth::Truth;
use crate::bits;
use crate::case::{Case, UNAVAILABLE};
use crate::catalogue::{Answers, FactId, Vocabulary};

/// Every condition, ready to evaluate.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    /// The truth of every condition where nothing is known of the facts.
    start: Box<[Truth]>,
    facts: Box<[FactTable]>,
    wholes: Box<[Whole]>,
    parts: Box<[u16]>,
}

/// The tests of one fact.
#[derive(Clone, Debug)]
struct FactTable {
    fact: FactId,
    /// The first of the fact's words in a case.
    offset: usize,
    /// The conditions that are these tests.
    slots: Box<[u16]>,
    rows: Rows,
}

/// The truths of a fact's tests: in each row as many as it has tests.
#[derive(Clone, Debug)]
enum Rows {
    /// A row for each value, and one for every other answer.
    ByValue(Box<[Truth]>),
    /// A row below the first cut, from each cut on, and one for the answer that no score exists.
    ByNumber { cuts: Box<[u64]>, truths: Box<[Truth]> },
    /// Lists have too many answers for rows: a mask for each test, and whether sharing a value with it makes it hold.
    ByMask(Box<[(Box<[u64]>, bool)]>),
}

/// A condition made of others, which stand before it.
#[derive(Clone, Copy, Debug)]
struct Whole {
    slot: u16,
    join: Join,
    first: u32,
    count: u32,
}

#[derive(Clone, Copy, Debug)]
enum Join {
    All,
    Any,
    Not,
}

impl Tables {
    /// Lays compiled conditions out.
    pub(super) fn new(nodes: &[Node], vocabulary: &Vocabulary) -> Self {
        let mut start = Vec::with_capacity(nodes.len());
        let mut wholes = Vec::new();
        let mut parts: Vec<u16> = Vec::new();
        for (slot, node) in (0_u16..).zip(nodes) {
            start.push(if matches!(node, Node::Always) { Truth::Met } else { Truth::Unknown });
            let (join, of): (Join, &[super::NodeId]) = match node {
                Node::All(of) => (Join::All, of),
                Node::Any(of) => (Join::Any, of),
                Node::Not(of) => (Join::Not, std::slice::from_ref(of)),
                Node::Always | Node::Test { .. } => continue,
            };
            let first = u32::try_from(parts.len()).unwrap_or(u32::MAX);
            parts.extend(of.iter().map(|part| part.0));
            wholes.push(Whole { slot, join, first, count: u32::try_from(of.len()).unwrap_or(u32::MAX) });
        }
        let facts =
            vocabulary.iter().filter_map(|(fact, _)| FactTable::new(fact, nodes, vocabulary)).collect();
        Self { start: start.into(), facts, wholes: wholes.into(), parts: parts.into() }
    }

    /// Writes the truth of every condition for a case.
    pub(super) fn run(&self, case: &Case, truths: &mut Vec<Truth>) {
        truths.clear();
        truths.extend_from_slice(&self.start);
        let words = case.words();
        for table in self.facts.iter().filter(|table| case.knows(table.fact)) {
            table.run(&words[table.offset..], truths);
        }
        for whole in &self.wholes {
            let parts = &self.parts[whole.first as usize..][..whole.count as usize];
            let truth = |part: &u16| truths[usize::from(*part)];
            let joined = match whole.join {
                Join::All => parts.iter().fold(Truth::Met, |all, part| all.and(truth(part))),
                Join::Any => parts.iter().fold(Truth::NotMet, |any, part| any.or(truth(part))),
                Join::Not => parts.first().map_or(Truth::Unknown, |part| !truth(part)),
            };
            truths[usize::from(whole.slot)] = joined;
        }
    }
}

impl FactTable {
    fn new(fact: FactId, nodes: &[Node], vocabulary: &Vocabulary) -> Option<Self> {
        let (slots, checks): (Vec<u16>, Vec<&Check>) = (0_u16..)
            .zip(nodes)
            .filter_map(|(slot, node)| match node {
                Node::Test { fact: of, check, .. } if *of == fact => Some((slot, check)),
                _ => None,
            })
            .unzip();
        let row = |answer: u64| checks.iter().map(move |check| Truth::of(check.accepts(&[answer])));
        let rows = match &vocabulary.fact(fact).answers {
            Answers::AnyOf(_) => Rows::ByMask(checks.iter().filter_map(|check| check.mask()).collect()),
            Answers::YesNo => Rows::ByValue((0..2).chain([UNAVAILABLE]).flat_map(row).collect()),
            Answers::OneOf(values) => {
                Rows::ByValue((0..values.len() as u64).chain([UNAVAILABLE]).flat_map(row).collect())
            }
            Answers::Number { .. } => {
                let mut cuts: Vec<u64> = checks.iter().filter_map(|check| check.cut()).collect();
                cuts.sort_unstable();
                cuts.dedup();
                let answers = std::iter::once(0).chain(cuts.iter().copied()).chain([UNAVAILABLE]);
                Rows::ByNumber { truths: answers.flat_map(row).collect(), cuts: cuts.into() }
            }
        };
        let offset = vocabulary.offset(fact);
        (!slots.is_empty()).then(|| Self { fact, offset, slots: slots.into(), rows })
    }

    fn run(&self, words: &[u64], truths: &mut [Truth]) {
        let count = self.slots.len();
        let row = match &self.rows {
            Rows::ByMask(masks) => {
                for (slot, (mask, holds)) in self.slots.iter().zip(masks) {
                    truths[usize::from(*slot)] = Truth::of(bits::share(words, mask) == *holds);
                }
                return;
            }
            Rows::ByValue(rows) => {
                let last = rows.len() / count - 1;
                let row = usize::try_from(words[0]).unwrap_or(usize::MAX).min(last);
                &rows[row * count..][..count]
            }
            Rows::ByNumber { cuts, truths } => {
                let row = if words[0] == UNAVAILABLE {
                    cuts.len() + 1
                } else {
                    cuts.iter().take_while(|cut| **cut <= words[0]).count()
                };
                &truths[row * count..][..count]
            }
        };
        for (slot, truth) in self.slots.iter().zip(row) {
            truths[usize::from(*slot)] = *truth;
        }
    }
}

impl Check {
    /// Whether an answer, as a case's words, passes.
    pub(super) fn accepts(&self, words: &[u64]) -> bool {
        match self {
            Self::AtLeast(least) => words[0] != UNAVAILABLE && words[0] >= *least,
            Self::AtMost(most) => words[0] <= *most,
            Self::OneOf(mask) => words[0] < 64 && mask >> words[0] & 1 == 1,
            Self::Unavailable => words[0] == UNAVAILABLE,
            Self::Includes(mask) => bits::share(words, mask),
            Self::IncludesNone(mask) => !bits::share(words, mask),
        }
    }

    /// The first number from which a check of a number answers otherwise.
    fn cut(&self) -> Option<u64> {
        match self {
            Self::AtLeast(least) => Some(*least),
            Self::AtMost(most) => Some(most + 1),
            _ => None,
        }
    }

    /// The values that a check of a list names, and whether having one of them passes.
    fn mask(&self) -> Option<(Box<[u64]>, bool)> {
        match self {
            Self::Includes(mask) => Some((mask.clone(), true)),
            Self::IncludesNone(mask) => Some((mask.clone(), false)),
            _ => None,
        }
    }
}

impl Rules {
    /// Writes the truth of every condition for a case.
    pub(super) fn truths(&self, case: &Case, truths: &mut Vec<Truth>) {
        self.tables.run(case, truths);
    }
}
