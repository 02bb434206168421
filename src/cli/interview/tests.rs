#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use goldenthread::ask::interview::{Interview, NextStep, Reply, rehearse};
use goldenthread::case::Case;
use goldenthread::case::JudgedOffers;
use goldenthread::catalogue::fact::Answers;
use goldenthread::catalogue::{Catalogue, FactId};
use goldenthread::outcome::Reason;
use goldenthread::plan::Options;
use goldenthread::plan::Planner;
use jiff::civil::date;

use super::conversation::Conversation;
use crate::cli::output::Destination;
use crate::cli::prompt::Stopped;
use crate::cli::prompt::scripted::{Transcript, typing};

fn catalogue() -> Catalogue {
    goldenthread::embedded::catalogue().unwrap()
}

/// A conversation in which these lines are typed, and what it shows.
fn conversation<'p>(planner: &'p Planner<'p>, lines: &[&str]) -> (Conversation<'p>, Transcript) {
    let case = Case::new(&planner.catalogue.vocabulary, date(2022, 12, 1));
    let transcript = Transcript::default();
    let conversation = Conversation {
        ask: Box::new(typing(lines, &transcript)),
        interview: Interview::new(planner, &case, &[], JudgedOffers::default()),
        style: goldenthread::report::table::Style::default(),
        plan_was_shown: false,
        contradictions_told: Vec::new(),
        unknown_running: 0,
        stopped_asking: false,
        presumed: Vec::new(),
        presuming_offered: true,
        sentence_ends: None,
        hints: Vec::new(),
        file: None,
        came_from: None,
        in_file: Vec::new(),
        plan_goes_to: Destination::Stdout,
    };
    (conversation, transcript)
}

/// The first fact that asks for a number.
fn number(catalogue: &Catalogue) -> FactId {
    let is_number = |(_, fact): &(FactId, &goldenthread::catalogue::Fact)| {
        matches!(fact.answers, Answers::Number { .. }) && fact.basic.is_some()
    };
    catalogue.vocabulary.iter().find(is_number).unwrap().0
}

#[test]
fn everything_can_be_answered_not_known() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    // After each third one the person is asked whether to go on.
    let lines = ["not known", "not known", "not known", "y"].repeat(catalogue.vocabulary.len());
    let (mut conversation, transcript) = conversation(&planner, &lines);
    while let NextStep::Ask(fact) = conversation.interview.step() {
        conversation.question(fact).unwrap();
    }
    assert!(
        conversation
            .interview
            .answers()
            .iter()
            .all(|line| line.answer.is_none() || line.origin == goldenthread::ask::interview::Origin::Default)
    );
    assert!(transcript.text().contains("The plan will say what that leaves open."));
}

#[test]
fn the_first_question_has_nothing_before_it_and_says_so() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let (mut conversation, transcript) = conversation(&planner, &["<", "not known"]);
    let NextStep::Ask(first) = conversation.interview.step() else { panic!("nothing to ask") };
    conversation.question(first).unwrap();
    assert!(transcript.text().contains("This is the first question"));
}

#[test]
fn an_interrupt_and_the_end_of_the_input_leave_what_was_said() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let (mut conversation, _) = conversation(&planner, &["1", "^C"]);
    assert!(matches!(conversation.hold(), Err(Stopped::Interrupted)));
    assert_eq!(conversation.interview.path().len(), 1);
    assert!(matches!(conversation.hold(), Err(Stopped::Ended)));
    let kept = conversation.keep(date(2026, 1, 1));
    assert!(kept.contains("--as-of 2022-12-01"), "{kept}");
}

#[test]
fn answers_are_saved_under_the_name_that_is_typed_and_no_file_is_replaced_unasked() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.toml");
    let new = folder.path().join("new.toml");
    std::fs::write(&there, "as it was").unwrap();
    let lines = ["save", there.to_str().unwrap(), "1", new.to_str().unwrap(), "1"];
    let (mut conversation, transcript) = conversation(&planner, &lines);
    let NextStep::Ask(first) = conversation.interview.step() else { panic!("nothing to ask") };
    conversation.question(first).unwrap();
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "as it was");
    assert!(std::fs::read_to_string(&new).unwrap().starts_with("as-of = 2022-12-01"));
    assert!(transcript.text().contains("--interview"));
}

