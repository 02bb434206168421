//! The conversation with a person: the words for each step of the library's interview, and what is said, moved into it.

mod check;
mod judge;
mod save;
mod stage;
#[cfg(test)]
mod tests;
mod words;

use std::path::PathBuf;

use goldenthread::ask::interview::{Effect, Interview, Reply, Step};
use goldenthread::case::answer::{Given, Separator, check};
use goldenthread::catalogue::{Answer, Answers, FactId};
use goldenthread::text::wording::list;
use jiff::civil::Date;

use super::prompt::{Ask, Command, Form, Prompt, Row, Said, Stopped};

pub use stage::{is_wanted, needs_a_terminal};

/// Everything that can be said to a question beside its answer.
const COMMANDS: [Command; 4] = [Command::NotKnown, Command::Help, Command::Back, Command::Save];

/// A conversation under way.
pub struct Conversation<'p> {
    /// How questions are put.
    ask: Box<dyn Ask>,
    /// What was said so far.
    interview: Interview<'p>,
    /// The facts that a presumption stood in for when it began.
    presumed: Vec<FactId>,
    /// The day the sentence ends, where that was given and not the weeks.
    sentence_ends: Option<Date>,
    /// The file that the answers are saved to, once one was named.
    file: Option<PathBuf>,
    /// The file that the case came from.
    came_from: Option<PathBuf>,
}

impl Conversation<'_> {
    /// Asks until nothing more can change and the answers were checked.
    ///
    /// # Errors
    ///
    /// Where the person stopped, or cannot be asked. What was said until then is in the interview.
    fn hold(&mut self) -> Result<(), Stopped> {
        self.ask.say(&words::welcome(&self.interview))?;
        loop {
            match self.interview.step() {
                Step::Ask(fact) => self.question(fact)?,
                Step::Judge(_) => self.judge()?,
                Step::Check => {
                    if self.check()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Puts one question until it is answered, or the conversation goes elsewhere.
    fn question(&mut self, fact: FactId) -> Result<(), Stopped> {
        let values = words::values(&self.interview, fact);
        let whole = words::question(&self.interview, fact, values.first);
        let mut prompt = Prompt {
            text: whole.clone(),
            label: self.interview.fact(fact).name.clone(),
            form: words::form(&self.interview, fact, &values.order),
            commands: COMMANDS.to_vec(),
        };
        loop {
            let said = self.ask.ask(&mut prompt)?;
            prompt.text.clone_from(&whole);
            let answer = match said {
                Said::Command(Command::Help) => {
                    self.help(fact, &prompt.form)?;
                    continue;
                }
                Said::Command(Command::Save) => {
                    self.save_now()?;
                    continue;
                }
                Said::Command(Command::Back) => {
                    if self.interview.back() {
                        return Ok(());
                    }
                    self.ask.say("This is the first question: there is nothing to go back to.")?;
                    continue;
                }
                Said::Command(Command::NotKnown) => return self.take(fact, Reply::NotKnown),
                Said::Row(row) => self.row(fact, row, &values.order),
                Said::Rows(rows) => {
                    let mut chosen: Vec<u16> =
                        rows.iter().filter_map(|row| values.order.get(*row)).copied().collect();
                    chosen.sort_unstable();
                    Answer::AnyOf(chosen)
                }
                Said::Line(line) => match self.typed(fact, &line) {
                    Ok(answer) => answer,
                    Err(why) => {
                        prompt.text = why;
                        if let Form::Line { typed, .. } = &mut prompt.form {
                            *typed = Some(line);
                        }
                        continue;
                    }
                },
            };
            return self.take(fact, Reply::Known(answer));
        }
    }

    /// Shows what a question means. A list would push that out of sight, so there the question waits until it was read.
    fn help(&mut self, fact: FactId, form: &Form) -> Result<(), Stopped> {
        let text = words::help(&self.interview, fact);
        if let Form::Line { .. } = form {
            return self.ask.say(&text);
        }
        let rows = vec![Row::new("Return to the question")];
        let form = Form::One { rows, start: Some(0) };
        self.ask.ask(&mut Prompt { text, label: "Help".to_owned(), form, commands: Vec::new() }).map(drop)
    }

    /// The answer that a row of a fact stands for.
    fn row(&self, fact: FactId, row: usize, order: &[u16]) -> Answer {
        match (&self.interview.fact(fact).answers, order.get(row)) {
            (Answers::YesNo, _) => Answer::YesNo(row == 0),
            (_, Some(value)) => Answer::OneOf(*value),
            (_, None) => Answer::Unavailable,
        }
    }

    /// The answer that was typed, or what is wrong with it in the words of the question.
    fn typed(&self, fact: FactId, line: &str) -> Result<Answer, String> {
        let declared = self.interview.fact(fact);
        let line = words::bare_number(declared, line);
        check(declared, Given::Text(line), Separator::Comma).map_err(|_| words::refused(declared, line))
    }

    /// Takes a reply, and says what it was taken as and what it changes.
    fn take(&mut self, fact: FactId, reply: Reply) -> Result<(), Stopped> {
        let said = words::taken(&self.interview, fact, &reply);
        let effect = self.interview.reply(fact, reply);
        self.ask.say(&said)?;
        self.tell(fact, &effect)
    }

    /// Says which other answers no longer apply, or apply again.
    fn tell(&mut self, changed: FactId, effect: &Effect) -> Result<(), Stopped> {
        let names = |facts: &[FactId]| {
            let others = facts.iter().filter(|fact| **fact != changed);
            let named: Vec<String> = others.map(|fact| words::answered(&self.interview, *fact)).collect();
            (!named.is_empty()).then(|| list(&named))
        };
        let (out, back) = (names(&effect.left_out), names(&effect.back_in));
        if let Some(out) = out {
            self.ask.say(&format!(
                "No longer applies, and is left out: {out}. It is kept in case it applies again."
            ))?;
        }
        if let Some(back) = back {
            self.ask.say(&format!("Applies again: {back}."))?;
        }
        Ok(())
    }
}
