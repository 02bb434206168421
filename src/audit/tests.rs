//! Exactness: what is said of everybody is held against everybody, one by one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::diagram::NOBODY;
use super::diff::{Side, diff};
use super::gaps::{Scope, gaps};
use super::space::Space;
use crate::catalogue::{
    Accepts, Answer, Answers, Availability, Catalogue, Condition, FactId, OfferId, TargetId, Test,
};
use crate::ids::Members;
use crate::outcome::{Outcome, Reason};
use crate::plan::{Decision, Planner};
use crate::plan::{Options, Workspace};
use crate::{embedded, matching::Truth};

const DAY: Date = date(2026, 11, 22);

fn shipped() -> Catalogue {
    embedded::catalogue().unwrap()
}

fn scope(most: usize) -> Scope {
    Scope { day: DAY, targets: Vec::new(), region: None, with_time: false, most }
}

/// Facts with so few answers that everybody can be counted one by one.
fn small_facts(catalogue: &Catalogue) -> Vec<FactId> {
    let roles = &catalogue.policy.roles;
    let small = |answers: &Answers| match answers {
        Answers::YesNo => true,
        Answers::Number { minimum, maximum, .. } => maximum - minimum < 4,
        Answers::OneOf(values) => values.len() < 5,
        Answers::AnyOf(values) => values.len() < 3,
    };
    catalogue
        .vocabulary
        .iter()
        .filter(|(id, fact)| small(&fact.answers) && *id != roles.stage && *id != roles.sentence)
        .map(|(id, _)| id)
        .collect()
}

/// A test of one of the facts, made of a number.
fn a_test(catalogue: &Catalogue, fact: FactId, seed: u32) -> Condition {
    let declared = catalogue.fact(fact);
    let mut some: Vec<u16> =
        (0..).take(declared.values().len()).filter(|value| seed >> (value + 1) & 1 == 1).collect();
    if some.is_empty() {
        some.push(0);
    }
    let accepts = match &declared.answers {
        _ if declared.unavailable.is_some() && seed.is_multiple_of(5) => Accepts::Unavailable,
        Answers::YesNo => Accepts::YesNo(seed.is_multiple_of(2)),
        Answers::Number { minimum, .. } if seed.is_multiple_of(2) => Accepts::AtLeast(minimum + 1),
        Answers::Number { maximum, .. } => Accepts::AtMost(maximum - 1),
        Answers::OneOf(_) => Accepts::Values(some),
        Answers::AnyOf(_) if seed.is_multiple_of(2) => Accepts::Includes(some),
        Answers::AnyOf(_) => Accepts::IncludesNone(some),
    };
    Condition::Test(Test { fact, accepts, place: declared.place })
}

fn a_condition(catalogue: &Catalogue, facts: &[FactId], shape: &[u32]) -> Condition {
    let parts: Vec<Condition> =
        shape.iter().map(|seed| a_test(catalogue, facts[*seed as usize % facts.len()], seed / 7)).collect();
    match shape.first().copied().unwrap_or(0) % 3 {
        0 => Condition::All(parts),
        1 => Condition::Any(parts),
        _ => Condition::Not(Box::new(Condition::All(parts))),
    }
}

/// The shipped catalogue with three offers, one target and a few facts, and conditions made of numbers.
fn small_catalogue(seeds: &[Vec<u32>]) -> Catalogue {
    let mut catalogue = shipped();
    let facts = small_facts(&catalogue);
    let first = seeds[0][0] as usize;
    let facts: Vec<FactId> = (0..4).map(|step| facts[(first + step * 3) % facts.len()]).collect();
    catalogue.targets.truncate(1);
    catalogue.targets[0].present = a_condition(&catalogue, &facts, &seeds[0]);
    catalogue.targets[0].also_once_included.clear();
    catalogue.cautions.clear();
    let mut offers: Vec<_> = catalogue
        .offers
        .iter()
        .filter(|offer| offer.delivery.lengths.is_empty() && offer.not_beside.is_empty())
        .take(3)
        .cloned()
        .collect();
    for (offer, seeds) in offers.iter_mut().zip(seeds[1..].chunks(3)) {
        offer.targets = vec![TargetId(0)];
        offer.delivery.assumed = true;
        offer.option = false;
        offer.phases.clear();
        offer.superseded_by = Vec::new();
        offer.criteria.retain(|criterion| !criterion.of_kind);
        offer.criteria.truncate(2);
        for (criterion, seeds) in offer.criteria.iter_mut().zip(seeds) {
            criterion.when = a_condition(&catalogue, &facts, seeds);
            criterion.exception = None;
        }
        offer.vehicle.when = a_condition(&catalogue, &facts, &seeds[2]);
        offer.vehicle.one_of = vec![(crate::catalogue::VehicleId(0), Condition::Always)];
        if let Availability::Windows(windows) = &mut offer.availability {
            windows.truncate(1);
            windows[0].from = None;
            windows[0].until = None;
            windows[0].regions = if seeds[2][0].is_multiple_of(2) { vec![0, 3] } else { Vec::new() };
        }
    }
    catalogue.offers = offers;
    catalogue
}

