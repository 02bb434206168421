//! Numbered lines and typed answers: nothing is repainted, so a screen reader can follow.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use goldenthread::text::wording::{list_or, plain};

use super::stop::{Event, Stopped, listen};
use super::text::wrapped;
use super::{Ask, Command, Form, Prompt, Row, Said};

/// The most rows shown at once.
const PAGE: usize = 18;

/// What shows the next rows of a long list.
const MORE: &str = "more";

/// What says that no row holds.
const NONE: &str = "none";

/// Lines out, lines in.
pub struct Lines {
    events: Receiver<Event>,
    out: Box<dyn Write>,
    width: Box<dyn Fn() -> usize>,
}

impl Lines {
    /// Reads standard input and writes to standard error.
    ///
    /// # Errors
    ///
    /// Where the system allows no listener for interrupts.
    pub fn on_the_terminal() -> Result<Self, ctrlc::Error> {
        let (sender, events) = channel();
        listen(Some(sender.clone()))?;
        // Reading starts again after an interrupt, so it is left to a thread, and this one hears of both.
        thread::spawn(move || {
            let mut lines = io::stdin().lock().lines();
            while let Some(Ok(line)) = lines.next() {
                if sender.send(Event::Line(line)).is_err() {
                    return;
                }
            }
            let _ = sender.send(Event::End);
        });
        let width = || usize::from(dialoguer::console::Term::stderr().size().1).max(20);
        Ok(Self::new(events, Box::new(io::stderr()), Box::new(width)))
    }

    /// Takes lines from there and writes to here, in so many columns.
    pub fn new(events: Receiver<Event>, out: Box<dyn Write>, width: Box<dyn Fn() -> usize>) -> Self {
        Self { events, out, width }
    }

    fn typed(&mut self) -> Result<String, Stopped> {
        self.out.write_all(b"> ")?;
        self.out.flush()?;
        match self.events.recv() {
            Ok(Event::Line(line)) => Ok(plain(&line).trim().to_owned()),
            Ok(Event::Interrupt) => Err(Stopped::Interrupted),
            Ok(Event::End) | Err(_) => Err(Stopped::Ended),
        }
    }

    /// Shows rows with their numbers from one of them on, and gives the first that is not shown.
    fn rows(&mut self, rows: &[Row], from: usize) -> Result<usize, Stopped> {
        let to = rows.len().min(from + PAGE);
        for (index, row) in rows.iter().enumerate().take(to).skip(from) {
            self.say(&format!("  {:2}. {}", index + 1, row.label))?;
        }
        Ok(to)
    }

    fn choice(&mut self, prompt: &Prompt, rows: &[Row], form: &Choice<'_>) -> Result<Said, Stopped> {
        let mut shown = self.rows(rows, 0)?;
        loop {
            self.say(&form.hint(rows, shown, &prompt.commands))?;
            let typed = self.typed()?;
            if typed.eq_ignore_ascii_case(MORE) && rows.len() > PAGE {
                shown = self.rows(rows, if shown == rows.len() { 0 } else { shown })?;
                continue;
            }
            match form.understood(&typed, rows, &prompt.commands) {
                Ok(said) => return Ok(said),
                Err(why) => self.say(&why)?,
            }
        }
    }

    fn line(&mut self, prompt: &Prompt, hint: &str, start: Option<&str>) -> Result<Said, Stopped> {
        let mut hint = hint.to_owned();
        if let Some(start) = start {
            hint.push_str(&format!(" Enter alone keeps {start}."));
        }
        hint.push_str(&or_type(&prompt.commands));
        self.say(hint.trim_start())?;
        loop {
            let typed = self.typed()?;
            if let Some(command) = Command::typed(&typed, &prompt.commands) {
                return Ok(Said::Command(command));
            }
            match (typed.is_empty(), start) {
                (true, Some(start)) => return Ok(Said::Line(start.to_owned())),
                (true, None) => self.say("Type something, and then press enter.")?,
                (false, _) => return Ok(Said::Line(typed)),
            }
        }
    }
}

/// A choice of one row, or of several.
enum Choice<'c> {
    One { start: Option<usize> },
    Several { chosen: Option<&'c [usize]> },
}

