//! Every profile that the facts allow, cut at the lines that a catalogue draws.
//!
//! Answers that no rule tells apart fall into one cell: the scores from 25 to 49, or each value of a choice. A fact that takes
//! several values at once is one level for each value that a rule asks about.

use jiff::civil::Date;

use super::diagram::{Cube, Diagram, EVERYBODY, NOBODY, Set};
use crate::catalogue::{
    Accepts, Answer, Answers, Availability, Catalogue, Condition, Fact, FactId, Offer, Test,
};

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

/// How one catalogue's numbers for a fact and its values relate to those of the space.
#[derive(Clone, Debug)]
struct Mapped {
    fact: usize,
    values: Vec<u16>,
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

/// More lines are drawn through one fact than can be told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooManyLines {
    /// The fact.
    pub fact: String,
}

impl std::fmt::Display for TooManyLines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "more than 127 lines are drawn through `{}`", self.fact)
    }
}

impl std::error::Error for TooManyLines {}

/// Every condition that says who an offer is for or whether a target is present.
fn conditions(catalogue: &Catalogue) -> impl Iterator<Item = &Condition> {
    let criteria = catalogue.offers.iter().flat_map(|offer| {
        let own = offer.criteria.iter().flat_map(|criterion| {
            std::iter::once(&criterion.when).chain(criterion.exception.iter().map(|e| &e.when))
        });
        own.chain(std::iter::once(&offer.vehicle.when)).chain(offer.vehicle.one_of.iter().map(|(_, w)| w))
    });
    criteria.chain(catalogue.targets.iter().map(|target| &target.present))
}

/// What the rules ask about one fact.
#[derive(Clone, Debug, Default)]
struct Asked {
    read: bool,
    /// First numbers of cells.
    starts: Vec<u32>,
    /// Values asked about.
    values: Vec<u16>,
}

