//! Writing one part of the package, so that no text can become part of its markup.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text::wording::is_hidden;

/// An attribute: its name and its value.
pub type Attribute<'a> = (&'a str, &'a str);

/// A part being written. Every element that is opened is closed, and all text is escaped.
pub struct Part {
    writer: Writer<Vec<u8>>,
    written: io::Result<()>,
}

impl Part {
    /// A part that is one element.
    pub fn of(
        root: &str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) -> io::Result<Vec<u8>> {
        let mut part = Self { writer: Writer::new(Vec::new()), written: Ok(()) };
        part.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        part.within(root, attributes, inside);
        part.written.map(|()| part.writer.into_inner())
    }

    /// An element with something inside.
    pub fn within(&mut self, name: &str, attributes: &[Attribute<'_>], inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(element(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing inside.
    pub fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.event(Event::Empty(element(name, attributes)));
    }

    /// An element with nothing inside and its one value.
    pub fn value(&mut self, name: &str, value: &str) {
        self.leaf(name, &[("w:val", value)]);
    }

    /// An element with text alone.
    pub fn words(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.within(name, attributes, |part| part.event(Event::Text(BytesText::new(&shown(text)))));
    }

    fn event(&mut self, event: Event<'_>) {
        if self.written.is_ok() {
            self.written = self.writer.write_event(event);
        }
    }
}

fn element<'a>(name: &'a str, attributes: &[Attribute<'_>]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, shown(value).as_str()));
    }
    element
}

/// The text without what XML does not allow and what nobody can see; a line break or a tab is a space.
fn shown(text: &str) -> String {
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c });
    spaced.filter(|c| !c.is_control() && !is_hidden(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn text_stays_text() -> Result<(), Box<dyn std::error::Error>> {
        let part = Part::of("a", &[("b", "\"/><c d='")], |part| {
            part.words("t", &[], "<w:t>&amp;]]>\u{0}\u{1b}\u{ffff}\u{202e}\nx");
        })?;
        assert_eq!(
            String::from_utf8(part)?,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <a b=\"&quot;/&gt;&lt;c d=&apos;\"><t>&lt;w:t&gt;&amp;amp;]]&gt; x</t></a>"
        );
        Ok(())
    }
}
