//! Looking for answers that show that a fact changes the plan.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::tried::AnswersToTry;
use crate::case::{Case, Judgement};
use crate::catalogue::FactId;
use crate::matching::Truth;
use crate::plan::{Options, Planner, Workspace};

/// Plans at most for finding out, by every combination of answers, which facts change nothing.
const MOST_COMBINATIONS: usize = 512;

/// The combinations of answers to some facts, each of them left unknown among its answers.
struct Combinations<'t> {
    planner: &'t Planner<'t>,
    judgement: &'t Judgement,
    facts: &'t [FactId],
    tried: &'t AnswersToTry,
    case: Case,
    workspace: Workspace,
    /// What would change of the plan for each combination, once it was planned.
    outlines: Vec<Option<u64>>,
}

/// The candidates that make a difference, or for which that could not be ruled out.
///
/// Where there are too many combinations of answers to rule any candidate out, or the answers do not stand for every answer, nothing
/// is tried.
pub(super) fn relevant(
    planner: &Planner<'_>,
    case: &Case,
    judgement: &Judgement,
    facts: &[FactId],
    tried: &AnswersToTry,
) -> Vec<FactId> {
    let count = facts.iter().try_fold(1, |product: usize, fact| {
        product.checked_mul(tried.of(*fact).answers().len() + 1).filter(|p| *p <= MOST_COMBINATIONS)
    });
    match count.filter(|_| facts.iter().all(|fact| tried.of(*fact).is_complete)) {
        None => facts.to_vec(),
        Some(count) => {
            let (case, workspace) = (case.clone(), Workspace::default());
            let outlines = vec![None; count];
            let mut all = Combinations { planner, judgement, facts, tried, case, workspace, outlines };
            facts.iter().copied().filter(|fact| all.turn_on(*fact)).collect()
        }
    }
}

impl Combinations<'_> {
    /// Whether some answer to a fact makes a difference in some combination that leaves it unknown.
    fn turn_on(&mut self, fact: FactId) -> bool {
        let lesser = self.facts.iter().take_while(|other| **other != fact);
        let stride: usize = lesser.map(|other| self.tried.of(*other).answers().len() + 1).product();
        let answers = self.tried.of(fact).answers().len();
        let unknown = (0..self.outlines.len()).filter(|number| (number / stride).is_multiple_of(answers + 1));
        unknown.collect::<Vec<_>>().into_iter().any(|number| {
            let without = self.outline(number);
            (1..=answers).any(|answer| self.outline(number + answer * stride) != without)
        })
    }

    /// What a change would change: outcomes, steps, and lengths that a line of the package takes from the case.
    fn outline(&mut self, number: usize) -> u64 {
        if let Some(outline) = self.outlines[number] {
            return outline;
        }
        let mut rest = number;
        for fact in self.facts {
            let mut answers = self.tried.of(*fact).answers();
            let choices = answers.len() + 1;
            match (rest % choices).checked_sub(1).and_then(|answer| answers.nth(answer)) {
                Some(words) => self.case.set_words(&self.planner.catalogue.vocabulary, *fact, words),
                None => self.case.forget(*fact),
            }
            rest /= choices;
        }
        let options = Options::from(self.judgement);
        let decision = self.planner.decide_in(&mut self.workspace, &self.case, &options);
        let mut hash = DefaultHasher::new();
        for reason in &decision.reasons {
            (reason.outcome() as u8).hash(&mut hash);
        }
        for step in &decision.steps {
            (step.offer, step.phase, step.vehicle, step.start, step.end).hash(&mut hash);
            for when in &self.planner.rules.lengths[step.offer.index()] {
                (decision.evaluation.truth(*when) == Truth::Met).hash(&mut hash);
            }
        }
        *self.outlines[number].insert(hash.finish())
    }
}
