//! What may be accepted and declined, tried on random people of the shipped catalogue, on days of every edition, and of a small one.

use goldenthread::batch::{Form, Piece, Reading, Rows, Worker};
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Answer, OfferId};
use goldenthread::ids;
use goldenthread::plan::Options;
use goldenthread::report::caseload::{CaseOutput, Plans};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use crate::people::{Judged, People, acceptable, cases, planned};

/// A case with what was decided beside it, as a line of a caseload.
fn line(people: &'static People, case: &Case, judgement: &Judgement) -> String {
    let catalogue = people.planner(case).catalogue;
    let mut line = Map::new();
    for (id, answer) in case.answers(&catalogue.vocabulary) {
        let fact = catalogue.fact(id);
        let values = |listed: &[u16]| {
            listed.iter().map(|value| fact.values()[usize::from(*value)].key.clone().into()).collect()
        };
        let value = match &answer {
            Answer::YesNo(yes) => Value::Bool(*yes),
            Answer::Number(number) => json!(number),
            Answer::AnyOf(listed) => Value::Array(values(listed)),
            _ => Value::String(fact.written(&answer, ";")),
        };
        line.insert(fact.key.clone(), value);
    }
    let judged = |offers: &[OfferId]| {
        let each =
            offers.iter().map(|offer| (catalogue.offer(*offer).id.clone(), json!("Agreed with the team.")));
        Value::Object(each.collect())
    };
    line.insert("as-of".to_owned(), json!(case.as_of.to_string()));
    line.insert("accept".to_owned(), judged(&judgement.accepted));
    line.insert("decline".to_owned(), judged(&judgement.declined));
    Value::Object(line).to_string()
}

/// What a caseload of this one row gives: its plan, or why it was rejected.
fn outcome(people: &'static People, case: &Case, judgement: &Judgement) -> Result<Value, Value> {
    let reading = Reading {
        form: Form::Ndjson,
        today: date(2022, 12, 1),
        as_of: None,
        presume: false,
        ignored: Vec::new(),
        longest_row: 1 << 20,
        needs_proposed: false,
    };
    let rows = Rows::new(people.planner(case).catalogue, &reading);
    let mut worker = Worker::new(rows, Plans::new(&people.editions, CaseOutput::Outcomes, false));
    let mut piece = Piece::default();
    piece.bytes = line(people, case, judgement).into_bytes();
    (piece.line, piece.row) = (1, 1);
    let (mut out, mut rejects) = (Vec::new(), Vec::new());
    worker.run(&mut piece, &mut out, &mut rejects);
    if rejects.is_empty() {
        Ok(serde_json::from_slice(&out).unwrap())
    } else {
        Err(serde_json::from_slice(&rejects).unwrap())
    }
}

fn try_on_everyone(quick: u32, law: impl Fn(&'static People, &Judged, u64) -> Result<(), TestCaseError>) {
    for people in [People::shipped(), People::small()] {
        let people_and_draw = (people.any(), any::<u64>());
        let tried = TestRunner::new(cases(quick)).run(&people_and_draw, |(judged, draw)| {
            let described = || judged.described(people.planner(&judged.case));
            law(people, &judged, draw)
                .map_err(|why| TestCaseError::fail(format!("{why} for\n{}", described())))
        });
        tried.unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn what_a_plan_says_may_be_accepted_can_be_and_nothing_else() {
    try_on_everyone(120, |people, judged, draw| {
        let catalogue = people.planner(&judged.case).catalogue;
        let may = acceptable(&people.decide(judged));
        prop_assert!(
            outcome(people, &judged.case, &judged.judgement).is_ok(),
            "what was accepted one by one"
        );
        let open = ids::all::<OfferId>(catalogue.offers.len()).filter(|offer| {
            !judged.judgement.accepted.contains(offer) && !judged.judgement.declined.contains(offer)
        });
        let open: Vec<OfferId> = open.collect();
        let any_other = open.get((draw % open.len() as u64) as usize).copied();
        for offer in may.iter().copied().chain(any_other) {
            let mut judgement = judged.judgement.clone();
            judgement.accepted = vec![offer];
            let alone = Judged { case: judged.case.clone(), judgement };
            let mut without = alone.clone();
            without.judgement.accepted.clear();
            let may = acceptable(&people.decide(&without)).contains(&offer);
            let given = outcome(people, &alone.case, &alone.judgement);
            let id = &catalogue.offer(offer).id;
            prop_assert_eq!(given.is_ok(), may, "{}: {:?}", id, given);
            if let Err(reject) = given {
                prop_assert_eq!(&reject["value"], &json!(id), "the reject names it: {}", reject);
            }
        }
        Ok(())
    });
}

#[test]
fn an_offer_that_may_be_accepted_given_the_others_may_be_added_to_them_and_no_other_may() {
    try_on_everyone(120, |people, judged, draw| {
        let planner = people.planner(&judged.case);
        let offers = planner.catalogue.offers.len() as u64;
        let offer = OfferId(u16::try_from(draw % offers).unwrap());
        let mut more = judged.clone();
        more.judgement.declined.retain(|other| *other != offer);
        if more.judgement.accepted.contains(&offer) {
            return Ok(());
        }
        more.judgement.accepted.push(offer);
        let options = Options::from(&more.judgement);
        let all_may =
            (more.judgement.accepted.iter()).all(|offer| planner.may_accept(&more.case, &options, *offer));
        prop_assert_eq!(
            outcome(people, &more.case, &more.judgement).is_ok(),
            all_may,
            "{}",
            planner.catalogue.offer(offer).id
        );
        Ok(())
    });
}

#[test]
fn declining_is_never_an_error_and_nothing_that_is_declined_is_in_the_plan() {
    try_on_everyone(120, |people, judged, draw| {
        let catalogue = people.planner(&judged.case).catalogue;
        let declined = ids::all::<OfferId>(catalogue.offers.len())
            .filter(|offer| (draw >> (offer.index() % 64)) & 1 == 1)
            .collect();
        let declining =
            Judged { case: judged.case.clone(), judgement: Judgement { accepted: Vec::new(), declined } };
        let given = outcome(people, &declining.case, &declining.judgement);
        prop_assert!(given.is_ok(), "{:?}", given);
        let decision = people.decide(&declining);
        for offer in &declining.judgement.declined {
            prop_assert!(!decision.included.contains(offer), "{} is in the plan", catalogue.offer(*offer).id);
        }
        let planned = planned(people.planner(&declining.case), &declining.case, &decision, [&[], &[]]);
        prop_assert_eq!(planned.decision.steps.len(), decision.included.len());
        Ok(())
    });
}
