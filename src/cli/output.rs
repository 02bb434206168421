//! Where results go: standard output, or a file that is written beside and renamed, so that it is whole or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Destination {
    /// What `-o` and its like name: nothing, `-` and `/dev/stdout` are standard output.
    pub fn named(path: Option<&PathBuf>) -> Self {
        match path {
            None => Self::Stdout,
            Some(path) if is_stdout(path) => Self::Stdout,
            Some(path) => Self::File(path.clone()),
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn write(&self, content: &[u8]) -> Result<()> {
        match self {
            Self::Stdout => print(content).context("cannot write to standard output"),
            Self::File(path) => {
                replace(path, content).with_context(|| format!("cannot write `{}`", path.display()))
            }
        }
    }
}

fn is_stdout(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

fn print(content: &[u8]) -> io::Result<()> {
    let mut stream = stdout().lock();
    stream.write_all(content)?;
    stream.flush()
}

/// Puts a file in place whole. A device or a pipe is written to as it is.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let found = fs::metadata(path);
    if found.as_ref().is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return OpenOptions::new().write(true).open(path)?.write_all(content);
    }
    // The file that a link names is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if found.as_ref().is_ok_and(fs::Metadata::is_dir) {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    if let Ok(found) = &found {
        // Renaming over a file needs no leave to write to it: ask for that leave first.
        OpenOptions::new().write(true).open(&target)?;
        let mut beside = tempfile::Builder::new().prefix(".goldenthread-").tempfile_in(folder)?;
        beside.as_file().set_permissions(found.permissions())?;
        return finish(&mut beside, content).and_then(|()| Ok(beside.persist(&target).map(drop)?));
    }
    let mut beside = new_beside(folder)?;
    finish(&mut beside, content)?;
    beside.persist(&target)?;
    Ok(())
}

/// A new file with the rights that any new file of this person has.
#[cfg(unix)]
fn new_beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    let usual = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(".goldenthread-").permissions(usual).tempfile_in(folder)
}

/// A new file.
#[cfg(not(unix))]
fn new_beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".goldenthread-").tempfile_in(folder)
}

fn finish(beside: &mut tempfile::NamedTempFile<File>, content: &[u8]) -> io::Result<()> {
    beside.write_all(content)?;
    beside.as_file().sync_all()
}
