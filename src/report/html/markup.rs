//! Writing markup so that no text can become part of it.

use std::fmt::Display;

use crate::text::wording::is_hidden;

/// Markup being written. What comes from a case or a catalogue goes through [`Markup::text`] or an attribute.
#[derive(Clone, Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Adds markup as it is: only what is written in this program.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped, without control and hidden characters.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        escape_into(&mut self.0, &text.to_string());
        self
    }

    /// Adds an element that holds text alone.
    pub fn element(&mut self, open: &str, text: impl Display) -> &mut Self {
        let name = open.split(' ').next().unwrap_or(open);
        self.raw("<").raw(open).raw(">").text(text).raw("</").raw(name).raw(">")
    }

    /// What was written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Escapes text for HTML and SVG, in an element and in a quoted attribute alike.
pub fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || is_hidden(c) => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut markup = Markup::default();
        markup.element("p class=\"quiet\"", "<script>alert('x')</script> & \"y\"\u{1b}[31m\u{202e}");
        assert_eq!(
            markup.into_string(),
            "<p class=\"quiet\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;[31m</p>"
        );
    }
}
