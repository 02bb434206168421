//! Weeks that remain and rehabilitation activity days: what does not fit is taken out, and the plan is made again.

use crate::small::{offer, small};

const CASE: &str = "region = \"north\"\nsentence = \"order\"\noffence = []\n";

fn case(needs: &str, more: &str) -> String {
    format!("{CASE}needs = [{needs}]\n{more}")
}

#[test]
fn a_stated_duration_longer_than_what_is_left_is_no_time() {
    let world = small(&[offer("group", "programme", &["anger"]).takes("sessions = 20")]);
    assert_eq!(world.plan(&case("\"anger\"", "weeks = 19")).of("group"), "exclude no-time");
    assert_eq!(world.plan(&case("\"anger\"", "weeks = 20")).of("group"), "include meets-criteria");
    assert_eq!(
        world.plan(&case("\"anger\"", "")).of("group"),
        "include meets-criteria",
        "unknown limits nothing"
    );
}

#[test]
fn stated_weeks_count_where_they_are_given_and_sessions_otherwise() {
    let world = small(&[offer("group", "programme", &["anger"]).takes("sessions = 20; weeks = 10")]);
    let plan = world.plan(&case("\"anger\"", "weeks = 10"));
    assert_eq!(plan.steps(), ["core group 1-10"]);
    assert_eq!(plan.step("group")["sessions"], 20);
}

#[test]
fn the_last_in_allocation_order_that_ends_too_late_is_taken_out() {
    let world = small(&[
        offer("one", "programme", &["anger", "thinking"]).takes("sessions = 10"),
        offer("two", "programme", &["drink"]).takes("sessions = 10"),
        offer("three", "programme", &["housing"]).takes("sessions = 5"),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\", \"drink\", \"housing\"", "weeks = 20"));
    assert_eq!(plan.steps(), ["core one 1-10", "core two 11-20"]);
    assert_eq!(plan.of("three"), "exclude no-time");
    assert!(plan.because("three").contains(&"time not-met".to_owned()));
    assert_eq!(plan.list("unmet"), ["housing"]);
}

#[test]
fn of_several_that_end_too_late_the_last_goes_first_and_stays_out() {
    let world = small(&[
        offer("one", "programme", &["anger", "thinking"]).takes("sessions = 10"),
        offer("two", "programme", &["drink"]).takes("sessions = 10"),
        offer("three", "programme", &["housing"]).takes("sessions = 5"),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\", \"drink\", \"housing\"", "weeks = 16"));
    assert_eq!(plan.steps(), ["core one 1-10"]);
    assert_eq!((plan.of("two"), plan.of("three")), ("exclude no-time".into(), "exclude no-time".into()));
}

#[test]
fn what_is_taken_out_leaves_its_targets_to_those_after_it() {
    let world = small(&[
        offer("one", "programme", &["anger", "thinking"]).takes("sessions = 10"),
        offer("two", "programme", &["drink"]).takes("sessions = 10"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 10"),
    ]);
    let needs = "\"anger\", \"thinking\", \"drink\"";
    let plan = world.plan(&case(needs, "weeks = 20"));
    assert_eq!(plan.of("kit"), "exclude displaced");
    let plan = world.plan(&case(needs, "weeks = 19"));
    assert_eq!(plan.of("two"), "exclude no-time");
    assert_eq!(plan.steps(), ["core one 1-10", "complement kit 1-10"]);
}

#[test]
fn an_assumed_duration_is_shortened_to_what_is_left_and_never_rules_out() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).takes("sessions = 12; assumed = true")]);
    let plan = world.plan(&case("\"anger\"", "weeks = 5"));
    assert_eq!(plan.steps(), ["core kit 1-5"]);
    assert_eq!(plan.step("kit")["sessions"], 5, "one session a week");
    assert_eq!(plan.step("kit")["assumed"], true);
    assert_eq!(world.plan(&case("\"anger\"", "weeks = 1")).steps(), ["core kit 1-1"]);
}

#[test]
fn an_assumed_duration_that_would_start_after_the_end_is_taken_out() {
    let world = small(&[
        offer("one", "toolkit", &["anger", "thinking"]).takes("sessions = 6"),
        offer("two", "toolkit", &["drink"]).takes("sessions = 12; assumed = true"),
    ]);
    let needs = "\"anger\", \"thinking\", \"drink\"";
    let plan = world.plan(&case(needs, "weeks = 6"));
    assert_eq!(plan.of("two"), "exclude no-time");
    assert_eq!(world.plan(&case(needs, "weeks = 7")).steps(), ["core one 1-6", "core two 7-7"]);
}

