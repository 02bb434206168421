//! The commands, one file each.

mod accept;
mod catalogue;
mod facts;
mod propose;

use anyhow::Result;
use goldenthread::catalogue::Catalogue;

use super::command_line::CommandLine;
use super::exit::Exit;
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
}

/// Runs the command that was named.
///
/// # Errors
///
/// Where it could not be done.
pub fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Exit> {
    let Some((name, matches)) = typed.matches.subcommand() else { return Ok(Exit::Failed) };
    // A command about a case tells these together with those of the case.
    if !typed.problems.is_empty() && matches.try_contains_id("case").is_err() {
        return Err(Refused::new(typed.problems.clone(), &context.command_line.texts).into());
    }
    match name {
        "catalogue" => catalogue::run(matches, context),
        "facts" => facts::run(matches, context),
        "propose" => propose::run(matches, typed, context),
        _ => Ok(Exit::Failed),
    }
}
