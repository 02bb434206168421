//! The values a fact may be changed to, as a test leaves them and nearest to the present one first.

use crate::bits;
use crate::case::{Case, UNAVAILABLE};
use crate::catalogue::{Accepts, Answers, Change, Fact, FactId, Vocabulary};

/// What a test takes of one fact. A range whose least is above its most takes no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Numbers, and whether it takes that no score exists.
    Number { least: u32, most: u32, unavailable: bool },
    /// Values of a single choice as bits (for yes-no facts 0 is no and 1 yes), and whether it takes that none exists.
    Choice { values: Vec<u64>, unavailable: bool },
    /// A list with at least one of these.
    Includes(Box<[u64]>),
    /// A list with none of these.
    Excludes(Box<[u64]>),
}

/// What a changed fact may become.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Domain {
    /// As in [`Takes`].
    Number { least: u32, most: u32, unavailable: bool },
    /// As in [`Takes`].
    Choice { values: Vec<u64>, unavailable: bool },
    /// The present list with some values added and some taken away.
    List { with: Vec<u64>, without: Vec<u64> },
}

/// Some values of a single choice, as bits.
pub(super) fn choice_of(fact: &Fact, values: impl IntoIterator<Item = usize>) -> Vec<u64> {
    let mut set = vec![0; bits::words_for(choices(fact))];
    values.into_iter().for_each(|value| bits::set(&mut set, value));
    set
}

/// How many values a single choice has.
fn choices(fact: &Fact) -> usize {
    if matches!(fact.answers, Answers::YesNo) { 2 } else { fact.values().len() }
}

impl Takes {
    /// What makes a test met, or known not to be met.
    pub(super) fn of(fact: &Fact, accepts: &Accepts, met: bool) -> Self {
        let numbers = |least: u32, most: Option<u32>| Self::Number {
            least,
            most: most.unwrap_or(0),
            unavailable: !met,
        };
        let choice = |named: &dyn Fn(usize) -> bool| Self::Choice {
            values: choice_of(fact, (0..choices(fact)).filter(|value| named(*value) == met)),
            unavailable: !met,
        };
        let mask = |values: &[u16]| {
            let mut mask = vec![0; fact.words()];
            values.iter().for_each(|value| bits::set(&mut mask, usize::from(*value)));
            mask.into_boxed_slice()
        };
        match (accepts, met) {
            (Accepts::AtLeast(line), true) => numbers(*line, Some(u32::MAX)),
            (Accepts::AtLeast(0), false) => numbers(1, None),
            (Accepts::AtLeast(line), false) => numbers(0, Some(line - 1)),
            (Accepts::AtMost(line), true) => numbers(0, Some(*line)),
            (Accepts::AtMost(line), false) => numbers(line.saturating_add(1), Some(u32::MAX)),
            (Accepts::YesNo(yes), _) => choice(&|value| value == usize::from(*yes)),
            (Accepts::Values(values), _) => {
                choice(&|value| values.iter().any(|named| usize::from(*named) == value))
            }
            (Accepts::Unavailable, _) => match fact.answers {
                Answers::Number { .. } if met => Self::Number { least: 1, most: 0, unavailable: true },
                Answers::Number { .. } => Self::Number { least: 0, most: u32::MAX, unavailable: false },
                _ => Self::Choice {
                    values: choice_of(fact, (0..choices(fact)).filter(|_| !met)),
                    unavailable: met,
                },
            },
            (Accepts::Includes(values), true) | (Accepts::IncludesNone(values), false) => {
                Self::Includes(mask(values))
            }
            (Accepts::Includes(values), false) | (Accepts::IncludesNone(values), true) => {
                Self::Excludes(mask(values))
            }
        }
    }

    /// Whether it takes a known answer, given as the fact's words in a case.
    pub(super) fn takes(&self, words: &[u64]) -> bool {
        match self {
            Self::Number { unavailable, .. } | Self::Choice { unavailable, .. }
                if words[0] == UNAVAILABLE =>
            {
                *unavailable
            }
            Self::Number { least, most, .. } => (u64::from(*least)..=u64::from(*most)).contains(&words[0]),
            Self::Choice { values, .. } => bits::has(values, words[0] as usize),
            Self::Includes(mask) => bits::share(words, mask),
            Self::Excludes(mask) => !bits::share(words, mask),
        }
    }
}

