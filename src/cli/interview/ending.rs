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

/// The rows of the list, each with its key.
const ROWS: [(&str, char); 7] = [
    ("The whole plan, with what was left out and why", 'a'),
    ("A document for the report (Markdown)", 'd'),
    ("A page to read in a browser and print (HTML)", 'p'),
    ("The sheet for the person", 's'),
    ("Change an answer", 'c'),
    ("What if an answer were another?", 'w'),
    ("Finish", 'f'),
];

/// The form and the usual file of the rows that write one.
const FORMS: [(usize, PlanForm, &str); 3] =
    [(1, PlanForm::Markdown, "plan.md"), (2, PlanForm::Html, "plan.html"), (3, PlanForm::Sheet, "sheet.txt")];

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
            let rows = ROWS.map(|(label, key)| ListRow::new(label).with_key(key));
            let mut prompt = Prompt {
                notice: None,
                question: "What next?".to_owned(),
                about: String::new(),
                label: "Next".to_owned(),
                form: ReplyForm::One { rows: rows.to_vec(), start: None },
                instructions: vec![Instruction::Save],
            };
            let row = match self.ask.ask(&mut prompt)? {
                PromptReply::Row(row) => row,
                _ => {
                    self.save_now()?;
                    continue;
                }
            };
            if let Some((_, form, usual)) = FORMS.iter().find(|(at, ..)| *at == row) {
                if let Some(file) = self.ask_for_file("To which file?", usual)? {
                    return Ok(AfterPlan::Write(*form, file));
                }
                continue;
            }
            match row {
                0 => return Ok(AfterPlan::Whole),
                4 => {
                    self.stopped_asking = false;
                    if self.pick()? {
                        return Ok(AfterPlan::PlanAgain);
                    }
                }
                5 => {
                    if let Some((fact, answer)) = self.what_if(planned)? {
                        return Ok(AfterPlan::WhatIf(fact, answer));
                    }
                }
                _ => return Ok(AfterPlan::Finish(Exit::Done)),
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
