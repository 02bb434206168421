//! Each check in its turn: the first that fails gives the reason, and all of them are listed.

use crate::small::{offer, small};

const CASE: &str = r#"
region = "north"
sentence = "order"
offence = []
"#;

fn with(more: &str) -> String {
    format!("{CASE}{more}")
}

#[test]
fn an_offer_whose_criteria_are_met_and_whose_target_is_present_is_included() {
    let world =
        small(
            &[offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }")],
        );
    let plan = world.plan(&with("needs = [\"anger\"]\nwilling = true"));
    assert_eq!(plan.of("group"), "include meets-criteria");
    assert_eq!(plan.targets("group"), ["anger"]);
    assert_eq!(plan.because("group"), ["availability met", "willing met", "need met", "vehicle met"]);
}

#[test]
fn not_available_comes_before_not_eligible() {
    let world = small(&[offer("group", "programme", &["anger"])
        .open("regions = [\"south\"]")
        .asks("willing", "{ fact = \"willing\", is = true }")]);
    let plan = world.plan(&with("needs = []\nwilling = false"));
    assert_eq!(plan.of("group"), "exclude not-available");
    assert_eq!(
        plan.because("group"),
        ["availability not-met", "willing not-met", "need not-met", "vehicle met"],
        "every check is listed"
    );
}

#[test]
fn not_eligible_comes_before_no_need() {
    let world =
        small(
            &[offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }")],
        );
    assert_eq!(world.plan(&with("needs = []\nwilling = false")).of("group"), "exclude not-eligible");
    assert_eq!(world.plan(&with("needs = []\nwilling = true")).of("group"), "exclude no-need");
}

#[test]
fn no_need_comes_before_no_vehicle() {
    let world = small(&[offer("group", "programme", &["anger"])]);
    let made = "stage = \"supervision\"\nrequirements = []\n";
    assert_eq!(world.plan(&with(&format!("{made}needs = []"))).of("group"), "exclude no-need");
    assert_eq!(world.plan(&with(&format!("{made}needs = [\"anger\"]"))).of("group"), "exclude no-vehicle");
}

#[test]
fn no_vehicle_comes_before_no_time_and_no_time_before_no_rar_days() {
    let world = small(&[offer("course", "intervention", &["anger"]).takes("sessions = 8")]);
    let short = "needs = [\"anger\"]\nweeks = 7\ndays = 7\n";
    let made =
        |requirements: &str| format!("{short}stage = \"supervision\"\nrequirements = [{requirements}]");
    assert_eq!(world.plan(&with(&made(""))).of("course"), "exclude no-vehicle");
    assert_eq!(world.plan(&with(&made("\"rar\""))).of("course"), "exclude no-time");
    assert_eq!(
        world.plan(&with("needs = [\"anger\"]\nweeks = 8\ndays = 7")).of("course"),
        "exclude no-rar-days"
    );
    assert_eq!(
        world.plan(&with("needs = [\"anger\"]\nweeks = 8\ndays = 8")).of("course"),
        "include meets-criteria"
    );
}

#[test]
fn a_known_answer_that_rules_out_is_enough_whatever_else_is_unknown() {
    let world = small(&[offer("group", "programme", &["anger"])
        .asks("willing", "{ fact = \"willing\", is = true }")
        .asks("score", "{ fact = \"score\", at-least = 50 }")]);
    assert_eq!(world.plan("willing = false").of("group"), "exclude not-eligible");
    assert_eq!(world.plan("needs = []").of("group"), "exclude no-need");
    assert_eq!(world.plan("cannot-access = [\"group\"]").of("group"), "exclude not-available");
}

