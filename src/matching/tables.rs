//! The same conditions laid out for evaluation: which are known to hold and which to fail, as bits.
//!
//! A case answers some forty facts, and the catalogue asks some hundred tests of them. Each answer has its row of bits, so that one
//! fact's tests are settled by one look-up; a condition made of others is settled by comparing bits with a mask.

use super::bit_matrix::BitMatrix;
use super::compiled::{Check, CompiledCondition, Join};
use super::truth::Truth;
use crate::bits;
use crate::case::{Case, UNAVAILABLE};
use crate::catalogue::{Answers, FactId, Vocabulary};
use crate::ids::{self, ConditionId, Id, Members, SetRef, ValueId};

/// Every condition, ready to evaluate.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    /// Words of bits that hold every condition.
    words: usize,
    facts: Box<[FactTable]>,
    compounds: Box<[Compound]>,
    parts: Box<[(u32, u64)]>,
}

/// What is known of every condition: bit `n` stands for condition `n`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Truths {
    pub(super) met: Vec<u64>,
    pub(super) not_met: Vec<u64>,
}

impl Truths {
    /// Takes over what is known of another case, in the memory there is.
    pub(super) fn copy(&mut self, other: &Self) {
        self.met.clone_from(&other.met);
        self.not_met.clone_from(&other.not_met);
    }

    /// The conditions known to hold.
    pub(super) fn met(&self) -> SetRef<'_, ConditionId> {
        SetRef::new(&self.met)
    }

    /// The conditions known to fail.
    pub(super) fn not_met(&self) -> SetRef<'_, ConditionId> {
        SetRef::new(&self.not_met)
    }

    pub(super) fn truth(&self, condition: ConditionId) -> Truth {
        if bits::has(&self.met, condition.index()) {
            Truth::Met
        } else if bits::has(&self.not_met, condition.index()) {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    }
}

/// The tests of one fact.
#[derive(Clone, Debug)]
struct FactTable {
    fact: FactId,
    /// The first of the fact's words in a case, and how many there are.
    offset: usize,
    words: usize,
    /// The tests in each word of bits that has any.
    tests: Box<[Tests]>,
    rows: TestRows,
}

/// The tests of one fact in one word of bits.
#[derive(Clone, Copy, Debug)]
struct Tests {
    word: usize,
    all: u64,
    /// Those that hold of a list that names none of their values.
    hold_of_none: u64,
}

/// For each answer that differs, the tests that pass: in each row one word for each of the fact's words of tests.
#[derive(Clone, Debug)]
enum TestRows {
    /// A row for each value, and one, the row `others`, for every other answer.
    Values { rows: Box<[u64]>, others: u64 },
    /// A row below the first cut, from each cut on, and one for the answer that no score exists.
    Numbers { cuts: Box<[u64]>, rows: Box<[u64]> },
    /// For each value of a list, the tests that name it.
    Listed(Box<[u64]>),
}

/// A condition made of others, which stand before it: its parts as one mask, which nearly every condition needs, and more where
/// they lie in further words of bits.
#[derive(Clone, Copy, Debug)]
struct Compound {
    slot: u32,
    join: Join,
    word: u32,
    first: u32,
    count: u32,
    mask: u64,
}

impl Tables {
    /// Lays compiled conditions out.
    pub(super) fn new(conditions: &[CompiledCondition], vocabulary: &Vocabulary) -> Self {
        let mut compounds = Vec::new();
        let mut parts: Vec<(u32, u64)> = Vec::new();
        for (slot, condition) in conditions.iter().enumerate() {
            let Some((join, of)) = condition.made_of() else { continue };
            let first = parts.len();
            for part in of {
                let (word, bit) = (part.0 / 64, 1 << (part.0 % 64));
                match parts[first..].iter_mut().find(|(at, _)| *at == word) {
                    Some((_, mask)) => *mask |= bit,
                    None => parts.push((word, bit)),
                }
            }
            // Without parts there is nothing that the mask must find: all of nothing holds.
            let (word, mask) = if parts.len() > first { parts.remove(first) } else { (0, 0) };
            let count = (parts.len() - first) as u32;
            compounds.push(Compound { slot: slot as u32, join, word, mask, first: first as u32, count });
        }
        let facts =
            vocabulary.iter().filter_map(|(fact, _)| FactTable::new(fact, conditions, vocabulary)).collect();
        Self {
            words: bits::words_for(conditions.len()),
            facts,
            compounds: compounds.into(),
            parts: parts.into(),
        }
    }

