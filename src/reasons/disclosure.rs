//! What a report that is handed over says of each option, with scores and details of offences or without.

use std::borrow::Cow;

use jiff::civil::Date;

use super::PlannedCase;
use super::because::Because;
use super::caution::CautionGiven;
use super::check::CheckName;
use super::in_short::{of_reason, second_of_kind, stands_not_beside, why_open, why_ruled_out};
use super::{caution, confirmed, unmet, works_on};
use crate::catalogue::offer::Note;
use crate::catalogue::policy::{CautionAbout, TargetClass, Weight};
use crate::catalogue::{Caution, Citation, FactId, OfferId, Target, TargetId};
use crate::matching::CriterionResult;
use crate::outcome::Reason;
use crate::text::passage::Passage;
use crate::text::wording::list;

/// A planned case as it may be shown.
#[derive(Clone, Copy, Debug)]
pub struct Disclosure<'p, 'r> {
    /// The case.
    pub planned: &'p PlannedCase<'r>,
    /// Scores and details of offences are left out.
    pub redacted: bool,
}

/// One thing that speaks for or against an option, or that is open.
#[derive(Clone, Debug)]
pub struct Point<'r> {
    /// One or more sentences.
    pub says: String,
    /// What became of it.
    pub result: CriterionResult,
    /// What is known of the facts it turns on, each as `name: answer`.
    pub known: Vec<String>,
    /// The day since which no source has confirmed it, where that is long ago.
    pub not_since: Option<Date>,
    /// Where it is written.
    pub source: &'r [Citation],
}

