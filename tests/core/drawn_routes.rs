//! Routes of random offers for random cases, against trying everything.

use std::collections::BTreeSet;

use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Answer, Answers, Change, FactId, OfferId};
use goldenthread::explain::{Explainer, FactChange, Goal};
use goldenthread::ids::Id;
use goldenthread::plan::{Options, Planner, Workspace};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::people::cases;
use crate::routes::written;
use crate::shipped_routes::{is_for_the_worse, only_rules_out_a_rival};
use crate::small::{Offer, offer, small};
use crate::world::World;

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
    let forbidden = |to: &Answer| {
        let change =
            FactChange { fact, from: now.clone(), to: to.clone(), or: Vec::new(), kind: declared.change };
        is_for_the_worse(world, &change, to)
    };
    answers.retain(|answer| Some(answer) != now.as_ref() && !forbidden(answer));
    answers
}

/// The sets of exactly one fact, or else of exactly two, with some answers under which the offer reaches the goal, without those
/// that only rule out another offer for the same end.
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
    let is_route = |changed: &Case| !only_rules_out_a_rival(world, id, goal, case, changed);
    let facts: Vec<(FactId, Vec<Answer>)> =
        vocabulary.iter().map(|(fact, _)| (fact, other_answers(world, fact, case))).collect();
    let mut found = BTreeSet::new();
    let with = |case: &Case, fact: FactId, answer: &Answer| {
        let mut changed = case.clone();
        changed.set(vocabulary, fact, answer);
        changed
    };
    for (fact, answers) in &facts {
        let mut changed = answers.iter().map(|answer| with(case, *fact, answer));
        if changed.any(|changed| reaches(&changed) && is_route(&changed)) {
            found.insert(vec![*fact]);
        }
    }
    if !found.is_empty() {
        return (1, found);
    }
    for (at, (one, answers)) in facts.iter().enumerate() {
        for (other, others) in &facts[at + 1..] {
            let pair = answers.iter().any(|answer| {
                let half = with(case, *one, answer);
                others.iter().any(|answer| {
                    let whole = with(&half, *other, answer);
                    let is_smallest = |reaches: &mut dyn FnMut(&Case) -> bool| {
                        !reaches(&half) && !reaches(&with(case, *other, answer))
                    };
                    reaches(&whole) && is_smallest(&mut reaches) && is_route(&whole)
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
