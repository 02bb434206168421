//! Making text safe to show, and the small grammar that messages share.

/// Whether a character could change how the rest of a line reads: directional marks and other invisible ones.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The text on one line, safe to write to a terminal: a line break or a tab is a space, and other control characters and hidden
/// characters are left out.
#[must_use]
pub fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c });
    spaced.filter(|c| !c.is_control() && !is_hidden(*c)).collect()
}

/// The same with its line breaks and tabs.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_hidden(*c))).collect()
}

/// The text in the spelling of keys, to compare what people write: small letters, and one hyphen for whatever spaces, hyphens and
/// underscores stand between words.
#[must_use]
pub fn folded(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}' | '\u{2011}'));
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn list_or<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 week`, `2 weeks`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A day as a person writes it: `1 December 2022`.
#[must_use]
pub fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_out() {
        assert_eq!(day(jiff::civil::date(2022, 12, 1)), "1 December 2022");
    }

    #[test]
    fn what_could_move_the_cursor_or_turn_the_line_is_left_out() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\u{9b}d\r\ne"), "a[31mbcd e");
    }

    #[test]
    fn what_people_write_is_compared_without_capitals_spaces_and_hyphens() {
        for text in ["weeks-remaining", "Weeks remaining", " WEEKS_REMAINING ", "weeks \u{a0}- remaining"] {
            assert_eq!(folded(text), "weeks-remaining", "{text}");
        }
        assert_eq!(folded(" - "), "");
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list_or(&["a", "b"]), "a or b");
        assert_eq!(count(1, "week"), "1 week");
        assert_eq!(count(0, "week"), "0 weeks");
    }
}
