//! Offers that are left to judgement: put as questions with room for a reason, for those who want to decide now.

use goldenthread::catalogue::OfferId;
use goldenthread::outcome::Reason;
use goldenthread::reasons::in_short::open_because;
use goldenthread::reasons::judgement;

use super::conversation::Conversation;
use crate::cli::prompt::{Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped};

impl Conversation<'_> {
    /// The name of an offer that is left to judgement, with why it is.
    fn named(&self, offer: OfferId) -> String {
        let name = &self.interview.catalogue().offer(offer).name;
        let why = match self.interview.decision().reasons.get(offer.index()) {
            Some(Reason::AwaitsApproval) => "waits for an approval",
            Some(Reason::Unconfirmed) => "delivery is not confirmed",
            Some(Reason::Exception) => "by exception",
            _ => "an option",
        };
        format!("{name} ({why})")
    }

    /// Lists what turns on judgement until the practitioner leaves it.
    pub(super) fn offer_for_acceptance(&mut self) -> Result<(), Stopped> {
        loop {
            let offers = self.interview.for_judgement();
            if offers.is_empty() {
                return Ok(());
            }
            let mut rows = vec![ListRow::new("Leave them for later")];
            rows.extend(offers.iter().map(|offer| {
                let mut also = self.interview.catalogue().offer(*offer).short_names.clone();
                also.push(self.interview.catalogue().offer(*offer).id.clone());
                ListRow { also, ..ListRow::new(self.named(*offer)) }
            }));
            let mut prompt = Prompt {
                notice: None,
                question: "Some offers turn on your judgement. Do you want to decide on one now?".to_owned(),
                about:
                    "What you leave is listed in the plan, and what would take its place may wait with it."
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

    /// Asks whether one offer is accepted or declined, and for the reason. Gives whether that opened a question.
    fn decide(&mut self, offer: OfferId) -> Result<bool, Stopped> {
        let mut choices = vec![(Choice::Decline, "Decline it")];
        let (text, may_accept) = self.to_decide(offer);
        if may_accept {
            choices.insert(0, (Choice::Accept, "Accept it"));
        }
        let rows = choices.iter().map(|(_, label)| ListRow::new(*label)).collect();
        let mut prompt = Prompt {
            notice: Some(text),
            question: "What do you decide?".to_owned(),
            about: String::new(),
            label: "Decide".to_owned(),
            form: ReplyForm::One { rows, start: None },
            instructions: vec![Instruction::Back],
        };
        let PromptReply::Row(row) = self.ask.ask(&mut prompt)? else { return Ok(false) };
        let Some((choice, _)) = choices.get(row) else { return Ok(false) };
        let Some(reason) = self.reason(*choice)? else { return Ok(false) };
        let name = &self.interview.catalogue().offer(offer).name;
        match choice {
            Choice::Accept => {
                self.interview.accept(offer, reason);
                self.ask.say(&format!("Accepted: {name}."))?;
            }
            Choice::Decline => {
                self.interview.decline(offer, reason);
                self.ask.say(&format!("Declined: {name}."))?;
            }
        }
        Ok(matches!(self.interview.step(), goldenthread::ask::interview::NextStep::Ask(_)))
    }

    /// Asks for the reason for a choice; nothing where the practitioner goes back.
    fn reason(&mut self, choice: Choice) -> Result<Option<String>, Stopped> {
        let why = match choice {
            Choice::Accept => "Why may it be suitable here?",
            Choice::Decline => "Why is it left out?",
        };
        let mut prompt = Prompt {
            notice: None,
            question: why.to_owned(),
            about: "The reason is recorded with the plan.".to_owned(),
            label: "Reason".to_owned(),
            form: ReplyForm::Line { hint: "Type the reason in a sentence.".to_owned(), start: None },
            instructions: vec![Instruction::Back],
        };
        let PromptReply::Line(reason) = self.ask.ask(&mut prompt)? else { return Ok(None) };
        Ok(Some(reason))
    }

    /// Why an offer is left to judgement, what there is to justify and what comes next; and whether it may be accepted.
    fn to_decide(&self, offer: OfferId) -> (String, bool) {
        self.with_plan(|planned| {
            let catalogue = planned.catalogue();
            let declared = catalogue.offer(offer);
            let mut lines =
                vec![format!("\n{}", declared.name), declared.summary.clone(), open_because(planned, offer)];
            for judgement::ToJustify { says, source } in judgement::to_justify(planned, offer) {
                lines.push(format!("Exception: {says}"));
                lines.push(format!("Source: {}.", catalogue.cited_all(source)));
            }
            lines.push(judgement::next(planned, offer));
            (lines.join("\n"), judgement::may_accept(planned, offer))
        })
    }
}

/// What a practitioner may decide about an offer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Accept,
    Decline,
}