impl Space {
    /// The profiles that these catalogues tell apart. Facts and values of the same key are the same.
    ///
    /// # Errors
    ///
    /// Where so many lines are drawn through one fact that they cannot be told apart.
    pub fn new(catalogues: &[&Catalogue]) -> Result<Self, TooManyLines> {
        let (facts, maps) = merge(catalogues);
        let mut asked = vec![Asked::default(); facts.len()];
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
        if let Some(level) = levels.iter().find(|level| level.cells.len() > 128) {
            return Err(TooManyLines { fact: facts[level.fact].key.clone() });
        }
        let weights = levels.iter().map(|level| level.cells.iter().map(weight).collect()).collect();
        Ok(Self { facts, levels, diagram: Diagram::new(weights), maps, of_fact })
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

    /// Everybody for whom a condition of one of the catalogues holds, every answer being known.
    pub fn met(&mut self, catalogue: usize, condition: &Condition) -> Set {
        match condition {
            Condition::Always => EVERYBODY,
            Condition::Test(test) => self.test(catalogue, test),
            Condition::All(parts) => parts.iter().fold(EVERYBODY, |all, part| {
                let part = self.met(catalogue, part);
                self.diagram.and(all, part)
            }),
            Condition::Any(parts) => parts.iter().fold(NOBODY, |any, part| {
                let part = self.met(catalogue, part);
                self.diagram.or(any, part)
            }),
            Condition::Not(part) => {
                let part = self.met(catalogue, part);
                self.diagram.not(part)
            }
        }
    }

    /// Everybody who passes one test.
    pub fn test(&mut self, catalogue: usize, test: &Test) -> Set {
        let mapped = &self.maps[catalogue][test.fact.index()];
        let values = |listed: &[u16]| -> Vec<u16> {
            listed.iter().filter_map(|value| mapped.values.get(usize::from(*value)).copied()).collect()
        };
        let levels = self.of_fact[mapped.fact].clone();
        match &test.accepts {
            Accepts::Includes(listed) => {
                let listed = values(listed);
                self.includes(&levels, &listed)
            }
            Accepts::IncludesNone(listed) => {
                let listed = values(listed);
                let some = self.includes(&levels, &listed);
                self.diagram.not(some)
            }
            Accepts::AtLeast(number) => self.pick(&levels, |cell| match cell {
                Cell::Range(from, _) => from >= *number,
                _ => false,
            }),
            Accepts::AtMost(number) => self.pick(&levels, |cell| match cell {
                Cell::Range(_, to) => to <= *number,
                _ => false,
            }),
            Accepts::YesNo(yes) => self.pick(&levels, |cell| cell == Cell::YesNo(*yes)),
            Accepts::Unavailable => self.pick(&levels, |cell| cell == Cell::Unavailable),
            Accepts::Values(listed) => {
                let listed = values(listed);
                self.pick(&levels, |cell| matches!(cell, Cell::Value(value) if listed.contains(&value)))
            }
        }
    }

    fn pick(&mut self, levels: &[usize], wanted: impl Fn(Cell) -> bool) -> Set {
        let Some(level) = levels.first() else { return NOBODY };
        let cells = self.levels[*level].cells.iter().enumerate();
        let mask =
            cells.filter(|(_, cell)| wanted(**cell)).fold(0_u128, |mask, (index, _)| mask | 1 << index);
        self.diagram.cells(*level, mask)
    }

    fn includes(&mut self, levels: &[usize], listed: &[u16]) -> Set {
        let mut some = NOBODY;
        for level in levels {
            if self.levels[*level].value.is_some_and(|value| listed.contains(&value)) {
                let one = self.diagram.cells(*level, 0b10);
                some = self.diagram.or(some, one);
            }
        }
        some
    }

    /// Everybody in whose region an offer is in force in the community: on a day, or on any day where none is given.
    pub fn available(
        &mut self,
        index: usize,
        catalogue: &Catalogue,
        offer: &Offer,
        day: Option<Date>,
    ) -> Set {
        let Availability::Windows(windows) = &offer.availability else { return NOBODY };
        let mut somewhere = NOBODY;
        for window in windows.iter().filter(|w| w.community && day.is_none_or(|day| w.holds_on(day))) {
            if window.regions.is_empty() {
                return EVERYBODY;
            }
            let here = self.test(
                index,
                &Test {
                    fact: catalogue.policy.roles.region,
                    accepts: Accepts::Values(window.regions.clone()),
                    place: window.place,
                },
            );
            somewhere = self.diagram.or(somewhere, here);
        }
        somewhere
    }

    /// Everybody who meets every criterion of an offer, exceptions included.
    pub fn eligible(&mut self, index: usize, offer: &Offer) -> Set {
        let mut all = EVERYBODY;
        for criterion in &offer.criteria {
            let mut met = self.met(index, &criterion.when);
            if let Some(exception) = &criterion.exception {
                let excepted = self.met(index, &exception.when);
                met = self.diagram.or(met, excepted);
            }
            all = self.diagram.and(all, met);
        }
        all
    }

    /// Everybody for whom an offer can be included or considered: in force where they are, every criterion met or excepted, and
    /// a legal means of delivery, or none needed to be considered. What else the plan holds, how much time is left and what
    /// the person cannot get to are left aside.
    pub fn can(&mut self, index: usize, catalogue: &Catalogue, offer: &Offer, day: Option<Date>) -> Set {
        let available = self.available(index, catalogue, offer, day);
        let eligible = self.eligible(index, offer);
        let both = self.diagram.and(available, eligible);
        if catalogue.policy.kinds[offer.kind.index()].without_vehicle.is_some() {
            return both;
        }
        let vehicle = self.met(index, &offer.vehicle.when);
        self.diagram.and(both, vehicle)
    }

    /// Everybody who has the weeks and the rehabilitation activity days for an offer's stated duration on its own.
    pub fn has_time(&mut self, index: usize, catalogue: &Catalogue, offer: &Offer) -> Set {
        if offer.delivery.assumed {
            return EVERYBODY;
        }
        let roles = &catalogue.policy.roles;
        let at_least = |fact, number| {
            Condition::Test(Test { fact, accepts: Accepts::AtLeast(number), place: offer.place })
        };
        let weeks = self.met(index, &at_least(roles.weeks, offer.delivery.weeks));
        let Some(sessions) = offer.delivery.sessions else { return weeks };
        let days = self.met(index, &at_least(roles.rar_days, sessions));
        let (mut counted, mut rest) = (NOBODY, EVERYBODY);
        for (vehicle, when) in &offer.vehicle.one_of {
            let when = self.met(index, when);
            let here = self.diagram.and(rest, when);
            rest = self.diagram.without(rest, when);
            if catalogue.policy.vehicles[vehicle.index()].counts_rar_days {
                counted = self.diagram.or(counted, here);
            }
        }
        let free = self.diagram.not(counted);
        let enough = self.diagram.or(free, days);
        self.diagram.and(weeks, enough)
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
}

impl Space {
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
            let allowed = cube.0[at];
            allowed == self.diagram.full(at)
                || self.cell(catalogue, answers, level).is_some_and(|cell| allowed >> cell & 1 == 1)
        })
    }

    /// The profile that answers belong to: a cell for each level, the first where a fact is not answered.
    #[must_use]
    pub fn profile(&self, catalogue: usize, answers: &[(FactId, Answer)]) -> Vec<usize> {
        self.levels.iter().map(|level| self.cell(catalogue, answers, level).unwrap_or(0)).collect()
    }
}