/// Every answer to a fact that a rule could tell from another.
fn every_answer(catalogue: &Catalogue, fact: FactId) -> Vec<Answer> {
    let declared = catalogue.fact(fact);
    let mut all: Vec<Answer> = match &declared.answers {
        Answers::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        Answers::Number { minimum, maximum, .. } => (*minimum..=*maximum).map(Answer::Number).collect(),
        Answers::OneOf(values) => (0..).take(values.len()).map(Answer::OneOf).collect(),
        Answers::AnyOf(values) => (0..1_u32 << values.len())
            .map(|set| Answer::AnyOf((0..16).filter(|value| set >> value & 1 == 1).collect()))
            .collect(),
    };
    if declared.unavailable.is_some() {
        all.push(Answer::Unavailable);
    }
    all
}

/// What is called with each combination of answers.
type Each<'e> = &'e mut dyn FnMut(&[(FactId, Answer)]);

/// Calls back with every combination of answers to the facts.
fn everybody(catalogue: &Catalogue, facts: &[FactId], each: Each<'_>) {
    fn step(catalogue: &Catalogue, rest: &[FactId], so_far: &mut Vec<(FactId, Answer)>, each: Each<'_>) {
        let [first, rest @ ..] = rest else { return each(so_far) };
        for answer in every_answer(catalogue, *first) {
            so_far.push((*first, answer));
            step(catalogue, rest, so_far, each);
            so_far.pop();
        }
    }
    step(catalogue, facts, &mut Vec::new(), each);
}

/// Whether the planner rules an offer out for itself, whatever else is in the plan and however much time there is.
fn ruled_out(catalogue: &Catalogue, decision: &Decision, offer: OfferId) -> bool {
    match decision.reasons[offer.index()] {
        Reason::NotAvailable | Reason::NotEligible => true,
        Reason::NoVehicle => catalogue.kind_of(offer).without_vehicle.is_none(),
        _ => false,
    }
}

