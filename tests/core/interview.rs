//! The interview: what it asks, how it goes back, and that asking less changes nothing.

use goldenthread::ask::interview::{Effect, Interview, NextStep, Origin, Reply, rehearse};
use goldenthread::case::{Case, JudgedOffers};
use goldenthread::catalogue::fact::Answers;
use goldenthread::catalogue::policy::Weight;
use goldenthread::catalogue::{Answer, FactId, OfferId};
use goldenthread::plan::{Decision, Options, Planner};
use goldenthread::reasons::caution;
use proptest::prelude::*;

use crate::people::planned;
use crate::world::World;

fn fact(key: &str) -> FactId {
    World::shipped().catalogue.vocabulary.named(key).unwrap()
}

/// An answer as it would be typed.
fn says(key: &str, typed: &str) -> Reply {
    use goldenthread::case::answer;
    let declared = World::shipped().catalogue.fact(fact(key));
    let words = &World::shipped().catalogue.vocabulary.other_words;
    Reply::Known(answer::typed(words, declared, typed).unwrap().unwrap())
}

fn planner() -> Planner<'static> {
    Planner::new(&World::shipped().catalogue)
}

/// An interview that starts from a case in TOML.
fn interview<'p>(planner: &'p Planner<'p>, toml: &str, given: &[&str]) -> Interview<'p> {
    let given: Vec<FactId> = given.iter().map(|key| fact(key)).collect();
    Interview::new(planner, &World::shipped().case(toml), &given, JudgedOffers::default())
}

fn asked_next(interview: &Interview<'_>) -> String {
    match interview.step() {
        NextStep::Ask(fact) => World::shipped().catalogue.fact(fact).key.clone(),
        other => format!("{other:?}"),
    }
}

/// Answers the questions with these answers for as long as they are asked, and gives the first question without one.
fn go_on(interview: &mut Interview<'_>, answers: &[(&str, &str)]) -> String {
    loop {
        let next = asked_next(interview);
        let Some((key, typed)) = answers.iter().find(|(key, _)| *key == next) else { return next };
        interview.reply(fact(key), says(key, typed));
    }
}

const MAN: &[(&str, &str)] = &[
    ("region", "east-midlands"),
    ("gender", "male"),
    ("age", "30"),
    ("sentence", "community-order"),
    ("stage", "proposal"),
    ("offence", "intimate-partner-violence"),
    ("needs", "relationships,accommodation"),
];

#[test]
fn the_basics_come_first_in_their_order_and_what_would_be_taken_by_default_is_among_them() {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    let mut order = Vec::new();
    for (key, typed) in MAN {
        order.push(asked_next(&interview));
        interview.reply(fact(key), says(key, typed));
    }
    let wanted: Vec<&str> = MAN.iter().map(|(key, _)| *key).collect();
    assert_eq!(order, wanted);
}

/// The questions of an interview with a man of today, each answered as in `answers` or "not known".
fn order_of_questions(answers: &[(&str, &str)]) -> Vec<String> {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    let mut order = Vec::new();
    while let NextStep::Ask(next) = interview.step() {
        let key = World::shipped().catalogue.fact(next).key.clone();
        let answer = answers.iter().find(|(other, _)| *other == key);
        interview.reply(next, answer.map_or(Reply::NotKnown, |(key, typed)| says(key, typed)));
        order.push(key);
    }
    order
}

#[test]
fn what_can_be_presumed_comes_after_what_cannot() {
    let order = order_of_questions(MAN);
    let presumable = |key: &String| World::shipped().catalogue.fact(fact(key)).presume.is_some();
    let first = order.iter().position(presumable).expect("something can be presumed");
    for settled in ["weeks-remaining", "accepts-programme", "ogrs3", "rosh", "alcohol-use"] {
        let at = order.iter().position(|key| key == settled);
        assert!(at.is_some_and(|at| at < first), "{settled} in {order:?}");
    }
}

#[test]
fn the_result_of_the_identifier_comes_before_the_scores_it_is_made_of() {
    let mut man = MAN.to_vec();
    man[0] = ("region", "north-west");
    let order = order_of_questions(&man);
    let at = |key: &str| order.iter().position(|asked| asked == key);
    let result = at("pni").expect("the identifier is asked about");
    for score in ["sara", "ogrs3", "ovp", "pni-need-score"] {
        assert!(at(score).is_none_or(|score| score > result), "{score} in {order:?}");
    }
}

#[test]
fn what_was_given_is_never_asked() {
    let planner = planner();
    let interview = interview(&planner, "region = \"london\"\nstage = \"supervision\"", &["region", "stage"]);
    assert_eq!(asked_next(&interview), "gender");
    assert!(interview.questions().iter().all(|question| question.fact != fact("stage")));
}