    /// Finds what is known of every test for the cases of a block: in each square a word for each case.
    pub(super) fn tests_of_block(&self, cases: &[&Case], met: &mut [BitMatrix], not_met: &mut [BitMatrix]) {
        for table in &self.facts {
            for (index, tests) in table.tests.iter().enumerate() {
                if let (Some(met), Some(not_met)) = (met.get_mut(tests.word), not_met.get_mut(tests.word)) {
                    table.run_block(index, cases, met, not_met);
                }
            }
        }
    }

    /// Finds what is known of every condition for a case.
    pub(super) fn run(&self, case: &Case, truths: &mut Truths) {
        let Truths { met, not_met } = truths;
        for side in [&mut *met, &mut *not_met] {
            side.clear();
            side.resize(self.words, 0);
        }
        let words = case.words();
        for table in &self.facts {
            if case.knows(table.fact) {
                table.run(&words[table.offset..][..table.words], met, not_met);
            }
        }
        for compound in &self.compounds {
            self.settle(compound, met, not_met);
        }
    }

    /// Those of the conditions made of others that are wanted, by their place among the nodes.
    pub(super) fn compounds_among(&self, wanted: &[bool]) -> Vec<u32> {
        let all = (0_u32..).zip(&self.compounds);
        all.filter(|(_, compound)| wanted[compound.slot as usize]).map(|(index, _)| index).collect()
    }

    /// Adds what an answer to a fact, as a case's words, makes known of its tests and of some conditions made of others.
    pub(super) fn answer(&self, fact: FactId, words: &[u64], compounds: &[u32], truths: &mut Truths) {
        let Truths { met, not_met } = truths;
        if let Ok(table) = self.facts.binary_search_by_key(&fact, |table| table.fact) {
            self.facts[table].run(words, met, not_met);
        }
        for compound in compounds {
            self.settle(&self.compounds[*compound as usize], met, not_met);
        }
    }

    fn settle(&self, compound: &Compound, met: &mut [u64], not_met: &mut [u64]) {
        let (word, mask) = (compound.word as usize, compound.mask);
        let (mut every_met, mut some_met) = (met[word] & mask == mask, met[word] & mask != 0);
        let (mut every_not, mut some_not) = (not_met[word] & mask == mask, not_met[word] & mask != 0);
        if compound.count > 0 {
            for (word, mask) in &self.parts[compound.first as usize..][..compound.count as usize] {
                let (met, not_met) = (met[*word as usize] & mask, not_met[*word as usize] & mask);
                every_met &= met == *mask;
                some_met |= met != 0;
                every_not &= not_met == *mask;
                some_not |= not_met != 0;
            }
        }
        let (holds, fails) = match compound.join {
            Join::All => (every_met, some_not),
            Join::Any => (some_met, every_not),
            Join::Not => (some_not, some_met),
        };
        let (word, bit) = (compound.slot as usize / 64, compound.slot % 64);
        met[word] |= u64::from(holds) << bit;
        not_met[word] |= u64::from(fails) << bit;
    }
}

impl FactTable {
    fn new(fact: FactId, conditions: &[CompiledCondition], vocabulary: &Vocabulary) -> Option<Self> {
        let checks: Vec<(usize, &Check)> = conditions
            .iter()
            .enumerate()
            .filter_map(|(slot, condition)| match condition {
                CompiledCondition::Test { fact: of, check } if *of == fact => Some((slot, check)),
                _ => None,
            })
            .collect();
        let mut tests: Vec<Tests> = Vec::new();
        for (slot, check) in &checks {
            if tests.last().is_none_or(|last| last.word != slot / 64) {
                tests.push(Tests { word: slot / 64, all: 0, hold_of_none: 0 });
            }
            if let Some(last) = tests.last_mut() {
                last.all |= 1 << (slot % 64);
                if matches!(check, Check::IncludesNone(_)) {
                    last.hold_of_none |= 1 << (slot % 64);
                }
            }
        }
        let row = |passes: &dyn Fn(&Check) -> bool| -> Vec<u64> {
            let in_word = |tests: &Tests| {
                let of = checks.iter().filter(|(slot, check)| slot / 64 == tests.word && passes(check));
                of.fold(0_u64, |row, (slot, _)| row | 1 << (slot % 64))
            };
            tests.iter().map(in_word).collect()
        };
        let answered = |answer: u64| row(&|check| check.accepts(answer));
        let rows = match &vocabulary.fact(fact).answers {
            Answers::AnyOf(values) => {
                let named = |value: ValueId| row(&|check| check.names(value));
                TestRows::Listed(ids::all(values.len()).flat_map(named).collect())
            }
            Answers::YesNo => by_value(2, &answered),
            Answers::OneOf(values) => by_value(values.len() as u64, &answered),
            Answers::Number { .. } => {
                let mut cuts: Vec<u64> = checks.iter().flat_map(|(_, check)| check.cuts()).collect();
                cuts.sort_unstable();
                cuts.dedup();
                let answers = std::iter::once(0).chain(cuts.iter().copied()).chain([UNAVAILABLE]);
                TestRows::Numbers { rows: answers.flat_map(answered).collect(), cuts: cuts.into() }
            }
        };
        let words = vocabulary.fact(fact).words();
        let offset = vocabulary.offset(fact);
        (!tests.is_empty()).then(|| Self { fact, offset, words, tests: tests.into(), rows })
    }

