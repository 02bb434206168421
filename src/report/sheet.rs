//! One page for the person the plan is about, in plain words: no scores, no offence, nothing that was ruled out.

use crate::plan::Step;
use crate::reasons::PlannedCase;
use crate::reasons::calendar::Calendar;
use crate::reasons::{confirmed, works_on};
use crate::text::wording::{count, day, list, plain};
use crate::text::wrap::paragraph;

/// How wide a line of the sheet may be: it is made to be printed.
const WIDTH: usize = 72;

/// The plan as one page for the person it is about.
#[must_use]
pub fn page(planned: &PlannedCase<'_>) -> String {
    let mut out = String::from("YOUR PLAN\n=========\n\n");
    if let Some(reference) = &planned.case.reference {
        put(&mut out, 0, &format!("Reference: {}", plain(reference)));
    }
    put(&mut out, 0, &format!("Date: {}", day(planned.case.as_of)));
    if let Some(oldest) = confirmed::oldest_step(planned) {
        let month = oldest.strftime("%B %Y");
        put(&mut out, 0, &format!("We last heard in {month} that all of this runs. We will check."));
    }
    out.push('\n');
    let Some(timeline) = Calendar::of(planned) else {
        put(
            &mut out,
            0,
            "There is no plan yet. Your probation worker will talk with you about what comes next.",
        );
        ask(&mut out);
        return out;
    };
    let first = if planned.is_sentenced() {
        "This is the plan for your time with probation. Read it with your probation worker."
    } else {
        "This is what you may be asked to do. It is not fixed yet. Read it with your probation worker."
    };
    put(&mut out, 0, first);
    out.push('\n');
    heading(&mut out, "What you will do");
    for (index, phase) in planned.catalogue().policy.phases.iter().enumerate() {
        let steps: Vec<(usize, &Step)> = (planned.decision.steps.iter().enumerate())
            .filter(|(_, step)| step.phase.index() == index)
            .collect();
        if steps.is_empty() {
            continue;
        }
        put(&mut out, 0, phase.plain.as_deref().unwrap_or(&phase.name));
        out.push('\n');
        for (at, step) in steps {
            plain_step(planned, &mut out, at + 1, step, &timeline);
        }
    }
    heading(&mut out, "Good to know");
    for says in [
        "The dates may change. We will tell you if they do.",
        "You can say what you think of this plan. Tell us if a time or a place is hard for you.",
        "Tell us if you need help to read, to hear or to get here.",
    ] {
        paragraph(&mut out, &format!("- {says}"), WIDTH, 2, 2);
    }
    ask(&mut out);
    out
}

fn plain_step(
    planned: &PlannedCase<'_>,
    out: &mut String,
    number: usize,
    step: &Step,
    timeline: &Calendar<'_>,
) {
    let catalogue = planned.catalogue();
    let offer = catalogue.offer(step.offer);
    let name = offer.plain_name.as_deref().unwrap_or(&offer.name);
    paragraph(out, &format!("{number}. {}", plain(name)), WIDTH, 2, 3);
    let mut lines = vec![plain(offer.plain.as_deref().unwrap_or(&offer.summary))];
    let (from, to) = (timeline.first_day_of(step.start), timeline.last_day_of(step.end));
    lines.push(format!("When: from about {} to about {}.", day(from), day(to)));
    let weeks = step.end - step.start + 1;
    let sessions = planned.planner.sessions(step) as usize;
    lines.push(match (offer.delivery.sessions, offer.delivery.assumed) {
        (Some(_), false) => format!("How many times: {sessions}."),
        (Some(_), true) => format!("How many times: about {sessions}."),
        (None, _) => format!("How long: about {}.", count(weeks as usize, "week")),
    });
    if let Some(who) = &catalogue.kind_of(step.offer).plain {
        lines.push(format!("Who with: {}.", plain(who)));
    }
    let mut why: Vec<&str> = Vec::new();
    for target in works_on::present(planned, step.offer) {
        if let Some(plain) = catalogue.target(target).plain.as_deref()
            && !why.contains(&plain)
        {
            why.push(plain);
        }
    }
    why.truncate(3);
    if !why.is_empty() {
        lines.push(format!("Why: {}.", list(&why)));
    }
    for line in lines {
        put(out, 5, &line);
    }
    out.push('\n');
}

fn ask(out: &mut String) {
    out.push('\n');
    heading(out, "Who to ask");
    put(out, 0, "Ask your probation worker. They can tell you more and help you.");
    out.push_str("\nName:  ______________________________\n\nPhone: ______________________________\n");
}

fn heading(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
    out.push_str(&"-".repeat(text.len()));
    out.push_str("\n\n");
}

/// Adds a paragraph that fits the page.
fn put(out: &mut String, indent: usize, text: &str) {
    paragraph(out, text, WIDTH, indent, 0);
}