#[test]
fn not_known_is_not_asked_again_and_is_not_no() {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    go_on(&mut interview, &MAN[..2]);
    interview.reply(fact("age"), Reply::NotKnown);
    assert_ne!(asked_next(&interview), "age");
    assert!(!interview.case().knows(fact("age")));
    let line = interview.answers().into_iter().find(|line| line.fact == fact("age")).unwrap();
    assert_eq!((line.answer, line.origin), (None, Origin::NotKnown));
}

#[test]
fn a_default_that_is_not_known_holds() {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    go_on(&mut interview, &MAN[..4]);
    interview.reply(fact("stage"), Reply::NotKnown);
    assert!(interview.case().knows(fact("stage")));
    let line = interview.answers().into_iter().find(|line| line.fact == fact("stage")).unwrap();
    assert_eq!(line.origin, Origin::Default);
}

#[test]
fn going_back_keeps_later_answers() {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    let next = go_on(&mut interview, MAN);
    assert!(interview.back() && interview.back());
    assert_eq!(asked_next(&interview), "offence");
    assert_eq!(interview.earlier(fact("offence")), Some(says("offence", "intimate-partner-violence")));
    let effect = interview.reply(fact("offence"), says("offence", "intimate-partner-violence"));
    assert_eq!(effect, Effect::default());
    assert_eq!(asked_next(&interview), next);
}

#[test]
fn there_is_nothing_before_the_first_question() {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    assert!(!interview.back());
    interview.reply(fact("region"), says("region", "london"));
    assert!(interview.back());
    assert!(!interview.back());
    assert_eq!(asked_next(&interview), "region");
}

#[test]
fn an_answer_that_no_longer_applies_is_named_and_comes_back_when_it_applies_again() {
    let planner = planner();
    let mut interview = interview(&planner, "", &[]);
    let mut answers = MAN.to_vec();
    answers[4] = ("stage", "supervision");
    answers.push(("requirements", "rar,programme"));
    while asked_next(&interview) != "requirements" {
        let NextStep::Ask(next) = interview.step() else { panic!("requirements were never asked for") };
        let key = World::shipped().catalogue.fact(next).key.clone();
        let known = answers.iter().find(|(other, _)| *other == key);
        interview.reply(next, known.map_or(Reply::NotKnown, |(key, typed)| says(key, typed)));
    }
    interview.reply(fact("requirements"), says("requirements", "rar,programme"));
    assert!(interview.case().knows(fact("requirements")));
    interview.change(fact("stage"));
    let effect = interview.reply(fact("stage"), says("stage", "proposal"));
    assert_eq!(effect.left_out, [fact("requirements")]);
    assert!(!interview.case().knows(fact("requirements")));
    let effect = interview.reply(fact("stage"), says("stage", "supervision"));
    assert_eq!(effect.back_in, [fact("requirements")]);
    assert!(interview.case().knows(fact("requirements")));
}

#[test]
fn an_answer_given_beforehand_can_be_changed_and_made_unknown() {
    let planner = planner();
    let mut interview = interview(&planner, "region = \"london\"", &["region"]);
    interview.change(fact("region"));
    assert_eq!(asked_next(&interview), "region");
    interview.reply(fact("region"), says("region", "wales"));
    assert_eq!(
        interview.case().answer(&planner.catalogue.vocabulary, fact("region")),
        answer("region", "wales")
    );
    interview.reply(fact("region"), Reply::NotKnown);
    assert!(!interview.case().knows(fact("region")));
    assert_eq!(asked_next(&interview), "gender");
}

fn answer(key: &str, typed: &str) -> Option<Answer> {
    match says(key, typed) {
        Reply::Known(answer) => Some(answer),
        Reply::NotKnown => None,
    }
}

#[test]
fn an_interview_ends_by_itself_when_nothing_more_can_change() {
    let planner = planner();
    let case = World::shipped().case("");
    let (asked, interview) = rehearse(&planner, &case, &JudgedOffers::default());
    assert!(asked.iter().all(|one| one.reply == Reply::NotKnown || one.fact == fact("stage")));
    assert!(matches!(interview.step(), NextStep::Judge(_) | NextStep::Check));
}

#[test]
fn an_exception_is_put_once_and_accepting_it_changes_the_plan() {
    let planner = planner();
    let case = World::shipped().case(
        "as-of = 2022-12-01\nregion = \"east-midlands\"\ngender = \"female\"\nage = 40\nsentence = \"community-order\"\n\
         offence = [\"drink-driving\"]\nneeds = [\"alcohol-misuse\"]\npurposes = [\"punishment\"]\nseriousness = \"medium\"\n",
    );
    let (_, mut interview) = rehearse(&planner, &case, &JudgedOffers::default());
    let NextStep::Judge(offers) = interview.step() else { panic!("nothing was left to judgement") };
    let offer: OfferId = offers[0];
    interview.accept(offer, "agreed with the team".to_owned());
    assert!(interview.decision().included.contains(&offer));
    assert!(interview.accepted_in_vain().is_empty());
    interview.leave_judgement();
    assert!(!matches!(interview.step(), NextStep::Judge(_)));
    interview.withdraw(offer);
    assert!(!interview.decision().included.contains(&offer));
}

