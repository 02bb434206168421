//! `catalogue`: what is on offer.

mod check;
mod diff;
mod gaps;
mod write;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::audit::{offer_page, rule_test};
use goldenthread::case::read;
use goldenthread::catalogue::Choice;
use goldenthread::plan::Planner;
use goldenthread::report::offers;
use goldenthread::text::problem::Problem;
use jiff::civil::Date;

use super::{Context, Form};
use crate::cli::exit::Exit;
use crate::cli::load::{files, today};
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
    let choice = choice(matches, context)?;
    Form::of(matches, context)
        .write(|style| offers::page(catalogue, &choice, style), || offers::json(catalogue, &choice))
}

/// Which offers the flags pick.
fn choice(matches: &ArgMatches, context: &Context<'_>) -> Result<Choice> {
    let catalogue = context.catalogue;
    let given = |flag: &str| matches.get_one::<String>(flag).map(String::as_str);
    let kind = |id: &str| catalogue.policy.kinds.iter().position(|kind| kind.id == id);
    let target = |id: &str| catalogue.targets.iter().position(|target| target.id == id);
    let region = |key: &str| catalogue.fact(catalogue.policy.roles.region).value_named(key);
    Ok(Choice {
        kind: given("kind").and_then(kind).map(Into::into),
        target: given("target").and_then(target).map(Into::into),
        region: given("region").and_then(region),
        on: given("on").map(|_| day("on", matches, context)).transpose()?,
        fact: given("reads").and_then(|key| catalogue.vocabulary.named(key)),
    })
}

fn show(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let written = matches.get_one::<String>("offer").map_or("", String::as_str);
    let offer = read::offer(catalogue, written).map_err(|(message, help)| {
        let place = context.command_line.place_of(written);
        let problem = Problem::new("unknown-name", message).at(place).help(help);
        Refused::new(vec![problem], &context.command_line.texts)
    })?;
    // Tests never become part of the catalogue that plans are made with, so they are read from its files.
    let (files, texts) = files(context.command_line, context.settings)?;
    let (tests, _) = rule_test::read(catalogue, &files, &texts);
    let tests = rule_test::run::of_offer(&Planner::new(catalogue), tests, offer, today());
    let form = Form::of(matches, context);
    form.write(
        |style| offer_page::page(catalogue, offer, &tests, style),
        || offer_page::json(catalogue, offer, &tests),
    )
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
