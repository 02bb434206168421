//! Offers as wholes: reachable by somebody, told apart from each other, and not at odds with what they relate to.

use super::Look;
use super::conditions::place_of;
use crate::audit::diagram::{NOBODY, Profiles};
use crate::catalogue::{Availability, Catalogue, KindId, Offer, OfferId};
use crate::ids;
use crate::text::problem::Problem;
use crate::text::source::Place;

pub(super) fn check(look: &mut Look<'_>, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    for (id, offer) in ids::numbered(&catalogue.offers) {
        reachable(look, id, found);
        relations(look, offer, found);
    }
    let all = || ids::all::<OfferId>(catalogue.offers.len());
    for one in all() {
        for other in all().skip(one.index() + 1) {
            twins(look, one, other, found);
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
        let problem = Problem::new("never-included", message).at(offer.place);
        found.push(match at_odds(look, offer, needs) {
            Some([one, other]) => problem
                .and_at(one.1, "whoever meets this")
                .and_at(other.1, "does not meet this")
                .help(format!("{} and {} rule each other out", one.0, other.0)),
            None => problem
                .help("its criteria, its regions, its vehicle and what it works on rule each other out"),
        });
    }
}

/// What an offer asks in one place: in words, where, and everybody who meets it.
type Demand = (String, Place, Profiles);

/// The first two things that an offer asks and that nobody meets both of.
fn at_odds(look: &mut Look<'_>, offer: &Offer, needs: Profiles) -> Option<[Demand; 2]> {
    let mut asked: Vec<Demand> = Vec::new();
    if let Availability::Windows(windows) = &offer.availability {
        let here = look.space.available(0, look.catalogue, offer, None);
        asked.extend(windows.first().map(|window| ("where it is in force".to_owned(), window.place, here)));
    }
    for criterion in &offer.criteria {
        let mut met = look.space.met(0, &criterion.when);
        if let Some(exception) = &criterion.exception {
            let excepted = look.space.met(0, &exception.when);
            met = look.space.diagram.or(met, excepted);
        }
        let place = place_of(&criterion.when, criterion.place);
        asked.push((format!("the criterion `{}`", criterion.id), place, met));
    }
    let vehicle = look.space.met(0, &offer.vehicle.when);
    asked.push(("what it is delivered under".to_owned(), offer.place, vehicle));
    asked.push(("what it works on".to_owned(), offer.place, needs));
    for (at, one) in asked.iter().enumerate() {
        for other in &asked[at + 1..] {
            if one.2 != NOBODY && other.2 != NOBODY && look.space.diagram.and(one.2, other.2) == NOBODY {
                return Some([one.clone(), other.clone()]);
            }
        }
    }
    None
}

fn twins(look: &mut Look<'_>, one: OfferId, other: OfferId, found: &mut Vec<Problem>) {
    let [first, second] = [one, other].map(|id| look.catalogue.offer(id));
    let mut targets = [first.targets.clone(), second.targets.clone()];
    targets.iter_mut().for_each(|targets| targets.sort());
    // Which of two options to propose is a judgement in any case.
    let options = first.option && second.option;
    let alike = first.kind == second.kind && targets[0] == targets[1] && !options;
    let superseded = first.superseded_by.contains(&other) || second.superseded_by.contains(&one);
    if !alike || superseded || look.eligible[one.index()] != look.eligible[other.index()] {
        return;
    }
    let places: [Profiles; 2] =
        [first, second].map(|offer| look.space.available(0, look.catalogue, offer, look.day));
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

/// An offer that may run alongside its lane and may not stand beside what is in it.
fn alongside(catalogue: &Catalogue, offer: &Offer, found: &mut Vec<Problem>) {
    for rule in offer.not_beside.iter().filter(|_| offer.alongside) {
        let lane = |kind: &KindId| catalogue.policy.kinds[kind.index()].lane;
        if let Some(kind) = rule.kinds.iter().find(|kind| lane(kind) == offer.delivery.lane) {
            let kind = &catalogue.policy.kinds[kind.index()];
            let message = format!(
                "`{}` may run alongside offers of its lane, but may not stand beside `{}`",
                offer.id, kind.id
            );
            found.push(
                Problem::new("contradictory-relation", message)
                    .at(offer.place)
                    .help("drop `alongside` or the rule in `not-beside`"),
            );
        }
    }
}

/// Relations of an offer that contradict each other.
fn relations(look: &Look<'_>, offer: &Offer, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    alongside(catalogue, offer, found);
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
            rule.not_beside.iter().any(|rule| rule.unless.is_none() && rule.kinds.contains(&of.kind))
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
        if offer.superseded_by.contains(related) {
            let message = format!("`{}` is planned with `{}`, which takes its place", offer.id, other.id);
            at_odds(message, other, "an offer and what supersedes it are not in one plan");
        }
    }
    for successor in &offer.superseded_by {
        let other = catalogue.offer(*successor);
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