/// An answer to every fact, out of one number for each.
fn complete(seeds: &[u64]) -> goldenthread::case::Case {
    let vocabulary = &World::shipped().catalogue.vocabulary;
    let mut case = World::shipped().case("as-of = 2026-06-01");
    for ((id, fact), seed) in vocabulary.iter().zip(seeds) {
        let small = |number: u64| u16::try_from(number).unwrap();
        let answer = match &fact.answers {
            _ if fact.unavailable.is_some() && seed % 11 == 0 => Answer::Unavailable,
            Answers::YesNo => Answer::YesNo(seed % 2 == 0),
            Answers::Number { minimum, maximum, .. } => {
                Answer::Number(minimum + u32::try_from(seed % u64::from(maximum - minimum + 1)).unwrap())
            }
            Answers::OneOf(values) => Answer::OneOf(small(seed % values.len() as u64)),
            Answers::AnyOf(values) => {
                let (count, bits) = (values.len(), seed.rotate_left(17) & seed.rotate_left(41));
                Answer::AnyOf(
                    (0..count)
                        .filter(|value| bits >> (value % 64) & 1 == 1)
                        .map(|v| small(v as u64))
                        .collect(),
                )
            }
        };
        case.set(vocabulary, id, &answer);
    }
    case
}

#[test]
fn what_the_catalogue_always_asks_is_asked_where_nothing_can_be_planned_any_more() {
    let planner = planner();
    let mut interview = interview(&planner, "age = 12", &["age"]);
    let mut asked = Vec::new();
    while let NextStep::Ask(next) = interview.step() {
        asked.push(World::shipped().catalogue.fact(next).key.as_str());
        interview.reply(next, Reply::NotKnown);
    }
    assert!(asked.contains(&"rosh") && asked.contains(&"interpreter"), "{asked:?}");
    assert!(interview.questions().iter().any(|question| question.fact == fact("rosh")));
}

#[test]
fn nobody_is_asked_for_what_could_only_contradict_another_answer() {
    let planner = planner();
    let mut interview = interview(&planner, "sentence = \"community-order\"\n", &["sentence"]);
    interview.reply(fact("stage"), says("stage", "proposal"));
    let asked: Vec<&str> = interview
        .questions()
        .iter()
        .map(|question| World::shipped().catalogue.fact(question.fact).key.as_str())
        .collect();
    assert!(!asked.contains(&"requirements") && !asked.contains(&"custodial-days"), "{asked:?}");
    assert!(asked.contains(&"extremism-concern"), "it is told to somebody first: {asked:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 4 } else { 256 }, ..ProptestConfig::default() })]

    #[test]
    fn asking_only_what_matters_gives_the_plan_of_all_answers(
        seeds in proptest::collection::vec(any::<u64>(), 64),
    ) {
        let planner = planner();
        let case = complete(&seeds);
        let (_, interview) = rehearse(&planner, &case, &JudgedOffers::default());
        let with_all = planner.decide(&case, &Options::default());
        let adaptive = interview.decision();
        let asked: Vec<&str> =
            interview.path().iter().map(|fact| planner.catalogue.fact(*fact).key.as_str()).collect();
        let differ: Vec<String> = (adaptive.reasons.iter().zip(&with_all.reasons).enumerate())
            .filter(|(_, (one, other))| one.outcome() != other.outcome())
            .map(|(index, (one, other))| {
                format!("{}: {} asked, {} with all", planner.catalogue.offers[index].id, one.code(), other.code())
            })
            .collect();
        prop_assert!(differ.is_empty(), "{differ:#?}, having asked {asked:?}");
        prop_assert_eq!(&adaptive.steps, &with_all.steps);
        let unsafe_of = |case: &Case, decision: &Decision| -> Vec<String> {
            let planned = planned(&planner, case, decision, [&[], &[]]);
            let cautions = caution::of_weight(&planned, Weight::Decisive);
            // Nobody is asked for an answer only to see whether it contradicts another.
            cautions.filter(|given| !given.caution.contradiction).map(|given| given.says).collect()
        };
        prop_assert_eq!(unsafe_of(&interview.case(), adaptive), unsafe_of(&case, &with_all));
        prop_assert_eq!(interview.still_open(), 0);
    }
}
