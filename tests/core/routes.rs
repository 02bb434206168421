//! Routes: every smallest set of other answers that brings an offer into the plan, and nothing that does not.

use std::collections::BTreeSet;

use goldenthread::ask::questions;
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Answer, Answers, Change, FactId, OfferId};
use goldenthread::explain::explanation::Explanation;
use goldenthread::explain::{Explainer, FactChange, Goal, Route, Routes};
use goldenthread::ids::Id;
use goldenthread::plan::Planner;
use goldenthread::plan::{Options, Workspace};
use goldenthread::reasons::PlannedCase;
use goldenthread::report::explain;
use goldenthread::report::table::Style;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::people::cases;
use crate::small::{Offer, offer, small};
use crate::world::World;

const CASE: &str = "region = \"north\"\nsentence = \"order\"\noffence = []\n";

fn routes_to(world: &World, id: &str, goal: Goal, case: &Case) -> Routes {
    let planner = Planner::new(&world.catalogue);
    Explainer::new(&planner).routes(world.offer(id), goal, case, &Judgement::default())
}

/// The routes to an offer, each as `fact from -> to`.
fn routes(world: &World, id: &str, case: &str) -> Vec<String> {
    let routes = routes_to(world, id, Goal::Include, &world.case(case));
    assert!(routes.complete);
    routes.routes.iter().map(|route| written(world, route)).collect()
}

fn written(world: &World, route: &Route) -> String {
    let change = |change: &FactChange| {
        let fact = world.catalogue.fact(change.fact);
        let from = change.from.as_ref().map_or("?".to_owned(), |from| fact.written(from, "+"));
        let to: Vec<String> =
            std::iter::once(&change.to).chain(&change.or).map(|to| fact.written(to, "+")).collect();
        format!("{} {from} -> {}", fact.key, to.join(" or "))
    };
    route.changes.iter().map(change).collect::<Vec<_>>().join("; ")
}

#[test]
fn an_answer_one_line_away_is_the_route() {
    let world = small(&[offer("group", "programme", &["anger"])
        .asks("score", "{ fact = \"score\", at-least = 50 }")
        .asks("willing", "{ fact = \"willing\", is = true }")]);
    let case = format!("{CASE}needs = [\"anger\"]\nscore = 40\nwilling = true\n");
    assert_eq!(routes(&world, "group", &case), ["score 40 -> 50"]);
    let case = format!("{CASE}needs = [\"anger\"]\nscore = 40\n");
    assert_eq!(routes(&world, "group", &case), ["score 40 -> 50; willing ? -> yes"]);
}

#[test]
fn either_half_of_a_choice_is_a_route_of_its_own() {
    let world = small(&[offer("group", "programme", &["anger"]).asks(
        "either",
        "{ any = [{ fact = \"score\", at-least = 50 }, { fact = \"willing\", is = true }] }",
    )]);
    let case = format!("{CASE}needs = [\"anger\"]\nscore = 40\nwilling = false\n");
    assert_eq!(routes(&world, "group", &case), ["score 40 -> 50", "willing no -> yes"]);
}

#[test]
fn what_will_not_change_is_named_and_no_route_goes_through_it() {
    let world = small(&[offer("group", "programme", &["anger"])
        .asks("offence", "{ fact = \"offence\", includes = [\"harm\"] }")
        .asks("willing", "{ fact = \"willing\", is = true }")]);
    let case = world.case(&format!("{CASE}needs = [\"anger\"]\nwilling = false\n"));
    let found = routes_to(&world, "group", Goal::Include, &case);
    assert_eq!(found.routes, []);
    let offence = world.catalogue.vocabulary.named("offence").unwrap();
    let finals: Vec<&[FactId]> = found.finals.iter().map(|last| last.facts.as_slice()).collect();
    assert_eq!(finals, [[offence]]);
}

#[test]
fn an_unknown_answer_is_a_question_even_where_the_fact_will_not_change() {
    let world = small(&[offer("group", "programme", &["anger"])
        .asks("offence", "{ fact = \"offence\", includes = [\"harm\"] }")]);
    let case = world.case("region = \"north\"\nsentence = \"order\"\nneeds = [\"anger\"]\n");
    let found = routes_to(&world, "group", Goal::Include, &case);
    assert_eq!(written(&world, &found.routes[0]), "offence ? -> harm");
    assert_eq!(found.routes[0].kind(), Change::Question);
}

