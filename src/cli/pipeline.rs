//! Runs a caseload through workers: each takes the next piece, works on it, and writes when its turn has come, so that the
//! output is in the order of the input and only as many pieces as there are workers are held.

use std::io::{self, IsTerminal, Read, stderr, stdout};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Error, Result};
use goldenthread::batch::{Counts, EachCase, Piece, Splitter, Worker};
use goldenthread::text::wording::count;

use super::load::caseload::{self, Caseload};
use super::output::{Destination, Rights, Sink};
use super::problem::say;

/// How often progress is said.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);

/// Where pieces come from.
struct PieceSource {
    source: Box<dyn Read + Send>,
    splitter: Splitter,
    /// How many pieces were taken.
    taken: u64,
    ended: bool,
}

impl PieceSource {
    fn new(source: Box<dyn Read + Send>, splitter: Splitter) -> Self {
        Self { source, splitter, taken: 0, ended: false }
    }
}

/// Where results go, in turn.
struct ResultsInTurn {
    results: Sink,
    rejects: Sink,
    /// Whose turn it is.
    turn: u64,
    counts: Counts,
    failed: Option<Error>,
    last_said: Instant,
    says_progress: bool,
}

impl ResultsInTurn {
    fn new(results: Sink, rejects: Sink) -> Self {
        let on_the_terminal = matches!(results, Sink::Stdout if stdout().is_terminal());
        Self {
            results,
            rejects,
            turn: 0,
            counts: Counts::default(),
            failed: None,
            last_said: Instant::now(),
            says_progress: stderr().is_terminal() && !on_the_terminal,
        }
    }
}

/// What came of a run.
pub struct Ended<E> {
    /// What was counted.
    pub counts: Counts,
    /// What each worker gathered.
    pub each: Vec<E>,
}

/// Runs a caseload through as many workers as it asks for.
///
/// # Errors
///
/// Where the input cannot be read or the output cannot be written; files are then left as they were.
pub fn run<E: EachCase + Clone + Send>(
    caseload: Caseload,
    each: &E,
    mut results: Sink,
    header: &[u8],
) -> Result<Ended<E>> {
    let rejects = match &caseload.rejects {
        None => Sink::Stderr,
        Some(destination) => destination.open(Rights::Private)?,
    };
    results.write(header)?;
    let input = Mutex::new(PieceSource::new(caseload.source, caseload.splitter));
    let output = Mutex::new(ResultsInTurn::new(results, rejects));
    let turned = Condvar::new();
    let rows = caseload.rows;
    let each = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..caseload.jobs)
            .map(|_| {
                let worker = Worker::new(rows.clone(), each.clone());
                scope.spawn(|| work(worker, &input, &output, &turned))
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let output = output.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = output.failed {
        return Err(error.context(format!("stopped after {} rows of {}", output.counts.rows, caseload.name)));
    }
    output.results.finish()?;
    output.rejects.finish()?;
    Ok(Ended { counts: output.counts, each })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One worker: takes pieces until there are none or something failed.
fn work<E: EachCase>(
    mut worker: Worker<'_, E>,
    input: &Mutex<PieceSource>,
    output: &Mutex<ResultsInTurn>,
    turned: &Condvar,
) -> E {
    let mut piece = Piece::default();
    let (mut results, mut rejects) = (Vec::new(), Vec::new());
    loop {
        let taken = take(&mut lock(input), &mut piece);
        let turn = match taken {
            Ok(Some(turn)) => turn,
            Ok(None) => return worker.each,
            Err(error) => {
                lock(output).failed.get_or_insert(Error::new(error).context("cannot read the caseload"));
                turned.notify_all();
                return worker.each;
            }
        };
        results.clear();
        rejects.clear();
        let counts = worker.run(&mut piece, &mut results, &mut rejects);
        let mut output = lock(output);
        while output.turn != turn && output.failed.is_none() {
            output = turned.wait(output).unwrap_or_else(PoisonError::into_inner);
        }
        if output.failed.is_some() {
            return worker.each;
        }
        output.counts.add(&counts);
        let written = output.results.write(&results).and_then(|()| output.rejects.write(&rejects));
        output.failed = written.err();
        output.turn += 1;
        say_progress(&mut output);
        turned.notify_all();
    }
}

/// Takes the next piece, and its turn; nothing at the end.
fn take(input: &mut PieceSource, piece: &mut Piece) -> io::Result<Option<u64>> {
    if input.ended {
        return Ok(None);
    }
    let source = &mut input.source;
    let found = input.splitter.next(piece, &mut |buffer| caseload::read(source, buffer));
    input.ended = !*found.as_ref().unwrap_or(&false);
    let turn = input.taken;
    input.taken += 1;
    Ok(found?.then_some(turn))
}

fn say_progress(output: &mut ResultsInTurn) {
    if output.says_progress && output.last_said.elapsed() >= PROGRESS_EVERY {
        say(&format!("{} rows done\n", output.counts.rows));
        output.last_said = Instant::now();
    }
}

/// What became of the rows, in one line.
pub fn told(counts: &Counts, noun: &str, rejects: Option<&Destination>) -> String {
    let mut line = format!("{} read: {}", rows(counts.rows), number(counts.cases, noun));
    line.push_str(&format!(", {}", number(counts.rejects, "reject")));
    if let Some(to) = rejects.filter(|_| counts.rejects > 0) {
        line.push_str(&format!(" (in `{to}`)"));
    }
    if counts.blank > 0 {
        line.push_str(&format!("; {} passed over", number(counts.blank, "blank row")));
    }
    line + "\n"
}

fn rows(number: u64) -> String {
    self::number(number, "row")
}

fn number(number: u64, noun: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}
