//! What a practitioner can do about an offer that is left to judgement, and what waits for that.

use super::PlannedCase;
use super::because::Because;
use super::in_short::second_of_kind;
use crate::catalogue::{Citation, OfferId};
use crate::ids::{self, Members};
use crate::outcome::{Outcome, Reason};
use crate::text::wording::list;

/// One thing that has to be justified before an offer can come into the plan.
#[derive(Clone, Debug)]
pub struct ToJustify<'c> {
    /// The sentence.
    pub says: &'c str,
    /// Where it is written.
    pub source: &'c [Citation],
}

/// Everything that has to be justified: each exception to a criterion, a faster delivery, and one more of its kind.
#[must_use]
pub fn to_justify<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<ToJustify<'c>> {
    let exceptions = Because::exceptions(planned, offer).into_iter();
    let exceptions = exceptions
        .filter_map(|because| because.exception.map(|says| ToJustify { says, source: because.source }));
    let second = second_of_kind(planned, offer);
    exceptions.chain(second.map(|note| ToJustify { says: &note.says, source: &note.source })).collect()
}

/// Whether the practitioner can bring an offer into the plan by recording a reason. An approval that somebody else has to give, and
/// a requirement that the sentence does not have, cannot be stood in for.
#[must_use]
pub fn may_accept(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    matches!(planned.reason(offer), Reason::Unconfirmed | Reason::Exception | Reason::Option)
        && !planned.decision.may_only_support(offer)
}

/// Whether it settles anything to decide against an offer: what may only support appointments is in no plan anyway.
#[must_use]
pub fn may_decline(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    planned.reason(offer).outcome() == Outcome::Consider && planned.reason(offer) != Reason::SupportOnly
}

/// Whether an offer that is left to judgement holds up what would take its place: not where it is for exceptional cases only.
#[must_use]
pub fn holds_up(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    matches!(planned.reason(offer), Reason::AwaitsApproval | Reason::Unconfirmed | Reason::Exception)
        && !planned.decision.evaluation.exceptional.has(offer)
        && second_of_kind(planned, offer).is_none()
}

/// The offers that wait until this one is decided, by name.
#[must_use]
pub fn waiting<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<&'c str> {
    ids::numbered::<OfferId, _>(&planned.decision.reasons)
        .filter(|(_, reason)| **reason == Reason::DependsOnOffer)
        .filter(|(other, _)| planned.decision.because_of(*other).any(|by| by == offer))
        .map(|(other, _)| planned.name(other))
        .collect()
}

/// What comes next for an offer that is left to judgement: whom to ask, what can be recorded, and what waits for it.
#[must_use]
pub fn next(planned: &PlannedCase<'_>, offer: OfferId) -> Option<String> {
    let whom = planned.catalogue().kind_of(offer).put_to.as_deref();
    let step = match (planned.reason(offer), may_accept(planned, offer), whom) {
        (Reason::AwaitsApproval, ..) => {
            "It comes in once the approval is recorded. Until then it can only be declined.".to_owned()
        }
        (_, true, Some(whom)) => {
            format!("Put it to {whom}. Then accept it or decline it, with a reason.")
        }
        (_, true, None) => "Accept it or decline it, with a reason.".to_owned(),
        _ => return None,
    };
    let waiting = waiting(planned, offer);
    Some(if waiting.is_empty() { step } else { format!("{step} Waiting for it: {}.", list(&waiting)) })
}
