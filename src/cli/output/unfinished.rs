//! What is not in its place yet: files being written beside those whose place they take, and outputs that flags name.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

use super::sink::folder_of;

/// What is not in its place yet.
#[derive(Debug)]
pub struct Unfinished {
    /// Files that have to go where the run ends before they take their place. Some may have gone already.
    beside: Vec<PathBuf>,
    /// Outputs that flags name and that were not written yet.
    named: Vec<PathBuf>,
}

static UNFINISHED: Mutex<Unfinished> = Mutex::new(Unfinished { beside: Vec::new(), named: Vec::new() });

fn lock() -> MutexGuard<'static, Unfinished> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a file that is written beside another, and is known of as soon as it is there.
///
/// # Errors
///
/// Where it cannot be made.
pub fn begin(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    let mut unfinished = lock();
    let new = make()?;
    unfinished.beside.push(new.path().to_owned());
    Ok(new)
}

/// Has a file take the place of another, so that it stays there whatever happens to the machine.
///
/// # Errors
///
/// Where that cannot be done.
pub fn take_place(new: NamedTempFile, of: &Path) -> io::Result<()> {
    new.as_file().sync_all()?;
    let was = new.path().to_owned();
    let mut unfinished = lock();
    new.persist(of)?;
    unfinished.beside.retain(|path| *path != was);
    drop(unfinished);
    sync(folder_of(of))
}

/// Has a folder keep a new name in it. One that cannot be opened, or a system that has no such thing, keeps it in its own time.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    let Ok(folder) = std::fs::File::open(folder) else { return Ok(()) };
    match folder.sync_all() {
        Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Err(error)
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes every file that has not taken its place. None is begun and none takes its place until what comes back is dropped.
pub fn clear() -> MutexGuard<'static, Unfinished> {
    let unfinished = lock();
    for path in &unfinished.beside {
        let _ = std::fs::remove_file(path);
    }
    unfinished
}

/// Notes that a flag names an output.
pub fn named(path: &Path) {
    lock().named.push(path.to_owned());
}

/// Notes that an output was written.
pub fn written(path: &Path) {
    lock().named.retain(|named| named != path);
}

/// The outputs that flags name and that were not written.
pub fn not_written() -> Vec<PathBuf> {
    lock().named.clone()
}
