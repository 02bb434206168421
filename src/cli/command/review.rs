//! `review`: what was proposed for every case of a caseload, against what the plan supports.

use std::io::{IsTerminal as _, stdout};

use anyhow::{Result, bail};
use clap::builder::PossibleValue;
use clap::{ArgAction, ArgMatches, Command, ValueEnum};
use goldenthread::catalogue::{Catalogue, FactId};
use goldenthread::plan::Editions;
use goldenthread::report::worklist;
use goldenthread::review::Reviewer;
use goldenthread::text::problem::nearest;
use goldenthread::text::wording::plain;

use crate::cli::exit::Exit;
use crate::cli::flags;
use crate::cli::load::Context;
use crate::cli::load::caseload::{self, Caseload};
use crate::cli::output::{Destination, Sink};
use crate::cli::pipeline::{self, Ended, told};
use crate::cli::problem::say;
use crate::cli::subcommand::{Action, Subcommand};

const EXAMPLES: &str = "\
Examples:
  goldenthread review caseload.csv
  goldenthread review caseload.xlsx --format xlsx -o worklist.xlsx
  goldenthread review caseload.csv --format csv --group gender,offence -o worklist.csv";

/// The form of the worklist.
#[derive(Clone, Copy, Debug)]
enum WorklistForm {
    Table,
    Csv,
    Ndjson,
    Xlsx,
}

impl ValueEnum for WorklistForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Table, Self::Csv, Self::Ndjson, Self::Xlsx]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
        }))
    }
}

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "review", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    caseload::input(command)
        .about("Say where what was proposed differs from what the guidance supports")
        .before_help(EXAMPLES)
        .after_help("Every row has to say what was `proposed`. Ends with 1 where anything was found.")
        .args([
            flags::format::<WorklistForm>(),
            flags::value("group", "FACTS", "Also compare cases that have the same answers to these facts")
                .value_delimiter(',')
                .action(ArgAction::Append),
            flags::raw_csv(),
            flags::output(),
        ])
}

/// Reviews a caseload.
///
/// # Errors
///
/// Where it cannot be read, or the worklist cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let alike_in = alike_in(matches, catalogue)?;
    let destination = Destination::of_result(matches);
    let form = matches.get_one::<WorklistForm>("format").copied().unwrap_or(WorklistForm::Table);
    if matches!(form, WorklistForm::Xlsx) && destination == Destination::Stdout && stdout().is_terminal() {
        bail!("a workbook cannot be shown in a terminal: name a file, such as `-o worklist.xlsx`");
    }
    let caseload = Caseload::open(matches, context, (128 << 10, 1024), true)?;
    let editions = Editions::new(context.history);
    let reviewer = Reviewer::new(&editions, alike_in);
    let rejects = caseload.rejects.clone();
    let Ended { counts, each } = pipeline::run(caseload, &reviewer, Sink::Nowhere, b"")?;
    let findings = Reviewer::worklist(each);
    let raw = matches.get_flag("raw-csv");
    let worklist = match form {
        WorklistForm::Csv => worklist::csv(catalogue, &findings, raw),
        WorklistForm::Ndjson => worklist::ndjson(catalogue, &findings),
        WorklistForm::Xlsx => {
            worklist::workbook(catalogue, &findings, counts.cases).map_err(anyhow::Error::msg)?
        }
        WorklistForm::Table => worklist::table(&findings, counts.cases, context.screen.width()).into_bytes(),
    };
    destination.write(&worklist)?;
    say(&told(&counts, "review", rejects.as_ref()));
    Ok(if counts.rejects > 0 || !findings.is_empty() { Exit::Found } else { Exit::Done })
}

fn alike_in(matches: &ArgMatches, catalogue: &Catalogue) -> Result<Vec<FactId>> {
    let mut facts = Vec::new();
    for written in matches.get_many::<String>("group").into_iter().flatten() {
        let Some(fact) = catalogue.vocabulary.named(written.trim()) else {
            let near = nearest(written, catalogue.vocabulary.keys());
            let help = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
            bail!("`--group` cannot be `{}`, which is not a fact{help}", plain(written));
        };
        facts.push(fact);
    }
    Ok(facts)
}
