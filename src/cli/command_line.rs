//! What was typed, with its places, so that a message can mark the word it is about.

use std::env;
use std::ffi::OsString;

use goldenthread::text::source::{Place, Texts};
use goldenthread::text::wording::plain;

/// How the program is called in messages, whatever path it was started by.
pub const PROGRAM: &str = "goldenthread";

/// The command meant where none is named.
pub const USUAL_COMMAND: &str = "propose";

/// The most characters of one word that a message repeats.
const LONGEST_SHOWN: usize = 200;

/// The words typed after the program's name, and the texts that messages may point into: the line typed first, files
/// as they are read.
#[derive(Clone, Debug)]
pub struct CommandLine {
    words: Vec<Word>,
    /// Every text read so far.
    pub texts: Texts,
}

/// One word, and where it stands in the line as it is shown.
#[derive(Clone, Debug)]
struct Word {
    typed: OsString,
    shown: String,
    place: Place,
}

impl CommandLine {
    /// The words this process was given.
    pub fn given() -> Self {
        Self::new(env::args_os().skip(1))
    }

    /// Words, in their order.
    pub fn new(typed: impl IntoIterator<Item = OsString>) -> Self {
        let mut line = PROGRAM.to_owned();
        let mut words = Vec::new();
        for typed in typed {
            let shown: String = plain(&typed.to_string_lossy()).chars().take(LONGEST_SHOWN).collect();
            line.push(' ');
            let start = offset(line.len());
            let bare = !shown.is_empty()
                && !shown.contains([' ', '\'', '"', '*', '$', ';', '&', '|', '(', '<', '>']);
            if bare {
                line.push_str(&shown);
            } else {
                line.push_str(&format!("'{}'", shown.replace('\'', r"'\''")));
            }
            words.push(Word { typed, shown, place: Place { text: 0, start, end: offset(line.len()) } });
        }
        let mut texts = Texts::default();
        texts.add("command line", line);
        Self { words, texts }
    }

    /// The words as typed.
    pub fn words(&self) -> impl Iterator<Item = &OsString> {
        self.words.iter().map(|word| &word.typed)
    }

    /// The whole line.
    pub fn whole(&self) -> Place {
        let end = self.words.last().map_or(PROGRAM.len(), |word| word.place.end as usize);
        Place { text: 0, start: 0, end: offset(end) }
    }

    /// Whether a flag that takes no value was typed.
    pub fn has(&self, flag: &str) -> bool {
        self.words().take_while(|word| *word != "--").any(|word| word == flag)
    }

    /// The first value typed for a flag.
    pub fn value(&self, flag: &str) -> Option<OsString> {
        let mut words = self.words().take_while(|word| *word != "--");
        while let Some(word) = words.next() {
            if word == flag {
                return words.next().cloned();
            }
            if let Some(value) = word.to_str().and_then(|word| word.strip_prefix(flag)?.strip_prefix('=')) {
                return Some(value.into());
            }
        }
        None
    }

    /// Where the values typed for a flag stand, in their order; a flag without one stands for itself.
    pub fn places(&self, flag: &str) -> Vec<Place> {
        let mut places = Vec::new();
        for (index, word) in self.words.iter().enumerate() {
            if word.shown == flag {
                let value = self.words.get(index + 1).filter(|next| !next.shown.starts_with("--"));
                places.push(value.unwrap_or(word).place);
            } else if word.shown.strip_prefix(flag).is_some_and(|rest| rest.starts_with('=')) {
                let bare = word.place.end - word.place.start == offset(word.shown.len());
                let skipped = if bare { offset(flag.len()) + 1 } else { 0 };
                places.push(Place { start: word.place.start + skipped, ..word.place });
            }
        }
        places
    }

    /// Where a word stands, the last time it was typed, or else the whole line.
    pub fn place_of(&self, word: &str) -> Place {
        let found = self.words.iter().rev().find(|other| {
            other.shown == word || other.shown.strip_prefix(word).is_some_and(|rest| rest.starts_with('='))
        });
        found.map_or_else(|| self.whole(), |word| word.place)
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn line(words: &[&str]) -> CommandLine {
        CommandLine::new(words.iter().map(OsString::from))
    }

    fn marked(line: &CommandLine, place: Place) -> &str {
        &line.texts.get(0).unwrap().content[place.start as usize..place.end as usize]
    }

    #[test]
    fn a_value_is_found_after_its_flag_or_after_an_equals_sign() {
        let typed = line(&["--age", "17", "--age=18", "--ref=a b"]);
        let places: Vec<&str> =
            typed.places("--age").into_iter().map(|place| marked(&typed, place)).collect();
        assert_eq!(places, ["17", "18"]);
        assert_eq!(marked(&typed, typed.places("--ref")[0]), "'--ref=a b'");
        assert_eq!(typed.value("--age").unwrap(), "17");
        assert_eq!(typed.value("--ref").unwrap(), "a b");
    }

    #[test]
    fn what_could_move_the_cursor_is_not_repeated() {
        let typed = line(&["--ref", "a\u{1b}[2Jb"]);
        assert_eq!(typed.texts.get(0).unwrap().content, "goldenthread --ref a[2Jb");
    }

    #[test]
    fn flags_after_a_double_dash_are_not_flags() {
        assert!(!line(&["--", "--no-color"]).has("--no-color"));
        assert!(line(&["--no-color"]).has("--no-color"));
    }
}
