//! How a conversation ends before its end.

use std::fmt;
use std::io;

use crate::cli::signals;

/// Why a person can be asked no further.
#[derive(Debug)]
pub enum Stopped {
    /// Ctrl-C, or a signal that ends a run.
    Interrupted,
    /// The input ended.
    Ended,
    /// The terminal cannot be read or written.
    Failed(io::Error),
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted => f.write_str("interrupted"),
            Self::Ended => f.write_str("the input ended"),
            Self::Failed(error) => write!(f, "cannot ask: {error}"),
        }
    }
}

impl std::error::Error for Stopped {}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::Interrupted => Self::Interrupted,
            // A terminal that was hung up can be written no more.
            _ if signals::came() => Self::Interrupted,
            io::ErrorKind::UnexpectedEof => Self::Ended,
            _ => Self::Failed(error),
        }
    }
}

/// What can happen while a line is waited for.
#[derive(Debug)]
pub enum PromptEvent {
    /// A line, without its end.
    Line(String),
    /// The end of the input.
    End,
    /// An interrupt.
    Interrupt,
}
