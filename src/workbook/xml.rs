//! The XML of a workbook's parts.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::WorkbookFault;

/// Goes through the elements of a part.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
}

impl<'x> Xml<'x> {
    pub(super) fn new(part: &'x str) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader }
    }

    /// What comes next; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'x>>, WorkbookFault> {
        match self.reader.read_event() {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(error) => Err(WorkbookFault::damaged(format!("its XML cannot be read ({error})"))),
        }
    }
}

/// The name and the value of each attribute, as written.
pub(super) fn attributes<'e>(
    element: &'e BytesStart<'_>,
) -> impl Iterator<Item = Result<(&'e str, std::borrow::Cow<'e, str>), WorkbookFault>> {
    let mut attributes = element.attributes();
    // Looking for one that comes twice takes long where there are many.
    attributes.with_checks(false);
    attributes.map(|attribute| {
        let unread = |error: &dyn std::fmt::Display| {
            WorkbookFault::damaged(format!("its XML cannot be read ({error})"))
        };
        let attribute = attribute.map_err(|error| unread(&error))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| unread(&error))?;
        Ok((attribute.key.into_inner(), value))
    })
}

/// The value of one attribute, by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookFault> {
    for found in attributes(element) {
        let (key, value) = found?;
        if key.rsplit(':').next() == Some(name) {
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// Adds what an event says as text.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(more) => text.push_str(&more.xml10_content()),
        Event::CData(more) => text.push_str(&more.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(letter)) = reference.resolve_char_ref() {
                text.push(letter);
            } else if let Some(known) = resolve_predefined_entity(&reference.xml10_content()) {
                text.push_str(known);
            }
        }
        _ => {}
    }
}
