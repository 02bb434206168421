//! Routes over the shipped catalogue and its examples: in words, and none that makes things worse.

use goldenthread::ask::questions;
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::FactId;
use goldenthread::catalogue::fact::Direction;
use goldenthread::catalogue::{Answer, OfferId};
use goldenthread::explain::explanation::Explanation;
use goldenthread::explain::{Explainer, FactChange, Goal};
use goldenthread::ids::{Members, Set};
use goldenthread::outcome::{Outcome, Reason};
use goldenthread::plan::{Options, Planner};
use goldenthread::reasons::PlannedCase;
use goldenthread::report::explain;
use goldenthread::report::table::Style;

use crate::routes::written;
use crate::world::World;

/// The shipped examples, by the name of their folder.
fn examples() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let case = std::fs::read_to_string(path.join("case.toml")).ok()?;
            Some((path.file_name()?.to_string_lossy().into_owned(), case))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn where_nothing_is_known_routes_are_found_for_offers_whose_region_matters_too() {
    let world = World::shipped();
    let planner = Planner::new(&world.catalogue);
    let explainer = Explainer::new(&planner);
    let blank = world.case("");
    let region = world.catalogue.policy.roles.region;
    let mut through_the_region = 0;
    for index in 0..world.catalogue.offers.len() {
        let id = OfferId(index as u16);
        let goal = explainer.usual_goal(id, &blank, &[]);
        for route in &explainer.routes(id, goal, &blank, &Judgement::default()).routes {
            let mut case = blank.clone();
            for change in &route.changes {
                case.set(&world.catalogue.vocabulary, change.fact, &change.to);
                through_the_region += usize::from(change.fact == region);
            }
            let reason = planner.decide(&case, &Options::default()).reasons[index];
            assert!(goal.is_reached(reason), "{}", written(world, route));
        }
    }
    assert!(through_the_region > 0);
}

/// A shipped example with the catalogue of its day.
fn on_its_day(case: &str) -> (&'static World, Case) {
    let as_of = World::shipped().case(case).as_of;
    let world = World::shipped_on(as_of);
    (world, world.case(case))
}

#[test]
fn every_offer_is_explained_for_every_example_in_words() {
    let examples = examples();
    assert!(examples.len() >= 6, "{examples:?}");
    for (name, case) in &examples {
        let (world, case) = on_its_day(case);
        let catalogue = &world.catalogue;
        let planner = Planner::new(catalogue);
        let explainer = Explainer::new(&planner);
        let decision = planner.decide(&case, &Options::default());
        let questions = questions(&planner, &case, &Judgement::default());
        let planned =
            PlannedCase { questions: &questions, ..PlannedCase::undecided(&planner, &case, &decision) };
        for index in 0..catalogue.offers.len() {
            let offer = OfferId(index as u16);
            let goal = explainer.usual_goal(offer, &case, &[]);
            let routes = explainer.routes(offer, goal, &case, &Judgement::default());
            let explanation = Explanation { planned: &planned, offer, routes: &routes };
            let page = explain::page(&explanation, &Style::default());
            let id = &catalogue.offers[index].id;
            for line in page.lines() {
                assert!(line.chars().count() <= 80, "{name}, {id}: {line}");
            }
            let reason = decision.reasons[index].code();
            let code = |word: &str| {
                reason.contains('-') && word.trim_matches(|c: char| !c.is_alphanumeric()) == reason
            };
            assert!(!page.split_whitespace().any(code), "{name}, {id}: {reason} in\n{page}");
            let json = explain::json::json(&explanation);
            assert_eq!(json["offer"], id.as_str());
            assert!(!json["because"].as_array().unwrap().is_empty(), "{name}, {id}");
            let comes_first = !json["comes_first"].as_array().unwrap().is_empty();
            let settled =
                routes.reached || !routes.finals.is_empty() || !routes.routes.is_empty() || comes_first;
            assert!(settled || !routes.complete, "{name}, {id}: neither a route nor a last word\n{page}");
            for route in json["routes"].as_array().unwrap() {
                assert!(route["words"].as_str().unwrap().ends_with('.'), "{name}, {id}: {route}");
            }
        }
    }
}

