//! What all forms of a report share: what is worth a line, in which order, and the short reasons.

use super::Planned;
use super::because::Check;
use crate::catalogue::policy::{PhaseRole, TargetClass};
use crate::catalogue::{Accepts, Answer, Answers, Availability, Change, Fact, FactId, OfferId, TargetId};
use crate::matching::{CriterionResult, Truth};
use crate::outcome::{Outcome, Reason};
use crate::plan::{Decision, Step};
use crate::text::wording::list;

/// Follows an answer that was presumed.
pub(crate) const PRESUMED: &str = ", presumed";

/// Why an excluded offer has nothing to do with the case, so that a count of such offers says enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Nothing it works on is present.
    NothingPresent,
    /// It is for people who answer a fact differently that has one answer and will not change, such as gender.
    OtherPeople(FactId),
    /// It is made for a kind of offending that is not present.
    OtherOffending,
    /// It is not delivered on the day, in the region or in the community.
    NotDelivered,
}

/// What was decided where presumptions are left out, to tell which results rest on one.
#[derive(Clone, Debug)]
pub struct Presumptions {
    without: Option<Decision>,
}

impl<'r> Planned<'r> {
    /// Why an excluded offer has nothing to do with the case; nothing for one that is worth a line.
    #[must_use]
    pub fn aside(&self, offer: OfferId) -> Option<Aside> {
        let reason = self.decision.reasons[offer.index()];
        if reason.outcome() != Outcome::Exclude || reason == Reason::Displaced {
            return None;
        }
        if reason == Reason::NotAvailable && self.is_out_of_reach(offer) {
            return None;
        }
        if let Some(fact) = self.for_other_people(offer) {
            return Some(Aside::OtherPeople(fact));
        }
        if self.decision.failed_checks(offer).any(|failed| failed == Reason::NoNeed) {
            return Some(Aside::NothingPresent);
        }
        match reason {
            Reason::NotAvailable => Some(Aside::NotDelivered),
            Reason::NotEligible if self.is_for_other_offending(offer) => Some(Aside::OtherOffending),
            _ => None,
        }
    }

    /// Whether the person, and not the catalogue, is what keeps an offer from being available.
    fn is_out_of_reach(&self, offer: OfferId) -> bool {
        self.cannot_get_to(offer)
            && matches!(self.catalogue().offer(offer).availability, Availability::Windows(_))
    }

    /// A fact with one answer that will not change and that alone rules the offer out.
    fn for_other_people(&self, offer: OfferId) -> Option<FactId> {
        let catalogue = self.catalogue();
        self.because(offer)
            .iter()
            .filter(|because| because.result == CriterionResult::NotMet)
            .filter(|because| matches!(because.check, Check::Criterion(_)))
            .find_map(|because| match because.facts.as_slice() {
                [fact] => {
                    let declared = catalogue.fact(*fact);
                    let one_answer = matches!(declared.answers, Answers::OneOf(_));
                    (one_answer && declared.change == Change::Fixed).then_some(*fact)
                }
                _ => None,
            })
    }

    /// Whether an offer is made for kinds of offending that are not present: it works on some and none of them is, or it asks
    /// for something on record that will not change, such as an offence.
    fn is_for_other_offending(&self, offer: OfferId) -> bool {
        let catalogue = self.catalogue();
        let offending: Vec<TargetId> = (catalogue.offer(offer).targets.iter())
            .filter(|target| catalogue.target(**target).class == TargetClass::OffenceRelated)
            .copied()
            .collect();
        if offending.iter().any(|target| self.is_present(*target)) {
            return false;
        }
        let all_absent = !offending.is_empty() && offending.iter().all(|target| self.is_absent(*target));
        all_absent || self.asks_for_another_record(offer)
    }

    /// Whether what decides is that something is not among the answers to facts that will not change.
    fn asks_for_another_record(&self, offer: OfferId) -> bool {
        let catalogue = self.catalogue();
        let Some(Check::Criterion(index)) = self.deciding(offer).map(|deciding| deciding.check) else {
            return false;
        };
        catalogue.offer(offer).criteria[index].when.tests().iter().all(|test| {
            matches!(test.accepts, Accepts::Includes(_)) && catalogue.fact(test.fact).change == Change::Fixed
        })
    }

    fn is_absent(&self, target: TargetId) -> bool {
        let node = self.planner.rules.targets[target.index()];
        self.decision.evaluation.truth(node) == Truth::NotMet && !self.is_present(target)
    }

    /// Whether a target is present, what the plan itself makes present included.
    #[must_use]
    pub fn is_present(&self, target: TargetId) -> bool {
        self.decision.targets_present() >> target.index() & 1 == 1
    }

    /// The excluded offers that are worth a line: those that only just fail first.
    #[must_use]
    pub fn excluded(&self) -> Vec<OfferId> {
        let mut offers: Vec<OfferId> =
            self.with_outcome(Outcome::Exclude).filter(|offer| self.aside(*offer).is_none()).collect();
        offers.sort_by_key(|offer| self.distance(*offer));
        offers
    }

