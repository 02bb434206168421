//! What holds of every plan: laws tried on random cases of the shipped catalogue, near the lines where answers matter.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use goldenthread::ask::questions;
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Answer, Answers, FactId, OfferId};
use goldenthread::ids;
use goldenthread::matching::Cut;
use goldenthread::outcome::{Outcome, Reason};
use goldenthread::plan::{Decision, Planner};
use goldenthread::plan::{Options, Workspace};
use goldenthread::reasons::because::Because;
use goldenthread::reasons::{PlannedCase, package};
use goldenthread::report;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::satisfy::{answers, satisfy};
use crate::world::World;

pub fn planner() -> &'static Planner<'static> {
    static PLANNER: OnceLock<Planner<'static>> = OnceLock::new();
    PLANNER.get_or_init(|| Planner::new(&World::shipped().catalogue))
}

/// Every answer worth trying for each fact that has one answer.
fn single_answers() -> &'static [Vec<Answer>] {
    static ANSWERS: OnceLock<Vec<Vec<Answer>>> = OnceLock::new();
    ANSWERS.get_or_init(|| {
        let lines = |id: FactId| -> BTreeSet<u32> {
            let lines = planner().rules.cuts(id).into_iter();
            let numbers =
                lines.filter_map(|line| if let Cut::From(number) = line { Some(number) } else { None });
            numbers.flat_map(|number| [number.saturating_sub(1), number]).collect()
        };
        let vocabulary = &planner().catalogue.vocabulary;
        vocabulary.iter().map(|(id, fact)| answers(fact, Some(&lines(id)))).collect()
    })
}

/// For each offer a case that meets all its criteria, and leaves open what they do not read.
fn starts() -> &'static [Case] {
    static STARTS: OnceLock<Vec<Case>> = OnceLock::new();
    STARTS.get_or_init(|| {
        let catalogue = &World::shipped().catalogue;
        let day = date(2022, 12, 1);
        let fitting = catalogue.offers.iter().filter_map(|offer| {
            let mut goals: Vec<_> = offer.criteria.iter().map(|criterion| (&criterion.when, true)).collect();
            goals.push((&offer.vehicle.when, true));
            satisfy(catalogue, day, &goals)
        });
        std::iter::once(Case::new(&catalogue.vocabulary, day)).chain(fitting).collect()
    })
}

/// One fact answered as a number says.
pub fn drawn(fact: FactId, draw: u64) -> Answer {
    let declared = planner().catalogue.fact(fact);
    match &declared.answers {
        Answers::AnyOf(values) => {
            let wanted = (draw % 4) as usize;
            let mut rest = draw / 4;
            let mut listed = BTreeSet::new();
            for _ in 0..wanted {
                listed.insert(u16::try_from(rest % values.len() as u64).unwrap());
                rest /= values.len() as u64;
            }
            Answer::AnyOf(listed.into_iter().collect())
        }
        _ => {
            let choices = &single_answers()[fact.index()];
            choices[(draw % choices.len() as u64) as usize].clone()
        }
    }
}

/// A random case: the start for one offer or an empty one, of which each fact is kept, forgotten or drawn anew.
pub fn any_case() -> impl Strategy<Value = Case> {
    let facts = planner().catalogue.vocabulary.len();
    let kept = prop_oneof![4 => Just(None), 2 => any::<u64>().prop_map(Some)];
    let changes = prop::collection::vec((0..10_u8, kept), facts);
    (0..starts().len(), 0..3_u8, changes).prop_map(|(start, fullness, changes)| {
        let vocabulary = &planner().catalogue.vocabulary;
        let mut case = starts()[start].clone();
        for ((id, fact), (forget, change)) in vocabulary.iter().zip(changes) {
            match change {
                Some(draw) => case.set(vocabulary, id, &drawn(id, draw)),
                None if forget < 2 && fact.default.is_none() => case.forget(id),
                None if fullness == 2 && !case.knows(id) => {
                    case.set(vocabulary, id, &drawn(id, u64::from(forget)))
                }
                None => {}
            }
        }
        case
    })
}

