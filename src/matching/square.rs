//! Squares of bits, turned between a word for each case and a word for each condition.

/// How many cases a block holds at most.
pub const BLOCK: usize = 64;

/// Sixty-four words: bit `c` of word `r` in one lay-out is bit `r` of word `c` in the other.
pub(super) type Square = [u64; BLOCK];

/// A word for each bit of so many words, all alike, in memory used before.
pub(super) fn filled(set: &mut Vec<Square>, words: usize, with: u64) -> &mut [u64] {
    set.clear();
    set.resize(words, [with; BLOCK]);
    set.as_flattened_mut()
}

/// Turns a square over its diagonal: first its quarters change places, then the quarters of each quarter, and so on.
pub(super) fn turn(square: &mut Square) {
    swap::<32>(square, 0x0000_0000_ffff_ffff);
    swap::<16>(square, 0x0000_ffff_0000_ffff);
    swap::<8>(square, 0x00ff_00ff_00ff_00ff);
    swap::<4>(square, 0x0f0f_0f0f_0f0f_0f0f);
    swap::<2>(square, 0x3333_3333_3333_3333);
    swap::<1>(square, 0x5555_5555_5555_5555);
}

fn swap<const SIDE: usize>(square: &mut Square, low: u64) {
    for pair in square.chunks_exact_mut(2 * SIDE) {
        let (upper, lower) = pair.split_at_mut(SIDE);
        for (upper, lower) in upper.iter_mut().zip(lower) {
            let differs = (*upper >> SIDE ^ *lower) & low;
            *upper ^= differs << SIDE;
            *lower ^= differs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_turned_has_each_bit_across_its_diagonal_and_turned_again_is_as_it_was() {
        let mut square: Square =
            std::array::from_fn(|row| 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(row as u64 + 1));
        let before = square;
        turn(&mut square);
        for (row, word) in before.iter().enumerate() {
            for (column, turned) in square.iter().enumerate() {
                assert_eq!(word >> column & 1, turned >> row & 1, "row {row}, column {column}");
            }
        }
        turn(&mut square);
        assert_eq!(square, before);
    }
}
