//! When an interview is wanted, and what to do instead where nobody can be asked.

use clap::ArgMatches;
use goldenthread::ask::interview::Interview;
use goldenthread::plan::Planner;

use crate::cli::load::Input;
use crate::cli::screen::Screen;

/// The most questions named where nobody can be asked.
const MOST_NAMED: usize = 12;

/// Whether to interview: where it was asked for, or where nothing is known and somebody can be asked.
pub fn is_wanted(matches: &ArgMatches, input: &Input, screen: &Screen) -> bool {
    let may = !matches.get_flag("no-input");
    may && (matches.get_flag("interview") || (input.answered == 0 && screen.can_ask()))
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
