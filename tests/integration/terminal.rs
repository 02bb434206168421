//! A person at a terminal: keys in, and a screen to look at. Nothing is waited for but what the screen shows.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use tempfile::TempDir;

use crate::harness::program;

/// How long a screen that does not come is waited for before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long nothing has to come before a key is pressed again.
const SILENCE: Duration = Duration::from_secs(3);

pub const DOWN: &str = "\x1b[B";
pub const ENTER: &str = "\r";
const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";

/// The program at a terminal of 24 rows and 80 columns.
pub struct Terminal {
    pub folder: TempDir,
    session: OsSession,
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Everything written so far.
    pub written: Vec<u8>,
}

/// Starts the program in a folder of its own with these files, on a terminal that echoes what is typed as usual.
pub fn at_a_terminal(words: &[&str], files: &[(&str, &str)]) -> Terminal {
    at_a_terminal_of(80, words, files)
}

/// The same on a terminal of so many columns.
pub fn at_a_terminal_of(columns: u16, words: &[&str], files: &[(&str, &str)]) -> Terminal {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let mut command = Command::new(program());
    command.current_dir(folder.path()).args(words).env("TERM", "xterm").env("XDG_CONFIG_HOME", folder.path());
    for name in ["GOLDENTHREAD_CATALOGUE", "NO_COLOR", "ACCESSIBLE", "COLUMNS"] {
        command.env_remove(name);
    }
    let mut session = OsSession::spawn(command).unwrap();
    session.get_process_mut().set_window_size(columns, 24).unwrap();
    session.get_process_mut().set_echo(true, None).unwrap();
    let mut from = session.get_process().get_raw_handle().unwrap();
    let (sender, bytes) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    Terminal {
        folder,
        session,
        bytes,
        parser: vt100::Parser::new(size(24), size(columns), 1000),
        written: Vec::new(),
    }
}

