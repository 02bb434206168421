//! What no further answer can change, and which facts the rest still waits for.
//!
//! Knowledge only grows: a check known to fail stays failed, a condition known to hold stays met. From that follows which offers
//! are ruled out whatever is answered next, which are included whatever is answered next, and which are displaced by those. Every
//! fact that the others read is a candidate for a question. The analysis is sound and not complete: a fact that it leaves out
//! changes nothing; one that it lists need not change anything.

mod cautions;
mod facts;
mod groups;
mod settle;
mod view;

use crate::case::{Case, Judgement};
use crate::catalogue::{FactId, OfferId, TargetId};
use crate::ids::Set;
use crate::matching::{Evaluation, Reevaluation};
use crate::plan::{Checks, InForce, Planner};
use groups::OutlookGroups;
use view::View;

/// What can still become of each offer.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// Offers that no check of their own rules out yet.
    pub possible: Set<OfferId>,
    /// Offers that some answers may still include, put to judgement or leave open.
    pub live: Set<OfferId>,
    /// Offers that are included whatever is answered.
    pub sure: Set<OfferId>,
    /// Offers whose outcome may still change.
    pub open: Set<OfferId>,
    /// Facts that may still change the plan or a decisive caution, and those that are always asked about.
    pub facts: Set<FactId>,
    /// Facts whose answer could do no more than contradict another one.
    pub contradicting: Set<FactId>,
    /// Offers that may be in the plan.
    may_include: Set<OfferId>,
    /// Offers whose exception or option is accepted.
    accepted: Set<OfferId>,
    /// Offers whose turn may come before every other of their kind.
    ahead: Set<OfferId>,
    /// Offers with no undecided check of their own.
    decided: Set<OfferId>,
    /// Offers with a present offence-related target, and those that may have one.
    leading: Set<OfferId>,
    may_lead: Set<OfferId>,
    /// Offers that may be in a phase that prepares, and in one that consolidates.
    may_prepare: Set<OfferId>,
    may_consolidate: Set<OfferId>,
    /// Offers that may take some of the rehabilitation activity days.
    may_take_days: Set<OfferId>,
    /// Offers whose place among those of their kind still matters.
    ranked: Set<OfferId>,
    /// The fewest weeks and days with which some offer would surely fit that did not.
    more_weeks: Option<u32>,
    more_days: Option<u32>,
}

/// Finds the outlook of one case after the other, in memory used again.
#[derive(Clone, Debug)]
pub struct OutlookFinder<'p> {
    planner: &'p Planner<'p>,
    groups: OutlookGroups,
    judgement: Judgement,
    conditions: Reevaluation,
    checks: Checks,
    in_force: InForce,
    ruled_out: Set<TargetId>,
    outlook: Outlook,
    /// What the outlook was found from, beside the conditions.
    basis: Basis,
}

/// What the outlook of a case turns on beside the truth of conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Basis {
    excluded: Set<OfferId>,
    excepted: Set<OfferId>,
    unconfirmed: Set<OfferId>,
    region_unknown: Set<OfferId>,
    weeks: Option<u32>,
    rar_days: Option<u32>,
    access_known: bool,
}

impl<'p> OutlookFinder<'p> {
    /// Makes ready to look ahead with a planner.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        Self {
            planner,
            groups: OutlookGroups::new(planner),
            judgement: Judgement::default(),
            conditions: Reevaluation::new(&planner.rules, planner.catalogue.vocabulary.len()),
            checks: Checks::default(),
            in_force: InForce::default(),
            ruled_out: Set::default(),
            outlook: Outlook::default(),
            basis: Basis::default(),
        }
    }

    /// What can still become of each offer.
    pub fn of(&mut self, case: &Case, judgement: &Judgement) -> &Outlook {
        let mut evaluation = Evaluation::default();
        evaluation.run(&self.planner.rules, case);
        self.of_evaluated(case, &evaluation, judgement)
    }

    /// What can still become of each offer, where it is found already which conditions the case meets.
    pub fn of_evaluated(&mut self, case: &Case, evaluation: &Evaluation, judgement: &Judgement) -> &Outlook {
        self.judgement.clone_from(judgement);
        self.conditions.start(&self.planner.rules, evaluation);
        self.find(case, true)
    }

    /// What can still become of each offer once a fact is answered, which the case that was begun with does not know: `case` is
    /// that case with the answer.
    pub fn once_answered(&mut self, case: &Case, fact: FactId) -> &Outlook {
        let words = case.words_of(&self.planner.catalogue.vocabulary, fact);
        let is_other = self.conditions.answer(&self.planner.rules, fact, words);
        self.find(case, is_other)
    }

    /// Finds the outlook, unless it is the one found last: that is, conditions came out as they did, and so does every comparison with
    /// the weeks and the days.
    fn find(&mut self, case: &Case, is_other: bool) -> &Outlook {
        let planner = self.planner;
        let evaluation = self.conditions.evaluation();
        self.checks.find(planner, case, evaluation, &mut self.in_force);
        let roles = &planner.catalogue.policy.roles;
        let vocabulary = &planner.catalogue.vocabulary;
        let weeks = case.number(vocabulary, roles.weeks);
        let rar_days = case.number(vocabulary, roles.rar_days);
        let access_known = case.knows(roles.no_access);
        let (outlook, basis) = (&mut self.outlook, &mut self.basis);
        let is_same = !is_other
            && basis.excluded == self.checks.excluded
            && basis.excepted == self.checks.excepted
            && basis.unconfirmed == self.checks.unconfirmed
            && basis.region_unknown == self.checks.region_unknown
            && basis.access_known == access_known
            && as_before(basis.weeks, weeks, outlook.more_weeks)
            && as_before(basis.rar_days, rar_days, outlook.more_days);
        if is_same {
            return outlook;
        }
        basis.excluded.clone_from(&self.checks.excluded);
        basis.excepted.clone_from(&self.checks.excepted);
        basis.unconfirmed.clone_from(&self.checks.unconfirmed);
        basis.region_unknown.clone_from(&self.checks.region_unknown);
        (basis.weeks, basis.rar_days, basis.access_known) = (weeks, rar_days, access_known);
        self.ruled_out.clone_from(&evaluation.absent);
        planner.groups.follow_on.iter().for_each(|(target, _)| self.ruled_out.remove(*target));
        let view = View {
            planner,
            groups: &self.groups,
            conditions: &self.conditions,
            checks: &self.checks,
            case,
            present: &evaluation.present,
            ruled_out: &self.ruled_out,
            weeks,
            rar_days,
            access_known,
        };
        outlook.start(&view, &self.judgement);
        while outlook.settle(&view) {}
        outlook.find_open(&view);
        outlook.find_facts(&view);
        outlook
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
