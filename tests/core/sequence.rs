//! Phases, lanes and weeks.

use goldenthread::plan::{Options, Planner};
use goldenthread::reasons::{PlannedCase, place};

use crate::small::{offer, small};

const CASE: &str = "region = \"north\"\nsentence = \"order\"\n";

fn case(needs: &str, offence: &str, more: &str) -> String {
    format!("{CASE}needs = [{needs}]\noffence = [{offence}]\n{more}")
}

#[test]
fn the_programme_lane_holds_one_thing_at_a_time() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 20"),
        offer("course", "intervention", &["anger"]).takes("sessions = 6"),
    ]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core group 1-20", "core course 21-26"]);
    assert_eq!(plan.0["weeks"], 26);
}

#[test]
fn toolkits_run_one_after_the_other_in_supervision_beside_programmes() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 20"),
        offer("kit-a", "toolkit", &["anger"]).takes("sessions = 8"),
        offer("kit-b", "toolkit", &["drink"]).takes("sessions = 6"),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core group 1-20", "complement kit-a 1-8", "complement kit-b 9-14"]);
}

#[test]
fn services_treatment_and_monitoring_run_beside_each_other() {
    let world = small(&[
        offer("clinic", "treatment", &["drink"]).takes("weeks = 26"),
        offer("home", "service", &["housing"]).takes("weeks = 12"),
        offer("advice", "service", &["anger"]).takes("weeks = 12"),
        offer("tag", "tag", &["punishment"]).takes("weeks = 18"),
    ]);
    let plan = world.plan(&case("\"anger\", \"housing\", \"drink\"", "\"other\"", ""));
    assert_eq!(
        plan.steps(),
        ["core clinic 1-26", "complement home 1-12", "complement advice 1-12", "complement tag 1-18"]
    );
}

#[test]
fn a_service_stabilises_only_where_housing_is_a_need_and_a_programme_is_planned() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("home", "service", &["housing", "anger"]).takes("weeks = 12"),
    ]);
    let plan = world.plan(&case("\"housing\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["stabilise home 1-12", "core group 5-14"]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core group 1-10", "complement home 1-12"]);
    let plan = world.plan(&case("\"housing\"", "", ""));
    assert_eq!(plan.steps(), ["complement home 1-12"]);
}

#[test]
fn treatment_stabilises_beside_a_programme_and_is_core_without_one() {
    let world = small(&[
        offer("clinic", "treatment", &["drink"]).takes("weeks = 26; assumed = true"),
        offer("course", "intervention", &["anger"]).takes("sessions = 6"),
    ]);
    let plan = world.plan(&case("\"drink\", \"anger\"", "", ""));
    assert_eq!(plan.steps(), ["stabilise clinic 1-26", "core course 5-10"]);
    assert_eq!(world.plan(&case("\"drink\"", "", "")).steps(), ["core clinic 1-26"]);
}

#[test]
fn toolkits_are_core_where_no_programme_or_intervention_is_planned() {
    let world = small(&[
        offer("course", "intervention", &["anger"]).takes("sessions = 6"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 8"),
        offer("home", "service", &["housing"]).takes("weeks = 12"),
    ]);
    assert_eq!(
        world.plan(&case("\"drink\", \"housing\"", "", "")).steps(),
        ["core kit 1-8", "complement home 1-12"]
    );
    assert_eq!(
        world.plan(&case("\"drink\", \"anger\"", "", "")).steps(),
        ["core course 1-6", "complement kit 1-8"]
    );
}

#[test]
fn what_may_run_alongside_neither_waits_for_the_lane_nor_holds_it() {
    let world = small(&[
        offer("a", "intervention", &["harm"]).takes("sessions = 10"),
        offer("beside", "intervention", &["anger"]).takes("sessions = 6").with("alongside = true"),
        offer("c", "intervention", &["drink"]).takes("sessions = 4"),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core a 1-10", "core beside 1-6", "core c 11-14"]);
}

#[test]
fn core_work_that_runs_alongside_still_waits_for_what_stabilises() {
    let world = small(&[
        offer("home", "service", &["housing"]).takes("weeks = 12"),
        offer("beside", "intervention", &["anger"]).takes("sessions = 6").with("alongside = true"),
    ]);
    let plan = world.plan(&case("\"anger\", \"housing\"", "", ""));
    assert_eq!(plan.steps(), ["stabilise home 1-12", "core beside 5-10"]);
}

#[test]
fn toolkits_do_not_wait_for_what_stabilises() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("home", "service", &["housing"]).takes("weeks = 12"),
        offer("kit", "toolkit", &["anger"]).takes("sessions = 8"),
    ]);
    let plan = world.plan(&case("\"anger\", \"housing\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["stabilise home 1-12", "complement kit 1-8", "core group 5-14"]);
}

#[test]
fn programmes_and_interventions_start_after_the_last_offer_that_prepares() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("first", "toolkit", &["anger"])
            .takes("sessions = 12")
            .phase("prepare", "when = { fact = \"ready\", is = false }\nwith-included = [\"programme\"]"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 8"),
    ]);
    let needs = "\"anger\", \"drink\"";
    let plan = world.plan(&case(needs, "\"harm\"", "ready = false"));
    assert_eq!(plan.steps(), ["prepare first 1-12", "core group 13-22", "complement kit 13-20"]);
    assert_eq!(plan.step("group")["after"], serde_json::json!(["first"]));
    let plan = world.plan(&case(needs, "\"harm\"", "ready = true"));
    assert_eq!(plan.steps(), ["core group 1-10", "complement first 1-12", "complement kit 13-20"]);
    let plan = world.plan(&case(needs, "\"harm\"", ""));
    assert_eq!(plan.steps()[0], "core group 1-10", "an unknown answer prepares nothing yet");
}

