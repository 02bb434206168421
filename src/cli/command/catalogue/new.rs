//! `catalogue new`: the file that a new offer starts from.

use anyhow::Result;
use clap::{Arg, ArgMatches, Command};
use goldenthread::audit::draft::draft;
use goldenthread::catalogue::Catalogue;
use goldenthread::text::problem::Problem;

use crate::cli::exit::Exit;
use crate::cli::flags::output;
use crate::cli::load::Context;
use crate::cli::output::Destination;
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "new", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .about("Write a commented file to start a new offer from")
        .arg(Arg::new("offer").value_name("OFFER").required(true).help("The id of the new offer"))
        .arg(output())
}

/// Writes the file that a new offer starts from.
///
/// # Errors
///
/// Where the id is none or is taken, or the file cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let id = matches.get_one::<String>("offer").map_or("", String::as_str);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let problem = if id.is_empty() || !id.chars().all(plain) {
        Some(
            Problem::new("bad-id", format!("`{id}` is not an id"))
                .help("an id has lower-case letters, digits and hyphens only"),
        )
    } else {
        let taken = context.catalogue.offer_named(id).map(|offer| &context.catalogue.offer(offer).name);
        taken.map(|name| {
            Problem::new("duplicate-id", format!("`{id}` is taken by {name}")).help("choose another id")
        })
    };
    if let Some(problem) = problem {
        let problem = problem.at(context.command_line.place_of(id));
        return Err(context.refused(problem).into());
    }
    Destination::of_result(matches).write(draft(id).as_bytes())?;
    Ok(Exit::Done)
}
