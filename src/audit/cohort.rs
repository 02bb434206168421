//! A cube of profiles as a person reads it, and as a machine does.

use serde_json::{Value, json};

use super::cube::Cube;
use super::space::{Cell, Space};
use crate::catalogue::Fact;
use crate::text::wording::{list, list_or};

/// What a cohort's answers to one fact have to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrowed {
    /// The fact, as an index into [`Space::facts`].
    pub fact: usize,
    /// Which answers, in words: `male`, `under 25`, `includes finance`.
    pub says: String,
    /// The same for machines.
    pub json: Value,
}

/// What a cube asks of each fact that it narrows, in the order of the facts.
#[must_use]
pub fn narrowed(space: &Space, cube: &Cube) -> Vec<Narrowed> {
    let mut all: Vec<Narrowed> = Vec::new();
    let mut at = 0;
    while let Some(level) = space.levels.get(at) {
        let fact = level.fact;
        let end = at + space.levels[at..].iter().take_while(|level| level.fact == fact).count();
        let narrow: Vec<usize> = (at..end).filter(|level| !space.diagram.allows_all(cube, *level)).collect();
        if let Some(first) = narrow.first() {
            all.push(if level.value.is_some() {
                several(space, cube, fact, &narrow)
            } else {
                single(space, cube, fact, *first)
            });
        }
        at = end;
    }
    all
}

/// What a cube asks, on one line: `Gender: male; OGRS3 score: under 25`.
#[must_use]
pub fn line(space: &Space, cube: &Cube) -> String {
    let parts: Vec<String> = narrowed(space, cube)
        .iter()
        .map(|narrowed| format!("{}: {}", space.facts[narrowed.fact].name, narrowed.says))
        .collect();
    if parts.is_empty() { "everybody".to_owned() } else { parts.join("; ") }
}

/// What a cube asks, by the key of the fact.
#[must_use]
pub fn json(space: &Space, cube: &Cube) -> Value {
    let each = narrowed(space, cube).into_iter();
    Value::Object(each.map(|narrowed| (space.facts[narrowed.fact].key.clone(), narrowed.json)).collect())
}

fn value_name(fact: &Fact, value: u16) -> &str {
    fact.values().get(usize::from(value)).map_or("", |value| value.name.as_str())
}

fn value_key(fact: &Fact, value: u16) -> &str {
    fact.values().get(usize::from(value)).map_or("", |value| value.key.as_str())
}

/// A fact that takes several values: those that hold, and those that do not.
fn several(space: &Space, cube: &Cube, index: usize, levels: &[usize]) -> Narrowed {
    let fact = &space.facts[index];
    let those = |holds: usize| -> Vec<u16> {
        let allows = |level: usize, cell| space.diagram.allows(cube, level, cell);
        let chosen = levels.iter().filter(|level| allows(**level, holds) && !allows(**level, 1 - holds));
        chosen.filter_map(|level| space.levels[*level].value).collect()
    };
    let (with, without) = (those(1), those(0));
    let names = |values: &[u16]| values.iter().map(|v| value_name(fact, *v)).collect::<Vec<_>>();
    let keys = |values: &[u16]| values.iter().map(|v| value_key(fact, *v)).collect::<Vec<_>>();
    let mut parts = Vec::new();
    if !with.is_empty() {
        parts.push(format!("includes {}", list(&names(&with))));
    }
    if !without.is_empty() {
        parts.push(format!("does not include {}", list_or(&names(&without))));
    }
    Narrowed {
        fact: index,
        says: parts.join(", "),
        json: json!({"includes": keys(&with), "includes-none": keys(&without)}),
    }
}

