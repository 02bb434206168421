//! What changed between two catalogues, or two days of one, and exactly who gains and who loses each offer.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cover::cover;
use super::cube::Cube;
use super::diagram::{NOBODY, Profiles, TooManySets};
use super::diff_words::{Both, Difference, order};
use super::example::{self, ExampleAnswers};
use super::space::Space;
use crate::catalogue::{Catalogue, CatalogueFile, Offer, OfferId, Target};
use crate::ids;
use crate::plan::Planner;
use crate::text::source::Texts;

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
    /// The needs and aims that are present for others than before, or for which that is new: in the same order.
    pub targets: Vec<TargetDiff>,
    /// What changed in the order in which kinds and offers have their turn: before and after.
    pub order: Vec<Difference>,
}

/// A need or aim that is present for others than before.
#[derive(Clone, Debug)]
pub struct TargetDiff {
    /// Its id.
    pub id: String,
    /// Its name, the new one where it has one.
    pub name: String,
    /// Who has it now and did not before.
    pub gains: Option<Affected>,
    /// Who had it before and has not now.
    pub loses: Option<Affected>,
}

/// What differs about one offer.
#[derive(Clone, Debug)]
pub struct OfferDiff {
    /// The offer on the old side.
    pub old: Option<OfferId>,
    /// The offer on the new side.
    pub new: Option<OfferId>,
    /// What changed, in words.
    pub changes: Vec<Difference>,
    /// Who can have it now and could not before.
    pub gains: Option<Affected>,
    /// Who could have it before and cannot now.
    pub loses: Option<Affected>,
}

/// A cohort that a change reaches.
#[derive(Clone, Debug)]
pub struct Affected {
    /// Everybody in it.
    pub who: Profiles,
    /// How many profiles.
    pub profiles: f64,
    /// Descriptions, the widest first.
    pub cubes: Vec<Cube>,
    /// Whether there are more than those listed.
    pub more: bool,
    /// A smallest example.
    pub example: ExampleAnswers,
}

/// How many descriptions of a cohort are given.
const MOST_CUBES: usize = 5;

/// Compares two sides.
///
/// # Errors
///
/// Where more sets of people would have to be told apart than can be kept.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Result<Diff, TooManySets> {
    let (before, after) = (old.planner.catalogue, new.planner.catalogue);
    let mut space = Space::new(&[before, after]);
    let mut offers = Vec::new();
    let mut matched = vec![false; before.offers.len()];
    for (id, offer) in ids::numbered(&after.offers) {
        let earlier = same(before, after, offer);
        if let Some(earlier) = earlier {
            matched[earlier.index()] = true;
        }
        offers.extend(compare(&mut space, old, new, earlier, Some(id)));
    }
    for (id, _) in ids::numbered(&matched).filter(|(_, matched)| !**matched) {
        offers.extend(compare(&mut space, old, new, Some(id), None));
    }
    let targets = targets(&mut space, old, new);
    space.diagram.is_sound()?;
    Ok(Diff { space, offers, targets, order: order(before, after) })
}

impl Diff {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.offers.is_empty() && self.targets.is_empty() && self.order.is_empty()
    }
}

/// The files, by their paths, that are not the same on both sides: changed, new or gone.
#[must_use]
pub fn files(old: (&[CatalogueFile], &Texts), new: (&[CatalogueFile], &Texts)) -> Vec<String> {
    let contents = |(files, texts): (&[CatalogueFile], &Texts)| -> BTreeMap<String, String> {
        let content = |file: &CatalogueFile| texts.get(file.text).map(|text| text.content.to_string());
        files.iter().map(|file| (file.path.clone(), content(file).unwrap_or_default())).collect()
    };
    let [before, after] = [contents(old), contents(new)];
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

fn targets(space: &mut Space, old: Side<'_>, new: Side<'_>) -> Vec<TargetDiff> {
    let [before, after] = [old, new].map(|side| &side.planner.catalogue.targets);
    let gone = before.iter().filter(|target| !after.iter().any(|kept| kept.id == target.id));
    let mut all = Vec::new();
    for target in after.iter().chain(gone) {
        let present = |space: &mut Space, index: usize, targets: &[Target]| {
            let here = targets.iter().find(|other| other.id == target.id);
            here.map_or(NOBODY, |target| space.met(index, &target.present))
        };
        let (then, now) = (present(space, 0, before), present(space, 1, after));
        let (gain, loss) = (space.diagram.without(now, then), space.diagram.without(then, now));
        if gain == NOBODY && loss == NOBODY {
            continue;
        }
        all.push(TargetDiff {
            id: target.id.clone(),
            name: target.name.clone(),
            gains: with_need(space, 1, new, gain),
            loses: with_need(space, 0, old, loss),
        });
    }
    all
}

/// The cohort, with an example who is in it whatever the other answers are.
fn with_need(space: &mut Space, index: usize, side: Side<'_>, who: Profiles) -> Option<Affected> {
    affected(space, who, |space, cubes| {
        let answers =
            space.diagram.typical(who).map(|profile| space.answers(side.planner.catalogue, &profile));
        example::smallest(side.planner, side.day, answers.unwrap_or_default(), |answers, _, _| {
            cubes.iter().any(|cube| space.answers_meet(index, answers, cube))
        })
    })
}

/// The offer of the old side with the same id; or else the same name, where its id is gone: it was renamed.
fn same(before: &Catalogue, after: &Catalogue, offer: &Offer) -> Option<OfferId> {
    let by = |wanted: &dyn Fn(&Offer) -> bool| ids::find(&before.offers, wanted);
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
            let offers = [before.offer(earlier), after.offer(later)];
            let days = [old.day, new.day];
            Both { catalogues: [before, after], offers, days, can: [could, can] }.changes(space)
        }
        (None, Some(later)) => {
            vec![Difference::new("added", format!("{} is new.", after.offer(later).name))]
        }
        (Some(earlier), None) => {
            vec![Difference::new("withdrawn", format!("{} is gone.", before.offer(earlier).name))]
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
        gains: later.and_then(|offer| who_can_have(space, 1, new, offer, gain)),
        loses: earlier.and_then(|offer| who_can_have(space, 0, old, offer, loss)),
    })
}

/// The cohort, with an example who can have the offer on the side that allows it.
fn who_can_have(
    space: &mut Space,
    index: usize,
    side: Side<'_>,
    offer: OfferId,
    who: Profiles,
) -> Option<Affected> {
    affected(space, who, |space, cubes| {
        example::who_can_have(side.planner, space, index, side.day, &[offer], who, |space, answers, _| {
            cubes.iter().any(|cube| space.answers_meet(index, answers, cube))
        })
    })
}

fn affected(
    space: &mut Space,
    who: Profiles,
    example: impl FnOnce(&mut Space, &[Cube]) -> ExampleAnswers,
) -> Option<Affected> {
    if who == NOBODY {
        return None;
    }
    let weight = vec![1; space.levels.len()];
    let (cubes, rest) = cover(&mut space.diagram, who, who, &weight, MOST_CUBES);
    let example = example(space, &cubes);
    let profiles = space.diagram.count(who);
    Some(Affected { who, profiles, cubes, more: rest != NOBODY, example })
}
