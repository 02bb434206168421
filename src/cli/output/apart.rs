//! Keeps what is written apart from what is read, and outputs apart from one another, by what a file is and not by its name.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Place;
use goldenthread::text::wording::plain;

use super::destination::Destination;
use super::file_id::{FileId, standard_input};
use super::unfinished;
use crate::cli::command_line::CommandLine;
use crate::cli::problem::refuse;
use crate::cli::prompt::confirmed;
use crate::cli::screen::Screen;

/// The id of `--overwrite` in a command whose result is a case, and not what `--save` names.
pub const OVERWRITE_RESULT: &str = "overwrite-result";

/// Checks every output that the flags name before anything is written: none may be a file that is read or another output, and
/// each has to take what is written to it.
///
/// # Errors
///
/// Every output that would write over something, or else the first that cannot be written.
pub fn keep_apart(matches: &ArgMatches, read: &[PathBuf], line: &CommandLine, screen: &Screen) -> Result<()> {
    let outputs = NamedOutput::all(matches, line);
    let read: Vec<(String, FileId)> = (read.iter())
        .filter_map(|path| Some((shown(path), FileId::of(path)?)))
        .chain(standard_input().map(|id| ("standard input".to_owned(), id)))
        .collect();
    let case = matches.try_get_one::<PathBuf>("case").ok().flatten().and_then(|path| FileId::of(path));
    // What a person has worked on is not written over unasked: a case is saved, or is the result of a command that saves none.
    let makes_a_case = matches.ids().any(|id| id == OVERWRITE_RESULT);
    let case_flag = if makes_a_case { "`--output`" } else { "`--save`" };
    let mut problems = Vec::new();
    for (at, output) in outputs.iter().enumerate() {
        // A case may be saved over itself: what was read is in it.
        let saved_over_itself = output.called == "`--save`" && output.id == case;
        let over = read.iter().find(|(_, id)| output.id.as_ref() == Some(id));
        if let Some((name, _)) = over.filter(|_| !saved_over_itself) {
            let message = format!("{} would write over `{name}`, which is read", output.called);
            problems.push(output.refused(message, "name another file"));
        }
        if output.called == case_flag && !saved_over_itself && over.is_none() {
            problems.extend(output.holds_another_case(matches, screen));
        }
        let before = outputs.get(..at).unwrap_or_default();
        problems.extend(before.iter().find_map(|other| output.clash(other)));
    }
    refuse(problems, &line.texts)?;
    outputs.iter().try_for_each(|output| output.destination.probe())?;
    for output in &outputs {
        if let Destination::File(path) = &output.destination {
            unfinished::named(path);
        }
    }
    Ok(())
}

/// One output.
struct NamedOutput {
    /// What messages call it.
    called: String,
    destination: Destination,
    id: Option<FileId>,
    place: Place,
}

impl NamedOutput {
    /// Every output that the flags name, and the result where it goes to standard output without a word.
    fn all(matches: &ArgMatches, line: &CommandLine) -> Vec<Self> {
        let mut flags: Vec<&str> = matches.ids().map(clap::Id::as_str).collect();
        flags.sort_unstable();
        let mut outputs: Vec<Self> =
            flags.iter().flat_map(|flag| Self::of_flag(flag, matches, line)).collect();
        // A summary on standard output stands in place of the plans.
        let in_place_of_plans =
            |output: &Self| output.called == "`--summary`" && output.destination == Destination::Stdout;
        if !flags.contains(&"output") && !outputs.iter().any(in_place_of_plans) {
            outputs.insert(0, Self::new("the result".to_owned(), &Destination::Stdout, line.whole()));
        }
        outputs
    }

    /// The outputs that one flag names: none where it is no flag of an output.
    fn of_flag(flag: &str, matches: &ArgMatches, line: &CommandLine) -> Vec<Self> {
        let values = matches.try_get_many::<Destination>(flag).ok().flatten().into_iter().flatten();
        let mut places = line.places(&format!("--{flag}"));
        if flag == "output" {
            places.extend(line.places("-o"));
        }
        let place = |at: usize| places.get(at).copied().unwrap_or_else(|| line.whole());
        values.enumerate().map(|(at, to)| Self::new(format!("`--{flag}`"), to, place(at))).collect()
    }

    fn new(called: String, destination: &Destination, place: Place) -> Self {
        Self { called, destination: destination.clone(), id: destination.file_id(), place }
    }

    /// What is wrong where this output and one before it are the same.
    fn clash(&self, before: &Self) -> Option<Problem> {
        if self.destination == Destination::Stdout && before.destination == Destination::Stdout {
            let message = format!("{} and {} cannot both go to standard output", before.called, self.called);
            return Some(self.refused(message, "name a file for one of them"));
        }
        let same = self.id.is_some() && self.id == before.id;
        same.then(|| {
            let name = plain(&self.destination.to_string());
            let message =
                format!("{} would write over `{name}`, which {} writes", self.called, before.called);
            self.refused(message, "name another file").and_at(before.place, "named here first")
        })
    }

    /// What is wrong where a case would be saved over a file that holds something else, and nobody said that it may be.
    fn holds_another_case(&self, matches: &ArgMatches, screen: &Screen) -> Option<Problem> {
        let Destination::File(path) = &self.destination else { return None };
        let holds = path.metadata().is_ok_and(|found| found.is_file() && found.len() > 0);
        let says = |flag: &str| matches.try_get_one::<bool>(flag).ok().flatten() == Some(&true);
        if !holds || says("overwrite") || says(OVERWRITE_RESULT) {
            return None;
        }
        let name = shown(path);
        let may_ask = screen.can_ask() && !says("no-input");
        if may_ask && confirmed(&format!("`{name}` holds something already. Write over it?")) {
            return None;
        }
        let message = format!("{} would write over `{name}`, which holds something already", self.called);
        Some(self.refused(message, "name another file, or say `--overwrite`"))
    }

    fn refused(&self, message: String, help: &str) -> Problem {
        Problem::new("written-over", message).at(self.place).help(help)
    }
}

fn shown(path: &Path) -> String {
    plain(&path.display().to_string())
}