/// Whether an answer moves a known one against the direction in which the catalogue says that a change is worth naming.
pub fn is_for_the_worse(world: &World, change: &FactChange, to: &Answer) -> bool {
    let order = |answer: &Answer| match answer {
        Answer::YesNo(yes) => u32::from(*yes),
        Answer::Number(number) => *number,
        Answer::OneOf(value) => u32::from(*value),
        Answer::AnyOf(_) | Answer::Unavailable => 0,
    };
    let fact = world.catalogue.fact(change.fact);
    // Nobody supposes that an offer is out of reach.
    let nothing = Answer::AnyOf(Vec::new());
    let Some(from) = change.from.as_ref().or(fact.lists_offers.then_some(&nothing)) else { return false };
    match (fact.direction, from, to) {
        (None, ..) => false,
        (Some(Direction::Up), Answer::AnyOf(from), Answer::AnyOf(to)) => {
            from.iter().any(|value| !to.contains(value))
        }
        (Some(Direction::Down), Answer::AnyOf(from), Answer::AnyOf(to)) => {
            to.iter().any(|value| !from.contains(value))
        }
        (Some(Direction::Up), from, to) => order(to) < order(from),
        (Some(Direction::Down), from, to) => order(to) > order(from),
    }
}

#[test]
fn no_route_of_any_example_makes_things_worse_or_rules_out_what_serves_the_same_end() {
    let mut walked = 0;
    for (name, case) in &examples() {
        let (world, case) = on_its_day(case);
        let vocabulary = &world.catalogue.vocabulary;
        let planner = Planner::new(&world.catalogue);
        let explainer = Explainer::new(&planner);
        for index in 0..world.catalogue.offers.len() {
            let id = OfferId(index as u16);
            for goal in [Goal::Include, Goal::Consider] {
                for route in &explainer.routes(id, goal, &case, &Judgement::default()).routes {
                    let words = written(world, route);
                    let mut changed = case.clone();
                    for change in &route.changes {
                        changed.set(vocabulary, change.fact, &change.to);
                        for to in std::iter::once(&change.to).chain(&change.or) {
                            assert!(!is_for_the_worse(world, change, to), "{name}: {words}");
                        }
                    }
                    let reason = planner.decide(&changed, &Options::default()).reasons[index];
                    assert!(goal.is_reached(reason), "{name}: {words} gives {reason:?}");
                    assert!(!only_rules_out_a_rival(world, id, goal, &case, &changed), "{name}: {words}");
                    walked += 1;
                }
            }
        }
    }
    assert!(walked > 100, "only {walked} routes");
}

/// Whether some fact that differs between two cases, and that the offer passes its own checks without, rules out another offer for
/// the same end: an offer that works on a target of it that is present, and that is in its way while the fact is as it was.
pub fn only_rules_out_a_rival(world: &World, id: OfferId, goal: Goal, before: &Case, after: &Case) -> bool {
    let vocabulary = &world.catalogue.vocabulary;
    let planner = Planner::new(&world.catalogue);
    let full = planner.decide(after, &Options::default());
    let differs = |fact: &FactId| before.answer(vocabulary, *fact) != after.answer(vocabulary, *fact);
    let facts = vocabulary.iter().map(|(fact, _)| fact).filter(differs);
    facts.into_iter().any(|fact| {
        let mut without = after.clone();
        match before.answer(vocabulary, fact) {
            Some(answer) => without.set(vocabulary, fact, &answer),
            None => without.forget(fact),
        }
        let decision = planner.decide(&without, &Options::default());
        let only_this = Set::from_iter([id]);
        let alone = planner.decide(&without, &Options { on_offer: Some(&only_this), ..Options::default() });
        let passes = match alone.reasons[id.index()].outcome() {
            Outcome::Include => true,
            Outcome::Consider => goal == Goal::Consider,
            _ => false,
        };
        let is_question = !before.knows(fact) && vocabulary.fact(fact).direction.is_none();
        if goal.is_reached(decision.reasons[id.index()]) || !passes || is_question {
            return false;
        }
        let targets = |offer: OfferId| &planner.rules.offers[offer.index()].targets;
        let shared = targets(id).and(&decision.present).to_set();
        let mut others = decision.because_of(id).chain(decision.included.iter().copied());
        others.any(|other| {
            other != id && targets(other).shares(&shared) && full.reasons[other.index()] < Reason::Displaced
        })
    })
}
