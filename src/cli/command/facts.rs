//! `facts`: every fact, or one in full.

use anyhow::Result;
use clap::{Arg, ArgMatches, Command};
use goldenthread::catalogue::{Catalogue, FactId};
use goldenthread::report::facts;
use goldenthread::text::problem::{Problem, nearest};

use crate::cli::exit::Exit;
use crate::cli::flags::{Suggested, format, output, value};
use crate::cli::load::{self, Context};
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "facts", declare, action: Action::Run(run) };

fn declare(command: Command, catalogue: &'static Catalogue) -> Command {
    let keys = catalogue.vocabulary.iter().map(|(_, fact)| fact.key.as_str());
    command
        .before_help("Examples:\n  goldenthread facts\n  goldenthread facts sara")
        .about("List every fact: its flag, its values and which offers read it")
        .arg(
            Arg::new("fact")
                .value_name("FACT")
                .value_parser(Suggested::new(keys))
                .hide_possible_values(true)
                .help("Show one fact in full"),
        )
        .arg(value("as-of", "DATE", "The day whose rules count, such as 2026-11-30; without it, today"))
        .args([format::<PageForm>(), output()])
}

/// Lists every fact, or shows the one that is named.
///
/// # Errors
///
/// Where there is no such fact, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let on = load::day("as-of", matches, context.command_line)?;
    context.move_to(on)?;
    let catalogue = context.catalogue;
    let form = PageOrJson::of(matches, context.screen);
    let Some(written) = matches.get_one::<String>("fact") else {
        let all: Vec<FactId> = catalogue.vocabulary.iter().map(|(id, _)| id).collect();
        return form.write(|style| facts::page(catalogue, style), || facts::json(catalogue, &all));
    };
    let key = written.trim_start_matches("--");
    let Some(fact) = catalogue.vocabulary.named(key) else {
        let problem = Problem::new("unknown-name", format!("there is no fact `{key}`"))
            .at(context.command_line.place_of(written))
            .help(nearest(key, catalogue.vocabulary.keys()).map_or_else(
                || "`goldenthread facts` lists them all".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ));
        return Err(context.refused(problem).into());
    };
    form.write(|style| facts::page_of(catalogue, fact, style), || facts::json(catalogue, &[fact]))
}
