//! What is not asked for changes nothing: outcomes, steps, lines of the package and decisive cautions stay as they are whatever is
//! answered to it, on days of several editions of the shipped catalogue and on small catalogues made at random.

pub mod small;

use std::collections::BTreeSet;

use goldenthread::ask::questions;
use goldenthread::catalogue::policy::Weight;
use goldenthread::catalogue::{Answer, Answers, FactId, OfferId};
use goldenthread::ids::{self, Members as _};
use goldenthread::matching::Cut;
use goldenthread::plan::{Options, Planner};
use goldenthread::reasons::{caution, package};
use proptest::prelude::*;

use crate::people::{Judged, People, cases, planned};
use crate::satisfy::answers;

/// What a practitioner sees of a plan.
#[derive(Debug, PartialEq)]
struct Seen {
    outcomes: Vec<String>,
    steps: Vec<String>,
    package: Vec<String>,
    cautions: Vec<(String, String)>,
}

impl Seen {
    /// Each line that is in one of two plans only.
    fn against(&self, other: &Self) -> String {
        let lines = |seen: &Self| {
            let cautions = seen.cautions.iter().map(|(id, says)| format!("caution {id}: {says}"));
            let all = seen.outcomes.iter().chain(&seen.steps).chain(&seen.package).cloned();
            all.chain(cautions).collect::<Vec<_>>()
        };
        let (before, after) = (lines(self), lines(other));
        let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
        let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
        gone.chain(new).collect::<Vec<_>>().join("\n")
    }
}

fn seen(planner: &Planner<'_>, judged: &Judged) -> Seen {
    let decision = planner.decide(&judged.case, &Options::from(&judged.judgement));
    let declined: Vec<(OfferId, String)> =
        judged.judgement.declined.iter().map(|offer| (*offer, "So.".to_owned())).collect();
    let planned = planned(planner, &judged.case, &decision, [&[], &declined]);
    let id = |offer: OfferId| planner.catalogue.offer(offer).id.as_str();
    let outcomes = ids::numbered::<OfferId, _>(&decision.reasons)
        .map(|(offer, reason)| format!("{}: {}", id(offer), reason.outcome().code()));
    let steps = decision.steps.iter().map(|step| {
        let after: Vec<&str> = (&step.after).into_iter().map(id).collect();
        format!(
            "{}: {} to {} in phase {} under {}, after {after:?}",
            id(step.offer),
            step.start,
            step.end,
            step.phase.0,
            step.vehicle.0,
        )
    });
    let cautions = caution::of_weight(&planned, Weight::Decisive);
    Seen {
        outcomes: outcomes.collect(),
        steps: steps.collect(),
        package: package::lines(&planned),
        cautions: cautions.map(|given| (given.caution.id.clone(), given.says)).collect(),
    }
}

/// A planner with answers worth trying.
struct Tried<'p> {
    planner: &'p Planner<'p>,
    /// For each fact that has one answer, those on both sides of every line.
    single: Vec<Vec<Answer>>,
}

impl<'p> Tried<'p> {
    fn new(planner: &'p Planner<'p>) -> Self {
        let lines = |fact: FactId| -> BTreeSet<u32> {
            let cuts = planner.rules.cuts(fact).into_iter();
            let numbers =
                cuts.filter_map(|cut| if let Cut::From(number) = cut { Some(number) } else { None });
            let roles = &planner.catalogue.policy.roles;
            let few = [roles.weeks, roles.rar_days].contains(&fact);
            let budgets = few.then_some([1, 3, 5, 8, 10, 12, 14, 18, 22, 26, 30, 40]).into_iter().flatten();
            numbers.flat_map(|number| [number.saturating_sub(1), number]).chain(budgets).collect()
        };
        let vocabulary = &planner.catalogue.vocabulary;
        let single = vocabulary.iter().map(|(id, fact)| answers(fact, Some(&lines(id)))).collect();
        Self { single, planner }
    }

    fn drawn(&self, fact: FactId, draw: u64) -> Answer {
        match &self.planner.catalogue.fact(fact).answers {
            Answers::AnyOf(values) => {
                let count = values.len() as u64;
                let listed = (1..=draw % 4).map(|nth| (draw / (7 * nth)) % count);
                let listed: BTreeSet<u16> = listed.map(|value| u16::try_from(value).unwrap()).collect();
                Answer::AnyOf(listed.into_iter().collect())
            }
            _ => {
                let choices = &self.single[fact.index()];
                choices[usize::try_from(draw % choices.len() as u64).unwrap()].clone()
            }
        }
    }

    /// Answers some questions, and then gives every fact that is not asked for an answer.
    fn check(&self, judged: &Judged, draws: &[u64]) -> Result<(), TestCaseError> {
        let vocabulary = &self.planner.catalogue.vocabulary;
        let asked: Vec<FactId> = questions(self.planner, &judged.case, &judged.judgement)
            .into_iter()
            .map(|question| question.fact)
            .collect();
        for round in 0..4_u64 {
            let draw = |fact: FactId, turn: u64| {
                let spun = draws[fact.index() % draws.len()]
                    ^ (round * 2 + turn).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                (spun ^ (spun >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 7
            };
            let mut answered = judged.clone();
            for fact in asked.iter().filter(|fact| draw(**fact, 0) % 4 < round) {
                answered.case.set(vocabulary, *fact, &self.drawn(*fact, draw(*fact, 0) / 4));
            }
            let mut more = answered.clone();
            let unasked = vocabulary.iter().map(|(fact, _)| fact).filter(|fact| !asked.contains(fact));
            for fact in unasked.filter(|fact| !judged.case.knows(*fact)) {
                more.case.set(vocabulary, fact, &self.drawn(fact, draw(fact, 1)));
            }
            self.compare(&answered, &more)?;
        }
        Ok(())
    }

    /// Refuses that two plans differ, and says by which of the answers that only one of them knows.
    fn compare(&self, less: &Judged, more: &Judged) -> Result<(), TestCaseError> {
        let (before, after) = (seen(self.planner, less), seen(self.planner, more));
        let vocabulary = &self.planner.catalogue.vocabulary;
        let differs_by = |fact: FactId| {
            let mut one = less.clone();
            one.case.set(vocabulary, fact, &more.case.answer(vocabulary, fact).unwrap());
            seen(self.planner, &one) != before
        };
        let added = || more.case.known().iter().filter(|fact| !less.case.knows(*fact));
        prop_assert!(
            before == after,
            "by {:?} in\n{}\n{}",
            added()
                .filter(|fact| differs_by(*fact))
                .map(|fact| &vocabulary.fact(fact).key)
                .collect::<Vec<_>>(),
            more.described(self.planner),
            before.against(&after),
        );
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_not_asked_changes_nothing_in_any_edition(
        judged in People::shipped().any(),
        draws in prop::collection::vec(any::<u64>(), 64),
    ) {
        Tried::new(People::shipped().planner(&judged.case)).check(&judged, &draws)?;
    }
}
