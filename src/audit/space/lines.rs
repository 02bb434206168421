//! Where a space is cut: the facts of its catalogues together, the lines that their rules draw, and the cells between them.

use super::Cell;
use crate::catalogue::{Answers, Catalogue, Condition, Fact, Taken};

/// How one catalogue's numbers for a fact and its values relate to those of the space.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    /// Which of the space's facts it is.
    pub(super) fact: usize,
    /// The number of each of its values in the space.
    pub(super) values: Vec<u16>,
}

/// Stands for a value that the space's fact does not have: no fact has so many.
const NO_VALUE: u16 = u16::MAX;

/// What the rules ask about one fact.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    pub(super) read: bool,
    /// First numbers of cells.
    starts: Vec<u32>,
    /// Values asked about.
    values: Vec<u16>,
}

/// The facts of all catalogues, and how each catalogue's own numbers relate to them.
pub(super) fn merge(catalogues: &[&Catalogue]) -> (Vec<Fact>, Vec<Vec<Mapped>>) {
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
            let values =
                fact.values().iter().map(|value| position(&value.key).map_or(NO_VALUE, |index| index as u16));
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

pub(super) fn note_what_is_asked(catalogue: &Catalogue, map: &[Mapped], asked: &mut [Cuts]) {
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
        asked.starts.extend(test.accepts.cuts());
        if let Taken::SomeOf(values) | Taken::NoneOf(values) = test.accepts.taken() {
            let values = values.iter().filter_map(|value| mapped.values.get(usize::from(*value)).copied());
            asked.values.extend(values);
        }
    }
}

/// The levels of one fact, each with its cells.
pub(super) fn cells(fact: &Fact, asked: &mut Cuts) -> Vec<(Option<u16>, Vec<Cell>)> {
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
pub(super) fn weight(cell: &Cell) -> f64 {
    match cell {
        Cell::Range(from, to) => f64::from(to - from) + 1.0,
        _ => 1.0,
    }
}

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
