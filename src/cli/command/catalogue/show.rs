//! `catalogue show`: one offer in full.

use anyhow::Result;
use clap::{ArgMatches, Command};
use goldenthread::audit::rule_test;
use goldenthread::catalogue::Catalogue;
use goldenthread::plan::Editions;
use goldenthread::report;
use goldenthread::report::offer::OfferOnDay;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, offer, output, switch, value};
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
        .args([
            value("as-of", "DATE", "The day whose rules are shown, such as 2026-11-30; without it, today"),
            switch("history", "Say what changed in its rules, and when, from the first day to the last"),
            format::<PageForm>(),
            output(),
        ])
}

/// Shows the offer that was named.
///
/// # Errors
///
/// Where there is no such offer, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let day = load::day("as-of", matches, context.command_line)?;
    context.move_to(day)?;
    let (catalogue, history) = (context.catalogue, context.history);
    let offer = load::offer(matches, catalogue, context.command_line)?;
    let form = PageOrJson::of(matches, context.screen);
    if matches.get_flag("history") {
        let changes = report::offer::history::changes(history, offer)?;
        return form.write(
            |style| report::offer::history::page(history, catalogue, offer, &changes, style),
            || report::offer::history::json(history, catalogue, offer, &changes),
        );
    }
    // Tests never become part of the catalogue that plans are made with, so they are read from its files.
    let (files, texts) = load::files(context.command_line, context.settings)?;
    let (tests, _) = rule_test::read(history, &files, &texts)?;
    let editions = Editions::new(history);
    let tests = rule_test::run::of_offer(&editions, tests, offer, load::today());
    let shown = OfferOnDay::new(history, offer, day)?;
    form.write(|style| report::offer::page(&shown, &tests, style), || report::offer::json(&shown, &tests))
}
