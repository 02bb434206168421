//! What is not asked for changes nothing: outcomes, steps, lines of the package and decisive cautions stay as they are whatever is
//! answered to it, on days of several editions of the shipped catalogue and on small catalogues made at random.

mod small;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use goldenthread::ask::questions;
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::policy::Weight;
use goldenthread::catalogue::{Answer, Answers, FactId, History, OfferId};
use goldenthread::embedded;
use goldenthread::ids;
use goldenthread::matching::Cut;
use goldenthread::outcome::Outcome;
use goldenthread::plan::{Options, Planner};
use goldenthread::reasons::{PlannedCase, caution, package};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::people::cases;
use crate::satisfy::{answers, satisfy};

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

fn seen(planner: &Planner<'_>, case: &Case, judgement: &Judgement) -> Seen {
    let decision = planner.decide(case, &Options::from(judgement));
    let (accepted, declined, presumed, questions) = (&[], &[], &[], &[]);
    let planned = PlannedCase { planner, case, decision: &decision, accepted, declined, presumed, questions };
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
struct Tried<'c> {
    planner: Planner<'c>,
    day: Date,
    /// For each fact that has one answer, those on both sides of every line.
    single: Vec<Vec<Answer>>,
}

impl<'c> Tried<'c> {
    fn new(planner: Planner<'c>, day: Date) -> Self {
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
        Self { single, planner, day }
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

    fn described(&self, case: &Case) -> String {
        let vocabulary = &self.planner.catalogue.vocabulary;
        let lines = case.answers(vocabulary).map(|(id, answer)| {
            let fact = vocabulary.fact(id);
            format!("{} = {}", fact.key, fact.written(&answer, ","))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Answers some questions, and then gives every fact that is not asked for an answer.
    fn check(&self, case: &Case, judgement: &Judgement, draws: &[u64]) -> Result<(), TestCaseError> {
        let vocabulary = &self.planner.catalogue.vocabulary;
        let asked: Vec<FactId> =
            questions(&self.planner, case, judgement).into_iter().map(|question| question.fact).collect();
        for round in 0..4_u64 {
            let draw = |fact: FactId, turn: u64| {
                let spun = draws[fact.index() % draws.len()]
                    ^ (round * 2 + turn).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                (spun ^ (spun >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 7
            };
            let mut answered = case.clone();
            for fact in &asked {
                if draw(*fact, 0) % 4 < round {
                    answered.set(vocabulary, *fact, &self.drawn(*fact, draw(*fact, 0) / 4));
                }
            }
            let mut more = answered.clone();
            for (fact, _) in vocabulary.iter().filter(|(fact, _)| !case.knows(*fact) && !asked.contains(fact))
            {
                more.set(vocabulary, fact, &self.drawn(fact, draw(fact, 1)));
            }
            let (before, after) =
                (seen(&self.planner, &answered, judgement), seen(&self.planner, &more, judgement));
            if before != after {
                let added = vocabulary.iter().filter(|(fact, _)| more.knows(*fact) && !answered.knows(*fact));
                let alone: Vec<String> = added
                    .filter(|(fact, _)| {
                        let mut one = answered.clone();
                        one.set(vocabulary, *fact, &more.answer(vocabulary, *fact).unwrap());
                        seen(&self.planner, &one, judgement) != before
                    })
                    .map(|(_, fact)| fact.key.clone())
                    .collect();
                let id = |offer: &OfferId| self.planner.catalogue.offer(*offer).id.as_str();
                return Err(TestCaseError::fail(format!(
                    "by {alone:?}, on {}, accepting {:?}, declining {:?}\n{}\n\nasked {:?}\n\n{}",
                    self.day,
                    judgement.accepted.iter().map(id).collect::<Vec<_>>(),
                    judgement.declined.iter().map(id).collect::<Vec<_>>(),
                    self.described(&more),
                    asked.iter().map(|fact| &vocabulary.fact(*fact).key).collect::<Vec<_>>(),
                    before.against(&after),
                )));
            }
        }
        Ok(())
    }
}

/// The shipped catalogue on days of its editions, each with an empty case and, for each offer, one that meets its criteria.
fn shipped() -> &'static [(Tried<'static>, Vec<Case>)] {
    static SHIPPED: OnceLock<Vec<(Tried<'static>, Vec<Case>)>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        static HISTORY: OnceLock<History> = OnceLock::new();
        let history = HISTORY.get_or_init(|| embedded::history().unwrap());
        let days = [(2021, 8), (2022, 5), (2022, 12), (2023, 11), (2025, 3), (2025, 7), (2026, 3), (2026, 7)];
        days.iter()
            .map(|(year, month)| {
                let day = date(*year, *month, 15);
                let catalogue = history.on(day).unwrap();
                let fitting = catalogue.offers.iter().filter_map(|offer| {
                    let criteria = offer.criteria.iter().map(|criterion| (&criterion.when, true));
                    let goals: Vec<_> = criteria.chain([(&offer.vehicle.when, true)]).collect();
                    satisfy(catalogue, day, &goals)
                });
                let starts = std::iter::once(Case::new(&catalogue.vocabulary, day)).chain(fitting).collect();
                (Tried::new(Planner::new(catalogue), day), starts)
            })
            .collect()
    })
}

/// An edition and a case of its day: the start for one offer or an empty one, of which each fact is kept, forgotten or drawn anew.
fn any_shipped_case() -> impl Strategy<Value = (usize, Case)> {
    let facts = shipped()[0].0.single.len();
    let change = prop_oneof![4 => Just(None), 2 => any::<u64>().prop_map(Some)];
    let changes = prop::collection::vec((0..10_u8, change), facts);
    (0..shipped().len(), any::<prop::sample::Index>(), 0..4_u8, changes).prop_map(
        |(edition, start, full, changes)| {
            let (tried, starts) = &shipped()[edition];
            let vocabulary = &tried.planner.catalogue.vocabulary;
            let mut case = start.get(starts).clone();
            for ((id, fact), (forget, change)) in vocabulary.iter().zip(changes) {
                match change {
                    Some(draw) => case.set(vocabulary, id, &tried.drawn(id, draw)),
                    None if forget < 2 && fact.default.is_none() => case.forget(id),
                    None if full > 1 && !case.knows(id) => {
                        case.set(vocabulary, id, &tried.drawn(id, u64::from(forget)));
                    }
                    None => {}
                }
            }
            (edition, case)
        },
    )
}

/// What the practitioner decided about a few offers: those that there is something to decide about are accepted or declined.
fn judged(planner: &Planner<'_>, case: &Case, draw: u64) -> Judgement {
    let mut judgement = Judgement::default();
    if draw.is_multiple_of(2) {
        return judgement;
    }
    let decision = planner.decide(case, &Options::default());
    for (offer, reason) in ids::numbered::<OfferId, _>(&decision.reasons) {
        match (draw >> (offer.index() % 60)) % 4 {
            0 if reason.outcome() == Outcome::Consider => judgement.accepted.push(offer),
            1 if offer.index() % 3 == 0 => judgement.declined.push(offer),
            _ => {}
        }
    }
    judgement
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_not_asked_changes_nothing_in_any_edition(
        (edition, case) in any_shipped_case(),
        judgement in any::<u64>(),
        draws in prop::collection::vec(any::<u64>(), 64),
    ) {
        let (tried, _) = &shipped()[edition];
        tried.check(&case, &judged(&tried.planner, &case, judgement), &draws)?;
    }
}
