//! What is met only by exception, what is an option, and what a practitioner may accept.

use crate::small::{offer, small};

const CASE: &str = "region = \"north\"\nsentence = \"order\"\nneeds = [\"anger\"]\noffence = []\n";

fn by_judgement() -> crate::world::World {
    small(&[
        offer("group", "programme", &["anger"])
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .unless("{ fact = \"ready\", is = true }"),
        offer("kit", "toolkit", &["anger"]),
    ])
}

/// As above, and always excepted, with more keys of the exception.
fn by_exception(keys: &str) -> crate::world::World {
    let exception = format!(
        "[criterion.exception]\nwhen = {{ always = true }}\nsays = \"Justify it.\"\n{keys}\
         source = {{ id = \"guide\", heading = \"Exceptions\" }}"
    );
    small(&[
        offer("group", "programme", &["anger"])
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .table(&exception),
        offer("kit", "toolkit", &["anger"]),
    ])
}

#[test]
fn an_offer_met_only_by_exception_is_for_the_practitioner_to_justify_and_holds_up_what_comes_after_it() {
    let plan = by_judgement().plan(&format!("{CASE}score = 49\nready = true"));
    assert_eq!(plan.of("group"), "consider exception");
    assert!(plan.because("group").contains(&"score excepted".to_owned()));
    assert_eq!(plan.says("group", "score"), "Justify it.");
    assert_eq!(plan.of("kit"), "undetermined depends-on-offer", "it would take the place of the group");
    assert_eq!(plan.depends_on("kit"), ["group"]);
    assert_eq!(plan.list("unmet"), ["anger"], "what is left to judgement covers nothing");
}

#[test]
fn what_an_exception_holds_up_takes_its_place_once_it_is_declined() {
    let plan = by_judgement().plan_deciding(&format!("{CASE}score = 49\nready = true"), &[], &["group"]);
    assert_eq!(plan.of("group"), "exclude declined");
    assert_eq!(plan.of("kit"), "include meets-criteria");
    assert_eq!(plan.0["declined"]["group"], "recorded reason");
}

#[test]
fn an_exception_for_exceptional_cases_only_holds_nothing_up() {
    let exceptional = by_exception("exceptional = true\n").plan(&format!("{CASE}score = 49"));
    assert_eq!(exceptional.of("group"), "consider exception");
    assert_eq!(exceptional.of("kit"), "include meets-criteria");
    let usual = by_exception("").plan(&format!("{CASE}score = 49"));
    assert_eq!(usual.of("kit"), "undetermined depends-on-offer");
}

#[test]
fn an_accepted_exception_is_in_the_plan_with_its_reason_and_covers_its_targets() {
    let plan = by_judgement().plan_accepting(&format!("{CASE}score = 49\nready = true"), &["group"]);
    assert_eq!(plan.of("group"), "include accepted-exception");
    assert_eq!(plan.of("kit"), "exclude displaced");
    assert_eq!(plan.0["accepted"]["group"], "recorded reason");
}

#[test]
fn accepting_changes_nothing_where_the_criteria_are_met_outright_or_not_at_all() {
    let world = by_judgement();
    let of = |answers: &str| world.plan_accepting(&format!("{CASE}{answers}"), &["group"]).of("group");
    assert_eq!(of("score = 50\nready = false"), "include meets-criteria");
    assert_eq!(of("score = 49\nready = false"), "exclude not-eligible");
    assert_eq!(
        of("ready = true"),
        "undetermined missing-answers",
        "it is not known yet whether there is anything to justify"
    );
}

#[test]
fn an_exception_whose_answer_is_missing_leaves_the_criterion_unknown() {
    let plan = by_judgement().plan(&format!("{CASE}score = 49"));
    assert_eq!(plan.of("group"), "undetermined missing-answers");
    assert_eq!(plan.missing("group"), ["ready"]);
    let plan = by_judgement().plan(CASE);
    assert_eq!(plan.missing("group"), ["score", "ready"]);
}

#[test]
fn an_option_is_a_judgement_until_it_is_accepted() {
    let world = small(&[offer("kit", "toolkit", &["anger"]).with("option = true")]);
    assert_eq!(world.plan(CASE).of("kit"), "consider option");
    let plan = world.plan_accepting(CASE, &["kit"]);
    assert_eq!(plan.of("kit"), "include accepted-exception");
    assert_eq!(plan.steps(), ["core kit 1-1"]);
}

#[test]
fn an_option_that_is_met_only_by_exception_is_first_of_all_an_exception() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .with("option = true")
        .asks("score", "{ fact = \"score\", at-least = 50 }")
        .unless("{ always = true }")]);
    assert_eq!(world.plan(&format!("{CASE}score = 10")).of("kit"), "consider exception");
}

#[test]
fn a_repeat_is_proposed_only_by_exception() {
    let repeat = "{ fact = \"completed\", includes-none = [\"this-offer\"] }";
    let criterion = format!(
        "\n  [[kind.criterion]]\n  id = \"not-completed-before\"\n  says = \"Not completed before.\"\n  when = {repeat}\n  \
         planning-policy = true\n  source = {{ id = \"policy\", heading = \"Repeats\" }}\n\n    [kind.criterion.exception]\n    \
         when = {{ always = true }}\n    says = \"Say what it would add.\"\n    source = {{ id = \"policy\", heading = \"Repeats\" }}\n\n[[kind]]\nid = \"treatment\"\n"
    );
    let world = crate::small::files(&[
        offer("first", "programme", &["anger"]),
        offer("second", "programme", &["harm"]),
    ])
    .replace("policy.toml", "\n[[kind]]\nid = \"treatment\"\n", &criterion)
    .world();
    let case = CASE.replace("offence = []", "offence = [\"harm\"]");
    let plan = world.plan(&format!("{case}completed = [\"first\"]"));
    assert_eq!(plan.of("first"), "consider exception");
    assert_eq!(plan.says("first", "not-completed-before"), "Say what it would add.");
    assert_eq!(plan.of("second"), "include meets-criteria");
    let plan = world.plan_accepting(&format!("{case}completed = [\"first\"]"), &["first"]);
    assert_eq!(plan.of("first"), "include accepted-exception");
    let offers = plan.0["offers"].as_array().unwrap();
    let because = offers[0]["because"].as_array().unwrap();
    let repeat = because.iter().find(|one| one["criterion"] == "not-completed-before").unwrap();
    assert_eq!(repeat["planning_policy"], true, "no guidance states it, and the plan says so");
}

#[test]
fn an_exception_beside_a_missing_vehicle_is_named_first_and_accepting_it_leaves_the_vehicle_missing() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .asks("score", "{ fact = \"score\", at-least = 50 }")
        .unless("{ always = true }")]);
    let case = format!("{CASE}score = 10\nstage = \"supervision\"\nrequirements = []");
    assert_eq!(world.plan(&case).of("kit"), "consider exception");
    assert_eq!(world.plan_accepting(&case, &["kit"]).of("kit"), "consider support-only");
}
