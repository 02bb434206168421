//! Answers that are there already, asked for in numbered lines, with everything that was shown kept.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::mpsc::channel;

use super::lines::Lines;
use super::stop::PromptEvent;

/// Everything that was shown.
#[derive(Clone, Default)]
pub struct Transcript(Rc<RefCell<Vec<u8>>>);

impl Transcript {
    /// As text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

impl Write for Transcript {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Types these lines one after the other; `^C` stands for an interrupt. The input ends after them.
pub fn typing(lines: &[&str], transcript: &Transcript) -> Lines {
    let (sender, events) = channel();
    for line in lines {
        let event =
            if *line == "^C" { PromptEvent::Interrupt } else { PromptEvent::Line((*line).to_owned()) };
        let _ = sender.send(event);
    }
    Lines::new(events, Box::new(transcript.clone()), Box::new(|| 80))
}
