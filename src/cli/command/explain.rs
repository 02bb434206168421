//! `explain`: one offer for one case, and what would change the outcome.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::case::read;
use goldenthread::catalogue::OfferId;
use goldenthread::explain::{Explainer, Goal};
use goldenthread::plan::Planner;
use goldenthread::report::explain::Explanation;
use goldenthread::text::problem::Problem;

use super::decided::Decided;
use super::{Context, Form};
use crate::cli::exit::Exit;
use crate::cli::load::case_input;
use crate::cli::parse::Typed;
use crate::cli::problem::Refused;

/// Explains the offer that was named.
///
/// # Errors
///
/// Where there is no such offer, the case cannot be read, or the result cannot be written.
pub fn run(matches: &ArgMatches, typed: &Typed, context: &mut Context<'_>) -> Result<Exit> {
    let offer = named(matches, context)?;
    let mut input = case_input(matches, typed, context)?;
    let planner = Planner::new(context.catalogue);
    let decided = Decided::new(&planner, &mut input, context)?;
    let planned = decided.planned(&planner, &input);
    let accepted = input.accepted_ids();
    let explainer = Explainer::new(&planner);
    let goal = match matches.get_one::<String>("to").map(String::as_str) {
        Some("consider") => Goal::Consider,
        Some(_) => Goal::Include,
        None => explainer.usual_goal(offer, &accepted),
    };
    let routes = explainer.routes(offer, goal, &input.case, &accepted);
    let explanation = Explanation { planned: &planned, offer, routes: &routes };
    Form::of(matches, context).write(|style| explanation.page(style), || explanation.json())
}

fn named(matches: &ArgMatches, context: &Context<'_>) -> Result<OfferId> {
    let written = matches.get_one::<String>("offer").map_or("", String::as_str);
    let offer = read::offer(context.catalogue, written).map_err(|(message, help)| {
        let problem = Problem::new("unknown-name", message);
        let problem = problem.at(context.command_line.place_of(written)).help(help);
        Refused::new(vec![problem], &context.command_line.texts)
    })?;
    Ok(offer)
}