#[test]
fn missing_answers_are_just_those_that_the_undecided_parts_read() {
    let world = small(&[offer("group", "programme", &["anger"]).asks(
        "fit",
        "{ any = [{ all = [{ fact = \"willing\", is = true }, { fact = \"ready\", is = true }] }, { fact = \"score\", at-least = 50 }] }",
    )]);
    let missing = |answers: &str| {
        let plan = world.plan(&with(&format!("needs = [\"anger\"]\n{answers}")));
        assert_eq!(plan.of("group"), "undetermined missing-answers", "{answers}");
        plan.missing("group").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(missing(""), ["score", "willing", "ready"], "in the order of the vocabulary");
    assert_eq!(missing("willing = false"), ["score"], "readiness no longer matters");
    assert_eq!(missing("score = 10\nwilling = true"), ["ready"]);
    assert_eq!(
        missing("score = \"unavailable\"\nready = true"),
        ["willing"],
        "a score that does not exist is known"
    );
}

#[test]
fn where_criteria_wait_the_targets_are_not_asked_for_yet() {
    let world =
        small(
            &[offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }")],
        );
    assert_eq!(world.plan(CASE).missing("group"), ["willing"]);
    assert_eq!(world.plan(&with("willing = true")).missing("group"), ["needs"]);
}

#[test]
fn an_unknown_region_or_requirement_is_a_missing_answer_only_where_it_decides() {
    let world = small(&[
        offer("everywhere", "programme", &["anger"]),
        offer("south-only", "service", &["housing"]).open("regions = [\"south\"]"),
    ]);
    let plan = world.plan("sentence = \"order\"\nneeds = [\"anger\", \"housing\"]\noffence = []");
    assert_eq!(plan.of("everywhere"), "include meets-criteria");
    assert_eq!(plan.of("south-only"), "undetermined missing-answers");
    assert_eq!(plan.missing("south-only"), ["region"]);

    let plan = world
        .plan("region = \"south\"\nstage = \"supervision\"\nneeds = [\"anger\", \"housing\"]\noffence = []");
    assert_eq!(plan.missing("everywhere"), ["sentence", "requirements"]);
    let licence = world.plan("region = \"south\"\nstage = \"supervision\"\nsentence = \"licence\"\nneeds = [\"anger\", \"housing\"]\noffence = []");
    assert_eq!(licence.of("everywhere"), "include meets-criteria", "a licence needs no requirement");
}

#[test]
fn an_offer_with_one_target_absent_and_one_unknown_waits_for_the_unknown_one() {
    let world = small(&[offer("group", "programme", &["anger", "harm"])]);
    let plan = world.plan("region = \"north\"\nsentence = \"order\"\nneeds = []");
    assert_eq!(plan.of("group"), "undetermined missing-answers");
    assert_eq!(plan.missing("group"), ["offence"]);
}

#[test]
fn a_toolkit_without_a_vehicle_may_only_support_appointments_and_cannot_be_accepted() {
    let world = small(&[offer("kit", "toolkit", &["anger"]), offer("help", "service", &["anger"])]);
    let case = with("needs = [\"anger\"]\nstage = \"supervision\"\nrequirements = []");
    let plan = world.plan_accepting(&case, &["kit"]);
    assert_eq!(plan.of("kit"), "consider support-only");
    assert_eq!(plan.of("help"), "exclude no-vehicle");
    assert_eq!(plan.steps(), [""; 0]);
    assert_eq!(plan.list("unmet"), ["anger"]);
}

#[test]
fn days_rule_a_toolkit_out_only_where_it_is_known_to_be_delivered_under_them() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).takes("sessions = 8")]);
    let made = with("needs = [\"anger\"]\nstage = \"supervision\"\n");
    let plan = world.plan(&format!("{made}requirements = []"));
    assert_eq!(plan.of("kit"), "consider support-only", "nothing but the vehicle is missing");
    let case = format!("{made}days = 0\n");
    let plan = world.plan(&format!("{case}requirements = []"));
    assert_eq!(plan.of("kit"), "exclude no-vehicle", "its sessions would not fit the days either");
    assert!(!plan.because("kit").contains(&"rar-days not-met".to_owned()), "it would use none of them");
    let plan = world.plan(&case);
    assert_eq!(plan.of("kit"), "undetermined missing-answers", "it turns on whether there is a requirement");
    assert_eq!(plan.missing("kit"), ["requirements"]);
    assert_eq!(world.plan(&format!("{case}requirements = [\"rar\"]")).of("kit"), "exclude no-rar-days");
}

#[test]
fn support_only_is_for_toolkits_whose_only_obstacle_is_the_vehicle() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .takes("sessions = 8")
        .asks("willing", "{ fact = \"willing\", is = true }")]);
    let made = with("stage = \"supervision\"\nrequirements = []\n");
    let of = |more: &str| world.plan(&format!("{made}{more}")).of("kit");
    assert_eq!(of("needs = [\"anger\"]\nwilling = false"), "exclude not-eligible");
    assert_eq!(of("needs = []\nwilling = true"), "exclude no-need");
    assert_eq!(of("needs = [\"anger\"]\nwilling = true\nweeks = 3"), "exclude no-vehicle");
    assert_eq!(of("needs = [\"anger\"]"), "undetermined missing-answers");
    assert_eq!(of("needs = [\"anger\"]\nwilling = true"), "consider support-only");
}

#[test]
fn the_vehicle_is_the_one_that_the_sentence_carries() {
    let world = small(&[
        offer("group", "programme", &["anger"]),
        offer("help", "service", &["housing"]),
        offer("clinic", "treatment", &["drink"]),
        offer("tag", "tag", &["harm"]),
    ]);
    let needs = "region = \"north\"\nneeds = [\"anger\", \"housing\", \"drink\"]\noffence = [\"harm\"]\n";
    let vehicles = |answers: &str| {
        let plan = world.plan(&format!("{needs}{answers}"));
        let steps = plan.0["plan"].as_array().unwrap();
        let mut all: Vec<String> = steps
            .iter()
            .map(|s| format!("{} {}", s["offer"].as_str().unwrap(), s["vehicle"].as_str().unwrap()))
            .collect();
        all.sort();
        all
    };
    assert_eq!(
        vehicles("sentence = \"order\""),
        ["clinic treatment-requirement", "group programme-requirement", "help rar", "tag tag-requirement"]
    );
    assert_eq!(
        vehicles("sentence = \"licence\"\nstage = \"supervision\""),
        ["group licence-condition", "help licence"],
        "treatment belongs to orders, a tag to a proposal"
    );
    assert_eq!(
        vehicles("sentence = \"order\"\nstage = \"supervision\"\nrequirements = [\"rar\"]"),
        ["clinic treatment-requirement", "help rar"]
    );
}

#[test]
fn a_target_that_no_included_offer_works_on_is_unmet_unless_it_is_a_purpose() {
    let world = small(&[offer("group", "programme", &["anger"])]);
    let plan = world.plan(
        &with("needs = [\"anger\", \"drink\", \"housing\"]")
            .replace("offence = []", "offence = [\"harm\", \"other\"]"),
    );
    assert_eq!(plan.list("unmet"), ["housing", "drink", "harm"]);
}
