//! Check your answers: every answer, any of them changeable.

use goldenthread::ask::interview::{AnswerToCheck, Origin};
use goldenthread::catalogue::OfferId;
use goldenthread::text::wording::list;

use super::conversation::Conversation;
use super::words;
use crate::cli::prompt::{Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped};

/// What can be done once every question is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AfterCheck {
    Plan,
    Change,
    Accept,
}

impl Conversation<'_> {
    /// Shows every answer and lets one be changed. Gives whether the plan was asked for.
    pub(super) fn check(&mut self) -> Result<bool, Stopped> {
        self.drop_vain_acceptances()?;
        let mut choices = vec![(AfterCheck::Plan, "Show the plan".to_owned())];
        choices.push((AfterCheck::Change, "Change an answer".to_owned()));
        let open = self.interview.for_judgement().len();
        if open > 0 {
            choices.push((AfterCheck::Accept, format!("Decide what turns on your judgement ({open})")));
        }
        let answers = self.answers();
        self.ask.say(&answers)?;
        let mut prompt = Prompt {
            notice: None,
            question: "Check these answers.".to_owned(),
            about: if self.stopped_asking {
                "Other answers could still change the plan: it says which.".to_owned()
            } else {
                "No other question could change the plan.".to_owned()
            },
            label: "Check".to_owned(),
            form: ReplyForm::One {
                rows: choices.iter().map(|(_, label)| ListRow::new(label.as_str())).collect(),
                start: Some(0),
            },
            instructions: vec![Instruction::Back, Instruction::Save],
        };
        match self.ask.ask(&mut prompt)? {
            PromptReply::Instruction(Instruction::Back) => {
                if !self.interview.back() {
                    self.ask.say("No question was asked: there is nothing to go back to.")?;
                }
            }
            PromptReply::Instruction(_) => self.save_now()?,
            PromptReply::Row(row) => match choices.get(row).map(|(choice, _)| *choice) {
                Some(AfterCheck::Change) => {
                    self.pick()?;
                }
                Some(AfterCheck::Accept) => self.offer_for_acceptance()?,
                _ => return Ok(true),
            },
            PromptReply::Rows(_) | PromptReply::Line(_) => {}
        }
        Ok(false)
    }

    /// The answers as a list to read.
    fn answers(&self) -> String {
        let mut text = String::from("\nCheck your answers\n");
        let lines = self.interview.answers();
        let given =
            |line: &AnswerToCheck| line.origin == Origin::Given && !self.presumed.contains(&line.fact);
        for (heading, are_given) in [("", false), ("Given before:", true)] {
            let mut group = lines.iter().filter(|line| given(line) == are_given).peekable();
            if group.peek().is_some() && !heading.is_empty() {
                text.push_str(&format!("{heading}\n"));
            }
            group.for_each(|line| text.push_str(&format!("  {}\n", self.line(line))));
        }
        let judged = self.interview.judged();
        for (word, offers) in [("Accepted", &judged.accepted), ("Declined", &judged.declined)] {
            for (offer, reason) in offers {
                let name = &self.interview.catalogue().offer(*offer).name;
                text.push_str(&format!("  {word}: {name}, because: {reason}\n"));
            }
        }
        let open = self.interview.still_open();
        if open > 0 {
            let offers = if open == 1 { "1 offer stays".to_owned() } else { format!("{open} offers stay") };
            text.push_str(&format!("{offers} open for what is not known.\n"));
        }
        text
    }

    fn line(&self, line: &AnswerToCheck) -> String {
        let declared = self.interview.fact(line.fact);
        let answer =
            line.answer.as_ref().map_or_else(|| "not known".to_owned(), |a| words::spoken(declared, a));
        let origin = match line.origin {
            Origin::Given if self.presumed.contains(&line.fact) => " (presumed)",
            Origin::Given => "",
            Origin::Default => " (taken where nothing else is said)",
            Origin::Told | Origin::NotKnown => "",
        };
        format!("{}: {answer}{origin}", declared.name)
    }

    /// Lets an answer be picked and puts its question again. Gives whether one was picked.
    pub(super) fn pick(&mut self) -> Result<bool, Stopped> {
        let lines = self.interview.answers();
        let mut prompt = Prompt {
            notice: None,
            question: "Which answer do you want to change?".to_owned(),
            about: String::new(),
            label: "Change".to_owned(),
            form: ReplyForm::One {
                rows: lines.iter().map(|line| ListRow::new(self.line(line))).collect(),
                start: None,
            },
            instructions: vec![Instruction::Back],
        };
        if let PromptReply::Row(row) = self.ask.ask(&mut prompt)?
            && let Some(line) = lines.get(row)
        {
            self.interview.change(line.fact);
            return Ok(true);
        }
        Ok(false)
    }

    /// Takes back what was accepted where later answers left nothing to accept, and says so.
    pub(super) fn drop_vain_acceptances(&mut self) -> Result<(), Stopped> {
        let vain: Vec<OfferId> = self.interview.accepted_in_vain();
        if vain.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> =
            vain.iter().map(|offer| self.interview.catalogue().offer(*offer).name.as_str()).collect();
        let told = format!(
            "\nWith these answers there is nothing to accept for {}, so the acceptance is left out.",
            list(&names)
        );
        self.ask.say(&told)?;
        for offer in vain {
            self.interview.withdraw(offer);
        }
        Ok(())
    }
}
