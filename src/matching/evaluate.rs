//! Every distinct condition and criterion, evaluated for one case.

use super::compile::Rules;
use super::node::{Node, NodeId};
use super::tables::Truths;
use super::truth::Truth;
use crate::bits;
use crate::case::Case;
use crate::catalogue::{FactId, TargetId};

/// What became of one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CriterionResult {
    /// Its condition holds.
    Met,
    /// Its condition does not hold, and no exception does.
    NotMet,
    /// An answer is missing.
    Unknown,
    /// Its condition does not hold, but an exception does.
    Excepted,
}

impl CriterionResult {
    /// The word users and scripts rely on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Unknown => "unknown",
            Self::Excepted => "excepted",
        }
    }
}

/// The truth of every distinct condition for one case. Made once and used again for the next case.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    pub(super) truths: Truths,
    /// Offers with a criterion that is not met, as bits.
    pub failed: Vec<u64>,
    /// Offers with a criterion that an answer is missing for.
    pub undecided: Vec<u64>,
    /// Offers with a criterion met only by exception.
    pub excepted: Vec<u64>,
    /// Offers whose targets are all known to be absent.
    pub no_need: Vec<u64>,
    /// Targets present, as bits.
    pub present: u128,
    /// Targets known to be absent, as bits.
    pub absent: u128,
}

impl Evaluation {
    /// The truth of one condition.
    #[must_use]
    pub fn truth(&self, node: NodeId) -> Truth {
        self.truths.truth(node)
    }

    /// Takes over what is known of another case, in the memory there is.
    pub(super) fn copy(&mut self, other: &Self) {
        self.truths.copy(&other.truths);
        self.failed.clone_from(&other.failed);
        self.undecided.clone_from(&other.undecided);
        self.excepted.clone_from(&other.excepted);
        self.no_need.clone_from(&other.no_need);
        (self.present, self.absent) = (other.present, other.absent);
    }

    /// Evaluates every condition for a case.
    pub fn run(&mut self, rules: &Rules, case: &Case) {
        rules.tables.run(case, &mut self.truths);
        self.criteria(rules);
        self.needs(rules);
    }

    pub(super) fn needs(&mut self, rules: &Rules) {
        (self.present, self.absent) = (0, 0);
        self.no_need.clear();
        self.no_need.resize(rules.offer_words, u64::MAX);
        for (target, node) in rules.targets.iter().enumerate() {
            match self.truths.truth(*node) {
                Truth::NotMet => self.absent |= 1 << target,
                truth => {
                    if truth == Truth::Met {
                        self.present |= 1 << target;
                    }
                    bits::remove(&mut self.no_need, rules.offers_on(TargetId::from(target)));
                }
            }
        }
    }

    fn criteria(&mut self, rules: &Rules) {
        for set in [&mut self.failed, &mut self.undecided, &mut self.excepted] {
            set.clear();
            set.resize(rules.offer_words, 0);
        }
        // Criteria whose condition holds leave nothing to note.
        for (word, nodes) in rules.criterion_nodes.iter().enumerate() {
            for bit in bits::ones(&[nodes & !self.truths.met[word]]) {
                for criterion in rules.criteria_on(word * 64 + bit) {
                    self.note(rules, *criterion as usize);
                }
            }
        }
    }

    /// Notes for the offers that have a distinct criterion what became of it.
    pub(super) fn note(&mut self, rules: &Rules, criterion: usize) {
        let noted = match self.result(rules, criterion) {
            CriterionResult::Met => return,
            CriterionResult::NotMet => &mut self.failed,
            CriterionResult::Unknown => &mut self.undecided,
            CriterionResult::Excepted => &mut self.excepted,
        };
        bits::add(noted, rules.offers_with(criterion));
    }

    /// What became of one distinct criterion.
    ///
    /// An unknown condition stays unknown even where an exception would hold: the answer still decides whether the
    /// practitioner has something to justify.
    #[must_use]
    pub fn result(&self, rules: &Rules, criterion: usize) -> CriterionResult {
        let compiled = rules.criteria[criterion];
        match self.truth(compiled.when) {
            Truth::Met => CriterionResult::Met,
            Truth::Unknown => CriterionResult::Unknown,
            Truth::NotMet => match compiled.exception.map(|node| self.truth(node)) {
                None | Some(Truth::NotMet) => CriterionResult::NotMet,
                Some(Truth::Unknown) => CriterionResult::Unknown,
                Some(Truth::Met) => CriterionResult::Excepted,
            },
        }
    }

    /// Adds the unknown facts that the undecided parts of a condition read.
    pub fn missing(&self, rules: &Rules, node: NodeId, missing: &mut Vec<FactId>) {
        if self.truth(node) != Truth::Unknown {
            return;
        }
        match &rules.nodes[node.index()] {
            Node::Test { fact, .. } => {
                if !missing.contains(fact) {
                    missing.push(*fact);
                }
            }
            whole => whole.parts().iter().for_each(|part| self.missing(rules, *part, missing)),
        }
    }

    /// Adds the unknown facts that the undecided parts of a criterion read, its exception included.
    pub fn missing_of(&self, rules: &Rules, criterion: usize, missing: &mut Vec<FactId>) {
        let compiled = rules.criteria[criterion];
        self.missing(rules, compiled.when, missing);
        if self.truth(compiled.when) != Truth::Met
            && let Some(exception) = compiled.exception
        {
            self.missing(rules, exception, missing);
        }
    }
}
