//! Text that stays text in Markdown, whatever is written in it: by the rules of CommonMark and of GitHub's extensions.

use crate::text::wording::plain;

/// Stands after an `@` that would make a link to a mailbox, which no escape prevents. It is not seen.
const WORD_JOINER: char = '\u{2060}';

/// Text within a line.
pub fn inline(text: &str) -> String {
    let text = plain(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        let (before, after) = (&text[..at], rest.as_str());
        let next = after.chars().next();
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '$' => true,
            // What may name a character, such as `&amp;`.
            '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
            // What may begin an address, such as `http://`.
            ':' => after.starts_with('/'),
            '.' => {
                before.len() >= 3
                    && before.is_char_boundary(before.len() - 3)
                    && before[before.len() - 3..].eq_ignore_ascii_case("www")
            }
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        if c == '@' && next.is_none_or(|next| !next.is_whitespace()) {
            out.push(WORD_JOINER);
        }
    }
    out
}

/// Adds escaped text to escaped text, so that they are no more together than each alone.
pub fn join(out: &mut String, text: &str) {
    let next = text.chars().next();
    let lower = out.to_ascii_lowercase();
    if (lower.ends_with("www") && next == Some('.')) || (out.ends_with(':') && next == Some('/')) {
        out.push('\\');
    }
    // A footnote's mark after it would make an image of it, and a letter a character's name.
    let with_mark = out.ends_with('!') && next == Some('[');
    if with_mark || (out.ends_with('&') && next.is_some_and(|next| next.is_ascii_alphanumeric())) {
        out.insert(out.len() - 1, '\\');
    }
    out.push_str(text);
}

/// Escaped text that leads the eye. The marks stand at its words: beside a space they would be none.
pub fn strong(text: &str) -> String {
    let words = text.trim();
    if words.is_empty() {
        return text.to_owned();
    }
    let (before, after) = text.split_once(words).unwrap_or_default();
    format!("{before}**{words}**{after}")
}

/// Escaped text that begins a block: without what would make it a list or code.
pub fn beginning(text: &str) -> String {
    let text = text.trim_start();
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[number..];
    if number > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..number]);
    }
    if text.starts_with(['-', '+', '=', ':']) { format!("\\{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{beginning, inline};

    #[test]
    fn text_from_a_case_cannot_become_a_link_a_table_or_markup() {
        assert_eq!(inline("a|b\n[c](d) <e> *f* _g_"), "a\\|b \\[c\\](d) \\<e\\> \\*f\\* \\_g\\_");
        assert_eq!(
            inline("https://a.b www.c.d &lt; Q&A, R & D"),
            "https\\://a.b www\\.c.d \\&lt; Q\\&A, R & D"
        );
        assert_eq!(inline("a@b.c"), "a@\u{2060}b.c");
    }

    #[test]
    fn text_that_begins_like_a_list_is_none() {
        for (text, safe) in [
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("---", "\\---"),
            ("    a", "a"),
            ("12 weeks.", "12 weeks."),
        ] {
            assert_eq!(beginning(&inline(text)), safe);
        }
    }
}
