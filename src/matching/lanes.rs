//! Conditions made of others, laid out to be settled for sixty-four cases at once: a word for each, with a bit for each case.

use super::node::{Join, Node};
use super::square::BLOCK;

/// How the conditions made of others are laid out for a block: their parts stand before them.
#[derive(Clone, Debug)]
pub(super) struct Lanes {
    wholes: Box<[Whole]>,
    parts: Box<[u32]>,
    /// The words of bits that hold tests, which are settled case by case, and the first that holds anything else.
    pub(super) tests: usize,
    pub(super) others: usize,
}

#[derive(Clone, Copy, Debug)]
struct Whole {
    slot: u32,
    join: Join,
    first: u32,
    count: u32,
}

impl Lanes {
    /// Lays compiled conditions out.
    pub(super) fn new(nodes: &[Node]) -> Self {
        let mut wholes = Vec::new();
        let mut parts = Vec::new();
        let mut tests = 0;
        for (slot, node) in nodes.iter().enumerate() {
            let Some((join, of)) = node.made_of() else {
                tests = slot + 1;
                continue;
            };
            let (first, count) = (parts.len() as u32, of.len() as u32);
            wholes.push(Whole { slot: slot as u32, join, first, count });
            parts.extend(of.iter().map(|part| part.0));
        }
        let others = wholes.first().map_or(nodes.len(), |whole| whole.slot as usize) / BLOCK;
        Self { wholes: wholes.into(), parts: parts.into(), tests: tests.div_ceil(BLOCK), others }
    }

    /// Settles the conditions made of others: `met` and `not_met` hold a word for each condition, with a bit for each case.
    pub(super) fn run(&self, met: &mut [u64], not_met: &mut [u64]) {
        for whole in &self.wholes {
            let parts = &self.parts[whole.first as usize..][..whole.count as usize];
            let every =
                |truths: &[u64]| parts.iter().fold(u64::MAX, |all, part| all & truths[*part as usize]);
            let some = |truths: &[u64]| parts.iter().fold(0, |any, part| any | truths[*part as usize]);
            let (holds, fails) = match whole.join {
                Join::All => (every(met), some(not_met)),
                Join::Any => (some(met), every(not_met)),
                Join::Not => (some(not_met), some(met)),
            };
            let slot = whole.slot as usize;
            (met[slot], not_met[slot]) = (holds, fails);
        }
    }
}
