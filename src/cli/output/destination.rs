//! Where a flag says that a result goes.

use std::fmt;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;
use clap::builder::{PathBufValueParser, TypedValueParser};
use goldenthread::report::table::Style;
use goldenthread::text::wording::plain;

use super::file_id::{FileId, standard_output};
use super::sink::{Rights, Sink};
use crate::cli::problem::say;
use crate::cli::screen::Screen;

/// Where to write. A flag that names an output has this type, and one that names an input is a path: so every output is known,
/// whatever its flag is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Destination {
    /// What reads a flag that names an output.
    pub fn parser() -> impl TypedValueParser<Value = Self> {
        PathBufValueParser::new().map(Self::of)
    }

    /// Where the result of a command goes: to the file that `-o` names, or else to standard output.
    pub fn of_result(matches: &ArgMatches) -> Self {
        matches.get_one::<Self>("output").cloned().unwrap_or(Self::Stdout)
    }

    /// `-` and `/dev/stdout` are standard output.
    fn of(path: PathBuf) -> Self {
        let names = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
        if names.iter().any(|name| path == Path::new(name)) { Self::Stdout } else { Self::File(path) }
    }

    /// The file that it is, where it is one.
    pub(super) fn file_id(&self) -> Option<FileId> {
        match self {
            Self::Stdout => standard_output(),
            Self::File(path) => FileId::of(path),
        }
    }

    /// Whether it is the file at a path.
    pub fn is_file(&self, path: &Path) -> bool {
        FileId::of(path).is_some_and(|id| self.file_id() == Some(id))
    }

    /// How a table that goes there is drawn.
    pub fn style(&self, screen: &Screen, all: bool) -> Style {
        Style {
            width: screen.width(),
            all,
            brief: false,
            colour: screen.colour && *self == Self::Stdout,
            accessible: screen.accessible,
        }
    }

    /// Opens it. A new file has these rights; one that is there keeps its own.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn open(&self, rights: Rights) -> Result<Sink> {
        match self {
            Self::Stdout => Ok(Sink::Stdout),
            Self::File(path) => Sink::file(path, rights),
        }
    }

    /// Opens it, and leaves what is there as it was.
    ///
    /// # Errors
    ///
    /// As for [`Destination::open`].
    pub fn probe(&self) -> Result<()> {
        let is_pipe = |path: &Path| path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir());
        match self {
            // Whoever reads a pipe takes it for the end where it is closed.
            Self::File(path) if !is_pipe(path) => Sink::file(path, Rights::Private).map(drop),
            _ => Ok(()),
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn write(&self, content: &[u8]) -> Result<()> {
        self.write_with(Rights::Usual, content)
    }

    /// Writes all of it, for this person's eyes alone where the file is new.
    ///
    /// # Errors
    ///
    /// As for [`Destination::write`].
    pub fn write_privately(&self, content: &[u8]) -> Result<()> {
        self.write_with(Rights::Private, content)
    }

    fn write_with(&self, rights: Rights, content: &[u8]) -> Result<()> {
        let mut sink = self.open(rights)?;
        sink.write(content)?;
        sink.finish()
    }

    /// Says where the result went, where somebody watches and it went to a file.
    pub fn tell(&self, what: &str) {
        if let Self::File(path) = self
            && stderr().is_terminal()
        {
            say(&format!("{what} `{}`\n", plain(&path.display().to_string())));
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdout => f.write_str("-"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
