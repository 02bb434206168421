//! Every offer of the shipped catalogue: a case that includes it, or why none does; and for each criterion a case that fails
//! by that criterion alone.

use goldenthread::case::Case;
use goldenthread::catalogue::{Answer, Availability, Condition, Criterion, OfferId};
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
const NEVER: [&str; 5] = [
    "becoming-new-me-plus",
    "kaizen",
    "healthy-sex-programme",
    "cognitive-self-change-programme",
    "self-change-programme",
];

/// A day on which an offer is in force somewhere, and a region where it is.
fn place_and_day(world: &World, id: OfferId) -> Option<(Date, Option<u16>)> {
    let Availability::Windows(windows) = &world.catalogue.offer(id).availability else { return None };
    let window = windows.iter().find(|window| window.community)?;
    let usual = date(2022, 12, 1);
    let day = match (window.from, window.until) {
        _ if window.holds_on(usual) => usual,
        (_, Some(until)) => until - 1.day(),
        (Some(from), None) => from,
        (None, None) => usual,
    };
    Some((day, window.regions.first().copied()))
}

/// A case with these goals in which the offer is in force, in reach, has a vehicle and, unless a goal rules that out, works on
/// something present, and every other offer is out of reach.
fn case_with<'w>(world: &'w World, id: OfferId, mut goals: Vec<Goal<'w>>) -> Option<Case> {
    let catalogue = &world.catalogue;
    let offer = catalogue.offer(id);
    let (day, region) = place_and_day(world, id)?;
    goals.push((&offer.vehicle.when, true));
    let needed = offer.targets.iter().find_map(|target| {
        let mut goals = goals.clone();
        goals.push((&catalogue.target(*target).present, true));
        satisfy(catalogue, day, &goals)
    });
    let mut case = needed.or_else(|| satisfy(catalogue, day, &goals))?;
    let roles = &catalogue.policy.roles;
    let vocabulary = &catalogue.vocabulary;
    case.set(vocabulary, roles.region, &Answer::OneOf(region.unwrap_or(0)));
    let others = (0..catalogue.offers.len()).filter(|other| *other != id.index());
    let others = others.map(|other| u16::try_from(other).unwrap()).collect();
    case.set(vocabulary, roles.no_access, &Answer::AnyOf(others));
    Some(case)
}

fn each() -> impl Iterator<Item = (OfferId, &'static str)> {
    let offers = &World::shipped().catalogue.offers;
    ids::numbered(offers).map(|(id, offer)| (id, offer.id.as_str()))
}