#[test]
fn an_offer_that_another_displaces_comes_in_once_the_other_is_out_of_the_way() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("kit", "toolkit", &["anger"]),
    ]);
    let case = format!("{CASE}needs = [\"anger\"]\nwilling = true\ncannot-access = []\n");
    assert_eq!(routes(&world, "kit", &case), ["cannot-access none -> group", "willing yes -> no"]);
}

#[test]
fn weeks_that_several_offers_need_together_are_counted_together() {
    let world = small(&[
        offer("one", "programme", &["anger", "thinking"]).takes("sessions = 10"),
        offer("two", "programme", &["drink"]).takes("sessions = 10"),
    ]);
    let needs = "needs = [\"anger\", \"thinking\", \"drink\"]";
    let found = routes(&world, "two", &format!("{CASE}{needs}\nweeks = 15\ncannot-access = []\n"));
    assert!(found.contains(&"weeks 15 -> 20".to_owned()), "{found:?}");
    assert!(found.contains(&"cannot-access none -> one".to_owned()), "{found:?}");
}

#[test]
fn an_exception_is_a_route_to_judgement_only() {
    let world = small(&[offer("group", "programme", &["anger"])
        .asks("score", "{ fact = \"score\", at-least = 50 }")
        .unless("{ fact = \"willing\", is = true }")]);
    let case = world.case(&format!("{CASE}needs = [\"anger\"]\nscore = 40\nwilling = false\n"));
    let found = routes_to(&world, "group", Goal::Consider, &case);
    assert_eq!(written(&world, &found.routes[0]), "willing no -> yes");
    let found = routes_to(&world, "group", Goal::Include, &case);
    assert_eq!(written(&world, &found.routes[0]), "score 40 -> 50");
}

#[test]
fn time_goes_one_way() {
    let facts = "[[fact]]\nkey = \"age\"\nname = \"Age\"\ngroup = \"The person\"\nquestion = \"How old?\"\n\
                 type = \"number\"\nminimum = 0\nmaximum = 100\nunit = \"years\"\nhelp = \"Age.\"\nfind = \"Ask.\"\n\
                 change = \"time\"\ndirection = \"up\"\nsource = { id = \"policy\", heading = \"Facts\" }\n";
    let world = crate::small::files(&[
        offer("older", "programme", &["anger"]).asks("age", "{ fact = \"age\", at-least = 25 }"),
        offer("younger", "programme", &["anger"]).asks("age", "{ fact = \"age\", at-most = 20 }"),
    ])
    .append("facts.toml", facts)
    .world();
    let case = world.case(&format!("{CASE}needs = [\"anger\"]\nage = 22\n"));
    let older = routes_to(&world, "older", Goal::Include, &case);
    assert_eq!(written(&world, &older.routes[0]), "age 22 -> 25");
    assert_eq!(
        older.routes[0].words(&world.catalogue, Goal::Include, &case),
        "It would come into the plan if Age were 25 years (now 22 years, by 1 December 2025 at the latest)."
    );
    let younger = routes_to(&world, "younger", Goal::Include, &case);
    assert_eq!(younger.routes, []);
    assert_eq!(younger.finals.len(), 1);
}

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
        let goal = explainer.usual_goal(id, &[]);
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

#[test]
fn every_offer_is_explained_for_every_example_in_words() {
    let world = World::shipped();
    let catalogue = &world.catalogue;
    let planner = Planner::new(catalogue);
    let explainer = Explainer::new(&planner);
    let examples = examples();
    assert!(examples.len() >= 6, "{examples:?}");
    for (name, case) in &examples {
        let case = world.case(case);
        let decision = planner.decide(&case, &Options::default());
        let questions = questions(&planner, &case, &Judgement::default());
        let planned = PlannedCase {
            planner: &planner,
            case: &case,
            decision: &decision,
            accepted: &[],
            declined: &[],
            presumed: &[],
            questions: &questions,
        };
        for index in 0..catalogue.offers.len() {
            let offer = OfferId(index as u16);
            let goal = explainer.usual_goal(offer, &[]);
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
            let settled = routes.reached || !routes.finals.is_empty() || !routes.routes.is_empty();
            assert!(settled || !routes.complete, "{name}, {id}: neither a route nor a last word");
            for route in json["routes"].as_array().unwrap() {
                assert!(route["words"].as_str().unwrap().ends_with('.'), "{name}, {id}: {route}");
            }
        }
    }
}

