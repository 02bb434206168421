//! Who has a need that no offer can meet: for every target the cohorts for whom it is present and no offer that works on it can be
//! included or considered, over every profile that the facts allow.

use jiff::civil::Date;

use super::cover::cover;
use super::cube::Cube;
use super::diagram::{EVERYBODY, NOBODY, Profiles, TooManySets};
use super::example::{self, ExampleAnswers};
use super::space::Space;
use crate::case::Case;
use crate::catalogue::{Accepts, Catalogue, OfferId, TargetId, Test};
use crate::ids;
use crate::matching::Truth;
use crate::outcome::Reason;
use crate::plan::{Decision, Planner};

/// How many cohorts of each target are listed.
pub const COHORTS: usize = 12;

/// How many are listed where more are asked for. Beyond that each is a sliver that takes more and more memory to tell from the
/// others; what is left over is counted and has an example.
pub const MORE_COHORTS: usize = 200;

/// What to look at.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The day whose catalogue counts.
    pub day: Date,
    /// Only these targets; none listed means every target.
    pub targets: Vec<TargetId>,
    /// Only this region, as a value of the region fact.
    pub region: Option<u16>,
    /// People who have too few weeks or rehabilitation activity days for an offer's stated duration cannot have it.
    pub with_time: bool,
    /// At most so many cohorts for each target; the others are counted together.
    pub most: usize,
}

/// What there is to say about every target.
#[derive(Debug)]
pub struct Gaps {
    /// What was looked at.
    pub scope: Scope,
    /// Every profile that the catalogue tells apart.
    pub space: Space,
    /// One entry for each target looked at, in catalogue order.
    pub targets: Vec<TargetGaps>,
}

/// Who is left out of what works on one target.
#[derive(Clone, Debug)]
pub struct TargetGaps {
    /// The target.
    pub target: TargetId,
    /// The offers that work on it, in catalogue order.
    pub offers: Vec<OfferId>,
    /// How many profiles have it.
    pub present: f64,
    /// Everybody who has it and whom no offer can meet.
    pub nobody: Profiles,
    /// How many profiles that is.
    pub left_out: f64,
    /// The cohorts, those that leave most profiles out first.
    pub cohorts: Vec<Cohort>,
    /// Where there are more cohorts than were asked for: how many profiles are in none of those listed, with an example.
    pub rest: Option<(f64, ExampleAnswers)>,
}

/// Profiles that a few conditions describe.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The conditions.
    pub cube: Cube,
    /// How many profiles with the target meet them. Cohorts may share profiles.
    pub profiles: f64,
    /// A smallest example: with these answers alone the planner shows the gap.
    pub example: ExampleAnswers,
}

/// Finds every gap.
///
/// # Errors
///
/// Where more sets of people would have to be told apart than can be kept.
pub fn gaps(planner: &Planner<'_>, scope: Scope) -> Result<Gaps, TooManySets> {
    let catalogue = planner.catalogue;
    let mut space = Space::new(&[catalogue]);
    let everybody = scope.region.map_or(EVERYBODY, |region| in_region(&mut space, catalogue, region));
    let mut targets = Vec::new();
    for target in ids::all(catalogue.targets.len()) {
        if scope.targets.is_empty() || scope.targets.contains(&target) {
            targets.push(of_target(planner, &mut space, &scope, target, everybody));
        }
    }
    space.diagram.is_sound()?;
    Ok(Gaps { scope, space, targets })
}

fn in_region(space: &mut Space, catalogue: &Catalogue, region: u16) -> Profiles {
    let fact = catalogue.policy.roles.region;
    let place = catalogue.fact(fact).place;
    space.test(0, &Test { fact, accepts: Accepts::Values(vec![region]), place })
}

