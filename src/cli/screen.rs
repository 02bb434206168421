//! What a stream can show: colour, boxes, and how wide.

use std::env;
use std::io::{IsTerminal, stderr, stdin, stdout};

use super::command_line::CommandLine;

/// The width where nobody says how wide the output is.
const USUAL_WIDTH: usize = 80;

/// What the person at the other end asked for, and what the streams are.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Numbered lists and typed answers, no boxes, no repainting.
    pub accessible: bool,
    /// Whether standard output may have colour.
    pub colour: bool,
    /// Whether standard error may have colour.
    pub error_colour: bool,
}

impl Screen {
    /// Looks at the flags, the environment and the streams.
    pub fn new(command_line: &CommandLine) -> Self {
        let says_no = |name: &str, no: fn(&str) -> bool| env::var(name).is_ok_and(|value| no(&value));
        let plain = command_line.has("--no-color")
            || says_no("NO_COLOR", |value| !value.is_empty())
            || says_no("TERM", |value| value == "dumb");
        let accessible = command_line.has("--accessible")
            || env::var("ACCESSIBLE").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"));
        Self {
            accessible,
            colour: !plain && stdout().is_terminal(),
            error_colour: !plain && stderr().is_terminal(),
        }
    }

    /// How many columns a line of standard output may have: the terminal's, else `COLUMNS`, else 80.
    pub fn width(&self) -> usize {
        width_of(terminal_size::terminal_size_of(stdout()))
    }

    /// The same for standard error.
    pub fn error_width(&self) -> usize {
        width_of(terminal_size::terminal_size_of(stderr()))
    }

    /// Whether somebody can be asked: a terminal to read from, and one to ask on.
    pub fn can_ask(&self) -> bool {
        stdin().is_terminal() && stderr().is_terminal()
    }
}

fn width_of(terminal: Option<(terminal_size::Width, terminal_size::Height)>) -> usize {
    let asked = || env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    terminal
        .map(|(columns, _)| usize::from(columns.0))
        .filter(|columns| *columns > 0)
        .or_else(asked)
        .unwrap_or(USUAL_WIDTH)
        .clamp(20, 400)
}
