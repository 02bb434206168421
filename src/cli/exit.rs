//! How a run ends.

use std::process::ExitCode;

/// How a run ended, as a status that scripts can rely on. The help lists them: see [`Exit::HELP`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, and nothing to report.
    Done,
    /// 1: done, and something was found: rejected rows, differences, findings in a catalogue.
    Found,
    /// 2: it could not be done: usage, an answer or a catalogue that cannot be read, an output that cannot be written.
    Failed,
    /// 130: interrupted, or told to end by another signal.
    Interrupted,
}

impl Exit {
    /// What the help says of them.
    pub const HELP: &'static str = "\
Exit status:
    0  done, and nothing to report
    1  done, and something was found (rejected rows, differences, findings)
    2  could not be done (usage, input or a catalogue with a problem)
  130  interrupted";

    /// The number that the shell sees.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::Failed => 2,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}