const KINDS: [&str; 4] = ["programme", "intervention", "service", "toolkit"];
const TARGETS: [&str; 5] = ["anger", "housing", "thinking", "drink", "harm"];
const CONDITIONS: [&str; 12] = [
    "{ fact = \"score\", at-least = 50 }",
    "{ fact = \"score\", at-most = 29 }",
    "{ fact = \"willing\", is = true }",
    "{ fact = \"ready\", is = true }",
    "{ fact = \"ready\", is = false }",
    "{ fact = \"needs\", includes = [\"anger\", \"drink\"] }",
    "{ fact = \"needs\", includes-none = [\"housing\"] }",
    "{ fact = \"offence\", includes-none = [\"harm\"] }",
    "{ any = [{ fact = \"score\", at-least = 30 }, { fact = \"willing\", is = true }] }",
    "{ all = [{ fact = \"sentence\", is = \"order\" }, { not = { fact = \"score\", at-least = 50 } }] }",
    "{ any = [{ all = [{ fact = \"sentence\", is = \"licence\" }, { fact = \"weeks\", at-least = 6 }] }, { fact = \"weeks\", at-least = 9 }] }",
    "{ not = { any = [{ fact = \"ready\", is = false }, { fact = \"stage\", is = \"supervision\" }] } }",
];

/// Everything about one random offer but its id.
type Drawn =
    (&'static str, Vec<&'static str>, Vec<(&'static str, Option<&'static str>)>, (u32, bool), (bool, bool));

fn drawn() -> impl Strategy<Value = Drawn> {
    let criterion = (select(&CONDITIONS[..]), proptest::option::weighted(0.2, select(&CONDITIONS[..])));
    (
        select(&KINDS[..]),
        subsequence(&TARGETS[..], 1..=3),
        proptest::collection::vec(criterion, 0..=2),
        (1_u32..=5, proptest::bool::weighted(0.2)),
        (proptest::bool::weighted(0.1), proptest::bool::weighted(0.2)),
    )
}

fn built(index: usize, (kind, targets, criteria, (sessions, assumed), (option, beside)): &Drawn) -> Offer {
    let mut built = offer(&format!("offer-{index}"), kind, targets);
    built = built.takes(&format!("sessions = {sessions}; assumed = {assumed}"));
    if *option {
        built = built.with("option = true");
    }
    for (at, (when, exception)) in criteria.iter().enumerate() {
        built = built.asks(&format!("c{at}"), when);
        if let Some(exception) = exception {
            built = built.unless(exception);
        }
    }
    if *beside { built.not_beside(&["programme"]) } else { built }
}

/// A line of a case, or nothing where the fact stays unknown.
fn line(key: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::option::weighted(0.8, select(values))
        .prop_map(move |value| value.map_or(String::new(), |value| format!("{key} = {value}\n")))
}

fn any_case() -> impl Strategy<Value = String> {
    (
        line("sentence", &["\"order\"", "\"licence\""]),
        line("stage", &["\"proposal\"", "\"supervision\""]),
        line("requirements", &["[]", "[\"rar\"]", "[\"rar\", \"programme\"]"]),
        line("weeks", &["2", "4", "7", "12"]),
        line("days", &["1", "3", "6"]),
        line("offence", &["[]", "[\"harm\"]"]),
        line("needs", &["[]", "[\"anger\"]", "[\"anger\", \"thinking\"]", "[\"housing\", \"drink\"]"]),
        line("score", &["20", "40", "60", "\"unavailable\""]),
        line("willing", &["true", "false"]),
        line("ready", &["true", "false"]),
        line("cannot-access", &["[]", "[\"offer-0\"]"]),
    )
        .prop_map(|lines| {
            let (a, b, c, d, e, f, g, h, i, j, k) = lines;
            ["region = \"north\"\ncompleted = []\n", &a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k].concat()
        })
}

/// Every answer that may take the place of the present one, lines on either side included.
fn other_answers(world: &World, fact: FactId, case: &Case) -> Vec<Answer> {
    let vocabulary = &world.catalogue.vocabulary;
    let declared = vocabulary.fact(fact);
    let now = case.answer(vocabulary, fact);
    if now.is_some() && declared.change == Change::Fixed {
        return Vec::new();
    }
    let lists = |count: usize| {
        (0..1_u32 << count).map(move |bits| {
            let value = |value: &u16| bits >> value & 1 == 1;
            Answer::AnyOf((0..u16::try_from(count).unwrap()).filter(value).collect())
        })
    };
    let mut answers: Vec<Answer> = match &declared.answers {
        Answers::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        Answers::Number { unit, .. } if unit == "%" => [0, 29, 30, 49, 50, 100].map(Answer::Number).to_vec(),
        Answers::Number { .. } => (0..=30).map(Answer::Number).collect(),
        Answers::OneOf(values) => (0..u16::try_from(values.len()).unwrap()).map(Answer::OneOf).collect(),
        Answers::AnyOf(values) => lists(values.len()).collect(),
    };
    if declared.unavailable.is_some() && now.is_none() {
        answers.push(Answer::Unavailable);
    }
    answers.retain(|answer| Some(answer) != now.as_ref());
    answers
}

