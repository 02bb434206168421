//! The order of asking.

use super::Interview;
use crate::ask::{Asker, Question, questions};
use crate::catalogue::{Catalogue, FactId};

impl Interview<'_> {
    /// Puts the questions left in the order of asking: those that a hint waits for, the basics that every proposal starts from, then
    /// what would otherwise be taken by default, then the others, each time the most useful first, by two questions looked ahead
    /// for the first of them.
    pub(super) fn put_in_order(&mut self) {
        let catalogue = self.catalogue();
        let judgement = self.judged.judgement();
        // What can be presumed is nearly always so, and comes last: but for what matters only where it is not so.
        let mut presuming = self.case.clone();
        presuming.presume(&catalogue.vocabulary);
        let then = questions(self.planner, &presuming, &judgement);
        let turn = |question: &Question| {
            let fact = catalogue.fact(question.fact);
            let turn = match &fact.presume {
                Some(_) => 1,
                None if then.iter().any(|other| other.fact == question.fact) => 0,
                None => 2,
            };
            (fact.basic.unwrap_or(u32::MAX), fact.default.is_none(), turn)
        };
        self.open.sort_by_key(turn);
        // What somebody has a hint of is asked, and not presumed.
        let last = |question: &Question| turn(question).2 > 0 && !self.hinted.contains(&question.fact);
        let usual = |question: &&Question| catalogue.fact(question.fact).presume.is_some();
        let presumable = if self.unasked().all(last) {
            self.unasked().filter(usual).map(|question| question.fact).collect()
        } else {
            Vec::new()
        };
        self.presumable = presumable;
        let first = self.unasked().next().map(turn);
        let alike = self.unasked().take_while(|question| Some(turn(question)) == first);
        let alike: Vec<FactId> = alike.map(|question| question.fact).collect();
        if alike.len() > 1
            && let Some(first) = Asker::new(self.planner).first_of(&self.case, &judgement, &alike)
            && let Some(at) = self.open.iter().position(|question| question.fact == first)
        {
            let question = self.open.remove(at);
            self.open.insert(0, question);
        }
        wholes_first(catalogue, &mut self.open);
        self.open.sort_by_key(|question| !self.hinted.contains(&question.fact));
    }
}

/// Puts what is worked out from other facts before them: where it is known, they may not matter.
fn wholes_first(catalogue: &Catalogue, open: &mut Vec<Question>) {
    let vocabulary = &catalogue.vocabulary;
    for (whole, fact) in vocabulary.iter().filter(|(_, fact)| !fact.made_of.is_empty()) {
        let parts: Vec<FactId> = fact.made_of.iter().filter_map(|key| vocabulary.named(key)).collect();
        let at = open.iter().position(|question| question.fact == whole);
        let first = open.iter().position(|question| parts.contains(&question.fact));
        if let (Some(at), Some(first)) = (at, first)
            && first < at
        {
            let question = open.remove(at);
            open.insert(first, question);
        }
    }
}
