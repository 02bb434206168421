//! The values a fact may be changed to, as a test leaves them and nearest to the present one first.

use crate::case::{Case, UNAVAILABLE};
use crate::catalogue::fact::Direction;
use crate::catalogue::{Accepts, Answer, Answers, Change, Fact, FactId, Taken, Vocabulary};
use crate::ids::{Id, Members, Only, Set, SetRef, ValueId};

/// What a test takes of one fact. A range whose least is above its most takes no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Numbers, and whether it takes that no score exists.
    Number { least: u32, most: u32, unavailable: bool },
    /// Values of a single choice (for yes-no facts 0 is no and 1 yes), and whether it takes that none exists.
    Choice { values: Set<ValueId>, unavailable: bool },
    /// A list with at least one of these.
    Includes(Set<ValueId>),
    /// A list with none of these.
    Excludes(Set<ValueId>),
}

/// What a changed fact may become.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Domain {
    /// As in [`Takes`].
    Number { least: u32, most: u32, unavailable: bool },
    /// As in [`Takes`].
    Choice { values: Set<ValueId>, unavailable: bool },
    /// The present list with some values added and some taken away.
    List { with: Set<ValueId>, without: Set<ValueId> },
}

/// Every value of a single choice.
fn choices(fact: &Fact) -> Set<ValueId> {
    Set::full(if matches!(fact.answers, Answers::YesNo) { 2 } else { fact.values().len() })
}

impl Takes {
    /// What makes a test met, or known not to be met: any one of these.
    pub(super) fn of(fact: &Fact, accepts: &Accepts, met: bool) -> Vec<Self> {
        let set = |values: &[u16]| values.iter().copied().map(ValueId).collect();
        let none = Set::default;
        let any = match (accepts.taken(), met) {
            (Taken::Numbers(least, most), true) => Self::Number { least, most, unavailable: false },
            (Taken::Numbers(least, most), false) => return beyond(least, most),
            (Taken::Choice(values), true) => Self::Choice { values: set(values), unavailable: false },
            (Taken::Choice(values), false) => {
                let values = choices(fact).minus(&set(values)).to_set();
                Self::Choice { values, unavailable: true }
            }
            (Taken::NoScore, _) => match fact.answers {
                Answers::Number { .. } if met => Self::Number { least: 1, most: 0, unavailable: true },
                Answers::Number { .. } => Self::Number { least: 0, most: u32::MAX, unavailable: false },
                _ => Self::Choice { values: if met { none() } else { choices(fact) }, unavailable: met },
            },
            (Taken::SomeOf(values), true) | (Taken::NoneOf(values), false) => Self::Includes(set(values)),
            (Taken::SomeOf(values), false) | (Taken::NoneOf(values), true) => Self::Excludes(set(values)),
        };
        vec![any]
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
            Self::Choice { values, .. } => {
                ValueId::of(words[0] as usize).is_some_and(|value| values.has(value))
            }
            Self::Includes(some) => some.shares(SetRef::new(words)),
            Self::Excludes(none) => !none.shares(SetRef::new(words)),
        }
    }
}

/// The direction in which another answer than a known one is worth naming, where only one is. Time alone takes a number up.
fn worth_naming(fact: &Fact) -> Option<Direction> {
    fact.direction.or_else(|| (fact.change == Change::Time).then_some(Direction::Up))
}

/// What is below and what is above some numbers; that no score exists is neither among them.
fn beyond(least: u32, most: u32) -> Vec<Takes> {
    let below = least.checked_sub(1).map(|last| (0, last));
    let above = most.checked_add(1).map(|first| (first, u32::MAX));
    let sides: Vec<(u32, u32)> = below.into_iter().chain(above).collect();
    // Where there is no number on either side, it is still not met that there is no score.
    let sides = if sides.is_empty() { vec![(1, 0)] } else { sides };
    sides.into_iter().map(|(least, most)| Takes::Number { least, most, unavailable: true }).collect()
}

