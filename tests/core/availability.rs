//! When, where and for whom an offer can be had at all.

use crate::small::{offer, small};
use crate::world::World;

const CASE: &str = "sentence = \"order\"\nneeds = [\"anger\"]\noffence = []\n";

#[test]
fn an_offer_is_in_force_from_its_first_day_until_the_day_before_its_last() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).open("from = 2022-04-01; until = 2022-08-01")]);
    for (day, available) in
        [("2022-03-31", false), ("2022-04-01", true), ("2022-07-31", true), ("2022-08-01", false)]
    {
        let plan = world.plan(&format!("{CASE}region = \"north\"\nas-of = {day}"));
        let expected = if available { "include meets-criteria" } else { "exclude not-available" };
        assert_eq!(plan.of("kit"), expected, "{day}");
    }
    let says = |day: &str| {
        world.plan(&format!("{CASE}region = \"north\"\nas-of = {day}")).says("kit", "availability").to_owned()
    };
    assert_eq!(says("2022-03-31"), "It starts on 1 April 2022.");
    assert_eq!(says("2022-08-01"), "It ended on 1 August 2022.");
}

#[test]
fn a_soft_launch_opens_some_regions_before_the_others() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .open("from = 2022-04-01; until = 2022-08-01; regions = [\"north\"]")
        .open("from = 2022-08-01")]);
    let of = |day: &str, region: &str| world.plan(&format!("{CASE}as-of = {day}\n{region}")).of("kit");
    assert_eq!(of("2022-05-01", "region = \"north\""), "include meets-criteria");
    assert_eq!(of("2022-05-01", "region = \"south\""), "exclude not-available");
    assert_eq!(of("2022-08-01", "region = \"south\""), "include meets-criteria");
    assert_eq!(of("2022-05-01", ""), "undetermined missing-answers");
    assert_eq!(of("2022-08-01", ""), "include meets-criteria", "everywhere: the region does not matter");
    assert_eq!(of("2022-03-01", ""), "exclude not-available", "nowhere: the region does not matter");
}

#[test]
fn windows_that_open_every_region_between_them_do_not_ask_for_the_region() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .open("regions = [\"north\", \"west\"]")
        .open("regions = [\"south\"]")]);
    assert_eq!(world.plan(CASE).of("kit"), "include meets-criteria");
}

#[test]
fn every_region_where_it_is_delivered_that_day_is_named() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .open("until = 2023-01-01; regions = [\"north\"]")
        .open("from = 2022-06-01; regions = [\"south\"]")]);
    let plan = world.plan(&format!("{CASE}region = \"west\""));
    assert_eq!(plan.of("kit"), "exclude not-available");
    assert_eq!(plan.says("kit", "availability"), "It is delivered in the North and the South only.");
}

#[test]
fn between_two_windows_the_next_opening_is_named() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .open("from = 2022-01-01; until = 2022-02-01")
        .open("from = 2022-06-01; until = 2022-07-01")]);
    let says = |day: &str| {
        let plan = world.plan(&format!("{CASE}region = \"north\"\nas-of = {day}"));
        assert_eq!(plan.of("kit"), "exclude not-available");
        plan.says("kit", "availability").to_owned()
    };
    assert_eq!(says("2022-04-01"), "It ended on 1 February 2022 and starts again on 1 June 2022.");
    assert_eq!(says("2022-07-01"), "It ended on 1 July 2022.");
}

#[test]
fn what_is_delivered_in_custody_only_is_not_available_on_probation() {
    let world = small(&[
        offer("prison", "programme", &["anger"]).open("settings = [\"custody\"]"),
        offer("both", "service", &["anger"]).open("settings = [\"custody\", \"community\"]"),
    ]);
    let plan = world.plan(&format!("{CASE}region = \"north\""));
    assert_eq!(plan.of("prison"), "exclude not-available");
    assert_eq!(plan.says("prison", "availability"), "It is delivered in custody only.");
    assert_eq!(plan.of("both"), "include meets-criteria");
}

#[test]
fn what_is_never_in_force_is_listed_and_never_proposed() {
    let world = small(&[offer("old", "programme", &["anger"]).table(
        "[never-in-force]\nsays = \"It has ended.\"\nsource = { id = \"guide\", heading = \"Old\" }",
    )]);
    let plan = world.plan(&format!("{CASE}region = \"north\""));
    assert_eq!(plan.of("old"), "exclude not-available");
    assert_eq!(plan.says("old", "availability"), "It has ended.");
}

#[test]
fn what_was_superseded_names_its_successor() {
    let world = small(&[
        offer("old", "toolkit", &["anger"]).open("until = 2022-04-25").with("superseded-by = \"new\""),
        offer("new", "toolkit", &["anger"]).open("from = 2022-04-25"),
    ]);
    let plan = world.plan(&format!("{CASE}region = \"north\""));
    assert_eq!(plan.of("old"), "exclude not-available");
    assert_eq!(plan.says("old", "availability"), "It ended on 25 April 2022. new took its place.");
    assert_eq!(plan.of("new"), "include meets-criteria");
}

