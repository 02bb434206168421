//! Which file a path leads to, whatever it is called.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::sink::folder_of;

/// Which file a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum FileId {
    /// One that is there, by the number that its device has for it.
    #[cfg(unix)]
    Numbered { device: u64, number: u64 },
    /// One that is not there yet, or on a system without numbers, by its whole path.
    At(PathBuf),
}

impl FileId {
    /// The file at a path. None for a device, which holds nothing that could be lost, and where there can be no file.
    pub fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            Ok(found) => Self::numbered(&found, path),
            Err(_) => {
                let folder = fs::canonicalize(folder_of(path)).ok()?;
                Some(Self::At(folder.join(path.file_name()?)))
            }
        }
    }

    #[cfg(unix)]
    fn numbered(found: &Metadata, _: &Path) -> Option<Self> {
        use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
        let holds = found.is_file() || found.file_type().is_fifo();
        holds.then(|| Self::Numbered { device: found.dev(), number: found.ino() })
    }

    #[cfg(not(unix))]
    fn numbered(found: &Metadata, path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().filter(|_| found.is_file()).map(Self::At)
    }
}

/// The file that standard input comes from, where it is one.
#[cfg(unix)]
pub fn standard_input() -> Option<FileId> {
    use std::os::fd::AsFd as _;
    of_stream(std::io::stdin().as_fd())
}

/// The file that standard output goes to, where it is one.
#[cfg(unix)]
pub fn standard_output() -> Option<FileId> {
    use std::os::fd::AsFd as _;
    of_stream(std::io::stdout().as_fd())
}

#[cfg(unix)]
fn of_stream(stream: std::os::fd::BorrowedFd<'_>) -> Option<FileId> {
    let found = fs::File::from(stream.try_clone_to_owned().ok()?).metadata().ok()?;
    FileId::numbered(&found, Path::new("-")).filter(|_| found.is_file())
}

#[cfg(not(unix))]
pub fn standard_input() -> Option<FileId> {
    None
}

#[cfg(not(unix))]
pub fn standard_output() -> Option<FileId> {
    None
}