#[test]
fn on_small_catalogues_the_gaps_are_what_counting_everybody_gives() {
    let seeds = proptest::collection::vec(proptest::collection::vec(0_u32..100_000, 3), 10);
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    runner
        .run(&seeds, |seeds| {
            let catalogue = small_catalogue(&seeds);
            let planner = Planner::new(&catalogue);
            let found = gaps(&planner, scope(usize::MAX)).unwrap();
            let gap = &found.targets[0];
            let mut read = vec![catalogue.policy.roles.region];
            for offer in &catalogue.offers {
                read.extend(offer.facts());
            }
            catalogue.targets[0].present.facts_into(&mut read);
            read.sort();
            read.dedup();
            let mut workspace = Workspace::default();
            let mut left_out = 0;
            let mut failure = None;
            everybody(&catalogue, &read, &mut |answers| {
                let case = super::example::case(&catalogue, DAY, answers);
                let decision = planner.decide_in(&mut workspace, &case, &Options::default());
                let present = decision.evaluation.truth(planner.rules.targets[0]) == Truth::Met;
                let expected =
                    present && gap.offers.iter().all(|offer| ruled_out(&catalogue, decision, *offer));
                left_out += usize::from(expected);
                let profile = found.space.profile(0, answers);
                let in_a_cohort = present
                    && gap.cohorts.iter().any(|cohort| found.space.answers_meet(0, answers, &cohort.cube));
                if expected != found.space.diagram.has(gap.nobody, &profile) || expected != in_a_cohort {
                    failure = Some(format!("{expected} {in_a_cohort} {answers:?}"));
                }
            });
            prop_assert_eq!(failure, None);
            // Facts that every rule leaves alone multiply both sides.
            let rest = found.space.profiles() / {
                let mut count = 0;
                everybody(&catalogue, &read, &mut |_| count += 1);
                f64::from(count)
            };
            prop_assert_eq!(gap.left_out, left_out as f64 * rest);
            Ok(())
        })
        .unwrap();
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

fn somebody(catalogue: &Catalogue, space: &Space, dice: &mut Dice) -> Vec<(FactId, Answer)> {
    let profile: Vec<usize> = space.levels.iter().map(|level| dice.roll(level.cells.len())).collect();
    space.answers(catalogue, &profile)
}

#[test]
fn sampled_people_never_contradict_the_gaps_of_the_shipped_catalogue() {
    let catalogue = shipped();
    let planner = Planner::new(&catalogue);
    let found = gaps(&planner, scope(3)).unwrap();
    let mut dice = Dice(7);
    for _ in 0..4000 {
        let answers = somebody(&catalogue, &found.space, &mut dice);
        let case = super::example::case(&catalogue, DAY, &answers);
        let decision = planner.decide(&case, &Options::default());
        let profile = found.space.profile(0, &answers);
        for gap in &found.targets {
            let present = decision.evaluation.truth(planner.rules.targets[gap.target.index()]) == Truth::Met;
            let all_out = gap.offers.iter().all(|offer| ruled_out(&catalogue, &decision, *offer));
            let says = found.space.diagram.has(gap.nobody, &profile);
            assert_eq!(says, present && all_out, "{} {answers:?}", catalogue.target(gap.target).id);
            let stands = |reason: Reason| matches!(reason.outcome(), Outcome::Include | Outcome::Consider);
            assert!(!(says && gap.offers.iter().any(|offer| stands(decision.reasons[offer.index()]))));
        }
    }
}

#[test]
fn every_example_shows_its_gap_and_meets_its_cohorts_conditions() {
    let catalogue = shipped();
    let planner = Planner::new(&catalogue);
    let found = gaps(&planner, scope(6)).unwrap();
    for gap in &found.targets {
        assert_eq!(gap.nobody == NOBODY, gap.cohorts.is_empty());
        for cohort in &gap.cohorts {
            assert!(found.space.answers_meet(0, &cohort.example, &cohort.cube));
            let case = super::example::case(&catalogue, DAY, &cohort.example);
            let decision = planner.decide(&case, &Options::default());
            assert!(decision.present.has(gap.target));
            assert!(gap.offers.iter().all(|offer| ruled_out(&catalogue, &decision, *offer)));
        }
    }
}

#[test]
fn sampled_people_gain_and_lose_what_the_comparison_says() {
    let catalogue = shipped();
    let planner = Planner::new(&catalogue);
    let [early, late] = [date(2022, 3, 1), date(2022, 12, 1)];
    let found = diff(Side { planner: &planner, day: early }, Side { planner: &planner, day: late }).unwrap();
    let mut dice = Dice(11);
    for _ in 0..2000 {
        let answers = somebody(&catalogue, &found.space, &mut dice);
        let [before, after] = [early, late]
            .map(|day| planner.decide(&super::example::case(&catalogue, day, &answers), &Options::default()));
        let profile = found.space.profile(0, &answers);
        for offer in &found.offers {
            let id = offer.new.unwrap();
            let open = |decision: &Decision| decision.reasons[id.index()] != Reason::NotAvailable;
            let has = |affected: &Option<super::diff::Affected>| {
                affected.as_ref().is_some_and(|affected| found.space.diagram.has(affected.who, &profile))
            };
            // Between two days of one catalogue only what is in force can change.
            assert!(!has(&offer.gains) || (!open(&before) && open(&after)), "{answers:?}");
            assert!(!has(&offer.loses) || (open(&before) && !open(&after)), "{answers:?}");
        }
    }
}

#[test]
fn a_criterion_that_lets_more_people_in_is_loosened_and_back_again_tightened() {
    let old = shipped();
    let mut new = shipped();
    let lined = |criterion: &crate::catalogue::Criterion| matches!(&criterion.when, Condition::Test(test) if matches!(test.accepts, Accepts::AtLeast(number) if number > 18));
    let (offer, criterion) = (new.offers.iter().enumerate())
        .find_map(|(index, offer)| offer.criteria.iter().position(lined).map(|at| (index, at)))
        .unwrap();
    if let Condition::Test(test) = &mut new.offers[offer].criteria[criterion].when
        && let Accepts::AtLeast(number) = &mut test.accepts
    {
        *number -= 1;
    }
    let [old, new] = [Planner::new(&old), Planner::new(&new)];
    let side = |planner| Side { planner, day: DAY };
    let loosened = diff(side(&old), side(&new)).unwrap();
    assert_eq!(loosened.offers.len(), 1);
    assert_eq!(loosened.offers[0].changes[0].what, "loosened");
    assert!(loosened.offers[0].gains.is_some() && loosened.offers[0].loses.is_none());
    let tightened = diff(side(&new), side(&old)).unwrap();
    assert_eq!(tightened.offers[0].changes[0].what, "tightened");
    assert!(tightened.offers[0].gains.is_none() && tightened.offers[0].loses.is_some());
    assert!(diff(side(&old), side(&old)).unwrap().offers.is_empty());
}
