//! Facts whose flag a command has already.

use clap::{Arg, Command};
use goldenthread::catalogue::Catalogue;
use goldenthread::text::problem::Problem;

/// The facts of a catalogue whose flag is one that a command, declared with those of the facts, has already.
pub fn taken(commands: &Command, catalogue: &Catalogue) -> Vec<Problem> {
    let twice: Vec<&str> = commands.get_subcommands().flat_map(|command| twice(commands, command)).collect();
    let facts = catalogue.vocabulary.iter().map(|(_, fact)| fact);
    facts
        .filter(|fact| twice.contains(&fact.key.as_str()))
        .map(|fact| {
            let message = format!("`{}` cannot be the key of a fact", fact.key);
            Problem::new("reserved-key", message).at(fact.place).help("it is a flag of its own already")
        })
        .collect()
}

/// The flags that a command has more than once, those of every command among them.
fn twice<'c>(every: &'c Command, command: &'c Command) -> Vec<&'c str> {
    let all = every.get_arguments().chain(command.get_arguments()).map(Arg::get_id);
    let mut flags: Vec<&str> = all.map(clap::Id::as_str).chain(["help", "version"]).collect();
    flags.sort_unstable();
    flags.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}
