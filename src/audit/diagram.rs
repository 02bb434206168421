//! Sets of profiles, kept exactly: a decision diagram whose levels are the facts, cut where the catalogue tells answers apart.
//!
//! Equal sets are the same number, so comparing two sets costs nothing, and what was worked out once is remembered.

use std::collections::HashMap;

/// A set of profiles in one [`Diagram`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Set(u32);

/// No profile.
pub const NOBODY: Set = Set(0);
/// Every profile.
pub const EVERYBODY: Set = Set(1);

/// Which cells of each level are allowed: bit `n` stands for cell `n`. A product of sets of answers, one for each level.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cube(pub Vec<u128>);

/// One question with the set that each cell of answers leads to, as a stretch of `branches`.
#[derive(Clone, Copy, Debug)]
struct Node {
    level: u16,
    first: u32,
}

/// Every set that was made, over fixed levels.
#[derive(Debug)]
pub struct Diagram {
    /// How many answers each cell of each level stands for.
    weights: Vec<Vec<f64>>,
    nodes: Vec<Node>,
    branches: Vec<Set>,
    known: HashMap<(u16, Box<[Set]>), Set>,
    both: HashMap<(Set, Set), Set>,
    opposite: HashMap<Set, Set>,
}

impl Diagram {
    /// A diagram whose levels have cells that stand for so many answers each. A level has at least one cell and at most 128.
    #[must_use]
    pub fn new(weights: Vec<Vec<f64>>) -> Self {
        let last = u16::try_from(weights.len()).unwrap_or(u16::MAX);
        let end = Node { level: last, first: 0 };
        Self {
            weights,
            nodes: vec![end, end],
            branches: Vec::new(),
            known: HashMap::new(),
            both: HashMap::new(),
            opposite: HashMap::new(),
        }
    }

