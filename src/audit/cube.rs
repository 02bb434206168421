//! Products of sets of answers, one for each level of a diagram: what few conditions say.

use super::diagram::{Diagram, EVERYBODY, NOBODY, Profiles};
use crate::bits;

/// Which cells of each level are allowed. A product of sets of answers, one for each level, as bits: what belongs to which level
/// the [`Diagram`] knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cube(pub(super) Vec<u64>);

impl Diagram {
    /// The cube that allows everything.
    #[must_use]
    pub fn whole(&self) -> Cube {
        let mut cube = Cube(Vec::new());
        for level in 0..self.levels() {
            cube.0.resize(self.starts[level] + bits::words_for(self.width(level)), 0);
            self.allow_all(&mut cube, level);
        }
        cube
    }

    /// Whether a cube allows a cell of a level.
    #[must_use]
    pub fn allows(&self, cube: &Cube, level: usize, cell: usize) -> bool {
        cube.0[self.starts[level] + cell / 64] >> (cell % 64) & 1 == 1
    }

    /// Whether a cube allows every cell of a level.
    #[must_use]
    pub fn allows_all(&self, cube: &Cube, level: usize) -> bool {
        (0..self.width(level)).all(|cell| self.allows(cube, level, cell))
    }

    /// Lets a cube allow a cell of a level, or not.
    pub fn allow(&self, cube: &mut Cube, level: usize, cell: usize, allowed: bool) {
        let (word, bit) = (&mut cube.0[self.starts[level] + cell / 64], 1 << (cell % 64));
        *word = if allowed { *word | bit } else { *word & !bit };
    }

    /// Lets a cube allow every cell of a level.
    pub fn allow_all(&self, cube: &mut Cube, level: usize) {
        (0..self.width(level)).for_each(|cell| self.allow(cube, level, cell, true));
    }

    /// Lets a cube allow one cell of a level and no other.
    pub fn allow_only(&self, cube: &mut Cube, level: usize, only: usize) {
        (0..self.width(level)).for_each(|cell| self.allow(cube, level, cell, cell == only));
    }

    /// Everybody in a cube.
    pub fn of(&mut self, cube: &Cube) -> Profiles {
        let mut set = EVERYBODY;
        for level in (0..self.levels()).rev() {
            if !self.allows_all(cube, level) {
                let branches = (0..self.width(level))
                    .map(|cell| if self.allows(cube, level, cell) { set } else { NOBODY })
                    .collect();
                set = self.node(level, branches);
            }
        }
        set
    }

    /// Whether everybody in the cube is in the set. `walk` is memory that is used again.
    #[must_use]
    pub fn holds_throughout(&self, set: Profiles, cube: &Cube, walk: &mut Walk) -> bool {
        walk.start(self.size());
        walk.waiting.push(set);
        while let Some(set) = walk.waiting.pop() {
            if set == NOBODY {
                return false;
            }
            if set == EVERYBODY || walk.seen[set.0 as usize] == walk.round {
                continue;
            }
            walk.seen[set.0 as usize] = walk.round;
            let level = self.level(set);
            for cell in (0..self.width(level)).filter(|cell| self.allows(cube, level, *cell)) {
                walk.waiting.push(self.branch(set, cell));
            }
        }
        true
    }
}

/// Memory for walking a diagram again and again.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    round: u32,
    seen: Vec<u32>,
    waiting: Vec<Profiles>,
}

impl Walk {
    fn start(&mut self, nodes: usize) {
        self.round += 1;
        self.seen.resize(nodes.max(self.seen.len()), 0);
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cube_lies_in_a_set_or_reaches_out_of_it() {
        let mut diagram = Diagram::new(vec![vec![1.0, 1.0], vec![25.0, 75.0, 1.0], vec![1.0, 1.0]]);
        let women = diagram.cells(0, |cell| cell == 0);
        let low = diagram.cells(1, |cell| cell == 0);
        let either = diagram.or(women, low);
        let mut walk = Walk::default();
        let mut cube = diagram.whole();
        assert!(!diagram.holds_throughout(either, &cube, &mut walk));
        diagram.allow_only(&mut cube, 1, 0);
        assert!(diagram.holds_throughout(either, &cube, &mut walk));
        let set = diagram.of(&cube);
        assert_eq!(set, low);
        assert_eq!(diagram.asks(either), [true, true, false]);
        let typical = diagram.typical(low);
        assert!(typical.is_some_and(|profile| diagram.has(low, &profile)));
    }

    #[test]
    fn a_level_has_as_many_cells_as_its_answers_fall_into() {
        let mut diagram = Diagram::new(vec![vec![1.0; 2], vec![1.0; 300]]);
        let late = diagram.cells(1, |cell| cell >= 200);
        assert_eq!(diagram.count(late), 2.0 * 100.0);
        let mut cube = diagram.whole();
        assert!(diagram.allows_all(&cube, 1));
        diagram.allow_only(&mut cube, 1, 299);
        assert!(!diagram.allows_all(&cube, 1) && diagram.allows_all(&cube, 0));
        assert!(diagram.holds_throughout(late, &cube, &mut Walk::default()));
        diagram.allow(&mut cube, 1, 64, true);
        assert!(!diagram.holds_throughout(late, &cube, &mut Walk::default()));
        let set = diagram.of(&cube);
        assert_eq!(diagram.count(set), 2.0 * 2.0);
    }
}
