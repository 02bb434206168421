//! The catalogue that the binary carries.

use crate::catalogue::{Catalogue, CatalogueFile, History, NoEdition};
use crate::text::source::Texts;

/// The shipped catalogue, checked and packed when the program was built.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));

/// The files it was made from.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogue_files.rs"));

/// The shipped catalogue over time.
///
/// # Errors
///
/// Only where the packed form does not agree with this build, which building the program rules out.
pub fn history() -> Result<History, NoEdition> {
    History::open(PACKED)
}

/// The shipped catalogue as it stands once everything has begun and ended that it gives a day to.
///
/// # Errors
///
/// As [`history`].
pub fn catalogue() -> Result<Catalogue, NoEdition> {
    history()?.into_latest()
}

/// The files of the shipped catalogue, for those who check it or copy it.
#[must_use]
pub fn files() -> (Vec<CatalogueFile>, Texts) {
    let mut texts = Texts::default();
    let files = FILES
        .iter()
        .map(|(path, content)| CatalogueFile {
            path: (*path).to_owned(),
            text: texts.add(format!("catalogue/{path}"), *content),
        })
        .collect();
    (files, texts)
}
