//! A fixed set of short names that is searched once per word read, so by hash rather than one after the other.

/// An odd number whose bits look like chance: it spreads names over their slots.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The most bytes of a name that [`Names`] holds.
pub(super) const LONGEST_NAME: usize = 56;

/// Finds which of a fixed set of names stands at a place in a text.
#[derive(Clone, Debug)]
pub(super) struct Names {
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

impl Names {
    /// A set of names, each with its number. Of two equal names the first counts. Names too long are left out, so whoever does
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
            let free = |at: &usize| {
                set.slots.get(*at).is_none_or(|s| s.name.is_empty() || *s.name == *name.as_bytes())
            };
            if let Some(slot) = set.places(ends, name.len()).find(free).and_then(|at| set.slots.get_mut(at))
                && slot.name.is_empty()
            {
                *slot = Slot { ends, name: name.as_bytes().into(), value };
            }
        }
        set
    }

    /// The number of the name that stands from one place to another of a text that goes on for eight bytes at least.
    #[inline]
    pub(super) fn find(&self, text: &[u8], from: usize, to: usize) -> Option<u16> {
        let length = to.checked_sub(from)?;
        let ends = ends(text, from, length)?;
        for at in self.places(ends, length) {
            let slot = self.slots.get(at)?;
            let alike = slot.ends == ends && slot.name.len() == length;
            if slot.name.is_empty() {
                return None;
            }
            if alike && (length <= 16 || *slot.name == *text.get(from..to)?) {
                return Some(slot.value);
            }
        }
        None
    }

    /// Where a name may be, the likeliest place first.
    #[inline]
    fn places(&self, (head, tail): (u64, u64), length: usize) -> impl Iterator<Item = usize> + use<> {
        let mixed = (head ^ tail.rotate_left(29) ^ length as u64).wrapping_mul(MULTIPLIER);
        let first = ((mixed ^ mixed >> 31).wrapping_mul(MULTIPLIER) >> self.shift) as usize;
        let last = self.slots.len().wrapping_sub(1);
        (0..self.slots.len()).map(move |step| (first + step) & last)
    }
}

/// The first and the last eight bytes of a name; of a shorter one its bytes and nothing else.
#[inline]
fn ends(text: &[u8], from: usize, length: usize) -> Option<(u64, u64)> {
    let word = |at: usize| Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?));
    let head = word(from)?;
    if length < 8 {
        return Some((head & !(u64::MAX << (8 * length)), 0));
    }
    Some((head, word(from + length - 8)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_nothing_else_is() {
        let words = ["low", "medium", "high", "very-high", "intimate-partner-violence", "none"];
        let names = Names::new((0..).zip(words).map(|(value, word)| (word, value)));
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