    fn run(&self, words: &[u64], met: &mut [u64], not_met: &mut [u64]) {
        for (index, tests) in self.tests.iter().enumerate() {
            let holds = match &self.rows {
                TestRows::Values { rows, others } => self.of_value(rows, *others, index, words),
                TestRows::Numbers { cuts, rows } => self.of_number(rows, cuts, index, words),
                TestRows::Listed(rows) => self.of_list(rows, index, words),
            };
            met[tests.word] |= holds;
            not_met[tests.word] |= tests.all & !holds;
        }
    }

    /// Settles the fact's tests in one word of bits for every case that knows it.
    fn run_block(&self, index: usize, cases: &[&Case], met: &mut BitMatrix, not_met: &mut BitMatrix) {
        let known = cases.iter().zip(met.iter_mut().zip(not_met)).filter(|(case, _)| case.knows(self.fact));
        let answers = known.map(|(case, sides)| (&case.words()[self.offset..], sides));
        let all = self.tests[index].all;
        match &self.rows {
            TestRows::Values { rows, others } => {
                settle(answers, all, |words| self.of_value(rows, *others, index, words));
            }
            TestRows::Numbers { cuts, rows } => {
                settle(answers, all, |words| self.of_number(rows, cuts, index, words));
            }
            TestRows::Listed(rows) => settle(answers, all, |words| self.of_list(rows, index, words)),
        }
    }

    fn of_value(&self, rows: &[u64], others: u64, index: usize, words: &[u64]) -> u64 {
        rows[words[0].min(others) as usize * self.tests.len() + index]
    }

    fn of_number(&self, rows: &[u64], cuts: &[u64], index: usize, words: &[u64]) -> u64 {
        let row = match words[0] {
            UNAVAILABLE => cuts.len() + 1,
            number => cuts.iter().filter(|cut| **cut <= number).count(),
        };
        rows[row * self.tests.len() + index]
    }

    fn of_list(&self, rows: &[u64], index: usize, words: &[u64]) -> u64 {
        let mut named = 0;
        for value in SetRef::<ValueId>::new(&words[..self.words]).iter() {
            named |= rows.get(value.index() * self.tests.len() + index).copied().unwrap_or(0);
        }
        self.tests[index].all & (named ^ self.tests[index].hold_of_none)
    }
}

/// Notes for each answer which of all tests hold, and that the others do not.
fn settle<'a>(
    answers: impl Iterator<Item = (&'a [u64], (&'a mut u64, &'a mut u64))>,
    all: u64,
    holds: impl Fn(&[u64]) -> u64,
) {
    for (words, (met, not_met)) in answers {
        let holds = holds(words);
        *met |= holds;
        *not_met |= all & !holds;
    }
}

/// A row for each of some values, and one for every other answer.
fn by_value(values: u64, answered: &dyn Fn(u64) -> Vec<u64>) -> TestRows {
    TestRows::Values { rows: (0..values).chain([UNAVAILABLE]).flat_map(answered).collect(), others: values }
}

impl Check {
    /// Whether an answer that is no list passes, as a case's word.
    fn accepts(&self, answer: u64) -> bool {
        match self {
            Self::Numbers(least, most) => answer != UNAVAILABLE && (*least..=*most).contains(&answer),
            Self::OneOf(values) => ValueId::of(answer as usize).is_some_and(|value| values.has(value)),
            Self::Unavailable => answer == UNAVAILABLE,
            Self::Includes(_) | Self::IncludesNone(_) => false,
        }
    }

    /// Whether a check of a list names a value.
    fn names(&self, value: ValueId) -> bool {
        matches!(self, Self::Includes(values) | Self::IncludesNone(values) if values.has(value))
    }

    /// The numbers from which a check of a number answers otherwise than just below.
    pub(super) fn cuts(&self) -> impl Iterator<Item = u64> + use<> {
        let (least, most) = match self {
            Self::Numbers(least, most) => (Some(*least), Some(most + 1)),
            _ => (None, None),
        };
        let numbers = 1..=u64::from(u32::MAX);
        least.into_iter().chain(most).filter(move |number| numbers.contains(number))
    }
}
