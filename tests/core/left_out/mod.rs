//! What the proof that leaves questions out must not take for granted: each test has one doubt on account of which an answer still
//! matters, that the proof would leave out if it overlooked the doubt.
//!
//! Most have the same shape. Something may take the place of the kit, which alone reads whether the person is willing: only if it is
//! sure to do so can that question be left out.

mod time;

use goldenthread::ask::questions;
use goldenthread::case::Judgement;
use goldenthread::plan::Planner;

use crate::asking::{all_but, asked_and_needed};
use crate::small::{Files, Offer, files, offer};

/// An offer that waits for whether the person is willing, and comes after programmes, treatments, interventions and services.
fn kit(targets: &[&str]) -> Offer {
    willing(offer("kit", "toolkit", targets))
}

fn willing(offer: Offer) -> Offer {
    offer.asks("willing", "{ fact = \"willing\", is = true }")
}

fn ready(offer: Offer) -> Offer {
    offer.asks("ready", "{ fact = \"ready\", is = true }")
}

#[track_caller]
fn exactly_in(files: &Files, answers: &str, expected: &[&str]) {
    let (asked, needed) = asked_and_needed(&files.world(), answers);
    assert_eq!(asked, needed, "asked for, and needed");
    assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// Everything is known but the facts named; `instead` gives some of them another answer.
#[track_caller]
fn exactly(offers: &[Offer], unknown: &[&str], instead: &str, expected: &[&str]) {
    exactly_in(&files(offers), &format!("{}{instead}", all_but(unknown)), expected);
}

/// An offence-related target beside the one there is.
fn with_control(offers: &[Offer], present: &str) -> Files {
    files(offers).append(
        "targets.toml",
        &format!(
            "[[target]]\nid = \"control\"\nname = \"control\"\nclass = \"offence-related\"\npresent = {present}\n\
             source = {{ id = \"policy\", heading = \"Targets\" }}"
        ),
    )
}

#[test]
fn an_option_takes_no_place_until_it_is_accepted() {
    let option = offer("group", "programme", &["anger"]).with("option = true");
    exactly(&[option, kit(&["anger"])], &["willing"], "", &["willing"]);
}

#[test]
fn an_exception_takes_no_place_until_it_is_accepted() {
    let excepted = offer("group", "programme", &["anger"])
        .asks("score", "{ fact = \"score\", at-most = 50 }")
        .unless("{ fact = \"ready\", is = true }");
    exactly(&[excepted, kit(&["anger"])], &["willing"], "", &["willing"]);
}

#[test]
fn an_option_that_was_accepted_is_planned_like_any_other_offer() {
    let option =
        offer("group", "toolkit", &["anger"]).with("option = true").takes("sessions = 8; assumed = true");
    let world = files(&[option]).world();
    let planner = Planner::new(&world.catalogue);
    let case = world.case(&all_but(&["weeks"]));
    let asked = |accepted: &[_]| -> Vec<&str> {
        let questions = questions(&planner, &case, &Judgement::accepting(accepted));
        questions.iter().map(|question| world.catalogue.fact(question.fact).key.as_str()).collect()
    };
    assert_eq!(asked(&[]), [""; 0]);
    assert_eq!(asked(&[world.offer("group")]), ["weeks"]);
}

#[test]
fn what_can_only_support_appointments_takes_no_place() {
    let only_supports = offer("first", "toolkit", &["anger", "harm"]);
    let second = willing(offer("second", "toolkit", &["anger"]));
    let answers = "stage = \"supervision\"\nrequirements = []\n";
    exactly(&[only_supports, second], &["willing", "requirements"], answers, &["willing"]);
}

#[test]
fn an_offer_with_a_criterion_that_waits_takes_no_place_yet() {
    let group = ready(offer("group", "programme", &["anger"]));
    exactly(&[group, kit(&["anger"])], &["willing", "ready"], "", &["ready", "willing"]);
}

#[test]
fn an_offer_that_the_region_may_rule_out_takes_no_place_yet() {
    let group = offer("group", "programme", &["anger"]).open("regions = [\"north\"]");
    exactly(&[group, kit(&["anger"])], &["willing", "region"], "", &["region", "willing"]);
}

#[test]
fn an_offer_that_may_have_no_vehicle_takes_no_place_yet() {
    let group = offer("group", "programme", &["anger"]);
    let clinic = willing(offer("clinic", "treatment", &["anger"]));
    let unknown = ["willing", "requirements"];
    exactly(&[group, clinic], &unknown, "stage = \"supervision\"\n", &["requirements", "willing"]);
}

#[test]
fn an_offer_that_may_be_out_of_reach_takes_no_place_yet() {
    let group = offer("group", "programme", &["anger"]);
    exactly(&[group, kit(&["anger"])], &["willing", "cannot-access"], "", &["cannot-access", "willing"]);
}

#[test]
fn an_offer_may_have_its_turn_later_while_its_offence_related_target_is_not_known() {
    let first = offer("first", "programme", &["anger"]);
    let second = offer("second", "programme", &["drink", "harm"]).not_beside(&["programme"]);
    exactly(&[first, second, kit(&["drink"])], &["willing", "offence"], "", &["offence", "willing"]);
}

#[test]
fn another_offer_may_have_its_turn_first_while_its_offence_related_target_is_not_known() {
    let first = offer("first", "programme", &["control", "anger"]);
    let second = offer("second", "programme", &["harm", "drink"]).not_beside(&["programme"]);
    let files = with_control(&[first, second, kit(&["drink"])], "{ fact = \"ready\", is = true }");
    exactly_in(&files, &all_but(&["willing", "ready"]), &["ready", "willing"]);
}

#[test]
fn an_offer_of_the_same_kind_may_have_its_turn_first_and_cover_what_there_is() {
    let first = ready(offer("first", "programme", &["anger", "drink"]));
    let second = offer("second", "programme", &["anger"]);
    exactly(&[first, second, kit(&["anger"])], &["willing", "ready"], "", &["ready", "willing"]);
}

#[test]
fn an_offer_for_judgement_holds_others_up_while_an_answer_to_it_is_missing() {
    let option = ready(offer("option", "programme", &["anger"]).with("option = true"));
    let clinic = offer("clinic", "treatment", &["anger"]);
    exactly(&[option, clinic, kit(&["anger"])], &["willing", "ready"], "", &["ready", "willing"]);
}

#[test]
fn an_offer_may_be_ruled_out_by_one_that_it_may_not_stand_beside() {
    let group = ready(offer("group", "programme", &["drink"]));
    let clinic = offer("clinic", "treatment", &["anger"]).not_beside(&["programme"]);
    exactly(&[group, clinic, kit(&["anger"])], &["willing", "ready"], "", &["ready", "willing"]);
}

#[test]
fn an_offer_whose_target_is_not_known_to_be_present_takes_no_place_yet() {
    let group = offer("group", "programme", &["thinking"]);
    exactly(&[group, kit(&["thinking"])], &["willing", "needs"], "", &["needs", "willing"]);
}

#[test]
fn an_offer_with_an_offence_related_target_has_its_turn_before_those_without() {
    let first = willing(offer("first", "programme", &["anger"]));
    let second = offer("second", "programme", &["harm"]).not_beside(&["programme"]);
    let kit = ready(offer("kit", "toolkit", &["harm"]));
    exactly(&[first, second, kit], &["willing", "ready"], "", &["willing"]);
}

#[test]
fn an_offer_takes_the_place_of_none_that_has_its_turn_first() {
    let group = willing(offer("group", "programme", &["anger"]));
    exactly(&[group, offer("other", "toolkit", &["anger", "drink"])], &["willing"], "", &["willing"]);
}

#[test]
fn among_offers_with_an_offence_related_target_the_one_with_more_targets_has_its_turn_first() {
    let both = willing(offer("both", "programme", &["harm", "control"]));
    let one = offer("one", "programme", &["harm", "anger"]);
    let other = offer("other", "programme", &["control", "drink"]);
    let files = with_control(&[both, one, other], "{ fact = \"ready\", is = true }");
    exactly_in(&files, &all_but(&["willing"]), &["willing"]);
}

#[test]
fn among_offers_without_an_offence_related_target_the_one_with_more_targets_has_its_turn_first() {
    let both = willing(offer("both", "programme", &["anger", "drink"]));
    let one = offer("one", "programme", &["anger", "thinking"]);
    let other = offer("other", "programme", &["drink", "housing"]);
    let answers = "needs = [\"anger\", \"drink\", \"thinking\", \"housing\"]\n";
    exactly(&[both, one, other], &["willing", "needs"], answers, &["willing"]);
}

#[test]
fn an_offer_of_a_kind_that_covers_nothing_for_another_takes_no_place_of_it() {
    exactly(&[offer("home", "service", &["anger"]), kit(&["anger"])], &["willing"], "", &["willing"]);
}

#[test]
fn an_offer_with_one_target_left_keeps_its_turn() {
    let group = offer("group", "programme", &["anger"]);
    exactly(&[group, kit(&["anger", "drink"])], &["willing"], "", &["willing"]);
}

#[test]
fn an_offer_with_one_target_that_may_be_left_keeps_its_turn() {
    let group = offer("group", "programme", &["harm"]);
    exactly(&[group, kit(&["harm", "thinking"])], &["willing", "needs"], "", &["needs", "willing"]);
}

#[test]
fn an_option_whose_criterion_waits_is_asked_about() {
    let option = willing(offer("group", "programme", &["anger"]).with("option = true"));
    exactly(&[option], &["willing"], "", &["willing"]);
}

#[test]
fn an_option_that_another_offer_may_displace_is_asked_about() {
    let group = ready(offer("group", "programme", &["anger"]));
    let option = offer("option", "toolkit", &["anger", "harm"]).with("option = true");
    exactly(&[group, option], &["ready", "offence"], "", &["offence", "ready"]);
}
