//! `import`: answers read from what other systems export, as a case file to check.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use goldenthread::ask::Asker;
use goldenthread::case::Judgement;
use goldenthread::catalogue::Catalogue;
use goldenthread::import::{ImportFile, Imported, import, words, write};
use goldenthread::plan::{Options, Planner};
use goldenthread::text::problem::Problem;
use goldenthread::text::wording::{count, list, plain};
use goldenthread::text::wrap;
use jiff::civil::Date;

use crate::cli::exit::Exit;
use crate::cli::flags::{output, switch, value};
use crate::cli::load::read::text;
use crate::cli::load::{self, Context};
use crate::cli::output::{Destination, OVERWRITE_RESULT};
use crate::cli::problem::{Refused, say};
use crate::cli::subcommand::{Action, Subcommand};

const EXAMPLES: &str = "\
Examples:
  goldenthread import pni.json needs.json sentence.json -o case.toml
  goldenthread --case case.toml --interview";

const AFTER: &str = "\
Each file is one answer of one system, as it was exported. A name, a date of birth or a case number is never written. \
What two files say differently is left open, and what is not answered stays unknown. Ends with 1 where something could \
not be read or differs, and with 2 where nothing could be read.";

/// The columns of a message.
const WIDTH: usize = 78;

/// How many questions are named.
const MOST_NAMED: usize = 5;

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "import", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .about("Read answers from what your systems export, as a case file to check")
        .before_help(EXAMPLES)
        .after_help(AFTER)
        .args([
            Arg::new("files")
                .value_name("FILE")
                .required(true)
                .action(ArgAction::Append)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help("JSON that a system exported; `-` is standard input"),
            value("as-of", "DATE", "The day of the plan, such as 2026-11-30; without it, today"),
            output(),
            switch("overwrite", "Let `-o` write over another file").id(OVERWRITE_RESULT).short('f'),
        ])
}

/// Reads the files and writes the case.
///
/// # Errors
///
/// Where a file cannot be read, files are of two persons, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let day = load::day("as-of", matches, context.command_line)?;
    context.move_to(day)?;
    let paths: Vec<&PathBuf> = matches.get_many("files").into_iter().flatten().collect();
    let files = opened(&paths, context)?;
    let catalogue = context.catalogue;
    let imported = import(catalogue, day, &context.command_line.texts, &files);
    let imported = imported.map_err(|problems| Refused::new(problems, &context.command_line.texts))?;
    say(&words::messages(catalogue, &imported));
    if imported.is_empty() {
        say("error: nothing could be read, so no case file is written\n");
        return Ok(Exit::Failed);
    }
    let destination = Destination::of_result(matches);
    destination.write(write::case_file(catalogue, &imported, day).as_bytes())?;
    say(&still_to_ask(catalogue, &imported, day, &destination));
    Ok(if imported.has_findings() { Exit::Found } else { Exit::Done })
}

/// Every file, opened. What is wrong with one is told without its text, for that may name somebody.
fn opened(paths: &[&PathBuf], context: &mut Context<'_>) -> Result<Vec<ImportFile>, Refused> {
    let texts = &mut context.command_line.texts;
    let mut problems = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        match text(path, texts) {
            Ok(text) => files.push(ImportFile { name: name(path), text }),
            Err(problem) => problems.push(without_text(problem, path)),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(Refused::new(problems, texts)) }
}

/// The name of a file without its folder.
fn name(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".to_owned();
    }
    path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn without_text(problem: Problem, path: &Path) -> Problem {
    let message = match problem.place {
        Some(_) => format!("`{}`: {}", plain(&name(path)), problem.message),
        None => problem.message,
    };
    let help = match problem.code {
        "too-long" => Some("what a system says of one person is shorter: is it the right file?".to_owned()),
        _ => problem.help,
    };
    Problem { message, help, place: None, also: Vec::new(), ..problem }
}

/// What the answers leave to ask, and how.
fn still_to_ask(catalogue: &Catalogue, imported: &Imported, day: Date, destination: &Destination) -> String {
    let planner = Planner::new(catalogue);
    let mut case = imported.case(catalogue, day);
    // What holds by default was not read, and is asked.
    for (fact, declared) in catalogue.vocabulary.iter() {
        if declared.default.is_some() && imported.answers.iter().all(|(read, ..)| *read != fact) {
            case.forget(fact);
        }
    }
    let judgement = Judgement::default();
    let decision = planner.decide(&case, &Options::from(&judgement));
    let mut open = Asker::new(&planner).questions(&case, &judgement, &decision);
    open.retain(|question| !question.only_contradicts);
    let hinted = write::hints(catalogue, imported);
    open.sort_by_key(|question| hinted.iter().all(|(fact, _)| *fact != question.fact));
    if open.is_empty() {
        return "No other answer could change the plan.\n".to_owned();
    }
    let names: Vec<&str> =
        open.iter().take(MOST_NAMED).map(|question| catalogue.fact(question.fact).name.as_str()).collect();
    let more = if open.len() > names.len() { "beginning with " } else { "" };
    let file = match destination {
        Destination::File(path) => plain(&path.display().to_string()),
        Destination::Stdout => "FILE".to_owned(),
    };
    let text = format!(
        "{} could still change the plan, {more}{}. To be asked, hints first: `goldenthread --case {file} --interview`.",
        count(open.len(), "other answer"),
        list(&names)
    );
    wrap::lines(&text, WIDTH).join("\n") + "\n"
}
