//! Looking for answers that show that a fact changes the plan.

use std::hash::{Hash, Hasher};

use super::cells::Cells;
use crate::bits;
use crate::case::Case;
use crate::catalogue::{FactId, OfferId};
use crate::matching::{Choose, Truth};
use crate::plan::{Decision, Planner};

/// Rounds of varied answers tried for each fact without a change so far.
const ROUNDS: usize = 24;

/// Plans at most for proving, by trying every combination, that a fact changes nothing.
const MOST_COMBINATIONS: usize = 512;

/// A small generator with a fixed start, so that the same case gives the same questions.
struct Varied(u64);

impl Choose for Varied {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % bound.max(1) as u64).unwrap_or(0)
    }
}

/// Plans cases one after the other, and tells plans apart.
struct Trial<'t> {
    planner: &'t Planner<'t>,
    accepted: &'t [OfferId],
    decision: Decision,
}

impl Trial<'_> {
    /// What a change would change: outcomes, steps, and lengths that a line of the package takes from the case.
    fn outline(&mut self, case: &Case) -> u64 {
        self.planner.decide_into(case, self.accepted, &mut self.decision);
        let mut hash = std::hash::DefaultHasher::new();
        for reason in &self.decision.reasons {
            (reason.outcome() as u8).hash(&mut hash);
        }
        for step in &self.decision.steps {
            (step.offer, step.phase, step.vehicle, step.start, step.end).hash(&mut hash);
            for when in &self.planner.rules.lengths[step.offer.index()] {
                (self.decision.evaluation.truth(*when) == Truth::Met).hash(&mut hash);
            }
        }
        hash.finish()
    }

    /// Whether some answer to a fact makes a difference to a case that does not have it.
    fn differs(&mut self, case: &mut Case, fact: FactId, cells: &Cells) -> bool {
        let before = self.outline(case);
        let found = cells.of(fact).iter().any(|words| {
            case.set_words(&self.planner.catalogue.vocabulary, fact, words);
            self.outline(case) != before
        });
        case.forget(fact);
        found
    }
}

/// The candidates that make a difference, or for which that could not be ruled out.
///
/// Where there are too many combinations of answers to rule any candidate out, nothing is tried.
pub(super) fn relevant(
    planner: &Planner<'_>,
    case: &Case,
    accepted: &[OfferId],
    candidates: &[FactId],
    cells: &Cells,
) -> Vec<FactId> {
    if !can_try_all(candidates, cells) {
        return candidates.to_vec();
    }
    let mut trial = Trial { planner, accepted, decision: Decision::default() };
    let mut varied = Varied(0);
    candidates
        .iter()
        .copied()
        .filter(|fact| {
            let mut attempt = case.clone();
            trial.differs(&mut attempt, *fact, cells)
                || (0..ROUNDS).any(|round| {
                    attempt.clone_from(case);
                    vary(planner, &mut attempt, *fact, candidates, cells, round, &mut varied);
                    trial.differs(&mut attempt, *fact, cells)
                })
                || !never_differs(&mut trial, case, *fact, candidates, cells)
        })
        .collect()
}

/// Answers some of the other facts: now and then at random, else so that an offer that reads the fact turns on it alone.
fn vary(
    planner: &Planner<'_>,
    case: &mut Case,
    fact: FactId,
    candidates: &[FactId],
    cells: &Cells,
    round: usize,
    varied: &mut Varied,
) {
    let vocabulary = &planner.catalogue.vocabulary;
    let rules = &planner.rules;
    if round % 3 != 2 {
        let reading: Vec<usize> =
            (0..rules.offers.len()).filter(|offer| reads(planner, *offer, fact)).collect();
        if !reading.is_empty() {
            let offer = &rules.offers[reading[varied.below(reading.len())]];
            for criterion in &offer.criteria {
                let when = rules.criteria[usize::from(*criterion)].when;
                rules.steer(vocabulary, when, true, Some(fact), case, varied);
            }
            rules.steer(vocabulary, offer.vehicle, true, Some(fact), case, varied);
            let targets: Vec<usize> =
                (0..rules.targets.len()).filter(|t| offer.targets >> t & 1 == 1).collect();
            if !targets.is_empty() {
                let target = targets[varied.below(targets.len())];
                rules.steer(vocabulary, rules.targets[target], true, Some(fact), case, varied);
            }
        }
    }
    let leave = varied.below(3);
    for other in candidates {
        if *other == fact || case.knows(*other) || varied.below(4) < leave {
            continue;
        }
        let answers = cells.of(*other);
        if !answers.is_empty() {
            case.set_words(vocabulary, *other, &answers[varied.below(answers.len())]);
        }
    }
}

/// Whether an offer's own conditions or targets read a fact.
fn reads(planner: &Planner<'_>, offer: usize, fact: FactId) -> bool {
    planner.rules.facts_of(offer).is_some_and(|facts| bits::has(facts, fact.index()))
}

/// Whether the combinations of the candidates' answers, each left unknown among them, stand for all and are few enough to try.
fn can_try_all(candidates: &[FactId], cells: &Cells) -> bool {
    let combinations = candidates.iter().try_fold(1, |product: usize, fact| {
        product.checked_mul(cells.of(*fact).len() + 1).filter(|p| *p <= MOST_COMBINATIONS)
    });
    combinations.is_some() && candidates.iter().all(|fact| cells.is_complete(*fact))
}

/// Whether every combination of answers was tried and the fact made no difference in any.
fn never_differs(
    trial: &mut Trial<'_>,
    case: &Case,
    fact: FactId,
    candidates: &[FactId],
    cells: &Cells,
) -> bool {
    let others: Vec<FactId> = candidates.iter().copied().filter(|other| *other != fact).collect();
    !some_differ(trial, &mut case.clone(), fact, &others, cells)
}

/// Whether the fact makes a difference in some combination of the other facts' answers, each left unknown among them.
fn some_differ(
    trial: &mut Trial<'_>,
    case: &mut Case,
    fact: FactId,
    others: &[FactId],
    cells: &Cells,
) -> bool {
    let Some((first, rest)) = others.split_first() else {
        return trial.differs(case, fact, cells);
    };
    if some_differ(trial, case, fact, rest, cells) {
        return true;
    }
    let found = cells.of(*first).iter().any(|words| {
        case.set_words(&trial.planner.catalogue.vocabulary, *first, words);
        some_differ(trial, case, fact, rest, cells)
    });
    case.forget(*first);
    found
}
