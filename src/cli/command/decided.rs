//! One case worked out: what was decided for it, and what is still asked.

use anyhow::Result;
use goldenthread::ask::{Asker, Question};
use goldenthread::catalogue::FactId;
use goldenthread::plan::{Decision, Planner};
use goldenthread::reasons::Planned;

use super::acceptance;
use crate::cli::load::Context;
use crate::cli::load::Input;

/// What a report of one case is made from, beside the case.
#[derive(Debug)]
pub struct DecidedCase {
    presumed: Vec<FactId>,
    decision: Decision,
    questions: Vec<Question>,
}

impl DecidedCase {
    /// Lets presumptions stand in where that was asked for, and works the case out.
    ///
    /// # Errors
    ///
    /// Where an offer was accepted that was not there to be accepted.
    pub fn new(planner: &Planner<'_>, input: &mut Input, context: &Context<'_>) -> Result<Self> {
        let presumed = input.presume(context.catalogue);
        let accepted = input.accepted_ids();
        let decision = planner.decide(&input.case, &accepted);
        acceptance::check(planner, input, &decision, context)?;
        let questions = Asker::new(planner).questions(&input.case, &accepted, &decision);
        Ok(Self { presumed, decision, questions })
    }

    /// The report of the case that was worked out.
    pub fn planned<'r>(&'r self, planner: &'r Planner<'r>, input: &'r Input) -> Planned<'r> {
        Planned {
            planner,
            case: &input.case,
            decision: &self.decision,
            accepted: &input.accepted,
            presumed: &self.presumed,
            questions: &self.questions,
        }
    }
}
