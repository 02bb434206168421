//! Whether what the practitioner accepted was there to be accepted.

use anyhow::Result;
use goldenthread::catalogue::OfferId;
use goldenthread::outcome::Reason;
use goldenthread::plan::{Decision, Planner};
use goldenthread::problem::Problem;
use goldenthread::report::Report;
use goldenthread::wording::{list, plain};

use super::Context;
use crate::cli::load::Input;
use crate::cli::problem::Refused;

/// Checks that every offer accepted is in the plan because it was.
///
/// # Errors
///
/// Every offer that was not there to be accepted, each with what decided it.
pub fn check(planner: &Planner<'_>, input: &Input, decision: &Decision, context: &Context<'_>) -> Result<()> {
    let report = Report {
        planner,
        case: &input.case,
        decision,
        accepted: &input.accepted,
        presumed: &[],
        questions: &[],
    };
    let refused = input.accepted.iter().zip(&input.accepted_at).filter_map(|((offer, _), place)| {
        let why = why_not(&report, *offer)?;
        let message = format!("`{}` cannot be accepted: {why}", planner.catalogue.offer(*offer).id);
        Some(Problem::new("not-to-accept", message).at(*place))
    });
    let problems: Vec<Problem> = refused
        .map(|problem| {
            problem.help("an exception or an option can be accepted: the plan lists them as to be considered")
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Refused::new(problems, &context.command_line.texts).into()) }
}

/// Why an offer was not there to be accepted; nothing where it was.
fn why_not(report: &Report<'_>, offer: OfferId) -> Option<String> {
    let catalogue = report.catalogue();
    let names = || {
        let named: Vec<&str> =
            report.decision.because_of(offer).map(|by| catalogue.offer(by).name.as_str()).collect();
        list(&named)
    };
    let reason = report.decision.reasons[offer.index()];
    Some(match reason {
        Reason::AcceptedException => return None,
        Reason::MeetsCriteria => "it is in the plan on its criteria".to_owned(),
        Reason::Displaced => format!("{} comes first and works on the same", names()),
        Reason::DependsOnOffer => format!("it turns on {}, which is undetermined", names()),
        Reason::MissingAnswers => {
            let facts = report.planner.missing(offer, report.decision);
            let flags: Vec<String> =
                facts.iter().map(|fact| format!("`--{}`", catalogue.fact(*fact).key)).collect();
            format!("it is still open; answer {}", list(&flags))
        }
        _ => {
            let decided = report.deciding(offer);
            let sentence = decided.map_or_else(String::new, |because| plain(&because.says));
            format!("it is {}; not so: {sentence}", reason.code())
        }
    })
}
