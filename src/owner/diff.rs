//! What changed between two catalogues, or two days of one, and exactly who gains and who loses each offer.

use jiff::civil::Date;

use super::cover::cover;
use super::diagram::{Cube, EVERYBODY, NOBODY, Set};
use super::example::{self, Answers};
use super::space::{Space, TooManyLines};
use crate::catalogue::{Catalogue, Criterion, Offer, OfferId};
use crate::outcome::Reason;
use crate::plan::Planner;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'c> {
    /// The catalogue, made ready to plan with.
    pub planner: &'c Planner<'c>,
    /// The day whose offers count.
    pub day: Date,
}

/// Everything that differs.
#[derive(Debug)]
pub struct Diff {
    /// The profiles that either side tells apart.
    pub space: Space,
    /// The offers that differ: those of the new side in its order, then those that are gone.
    pub offers: Vec<OfferDiff>,
}

/// What differs about one offer.
#[derive(Clone, Debug)]
pub struct OfferDiff {
    /// The offer on the old side.
    pub old: Option<OfferId>,
    /// The offer on the new side.
    pub new: Option<OfferId>,
    /// What changed, in words.
    pub changes: Vec<Change>,
    /// Who can have it now and could not before.
    pub gains: Option<Affected>,
    /// Who could have it before and cannot now.
    pub loses: Option<Affected>,
}

/// One change of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What sort of change: `added`, `withdrawn`, `renamed`, `loosened`, `tightened`, `moved`, `reworded`, `changed`.
    pub what: &'static str,
    /// The criterion, where it is about one.
    pub criterion: Option<String>,
    /// The change as a sentence.
    pub says: String,
}

/// A cohort that a change reaches.
#[derive(Clone, Debug)]
pub struct Affected {
    /// Everybody in it.
    pub who: Set,
    /// How many profiles.
    pub profiles: f64,
    /// Descriptions, the widest first.
    pub cubes: Vec<Cube>,
    /// Whether there are more than those listed.
    pub more: bool,
    /// A smallest example.
    pub example: Answers,
}

/// How many descriptions of a cohort are given.
const MOST_CUBES: usize = 5;

/// Compares two sides.
///
/// # Errors
///
/// Where the catalogues draw more lines through one fact than can be told apart.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Result<Diff, TooManyLines> {
    let (before, after) = (old.planner.catalogue, new.planner.catalogue);
    let mut space = Space::new(&[before, after])?;
    let mut offers = Vec::new();
    let mut matched = vec![false; before.offers.len()];
    for (index, offer) in after.offers.iter().enumerate() {
        let earlier = same(before, after, offer);
        if let Some(earlier) = earlier {
            matched[earlier.index()] = true;
        }
        offers.extend(compare(&mut space, old, new, earlier, Some(OfferId::from(index))));
    }
    for (index, _) in matched.iter().enumerate().filter(|(_, matched)| !**matched) {
        offers.extend(compare(&mut space, old, new, Some(OfferId::from(index)), None));
    }
    Ok(Diff { space, offers })
}

/// The offer of the old side with the same id; or else the same name, where its id is gone: it was renamed.
fn same(before: &Catalogue, after: &Catalogue, offer: &Offer) -> Option<OfferId> {
    let by = |wanted: &dyn Fn(&Offer) -> bool| before.offers.iter().position(wanted).map(OfferId::from);
    by(&|other| other.id == offer.id).or_else(|| {
        by(&|other| other.name == offer.name && !after.offers.iter().any(|kept| kept.id == other.id))
    })
}

fn compare(
    space: &mut Space,
    old: Side<'_>,
    new: Side<'_>,
    earlier: Option<OfferId>,
    later: Option<OfferId>,
) -> Option<OfferDiff> {
    let (before, after) = (old.planner.catalogue, new.planner.catalogue);
    let mut can = |index: usize, catalogue: &Catalogue, offer: Option<OfferId>, day: Date| {
        offer.map_or(NOBODY, |offer| space.can(index, catalogue, catalogue.offer(offer), Some(day)))
    };
    let could = can(0, before, earlier, old.day);
    let can = can(1, after, later, new.day);
    let gain = space.diagram.without(can, could);
    let loss = space.diagram.without(could, can);
    let changes = match (earlier, later) {
        (Some(earlier), Some(later)) => {
            changes(space, before, after, before.offer(earlier), after.offer(later), could, can)
        }
        (None, Some(later)) => {
            vec![change("added", None, format!("{} is new.", after.offer(later).name))]
        }
        (Some(earlier), None) => {
            vec![change("withdrawn", None, format!("{} is gone.", before.offer(earlier).name))]
        }
        (None, None) => Vec::new(),
    };
    if changes.is_empty() && gain == NOBODY && loss == NOBODY {
        return None;
    }
    Some(OfferDiff {
        old: earlier,
        new: later,
        changes,
        gains: later.and_then(|offer| affected(space, 1, new, offer, gain)),
        loses: earlier.and_then(|offer| affected(space, 0, old, offer, loss)),
    })
}

fn change(what: &'static str, criterion: Option<&str>, says: String) -> Change {
    Change { what, criterion: criterion.map(str::to_owned), says }
}

