//! Weeks and days: an offer surely takes its place only where it fits whatever else is planned.

use super::{exactly, exactly_in, kit, willing};
use crate::asking::all_but;
use crate::small::{files, offer};

#[test]
fn an_offer_that_the_weeks_may_not_hold_takes_no_place_yet() {
    let group = offer("group", "programme", &["anger"]).takes("sessions = 8");
    exactly(&[group, kit(&["anger"])], &["willing", "weeks"], "", &["weeks", "willing"]);
}

#[test]
fn an_offer_that_the_days_may_not_hold_takes_no_place_yet() {
    let course = offer("course", "intervention", &["anger"]).takes("sessions = 8");
    exactly(&[course, kit(&["anger"])], &["willing", "days"], "", &["days", "willing"]);
}

#[test]
fn offers_that_come_first_take_days_from_one_that_comes_after() {
    let first = offer("first", "intervention", &["anger", "harm"]).takes("sessions = 60");
    let second = offer("second", "intervention", &["drink"]).takes("sessions = 60");
    exactly(&[first, second, kit(&["drink"])], &["willing"], "", &["willing"]);
}

#[test]
fn offers_that_come_first_in_its_lane_leave_fewer_weeks_to_one_that_comes_after() {
    let first = offer("first", "programme", &["anger", "harm"]).takes("sessions = 10");
    let second = offer("second", "programme", &["drink"]).takes("sessions = 10");
    let offers = [first, second, kit(&["drink"])];
    exactly(&offers, &["willing", "weeks"], "weeks = 15\n", &["willing"]);
}

#[test]
fn an_offer_that_follows_another_may_run_out_of_weeks() {
    let first = offer("first", "programme", &["anger"]).takes("sessions = 10");
    let second =
        offer("second", "treatment", &["drink"]).with("follows = [\"first\"]").takes("sessions = 10");
    let offers = [first, second, kit(&["drink"])];
    exactly(&offers, &["willing", "weeks"], "weeks = 15\n", &["willing"]);
}

#[test]
fn an_offer_that_consolidates_another_may_run_out_of_weeks() {
    let first = offer("first", "programme", &["anger"]).takes("sessions = 10");
    let second = offer("second", "treatment", &["drink"])
        .takes("sessions = 10")
        .phase("consolidate", "with-included = [\"programme\"]");
    let offers = [first, second, kit(&["drink"])];
    exactly(&offers, &["willing", "weeks"], "weeks = 15\n", &["willing"]);
}

#[test]
fn what_stabilises_leaves_room_for_a_programme_that_just_fits() {
    let home = offer("home", "service", &["housing"]);
    let group = offer("group", "programme", &["anger"]).takes("sessions = 10");
    let answers = "weeks = 12\nneeds = [\"anger\", \"housing\"]\n";
    exactly(&[home, group, kit(&["anger"])], &["willing", "weeks", "needs"], answers, &[]);
}

#[test]
fn what_prepares_leaves_room_for_a_programme_that_just_fits() {
    let group = offer("group", "programme", &["anger"]).takes("sessions = 10");
    let before = offer("before", "toolkit", &["drink"])
        .takes("sessions = 10")
        .phase("prepare", "with-included = [\"programme\"]");
    let offers = [group, before, kit(&["anger"])];
    exactly(&offers, &["willing", "weeks"], "weeks = 15\n", &[]);
}

#[test]
fn what_prepares_for_another_offer_leaves_room_for_a_programme_that_just_fits() {
    let group = offer("group", "programme", &["anger"]).takes("sessions = 10");
    let clinic = offer("clinic", "treatment", &["drink"]).takes("sessions = 2");
    let before =
        offer("before", "toolkit", &["housing"]).takes("sessions = 10").with("prepares-for = [\"clinic\"]");
    let answers = "weeks = 15\nneeds = [\"anger\", \"drink\", \"housing\"]\n";
    let offers = [group, clinic, before, kit(&["anger"])];
    exactly(&offers, &["willing", "weeks", "needs"], answers, &[]);
}

