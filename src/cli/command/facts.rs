//! `facts`: every fact, or one in full.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::catalogue::FactId;
use goldenthread::report::facts;
use goldenthread::text::problem::{Problem, nearest};

use super::{Context, Form};
use crate::cli::exit::Exit;
use crate::cli::problem::Refused;

/// Lists every fact, or shows the one that is named.
///
/// # Errors
///
/// Where there is no such fact, or the result cannot be written.
pub fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let form = Form::of(matches, context);
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
        return Err(Refused::new(vec![problem], &context.command_line.texts).into());
    };
    form.write(|style| facts::page_of(catalogue, fact, style), || facts::json(catalogue, &[fact]))
}
