//! A terminal that does not write what is typed by itself.
//!
//! Keys are read one by one, and between two of them the terminal would be as it was: what is typed ahead would be written
//! wherever the cursor stands.

#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// Keeps the terminal from writing what is typed, until it is dropped.
#[derive(Debug)]
pub struct Quiet {
    #[cfg(unix)]
    before: Option<Termios>,
}

impl Quiet {
    /// Begins. Where the terminal cannot be set, it stays as it is: that only looks worse.
    #[cfg(unix)]
    pub fn begin() -> Self {
        let before = tcgetattr(std::io::stdin()).ok();
        if let Some(mut quiet) = before.clone() {
            quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &quiet);
        }
        Self { before }
    }

    /// Begins. Elsewhere a terminal writes nothing by itself while keys are read.
    #[cfg(not(unix))]
    pub fn begin() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Quiet {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}
