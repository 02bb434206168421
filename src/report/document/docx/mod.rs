//! A document for Word: styles and headings that a reader can move by, tables with header rows, sources as endnotes.
//!
//! Every word of it is text. Its only fields number its pages and repeat the mark of an endnote; nothing in it is a link, a
//! macro or a reference to anything outside it.

mod body;
mod endnotes;
mod fixed;
mod part;
mod picture;
mod styles;

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::body::Body;
use super::{Document, Language};

/// How large the words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Print {
    /// For a report: 11 point.
    #[default]
    Usual,
    /// For whoever reads large print: 16 point and more.
    Large,
}

/// The document as the bytes of a `.docx` file.
///
/// # Errors
///
/// Where it is larger than such a file may be.
pub fn write(document: &Document<'_>, print: Print) -> ZipResult<Vec<u8>> {
    let language = document.language;
    let (body, endnotes) = Body::new(document).write()?;
    // The order in which Word itself writes them.
    let parts = [
        ("[Content_Types].xml", fixed::content_types()?),
        ("_rels/.rels", fixed::package_relationships()?),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", fixed::document_relationships()?),
        ("word/endnotes.xml", endnotes),
        ("word/footer1.xml", fixed::footer(&document.title, language)?),
        ("word/settings.xml", fixed::settings(language)?),
        ("word/styles.xml", styles::part(language, print)?),
        ("word/numbering.xml", fixed::numbering(body::numbered_lists(document))?),
        ("word/fontTable.xml", fixed::fonts()?),
        ("word/theme/theme1.xml", fixed::THEME.to_vec()),
        ("docProps/core.xml", fixed::core_properties(&document.title, language)?),
        ("docProps/app.xml", fixed::app_properties()?),
    ];
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // The same document is the same bytes: no clock is read, and nothing of the machine is written.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, part) in parts {
        package.start_file(name, options)?;
        package.write_all(&part)?;
    }
    Ok(package.finish()?.into_inner())
}

/// A word of the program's own in the document's language.
fn in_language(language: Language, english: &'static str, welsh: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Welsh => welsh,
    }
}

#[cfg(test)]
mod tests;
