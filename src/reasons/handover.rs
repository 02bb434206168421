//! What the reports share that are handed over: which options were weighed, and what speaks for and against each.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Planned;
use super::because::{Because, Check};
use super::view::Aside;
use crate::catalogue::offer::Note;
use crate::catalogue::policy::{CautionAbout, TargetClass};
use crate::catalogue::{Caution, Citation, FactId, OfferId, Target, TargetId};
use crate::matching::{CriterionResult, Truth};
use crate::outcome::{Outcome, Reason};
use crate::text::passage::Passage;
use crate::text::wording::{capital, count, day, list, plain};

/// How much of the reasons a report goes into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// What decided each option.
    Brief,
    /// Every check of each option that was weighed.
    #[default]
    Full,
}

/// How a report is to be handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// How much of the reasons.
    pub detail: Detail,
    /// Leave out scores and details of offences, and say so.
    pub redact: bool,
    /// Today, to mark it on a timeline it falls on.
    pub today: Option<Date>,
}

/// What a redacted report says about itself.
pub const REDACTED: &str = "Scores and details of offences are left out of this copy. The names of programmes can still \
say something about an offence: think before you share it.";

/// What every report says last.
pub const DECISION: &str = "What is proposed here meets the published criteria that the catalogue holds, and may be \
suitable. The decision is the practitioner's, and the sentence is the court's.";

/// One thing that speaks for or against an option, or that is open.
#[derive(Clone, Debug)]
pub struct Point<'r> {
    /// One or more sentences.
    pub says: String,
    /// What became of it.
    pub result: CriterionResult,
    /// What is known of the facts it turns on, each as `name: answer`.
    pub known: Vec<String>,
    /// Where it is written.
    pub source: &'r [Citation],
}

impl Point<'_> {
    /// What became of it, in a word or two.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.result {
            CriterionResult::Met => "Met",
            CriterionResult::NotMet => "Not met",
            CriterionResult::Unknown => "Not known",
            CriterionResult::Excepted => "Met by exception",
        }
    }
}

/// The documents that a report cites, numbered in the order of their first mention.
#[derive(Clone, Debug, Default)]
pub struct Footnotes<'r>(Vec<&'r Citation>);

impl<'r> Footnotes<'r> {
    /// The number of a citation, from 1.
    pub fn number(&mut self, citation: &'r Citation) -> usize {
        let at = self.0.iter().position(|known| *known == citation).unwrap_or_else(|| {
            self.0.push(citation);
            self.0.len() - 1
        });
        at + 1
    }

    /// Every citation with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'r Citation)> + '_ {
        self.0.iter().enumerate().map(|(index, citation)| (index + 1, *citation))
    }
}

impl<'r> Planned<'r> {
    /// What the report is about, in a line: the caller's reference and the day.
    #[must_use]
    pub fn heading(&self) -> Passage {
        let from = day(self.case.as_of);
        match &self.case.reference {
            Some(reference) => Passage::from("Reference ")
                .and(Passage::quoted(reference))
                .and(format!(", planned from {from}")),
            None => format!("Planned from {from}").into(),
        }
    }

    /// The catalogue, its version and digest, and the program, in a sentence or two.
    #[must_use]
    pub fn made_with(&self) -> String {
        let catalogue = self.catalogue();
        let digest: String = catalogue.digest.chars().take(12).collect();
        let checked = catalogue
            .date
            .map_or_else(String::new, |date| format!(", checked against guidance of {}", day(date)));
        format!(
            "Made with goldenthread {} and the catalogue \"{}\", version {}{checked} (digest {digest}).",
            env!("CARGO_PKG_VERSION"),
            plain(&catalogue.name),
            plain(&catalogue.version),
        )
    }

