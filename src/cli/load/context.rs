//! What a command is given beside its flags.

use anyhow::Result;
use clap::Command;
use goldenthread::case::answer;
use goldenthread::catalogue::{Answer, Catalogue, History, NoEdition};
use goldenthread::text::problem::Problem;
use jiff::civil::Date;

use super::settings::{Setting, Settings};
use crate::cli::command_line::CommandLine;
use crate::cli::problem::{Refused, refuse};
use crate::cli::screen::Screen;

/// What every command is given beside its flags.
#[derive(Debug)]
pub struct Context<'c> {
    /// What is on offer, over time.
    pub history: &'static History,
    /// The edition in use: that of the day typed, or else of today, until a command moves to another day.
    pub catalogue: &'static Catalogue,
    /// What was typed, and every text read so far.
    pub command_line: &'c mut CommandLine,
    /// Words typed that fit no flag of the command.
    pub misfits: Vec<Problem>,
    /// What the streams can show.
    pub screen: &'c Screen,
    /// What holds where no flag says otherwise.
    pub settings: &'c Settings,
    /// Declares every command and flag, with those of the facts of a catalogue.
    pub declare: fn(&'static Catalogue, &Screen) -> Command,
}

impl Context<'_> {
    /// Moves to the edition in force on a day.
    ///
    /// # Errors
    ///
    /// Where the day is before the catalogue's first.
    pub fn move_to(&mut self, day: Date) -> Result<()> {
        self.catalogue = self.edition_on(self.history, day)?;
        Ok(())
    }

    /// The edition of a catalogue that is in force on a day.
    ///
    /// # Errors
    ///
    /// Where the day is before the catalogue's first.
    pub fn edition_on<'h>(&self, history: &'h History, day: Date) -> Result<&'h Catalogue> {
        let begins = match history.on(day) {
            Ok(catalogue) => return Ok(catalogue),
            Err(NoEdition::BeforeItBegins(begins)) => begins,
            Err(unreadable) => return Err(unreadable.into()),
        };
        let message = format!("there are no rules for {day}: the catalogue begins on {begins}");
        let problem = Problem::new("before-the-catalogue", message);
        let problem = match self.command_line.places("--as-of").last() {
            Some(place) => problem.at(*place),
            None => problem,
        };
        Err(self.refused(problem.help(format!("give a day from {begins} on"))).into())
    }

    /// The region that the settings give, as an answer to its fact, and the setting itself.
    ///
    /// # Errors
    ///
    /// Where it is no region.
    pub fn region(&self) -> Result<Option<(Answer, &Setting)>, Problem> {
        let Some(setting) = self.settings.get("region") else { return Ok(None) };
        let fact = self.catalogue.fact(self.catalogue.policy.roles.region);
        match answer::typed(&self.catalogue.vocabulary.other_words, fact, &setting.value) {
            Ok(answer) => Ok(answer.map(|answer| (answer, setting))),
            Err(refused) => {
                Err(setting.refused(format!("{} ({})", refused.reason, setting.from), refused.help()))
            }
        }
    }

    /// Refuses what was given for one problem with it.
    pub fn refused(&self, problem: Problem) -> Refused {
        Refused::new(vec![problem], &self.command_line.texts)
    }

    /// Refuses words that fit no flag.
    ///
    /// # Errors
    ///
    /// Every such word.
    pub fn refuse_misfits(&self) -> Result<(), Refused> {
        refuse(self.misfits.clone(), &self.command_line.texts)
    }
}
