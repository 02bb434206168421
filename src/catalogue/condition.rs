//! Conditions over facts, as the catalogue states them.

use serde::{Deserialize, Serialize};

use crate::ids::FactId;
use crate::text::source::Place;

/// A condition over facts. Evaluated in three values: see [`crate::matching`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// Holds for everyone.
    Always,
    /// One fact is put to a test.
    Test(Test),
    /// Every part holds.
    All(Vec<Self>),
    /// At least one part holds.
    Any(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
}

/// One fact and what its answer must be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Test {
    /// The fact.
    pub fact: FactId,
    /// What its answer must be.
    pub accepts: Accepts,
    /// Where it is written.
    pub place: Place,
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        self.fact == other.fact && self.accepts == other.accepts
    }
}

impl Eq for Test {}

impl std::hash::Hash for Test {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.fact, &self.accepts).hash(state);
    }
}

/// What a test accepts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Accepts {
    /// This number or a greater one.
    AtLeast(u32),
    /// This number or a lesser one.
    AtMost(u32),
    /// Yes, or no.
    YesNo(bool),
    /// One of these values, rising.
    Values(Vec<u16>),
    /// The known answer that no score exists.
    Unavailable,
    /// At least one of these values, rising.
    Includes(Vec<u16>),
    /// None of these values, rising.
    IncludesNone(Vec<u16>),
}

/// The answers that a test takes, whichever operator says so: whoever evaluates tests reads this, so that another operator is
/// another way to say one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken<'t> {
    /// Numbers from the first to the second, both included.
    Numbers(u32, u32),
    /// These values of a single choice; for yes-no facts 0 is no and 1 yes.
    Choice(&'t [u16]),
    /// The known answer that no score exists.
    NoScore,
    /// A list with at least one of these values.
    SomeOf(&'t [u16]),
    /// A list with none of these values.
    NoneOf(&'t [u16]),
}

impl Accepts {
    /// The answers that it takes.
    #[must_use]
    pub fn taken(&self) -> Taken<'_> {
        match self {
            Self::AtLeast(least) => Taken::Numbers(*least, u32::MAX),
            Self::AtMost(most) => Taken::Numbers(0, *most),
            Self::YesNo(false) => Taken::Choice(&[0]),
            Self::YesNo(true) => Taken::Choice(&[1]),
            Self::Values(values) => Taken::Choice(values),
            Self::Unavailable => Taken::NoScore,
            Self::Includes(values) => Taken::SomeOf(values),
            Self::IncludesNone(values) => Taken::NoneOf(values),
        }
    }

    /// The numbers from which a test of numbers answers otherwise than just below.
    pub fn cuts(&self) -> impl Iterator<Item = u32> + use<> {
        let (least, most) = match self.taken() {
            Taken::Numbers(least, most) => (Some(least).filter(|least| *least > 0), most.checked_add(1)),
            _ => (None, None),
        };
        least.into_iter().chain(most)
    }
}

impl Condition {
    /// Adds every fact the condition reads, in the order written, each once.
    pub fn facts_into(&self, facts: &mut Vec<FactId>) {
        match self {
            Self::Always => {}
            Self::Test(test) => {
                if !facts.contains(&test.fact) {
                    facts.push(test.fact);
                }
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|p| p.facts_into(facts)),
            Self::Not(part) => part.facts_into(facts),
        }
    }

    /// The values of a fact that it names, an entry each time.
    pub fn values_of(&self, fact: FactId) -> impl Iterator<Item = u16> {
        let tests = self.tests().into_iter().filter(move |test| test.fact == fact);
        let named = tests.map(|test| match &test.accepts {
            Accepts::Values(values) | Accepts::Includes(values) | Accepts::IncludesNone(values) => {
                values.as_slice()
            }
            _ => &[],
        });
        named.flatten().copied()
    }

    /// Every fact the condition reads, in the order written, each once.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.facts_into(&mut facts);
        facts
    }

    /// How many conditions it is, itself and every part counted.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + match self {
            Self::Always | Self::Test(_) => 0,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::size).sum(),
            Self::Not(part) => part.size(),
        }
    }

    /// Every test in the condition, in the order written.
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        self.each_test(&mut |test| tests.push(test));
        tests
    }

    /// Calls for every test in the condition, in the order written.
    pub fn each_test<'c>(&'c self, call: &mut impl FnMut(&'c Test)) {
        match self {
            Self::Always => {}
            Self::Test(test) => call(test),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_test(call)),
            Self::Not(part) => part.each_test(call),
        }
    }
}
