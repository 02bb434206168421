//! The commands, one file or folder each, and the table of them.

mod acceptance;
mod batch;
mod catalogue;
mod completions;
mod config;
mod decided;
mod explain;
mod facts;
mod import;
mod man;
mod propose;
mod rehearse;
mod review;

use std::path::PathBuf;

use clap::{Arg, ArgAction, ColorChoice, Command, value_parser};
use goldenthread::catalogue::Catalogue;

use super::command_line::PROGRAM;
use super::exit::Exit;
use super::screen::Screen;
use super::subcommand::{self, Subcommand};

/// Every command, in the order in which the help lists them.
pub const COMMANDS: [Subcommand; 11] = [
    propose::COMMAND,
    batch::COMMAND,
    import::COMMAND,
    rehearse::COMMAND,
    review::COMMAND,
    explain::COMMAND,
    facts::COMMAND,
    catalogue::COMMAND,
    config::COMMAND,
    completions::COMMAND,
    man::COMMAND,
];

/// The heading of flags that every command takes.
const EVERYWHERE: &str = "For every command";

const ABOUT: &str = "Plans interventions for a person on probation in England and Wales, with the reason and the source for each";

const EXAMPLES: &str = "\
Examples:
  goldenthread --case case.toml
  goldenthread --region london --gender male --age 30 --offence acquisitive \\
      --sentence community-order --needs thinking-and-behaviour

Without a command, `propose` is meant.";

/// Every command and flag.
pub fn declare(catalogue: &'static Catalogue, screen: &Screen) -> Command {
    let colour = if screen.colour || screen.error_colour { ColorChoice::Auto } else { ColorChoice::Never };
    let program = Command::new(PROGRAM)
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .about(ABOUT)
        .override_usage("goldenthread [COMMAND] [OPTIONS]")
        .before_help(EXAMPLES)
        .after_help(Exit::HELP)
        .color(colour)
        .max_term_width(80)
        .args(global());
    subcommand::declared(&COMMANDS, program, catalogue)
}

/// Flags that every command takes.
fn global() -> [Arg; 3] {
    [
        Arg::new("catalogue")
            .long("catalogue")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .global(true)
            .help_heading(EVERYWHERE)
            .help("Read the catalogue from this folder, not the one shipped; GOLDENTHREAD_CATALOGUE does the same"),
        Arg::new("no-color")
            .long("no-color")
            .action(ArgAction::SetTrue)
            .global(true)
            .help_heading(EVERYWHERE)
            .help("Use no colour; NO_COLOR does the same"),
        Arg::new("accessible")
            .long("accessible")
            .action(ArgAction::SetTrue)
            .global(true)
            .help_heading(EVERYWHERE)
            .help("Write for a screen reader: no boxes, lists are numbered; ACCESSIBLE does the same"),
    ]
}
