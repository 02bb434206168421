//! Every offer of the shipped catalogue: a case that includes it, or why none does; and for each criterion a case that fails
//! by that criterion alone.

use std::collections::BTreeSet;

use goldenthread::case::Case;
use goldenthread::catalogue::{Accepts, Answer, Availability, Condition, Criterion, OfferId, Test};
use goldenthread::ids;
use goldenthread::matching::CriterionResult;
use goldenthread::outcome::Reason;
use goldenthread::plan::Options;
use goldenthread::plan::{Decision, Planner};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::satisfy::{Goal, satisfy};
use crate::world::World;

/// Offers that are never available to a person on probation: delivered in custody only, or no longer accredited.
const NEVER: [&str; 8] = [
    "building-choices-high",
    "becoming-new-me-plus",
    "kaizen",
    "healthy-sex-programme",
    "identity-matters",
    "control-of-violence-for-angry-impulsive-drinkers",
    "cognitive-self-change-programme",
    "self-change-programme",
];

/// A day in the time of the brochures, and one in that of the official records.
const DAYS: [Date; 2] = [date(2022, 12, 1), date(2026, 10, 5)];

/// An offer on a day on which it is in force somewhere.
#[derive(Clone, Copy)]
struct InForce {
    id: OfferId,
    name: &'static str,
    day: Date,
    /// The person is where it is in force; confirmed, where its delivery is confirmed anywhere.
    here: &'static Condition,
    confirmed: bool,
    /// The catalogue of the day.
    world: &'static World,
}

impl InForce {
    fn label(&self, criterion: &Criterion) -> String {
        format!("{} on {}: {}", self.name, self.day, criterion.id)
    }

    fn criteria(&self) -> &'static [Criterion] {
        &self.world.catalogue.offer(self.id).criteria
    }

    /// What an offer that meets everything, or does so by exception, is left with.
    fn reason(&self, otherwise: Reason) -> Reason {
        if self.confirmed { otherwise } else { Reason::Unconfirmed }
    }
}

/// The offers on those of [`DAYS`] on which they are in force somewhere, or else on one day of a window of theirs.
fn in_force() -> Vec<InForce> {
    let mut all = Vec::new();
    for (id, offer) in ids::numbered(&World::shipped().catalogue.offers) {
        let Availability::Windows(windows) = &offer.availability else { continue };
        let community = || windows.iter().filter(|window| window.community);
        let on = |day: Date| {
            let open = || community().filter(move |window| window.holds_on(day));
            let confirmed = open().any(|window| window.confirmed);
            let mut regions: Vec<u16> = (open().filter(|window| window.confirmed == confirmed))
                .flat_map(|window| window.regions.iter().copied())
                .collect();
            if open().any(|window| window.confirmed == confirmed && window.regions.is_empty()) {
                regions = (0..12).collect();
            }
            let (name, world) = (offer.id.as_str(), World::shipped_on(day));
            let fact = world.catalogue.policy.roles.region;
            let place = world.catalogue.fact(fact).place;
            let here = Condition::Test(Test { fact, accepts: Accepts::Values(regions), place });
            open().next().map(|_| InForce {
                id,
                name,
                day,
                here: Box::leak(Box::new(here)),
                confirmed,
                world,
            })
        };
        let found: Vec<InForce> = DAYS.into_iter().filter_map(on).collect();
        let other_day =
            || community().find_map(|window| window.until.map(|until| until - 1.day()).or(window.from));
        all.extend(if found.is_empty() { other_day().and_then(on).into_iter().collect() } else { found });
    }
    all
}

