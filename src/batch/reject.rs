//! Rows that could not be read: what is wrong, where, and the row as it came.

use crate::text::json::text;

/// The most characters of a value that a reject repeats.
const LONGEST_VALUE: usize = 80;

/// One thing that is wrong with a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Where in the row: in CSV the column as a spreadsheet counts them, in NDJSON the character; from 1.
    pub column: Option<usize>,
    /// The key, where it is about one.
    pub key: Option<String>,
    /// What was found there.
    pub value: Option<String>,
    /// What is wrong: lower case, no full stop.
    pub reason: String,
    /// What is allowed.
    pub allowed: String,
}

impl Trouble {
    /// Something wrong with the row as a whole.
    #[must_use]
    pub fn new(reason: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { reason: reason.into(), allowed: allowed.into(), ..Self::default() }
    }
}

/// A row that was rejected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reject<'r> {
    pub(super) row: u64,
    pub(super) line: u64,
    /// Everything found wrong with it, in order of place.
    pub(super) troubles: &'r [Trouble],
    /// The row as it came, without its line end.
    pub(super) input: &'r [u8],
    /// Only the start of the row is there: it was too long to keep.
    pub(super) cut: bool,
}

impl Reject<'_> {
    /// Writes the reject as one line of NDJSON. The first trouble stands at the top level, the others under `more`.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        number(out, "{\"row\":", self.row);
        number(out, ",\"line\":", self.line);
        out.push(b',');
        let other = Trouble::default();
        trouble(out, self.troubles.first().unwrap_or(&other));
        if let Some(more) = self.troubles.get(1..).filter(|more| !more.is_empty()) {
            out.extend_from_slice(b",\"more\":[");
            for (index, next) in more.iter().enumerate() {
                out.extend_from_slice(if index == 0 { b"{" } else { b",{" });
                trouble(out, next);
                out.push(b'}');
            }
            out.push(b']');
        }
        if self.cut {
            out.extend_from_slice(b",\"cut\":true");
        }
        out.extend_from_slice(b",\"input\":");
        text(out, &String::from_utf8_lossy(self.input));
        out.extend_from_slice(b"}\n");
    }
}

fn trouble(out: &mut Vec<u8>, trouble: &Trouble) {
    if let Some(column) = trouble.column {
        number(out, "\"column\":", column as u64);
        out.push(b',');
    }
    if let Some(key) = &trouble.key {
        out.extend_from_slice(b"\"key\":");
        text(out, &shortened(key));
        out.push(b',');
    }
    if let Some(value) = &trouble.value {
        out.extend_from_slice(b"\"value\":");
        text(out, &shortened(value));
        out.push(b',');
    }
    out.extend_from_slice(b"\"reason\":");
    text(out, &trouble.reason);
    out.extend_from_slice(b",\"allowed\":");
    text(out, &trouble.allowed);
}

fn shortened(value: &str) -> String {
    let short: String = value.chars().take(LONGEST_VALUE).collect();
    if short.len() < value.len() { short + "…" } else { short }
}

fn number(out: &mut Vec<u8>, before: &str, value: u64) {
    out.extend_from_slice(before.as_bytes());
    out.extend_from_slice(value.to_string().as_bytes());
}
