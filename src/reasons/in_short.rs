//! Why an offer came out as it did, in a sentence or two.

use super::PlannedCase;
use super::because::Because;
use super::check::CheckName;
use super::works_on;
use crate::catalogue::{Answers, Catalogue, FactId, OfferId};
use crate::outcome::{Outcome, Reason};
use crate::text::wording::list;

/// Why an offer has its outcome, without its name.
#[must_use]
pub fn why(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    let catalogue = planned.catalogue();
    let reason = planned.reason(offer);
    match (reason.outcome(), reason) {
        (Outcome::Include, _) => match works_on::names(planned, offer).as_slice() {
            [] => of_reason(catalogue, reason),
            names => format!("It works on {}.", list(names)),
        },
        (Outcome::Exclude, _) => why_excluded(planned, offer),
        (_, Reason::Exception) => {
            let exceptions = Because::exceptions(planned, offer);
            let says: Vec<&str> = exceptions.iter().filter_map(|because| because.exception).collect();
            format!("By exception. {}", says.join(" "))
        }
        (_, Reason::MissingAnswers) => {
            let names = planned.fact_names(&planned.missing(offer));
            format!("It waits for answers: {}.", names.join("; "))
        }
        (_, Reason::DependsOnOffer) => {
            format!("It turns on {}, which is open.", list(&planned.because_of(offer)))
        }
        _ => of_reason(catalogue, reason),
    }
}

/// Why an offer is excluded, in one line: the deciding check with the answer it met, or the offers that displace it.
#[must_use]
pub fn why_excluded(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    if let Some(deciding) = Because::deciding(planned, offer) {
        let says = deciding.says();
        return match deciding.check {
            CheckName::Availability => says.into_owned(),
            CheckName::Criterion(_) => {
                let says = says.trim_end_matches('.');
                format!("Not met: {says}{}.", answers_met(planned, &deciding.facts))
            }
            CheckName::Need => of_reason(planned.catalogue(), Reason::NoNeed),
            _ => format!("Not met: {says}"),
        };
    }
    let names = list(&planned.because_of(offer));
    let open = works_on::newly_met(planned, offer);
    match planned.catalogue().offer(offer).not_beside.first() {
        Some(not_beside) if !open.is_empty() => format!("{} In the plan: {names}.", not_beside.says),
        _ => format!("Already covered by {names}."),
    }
}

/// Whether what is said of an excluded offer names an answer that was presumed.
#[must_use]
pub fn names_a_presumption(planned: &PlannedCase<'_>, offer: OfferId) -> bool {
    let Some(deciding) = Because::deciding(planned, offer) else { return false };
    matches!(deciding.check, CheckName::Criterion(_))
        && short_answers(planned, &deciding.facts).any(|fact| planned.presumed.contains(&fact))
}

/// A reason as the catalogue's policy words it.
#[must_use]
pub fn of_reason(catalogue: &Catalogue, reason: Reason) -> String {
    let worded = catalogue.policy.reasons.iter().find(|(code, _)| code == reason.code());
    worded.map_or_else(|| reason.code().to_owned(), |(_, says)| says.clone())
}

/// The answers to facts with one short answer, in brackets.
fn answers_met(planned: &PlannedCase<'_>, facts: &[FactId]) -> String {
    let vocabulary = &planned.catalogue().vocabulary;
    let answers: Vec<String> = short_answers(planned, facts)
        .filter_map(|fact| Some((fact, planned.case.answer(vocabulary, fact)?)))
        .map(|(fact, answer)| {
            let presumed = if planned.presumed.contains(&fact) { ", presumed" } else { "" };
            let fact = vocabulary.fact(fact);
            format!("{}: {}{presumed}", fact.name, fact.spoken(&answer))
        })
        .collect();
    if answers.is_empty() { String::new() } else { format!(" ({})", answers.join("; ")) }
}

/// The facts that are known by one short answer.
fn short_answers(planned: &PlannedCase<'_>, facts: &[FactId]) -> impl Iterator<Item = FactId> {
    let catalogue = planned.catalogue();
    facts.iter().copied().filter(move |fact| {
        !matches!(catalogue.fact(*fact).answers, Answers::AnyOf(_)) && planned.case.knows(*fact)
    })
}
