//! How questions are put: one small trait, and three ways to it.
//!
//! [`terminal`] has lists to move in, [`lines`] has numbered lines and typed answers and repaints nothing, and tests have
//! answers that are there already. The same words lead back, to help, to "not known", to the plan as it stands and to
//! saving in every way.

mod answering;
mod layout;
mod lines;
mod list;
mod painting;
mod question;
mod quiet;
#[cfg(test)]
pub mod scripted;
mod stop;
mod terminal;
mod text;
mod typed;

use std::env;
use std::io::{Write, stderr, stdin};

pub use question::{Ask, Instruction, ListRow, Prompt, PromptReply, ReplyForm};
pub use stop::Stopped;
pub use text::shortened;

use super::screen::Screen;

/// Asks for a yes or a no on one line. No, where nobody answers yes.
pub fn confirmed(question: &str) -> bool {
    let columns = usize::from(dialoguer::console::Term::stderr().size().1);
    let lines = text::wrapped(&format!("{question} Type yes or no:"), columns.max(1));
    let asked = write!(stderr(), "{} ", lines.join("\n")).and_then(|()| stderr().flush());
    let mut line = String::new();
    let answered = asked.and_then(|()| stdin().read_line(&mut line));
    answered.is_ok() && ["yes", "y"].contains(&line.trim().to_lowercase().as_str())
}

/// The fewest rows and columns of a terminal in which lists to move in can be drawn.
const LEAST_ROWS: u16 = 12;
const LEAST_COLUMNS: u16 = 40;

/// The way to ask that suits this terminal and whoever sits before it.
pub fn way(screen: &Screen) -> Box<dyn Ask> {
    let (rows, columns) = dialoguer::console::Term::stderr().size();
    let dumb = env::var("TERM").map_or(true, |terminal| terminal.is_empty() || terminal == "dumb");
    let cramped = rows < LEAST_ROWS || columns < LEAST_COLUMNS;
    if screen.accessible || dumb || cramped {
        Box::new(lines::Lines::on_the_terminal())
    } else {
        Box::new(terminal::Terminal::new(screen.error_colour))
    }
}