/// In force in the North until February 2022 and in the South until June 2022, and then followed by `new`; the West never had it.
fn ends_region_by_region() -> World {
    small(&[
        offer("old", "toolkit", &["anger"])
            .open("until = 2022-02-01; regions = [\"north\"]")
            .open("until = 2022-06-01; regions = [\"south\"]")
            .with("superseded-by = \"new\""),
        offer("new", "toolkit", &["anger"])
            .open("from = 2022-02-01; regions = [\"north\"]")
            .open("from = 2022-06-01; regions = [\"south\"]"),
    ])
}

/// What is said of when and where `old` is in force.
fn said_of_old(world: &World, day: &str, region: &str) -> String {
    world.plan(&format!("{CASE}as-of = {day}\n{region}")).says("old", "availability").to_owned()
}

#[test]
fn an_offer_that_ended_on_other_days_elsewhere_ended_on_the_day_it_did_in_the_region() {
    let says = |region: &str| said_of_old(&ends_region_by_region(), "2022-07-01", region);
    assert_eq!(says("region = \"north\""), "In the region it ended on 1 February 2022. new took its place.");
    assert_eq!(says("region = \"south\""), "In the region it ended on 1 June 2022. new took its place.");
    assert_eq!(
        says("region = \"west\""),
        "It is not delivered in the region. In the North it ended on 1 February 2022; in the South it ended on 1 June \
         2022."
    );
    assert_eq!(
        says(""),
        "In the North it ended on 1 February 2022; in the South it ended on 1 June 2022. new took its place."
    );
}

#[test]
fn an_offer_that_has_ended_in_the_region_and_runs_on_elsewhere_has_its_end_and_its_successor() {
    let says = |region: &str| said_of_old(&ends_region_by_region(), "2022-03-01", region);
    assert_eq!(
        says("region = \"north\""),
        "It is delivered in the South only. In the region it ended on 1 February 2022. new took its place."
    );
    assert_eq!(says("region = \"west\""), "It is delivered in the South only.");
    assert_eq!(
        says(""),
        "It is delivered in the South only. In the North it ended on 1 February 2022. new took its place."
    );
}

#[test]
fn a_successor_that_is_not_yet_there_has_its_first_day() {
    let world = small(&[
        offer("old", "toolkit", &["anger"]).open("until = 2022-04-25").with("superseded-by = \"new\""),
        offer("new", "toolkit", &["anger"])
            .open("from = 2022-04-01; regions = [\"north\"]")
            .open("from = 2022-08-01; regions = [\"south\"]"),
    ]);
    let says = |region: &str| said_of_old(&world, "2022-05-01", region);
    assert_eq!(says("region = \"north\""), "It ended on 25 April 2022. new took its place.");
    assert_eq!(
        says("region = \"south\""),
        "It ended on 25 April 2022. new takes its place on 1 August 2022."
    );
    assert_eq!(says("region = \"west\""), "It ended on 25 April 2022.", "nothing follows there");
    assert_eq!(says(""), "It ended on 25 April 2022. new took its place in the North.");
}

#[test]
fn where_it_starts_later_in_the_region_the_day_is_said() {
    let world = small(&[offer("old", "toolkit", &["anger"])
        .open("from = 2022-04-01; until = 2022-08-01; regions = [\"north\"]")
        .open("from = 2022-08-01")]);
    let says = |region: &str| said_of_old(&world, "2022-05-01", region);
    assert_eq!(
        says("region = \"south\""),
        "It is delivered in the North only. In the region it starts on 1 August 2022."
    );
    assert_eq!(
        says(""),
        "It is delivered in the North only. In the other regions it starts on 1 August 2022."
    );
    assert_eq!(
        said_of_old(&world, "2022-03-01", ""),
        "In the North it starts on 1 April 2022; in the other regions it starts on 1 August 2022."
    );
}

#[test]
fn windows_that_open_every_region_between_them_are_said_to_be_in_force_in_every_region() {
    let world = small(&[offer("old", "toolkit", &["anger"])
        .open("regions = [\"north\", \"west\"]")
        .open("regions = [\"south\"]")]);
    assert_eq!(said_of_old(&world, "2022-05-01", ""), "It is in force on 1 May 2022 in every region.");
}

#[test]
fn what_the_person_cannot_get_to_is_not_available_and_unanswered_limits_nothing() {
    let world = small(&[offer("group", "programme", &["anger"]), offer("kit", "toolkit", &["anger"])]);
    let case = format!("{CASE}region = \"north\"\n");
    assert_eq!(world.plan(&case).of("group"), "include meets-criteria");
    let plan = world.plan(&format!("{case}cannot-access = [\"group\"]"));
    assert_eq!(plan.of("group"), "exclude not-available");
    assert_eq!(plan.says("group", "availability"), "The person cannot get to it.");
    assert_eq!(plan.of("kit"), "include meets-criteria", "the next in order takes its place");
}
