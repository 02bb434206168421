//! Two questions ahead: which question to put first, so that with the best one after it the least is left open.

use super::{Asker, Usefulness};
use crate::case::{Case, Judgement};
use crate::catalogue::FactId;
use crate::ids::Members;
use crate::plan::Options;

/// How many questions are weighed, each time the most useful ones.
const WEIGHED: usize = 6;

impl Asker<'_> {
    /// Which of some questions of a case to put first, where `among` has the most useful first. Nothing where there are none.
    pub(super) fn first_of(
        &mut self,
        case: &Case,
        judgement: &Judgement,
        among: &[FactId],
    ) -> Option<FactId> {
        let decision = self.planner.decide(case, &Options::from(judgement));
        self.tried.prepare(self.planner, &decision, among);
        let mut attempt = case.clone();
        let weighed = among.iter().take(WEIGHED);
        let left = weighed.map(|fact| (self.left_after_two(&mut attempt, judgement, *fact, among), *fact));
        left.min_by_key(|(left, _)| *left).map(|(_, fact)| fact)
    }

    /// What is left open after an answer to a fact and then to the best one after it, added up over the answers.
    fn left_after_two(
        &mut self,
        case: &mut Case,
        judgement: &Judgement,
        fact: FactId,
        among: &[FactId],
    ) -> Usefulness {
        let vocabulary = &self.planner.catalogue.vocabulary;
        let answers: Vec<Vec<u64>> = self.tried.of(fact).answers().map(<[u64]>::to_vec).collect();
        let many = answers.len().max(1) as u64;
        let mut left = Usefulness { offers_left: 0, facts_left: 0 };
        for words in answers {
            case.set_words(vocabulary, fact, &words);
            let open = self.outlooks.of(case, judgement).facts.clone();
            let next = among.iter().filter(|next| **next != fact && open.has(**next)).take(WEIGHED);
            if let Some(best) = next.map(|next| self.usefulness(case, *next)).min() {
                left.offers_left += best.offers_left;
                left.facts_left += best.facts_left;
            }
        }
        case.forget(fact);
        Usefulness { offers_left: left.offers_left / many, facts_left: left.facts_left / many }
    }
}
