//! What can be done once the plan is there: each by one key.

use std::path::{Path, PathBuf};

use anyhow::Result;
use goldenthread::catalogue::{Answer, FactId};
use goldenthread::reasons::PlannedCase;
use goldenthread::text::wording::plain;

use super::conversation::Conversation;
use crate::cli::exit::Exit;
use crate::cli::output::{Destination, PlanForm};
use crate::cli::prompt::{Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped};

/// What is done next with a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum AfterPlan {
    /// The conversation is over, with this status.
    Finish(Exit),
    /// An answer was changed, so there is another plan.
    PlanAgain,
    /// The whole plan is to be shown.
    Whole,
    /// The plan is to be written in this form to this file.
    Write(PlanForm, PathBuf),
    /// The plan is to be shown beside the one under another answer.
    WhatIf(FactId, Answer),
}

/// A row of the list.
#[derive(Clone, Copy)]
enum Next {
    Whole,
    /// A form, and the file that it usually goes to.
    Write(PlanForm, &'static str),
    Change,
    WhatIf,
    Finish,
}

/// The rows, each with its key.
const ROWS: [(Next, &str, char); 7] = [
    (Next::Whole, "The whole plan, with what was left out and why", 'a'),
    (Next::Write(PlanForm::Docx, "plan.docx"), "A document for the report (Word)", 'd'),
    (Next::Write(PlanForm::Html, "plan.html"), "A page to read in a browser and print (HTML)", 'p'),
    (Next::Write(PlanForm::Sheet, "sheet.txt"), "The sheet for the person", 's'),
    (Next::Change, "Change an answer", 'c'),
    (Next::WhatIf, "What if an answer were another?", 'w'),
    (Next::Finish, "Finish", 'f'),
];

impl Conversation<'_> {
    /// Asks what is to be done with the plan that was shown.
    ///
    /// # Errors
    ///
    /// Where nobody can be asked, or what was answered cannot be kept.
    pub fn after_plan(&mut self, planned: &PlannedCase<'_>) -> Result<AfterPlan> {
        match self.next_with(planned) {
            Ok(next) => Ok(next),
            Err(stopped) => self.stop(stopped).map(AfterPlan::Finish),
        }
    }

    fn next_with(&mut self, planned: &PlannedCase<'_>) -> Result<AfterPlan, Stopped> {
        loop {
            let rows = ROWS.map(|(_, label, key)| ListRow::new(label).with_key(key));
            let mut prompt = Prompt {
                notice: None,
                question: "What next?".to_owned(),
                about: String::new(),
                label: "Next".to_owned(),
                form: ReplyForm::One { rows: rows.to_vec(), start: None },
                instructions: vec![Instruction::Save],
            };
            let PromptReply::Row(row) = self.ask.ask(&mut prompt)? else {
                self.save_now()?;
                continue;
            };
            let next = match ROWS.get(row).map_or(Next::Finish, |(next, ..)| *next) {
                Next::Whole => Some(AfterPlan::Whole),
                Next::Write(form, usual) => {
                    let file = self.ask_for_file("To which file?", usual)?;
                    file.map(|file| AfterPlan::Write(form, file))
                }
                Next::Change => self.pick()?.then_some(AfterPlan::PlanAgain),
                Next::WhatIf => self.what_if(planned)?.map(|(fact, answer)| AfterPlan::WhatIf(fact, answer)),
                Next::Finish => Some(AfterPlan::Finish(Exit::Done)),
            };
            if let Some(next) = next {
                return Ok(next);
            }
        }
    }

    /// Asks which answer is to be another, and what.
    fn what_if(&mut self, planned: &PlannedCase<'_>) -> Result<Option<(FactId, Answer)>, Stopped> {
        let vocabulary = &planned.catalogue().vocabulary;
        let facts: Vec<FactId> = vocabulary.iter().map(|(fact, _)| fact).collect();
        let rows = facts.iter().map(|fact| ListRow::new(vocabulary.fact(*fact).name.as_str())).collect();
        let mut prompt = Prompt {
            notice: None,
            question: "Which answer is to be another?".to_owned(),
            about: String::new(),
            label: "What if".to_owned(),
            form: ReplyForm::One { rows, start: None },
            instructions: vec![Instruction::Back],
        };
        let PromptReply::Row(row) = self.ask.ask(&mut prompt)? else { return Ok(None) };
        let Some(fact) = facts.get(row) else { return Ok(None) };
        Ok(self.other_answer(*fact)?.map(|answer| (*fact, answer)))
    }

    /// Writes a form of the plan, and says where it is or why it is not.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn written(&mut self, form: &[u8], file: &Path) -> Result<(), Stopped> {
        let said = match Destination::File(file.to_owned()).write(form) {
            Ok(()) => format!("Written to {}.", file.display()),
            Err(error) => format!("Not written: {}.", plain(&format!("{error:#}"))),
        };
        self.ask.say(&said)
    }
}