fn of_target(
    planner: &Planner<'_>,
    space: &mut Space,
    scope: &Scope,
    target: TargetId,
    everybody: Profiles,
) -> TargetGaps {
    let catalogue = planner.catalogue;
    let offers: Vec<OfferId> = ids::all(catalogue.offers.len())
        .filter(|offer| catalogue.offer(*offer).targets.contains(&target))
        .collect();
    let mut out_of_reach = EVERYBODY;
    // A condition on a fact that many of the offers ask about tells most.
    let mut weight = vec![0; space.levels.len()];
    for offer in &offers {
        let mut can = space.can(0, catalogue, catalogue.offer(*offer), Some(scope.day));
        if scope.with_time {
            let time = space.has_time(0, catalogue, catalogue.offer(*offer));
            can = space.diagram.and(can, time);
        }
        for (level, asked) in space.diagram.asks(can).into_iter().enumerate() {
            weight[level] += usize::from(asked);
        }
        out_of_reach = space.diagram.without(out_of_reach, can);
    }
    let has_it = space.met(0, &catalogue.target(target).present);
    let present = space.diagram.and(has_it, everybody);
    let nobody = space.diagram.and(present, out_of_reach);
    // That the target is present, and the region looked at, goes without saying.
    let granted = space.diagram.not(present);
    let at_most = space.diagram.or(granted, out_of_reach);
    let (cubes, rest) = cover(&mut space.diagram, nobody, at_most, &weight, scope.most);
    let shows = |case: &Case, decision: &Decision| is_gap(planner, scope, target, &offers, case, decision);
    let mut cohorts = Vec::new();
    for cube in cubes {
        let set = space.diagram.of(&cube);
        let set = space.diagram.and(set, nobody);
        let profiles = space.diagram.count(set);
        let example = an_example(planner, space, scope.day, set, Some(&cube), shows);
        cohorts.push(Cohort { cube, profiles, example });
    }
    cohorts.sort_by(|one, other| other.profiles.total_cmp(&one.profiles));
    let rest = (rest != NOBODY).then(|| {
        let example = an_example(planner, space, scope.day, rest, None, shows);
        (space.diagram.count(rest), example)
    });
    let (present, left_out) = (space.diagram.count(present), space.diagram.count(nobody));
    TargetGaps { target, offers, present, nobody, left_out, cohorts, rest }
}

/// A smallest example of a set, within a cube where one is given.
fn an_example(
    planner: &Planner<'_>,
    space: &Space,
    day: Date,
    set: Profiles,
    within: Option<&Cube>,
    shows: impl Fn(&Case, &Decision) -> bool,
) -> ExampleAnswers {
    let Some(profile) = space.diagram.typical(set) else { return Vec::new() };
    let answers = space.answers(planner.catalogue, &profile);
    example::smallest(planner, day, answers, |answers, case, decision| {
        within.is_none_or(|cube| space.answers_meet(0, answers, cube)) && shows(case, decision)
    })
}

/// Whether the planner finds the target present, and every offer that works on it ruled out for itself.
fn is_gap(
    planner: &Planner<'_>,
    scope: &Scope,
    target: TargetId,
    offers: &[OfferId],
    case: &Case,
    decision: &Decision,
) -> bool {
    let catalogue = planner.catalogue;
    let in_scope = scope.region.is_none_or(|region| {
        case.number(&catalogue.vocabulary, catalogue.policy.roles.region) == Some(u32::from(region))
    });
    in_scope
        && decision.evaluation.truth(planner.rules.targets[target.index()]) == Truth::Met
        && offers.iter().all(|offer| match decision.reasons[offer.index()] {
            Reason::NotAvailable | Reason::NotEligible => true,
            // Without a vehicle some kinds may still support appointments; then it is the time that rules them out.
            Reason::NoVehicle => scope.with_time || catalogue.kind_of(*offer).without_vehicle.is_none(),
            Reason::NoTime | Reason::NoRarDays => scope.with_time,
            _ => false,
        })
}

impl Gaps {
    /// Whether anybody is left out.
    #[must_use]
    pub fn any(&self) -> bool {
        self.targets.iter().any(|target| target.nobody != NOBODY)
    }
}