/// A case with these goals in which the offer is in force, in reach, has a vehicle and, unless a goal rules that out, works on
/// something present, and every other offer is out of reach.
fn case_with(of: &InForce, mut goals: Vec<Goal<'static>>) -> Option<Case> {
    let catalogue = &of.world.catalogue;
    let offer = catalogue.offer(of.id);
    goals.extend([(&offer.vehicle.when, true), (of.here, true)]);
    let needed = offer.targets.iter().find_map(|target| {
        let mut goals = goals.clone();
        goals.push((&catalogue.target(*target).present, true));
        satisfy(catalogue, of.day, &goals)
    });
    let mut case = needed.or_else(|| satisfy(catalogue, of.day, &goals))?;
    let roles = &catalogue.policy.roles;
    let vocabulary = &catalogue.vocabulary;
    let others = (0..catalogue.offers.len()).filter(|other| *other != of.id.index());
    let others = others.map(|other| u16::try_from(other).unwrap()).collect();
    case.set(vocabulary, roles.no_access, &Answer::AnyOf(others));
    Some(case)
}

fn met(of: &InForce) -> Vec<Goal<'static>> {
    of.criteria().iter().map(|criterion| (&criterion.when, true)).collect()
}

#[test]
fn every_offer_is_included_where_its_criteria_are_met_and_nothing_else_can_be_had() {
    for of in in_force() {
        let InForce { id, name, day, .. } = of;
        let planner = Planner::new(&of.world.catalogue);
        let case = case_with(&of, met(&of)).unwrap_or_else(|| panic!("no case meets {name} on {day}"));
        let option = of.world.catalogue.offer(id).option;
        let expected = of.reason(if option { Reason::Option } else { Reason::MeetsCriteria });
        assert_eq!(
            planner.decide(&case, &Options::default()).reasons[id.index()],
            expected,
            "{name} on {day}"
        );
        let accepted = planner.decide(&case, &Options::accepting(&[id]));
        let by_acceptance = option || !of.confirmed;
        let expected = if by_acceptance { Reason::AcceptedException } else { Reason::MeetsCriteria };
        assert_eq!(accepted.reasons[id.index()], expected, "{name} on {day}");
        assert_eq!(accepted.steps.len(), 1, "{name} alone is in the plan");
        assert_eq!(accepted.steps[0].offer, id);
    }
}

#[test]
fn offers_for_custody_and_offers_no_longer_accredited_are_never_available() {
    let named: BTreeSet<&str> = in_force().iter().map(|of| of.name).collect();
    for day in DAYS {
        let world = World::shipped_on(day);
        let planner = Planner::new(&world.catalogue);
        for (id, offer) in ids::numbered(&world.catalogue.offers) {
            assert_eq!(
                NEVER.contains(&offer.id.as_str()),
                !named.contains(offer.id.as_str()),
                "{}",
                offer.id
            );
            if NEVER.contains(&offer.id.as_str()) {
                let goals: Vec<Goal<'_>> =
                    offer.criteria.iter().map(|criterion| (&criterion.when, true)).collect();
                let case = satisfy(&world.catalogue, day, &goals).unwrap();
                let reason = planner.decide(&case, &Options::accepting(&[id])).reasons[id.index()];
                assert_eq!(reason, Reason::NotAvailable, "{}", offer.id);
            }
        }
    }
}

/// The criteria of an offer that are not as the case has them met, with what became of them.
fn shortfalls(
    world: &World,
    planner: &Planner<'_>,
    decision: &Decision,
    id: OfferId,
) -> Vec<(String, CriterionResult)> {
    let criteria = &world.catalogue.offer(id).criteria;
    let compiled = &planner.rules.offers[id.index()].criteria;
    criteria
        .iter()
        .zip(compiled)
        .map(|(criterion, rule)| {
            (criterion.id.clone(), decision.evaluation.result(&planner.rules, *rule as usize))
        })
        .filter(|(_, result)| *result != CriterionResult::Met)
        .collect()
}

/// Criteria that fail together, as offer, criterion and the one that fails with it: all of the latter have an exception that always
/// holds, so that the first still decides.
const TOGETHER: [(&str, &str, &str); 4] = [
    ("horizon", "not-completed-before", "no-earlier-programme"),
    ("horizon", "sexual-offence", "not-only-internet"),
    ("i-horizon", "no-earlier-i-horizon", "not-completed-before"),
    ("i-horizon", "not-completed-before", "no-earlier-i-horizon"),
];