impl Terminal {
    /// What the screen shows.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The screen with its colours.
    pub fn emulated(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Screens that hold everything since the last line that begins with a text, a page at a time.
    pub fn pages_since(&mut self, text: &str) -> Vec<vt100::Screen> {
        let screen = self.parser.screen_mut();
        let mut above = 0;
        let row_of =
            |screen: &vt100::Screen| screen.contents().lines().position(|line| line.starts_with(text));
        while row_of(screen).is_none() {
            above += 1;
            screen.set_scrollback(above);
            assert_eq!(screen.scrollback(), above, "{text:?} is nowhere");
        }
        // The line was found in the topmost row as one scrolled up to it.
        let rows = usize::from(screen.size().0.get());
        let mut pages = Vec::new();
        loop {
            screen.set_scrollback(above);
            pages.push(screen.clone());
            if above == 0 {
                return pages;
            }
            above = above.saturating_sub(rows - 1);
        }
    }

    pub fn cursor_is_visible(&self) -> bool {
        !self.parser.screen().hide_cursor()
    }

    /// Whether what is typed is written by the terminal itself, as it was before the program began.
    pub fn echoes(&self) -> bool {
        self.session.get_process().get_echo().unwrap()
    }

    /// The number of the program's process.
    pub fn process(&self) -> String {
        self.session.get_process().pid().to_string()
    }

    /// Waits until the screen is as wanted, with every line of it whole.
    #[track_caller]
    pub fn until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        while !wanted(&self.whole_lines()) {
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("{what} did not come; the screen is:\n{}", self.screen()),
            }
        }
    }

    /// The screen without the line that may still be being written: a list leaves the cursor below it.
    fn whole_lines(&self) -> String {
        let (row, column) = self.parser.screen().cursor_position();
        let hidden = self.parser.screen().hide_cursor();
        let lines = if hidden && column > 0 { usize::from(row) } else { usize::MAX };
        self.screen().lines().take(lines).collect::<Vec<_>>().join("\n")
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn shows(&mut self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until a text was written, wherever the screen has moved on to since.
    #[track_caller]
    pub fn said(&mut self, text: &str) {
        while !self.transcript().contains(text) {
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("{text:?} was not said in:\n{}", self.transcript()),
            }
        }
    }

    /// Waits until a question was put and can be answered.
    #[track_caller]
    pub fn asks(&mut self, question: &str) {
        let ready = ["enter to choose", "enter to finish", "Or type", "Enter alone", "Type one number"];
        self.until(question, |screen| {
            let after = screen.rfind(question).map(|at| &screen[at..]);
            after.is_some_and(|after| ready.iter().any(|words| after.contains(words)))
        });
    }

    /// Waits until a line is waited for, for the so many-th time.
    #[track_caller]
    pub fn waits_for_line(&mut self, times: usize) {
        while !(self.transcript().matches("\n> ").count() == times && self.transcript().ends_with("\n> ")) {
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("line {times} is not waited for:\n{}", self.transcript()),
            }
        }
    }

    /// Waits for the next prompt in a list or a line, and gives what it says: another than the one before.
    #[track_caller]
    pub fn next_prompt(&mut self, before: &str) -> String {
        let is_next = |screen: &str| {
            let prompt = prompt_of(screen);
            let words = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
            head_of(prompt) != head_of(before)
                && prompt.ends_with(':')
                && ["enter", "Or type"].iter().any(|w| words.contains(w))
        };
        self.until("the next prompt", is_next);
        prompt_of(&self.screen()).to_owned()
    }

    /// Waits until a line is waited for, for the so many-th time, and gives what was said since the line before.
    #[track_caller]
    pub fn next_line(&mut self, times: usize) -> String {
        self.waits_for_line(times);
        let transcript = self.transcript();
        transcript.rsplit("\n> ").nth(1).unwrap_or_default().to_owned()
    }

    /// Presses keys, or types.
    pub fn press(&mut self, keys: &str) {
        self.session.write_all(keys.as_bytes()).unwrap();
        self.session.flush().unwrap();
    }

    /// Moves down to a row of the list.
    #[track_caller]
    pub fn move_to(&mut self, label: &str) {
        let mut seen = Vec::new();
        loop {
            let now = selected(&self.screen());
            if now.as_ref().is_some_and(|row| row.ends_with(label)) {
                return;
            }
            assert!(!seen.contains(&now), "no row {label:?} among {seen:#?}");
            seen.push(now.clone());
            self.press(DOWN);
            self.until("the next row", |screen| selected(screen).is_some_and(|row| Some(row) != now));
        }
    }

    /// Chooses a row of a list.
    #[track_caller]
    pub fn choose(&mut self, label: &str) {
        self.move_to(label);
        self.press(ENTER);
    }

    /// Ticks a row of a list, or takes its tick away.
    #[track_caller]
    pub fn tick(&mut self, label: &str) {
        self.move_to(label);
        let before = selected(&self.screen()).unwrap();
        self.press(" ");
        self.until("a tick", |screen| selected(screen).is_some_and(|row| row != before));
    }

    /// Types a line.
    pub fn line(&mut self, text: &str) {
        self.press(text);
        self.press(ENTER);
    }

    pub fn resize(&mut self, columns: u16) {
        self.session.get_process_mut().set_window_size(columns, 24).unwrap();
        self.parser.screen_mut().set_size(size(24), size(columns));
    }

    /// Presses Ctrl-C, again where nothing comes of it, and gives the status.
    #[track_caller]
    pub fn interrupted(&mut self) -> i32 {
        loop {
            self.press(CTRL_C);
            loop {
                match self.bytes.recv_timeout(SILENCE) {
                    Ok(bytes) => self.take(&bytes),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return self.ends(),
                }
            }
        }
    }

    /// Has the plan shown without saving, and finishes there.
    #[track_caller]
    pub fn finishes_with_the_plan(&mut self) {
        self.choose("Show the plan");
        self.asks("Save the answers before");
        self.press("n");
        self.asks("What next?");
        self.press("f");
        assert_eq!(self.ends(), 0);
    }

    /// Waits for the end, and gives the status.
    #[track_caller]
    pub fn ends(&mut self) -> i32 {
        loop {
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it goes on; the screen is:\n{}", self.screen()),
            }
        }
        match self.session.get_process().wait().unwrap() {
            WaitStatus::Exited(_, status) => status,
            other => panic!("ended by {other:?}; the screen is:\n{}", self.screen()),
        }
    }

    /// Everything written, without what moves the cursor and without carriage returns.
    pub fn transcript(&self) -> String {
        String::from_utf8_lossy(&self.written).replace('\r', "")
    }
}

/// The prompt at the foot of a screen: what stands below the last empty line.
fn prompt_of(screen: &str) -> &str {
    let screen = screen.trim_end();
    screen.rfind("\n\n").map_or(screen, |at| &screen[at + 2..])
}

/// What stands above the rows and the keys of a prompt: the same while it is being answered.
fn head_of(prompt: &str) -> String {
    let below = ["  ", "> ", "What you do not tick", "Type "];
    prompt.lines().take_while(|line| !below.iter().any(|mark| line.starts_with(mark))).collect()
}

fn size(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}

/// The row of a list that the mark stands at.
fn selected(screen: &str) -> Option<String> {
    screen.lines().rev().find(|line| line.starts_with("> ")).map(|line| line.trim_end().to_owned())
}