    /// How many levels there are.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.weights.len()
    }

    /// How many cells a level has.
    #[must_use]
    pub fn width(&self, level: usize) -> usize {
        self.weights[level].len()
    }

    /// Every cell of a level.
    #[must_use]
    pub fn full(&self, level: usize) -> u128 {
        u128::MAX >> (128 - self.width(level).clamp(1, 128))
    }

    /// How many distinct sets were made: what the work cost.
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    fn level(&self, set: Set) -> usize {
        usize::from(self.nodes[set.0 as usize].level)
    }

    fn branch(&self, set: Set, cell: usize) -> Set {
        self.branches[self.nodes[set.0 as usize].first as usize + cell]
    }

    /// The branch of a set at a level that it may not ask about.
    fn at(&self, set: Set, level: usize, cell: usize) -> Set {
        if self.level(set) == level { self.branch(set, cell) } else { set }
    }

    fn node(&mut self, level: usize, branches: Vec<Set>) -> Set {
        if branches.windows(2).all(|pair| pair[0] == pair[1]) {
            return branches.first().copied().unwrap_or(EVERYBODY);
        }
        let level = u16::try_from(level).unwrap_or(u16::MAX);
        let key = (level, branches.into_boxed_slice());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let set = Set(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let first = u32::try_from(self.branches.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node { level: key.0, first });
        self.branches.extend_from_slice(&key.1);
        self.known.insert(key, set);
        set
    }

    /// Everybody whose answer lies in one of the cells of a level.
    pub fn cells(&mut self, level: usize, cells: u128) -> Set {
        let branches = (0..self.width(level))
            .map(|cell| if cells >> cell & 1 == 1 { EVERYBODY } else { NOBODY })
            .collect();
        self.node(level, branches)
    }

    /// Everybody in both sets.
    pub fn and(&mut self, one: Set, other: Set) -> Set {
        if one == other || other == EVERYBODY {
            return one;
        }
        if one == EVERYBODY {
            return other;
        }
        if one == NOBODY || other == NOBODY {
            return NOBODY;
        }
        let key = if one < other { (one, other) } else { (other, one) };
        if let Some(known) = self.both.get(&key) {
            return *known;
        }
        let level = self.level(one).min(self.level(other));
        let branches = (0..self.width(level))
            .map(|cell| {
                let (one, other) = (self.at(one, level, cell), self.at(other, level, cell));
                self.and(one, other)
            })
            .collect();
        let set = self.node(level, branches);
        self.both.insert(key, set);
        set
    }

    /// Everybody who is not in the set.
    pub fn not(&mut self, set: Set) -> Set {
        match set {
            NOBODY => return EVERYBODY,
            EVERYBODY => return NOBODY,
            _ => {}
        }
        if let Some(known) = self.opposite.get(&set) {
            return *known;
        }
        let level = self.level(set);
        let branches = (0..self.width(level))
            .map(|cell| {
                let branch = self.branch(set, cell);
                self.not(branch)
            })
            .collect();
        let opposite = self.node(level, branches);
        self.opposite.insert(set, opposite);
        self.opposite.insert(opposite, set);
        opposite
    }

    /// Everybody in either set.
    pub fn or(&mut self, one: Set, other: Set) -> Set {
        let (one, other) = (self.not(one), self.not(other));
        let neither = self.and(one, other);
        self.not(neither)
    }

    /// Everybody in the first set who is not in the second.
    pub fn without(&mut self, one: Set, other: Set) -> Set {
        let other = self.not(other);
        self.and(one, other)
    }

    /// Whether everybody in the first set is in the second.
    pub fn within(&mut self, one: Set, other: Set) -> bool {
        self.without(one, other) == NOBODY
    }

    /// How many profiles are in the set. Exact below 2⁵³; beyond that, correct to fifteen digits.
    #[must_use]
    pub fn count(&self, set: Set) -> f64 {
        let mut known = HashMap::new();
        self.count_from(set, 0, &mut known)
    }

    fn count_from(&self, set: Set, level: usize, known: &mut HashMap<Set, f64>) -> f64 {
        let own = self.level(set);
        let skipped: f64 = self.weights[level..own].iter().map(|cells| cells.iter().sum::<f64>()).product();
        let below = match set {
            NOBODY => 0.0,
            EVERYBODY => 1.0,
            _ => match known.get(&set) {
                Some(count) => *count,
                None => {
                    let mut sum = 0.0;
                    for (cell, weight) in self.weights[own].iter().enumerate() {
                        sum += weight * self.count_from(self.branch(set, cell), own + 1, known);
                    }
                    known.insert(set, sum);
                    sum
                }
            },
        };
        skipped * below
    }

    /// A profile of the set on the path that most of its profiles share: a cell for each level, the first where it does not
    /// matter.
    #[must_use]
    pub fn typical(&self, set: Set) -> Option<Vec<usize>> {
        if set == NOBODY {
            return None;
        }
        let mut known = HashMap::new();
        let mut profile = vec![0; self.levels()];
        let mut at = set;
        while at != EVERYBODY {
            let level = self.level(at);
            let mut best = (0, -1.0);
            for (cell, weight) in self.weights[level].iter().enumerate() {
                let count = weight * self.count_from(self.branch(at, cell), level + 1, &mut known);
                if count > best.1 {
                    best = (cell, count);
                }
            }
            profile[level] = best.0;
            at = self.branch(at, best.0);
        }
        Some(profile)
    }

    /// Whether a profile, a cell for each level, is in the set.
    #[must_use]
    pub fn has(&self, set: Set, profile: &[usize]) -> bool {
        let mut at = set;
        while at != EVERYBODY && at != NOBODY {
            at = self.branch(at, profile.get(self.level(at)).copied().unwrap_or(0));
        }
        at == EVERYBODY
    }

    /// Whether the answer at each level can matter to who is in the set.
    #[must_use]
    pub fn asks(&self, set: Set) -> Vec<bool> {
        let mut asked = vec![false; self.levels()];
        let mut seen = vec![false; self.nodes.len()];
        let mut waiting = vec![set];
        while let Some(set) = waiting.pop() {
            if set == NOBODY || set == EVERYBODY || std::mem::replace(&mut seen[set.0 as usize], true) {
                continue;
            }
            let level = self.level(set);
            asked[level] = true;
            waiting.extend((0..self.width(level)).map(|cell| self.branch(set, cell)));
        }
        asked
    }

    /// The cube that allows everything.
    #[must_use]
    pub fn whole(&self) -> Cube {
        Cube((0..self.levels()).map(|level| self.full(level)).collect())
    }

    /// Everybody in a cube.
    pub fn of(&mut self, cube: &Cube) -> Set {
        let mut set = EVERYBODY;
        for level in (0..self.levels()).rev() {
            if cube.0[level] != self.full(level) {
                let branches = (0..self.width(level))
                    .map(|cell| if cube.0[level] >> cell & 1 == 1 { set } else { NOBODY })
                    .collect();
                set = self.node(level, branches);
            }
        }
        set
    }

    /// Whether everybody in the cube is in the set. `walk` is memory that is used again.
    #[must_use]
    pub fn holds_throughout(&self, set: Set, cube: &Cube, walk: &mut Walk) -> bool {
        walk.start(self.nodes.len());
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
            let allowed = cube.0[level];
            for cell in (0..self.width(level)).filter(|cell| allowed >> cell & 1 == 1) {
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
    waiting: Vec<Set>,
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

    fn three_levels() -> Diagram {
        Diagram::new(vec![vec![1.0, 1.0], vec![25.0, 75.0, 1.0], vec![1.0, 1.0]])
    }

    #[test]
    fn equal_sets_are_the_same_whichever_way_they_were_made() {
        let mut diagram = three_levels();
        let women = diagram.cells(0, 0b01);
        let low = diagram.cells(1, 0b001);
        let one = diagram.and(women, low);
        let (men, high) = (diagram.not(women), diagram.not(low));
        let either = diagram.or(men, high);
        assert_eq!(diagram.not(either), one);
        assert!(diagram.within(one, women) && !diagram.within(women, one));
    }

    #[test]
    fn a_set_counts_the_answers_that_its_cells_stand_for() {
        let mut diagram = three_levels();
        let low = diagram.cells(1, 0b001);
        let women = diagram.cells(0, 0b01);
        let both = diagram.and(low, women);
        assert_eq!(diagram.count(EVERYBODY), 2.0 * 101.0 * 2.0);
        assert_eq!(diagram.count(both), 25.0 * 2.0);
        assert_eq!(diagram.count(NOBODY), 0.0);
    }

    #[test]
    fn a_cube_lies_in_a_set_or_reaches_out_of_it() {
        let mut diagram = three_levels();
        let women = diagram.cells(0, 0b01);
        let low = diagram.cells(1, 0b001);
        let either = diagram.or(women, low);
        let mut walk = Walk::default();
        let mut cube = diagram.whole();
        assert!(!diagram.holds_throughout(either, &cube, &mut walk));
        cube.0[1] = 0b001;
        assert!(diagram.holds_throughout(either, &cube, &mut walk));
        let set = diagram.of(&cube);
        assert_eq!(set, low);
        assert_eq!(diagram.asks(either), [true, true, false]);
        let typical = diagram.typical(low);
        assert!(typical.is_some_and(|profile| diagram.has(low, &profile)));
    }
}
