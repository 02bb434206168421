//! Numbered lines and typed answers: nothing is repainted, so a screen reader can follow.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use goldenthread::text::wording::plain;

use super::question::{Ask, Instruction, ListRow, Prompt, PromptReply, ReplyForm};
use super::stop::{PromptEvent, Stopped};
use super::text::{shortened, wrapped};
use crate::cli::signals;

/// The most rows shown at once.
const PAGE: usize = 18;

/// What shows the next rows of a long list.
const MORE: &str = "more";

/// What says that no row holds.
const NONE: &str = "none";

/// Lines out, lines in.
pub struct Lines {
    events: Receiver<PromptEvent>,
    out: Box<dyn Write>,
    width: Box<dyn Fn() -> usize>,
}

impl Lines {
    /// Reads standard input and writes to standard error.
    pub fn on_the_terminal() -> Self {
        let (sender, events) = channel();
        let of_signals = sender.clone();
        signals::hear(move || drop(of_signals.send(PromptEvent::Interrupt)));
        // Reading starts again after an interrupt, so it is left to a thread, and this one hears of both.
        thread::spawn(move || {
            let mut lines = io::stdin().lock().lines();
            while let Some(Ok(line)) = lines.next() {
                if sender.send(PromptEvent::Line(line)).is_err() {
                    return;
                }
            }
            let _ = sender.send(PromptEvent::End);
        });
        let width = || usize::from(dialoguer::console::Term::stderr().size().1).max(20);
        Self::new(events, Box::new(io::stderr()), Box::new(width))
    }

    /// Takes lines from there and writes to here, in so many columns.
    pub fn new(events: Receiver<PromptEvent>, out: Box<dyn Write>, width: Box<dyn Fn() -> usize>) -> Self {
        Self { events, out, width }
    }

    fn typed(&mut self) -> Result<String, Stopped> {
        self.out.write_all(b"> ")?;
        self.out.flush()?;
        match self.events.recv() {
            Ok(PromptEvent::Line(line)) => Ok(plain(&line).trim().to_owned()),
            Ok(PromptEvent::Interrupt) => Err(Stopped::Interrupted),
            Ok(PromptEvent::End) | Err(_) => Err(Stopped::Ended),
        }
    }

    /// Shows rows with their numbers from one of them on, and gives the first that is not shown.
    fn rows(&mut self, rows: &[ListRow], from: usize) -> Result<usize, Stopped> {
        let to = rows.len().min(from + PAGE);
        for (index, row) in rows.iter().enumerate().take(to).skip(from) {
            self.say(&format!("  {:2}. {}", index + 1, row.label))?;
        }
        Ok(to)
    }

    fn choice(
        &mut self,
        prompt: &Prompt,
        rows: &[ListRow],
        form: &RowChoice<'_>,
    ) -> Result<PromptReply, Stopped> {
        let mut shown = self.rows(rows, 0)?;
        loop {
            self.say(&form.hint(rows, shown, &prompt.instructions))?;
            let typed = self.typed()?;
            if typed.eq_ignore_ascii_case(MORE) && rows.len() > PAGE {
                shown = self.rows(rows, if shown == rows.len() { 0 } else { shown })?;
                continue;
            }
            match form.understood(&typed, rows, &prompt.instructions) {
                Ok(said) => return Ok(said),
                Err(why) => self.say(&why)?,
            }
        }
    }

    fn line(&mut self, prompt: &Prompt, hint: &str, start: Option<&str>) -> Result<PromptReply, Stopped> {
        let mut hint = hint.to_owned();
        if let Some(start) = start {
            hint.push_str(&format!(" Enter alone keeps {start}."));
        }
        hint.push_str(&Instruction::or_type(&prompt.instructions, &[]));
        self.say(hint.trim_start())?;
        loop {
            let typed = self.typed()?;
            if let Some(instruction) = Instruction::typed(&typed, &prompt.instructions) {
                return Ok(PromptReply::Instruction(instruction));
            }
            match (typed.is_empty(), start) {
                (true, Some(start)) => return Ok(PromptReply::Line(start.to_owned())),
                (true, None) => self.say("Type something, and then press enter.")?,
                (false, _) => return Ok(PromptReply::Line(typed)),
            }
        }
    }
}

/// A choice of one row, or of several.
enum RowChoice<'c> {
    One { start: Option<usize> },
    Several { chosen: Option<&'c [usize]> },
}

impl RowChoice<'_> {
    /// What may be typed.
    fn hint(&self, rows: &[ListRow], shown: usize, instructions: &[Instruction]) -> String {
        let label = |index: usize| rows.get(index).map_or("", |row| row.label.as_str());
        let mut hint = match self {
            Self::One { .. } => "Type one number.".to_owned(),
            Self::Several { .. } => format!(
                "Type numbers with commas between, or {NONE} for none of these. What is not named is taken as absent."
            ),
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
        hint.push_str(&Instruction::or_type(instructions, &[]));
        hint
    }

    fn understood(
        &self,
        typed: &str,
        rows: &[ListRow],
        instructions: &[Instruction],
    ) -> Result<PromptReply, String> {
        if let Some(instruction) = Instruction::typed(typed, instructions) {
            return Ok(PromptReply::Instruction(instruction));
        }
        match self {
            Self::One { start: Some(start) } if typed.is_empty() => Ok(PromptReply::Row(*start)),
            Self::One { .. } => row(typed, rows).map(PromptReply::Row),
            Self::Several { chosen: Some(chosen) } if typed.is_empty() => {
                Ok(PromptReply::Rows(chosen.to_vec()))
            }
            Self::Several { .. } if typed.eq_ignore_ascii_case(NONE) => Ok(PromptReply::Rows(Vec::new())),
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
                Ok(PromptReply::Rows(chosen))
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
fn row(typed: &str, rows: &[ListRow]) -> Result<usize, String> {
    let number = typed.trim_end_matches('.').parse::<usize>().ok();
    if let Some(index) = number.and_then(|number| number.checked_sub(1)).filter(|index| *index < rows.len()) {
        return Ok(index);
    }
    let near: Vec<(u8, usize)> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((row.nearness(typed)?, index))).collect();
    let nearest = near.iter().map(|(nearness, _)| *nearness).min();
    let best: Vec<usize> =
        near.iter().filter(|(nearness, _)| Some(*nearness) == nearest).map(|(_, index)| *index).collect();
    let shown = shortened(typed);
    let number = format!("Type a number from 1 to {}.", rows.len());
    match best.as_slice() {
        _ if typed.is_empty() => Err(format!("Nothing was typed. {number}")),
        [one] => Ok(*one),
        [] => Err(format!("“{shown}” is not in the list. {number}")),
        _ => Err(format!("“{shown}” could be several of the rows. {number}")),
    }
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

    fn show(&mut self, text: &str) -> Result<(), Stopped> {
        writeln!(self.out, "{text}")?;
        self.out.flush()?;
        Ok(())
    }

    fn ask(&mut self, prompt: &mut Prompt) -> Result<PromptReply, Stopped> {
        self.say("")?;
        if let Some(notice) = prompt.notice.take() {
            self.say(&notice)?;
        }
        self.say(&prompt.question)?;
        if !prompt.about.is_empty() {
            self.say(&prompt.about)?;
        }
        match &prompt.form {
            ReplyForm::One { rows, start } => self.choice(prompt, rows, &RowChoice::One { start: *start }),
            ReplyForm::Several { rows, chosen } => {
                self.choice(prompt, rows, &RowChoice::Several { chosen: chosen.as_deref() })
            }
            ReplyForm::Line { hint, start } => self.line(prompt, hint, start.as_deref()),
        }
    }
}
