//! The parts of a workbook, which is a zip archive: inflated one by one, and not without end.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{MOST_INFLATED, WorkbookFault};

/// A workbook as it is stored.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How much may still be inflated.
    left: usize,
}

impl<'b> Parts<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, WorkbookFault> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| WorkbookFault::damaged(format!("its parts cannot be told apart ({error})")))?;
        Ok(Self { archive, left: MOST_INFLATED })
    }

    /// Lets only so much be inflated.
    #[cfg(test)]
    pub(super) fn limit(&mut self, bytes: usize) {
        self.left = bytes;
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part as text.
    pub(super) fn text(&mut self, name: &str) -> Result<String, WorkbookFault> {
        let unread = |error: &dyn std::fmt::Display| {
            WorkbookFault::damaged(format!("its part `{name}` cannot be read ({error})"))
        };
        let part = match self.archive.by_name(name) {
            Ok(part) if part.encrypted() => return Err(WorkbookFault::Locked),
            Ok(part) => part,
            Err(ZipError::FileNotFound) => {
                return Err(WorkbookFault::damaged(format!("it has no part `{name}`")));
            }
            Err(error) => return Err(unread(&error)),
        };
        let mut bytes = Vec::new();
        part.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(|error| unread(&error))?;
        self.left = self.left.checked_sub(bytes.len()).ok_or(WorkbookFault::TooLarge)?;
        String::from_utf8(bytes).map_err(|_| unread(&"it is not UTF-8"))
    }
}
