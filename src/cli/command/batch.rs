//! `batch`: a plan for every case of a caseload.

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command};
use goldenthread::batch::{Counts, Output, Plans};
use goldenthread::plan::Planner;
use goldenthread::text::wording::count;

use super::Context;
use crate::cli::caseload::{self, Caseload};
use crate::cli::exit::Exit;
use crate::cli::flags;
use crate::cli::output::{Destination, Sink};
use crate::cli::pipeline::{self, Ended};
use crate::cli::problem::say;

const EXAMPLES: &str = "\
Examples:
  goldenthread batch caseload.csv --format csv -o plans.csv --rejects rejects.ndjson
  goldenthread batch caseload.ndjson --only outcomes | split -l 1000
  goldenthread batch caseload.csv --summary -";

/// Declares the command.
pub fn declare() -> Command {
    caseload::input(Command::new("batch"))
        .about("Plan every case of a caseload, CSV or NDJSON, in its order")
        .before_help(EXAMPLES)
        .args([
            flags::format(&["ndjson", "csv"]),
            Arg::new("only")
                .long("only")
                .value_name("PART")
                .value_parser(["outcomes", "plan", "full"])
                .default_value("full")
                .help("How much of each plan NDJSON has"),
            Arg::new("raw-csv")
                .long("raw-csv")
                .action(ArgAction::SetTrue)
                .help("Leave cells as they are that a spreadsheet would take for a formula"),
            flags::output(),
            Arg::new("summary")
                .long("summary")
                .value_name("FILE")
                .value_parser(Destination::parser())
                .action(ArgAction::Append)
                .help(
                    "Write here what the caseload comes to: as JSON where the name ends in .json, else as tables; \
                     `-` writes tables and no plans",
                ),
            Arg::new("no-suppression")
                .long("no-suppression")
                .action(ArgAction::SetTrue)
                .help("Show counts below 5 in the summary's tables by group"),
        ])
}

/// Plans a caseload.
///
/// # Errors
///
/// Where it cannot be read, or the plans cannot be written.
pub fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let summaries: Vec<&Destination> = matches.get_many("summary").into_iter().flatten().collect();
    let summary_alone = summaries.contains(&&Destination::Stdout) && !matches.contains_id("output");
    let output = if summary_alone { Output::Nothing } else { output(matches) };
    let caseload = Caseload::open(matches, context.catalogue, piece(output), false)?;
    let planner = Planner::new(context.catalogue);
    let plans = Plans::new(&planner, output, !summaries.is_empty());
    let results = if summary_alone { Sink::Nowhere } else { Sink::open(&Destination::of_result(matches))? };
    let rejects = caseload.rejects.clone();
    let Ended { counts, each } = pipeline::run(caseload, &plans, results, &output.header())?;
    if let Some(summary) = Plans::summary_of(&each) {
        let suppress = !matches.get_flag("no-suppression");
        for to in summaries {
            let is_json =
                matches!(to, Destination::File(path) if path.extension().is_some_and(|e| e == "json"));
            let page = || summary.page(&counts, suppress).into_bytes();
            to.write(&if is_json { summary.json(&counts, suppress) } else { page() })?;
        }
    }
    say(&told(&counts, "plan", rejects.as_ref()));
    Ok(if counts.rejects > 0 { Exit::Found } else { Exit::Done })
}

fn output(matches: &ArgMatches) -> Output {
    let is = |name: &str, value: &str| matches.get_one::<String>(name).is_some_and(|given| given == value);
    if is("format", "csv") {
        Output::Csv { raw: matches.get_flag("raw-csv") }
    } else if is("only", "outcomes") {
        Output::Outcomes
    } else if is("only", "plan") {
        Output::Plan
    } else {
        Output::Full
    }
}

/// How many bytes and rows are worked on at once: fewer where a case has much to say, so that memory stays bounded.
fn piece(output: Output) -> (usize, usize) {
    match output {
        Output::Full => (16 << 10, 32),
        Output::Outcomes | Output::Plan | Output::Csv { .. } | Output::Nothing => (128 << 10, 1024),
    }
}

/// What became of the rows, in one line.
pub fn told(counts: &Counts, noun: &str, rejects: Option<&Destination>) -> String {
    let mut line = format!("{} read: {}", rows(counts.rows), number(counts.cases, noun));
    line.push_str(&format!(", {}", number(counts.rejects, "reject")));
    if let Some(to) = rejects.filter(|_| counts.rejects > 0) {
        line.push_str(&format!(" (in `{to}`)"));
    }
    if counts.blank > 0 {
        line.push_str(&format!("; {} passed over", number(counts.blank, "blank row")));
    }
    line + "\n"
}

fn rows(number: u64) -> String {
    self::number(number, "row")
}

fn number(number: u64, noun: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}