#[test]
fn with_no_week_left_nothing_is_planned() {
    let world = small(&[
        offer("one", "toolkit", &["anger"]).takes("sessions = 6; assumed = true"),
        offer("two", "service", &["drink"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\"", "weeks = 0"));
    assert_eq!((plan.of("one"), plan.of("two")), ("exclude no-time".into(), "exclude no-time".into()));
    assert_eq!(plan.steps(), [""; 0]);
}

#[test]
fn sessions_beyond_the_rar_days_alone_are_no_rar_days() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).takes("sessions = 8")]);
    assert_eq!(world.plan(&case("\"anger\"", "days = 7")).of("kit"), "exclude no-rar-days");
    assert_eq!(world.plan(&case("\"anger\"", "days = 8")).of("kit"), "include meets-criteria");
    assert_eq!(
        world.plan(&case("\"anger\"", "")).of("kit"),
        "include meets-criteria",
        "unknown limits nothing"
    );
}

#[test]
fn in_sum_the_last_in_allocation_order_that_takes_days_is_taken_out() {
    let world = small(&[
        offer("course", "intervention", &["anger"]).takes("sessions = 8"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 6"),
        offer("tag", "tag", &["harm"]).takes("sessions = 50"),
    ]);
    let case = |days: u32| {
        format!("{CASE}needs = [\"anger\", \"drink\"]\ndays = {days}")
            .replace("offence = []", "offence = [\"harm\"]")
    };
    let plan = world.plan(&case(13));
    assert_eq!(plan.of("kit"), "exclude no-rar-days");
    assert!(plan.because("kit").contains(&"rar-days not-met".to_owned()));
    assert_eq!(plan.of("tag"), "include meets-criteria", "it is under its own requirement");
    assert_eq!(plan.0["rar_days"], 8);
    assert_eq!(world.plan(&case(14)).of("kit"), "include meets-criteria");
}

#[test]
fn assumed_sessions_take_days_in_the_plan_but_rule_nothing_out() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).takes("sessions = 12; assumed = true")]);
    let plan = world.plan(&case("\"anger\"", "days = 3"));
    assert_eq!(plan.of("kit"), "include meets-criteria");
    assert_eq!(plan.0["rar_days"], 12);
}

#[test]
fn programmes_and_licences_take_no_rar_days() {
    let world = small(&[
        offer("group", "programme", &["anger"]).takes("sessions = 20"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 8"),
    ]);
    let needs = "region = \"north\"\nneeds = [\"anger\", \"drink\"]\noffence = []\ndays = 2\n";
    let plan = world.plan(&format!("{needs}sentence = \"order\""));
    assert_eq!(
        (plan.of("group"), plan.of("kit")),
        ("include meets-criteria".into(), "exclude no-rar-days".into())
    );
    let plan = world.plan(&format!("{needs}sentence = \"licence\""));
    assert_eq!(plan.of("kit"), "include meets-criteria");
    assert_eq!(plan.0["rar_days"], 0);
}

#[test]
fn days_do_not_rule_out_while_it_is_unknown_whether_they_are_needed() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).takes("sessions = 8")]);
    let plan = world.plan("region = \"north\"\nneeds = [\"anger\"]\noffence = []\ndays = 2");
    assert!(!plan.of("kit").contains("no-rar-days"), "on licence it takes none");
    assert!(!plan.because("kit").contains(&"rar-days not-met".to_owned()));
}

#[test]
fn a_lead_that_is_taken_out_takes_what_follows_it_out_of_need() {
    let world = crate::small::files(&[
        offer("group", "programme", &["anger"]).takes("sessions = 10"),
        offer("long", "programme", &["thinking", "drink"]).takes("sessions = 10"),
        offer("upkeep-kit", "toolkit", &["upkeep"])
            .takes("sessions = 4; assumed = true")
            .with("follows = [\"group\"]")
            .phase("consolidate", ""),
    ])
    .append(
        "targets.toml",
        "[[target]]\nid = \"upkeep\"\nname = \"upkeep\"\nclass = \"follow-on\"\nalso-once-included = [\"group\"]\n\
         present = { fact = \"completed\", includes = [\"group\"] }\nsource = { id = \"policy\", heading = \"Targets\" }",
    )
    .world();
    let needs = "\"anger\", \"thinking\", \"drink\"";
    let plan = world.plan(&case(needs, "completed = []\nweeks = 20"));
    assert_eq!(plan.of("upkeep-kit"), "exclude no-time", "the group ends in the last week");
    let plan = world.plan(&case(needs, "completed = []\nweeks = 19"));
    assert_eq!(plan.of("group"), "exclude no-time");
    assert_eq!(plan.of("upkeep-kit"), "exclude no-need", "nothing is left to follow");
}
