//! A list to move in, to find rows of by their letters and to tick rows of: what each key does to it. It draws nothing.

use dialoguer::console::Key;

use super::question::{Instruction, ListRow, PromptReply};
use super::text::shortened;
use super::typed::Typed;

/// What the last row but one of a list to tick says.
const NONE: &str = "None of these";

/// Why enter finishes nothing where nothing was said.
const NOTHING_CHOSEN: &str = "Choose a row first: with up and down, or by its letters.";
const NOTHING_TICKED: &str =
    "Nothing is ticked yet. Space ticks a row; where none of them holds, choose “None of these”.";
const TICKED_BESIDE: &str =
    "Rows are ticked. Take the ticks away first, or press enter on one of those rows.";

/// One line that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A row, by its place.
    Row(usize),
    /// That no row holds.
    NoneOfThese,
    /// That it is not known.
    NotKnown,
}

/// A list and what was done in it so far.
#[derive(Clone, Debug)]
pub struct List {
    rows: Vec<ListRow>,
    /// Which rows are ticked, where several can be.
    ticked: Option<Vec<bool>>,
    instructions: Vec<Instruction>,
    /// The letters of the row that is looked for, or an instruction.
    pub typed: Typed,
    /// The entry that the cursor is at. None at first, so that enter alone answers nothing.
    at: Option<Entry>,
    /// What to say about the last key.
    pub message: Option<String>,
}

impl List {
    /// A list of which one row is chosen. The cursor is at `start` where something was said before.
    pub fn of_one(rows: Vec<ListRow>, start: Option<usize>, instructions: &[Instruction]) -> Self {
        let at = start.filter(|row| *row < rows.len()).map(Entry::Row);
        Self {
            rows,
            ticked: None,
            instructions: instructions.to_vec(),
            typed: Typed::default(),
            at,
            message: None,
        }
    }

    /// A list to tick rows of. `chosen` is what was said before: none of them where it is empty.
    pub fn of_several(rows: Vec<ListRow>, chosen: Option<&[usize]>, instructions: &[Instruction]) -> Self {
        let ticked = (0..rows.len()).map(|row| chosen.is_some_and(|chosen| chosen.contains(&row))).collect();
        let mut list = Self::of_one(rows, None, instructions);
        list.ticked = Some(ticked);
        list.at = chosen.map(|chosen| chosen.first().map_or(Entry::NoneOfThese, |row| Entry::Row(*row)));
        list
    }

    /// Whether rows are ticked, and not chosen.
    pub fn is_ticked(&self) -> bool {
        self.ticked.is_some()
    }

