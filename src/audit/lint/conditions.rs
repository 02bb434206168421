//! Conditions that decide nothing: never met, never failing, said twice, or an exception that cannot apply.

use super::Look;
use crate::audit::diagram::{EVERYBODY, NOBODY, Profiles};
use crate::catalogue::{Accepts, Answers, Condition, Criterion};
use crate::text::problem::Problem;
use crate::text::source::Place;

pub(super) fn check(look: &mut Look<'_>, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    for (at, offer) in catalogue.offers.iter().enumerate() {
        // Where nobody at all is eligible, that is what is wrong, and not each exception.
        let open = look.eligible[at] != NOBODY;
        let sets: Vec<(Profiles, Profiles)> =
            offer.criteria.iter().map(|criterion| both(look, criterion)).collect();
        for (index, criterion) in offer.criteria.iter().enumerate() {
            criterion_alone(look, criterion, sets[index], found);
            let others: Vec<Profiles> = sets
                .iter()
                .enumerate()
                .filter(|(other, _)| open && *other != index)
                .map(|(_, (_, met))| *met)
                .collect();
            exception_applies(look, criterion, sets[index].0, &others, found);
            implied(look, &offer.criteria, &sets, index, found);
        }
        let vehicle = look.space.met(0, &offer.vehicle.when);
        if vehicle == NOBODY {
            let message = format!("`{}` never has anything to be delivered under", offer.id);
            found.push(
                Problem::new("never-met", message)
                    .at(offer.place)
                    .help("look at the conditions of its `vehicle`"),
            );
        }
        spare_parts(look, &offer.vehicle.when, found);
    }
    for target in &catalogue.targets {
        let present = look.space.met(0, &target.present);
        if present == NOBODY && target.also_once_included.is_empty() {
            let message = format!("nothing can make the target `{}` present", target.id);
            found.push(Problem::new("never-present", message).at(target.place).help("look at its `present`"));
        }
        spare_parts(look, &target.present, found);
    }
}

/// Everybody who meets a criterion's condition, and everybody who meets it or its exception.
fn both(look: &mut Look<'_>, criterion: &Criterion) -> (Profiles, Profiles) {
    let when = look.space.met(0, &criterion.when);
    let Some(exception) = &criterion.exception else { return (when, when) };
    let exception = look.space.met(0, &exception.when);
    (when, look.space.diagram.or(when, exception))
}

fn criterion_alone(
    look: &mut Look<'_>,
    criterion: &Criterion,
    (when, _): (Profiles, Profiles),
    found: &mut Vec<Problem>,
) {
    let place = place_of(&criterion.when, criterion.place);
    if when == NOBODY {
        let message = format!("nobody can meet the criterion `{}`", criterion.id);
        found.push(
            Problem::new("never-met", message)
                .at(place)
                .help("the parts of its condition rule each other out"),
        );
    } else if when == EVERYBODY && !is_the_facts_own_limit(look, &criterion.when) {
        let message = format!("everybody meets the criterion `{}`", criterion.id);
        found.push(
            Problem::new("never-fails", message)
                .at(place)
                .help("leave the criterion out, or narrow its condition"),
        );
    }
    spare_parts(look, &criterion.when, found);
}

/// A line at the very end of what a fact allows states for the record whom an offer is for, and is no slip.
fn is_the_facts_own_limit(look: &Look<'_>, condition: &Condition) -> bool {
    let Condition::Test(test) = condition else { return false };
    match (&test.accepts, &look.catalogue.fact(test.fact).answers) {
        (Accepts::AtLeast(number), Answers::Number { minimum, .. }) => number == minimum,
        (Accepts::AtMost(number), Answers::Number { maximum, .. }) => number == maximum,
        _ => false,
    }
}

fn exception_applies(
    look: &mut Look<'_>,
    criterion: &Criterion,
    when: Profiles,
    others: &[Profiles],
    found: &mut Vec<Problem>,
) {
    let Some(exception) = &criterion.exception else { return };
    let mut left = look.space.diagram.not(when);
    let excepted = look.space.met(0, &exception.when);
    left = look.space.diagram.and(left, excepted);
    for other in others {
        left = look.space.diagram.and(left, *other);
    }
    if left == NOBODY && when != EVERYBODY {
        let message = format!("the exception of the criterion `{}` can never apply", criterion.id);
        found.push(
            Problem::new("idle-exception", message)
                .at(place_of(&exception.when, criterion.place))
                .and_at(criterion.place, "the criterion")
                .help("whoever does not meet the criterion does not meet the exception either, or fails another criterion"),
        );
    }
}

fn implied(
    look: &mut Look<'_>,
    criteria: &[Criterion],
    sets: &[(Profiles, Profiles)],
    index: usize,
    found: &mut Vec<Problem>,
) {
    let own = sets[index].0;
    if own == EVERYBODY || own == NOBODY {
        return;
    }
    for (other, criterion) in criteria.iter().enumerate() {
        // A rule of the kind is for all its offers; one of them may be stricter.
        if criteria[index].of_kind && !criterion.of_kind {
            continue;
        }
        let twice = sets[other].0 == own && other > index;
        let narrower = other != index
            && criterion.exception.is_none()
            && sets[other].0 != NOBODY
            && sets[other].0 != own
            && look.space.diagram.within(sets[other].0, own);
        if twice || narrower {
            let message = format!(
                "the criterion `{}` says nothing that `{}` does not say",
                criteria[index].id, criterion.id
            );
            found.push(
                Problem::new("implied-criterion", message)
                    .at(place_of(&criteria[index].when, criteria[index].place))
                    .and_at(place_of(&criterion.when, criterion.place), "whoever meets this meets the other")
                    .help("leave out the criterion that is implied"),
            );
            return;
        }
    }
}

/// Notes each part of an `all` or `any` that could be left out without a change.
fn spare_parts(look: &mut Look<'_>, condition: &Condition, found: &mut Vec<Problem>) {
    let (parts, all) = match condition {
        Condition::All(parts) => (parts, true),
        Condition::Any(parts) => (parts, false),
        Condition::Not(part) => return spare_parts(look, part, found),
        Condition::Always | Condition::Test(_) => return,
    };
    let whole = look.space.met(0, condition);
    for (index, part) in parts.iter().enumerate() {
        spare_parts(look, part, found);
        let mut rest = parts.clone();
        rest.remove(index);
        if rest.is_empty() {
            continue;
        }
        let without = look.space.met(0, &if all { Condition::All(rest) } else { Condition::Any(rest) });
        if without == whole && whole != NOBODY && !is_the_facts_own_limit(look, part) {
            let word = if all { "all" } else { "any" };
            if let Some(place) = first_place(part) {
                found.push(
                    Problem::new("spare-part", format!("this part of `{word}` changes nothing"))
                        .at(place)
                        .help("the other parts say it already"),
                );
                return;
            }
        }
    }
}

fn first_place(condition: &Condition) -> Option<Place> {
    condition.tests().first().map(|test| test.place)
}

/// The first test of a condition, or the place around it.
pub(super) fn place_of(condition: &Condition, around: Place) -> Place {
    first_place(condition).unwrap_or(around)
}
