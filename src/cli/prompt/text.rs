//! Fitting text to the columns there are.

use goldenthread::text::wording::plain;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text in lines of at most so many columns, broken at spaces; its own line breaks and indents are kept.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let indent: String = paragraph.chars().take_while(|c| *c == ' ').collect();
        let mut line = indent.clone();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let word = plain(word);
            let fresh = line.len() == indent.len();
            if !fresh && line.width() + 1 + word.width() > width {
                lines.push(std::mem::replace(&mut line, indent.clone()));
            } else if !fresh {
                line.push(' ');
            }
            line.push_str(&word);
        }
        lines.push(line);
    }
    lines
}

/// What was typed, short enough to be said back.
pub fn shortened(typed: &str) -> String {
    typed.chars().take(40).collect()
}

/// The text on one line of at most so many columns, with a mark where it was cut.
pub fn cut(text: &str, width: usize) -> String {
    let text = plain(text);
    if text.width() <= width {
        return text;
    }
    let mut room = width.saturating_sub(1);
    let fits = |c: &char| {
        let columns = c.width().unwrap_or(0);
        let fits = columns <= room;
        room = room.saturating_sub(columns);
        fits
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_keep_their_indent() {
        assert_eq!(wrapped("one two\n  three four", 9), ["one two", "  three", "  four"]);
        assert_eq!(wrapped("", 9), [""]);
        assert_eq!(wrapped("incomprehensible", 9), ["incomprehensible"]);
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("thinking and behaviour", 12), "thinking an…");
        assert_eq!(cut("thinking", 8), "thinking");
        assert_eq!(cut("a\u{1b}[2Jb", 8), "a[2Jb");
    }
}
