//! A fixed set of short names that is searched once per word read, so by hash rather than one after the other.

/// An odd number whose bits look like chance: it spreads names over their slots.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The most bytes of a name that [`NameTable`] holds.
pub(super) const LONGEST_NAME: usize = 56;

/// Finds which of a fixed set of names stands at a place in a text.
#[derive(Clone, Debug)]
pub(super) struct NameTable {
    /// A power of two of slots, at least half of them empty. A name whose slot is taken has the next free one.
    slots: Box<[Slot]>,
    shift: u32,
}

/// A name, with its first and its last eight bytes as [`ends`] gives them: sixteen bytes or fewer need no other look.
#[derive(Clone, Debug, Default)]
struct Slot {
    ends: (u64, u64),
    name: Box<[u8]>,
    value: u16,
}

impl NameTable {
    /// A set of names, each with its number. Of two equal names the first counts. NameTable too long are left out, so whoever does
    /// not find a word here has to look it up with more care.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = (&'n str, u16)>) -> Self {
        let fits = |(name, _): &(&str, u16)| !name.is_empty() && name.len() <= LONGEST_NAME;
        let names: Vec<(&str, u16)> = names.into_iter().filter(fits).collect();
        let bits = (2 * names.len()).next_power_of_two().trailing_zeros().max(1);
        let mut set = Self { slots: vec![Slot::default(); 1 << bits].into(), shift: 64 - bits };
        for (name, value) in names {
            let mut padded = name.as_bytes().to_vec();
            padded.resize(name.len() + 8, 0);
            let Some(ends) = ends(&padded, 0, name.len()) else { continue };
            let mut at = set.place(ends, name.len());
            while set.slots.get(at).is_some_and(|s| !s.name.is_empty() && *s.name != *name.as_bytes()) {
                at = set.next(at);
            }
            if let Some(slot) = set.slots.get_mut(at)
                && slot.name.is_empty()
            {
                *slot = Slot { ends, name: name.as_bytes().into(), value };
            }
        }
        set
    }

    /// The number of the name that stands from one place to another of a text that goes on for eight bytes at least.
    #[inline(always)]
    pub(super) fn find(&self, text: &[u8], from: usize, to: usize) -> Option<u16> {
        let length = to.checked_sub(from)?;
        let ends = ends(text, from, length)?;
        let mut at = self.place(ends, length);
        loop {
            let slot = self.slots.get(at)?;
            if slot.ends == ends && slot.name.len() == length && length > 0 {
                if length <= 16 || *slot.name == *text.get(from..to)? {
                    return Some(slot.value);
                }
            } else if slot.name.is_empty() {
                return None;
            }
            at = self.next(at);
        }
    }

    /// The likeliest place of a name.
    #[inline]
    fn place(&self, (head, tail): (u64, u64), length: usize) -> usize {
        let mixed = head ^ tail.rotate_left(29) ^ length as u64;
        (mixed.wrapping_mul(MULTIPLIER) >> self.shift) as usize
    }

    /// The place to look at next: as half the slots are empty, an empty one comes.
    #[inline]
    fn next(&self, at: usize) -> usize {
        (at + 1) & self.slots.len().wrapping_sub(1)
    }
}

/// The first and the last eight bytes of a name; of a shorter one twice its bytes and nothing else.
#[inline]
fn ends(text: &[u8], from: usize, length: usize) -> Option<(u64, u64)> {
    let word = |at: usize| Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?));
    let counted = length.min(8);
    let mask = u64::MAX.wrapping_shr(8 * (8 - counted as u32));
    Some((word(from)? & mask, word(from + length - counted)? & mask))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_nothing_else_is() {
        let words = ["low", "medium", "high", "very-high", "intimate-partner-violence", "none"];
        let names = NameTable::new((0..).zip(words).map(|(value, word)| (word, value)));
        let find = |word: &str| names.find(format!("{word}\"padding").as_bytes(), 0, word.len());
        for (value, word) in (0..).zip(words) {
            assert_eq!(find(word), Some(value), "{word}");
        }
        for stranger in
            ["", "lo", "High", "very-hig", "intimate-partner-violencf", "intimate-partner_violence"]
        {
            assert_eq!(find(stranger), None, "{stranger}");
        }
    }
}
