//! A conversation from its beginning to its end: each step of the library's interview, put to the person.

use std::path::PathBuf;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::ask::interview::{Effect, Interview, NextStep, Reply};
use goldenthread::case::answer;
use goldenthread::catalogue::{Answer, Answers, FactId};
use goldenthread::plan::Planner;
use goldenthread::text::wording::list;
use jiff::civil::Date;

use super::words;
use crate::cli::exit::Exit;
use crate::cli::load::{Input, today};
use crate::cli::output::Destination;
use crate::cli::problem::say;
use crate::cli::prompt::{Ask, Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped, way};
use crate::cli::screen::Screen;

/// Everything that can be said to a question beside its answer.
const INSTRUCTIONS: [Instruction; 4] =
    [Instruction::NotKnown, Instruction::Help, Instruction::Back, Instruction::Save];

/// A conversation under way.
pub struct Conversation<'p> {
    /// How questions are put.
    pub(super) ask: Box<dyn Ask>,
    /// What was said so far.
    pub(super) interview: Interview<'p>,
    /// The facts that a presumption stood in for when it began.
    pub(super) presumed: Vec<FactId>,
    /// The day the sentence ends, where that was given and not the weeks.
    pub(super) sentence_ends: Option<Date>,
    /// The file that the answers are saved to, once one was named.
    pub(super) file: Option<PathBuf>,
    /// The file that the case came from.
    pub(super) came_from: Option<PathBuf>,
    /// Where the plan goes once it is there.
    pub(super) plan_goes_to: Destination,
}

impl Conversation<'_> {
    /// Asks until nothing more can change and the answers were checked.
    ///
    /// # Errors
    ///
    /// Where the person stopped, or cannot be asked. What was said until then is in the interview.
    pub(super) fn hold(&mut self) -> Result<(), Stopped> {
        self.ask.say(&words::welcome(&self.interview))?;
        loop {
            match self.interview.step() {
                NextStep::Ask(fact) => self.question(fact)?,
                NextStep::Judge(_) => self.offer_for_acceptance()?,
                NextStep::Check => {
                    if self.check()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Puts one question until it is answered, or the conversation goes elsewhere.
    pub(super) fn question(&mut self, fact: FactId) -> Result<(), Stopped> {
        let values = words::values(&self.interview, fact);
        let whole = words::question(&self.interview, fact, values.first);
        let mut prompt = Prompt {
            text: whole.clone(),
            label: self.interview.fact(fact).name.clone(),
            form: words::form(&self.interview, fact, &values.order),
            instructions: INSTRUCTIONS.to_vec(),
        };
        loop {
            let said = self.ask.ask(&mut prompt)?;
            prompt.text.clone_from(&whole);
            let answer = match said {
                PromptReply::Instruction(Instruction::Help) => {
                    self.help(fact, &prompt.form)?;
                    continue;
                }
                PromptReply::Instruction(Instruction::Save) => {
                    self.save_now()?;
                    continue;
                }
                PromptReply::Instruction(Instruction::Back) => {
                    if self.interview.back() {
                        return Ok(());
                    }
                    self.ask.say("This is the first question: there is nothing to go back to.")?;
                    continue;
                }
                PromptReply::Instruction(Instruction::NotKnown) => return self.take(fact, Reply::NotKnown),
                PromptReply::Row(row) => self.row(fact, row, &values.order),
                PromptReply::Rows(rows) => {
                    let mut chosen: Vec<u16> =
                        rows.iter().filter_map(|row| values.order.get(*row)).copied().collect();
                    chosen.sort_unstable();
                    Answer::AnyOf(chosen)
                }
                PromptReply::Line(line) => match self.typed(fact, &line) {
                    Ok(answer) => answer,
                    Err(why) => {
                        prompt.text = why;
                        if let ReplyForm::Line { typed, .. } = &mut prompt.form {
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
    fn help(&mut self, fact: FactId, form: &ReplyForm) -> Result<(), Stopped> {
        let text = words::help(&self.interview, fact);
        if let ReplyForm::Line { .. } = form {
            return self.ask.say(&text);
        }
        let rows = vec![ListRow::new("Return to the question")];
        let form = ReplyForm::One { rows, start: Some(0) };
        self.ask.ask(&mut Prompt { text, label: "Help".to_owned(), form, instructions: Vec::new() }).map(drop)
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
        answer::typed(declared, line).map_err(|_| words::refused(declared, line))
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

impl<'p> Conversation<'p> {
    /// Begins a conversation that goes on from what was given.
    ///
    /// # Errors
    ///
    /// Where an interrupt cannot be listened for.
    pub fn begin(
        planner: &'p Planner<'p>,
        input: &Input,
        matches: &ArgMatches,
        screen: &Screen,
    ) -> Result<Self> {
        let mut input = input.clone();
        let presumed = input.presume(planner.catalogue);
        input.given.extend(&presumed);
        let file = match matches.get_one::<Destination>("save") {
            Some(Destination::File(path)) => Some(path.clone()),
            Some(Destination::Stdout) | None => None,
        };
        Ok(Self {
            ask: way(screen)?,
            interview: Interview::new(planner, &input.case, &input.given, input.judged),
            presumed,
            sentence_ends: input.sentence_ends,
            file,
            came_from: matches.get_one::<PathBuf>("case").cloned(),
            plan_goes_to: Destination::of_result(matches),
        })
    }

    /// Asks until the answers were checked, and lays them over what was given. Gives the status to end with, where the person
    /// stopped.
    ///
    /// # Errors
    ///
    /// Where nobody can be asked, or a file that was named cannot be written.
    pub fn fill(&mut self, input: &mut Input) -> Result<Option<Exit>> {
        if let Err(stopped) = self.hold() {
            return self.stop(stopped).map(Some);
        }
        input.case = self.without_presumed(self.interview.case());
        input.sentence_ends = self.sentence_ends_still(&input.case);
        input.judged = self.interview.judged().clone();
        input.accepted_at.clear();
        Ok(None)
    }

    /// Offers to save the answers once the plan was shown, unless they are saved already.
    ///
    /// # Errors
    ///
    /// Where nobody can be asked, or the file cannot be written.
    pub fn end(mut self) -> Result<Exit> {
        if let Some(file) = &self.file {
            self.write(file)?;
            return Ok(Exit::Done);
        }
        match self.offer_to_save() {
            Ok(()) => Ok(Exit::Done),
            Err(stopped) => self.stop(stopped),
        }
    }

    /// Keeps what was said, and says where.
    fn stop(&self, stopped: Stopped) -> Result<Exit> {
        if let Stopped::Failed(_) = &stopped {
            say(&format!("\n{}", self.keep(today())));
            return Err(stopped.into());
        }
        say(&format!("\n\n{}", self.keep(today())));
        Ok(Exit::Interrupted)
    }
}
