//! Lists to move in and lines to edit, on a terminal that can repaint.

use dialoguer::console::{Key, Term};
use unicode_width::UnicodeWidthStr;

use super::answering::Answering;
use super::layout;
use super::painting::Painting;
use super::question::{Ask, Prompt, PromptReply, ReplyForm};
use super::quiet::Quiet;
use super::stop::Stopped;
use super::text::wrapped;
use crate::cli::signals;

/// A terminal that can repaint.
pub struct Terminal {
    term: Term,
    colour: bool,
}

impl Terminal {
    /// A terminal. From here on a signal ends no run by itself: the cursor would stay hidden and what was answered be lost.
    pub fn new(colour: bool) -> Self {
        signals::hear(|| {});
        Self { term: Term::stderr(), colour }
    }

    /// Rows and columns.
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(rows).max(1), usize::from(columns).max(1))
    }

    /// Waits for a key, unless a signal came.
    fn key(&self) -> Result<Key, Stopped> {
        // A signal while no key was waited for would otherwise be heard only after the next key.
        if signals::came() {
            return Err(Stopped::Interrupted);
        }
        let key = self.term.read_key();
        if signals::came() { Err(Stopped::Interrupted) } else { Ok(key?) }
    }
}

impl Ask for Terminal {
    fn say(&mut self, text: &str) -> Result<(), Stopped> {
        for line in wrapped(text, self.size().1) {
            self.term.write_line(&line)?;
        }
        Ok(())
    }

    fn show(&mut self, text: &str) -> Result<(), Stopped> {
        text.lines().try_for_each(|line| self.term.write_line(line))?;
        Ok(())
    }

    fn ask(&mut self, prompt: &mut Prompt) -> Result<PromptReply, Stopped> {
        let quiet = Quiet::begin();
        let mut answering = Answering::of(prompt);
        let mut painting = Painting::default();
        let reply = loop {
            let (rows, columns) = self.size();
            let lines = layout::lines(prompt, &answering, rows, columns);
            let cursor_back = match &answering {
                Answering::List(_) => 0,
                Answering::Line { typed, .. } => typed.parts().1.width(),
            };
            painting.paint(&self.term, &lines, columns, cursor_back, self.colour)?;
            if let Some(reply) = answering.take(&self.key()?, &prompt.instructions) {
                break reply;
            }
        };
        painting.wipe(&self.term, self.size().1)?;
        drop(quiet);
        prompt.notice = None;
        if let (ReplyForm::Several { chosen, .. }, Answering::List(list)) = (&mut prompt.form, &answering)
            && let Some(ticked) = list.chosen().filter(|ticked| !ticked.is_empty())
        {
            *chosen = Some(ticked);
        }
        Ok(reply)
    }
}
