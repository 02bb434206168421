//! The pieces that a line of JSON as programs write it is made of: strings without escapes, lists of them, small numbers.
//!
//! Whole words are loaded and looked at without a branch for each byte: what stands in a line differs from case to case, so a
//! processor would guess wrong each second time.

use super::names::LONGEST_NAME;

/// Bytes that must follow the text that is read, so that whole words can be loaded anywhere in it.
pub const PADDING: usize = LONGEST_NAME + 16;

/// The most bytes of a string that is read: longer ones are left to the careful reading.
const LONGEST_STRING: usize = 256;

/// The same byte eight times.
const fn eight(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Eight bytes from a place on.
#[inline]
fn word(text: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?))
}

/// A few bytes that are looked for: as words, of which the mask keeps what counts.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    words: [u64; Self::WORDS],
    masks: [u64; Self::WORDS],
    /// How many bytes there are.
    pub(super) length: usize,
}

impl Pattern {
    const WORDS: usize = 4;

    /// A pattern. One of more than 32 bytes is found nowhere.
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut pattern = Self { words: [0; Self::WORDS], masks: [0; Self::WORDS], length: bytes.len() };
        for (index, byte) in bytes.iter().enumerate() {
            if let (Some(word), Some(mask)) =
                (pattern.words.get_mut(index / 8), pattern.masks.get_mut(index / 8))
            {
                *word |= u64::from(*byte) << (index % 8 * 8);
                *mask |= 0xff << (index % 8 * 8);
            }
        }
        if bytes.len() > 8 * Self::WORDS {
            // A byte that the mask takes out can never be found.
            (pattern.words, pattern.masks) = ([u64::MAX; Self::WORDS], [0; Self::WORDS]);
        }
        pattern
    }

    /// Whether a text has these bytes at a place.
    #[inline]
    pub(super) fn is_at(&self, text: &[u8], at: usize) -> bool {
        let Some(text) = text.get(at..).and_then(|text| text.first_chunk::<{ 8 * Self::WORDS }>()) else {
            return false;
        };
        let (text, _) = text.as_chunks::<8>();
        let mut differs = 0;
        for (bytes, (word, mask)) in text.iter().zip(self.words.iter().zip(&self.masks)) {
            differs |= (u64::from_le_bytes(*bytes) & mask) ^ word;
        }
        differs == 0
    }
}

