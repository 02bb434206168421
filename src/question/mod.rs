//! Which unknown answers could still change the plan, most useful first.
//!
//! A fact is a question when some answer to it, with some answers to the other unknowns, changes the outcome of an offer, a step
//! or a line of the package. Two searches meet here: [`crate::plan::prospect`] leaves out facts that provably change nothing, and
//! `witness` looks for answers that show a change. A fact between the two, for which neither a proof nor a change was
//! found within a fixed effort, is asked: the list errs on the side of asking and never leaves out what matters.

mod cells;
mod witness;

use crate::bits;
use crate::case::Case;
use crate::catalogue::{FactId, OfferId};
use crate::plan::prospect::Prospects;
use crate::plan::{Decision, Planner};
use cells::Cells;

/// A fact still unknown whose answer could change the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// The undetermined offers that wait for it, in catalogue order.
    pub would_settle: Vec<OfferId>,
}

/// Every unknown fact whose answer could change an outcome, a step or a line of the package, most useful first: the facts whose
/// answers leave the fewest offers open, judged over the answers that differ.
#[must_use]
pub fn questions(planner: &Planner<'_>, case: &Case, accepted: &[OfferId]) -> Vec<Question> {
    let mut decision = Decision::default();
    let mut prospects = Prospects::default();
    planner.prospects(case, accepted, &mut decision, &mut prospects);
    let candidates: Vec<FactId> = bits::ones(&prospects.facts).map(FactId::from).collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let cells = Cells::new(planner, case, accepted, &candidates);
    let relevant = witness::relevant(planner, case, accepted, &candidates, &cells);
    let mut ranked: Vec<(Usefulness, FactId)> = relevant
        .into_iter()
        .map(|fact| (usefulness(planner, case, accepted, fact, &cells, &mut decision, &mut prospects), fact))
        .collect();
    ranked.sort();
    planner.decide_into(case, accepted, &mut decision);
    let waiting: Vec<(OfferId, Vec<FactId>)> = (0..planner.catalogue.offers.len())
        .map(OfferId::from)
        .map(|offer| (offer, planner.missing(offer, &decision)))
        .filter(|(_, missing)| !missing.is_empty())
        .collect();
    ranked
        .into_iter()
        .map(|(_, fact)| Question {
            fact,
            would_settle: (waiting.iter().filter(|(_, missing)| missing.contains(&fact)))
                .map(|(offer, _)| *offer)
                .collect(),
        })
        .collect()
}

/// The offers whose outcome may still change with further answers, in catalogue order.
#[must_use]
pub fn open_offers(planner: &Planner<'_>, case: &Case, accepted: &[OfferId]) -> Vec<OfferId> {
    let mut decision = Decision::default();
    let mut prospects = Prospects::default();
    planner.prospects(case, accepted, &mut decision, &mut prospects);
    bits::ones(&prospects.open).map(OfferId::from).collect()
}

/// What is left open after an answer, added up over the answers that differ, as a mean in thousandths: less is better. Offers come
/// first, then the questions that would still be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Usefulness {
    offers_left: u64,
    facts_left: u64,
}

fn usefulness(
    planner: &Planner<'_>,
    case: &Case,
    accepted: &[OfferId],
    fact: FactId,
    cells: &Cells,
    decision: &mut Decision,
    prospects: &mut Prospects,
) -> Usefulness {
    let vocabulary = &planner.catalogue.vocabulary;
    let mut trial = case.clone();
    let answers = cells.of(fact);
    let (mut offers, mut facts) = (0, 0);
    for words in answers {
        trial.set_words(vocabulary, fact, words);
        planner.prospects(&trial, accepted, decision, prospects);
        offers += bits::ones(&prospects.open).count() as u64;
        facts += bits::ones(&prospects.facts).count() as u64;
    }
    let mean = |sum: u64| sum * 1000 / answers.len().max(1) as u64;
    Usefulness { offers_left: mean(offers), facts_left: mean(facts) }
}
