//! `propose`: a plan for one case.

use std::path::PathBuf;

use anyhow::Result;
use clap::ArgMatches;
use clap::parser::ValueSource;
use goldenthread::case::write;
use goldenthread::plan::Planner;
use goldenthread::text::wording::plain;

use super::decided::Decided;
use super::rendered::Rendering;
use super::{Context, what_if};
use crate::cli::exit::Exit;
use crate::cli::flags::FORMS;
use crate::cli::interview::{self, Conversation};
use crate::cli::load::case_input;
use crate::cli::output::Destination;
use crate::cli::parse::Typed;
use crate::cli::problem::{Refused, say};

/// Plans one case and writes the plan.
///
/// # Errors
///
/// Where the case cannot be read, or the plan cannot be written.
pub fn run(matches: &ArgMatches, typed: &Typed, context: &mut Context<'_>) -> Result<Exit> {
    let destination = Destination::of_result(matches);
    let save = matches.get_one::<Destination>("save");
    let form = form(matches, context)?;
    let what_if = what_if::answers(matches, context)?;
    let mut input = case_input(matches, typed, context)?;
    let planner = Planner::new(context.catalogue);
    let mut conversation = None;
    if interview::is_wanted(matches, &input, context.screen) {
        if !context.screen.can_ask() {
            say(&interview::needs_a_terminal(&planner, &input));
            return Ok(Exit::Failed);
        }
        let mut asking = Conversation::begin(&planner, &input, matches, context.screen)?;
        if let Some(stopped) = asking.fill(&mut input)? {
            return Ok(stopped);
        }
        conversation = Some(asking);
    } else if input.answered == 0 {
        say(&how_to_begin(context, matches.get_one::<PathBuf>("case")));
        return Ok(Exit::Failed);
    }
    // What is presumed is not saved as known.
    let saved = save
        .map(|to| (to, write::toml(context.catalogue, &input.case, &input.accepted, input.sentence_ends)));
    let decided = Decided::new(&planner, &mut input, context)?;
    let planned = decided.planned(&planner, &input);
    let rendering = Rendering::new(form, matches, context.screen, &destination);
    let text = match what_if {
        Some(what_if) => rendering.what_if(&planned, &what_if)?,
        None => rendering.plan(&planned),
    };
    rendering.left_out(&planned).iter().for_each(|note| say(note));
    if let Some((to, case)) = saved {
        to.write(case.as_bytes())?;
        to.tell("The case, for `--case` to read, is in");
    }
    destination.write(&text)?;
    destination.tell("The plan is in");
    conversation.map_or(Ok(Exit::Done), Conversation::end)
}

/// The form that the flag asks for, or else the settings.
fn form<'m>(matches: &'m ArgMatches, context: &Context<'m>) -> Result<&'m str> {
    let given = matches.get_one::<String>("format").map_or("table", String::as_str);
    if matches.value_source("format") == Some(ValueSource::CommandLine) {
        return Ok(given);
    }
    let set = context.settings.form(FORMS);
    let set = set.map_err(|problem| Refused::new(vec![problem], &context.command_line.texts))?;
    Ok(set.unwrap_or(given))
}

/// What to do where nothing is known yet.
fn how_to_begin(context: &Context<'_>, case: Option<&PathBuf>) -> String {
    let vocabulary = &context.catalogue.vocabulary;
    let mut basic: Vec<_> = vocabulary.iter().filter(|(_, fact)| fact.basic.is_some()).collect();
    basic.sort_by_key(|(_, fact)| fact.basic);
    let found = match case {
        Some(path) => format!("`{}` has no answers in it", plain(&path.display().to_string())),
        None => "nothing is known about the person yet".to_owned(),
    };
    let mut text = format!("error: {found}\n\nBegin with these answers:\n");
    for (_, fact) in &basic {
        text.push_str(&format!("  --{:<12}  {}\n", plain(&fact.key), plain(&fact.question)));
    }
    text.push_str(
        "\nor with a case file:\n  goldenthread --case case.toml\n\n\
         `goldenthread facts` lists every fact, its flag and its values.\n",
    );
    text
}
