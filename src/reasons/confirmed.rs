//! How old the word is that a rule, an offer or a plan rests on.

use jiff::ToSpan;
use jiff::civil::Date;

use super::PlannedCase;
use crate::catalogue::{Availability, Catalogue, Citation, OfferId};
use crate::ids;
use crate::outcome::Outcome;
use crate::text::wording::day;

/// The newest word on a rule as it is known on a day: no source speaks further than that day. Nothing where no source has a day,
/// as with planning policy.
#[must_use]
pub fn newest(catalogue: &Catalogue, source: &[Citation], on: Date) -> Option<Date> {
    let days = source.iter().filter_map(|citation| catalogue.sources[citation.source.index()].speaks_to);
    days.map(|speaks_to| speaks_to.min(on)).max()
}

/// The day since which a rule has not been confirmed, where that is longer ago than the policy's months.
#[must_use]
pub fn not_since(catalogue: &Catalogue, source: &[Citation], on: Date) -> Option<Date> {
    newest(catalogue, source, on).filter(|newest| is_old(catalogue, *newest, on))
}

/// That a rule has not been confirmed since a day, in a sentence; nothing where it has been.
#[must_use]
pub fn not_since_says(catalogue: &Catalogue, source: &[Citation], on: Date) -> Option<String> {
    not_since(catalogue, source, on).map(|newest| format!("Not confirmed since {}.", day(newest)))
}

fn is_old(catalogue: &Catalogue, newest: Date, on: Date) -> bool {
    holds_until(catalogue, newest).is_some_and(|last| last < on)
}

/// The last day on which the word of a day still counts; nothing where it always does.
#[must_use]
pub(crate) fn holds_until(catalogue: &Catalogue, newest: Date) -> Option<Date> {
    let months = catalogue.policy.sequence.months_confirmed?;
    newest.checked_add(i64::from(months).months()).ok()
}

/// The day up to which a source says that an offer is delivered where the person is: nothing where no source confirms that it is.
#[must_use]
pub fn delivered_up_to(planned: &PlannedCase<'_>, offer: OfferId) -> Option<Date> {
    let catalogue = planned.catalogue();
    let on = planned.case.as_of;
    let region = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.region);
    let Availability::Windows(windows) = &catalogue.offer(offer).availability else { return None };
    let here = |regions: &[u16]| {
        regions.is_empty()
            || region.is_some_and(|region| regions.iter().any(|known| u32::from(*known) == region))
    };
    (windows.iter())
        .filter(|window| window.community && window.confirmed && window.holds_on(on) && here(&window.regions))
        .filter_map(|window| newest(catalogue, &window.source, on))
        .max()
}

/// The same in a sentence.
#[must_use]
pub fn delivered_says(planned: &PlannedCase<'_>, offer: OfferId) -> Option<String> {
    let newest = delivered_up_to(planned, offer)?;
    Some(if is_old(planned.catalogue(), newest, planned.case.as_of) {
        format!("Its delivery has not been confirmed since {}: ask whether it still runs.", day(newest))
    } else {
        format!("Its delivery is confirmed up to {}.", day(newest))
    })
}

/// Whether the newest word on where an offer is delivered is old.
#[must_use]
pub fn is_old_offer(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let newest = delivered_up_to(planned, offer);
    newest.is_some_and(|newest| is_old(planned.catalogue(), newest, planned.case.as_of))
}

/// The day of the oldest word on where a step is delivered, of those that are old; nothing where none is.
#[must_use]
pub fn oldest_step(planned: &PlannedCase<'_>) -> Option<Date> {
    let offers = planned.decision.steps.iter().map(|step| step.offer);
    let old = offers.filter(|offer| is_old_offer(planned, *offer));
    old.filter_map(|offer| delivered_up_to(planned, offer)).min()
}

/// How old the newest and the oldest word of a plan are, in a sentence or two; nothing where that does not matter.
#[must_use]
pub fn says(planned: &PlannedCase<'_>) -> Option<String> {
    let catalogue = planned.catalogue();
    let on = planned.case.as_of;
    let mut says = Vec::new();
    let words: Vec<Date> = in_play(planned).flat_map(|offer| rules_of(planned, offer)).collect();
    if let (Some(newest), Some(oldest)) = (words.iter().max(), words.iter().min()) {
        let month = |date: &Date| date.strftime("%B %Y").to_string();
        if is_old(catalogue, *newest, on) {
            says.push(format!(
                "Rests on sources of {} and earlier: check locally what still runs.",
                month(newest)
            ));
        } else if is_old(catalogue, *oldest, on) {
            says.push(format!(
                "Rests on sources of {} to {}: check locally what the older ones say.",
                month(oldest),
                month(newest)
            ));
        }
    }
    if let Some(review_by) = catalogue.review_by.filter(|review_by| *review_by < on) {
        says.push(format!("The catalogue was to be reviewed by {}.", day(review_by)));
    }
    (!says.is_empty()).then(|| says.join(" "))
}

/// The offers that a plan is about: those in it and those left to judgement or, where there are none, those still open.
fn in_play<'p>(planned: &'p PlannedCase<'_>) -> impl Iterator<Item = OfferId> + 'p {
    let decided = |outcome| matches!(outcome, Outcome::Include | Outcome::Consider);
    let any = planned.decision.reasons.iter().any(|reason| decided(reason.outcome()));
    let counts = move |outcome| if any { decided(outcome) } else { outcome == Outcome::Undetermined };
    ids::numbered(&planned.decision.reasons)
        .filter(move |(_, reason)| counts(reason.outcome()))
        .map(|(offer, _)| offer)
}

/// The newest word on each rule of an offer that guidance states: its delivery where the person is, and its criteria.
fn rules_of(planned: &PlannedCase<'_>, offer: OfferId) -> Vec<Date> {
    let catalogue = planned.catalogue();
    let criteria = catalogue.offer(offer).criteria.iter();
    let criteria = criteria.filter_map(|criterion| newest(catalogue, &criterion.source, planned.case.as_of));
    criteria.chain(delivered_up_to(planned, offer)).collect()
}
