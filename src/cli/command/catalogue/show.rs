//! `catalogue show`: one offer in full.

use anyhow::Result;
use clap::{ArgMatches, Command};
use goldenthread::audit::rule_test;
use goldenthread::catalogue::Catalogue;
use goldenthread::plan::Planner;
use goldenthread::report;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, offer, output};
use crate::cli::load;
use crate::cli::load::Context;
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "show", declare, action: Action::Run(run) };

fn declare(command: Command, catalogue: &'static Catalogue) -> Command {
    command
        .about("Show one offer: whom it is for, its criteria, its delivery and its sources")
        .arg(offer(catalogue))
        .args([format::<PageForm>(), output()])
}

/// Shows the offer that was named.
///
/// # Errors
///
/// Where there is no such offer, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let offer = load::offer(matches, catalogue, context.command_line)?;
    // Tests never become part of the catalogue that plans are made with, so they are read from its files.
    let (files, texts) = load::files(context.command_line, context.settings)?;
    let (tests, _) = rule_test::read(catalogue, &files, &texts);
    let tests = rule_test::run::of_offer(&Planner::new(catalogue), tests, offer, load::today());
    PageOrJson::of(matches, context.screen).write(
        |style| report::offer::page(catalogue, offer, &tests, style),
        || report::offer::json(catalogue, offer, &tests),
    )
}
