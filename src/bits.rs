//! Words of bits that others lay out: the truths of conditions, the values of an answer in a case. Sets of ids have a type of their
//! own: see [`crate::ids::Set`].

/// How many words hold `count` bits; at least one.
#[must_use]
pub fn words_for(count: usize) -> usize {
    count.div_ceil(64).max(1)
}

/// Whether a bit is set. A bit beyond the words is not.
#[must_use]
pub fn has(bits: &[u64], index: usize) -> bool {
    bits.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

/// Sets a bit. A bit beyond the words is left out.
pub fn set(bits: &mut [u64], index: usize) {
    if let Some(word) = bits.get_mut(index / 64) {
        *word |= 1 << (index % 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_lie_in_the_words_in_which_they_are_looked_for() {
        let mut bits = vec![0; words_for(128)];
        for index in [70, 3, 700] {
            set(&mut bits, index);
        }
        assert_eq!(bits, [1 << 3, 1 << 6]);
        assert!(has(&bits, 70) && has(&bits, 3) && !has(&bits, 64) && !has(&bits, 700));
    }
}
