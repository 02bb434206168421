//! Relations between offers must not run in a circle.

use crate::catalogue::offer::Offer;
use crate::entry::Faults;
use crate::ids::{self, OfferId};
use crate::text::problem::Problem;

/// Notes every circle in what comes before what, and in what takes the place of what.
pub(super) fn check(offers: &[Offer], faults: &Faults) {
    let before = |offer: &Offer| {
        let mut earlier = offer.follows.clone();
        let own = ids::find(offers, |other| std::ptr::eq(other, offer));
        let prepared_by = ids::numbered::<OfferId, _>(offers)
            .filter(|(_, other)| own.is_some_and(|own| other.prepares_for.contains(&own)));
        earlier.extend(prepared_by.map(|(id, _)| id));
        earlier
    };
    circle(offers, before, "comes after", faults);
    circle(offers, |offer| offer.superseded_by.clone(), "is superseded by", faults);
}

fn circle(offers: &[Offer], next: impl Fn(&Offer) -> Vec<OfferId>, relation: &str, faults: &Faults) {
    let mut settled = vec![false; offers.len()];
    for start in 0..offers.len() {
        let mut path = Vec::new();
        if let Some(circle) = walk(offers, &next, start, &mut path, &mut settled) {
            let names: Vec<&str> = circle.iter().map(|&offer| offers[offer].id.as_str()).collect();
            let mut problem = Problem::new(
                "circular-relation",
                format!("`{}` {relation} itself", names.join(&format!("` {relation} `"))),
            )
            .at(offers[circle[0]].place)
            .help("take one of these relations out");
            for &offer in &circle[1..] {
                problem = problem.and_at(offers[offer].place, "and through this one");
            }
            faults.report(problem);
            return;
        }
    }
}

/// Walks on from one offer; gives the circle where it meets its own path.
fn walk(
    offers: &[Offer],
    next: &impl Fn(&Offer) -> Vec<OfferId>,
    at: usize,
    path: &mut Vec<usize>,
    settled: &mut [bool],
) -> Option<Vec<usize>> {
    if settled[at] {
        return None;
    }
    if let Some(first) = path.iter().position(|&earlier| earlier == at) {
        return Some(path[first..].to_vec());
    }
    path.push(at);
    for offer in next(&offers[at]) {
        if let Some(circle) = walk(offers, next, offer.index(), path, settled) {
            return Some(circle);
        }
    }
    path.pop();
    settled[at] = true;
    None
}
