//! A prompt while it is being answered: what each key does to it.

use dialoguer::console::Key;

use super::list::List;
use super::question::{Instruction, Prompt, PromptReply, ReplyForm};
use super::typed::Typed;

/// What is being answered.
#[derive(Debug)]
pub enum Answering {
    /// By a row, or by ticks.
    List(List),
    /// By a line of text.
    Line {
        /// What may be typed.
        hint: String,
        /// What stands unless something is typed.
        start: Option<String>,
        /// What is typed so far.
        typed: Typed,
        /// What to say about the last key.
        message: Option<&'static str>,
    },
}

impl Answering {
    /// What a prompt asks for, with what was said before.
    pub fn of(prompt: &Prompt) -> Self {
        let instructions = &prompt.instructions;
        match &prompt.form {
            ReplyForm::One { rows, start } => Self::List(List::of_one(rows.clone(), *start, instructions)),
            ReplyForm::Several { rows, chosen } => {
                Self::List(List::of_several(rows.clone(), chosen.as_deref(), instructions))
            }
            ReplyForm::Line { hint, start } => Self::Line {
                hint: hint.clone(),
                start: start.clone(),
                typed: Typed::default(),
                message: None,
            },
        }
    }

    /// Takes a key. Gives the reply, where it was the last one.
    pub fn take(&mut self, key: &Key, instructions: &[Instruction]) -> Option<PromptReply> {
        let (start, typed, message) = match self {
            Self::List(list) => return list.take(key),
            Self::Line { start, typed, message, .. } => (start, typed, message),
        };
        *message = None;
        if *key != Key::Enter {
            typed.take(key);
            return None;
        }
        let line = typed.line();
        match (Instruction::typed(&line, instructions), start) {
            (Some(instruction), _) => Some(PromptReply::Instruction(instruction)),
            (None, Some(start)) if line.is_empty() => Some(PromptReply::Line(start.clone())),
            (None, None) if line.is_empty() => {
                *message = Some("Type something, and then press enter.");
                None
            }
            (None, _) => Some(PromptReply::Line(line)),
        }
    }
}
