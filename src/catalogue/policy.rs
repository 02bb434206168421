//! The policy: kinds and their order, vehicles, lanes, phases, planning figures and the words for reasons.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::offer::{Note, PhaseRule};
use super::source::Citation;
use crate::ids::{FactId, KindId, LaneId, OfferId, PhaseId, TargetId};
use crate::outcome::Reason;
use crate::text::source::Place;

/// Everything about planning that is not about one offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Which fact the planner reads for each purpose.
    pub roles: Roles,
    /// Planning figures.
    pub sequence: Sequence,
    /// One sentence for each reason, by the reason's code.
    pub reasons: Vec<(String, String)>,
    /// Vehicles.
    pub vehicles: Vec<Vehicle>,
    /// Lanes.
    pub lanes: Vec<Lane>,
    /// Kinds of offer in precedence order.
    pub kinds: Vec<Kind>,
    /// Phases of a plan in order, each with the rules that put an offer in it.
    pub phases: Vec<Phase>,
    /// The facts by which the summary of a caseload groups people.
    pub summary: Vec<Grouping>,
}

/// One way to group people.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Grouping {
    /// The fact whose answer says which group. Not an any-of fact: each person is in one group.
    pub fact: FactId,
    /// For a number, the least of each band, rising.
    pub bands: Vec<u32>,
}

/// Which fact the planner reads for each purpose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Roles {
    /// The region that supervises the person.
    pub region: FactId,
    /// Weeks left of the sentence.
    pub weeks: FactId,
    /// Maximum RAR days.
    pub rar_days: FactId,
    /// Offers the person cannot get to.
    pub no_access: FactId,
    /// Offers completed before.
    pub completed: FactId,
    /// Whether the sentence is still to be set.
    pub stage: FactId,
    /// The sentence.
    pub sentence: FactId,
}

/// Planning figures. None of them is stated by guidance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sequence {
    /// Sessions a week where the catalogue gives no weeks.
    pub sessions_per_week: u32,
    /// Weeks that waiting kinds hold back where something stabilises first.
    pub weeks_before_core: u32,
    /// The kinds that hold back, and that start after what prepares for them.
    pub waiting_kinds: Vec<KindId>,
    /// So many months after the day to which its newest source speaks, a rule counts as not confirmed since; never where none
    /// are given.
    pub months_confirmed: Option<u32>,
    /// Where it is written.
    pub source: Vec<Citation>,
}

/// The legal means an offer is delivered under.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vehicle {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How the package lists what is under it.
    pub package: PackageLine,
    /// Sessions under it use rehabilitation activity days.
    pub counts_rar_days: bool,
    /// How its line begins where it is proposed.
    pub proposal: String,
    /// How its line begins where the sentence is already set.
    pub supervision: String,
    /// What stands after either in the unit that the court counts, with `{days}` for the number; nothing where it counts none.
    pub proposal_days: Option<String>,
    /// The other one.
    pub supervision_days: Option<String>,
    /// What is assumed in that number, in a sentence.
    pub days_say: Option<String>,
}

/// How the package lists what is under one vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PackageLine {
    /// One line for all offers.
    Joined,
    /// One line for each offer.
    Each,
    /// No line.
    None,
}

/// What can run at the same time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lane {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It holds one offer at a time.
    pub one_at_a_time: bool,
}

/// A kind of offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name of several.
    pub plural: String,
    /// Who delivers it, in words for the person on probation.
    pub plain: Option<String>,
    /// The same in Welsh.
    pub plain_welsh: Option<String>,
    /// The lane its offers run in unless they say otherwise.
    pub lane: LaneId,
    /// It covers targets and can be displaced.
    pub competes: bool,
    /// Kinds for which what it covers still counts as open.
    pub covers_nothing_for: Vec<KindId>,
    /// What may still be done with an offer that has no vehicle.
    pub without_vehicle: Option<Note>,
    /// For whom that may be done.
    pub without_vehicle_when: Condition,
    /// What the practitioner has to justify where a plan would have a second offer of this kind; where nothing is said, it may
    /// have several.
    pub second: Option<Note>,
    /// Whom a practitioner asks where an offer of this kind is a matter of judgement.
    pub put_to: Option<String>,
    /// What to add where an offer of this kind is displaced.
    pub displaced_says: Option<String>,
}

/// A phase of the plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Phase {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name in words for the person on probation.
    pub plain: Option<String>,
    /// The same in Welsh.
    pub plain_welsh: Option<String>,
    /// What it is for.
    pub says: String,
    /// What the planner does about it.
    pub role: PhaseRole,
    /// Rules that put an offer in it.
    pub rules: Vec<PhaseRule>,
}

