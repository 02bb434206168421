//! A plan in the form asked for: alone, with a second opinion on a proposal, or beside the plan under other answers.

use anyhow::{Result, bail};
use clap::ArgMatches;
use goldenthread::ask::Asker;
use goldenthread::catalogue::{Answer, FactId, OfferId};
use goldenthread::compare::Comparison;
use goldenthread::reasons::Planned;
use goldenthread::reasons::handover::{Detail, Handover};
use goldenthread::report::opinion::Opinion;
use goldenthread::report::table::Style;
use serde_json::Value;

use crate::cli::load::today;
use crate::cli::output::Destination;
use crate::cli::screen::Screen;

/// The form of a plan.
#[derive(Debug)]
pub struct Rendering<'m> {
    form: &'m str,
    handover: Handover,
    style: Style,
}

impl<'m> Rendering<'m> {
    /// What the flags and the screen ask for.
    pub fn new(form: &'m str, matches: &ArgMatches, screen: &Screen, to: &Destination) -> Self {
        let brief = matches.get_one::<String>("detail").is_some_and(|detail| detail == "brief");
        Self {
            form,
            handover: Handover {
                detail: if brief { Detail::Brief } else { Detail::Full },
                redact: matches.get_flag("redact"),
                today: Some(today()),
            },
            style: Style {
                width: screen.width(),
                all: matches.get_flag("all"),
                colour: screen.colour && *to == Destination::Stdout,
                accessible: screen.accessible,
            },
        }
    }

    /// The plan, and in the forms that are for whoever proposes a second opinion on what was proposed.
    pub fn plan(&self, planned: &Planned<'_>) -> Vec<u8> {
        let opinion = || planned.case.proposed.as_ref().map(|proposed| Opinion::new(planned, proposed));
        match self.form {
            "json" => json(planned, opinion().map(|opinion| ("second_opinion", opinion.json()))),
            "markdown" => planned.markdown(&self.handover).into_bytes(),
            "html" => planned.html(&self.handover).into_bytes(),
            "sheet" => planned.sheet().into_bytes(),
            "svg" => planned.svg(&self.handover).into_bytes(),
            _ => {
                let opinion = opinion().map_or_else(String::new, |opinion| opinion.page(&self.style) + "\n");
                (opinion + &planned.table(&self.style)).into_bytes()
            }
        }
    }

    /// What the form leaves out of what was asked for.
    pub fn left_out(&self, planned: &Planned<'_>) -> Option<String> {
        let has_opinion = matches!(self.form, "table" | "json");
        (planned.case.proposed.is_some() && !has_opinion).then(|| {
            format!(
                "note: the second opinion on what you propose is shown as a table or as JSON; `{}` holds the plan alone\n",
                self.form
            )
        })
    }

    /// The plan beside the plan for the case with these other answers.
    ///
    /// # Errors
    ///
    /// Where the form holds one plan only.
    pub fn what_if(&self, planned: &Planned<'_>, answers: &[(FactId, Answer)]) -> Result<Vec<u8>> {
        let vocabulary = &planned.catalogue().vocabulary;
        let mut changed = planned.case.clone();
        answers.iter().for_each(|(fact, answer)| changed.set(vocabulary, *fact, answer));
        let accepted: Vec<OfferId> = planned.accepted.iter().map(|(offer, _)| *offer).collect();
        let decision = planned.planner.decide(&changed, &accepted);
        let questions = Asker::new(planned.planner).questions(&changed, &accepted, &decision);
        let as_presumed =
            |fact: &FactId| changed.answer(vocabulary, *fact) == planned.case.answer(vocabulary, *fact);
        let presumed: Vec<FactId> = planned.presumed.iter().copied().filter(as_presumed).collect();
        let then = Planned {
            case: &changed,
            decision: &decision,
            questions: &questions,
            presumed: &presumed,
            ..*planned
        };
        let comparison = Comparison { now: planned, then: &then };
        match self.form {
            "json" => Ok(json(planned, Some(("what_if", comparison.json())))),
            "table" => Ok(comparison.page(&self.style).into_bytes()),
            other => bail!("`--what-if` is shown as a table or as JSON, and `{other}` holds one plan only"),
        }
    }
}

/// The plan as JSON on one line, with one more key where there is something to add.
fn json(planned: &Planned<'_>, more: Option<(&str, Value)>) -> Vec<u8> {
    let mut plan = Vec::new();
    planned.write_json(&mut plan);
    if let Some((key, value)) = more
        && plan.pop_if(|last| *last == b'}').is_some()
    {
        plan.extend_from_slice(format!(",\"{key}\":{value}}}").as_bytes());
    }
    plan.push(b'\n');
    plan
}