impl<'r> Disclosure<'_, 'r> {
    /// Why an offer came out as it did, in a sentence or two.
    #[must_use]
    pub fn in_short(&self, offer: OfferId) -> Passage {
        let planned = self.planned;
        match planned.reason(offer) {
            Reason::AcceptedException => match planned.accepted_because(offer).filter(|_| !self.redacted) {
                Some(because) => {
                    Passage::from("Accepted by the practitioner: ").and(Passage::quoted_sentence(because))
                }
                None => "Accepted by the practitioner; the reason is recorded with the case.".into(),
            },
            Reason::Declined => match planned.declined_because(offer).filter(|_| !self.redacted) {
                Some(because) => Passage::from("The practitioner decided against it: ")
                    .and(Passage::quoted_sentence(because)),
                None => "The practitioner decided against it; the reason is recorded with the case.".into(),
            },
            reason => self.why(offer, reason).into(),
        }
    }

    fn why(&self, offer: OfferId, reason: Reason) -> String {
        let planned = self.planned;
        let catalogue = planned.catalogue();
        let names = planned.because_of(offer);
        match reason {
            Reason::MeetsCriteria => match self.works_on(offer).as_slice() {
                [] => self.worded(reason),
                works_on => format!("It meets its criteria and works on {}.", list(works_on)),
            },
            Reason::Displaced if !names.is_empty() => self.displaced(offer, &names),
            Reason::MissingAnswers => {
                let missing = planned.planner.missing(offer, planned.decision);
                format!("It turns on what is not known: {}.", list(&planned.fact_names(&missing)))
            }
            Reason::Exception => {
                let excepted = |point: &Point<'_>| point.result == CriterionResult::Excepted;
                let points = self.points(offer).into_iter().filter(excepted);
                let mut says: Vec<String> = points.map(|point| point.says).collect();
                says.extend(second_of_kind(planned, offer).map(|second| second.says.clone()));
                format!("It is for judgement. {}", says.join(" "))
            }
            Reason::AwaitsApproval | Reason::Unconfirmed if self.redacted => self.worded(reason),
            Reason::AwaitsApproval | Reason::Unconfirmed | Reason::DependsOnOffer => why_open(planned, offer),
            Reason::SupportOnly => match &catalogue.kind_of(offer).without_vehicle {
                Some(note) => note.says.clone(),
                None => self.worded(reason),
            },
            _ => match Because::deciding(planned, offer) {
                Some(because) if self.hides(&because.facts) => {
                    "A criterion on an offence or a score is not met.".to_owned()
                }
                Some(_) => why_ruled_out(planned, offer),
                None => self.worded(reason),
            },
        }
    }

    fn displaced(&self, offer: OfferId, names: &[&str]) -> String {
        let catalogue = self.planned.catalogue();
        let first = match stands_not_beside(self.planned, offer) {
            Some(says) => format!("{says} In the plan: {}.", list(names)),
            None => format!("What it works on is already covered by {}.", list(names)),
        };
        match &catalogue.kind_of(offer).displaced_says {
            Some(more) => format!("{first} {more}"),
            None => first,
        }
    }

    fn worded(&self, reason: Reason) -> String {
        of_reason(self.planned.catalogue(), reason)
    }

    /// What an offer works on and is present, in the words of a sentence.
    #[must_use]
    pub fn works_on(&self, offer: OfferId) -> Vec<&'r str> {
        let catalogue = self.planned.catalogue();
        (works_on::present(self.planned, offer).into_iter())
            .map(|target| catalogue.target(target))
            .filter(|target| !self.hides_target(target))
            .map(|target| target.name.as_str())
            .collect()
    }

    /// What a step is in the plan for, in the words of a sentence; nothing where saying it would say what the offence was.
    #[must_use]
    pub fn serves(&self, offer: OfferId) -> Vec<&'r str> {
        if self.redacted { self.works_on(offer) } else { works_on::names(self.planned, offer) }
    }

    /// What is present and nothing in the plan works on, by name.
    #[must_use]
    pub fn unmet_names(&self) -> Vec<&'r str> {
        let catalogue = self.planned.catalogue();
        let targets = unmet::targets(self.planned).into_iter().map(|target| catalogue.target(target));
        let (hidden, shown): (Vec<&Target>, Vec<&Target>) =
            targets.partition(|target| self.hides_target(target));
        let behind = (!hidden.is_empty()).then_some("what lies behind the offence");
        shown.into_iter().map(|target| target.name.as_str()).chain(behind).collect()
    }

    /// What is present and nothing in the plan works on, a sentence each.
    #[must_use]
    pub fn unmet(&self) -> Vec<String> {
        let catalogue = self.planned.catalogue();
        let (hidden, shown): (Vec<TargetId>, Vec<TargetId>) = unmet::targets(self.planned)
            .into_iter()
            .partition(|target| self.hides_target(catalogue.target(*target)));
        let mut says: Vec<String> =
            shown.into_iter().map(|target| unmet::says(self.planned, target)).collect();
        if !hidden.is_empty() {
            says.push("What lies behind the offence.".to_owned());
        }
        says
    }

    /// Every check of an offer as points to read, in the order of the checks. What is left out is gathered into one point for
    /// each result.
    #[must_use]
    pub fn points(&self, offer: OfferId) -> Vec<Point<'r>> {
        let mut points = Vec::new();
        let mut hidden: Vec<(CriterionResult, usize)> = Vec::new();
        for because in Because::all(self.planned, offer) {
            if matches!(because.check, CheckName::Criterion(_)) && self.hides(&because.facts) {
                match hidden.iter_mut().find(|(result, _)| *result == because.result) {
                    Some((_, number)) => *number += 1,
                    None => hidden.push((because.result, 1)),
                }
                continue;
            }
            points.push(self.point(offer, &because));
        }
        let left_out = hidden.into_iter().map(|(result, number)| Point {
            says: if number == 1 {
                "1 criterion on an offence or a score, left out of this copy.".to_owned()
            } else {
                format!("{number} criteria on offences or scores, left out of this copy.")
            },
            result,
            known: Vec::new(),
            not_since: None,
            source: &[],
        });
        points.extend(left_out);
        points
    }

    fn point(&self, offer: OfferId, because: &Because<'r>) -> Point<'r> {
        let mut says = because.says().into_owned();
        if because.check == CheckName::Need {
            let works_on = self.works_on(offer);
            let kept_back = self.planned.catalogue().offer(offer).targets.len();
            says = match (because.result, works_on.is_empty()) {
                (CriterionResult::Met, false) => format!("It works on {}.", list(&works_on)),
                (CriterionResult::Met, true) => "It works on something that is present.".to_owned(),
                (CriterionResult::NotMet, _) if self.redacted => "Nothing it works on is present.".to_owned(),
                (CriterionResult::NotMet, _) => says,
                _ => format!("Something it works on is present: one or more of {kept_back}."),
            };
        }
        if let Some(exception) = because.exception {
            says = format!("{says} {exception}");
        }
        if because.planning_policy {
            says.push_str(" (Planning policy of this catalogue; no guidance states it.)");
        }
        let (catalogue, day) = (self.planned.catalogue(), self.planned.case.as_of);
        let not_since = confirmed::not_since(catalogue, because.source, day);
        let known = match because.check {
            CheckName::Criterion(_) => self.known(&because.facts),
            _ => Vec::new(),
        };
        Point { says, result: because.result, known, not_since, source: because.source }
    }

    /// What is known of some facts, each as `name: answer`.
    fn known(&self, facts: &[FactId]) -> Vec<String> {
        let vocabulary = &self.planned.catalogue().vocabulary;
        facts
            .iter()
            .map(|id| {
                let fact = vocabulary.fact(*id);
                let answer = self.planned.case.answer(vocabulary, *id);
                let answer = answer.map_or_else(|| "not known".to_owned(), |answer| fact.spoken(&answer));
                format!("{}: {answer}{}", fact.name, self.presumed(*id))
            })
            .collect()
    }

    /// Every answer that may be shown, as name and words, in catalogue order.
    #[must_use]
    pub fn answers(&self) -> Vec<(&'r str, String)> {
        let vocabulary = &self.planned.catalogue().vocabulary;
        (self.planned.case.answers(vocabulary))
            .filter(|(id, _)| !self.hides_fact(*id))
            .map(|(id, answer)| {
                let fact = vocabulary.fact(id);
                (fact.name.as_str(), format!("{}{}", fact.spoken(&answer), self.presumed(id)))
            })
            .collect()
    }

    /// How many answers are left out.
    #[must_use]
    pub fn answers_left_out(&self) -> usize {
        let answers = self.planned.case.answers(&self.planned.catalogue().vocabulary);
        answers.filter(|(id, _)| self.hides_fact(*id)).count()
    }

    /// Whether an answer is left out.
    #[must_use]
    pub fn hides_fact(&self, fact: FactId) -> bool {
        self.hides(&[fact])
    }

    fn presumed(&self, fact: FactId) -> &'static str {
        if self.planned.presumed.contains(&fact) { " (presumed)" } else { "" }
    }

    /// The cautions of a weight that may be shown.
    #[must_use]
    pub fn cautions(&self, weight: Weight) -> Vec<CautionGiven<'r>> {
        // What is to be arranged stands with each step, and what meets a need from outside with the need.
        let elsewhere = |caution: &Caution| {
            matches!(caution.about, CautionAbout::Arrange) || caution::is_of_need(caution)
        };
        let private = |caution: &Caution| {
            let works_on = match &caution.about {
                CautionAbout::Planned(rule) => &rule.among.targets[..],
                _ => &[],
            };
            let hidden = |target: &TargetId| self.hides_target(self.planned.catalogue().target(*target));
            matches!(caution.about, CautionAbout::NearLine)
                || self.hides(&caution.when.facts())
                || works_on.iter().any(hidden)
        };
        caution::of_weight(self.planned, weight)
            .filter(|given| !(elsewhere(given.caution) || (self.redacted && private(given.caution))))
            .collect()
    }

    /// Whether what turns on these facts is left out.
    fn hides(&self, facts: &[FactId]) -> bool {
        self.redacted && facts.iter().any(|fact| self.planned.catalogue().fact(*fact).private)
    }

    /// Whether it is left out that a target is present: it would say what the offence was.
    fn hides_target(&self, target: &Target) -> bool {
        target.class != TargetClass::Need && self.hides(&target.present.facts())
    }

    /// What an offer is, where saying it gives nothing away.
    #[must_use]
    pub fn summary(&self, offer: OfferId) -> Option<&'r str> {
        self.may_describe(offer).then(|| self.planned.catalogue().offer(offer).summary.as_str())
    }

    /// What has to be arranged for an offer, where saying it gives nothing away.
    #[must_use]
    pub fn arrange(&self, offer: OfferId) -> &'r [Note] {
        if self.may_describe(offer) { &self.planned.catalogue().offer(offer).arrange } else { &[] }
    }

    /// What sources differ on and what else is known of an offer, each with where it is written, where saying it gives nothing
    /// away.
    #[must_use]
    pub fn notes(&self, offer: OfferId) -> Vec<(Cow<'r, str>, &'r [Citation])> {
        if !self.may_describe(offer) {
            return Vec::new();
        }
        let offer = self.planned.catalogue().offer(offer);
        let conflicts = offer.conflicts.iter().map(|conflict| (conflict.says().into(), &conflict.source[..]));
        conflicts
            .chain(offer.notes.iter().map(|note| (note.says.as_str().into(), &note.source[..])))
            .collect()
    }

    /// Whether what the catalogue says of an offer would not say what the offence was.
    fn may_describe(&self, offer: OfferId) -> bool {
        let catalogue = self.planned.catalogue();
        let hidden = |id: &TargetId| self.hides_target(catalogue.target(*id));
        !catalogue.offer(offer).targets.iter().any(hidden)
    }
}