#[test]
fn an_offer_in_the_lane_of_a_programme_that_holds_back_may_run_out_of_weeks() {
    let group = offer("group", "programme", &["drink"]).takes("sessions = 10");
    let after = offer("after", "service", &["anger", "harm"]).takes("sessions = 10; lane = \"programme\"");
    let other = willing(offer("other", "service", &["anger"]));
    let unknown = ["willing", "weeks", "needs"];
    let needs = "needs = [\"anger\", \"drink\", \"housing\"]\n";
    let home = offer("home", "service", &["housing"]);
    let offers = [group.clone(), after.clone(), other.clone(), home];
    exactly(&offers, &unknown, &format!("weeks = 22\n{needs}"), &["willing"]);
    let before = offer("before", "toolkit", &["housing"])
        .takes("sessions = 10")
        .phase("prepare", "with-included = [\"programme\"]");
    exactly(&[group, after, other, before], &unknown, &format!("weeks = 28\n{needs}"), &["willing"]);
}

#[test]
fn an_offer_that_waits_for_a_later_phase_may_be_overtaken_in_its_lane() {
    let group = offer("group", "programme", &["anger", "harm"]).takes("sessions = 10");
    let overtakes = offer("overtakes", "service", &["drink"]).takes("sessions = 20; lane = \"programme\"");
    let before = offer("before", "toolkit", &["housing"])
        .takes("sessions = 10")
        .phase("afterwards", "when = { always = true }");
    let phase =
        "[[phase]]\nid = \"afterwards\"\nname = \"Afterwards\"\nrole = \"prepare\"\nsays = \"Last.\"\n";
    let files = files(&[group, overtakes, before, kit(&["anger"])]).append("policy.toml", phase);
    let answers = "weeks = 28\nneeds = [\"anger\", \"drink\", \"housing\"]\n";
    exactly_in(&files, &format!("{}{answers}", all_but(&["willing", "weeks", "needs"])), &["willing"]);
}

#[test]
fn an_offer_after_one_that_follows_another_may_run_out_of_weeks() {
    let first = offer("first", "programme", &["drink"]).takes("sessions = 10");
    let second = offer("second", "treatment", &["housing"])
        .with("follows = [\"first\"]")
        .takes("sessions = 5; lane = \"one-to-one\"");
    let last = offer("last", "service", &["anger", "harm"]).takes("sessions = 5; lane = \"one-to-one\"");
    let other = willing(offer("other", "service", &["anger"]));
    let answers = "weeks = 18\nneeds = [\"anger\", \"drink\", \"housing\"]\n";
    let unknown = ["willing", "weeks", "needs"];
    exactly(&[first.clone(), second, last.clone(), other.clone()], &unknown, answers, &["willing"]);
    let prepares = first.with("prepares-for = [\"second\"]").takes("sessions = 10; lane = \"provider\"");
    let second = offer("second", "treatment", &["housing"]).takes("sessions = 5; lane = \"one-to-one\"");
    exactly(&[prepares, second, last, other], &unknown, answers, &["willing"]);
}

#[test]
fn an_offer_after_one_that_consolidates_another_may_run_out_of_weeks() {
    let first = offer("first", "programme", &["drink"]).takes("sessions = 10");
    let second = offer("second", "treatment", &["housing"])
        .takes("sessions = 5; lane = \"one-to-one\"")
        .phase("consolidate", "with-included = [\"programme\"]");
    let last = offer("last", "service", &["anger", "harm"])
        .takes("sessions = 5; lane = \"one-to-one\"")
        .phase("last", "when = { always = true }");
    let other = willing(offer("other", "service", &["anger"]));
    let phase = "[[phase]]\nid = \"last\"\nname = \"Last\"\nrole = \"consolidate\"\nsays = \"Last.\"\n";
    let files = files(&[first, second, last, other]).append("policy.toml", phase);
    let answers = "weeks = 18\nneeds = [\"anger\", \"drink\", \"housing\"]\n";
    exactly_in(&files, &format!("{}{answers}", all_but(&["willing", "weeks", "needs"])), &["willing"]);
}

