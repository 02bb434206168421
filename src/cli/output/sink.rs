//! What takes results as they come.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write, stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use tempfile::NamedTempFile;

use super::unfinished;
use crate::cli::problem::{STDOUT_FAILED, said};

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
    /// Opens a file that results go to, with these rights where it is new.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with the name of what could not.
    pub fn file(path: &Path, rights: Rights) -> Result<Self> {
        let folder = folder_of(path);
        if !folder.is_dir() {
            bail!("{}: there is no folder `{}`", cannot_write(path), folder.display());
        }
        let replacement = Replacement::of(path, rights).with_context(|| cannot_write(path))?;
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
            // Somebody who reads no more of this is no normal end: what was to be mended is lost. So the cause is not handed on.
            Self::Stderr => (stderr().lock().write_all(bytes))
                .map_err(|error| anyhow!("cannot write to standard error: {}", said(&error.to_string()))),
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
            Self::File(replacement, path) => {
                replacement.put_in_place().with_context(|| cannot_write(&path))?;
                unfinished::written(&path);
                Ok(())
            }
            Self::Stderr | Self::Nowhere => Ok(()),
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

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Whoever may read any new file of this person.
    Usual,
    /// This person alone.
    Private,
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
    fn of(path: &Path, rights: Rights) -> Result<Self> {
        let found = match fs::metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Ok(named) = fs::read_link(path) {
                    bail!("it is a link to `{}`, which is not there: name that file", named.display());
                }
                return Ok(Self::Beside(beside(folder_of(path), rights)?, path.to_path_buf()));
            }
            Err(error) => return Err(error.into()),
        };
        if found.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        // Renaming over a file needs no leave to write to it: ask for that leave first.
        let as_it_is = OpenOptions::new().write(true).open(path)?;
        if !found.is_file() {
            return Ok(Self::Device(as_it_is));
        }
        // The file that a link names is replaced, not the link.
        let target = fs::canonicalize(path)?;
        // Nobody has it open before it has the rights of the file whose place it takes.
        let new = beside(folder_of(&target), Rights::Private)?;
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
            Self::Beside(new, target) => unfinished::take_place(new, &target),
            Self::Device(mut device) => device.flush(),
        }
    }
}

/// A new file in a folder.
fn beside(folder: &Path, rights: Rights) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".goldenthread-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(match rights {
            Rights::Usual => 0o666,
            Rights::Private => 0o600,
        }));
    }
    #[cfg(not(unix))]
    let _ = rights;
    unfinished::begin(|| builder.tempfile_in(folder))
}