    /// Why an offer came out as it did, in a sentence or two.
    #[must_use]
    pub fn in_short(&self, offer: OfferId, handover: &Handover) -> Passage {
        let catalogue = self.catalogue();
        let reason = self.decision.reasons[offer.index()];
        let names: Vec<&str> =
            self.decision.because_of(offer).map(|by| catalogue.offer(by).name.as_str()).collect();
        let worded = catalogue.policy.reasons.iter().find(|(code, _)| code == reason.code());
        let sentence = worded.map_or("", |(_, says)| says.as_str());
        if let Some(because) = self.accepted_because(offer)
            && reason == Reason::AcceptedException
            && !handover.redact
        {
            return Passage::from("The practitioner accepted it: ").and(Passage::quoted_sentence(because));
        }
        let says = match reason {
            Reason::MeetsCriteria => {
                let works_on = self.works_on_shown(offer, handover);
                if works_on.is_empty() {
                    sentence.to_owned()
                } else {
                    format!("It meets its criteria and works on {}.", list(&works_on))
                }
            }
            Reason::AcceptedException => {
                "The practitioner accepted it; the reason is recorded with the case.".to_owned()
            }
            Reason::Displaced if !names.is_empty() => {
                let mut rules = catalogue.offer(offer).not_beside.iter();
                let beside = rules.find(|rule| {
                    self.decision.because_of(offer).any(|by| rule.kinds.contains(&catalogue.offer(by).kind))
                });
                let first = match beside {
                    Some(rule) => format!("{} In the plan: {}.", rule.says, list(&names)),
                    None => format!("What it works on is already covered by {}.", list(&names)),
                };
                match &catalogue.kind_of(offer).displaced_says {
                    Some(more) => format!("{first} {more}"),
                    None => first,
                }
            }
            Reason::DependsOnOffer if !names.is_empty() => {
                format!("It turns on {}, which is not settled yet.", list(&names))
            }
            Reason::MissingAnswers => {
                let missing = self.planner.missing(offer, self.decision);
                format!("It turns on what is not known: {}.", list(&self.fact_names(&missing)))
            }
            Reason::Exception => {
                let says: Vec<String> = self
                    .points(offer, handover)
                    .into_iter()
                    .filter(|point| point.result == CriterionResult::Excepted)
                    .map(|point| point.says)
                    .collect();
                format!("It meets its criteria only by exception. {}", says.join(" "))
            }
            Reason::SupportOnly => catalogue
                .kind_of(offer)
                .without_vehicle
                .as_ref()
                .map_or_else(|| sentence.to_owned(), |note| note.says.clone()),
            _ => match self.deciding(offer) {
                Some(because) if self.hides(&because.facts, handover) => {
                    "A criterion on an offence or a score is not met.".to_owned()
                }
                Some(_) => self.excluded_because(offer),
                None => sentence.to_owned(),
            },
        };
        says.into()
    }

