//! The catalogue: the one shipped, or the one in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::ArgMatches;
use goldenthread::case::value::date;
use goldenthread::catalogue::{Catalogue, CatalogueFile, History, load_history};
use goldenthread::embedded;
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Texts;

use super::read::text;
use super::settings::Settings;
use super::today::today;
use crate::cli::command_line::CommandLine;
use crate::cli::problem::Refused;

/// The most files a catalogue may have.
const MOST_FILES: usize = 4000;

/// How many folders deep a catalogue may go.
const DEEPEST: usize = 4;

/// The catalogue over time that the flag, the environment or the file of settings names, or else the one shipped. It is kept
/// until the program ends.
///
/// # Errors
///
/// Every problem with it.
pub fn history(command_line: &mut CommandLine, settings: &Settings) -> Result<&'static History> {
    let named = named(command_line, settings).filter(|_| !reads_it_itself(command_line));
    let history = match named {
        None => embedded::history().context("the catalogue shipped with this program does not open")?,
        Some(folder) => history_in(&folder, &mut command_line.texts)?.0,
    };
    Ok(Box::leak(Box::new(history)))
}

/// The edition whose facts are the flags: that of the day typed, or else of today. Where that day is before the catalogue's
/// first, the first, for the command to say so where it matters.
///
/// # Errors
///
/// Only where the packed form does not agree with this build.
pub fn edition_typed(history: &'static History, command_line: &CommandLine) -> Result<&'static Catalogue> {
    let typed = command_line.value("--as-of").and_then(|day| date(day.to_str()?));
    Ok(history.edition(history.number_on(typed.unwrap_or_else(today)))?)
}

/// The folder that the flag, the environment or the file of settings names.
fn named(command_line: &CommandLine, settings: &Settings) -> Option<PathBuf> {
    let flag = command_line.value("--catalogue").filter(|folder| !folder.is_empty());
    flag.map(PathBuf::from).or_else(|| settings.catalogue())
}

/// Every file that a command reads: those that its flags name, those of the catalogue in use, and the file of settings.
pub fn files_read(matches: &ArgMatches, command_line: &CommandLine, settings: &Settings) -> Vec<PathBuf> {
    let flags = matches.ids().filter_map(|id| matches.try_get_many::<PathBuf>(id.as_str()).ok().flatten());
    let named = flags
        .flatten()
        .cloned()
        .chain(named(command_line, settings))
        .chain(settings.file.clone().filter(|file| file.exists()));
    let mut paths = Vec::new();
    for path in named {
        if path.is_dir() {
            // What cannot be read of a folder is told where it is read.
            find(&path, DEEPEST, &mut paths, &mut Vec::new());
        } else if path != Path::new("-") {
            paths.push(path);
        }
    }
    paths
}

/// Whether what is wrong with the catalogue is the result that is asked for, so that the command opens it for itself.
fn reads_it_itself(command_line: &CommandLine) -> bool {
    let mut words = Vec::new();
    let mut typed = command_line.words();
    while let Some(word) = typed.next() {
        if word == "--catalogue" || word == "--format" {
            typed.next();
        } else if !word.to_string_lossy().starts_with('-') {
            words.push(word);
        }
    }
    matches!(words.as_slice(), [first, second, ..] if *first == "catalogue" && *second == "check")
}

/// The files of the catalogue that the flag, the environment or the settings name, or else of the one shipped, with their texts.
///
/// # Errors
///
/// Where they cannot be read.
pub fn files(command_line: &CommandLine, settings: &Settings) -> Result<(Vec<CatalogueFile>, Texts)> {
    let Some(folder) = named(command_line, settings) else { return Ok(embedded::files()) };
    let mut texts = Texts::default();
    let files = files_in(&folder, &mut texts).map_err(|problems| Refused::new(problems, &texts))?;
    Ok((files, texts))
}

/// The catalogue over time in a folder, and its files.
///
/// # Errors
///
/// Every problem with its files.
pub fn history_in(folder: &Path, texts: &mut Texts) -> Result<(History, Vec<CatalogueFile>)> {
    let files = files_in(folder, texts).map_err(|problems| Refused::new(problems, texts))?;
    let history = load_history(&files, texts).map_err(|mut problems| {
        // Without a place nothing else says which catalogue is meant.
        for problem in problems.iter_mut().filter(|problem| problem.place.is_none()) {
            problem.message = format!("in `{}`: {}", folder.display(), problem.message);
        }
        Refused::new(problems, texts)
    })?;
    Ok((history, files))
}

/// The TOML files in a folder and those below it, in the order of their paths.
fn files_in(folder: &Path, texts: &mut Texts) -> Result<Vec<CatalogueFile>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut paths = Vec::new();
    find(folder, DEEPEST, &mut paths, &mut problems);
    let mut paths: Vec<(String, PathBuf)> =
        paths.into_iter().filter_map(|path| Some((relative(folder, &path)?, path))).collect();
    paths.sort();
    if paths.len() > MOST_FILES {
        let message = format!("`{}` has more than {MOST_FILES} TOML files", folder.display());
        return Err(vec![Problem::new("too-many-files", message).help("name the folder of a catalogue")]);
    }
    let mut files = Vec::new();
    for (path, full) in paths {
        match text(&full, texts) {
            Ok(text) => files.push(CatalogueFile { path, text }),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

fn relative(folder: &Path, path: &Path) -> Option<String> {
    Some(path.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/"))
}

fn find(folder: &Path, deep: usize, paths: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("cannot read the catalogue folder `{}`: {error}", folder.display());
            problems.push(Problem::new("cannot-read", message).help("name the folder of a catalogue"));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if deep > 0 && paths.len() <= MOST_FILES {
                find(&path, deep - 1, paths, problems);
            }
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
}
