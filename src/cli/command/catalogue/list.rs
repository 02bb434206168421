//! `catalogue list`: the offers by kind.

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};
use goldenthread::catalogue::{Catalogue, Choice};
use goldenthread::ids;
use goldenthread::report::offers;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, output, value};
use crate::cli::load::{Context, day};
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "list", declare, action: Action::Run(run) };

fn declare(command: Command, catalogue: &'static Catalogue) -> Command {
    let one = |name: &'static str, shown: &'static str, known: Vec<&'static str>, help: &'static str| {
        value(name, shown, help).value_parser(PossibleValuesParser::new(known)).hide_possible_values(true)
    };
    let kinds = catalogue.policy.kinds.iter().map(|kind| kind.id.as_str()).collect();
    let targets = catalogue.targets.iter().map(|target| target.id.as_str()).collect();
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    command.about("List the offers by kind: all of them, or those picked").args([
        one("kind", "KIND", kinds, "Only offers of this kind"),
        one("target", "TARGET", targets, "Only offers that work on this need or aim"),
        one(
            "region",
            "REGION",
            regions.iter().map(|value| value.key.as_str()).collect(),
            "Only offers delivered in this region",
        ),
        value("on", "DATE", "Only offers in force on this day, by its rules"),
        value("as-of", "DATE", "The day whose rules are listed; without it, that of `--on`, else today"),
        one("reads", "FACT", catalogue.vocabulary.keys().collect(), "Only offers that read this fact"),
        format::<PageForm>(),
        output(),
    ])
}

/// Lists the offers that the flags pick.
///
/// # Errors
///
/// Where a day cannot be read, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let flag = if matches.contains_id("as-of") { "as-of" } else { "on" };
    let on = day(flag, matches, context.command_line)?;
    context.move_to(on)?;
    // The day whose rules are listed, unless another is asked about by them.
    let stands_on = if matches.contains_id("on") { day("on", matches, context.command_line)? } else { on };
    let catalogue = context.catalogue;
    let choice = choice(matches, context)?;
    PageOrJson::of(matches, context.screen).write(
        |style| offers::page(catalogue, &choice, stands_on, style),
        || offers::json(catalogue, &choice, stands_on),
    )
}

/// Which offers the flags pick.
fn choice(matches: &ArgMatches, context: &Context<'_>) -> Result<Choice> {
    let catalogue = context.catalogue;
    let given = |flag: &str| matches.get_one::<String>(flag).map(String::as_str);
    let kind = |id: &str| ids::find(&catalogue.policy.kinds, |kind| kind.id == id);
    let target = |id: &str| ids::find(&catalogue.targets, |target| target.id == id);
    let region = |key: &str| catalogue.fact(catalogue.policy.roles.region).value_written(key);
    Ok(Choice {
        kind: given("kind").and_then(kind),
        target: given("target").and_then(target),
        region: given("region").and_then(region),
        on: given("on").map(|_| day("on", matches, context.command_line)).transpose()?,
        fact: given("reads").and_then(|key| catalogue.vocabulary.named(key)),
    })
}
