//! Which unknown answers could still change the plan, most useful first.
//!
//! A fact is a question when some answer to it, with some answers to the other unknowns, changes the outcome of an offer, a step,
//! a line of the package or a decisive caution; a few are asked about whatever they change. Two searches meet here: [`outlook`]
//! leaves out facts that provably change nothing, and `witness` looks for answers that show a change. A fact between the two, for
//! which neither a proof nor a change was found within a fixed effort, is asked: the list errs on the side of asking and never
//! leaves out what matters.

mod ahead;
pub mod interview;
pub mod outlook;
mod tried;
mod witness;

use crate::case::{Case, Judgement};
use crate::catalogue::{FactId, OfferId};
use crate::ids::{self, Members, Set, SetRef};
use crate::plan::{Decision, Options, Planner};
use outlook::OutlookFinder;
use tried::AnswersToTry;

/// A fact still unknown whose answer could change the plan or a decisive caution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// Its answer could do no more than contradict another one, so that nobody is asked for it.
    pub only_contradicts: bool,
    /// The undetermined offers that wait for it, in catalogue order.
    pub would_settle: Vec<OfferId>,
}

/// Every unknown fact whose answer could change an outcome, a step, a line of the package or a decisive caution, most useful first:
/// the facts whose answers leave the fewest offers open, judged over the answers that differ. Those whose answer could only
/// contradict another one come last.
#[must_use]
pub fn questions(planner: &Planner<'_>, case: &Case, judgement: &Judgement) -> Vec<Question> {
    Asker::new(planner).questions(case, judgement, &planner.decide(case, &Options::from(judgement)))
}

/// The offers whose outcome may still change with further answers, in catalogue order.
#[must_use]
pub fn open_offers(planner: &Planner<'_>, case: &Case, judgement: &Judgement) -> Vec<OfferId> {
    OutlookFinder::new(planner).of(case, judgement).open.iter().collect()
}

/// Finds the questions of one case after the other, in memory used again.
#[derive(Clone, Debug)]
pub struct Asker<'p> {
    planner: &'p Planner<'p>,
    outlooks: OutlookFinder<'p>,
    tried: AnswersToTry,
}

/// What is left open after an answer, added up over the answers that differ, as a mean in thousandths: less is better. Offers come
/// first, then the questions that would still be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Usefulness {
    offers_left: u64,
    facts_left: u64,
}

impl<'p> Asker<'p> {
    /// Makes ready to ask for what a planner could use.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        Self { planner, outlooks: OutlookFinder::new(planner), tried: AnswersToTry::new(planner) }
    }

    /// The questions of a case, as [`questions`] gives them, where `decision` is what was decided for it.
    #[must_use]
    pub fn questions(&mut self, case: &Case, judgement: &Judgement, decision: &Decision) -> Vec<Question> {
        if case.known().count() == self.planner.catalogue.vocabulary.len() {
            return Vec::new();
        }
        let outlook = self.outlooks.of_evaluated(case, &decision.evaluation, judgement);
        let mut candidates = outlook.facts.clone();
        let mut contradicting = outlook.contradicting.clone();
        let known = (&outlook.possible, &self.tried);
        witness::add_near_lines(self.planner, case, decision, known, &mut candidates);
        contradicting.take_out(&candidates);
        let candidates: Vec<FactId> = candidates.iter().collect();
        self.tried.prepare(self.planner, decision, &candidates);
        let relevant = witness::relevant(self.planner, case, judgement, &candidates, &self.tried);
        let mut attempt = case.clone();
        let mut ranked: Vec<(Usefulness, FactId)> =
            relevant.into_iter().map(|fact| (self.usefulness(&mut attempt, fact), fact)).collect();
        ranked.sort();
        let waiting: Vec<(OfferId, Vec<FactId>)> = ids::all(self.planner.catalogue.offers.len())
            .map(|offer| (offer, self.planner.missing(offer, decision)))
            .filter(|(_, missing)| !missing.is_empty())
            .collect();
        let ranked = ranked.into_iter().map(|(_, fact)| Question {
            fact,
            only_contradicts: false,
            would_settle: (waiting.iter().filter(|(_, missing)| missing.contains(&fact)))
                .map(|(offer, _)| *offer)
                .collect(),
        });
        let last = contradicting.iter();
        let last = last.map(|fact| Question { fact, only_contradicts: true, would_settle: Vec::new() });
        ranked.chain(last).collect()
    }

    /// What the answers to a fact leave open of the case that was looked at last. The case is left as it was.
    fn usefulness(&mut self, case: &mut Case, fact: FactId) -> Usefulness {
        let catalogue = self.planner.catalogue;
        let answers = self.tried.of(fact).answers();
        let count = answers.len().max(1) as u64;
        let (mut offers, mut facts) = (0, 0);
        // To name an offer that is ruled out anyway among those out of reach is to name none.
        let lists_offers = fact == catalogue.policy.roles.no_access;
        let mut none_listed: Option<(Set<OfferId>, u64, u64)> = None;
        for words in answers {
            if let Some((possible, offers_left, facts_left)) = &none_listed
                && !possible.shares(SetRef::new(words))
            {
                offers += offers_left;
                facts += facts_left;
                continue;
            }
            case.set_words(&catalogue.vocabulary, fact, words);
            let outlook = self.outlooks.once_answered(case, fact);
            let (offers_left, facts_left) = (outlook.open.count() as u64, outlook.facts.count() as u64);
            offers += offers_left;
            facts += facts_left;
            if lists_offers && SetRef::<OfferId>::new(words).is_empty() {
                none_listed = Some((outlook.possible.clone(), offers_left, facts_left));
            }
        }
        case.forget(fact);
        Usefulness { offers_left: offers * 1000 / count, facts_left: facts * 1000 / count }
    }
}
