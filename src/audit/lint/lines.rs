//! Lines drawn through numbers: a value that falls between two of them, or on both sides.

use super::Look;
use crate::catalogue::{Accepts, Condition, FactId, OfferId};
use crate::ids;
use crate::text::problem::Problem;
use crate::text::source::Place;

/// A line of one offer: up to a number, or from a number.
struct DrawnLine {
    offer: OfferId,
    /// The `any` that it is one way into, by its own place.
    way_into: Option<Place>,
    fact: FactId,
    at_most: bool,
    number: u32,
    place: Place,
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    let mut lines = Vec::new();
    for (id, offer) in ids::numbered(&look.catalogue.offers) {
        for criterion in &offer.criteria {
            lines_of(&criterion.when, id, None, &mut lines);
        }
    }
    for below in lines.iter().filter(|line| line.at_most) {
        for above in lines.iter().filter(|line| !line.at_most && line.fact == below.fact) {
            if below.place == above.place || !belong_together(look, below.offer, above.offer) {
                continue;
            }
            let fact = look.catalogue.fact(below.fact);
            if above.number == below.number + 2 {
                let message = format!("{} of `{}` is on neither side", below.number + 1, fact.key);
                found.push(
                    Problem::new("hole", message)
                        .at(above.place)
                        .and_at(below.place, format!("this ends at {}", below.number))
                        .help(format!("start at {}, or say why the value is left out", below.number + 1)),
                );
            } else if above.number == below.number || both_ways(below, above) {
                let message = if above.number == below.number {
                    format!("{} of `{}` is on both sides", below.number, fact.key)
                } else {
                    format!("{} to {} of `{}` are on both sides", above.number, below.number, fact.key)
                };
                found.push(
                    Problem::new("overlap", message)
                        .at(above.place)
                        .and_at(below.place, format!("this ends at {}", below.number))
                        .help(format!("start at {}, or end before it", below.number + 1)),
                );
            }
        }
    }
}

/// Notes the lines of a condition. `way_into` is the `any` whose part it is, if any.
fn lines_of(condition: &Condition, offer: OfferId, way_into: Option<Place>, lines: &mut Vec<DrawnLine>) {
    match condition {
        Condition::Test(test) => {
            let (at_most, number) = match test.accepts {
                Accepts::AtMost(number) => (true, number),
                Accepts::AtLeast(number) => (false, number),
                _ => return,
            };
            lines.push(DrawnLine { offer, way_into, fact: test.fact, at_most, number, place: test.place });
        }
        Condition::Any(parts) => {
            let group = condition.tests().first().map(|test| test.place);
            parts.iter().for_each(|part| lines_of(part, offer, group, lines));
        }
        Condition::All(parts) => parts.iter().for_each(|part| lines_of(part, offer, None, lines)),
        Condition::Not(part) => lines_of(part, offer, None, lines),
        Condition::Always => {}
    }
}

/// Whether the two lines are ways into one criterion that overlap.
fn both_ways(below: &DrawnLine, above: &DrawnLine) -> bool {
    below.way_into.is_some() && below.way_into == above.way_into && above.number < below.number
}

/// One offer, or two of the same kind that work on the same: their lines divide the same people.
fn belong_together(look: &Look<'_>, one: OfferId, other: OfferId) -> bool {
    let [first, second] = [one, other].map(|id| look.catalogue.offer(id));
    one == other
        || (first.kind == second.kind && first.targets.iter().any(|target| second.targets.contains(target)))
}