    /// What an offer works on and is present, in the words of a sentence.
    #[must_use]
    pub fn works_on_shown(&self, offer: OfferId, handover: &Handover) -> Vec<&'r str> {
        let catalogue = self.catalogue();
        let present = self.decision.targets_present();
        (catalogue.offer(offer).targets.iter())
            .filter(|target| present >> target.index() & 1 == 1)
            .map(|target| catalogue.target(*target))
            .filter(|target| !self.hides_target(target, handover))
            .map(|target| target.name.as_str())
            .collect()
    }

    /// What is present and nothing in the plan works on, a sentence each.
    #[must_use]
    pub fn unmet_shown(&self, handover: &Handover) -> Vec<String> {
        let catalogue = self.catalogue();
        let (hidden, shown): (Vec<TargetId>, Vec<TargetId>) = self
            .unmet()
            .into_iter()
            .partition(|target| self.hides_target(catalogue.target(*target), handover));
        let mut says: Vec<String> = shown
            .into_iter()
            .map(|target| {
                let name = capital(&catalogue.target(target).name);
                let (judged, open) = (
                    self.could_meet(target, Outcome::Consider),
                    self.could_meet(target, Outcome::Undetermined),
                );
                match (judged.as_slice(), open.as_slice()) {
                    ([], []) => format!("{name}."),
                    ([], open) => format!("{name}. Still open: {}.", list(open)),
                    (judged, _) => format!("{name}. For your judgement: {}.", list(judged)),
                }
            })
            .collect();
        if !hidden.is_empty() {
            says.push("What lies behind the offence.".to_owned());
        }
        says
    }

    /// Every check of an offer as points to read, in the order of the checks. What a redacted report leaves out is gathered
    /// into one point for each result.
    #[must_use]
    pub fn points(&self, offer: OfferId, handover: &Handover) -> Vec<Point<'r>> {
        let mut points = Vec::new();
        let mut hidden: Vec<(CriterionResult, usize)> = Vec::new();
        for because in self.because(offer) {
            if matches!(because.check, Check::Criterion(_)) && self.hides(&because.facts, handover) {
                match hidden.iter_mut().find(|(result, _)| *result == because.result) {
                    Some((_, number)) => *number += 1,
                    None => hidden.push((because.result, 1)),
                }
                continue;
            }
            points.push(self.point(offer, &because, handover));
        }
        let left_out = hidden.into_iter().map(|(result, number)| Point {
            says: if number == 1 {
                "1 criterion on an offence or a score, left out of this copy.".to_owned()
            } else {
                format!("{number} criteria on offences or scores, left out of this copy.")
            },
            result,
            known: Vec::new(),
            source: &[],
        });
        points.extend(left_out);
        points
    }

    fn point(&self, offer: OfferId, because: &Because<'r>, handover: &Handover) -> Point<'r> {
        let mut says = because.says.to_string();
        if because.check == Check::Need {
            let works_on = self.works_on_shown(offer, handover);
            let kept_back = self.catalogue().offer(offer).targets.len();
            says = match (because.result, works_on.is_empty()) {
                (CriterionResult::Met, false) => format!("It works on {}.", list(&works_on)),
                (CriterionResult::Met, true) => "It works on something that is present.".to_owned(),
                (CriterionResult::NotMet, _) => "Something it works on is present.".to_owned(),
                _ => format!("Something it works on is present: one or more of {kept_back}."),
            };
        }
        if let Some(exception) = because.exception {
            says = format!("{says} This is not met. {exception}");
        }
        if because.planning_policy {
            says.push_str(" (Planning policy of this catalogue; no guidance states it.)");
        }
        let known = match because.check {
            Check::Criterion(_) => self.known(&because.facts),
            _ => Vec::new(),
        };
        Point { says, result: because.result, known, source: because.source }
    }

    /// What is known of some facts, each as `name: answer`.
    fn known(&self, facts: &[FactId]) -> Vec<String> {
        let vocabulary = &self.catalogue().vocabulary;
        facts
            .iter()
            .map(|id| {
                let fact = vocabulary.fact(*id);
                let answer = self.case.answer(vocabulary, *id);
                let answer = answer.map_or_else(|| "not known".to_owned(), |answer| fact.spoken(&answer));
                let presumed = if self.presumed.contains(id) { " (presumed)" } else { "" };
                format!("{}: {answer}{presumed}", fact.name)
            })
            .collect()
    }

    /// The names of facts, as they stand in lists.
    #[must_use]
    pub fn fact_names(&self, facts: &[FactId]) -> Vec<&'r str> {
        facts.iter().map(|fact| self.catalogue().fact(*fact).name.as_str()).collect()
    }

    /// Every answer that may be shown, as name and words, in catalogue order.
    #[must_use]
    pub fn answers_shown(&self, handover: &Handover) -> Vec<(&'r str, String)> {
        let vocabulary = &self.catalogue().vocabulary;
        let shown = |id: &FactId| !(handover.redact && vocabulary.fact(*id).private);
        (self.case.answers(vocabulary))
            .filter(|(id, _)| shown(id))
            .map(|(id, answer)| {
                let presumed = if self.presumed.contains(&id) { " (presumed)" } else { "" };
                (
                    vocabulary.fact(id).name.as_str(),
                    format!("{}{presumed}", vocabulary.fact(id).spoken(&answer)),
                )
            })
            .collect()
    }

    /// The cautions that may be shown, each with its sources.
    #[must_use]
    pub fn cautions_shown(&self, handover: &Handover) -> Vec<(String, &'r [Citation])> {
        let catalogue = self.catalogue();
        // What is to be arranged stands with each step.
        let elsewhere = |caution: &Caution| matches!(caution.about, CautionAbout::Arrange);
        let private = |caution: &Caution| {
            matches!(caution.about, CautionAbout::NearLine) || self.hides(&caution.when.facts(), handover)
        };
        (catalogue.cautions.iter().zip(&self.planner.rules.cautions))
            .filter(|(_, when)| self.decision.evaluation.truth(**when) == Truth::Met)
            .map(|(caution, _)| caution)
            .filter(|caution| !(elsewhere(caution) || (handover.redact && private(caution))))
            .flat_map(|caution| self.worded(caution).into_iter().map(|says| (says, &caution.source[..])))
            .collect()
    }

    /// Whether a report leaves out what turns on these facts.
    fn hides(&self, facts: &[FactId], handover: &Handover) -> bool {
        handover.redact && facts.iter().any(|fact| self.catalogue().fact(*fact).private)
    }

    /// Whether a report leaves out that a target is present: it would say what the offence was.
    fn hides_target(&self, target: &Target, handover: &Handover) -> bool {
        target.class != TargetClass::Need && self.hides(&target.present.facts(), handover)
    }

    /// What an offer is, where saying it gives nothing away.
    #[must_use]
    pub fn summary_shown(&self, offer: OfferId, handover: &Handover) -> Option<&'r str> {
        self.may_describe(offer, handover).then(|| self.catalogue().offer(offer).summary.as_str())
    }

    /// What has to be arranged for an offer, where saying it gives nothing away.
    #[must_use]
    pub fn arrange_shown(&self, offer: OfferId, handover: &Handover) -> &'r [Note] {
        if self.may_describe(offer, handover) { &self.catalogue().offer(offer).arrange } else { &[] }
    }

    /// What sources differ on and what else is known of an offer, each with where it is written, where saying it gives nothing
    /// away.
    #[must_use]
    pub fn notes_shown(&self, offer: OfferId, handover: &Handover) -> Vec<(Cow<'r, str>, &'r [Citation])> {
        if !self.may_describe(offer, handover) {
            return Vec::new();
        }
        let offer = self.catalogue().offer(offer);
        let conflicts = offer.conflicts.iter().map(|conflict| (conflict.says().into(), &conflict.source[..]));
        conflicts
            .chain(offer.notes.iter().map(|note| (note.says.as_str().into(), &note.source[..])))
            .collect()
    }

    /// Whether what the catalogue says of an offer would not say what the offence was.
    fn may_describe(&self, offer: OfferId, handover: &Handover) -> bool {
        let catalogue = self.catalogue();
        let hidden = |id: &TargetId| self.hides_target(catalogue.target(*id), handover);
        !catalogue.offer(offer).targets.iter().any(hidden)
    }

    /// How many offers had nothing to do with this person, and why, in a sentence.
    #[must_use]
    pub fn counted(&self) -> Option<String> {
        let asides = self.asides();
        let total: usize = asides.iter().map(|(_, many)| many).sum();
        let parts: Vec<String> = asides
            .into_iter()
            .map(|(why, many)| match why {
                Aside::NothingPresent => format!("{many} work on nothing that is present"),
                Aside::OtherPeople(fact) => {
                    format!("{many} are for another {}", self.catalogue().fact(fact).name.to_lowercase())
                }
                Aside::OtherOffending => format!("{many} are for other kinds of offending"),
                Aside::NotDelivered => format!("{many} are not delivered here on that day"),
            })
            .collect();
        (total > 0).then(|| {
            format!("{} have nothing to do with this case: {}.", count(total, "other offer"), list(&parts))
        })
    }

    /// What was presumed, in a sentence or more; nothing where nothing was.
    #[must_use]
    pub fn presumed_says(&self) -> Option<String> {
        let vocabulary = &self.catalogue().vocabulary;
        let says: Vec<&str> = (self.presumed.iter())
            .filter_map(|fact| vocabulary.fact(*fact).presume.as_ref())
            .map(|presumption| presumption.says.as_str())
            .collect();
        (!says.is_empty()).then(|| format!("Not answered but presumed: {}", says.join(" ")))
    }
}
