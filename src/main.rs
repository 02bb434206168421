//! The program beside the library: the only part that reads, asks, prints and exits.

mod cli;

use std::process::ExitCode;

use anyhow::Result;
use cli::command_line::CommandLine;
use cli::exit::Exit;
use cli::load::Context;
use cli::screen::Screen;
use cli::{command, load, parse, problem, reserved, signals, subcommand};

fn main() -> ExitCode {
    signals::listen();
    let mut command_line = CommandLine::given();
    let screen = Screen::new(&command_line);
    let ended = run(&mut command_line, &screen);
    ended.unwrap_or_else(|error| problem::report(&error, &screen)).into()
}

/// From what was typed to an exit status.
fn run(command_line: &mut CommandLine, screen: &Screen) -> Result<Exit> {
    let settings = load::settings(&mut command_line.texts)?;
    let history = load::history(command_line, &settings)?;
    let catalogue = load::edition_typed(history, command_line)?;
    let commands = command::declare(catalogue, screen);
    problem::refuse(reserved::taken(&commands, catalogue), &command_line.texts)?;
    let parse::Typed { matches, misfits } = parse::read(commands, command_line)?;
    let declare = command::declare;
    let mut context =
        Context { history, catalogue, command_line, misfits, screen, settings: &settings, declare };
    subcommand::run(&command::COMMANDS, &matches, &mut context)
}
