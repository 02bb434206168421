//! Lines drawn through numbers: a value that falls between two of them, or on both sides.

use super::Look;
use crate::catalogue::{Accepts, FactId, OfferId};
use crate::problem::Problem;
use crate::source::Place;

/// A line of one offer: up to a number, or from a number.
struct Line {
    offer: OfferId,
    fact: FactId,
    at_most: bool,
    number: u32,
    place: Place,
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    let mut lines = Vec::new();
    for (index, offer) in look.catalogue.offers.iter().enumerate() {
        for test in offer.criteria.iter().flat_map(|criterion| criterion.when.tests()) {
            let (at_most, number) = match test.accepts {
                Accepts::AtMost(number) => (true, number),
                Accepts::AtLeast(number) => (false, number),
                _ => continue,
            };
            lines.push(Line {
                offer: OfferId::from(index),
                fact: test.fact,
                at_most,
                number,
                place: test.place,
            });
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
            } else if above.number == below.number {
                let message = format!("{} of `{}` is on both sides", below.number, fact.key);
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

/// One offer, or two of the same kind that work on the same: their lines divide the same people.
fn belong_together(look: &Look<'_>, one: OfferId, other: OfferId) -> bool {
    let [first, second] = [one, other].map(|id| look.catalogue.offer(id));
    one == other
        || (first.kind == second.kind && first.targets.iter().any(|target| second.targets.contains(target)))
}
