//! Catalogues far larger than the one shipped: what they hold is planned with as in a small one.

use goldenthread::catalogue::{Accepts, Condition, Criterion, Test};
use goldenthread::outcome::Reason;
use goldenthread::plan::Planner;

use crate::small::{offer, small};

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
    let reasons = |answers: &str| planner.decide(&case(answers), &[]).reasons;
    let (met, not_met) = (Reason::MeetsCriteria, Reason::NotEligible);
    assert_eq!(reasons("score = 0\nwilling = true"), [not_met, met]);
    assert_eq!(reasons("score = 100\nwilling = false"), [met, not_met]);
    assert_eq!(reasons("score = 50\nwilling = true"), [not_met, met]);
}
