//! `rehearse`: the interview with the answers of a case file, for whoever writes questions to see the flow.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::builder::PossibleValue;
use clap::{Arg, ArgMatches, Command, ValueEnum, value_parser};
use goldenthread::ask::interview::{Asked, Interview, Reply, rehearse};
use goldenthread::catalogue::{Answer, Catalogue};
use goldenthread::plan::Planner;
use goldenthread::reasons::PlannedCase;
use goldenthread::report;
use goldenthread::text::wording::{count, plain};
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::flags::{format, output};
use crate::cli::load::Context;
use crate::cli::load::case_file;
use crate::cli::output::Destination;
use crate::cli::subcommand::{Action, Subcommand};

/// How an answer reads that the case does not have.
const NOT_KNOWN: &str = "not known";

/// The form of what was asked.
#[derive(Clone, Copy, Debug)]
enum RehearsalForm {
    Lines,
    Json,
}

impl ValueEnum for RehearsalForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Lines, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Lines => "lines",
            Self::Json => "json",
        }))
    }
}

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "rehearse", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .about("Interview with the answers of a case file, and list each question in the order asked")
        .arg(
            Arg::new("file")
                .value_name("CASE")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The case file; a fact that it does not have is answered \"not known\""),
        )
        .args([format::<RehearsalForm>(), output()])
}

/// Interviews with the case's answers, and writes what was asked.
///
/// # Errors
///
/// Where the case cannot be read, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let path = matches.get_one::<PathBuf>("file").context("no case is named")?;
    let (case, judged) = case_file(path, context)?;
    let planner = Planner::new(context.catalogue);
    let (asked, interview) = rehearse(&planner, &case, &judged);
    let text = match matches.get_one::<RehearsalForm>("format") {
        Some(RehearsalForm::Json) => as_json(&planner, &asked, &interview)?,
        Some(RehearsalForm::Lines) | None => as_lines(context.catalogue, &asked, &interview),
    };
    Destination::of_result(matches).write(&text)?;
    Ok(Exit::Done)
}

fn as_lines(catalogue: &Catalogue, asked: &[Asked], interview: &Interview<'_>) -> Vec<u8> {
    let mut text = String::new();
    for (index, one) in asked.iter().enumerate() {
        let fact = catalogue.fact(one.fact);
        let said = match &one.reply {
            Reply::Known(answer) => fact.written(answer, ", "),
            Reply::NotKnown => NOT_KNOWN.to_owned(),
        };
        text.push_str(&format!(
            "{:2}. {}: {} (open before: {}, after: {})\n",
            index + 1,
            fact.key,
            plain(&said),
            one.open_before,
            one.open_after
        ));
    }
    text.push_str(&format!(
        "\n{} asked of {}. {} left open.\n",
        count(asked.len(), "question"),
        count(catalogue.vocabulary.len(), "fact"),
        count(interview.still_open(), "offer"),
    ));
    text.into_bytes()
}

/// One question as JSON has it.
#[derive(Serialize)]
struct AskedQuestion<'c> {
    fact: &'c str,
    answer: Value,
    open_before: usize,
    open_after: usize,
}

fn as_json(planner: &Planner<'_>, asked: &[Asked], interview: &Interview<'_>) -> Result<Vec<u8>> {
    let catalogue = planner.catalogue;
    let lines: Vec<AskedQuestion<'_>> = asked
        .iter()
        .map(|one| AskedQuestion {
            fact: &catalogue.fact(one.fact).key,
            answer: answer(catalogue, one),
            open_before: one.open_before,
            open_after: one.open_after,
        })
        .collect();
    let case = interview.case();
    let planned = PlannedCase {
        planner,
        case: &case,
        decision: interview.decision(),
        accepted: &interview.judged().accepted,
        declined: &interview.judged().declined,
        presumed: &[],
        questions: interview.questions(),
    };
    let mut text = format!(
        "{{\"asked\":{},\"facts_total\":{},\"plan\":",
        serde_json::to_string(&lines)?,
        catalogue.vocabulary.len()
    )
    .into_bytes();
    report::json::write(&planned, &mut text);
    text.extend_from_slice(b"}\n");
    Ok(text)
}

/// An answer as the plan's `answers` have it, or that it is not known.
fn answer(catalogue: &Catalogue, one: &Asked) -> Value {
    let fact = catalogue.fact(one.fact);
    match &one.reply {
        Reply::NotKnown => json!(NOT_KNOWN),
        Reply::Known(Answer::YesNo(yes)) => json!(yes),
        Reply::Known(Answer::Number(number)) => json!(number),
        Reply::Known(Answer::AnyOf(values)) => {
            let keys = values.iter().filter_map(|value| fact.values().get(usize::from(*value)));
            keys.map(|value| value.key.as_str()).collect()
        }
        Reply::Known(answer) => json!(fact.written(answer, ",")),
    }
}