impl Domain {
    /// Everything the fact can become: nothing where it will not change. A known answer changes in the direction that the
    /// catalogue has as worth naming; an unknown fact can have any answer.
    pub(super) fn whole(vocabulary: &Vocabulary, id: FactId, case: &Case) -> Option<Self> {
        let fact = vocabulary.fact(id);
        let known = case.knows(id);
        if known && fact.change == Change::Fixed {
            return None;
        }
        // A score that exists does not cease to exist.
        let unavailable = fact.unavailable.is_some() && !known;
        let now = case.number(vocabulary, id);
        // That an offer is out of reach is for somebody to say: no route supposes it.
        let direction = worth_naming(fact).filter(|_| known || fact.lists_offers);
        let least_and_most = |minimum: u32, maximum: u32| match (direction, now) {
            (Some(Direction::Up), Some(now)) => (now, maximum),
            (Some(Direction::Down), Some(now)) => (minimum, now),
            _ => (minimum, maximum),
        };
        Some(match &fact.answers {
            Answers::Number { minimum, maximum, .. } => {
                let (least, most) = least_and_most(*minimum, *maximum);
                Self::Number { least, most, unavailable }
            }
            Answers::YesNo | Answers::OneOf(_) => {
                let (least, most) = least_and_most(0, u32::MAX);
                let in_range = |value: &ValueId| (least..=most).contains(&u32::from(value.0));
                Self::Choice { values: choices(fact).iter().filter(in_range).collect(), unavailable }
            }
            Answers::AnyOf(values) => {
                let present = if known { case.words_of(vocabulary, id) } else { &[] };
                Self::list(values.len(), SetRef::new(present), direction)
            }
        })
    }

    /// The lists that a present list can become: with more values, with fewer, or either.
    fn list(values: usize, present: SetRef<'_, ValueId>, direction: Option<Direction>) -> Self {
        let absent = || Set::full(values).minus(present).to_set();
        match direction {
            Some(Direction::Up) => Self::List { with: present.to_set(), without: Set::default() },
            Some(Direction::Down) => Self::List { with: Set::default(), without: absent() },
            None => Self::List { with: Set::default(), without: Set::default() },
        }
    }

    /// What is left of it under a test. A test for one of several listed values is met by `value`.
    pub(super) fn under(&self, takes: &Takes, value: Option<ValueId>) -> Option<Self> {
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
                let values = values.and(taken).to_set();
                let unavailable = *unavailable && *none;
                (unavailable || !values.is_empty()).then_some(Self::Choice { values, unavailable })
            }
            (Self::List { with, without }, Takes::Includes(_)) => {
                let value = value?;
                (!without.has(value))
                    .then(|| Self::List { with: with.or(Only(value)).to_set(), without: without.clone() })
            }
            (Self::List { with, without }, Takes::Excludes(none)) => (!with.shares(none))
                .then(|| Self::List { with: with.clone(), without: without.or(none).to_set() }),
            _ => None,
        }
    }

    /// Whether some answer is left of it under a test.
    pub(super) fn allows(&self, takes: &Takes) -> bool {
        match (self, takes) {
            (Self::List { without, .. }, Takes::Includes(some)) => !some.is_within(without),
            (domain, takes) => domain.under(takes, None).is_some(),
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
                let listed = SetRef::new(was.unwrap_or(&[])).or(with).minus(without);
                let values = listed.iter().map(|value: ValueId| value.0).collect();
                case.set(vocabulary, id, &Answer::AnyOf(values));
            }
            Self::Number { least, most, .. } if least <= most => {
                let word = match original.number(vocabulary, id) {
                    Some(now) => now.clamp(*least, *most),
                    None => self.line(vocabulary.fact(id)),
                };
                case.set_words(vocabulary, id, &[u64::from(word)]);
            }
            Self::Choice { values, .. } if !values.is_empty() => {
                let now = was.map_or(0, |words| words[0]);
                let numbers = values.iter().map(|value| u64::from(value.0));
                let nearest = numbers.min_by_key(|number| now.abs_diff(*number));
                case.set_words(vocabulary, id, &[nearest.unwrap_or(0)]);
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
