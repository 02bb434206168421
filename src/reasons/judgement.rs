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
fn waiting<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Vec<&'c str> {
    ids::numbered::<OfferId, _>(&planned.decision.reasons)
        .filter(|(_, reason)| **reason == Reason::DependsOnOffer)
        .filter(|(other, _)| planned.decision.because_of(*other).any(|by| by == offer))
        .map(|(other, _)| planned.name(other))
        .collect()
}

/// Whom to ask about an offer that is left to judgement, or what it waits for; nothing where nothing can be decided.
#[must_use]
pub fn ask(planned: &PlannedCase<'_>, offer: OfferId) -> Option<String> {
    if planned.reason(offer) == Reason::AwaitsApproval {
        return Some(
            "It comes in once the approval is recorded. Until then it can only be declined.".to_owned(),
        );
    }
    let of_kind = planned.catalogue().kind_of(offer).put_to.as_ref();
    let whom = planned.catalogue().offer(offer).put_to.as_ref().or(of_kind)?;
    may_accept(planned, offer).then(|| format!("Put it to {whom}."))
}

/// What comes next for an offer that is left to judgement, in sentences: whom to ask, what can be recorded, and what waits for it.
#[must_use]
pub fn next(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    let decide = may_accept(planned, offer).then(|| "Accept it or decline it, with a reason.".to_owned());
    let all = [ask(planned, offer), decide, waiting_says(planned, offer)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The offers that wait until this one is decided, in a sentence; nothing where none does.
#[must_use]
pub fn waiting_says(planned: &PlannedCase<'_>, offer: OfferId) -> Option<String> {
    let waiting = waiting(planned, offer);
    (!waiting.is_empty()).then(|| format!("Waiting for it: {}.", list(&waiting)))
}