/// Criteria that never fail alone: everybody meets them where the offer is in force on that day, or fails another with them.
const NEVER_ALONE: [&str; 4] = [
    "education-training-employment-service on 2026-10-05: gender",
    "dependency-and-recovery-service on 2022-12-01: no-treatment-requirement-in-the-south-west",
    "choices-and-changes on 2022-12-01: age",
    "choices-and-changes on 2026-10-05: age",
];

/// Whether a criterion's exception always holds: failing it asks for a judgement, and excludes nobody.
fn always_excepted(criterion: &Criterion) -> bool {
    criterion.exception.as_ref().is_some_and(|exception| exception.when == Condition::Always)
}

/// A case that meets all criteria of an offer but one, and what has to hold of that one. Where another has to fail with it, that
/// is one whose exception always holds.
fn case_but(of: &InForce, failing: usize, of_it: &[Goal<'static>]) -> Option<Case> {
    let criteria = of.criteria();
    let without = |another: Option<usize>| {
        let others = criteria.iter().enumerate();
        let others = others.filter(|(index, _)| *index != failing && Some(*index) != another);
        let goals = others.map(|(_, other)| (&other.when, true)).chain(of_it.iter().copied()).collect();
        case_with(of, goals)
    };
    let relaxed = || (0..criteria.len()).filter(|index| always_excepted(&criteria[*index]));
    without(None).or_else(|| relaxed().find_map(|another| without(Some(another))))
}

#[test]
fn every_criterion_of_every_offer_rules_it_out_alone_or_asks_for_a_judgement_alone() {
    let (mut tried, mut together, mut never_alone) = (0, BTreeSet::new(), Vec::new());
    for of in in_force() {
        let planner = Planner::new(&of.world.catalogue);
        for (failing, criterion) in of.criteria().iter().enumerate() {
            let label = of.label(criterion);
            let always = always_excepted(criterion);
            let mut of_it = vec![(&criterion.when, false)];
            let exception = criterion.exception.as_ref().filter(|_| !always);
            of_it.extend(exception.map(|exception| (&exception.when, false)));
            let Some(case) = case_but(&of, failing, &of_it) else {
                never_alone.push(label);
                continue;
            };
            let decision = planner.decide(&case, &Options::default());
            let (reason, result) = match always {
                true => (of.reason(Reason::Exception), CriterionResult::Excepted),
                false if criterion.approval => (Reason::AwaitsApproval, CriterionResult::NotMet),
                false => (Reason::NotEligible, CriterionResult::NotMet),
            };
            assert_eq!(decision.reasons[of.id.index()], reason, "{label}");
            for (other, became) in shortfalls(of.world, &planner, &decision, of.id) {
                if other == criterion.id {
                    assert_eq!(became, result, "{label}");
                } else {
                    assert_eq!(became, CriterionResult::Excepted, "{label} and {other}");
                    together.insert((of.name, criterion.id.as_str(), other));
                }
            }
            tried += 1;
        }
    }
    let together: Vec<_> =
        together.iter().map(|(offer, one, other)| (*offer, *one, other.as_str())).collect();
    assert_eq!(together, TOGETHER);
    assert_eq!(never_alone, NEVER_ALONE);
    assert!(tried > 200, "only {tried} criteria were tried");
}

#[test]
fn every_exception_makes_an_offer_one_to_consider_where_it_holds() {
    let mut tried = 0;
    for of in in_force() {
        let planner = Planner::new(&of.world.catalogue);
        for (excepted, criterion) in of.criteria().iter().enumerate() {
            let Some(exception) = &criterion.exception else { continue };
            let of_it = [(&criterion.when, false), (&exception.when, true)];
            let label = of.label(criterion);
            let case = case_but(&of, excepted, &of_it).unwrap_or_else(|| panic!("no case excepts {label}"));
            let reason = planner.decide(&case, &Options::default()).reasons[of.id.index()];
            assert_eq!(reason, of.reason(Reason::Exception), "{label}");
            let accepted = planner.decide(&case, &Options::accepting(&[of.id]));
            assert_eq!(accepted.reasons[of.id.index()], Reason::AcceptedException, "{label}");
            tried += 1;
        }
    }
    assert!(tried > 15, "only {tried} exceptions were tried");
}