#[test]
fn an_offer_whose_relation_says_so_prepares_for_an_included_one() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("intro", "toolkit", &["anger"]).takes("sessions = 3").with("prepares-for = [\"group\"]"),
    ]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["prepare intro 1-3", "core group 4-13"]);
    let plan = world.plan(&case("\"anger\"", "", ""));
    assert_eq!(plan.steps(), ["core intro 1-3"], "nothing to prepare for");
}

#[test]
fn what_consolidates_starts_after_the_programmes_it_builds_on() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("second", "programme", &["thinking"]).takes("sessions = 5"),
        offer("keep-up", "toolkit", &["anger"])
            .takes("sessions = 4")
            .phase("consolidate", "with-included = [\"programme\"]"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 8"),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\", \"thinking\"", "\"harm\"", ""));
    assert_eq!(
        plan.steps(),
        ["core group 1-10", "complement kit 1-8", "core second 11-15", "consolidate keep-up 16-19"]
    );
    assert_eq!(
        plan.step("keep-up")["after"],
        serde_json::json!(["group", "second", "kit"]),
        "its lane has to be free too"
    );
}

#[test]
fn what_follows_named_offers_waits_only_for_those() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("second", "programme", &["thinking"]).takes("sessions = 5"),
        offer("keep-up", "toolkit", &["anger"])
            .takes("sessions = 4")
            .with("follows = [\"group\"]")
            .phase("consolidate", "with-included = [\"programme\"]"),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core group 1-10", "core second 11-15", "consolidate keep-up 11-14"]);
}

#[test]
fn an_offer_waits_for_what_it_must_follow_even_in_an_earlier_phase() {
    let world = small(&[
        offer("late", "programme", &["harm"]).takes("sessions = 5").with("follows = [\"kit\"]"),
        offer("kit", "toolkit", &["anger"]).takes("sessions = 8"),
    ]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["complement kit 1-8", "core late 9-13"], "nobody reads week 9 before week 1");
}

#[test]
fn relations_that_only_this_case_turns_into_a_circle_still_give_every_step_its_weeks() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("odd", "toolkit", &["anger"])
            .takes("sessions = 3")
            .with("follows = [\"group\"]")
            .phase("prepare", ""),
    ]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["prepare odd 1-3", "core group 4-13"], "the order of the phases decides");
}

#[test]
fn of_steps_that_start_together_phases_come_in_order_and_within_one_the_order_of_allocation() {
    let world = small(&[
        offer("narrow", "toolkit", &["anger"]).takes("sessions = 2"),
        offer("wide", "toolkit", &["drink", "thinking"]).takes("sessions = 2"),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\", \"thinking\"", "", ""));
    assert_eq!(plan.steps(), ["core wide 1-2", "core narrow 3-4"]);
    let steps: Vec<u64> =
        plan.0["plan"].as_array().unwrap().iter().map(|s| s["step"].as_u64().unwrap()).collect();
    assert_eq!(steps, [1, 2]);
}

