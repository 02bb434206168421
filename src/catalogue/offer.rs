//! Offers: what can be delivered, to whom, when and how.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::policy::TargetClass;
use super::source::Citation;
use crate::ids::{FactId, KindId, LaneId, OfferId, PhaseId, TargetId, VehicleId};
use crate::text::source::Place;

/// One thing that can be delivered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The short names people use, accepted wherever the id is.
    pub short_names: Vec<String>,
    /// Its kind.
    pub kind: KindId,
    /// Whom it is for, as a phrase.
    pub audience: String,
    /// What it does.
    pub summary: String,
    /// What it is called in words for the person on probation, where its name says too much or too little to them.
    pub plain_name: Option<String>,
    /// What the person will be asked to do, in words for that person: nothing of offences, risk or scores.
    pub plain: Option<String>,
    /// The plain name in Welsh.
    pub plain_name_welsh: Option<String>,
    /// What it is in plain Welsh.
    pub plain_welsh: Option<String>,
    /// Whom a practitioner asks where it is a matter of judgement, if that is not whom its kind names.
    pub put_to: Option<String>,
    /// What it works on.
    pub targets: Vec<TargetId>,
    /// Whether to propose it is always a judgement.
    pub option: bool,
    /// It may run alongside a programme: it neither waits for the lane nor holds it.
    pub alongside: bool,
    /// Where it meets its criteria, its turn comes before every other of its kind.
    pub first: bool,
    /// The offers that took its place, once it is no longer in force.
    pub superseded_by: Vec<OfferId>,
    /// Offers it must come after when they are in the same plan.
    pub follows: Vec<OfferId>,
    /// Offers it prepares for.
    pub prepares_for: Vec<OfferId>,
    /// What it may not stand beside.
    pub not_beside: Vec<NotBeside>,
    /// When and where it is in force.
    pub availability: Availability,
    /// How it is delivered.
    pub delivery: Delivery,
    /// Its criteria: those of its kind first, then its own.
    pub criteria: Vec<Criterion>,
    /// The legal means it is delivered under.
    pub vehicle: VehicleRule,
    /// Its own rules for the phase it falls in, before those of the policy.
    pub phases: Vec<PhaseRule>,
    /// What has to be arranged before it can start.
    pub arrange: Vec<Note>,
    /// What sources disagree on.
    pub conflicts: Vec<Conflict>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// The main sources.
    pub source: Vec<Citation>,
    /// Where it is declared.
    pub place: Place,
}

/// One condition of an offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id, unique within the offer.
    pub id: String,
    /// One sentence that holds of the person when the criterion is met.
    pub says: String,
    /// One sentence that holds of the person when it is known not to be met.
    pub fails: Option<String>,
    /// Somebody else's approval has to be given first: where it is not, the offer waits for it.
    pub approval: bool,
    /// The condition.
    pub when: Condition,
    /// What can stand in for the condition, to be justified by the practitioner.
    pub exception: Option<Exception>,
    /// Where it is written.
    pub source: Vec<Citation>,
    /// No guidance states it: it is this catalogue's planning policy.
    pub planning_policy: bool,
    /// It belongs to the offer's kind.
    pub of_kind: bool,
    /// Where it is declared.
    pub place: Place,
}

/// What can stand in for a criterion that is not met.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exception {
    /// When it can.
    pub when: Condition,
    /// It is for exceptional cases only, so that it holds up nothing that would take the offer's place.
    pub exceptional: bool,
    /// What the practitioner has to justify or check.
    pub says: String,
    /// Where it is written.
    pub source: Vec<Citation>,
}

/// When and where an offer is in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Availability {
    /// It no longer is, anywhere.
    Never(Note),
    /// In any of these windows.
    Windows(Vec<Window>),
}

/// One stretch of time and set of regions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: Option<Date>,
    /// First day on which it no longer holds.
    pub until: Option<Date>,
    /// The regions, as values of the region fact; none listed means every region.
    pub regions: Vec<u16>,
    /// Delivered in the community, not in custody only.
    pub community: bool,
    /// A source confirms that it is delivered there.
    pub confirmed: bool,
    /// Why nothing follows after the last day, where its owner says so.
    pub ended: Option<String>,
    /// Where it is written.
    pub source: Vec<Citation>,
    /// Where it is declared.
    pub place: Place,
}

impl Window {
    /// Whether a day lies in the window.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// How an offer is delivered. Weeks and sessions are planning figures where `assumed`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// Sessions, where they are stated or assumed.
    pub sessions: Option<u32>,
    /// How long it takes in weeks.
    pub weeks: u32,
    /// No source states the duration.
    pub assumed: bool,
    /// The fewest sessions that a source states for it: what is assumed is never shortened below them.
    pub fewest_sessions: Option<u32>,
    /// The fewest weeks in which it can be delivered at more than one session a week, which is a judgement.
    pub faster: Option<Faster>,
    /// It lasts as long as the sentence, and at most its weeks.
    pub whole_sentence: bool,
    /// What a week of it looks like.
    pub format: String,
    /// The lane it runs in.
    pub lane: LaneId,
    /// Lengths that depend on the case, such as hours of unpaid work.
    pub lengths: Vec<Length>,
    /// Where it is written.
    pub source: Vec<Citation>,
}

