//! What a command is: its name, its flags and what runs it, which stand together in the command's own file.

use anyhow::{Context as _, Result};
use clap::{ArgMatches, Command};
use goldenthread::catalogue::Catalogue;

use super::exit::Exit;
use super::load::Context;
use super::load::files_read;
use super::output::keep_apart;

/// One command.
pub struct Subcommand {
    /// What is typed for it.
    pub name: &'static str,
    /// Declares its flags and its help.
    pub declare: fn(Command, &'static Catalogue) -> Command,
    /// What is done for it.
    pub action: Action,
}

/// Does what a command is for, and gives how that ended.
type Run = fn(&ArgMatches, &mut Context<'_>) -> Result<Exit>;

/// What is done for a command.
pub enum Action {
    /// This.
    Run(Run),
    /// This, with one case from a file and flags, which tells words that fit no flag together with what is wrong with the case.
    RunOnCase(Run),
    /// What the command named next is for.
    OneOf(&'static [Subcommand]),
}

/// Adds commands to the one that they are typed after.
pub fn declared(commands: &[Subcommand], after: Command, catalogue: &'static Catalogue) -> Command {
    let command = after.subcommand_required(true).arg_required_else_help(true).disable_help_subcommand(true);
    command.subcommands(commands.iter().map(|one| {
        let command = (one.declare)(Command::new(one.name), catalogue);
        match one.action {
            Action::OneOf(inner) => declared(inner, command, catalogue),
            Action::Run(_) | Action::RunOnCase(_) => command,
        }
    }))
}

/// Runs the one that was named. Before that, words that fit no flag are refused, and outputs that are not apart from what is
/// read.
///
/// # Errors
///
/// Where it could not be done.
pub fn run(commands: &[Subcommand], matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let (name, matches) = matches.subcommand().context("no command is named")?;
    let named = commands.iter().find(|command| command.name == name);
    let run = match named.with_context(|| format!("there is no command `{name}`"))?.action {
        Action::OneOf(inner) => return self::run(inner, matches, context),
        Action::Run(run) => {
            context.refuse_misfits()?;
            run
        }
        Action::RunOnCase(run) => run,
    };
    if context.misfits.is_empty() {
        let read = files_read(matches, context.command_line, context.settings);
        keep_apart(matches, &read, context.command_line, context.screen)?;
    }
    run(matches, context)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::ffi::OsString;

    use goldenthread::catalogue::History;

    use super::*;
    use crate::cli::command_line::CommandLine;
    use crate::cli::screen::Screen;

    #[test]
    fn a_command_that_nothing_runs_is_told() {
        let mut line = CommandLine::new([OsString::from("unheard-of")]);
        let screen = Screen::new(&line);
        let history: &History = Box::leak(Box::new(goldenthread::embedded::history().unwrap()));
        let mut context = Context {
            history,
            catalogue: history.latest().unwrap(),
            command_line: &mut line,
            misfits: Vec::new(),
            screen: &screen,
            settings: &Default::default(),
            declare: |_, _| Command::new("none"),
        };
        let program = Command::new("program").subcommand(Command::new("unheard-of"));
        let matches = program.try_get_matches_from(["program", "unheard-of"]).unwrap();
        let told = run(&[], &matches, &mut context).unwrap_err();
        assert_eq!(told.to_string(), "there is no command `unheard-of`");
    }
}
