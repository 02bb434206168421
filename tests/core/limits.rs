//! Catalogues far larger than the one shipped: what they hold is planned with as in a small one.

use goldenthread::audit::check;
use goldenthread::audit::diff::{Side, diff};
use goldenthread::audit::gaps::{Scope, gaps};
use goldenthread::catalogue::{Accepts, Condition, Criterion, History, Test};
use goldenthread::outcome::Reason;
use goldenthread::plan::Options;
use goldenthread::plan::Planner;

use crate::small::{files, offer, small};

/// What is known of everybody here beside what a test asks about.
const CASE: &str = "sentence = \"order\"\noffence = []\nneeds = [\"anger\"]\n";

/// Distinct conditions that no score of nought meets, more than two bytes can number.
fn conditions(criterion: &Criterion) -> Vec<Condition> {
    let Condition::Test(test) = &criterion.when else { panic!("the criterion is one test") };
    let at_least = |number| Condition::Test(Test { accepts: Accepts::AtLeast(number), ..test.clone() });
    let above = 1..=100;
    let pairs = above.clone().flat_map(|one| above.clone().map(move |other| (one, other)));
    let triples = pairs.flat_map(|(one, other)| (1..=8).map(move |third| [one, other, third]));
    let parts = |[one, other, third]: [u32; 3]| vec![at_least(one), at_least(other), at_least(third)];
    triples.map(|numbers| Condition::All(parts(numbers))).collect()
}

#[test]
fn a_catalogue_with_more_than_65_535_conditions_and_criteria_decides_by_each_of_them() {
    let mut world = small(&[
        offer("group", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 1 }"),
        offer("kit", "toolkit", &["drink"]).asks("willing", "{ not = { fact = \"willing\", is = false } }"),
    ]);
    let first = world.catalogue.offers[0].criteria[0].clone();
    let conditions = conditions(&first);
    assert!(conditions.len() > usize::from(u16::MAX));
    world.catalogue.offers[0].criteria =
        conditions.into_iter().map(|when| Criterion { when, ..first.clone() }).collect();
    let case = |answers: &str| {
        world.case(&format!(
            "region = \"north\"\nsentence = \"order\"\noffence = []\nneeds = [\"anger\", \"drink\"]\n{answers}"
        ))
    };
    let planner = Planner::new(&world.catalogue);
    let reasons = |answers: &str| planner.decide(&case(answers), &Options::default()).reasons;
    let (met, not_met) = (Reason::MeetsCriteria, Reason::NotEligible);
    assert_eq!(reasons("score = 0\nwilling = true"), [not_met, met]);
    assert_eq!(reasons("score = 100\nwilling = false"), [met, not_met]);
    assert_eq!(reasons("score = 50\nwilling = true"), [not_met, met]);
}

#[test]
fn a_choice_of_hundreds_is_told_apart_by_each_of_its_values() {
    let values: Vec<String> = (0..300).map(|n| format!("{{ key = \"r{n}\", name = \"r{n}\" }}")).collect();
    let group = offer("group", "programme", &["anger"])
        .asks("region", "{ fact = \"region\", is = [\"r3\", \"r64\", \"r299\"] }");
    let kit = offer("kit", "toolkit", &["anger"]).open("regions = [\"r67\", \"r200\"]");
    let world = files(&[group, kit])
        .replace("facts.toml", "{ key = \"north\"", &format!("{}, {{ key = \"north\"", values.join(", ")))
        .world();
    let included = |region: &str| {
        let plan = world.plan(&format!("{CASE}region = \"{region}\"\n"));
        ["group", "kit"].map(|id| plan.of(id).starts_with("include"))
    };
    for region in ["r3", "r64", "r299"] {
        assert_eq!(included(region), [true, false], "{region}");
    }
    for region in ["r67", "r200"] {
        assert_eq!(included(region), [false, true], "{region}");
    }
    for region in ["r0", "r128", "r172", "north"] {
        assert_eq!(included(region), [false, false], "{region}");
    }
}

#[test]
fn a_number_above_65_535_is_held_against_its_line() {
    let world = files(&[
        offer("group", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 70000 }")
    ])
    .replace("facts.toml", "maximum = 100\nunit = \"%\"", "maximum = 4294967294\nunit = \"%\"")
    .world();
    let outcome =
        |score: &str| world.plan(&format!("{CASE}region = \"north\"\nscore = {score}\n")).of("group");
    assert_eq!(outcome("69999"), "exclude not-eligible");
    assert_eq!(outcome("70000"), "include meets-criteria");
    assert_eq!(outcome("4294967294"), "include meets-criteria");
}

#[test]
fn a_fact_with_more_than_127_lines_is_told_apart_line_by_line() {
    let odd = |up_to: u32| {
        let each = (0..up_to).map(|n| {
            let number = 2 * n + 1;
            format!("{{ fact = \"score\", at-least = {number}, at-most = {number} }}")
        });
        format!("{{ any = [{}] }}", each.collect::<Vec<_>>().join(", "))
    };
    let catalogue = |up_to: u32| {
        files(&[offer("group", "programme", &["anger"]).asks("score", &odd(up_to))]).replace(
            "facts.toml",
            "maximum = 100\nunit = \"%\"",
            "maximum = 1000\nunit = \"%\"",
        )
    };
    let [new, old] = [catalogue(70), catalogue(69)];
    let [after, before] = [new.world(), old.world()];
    let [after, before] = [&after.catalogue, &before.catalogue].map(Planner::new);
    let day = jiff::civil::date(2022, 12, 1);
    // How many of those who need it can have it.
    let reached = |planner: &Planner<'_>| {
        let targets = vec![planner.catalogue.offers[0].targets[0]];
        let found = gaps(planner, Scope { day, targets, region: None, with_time: false, most: 9 }).unwrap();
        found.targets[0].present - found.targets[0].left_out
    };
    assert!(reached(&before) > 0.0);
    assert_eq!(reached(&before) * 70.0, reached(&after) * 69.0, "each number counts");
    let diff = diff(Side { planner: &before, day }, Side { planner: &after, day }).unwrap();
    assert_eq!(diff.offers.len(), 1);
    let (files, texts) = new.texts();
    let checked = check(&History::from(after.catalogue.clone()), &files, &texts, day).unwrap();
    assert!(checked.problems.iter().all(|problem| problem.code != "never-met"));
}
