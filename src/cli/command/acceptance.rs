//! Whether what the practitioner accepted was there to be accepted, and whether it is in the plan for it.

use anyhow::Result;
use goldenthread::catalogue::OfferId;
use goldenthread::outcome::{Outcome, Reason};
use goldenthread::plan::{Decision, Options, Planner};
use goldenthread::reasons::PlannedCase;
use goldenthread::reasons::because::Because;
use goldenthread::reasons::in_short::of_reason;
use goldenthread::text::problem::Problem;
use goldenthread::text::wording::list;

use crate::cli::load::Context;
use crate::cli::load::Input;
use crate::cli::problem::{refuse, say};

/// Checks that every offer accepted was there to be accepted, and says which are not in the plan even so.
///
/// # Errors
///
/// Every offer that was not there to be accepted, each with what decided it.
pub fn check(planner: &Planner<'_>, input: &Input, decision: &Decision, context: &Context<'_>) -> Result<()> {
    let judgement = input.judgement();
    let options = Options::from(&judgement);
    let mut problems = Vec::new();
    let mut notes = Vec::new();
    for ((offer, _), place) in input.judged.accepted.iter().zip(&input.accepted_at) {
        let id = &planner.catalogue.offer(*offer).id;
        if !planner.may_accept(&input.case, &options, *offer) {
            let without = planner.decide_without_accepting(&input.case, &options, *offer);
            let (how, why) = why_not(&planned(planner, input, &without), *offer);
            let message = format!("`{id}` cannot be accepted: {how}");
            problems.push(Problem::new("not-to-accept", message).at(*place).help(why));
        } else if decision.reasons[offer.index()] != Reason::AcceptedException {
            let (how, why) = why_not(&planned(planner, input, decision), *offer);
            notes.push(format!("note: `{id}` was accepted, and is not in the plan: {how}. {why}\n"));
        }
    }
    for (offer, _) in &input.judged.declined {
        let reason = decision.reasons[offer.index()];
        if reason != Reason::Declined {
            let id = &planner.catalogue.offer(*offer).id;
            let how = format!("it is {} ({}) all the same", word(reason.outcome()), reason.code());
            notes.push(format!("note: `{id}` was declined: {how}\n"));
        }
    }
    refuse(problems, &context.command_line.texts)?;
    notes.iter().for_each(|note| say(note));
    Ok(())
}

fn planned<'p>(planner: &'p Planner<'p>, input: &'p Input, decision: &'p Decision) -> PlannedCase<'p> {
    PlannedCase {
        planner,
        case: &input.case,
        decision,
        accepted: &input.judged.accepted,
        declined: &input.judged.declined,
        presumed: &[],
        questions: &[],
    }
}

/// What becomes of an offer that is not in the plan for being accepted, and why.
fn why_not(planned: &PlannedCase<'_>, offer: OfferId) -> (String, String) {
    let catalogue = planned.catalogue();
    let names = || {
        let named: Vec<&str> =
            planned.decision.because_of(offer).map(|by| catalogue.offer(by).name.as_str()).collect();
        list(&named)
    };
    let reason = planned.decision.reasons[offer.index()];
    let how = format!("it is {} ({})", word(reason.outcome()), reason.code());
    match reason {
        Reason::MeetsCriteria => {
            ("it meets its criteria".to_owned(), "it is in the plan without being accepted".to_owned())
        }
        Reason::Displaced => (how, format!("{} comes first and works on the same", names())),
        Reason::DependsOnOffer => (how, format!("it turns on {}, which is undetermined", names())),
        Reason::MissingAnswers => {
            let facts = planned.planner.missing(offer, planned.decision);
            let flags: Vec<String> =
                facts.iter().map(|fact| format!("`--{}`", catalogue.fact(*fact).key)).collect();
            (how, format!("answer {}", list(&flags)))
        }
        Reason::SupportOnly
        | Reason::NoTime
        | Reason::NoRarDays
        | Reason::AwaitsApproval
        | Reason::Declined
        | Reason::Unconfirmed => (how, of_reason(planned.catalogue(), reason)),
        _ => {
            let decided = Because::deciding(planned, offer)
                .map_or(String::new(), |because| because.says().into_owned());
            (
                how,
                format!(
                    "not met: {decided} Only what is an exception, an option or not confirmed can be accepted."
                ),
            )
        }
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Include => "included",
        Outcome::Consider => "to be considered",
        Outcome::Undetermined => "undetermined",
        Outcome::Exclude => "excluded",
    }
}