#[test]
fn answers_are_not_saved_to_the_file_that_the_plan_is_written_to() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let folder = tempfile::tempdir().unwrap();
    let (plan, other) = (folder.path().join("plan.txt"), folder.path().join("other.toml"));
    let by_another_name = folder.path().join(".").join("plan.txt");
    let lines = ["save", by_another_name.to_str().unwrap(), other.to_str().unwrap(), "1"];
    let (mut conversation, transcript) = conversation(&planner, &lines);
    conversation.plan_goes_to = Destination::File(plan.clone());
    let NextStep::Ask(first) = conversation.interview.step() else { panic!("nothing to ask") };
    conversation.question(first).unwrap();
    assert!(transcript.text().contains("The plan is written to that file"));
    assert!(!plan.exists());
    assert!(other.exists());
}

#[test]
fn a_number_may_be_typed_with_its_unit_and_a_wrong_one_is_asked_again() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let (mut conversation, transcript) = conversation(&planner, &["-1", "1.5", "lots", "40 years"]);
    let fact = number(&catalogue);
    conversation.question(fact).unwrap();
    assert_eq!(transcript.text().matches("does not answer that").count(), 3);
    assert_eq!(
        conversation.interview.earlier(fact),
        Some(Reply::Known(goldenthread::catalogue::Answer::Number(40)))
    );
}

#[test]
fn an_option_is_accepted_with_a_reason_and_what_later_leaves_nothing_to_accept_is_told() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let (case, _) = example_with_judgement(&planner);
    let (_, interview) = rehearse(&planner, &case, &JudgedOffers::default());
    let (mut conversation, transcript) =
        conversation(&planner, &["2", "1", "agreed with the court team", "1", ""]);
    conversation.interview = interview;
    conversation.offer_for_acceptance().unwrap();
    assert_eq!(conversation.interview.judged().accepted.len(), 1);
    assert_eq!(conversation.interview.judged().accepted[0].1, "agreed with the court team");
    assert!(transcript.text().contains("Accepted: "));
    let basics: Vec<FactId> = conversation.interview.path().to_vec();
    for fact in basics {
        conversation.interview.reply(fact, Reply::NotKnown);
    }
    conversation.drop_vain_acceptances().unwrap();
    assert!(conversation.interview.judged().accepted.is_empty());
    assert!(transcript.text().contains("nothing to accept"));
}

#[test]
fn an_offer_that_is_left_to_judgement_is_declined_with_a_reason_and_stands_among_the_answers() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let (case, _) = example_with_judgement(&planner);
    let (_, interview) = rehearse(&planner, &case, &JudgedOffers::default());
    let (mut conversation, transcript) =
        conversation(&planner, &["2", "2", "more than is called for", "1", "1"]);
    conversation.interview = interview;
    conversation.offer_for_acceptance().unwrap();
    assert_eq!(conversation.interview.judged().declined[0].1, "more than is called for");
    assert!(transcript.text().contains("Declined: "));
    conversation.check().unwrap();
    assert!(transcript.text().contains(", because: more than is called for"));
}

