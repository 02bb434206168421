//! Sets of small numbers as bits in 64-bit words.

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

/// Clears a bit.
pub fn clear(bits: &mut [u64], index: usize) {
    if let Some(word) = bits.get_mut(index / 64) {
        *word &= !(1 << (index % 64));
    }
}

/// Adds every bit of another set.
#[inline]
pub fn add(bits: &mut [u64], more: &[u64]) {
    // Most sets fit a word, and that is worth not looping.
    if let ([word], [more]) = (&mut *bits, more) {
        *word |= more;
        return;
    }
    for (word, more) in bits.iter_mut().zip(more) {
        *word |= more;
    }
}

/// Takes every bit of another set out.
pub fn remove(bits: &mut [u64], less: &[u64]) {
    for (word, less) in bits.iter_mut().zip(less) {
        *word &= !less;
    }
}

/// Whether two sets share a bit.
#[must_use]
#[inline]
pub fn share(one: &[u64], other: &[u64]) -> bool {
    if let ([one], [other]) = (one, other) {
        return one & other != 0;
    }
    one.iter().zip(other).any(|(one, other)| one & other != 0)
}

/// How many bits are set.
#[must_use]
pub fn count(bits: &[u64]) -> usize {
    bits.iter().map(|word| word.count_ones() as usize).sum()
}

/// The bits that are set, rising.
pub fn ones(bits: &[u64]) -> impl Iterator<Item = usize> {
    bits.iter().enumerate().flat_map(|(index, &word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                index * 64 + bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_across_words_come_back_rising() {
        let mut bits = vec![0; 2];
        for index in [70, 3, 64] {
            set(&mut bits, index);
        }
        clear(&mut bits, 64);
        assert_eq!(ones(&bits).collect::<Vec<_>>(), [3, 70]);
        assert!(has(&bits, 70) && !has(&bits, 64) && !has(&bits, 700));
    }
}
