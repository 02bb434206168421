//! BitMatrixs of bits, turned between a word for each case and a word for each condition.

/// How many cases a block holds at most.
pub const BLOCK: usize = 64;

/// Sixty-four words: bit `c` of word `r` in one lay-out is bit `r` of word `c` in the other.
pub(super) type BitMatrix = [u64; BLOCK];

/// A word for each bit of so many words, all alike, in memory used before.
pub(super) fn filled(set: &mut Vec<BitMatrix>, words: usize, with: u64) -> &mut [u64] {
    set.clear();
    set.resize(words, [with; BLOCK]);
    set.as_flattened_mut()
}

/// Transposes a matrix.
///
/// The bits of row `r` and column `c` change places with those of row `c` and column `r`. Each step does that for one binary digit of
/// `r` and `c`: of every pair of rows that differ in that digit alone, the half of the upper row whose columns have it changes
/// places with the half of the lower row whose columns lack it. After the six steps every digit of every row has changed places with
/// the same digit of its column.
pub(super) fn transpose(matrix: &mut BitMatrix) {
    swap_digit::<32>(matrix, 0x0000_0000_ffff_ffff);
    swap_digit::<16>(matrix, 0x0000_ffff_0000_ffff);
    swap_digit::<8>(matrix, 0x00ff_00ff_00ff_00ff);
    swap_digit::<4>(matrix, 0x0f0f_0f0f_0f0f_0f0f);
    swap_digit::<2>(matrix, 0x3333_3333_3333_3333);
    swap_digit::<1>(matrix, 0x5555_5555_5555_5555);
}

fn swap_digit<const SIDE: usize>(matrix: &mut BitMatrix, low: u64) {
    for pair in matrix.chunks_exact_mut(2 * SIDE) {
        let (upper, lower) = pair.split_at_mut(SIDE);
        for (upper, lower) in upper.iter_mut().zip(lower) {
            // Two values change places where each takes on the bits in which they differ.
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
    fn a_matrix_transposed_has_each_bit_across_its_diagonal_and_transposed_again_is_as_it_was() {
        let mut matrix: BitMatrix =
            std::array::from_fn(|row| 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(row as u64 + 1));
        let before = matrix;
        transpose(&mut matrix);
        for (row, word) in before.iter().enumerate() {
            for (column, transposed) in matrix.iter().enumerate() {
                assert_eq!(word >> column & 1, transposed >> row & 1, "row {row}, column {column}");
            }
        }
        transpose(&mut matrix);
        assert_eq!(matrix, before);
    }
}
