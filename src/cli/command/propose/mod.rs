//! `propose`: a plan for one case.

mod what_if;

use std::ops::ControlFlow::{self, Break, Continue};
use std::path::PathBuf;

use anyhow::Result;
use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Command};
use goldenthread::catalogue::Catalogue;
use goldenthread::plan::Planner;
use goldenthread::reasons::PlannedCase;
use goldenthread::text::wording::{list, plain};
use goldenthread::text::wrap;

use super::decided::DecidedCase;
use crate::cli::command_line::USUAL_COMMAND;
use crate::cli::exit::Exit;
use crate::cli::flags::{AFTER_CASE, case_input, format, output, switch, value};
use crate::cli::interview::{self, AfterPlan, Conversation};
use crate::cli::load::{self, Context, Input};
use crate::cli::output::{Destination, PlanForm, Rendering};
use crate::cli::problem::say;
use crate::cli::subcommand::{Action, Subcommand};

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: USUAL_COMMAND, declare, action: Action::RunOnCase(run) };

const EXAMPLES: &str = "\
Examples:
  goldenthread --case case.toml
  goldenthread --case case.toml --format html -o plan.html";

fn declare(command: Command, catalogue: &'static Catalogue) -> Command {
    case_input(command, catalogue)
        .about("Propose a sequenced plan for one case, with the reason for every offer")
        .before_help(EXAMPLES)
        .after_help(AFTER_CASE)
        .args([
            switch("interview", "Ask for answers that could still change the plan"),
            format::<PlanForm>(),
            output(),
            switch(
                "all",
                "List every criterion of every offer, and offers that have nothing to do with the case",
            ),
            value("detail", "HOW-MUCH", "How much to say; `court` fits one page")
                .value_parser(["brief", "full", "court"])
                .default_value("full"),
            switch("redact", "Leave out scores and details of offences"),
            value("language", "LANGUAGE", "The sheet's language: en, or cy for Welsh")
                .value_parser(["en", "cy"])
                .default_value("en")
                .hide_possible_values(true)
                .hide_default_value(true),
            value("what-if", "FACT=VALUE", "Show beside it the plan with this answer instead")
                .action(ArgAction::Append),
        ])
}

/// Plans one case and writes the plan.
///
/// # Errors
///
/// Where the case cannot be read, or the plan cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let form = form(matches, context)?;
    let other_answers = what_if::answers(matches, context)?;
    let destination = Destination::of_result(matches);
    let rendering = Rendering::new(form, matches, context, &destination, load::today())?;
    rendering.check(other_answers.is_some())?;
    rendering.can_go_to(&destination)?;
    let mut input = load::case_input(matches, context, context.screen.can_ask())?;
    if interview::is_wanted(matches, &input, context.screen) && context.screen.can_ask() {
        interview::offer_today(&mut input, matches, context)?;
    }
    let planner = Planner::new(context.catalogue);
    let mut conversation = match completed(&planner, &mut input, matches, context)? {
        Continue(conversation) => conversation,
        Break(ended) => return Ok(ended),
    };
    loop {
        let decided = DecidedCase::new(&planner, &mut input, matches, context)?;
        let planned = decided.planned(&planner, &input);
        let talking = conversation.as_ref().is_some_and(|_| destination == Destination::Stdout);
        let plan = match &other_answers {
            Some(answers) => what_if::beside(&planned, answers, &rendering)?,
            None if talking => rendering.brief(&planned)?,
            None => rendering.plan(&planned)?,
        };
        rendering.notes(&planned).iter().for_each(|note| say(note));
        decided.save()?;
        destination.write(&plan)?;
        destination.tell("The plan is in");
        if conversation.is_none() {
            say(&open_hints(&input, context.catalogue));
        }
        let Some(conversation) = conversation.as_mut() else { return Ok(Exit::Done) };
        if let Some(ended) = after_plan(conversation, &planned, &rendering)? {
            return Ok(ended);
        }
        if let Some(ended) = conversation.fill(&mut input)? {
            return Ok(ended);
        }
    }
}

/// Does with the plan what the person asks for, until they finish or change an answer. Gives the status to end with, where they
/// finish.
fn after_plan(
    conversation: &mut Conversation<'_>,
    planned: &PlannedCase<'_>,
    rendering: &Rendering,
) -> Result<Option<Exit>> {
    loop {
        match conversation.after_plan(planned)? {
            AfterPlan::Finish(ended) => return Ok(Some(ended)),
            AfterPlan::PlanAgain => return Ok(None),
            AfterPlan::Whole => Destination::Stdout.write(&rendering.on_screen().plan(planned)?)?,
            AfterPlan::Write(form, file) => {
                conversation.written(&rendering.in_form(form).plan(planned)?, &file)?;
            }
            AfterPlan::WhatIf(fact, answer) => {
                let beside =
                    what_if::beside(planned, &[(fact, Some(answer))], &rendering.in_form(PlanForm::Table))?;
                Destination::Stdout.write(&beside)?;
            }
        }
    }
}

/// Asks for what is not known yet, where that is wanted, and gives the conversation to end once the plan was shown. Breaks off
/// with a status where there is nothing to plan from, or the person stopped.
fn completed<'p>(
    planner: &'p Planner<'p>,
    input: &mut Input,
    matches: &ArgMatches,
    context: &Context<'_>,
) -> Result<ControlFlow<Exit, Option<Conversation<'p>>>> {
    if !interview::is_wanted(matches, input, context.screen) {
        if input.answered == 0 {
            say(&how_to_begin(context, matches.get_one("case")));
            return Ok(Break(Exit::Failed));
        }
        return Ok(Continue(None));
    }
    if !context.screen.can_ask() {
        say(&interview::needs_a_terminal(planner, input));
        return Ok(Break(Exit::Failed));
    }
    let mut conversation = Conversation::begin(planner, input, matches, context.screen)?;
    let stopped = conversation.fill(input)?;
    Ok(stopped.map_or_else(|| Continue(Some(conversation)), Break))
}

/// A word on hints that wait to be confirmed, where nobody was asked: no plan rests on them.
fn open_hints(input: &Input, catalogue: &Catalogue) -> String {
    let names: Vec<&str> = input.hints.iter().map(|(fact, _)| catalogue.fact(*fact).name.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    let text = format!(
        "note: the case file has {} that nobody confirmed, and the plan does not rest on: {}. `--interview` asks for \
         these first.",
        if names.len() == 1 { "a hint" } else { "hints" },
        list(&names)
    );
    format!("{}\n", wrap::lines(&plain(&text), 78).join("\n"))
}

/// The form that the flag asks for, or else the settings.
fn form(matches: &ArgMatches, context: &Context<'_>) -> Result<PlanForm> {
    let given = matches.get_one("format").copied().unwrap_or(PlanForm::Table);
    if matches.value_source("format") == Some(ValueSource::CommandLine) {
        return Ok(given);
    }
    let set = context.settings.form().map_err(|problem| context.refused(problem))?;
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
