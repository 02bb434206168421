//! How a conversation ends before its end, and how an interrupt is heard.

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

/// Why a person can be asked no further.
#[derive(Debug)]
pub enum Stopped {
    /// Ctrl-C, or the signal it stands for.
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

/// Listens for interrupts: they set the flag and are sent on. Without a listener, an interrupt would end the program at once,
/// with the cursor hidden and what was answered lost.
///
/// # Errors
///
/// Where the system allows no listener.
pub fn listen(events: Option<mpsc::Sender<PromptEvent>>) -> Result<Arc<AtomicBool>, ctrlc::Error> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    ctrlc::set_handler(move || {
        flag.store(true, Ordering::SeqCst);
        if let Some(events) = &events {
            let _ = events.send(PromptEvent::Interrupt);
        }
    })?;
    Ok(interrupted)
}
