//! Offers as wholes: reachable by somebody, told apart from each other, and not at odds with what they relate to.

use super::Look;
use crate::catalogue::{Availability, Offer, OfferId};
use crate::owner::diagram::{NOBODY, Set};
use crate::problem::Problem;

pub(super) fn check(look: &mut Look<'_>, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    for (index, offer) in catalogue.offers.iter().enumerate() {
        reachable(look, OfferId::from(index), found);
        relations(look, offer, found);
    }
    for one in 0..catalogue.offers.len() {
        for other in one + 1..catalogue.offers.len() {
            twins(look, OfferId::from(one), OfferId::from(other), found);
        }
    }
}

fn reachable(look: &mut Look<'_>, id: OfferId, found: &mut Vec<Problem>) {
    let offer = look.catalogue.offer(id);
    let Availability::Windows(windows) = &offer.availability else { return };
    if windows.iter().all(|window| !window.community) {
        return;
    }
    let needs = look.needs(id);
    if needs == NOBODY {
        let message = format!("nothing can make a target of `{}` present", offer.id);
        found.push(Problem::new("never-present", message).at(offer.place).help("look at what it works on"));
        return;
    }
    let can = look.space.can(0, look.catalogue, offer, None);
    if look.space.diagram.and(can, needs) == NOBODY {
        let message = format!("`{}` can never be included or considered for anybody", offer.id);
        found.push(
            Problem::new("never-included", message)
                .at(offer.place)
                .help("its criteria, its regions, its vehicle and what it works on rule each other out"),
        );
    }
}

fn twins(look: &mut Look<'_>, one: OfferId, other: OfferId, found: &mut Vec<Problem>) {
    let [first, second] = [one, other].map(|id| look.catalogue.offer(id));
    let mut targets = [first.targets.clone(), second.targets.clone()];
    targets.iter_mut().for_each(|targets| targets.sort());
    let alike = first.kind == second.kind && targets[0] == targets[1];
    let superseded = first.superseded_by == Some(other) || second.superseded_by == Some(one);
    if !alike || superseded || look.eligible[one.index()] != look.eligible[other.index()] {
        return;
    }
    let places: [Set; 2] = [first, second].map(|offer| look.space.available(0, look.catalogue, offer, None));
    if look.space.diagram.and(places[0], places[1]) != NOBODY && in_force_together(first, second) {
        let message =
            format!("`{}` and `{}` are for the same people and work on the same", first.id, second.id);
        found.push(
            Problem::new("same-criteria", message)
                .at(second.place)
                .and_at(first.place, "the other one")
                .help("say in the criteria or targets what tells them apart, or whether one supersedes the other"),
        );
    }
}

/// Whether two offers have windows that share a day.
fn in_force_together(one: &Offer, other: &Offer) -> bool {
    let (Availability::Windows(one), Availability::Windows(other)) = (&one.availability, &other.availability)
    else {
        return false;
    };
    one.iter().any(|a| {
        other.iter().any(|b| {
            let before = |until: Option<jiff::civil::Date>, from: Option<jiff::civil::Date>| {
                matches!((until, from), (Some(until), Some(from)) if until <= from)
            };
            !before(a.until, b.from) && !before(b.until, a.from)
        })
    })
}

fn relations(look: &Look<'_>, offer: &Offer, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    let mut at_odds = |message: String, other: &Offer, help: &str| {
        found.push(
            Problem::new("contradictory-relation", message)
                .at(offer.place)
                .and_at(other.place, "the other offer")
                .help(help),
        );
    };
    for related in offer.follows.iter().chain(&offer.prepares_for) {
        let other = catalogue.offer(*related);
        let apart = |rule: &Offer, of: &Offer| {
            rule.not_beside.as_ref().is_some_and(|rule| rule.kinds.contains(&of.kind))
        };
        if apart(offer, other) || apart(other, offer) {
            let message =
                format!("`{}` is planned with `{}`, but may not stand beside it", offer.id, other.id);
            at_odds(message, other, "drop the relation or the rule in `not-beside`");
        }
        if !in_force_together(offer, other) && !matches!(other.availability, Availability::Never(_)) {
            let message = format!(
                "`{}` is planned with `{}`, but they are never in force together",
                offer.id, other.id
            );
            at_odds(message, other, "drop the relation, or look at the dates");
        }
        if offer.superseded_by == Some(*related) {
            let message = format!("`{}` is planned with `{}`, which takes its place", offer.id, other.id);
            at_odds(message, other, "an offer and what supersedes it are not in one plan");
        }
    }
    if let Some(successor) = offer.superseded_by {
        let other = catalogue.offer(successor);
        if other.kind != offer.kind {
            let message = format!("`{}` is superseded by `{}`, which is of another kind", offer.id, other.id);
            at_odds(message, other, "an offer is superseded by one of its own kind");
        }
        let open = matches!(&offer.availability, Availability::Windows(windows) if windows.iter().any(|w| w.until.is_none()));
        if open {
            let message =
                format!("`{}` is superseded by `{}`, but nothing says when it ends", offer.id, other.id);
            at_odds(message, other, "add `until` to its availability");
        }
    }
}