/// A random case in which weeks, days and access rule nothing out.
fn any_ample_case() -> impl Strategy<Value = Case> {
    any_case().prop_map(|mut case| {
        let catalogue = planner().catalogue;
        let (vocabulary, roles) = (&catalogue.vocabulary, &catalogue.policy.roles);
        case.set(vocabulary, roles.weeks, &Answer::Number(1040));
        case.set(vocabulary, roles.rar_days, &Answer::Number(365));
        case.set(vocabulary, roles.no_access, &Answer::AnyOf(Vec::new()));
        case
    })
}

/// The same few cases each time, unless `PROPTEST_CASES` asks for so many new ones.
pub fn cases(quick: u32) -> ProptestConfig {
    let usual = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return usual;
    }
    ProptestConfig { cases: quick, rng_seed: RngSeed::Fixed(1), ..usual }
}

pub fn described(case: &Case) -> String {
    let vocabulary = &planner().catalogue.vocabulary;
    let lines = case.answers(vocabulary).map(|(id, answer)| {
        let fact = vocabulary.fact(id);
        match answer {
            Answer::AnyOf(_) => {
                let written = fact.written(&answer, "\", \"");
                if written == "none" {
                    format!("{} = []", fact.key)
                } else {
                    format!("{} = [\"{written}\"]", fact.key)
                }
            }
            Answer::Number(number) => format!("{} = {number}", fact.key),
            _ => format!("{} = \"{}\"", fact.key, fact.written(&answer, ",")),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn known(case: &Case) -> Vec<(FactId, Answer)> {
    case.answers(&planner().catalogue.vocabulary).collect()
}

fn id_of(offer: usize) -> &'static str {
    planner().catalogue.offers[offer].id.as_str()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn an_added_answer_settles_and_never_unsettles(case in any_ample_case(), which in any::<u64>(), draw in any::<u64>()) {
        let vocabulary = &planner().catalogue.vocabulary;
        let unknown: Vec<FactId> = vocabulary.iter().map(|(id, _)| id).filter(|id| !case.knows(*id)).collect();
        prop_assume!(!unknown.is_empty());
        let fact = unknown[(which % unknown.len() as u64) as usize];
        let before = planner().decide(&case, &Options::default());
        let mut more = case.clone();
        more.set(vocabulary, fact, &drawn(fact, draw));
        let after = planner().decide(&more, &Options::default());
        for (offer, (was, is)) in before.reasons.iter().zip(&after.reasons).enumerate() {
            let holds = match was.outcome() {
                Outcome::Include | Outcome::Exclude => was.outcome() == is.outcome(),
                Outcome::Consider => is.outcome() == Outcome::Consider || *is == Reason::Displaced,
                Outcome::Undetermined => true,
            };
            prop_assert!(holds, "{} was {was:?} and is {is:?} after {} in\n{}", id_of(offer), vocabulary.fact(fact).key, described(&more));
        }
    }

    #[test]
    fn an_undetermined_offer_names_what_it_waits_for_and_no_other_does(case in any_case()) {
        let decision = planner().decide(&case, &Options::default());
        for (id, reason) in ids::numbered::<OfferId, _>(&decision.reasons) {
            let missing = planner().missing(id, &decision);
            prop_assert_eq!(!missing.is_empty(), *reason == Reason::MissingAnswers, "{}", id_of(id.index()));
            prop_assert!(missing.iter().all(|fact| !case.knows(*fact)), "{} waits for an answer that is known", id_of(id.index()));
            let named: Vec<OfferId> = decision.because_of(id).collect();
            prop_assert_eq!(!named.is_empty(), matches!(reason, Reason::Displaced | Reason::DependsOnOffer), "{}", id_of(id.index()));
            for by in named {
                let expected = if *reason == Reason::Displaced { Outcome::Include } else { Outcome::Undetermined };
                prop_assert_eq!(decision.reasons[by.index()].outcome(), expected);
            }
        }
    }

    #[test]
    fn a_plan_keeps_to_the_sentence_its_lanes_and_its_vehicles(case in any_case(), accept in any::<bool>()) {
        let catalogue = planner().catalogue;
        let policy = &catalogue.policy;
        let accepted: Vec<OfferId> = ids::all(catalogue.offers.len()).filter(|_| accept).collect();
        let decision = planner().decide(&case, &Options::accepting(&accepted));
        let weeks = case.number(&catalogue.vocabulary, policy.roles.weeks);
        let days = case.number(&catalogue.vocabulary, policy.roles.rar_days);
        let included = decision.reasons.iter().filter(|reason| reason.outcome() == Outcome::Include).count();
        prop_assert_eq!(decision.steps.len(), included);
        let mut stated = 0;
        for (index, step) in decision.steps.iter().enumerate() {
            let offer = catalogue.offer(step.offer);
            prop_assert!(1 <= step.start && step.start <= step.end, "{} has no weeks", offer.id);
            prop_assert!(weeks.is_none_or(|weeks| step.end <= weeks), "{} ends after the sentence", offer.id);
            prop_assert!(offer.vehicle.one_of.iter().any(|(vehicle, _)| *vehicle == step.vehicle), "{} has no vehicle", offer.id);
            let length = step.end - step.start + 1;
            let shortened = offer.delivery.assumed && length < offer.delivery.weeks;
            prop_assert!(shortened || length == offer.delivery.weeks, "{} takes {length} weeks", offer.id);
            if !offer.delivery.assumed && planner().vehicle(step.offer, &decision.evaluation).is_some_and(|(_, known)| known) {
                stated += planner().rar_days(step);
            }
            for other in &decision.steps[..index] {
                let beside = catalogue.offer(other.offer).alongside || offer.alongside;
                let shared = step.lane == other.lane && policy.lanes[step.lane.index()].one_at_a_time && !beside;
                prop_assert!(!shared || step.start > other.end || other.start > step.end, "{} overlaps", offer.id);
                prop_assert!(step.phase >= other.phase, "phases come in order");
            }
            for other in &decision.steps {
                if planner().follows(step, other) {
                    prop_assert!(step.start > other.end, "{} starts before what it follows has ended", offer.id);
                }
            }
        }
        prop_assert!(days.is_none_or(|days| stated <= days), "the stated sessions exceed the days");
    }

    #[test]
    fn every_reason_for_exclusion_is_a_check_that_is_listed_as_failed(case in any_case()) {
        let decision = planner().decide(&case, &Options::default());
        let planned = PlannedCase {
            planner: planner(), case: &case, decision: &decision, accepted: &[], declined: &[], presumed: &[], questions: &[],
        };
        for (id, reason) in ids::numbered::<OfferId, _>(&decision.reasons) {
            let results: Vec<(&str, &str)> = Because::all(&planned, id).iter().map(|b| (b.id, b.result.code())).collect();
            let failed = results.iter().filter(|(_, result)| *result == "not-met").count();
            match reason {
                Reason::Displaced => prop_assert!(only_the_vehicle(&results), "{} {:?}", id_of(id.index()), results),
                _ if reason.outcome() == Outcome::Exclude => {
                    let deciding = Because::deciding(&planned, id).map(|because| because.result.code());
                    prop_assert_eq!(deciding, Some("not-met"), "{} {:?} {:?}", id_of(id.index()), reason, results);
                }
                // An exception is named before the missing vehicle.
                Reason::SupportOnly | Reason::Exception => prop_assert!(failed <= 1, "{} {:?}", id_of(id.index()), results),
                _ if reason.outcome() == Outcome::Undetermined => {
                    prop_assert!(only_the_vehicle(&results), "{} {:?}", id_of(id.index()), results);
                }
                _ => prop_assert_eq!(failed, 0, "{} {:?} {:?}", id_of(id.index()), reason, results),
            }
            if reason.outcome() == Outcome::Include {
                prop_assert!(results.iter().all(|(_, result)| matches!(*result, "met" | "excepted")), "{} {:?}", id_of(id.index()), results);
            }
        }
    }
}

/// Whether nothing but the vehicle is missing for certain: a toolkit has its turn without one, since it may support appointments.
fn only_the_vehicle(results: &[(&str, &str)]) -> bool {
    results.iter().filter(|(_, result)| *result == "not-met").all(|(check, _)| *check == "vehicle")
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn planning_twice_and_with_used_memory_gives_the_same_bytes(one in any_case(), other in any_case()) {
        let json = |decision: &Decision| {
            let mut out = Vec::new();
            report::json::write(&PlannedCase { planner: planner(), case: &one, decision, accepted: &[], declined: &[], presumed: &[], questions: &[] }, &mut out);
            out
        };
        let fresh = planner().decide(&one, &Options::default());
        let mut workspace = Workspace::default();
        planner().decide_in(&mut workspace, &other, &Options::default());
        let used = planner().decide_in(&mut workspace, &one, &Options::default());
        prop_assert_eq!(json(&fresh), json(used));
        prop_assert_eq!(json(&fresh), json(&planner().decide(&one, &Options::default())));
    }

    #[test]
    fn the_order_of_keys_changes_nothing(case in any_case(), turn in any::<prop::sample::Index>()) {
        let world = World::shipped();
        let text = described(&case);
        let mut lines: Vec<&str> = text.lines().collect();
        prop_assert_eq!(known(&world.case(&lines.join("\n"))), known(&case), "written and read back");
        let at = turn.index(lines.len().max(1)).min(lines.len());
        lines.rotate_left(at);
        lines.reverse();
        prop_assert_eq!(known(&world.case(&lines.join("\n"))), known(&case));
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn an_answer_that_is_not_asked_for_changes_nothing(case in any_case(), draws in prop::collection::vec(any::<u64>(), 64)) {
        let vocabulary = &planner().catalogue.vocabulary;
        let asked: Vec<FactId> = questions(planner(), &case, &Judgement::default()).into_iter().map(|question| question.fact).collect();
        let before = planner().decide(&case, &Options::default());
        let outcomes = |decision: &Decision| decision.reasons.iter().map(|reason| reason.outcome()).collect::<Vec<_>>();
        // Answers to the questions first: what is not asked must matter with none of them.
        let mut answered = case.clone();
        for (fact, draw) in asked.iter().zip(&draws) {
            if draw % 3 == 0 {
                answered.set(vocabulary, *fact, &drawn(*fact, draw / 3));
            }
        }
        for (case, before) in [(&case, before), (&answered, planner().decide(&answered, &Options::default()))] {
            let mut more = case.clone();
            let mut added = Vec::new();
            for ((fact, _), draw) in vocabulary.iter().zip(draws.iter().rev()) {
                if !case.knows(fact) && !asked.contains(&fact) {
                    more.set(vocabulary, fact, &drawn(fact, *draw));
                    added.push(vocabulary.fact(fact).key.as_str());
                }
            }
            let after = planner().decide(&more, &Options::default());
            prop_assert_eq!(outcomes(&before), outcomes(&after), "{:?} in\n{}", added, described(&more));
            prop_assert_eq!(&before.steps, &after.steps, "{:?} in\n{}", added, described(&more));
            let package = |case: &Case, decision: &Decision| {
                package::lines(&PlannedCase { planner: planner(), case, decision, accepted: &[], declined: &[], presumed: &[], questions: &[] })
            };
            prop_assert_eq!(package(case, &before), package(&more, &after), "{:?} in\n{}", added, described(&more));
        }
    }
}
