//! The commands, one file each.

mod accept;
pub mod batch;
mod catalogue;
mod completions;
mod config;
mod decided;
mod explain;
mod facts;
mod man;
mod propose;
pub mod rehearse;
mod rendered;
pub mod review;
mod what_if;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::case::answer::{Given, Separator, check};
use goldenthread::catalogue::{Answer, Catalogue};
use goldenthread::report::table::Style;
use goldenthread::text::problem::Problem;
use serde_json::Value;

use super::command_line::CommandLine;
use super::exit::Exit;
use super::load::{self, Setting, Settings};
use super::output::{Destination, keep_apart};
use super::parse::Typed;
use super::problem::Refused;
use super::screen::Screen;

/// What every command is given beside its flags.
#[derive(Debug)]
pub struct Context<'c> {
    /// What is on offer.
    pub catalogue: &'static Catalogue,
    /// What was typed, and every text read so far.
    pub command_line: &'c mut CommandLine,
    /// What the streams can show.
    pub screen: &'c Screen,
    /// What holds where no flag says otherwise.
    pub settings: &'c Settings,
}

impl Context<'_> {
    /// The region that the settings give, as an answer to its fact, and the setting itself.
    ///
    /// # Errors
    ///
    /// Where it is no region.
    pub fn region(&self) -> Result<Option<(Answer, &Setting)>, Problem> {
        let Some(setting) = self.settings.get("region") else { return Ok(None) };
        let fact = self.catalogue.fact(self.catalogue.policy.roles.region);
        match check(fact, Given::Text(&setting.value), Separator::Comma) {
            Ok(answer) => Ok(Some((answer, setting))),
            Err(refused) => {
                Err(setting.refused(format!("{} ({})", refused.message, setting.from), refused.help))
            }
        }
    }
}

/// The form of a result, and where it goes.
#[derive(Debug)]
pub struct Form {
    json: bool,
    destination: Destination,
    style: Style,
}

impl Form {
    /// What `--format` and `-o` say.
    pub fn of(matches: &ArgMatches, context: &Context<'_>) -> Self {
        let destination = Destination::of_result(matches);
        let screen = context.screen;
        Self {
            json: matches.get_one::<String>("format").is_some_and(|form| form == "json"),
            style: Style {
                width: screen.width(),
                all: false,
                colour: screen.colour && destination == Destination::Stdout,
                accessible: screen.accessible,
            },
            destination,
        }
    }

    /// Writes a page or JSON, whichever was asked for.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn write(&self, page: impl FnOnce(&Style) -> String, json: impl FnOnce() -> Value) -> Result<Exit> {
        let text = if self.json { format!("{:#}\n", json()) } else { page(&self.style) };
        self.destination.write(text.as_bytes())?;
        Ok(Exit::Done)
    }
}

/// Runs the command that was named.
///
/// # Errors
///
/// Where it could not be done.
pub fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Exit> {
    let Some((name, matches)) = typed.matches.subcommand() else { return Ok(Exit::Failed) };
    // A command about one case tells these together with those of the case.
    if !typed.problems.is_empty() && !matches!(name, "propose" | "explain") {
        return Err(Refused::new(typed.problems.clone(), &context.command_line.texts).into());
    }
    if typed.problems.is_empty() {
        let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
        let read = load::files_read(matches, context.command_line, context.settings);
        keep_apart(matches, &read, context.command_line)?;
    }
    match name {
        "batch" => batch::run(matches, context),
        "catalogue" => catalogue::run(matches, context),
        "explain" => explain::run(matches, typed, context),
        "completions" => completions::run(matches, context),
        "config" => config::run(matches, context),
        "facts" => facts::run(matches, context),
        "man" => man::run(matches, context),
        "propose" => propose::run(matches, typed, context),
        "rehearse" => rehearse::run(matches, context),
        "review" => review::run(matches, context),
        _ => Ok(Exit::Failed),
    }
}
