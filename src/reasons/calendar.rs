//! The plan against the calendar: what every drawing and table of it shares.

use jiff::Span;
use jiff::civil::Date;

use super::PlannedCase;
use super::extent::Extent;
use super::place::why_then;
use crate::catalogue::LaneId;
use crate::ids;
use crate::plan::Step;

/// The plan against the calendar. Weeks count from 1, and week 1 starts on `first_day`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar<'r> {
    /// The first day of week 1.
    pub first_day: Date,
    /// The last week that is drawn: of the plan, or of the sentence where that is not far beyond it.
    pub weeks: u32,
    /// The last week of the sentence, where it is known.
    pub sentence_weeks: Option<u32>,
    /// The lanes that hold something, in the order of the policy.
    pub lanes: Vec<LaneOfBars<'r>>,
}

/// What runs in one lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneOfBars<'r> {
    /// Its name.
    pub name: &'r str,
    /// Its bars, in the order of the plan.
    pub bars: Vec<Bar<'r>>,
}

/// One step against the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar<'r> {
    /// Its place in the plan, from 1.
    pub step: usize,
    /// The offer's name.
    pub name: &'r str,
    /// The phase's name.
    pub phase: &'r str,
    /// The phase's place among the phases, from 0.
    pub phase_index: usize,
    /// First week.
    pub start: u32,
    /// Last week.
    pub end: u32,
    /// Its sessions, stated or planned.
    pub sessions: u32,
    /// No source states its length.
    pub assumed: bool,
    /// The steps it comes after, by their place in the plan.
    pub after: Vec<usize>,
    /// Why it does not start in week 1.
    pub waits: Option<String>,
}

impl Calendar<'_> {
    /// The first day of a week.
    #[must_use]
    pub fn first_day_of(&self, week: u32) -> Date {
        later(self.first_day, i64::from(week) * 7 - 7)
    }

    /// The last day of a week.
    #[must_use]
    pub fn last_day_of(&self, week: u32) -> Date {
        later(self.first_day, i64::from(week) * 7 - 1)
    }

    /// Every bar, lane by lane.
    pub fn bars(&self) -> impl Iterator<Item = &Bar<'_>> {
        self.lanes.iter().flat_map(|lane| &lane.bars)
    }

    /// How many weeks into the drawing a day lies, where it lies on it.
    #[must_use]
    pub fn weeks_to(&self, day: Date) -> Option<f64> {
        let days = (day - self.first_day).get_days();
        let last = i64::from(self.weeks) * 7;
        (0..=last).contains(&i64::from(days)).then(|| f64::from(days) / 7.0)
    }

    /// Every how many weeks the calendar is marked, so that there are at most `marks` marks.
    #[must_use]
    pub fn mark_every(&self, marks: u32) -> u32 {
        let enough = |every: &u32| self.weeks.div_ceil(*every) <= marks.max(1);
        [1, 2, 4, 8, 13, 26, 52, 104].into_iter().find(enough).unwrap_or(260)
    }
}

/// A day some days later; the last day there is where that lies beyond the calendar.
fn later(day: Date, days: i64) -> Date {
    let span = Span::new().try_days(days).unwrap_or_default();
    day.checked_add(span).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

impl<'r> Calendar<'r> {
    /// The plan of a case against the calendar; nothing where the plan is empty.
    #[must_use]
    pub fn of(planned: &PlannedCase<'r>) -> Option<Self> {
        let catalogue = planned.catalogue();
        let weeks = Extent::of(planned).weeks;
        if weeks == 0 {
            return None;
        }
        let sentence_weeks = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks);
        let bars = || planned.decision.steps.iter().enumerate();
        let lanes = ids::numbered::<LaneId, _>(&catalogue.policy.lanes)
            .map(|(id, lane)| LaneOfBars {
                name: &lane.name,
                bars: bars()
                    .filter(|(_, step)| step.lane == id)
                    .map(|(at, step)| Bar::of(planned, at, step))
                    .collect(),
            })
            .filter(|lane: &LaneOfBars<'_>| !lane.bars.is_empty())
            .collect();
        Some(Self {
            first_day: planned.case.as_of,
            weeks: sentence_weeks.filter(|end| *end <= weeks.saturating_mul(2)).unwrap_or(0).max(weeks),
            sentence_weeks,
            lanes,
        })
    }
}

impl<'r> Bar<'r> {
    fn of(planned: &PlannedCase<'r>, index: usize, step: &Step) -> Self {
        let catalogue = planned.catalogue();
        let offer = catalogue.offer(step.offer);
        let others = planned.decision.steps.iter().enumerate();
        Self {
            step: index + 1,
            name: &offer.name,
            phase: &catalogue.policy.phases[step.phase.index()].name,
            phase_index: step.phase.index(),
            start: step.start,
            end: step.end,
            sessions: planned.planner.sessions(step),
            assumed: offer.delivery.assumed,
            after: others
                .filter(|(_, other)| planned.planner.comes_after(step, other))
                .map(|(index, _)| index + 1)
                .collect(),
            waits: why_then(planned, step),
        }
    }
}
