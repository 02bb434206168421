//! The questions that come last, which nearly everybody answers alike: their usual answers taken at once.

use goldenthread::text::wording::count;

use super::conversation::Conversation;
use crate::cli::prompt::{Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped};

/// So many questions are asked one by one: fewer are as quickly answered.
const FEWEST: usize = 2;

impl Conversation<'_> {
    /// Whether only questions with a usual answer are left, and nobody was asked yet whether to take those.
    pub(super) fn may_presume(&self) -> bool {
        !self.presuming_offered && !self.interview.asks_again() && self.interview.presumable().len() >= FEWEST
    }

    /// Offers to take the usual answers. They stand in the plan as presumed, and are not saved as known.
    pub(super) fn offer_to_presume(&mut self) -> Result<(), Stopped> {
        let left = self.interview.presumable().to_vec();
        let presumptions = left.iter().filter_map(|fact| self.interview.fact(*fact).presume.as_ref());
        let says: Vec<&str> = presumptions.map(|presumption| presumption.says.as_str()).collect();
        let mut prompt = Prompt {
            notice: None,
            question: format!("Take the usual answers to the {} left?", count(left.len(), "question")),
            about: says.join(" "),
            label: "Take them".to_owned(),
            form: ReplyForm::One {
                rows: vec![
                    ListRow::new("Yes, and the plan says what rests on them").with_key('y'),
                    ListRow::new("No, ask each of them").with_key('n'),
                ],
                start: None,
            },
            instructions: vec![Instruction::Back, Instruction::Plan, Instruction::Save],
        };
        loop {
            match self.ask.ask(&mut prompt)? {
                PromptReply::Instruction(Instruction::Save) => self.save_now()?,
                PromptReply::Instruction(Instruction::Plan) => self.show_plan()?,
                PromptReply::Instruction(_) if self.interview.back() => return Ok(()),
                PromptReply::Instruction(_) => {}
                reply => {
                    self.presuming_offered = true;
                    if reply == PromptReply::Row(0) {
                        self.interview.presume(&left);
                        self.presumed.extend(&left);
                        self.ask
                            .say("Presumed, and marked so in the plan. Any of them can still be changed.")?;
                    }
                    return Ok(());
                }
            }
        }
    }
}