/// The cohort, with an example who can have the offer on the side that allows it.
fn affected(space: &mut Space, index: usize, side: Side<'_>, offer: OfferId, who: Set) -> Option<Affected> {
    let weight = vec![1; space.levels.len()];
    let (cubes, rest) = cover(&mut space.diagram, who, who, &weight, MOST_CUBES);
    let profile = space.diagram.typical(who)?;
    let catalogue = side.planner.catalogue;
    let mut answers = space.answers(catalogue, &profile);
    answers.retain(|(fact, _)| *fact != catalogue.policy.roles.rar_days);
    let example = example::smallest(side.planner, side.day, answers, |answers, _, decision| {
        let stands = !matches!(
            decision.reasons[offer.index()],
            Reason::NotAvailable | Reason::NotEligible | Reason::NoVehicle | Reason::MissingAnswers
        );
        stands && cubes.iter().any(|cube| space.answers_meet(index, answers, cube))
    });
    let profiles = space.diagram.count(who);
    Some(Affected { who, profiles, cubes, more: rest != NOBODY, example })
}

/// What changed about an offer that both sides have.
fn changes(
    space: &mut Space,
    before: &Catalogue,
    after: &Catalogue,
    old: &Offer,
    new: &Offer,
    could: Set,
    can: Set,
) -> Vec<Change> {
    let mut all = Vec::new();
    if old.id != new.id || old.name != new.name {
        let says = format!("{} ({}) is now {} ({}).", old.name, old.id, new.name, new.id);
        all.push(change("renamed", None, says));
    }
    criteria(space, old, new, &mut all);
    if old.availability_words(before) != new.availability_words(after) {
        all.push(change("changed", None, "When or where it is in force has changed.".to_owned()));
    }
    let vehicles = [space.met(0, &old.vehicle.when), space.met(1, &new.vehicle.when)];
    if vehicles[0] != vehicles[1] {
        all.push(change("changed", None, "What it can be delivered under has changed.".to_owned()));
    }
    let targets = |catalogue: &Catalogue, offer: &Offer| -> Vec<String> {
        offer.targets.iter().map(|target| catalogue.target(*target).id.clone()).collect()
    };
    let (was, is) = (targets(before, old), targets(after, new));
    if was != is {
        all.push(change(
            "changed",
            None,
            format!("It worked on {}; it works on {}.", was.join(", "), is.join(", ")),
        ));
    }
    if (old.delivery.sessions, old.delivery.weeks) != (new.delivery.sessions, new.delivery.weeks) {
        let says = format!("It took {} weeks; it takes {}.", old.delivery.weeks, new.delivery.weeks);
        all.push(change("changed", None, says));
    }
    if old.option != new.option {
        let says = if new.option {
            "Proposing it is now a judgement."
        } else {
            "Proposing it is no longer a judgement."
        };
        all.push(change("changed", None, says.to_owned()));
    }
    if all.is_empty() && could != can {
        let says = if can == NOBODY {
            "It is no longer in force."
        } else if could == NOBODY {
            "It has come into force."
        } else {
            "It is in force in other places."
        };
        all.push(change("changed", None, says.to_owned()));
    }
    all
}

impl Offer {
    /// When and where an offer is in force, as text to compare.
    fn availability_words(&self, catalogue: &Catalogue) -> String {
        use crate::catalogue::Availability;
        let regions = catalogue.fact(catalogue.policy.roles.region).values();
        match &self.availability {
            Availability::Never(_) => "never".to_owned(),
            Availability::Windows(windows) => {
                let each = windows.iter().map(|window| {
                    let names: Vec<&str> = (window.regions.iter())
                        .filter_map(|region| regions.get(usize::from(*region)))
                        .map(|value| value.key.as_str())
                        .collect();
                    format!("{:?} {:?} {} {}", window.from, window.until, names.join(" "), window.community)
                });
                each.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// Everybody who meets a criterion or its exception.
fn reach(space: &mut Space, index: usize, criterion: &Criterion) -> Set {
    let when = space.met(index, &criterion.when);
    let exception = criterion.exception.as_ref().map_or(NOBODY, |e| space.met(index, &e.when));
    space.diagram.or(when, exception)
}

fn criteria(space: &mut Space, old: &Offer, new: &Offer, all: &mut Vec<Change>) {
    for criterion in &new.criteria {
        let id = Some(criterion.id.as_str());
        let now = reach(space, 1, criterion);
        let Some(earlier) = old.criteria.iter().find(|other| other.id == criterion.id) else {
            let what = if now == EVERYBODY { "reworded" } else { "tightened" };
            all.push(change(what, id, format!("New criterion: {}", criterion.says)));
            continue;
        };
        let then = reach(space, 0, earlier);
        let strict = [space.met(0, &earlier.when), space.met(1, &criterion.when)];
        let (wider, narrower) = (space.diagram.within(then, now), space.diagram.within(now, then));
        let what = match (wider, narrower) {
            (true, true) if strict[0] != strict[1] => "changed",
            (true, true) if earlier.says != criterion.says => "reworded",
            (true, true) => continue,
            (true, false) => "loosened",
            (false, true) => "tightened",
            (false, false) => "moved",
        };
        let says = if earlier.says == criterion.says {
            criterion.says.clone()
        } else {
            format!("\"{}\" is now \"{}\"", earlier.says, criterion.says)
        };
        all.push(change(what, id, says));
    }
    for criterion in &old.criteria {
        if !new.criteria.iter().any(|other| other.id == criterion.id) {
            all.push(change(
                "loosened",
                Some(&criterion.id),
                format!("No longer a criterion: {}", criterion.says),
            ));
        }
    }
}