#[test]
fn an_offer_that_another_prepares_for_may_run_out_of_weeks() {
    let clinic = offer("clinic", "treatment", &["anger"]).takes("sessions = 10");
    let before =
        offer("before", "toolkit", &["drink"]).takes("sessions = 10").with("prepares-for = [\"clinic\"]");
    let offers = [clinic, before, kit(&["anger"])];
    exactly(&offers, &["willing", "weeks"], "weeks = 15\n", &["willing"]);
}

#[test]
fn an_offer_of_a_later_kind_may_come_first_in_a_lane() {
    let home = offer("home", "service", &["anger", "harm"]).takes("sessions = 10; lane = \"one-to-one\"");
    let other = willing(offer("other", "service", &["anger"]));
    let steady = offer("steady", "toolkit", &["drink"])
        .takes("sessions = 10")
        .phase("stabilise", "when = { always = true }");
    let offers = [home, other, steady];
    exactly(&offers, &["willing", "weeks"], "weeks = 15\n", &["willing"]);
}

#[test]
fn an_option_that_the_weeks_or_the_days_may_rule_out_is_asked_about() {
    let option = offer("option", "intervention", &["anger"]).with("option = true").takes("sessions = 8");
    exactly(std::slice::from_ref(&option), &["weeks"], "", &["weeks"]);
    exactly(&[option], &["days"], "", &["days"]);
}

#[test]
fn an_offer_of_a_later_kind_may_come_first_in_the_lane_of_a_programme_by_its_phase() {
    let group = offer("group", "programme", &["anger"]).takes("sessions = 10");
    let course = offer("course", "intervention", &["drink"]).takes("sessions = 10");
    let early = course.clone().phase("stabilise", "when = { always = true }");
    let offers = [group.clone(), early, kit(&["anger"])];
    exactly(&offers, &["willing", "weeks"], "weeks = 18\n", &["willing"]);
    let late = group.phase("complement", "when = { always = true }");
    exactly(&[late, course, kit(&["anger"])], &["willing", "weeks"], "weeks = 18\n", &["willing"]);
}

#[test]
fn what_prepares_leaves_room_for_a_programme_though_it_comes_after_another_in_its_lane() {
    let group = offer("group", "programme", &["anger"]).takes("sessions = 10");
    let steady = offer("steady", "toolkit", &["drink"])
        .takes("sessions = 10")
        .phase("stabilise", "when = { always = true }");
    let before = offer("before", "toolkit", &["housing"])
        .takes("sessions = 10")
        .phase("prepare", "with-included = [\"programme\"]");
    let answers = "weeks = 25\nneeds = [\"anger\", \"drink\", \"housing\"]\n";
    let offers = [group, steady, before, kit(&["anger"])];
    exactly(&offers, &["willing", "weeks", "needs"], answers, &[]);
}

#[test]
fn which_of_two_offers_that_do_not_both_fit_goes_first_is_asked_about() {
    let first = offer("first", "programme", &["drink", "thinking"]).takes("sessions = 10");
    let second = offer("second", "programme", &["anger", "harm"]).takes("sessions = 10");
    let answers = "weeks = 15\nneeds = [\"anger\", \"drink\", \"thinking\"]\n";
    exactly(&[first, second], &["offence", "weeks", "needs"], answers, &["offence"]);
}

#[test]
fn what_an_option_is_delivered_under_is_asked_about_where_it_decides_whether_days_rule_it_out() {
    let option = offer("option", "intervention", &["anger"]).with("option = true").takes("sessions = 8");
    exactly(std::slice::from_ref(&option), &["sentence", "days"], "days = 5\n", &["sentence"]);
    exactly(&[option], &["sentence", "days"], "days = 8\n", &[]);
}
