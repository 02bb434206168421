//! `man`: a manual page for the program and one for each command.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use clap_mangen::Man;
use goldenthread::catalogue::Catalogue;

use crate::cli::exit::Exit;
use crate::cli::load::Context;
use crate::cli::output::Destination;
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "man", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .before_help("Example:\n  goldenthread man ~/.local/share/man/man1")
        .about("Write the manual pages")
        .arg(
            Arg::new("folder")
                .value_name("DIR")
                .required(true)
                // Not a path, as the flags that name what is read are: it is written.
                .value_parser(value_parser!(OsString))
                .value_hint(ValueHint::AnyPath)
                .help("The folder for them, made where there is none"),
        )
}

/// Writes the pages into a folder, which is made where there is none.
///
/// # Errors
///
/// Where a page cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let folder = matches.get_one::<OsString>("folder").map(Path::new).context("no folder is named")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let mut command = (context.declare)(context.catalogue, context.screen);
    command.build();
    page(&command, command.get_name(), folder)?;
    Ok(Exit::Done)
}

/// The page of a command and those of its own commands.
fn page(command: &Command, name: &str, folder: &Path) -> Result<()> {
    let mut text = Vec::new();
    Man::new(command.clone().display_name(name)).title(name.to_uppercase()).render(&mut text)?;
    Destination::File(folder.join(format!("{name}.1"))).write(&text)?;
    for inner in command.get_subcommands() {
        page(inner, &format!("{name}-{}", inner.get_name()), folder)?;
    }
    Ok(())
}
