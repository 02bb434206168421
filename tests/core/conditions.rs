//! What a condition made of others comes to where some of the answers are missing.

use goldenthread::matching::CriterionResult::{self, Met, NotMet, Unknown};
use goldenthread::matching::{Block, Evaluation};
use goldenthread::plan::Planner;

use crate::small::{offer, small};

/// What becomes of a criterion for each answer to two questions, in the order of the rows below.
fn results(when: &str) -> Vec<CriterionResult> {
    let world = small(&[offer("group", "programme", &["anger"]).asks("criterion", when)]);
    let rules = &Planner::new(&world.catalogue).rules;
    let answers = [Some(true), None, Some(false)];
    let written =
        |key: &str, answer: Option<bool>| answer.map_or(String::new(), |yes| format!("{key} = {yes}\n"));
    let cases: Vec<_> = answers
        .iter()
        .flat_map(|willing| answers.iter().map(move |ready| (*willing, *ready)))
        .map(|(willing, ready)| world.case(&(written("willing", willing) + &written("ready", ready))))
        .collect();
    let criterion = rules.offers[0].criteria[0] as usize;
    let mut block = Block::default();
    block.run(rules, cases.iter());
    let each = cases.iter().enumerate().map(|(place, case)| {
        let (mut alone, mut among) = (Evaluation::default(), Evaluation::default());
        alone.run(rules, case);
        block.take(place, &mut among);
        assert_eq!(alone.result(rules, criterion), among.result(rules, criterion), "alone, and among others");
        alone.result(rules, criterion)
    });
    each.collect()
}

const WILLING: &str = "{ fact = \"willing\", is = true }";
const READY: &str = "{ fact = \"ready\", is = true }";

#[test]
fn one_part_that_fails_is_enough_for_all_to_fail_whatever_is_missing() {
    let rows = [
        Met,     // yes and yes: nothing stands against it
        Unknown, // yes and unknown: the missing answer decides
        NotMet,  // yes and no: one failure is enough
        Unknown, // unknown and yes: the missing answer decides
        Unknown, // unknown and unknown
        NotMet,  // unknown and no: whatever the answer, the other fails
        NotMet,  // no and yes
        NotMet,  // no and unknown: whatever the answer, the other fails
        NotMet,  // no and no
    ];
    assert_eq!(results(&format!("{{ all = [{WILLING}, {READY}] }}")), rows);
}

#[test]
fn one_part_that_holds_is_enough_for_any_to_hold_whatever_is_missing() {
    let rows = [
        Met,     // yes or yes
        Met,     // yes or unknown: whatever the answer, the other holds
        Met,     // yes or no: one is enough
        Met,     // unknown or yes: whatever the answer, the other holds
        Unknown, // unknown or unknown
        Unknown, // unknown or no: the missing answer decides
        Met,     // no or yes
        Unknown, // no or unknown: the missing answer decides
        NotMet,  // no or no: nothing holds
    ];
    assert_eq!(results(&format!("{{ any = [{WILLING}, {READY}] }}")), rows);
}

#[test]
fn a_missing_answer_is_missing_for_the_opposite_too() {
    let rows = [NotMet, NotMet, NotMet, Unknown, Unknown, Unknown, Met, Met, Met];
    assert_eq!(results(&format!("{{ not = {WILLING} }}")), rows);
}