    /// How far an excluded offer is from the plan: what came after its criteria first, then by criteria not met.
    fn distance(&self, offer: OfferId) -> (u8, usize) {
        match self.decision.reasons[offer.index()] {
            Reason::NotEligible => (2, self.not_met(offer)),
            Reason::NotAvailable => (1, self.not_met(offer)),
            Reason::Displaced => (0, 1),
            _ => (0, 0),
        }
    }

    fn not_met(&self, offer: OfferId) -> usize {
        self.because(offer).iter().filter(|because| because.result == CriterionResult::NotMet).count()
    }

    /// The offers that have nothing to do with the case, counted by why.
    #[must_use]
    pub fn asides(&self) -> Vec<(Aside, usize)> {
        let mut why: Vec<Aside> =
            self.with_outcome(Outcome::Exclude).filter_map(|offer| self.aside(offer)).collect();
        why.sort_unstable();
        why.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len()))).collect()
    }

    /// Why an offer is excluded, in one line: the deciding check with the answer it met, or the offers that displace it.
    #[must_use]
    pub fn excluded_because(&self, offer: OfferId) -> String {
        let catalogue = self.catalogue();
        let declared = catalogue.offer(offer);
        if let Some(deciding) = self.deciding(offer) {
            return match deciding.check {
                Check::Availability => deciding.says.into_owned(),
                Check::Criterion(_) => {
                    let says = deciding.says.trim_end_matches('.');
                    format!("Not met: {says}{}.", self.answers_met(&deciding.facts))
                }
                Check::Need => self.reason_says(Reason::NoNeed),
                _ => format!("Not met: {}", deciding.says),
            };
        }
        let names: Vec<&str> =
            self.decision.because_of(offer).map(|by| catalogue.offer(by).name.as_str()).collect();
        let names = list(&names);
        let open = self.newly_met(offer);
        match declared.not_beside.first() {
            Some(not_beside) if !open.is_empty() => format!("{} In the plan: {names}.", not_beside.says),
            _ => format!("Already covered by {names}."),
        }
    }

    /// A reason as the catalogue's policy words it.
    #[must_use]
    pub fn reason_says(&self, reason: Reason) -> String {
        let reasons = &self.catalogue().policy.reasons;
        let worded = reasons.iter().find(|(code, _)| code == reason.code());
        worded.map_or_else(|| reason.code().to_owned(), |(_, says)| says.clone())
    }

    /// The answers to facts with one short answer, in brackets.
    fn answers_met(&self, facts: &[FactId]) -> String {
        let vocabulary = &self.catalogue().vocabulary;
        let answers: Vec<String> = facts
            .iter()
            .filter(|fact| !matches!(vocabulary.fact(**fact).answers, Answers::AnyOf(_)))
            .filter_map(|fact| Some((*fact, self.case.answer(vocabulary, *fact)?)))
            .map(|(fact, answer)| {
                let presumed = if self.presumed.contains(&fact) { PRESUMED } else { "" };
                let fact = vocabulary.fact(fact);
                format!("{}: {}{presumed}", fact.name, fact.spoken(&answer))
            })
            .collect();
        if answers.is_empty() { String::new() } else { format!(" ({})", answers.join("; ")) }
    }

    /// The present targets of an offer that no offer before it in the plan works on; for one that is not in the plan, no
    /// offer at all.
    #[must_use]
    pub fn newly_met(&self, offer: OfferId) -> Vec<TargetId> {
        let catalogue = self.catalogue();
        let kind = catalogue.offer(offer).kind;
        let covered = (self.decision.included.iter().take_while(|other| **other != offer))
            .filter(|other| {
                let other = catalogue.kind_of(**other);
                other.competes && !other.covers_nothing_for.contains(&kind)
            })
            .fold(0, |bits, other| bits | self.planner.rules.offers[other.index()].targets);
        let mine = |target: &&TargetId| self.is_present(**target) && covered >> target.index() & 1 == 0;
        catalogue.offer(offer).targets.iter().filter(mine).copied().collect()
    }

    /// Why an offer is worth its place: the present targets that nothing before it works on, else all its present targets.
    #[must_use]
    pub fn works_on(&self, offer: OfferId) -> Vec<&'r str> {
        let catalogue = self.catalogue();
        let mut targets = self.newly_met(offer);
        if targets.is_empty() || !catalogue.kind_of(offer).competes {
            let all = catalogue.offer(offer).targets.iter().copied();
            targets = all.filter(|target| self.is_present(*target)).collect();
        }
        targets.into_iter().map(|target| catalogue.target(target).name.as_str()).collect()
    }

    /// The steps that a step waits for.
    #[must_use]
    pub fn waits_for(&self, step: &Step) -> Vec<&'r str> {
        let catalogue = self.catalogue();
        (self.decision.steps.iter())
            .filter(|other| other.offer != step.offer && self.planner.follows(step, other))
            .map(|other| catalogue.offer(other.offer).name.as_str())
            .collect()
    }

    /// The step that a step waits for because both are in a lane that holds one at a time.
    #[must_use]
    pub fn lane_before(&self, step: &Step) -> Option<OfferId> {
        let lane = &self.catalogue().policy.lanes[step.lane.index()];
        let alongside = |step: &Step| self.catalogue().offer(step.offer).alongside;
        if !lane.one_at_a_time || alongside(step) {
            return None;
        }
        let before =
            |other: &&Step| other.lane == step.lane && other.end + 1 == step.start && !alongside(other);
        self.decision.steps.iter().find(before).map(|other| other.offer)
    }

    /// The steps that make it possible to take part in what follows.
    #[must_use]
    pub fn stabilising(&self) -> Vec<&'r str> {
        let catalogue = self.catalogue();
        (self.decision.steps.iter())
            .filter(|step| catalogue.policy.phases[step.phase.index()].role == PhaseRole::Stabilise)
            .map(|step| catalogue.offer(step.offer).name.as_str())
            .collect()
    }

    /// Whom to ask about an offer that is a matter of judgement.
    #[must_use]
    pub fn put_to(&self, offer: OfferId) -> Option<&'r str> {
        self.catalogue().kind_of(offer).put_to.as_deref()
    }

    /// The exceptions an offer's criteria are met by, each with the criterion's own sentence.
    #[must_use]
    pub fn exceptions(&self, offer: OfferId) -> Vec<super::because::Because<'r>> {
        self.because(offer).into_iter().filter(|because| because.exception.is_some()).collect()
    }

    /// The offers not in the plan that could meet a need, by outcome.
    pub fn could_meet(&self, target: TargetId, outcome: Outcome) -> Vec<&'r str> {
        let catalogue = self.catalogue();
        self.with_outcome(outcome)
            .map(|offer| catalogue.offer(offer))
            .filter(|offer| offer.targets.contains(&target))
            .map(|offer| offer.name.as_str())
            .collect()
    }

    /// The facts an undetermined offer waits for, most useful first.
    #[must_use]
    pub fn missing(&self, offer: OfferId) -> Vec<FactId> {
        let mut missing = self.planner.missing(offer, self.decision);
        let place = |fact: &FactId| {
            self.questions.iter().position(|question| question.fact == *fact).unwrap_or(usize::MAX)
        };
        missing.sort_by_key(place);
        missing
    }

    /// What was decided without the presumptions.
    #[must_use]
    pub fn presumptions(&self) -> Presumptions {
        if self.presumed.is_empty() {
            return Presumptions { without: None };
        }
        let mut case = self.case.clone();
        self.presumed.iter().for_each(|fact| case.forget(*fact));
        let accepted: Vec<OfferId> = self.accepted.iter().map(|(offer, _)| *offer).collect();
        Presumptions { without: Some(self.planner.decide(&case, &accepted)) }
    }
}