/// Passes over spaces.
#[inline]
pub(super) fn spaces(text: &[u8], at: usize) -> usize {
    let mut at = at;
    while text.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// `true` or `false` at a place, and the place after it.
#[inline]
pub(super) fn yes_no(text: &[u8], at: usize) -> Option<(bool, usize)> {
    let word = word(text, at)?;
    let not_yes = (word & 0xffff_ffff) ^ u64::from(u32::from_le_bytes(*b"true"));
    let not_no = (word & 0xff_ffff_ffff) ^ u64::from_le_bytes(*b"false\0\0\0");
    // One of them is nothing: asked of both together, so that there is no guess at which.
    let end = at + 4 + usize::from(not_no == 0);
    (not_yes.min(not_no) == 0).then_some((not_yes == 0, end))
}

/// A string that starts at a place: the place after its closing quotation mark. It may hold escapes: names have none, so
/// what is found by name needs no look at them.
#[inline]
pub(super) fn string(text: &[u8], at: usize) -> Option<usize> {
    if *text.get(at)? != b'"' {
        return None;
    }
    let quotes = |at: usize| {
        let word = word(text, at)? ^ eight(b'"');
        Some(word.wrapping_sub(eight(1)) & !word & eight(0x80))
    };
    let mut from = at + 1;
    while from - at < LONGEST_STRING {
        let (first, second) = (quotes(from)?, quotes(from + 8)?);
        if first | second != 0 {
            let within = if first == 0 { 64 + second.trailing_zeros() } else { first.trailing_zeros() };
            return Some(from + (within / 8) as usize + 1);
        }
        from += 16;
    }
    None
}

/// A list of strings that starts at a place: hands both ends of each to `take`, and gives the place after it.
#[inline]
pub(super) fn list(
    text: &[u8],
    at: usize,
    mut take: impl FnMut(usize, usize) -> Option<()>,
) -> Option<usize> {
    if *text.get(at)? != b'[' {
        return None;
    }
    let mut at = spaces(text, at + 1);
    if *text.get(at)? == b']' {
        return Some(at + 1);
    }
    loop {
        let end = string(text, at)?;
        take(at + 1, end - 1)?;
        at = spaces(text, end);
        match text.get(at)? {
            b',' => at = spaces(text, at + 1),
            b']' => return Some(at + 1),
            _ => return None,
        }
    }
}

/// A whole number of at most seven digits that starts at a place, and the place after it.
#[inline]
pub(super) fn number(text: &[u8], at: usize) -> Option<(u32, usize)> {
    // Each digit as its own number; any other byte has a bit of `others`.
    let digits = word(text, at)? ^ eight(b'0');
    let others = (digits | ((digits & eight(0x7f)) + eight(0x7f - 9))) & eight(0x80);
    let length = others.trailing_zeros() / 8;
    let leading_zero = length > 1 && digits & 0xff == 0;
    if length == 0 || others == 0 || leading_zero {
        return None;
    }
    // The digits go to the end of the word, and neighbours are joined: two digits, then four, then eight.
    let ones = digits << (64 - 8 * length);
    let pairs = (ones.wrapping_mul(10) + (ones >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    let number = (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff;
    Some((u32::try_from(number).ok()?, at + length as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn padded(text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(text.len() + PADDING, b'\n');
        bytes
    }

    #[test]
    fn numbers_of_up_to_seven_digits_are_read_and_nothing_else_is() {
        for (written, read) in [
            ("0", Some((0, 1))),
            ("7", Some((7, 1))),
            ("10,", Some((10, 2))),
            ("365}", Some((365, 3))),
            ("1040 ", Some((1040, 4))),
            ("1234567]", Some((1_234_567, 7))),
            ("9999999", Some((9_999_999, 7))),
            ("12.5", Some((12, 2))),
            ("12345678", None),
            ("01", None),
            ("-1", None),
            ("x", None),
            ("\u{b2}", None),
            ("", None),
        ] {
            assert_eq!(number(&padded(written), 0), read, "{written}");
        }
    }

    #[test]
    fn every_number_is_read_as_it_is_written() {
        for wanted in (0..2000).chain([99_999, 100_000, 4_096_000]) {
            let written = wanted.to_string();
            assert_eq!(number(&padded(&format!("{written},9")), 0), Some((wanted, written.len())));
        }
    }

    #[test]
    fn strings_end_at_the_first_quotation_mark_wherever_it_is() {
        for length in 0..40 {
            let text = format!("\"{}\" \"", "x".repeat(length));
            assert_eq!(string(&padded(&text), 0), Some(length + 2), "{text}");
        }
        assert_eq!(string(&padded("low\""), 0), None);
        assert_eq!(string(&padded("\"low"), 0), None);
    }

    #[test]
    fn yes_and_no_are_the_words_of_json() {
        assert_eq!(yes_no(&padded("true,"), 0), Some((true, 4)));
        assert_eq!(yes_no(&padded("false"), 0), Some((false, 5)));
        for word in ["fals,", "True", "yes", "1", "tru"] {
            assert_eq!(yes_no(&padded(word), 0), None, "{word}");
        }
    }

    #[test]
    fn a_pattern_is_found_where_it_stands_and_nowhere_else() {
        let text = padded("{\"age\":30,\"gender\":\"male\"}");
        let pattern = Pattern::new(b"\"gender\":");
        assert!(pattern.is_at(&text, 10) && !pattern.is_at(&text, 9) && !pattern.is_at(&text, 1000));
        let long = format!("\"{}\":", "x".repeat(40));
        assert!(!Pattern::new(long.as_bytes()).is_at(&padded(&long), 0));
    }
}
