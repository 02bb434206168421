//! A fixed set of short names that is searched once per word read, so by hash rather than one after the other.

/// The most bytes of a name that [`Names`] holds.
pub(super) const LONGEST_NAME: usize = 56;

/// Finds which of a fixed set of names stands at a place in a text.
///
/// No two names share a slot: the multiplier is searched for when the set is made. A name for which none is found is left
/// out, so whoever does not find a word here has to look it up with more care.
#[derive(Clone, Debug)]
pub(super) struct Names {
    slots: Box<[Slot]>,
    multiplier: u64,
    shift: u32,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    name: Box<[u8]>,
    value: u16,
}

impl Names {
    /// A set of names, each with its number. Of two equal names the first counts; names too long are left out.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = (&'n str, u16)>) -> Self {
        let mut kept: Vec<(&str, u16)> = Vec::new();
        for (name, value) in names {
            if !name.is_empty() && name.len() <= LONGEST_NAME && !kept.iter().any(|(known, _)| *known == name)
            {
                kept.push((name, value));
            }
        }
        let least = (kept.len().max(1) * 2).next_power_of_two().trailing_zeros();
        let mut multiplier = 0x9e37_79b9_7f4a_7c15_u64;
        let mut best = (usize::MAX, Self { slots: Box::default(), multiplier, shift: 63 });
        for bits in (least..least + 4).flat_map(|bits| std::iter::repeat_n(bits, 64)) {
            let (left_out, slots) = placed(&kept, multiplier, 64 - bits);
            if left_out < best.0 {
                best = (left_out, Self { slots, multiplier, shift: 64 - bits });
            }
            if left_out == 0 {
                break;
            }
            multiplier = multiplier.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(2);
        }
        best.1
    }

    /// The number of a name.
    #[inline]
    pub(super) fn find(&self, name: &[u8]) -> Option<u16> {
        let slot = self.slots.get(place(name, self.multiplier, self.shift))?;
        (*slot.name == *name).then_some(slot.value)
    }
}

/// The names in their slots, and how many found theirs taken.
fn placed(names: &[(&str, u16)], multiplier: u64, shift: u32) -> (usize, Box<[Slot]>) {
    let mut slots = vec![Slot::default(); 1 << (64 - shift)].into_boxed_slice();
    let mut left_out = 0;
    for (name, value) in names {
        match slots.get_mut(place(name.as_bytes(), multiplier, shift)) {
            Some(slot) if slot.name.is_empty() => {
                *slot = Slot { name: name.as_bytes().into(), value: *value };
            }
            _ => left_out += 1,
        }
    }
    (left_out, slots)
}

#[inline]
fn place(name: &[u8], multiplier: u64, shift: u32) -> usize {
    let (head, tail) = match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => {
            let short = name.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            (short, 0)
        }
    };
    let mixed = (head ^ tail.rotate_left(29) ^ name.len() as u64).wrapping_mul(multiplier);
    ((mixed ^ mixed >> 31).wrapping_mul(multiplier) >> shift) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_nothing_else_is() {
        let words = ["low", "medium", "high", "very-high", "intimate-partner-violence", "none"];
        let names = Names::new((0..).zip(words).map(|(value, word)| (word, value)));
        for (value, word) in (0..).zip(words) {
            assert_eq!(names.find(word.as_bytes()), Some(value), "{word}");
        }
        for stranger in ["", "lo", "High", "very-hig", "intimate-partner-violencf"] {
            assert_eq!(names.find(stranger.as_bytes()), None, "{stranger}");
        }
    }
}
