//! `facts`.

use anyhow::Result;
use clap::ArgMatches;

use super::Context;
use crate::cli::exit::Exit;

/// Runs it.
///
/// # Errors
///
/// Where the result cannot be written.
pub fn run(_matches: &ArgMatches, _context: &mut Context<'_>) -> Result<Exit> {
    Ok(Exit::Done)
}