/// The sets of exactly one fact, or else of exactly two, with some answers under which the offer reaches the goal.
fn by_trying_everything(
    world: &World,
    id: OfferId,
    goal: Goal,
    case: &Case,
) -> (usize, BTreeSet<Vec<FactId>>) {
    let vocabulary = &world.catalogue.vocabulary;
    let planner = Planner::new(&world.catalogue);
    let mut workspace = Workspace::default();
    let mut reaches = |case: &Case| {
        let decision = planner.decide_in(&mut workspace, case, &Options::default());
        goal.is_reached(decision.reasons[id.index()])
    };
    let facts: Vec<(FactId, Vec<Answer>)> =
        vocabulary.iter().map(|(fact, _)| (fact, other_answers(world, fact, case))).collect();
    let mut found = BTreeSet::new();
    for (fact, answers) in &facts {
        for answer in answers {
            let mut changed = case.clone();
            changed.set(vocabulary, *fact, answer);
            if reaches(&changed) {
                found.insert(vec![*fact]);
                break;
            }
        }
    }
    if !found.is_empty() {
        return (1, found);
    }
    for (at, (one, answers)) in facts.iter().enumerate() {
        for (other, others) in &facts[at + 1..] {
            let pair = answers.iter().any(|answer| {
                let mut changed = case.clone();
                changed.set(vocabulary, *one, answer);
                others.iter().any(|answer| {
                    changed.set(vocabulary, *other, answer);
                    reaches(&changed)
                })
            });
            if pair {
                found.insert(vec![*one, *other]);
            }
        }
    }
    (2, found)
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn every_route_reaches_the_goal_no_part_of_it_does_and_no_smaller_set_was_missed(
        offers in proptest::collection::vec(drawn(), 2..=4),
        lines in any_case(),
        to_consider in proptest::bool::weighted(0.25),
    ) {
        let offers: Vec<Offer> = offers.iter().enumerate().map(|(at, drawn)| built(at, drawn)).collect();
        let world = small(&offers);
        let vocabulary = &world.catalogue.vocabulary;
        let case = world.case(&lines);
        let planner = Planner::new(&world.catalogue);
        let explainer = Explainer::new(&planner);
        let goal = if to_consider { Goal::Consider } else { Goal::Include };
        for index in 0..offers.len() {
            let id = OfferId::of(index).unwrap();
            let found = explainer.routes(id, goal, &case, &Judgement::default());
            let reaches = |case: &Case| goal.is_reached(planner.decide(case, &Options::default()).reasons[index]);
            prop_assert_eq!(found.reached, reaches(&case));
            if found.reached {
                continue;
            }
            for route in &found.routes {
                let changed = |leave_out: usize, to: Option<(FactId, &Answer)>| {
                    let mut changed = case.clone();
                    for (at, change) in route.changes.iter().enumerate() {
                        if leave_out >> at & 1 == 0 {
                            changed.set(vocabulary, change.fact, &change.to);
                        }
                    }
                    if let Some((fact, to)) = to {
                        changed.set(vocabulary, fact, to);
                    }
                    changed
                };
                let words = written(&world, route);
                prop_assert!(reaches(&changed(0, None)), "{words} does not do it");
                for change in &route.changes {
                    for other in &change.or {
                        prop_assert!(reaches(&changed(0, Some((change.fact, other)))), "{words}: {other:?}");
                    }
                }
                for leave_out in 1..1 << route.changes.len() {
                    prop_assert!(!reaches(&changed(leave_out, None)), "part of {words} does it");
                }
            }
            prop_assert!(found.complete);
            let size = found.routes.first().map_or(usize::MAX, |route| route.changes.len());
            let (tried, all) = by_trying_everything(&world, id, goal, &case);
            let of_routes: BTreeSet<Vec<FactId>> = (found.routes.iter())
                .map(|route| route.changes.iter().map(|change| change.fact).collect())
                .collect();
            if size > 2 {
                prop_assert!(all.is_empty(), "offer-{index}: {all:?} of {tried} were missed");
            } else if found.found == found.routes.len() {
                prop_assert_eq!(&of_routes, &all, "offer-{}: {:?}", index, lines);
            }
        }
    }
}
