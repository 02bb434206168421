//! `explain`: one offer for one case, and what would change the outcome.

use anyhow::Result;
use clap::{ArgMatches, Command};
use goldenthread::catalogue::Catalogue;
use goldenthread::explain::explanation::Explanation;
use goldenthread::explain::{Explainer, Goal};
use goldenthread::plan::Planner;
use goldenthread::report::explain;

use super::decided::DecidedCase;
use crate::cli::exit::Exit;
use crate::cli::flags::{AFTER_CASE, case_input, format, offer, output, value};
use crate::cli::load;
use crate::cli::load::Context;
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "explain", declare, action: Action::RunOnCase(run) };

const EXAMPLES: &str = "\
Examples:
  goldenthread explain TSP --case case.toml
  goldenthread explain BBR --case case.toml --sara low";

fn declare(command: Command, catalogue: &'static Catalogue) -> Command {
    case_input(command, catalogue)
        .about("Show every check of one offer for one case, and what would change the outcome")
        .before_help(EXAMPLES)
        .after_help(AFTER_CASE)
        .arg(offer(catalogue))
        .args([format::<PageForm>(), output()])
        .arg(
            value(
                "to",
                "OUTCOME",
                "The outcome to look for: in the plan, or for your judgement [usually include]",
            )
            .value_parser(["include", "consider"]),
        )
}

/// Explains the offer that was named.
///
/// # Errors
///
/// Where there is no such offer, the case cannot be read, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let offer = load::offer(matches, context.catalogue, context.command_line)?;
    let mut input = load::case_input(matches, context, false)?;
    let planner = Planner::new(context.catalogue);
    let decided = DecidedCase::new(&planner, &mut input, matches, context)?;
    let planned = decided.planned(&planner, &input);
    let judgement = input.judgement();
    let explainer = Explainer::new(&planner);
    let goal = match matches.get_one::<String>("to").map(String::as_str) {
        Some("consider") => Goal::Consider,
        Some(_) => Goal::Include,
        None => explainer.usual_goal(offer, &input.case, &judgement.accepted),
    };
    let routes = explainer.routes(offer, goal, &input.case, &judgement);
    let explanation = Explanation { planned: &planned, offer, routes: &routes };
    decided.save()?;
    PageOrJson::of(matches, context.screen)
        .write(|style| explain::page(&explanation, style), || explain::json::json(&explanation))
}
