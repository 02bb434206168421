//! `--what-if`: the same case with other answers.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::ask::Asker;
use goldenthread::case::{Refusal, answer};
use goldenthread::catalogue::{Answer, FactId};
use goldenthread::plan::Options;
use goldenthread::reasons::PlannedCase;
use goldenthread::review::compare::Comparison;
use goldenthread::text::problem::{Problem, nearest};
use goldenthread::text::source::Place;
use goldenthread::text::wording::plain;

use crate::cli::load::Context;
use crate::cli::output::Rendering;
use crate::cli::problem::refuse;

/// A fact, and another answer to it; none where it were not known.
type OtherAnswer = (FactId, Option<Answer>);

/// The flag.
const FLAG: &str = "what-if";

/// The answers that `--what-if` gives; nothing where the flag is not given.
///
/// # Errors
///
/// Every value of the flag that is no fact with an answer.
pub fn answers(matches: &ArgMatches, context: &Context<'_>) -> Result<Option<Vec<OtherAnswer>>> {
    let Some(values) = matches.get_many::<String>(FLAG) else { return Ok(None) };
    let places = context.command_line.places(&format!("--{FLAG}"));
    let mut answers = Vec::new();
    let mut given: Vec<(FactId, Place)> = Vec::new();
    let mut problems = Vec::new();
    for (at, written) in values.enumerate() {
        let place = places.get(at).copied().unwrap_or_else(|| context.command_line.whole());
        match answer(context, written) {
            Err(problem) => problems.push(problem.at(place)),
            Ok((fact, answer)) => {
                if let Some((_, first)) = given.iter().find(|(other, _)| *other == fact) {
                    let message = format!("`{}` is given twice", context.catalogue.fact(fact).key);
                    let problem = Problem::new("given-twice", message).at(place);
                    problems.push(problem.and_at(*first, "given here first").help("give it once"));
                }
                given.push((fact, place));
                answers.push((fact, answer));
            }
        }
    }
    refuse(problems, &context.command_line.texts)?;
    Ok(Some(answers))
}

/// A fact and its answer, from `FACT=VALUE`.
fn answer(context: &Context<'_>, written: &str) -> Result<OtherAnswer, Problem> {
    let Some((key, value)) = written.split_once('=') else {
        return Err(Problem::new("no-value", format!("`{}` has no value", plain(written)))
            .help("write the fact, an equals sign and the answer, such as `--what-if age=25`"));
    };
    let key = key.trim().trim_start_matches("--");
    let vocabulary = &context.catalogue.vocabulary;
    let Some(fact) = vocabulary.named(key) else {
        let help = nearest(key, vocabulary.keys()).map_or_else(
            || "`goldenthread facts` lists them all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Problem::new("unknown-name", format!("`{}` is not a fact", plain(key))).help(help));
    };
    let answer = answer::typed(&vocabulary.other_words, vocabulary.fact(fact), value.trim());
    answer.map(|answer| (fact, answer)).map_err(Refusal::problem)
}

/// The plan beside the plan for the case with these other answers.
///
/// # Errors
///
/// Where it is more than the form can hold.
pub fn beside(planned: &PlannedCase<'_>, answers: &[OtherAnswer], rendering: &Rendering) -> Result<Vec<u8>> {
    let vocabulary = &planned.catalogue().vocabulary;
    let mut changed = planned.case.clone();
    for (fact, answer) in answers {
        match answer {
            Some(answer) => changed.set(vocabulary, *fact, answer),
            None => changed.forget(*fact),
        }
    }
    let judgement = planned.judgement();
    let decision = planned.planner.decide(&changed, &Options::from(&judgement));
    let questions = Asker::new(planned.planner).questions(&changed, &judgement, &decision);
    let as_presumed =
        |fact: &FactId| changed.answer(vocabulary, *fact) == planned.case.answer(vocabulary, *fact);
    let presumed: Vec<FactId> = planned.presumed.iter().copied().filter(as_presumed).collect();
    let then = PlannedCase {
        case: &changed,
        decision: &decision,
        questions: &questions,
        presumed: &presumed,
        ..*planned
    };
    rendering.beside(&Comparison { now: planned, then: &then })
}
