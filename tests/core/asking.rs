//! Which answers are asked for: on small catalogues, held against every combination of answers.

use std::collections::BTreeSet;

use goldenthread::ask::questions;
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::policy::Weight;
use goldenthread::catalogue::{Answer, Answers, FactId};
use goldenthread::plan::Options;
use goldenthread::plan::Planner;
use goldenthread::reasons::{PlannedCase, caution, package};

use crate::small::{Offer, files, offer, small};
use crate::world::World;

/// Every answer that can tell anything apart: for numbers a few on either side of every line that the catalogues here draw.
fn every_answer(world: &World, fact: FactId) -> Vec<Answer> {
    let declared = world.catalogue.fact(fact);
    let mut all: Vec<Answer> = declared.unavailable.iter().map(|_| Answer::Unavailable).collect();
    match &declared.answers {
        Answers::YesNo => all.extend([Answer::YesNo(false), Answer::YesNo(true)]),
        Answers::OneOf(values) => all.extend((0_u16..).zip(values).map(|(index, _)| Answer::OneOf(index))),
        Answers::Number { maximum, .. } => {
            let tried = (0..=26).chain([49, 50, *maximum]).filter(|number| number <= maximum);
            all.extend(tried.map(Answer::Number));
        }
        Answers::AnyOf(values) => {
            let count = u16::try_from(values.len()).unwrap();
            let listed = |mask: u32| (0..count).filter(|bit| mask >> bit & 1 == 1).collect();
            all.extend((0..1_u32 << count).map(|mask| Answer::AnyOf(listed(mask))));
        }
    }
    all
}

/// What a practitioner sees change: outcomes, steps, the package and decisive cautions.
fn outline(planner: &Planner<'_>, case: &Case) -> [Vec<String>; 4] {
    let decision = planner.decide(case, &Options::default());
    let planned = PlannedCase {
        planner,
        case,
        decision: &decision,
        accepted: &[],
        declined: &[],
        presumed: &[],
        questions: &[],
    };
    let outcomes = decision.reasons.iter().map(|reason| reason.outcome().code().to_owned()).collect();
    let steps = decision
        .steps
        .iter()
        .map(|s| format!("{:?}", (s.offer, s.phase, s.vehicle, s.start, s.end)))
        .collect();
    let cautions = caution::of_weight(&planned, Weight::Decisive);
    let cautions = cautions.map(|given| format!("{}: {}", given.caution.id, given.says));
    [outcomes, steps, package::lines(&planned), cautions.collect()]
}

/// Whether some answer to a fact, with some answers to the other unknowns or none, changes the plan.
fn matters(world: &World, planner: &Planner<'_>, case: &mut Case, fact: FactId, others: &[FactId]) -> bool {
    let vocabulary = &world.catalogue.vocabulary;
    if let Some((first, rest)) = others.split_first() {
        if matters(world, planner, case, fact, rest) {
            return true;
        }
        let found = every_answer(world, *first).iter().any(|answer| {
            case.set(vocabulary, *first, answer);
            matters(world, planner, case, fact, rest)
        });
        case.forget(*first);
        return found;
    }
    let before = outline(planner, case);
    let found = every_answer(world, fact).iter().any(|answer| {
        case.set(vocabulary, fact, answer);
        outline(planner, case) != before
    });
    case.forget(fact);
    found
}

/// The facts asked for and those that matter, where `answers` are all that is known.
pub fn asked_and_needed(world: &World, answers: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let planner = Planner::new(&world.catalogue);
    let case = world.case(answers);
    let key = |fact: FactId| world.catalogue.fact(fact).key.clone();
    let asked = questions(&planner, &case, &Judgement::default())
        .into_iter()
        .map(|question| key(question.fact))
        .collect();
    let vocabulary = &world.catalogue.vocabulary;
    let unknown: Vec<FactId> = vocabulary.iter().map(|(id, _)| id).filter(|id| !case.knows(*id)).collect();
    let needed = unknown.iter().filter(|fact| {
        let others: Vec<FactId> = unknown.iter().copied().filter(|other| other != *fact).collect();
        matters(world, &planner, &mut case.clone(), **fact, &others)
    });
    (asked, needed.map(|fact| key(*fact)).collect())
}

