//! `catalogue check`: everything that is wrong or doubtful.

use annotate_snippets::{Level, Renderer};
use anyhow::Result;
use clap::{ArgMatches, Command};
use goldenthread::audit::check;
use goldenthread::audit::lint::explain::{CODES, page};
use goldenthread::catalogue::{Catalogue, CatalogueFile, History, load_history};
use goldenthread::report::findings;
use goldenthread::report::naming::title;
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Texts;
use goldenthread::text::wording::count;
use goldenthread::text::wrap;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, output, value};
use crate::cli::load::Context;
use crate::cli::load::{files, today};
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::problem::marked;
use crate::cli::reserved::taken;
use crate::cli::subcommand::{Action, Subcommand};

/// Where to read on.
const HINT: &str = "`goldenthread catalogue check --explain CODE` says more about each code";

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "check", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command.about("Report everything wrong or doubtful in the catalogue, and run its rule tests").args([
        value("explain", "CODE", "Explain one code and check nothing; without a code, list all of them")
            .num_args(0..=1)
            .default_missing_value(""),
        format::<PageForm>(),
        output(),
    ])
}

/// Checks the catalogue and writes what was found, or explains a code.
///
/// # Errors
///
/// Where the files cannot be read, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    if let Some(code) = matches.get_one::<String>("explain") {
        return explain(code, matches, context);
    }
    let (files, texts) = files(context.command_line, context.settings)?;
    let CheckResult { problems, summary, ended } = all(&files, &texts, context)?;
    let form = PageOrJson::of(matches, context.screen);
    form.write(
        |style| {
            let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
            let level = if ended == Exit::Failed { Level::ERROR } else { Level::WARNING };
            let mut text = marked(&problems, &texts, renderer, style.width, style.accessible, Some(level));
            for line in summary.lines() {
                text.extend(wrap::lines(line, style.width).into_iter().map(|line| line + "\n"));
            }
            text
        },
        || findings::json(&problems, &texts),
    )?;
    Ok(ended)
}

/// What was found, and how the run ends.
struct CheckResult {
    problems: Vec<Problem>,
    summary: String,
    ended: Exit,
}

fn all(files: &[CatalogueFile], texts: &Texts, context: &Context<'_>) -> Result<CheckResult> {
    // The flags that facts would give are those of the catalogue's own facts, so it is kept until the program ends.
    let loaded = load_history(files, texts).map(|history| &*Box::leak(Box::new(history)));
    let taken = |catalogue| taken(&(context.declare)(catalogue, context.screen), catalogue);
    let usable = |history: &'static History| match history.latest() {
        Ok(catalogue) => none(taken(catalogue)).map(|()| (history, catalogue)),
        Err(unreadable) => Err(vec![Problem::new("unreadable", unreadable.to_string())]),
    };
    let (history, catalogue) = match loaded.and_then(usable) {
        Ok(usable) => usable,
        Err(problems) => {
            let found = count(problems.len(), "problem");
            let they = if problems.len() == 1 { "it is" } else { "they are" };
            let summary = format!("{found}; the catalogue cannot be used until {they} put right\n{HINT}\n");
            return Ok(CheckResult { problems, summary, ended: Exit::Failed });
        }
    };
    let checked = check(history, files, texts, today())?;
    let title = title(catalogue);
    let offers = count(catalogue.offers.len(), "offer");
    let tests = count(checked.tests, "rule test");
    let accepted = match checked.accepted {
        0 => String::new(),
        accepted => format!("; {} accepted in the files", count(accepted, "finding")),
    };
    let (summary, ended) = match checked.problems.len() {
        0 => (format!("{title}\n{offers}, {tests}, nothing found{accepted}\n"), Exit::Done),
        found => {
            let found = count(found, "finding");
            (format!("{title}\n{offers}, {tests}, {found}{accepted}\n{HINT}\n"), Exit::Found)
        }
    };
    Ok(CheckResult { problems: checked.problems, summary, ended })
}

/// Nothing, where there are no problems.
fn none(problems: Vec<Problem>) -> Result<(), Vec<Problem>> {
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn explain(code: &str, matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let form = PageOrJson::of(matches, context.screen);
    if code.is_empty() {
        return form.write(findings::codes_page, || findings::codes_json(CODES));
    }
    match page(code) {
        Ok(code) => form.write(|style| findings::code_page(code, style), || findings::codes_json(&[*code])),
        Err(near) => {
            let help = near.map_or_else(
                || "`goldenthread catalogue check --explain` lists every code".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let problem = Problem::new("unknown-name", format!("there is no code `{code}`"))
                .at(context.command_line.place_of(code))
                .help(help);
            Err(context.refused(problem).into())
        }
    }
}
