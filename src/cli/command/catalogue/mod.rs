//! `catalogue`: what is on offer.

mod check;
mod diff;
mod gaps;
mod write;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::case::read;
use goldenthread::problem::Problem;
use goldenthread::report::offers;
use jiff::civil::Date;

use super::{Context, Form};
use crate::cli::exit::Exit;
use crate::cli::load::today;
use crate::cli::problem::Refused;

/// Runs the subcommand that was named.
///
/// # Errors
///
/// Where it could not be done.
pub fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, context),
        Some(("show", matches)) => show(matches, context),
        Some(("check", matches)) => check::run(matches, context),
        Some(("schema", matches)) => write::schema(matches),
        Some(("new", matches)) => write::new(matches, context),
        Some(("diff", matches)) => diff::run(matches, context),
        Some(("gaps", matches)) => gaps::run(matches, context),
        _ => Ok(Exit::Failed),
    }
}

fn list(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    Form::of(matches, context).write(|style| offers::page(catalogue, style), || offers::json(catalogue))
}

fn show(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let written = matches.get_one::<String>("offer").map_or("", String::as_str);
    let offer = read::offer(catalogue, written).map_err(|(message, help)| {
        let place = context.command_line.place_of(written);
        let problem = Problem::new("unknown-name", message).at(place).help(help);
        Refused::new(vec![problem], &context.command_line.texts)
    })?;
    let form = Form::of(matches, context);
    form.write(|style| offers::page_of(catalogue, offer, style), || offers::json_of(catalogue, offer))
}

/// The day that a flag gives, or today.
fn day(flag: &str, matches: &ArgMatches, context: &Context<'_>) -> Result<Date> {
    let Some(written) = matches.get_one::<String>(flag) else { return Ok(today()) };
    read::date(written).ok_or_else(|| {
        let place = context.command_line.place_of(written);
        let message = format!("`{flag}` cannot be `{written}`");
        let problem = Problem::new("bad-date", message).at(place).help(read::DATE_HELP);
        Refused::new(vec![problem], &context.command_line.texts).into()
    })
}
