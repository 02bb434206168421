//! Signals that end a run. What is half written goes, and whoever is being asked is let finish: what they said is kept.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::exit::Exit;
use super::output::unfinished;
use super::problem::say;

/// How long a standard error that takes nothing is waited for before the run ends without a word.
const LAST_WORD: Duration = Duration::from_secs(1);

/// Whether a signal came. Where it can be, it is set by the signal itself, before whatever the signal breaks off fails.
static CAME: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Who is told of a signal in place of the end of the run.
static HEARER: Mutex<Option<Box<dyn Fn() + Send>>> = Mutex::new(None);

/// Listens from here on for the signals that end a run: before the first file is opened, so that none is left behind. Where the
/// system allows no listener, a signal ends the program as it would any other.
#[cfg(unix)]
pub fn listen() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};

    let ignored = ignored();
    let ends = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter();
    let heard: Vec<i32> = ends.filter(|signal| !ignored.contains(signal)).collect();
    let Ok(mut signals) = signal_hook::iterator::Signals::new(&heard) else { return };
    for signal in heard {
        let _ = signal_hook::flag::register(signal, Arc::clone(&CAME));
    }
    let _ = thread::Builder::new().spawn(move || signals.forever().for_each(|_| caught()));
}

/// The same where an interrupt is not a signal.
#[cfg(not(unix))]
pub fn listen() {
    let _ = ctrlc::set_handler(caught);
}

/// The signals that whoever started the program had it ignore, as `nohup` does with a hang-up: they stay ignored. Only Linux tells
/// without unsafe code; elsewhere they are heard.
#[cfg(unix)]
fn ignored() -> Vec<i32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    (1..=64).filter(|signal| mask >> (signal - 1) & 1 == 1).collect()
}

/// Has someone told of a signal in place of the end of the run: they end it themselves, soon.
pub fn hear(told: impl Fn() + Send + 'static) {
    *HEARER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(told));
}

/// Whether a signal came.
pub fn came() -> bool {
    CAME.load(Ordering::SeqCst)
}

fn caught() {
    CAME.store(true, Ordering::SeqCst);
    match &*HEARER.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(told) => told(),
        None => end(),
    }
}

/// Ends the run, and leaves no file half written.
fn end() -> ! {
    let _nothing_begins = unfinished::clear();
    let (said, done) = channel();
    // Another thread may hold standard error while nobody takes what it writes.
    let _ = thread::Builder::new().spawn(move || {
        say("interrupted\n");
        let _ = said.send(());
    });
    let _ = done.recv_timeout(LAST_WORD);
    std::process::exit(i32::from(Exit::Interrupted.status()));
}
