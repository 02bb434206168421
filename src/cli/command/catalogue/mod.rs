//! `catalogue`: what is on offer.

mod check;
mod diff;
mod gaps;
mod list;
mod new;
mod schema;
mod show;

use clap::Command;
use goldenthread::catalogue::Catalogue;

use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "catalogue", declare, action: Action::OneOf(&COMMANDS) };

/// The commands that are typed after it.
const COMMANDS: [Subcommand; 7] = [
    list::COMMAND,
    show::COMMAND,
    check::COMMAND,
    gaps::COMMAND,
    diff::COMMAND,
    schema::COMMAND,
    new::COMMAND,
];

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command.about("List, show, check and compare what is on offer, and find who is left out").before_help(
        "Examples:\n  goldenthread catalogue show BBR\n  goldenthread catalogue gaps --region wales",
    )
}
