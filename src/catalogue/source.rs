//! Where a reason is written.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::SourceId;

/// A document that reasons are drawn from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Its id in the catalogue.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as the document states it.
    pub date: String,
    /// The day up to which it speaks.
    pub speaks_to: Option<Date>,
    /// Its address, where it has one.
    pub address: Option<String>,
    /// What a reader should know of it.
    pub note: Option<String>,
}

/// One place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The document.
    pub source: SourceId,
    /// The heading under which it stands.
    pub heading: String,
}