#[test]
fn what_waits_for_an_approval_can_be_declined_in_the_interview_and_not_accepted() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let vocabulary = &catalogue.vocabulary;
    let mut case = Case::new(vocabulary, date(2022, 12, 1));
    for (key, answer) in [
        ("age", goldenthread::catalogue::Answer::Number(30)),
        ("sentence", goldenthread::catalogue::Answer::OneOf(0)),
        ("stage", goldenthread::catalogue::Answer::OneOf(0)),
        ("cannot-access", goldenthread::catalogue::Answer::AnyOf(Vec::new())),
        ("remote-only", goldenthread::catalogue::Answer::YesNo(false)),
        ("extremism-concern", goldenthread::catalogue::Answer::YesNo(true)),
        ("ct-arc-approval", goldenthread::catalogue::Answer::YesNo(false)),
        ("offence", goldenthread::catalogue::Answer::AnyOf(Vec::new())),
        ("offence-history", goldenthread::catalogue::Answer::AnyOf(Vec::new())),
    ] {
        case.set(vocabulary, vocabulary.named(key).unwrap(), &answer);
    }
    let (_, interview) = rehearse(&planner, &case, &JudgedOffers::default());
    let (mut conversation, transcript) =
        conversation(&planner, &["constructive-conversations", "1", "handed to the specialists", "1", ""]);
    conversation.interview = interview;
    conversation.offer_for_acceptance().unwrap();
    assert!(transcript.text().contains("Constructive Conversations (waits for an approval)"));
    assert!(!transcript.text().contains("Accept it"), "{}", transcript.text());
    assert!(transcript.text().contains("Declined: Constructive Conversations."), "{}", transcript.text());
}

/// A complete case, from a fixed sequence, in which some offer turns on judgement.
fn example_with_judgement(planner: &Planner<'_>) -> (Case, usize) {
    let vocabulary = &planner.catalogue.vocabulary;
    for start in 0_u32.. {
        let mut case = Case::new(vocabulary, date(2022, 12, 1));
        for (id, fact) in vocabulary.iter() {
            let turn = start.wrapping_mul(31).wrapping_add(u32::from(id.0).wrapping_mul(17)) % 97;
            let small = |bound: usize| u16::try_from(turn as usize % bound).unwrap();
            let answer = match &fact.answers {
                Answers::YesNo => goldenthread::catalogue::Answer::YesNo(turn % 2 == 0),
                Answers::Number { minimum, maximum, .. } => {
                    goldenthread::catalogue::Answer::Number(minimum + turn % (maximum - minimum + 1))
                }
                Answers::OneOf(values) => goldenthread::catalogue::Answer::OneOf(small(values.len())),
                Answers::AnyOf(values) => goldenthread::catalogue::Answer::AnyOf(vec![small(values.len())]),
            };
            case.set(vocabulary, id, &answer);
        }
        let judged = |reason: &&Reason| matches!(reason, Reason::Exception | Reason::Option);
        let count = planner.decide(&case, &Options::default()).reasons.iter().filter(judged).count();
        if count > 0 {
            return (case, count);
        }
    }
    panic!("no such case")
}

#[test]
fn what_is_hinted_at_is_asked_first_below_its_hint_and_no_answer_is_marked() {
    let catalogue = catalogue();
    let planner = Planner::new(&catalogue);
    let hinted = catalogue.vocabulary.named("rosh").unwrap();
    let (mut conversation, transcript) = conversation(&planner, &["", "high"]);
    conversation.interview = conversation.interview.hinted(&[hinted]);
    conversation.hints = vec![(hinted, "overallRisk says HIGH".to_owned())];
    assert_eq!(conversation.interview.step(), NextStep::Ask(hinted));
    assert!(!conversation.interview.known().knows(hinted));
    conversation.question(hinted).unwrap();
    let shown = transcript.text();
    let (hint, question) =
        (shown.find("To confirm. overallRisk says HIGH"), shown.find("risk of serious harm"));
    assert!(hint.is_some() && hint < question, "{shown}");
    // The empty line took nothing, since nothing stands unless it is chosen.
    assert_eq!(
        conversation.interview.earlier(hinted),
        Some(Reply::Known(goldenthread::catalogue::Answer::OneOf(2))),
        "{shown}"
    );
    assert_ne!(conversation.interview.step(), NextStep::Ask(hinted));
    let written = goldenthread::case::write::toml(
        &catalogue,
        conversation.interview.known(),
        &JudgedOffers::default(),
        None,
        &conversation.hints,
    );
    assert!(!written.contains("[hints]"), "{written}");
}
