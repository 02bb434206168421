//! What is being typed, and the keys that edit it.

use dialoguer::console::Key;

/// Ctrl-U, which erases everything before the cursor.
const CTRL_U: char = '\u{15}';

/// Ctrl-W, which erases the word before the cursor.
const CTRL_W: char = '\u{17}';

/// A line being typed, with a cursor in it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    before: String,
    after: String,
}

impl Typed {
    /// The whole line, without the spaces around it.
    pub fn line(&self) -> String {
        format!("{}{}", self.before, self.after).trim().to_owned()
    }

    /// What stands before the cursor, and what stands after it.
    pub fn parts(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Forgets what was typed.
    pub fn clear(&mut self) {
        self.before.clear();
        self.after.clear();
    }

    /// Takes a key that edits the line. Gives whether it was one.
    pub fn take(&mut self, key: &Key) -> bool {
        match key {
            Key::Char(CTRL_U) => self.before.clear(),
            Key::Char(CTRL_W) => {
                let kept = self.before.trim_end().rfind(' ').map_or(0, |at| at + 1);
                self.before.truncate(kept);
            }
            Key::Char(letter) if !letter.is_control() => self.before.push(*letter),
            Key::Backspace => drop(self.before.pop()),
            Key::Del if !self.after.is_empty() => drop(self.after.remove(0)),
            Key::ArrowLeft => {
                if let Some(letter) = self.before.pop() {
                    self.after.insert(0, letter);
                }
            }
            Key::ArrowRight if !self.after.is_empty() => self.before.push(self.after.remove(0)),
            Key::Home => {
                self.after.insert_str(0, &self.before);
                self.before.clear();
            }
            Key::End => {
                self.before.push_str(&self.after);
                self.after.clear();
            }
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[Key]) -> Typed {
        let mut typed = Typed::default();
        for key in keys {
            typed.take(key);
        }
        typed
    }

    fn letters(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn letters_stand_where_the_cursor_is() {
        let mut keys = letters("14 weeks");
        keys.extend([Key::Home, Key::ArrowRight, Key::Char('0'), Key::End, Key::Char('!')]);
        assert_eq!(typed(&keys).line(), "104 weeks!");
    }

    #[test]
    fn what_was_typed_can_be_erased_by_letter_by_word_and_at_once() {
        let after = |key: Key| {
            let mut keys = letters("two years");
            keys.push(key);
            typed(&keys).line()
        };
        assert_eq!(after(Key::Backspace), "two year");
        assert_eq!(after(Key::Char(CTRL_W)), "two");
        assert_eq!(after(Key::Char(CTRL_U)), "");
    }

    #[test]
    fn keys_that_edit_nothing_are_left_to_others() {
        let mut typed = Typed::default();
        for key in [Key::ArrowUp, Key::Escape, Key::Tab, Key::Del, Key::ArrowRight, Key::Char('\u{3}')] {
            assert!(!typed.take(&key), "{key:?}");
        }
    }
}
