//! `catalogue schema` and `catalogue new`: files for those who write a catalogue.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::audit::draft::draft;
use goldenthread::text::problem::Problem;

use crate::cli::command::Context;
use crate::cli::exit::Exit;
use crate::cli::output::Destination;
use crate::cli::problem::Refused;

/// Writes the schema of a file.
///
/// # Errors
///
/// Where it cannot be written.
pub fn schema(matches: &ArgMatches) -> Result<Exit> {
    let file = matches.get_one::<String>("file").map_or("offer", String::as_str);
    let schema = goldenthread::audit::schema::schema(file).unwrap_or_default();
    let text = format!("{schema:#}\n");
    Destination::of_result(matches).write(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Writes the file that a new offer starts from.
///
/// # Errors
///
/// Where the id is none or is taken, or the file cannot be written.
pub fn new(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let id = matches.get_one::<String>("offer").map_or("", String::as_str);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let problem = if id.is_empty() || !id.chars().all(plain) {
        Some(
            Problem::new("bad-id", format!("`{id}` is not an id"))
                .help("an id has lower-case letters, digits and hyphens only"),
        )
    } else {
        let taken = context.catalogue.offer_named(id).map(|offer| &context.catalogue.offer(offer).name);
        taken.map(|name| {
            Problem::new("duplicate-id", format!("`{id}` is taken by {name}")).help("choose another id")
        })
    };
    if let Some(problem) = problem {
        let problem = problem.at(context.command_line.place_of(id));
        return Err(Refused::new(vec![problem], &context.command_line.texts).into());
    }
    Destination::of_result(matches).write(draft(id).as_bytes())?;
    Ok(Exit::Done)
}
