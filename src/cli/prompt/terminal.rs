//! Lists to move in and lines to edit, on a terminal that can repaint.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dialoguer::console::Term;
use dialoguer::theme::SimpleTheme;
use dialoguer::{Input, MultiSelect, Select};

use super::question::{Ask, Instruction, ListRow, Prompt, PromptReply, ReplyForm};
use super::stop::{Stopped, listen};
use super::text::{cut, wrapped};

/// Columns before a row's label: the mark of the row, and the box of a row to tick.
const BEFORE_LABEL: usize = 7;

/// The lines that a list takes beside its rows: the keys, and the one that the cursor stands on.
const LINES_OF_PROMPT: usize = 2;

/// The columns that the number of a page takes.
const COLUMNS_OF_PAGE: usize = 16;

/// The rows of a list that are shown at once however long the question above is.
const LEAST_ROOM: usize = 8;

/// How to get about in a list that is longer than the screen.
const OUT_OF_SIGHT: &str = "Right and left turn the page. Up from the first row reaches the last ones.";

/// What the first row of a list to tick says.
const NONE: &str = "None of these";

/// A terminal that can repaint.
pub struct Terminal {
    term: Term,
    interrupted: Arc<AtomicBool>,
}

impl Terminal {
    /// Starts listening for interrupts.
    ///
    /// # Errors
    ///
    /// Where the system allows no listener.
    pub fn new() -> Result<Self, ctrlc::Error> {
        Ok(Self { term: Term::stderr(), interrupted: listen(None)? })
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).max(1)
    }

    /// Hands on what a prompt gave, with the cursor visible whatever happened.
    fn done<T>(&self, result: dialoguer::Result<T>) -> Result<T, Stopped> {
        let shown = self.term.show_cursor();
        if self.interrupted.load(Ordering::SeqCst) {
            return Err(Stopped::Interrupted);
        }
        let value = result.map_err(|dialoguer::Error::IO(error)| Stopped::from(error))?;
        shown?;
        Ok(value)
    }

    /// The rows, cut so that each stays on its line: repainting counts lines.
    fn labels(&self, rows: &[ListRow], instructions: &[Instruction]) -> Vec<String> {
        let room = self.width().saturating_sub(BEFORE_LABEL);
        let rows = rows.iter().map(|row| row.label.as_str());
        rows.chain(instructions.iter().map(|instruction| instruction.row()))
            .map(|label| cut(label, room))
            .collect()
    }

    /// How long a list may be so that the question stays in sight above it. Where that is too short for its rows, says how to
    /// reach those that are out of sight.
    fn room_for(&self, prompt: &Prompt, rows: usize) -> Result<usize, Stopped> {
        let above = wrapped(&prompt.text, self.width()).len() + LINES_OF_PROMPT;
        let room = usize::from(self.term.size().0).saturating_sub(above).max(LEAST_ROOM);
        if rows <= room {
            return Ok(rows);
        }
        self.write(OUT_OF_SIGHT)?;
        Ok(room.saturating_sub(1))
    }

    /// The keys on one line, with room for the number of the page after them.
    fn keys(&self, keys: &str) -> String {
        cut(keys, self.width().saturating_sub(COLUMNS_OF_PAGE))
    }

    fn one(&self, prompt: &Prompt, rows: &[ListRow], start: Option<usize>) -> Result<PromptReply, Stopped> {
        let labels = self.labels(rows, &prompt.instructions);
        let longest = self.room_for(prompt, labels.len())?;
        let select = Select::with_theme(&SimpleTheme)
            .with_prompt(self.keys("Up and down to move, enter to choose"))
            .items(labels)
            .default(start.unwrap_or(0))
            .max_length(longest)
            .report(false);
        let chosen = self.done(select.interact_on(&self.term))?;
        Ok(match chosen.checked_sub(rows.len()).and_then(|at| prompt.instructions.get(at)) {
            Some(instruction) => PromptReply::Instruction(*instruction),
            None => PromptReply::Row(chosen),
        })
    }

    /// Lets rows be ticked, and notes in `chosen` those that are, so that they survive a look at the help.
    fn several(
        &self,
        prompt: &Prompt,
        rows: &[ListRow],
        chosen: &mut Option<Vec<usize>>,
    ) -> Result<PromptReply, Stopped> {
        let none = std::iter::once(ListRow::new(NONE));
        let all: Vec<ListRow> = none.chain(rows.iter().cloned()).collect();
        let mut ticked: Vec<usize> = match chosen.as_deref() {
            None => Vec::new(),
            Some([]) => vec![0],
            Some(rows) => rows.iter().map(|row| row + 1).collect(),
        };
        loop {
            let labels = self.labels(&all, &prompt.instructions);
            let longest = self.room_for(prompt, labels.len())?;
            let defaults: Vec<bool> = (0..labels.len()).map(|index| ticked.contains(&index)).collect();
            let select = MultiSelect::with_theme(&SimpleTheme)
                .with_prompt(self.keys("Space to tick, enter to finish"))
                .items(labels)
                .defaults(&defaults)
                .max_length(longest)
                .report(false);
            let now = self.done(select.interact_on(&self.term))?;
            let said = understood(&now, rows.len(), &prompt.instructions);
            ticked = now.into_iter().filter(|index| *index <= rows.len()).collect();
            match said {
                Ok(said) => {
                    let rows: Vec<usize> = ticked.iter().filter_map(|index| index.checked_sub(1)).collect();
                    if !rows.is_empty() {
                        *chosen = Some(rows);
                    }
                    return Ok(said);
                }
                Err(why) => self.write(why)?,
            }
        }
    }

    fn line(
        &self,
        prompt: &Prompt,
        hint: &str,
        start: Option<&str>,
        typed: Option<&str>,
    ) -> Result<PromptReply, Stopped> {
        let words: Vec<&str> = prompt.instructions.iter().map(|instruction| instruction.words()[0]).collect();
        if !hint.is_empty() {
            self.write(hint)?;
        }
        if !words.is_empty() {
            self.write(&format!("Or type {}.", goldenthread::text::wording::list_or(&words)))?;
        }
        let label = cut(&prompt.label, self.width() / 2);
        let mut input = Input::<String>::with_theme(&SimpleTheme).with_prompt(label).report(false);
        if let Some(start) = start {
            input = input.default(start.to_owned());
        }
        if let Some(typed) = typed {
            input = input.with_initial_text(typed);
        }
        let line = loop {
            let line = self.done(input.clone().allow_empty(true).interact_text_on(&self.term))?;
            if !line.trim().is_empty() {
                break line;
            }
            self.write("Type something, and then press enter.")?;
        };
        Ok(match Instruction::typed(&line, &prompt.instructions) {
            Some(instruction) => PromptReply::Instruction(instruction),
            None => PromptReply::Line(line.trim().to_owned()),
        })
    }

    fn write(&self, text: &str) -> Result<(), Stopped> {
        for line in wrapped(text, self.width()) {
            self.term.write_line(&line)?;
        }
        Ok(())
    }
}

