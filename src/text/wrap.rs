//! Text in lines that fit the columns there are.

use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use super::wording::plain;

/// Text in lines of at most `width` columns, each stretch of white space as one space. Only a word that is wider than a line is
/// cut.
#[must_use]
pub fn lines(text: &str, width: usize) -> Vec<String> {
    hanging(text, width, width)
}

/// The same with a first line of at most `first` columns and others of at most `rest`.
#[must_use]
pub fn hanging(text: &str, first: usize, rest: usize) -> Vec<String> {
    let text = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Vec::new();
    }
    let width = first.max(rest);
    let (before_first, before_rest) = (" ".repeat(width - first), " ".repeat(width - rest));
    let options = Options::new(width)
        .initial_indent(&before_first)
        .subsequent_indent(&before_rest)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    wrap(&text, options).iter().map(|line| line.trim_start().to_owned()).collect()
}

/// Adds a paragraph whose lines, indent and all, have at most `width` columns; those after the first stand `hang` further in.
pub fn paragraph(out: &mut String, text: &str, width: usize, indent: usize, hang: usize) {
    let rest = indent + hang;
    let filled = hanging(text, width.saturating_sub(indent), width.saturating_sub(rest));
    for (index, line) in filled.iter().enumerate() {
        out.push_str(&" ".repeat(if index == 0 { indent } else { rest }));
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_between_words() {
        assert_eq!(lines("one two\nthree  four", 9), ["one two", "three", "four"]);
        assert!(lines(" ", 9).is_empty());
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_is_lost() {
        assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(lines("ab-cd", 4), ["ab-c", "d"]);
    }

    #[test]
    fn width_is_counted_in_columns_not_in_letters() {
        assert_eq!(lines("日本語 日本", 6), ["日本語", "日本"]);
        assert_eq!(lines("e\u{301}e\u{301} e\u{301}", 4), ["e\u{301}e\u{301} e\u{301}"]);
    }

    #[test]
    fn the_first_line_may_be_longer_or_shorter_than_the_others() {
        assert_eq!(hanging("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(hanging("one two three", 3, 9), ["one", "two three"]);
        let mut out = String::new();
        paragraph(&mut out, "one two three", 10, 2, 2);
        assert_eq!(out, "  one two\n    three\n");
    }
}
