//! Where results go: standard output, or a file that is written beside and renamed, so that it is whole or not there.

mod apart;
mod sink;

use std::fmt;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;
use clap::builder::{PathBufValueParser, TypedValueParser};
use goldenthread::text::wording::plain;

pub use apart::keep_apart;
pub use sink::Sink;

use super::problem::say;

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

    /// Writes all of it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn write(&self, content: &[u8]) -> Result<()> {
        let mut sink = Sink::open(self)?;
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
