//! `man`: a manual page for the program and one for each command.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{ArgMatches, Command};
use clap_mangen::Man;

use super::Context;
use crate::cli::args;
use crate::cli::exit::Exit;
use crate::cli::output::Destination;

/// Writes the pages into a folder, which is made where there is none.
///
/// # Errors
///
/// Where a page cannot be written.
pub fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(Exit::Failed) };
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let mut command = args::command(context.catalogue, context.screen);
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
