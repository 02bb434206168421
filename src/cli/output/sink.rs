//! What takes results as they come.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write, stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

use crate::cli::problem::STDOUT_FAILED;

/// Where one kind of result goes as it comes.
#[derive(Debug)]
pub enum Sink {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// A file, put in place at the end.
    File(Replacement, PathBuf),
    /// Nowhere.
    Nowhere,
}

impl Sink {
    /// Opens a file that results go to.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn file(path: &Path) -> Result<Self> {
        let folder = folder_of(path);
        if !folder.is_dir() {
            bail!("{}: there is no folder `{}`", cannot_write(path), folder.display());
        }
        let replacement = Replacement::of(path).with_context(|| cannot_write(path))?;
        Ok(Self::File(replacement, path.to_owned()))
    }

    /// Writes more.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        match self {
            Self::Stdout => stdout().lock().write_all(bytes).context(STDOUT_FAILED),
            Self::Stderr => {
                // Where standard error is closed there is nobody left to tell.
                let _ = stderr().lock().write_all(bytes);
                Ok(())
            }
            Self::File(replacement, path) => {
                replacement.file().write_all(bytes).with_context(|| cannot_write(path))
            }
            Self::Nowhere => Ok(()),
        }
    }

    /// Writes what is held back, and puts a file in place.
    ///
    /// # Errors
    ///
    /// As for [`Sink::write`].
    pub fn finish(self) -> Result<()> {
        match self {
            Self::Stdout => stdout().lock().flush().context(STDOUT_FAILED),
            Self::File(replacement, path) => replacement.put_in_place().with_context(|| cannot_write(&path)),
            Self::Stderr | Self::Nowhere => Ok(()),
        }
    }

    /// The file that is there until it takes its place, and has to go where it never does.
    pub fn unfinished(&self) -> Option<PathBuf> {
        match self {
            Self::File(Replacement::Beside(new, _), _) => Some(new.path().to_owned()),
            _ => None,
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write `{}`", path.display())
}

/// The folder that a file is in, or would be.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// What takes the place of a file.
#[derive(Debug)]
pub enum Replacement {
    /// Written beside the file whose place it takes, so that it is whole or not there.
    Beside(NamedTempFile, PathBuf),
    /// A device or a pipe, written to as it is.
    Device(File),
}

impl Replacement {
    /// Opens what is to take the place of a file.
    fn of(path: &Path) -> io::Result<Self> {
        let Ok(found) = fs::metadata(path) else {
            return Ok(Self::Beside(beside(folder_of(path))?, path.to_path_buf()));
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
        Ok(Self::Beside(new, target))
    }

    fn file(&mut self) -> &mut File {
        match self {
            Self::Beside(new, _) => new.as_file_mut(),
            Self::Device(device) => device,
        }
    }

    fn put_in_place(self) -> io::Result<()> {
        match self {
            Self::Beside(new, target) => {
                new.as_file().sync_all()?;
                new.persist(target).map(drop).map_err(io::Error::from)
            }
            Self::Device(mut device) => device.flush(),
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
