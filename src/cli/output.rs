//! Where results go: standard output, or a file that is written beside and renamed, so that it is whole or not there.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use goldenthread::text::wording::plain;
use tempfile::NamedTempFile;

use super::problem::{STDOUT_FAILED, say};

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

    /// Says where the result went, where somebody watches and it went to a file.
    pub fn tell(&self, what: &str) {
        if let Self::File(path) = self
            && stderr().is_terminal()
        {
            say(&format!("{what} `{}`\n", plain(&path.display().to_string())));
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
    let mut new = Beside::open(path, folder)?;
    new.write_all(content)?;
    new.put_in_place()
}

/// A file being written beside the one it is to take the place of, so that it is whole or not there.
#[derive(Debug)]
pub enum Beside {
    /// Beside its target.
    File(NamedTempFile, PathBuf),
    /// A device or a pipe, written to as it is.
    Device(fs::File),
}

impl Beside {
    /// Opens a file that is to take the place of `path`, beside it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written there.
    pub fn replacing(path: &Path) -> io::Result<Self> {
        Self::open(path, folder_of(path))
    }

    fn open(path: &Path, folder: &Path) -> io::Result<Self> {
        let Ok(found) = fs::metadata(path) else {
            return Ok(Self::File(beside(folder)?, path.to_path_buf()));
        };
        if found.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Renaming over a file needs no leave to write to it: ask for that leave first.
        let as_it_is = OpenOptions::new().write(true).open(path)?;
        if !found.is_file() {
            return Ok(Self::Device(as_it_is));
        }
        // The file that a link names is replaced, not the link.
        let target = fs::canonicalize(path)?;
        let new = beside(folder_of(&target))?;
        new.as_file().set_permissions(found.permissions())?;
        Ok(Self::File(new, target))
    }

    /// The file that is there until it takes its place, and has to go where it never does.
    pub fn unfinished(&self) -> Option<&Path> {
        match self {
            Self::File(new, _) => Some(new.path()),
            Self::Device(_) => None,
        }
    }

    /// Takes the place of the file it was opened for.
    ///
    /// # Errors
    ///
    /// Where it cannot.
    pub fn put_in_place(self) -> io::Result<()> {
        match self {
            Self::File(new, target) => {
                new.as_file().sync_all()?;
                new.persist(target).map(drop).map_err(io::Error::from)
            }
            Self::Device(mut device) => device.flush(),
        }
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(new, _) => new.write(bytes),
            Self::Device(device) => device.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(new, _) => new.flush(),
            Self::Device(device) => device.flush(),
        }
    }
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
