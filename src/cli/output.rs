//! Where results go: standard output, or a file that is written beside and renamed, so that it is whole or not there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

/// What to say where standard output takes no more.
pub const STDOUT_FAILED: &str = "cannot write to standard output";

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
            Self::Stdout => print(content).context(STDOUT_FAILED),
            Self::File(path) => {
                let named = || format!("cannot write `{}`", path.display());
                let folder = folder_of(path);
                if !folder.is_dir() {
                    bail!("{}: there is no folder `{}`", named(), folder.display());
                }
                replace(path, folder, content).with_context(named)
            }
        }
    }

    /// Whether this and another are the same file, by whatever path.
    pub fn is_same_file(&self, other: &Path) -> bool {
        let whole = |path: &Path| {
            let folder = fs::canonicalize(folder_of(path)).ok()?;
            fs::canonicalize(path).ok().or_else(|| Some(folder.join(path.file_name()?)))
        };
        match self {
            Self::Stdout => false,
            Self::File(path) => {
                whole(path).is_some_and(|path| path.is_file() || !path.exists())
                    && whole(path) == whole(other)
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

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Puts a file in place whole. A device or a pipe is written to as it is.
fn replace(path: &Path, folder: &Path, content: &[u8]) -> io::Result<()> {
    let Ok(found) = fs::metadata(path) else {
        return put(beside(folder)?, path, content);
    };
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Renaming over a file needs no leave to write to it: ask for that leave first.
    let mut as_it_is = OpenOptions::new().write(true).open(path)?;
    if !found.is_file() {
        return as_it_is.write_all(content);
    }
    // The file that a link names is replaced, not the link.
    let target = fs::canonicalize(path)?;
    let new = beside(folder_of(&target))?;
    new.as_file().set_permissions(found.permissions())?;
    put(new, &target, content)
}

/// A new file in a folder, with the rights that any new file of this person has.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".goldenthread-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn put(mut new: NamedTempFile, target: &Path, content: &[u8]) -> io::Result<()> {
    new.write_all(content)?;
    new.as_file().sync_all()?;
    new.persist(target)?;
    Ok(())
}