fn met(world: &'static World, id: OfferId) -> Vec<Goal<'static>> {
    world.catalogue.offer(id).criteria.iter().map(|criterion| (&criterion.when, true)).collect()
}

#[test]
fn every_offer_is_included_where_its_criteria_are_met_and_nothing_else_can_be_had() {
    let world = World::shipped();
    let planner = Planner::new(&world.catalogue);
    for (id, name) in each().filter(|(_, name)| !NEVER.contains(name)) {
        let case = case_with(world, id, met(world, id)).unwrap_or_else(|| panic!("no case meets {name}"));
        let option = world.catalogue.offer(id).option;
        let expected = if option { Reason::Option } else { Reason::MeetsCriteria };
        assert_eq!(planner.decide(&case, &Options::default()).reasons[id.index()], expected, "{name}");
        let accepted = planner.decide(&case, &Options::accepting(&[id]));
        let expected = if option { Reason::AcceptedException } else { Reason::MeetsCriteria };
        assert_eq!(accepted.reasons[id.index()], expected, "{name}");
        assert_eq!(accepted.steps.len(), 1, "{name} alone is in the plan");
        assert_eq!(accepted.steps[0].offer, id);
    }
}

#[test]
fn offers_for_custody_and_offers_no_longer_accredited_are_never_available() {
    let world = World::shipped();
    let planner = Planner::new(&world.catalogue);
    for (id, name) in each().filter(|(_, name)| NEVER.contains(name)) {
        let goals = met(world, id);
        let case = satisfy(&world.catalogue, date(2022, 12, 1), &goals).unwrap();
        assert_eq!(
            planner.decide(&case, &Options::accepting(&[id])).reasons[id.index()],
            Reason::NotAvailable,
            "{name}"
        );
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
    ("horizon", "risk-on-either-scale", "risk-on-both-scales"),
    ("i-horizon", "not-completed-before", "no-earlier-i-horizon"),
    ("i-horizon", "no-earlier-i-horizon", "not-completed-before"),
];

/// Whether a criterion's exception always holds: failing it asks for a judgement, and excludes nobody.
fn always_excepted(criterion: &Criterion) -> bool {
    criterion.exception.as_ref().is_some_and(|exception| exception.when == Condition::Always)
}

/// A case that meets all criteria of an offer but one, and what has to hold of that one. Where another has to fail with it, that
/// is one whose exception always holds.
fn case_but<'w>(world: &'w World, id: OfferId, failing: usize, of_it: &[Goal<'w>]) -> Option<Case> {
    let criteria = &world.catalogue.offer(id).criteria;
    let without = |another: Option<usize>| {
        let others = criteria.iter().enumerate();
        let others = others.filter(|(index, _)| *index != failing && Some(*index) != another);
        let goals = others.map(|(_, other)| (&other.when, true)).chain(of_it.iter().copied()).collect();
        case_with(world, id, goals)
    };
    let relaxed = || (0..criteria.len()).filter(|index| always_excepted(&criteria[*index]));
    without(None).or_else(|| relaxed().find_map(|another| without(Some(another))))
}

#[test]
fn every_criterion_of_every_offer_rules_it_out_alone_or_asks_for_a_judgement_alone() {
    let world = World::shipped();
    let planner = Planner::new(&world.catalogue);
    let (mut tried, mut together) = (0, Vec::new());
    for (id, name) in each().filter(|(_, name)| !NEVER.contains(name)) {
        for (failing, criterion) in world.catalogue.offer(id).criteria.iter().enumerate() {
            if satisfy(&world.catalogue, date(2022, 12, 1), &[(&criterion.when, false)]).is_none() {
                assert_eq!(
                    criterion.id, "age",
                    "{name}: only the least age holds for every answer there can be"
                );
                continue;
            }
            let always = always_excepted(criterion);
            let mut of_it = vec![(&criterion.when, false)];
            let exception = criterion.exception.as_ref().filter(|_| !always);
            of_it.extend(exception.map(|exception| (&exception.when, false)));
            let label = format!("{name}: {}", criterion.id);
            let case =
                case_but(world, id, failing, &of_it).unwrap_or_else(|| panic!("no case fails {label} alone"));
            let decision = planner.decide(&case, &Options::default());
            let (reason, result) = if always {
                (Reason::Exception, CriterionResult::Excepted)
            } else {
                (Reason::NotEligible, CriterionResult::NotMet)
            };
            assert_eq!(decision.reasons[id.index()], reason, "{label}");
            for (other, became) in shortfalls(world, &planner, &decision, id) {
                if other == criterion.id {
                    assert_eq!(became, result, "{label}");
                } else {
                    assert_eq!(became, CriterionResult::Excepted, "{label} and {other}");
                    together.push((name, criterion.id.as_str(), other));
                }
            }
            tried += 1;
        }
    }
    let together: Vec<_> =
        together.iter().map(|(offer, one, other)| (*offer, *one, other.as_str())).collect();
    assert_eq!(together, TOGETHER);
    assert!(tried > 200, "only {tried} criteria were tried");
}

#[test]
fn every_exception_makes_an_offer_one_to_consider_where_it_holds() {
    let world = World::shipped();
    let planner = Planner::new(&world.catalogue);
    let mut tried = 0;
    for (id, name) in each().filter(|(_, name)| !NEVER.contains(name)) {
        for (excepted, criterion) in world.catalogue.offer(id).criteria.iter().enumerate() {
            let Some(exception) = &criterion.exception else { continue };
            let of_it = [(&criterion.when, false), (&exception.when, true)];
            let label = format!("{name}: {}", criterion.id);
            let case =
                case_but(world, id, excepted, &of_it).unwrap_or_else(|| panic!("no case excepts {label}"));
            assert_eq!(
                planner.decide(&case, &Options::default()).reasons[id.index()],
                Reason::Exception,
                "{label}"
            );
            let accepted = planner.decide(&case, &Options::accepting(&[id]));
            assert_eq!(accepted.reasons[id.index()], Reason::AcceptedException, "{label}");
            tried += 1;
        }
    }
    assert!(tried > 15, "only {tried} exceptions were tried");
}
