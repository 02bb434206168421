//! Exceptions and options: put as questions with room for a reason, for those who want to decide now.

use goldenthread::catalogue::OfferId;
use goldenthread::outcome::Reason;
use goldenthread::reasons::PlannedCase;
use goldenthread::reasons::because::Because;

use super::conversation::Conversation;
use crate::cli::prompt::{Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped};

impl Conversation<'_> {
    /// Lists what turns on judgement until the practitioner leaves it.
    pub(super) fn offer_for_acceptance(&mut self) -> Result<(), Stopped> {
        loop {
            let offers = self.interview.for_judgement();
            if offers.is_empty() {
                return Ok(());
            }
            let name = |offer: &OfferId| {
                let by_exception =
                    self.interview.decision().reasons.get(offer.index()) == Some(&Reason::Exception);
                let how = if by_exception { "by exception" } else { "an option" };
                format!("{} ({how})", self.interview.catalogue().offer(*offer).name)
            };
            let mut rows = vec![ListRow::new("Leave them for later")];
            rows.extend(offers.iter().map(|offer| {
                let mut also = self.interview.catalogue().offer(*offer).short_names.clone();
                also.push(self.interview.catalogue().offer(*offer).id.clone());
                ListRow { label: name(offer), also }
            }));
            let mut prompt = Prompt {
                text: "\nSome offers turn on your judgement. Do you want to decide on one now?\n\
                       What you leave is listed in the plan as to be considered."
                    .to_owned(),
                label: "Decide".to_owned(),
                form: ReplyForm::One { rows, start: Some(0) },
                instructions: vec![Instruction::Back, Instruction::Save],
            };
            match self.ask.ask(&mut prompt)? {
                PromptReply::Instruction(Instruction::Save) => self.save_now()?,
                PromptReply::Instruction(_) => {
                    self.interview.leave_judgement();
                    self.interview.back();
                    return Ok(());
                }
                PromptReply::Row(row) => match row.checked_sub(1).and_then(|at| offers.get(at)) {
                    Some(offer) => {
                        if self.decide(*offer)? {
                            return Ok(());
                        }
                    }
                    None => {
                        self.interview.leave_judgement();
                        return Ok(());
                    }
                },
                PromptReply::Rows(_) | PromptReply::Line(_) => {}
            }
        }
    }

    /// Asks for the reason to accept one offer. Gives whether that opened a question.
    fn decide(&mut self, offer: OfferId) -> Result<bool, Stopped> {
        let declared = self.interview.catalogue().offer(offer);
        let mut prompt = Prompt {
            text: format!(
                "\n{}\n{}\nWhy may it be suitable here? The reason is recorded with the plan.",
                declared.name,
                self.to_justify(offer)
            ),
            label: "Reason".to_owned(),
            form: ReplyForm::Line {
                hint: "Type the reason in a sentence.".to_owned(),
                start: None,
                typed: None,
            },
            instructions: vec![Instruction::Back],
        };
        let PromptReply::Line(reason) = self.ask.ask(&mut prompt)? else { return Ok(false) };
        self.interview.accept(offer, reason);
        self.ask.say(&format!("Accepted: {}.", declared.name))?;
        Ok(matches!(self.interview.step(), goldenthread::ask::interview::NextStep::Ask(_)))
    }

    /// What there is to justify: the exceptions, or that the offer is an option.
    fn to_justify(&self, offer: OfferId) -> String {
        let catalogue = self.interview.catalogue();
        let case = self.interview.case();
        let planned = PlannedCase {
            planner: self.interview.planner(),
            case: &case,
            decision: self.interview.decision(),
            accepted: self.interview.accepted(),
            declined: &self.interview.judged().declined,
            presumed: &[],
            questions: &[],
        };
        let mut lines = Vec::new();
        for because in Because::all(&planned, offer) {
            if let Some(exception) = because.exception {
                lines.push(format!("Not met: {}", because.says()));
                lines.push(format!("Exception: {exception}"));
                lines.push(format!("Source: {}.", catalogue.cited_all(because.source)));
            }
        }
        if lines.is_empty() {
            lines.push(catalogue.offer(offer).summary.clone());
            lines.push("It meets the criteria. Whether to propose it is a judgement.".to_owned());
        }
        lines.join("\n")
    }
}
