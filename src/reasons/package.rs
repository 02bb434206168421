//! The package: what would be proposed to the court or put in the licence, one line a requirement or condition.

use super::PlannedCase;
use crate::catalogue::OfferId;
use crate::catalogue::policy::PackageLine;
use crate::matching::Truth;
use crate::plan::Step;
use crate::text::wording::count;

/// The lines of the package, in the order of the policy's legal means.
#[must_use]
pub fn lines(planned: &PlannedCase<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, vehicle) in planned.catalogue().policy.vehicles.iter().enumerate() {
        let under = || planned.decision.steps.iter().filter(|step| step.vehicle.index() == index);
        let start = if planned.is_sentenced() { &vehicle.supervision } else { &vehicle.proposal };
        match vehicle.package {
            PackageLine::None => {}
            PackageLine::Each => lines.extend(
                under()
                    .map(|step| format!("{start}: {}, {}", planned.name(step.offer), length(planned, step))),
            ),
            PackageLine::Joined => {
                let names: Vec<&str> = under().map(|step| planned.name(step.offer)).collect();
                if !names.is_empty() {
                    let days: u32 = under().map(|step| planned.planner.rar_days(step)).sum();
                    let days = count(days as usize, "day");
                    lines.push(format!("{start}, up to {days}: {}", names.join("; ")));
                }
            }
        }
    }
    lines
}

/// How long a step is, in the words a requirement would use.
fn length(planned: &PlannedCase<'_>, step: &Step) -> String {
    let delivery = &planned.catalogue().offer(step.offer).delivery;
    if let Some(length) = stated_length(planned, step.offer) {
        return length.to_owned();
    }
    let weeks = count((step.end - step.start + 1) as usize, "week");
    match (delivery.sessions, delivery.assumed) {
        (Some(sessions), false) => format!("{} over {weeks}", count(sessions as usize, "session")),
        (_, false) => weeks,
        (_, true) => format!("about {weeks} (planning assumption)"),
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
