//! What no further answer can change, and which facts the rest still waits for.
//!
//! Knowledge only grows: a check known to fail stays failed, a condition known to hold stays met. From that follows which offers
//! are ruled out whatever is answered next, which are included whatever is answered next, and which are displaced by those. Every
//! fact that the others read is a candidate for a question. The analysis is sound and not complete: a fact that it leaves out
//! changes nothing; one that it lists need not change anything.

mod facts;
mod figures;
mod settle;
mod view;

use super::Planner;
use super::standing::Standing;
use crate::case::Case;
use crate::catalogue::{FactId, OfferId};
use crate::matching::{Evaluation, Trial};
use figures::Figures;
use view::View;

/// What can still become of each offer.
#[derive(Clone, Debug, Default)]
pub struct Prospects {
    /// Offers that no check of their own rules out yet, as bits.
    pub possible: Vec<u64>,
    /// Offers that some answers may still include, put to judgement or leave open, as bits.
    pub live: Vec<u64>,
    /// Offers that are included whatever is answered, as bits.
    pub sure: Vec<u64>,
    /// Offers whose outcome may still change, as bits.
    pub open: Vec<u64>,
    /// Facts that may still change the plan, as bits.
    pub facts: Vec<u64>,
    /// Offers that may be in the plan, as bits.
    may_include: Vec<u64>,
    /// Offers whose exception or option is accepted.
    accepted: Vec<u64>,
    /// Offers with no undecided check of their own.
    decided: Vec<u64>,
    /// Offers with a present offence-related target, and those that can have none.
    leading: Vec<u64>,
    not_leading: Vec<u64>,
    /// Offers that may be in a phase that prepares, and in one that consolidates.
    may_prepare: Vec<u64>,
    may_consolidate: Vec<u64>,
    /// Offers that may take some of the rehabilitation activity days.
    may_take_days: Vec<u64>,
    /// Offers whose place among those of their kind still matters.
    ranked: Vec<u64>,
    /// The fewest weeks and days with which some offer would surely fit that did not.
    more_weeks: Option<u32>,
    more_days: Option<u32>,
}

/// Finds the prospects of one case after the other, in memory used again.
#[derive(Clone, Debug)]
pub struct Foresight<'p> {
    planner: &'p Planner<'p>,
    figures: Figures,
    accepted: Vec<OfferId>,
    trial: Trial,
    standing: Standing,
    prospects: Prospects,
    /// What the prospects were found from, beside the trial.
    basis: Basis,
}

/// What the prospects of a case turn on beside the truth of conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Basis {
    excluded: Vec<u64>,
    region_unknown: Vec<u64>,
    weeks: Option<u32>,
    rar_days: Option<u32>,
    access_known: bool,
}

impl<'p> Foresight<'p> {
    /// Makes ready to look ahead with a planner.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        Self {
            planner,
            figures: Figures::new(planner),
            accepted: Vec::new(),
            trial: Trial::new(&planner.rules, planner.catalogue.vocabulary.len()),
            standing: Standing::default(),
            prospects: Prospects::default(),
            basis: Basis::default(),
        }
    }

    /// What can still become of each offer.
    pub fn of(&mut self, case: &Case, accepted: &[OfferId]) -> &Prospects {
        let mut evaluation = Evaluation::default();
        evaluation.run(&self.planner.rules, case);
        self.of_evaluated(case, &evaluation, accepted)
    }

    /// What can still become of each offer, where it is found already which conditions the case meets.
    pub fn of_evaluated(&mut self, case: &Case, evaluation: &Evaluation, accepted: &[OfferId]) -> &Prospects {
        self.accepted.clear();
        self.accepted.extend(accepted);
        self.trial.start(&self.planner.rules, evaluation);
        self.find(case, true)
    }

    /// What can still become of each offer once a fact is answered, which the case that was begun with does not know: `case` is
    /// that case with the answer.
    pub fn once_answered(&mut self, case: &Case, fact: FactId) -> &Prospects {
        let words = case.words_of(&self.planner.catalogue.vocabulary, fact);
        let is_other = self.trial.answer(&self.planner.rules, fact, words);
        self.find(case, is_other)
    }

    /// Finds the prospects, unless they are those found last: that is, conditions came out as they did, and so does every
    /// comparison with the weeks and the days.
    fn find(&mut self, case: &Case, is_other: bool) -> &Prospects {
        let planner = self.planner;
        self.standing.find(planner, case, self.trial.evaluation());
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        let weeks = case.number(vocabulary, roles.weeks);
        let rar_days = case.number(vocabulary, roles.rar_days);
        let access_known = case.knows(roles.no_access);
        let (prospects, basis) = (&mut self.prospects, &mut self.basis);
        let is_same = !is_other
            && basis.excluded == self.standing.excluded
            && basis.region_unknown == self.standing.region_unknown
            && basis.access_known == access_known
            && as_before(basis.weeks, weeks, prospects.more_weeks)
            && as_before(basis.rar_days, rar_days, prospects.more_days);
        if is_same {
            return prospects;
        }
        basis.excluded.clone_from(&self.standing.excluded);
        basis.region_unknown.clone_from(&self.standing.region_unknown);
        (basis.weeks, basis.rar_days, basis.access_known) = (weeks, rar_days, access_known);
        let follow_on = planner.figures.follow_on.iter().fold(0_u128, |mask, (target, _)| mask | 1 << target);
        let view = View {
            planner,
            figures: &self.figures,
            trial: &self.trial,
            standing: &self.standing,
            case,
            present: self.standing.present,
            absent: self.standing.absent & !follow_on,
            weeks,
            rar_days,
            access_known,
        };
        prospects.start(&view, &self.accepted);
        while prospects.settle(&view) {}
        prospects.find_open(&view);
        prospects.find_facts(&view);
        prospects
    }
}

/// Whether a budget is as good as the one before: no less, and less than what more would fit into.
fn as_before(before: Option<u32>, now: Option<u32>, more: Option<u32>) -> bool {
    match (before, now) {
        (None, None) => true,
        (Some(before), Some(now)) => before <= now && more.is_none_or(|more| now < more),
        _ => false,
    }
}
