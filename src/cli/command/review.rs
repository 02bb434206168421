//! `review`: what was proposed for every case of a caseload, against what the plan supports.

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use goldenthread::catalogue::{Catalogue, FactId};
use goldenthread::plan::Planner;
use goldenthread::review::{self, Reviewer};
use goldenthread::text::problem::nearest;
use goldenthread::text::wording::plain;

use super::Context;
use super::batch::told;
use crate::cli::caseload::{self, Caseload};
use crate::cli::exit::Exit;
use crate::cli::flags;
use crate::cli::output::{Destination, Sink};
use crate::cli::pipeline::{self, Ended};
use crate::cli::problem::say;

const EXAMPLES: &str = "\
Examples:
  goldenthread review caseload.csv
  goldenthread review caseload.csv --format csv --group gender,offence -o worklist.csv";

/// Declares the command.
pub fn declare() -> Command {
    caseload::input(Command::new("review"))
        .about("Say where what was proposed differs from what the guidance supports")
        .before_help(EXAMPLES)
        .after_help("Every row has to say what was `proposed`. Ends with 1 where anything was found.")
        .args([
            flags::format(&["table", "csv", "ndjson"]),
            Arg::new("group")
                .long("group")
                .value_name("FACTS")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help("Also compare cases that have the same answers to these facts"),
            Arg::new("raw-csv")
                .long("raw-csv")
                .action(ArgAction::SetTrue)
                .help("Leave cells as they are that a spreadsheet would take for a formula"),
            flags::output(),
        ])
}

/// Reviews a caseload.
///
/// # Errors
///
/// Where it cannot be read, or the worklist cannot be written.
pub fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let catalogue = context.catalogue;
    let alike_in = alike_in(matches, catalogue)?;
    let caseload = Caseload::open(matches, catalogue, (128 << 10, 1024), true)?;
    let planner = Planner::new(catalogue);
    let reviewer = Reviewer::new(&planner, alike_in);
    let rejects = caseload.rejects.clone();
    let Ended { counts, each } = pipeline::run(caseload, &reviewer, Sink::Nowhere, b"")?;
    let findings = Reviewer::worklist(each);
    let worklist = match matches.get_one::<String>("format").map(String::as_str) {
        Some("csv") => review::csv(catalogue, &findings, matches.get_flag("raw-csv")),
        Some("ndjson") => review::ndjson(catalogue, &findings),
        _ => review::table(&findings, counts.cases, context.screen.width()).into_bytes(),
    };
    Destination::of_result(matches).write(&worklist)?;
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