#[test]
fn several_sessions_a_week_shorten_what_states_no_weeks() {
    let world = crate::small::files(&[
        offer("group", "programme", &["harm"]).takes("sessions = 9"),
        offer("stated", "toolkit", &["anger"]).takes("sessions = 9; weeks = 9"),
    ])
    .replace("policy.toml", "sessions-per-week = 1", "sessions-per-week = 2")
    .world();
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core group 1-5", "complement stated 1-9"]);
}

#[test]
fn a_step_is_said_to_wait_only_for_what_it_waits_for() {
    let world = prepared("sessions = 8");
    let waits_for = |weeks: u32| {
        let case = world.case(&case("\"anger\"", "\"harm\"", &format!("weeks = {weeks}")));
        let planner = Planner::new(&world.catalogue);
        let decision = planner.decide(&case, &Options::default());
        let planned = PlannedCase::undecided(&planner, &case, &decision);
        let group = decision.steps.iter().find(|step| step.offer == world.offer("group")).unwrap();
        place::waits_for(&planned, group).join(", ")
    };
    assert_eq!(waits_for(18), "intro");
    assert_eq!(waits_for(17), "", "it runs beside what would prepare for it");
}

/// What prepares takes twelve weeks unless there is less room, and the group ten.
fn prepared(preparation: &str) -> crate::world::World {
    small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("intro", "toolkit", &["anger"]).takes(preparation).with("prepares-for = [\"group\"]"),
    ])
}

#[test]
fn what_prepares_is_shortened_to_the_weeks_that_what_it_prepares_leaves_over() {
    let world = prepared("sessions = 12; assumed = true");
    let steps = |weeks: u32| world.plan(&case("\"anger\"", "\"harm\"", &format!("weeks = {weeks}"))).steps();
    assert_eq!(steps(30), ["prepare intro 1-12", "core group 13-22"]);
    assert_eq!(steps(18), ["prepare intro 1-8", "core group 9-18"]);
    assert_eq!(steps(14), ["prepare intro 1-4", "core group 5-14"]);
}

#[test]
fn where_there_is_no_room_to_prepare_the_work_starts_at_once_and_what_prepares_runs_beside_it() {
    let steps = |preparation: &str, weeks: u32| {
        prepared(preparation).plan(&case("\"anger\"", "\"harm\"", &format!("weeks = {weeks}"))).steps()
    };
    assert_eq!(
        steps("sessions = 12; assumed = true", 13),
        ["prepare intro 1-12", "core group 1-10"],
        "three weeks over are too few"
    );
    assert_eq!(
        steps("sessions = 8", 17),
        ["prepare intro 1-8", "core group 1-10"],
        "what is stated to take eight weeks does not fit in seven"
    );
    assert_eq!(
        steps("sessions = 12; fewest-sessions = 6; assumed = true", 15),
        ["prepare intro 1-6", "core group 1-10"],
        "nor do the fewest of what is assumed fit in five"
    );
}

#[test]
fn the_work_starts_sooner_than_week_five_where_waiting_for_what_stabilises_would_push_it_out() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("home", "service", &["housing"]).takes("weeks = 12; assumed = true"),
    ]);
    let steps =
        |weeks: u32| world.plan(&case("\"housing\"", "\"harm\"", &format!("weeks = {weeks}"))).steps();
    assert_eq!(steps(14), ["stabilise home 1-12", "core group 5-14"]);
    assert_eq!(steps(12), ["stabilise home 1-12", "core group 3-12"]);
    assert_eq!(steps(10), ["stabilise home 1-10", "core group 1-10"]);
}

#[test]
fn a_step_is_read_after_every_step_that_starts_before_it() {
    let world = small(&[
        offer("group", "programme", &["harm"]).takes("sessions = 10"),
        offer("course", "intervention", &["thinking"]).takes("sessions = 6"),
        offer("kit", "toolkit", &["anger"]).takes("sessions = 4"),
        offer("second-kit", "toolkit", &["drink"]).takes("sessions = 8"),
        offer("home", "service", &["housing"]).takes("weeks = 12"),
    ]);
    let needs = "\"anger\", \"housing\", \"thinking\", \"drink\"";
    assert_eq!(
        world.plan(&case(needs, "\"harm\"", "")).steps(),
        [
            "stabilise home 1-12",
            "complement kit 1-4",
            "core group 5-14",
            "complement second-kit 5-12",
            "core course 15-20",
        ]
    );
}
