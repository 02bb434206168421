//! Two plans for one person: as things are, and as they would be with other answers.

use crate::catalogue::{Answer, FactId, OfferId};
use crate::ids;
use crate::outcome::{Outcome, Reason};
use crate::plan::Step;
use crate::reasons::PlannedCase;
use crate::text::wording::list;

/// A plan as it is and as it would be. Both are for the same person, day and catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'r> {
    /// As it is.
    pub now: &'r PlannedCase<'r>,
    /// As it would be.
    pub then: &'r PlannedCase<'r>,
}

/// A fact whose answer differs; nothing where it is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The fact.
    pub fact: FactId,
    /// The answer as things are.
    pub now: Option<Answer>,
    /// The answer as it would be.
    pub then: Option<Answer>,
}

/// A step that both plans have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved<'r> {
    /// As it is.
    pub now: &'r Step,
    /// As it would be.
    pub then: &'r Step,
}

impl<'r> Comparison<'r> {
    /// The facts whose answers differ, in catalogue order.
    #[must_use]
    pub fn answers(&self) -> Vec<Differs> {
        let vocabulary = &self.now.catalogue().vocabulary;
        vocabulary
            .iter()
            .map(|(fact, _)| Differs {
                fact,
                now: self.now.case.answer(vocabulary, fact),
                then: self.then.case.answer(vocabulary, fact),
            })
            .filter(|differs| differs.now != differs.then)
            .collect()
    }

    /// The reason of an offer as it is and as it would be.
    #[must_use]
    pub fn reasons(&self, offer: OfferId) -> (Reason, Reason) {
        (self.now.decision.reasons[offer.index()], self.then.decision.reasons[offer.index()])
    }

    fn changed(&self, of_interest: impl Fn(Outcome, Outcome) -> bool) -> Vec<OfferId> {
        ids::all(self.now.decision.reasons.len())
            .filter(|offer| {
                let (now, then) = self.reasons(*offer);
                now.outcome() != then.outcome() && of_interest(now.outcome(), then.outcome())
            })
            .collect()
    }

    /// The offers that come into the plan, in its order.
    #[must_use]
    pub fn come_in(&self) -> Vec<OfferId> {
        let steps = self.then.decision.steps.iter().map(|step| step.offer);
        steps.filter(|offer| self.reasons(*offer).0.outcome() != Outcome::Include).collect()
    }

    /// The offers that go out of the plan, in its order.
    #[must_use]
    pub fn go_out(&self) -> Vec<OfferId> {
        let steps = self.now.decision.steps.iter().map(|step| step.offer);
        steps.filter(|offer| self.reasons(*offer).1.outcome() != Outcome::Include).collect()
    }

    /// The offers outside both plans whose outcome differs, in catalogue order.
    #[must_use]
    pub fn turn(&self) -> Vec<OfferId> {
        self.changed(|now, then| now != Outcome::Include && then != Outcome::Include)
    }

    /// The steps that both plans have and that differ, in the order of the plan as it would be.
    #[must_use]
    pub fn moved(&self) -> Vec<Moved<'r>> {
        let now = &self.now.decision.steps;
        (self.then.decision.steps.iter())
            .filter_map(|then| Some(Moved { now: now.iter().find(|now| now.offer == then.offer)?, then }))
            .filter(|moved| moved.now != moved.then)
            .collect()
    }

    /// Every offer of either plan: those of the plan as it would be in its order, then those that go out.
    #[must_use]
    pub fn offers(&self) -> Vec<OfferId> {
        let then = self.then.decision.steps.iter().map(|step| step.offer);
        then.chain(self.go_out()).collect()
    }

    /// The steps of an offer as it is and as it would be.
    #[must_use]
    pub fn steps(&self, offer: OfferId) -> (Option<&'r Step>, Option<&'r Step>) {
        let of =
            |planned: &'r PlannedCase<'r>| planned.decision.steps.iter().find(|step| step.offer == offer);
        (of(self.now), of(self.then))
    }
}

impl Comparison<'_> {
    /// What differs between the two steps of an offer.
    #[must_use]
    pub fn move_says(&self, moved: &Moved<'_>) -> String {
        let policy = &self.now.catalogue().policy;
        let mut parts = Vec::new();
        if moved.in_time() {
            parts.push(format!("{} instead of {}", weeks(moved.then), weeks(moved.now)));
        }
        if moved.now.phase != moved.then.phase {
            let name = |step: &Step| policy.phases[step.phase.index()].name.to_lowercase();
            parts.push(format!("phase {} instead of {}", name(moved.then), name(moved.now)));
        }
        if moved.now.vehicle != moved.then.vehicle {
            let name = |step: &Step| &policy.vehicles[step.vehicle.index()].name;
            parts.push(format!("under {} instead of {}", name(moved.then), name(moved.now)));
        }
        let why = self.why_moved(moved);
        format!("{}.{}", parts.join("; "), if why.is_empty() { why } else { format!(" {why}") })
    }

    /// Why a step runs in other weeks: what came to stand before it, and what no longer does.
    fn why_moved(&self, moved: &Moved<'_>) -> String {
        let before = |planned: &PlannedCase<'_>, step: &Step| -> Vec<OfferId> {
            let one_at_a_time = planned.catalogue().policy.lanes[step.lane.index()].one_at_a_time;
            (planned.decision.steps.iter())
                .filter(|other| other.offer != step.offer && other.start < step.start)
                .filter(|other| {
                    planned.planner.follows(step, other)
                        || (one_at_a_time && other.lane == step.lane)
                        || planned.planner.waits(step)
                })
                .map(|other| other.offer)
                .collect()
        };
        let (now, then) = (before(self.now, moved.now), before(self.then, moved.then));
        let names = |offers: &[OfferId], without: &[OfferId]| -> Vec<&str> {
            offers
                .iter()
                .filter(|offer| !without.contains(offer))
                .map(|offer| self.now.name(*offer))
                .collect()
        };
        let (added, gone) = (names(&then, &now), names(&now, &then));
        match (added.as_slice(), gone.as_slice()) {
            ([], []) if moved.in_time() && !then.is_empty() => "What runs before it has moved.".to_owned(),
            ([], []) if moved.in_time() => "The weeks that are left differ.".to_owned(),
            ([], []) => String::new(),
            (added, []) => format!("It comes after {} now.", list(added)),
            ([], gone) => format!("It no longer waits for {}.", list(gone)),
            (added, gone) => {
                format!("It comes after {} now, and no longer waits for {}.", list(added), list(gone))
            }
        }
    }
}

impl Moved<'_> {
    /// Whether it runs in other weeks.
    #[must_use]
    pub fn in_time(&self) -> bool {
        (self.now.start, self.now.end) != (self.then.start, self.then.end)
    }
}

/// The weeks of a step.
#[must_use]
pub fn weeks(step: &Step) -> String {
    if step.start == step.end {
        format!("week {}", step.start)
    } else {
        format!("weeks {} to {}", step.start, step.end)
    }
}