/// Every fact of the small vocabulary known, but for those named.
pub fn all_but(unknown: &[&str]) -> String {
    let all = [
        "region = \"north\"",
        "sentence = \"order\"",
        "requirements = []",
        "weeks = 200",
        "days = 100",
        "offence = [\"harm\"]",
        "needs = [\"anger\", \"drink\"]",
        "score = 60",
        "willing = true",
        "ready = true",
        "completed = []",
        "cannot-access = []",
    ];
    all.iter()
        .filter(|line| !unknown.contains(&line.split(' ').next().unwrap()))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[track_caller]
fn exactly(offers: &[Offer], unknown: &[&str], expected: &[&str]) {
    let (asked, needed) = asked_and_needed(&small(offers), &all_but(unknown));
    assert_eq!(asked, needed, "asked for, and needed");
    assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn an_answer_that_a_criterion_waits_for_is_asked_for_and_one_that_nothing_reads_is_not() {
    let group = offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }");
    exactly(&[group], &["willing", "ready", "score"], &["willing"]);
}

#[test]
fn an_answer_that_only_a_ruled_out_offer_reads_is_not_asked_for() {
    let group = offer("group", "programme", &["anger"])
        .asks("score", "{ fact = \"score\", at-most = 50 }")
        .asks("willing", "{ fact = \"willing\", is = true }");
    exactly(&[group], &["willing"], &[]);
}

#[test]
fn an_answer_that_only_a_displaced_offer_reads_is_not_asked_for() {
    let group = offer("group", "programme", &["anger"]);
    let kit = offer("kit", "toolkit", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }");
    exactly(&[group.clone(), kit.clone()], &["willing"], &[]);
    let unsure = group.asks("ready", "{ fact = \"ready\", is = true }");
    exactly(&[unsure, kit], &["willing", "ready"], &["ready", "willing"]);
}

#[test]
fn an_answer_that_another_one_decides_away_is_still_asked_for_while_that_one_is_open() {
    let either = "{ any = [{ fact = \"willing\", is = true }, { fact = \"score\", at-least = 50 }] }";
    let group = offer("group", "programme", &["anger"]).asks("either", either);
    exactly(std::slice::from_ref(&group), &["willing", "score"], &["score", "willing"]);
    exactly(&[group], &["willing"], &[]);
}

#[test]
fn an_answer_is_asked_for_even_where_every_answer_leads_to_the_same() {
    let both_ways = "{ any = [{ fact = \"willing\", is = true }, { fact = \"willing\", is = false }] }";
    let group = offer("group", "programme", &["anger"]).asks("either-way", both_ways);
    exactly(&[group], &["willing"], &["willing"]);
}

#[test]
fn needs_and_offences_are_asked_for_where_a_target_turns_on_them() {
    let group = offer("group", "programme", &["anger", "harm"]);
    exactly(std::slice::from_ref(&group), &["needs", "offence"], &["needs", "offence"]);
    exactly(std::slice::from_ref(&group), &["needs"], &[]);
    exactly(&[group], &["offence"], &[]);
}

#[test]
fn a_target_not_yet_known_of_an_included_offer_matters_where_it_decides_whose_turn_is_first() {
    let first = offer("first", "programme", &["anger"]).takes("sessions = 4");
    let second = offer("second", "programme", &["drink", "harm"]).takes("sessions = 6");
    exactly(&[first, second], &["offence"], &["offence"]);
}

#[test]
fn a_phase_that_turns_on_an_answer_asks_for_it() {
    let group = offer("group", "programme", &["harm"]).takes("sessions = 5");
    let first = offer("first", "toolkit", &["anger"])
        .takes("sessions = 4")
        .phase("prepare", "when = { fact = \"ready\", is = false }\nwith-included = [\"programme\"]");
    exactly(&[group, first.clone()], &["ready"], &["ready"]);
    exactly(&[first], &["ready"], &[]);
}

#[test]
fn the_sentence_is_asked_for_where_it_names_the_vehicle() {
    exactly(&[offer("kit", "toolkit", &["anger"])], &["sentence"], &["sentence"]);
}

#[test]
fn the_region_is_asked_for_where_an_offer_is_not_open_everywhere() {
    let kit = offer("kit", "toolkit", &["anger"]);
    exactly(std::slice::from_ref(&kit), &["region"], &[]);
    exactly(&[kit.clone().open("regions = [\"north\"]")], &["region"], &["region"]);
    exactly(&[kit.open("regions = [\"north\", \"south\"]").open("regions = [\"west\"]")], &["region"], &[]);
}

#[test]
fn weeks_and_days_are_asked_for_where_the_plan_could_run_out_of_them() {
    let course = offer("course", "intervention", &["anger"]).takes("sessions = 8");
    exactly(std::slice::from_ref(&course), &["weeks"], &["weeks"]);
    exactly(std::slice::from_ref(&course), &["days"], &["days"]);
    exactly(std::slice::from_ref(&course), &["weeks", "days"], &["days", "weeks"]);
    let group = offer("group", "programme", &["anger"]).takes("sessions = 8");
    exactly(std::slice::from_ref(&group), &["days"], &[]);
    let assumed = offer("kit", "toolkit", &["anger"]).takes("sessions = 8; assumed = true");
    exactly(std::slice::from_ref(&assumed), &["days"], &["days"]);
    exactly(std::slice::from_ref(&assumed), &["weeks"], &["weeks"]);
    exactly(&[course.asks("score", "{ fact = \"score\", at-most = 50 }")], &["weeks", "days"], &[]);
}

#[test]
fn what_cannot_be_accessed_is_asked_for_where_something_could_be_taken_away() {
    let group = offer("group", "programme", &["anger"]);
    exactly(std::slice::from_ref(&group), &["cannot-access"], &["cannot-access"]);
    let out = group.asks("score", "{ fact = \"score\", at-most = 50 }");
    exactly(&[out], &["cannot-access"], &[]);
}

#[test]
fn an_offer_that_stays_a_judgement_whatever_is_answered_asks_for_nothing() {
    let optional = offer("kit", "toolkit", &["anger"]).with("option = true");
    exactly(std::slice::from_ref(&optional), &["ready"], &[]);
    let excepted = offer("group", "programme", &["anger"])
        .asks("score", "{ fact = \"score\", at-most = 50 }")
        .unless("{ fact = \"ready\", is = true }");
    exactly(&[excepted], &["ready", "willing"], &["ready"]);
}

#[test]
fn requirements_are_asked_for_only_in_supervision() {
    let kit = offer("kit", "toolkit", &["anger"]);
    exactly(std::slice::from_ref(&kit), &["requirements"], &[]);
    let (asked, needed) =
        asked_and_needed(&small(&[kit]), &format!("{}stage = \"supervision\"", all_but(&["requirements"])));
    assert_eq!(asked, needed);
    assert!(asked.contains("requirements"));
}

#[test]
fn what_was_completed_is_asked_for_where_something_may_follow_it() {
    let world = files(&[
        offer("group", "programme", &["drink"]).asks("score", "{ fact = \"score\", at-most = 50 }"),
        offer("upkeep-kit", "toolkit", &["upkeep"]),
    ])
    .append(
        "targets.toml",
        "[[target]]\nid = \"upkeep\"\nname = \"upkeep\"\nclass = \"follow-on\"\nalso-once-included = [\"group\"]\n\
         present = { fact = \"completed\", includes = [\"group\"] }\nsource = { id = \"policy\", heading = \"Targets\" }",
    )
    .world();
    let (asked, needed) = asked_and_needed(&world, &all_but(&["completed", "ready"]));
    assert_eq!(asked, needed);
    assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), ["completed"]);
}

