//! Sets of profiles, kept exactly: a decision diagram whose levels are the facts, cut where the catalogue tells answers apart.
//!
//! Equal sets are the same number, so comparing two sets costs nothing, and what was worked out once is remembered.

use std::collections::HashMap;

use crate::bits;

/// A set of profiles in one [`Diagram`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Profiles(pub(super) u32);

/// No profile.
pub const NOBODY: Profiles = Profiles(0);
/// Every profile.
pub const EVERYBODY: Profiles = Profiles(1);

/// One question with the set that each cell of answers leads to, as a stretch of `branches`.
#[derive(Clone, Copy, Debug)]
struct Branching {
    level: u32,
    first: u32,
}

/// The most sets that are kept, which takes some gigabytes. What numbers them holds more.
const MOST_SETS: usize = 50_000_000;

/// More sets would have to be kept than there is room for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooManySets;

impl std::fmt::Display for TooManySets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "more than {MOST_SETS} sets of people would have to be told apart")
    }
}

impl std::error::Error for TooManySets {}

/// Every set that was made, over fixed levels.
#[derive(Debug)]
pub struct Diagram {
    /// How many answers each cell of each level stands for.
    weights: Vec<Vec<f64>>,
    /// Where the bits of each level start in a cube, in words.
    pub(super) starts: Vec<usize>,
    most: usize,
    is_full: bool,
    nodes: Vec<Branching>,
    branches: Vec<Profiles>,
    known: HashMap<(u32, Box<[Profiles]>), Profiles>,
    both: HashMap<(Profiles, Profiles), Profiles>,
    opposite: HashMap<Profiles, Profiles>,
}

impl Diagram {
    /// A diagram whose levels have cells that stand for so many answers each. A level has at least one cell.
    #[must_use]
    pub fn new(weights: Vec<Vec<f64>>) -> Self {
        let end = Branching { level: weights.len() as u32, first: 0 };
        let words = weights.iter().scan(0, |next, cells| {
            let start = *next;
            *next += bits::words_for(cells.len());
            Some(start)
        });
        Self {
            starts: words.collect(),
            weights,
            most: MOST_SETS,
            is_full: false,
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

    /// Nothing, where every set that was asked for could be kept.
    ///
    /// # Errors
    ///
    /// Where one could not: then no set that was made since is what it should be.
    pub fn is_sound(&self) -> Result<(), TooManySets> {
        if self.is_full { Err(TooManySets) } else { Ok(()) }
    }

    /// How many distinct sets were made: what the work cost.
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn level(&self, set: Profiles) -> usize {
        self.nodes[set.0 as usize].level as usize
    }

    pub(super) fn branch(&self, set: Profiles, cell: usize) -> Profiles {
        self.branches[self.nodes[set.0 as usize].first as usize + cell]
    }

    /// The branch of a set at a level that it may not ask about.
    fn at(&self, set: Profiles, level: usize, cell: usize) -> Profiles {
        if self.level(set) == level { self.branch(set, cell) } else { set }
    }

    pub(super) fn node(&mut self, level: usize, branches: Vec<Profiles>) -> Profiles {
        if branches.windows(2).all(|pair| pair[0] == pair[1]) {
            return branches.first().copied().unwrap_or(EVERYBODY);
        }
        let key = (level as u32, branches.into_boxed_slice());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let (Ok(number), Ok(first)) = (u32::try_from(self.nodes.len()), u32::try_from(self.branches.len()))
        else {
            self.is_full = true;
            return NOBODY;
        };
        if self.nodes.len() >= self.most {
            self.is_full = true;
            return NOBODY;
        }
        let set = Profiles(number);
        self.nodes.push(Branching { level: key.0, first });
        self.branches.extend_from_slice(&key.1);
        self.known.insert(key, set);
        set
    }

    /// Everybody whose answer lies in one of some cells of a level.
    pub fn cells(&mut self, level: usize, among: impl Fn(usize) -> bool) -> Profiles {
        let branches =
            (0..self.width(level)).map(|cell| if among(cell) { EVERYBODY } else { NOBODY }).collect();
        self.node(level, branches)
    }

    /// Everybody in both sets.
    pub fn and(&mut self, one: Profiles, other: Profiles) -> Profiles {
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
    pub fn not(&mut self, set: Profiles) -> Profiles {
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
    pub fn or(&mut self, one: Profiles, other: Profiles) -> Profiles {
        let (one, other) = (self.not(one), self.not(other));
        let neither = self.and(one, other);
        self.not(neither)
    }

    /// Everybody in the first set who is not in the second.
    pub fn without(&mut self, one: Profiles, other: Profiles) -> Profiles {
        let other = self.not(other);
        self.and(one, other)
    }

    /// Whether everybody in the first set is in the second.
    pub fn within(&mut self, one: Profiles, other: Profiles) -> bool {
        self.without(one, other) == NOBODY
    }

    /// How many profiles are in the set. Exact below 2⁵³; beyond that, correct to fifteen digits.
    #[must_use]
    pub fn count(&self, set: Profiles) -> f64 {
        let mut known = HashMap::new();
        self.count_from(set, 0, &mut known)
    }

    fn count_from(&self, set: Profiles, level: usize, known: &mut HashMap<Profiles, f64>) -> f64 {
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
    pub fn typical(&self, set: Profiles) -> Option<Vec<usize>> {
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
    pub fn has(&self, set: Profiles, profile: &[usize]) -> bool {
        let mut at = set;
        while at != EVERYBODY && at != NOBODY {
            at = self.branch(at, profile.get(self.level(at)).copied().unwrap_or(0));
        }
        at == EVERYBODY
    }

    /// Whether the answer at each level can matter to who is in the set.
    #[must_use]
    pub fn asks(&self, set: Profiles) -> Vec<bool> {
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
        let women = diagram.cells(0, |cell| cell == 0);
        let low = diagram.cells(1, |cell| cell == 0);
        let one = diagram.and(women, low);
        let (men, high) = (diagram.not(women), diagram.not(low));
        let either = diagram.or(men, high);
        assert_eq!(diagram.not(either), one);
        assert!(diagram.within(one, women) && !diagram.within(women, one));
    }

    #[test]
    fn a_set_counts_the_answers_that_its_cells_stand_for() {
        let mut diagram = three_levels();
        let low = diagram.cells(1, |cell| cell == 0);
        let women = diagram.cells(0, |cell| cell == 0);
        let both = diagram.and(low, women);
        assert_eq!(diagram.count(EVERYBODY), 2.0 * 101.0 * 2.0);
        assert_eq!(diagram.count(both), 25.0 * 2.0);
        assert_eq!(diagram.count(NOBODY), 0.0);
    }

    #[test]
    fn a_set_too_many_is_told_and_not_taken_for_another() {
        let mut diagram = three_levels();
        diagram.most = 4;
        let (women, low) = (diagram.cells(0, |cell| cell == 0), diagram.cells(1, |cell| cell == 0));
        assert_eq!(diagram.is_sound(), Ok(()));
        let both = diagram.and(women, low);
        assert!(both == NOBODY && diagram.is_sound() == Err(TooManySets));
    }
}
