//! One offer for one case: every check, what stands beside it, and what would change the outcome.

use super::{Final, Routes};
use crate::catalogue::{Answer, FactId, OfferId};
use crate::outcome::Reason;
use crate::reasons::PlannedCase;
use crate::reasons::because::Because;
use crate::reasons::check::CheckName;
use crate::reasons::near_line::NearLine;
use crate::text::wording::{list, plain};

/// One offer, explained for one case.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'r> {
    /// The case and what was decided.
    pub planned: &'r PlannedCase<'r>,
    /// The offer.
    pub offer: OfferId,
    /// What would give it the outcome asked for.
    pub routes: &'r Routes,
}

impl<'r> Explanation<'r> {
    pub(crate) fn reason(&self) -> Reason {
        self.planned.reason(self.offer)
    }

    pub(crate) fn names(&self, offers: &[OfferId]) -> String {
        list(&offers.iter().map(|offer| self.planned.name(*offer)).collect::<Vec<_>>())
    }

    /// The offers that displace it, or that it depends on.
    pub(crate) fn because_of(&self) -> Vec<OfferId> {
        self.planned.decision.because_of(self.offer).collect()
    }

    /// The offers that it displaces.
    #[must_use]
    pub fn displaces(&self) -> Vec<OfferId> {
        let decision = self.planned.decision;
        let by_this = |(of, by): &(OfferId, OfferId)| {
            (*by == self.offer && decision.reasons[of.index()] == Reason::Displaced).then_some(*of)
        };
        let mut offers: Vec<OfferId> = decision.because_of.iter().filter_map(by_this).collect();
        offers.sort_unstable();
        offers.dedup();
        offers
    }

    /// A known answer to each fact a check reads, as a person reads it.
    pub(crate) fn answers(&self, facts: &[FactId]) -> Vec<String> {
        facts.iter().map(|fact| self.answer(*fact)).collect()
    }

    pub(crate) fn answer(&self, id: FactId) -> String {
        let vocabulary = &self.planned.catalogue().vocabulary;
        let fact = vocabulary.fact(id);
        let presumed = if self.planned.presumed.contains(&id) { " (presumed)" } else { "" };
        let spoken = match self.planned.case.answer(vocabulary, id) {
            Some(Answer::AnyOf(values)) if values.is_empty() => "none".to_owned(),
            Some(answer) => fact.spoken(&answer),
            None => "not answered".to_owned(),
        };
        format!("{}: {spoken}{presumed}", fact.name)
    }

    /// Scores that a check rests on and that lie near its line.
    pub(crate) fn near(&self, because: &Because<'_>) -> Vec<NearLine> {
        match because.check {
            CheckName::Criterion(index) => NearLine::of_criterion(self.planned, self.offer, index),
            _ => Vec::new(),
        }
    }

    pub(crate) fn near_says(&self, near: NearLine) -> String {
        let fact = self.planned.catalogue().fact(near.fact);
        let spoken = |number| fact.spoken(&Answer::Number(number));
        format!("Near the line: {} is {}, the line is {}.", fact.name, spoken(near.score), spoken(near.line))
    }

    /// What rules every route out, in words.
    pub(crate) fn final_says(&self, last: &Final) -> String {
        let because = Because::all(self.planned, self.offer);
        let says = because
            .iter()
            .find(|because| because.check == last.check)
            .map_or_else(String::new, |because| plain(&because.says()));
        let answers = self.answers(&last.facts);
        if answers.is_empty() { says } else { format!("{} ({}.)", says, answers.join("; ")) }
    }

    /// The offers that come first for the same end, where other answers could only rule them out.
    pub(crate) fn comes_first(&self) -> Vec<OfferId> {
        if self.routes.passed_over.is_empty() { self.because_of() } else { self.routes.passed_over.clone() }
    }
}
