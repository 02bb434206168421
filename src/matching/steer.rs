//! Finding answers that make a condition hold, or fail.

use super::compile::{Check, Node, NodeId, Rules};
use crate::bits;
use crate::case::{Case, UNAVAILABLE};
use crate::catalogue::{Answers, FactId, Vocabulary};

/// Chooses a number below a bound, so that a search can be varied and still be the same each time.
pub trait Choose {
    /// A number from 0 and below `bound`, which is at least 1.
    fn below(&mut self, bound: usize) -> usize;
}

impl Rules {
    /// Answers unknown facts so that a condition holds, or fails, where one choice of its parts can bring that about.
    ///
    /// Known facts are left as they are, and so is `keep`; whether the condition came out as wanted is for the caller to see.
    pub fn steer(
        &self,
        vocabulary: &Vocabulary,
        node: NodeId,
        holds: bool,
        keep: Option<FactId>,
        case: &mut Case,
        choose: &mut impl Choose,
    ) {
        match &self.nodes[node.index()] {
            Node::Always => {}
            Node::Not(part) => self.steer(vocabulary, *part, !holds, keep, case, choose),
            Node::All(parts) | Node::Any(parts) => {
                let every = matches!(&self.nodes[node.index()], Node::All(_)) == holds;
                if every {
                    for part in parts {
                        self.steer(vocabulary, *part, holds, keep, case, choose);
                    }
                } else if !parts.is_empty() {
                    let part = parts[choose.below(parts.len())];
                    self.steer(vocabulary, part, holds, keep, case, choose);
                }
            }
            Node::Test { fact, check, .. } => {
                if !case.knows(*fact) && keep != Some(*fact) {
                    let words = answer(vocabulary, *fact, check, holds, choose);
                    if let Some(words) = words {
                        case.set_words(vocabulary, *fact, &words);
                    }
                }
            }
        }
    }
}

/// Words of an answer that a check accepts, or does not; none where there is no such answer.
fn answer(
    vocabulary: &Vocabulary,
    fact: FactId,
    check: &Check,
    holds: bool,
    choose: &mut impl Choose,
) -> Option<Vec<u64>> {
    let declared = vocabulary.fact(fact);
    let choices = match &declared.answers {
        Answers::YesNo => 2,
        Answers::OneOf(values) => values.len().min(64),
        Answers::Number { .. } | Answers::AnyOf(_) => 0,
    };
    let (minimum, maximum) = match &declared.answers {
        Answers::Number { minimum, maximum, .. } => (u64::from(*minimum), u64::from(*maximum)),
        _ => (0, 0),
    };
    match (check, holds) {
        (Check::AtLeast(line), true) | (Check::AtMost(line), true) => Some(vec![*line]),
        (Check::AtLeast(line), false) => line.checked_sub(1).filter(|n| *n >= minimum).map(|n| vec![n]),
        (Check::AtMost(line), false) => Some(line + 1).filter(|n| *n <= maximum).map(|n| vec![n]),
        (Check::OneOf(mask), _) => {
            let fitting: Vec<u64> =
                (0..choices as u64).filter(|value| (mask >> value & 1 == 1) == holds).collect();
            (!fitting.is_empty()).then(|| vec![fitting[choose.below(fitting.len())]])
        }
        (Check::Unavailable, true) => Some(vec![UNAVAILABLE]),
        (Check::Unavailable, false) => Some(vec![minimum]),
        (Check::Includes(mask), true) | (Check::IncludesNone(mask), false) => {
            let listed: Vec<usize> = bits::ones(mask).collect();
            let mut words = vec![0; mask.len()];
            if !listed.is_empty() {
                bits::set(&mut words, listed[choose.below(listed.len())]);
            }
            Some(words)
        }
        (Check::Includes(mask), false) | (Check::IncludesNone(mask), true) => Some(vec![0; mask.len()]),
    }
}
