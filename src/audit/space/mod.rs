//! Every profile that the facts allow, cut at the lines that a catalogue draws.
//!
//! Answers that no rule tells apart fall into one cell: the scores from 25 to 49, or each value of a choice. A fact that takes
//! several values at once is one level for each value that a rule asks about.

mod lines;
mod people;

use self::lines::{Cuts, Mapped, cells, merge, note_what_is_asked, weight};
use super::cube::Cube;
use super::diagram::{Diagram, EVERYBODY};
use crate::catalogue::{Answer, Answers, Catalogue, Fact, FactId};

/// Answers to one fact that no rule tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Yes, or no.
    YesNo(bool),
    /// A number from the first to the second, both included.
    Range(u32, u32),
    /// One value of a choice, as an index into the fact's values.
    Value(u16),
    /// Known that there is no score.
    Unavailable,
    /// Whether the level's value is among those that hold.
    Holds(bool),
}

/// One question of the space.
#[derive(Clone, Debug)]
pub struct Level {
    /// Which of [`Space::facts`].
    pub fact: usize,
    /// For a fact that takes several values: which value the level asks about.
    pub value: Option<u16>,
    /// What the answer can be.
    pub cells: Vec<Cell>,
}

/// The profiles that one or more catalogues tell apart.
#[derive(Debug)]
pub struct Space {
    /// The facts, those of the last catalogue first; values that only an earlier one knows are added.
    pub facts: Vec<Fact>,
    /// The levels of the diagram.
    pub levels: Vec<Level>,
    /// The sets.
    pub diagram: Diagram,
    /// For each catalogue, each fact.
    maps: Vec<Vec<Mapped>>,
    /// For each fact its levels.
    of_fact: Vec<Vec<usize>>,
}

impl Space {
    /// The profiles that these catalogues tell apart. Facts and values of the same key are the same.
    #[must_use]
    pub fn new(catalogues: &[&Catalogue]) -> Self {
        let (facts, maps) = merge(catalogues);
        let mut asked = vec![Cuts::default(); facts.len()];
        for (catalogue, map) in catalogues.iter().zip(&maps) {
            note_what_is_asked(catalogue, map, &mut asked);
        }
        let mut levels = Vec::new();
        let mut of_fact = vec![Vec::new(); facts.len()];
        for (index, (fact, asked)) in facts.iter().zip(&mut asked).enumerate() {
            if asked.read {
                for (value, cells) in cells(fact, asked) {
                    of_fact[index].push(levels.len());
                    levels.push(Level { fact: index, value, cells });
                }
            }
        }
        let weights = levels.iter().map(|level| level.cells.iter().map(weight).collect()).collect();
        Self { facts, levels, diagram: Diagram::new(weights), maps, of_fact }
    }

    /// How many profiles there are: one for each combination of answers to the facts that a rule reads.
    #[must_use]
    pub fn profiles(&self) -> f64 {
        self.diagram.count(EVERYBODY)
    }

    /// How many facts a rule reads.
    #[must_use]
    pub fn facts_read(&self) -> usize {
        self.of_fact.iter().filter(|levels| !levels.is_empty()).count()
    }

    /// The levels of a fact of one of the catalogues.
    #[must_use]
    pub fn levels_of(&self, catalogue: usize, fact: FactId) -> &[usize] {
        &self.of_fact[self.maps[catalogue][fact.index()].fact]
    }

    /// The answer to a fact that a profile, a cell for each level, gives: within a range of numbers the one nearest the line
    /// it stops at.
    #[must_use]
    pub fn answer(&self, fact: usize, profile: &[usize]) -> Option<Answer> {
        let levels = &self.of_fact[fact];
        let first = levels.first()?;
        if self.levels[*first].value.is_some() {
            let holds = |level: &&usize| profile.get(**level) == Some(&1);
            let mut held: Vec<u16> =
                levels.iter().filter(holds).filter_map(|level| self.levels[*level].value).collect();
            held.sort_unstable();
            return Some(Answer::AnyOf(held));
        }
        let level = &self.levels[*first];
        Some(match *level.cells.get(*profile.get(*first)?)? {
            Cell::YesNo(yes) => Answer::YesNo(yes),
            Cell::Value(value) => Answer::OneOf(value),
            Cell::Unavailable => Answer::Unavailable,
            Cell::Holds(_) => return None,
            Cell::Range(from, to) => {
                let least = matches!(self.facts[level.fact].answers, Answers::Number { minimum, .. } if minimum == from);
                Answer::Number(if least { to } else { from })
            }
        })
    }

    /// The cell of a level in which an answer among these lies, the facts being those of one of the catalogues.
    #[must_use]
    pub fn cell(&self, catalogue: usize, answers: &[(FactId, Answer)], level: &Level) -> Option<usize> {
        let mapped = |fact: &FactId| &self.maps[catalogue][fact.index()];
        let (fact, answer) = answers.iter().find(|(fact, _)| mapped(fact).fact == level.fact)?;
        let values = &mapped(fact).values;
        let holds = |cell: &Cell| match (*cell, answer) {
            (Cell::YesNo(yes), Answer::YesNo(answer)) => yes == *answer,
            (Cell::Range(from, to), Answer::Number(number)) => (from..=to).contains(number),
            (Cell::Value(value), Answer::OneOf(own)) => values.get(usize::from(*own)) == Some(&value),
            (Cell::Unavailable, Answer::Unavailable) => true,
            (Cell::Holds(holds), Answer::AnyOf(held)) => {
                let mut held = held.iter().map(|own| values.get(usize::from(*own)).copied());
                held.any(|value| value == level.value) == holds
            }
            _ => false,
        };
        level.cells.iter().position(holds)
    }

    /// Whether answers meet everything that a cube asks; a fact that is not answered meets nothing.
    #[must_use]
    pub fn answers_meet(&self, catalogue: usize, answers: &[(FactId, Answer)], cube: &Cube) -> bool {
        self.levels.iter().enumerate().all(|(at, level)| {
            self.diagram.allows_all(cube, at)
                || self
                    .cell(catalogue, answers, level)
                    .is_some_and(|cell| self.diagram.allows(cube, at, cell))
        })
    }

    /// The profile that answers belong to: a cell for each level, the first where a fact is not answered.
    #[must_use]
    pub fn profile(&self, catalogue: usize, answers: &[(FactId, Answer)]) -> Vec<usize> {
        self.levels.iter().map(|level| self.cell(catalogue, answers, level).unwrap_or(0)).collect()
    }
}