/// What the ticked rows of a list mean: "none of these" first, then the rows, then the instructions.
fn understood(
    ticked: &[usize],
    rows: usize,
    instructions: &[Instruction],
) -> Result<PromptReply, &'static str> {
    let instruction =
        |index: &usize| index.checked_sub(rows + 1).and_then(|at| instructions.get(at)).copied();
    let said: Vec<Instruction> = ticked.iter().filter_map(instruction).collect();
    let chosen: Vec<usize> =
        ticked.iter().filter(|index| (1..=rows).contains(*index)).map(|index| index - 1).collect();
    match (said.as_slice(), ticked.contains(&0), chosen.as_slice()) {
        ([one], _, []) => Ok(PromptReply::Instruction(*one)),
        // Ticks beside help or saving are kept; beside "not known" they would contradict it.
        ([one @ (Instruction::Help | Instruction::Save | Instruction::Back)], _, _) => {
            Ok(PromptReply::Instruction(*one))
        }
        ([], true, []) => Ok(PromptReply::Rows(Vec::new())),
        ([], false, [_, ..]) => Ok(PromptReply::Rows(chosen)),
        ([], false, []) => Err("Tick at least one row, or “None of these”, and then press enter."),
        ([], true, _) => Err("“None of these” and other rows are ticked. Keep one or the other."),
        _ => Err("Rows that contradict each other are ticked. Keep those that are meant."),
    }
}

impl Ask for Terminal {
    fn say(&mut self, text: &str) -> Result<(), Stopped> {
        self.write(text)
    }

    fn ask(&mut self, prompt: &mut Prompt) -> Result<PromptReply, Stopped> {
        self.write(&prompt.text)?;
        // An interrupt while no key was waited for would otherwise be heard only after the next key.
        if self.interrupted.load(Ordering::SeqCst) {
            return Err(Stopped::Interrupted);
        }
        match prompt.form.clone() {
            ReplyForm::One { rows, start } => self.one(prompt, &rows, start),
            ReplyForm::Several { rows, mut chosen } => {
                let said = self.several(prompt, &rows, &mut chosen);
                prompt.form = ReplyForm::Several { rows, chosen };
                said
            }
            ReplyForm::Line { hint, start, typed } => {
                self.line(prompt, &hint, start.as_deref(), typed.as_deref())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTRUCTIONS: [Instruction; 4] =
        [Instruction::NotKnown, Instruction::Help, Instruction::Back, Instruction::Save];

    #[test]
    fn nothing_ticked_is_no_answer_and_none_of_these_is_one() {
        assert!(understood(&[], 3, &INSTRUCTIONS).is_err());
        assert_eq!(understood(&[0], 3, &INSTRUCTIONS), Ok(PromptReply::Rows(vec![])));
        assert_eq!(understood(&[1, 3], 3, &INSTRUCTIONS), Ok(PromptReply::Rows(vec![0, 2])));
    }

    #[test]
    fn a_command_is_a_row_of_the_list() {
        assert_eq!(understood(&[4], 3, &INSTRUCTIONS), Ok(PromptReply::Instruction(Instruction::NotKnown)));
        assert_eq!(understood(&[2, 6], 3, &INSTRUCTIONS), Ok(PromptReply::Instruction(Instruction::Back)));
    }

    #[test]
    fn what_contradicts_itself_is_asked_again() {
        assert!(understood(&[0, 1], 3, &INSTRUCTIONS).is_err());
        assert!(understood(&[1, 4], 3, &INSTRUCTIONS).is_err());
        assert!(understood(&[5, 6], 3, &INSTRUCTIONS).is_err());
        assert!(understood(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &INSTRUCTIONS).is_err());
    }
}
