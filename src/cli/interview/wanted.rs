//! When an interview is wanted, and what to do instead where nobody can be asked.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::ask::interview::Interview;
use goldenthread::case::value::weeks_between;
use goldenthread::catalogue::Answer;
use goldenthread::plan::Planner;
use goldenthread::text::wording::day;

use crate::cli::load::{Context, Input, today};
use crate::cli::prompt::confirmed;
use crate::cli::screen::Screen;

/// The most questions named where nobody can be asked.
const MOST_NAMED: usize = 12;

/// Whether to interview: where it was asked for, or where nothing is known and somebody can be asked.
pub fn is_wanted(matches: &ArgMatches, input: &Input, screen: &Screen) -> bool {
    let may = !matches.get_flag("no-input");
    may && (matches.get_flag("interview") || (input.answered == 0 && screen.can_ask()))
}

/// Where a case from a file plans for another day than today, says so and offers today.
///
/// # Errors
///
/// Where the catalogue has no rules for today.
pub fn offer_today(input: &mut Input, matches: &ArgMatches, context: &mut Context<'_>) -> Result<()> {
    let planned = input.case.as_of;
    if planned == today() || matches.contains_id("as-of") {
        return Ok(());
    }
    if !confirmed(&format!("This case plans for {}, as its file says. Plan for today instead?", day(planned)))
    {
        return Ok(());
    }
    context.move_to(today())?;
    input.case.as_of = today();
    let weeks = context.catalogue.policy.roles.weeks;
    let left = input.sentence_ends.and_then(|ends| weeks_between(today(), ends));
    match left {
        Some(left) => input.case.set(&context.catalogue.vocabulary, weeks, &Answer::Number(left)),
        // A number of weeks was right on its own day only.
        None => {
            input.case.forget(weeks);
            input.given.retain(|fact| *fact != weeks);
            input.sentence_ends = None;
        }
    }
    Ok(())
}

/// What to do where an interview was asked for and nobody can be asked: the flags that are missing.
pub fn needs_a_terminal(planner: &Planner<'_>, input: &Input) -> String {
    let interview = Interview::new(planner, &input.case, &input.given, input.judged.clone());
    let mut text = String::from("error: there is no terminal to ask at\n");
    let open = interview.questions();
    if !open.is_empty() {
        text.push_str("\nThese flags would answer what is still open, the most useful first:\n");
    }
    for question in open.iter().take(MOST_NAMED) {
        let fact = interview.fact(question.fact);
        text.push_str(&format!("  --{:<24}  {}\n", fact.key, fact.name));
    }
    if open.len() > MOST_NAMED {
        text.push_str(&format!("  and {} more\n", open.len() - MOST_NAMED));
    }
    text
}