/// What the planner does about a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhaseRole {
    /// Waiting kinds hold back for it.
    Stabilise,
    /// Waiting kinds start after it.
    Prepare,
    /// Nothing but its place in the order.
    Main,
    /// It starts after the offers it consolidates.
    Consolidate,
}

/// A need or an aim that offers work on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// As it reads in a sentence.
    pub name: String,
    /// Why work on it, in words for the person on probation: a phrase that begins with "to".
    pub plain: Option<String>,
    /// The same in Welsh.
    pub plain_welsh: Option<String>,
    /// Its class.
    pub class: TargetClass,
    /// A sentence that holds of the person when it is present, and one for when it is known not to be.
    pub says: Option<String>,
    /// The other one.
    pub fails: Option<String>,
    /// When it is present.
    pub present: Condition,
    /// It also counts as present once one of these offers is in the plan.
    pub also_once_included: Vec<OfferId>,
    /// Where it is written.
    pub source: Vec<Citation>,
    /// Where it is declared.
    pub place: Place,
}

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TargetClass {
    /// An assessed need.
    Need,
    /// An aim that follows from the offence: it comes first.
    OffenceRelated,
    /// A purpose of sentencing.
    Purpose,
    /// What follows other work.
    FollowOn,
}

impl TargetClass {
    /// Whether a plan that leaves such a target open has to say so.
    #[must_use]
    pub fn is_reported_unmet(self) -> bool {
        matches!(self, Self::Need | Self::OffenceRelated)
    }
}

/// Something a practitioner should know beside the plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Caution {
    /// Its id.
    pub id: String,
    /// The facts under which it is given.
    pub when: Condition,
    /// Whether it is about what may be wrong, missing or unsafe in this very plan.
    pub weight: Weight,
    /// What sets it off.
    pub about: CautionAbout,
    /// It is given only where no offer in the plan is one of these.
    pub unplanned: Option<Among>,
    /// It is given only where none of these is, by their places among the cautions.
    pub unless_given: Vec<usize>,
    /// It points at answers that contradict each other.
    pub contradiction: bool,
    /// What it says; `{offers}`, `{fact}`, `{score}`, `{line}` and `{arrange}` are filled in.
    pub says: String,
    /// Where it is written.
    pub source: Vec<Citation>,
    /// Where it is declared.
    pub place: Place,
}

/// What sets a caution off, beside its condition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum CautionAbout {
    /// The facts alone.
    Case,
    /// Offers in the plan, or with a certain outcome.
    Planned(Planned),
    /// A step whose duration is assumed.
    AssumedDuration,
    /// A score near a line that decided something.
    NearLine,
    /// A step that needs something arranged.
    Arrange,
    /// A step with more sessions than weeks.
    Faster,
    /// A step at its fewest sessions that ends after the sentence does.
    Overrun,
    /// A step whose sources are old.
    OldSources,
}

/// How much a caution weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weight {
    /// It is about what may be wrong, missing or unsafe in this very plan.
    Decisive,
    /// Advice that comes with an offer or a sentence whatever the case.
    Standing,
}

impl Weight {
    /// How it is written where a program reads it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Decisive => "decisive",
            Self::Standing => "standing",
        }
    }
}

/// The offers that set a caution off.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Planned {
    /// Which they are.
    pub among: Among,
    /// Offers that are left to judgement count too.
    pub considered: bool,
    /// They have one of these reasons instead of being in the plan.
    pub reasons: Vec<Reason>,
    /// So many have to be found.
    pub at_least: u32,
    /// No more than so many may be found.
    pub at_most: Option<u32>,
    /// Only those that hold up what would take their place.
    pub holding_up: bool,
    /// Only those for which nothing prepares that ends before they start.
    pub unprepared: bool,
}

/// A choice of offers: one fits that fits everything given.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Among {
    /// Of one of these kinds; none listed means any.
    pub kinds: Vec<KindId>,
    /// One of these; none listed means any.
    pub offers: Vec<OfferId>,
    /// Working on one of these where it is present; none listed means anything.
    pub targets: Vec<TargetId>,
    /// In one of these phases; none listed means any.
    pub phases: Vec<PhaseId>,
    /// With fewer sessions than this.
    pub fewer_sessions_than: Option<u32>,
    /// The earliest of them starts after this week.
    pub first_starts_after: Option<u32>,
}
