//! Conditions made of others, laid out to be settled for sixty-four cases at once: a word for each, with a bit for each case.

use super::bit_matrix::BLOCK;
use super::compiled::{CompiledCondition, Join};

/// How the conditions made of others are laid out for a block: their parts stand before them.
#[derive(Clone, Debug)]
pub(super) struct BlockCompounds {
    compounds: Box<[BlockCompound]>,
    parts: Box<[u32]>,
    /// The words of bits that hold tests, which are settled case by case, and the first that holds anything else.
    pub(super) tests: usize,
    pub(super) others: usize,
}

#[derive(Clone, Copy, Debug)]
struct BlockCompound {
    slot: u32,
    join: Join,
    first: u32,
    count: u32,
}

impl BlockCompounds {
    /// Lays compiled conditions out.
    pub(super) fn new(conditions: &[CompiledCondition]) -> Self {
        let mut compounds = Vec::new();
        let mut parts = Vec::new();
        let mut tests = 0;
        for (slot, condition) in conditions.iter().enumerate() {
            let Some((join, of)) = condition.made_of() else {
                tests = slot + 1;
                continue;
            };
            let (first, count) = (parts.len() as u32, of.len() as u32);
            compounds.push(BlockCompound { slot: slot as u32, join, first, count });
            parts.extend(of.iter().map(|part| part.0));
        }
        let others = compounds.first().map_or(conditions.len(), |compound| compound.slot as usize) / BLOCK;
        Self { compounds: compounds.into(), parts: parts.into(), tests: tests.div_ceil(BLOCK), others }
    }

    /// Settles the conditions made of others: `met` and `not_met` hold a word for each condition, with a bit for each case.
    pub(super) fn run(&self, met: &mut [u64], not_met: &mut [u64]) {
        for compound in &self.compounds {
            let parts = &self.parts[compound.first as usize..][..compound.count as usize];
            let every =
                |truths: &[u64]| parts.iter().fold(u64::MAX, |all, part| all & truths[*part as usize]);
            let some = |truths: &[u64]| parts.iter().fold(0, |any, part| any | truths[*part as usize]);
            let (holds, fails) = match compound.join {
                Join::All => (every(met), some(not_met)),
                Join::Any => (some(met), every(not_met)),
                Join::Not => (some(not_met), some(met)),
            };
            let slot = compound.slot as usize;
            (met[slot], not_met[slot]) = (holds, fails);
        }
    }
}
