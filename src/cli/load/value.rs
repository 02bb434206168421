//! Values of flags that the library reads: a day, an offer.

use clap::ArgMatches;
use goldenthread::case::value;
use goldenthread::catalogue::{Catalogue, OfferId};
use goldenthread::text::problem::Problem;
use jiff::civil::Date;

use super::today::today;
use crate::cli::command_line::CommandLine;
use crate::cli::problem::Refused;

/// The day that a flag gives, or today.
///
/// # Errors
///
/// Where it is no day.
pub fn day(flag: &str, matches: &ArgMatches, line: &CommandLine) -> Result<Date, Refused> {
    let Some(written) = matches.get_one::<String>(flag) else { return Ok(today()) };
    value::date(written).ok_or_else(|| {
        let message = format!("`{flag}` cannot be `{written}`");
        let problem = Problem::new("bad-date", message).at(line.place_of(written)).help(value::DATE_HELP);
        Refused::new(vec![problem], &line.texts)
    })
}

/// The offer that a command is about.
///
/// # Errors
///
/// Where there is no such offer.
pub fn offer(matches: &ArgMatches, catalogue: &Catalogue, line: &CommandLine) -> Result<OfferId, Refused> {
    let written = matches.get_one::<String>("offer").map_or("", String::as_str);
    value::offer(catalogue, written)
        .map_err(|unknown| Refused::new(vec![unknown.problem().at(line.place_of(written))], &line.texts))
}
