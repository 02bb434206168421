//! The program beside the library: the only part that reads, asks, prints and exits.

mod cli;

use std::process::ExitCode;

use anyhow::Result;
use cli::command::Context;
use cli::command_line::CommandLine;
use cli::exit::Exit;
use cli::screen::Screen;
use cli::{args, command, load, parse, problem};

fn main() -> ExitCode {
    let mut command_line = CommandLine::given();
    let screen = Screen::new(&command_line);
    let ended = run(&mut command_line, &screen);
    ended.unwrap_or_else(|error| problem::report(&error, &screen)).into()
}

/// From what was typed to an exit status.
fn run(command_line: &mut CommandLine, screen: &Screen) -> Result<Exit> {
    let settings = load::settings(&mut command_line.texts)?;
    let catalogue = load::catalogue(command_line, &settings, screen)?;
    let typed = parse::read(args::command(catalogue, screen), command_line)?;
    command::run(&typed, &mut Context { catalogue, command_line, screen, settings: &settings })
}
