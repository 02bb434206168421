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
fn what_lasts_for_the_whole_sentence_is_as_long_as_that_and_never_too_long() {
    let world = small(&[offer("clinic", "treatment", &["drink"]).takes("weeks = 52; whole-sentence = true")]);
    for (weeks, steps) in [(51, "core clinic 1-51"), (60, "core clinic 1-52")] {
        let plan = world.plan(&case("\"drink\"", &format!("weeks = {weeks}")));
        assert_eq!(plan.steps(), [steps]);
        assert!(!plan.because("clinic").contains(&"time not-met".to_owned()));
    }
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
fn assumed_sessions_are_as_many_as_there_are_days_for_and_rule_nothing_out_while_there_is_one() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).takes("sessions = 12; assumed = true")]);
    let plan = world.plan(&case("\"anger\"", "days = 3"));
    assert_eq!(plan.steps(), ["core kit 1-3"], "a session a week");
    assert_eq!(plan.0["rar_days"], 3);
    assert_eq!(world.plan(&case("\"anger\"", "days = 40")).0["rar_days"], 12, "at most what is assumed");
    assert_eq!(world.plan(&case("\"anger\"", "days = 0")).of("kit"), "exclude no-rar-days");
}

#[test]
fn what_stated_sessions_leave_of_the_days_is_shared_a_day_to_each_in_turn() {
    let world = small(&[
        offer("course", "intervention", &["thinking"]).takes("sessions = 6"),
        offer("first", "toolkit", &["anger"]).takes("sessions = 12; assumed = true"),
        offer("second", "toolkit", &["drink"]).takes("sessions = 2; assumed = true"),
        offer("home", "service", &["housing"]).takes("sessions = 12; fewest-sessions = 4; assumed = true"),
    ]);
    let sessions = |days: u32| {
        let needs = "\"thinking\", \"anger\", \"drink\", \"housing\"";
        let plan = world.plan(&case(needs, &format!("days = {days}")));
        assert_eq!(plan.0["rar_days"], days);
        ["course", "home", "first", "second"].map(|id| plan.step(id)["sessions"].as_u64().unwrap())
    };
    assert_eq!(sessions(12), [6, 4, 1, 1], "the fewest of each");
    assert_eq!(sessions(13), [6, 5, 1, 1], "services have their turn before toolkits");
    assert_eq!(sessions(15), [6, 5, 2, 2]);
    assert_eq!(sessions(18), [6, 7, 3, 2], "one has all that is assumed");
    assert_eq!(sessions(32), [6, 12, 12, 2]);
}

#[test]
fn where_not_even_the_fewest_fit_the_days_the_last_that_takes_some_is_taken_out() {
    let world = small(&[
        offer("first", "toolkit", &["anger"]).takes("sessions = 12; fewest-sessions = 4; assumed = true"),
        offer("second", "toolkit", &["drink"]).takes("sessions = 12; fewest-sessions = 3; assumed = true"),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\"", "days = 6"));
    assert_eq!(plan.of("second"), "exclude no-rar-days");
    assert_eq!(plan.steps(), ["core first 1-6"], "what it leaves goes to the other");
    let plan = world.plan(&case("\"anger\", \"drink\"", "days = 7"));
    assert_eq!(plan.steps(), ["core first 1-4", "core second 5-7"]);
}

#[test]
fn an_assumed_duration_is_never_shorter_than_the_fewest_sessions_that_a_source_states() {
    let kit = offer("kit", "toolkit", &["anger"]).takes("sessions = 12; fewest-sessions = 4; assumed = true");
    let caution = "[[caution]]\nid = \"overrun\"\nweight = \"decisive\"\nabout = \"overrun\"\nsays = \"Too long: {offers}.\"\n\
                   source = { id = \"policy\", heading = \"Sequence\" }";
    let world = crate::small::files(&[kit]).append("cautions.toml", caution).world();
    let is_said = |plan: &crate::world::Plan| plan.0["cautions"].to_string().contains("Too long: kit.");
    let plan = world.plan(&case("\"anger\"", "weeks = 3"));
    assert_eq!(plan.of("kit"), "include meets-criteria", "its length rules it out no more than another's");
    assert_eq!(plan.steps(), ["core kit 1-4"], "a week more than is left");
    assert!(is_said(&plan));
    let plan = world.plan(&case("\"anger\"", "weeks = 4"));
    assert_eq!(plan.steps(), ["core kit 1-4"]);
    assert!(!is_said(&plan));
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
