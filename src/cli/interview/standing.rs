//! What the answers so far come to: the plan as it stands, and answers that contradict each other.

use goldenthread::catalogue::FactId;
use goldenthread::reasons::{PlannedCase, contradiction};
use goldenthread::report::table::{self, Style};

use super::conversation::Conversation;
use super::words;
use crate::cli::prompt::{ListRow, Prompt, PromptReply, ReplyForm, Stopped};

impl Conversation<'_> {
    /// Does something with the plan for what is known so far.
    pub(super) fn with_plan<T>(&self, work: impl FnOnce(&PlannedCase<'_>) -> T) -> T {
        let case = self.interview.case();
        work(&PlannedCase {
            planner: self.interview.planner(),
            case: &case,
            decision: self.interview.decision(),
            accepted: &self.interview.judged().accepted,
            declined: &self.interview.judged().declined,
            presumed: &self.presumed,
            questions: self.interview.questions(),
        })
    }

    /// Shows the plan for what is known so far.
    pub(super) fn show_plan(&mut self) -> Result<(), Stopped> {
        let plan = self.with_plan(|planned| table::page(planned, &Style { brief: true, ..self.style }));
        self.ask.show(&format!("\n{plan}"))
    }

    /// Says where the answer to a fact contradicts another, and offers to change either. Each is said once.
    pub(super) fn tell_contradictions(&mut self, changed: FactId) -> Result<(), Stopped> {
        let found: Vec<(String, String, Vec<FactId>)> = self.with_plan(|planned| {
            contradiction::each(planned)
                .map(|caution| (caution.id.clone(), caution.says.clone(), contradiction::facts(caution)))
                .filter(|(_, _, facts)| facts.contains(&changed))
                .collect()
        });
        for (id, says, facts) in found {
            if self.contradictions_told.contains(&id) {
                continue;
            }
            self.contradictions_told.push(id);
            let known: Vec<FactId> =
                facts.into_iter().filter(|fact| self.interview.known().knows(*fact)).collect();
            let mut rows = vec![ListRow::new("Leave it as it is")];
            rows.extend(
                known
                    .iter()
                    .map(|fact| ListRow::new(format!("Change: {}", words::answered(&self.interview, *fact)))),
            );
            let mut prompt = Prompt {
                notice: Some(says),
                question: "These answers do not agree. Which of them is to be changed?".to_owned(),
                about: String::new(),
                label: "Change".to_owned(),
                form: ReplyForm::One { rows, start: None },
                instructions: Vec::new(),
            };
            if let PromptReply::Row(row) = self.ask.ask(&mut prompt)?
                && let Some(fact) = row.checked_sub(1).and_then(|at| known.get(at))
            {
                self.interview.change(*fact);
                return Ok(());
            }
        }
        Ok(())
    }
}
