//! Which excluded offers are worth a line, and why the others have nothing to do with the case.

use super::PlannedCase;
use super::because::Because;
use super::check::CheckName;
use super::check::{CheckFound, cannot_get_to};
use crate::catalogue::policy::TargetClass;
use crate::catalogue::{Accepts, Answers, Availability, Change, FactId, OfferId, TargetId};
use crate::matching::{CriterionResult, Truth};
use crate::outcome::{Outcome, Reason};

/// Why an excluded offer has nothing to do with the case, so that a count of such offers says enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Nothing it works on is present.
    NothingPresent,
    /// It is for people who answer a fact differently that has one answer and will not change, such as gender.
    OtherPeople(FactId),
    /// It is made for a kind of offending that is not present.
    OtherOffending,
    /// It competes with nothing, and the sentence cannot carry it.
    OtherSentence,
    /// It is not delivered on the day, in the region or in the community.
    NotDelivered,
}

impl Aside {
    /// Why an excluded offer has nothing to do with the case; nothing for one that is worth a line.
    #[must_use]
    pub fn of(planned: &PlannedCase<'_>, offer: OfferId) -> Option<Self> {
        let reason = planned.reason(offer);
        if reason.outcome() != Outcome::Exclude || reason == Reason::Displaced {
            return None;
        }
        if reason == Reason::NotAvailable && is_out_of_reach(planned, offer) {
            return None;
        }
        if let Some(fact) = for_other_people(planned, offer) {
            return Some(Self::OtherPeople(fact));
        }
        if planned.decision.failed_checks(offer).any(|failed| failed == Reason::NoNeed) {
            return Some(Self::NothingPresent);
        }
        match reason {
            Reason::NotAvailable => Some(Self::NotDelivered),
            Reason::NoVehicle if !planned.catalogue().kind_of(offer).competes => Some(Self::OtherSentence),
            Reason::NotEligible if is_for_other_offending(planned, offer) => Some(Self::OtherOffending),
            _ => None,
        }
    }

    /// The offers that have nothing to do with the case, counted by why.
    #[must_use]
    pub fn counted(planned: &PlannedCase<'_>) -> Vec<(Self, usize)> {
        let excluded = planned.with_outcome(Outcome::Exclude);
        let mut why: Vec<Self> = excluded.filter_map(|offer| Self::of(planned, offer)).collect();
        why.sort_unstable();
        why.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len()))).collect()
    }
}

/// The excluded offers that are worth a line: those that only just fail first.
#[must_use]
pub fn worth_a_line(planned: &PlannedCase<'_>) -> Vec<OfferId> {
    let excluded = planned.with_outcome(Outcome::Exclude);
    let mut offers: Vec<OfferId> = excluded.filter(|offer| Aside::of(planned, *offer).is_none()).collect();
    offers.sort_by_key(|offer| distance(planned, *offer));
    offers
}

/// How far an excluded offer is from the plan: what came after its criteria first, then by criteria not met.
fn distance(planned: &PlannedCase<'_>, offer: OfferId) -> (u8, usize) {
    match planned.reason(offer) {
        Reason::NotEligible => (2, not_met(planned, offer)),
        Reason::NotAvailable => (1, not_met(planned, offer)),
        Reason::Displaced => (0, 1),
        _ => (0, 0),
    }
}

fn not_met(planned: &PlannedCase<'_>, offer: OfferId) -> usize {
    let all = Because::all(planned, offer);
    all.iter().filter(|because| because.result == CriterionResult::NotMet).count()
}

/// Whether the person, and not the catalogue, is what keeps an offer from being available.
fn is_out_of_reach(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    cannot_get_to(planned, offer)
        && matches!(planned.catalogue().offer(offer).availability, Availability::Windows(_))
}

/// A fact with one answer that will not change and that alone rules the offer out.
fn for_other_people(planned: &PlannedCase<'_>, offer: OfferId) -> Option<FactId> {
    let catalogue = planned.catalogue();
    Because::all(planned, offer)
        .iter()
        .filter(|because| because.result == CriterionResult::NotMet)
        .filter(|because| matches!(because.check, CheckName::Criterion(_)))
        .find_map(|because| match because.facts.as_slice() {
            [fact] => {
                let declared = catalogue.fact(*fact);
                let one_answer = matches!(declared.answers, Answers::OneOf(_));
                (one_answer && declared.change == Change::Fixed).then_some(*fact)
            }
            _ => None,
        })
}

/// Whether an offer is made for kinds of offending that are not present: it works on some and none of them is, or it asks for
/// something on record that will not change, such as an offence.
fn is_for_other_offending(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let catalogue = planned.catalogue();
    let offending: Vec<TargetId> = (catalogue.offer(offer).targets.iter())
        .filter(|target| catalogue.target(**target).class == TargetClass::OffenceRelated)
        .copied()
        .collect();
    if offending.iter().any(|target| planned.is_present(*target)) {
        return false;
    }
    let all_absent = !offending.is_empty() && offending.iter().all(|target| is_absent(planned, *target));
    all_absent || asks_for_another_record(planned, offer)
}

/// Whether what decides is that something is not among the answers to facts that will not change.
fn asks_for_another_record(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let catalogue = planned.catalogue();
    let Some(CheckFound::Criterion { at, .. }) = CheckFound::deciding(planned, offer) else { return false };
    catalogue.offer(offer).criteria[at].when.tests().iter().all(|test| {
        matches!(test.accepts, Accepts::Includes(_)) && catalogue.fact(test.fact).change == Change::Fixed
    })
}

fn is_absent(planned: &PlannedCase<'_>, target: TargetId) -> bool {
    let node = planned.planner.rules.targets[target.index()];
    planned.decision.evaluation.truth(node) == Truth::NotMet && !planned.is_present(target)
}
