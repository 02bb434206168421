//! The package: what would be proposed to the court or put in the licence, one line a requirement or condition, in the units that
//! a court counts. Where the sentence is already set, what is done under each of its requirements.

use super::PlannedCase;
use crate::catalogue::OfferId;
use crate::catalogue::policy::{PackageLine, Vehicle};
use crate::matching::Truth;
use crate::plan::Step;
use crate::text::wording::count;

/// One requirement or condition, and what is done under it.
#[derive(Clone, Debug)]
pub struct Line<'r> {
    /// The line as it would be proposed, without a full stop.
    pub says: String,
    /// The steps under it.
    pub steps: Vec<&'r Step>,
}

/// The lines of the package, in the order of the policy's legal means.
#[must_use]
pub fn lines(planned: &PlannedCase<'_>) -> Vec<String> {
    each(planned).into_iter().map(|line| line.says).collect()
}

/// The same with what is done under each.
#[must_use]
pub fn each<'r>(planned: &PlannedCase<'r>) -> Vec<Line<'r>> {
    let mut lines = Vec::new();
    for (index, vehicle) in planned.catalogue().policy.vehicles.iter().enumerate() {
        let under = planned.decision.steps.iter().filter(|step| step.vehicle.index() == index);
        let steps: Vec<&'r Step> = under.collect();
        let line = |steps: Vec<&'r Step>| Line { says: line(planned, vehicle, &steps), steps };
        match vehicle.package {
            PackageLine::None => {}
            PackageLine::Each => lines.extend(steps.into_iter().map(|step| line(vec![step]))),
            PackageLine::Joined if steps.is_empty() => {}
            PackageLine::Joined => lines.push(line(steps)),
        }
    }
    lines
}

/// One requirement or condition with the steps under it, and what is assumed in it.
fn line(planned: &PlannedCase<'_>, vehicle: &Vehicle, steps: &[&Step]) -> String {
    let (start, days) = if planned.is_sentenced() {
        (&vehicle.supervision, &vehicle.supervision_days)
    } else {
        (&vehicle.proposal, &vehicle.proposal_days)
    };
    let counted = steps.iter().map(|step| days_of(planned, vehicle, step)).sum::<u32>();
    let days = days.as_ref().filter(|_| counted > 0);
    let clause = days.map(|says| says.replace("{days}", &count(counted as usize, "day")));
    let each: Vec<String> = steps.iter().map(|step| under(planned, vehicle, start, step)).collect();
    let line = format!("{start}{}: {}", clause.unwrap_or_default(), each.join("; "));
    match vehicle.days_say.as_ref().filter(|_| days.is_some()) {
        Some(says) => format!("{line}. {says}"),
        None => line,
    }
}

/// The days that a court counts for a step: those of a rehabilitation activity requirement only where it is known to take them.
fn days_of(planned: &PlannedCase<'_>, vehicle: &Vehicle, step: &Step) -> u32 {
    if vehicle.counts_rar_days { planned.planner.rar_days(step) } else { planned.planner.sessions(step) }
}

/// A step as it stands after its requirement, which is not named twice.
fn under(planned: &PlannedCase<'_>, vehicle: &Vehicle, start: &str, step: &Step) -> String {
    let name = planned.name(step.offer);
    let length = match vehicle.package {
        PackageLine::Joined => share(planned, vehicle, step),
        PackageLine::Each | PackageLine::None => length(planned, step),
    };
    if start.starts_with(name) { length } else { format!("{name}, {length}") }
}

/// How much of a requirement that several steps share one of them takes.
fn share(planned: &PlannedCase<'_>, vehicle: &Vehicle, step: &Step) -> String {
    let assumed = if planned.catalogue().offer(step.offer).delivery.assumed { " (assumed)" } else { "" };
    match days_of(planned, vehicle, step) {
        0 => format!("{}{assumed}", count(planned.planner.sessions(step) as usize, "session")),
        days => format!("{}{assumed}", count(days as usize, "day")),
    }
}

/// How long a step is, in the words a requirement would use.
fn length(planned: &PlannedCase<'_>, step: &Step) -> String {
    let delivery = &planned.catalogue().offer(step.offer).delivery;
    let weeks = count((step.end - step.start + 1) as usize, "week");
    match (stated_length(planned, step.offer), delivery.sessions, delivery.assumed) {
        (Some(length), _, true) => format!("{length} (the plan assumes {weeks})"),
        (Some(length), ..) => length.to_owned(),
        (None, Some(sessions), false) => format!("{} over {weeks}", count(sessions as usize, "session")),
        (None, None, false) => weeks,
        (None, _, true) => format!("about {weeks} (planning assumption)"),
    }
}

/// The length that the catalogue states for this case, such as hours of unpaid work.
#[must_use]
pub fn stated_length<'c>(planned: &PlannedCase<'c>, offer: OfferId) -> Option<&'c str> {
    let lengths = &planned.catalogue().offer(offer).delivery.lengths;
    (lengths.iter().zip(&planned.planner.rules.lengths[offer.index()]))
        .find(|(_, when)| planned.decision.evaluation.truth(**when) == Truth::Met)
        .map(|(length, _)| length.says.as_str())
}
