//! A conversation from its beginning to its end: each step of the library's interview, put to the person.

use std::path::PathBuf;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::ask::interview::{Effect, Interview, NextStep, Reply};
use goldenthread::case::answer;
use goldenthread::case::length::length;
use goldenthread::catalogue::{Answer, Answers, FactId};
use goldenthread::plan::Planner;
use goldenthread::report::table::Style;
use goldenthread::text::wording::{day, list};
use jiff::civil::Date;

use super::words;
use crate::cli::exit::Exit;
use crate::cli::load::{Input, today};
use crate::cli::output::Destination;
use crate::cli::problem::say;
use crate::cli::prompt::{Ask, Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped, way};
use crate::cli::screen::Screen;

/// Everything that can be said to a question beside its answer.
const INSTRUCTIONS: [Instruction; 5] =
    [Instruction::NotKnown, Instruction::Help, Instruction::Back, Instruction::Plan, Instruction::Save];

/// After so many answers in a row that are not known, the person is asked whether to go on.
const UNKNOWN_IN_A_ROW: usize = 3;

/// A conversation under way.
pub struct Conversation<'p> {
    /// How questions are put.
    pub(super) ask: Box<dyn Ask>,
    /// What was said so far.
    pub(super) interview: Interview<'p>,
    /// How the plan as it stands is laid out.
    pub(super) style: Style,
    /// Whether a plan was shown already.
    pub(super) plan_was_shown: bool,
    /// The contradictions that were pointed out, by the ids of their cautions.
    pub(super) contradictions_told: Vec<String>,
    /// How many of the last answers were not known.
    pub(super) unknown_running: usize,
    /// Whether the person wants the plan though questions are left.
    pub(super) stopped_asking: bool,
    /// The facts that a presumption stands in for.
    pub(super) presumed: Vec<FactId>,
    /// Whether presumptions were offered.
    pub(super) presuming_offered: bool,
    /// The day the sentence ends, where that was given and not the weeks.
    pub(super) sentence_ends: Option<Date>,
    /// What suggests answers, until they are given.
    pub(super) hints: Vec<(FactId, String)>,
    /// The file that the answers are saved to, once one was named.
    pub(super) file: Option<PathBuf>,
    /// The file that the case came from.
    pub(super) came_from: Option<PathBuf>,
    /// The answers that are in that file.
    pub(super) in_file: Vec<(FactId, Answer)>,
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
        if !self.plan_was_shown {
            self.ask.say(&words::welcome(&self.interview, today()))?;
        }
        loop {
            // Whoever stopped is asked nothing new, but can still go back and change an answer.
            let is_over = self.stopped_asking && !self.interview.asks_again();
            match if is_over { NextStep::Check } else { self.interview.step() } {
                NextStep::Ask(_) if self.may_presume() => self.offer_to_presume()?,
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
        let mut prompt = Prompt {
            notice: self.hint(fact),
            question: words::question(&self.interview, fact),
            about: words::about(&self.interview, fact),
            label: self.interview.fact(fact).name.clone(),
            form: words::form(&self.interview, fact, &values),
            instructions: INSTRUCTIONS.to_vec(),
        };
        // A list of offers is long, and mostly none of them is meant: where none was named, that is asked first.
        let is_named =
            matches!(&prompt.form, ReplyForm::Several { chosen: Some(chosen), .. } if !chosen.is_empty());
        let mut list = (self.interview.fact(fact).lists_offers && !is_named)
            .then(|| std::mem::replace(&mut prompt.form, words::whether_any()));
        loop {
            match self.ask.ask(&mut prompt)? {
                PromptReply::Instruction(Instruction::NotKnown) => return self.not_known(fact),
                PromptReply::Instruction(instruction) => {
                    if self.instruction(fact, instruction, &mut prompt)? {
                        return Ok(());
                    }
                }
                PromptReply::Row(0) if list.is_some() => {
                    return self.known(fact, Answer::AnyOf(Vec::new()));
                }
                said => match list.take() {
                    Some(list) => {
                        prompt.form = list;
                        prompt.about = words::LISTED.to_owned();
                    }
                    None => match self.answer(fact, said, &values) {
                        Ok((Reply::NotKnown, _)) => return self.not_known(fact),
                        Ok((Reply::Known(answer), ends)) => {
                            if fact == self.weeks() {
                                self.sentence_ends = ends;
                            }
                            return self.known(fact, answer);
                        }
                        Err(why) => prompt.notice = Some(why),
                    },
                },
            }
        }
    }

    /// What suggests an answer to a fact that was not answered yet. It answers nothing: no row is marked for it.
    fn hint(&self, fact: FactId) -> Option<String> {
        let (_, says) = self.hints.iter().find(|(hinted, _)| *hinted == fact)?;
        self.interview.earlier(fact).is_none().then(|| format!("To confirm. {}", words::to_confirm(says)))
    }

    /// Takes an answer.
    fn known(&mut self, fact: FactId, answer: Answer) -> Result<(), Stopped> {
        self.unknown_running = 0;
        self.take(fact, Reply::Known(answer))
    }

    /// Asks what another answer to a fact would be, without taking it as the answer. None where the person went back.
    pub(super) fn other_answer(&mut self, fact: FactId) -> Result<Option<Answer>, Stopped> {
        let values = words::values(&self.interview, fact);
        let mut prompt = Prompt {
            notice: None,
            question: words::question(&self.interview, fact),
            about: "What if? The answer itself stays as it is.".to_owned(),
            label: self.interview.fact(fact).name.clone(),
            form: words::form(&self.interview, fact, &values),
            instructions: vec![Instruction::Help, Instruction::Back],
        };
        loop {
            match self.ask.ask(&mut prompt)? {
                PromptReply::Instruction(Instruction::Help) => {
                    prompt.notice = Some(words::help(&self.interview, fact));
                }
                PromptReply::Instruction(_) => return Ok(None),
                said => match self.answer(fact, said, &values) {
                    Ok((Reply::Known(answer), _)) => return Ok(Some(answer)),
                    Ok(_) => prompt.notice = Some(words::refused(&self.interview, fact, "")),
                    Err(why) => prompt.notice = Some(why),
                },
            }
        }
    }

    /// The answer that a reply stands for, with the day the sentence ends where that was said; or what is wrong with it.
    fn answer(
        &self,
        fact: FactId,
        said: PromptReply,
        order: &[u16],
    ) -> Result<(Reply, Option<Date>), String> {
        match said {
            PromptReply::Row(row) => Ok((Reply::Known(self.row(fact, row, order)), None)),
            PromptReply::Rows(rows) => {
                let mut chosen: Vec<u16> = rows.iter().filter_map(|row| order.get(*row)).copied().collect();
                chosen.sort_unstable();
                Ok((Reply::Known(Answer::AnyOf(chosen)), None))
            }
            PromptReply::Line(line) => self.typed(fact, &line),
            PromptReply::Instruction(_) => Err(words::refused(&self.interview, fact, "")),
        }
    }

    /// Does what was said instead of an answer. Gives whether that leaves the question.
    fn instruction(
        &mut self,
        fact: FactId,
        instruction: Instruction,
        prompt: &mut Prompt,
    ) -> Result<bool, Stopped> {
        match instruction {
            Instruction::Help => prompt.notice = Some(words::help(&self.interview, fact)),
            Instruction::Save => self.save_now()?,
            Instruction::Plan => {
                self.show_plan()?;
                self.offer_to_stop("Go on with the questions?")?;
                return Ok(self.stopped_asking);
            }
            Instruction::Back if self.interview.back() => return Ok(true),
            Instruction::Back | Instruction::NotKnown => {
                prompt.notice =
                    Some("This is the first question: there is nothing to go back to.".to_owned());
            }
        }
        Ok(false)
    }

    /// Takes that a fact is not known. Where that was said of several in a row, offers to stop.
    fn not_known(&mut self, fact: FactId) -> Result<(), Stopped> {
        self.take(fact, Reply::NotKnown)?;
        self.unknown_running += 1;
        if self.unknown_running == UNKNOWN_IN_A_ROW && self.interview.step() != NextStep::Check {
            self.unknown_running = 0;
            self.offer_to_stop("That is three answers in a row that are not known. Go on?")?;
        }
        Ok(())
    }

    /// Offers to stop asking and plan with what is known.
    fn offer_to_stop(&mut self, question: &str) -> Result<(), Stopped> {
        let mut prompt = Prompt {
            notice: None,
            question: question.to_owned(),
            about: "The plan says which answers would still change it, the most useful first.".to_owned(),
            label: "Go on".to_owned(),
            form: ReplyForm::One {
                rows: vec![
                    ListRow::new("Yes, the next question").with_key('y'),
                    ListRow::new("No, plan with what is known").with_key('n'),
                ],
                start: None,
            },
            instructions: vec![Instruction::Save],
        };
        loop {
            match self.ask.ask(&mut prompt)? {
                PromptReply::Instruction(_) => self.save_now()?,
                reply => {
                    self.stopped_asking = reply == PromptReply::Row(1);
                    return Ok(());
                }
            }
        }
    }

    /// The answer that a row of a fact stands for.
    fn row(&self, fact: FactId, row: usize, order: &[u16]) -> Answer {
        match (&self.interview.fact(fact).answers, order.get(row)) {
            (Answers::YesNo, _) => Answer::YesNo(row == 0),
            (_, Some(value)) => Answer::OneOf(*value),
            (_, None) => Answer::Unavailable,
        }
    }

    /// The fact that says how many weeks are left.
    fn weeks(&self) -> FactId {
        self.interview.catalogue().policy.roles.weeks
    }

    /// The answer that was typed, with the day the sentence ends where that was said; or what is wrong with it in the words of the
    /// question.
    fn typed(&self, fact: FactId, line: &str) -> Result<(Reply, Option<Date>), String> {
        let declared = self.interview.fact(fact);
        if let Some(sum) = words::sum_of_items(declared, line)? {
            return Ok((Reply::Known(Answer::Number(sum)), None));
        }
        let given = (fact == self.weeks()).then(|| length(line, self.interview.known().as_of)).flatten();
        let (text, ends) =
            given.map_or((line.to_owned(), None), |given| (given.weeks.to_string(), given.ends));
        let answer = answer::typed(&self.interview.catalogue().vocabulary.other_words, declared, &text);
        let refused = |_| words::refused(&self.interview, fact, line);
        Ok((answer.map_err(refused)?.map_or(Reply::NotKnown, Reply::Known), ends))
    }

    /// Takes a reply, and says what it was taken as and what it changes.
    fn take(&mut self, fact: FactId, reply: Reply) -> Result<(), Stopped> {
        let mut said = words::taken(&self.interview, fact, &reply);
        if let (Reply::Known(_), Some(ends)) = (&reply, self.sentence_ends)
            && fact == self.weeks()
        {
            said.push_str(&format!(", until {}", day(ends)));
        }
        let effect = self.interview.reply(fact, reply);
        self.ask.say(&said)?;
        self.tell(fact, &effect)?;
        self.tell_contradictions(fact)
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
        let vocabulary = &planner.catalogue.vocabulary;
        let from_file =
            |fact: &FactId| matches.contains_id("case") && !matches.contains_id(&vocabulary.fact(*fact).key);
        let in_file: Vec<(FactId, Answer)> = (input.given.iter().copied())
            .filter(from_file)
            .filter_map(|fact| Some((fact, input.case.answer(vocabulary, fact)?)))
            .collect();
        let hinted: Vec<FactId> = input.hints.iter().map(|(fact, _)| *fact).collect();
        let file = match matches.get_one::<Destination>("save") {
            Some(Destination::File(path)) => Some(path.clone()),
            Some(Destination::Stdout) | None => None,
        };
        Ok(Self {
            ask: way(screen),
            interview: Interview::new(planner, &input.case, &input.given, input.judged).hinted(&hinted),
            style: Style {
                width: screen.error_width(),
                colour: screen.error_colour,
                accessible: screen.accessible,
                ..Style::default()
            },
            plan_was_shown: false,
            contradictions_told: Vec::new(),
            unknown_running: 0,
            stopped_asking: false,
            presuming_offered: false,
            presumed,
            sentence_ends: input.sentence_ends,
            hints: input.hints,
            file,
            came_from: matches.get_one::<PathBuf>("case").cloned(),
            in_file,
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
        let held = self.hold().and_then(|()| self.keep_before_the_plan());
        self.plan_was_shown = true;
        if let Err(stopped) = held {
            return self.stop(stopped).map(Some);
        }
        input.case = self.without_presumed(self.interview.case());
        input.let_presume.clone_from(&self.presumed);
        input.sentence_ends = self.sentence_ends_still(&input.case);
        input.judged = self.interview.judged().clone();
        input.accepted_at.clear();
        Ok(None)
    }

    /// Keeps what was said, and says where.
    pub(super) fn stop(&self, stopped: Stopped) -> Result<Exit> {
        if let Stopped::Failed(_) = &stopped {
            say(&format!("\n{}", self.keep(today())));
            return Err(stopped.into());
        }
        say(&format!("\n\n{}", self.keep(today())));
        Ok(Exit::Interrupted)
    }
}
