//! `catalogue gaps`: who has a need that no offer can meet.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::audit::gaps::{COHORTS, MORE_COHORTS, Scope, gaps};
use goldenthread::audit::overlaps::overlaps;
use goldenthread::catalogue::TargetId;
use goldenthread::plan::Planner;

use super::day;
use crate::cli::command::{Context, Form};
use crate::cli::exit::Exit;

/// Finds the gaps and writes them.
///
/// # Errors
///
/// Where a day cannot be read, or the result cannot be written.
pub fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let planner = Planner::new(catalogue);
    let targets = matches.get_many::<String>("target").into_iter().flatten();
    let region = matches.get_one::<String>("region");
    let scope = Scope {
        day: day("as-of", matches, context)?,
        targets: targets
            .filter_map(|id| catalogue.targets.iter().position(|target| target.id == *id))
            .map(TargetId::from)
            .collect(),
        region: region.and_then(|key| catalogue.fact(catalogue.policy.roles.region).value_named(key)),
        with_time: matches.get_flag("with-time"),
        most: if matches.get_flag("more") { MORE_COHORTS } else { COHORTS },
    };
    let mut found = gaps(&planner, scope)?;
    let overlaps = matches.get_flag("overlaps").then(|| {
        let day = found.scope.day;
        overlaps(&planner, &mut found.space, day)
    });
    let overlaps = overlaps.as_deref();
    let form = Form::of(matches, context);
    form.write(|style| found.page(catalogue, overlaps, style), || found.json(catalogue, overlaps))?;
    Ok(if found.any() { Exit::Found } else { Exit::Done })
}