/// A fact with one answer.
fn single(space: &Space, cube: &Cube, index: usize, level: usize) -> Narrowed {
    let fact = &space.facts[index];
    let cells = &space.levels[level].cells;
    let allowed: Vec<Cell> = cells
        .iter()
        .enumerate()
        .filter(|(at, _)| space.diagram.allows(cube, level, *at))
        .map(|(_, cell)| *cell)
        .collect();
    let mut says: Vec<String> = Vec::new();
    let (mut values, mut ranges) = (Vec::new(), Vec::<(u32, u32)>::new());
    for cell in &allowed {
        match *cell {
            Cell::YesNo(yes) => {
                says.push(if yes { "yes" } else { "no" }.to_owned());
                values.push(json!(yes));
            }
            Cell::Value(value) => {
                says.push(value_name(fact, value).to_owned());
                values.push(json!(value_key(fact, value)));
            }
            Cell::Unavailable => values.push(json!("unavailable")),
            Cell::Range(from, to) => match ranges.last_mut() {
                Some(last) if last.1 + 1 == from => last.1 = to,
                _ => ranges.push((from, to)),
            },
            Cell::Holds(_) => {}
        }
    }
    let ends = (cells.iter().find_map(first_number), cells.iter().rev().find_map(last_number));
    says.extend(ranges.iter().map(|range| range_says(*range, ends)));
    if allowed.contains(&Cell::Unavailable) {
        says.push(fact.unavailable.clone().unwrap_or_else(|| "unavailable".to_owned()));
    }
    let left_out: Vec<u16> = cells
        .iter()
        .filter(|cell| !allowed.contains(cell))
        .filter_map(|cell| if let Cell::Value(value) = cell { Some(*value) } else { None })
        .collect();
    let short = left_out.len() * 2 < says.len() && left_out.len() + allowed.len() == cells.len();
    let words = if short {
        let names: Vec<&str> = left_out.iter().map(|value| value_name(fact, *value)).collect();
        format!("not {}", list_or(&names))
    } else {
        list_or(&says)
    };
    let json = if ranges.is_empty() {
        json!({"is": values})
    } else {
        let ranges: Vec<Value> =
            ranges.iter().map(|(from, to)| json!({"at-least": from, "at-most": to})).collect();
        json!({"ranges": ranges, "is": values})
    };
    Narrowed { fact: index, says: words, json }
}

fn first_number(cell: &Cell) -> Option<u32> {
    if let Cell::Range(from, _) = cell { Some(*from) } else { None }
}

fn last_number(cell: &Cell) -> Option<u32> {
    if let Cell::Range(_, to) = cell { Some(*to) } else { None }
}

fn range_says((from, to): (u32, u32), ends: (Option<u32>, Option<u32>)) -> String {
    match (ends.0 == Some(from), ends.1 == Some(to)) {
        (true, true) => "any number".to_owned(),
        (true, false) => format!("under {}", to + 1),
        (false, true) => format!("{from} or more"),
        (false, false) if from == to => from.to_string(),
        (false, false) => format!("{from} to {to}"),
    }
}

/// A number of profiles in words: exact up to a million, then to two figures.
#[must_use]
pub fn many(profiles: f64) -> String {
    if profiles < 1e6 {
        let digits = format!("{profiles:.0}");
        let bytes = digits.as_bytes();
        let mut said = String::new();
        for (at, digit) in bytes.iter().enumerate() {
            if at > 0 && (bytes.len() - at).is_multiple_of(3) {
                said.push(',');
            }
            said.push(char::from(*digit));
        }
        return said;
    }
    let written = format!("{profiles:.1e}");
    match written.split_once('e') {
        Some((figures, power)) => format!("about {figures} × 10^{power}"),
        None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_counts_read_as_people_say_them() {
        let ends = (Some(0), Some(100));
        assert_eq!(range_says((0, 24), ends), "under 25");
        assert_eq!(range_says((25, 49), ends), "25 to 49");
        assert_eq!(range_says((50, 100), ends), "50 or more");
        assert_eq!(range_says((7, 7), ends), "7");
        assert_eq!(many(1_250.0), "1,250");
        assert_eq!(many(999.0), "999");
        assert_eq!(many(2_500_000.0), "about 2.5 × 10^6");
    }
}
