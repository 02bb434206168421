//! Routes: every smallest set of other answers that brings an offer into the plan, and nothing that does not.

use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Change, FactId};
use goldenthread::explain::{Explainer, FactChange, Goal, Route, Routes};
use goldenthread::plan::Planner;

use crate::small::{Offer, offer, small};
use crate::world::World;

const CASE: &str = "region = \"north\"\nsentence = \"order\"\noffence = []\n";

pub fn routes_to(world: &World, id: &str, goal: Goal, case: &Case) -> Routes {
    let planner = Planner::new(&world.catalogue);
    Explainer::new(&planner).routes(world.offer(id), goal, case, &Judgement::default())
}

/// The routes to an offer, each as `fact from -> to`.
fn routes(world: &World, id: &str, case: &str) -> Vec<String> {
    let routes = routes_to(world, id, Goal::Include, &world.case(case));
    assert!(routes.complete);
    routes.routes.iter().map(|route| written(world, route)).collect()
}

pub fn written(world: &World, route: &Route) -> String {
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
fn no_route_only_rules_out_another_offer_for_the_same_end() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("kit", "toolkit", &["anger"]),
    ]);
    let case = world.case(&format!("{CASE}needs = [\"anger\"]\nwilling = true\ncannot-access = []\n"));
    let found = routes_to(&world, "kit", Goal::Include, &case);
    assert_eq!(found.routes, []);
    assert_eq!(found.passed_over, [world.offer("group")]);
}

#[test]
fn an_open_question_about_another_offer_for_the_same_end_is_a_route() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("kit", "toolkit", &["anger"]),
    ]);
    let case = format!("{CASE}needs = [\"anger\"]\n");
    assert_eq!(routes(&world, "kit", &case), ["score ? -> 49 or unavailable"]);
}

#[test]
fn a_change_that_the_offer_needs_itself_is_a_route_even_where_it_rules_another_out() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("kit", "toolkit", &["anger"]).asks("unwilling", "{ fact = \"willing\", is = false }"),
    ]);
    let case = format!("{CASE}needs = [\"anger\"]\nwilling = true\ncannot-access = []\n");
    assert_eq!(routes(&world, "kit", &case), ["willing yes -> no"]);
}

#[test]
fn an_offer_for_another_end_may_make_room() {
    let world = small(&[
        offer("one", "programme", &["anger", "thinking"])
            .takes("sessions = 10")
            .asks("willing", "{ fact = \"willing\", is = true }"),
        offer("two", "programme", &["drink"]).takes("sessions = 10"),
    ]);
    let needs =
        "needs = [\"anger\", \"thinking\", \"drink\"]\nweeks = 15\nwilling = true\ncannot-access = []\n";
    let found = routes(&world, "two", &format!("{CASE}{needs}"));
    assert!(found.contains(&"willing yes -> no".to_owned()), "{found:?}");
}

/// A world in which more readiness, fewer needs and lower scores are worth naming, and nothing else.
fn one_way(offers: &[Offer]) -> World {
    let one_way = |key: &str, change: &str, way: &str| {
        let facts = include_str!("small/facts.toml");
        let at = facts.find(&format!("key = \"{key}\"")).unwrap();
        let change = format!("change = \"{change}\"\n");
        let line = facts[at..].find(&change).unwrap();
        let before = facts[at..at + line].to_owned() + &change;
        (before.clone(), format!("{before}direction = \"{way}\"\n"))
    };
    let mut files = crate::small::files(offers);
    for (key, change, way) in [("willing", "work", "up"), ("needs", "work", "down")] {
        let (before, after) = one_way(key, change, way);
        files = files.replace("facts.toml", &before, &after);
    }
    files.world()
}

#[test]
fn a_known_answer_changes_only_in_the_direction_that_is_worth_naming() {
    let world = one_way(&[
        offer("unwilling", "programme", &["anger"]).asks("no", "{ fact = \"willing\", is = false }"),
        offer("short", "programme", &["anger"]).asks("short", "{ fact = \"weeks\", at-most = 9 }"),
        offer("long", "programme", &["thinking"]).asks("long", "{ fact = \"weeks\", at-least = 12 }"),
        offer("fewer", "toolkit", &["thinking"])
            .asks("no", "{ fact = \"needs\", includes-none = [\"housing\"] }"),
    ]);
    let case = world.case(&format!(
        "{CASE}needs = [\"thinking\", \"housing\"]\nweeks = 10\nwilling = true\ncannot-access = []\n"
    ));
    for (id, facts) in [("unwilling", vec!["willing", "needs"]), ("short", vec!["weeks", "needs"])] {
        let found = routes_to(&world, id, Goal::Include, &case);
        assert_eq!(found.routes, [], "{id}");
        let stays: Vec<&str> = (found.finals.iter())
            .flat_map(|last| &last.facts)
            .map(|fact| world.catalogue.fact(*fact).key.as_str())
            .collect();
        assert_eq!(stays, facts, "{id}");
    }
    let routes_of = |id: &str| {
        let found = routes_to(&world, id, Goal::Include, &case);
        found.routes.iter().map(|route| written(&world, route)).collect::<Vec<_>>()
    };
    assert_eq!(routes_of("long"), ["weeks 10 -> 12"]);
    assert_eq!(routes_of("fewer"), ["needs housing+thinking -> thinking"]);
}

#[test]
fn an_unknown_answer_may_turn_out_either_way() {
    let world = one_way(&[
        offer("unwilling", "programme", &["anger"]).asks("no", "{ fact = \"willing\", is = false }")
    ]);
    let case = format!("{CASE}needs = [\"anger\"]\n");
    assert_eq!(routes(&world, "unwilling", &case), ["willing ? -> no"]);
}

#[test]
fn an_offer_whose_delivery_nobody_confirms_there_is_asked_for_by_judgement() {
    let world =
        small(&[offer("group", "programme", &["anger"]).open("regions = [\"north\"]; confirmed = false")]);
    let planner = Planner::new(&world.catalogue);
    let explainer = Explainer::new(&planner);
    let case = world.case(&format!("{CASE}needs = []\n"));
    let id = world.offer("group");
    assert_eq!(explainer.usual_goal(id, &case, &[]), Goal::Consider);
    assert_eq!(explainer.usual_goal(id, &case, &[id]), Goal::Include);
    let found = routes_to(&world, "group", Goal::Consider, &case);
    assert_eq!(written(&world, &found.routes[0]), "needs none -> anger");
    let accepted = Judgement { accepted: vec![id], ..Judgement::default() };
    let found = explainer.routes(id, Goal::Include, &case, &accepted);
    assert_eq!(written(&world, &found.routes[0]), "needs none -> anger");
    assert!(!routes_to(&world, "group", Goal::Include, &case).finals.is_empty());
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
    assert!(!found.iter().any(|route| route.contains("cannot-access")), "{found:?}");
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