impl Presumptions {
    /// The presumed facts that an offer's result rests on; nothing where it does not rest on one.
    ///
    /// A result rests on a presumption where it would be another without. The list is empty where only the result of another
    /// offer, on which this one turns, rests on it.
    #[must_use]
    pub fn behind(&self, planned: &Planned<'_>, offer: OfferId) -> Option<Vec<FactId>> {
        let without = self.without.as_ref()?;
        if without.reasons[offer.index()] == planned.decision.reasons[offer.index()] {
            return None;
        }
        let mut facts = planned.planner.missing(offer, without);
        if let Some(deciding) = planned.deciding(offer) {
            facts = deciding.facts;
        }
        Some(facts.into_iter().filter(|fact| planned.presumed.contains(fact)).collect())
    }
}

/// A fact as a flag with what it takes, such as `--sara low|medium|high`, and what may stand there where that is too long for a
/// line.
#[must_use]
pub fn flag(fact: &Fact) -> (String, Option<String>) {
    const LONGEST: usize = 48;
    let mut takes: Vec<String> = match &fact.answers {
        Answers::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        Answers::Number { minimum, maximum, .. } => vec![format!("{minimum}-{maximum}")],
        Answers::OneOf(values) => values.iter().map(|value| value.key.clone()).collect(),
        Answers::AnyOf(_) => {
            return (format!("--{} LIST", fact.key), Some(format!("LIST: {}", fact.allowed())));
        }
    };
    if fact.unavailable.is_some() {
        takes.push(fact.written(&Answer::Unavailable, ","));
    }
    let takes = takes.join("|");
    if takes.len() > LONGEST {
        return (format!("--{} VALUE", fact.key), Some(format!("VALUE: {}", fact.allowed())));
    }
    (format!("--{} {takes}", fact.key), None)
}
