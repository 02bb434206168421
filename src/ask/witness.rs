//! Looking for answers that show that a fact changes the plan.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::tried::AnswersToTry;
use crate::case::{Case, Judgement};
use crate::catalogue::policy::{CautionAbout, Weight};
use crate::catalogue::{FactId, OfferId};
use crate::ids::{self, Members, Set};
use crate::matching::Truth;
use crate::plan::{Decision, Options, Planner, Workspace};
use crate::reasons::near_line::NearLine;
use crate::reasons::{PlannedCase, caution, package};

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

/// Adds the unknown facts that may bring up or take away what is said of a known score near a line: of an offer that nothing rules
/// out yet, those that the criterion reads; of one that the line alone rules out, all that may rule it out as well.
pub(super) fn add_near_lines(
    planner: &Planner<'_>,
    case: &Case,
    decision: &Decision,
    (possible, tried): (&Set<OfferId>, &AnswersToTry),
    facts: &mut Set<FactId>,
) {
    let catalogue = planner.catalogue;
    let mut cautions = catalogue.cautions.iter().zip(&planner.rules.cautions);
    let is_decisive = cautions.any(|(caution, when)| {
        caution.weight == Weight::Decisive
            && matches!(caution.about, CautionAbout::NearLine)
            && decision.evaluation.truth(*when) != Truth::NotMet
    });
    if !is_decisive || !has_near_score(planner, case, tried) {
        return;
    }
    let planned = PlannedCase::undecided(planner, case, decision);
    let roles = &catalogue.policy.roles;
    let own = [roles.region, roles.no_access, roles.weeks, roles.rar_days];
    let mut add = |read: &Set<FactId>| facts.add(read.minus(case.known()));
    for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
        if possible.has(id) {
            for (at, criterion) in offer.criteria.iter().enumerate() {
                if NearLine::may_decide(&planned, id, at) {
                    add(&criterion.when.facts().into_iter().collect());
                }
            }
        } else if NearLine::alone_rules_out(&planned, id) {
            planner.rules.facts_of(id).into_iter().for_each(&mut add);
            let vehicles = offer.vehicle.one_of.iter().flat_map(|(_, when)| when.facts());
            add(&vehicles.collect());
            add(&own.into_iter().collect());
        }
    }
}

/// Whether a score is known that is near some line.
fn has_near_score(planner: &Planner<'_>, case: &Case, tried: &AnswersToTry) -> bool {
    let number = |fact: FactId| case.number(&planner.catalogue.vocabulary, fact);
    tried.scores().iter().any(|score| number(score.fact).is_some_and(|number| score.is_near_a_line(number)))
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
        product.checked_mul(tried.of(*fact).count_with_near_lines() + 1).filter(|p| *p <= MOST_COMBINATIONS)
    });
    match count.filter(|_| facts.iter().all(|fact| tried.of(*fact).is_complete)) {
        None => facts.to_vec(),
        Some(count) => {
            let (case, workspace) = (case.clone(), Workspace::default());
            let outlines = vec![None; count];
            let mut all = Combinations { planner, judgement, facts, tried, case, workspace, outlines };
            let always = |fact: FactId| planner.catalogue.fact(fact).always_asked;
            facts.iter().copied().filter(|fact| always(*fact) || all.turn_on(*fact)).collect()
        }
    }
}

impl Combinations<'_> {
    /// Whether some answer to a fact makes a difference in some combination that leaves it unknown.
    fn turn_on(&mut self, fact: FactId) -> bool {
        let lesser = self.facts.iter().take_while(|other| **other != fact);
        let stride: usize = lesser.map(|other| self.tried.of(*other).count_with_near_lines() + 1).product();
        let answers = self.tried.of(fact).count_with_near_lines();
        let unknown = (0..self.outlines.len()).filter(|number| (number / stride).is_multiple_of(answers + 1));
        unknown.collect::<Vec<_>>().into_iter().any(|number| {
            let without = self.outline(number);
            (1..=answers).any(|answer| self.outline(number + answer * stride) != without)
        })
    }

    /// What a change would change: outcomes, steps, lines of the package and decisive cautions.
    fn outline(&mut self, number: usize) -> u64 {
        if let Some(outline) = self.outlines[number] {
            return outline;
        }
        let mut rest = number;
        for fact in self.facts {
            let choices = self.tried.of(*fact).count_with_near_lines() + 1;
            let mut answers = self.tried.of(*fact).with_near_lines();
            match (rest % choices).checked_sub(1).and_then(|answer| answers.nth(answer)) {
                Some(words) => self.case.set_words(&self.planner.catalogue.vocabulary, *fact, words),
                None => self.case.forget(*fact),
            }
            rest /= choices;
        }
        let options = Options::from(self.judgement);
        let decision = self.planner.decide_in(&mut self.workspace, &self.case, &options);
        let planned = PlannedCase::undecided(self.planner, &self.case, decision);
        *self.outlines[number].insert(outline_of(&planned))
    }
}

fn outline_of(planned: &PlannedCase<'_>) -> u64 {
    let mut hash = DefaultHasher::new();
    for reason in &planned.decision.reasons {
        (reason.outcome() as u8).hash(&mut hash);
    }
    for step in &planned.decision.steps {
        (step.offer, step.phase, step.vehicle, step.start, step.end).hash(&mut hash);
    }
    package::lines(planned).hash(&mut hash);
    for given in caution::of_weight(planned, Weight::Decisive) {
        (&given.caution.id, given.says).hash(&mut hash);
    }
    hash.finish()
}
