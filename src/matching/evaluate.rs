//! Every distinct condition and criterion, evaluated for one case.

use super::compile::Rules;
use super::compiled::CompiledCondition;
use super::compiled::CompiledCriterion;
use super::tables::Truths;
use super::truth::Truth;
use crate::case::Case;
use crate::catalogue::{FactId, OfferId, TargetId};
use crate::ids::{self, ConditionId, Members, Set};

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
    /// Offers with a criterion that is not met.
    pub failed: Set<OfferId>,
    /// Offers with a criterion that an answer is missing for.
    pub undecided: Set<OfferId>,
    /// Offers with a criterion met only by exception.
    pub excepted: Set<OfferId>,
    /// Those of them with an exception that is for exceptional cases only.
    pub exceptional: Set<OfferId>,
    /// Offers that wait for an approval which somebody else has to give.
    pub unapproved: Set<OfferId>,
    /// Offers whose targets are all known to be absent.
    pub no_need: Set<OfferId>,
    /// Targets present.
    pub present: Set<TargetId>,
    /// Targets known to be absent.
    pub absent: Set<TargetId>,
}

impl Evaluation {
    /// The truth of one condition.
    #[must_use]
    pub fn truth(&self, condition: ConditionId) -> Truth {
        self.truths.truth(condition)
    }

    /// Takes over what is known of another case, in the memory there is.
    pub(super) fn copy(&mut self, other: &Self) {
        self.truths.copy(&other.truths);
        self.failed.clone_from(&other.failed);
        self.undecided.clone_from(&other.undecided);
        self.excepted.clone_from(&other.excepted);
        self.exceptional.clone_from(&other.exceptional);
        self.unapproved.clone_from(&other.unapproved);
        self.no_need.clone_from(&other.no_need);
        self.present.clone_from(&other.present);
        self.absent.clone_from(&other.absent);
    }

    /// Evaluates every condition for a case.
    pub fn run(&mut self, rules: &Rules, case: &Case) {
        rules.tables.run(case, &mut self.truths);
        self.criteria(rules);
        self.needs(rules);
    }

    /// Finds which targets are present and absent, and which offers have none that may be present.
    pub(super) fn needs(&mut self, rules: &Rules) {
        self.present.clear();
        self.absent.clear();
        self.no_need.clone_from(&rules.every_offer);
        for (target, when) in ids::numbered(&rules.targets) {
            match self.truths.truth(*when) {
                Truth::NotMet => self.absent.insert(target),
                truth => {
                    if truth == Truth::Met {
                        self.present.insert(target);
                    }
                    self.no_need.take_out(rules.offers_on(target));
                }
            }
        }
    }

    fn criteria(&mut self, rules: &Rules) {
        let Self { truths, failed, undecided, excepted, exceptional, unapproved, .. } = self;
        let mut noted = Noted { failed, undecided, excepted, exceptional, unapproved };
        noted.clear();
        // Criteria whose condition holds leave nothing to note.
        for condition in rules.criterion_conditions.minus(truths.met()).iter() {
            for criterion in rules.criteria_on(condition) {
                noted.add(truths, rules, *criterion as usize);
            }
        }
    }

    /// Notes for the offers that have some distinct criteria what became of them.
    pub(super) fn note_all(&mut self, rules: &Rules, criteria: &[u32]) {
        let Self { truths, failed, undecided, excepted, exceptional, unapproved, .. } = self;
        let mut noted = Noted { failed, undecided, excepted, exceptional, unapproved };
        for criterion in criteria {
            noted.add(truths, rules, *criterion as usize);
        }
    }

    /// What became of one distinct criterion.
    ///
    /// An unknown condition stays unknown even where an exception would hold: the answer still decides whether the
    /// practitioner has something to justify.
    #[must_use]
    pub fn result(&self, rules: &Rules, criterion: usize) -> CriterionResult {
        result(&self.truths, &rules.criteria[criterion])
    }

    /// Adds the unknown facts that the undecided parts of a condition read.
    pub fn missing(&self, rules: &Rules, condition: ConditionId, missing: &mut Vec<FactId>) {
        if self.truth(condition) != Truth::Unknown {
            return;
        }
        match &rules.conditions[condition.index()] {
            CompiledCondition::Test { fact, .. } => {
                if !missing.contains(fact) {
                    missing.push(*fact);
                }
            }
            compound => compound.parts().iter().for_each(|part| self.missing(rules, *part, missing)),
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

fn result(truths: &Truths, criterion: &CompiledCriterion) -> CriterionResult {
    match truths.truth(criterion.when) {
        Truth::Met => CriterionResult::Met,
        Truth::Unknown => CriterionResult::Unknown,
        Truth::NotMet => match criterion.exception.map(|exception| truths.truth(exception)) {
            None | Some(Truth::NotMet) => CriterionResult::NotMet,
            Some(Truth::Unknown) => CriterionResult::Unknown,
            Some(Truth::Met) => CriterionResult::Excepted,
        },
    }
}

/// The offers with a criterion that did not come out as met, by what became of it.
struct Noted<'e> {
    failed: &'e mut Set<OfferId>,
    undecided: &'e mut Set<OfferId>,
    excepted: &'e mut Set<OfferId>,
    exceptional: &'e mut Set<OfferId>,
    unapproved: &'e mut Set<OfferId>,
}

impl Noted<'_> {
    fn clear(&mut self) {
        let Self { failed, undecided, excepted, exceptional, unapproved } = self;
        for set in [failed, undecided, excepted, exceptional, unapproved] {
            set.clear();
        }
    }

    /// Notes for the offers that have a distinct criterion what became of it.
    fn add(&mut self, truths: &Truths, rules: &Rules, criterion: usize) {
        let compiled = &rules.criteria[criterion];
        let offers = rules.offers_with(criterion);
        let noted = match result(truths, compiled) {
            CriterionResult::Met => return,
            CriterionResult::NotMet if compiled.approval => &mut self.unapproved,
            CriterionResult::NotMet => &mut self.failed,
            CriterionResult::Unknown => &mut self.undecided,
            CriterionResult::Excepted => {
                if compiled.exceptional {
                    self.exceptional.add(offers);
                }
                &mut self.excepted
            }
        };
        noted.add(offers);
    }
}
