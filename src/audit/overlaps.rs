//! Who can have more than one offer of the same kind for the same need, so that they compete.

use jiff::civil::Date;

use super::diagram::{NOBODY, Profiles};
use super::example::{self, ExampleAnswers};
use super::space::Space;
use crate::catalogue::{Answer, Catalogue, FactId, KindId, OfferId, TargetId};
use crate::ids::{self, Members};
use crate::plan::{Decision, Planner};

/// Two offers of one kind that somebody can have for the same need.
#[derive(Clone, Debug)]
pub struct Overlap {
    /// Their kind.
    pub kind: KindId,
    /// The two, in catalogue order.
    pub offers: [OfferId; 2],
    /// The targets that both work on.
    pub targets: Vec<TargetId>,
    /// How many profiles can have either.
    pub profiles: f64,
    /// A smallest example.
    pub example: ExampleAnswers,
}

/// Every pair of offers that competes for somebody on a day.
pub fn overlaps(planner: &Planner<'_>, space: &mut Space, day: Date) -> Vec<Overlap> {
    let catalogue = planner.catalogue;
    let can: Vec<Profiles> =
        catalogue.offers.iter().map(|offer| space.can(0, catalogue, offer, Some(day))).collect();
    let mut found = Vec::new();
    for (one, with_one) in ids::numbered::<OfferId, _>(&can) {
        for (other, with_other) in ids::numbered(&can).skip(one.index() + 1) {
            let pair = [one, other];
            let targets = shared(catalogue, pair);
            if targets.is_empty() {
                continue;
            }
            let either = space.diagram.and(*with_one, *with_other);
            let mut needed = NOBODY;
            for target in &targets {
                let present = space.met(0, &catalogue.target(*target).present);
                needed = space.diagram.or(needed, present);
            }
            let who = space.diagram.and(either, needed);
            if who != NOBODY {
                let shared_need = |_: &Space, _: &[(FactId, Answer)], decision: &Decision| {
                    targets.iter().any(|target| decision.present.has(*target))
                };
                let example = example::who_can_have(planner, space, 0, day, &pair, who, shared_need);
                found.push(Overlap {
                    kind: catalogue.offer(pair[0]).kind,
                    offers: pair,
                    profiles: space.diagram.count(who),
                    example,
                    targets,
                });
            }
        }
    }
    found
}

/// The targets that two offers compete for: those both work on, where they are of one kind that competes.
fn shared(catalogue: &Catalogue, pair: [OfferId; 2]) -> Vec<TargetId> {
    let [one, other] = pair.map(|offer| catalogue.offer(offer));
    if one.kind != other.kind || !catalogue.policy.kinds[one.kind.index()].competes {
        return Vec::new();
    }
    one.targets.iter().copied().filter(|target| other.targets.contains(target)).collect()
}
