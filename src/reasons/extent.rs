//! How much a plan takes: weeks, and days of rehabilitation activity.

use super::PlannedCase;

/// How much a plan takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The last week of the plan; 0 where it has no step.
    pub weeks: u32,
    /// The rehabilitation activity days that it takes, assumed sessions included.
    pub rar_days: u32,
}

impl Extent {
    /// How much the plan of a case takes.
    #[must_use]
    pub fn of(planned: &PlannedCase<'_>) -> Self {
        let planner = planned.planner;
        planned.decision.steps.iter().fold(Self::default(), |all, step| Self {
            weeks: all.weeks.max(step.end),
            rar_days: all.rar_days + planner.rar_days(step),
        })
    }
}
