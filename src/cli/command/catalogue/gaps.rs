//! `catalogue gaps`: who has a need that no offer can meet.

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{ArgAction, ArgMatches, Command};
use goldenthread::audit::gaps::{COHORTS, MORE_COHORTS, Scope, gaps};
use goldenthread::audit::overlaps::overlaps;
use goldenthread::catalogue::Catalogue;
use goldenthread::ids;
use goldenthread::plan::Planner;
use goldenthread::report;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, output, switch, value};
use crate::cli::load::{self, Context};
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "gaps", declare, action: Action::Run(run) };

fn declare(command: Command, catalogue: &'static Catalogue) -> Command {
    let targets = catalogue.targets.iter().map(|target| target.id.as_str());
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    command.about("Find who has a need that no offer can meet, over every profile that the facts allow").args(
        [
            value("as-of", "DATE", "The day that counts, such as 2026-11-30; without it, today"),
            value("target", "TARGET", "Only this need or aim; may be given several times")
                .action(ArgAction::Append)
                .value_parser(PossibleValuesParser::new(targets)),
            value("region", "REGION", "Only this region")
                .value_parser(PossibleValuesParser::new(regions.iter().map(|value| value.key.as_str()))),
            switch(
                "with-time",
                "Count those who have too few weeks or RAR days for an offer as left out of it",
            ),
            switch("more", "List up to 200 cohorts of each need, not 12; this can take a minute"),
            switch("overlaps", "List the offers of one kind that compete for somebody, too"),
            format::<PageForm>(),
            output(),
        ],
    )
}

/// Finds the gaps and writes them.
///
/// # Errors
///
/// Where a day cannot be read, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let on = load::day("as-of", matches, context.command_line)?;
    context.move_to(on)?;
    let catalogue = context.catalogue;
    let planner = Planner::new(catalogue);
    let targets = matches.get_many::<String>("target").into_iter().flatten();
    let region = matches.get_one::<String>("region");
    let scope = Scope {
        day: on,
        targets: targets.filter_map(|id| ids::find(&catalogue.targets, |target| target.id == *id)).collect(),
        region: region.and_then(|key| catalogue.fact(catalogue.policy.roles.region).value_written(key)),
        with_time: matches.get_flag("with-time"),
        most: if matches.get_flag("more") { MORE_COHORTS } else { COHORTS },
    };
    let mut found = gaps(&planner, scope)?;
    let overlaps = matches.get_flag("overlaps").then(|| {
        let day = found.scope.day;
        overlaps(&planner, &mut found.space, day)
    });
    let overlaps = overlaps.as_deref();
    let form = PageOrJson::of(matches, context.screen);
    form.write(
        |style| report::gaps::page(&found, catalogue, overlaps, style),
        || report::gaps::json(&found, catalogue, overlaps),
    )?;
    Ok(if found.any() { Exit::Found } else { Exit::Done })
}