impl Domain {
    /// Everything the fact can become: nothing where it will not change. An unknown fact can have any answer.
    pub(super) fn whole(vocabulary: &Vocabulary, id: FactId, case: &Case) -> Option<Self> {
        let fact = vocabulary.fact(id);
        let known = case.knows(id);
        if known && fact.change == Change::Fixed {
            return None;
        }
        // A score that exists does not cease to exist.
        let unavailable = fact.unavailable.is_some() && !known;
        Some(match &fact.answers {
            Answers::Number { minimum, maximum, .. } => {
                let (mut least, mut most) = (*minimum, *maximum);
                if fact.change == Change::Time
                    && let Some(now) = case.number(vocabulary, id)
                {
                    if fact.falls { most = now } else { least = now }
                }
                Self::Number { least, most, unavailable }
            }
            Answers::YesNo | Answers::OneOf(_) => {
                Self::Choice { values: choice_of(fact, 0..choices(fact)), unavailable }
            }
            Answers::AnyOf(_) => Self::List { with: vec![0; fact.words()], without: vec![0; fact.words()] },
        })
    }

    /// What is left of it under a test. A test for one of several listed values is met by `value`.
    pub(super) fn under(&self, takes: &Takes, value: Option<usize>) -> Option<Self> {
        match (self, takes) {
            (
                Self::Number { least, most, unavailable },
                Takes::Number { least: low, most: high, unavailable: none },
            ) => {
                let (least, most) = (*least.max(low), *most.min(high));
                let unavailable = *unavailable && *none;
                (least <= most || unavailable).then_some(Self::Number { least, most, unavailable })
            }
            (Self::Choice { values, unavailable }, Takes::Choice { values: taken, unavailable: none }) => {
                let values: Vec<u64> = values.iter().zip(taken).map(|(all, taken)| all & taken).collect();
                let unavailable = *unavailable && *none;
                (unavailable || bits::count(&values) > 0).then_some(Self::Choice { values, unavailable })
            }
            (Self::List { with, without }, Takes::Includes(_)) => {
                let value = value?;
                (!bits::has(without, value)).then(|| {
                    let mut with = with.clone();
                    bits::set(&mut with, value);
                    Self::List { with, without: without.clone() }
                })
            }
            (Self::List { with, without }, Takes::Excludes(mask)) => (!bits::share(with, mask)).then(|| {
                let mut without = without.clone();
                bits::add(&mut without, mask);
                Self::List { with: with.clone(), without }
            }),
            _ => None,
        }
    }

    /// Writes the answer nearest to the original one into a case.
    pub(super) fn write_nearest(
        &self,
        vocabulary: &Vocabulary,
        id: FactId,
        original: &Case,
        case: &mut Case,
    ) {
        let was = original.knows(id).then(|| original.words_of(vocabulary, id));
        match self {
            Self::List { with, without } => {
                let mut words: Vec<u64> = was.map_or_else(|| vec![0; with.len()], <[u64]>::to_vec);
                bits::add(&mut words, with);
                for (word, less) in words.iter_mut().zip(without) {
                    *word &= !less;
                }
                case.set_words(vocabulary, id, &words);
            }
            Self::Number { least, most, .. } if least <= most => {
                let word = match original.number(vocabulary, id) {
                    Some(now) => now.clamp(*least, *most),
                    None => self.line(vocabulary.fact(id)),
                };
                case.set_words(vocabulary, id, &[u64::from(word)]);
            }
            Self::Choice { values, .. } if bits::count(values) > 0 => {
                let now = was.map_or(0, |words| words[0]);
                let nearest = bits::ones(values).min_by_key(|value| now.abs_diff(*value as u64));
                case.set_words(vocabulary, id, &[nearest.unwrap_or(0) as u64]);
            }
            Self::Number { .. } | Self::Choice { .. } => case.set_words(vocabulary, id, &[UNAVAILABLE]),
        }
    }

    /// The end of a range of numbers that a line of the catalogue made.
    fn line(&self, fact: &Fact) -> u32 {
        match (self, &fact.answers) {
            (Self::Number { least, most, .. }, Answers::Number { minimum, maximum, .. }) => {
                if least <= minimum && most < maximum { *most } else { *least }
            }
            _ => 0,
        }
    }
}
