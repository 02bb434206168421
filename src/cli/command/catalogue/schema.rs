//! `catalogue schema`: with which editors complete and check the files of a catalogue.

use anyhow::{Context as _, Result};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use goldenthread::audit::schema;
use goldenthread::catalogue::Catalogue;

use crate::cli::exit::Exit;
use crate::cli::flags::output;
use crate::cli::load::Context;
use crate::cli::output::Destination;
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "schema", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .about("Print a JSON Schema with which editors complete and check the files")
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .value_parser(PossibleValuesParser::new(schema::names()))
                .default_value("offer")
                .help("Which file it is for"),
        )
        .arg(output())
}

/// Writes the schema of a file.
///
/// # Errors
///
/// Where it cannot be written.
fn run(matches: &ArgMatches, _: &mut Context<'_>) -> Result<Exit> {
    let file = matches.get_one::<String>("file").context("no file is named")?;
    let schema = schema::schema(file).with_context(|| format!("there is no schema of `{file}`"))?;
    Destination::of_result(matches).write(format!("{schema:#}\n").as_bytes())?;
    Ok(Exit::Done)
}