    /// What can be chosen with what is typed, in the order shown.
    pub fn entries(&self) -> Vec<Entry> {
        let rows = (0..self.rows.len()).map(Entry::Row);
        let none = self.ticked.is_some().then_some(Entry::NoneOfThese);
        let unknown = self.instructions.contains(&Instruction::NotKnown).then_some(Entry::NotKnown);
        let typed = self.typed.line();
        let all = rows.chain(none).chain(unknown);
        if typed.is_empty() {
            return all.collect();
        }
        let mut found: Vec<(u8, Entry)> =
            all.filter_map(|entry| self.nearness(entry, &typed).map(|nearness| (nearness, entry))).collect();
        found.sort_by_key(|(nearness, _)| *nearness);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The entry that the cursor is at.
    pub fn at(&self) -> Option<Entry> {
        self.at
    }

    /// What an entry says.
    pub fn label(&self, entry: Entry) -> &str {
        match entry {
            Entry::Row(row) => self.rows.get(row).map_or("", |row| &row.label),
            Entry::NoneOfThese => NONE,
            Entry::NotKnown => "Not known",
        }
    }

    /// The key that chooses an entry at once.
    pub fn key(&self, entry: Entry) -> Option<char> {
        match entry {
            Entry::Row(row) => self.rows.get(row)?.key,
            Entry::NoneOfThese | Entry::NotKnown => None,
        }
    }

    /// Whether an entry is ticked; nothing where it has no box.
    pub fn tick(&self, entry: Entry) -> Option<bool> {
        match (entry, &self.ticked) {
            (Entry::Row(row), Some(ticked)) => ticked.get(row).copied(),
            _ => None,
        }
    }

    /// The rows that are ticked, where several can be.
    pub fn chosen(&self) -> Option<Vec<usize>> {
        let ticked = self.ticked.as_ref()?;
        Some(ticked.iter().enumerate().filter(|(_, ticked)| **ticked).map(|(row, _)| row).collect())
    }

    /// Takes a key. Gives the reply, where it was the last one.
    pub fn take(&mut self, key: &Key) -> Option<PromptReply> {
        self.message = None;
        match key {
            Key::ArrowDown | Key::Tab => self.move_by(1),
            Key::ArrowUp | Key::BackTab => self.move_by(-1),
            Key::PageDown => self.move_by(8),
            Key::PageUp => self.move_by(-8),
            Key::Home => self.at = self.entries().first().copied(),
            Key::End => self.at = self.entries().last().copied(),
            Key::Escape => self.type_key(&Key::Char('\u{15}')),
            Key::Enter => return self.enter(),
            Key::Char(' ') if self.ticked.is_some() => self.turn_tick(),
            Key::Char(' ') if self.typed.is_empty() => {}
            Key::Char(letter) if self.typed.is_empty() => match self.at_once(*letter) {
                Some(reply) => return Some(reply),
                None => self.type_key(key),
            },
            Key::ArrowLeft | Key::ArrowRight => {}
            _ => self.type_key(key),
        }
        None
    }

    /// What one key says by itself where nothing is typed.
    fn at_once(&self, letter: char) -> Option<PromptReply> {
        let row = self.rows.iter().position(|row| row.key == Some(letter)).map(PromptReply::Row);
        let one = letter.to_string();
        row.or_else(|| Instruction::typed(&one, &self.instructions).map(PromptReply::Instruction))
    }

    /// Takes a key of what is looked for, and moves to the first row that has it.
    fn type_key(&mut self, key: &Key) {
        if !self.typed.take(key) {
            return;
        }
        let entries = self.entries();
        if !self.typed.is_empty() {
            self.at = entries.first().copied();
        } else if self.at.is_some_and(|at| !entries.contains(&at)) {
            self.at = None;
        }
    }

    fn move_by(&mut self, rows: isize) {
        let entries = self.entries();
        let Some(last) = entries.len().checked_sub(1) else { return };
        let now = self.at.and_then(|at| entries.iter().position(|entry| *entry == at));
        let to = match now {
            None if rows > 0 => 0,
            None => last,
            // One step from either end goes round; a page stops there.
            Some(0) if rows == -1 => last,
            Some(now) if rows == 1 && now == last => 0,
            Some(now) => now.saturating_add_signed(rows).min(last),
        };
        self.at = entries.get(to).copied();
    }

    fn turn_tick(&mut self) {
        let Some(at) = self.at else {
            self.message = Some(NOTHING_CHOSEN.to_owned());
            return;
        };
        if let (Entry::Row(row), Some(ticked)) = (at, &mut self.ticked)
            && let Some(tick) = ticked.get_mut(row)
        {
            *tick = !*tick;
        }
        self.typed.clear();
    }

    fn enter(&mut self) -> Option<PromptReply> {
        let typed = self.typed.line();
        if let Some(instruction) = Instruction::typed(&typed, &self.instructions) {
            return Some(PromptReply::Instruction(instruction));
        }
        if self.at.is_none() && !typed.is_empty() {
            self.message = Some(format!("No row begins with “{}”.", shortened(&typed)));
            self.typed.clear();
            return None;
        }
        match (self.at, self.chosen()) {
            (Some(Entry::Row(row)), None) => return Some(PromptReply::Row(row)),
            // Enter on a row that was found by its letters ticks it: the next enter finishes.
            (Some(Entry::Row(_)), Some(_)) if !typed.is_empty() => self.turn_tick(),
            (Some(Entry::NoneOfThese | Entry::NotKnown), Some(chosen)) if !chosen.is_empty() => {
                self.message = Some(TICKED_BESIDE.to_owned());
            }
            (Some(Entry::NoneOfThese), _) => return Some(PromptReply::Rows(Vec::new())),
            (Some(Entry::NotKnown), _) => return Some(PromptReply::Instruction(Instruction::NotKnown)),
            (_, Some(chosen)) if !chosen.is_empty() => return Some(PromptReply::Rows(chosen)),
            (_, Some(_)) => self.message = Some(NOTHING_TICKED.to_owned()),
            (None, None) => self.message = Some(NOTHING_CHOSEN.to_owned()),
        }
        None
    }

    /// How near an entry is to what is typed: nearer ones come first.
    fn nearness(&self, entry: Entry, typed: &str) -> Option<u8> {
        match entry {
            Entry::Row(row) => self.rows.get(row)?.nearness(typed),
            Entry::NoneOfThese | Entry::NotKnown => ListRow::new(self.label(entry)).nearness(typed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTRUCTIONS: [Instruction; 3] = [Instruction::NotKnown, Instruction::Help, Instruction::Back];

    fn regions() -> Vec<ListRow> {
        ["North East", "North West", "Greater Manchester", "East of England", "London", "Wales"]
            .map(ListRow::new)
            .to_vec()
    }

    fn press(list: &mut List, keys: &str) -> Option<PromptReply> {
        let keys = keys.chars().map(|letter| match letter {
            '\n' => Key::Enter,
            'v' => Key::ArrowDown,
            '^' => Key::ArrowUp,
            letter => Key::Char(letter),
        });
        keys.fold(None, |_, key| list.take(&key))
    }

    #[test]
    fn enter_on_a_fresh_list_answers_nothing_and_says_how_to_choose() {
        let mut list = List::of_one(regions(), None, &INSTRUCTIONS);
        assert_eq!(press(&mut list, "\n"), None);
        assert_eq!(list.message.as_deref(), Some(NOTHING_CHOSEN));
        assert_eq!(press(&mut list, "v\n"), Some(PromptReply::Row(0)));
    }

    #[test]
    fn letters_find_a_row_by_how_its_name_or_one_of_its_words_begins() {
        for (typed, row) in [("lon", 4), ("wal", 5), ("man", 2), ("north w", 1), ("EAST", 3)] {
            let mut list = List::of_one(regions(), None, &INSTRUCTIONS);
            assert_eq!(press(&mut list, typed), None, "{typed}");
            assert_eq!(press(&mut list, "\n"), Some(PromptReply::Row(row)), "{typed}");
        }
        let mut list = List::of_one(regions(), None, &INSTRUCTIONS);
        assert_eq!(press(&mut list, "xy\n"), None);
        assert_eq!(list.message.as_deref(), Some("No row begins with “xy”."));
        assert!(list.typed.is_empty());
    }

    #[test]
    fn instructions_are_typed_and_not_known_is_the_last_row() {
        let said = |keys: &str| press(&mut List::of_one(regions(), None, &INSTRUCTIONS), keys);
        assert_eq!(said("help\n"), Some(PromptReply::Instruction(Instruction::Help)));
        assert_eq!(said("?"), Some(PromptReply::Instruction(Instruction::Help)));
        assert_eq!(said("<"), Some(PromptReply::Instruction(Instruction::Back)));
        assert_eq!(said("^\n"), Some(PromptReply::Instruction(Instruction::NotKnown)));
        assert_eq!(said("unknown\n"), Some(PromptReply::Instruction(Instruction::NotKnown)));
    }

    #[test]
    fn rows_are_ticked_by_space_or_by_enter_after_their_letters() {
        let mut list = List::of_several(regions(), None, &INSTRUCTIONS);
        assert_eq!(press(&mut list, "lon wal\nv"), None);
        assert_eq!(list.chosen(), Some(vec![4, 5]));
        assert_eq!(press(&mut list, "^\n"), Some(PromptReply::Rows(vec![4, 5])));
    }

    #[test]
    fn nothing_ticked_is_no_answer_and_none_of_these_is_one() {
        let mut list = List::of_several(regions(), None, &INSTRUCTIONS);
        assert_eq!(press(&mut list, "v\n"), None);
        assert_eq!(list.message.as_deref(), Some(NOTHING_TICKED));
        assert_eq!(press(&mut list, "none\n"), Some(PromptReply::Rows(vec![])));
    }

    #[test]
    fn ticks_beside_none_of_these_or_not_known_are_not_thrown_away() {
        for last in [Entry::NoneOfThese, Entry::NotKnown] {
            let mut list = List::of_several(regions(), None, &INSTRUCTIONS);
            assert_eq!(press(&mut list, "lon "), None);
            list.at = Some(last);
            assert_eq!(press(&mut list, "\n"), None, "{last:?}");
            assert_eq!(list.message.as_deref(), Some(TICKED_BESIDE));
            assert_eq!(list.chosen(), Some(vec![4]));
        }
    }

    #[test]
    fn a_key_of_a_row_chooses_it_at_once() {
        let mut rows = regions();
        rows[3].key = Some('e');
        assert_eq!(press(&mut List::of_one(rows, None, &[]), "e"), Some(PromptReply::Row(3)));
    }

    #[test]
    fn what_was_said_before_stands_where_the_question_is_put_again() {
        let mut one = List::of_one(regions(), Some(4), &INSTRUCTIONS);
        assert_eq!(press(&mut one, "\n"), Some(PromptReply::Row(4)));
        let mut several = List::of_several(regions(), Some(&[1, 4]), &INSTRUCTIONS);
        assert_eq!(press(&mut several, "\n"), Some(PromptReply::Rows(vec![1, 4])));
        let mut none = List::of_several(regions(), Some(&[]), &INSTRUCTIONS);
        assert_eq!(press(&mut none, "\n"), Some(PromptReply::Rows(vec![])));
    }
}
