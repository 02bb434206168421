//! One case worked out: what was decided for it, and what is still asked.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::ask::{Asker, Question};
use goldenthread::case::write;
use goldenthread::catalogue::FactId;
use goldenthread::plan::Options;
use goldenthread::plan::{Decision, Planner};
use goldenthread::reasons::PlannedCase;

use super::acceptance;
use crate::cli::load::{Context, Input};
use crate::cli::output::Destination;

/// What a report of one case is made from, beside the case.
#[derive(Debug)]
pub struct DecidedCase {
    presumed: Vec<FactId>,
    decision: Decision,
    questions: Vec<Question>,
    /// Where the case is saved, and as what.
    saved: Option<(Destination, String)>,
}

impl DecidedCase {
    /// Lets presumptions stand in where that was asked for, and works the case out.
    ///
    /// # Errors
    ///
    /// Where an offer was accepted that was not there to be accepted.
    pub fn new(
        planner: &Planner<'_>,
        input: &mut Input,
        matches: &ArgMatches,
        context: &Context<'_>,
    ) -> Result<Self> {
        // What is presumed is not saved as known.
        let saved = matches.get_one::<Destination>("save").map(|to| {
            let case =
                write::toml(context.catalogue, &input.case, &input.judged, input.sentence_ends, &input.hints);
            (to.clone(), case)
        });
        let presumed = input.presume(context.catalogue);
        let judgement = input.judgement();
        let decision = planner.decide(&input.case, &Options::from(&judgement));
        acceptance::check(planner, input, &decision, context)?;
        let questions = Asker::new(planner).questions(&input.case, &judgement, &decision);
        Ok(Self { presumed, decision, questions, saved })
    }

    /// Saves the case where `--save` says, and says so.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn save(&self) -> Result<()> {
        let Some((to, case)) = &self.saved else { return Ok(()) };
        to.write_privately(case.as_bytes())?;
        to.tell("The case, for `--case` to read, is in");
        Ok(())
    }

    /// The report of the case that was worked out.
    pub fn planned<'r>(&'r self, planner: &'r Planner<'r>, input: &'r Input) -> PlannedCase<'r> {
        PlannedCase {
            planner,
            case: &input.case,
            decision: &self.decision,
            accepted: &input.judged.accepted,
            declined: &input.judged.declined,
            presumed: &self.presumed,
            questions: &self.questions,
        }
    }
}