impl Choice<'_> {
    /// What may be typed.
    fn hint(&self, rows: &[Row], shown: usize, commands: &[Command]) -> String {
        let label = |index: usize| rows.get(index).map_or("", |row| row.label.as_str());
        let mut hint = match self {
            Self::One { .. } => "Type one number.".to_owned(),
            Self::Several { .. } => format!("Type numbers with commas between, or {NONE} for none of these."),
        };
        match self {
            Self::One { start: Some(start) } => hint.push_str(&format!(" Enter alone is {}.", label(*start))),
            Self::Several { chosen: Some([]) } => hint.push_str(&format!(" Enter alone keeps {NONE}.")),
            Self::Several { chosen: Some(chosen) } => {
                let numbers: Vec<String> = chosen.iter().map(|index| (index + 1).to_string()).collect();
                hint.push_str(&format!(" Enter alone keeps {}.", numbers.join(", ")));
            }
            _ => {}
        }
        if rows.len() > PAGE {
            let left = rows.len() - shown;
            let what = if left == 0 { "the list again".to_owned() } else { format!("{left} more") };
            hint.push_str(&format!(" Type {MORE} for {what}."));
        }
        hint.push_str(&or_type(commands));
        hint
    }

    fn understood(&self, typed: &str, rows: &[Row], commands: &[Command]) -> Result<Said, String> {
        if let Some(command) = Command::typed(typed, commands) {
            return Ok(Said::Command(command));
        }
        match self {
            Self::One { start: Some(start) } if typed.is_empty() => Ok(Said::Row(*start)),
            Self::One { .. } => row(typed, rows).map(Said::Row),
            Self::Several { chosen: Some(chosen) } if typed.is_empty() => Ok(Said::Rows(chosen.to_vec())),
            Self::Several { .. } if typed.eq_ignore_ascii_case(NONE) => Ok(Said::Rows(Vec::new())),
            Self::Several { .. } => {
                let parts = typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
                let chosen: Result<Vec<usize>, String> =
                    parts.flat_map(numbers_or_name).map(|part| row(part, rows)).collect();
                let mut chosen = chosen?;
                chosen.sort_unstable();
                chosen.dedup();
                if chosen.is_empty() {
                    return Err(format!("Type at least one number, or {NONE} for none of these."));
                }
                Ok(Said::Rows(chosen))
            }
        }
    }
}

/// The parts of what stands between two commas: numbers with spaces between, or else one name.
fn numbers_or_name(part: &str) -> Vec<&str> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let numbers = words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    if numbers { words } else { vec![part] }
}

/// The row of that number, or with those words.
fn row(typed: &str, rows: &[Row]) -> Result<usize, String> {
    let number = typed.trim_end_matches('.').parse::<usize>().ok();
    if let Some(index) = number.and_then(|number| number.checked_sub(1)).filter(|index| *index < rows.len()) {
        return Ok(index);
    }
    let named =
        |row: &Row| std::iter::once(&row.label).chain(&row.also).any(|name| name.eq_ignore_ascii_case(typed));
    rows.iter().position(named).ok_or_else(|| {
        let shown: String = typed.chars().take(40).collect();
        let said = if shown.is_empty() {
            "Nothing was typed.".to_owned()
        } else {
            format!("“{shown}” is not in the list.")
        };
        format!("{said} Type a number from 1 to {}.", rows.len())
    })
}

fn or_type(commands: &[Command]) -> String {
    let words: Vec<&str> = commands.iter().map(|command| command.words()[0]).collect();
    if words.is_empty() { String::new() } else { format!(" Or type {}.", list_or(&words)) }
}

impl Ask for Lines {
    fn say(&mut self, text: &str) -> Result<(), Stopped> {
        let width = (self.width)();
        for line in wrapped(text, width) {
            writeln!(self.out, "{line}")?;
        }
        self.out.flush()?;
        Ok(())
    }

    fn ask(&mut self, prompt: &mut Prompt) -> Result<Said, Stopped> {
        self.say(&prompt.text)?;
        match &prompt.form {
            Form::One { rows, start } => self.choice(prompt, rows, &Choice::One { start: *start }),
            Form::Several { rows, chosen } => {
                self.choice(prompt, rows, &Choice::Several { chosen: chosen.as_deref() })
            }
            Form::Line { hint, start, .. } => self.line(prompt, hint, start.as_deref()),
        }
    }
}
