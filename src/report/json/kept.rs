//! Pieces that come up in case after case, each copied from where it was first written.

use std::ops::Range;

/// Pieces of output by number, with what has to be known of each to copy it.
#[derive(Clone, Debug)]
pub(super) struct Kept<M> {
    bytes: Vec<u8>,
    pieces: Vec<Option<(Range<u32>, M)>>,
}

impl<M: Clone> Kept<M> {
    /// Room for pieces below a number.
    pub(super) fn new(pieces: usize) -> Self {
        Self { bytes: Vec::new(), pieces: vec![None; pieces] }
    }

    /// Forgets every piece, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.pieces.fill(None);
    }

    /// A piece, written now if it has not come up before.
    #[inline]
    pub(super) fn piece(&mut self, number: usize, write: impl FnOnce(&mut Vec<u8>) -> M) -> (&[u8], &M) {
        let bytes = &mut self.bytes;
        let (range, marks) = self.pieces[number].get_or_insert_with(|| {
            let start = offset(bytes.len());
            let marks = write(bytes);
            (start..offset(bytes.len()), marks)
        });
        (&self.bytes[range.start as usize..range.end as usize], marks)
    }
}

/// All pieces together are far smaller than what an offset can count.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
