//! What every machine-readable output starts with: what it is, of which case, and by which catalogue.

use jiff::civil::Date;

use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::text::json::text;

/// The start of an object, written once but for the case's own reference and day.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    start: Vec<u8>,
    catalogue: Vec<u8>,
    /// The last day written.
    day: Option<(Date, String)>,
}

impl Head {
    /// Makes ready for outputs of one form.
    pub(crate) fn new(catalogue: &Catalogue, schema: &str) -> Self {
        let mut start = b"{\"schema\":".to_vec();
        text(&mut start, schema);
        start.extend_from_slice(b",\"program\":");
        text(&mut start, env!("CARGO_PKG_VERSION"));
        start.extend_from_slice(b",\"ref\":");
        let mut named = b"\",\"catalogue\":{\"name\":".to_vec();
        text(&mut named, &catalogue.name);
        named.extend_from_slice(b",\"version\":");
        text(&mut named, &catalogue.version);
        named.extend_from_slice(b",\"digest\":");
        text(&mut named, &catalogue.digest);
        named.push(b'}');
        Self { start, catalogue: named, day: None }
    }

    /// Opens the object of one case.
    pub(crate) fn write(&mut self, case: &Case, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.start);
        match &case.reference {
            Some(reference) => text(out, reference),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"as_of\":\"");
        out.extend_from_slice(self.day(case.as_of).as_bytes());
        out.extend_from_slice(&self.catalogue);
    }

    /// A day as it is written.
    pub(crate) fn day(&mut self, day: Date) -> &str {
        let written = match self.day.take() {
            Some((known, written)) if known == day => written,
            _ => day.to_string(),
        };
        &self.day.insert((day, written)).1
    }
}