impl Delivery {
    /// The fewest sessions it takes: those stated or, where they are assumed, those it is never shortened below.
    #[must_use]
    pub fn fewest(&self) -> Option<u32> {
        if self.assumed { Some(self.fewest_sessions.unwrap_or(1)) } else { self.sessions }
    }
}

/// Delivery at more than one session a week.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Faster {
    /// The fewest weeks.
    pub weeks: u32,
    /// What has to be arranged and justified.
    pub says: String,
}

/// A length that depends on the case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Length {
    /// When it is this length.
    pub when: Condition,
    /// The length in words.
    pub says: String,
}

/// Offers that one may not stand beside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotBeside {
    /// Every offer of these kinds.
    pub kinds: Vec<KindId>,
    /// These offers.
    pub offers: Vec<OfferId>,
    /// For whom it holds.
    pub when: Condition,
    /// For whom it does not hold all the same.
    pub unless: Option<Condition>,
    /// Why.
    pub says: String,
    /// Where it is written.
    pub source: Vec<Citation>,
}

/// When an offer has a legal means of delivery, and which.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VehicleRule {
    /// When it has one.
    pub when: Condition,
    /// The same as a sentence.
    pub says: String,
    /// A sentence that holds when it has none.
    pub fails: Option<String>,
    /// Which: the first whose condition is not known to fail.
    pub one_of: Vec<(VehicleId, Condition)>,
    /// Where it is written.
    pub source: Vec<Citation>,
}

/// When an offer falls in a phase of the plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhaseRule {
    /// The phase.
    pub phase: PhaseId,
    /// Only offers of these kinds; none listed means every kind.
    pub kinds: Vec<KindId>,
    /// Only where the offer works on this target and the target is present.
    pub works_on: Option<TargetId>,
    /// Only where the offer works on a present target of this class which no included offer of those kinds works on.
    pub works_on_class: Option<(TargetClass, Vec<KindId>)>,
    /// Only where this is known to hold.
    pub when: Condition,
    /// Only where another offer of one of these kinds is in the plan.
    pub with_included: Vec<KindId>,
    /// Only where one of these offers is in the plan; none listed asks for none.
    pub with_offers: Vec<OfferId>,
    /// Only where no offer of these kinds is in the plan.
    pub without_included: Vec<KindId>,
    /// Where it is written.
    pub source: Vec<Citation>,
}

impl PhaseRule {
    /// Whether it can put an offer in its phase, by the offer's kind and what it works on.
    #[must_use]
    pub fn can_reach(&self, offer: &Offer) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&offer.kind))
            && self.works_on.is_none_or(|target| offer.targets.contains(&target))
    }
}

/// A sentence with its source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Note {
    /// The sentence.
    pub says: String,
    /// Where it is written.
    pub source: Vec<Citation>,
}

/// Something that sources say differently.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Conflict {
    /// What they differ on, as it reads after "the sources differ on".
    pub about: String,
    /// What each says: two or more, which may be two places of one document.
    pub views: Vec<Note>,
    /// Which of them this catalogue follows, or what it does instead.
    pub here: String,
    /// Where what they say is written, each place once.
    pub source: Vec<Citation>,
}

impl Conflict {
    /// All of it in one paragraph.
    #[must_use]
    pub fn says(&self) -> String {
        let views = self.views.iter().map(|view| view.says.as_str());
        let sentences: Vec<&str> = views.chain([self.here.as_str()]).collect();
        format!("The sources differ on {}. {}", self.about, sentences.join(" "))
    }
}

impl Offer {
    /// Its own conditions: criteria, exceptions, vehicle, phases, lengths and what it may not stand beside.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let exceptions = self.criteria.iter().filter_map(|criterion| criterion.exception.as_ref());
        let criteria = self.criteria.iter().map(|criterion| &criterion.when);
        criteria
            .chain(exceptions.map(|exception| &exception.when))
            .chain(std::iter::once(&self.vehicle.when))
            .chain(self.vehicle.one_of.iter().map(|(_, when)| when))
            .chain(self.phases.iter().map(|rule| &rule.when))
            .chain(self.delivery.lengths.iter().map(|length| &length.when))
            .chain(self.not_beside.iter().flat_map(|rule| std::iter::once(&rule.when).chain(&rule.unless)))
    }

    /// Every fact that a criterion, the vehicle, a target's rule or a window of the offer reads is found through
    /// these; this gives those of its own conditions: criteria, exceptions, vehicle and phases.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        for criterion in &self.criteria {
            criterion.when.facts_into(&mut facts);
            if let Some(exception) = &criterion.exception {
                exception.when.facts_into(&mut facts);
            }
        }
        self.vehicle.when.facts_into(&mut facts);
        for rule in &self.phases {
            rule.when.facts_into(&mut facts);
        }
        for rule in &self.not_beside {
            rule.when.facts_into(&mut facts);
            rule.unless.iter().for_each(|unless| unless.facts_into(&mut facts));
        }
        facts
    }
}
