//! Why an offer came out as it did, in a sentence or two.

use super::PlannedCase;
use super::because::Because;
use super::check::CheckName;
use super::{judgement, works_on};
use crate::catalogue::offer::{NotBeside, Note};
use crate::catalogue::{Answers, Catalogue, FactId, OfferId};
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::text::passage::Passage;
use crate::text::wording::list;

/// Why an offer has its outcome, without its name.
#[must_use]
pub fn why(planned: &PlannedCase<'_>, offer: OfferId) -> Passage {
    let catalogue = planned.catalogue();
    let reason = planned.reason(offer);
    match (reason.outcome(), reason) {
        (Outcome::Include, _) => {
            let works_on = match works_on::names(planned, offer).as_slice() {
                [] => of_reason(catalogue, reason),
                names => format!("It works on {}.", list(names)),
            };
            match planned.accepted_because(offer).filter(|_| reason == Reason::AcceptedException) {
                Some(because) => Passage::from(works_on)
                    .and(" Accepted by the practitioner: ")
                    .and(Passage::quoted_sentence(because)),
                None => works_on.into(),
            }
        }
        (Outcome::Exclude, _) => why_excluded(planned, offer),
        _ => why_open(planned, offer).into(),
    }
}

/// Why an offer is left to judgement or is still open, in a sentence or two.
#[must_use]
pub fn why_open(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    let catalogue = planned.catalogue();
    match planned.reason(offer) {
        Reason::AwaitsApproval | Reason::Unconfirmed | Reason::Exception => {
            let justify = judgement::to_justify(planned, offer);
            let justify = justify.iter().map(|justify| justify.says);
            let because = open_because(planned, offer);
            std::iter::once(because.as_str()).chain(justify).collect::<Vec<_>>().join(" ")
        }
        Reason::MissingAnswers => {
            let names = planned.fact_names(&planned.missing(offer));
            format!("It waits for answers: {}.", names.join("; "))
        }
        Reason::DependsOnOffer => turns_on(planned, offer),
        reason => of_reason(catalogue, reason),
    }
}

/// Why an offer that somebody has to decide about is not in the plan, what there is to justify apart.
#[must_use]
pub fn open_because(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    match planned.reason(offer) {
        Reason::AwaitsApproval => {
            let given: Vec<String> = Because::all(planned, offer)
                .iter()
                .filter(|because| awaits(planned, offer, because))
                .map(|because| because.told().into_owned())
                .collect();
            format!("It waits for an approval. {}", given.join(" ")).trim_end().to_owned()
        }
        Reason::Exception => "By exception.".to_owned(),
        reason => of_reason(planned.catalogue(), reason),
    }
}

/// What has to be justified where the plan has an offer of the same kind already and is to have one.
#[must_use]
pub fn second_of_kind<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Option<&'c Note> {
    let kind = planned.catalogue().offer(offer).kind;
    let second = planned.catalogue().kind_of(offer).second.as_ref()?;
    let mut others = planned.decision.included.iter().filter(|other| **other != offer);
    others.any(|other| planned.catalogue().offer(*other).kind == kind).then_some(second)
}

/// That an offer turns on others, and what each of them waits for.
fn turns_on(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    let (judged, open): (Vec<OfferId>, Vec<OfferId>) = (planned.decision.because_of(offer))
        .partition(|by| planned.reason(*by).outcome() == Outcome::Consider);
    let (approval, choice): (Vec<OfferId>, Vec<OfferId>) =
        judged.into_iter().partition(|by| planned.reason(*by) == Reason::AwaitsApproval);
    let decided = |offers: &[OfferId], how: &str| {
        let names: Vec<&str> = offers.iter().map(|offer| planned.name(*offer)).collect();
        let each = if names.len() == 1 { "is" } else { "are each" };
        (!names.is_empty()).then(|| format!("{} {each} {how}", list(&names)))
    };
    let waits = [decided(&choice, "accepted or declined"), decided(&approval, "approved or declined")];
    let waits: Vec<String> = waits.into_iter().flatten().collect();
    let open: Vec<&str> = open.iter().map(|offer| planned.name(*offer)).collect();
    let is = if open.len() == 1 { "is" } else { "are" };
    match (waits.is_empty(), open.is_empty()) {
        (false, true) => format!("It waits until {}.", waits.join(", and until ")),
        (true, _) => format!("It turns on {}, which {is} open.", list(&open)),
        (false, false) => format!(
            "It waits until {}, and turns on {}, which {is} open.",
            waits.join(", and until "),
            list(&open)
        ),
    }
}

/// Whether a check is one of the approvals that an offer waits for.
fn awaits(planned: &PlannedCase<'_>, offer: OfferId, because: &Because<'_>) -> bool {
    let CheckName::Criterion(at) = because.check else { return false };
    let approval = planned.catalogue().offer(offer).criteria[at].approval;
    approval && because.result != CriterionResult::Met
}

/// Why an offer is excluded, in one line: the deciding check with the answer it met, the offers that displace it, or the words of
/// whoever decided against it.
#[must_use]
pub fn why_excluded(planned: &PlannedCase<'_>, offer: OfferId) -> Passage {
    let declined = planned.declined_because(offer);
    if planned.reason(offer) == Reason::Declined {
        let because = declined.map_or_else(Passage::default, Passage::quoted_sentence);
        return Passage::from("The practitioner decided against it: ").and(because);
    }
    let why = Passage::from(why_ruled_out(planned, offer));
    match declined {
        Some(because) => {
            why.and(" The practitioner decided against it too: ").and(Passage::quoted_sentence(because))
        }
        None => why,
    }
}

/// Why an offer is excluded, its practitioner's decision apart.
#[must_use]
pub fn why_ruled_out(planned: &PlannedCase<'_>, offer: OfferId) -> String {
    if let Some(deciding) = Because::deciding(planned, offer) {
        let told = deciding.told();
        return match deciding.check {
            CheckName::Criterion(_) | CheckName::Vehicle => {
                let told = told.trim_end_matches('.');
                format!("{told}{}.", answers_met(planned, &deciding.facts))
            }
            _ => told.into_owned(),
        };
    }
    if planned.reason(offer) != Reason::Displaced {
        return of_reason(planned.catalogue(), planned.reason(offer));
    }
    let names = list(&planned.because_of(offer));
    match stands_not_beside(planned, offer) {
        Some(says) => format!("{says} In the plan: {names}."),
        None => format!("Already covered by {names}."),
    }
}

/// What the rule says by which an offer may not stand beside those that displace it; nothing where they cover what it works on.
#[must_use]
pub fn stands_not_beside<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Option<&'c str> {
    if works_on::newly_met(planned, offer).is_empty() {
        return None;
    }
    let catalogue = planned.catalogue();
    let holds = |rule: &&NotBeside| {
        (planned.decision.because_of(offer))
            .any(|by| rule.kinds.contains(&catalogue.offer(by).kind) || rule.offers.contains(&by))
    };
    catalogue.offer(offer).not_beside.iter().find(holds).map(|rule| rule.says.as_str())
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