#[test]
fn what_settles_most_offers_is_asked_for_first() {
    let world = small(&[
        offer("a", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("b", "treatment", &["drink"]).asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("c", "service", &["harm"]).asks("willing", "{ fact = \"willing\", is = true }"),
    ]);
    let planner = Planner::new(&world.catalogue);
    let asked = questions(&planner, &world.case(&all_but(&["score", "willing"])), &Judgement::default());
    let keys: Vec<&str> = asked.iter().map(|q| world.catalogue.fact(q.fact).key.as_str()).collect();
    assert_eq!(keys, ["score", "willing"]);
    assert_eq!(asked[0].would_settle, [world.offer("a"), world.offer("b")]);
    assert_eq!(asked[1].would_settle, [world.offer("c")]);
}

#[test]
fn a_case_with_every_answer_is_asked_nothing() {
    exactly(&[offer("group", "programme", &["anger"])], &[], &[]);
}

/// A small catalogue with a decisive caution.
fn warning(offers: &[Offer], caution: &str) -> World {
    let head = "\n[[caution]]\nid = \"beware\"\nweight = \"decisive\"\nsays = \"Beware.\"\n\
                source = { id = \"policy\", heading = \"Advice\" }\n";
    files(offers).append("cautions.toml", &format!("{head}{caution}")).world()
}

#[track_caller]
fn warned_of(offers: &[Offer], caution: &str, unknown: &[&str], expected: &[&str]) {
    let (asked, needed) = asked_and_needed(&warning(offers, caution), &all_but(unknown));
    assert_eq!(asked, needed, "asked for, and needed");
    assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn what_could_bring_up_a_decisive_caution_is_asked_for() {
    let group = offer("group", "programme", &["anger"]);
    let of_case = "when = { fact = \"willing\", is = false }";
    warned_of(std::slice::from_ref(&group), of_case, &["willing", "ready"], &["willing"]);
    let of_programmes = format!("{of_case}\nplanned = {{ kinds = [\"programme\"] }}");
    warned_of(std::slice::from_ref(&group), &of_programmes, &["willing"], &["willing"]);
    let out = group.clone().asks("score", "{ fact = \"score\", at-most = 50 }");
    warned_of(&[out], &of_programmes, &["willing"], &[]);
    let no_kit = format!("{of_case}\nunplanned = {{ kinds = [\"toolkit\"], targets = [\"drink\"] }}");
    let kit = offer("kit", "toolkit", &["anger", "drink"]);
    warned_of(&[group, kit], &no_kit, &["willing", "needs"], &["needs", "willing"]);
}

#[test]
fn what_keeps_a_decisive_caution_away_is_asked_for() {
    let group = offer("group", "programme", &["anger"]);
    let caution = "when = { fact = \"score\", at-least = 50 }\nunless-given = [\"not-ready\"]";
    warned_of(&[group], caution, &["ready", "willing"], &["ready"]);
}

#[test]
fn a_score_that_could_be_near_a_line_is_asked_for_where_the_line_alone_decides() {
    let near = "about = \"near-line\"";
    let group = offer("group", "programme", &["anger"]);
    let kit = offer("kit", "toolkit", &["anger"]).asks("score", "{ fact = \"score\", at-most = 50 }");
    warned_of(&[group, kit.clone()], near, &["score"], &[]);
    warned_of(&[kit], near, &["score"], &["score"]);
}

#[test]
fn what_could_only_contradict_another_answer_comes_last() {
    let caution = "when = { all = [{ fact = \"score\", at-least = 50 }, { fact = \"ready\", is = true }] }\n\
                   contradiction = true";
    let group = offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }");
    let world = warning(&[group], caution);
    let planner = Planner::new(&world.catalogue);
    let asked = questions(&planner, &world.case(&all_but(&["ready", "willing"])), &Judgement::default());
    let keys: Vec<(&str, bool)> = asked
        .iter()
        .map(|question| (world.catalogue.fact(question.fact).key.as_str(), question.only_contradicts))
        .collect();
    assert_eq!(keys, [("willing", false), ("ready", true)]);
}

#[test]
fn what_the_catalogue_always_asks_is_asked_where_a_rule_reads_it() {
    let always = |caution: &str| {
        files(&[offer("group", "programme", &["anger"])])
            .replace("facts.toml", "name = \"Willing\"", "name = \"Willing\"\nalways-asked = true")
            .append("cautions.toml", caution)
            .world()
    };
    let asked = |world: &World, answers: &str| -> Vec<String> {
        let planner = Planner::new(&world.catalogue);
        let asked = questions(&planner, &world.case(answers), &Judgement::default());
        asked.iter().map(|question| world.catalogue.fact(question.fact).key.clone()).collect()
    };
    let standing = "\n[[caution]]\nid = \"willing\"\nsays = \"So.\"\nwhen = { fact = \"willing\", is = true }\n\
                    source = { id = \"policy\", heading = \"Advice\" }";
    assert_eq!(asked(&always(standing), &all_but(&["willing", "ready"])), ["willing"]);
    assert_eq!(asked(&always(standing), &all_but(&["ready"])), [""; 0]);
    assert_eq!(asked(&always(""), &all_but(&["willing", "ready"])), [""; 0]);
}
