//! Where an interview begins and ends: when one is wanted, what it starts from, and what it leaves behind.

use std::path::PathBuf;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::ask::interview::Interview;
use goldenthread::plan::Planner;

use super::Conversation;
use crate::cli::exit::Exit;
use crate::cli::load::{Input, today};
use crate::cli::output::Destination;
use crate::cli::problem::say;
use crate::cli::prompt::{Stopped, way};
use crate::cli::screen::Screen;

/// The most questions named where nobody can be asked.
const MOST_NAMED: usize = 12;

/// Whether to interview: where it was asked for, or where nothing is known and somebody can be asked.
pub fn is_wanted(matches: &ArgMatches, input: &Input, screen: &Screen) -> bool {
    let may = !matches.get_flag("no-input");
    may && (matches.get_flag("interview") || (input.answered == 0 && screen.can_ask()))
}

/// What to do where an interview was asked for and nobody can be asked: the flags that are missing.
pub fn needs_a_terminal(planner: &Planner<'_>, input: &Input) -> String {
    let interview = Interview::new(planner, &input.case, &input.given, input.accepted.clone());
    let mut text = String::from("error: there is no terminal to ask at\n");
    let open = interview.questions();
    if !open.is_empty() {
        text.push_str("\nThese flags would answer what is still open, the most useful first:\n");
    }
    for question in open.iter().take(MOST_NAMED) {
        let fact = interview.fact(question.fact);
        text.push_str(&format!("  --{:<24}  {}\n", fact.key, fact.name));
    }
    if open.len() > MOST_NAMED {
        text.push_str(&format!("  and {} more\n", open.len() - MOST_NAMED));
    }
    text
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
            interview: Interview::new(planner, &input.case, &input.given, input.accepted),
            presumed,
            sentence_ends: input.sentence_ends,
            file,
            came_from: matches.get_one::<PathBuf>("case").cloned(),
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
        input.accepted = self.interview.accepted().to_vec();
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