/// The facts of all catalogues, and how each catalogue's own numbers relate to them.
fn merge(catalogues: &[&Catalogue]) -> (Vec<Fact>, Vec<Vec<Mapped>>) {
    let mut facts: Vec<Fact> = Vec::new();
    for catalogue in catalogues.iter().rev() {
        for (_, fact) in catalogue.vocabulary.iter() {
            match facts.iter_mut().find(|known| known.key == fact.key) {
                None => facts.push(fact.clone()),
                Some(known) => widen(known, fact),
            }
        }
    }
    let maps = catalogues.iter().map(|catalogue| {
        let each = catalogue.vocabulary.iter().map(|(_, fact)| {
            let index = facts.iter().position(|known| known.key == fact.key).unwrap_or(0);
            let known = facts[index].values();
            let position = |key: &str| known.iter().position(|value| value.key == key);
            let values = fact.values().iter().map(|value| {
                position(&value.key).and_then(|index| u16::try_from(index).ok()).unwrap_or(u16::MAX)
            });
            Mapped { fact: index, values: values.collect() }
        });
        each.collect()
    });
    let maps = maps.collect();
    (facts, maps)
}

/// Lets a fact take what the same fact takes in another catalogue.
fn widen(known: &mut Fact, other: &Fact) {
    if known.unavailable.is_none() {
        known.unavailable.clone_from(&other.unavailable);
    }
    match (&mut known.answers, &other.answers) {
        (Answers::Number { minimum, maximum, .. }, Answers::Number { minimum: least, maximum: most, .. }) => {
            *minimum = (*minimum).min(*least);
            *maximum = (*maximum).max(*most);
        }
        (Answers::OneOf(values) | Answers::AnyOf(values), Answers::OneOf(more) | Answers::AnyOf(more)) => {
            for value in more {
                if !values.iter().any(|known| known.key == value.key) {
                    values.push(value.clone());
                }
            }
        }
        _ => {}
    }
}

fn note_what_is_asked(catalogue: &Catalogue, map: &[Mapped], asked: &mut [Asked]) {
    let roles = &catalogue.policy.roles;
    for role in [roles.region, roles.weeks, roles.rar_days] {
        asked[map[role.index()].fact].read = true;
    }
    for offer in catalogue.offers.iter().filter(|offer| !offer.delivery.assumed) {
        asked[map[roles.weeks.index()].fact].starts.push(offer.delivery.weeks);
        asked[map[roles.rar_days.index()].fact].starts.extend(offer.delivery.sessions);
    }
    for test in conditions(catalogue).flat_map(Condition::tests) {
        let mapped = &map[test.fact.index()];
        let asked = &mut asked[mapped.fact];
        asked.read = true;
        match &test.accepts {
            Accepts::AtLeast(number) => asked.starts.push(*number),
            Accepts::AtMost(number) => asked.starts.push(number.saturating_add(1)),
            Accepts::Includes(values) | Accepts::IncludesNone(values) => asked
                .values
                .extend(values.iter().filter_map(|value| mapped.values.get(usize::from(*value)).copied())),
            Accepts::YesNo(_) | Accepts::Values(_) | Accepts::Unavailable => {}
        }
    }
}

/// The levels of one fact, each with its cells.
fn cells(fact: &Fact, asked: &mut Asked) -> Vec<(Option<u16>, Vec<Cell>)> {
    let mut cells = match &fact.answers {
        Answers::AnyOf(_) => {
            asked.values.sort_unstable();
            asked.values.dedup();
            let level = |value: &u16| (Some(*value), vec![Cell::Holds(false), Cell::Holds(true)]);
            return asked.values.iter().map(level).collect();
        }
        Answers::YesNo => vec![Cell::YesNo(false), Cell::YesNo(true)],
        Answers::OneOf(values) => (0..).take(values.len()).map(Cell::Value).collect(),
        Answers::Number { minimum, maximum, .. } => {
            asked.starts.retain(|start| start > minimum && start <= maximum);
            asked.starts.push(*minimum);
            asked.starts.sort_unstable();
            asked.starts.dedup();
            let ends = asked.starts.iter().skip(1).map(|next| next - 1).chain([*maximum]);
            asked.starts.iter().zip(ends).map(|(from, to)| Cell::Range(*from, to)).collect()
        }
    };
    if fact.unavailable.is_some() {
        cells.push(Cell::Unavailable);
    }
    vec![(None, cells)]
}

/// How many answers a cell stands for.
fn weight(cell: &Cell) -> f64 {
    match cell {
        Cell::Range(from, to) => f64::from(to - from) + 1.0,
        _ => 1.0,
    }
}
