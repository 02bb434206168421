//! `batch`: a plan for every case of a caseload.

use std::ffi::OsStr;

use anyhow::Result;
use clap::builder::{EnumValueParser, PossibleValue};
use clap::{ArgAction, ArgMatches, Command, ValueEnum};
use goldenthread::catalogue::Catalogue;
use goldenthread::plan::Editions;
use goldenthread::report::caseload::{CaseOutput, Plans};
use goldenthread::report::html::summary_page;

use crate::cli::exit::Exit;
use crate::cli::flags;
use crate::cli::load::Context;
use crate::cli::load::caseload::{self, Caseload};
use crate::cli::output::{Destination, Rights, Sink};
use crate::cli::pipeline::{self, Ended, told};
use crate::cli::problem::say;
use crate::cli::subcommand::{Action, Subcommand};

const EXAMPLES: &str = "\
Examples:
  goldenthread batch caseload.csv --format csv -o plans.csv --rejects rejects.ndjson
  goldenthread batch caseload.ndjson --only outcomes | split -l 1000
  goldenthread batch caseload.csv --summary -";

/// The form of the plans.
#[derive(Clone, Copy, Debug)]
enum PlansForm {
    Ndjson,
    Csv,
}

impl ValueEnum for PlansForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Ndjson, Self::Csv]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }))
    }
}

/// How much of each plan NDJSON has.
#[derive(Clone, Copy, Debug)]
enum PlanPart {
    Outcomes,
    Plan,
    Full,
}

impl ValueEnum for PlanPart {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Outcomes, Self::Plan, Self::Full]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Outcomes => "outcomes",
            Self::Plan => "plan",
            Self::Full => "full",
        }))
    }
}

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "batch", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    caseload::input(command)
        .about("Plan every case of a caseload, CSV or NDJSON, in its order")
        .before_help(EXAMPLES)
        .args([
            flags::format::<PlansForm>(),
            flags::value("only", "PART", "How much of each plan NDJSON has")
                .value_parser(EnumValueParser::<PlanPart>::new())
                .default_value("full"),
            flags::raw_csv(),
            flags::output(),
            flags::written(
                "summary",
                "Write here what the caseload comes to: as JSON where the name ends in .json, a page with charts where \
                 it ends in .html, else tables; \
                 `-` writes tables and no plans",
            )
            .action(ArgAction::Append),
            flags::switch("no-suppression", "Show counts below 5 in the summary's tables by group"),
        ])
}

/// Plans a caseload.
///
/// # Errors
///
/// Where it cannot be read, or the plans cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let summaries: Vec<&Destination> = matches.get_many("summary").into_iter().flatten().collect();
    let summary_alone = summaries.contains(&&Destination::Stdout) && !matches.contains_id("output");
    let output = if summary_alone { CaseOutput::Nothing } else { output(matches) };
    let caseload = Caseload::open(matches, context, piece(output), false)?;
    let editions = Editions::new(context.history);
    let plans = Plans::new(&editions, output, !summaries.is_empty());
    let to = Destination::of_result(matches);
    let results = if summary_alone { Sink::Nowhere } else { to.open(Rights::Usual)? };
    let rejects = caseload.rejects.clone();
    let Ended { counts, each } = pipeline::run(caseload, &plans, results, &output.header())?;
    if !summaries.is_empty() {
        let summary = Plans::summary_of(&editions, &each)?;
        let suppress = !matches.get_flag("no-suppression");
        for to in summaries {
            let end = match to {
                Destination::File(path) => path.extension().and_then(OsStr::to_str).unwrap_or_default(),
                Destination::Stdout => "",
            };
            to.write(&match end.to_ascii_lowercase().as_str() {
                "json" => summary.json(&counts, suppress),
                "html" | "htm" => summary_page(&summary, &counts, suppress).into_bytes(),
                _ => summary.page(&counts, suppress).into_bytes(),
            })?;
        }
    }
    say(&told(&counts, "plan", rejects.as_ref()));
    Ok(if counts.rejects > 0 { Exit::Found } else { Exit::Done })
}

/// What is written of each plan.
fn output(matches: &ArgMatches) -> CaseOutput {
    match (matches.get_one("format"), matches.get_one("only")) {
        (Some(PlansForm::Csv), _) => CaseOutput::Csv { raw: matches.get_flag("raw-csv") },
        (Some(PlansForm::Ndjson) | None, Some(PlanPart::Outcomes)) => CaseOutput::Outcomes,
        (Some(PlansForm::Ndjson) | None, Some(PlanPart::Plan)) => CaseOutput::Plan,
        (Some(PlansForm::Ndjson) | None, Some(PlanPart::Full) | None) => CaseOutput::Full,
    }
}

/// How many bytes and rows are worked on at once: fewer where a case has much to say, so that memory stays bounded.
fn piece(output: CaseOutput) -> (usize, usize) {
    match output {
        CaseOutput::Full => (16 << 10, 32),
        CaseOutput::Outcomes | CaseOutput::Plan | CaseOutput::Csv { .. } | CaseOutput::Nothing => {
            (128 << 10, 1024)
        }
    }
}
