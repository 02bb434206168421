//! Beside the plan: the package, the cautions, and what a presumption leads to.

use goldenthread::plan::Options;
use goldenthread::plan::Planner;
use goldenthread::reasons::PlannedCase;
use goldenthread::report;

use crate::small::{files, offer, small};
use crate::world::World;

const CASE: &str = "region = \"north\"\nsentence = \"order\"\noffence = []\nneeds = [\"anger\", \"drink\"]\n";

#[test]
fn the_package_has_one_line_for_all_rar_work_and_one_for_each_other_requirement() {
    let world = small(&[
        offer("group", "programme", &["anger"]).takes("sessions = 20; weeks = 12"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 8"),
        offer("course", "intervention", &["harm"]).takes("sessions = 6"),
    ]);
    let case = CASE.replace("offence = []", "offence = [\"harm\"]");
    assert_eq!(
        world.plan(&case).list("package"),
        [
            "Programme requirement, up to 20 days: group, 20 sessions over 12 weeks. A day a session.",
            "Rehabilitation activity requirement, up to 14 days: kit, 8 days; course, 6 days. A day a session.",
        ]
    );
    let made = format!("{case}stage = \"supervision\"\nrequirements = [\"rar\", \"programme\"]");
    assert_eq!(
        world.plan(&made).list("package"),
        [
            "Within the programme requirement already made: group, 20 sessions over 12 weeks",
            "Within the requirement already made, 14 days of it: kit, 8 days; course, 6 days. A day a session.",
        ]
    );
    let licence = case.replace("\"order\"", "\"licence\"");
    assert_eq!(
        world.plan(&licence).list("package"),
        ["Condition of the licence: group, 20 sessions over 12 weeks"],
        "what needs no condition has no line"
    );
}

#[test]
fn an_assumed_length_is_called_that_and_a_length_may_turn_on_the_case() {
    let world = small(&[
        offer("clinic", "treatment", &["drink"]).takes("weeks = 26; assumed = true"),
        offer("tag", "tag", &["anger"])
            .table("[[delivery.length]]\nwhen = { fact = \"ready\", is = true }\nsays = \"short\"")
            .table("[[delivery.length]]\nwhen = { fact = \"ready\", is = false }\nsays = \"long\""),
    ]);
    let of = |more: &str| world.plan(&format!("{CASE}{more}")).0["package"].clone();
    assert_eq!(of("ready = true")[1], "Monitoring requirement: tag, short");
    assert_eq!(of("ready = false")[1], "Monitoring requirement: tag, long");
    assert_eq!(of("")[0], "Treatment requirement: clinic, about 26 weeks (planning assumption)");
}

/// A small catalogue with one caution of each sort.
fn cautious() -> World {
    let caution = |id: &str, more: &str, says: &str| {
        format!(
            "[[caution]]\nid = \"{id}\"\n{more}\nsays = \"{says}\"\nsource = {{ id = \"policy\", heading = \"Advice\" }}\n"
        )
    };
    files(&[
        offer("group", "programme", &["anger"])
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .unless("{ fact = \"willing\", is = true }")
            .table("[[arrange]]\nsays = \"Book a room.\"\nsource = { id = \"guide\", heading = \"Rooms\" }"),
        offer("kit", "toolkit", &["drink"]).takes("sessions = 12; assumed = true"),
    ])
    .append("cautions.toml", &caution("kits", "planned = { kinds = [\"toolkit\"] }", "Kits: {offers}."))
    .append(
        "cautions.toml",
        &caution("groups", "planned = { offers = [\"group\"] }\nconsidered = true", "Groups: {offers}."),
    )
    .append("cautions.toml", &caution("near", "about = \"near-line\"", "{fact} {score} near {line}."))
    .append("cautions.toml", &caution("assumed", "about = \"assumed-duration\"", "Assumed: {offers}."))
    .append("cautions.toml", &caution("arrange", "about = \"arrange\"", "For {offers}: {arrange}"))
    .world()
}

#[test]
fn cautions_come_in_catalogue_order_and_only_where_something_sets_them_off() {
    let world = cautious();
    let of = |more: &str| {
        let plan = world.plan(&format!("{CASE}{more}"));
        let cautions = plan.0["cautions"].as_array().unwrap();
        cautions.iter().map(|given| given["says"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        of("score = 50\nready = false"),
        [
            "Not ready.",
            "Kits: kit.",
            "Groups: group.",
            "Score 50% near 50.",
            "Assumed: kit.",
            "For group: Book a room."
        ]
    );
    assert_eq!(
        of("score = 60"),
        ["Kits: kit.", "Groups: group.", "Assumed: kit.", "For group: Book a room."]
    );
    assert_eq!(
        of("score = 49\nwilling = true"),
        ["Kits: kit.", "Groups: group.", "Score 49% near 50.", "Assumed: kit."],
        "what is to be considered counts where the caution says so, and needs nothing arranged yet"
    );
    assert_eq!(of("score = 49\nwilling = false"), ["Kits: kit.", "Score 49% near 50.", "Assumed: kit."]);
    assert_eq!(of("score = 48\nwilling = false"), ["Kits: kit.", "Assumed: kit."]);
    assert_eq!(of("score = \"unavailable\"\nwilling = false"), ["Kits: kit.", "Assumed: kit."]);
}

#[test]
fn a_presumption_stands_in_only_for_what_is_unknown_and_marks_what_rests_on_it() {
    let world =
        small(&[offer("group", "programme", &["anger"]).asks("ready", "{ fact = \"ready\", is = true }")]);
    let vocabulary = &world.catalogue.vocabulary;
    let mut case = world.case(CASE);
    let presumed = case.presume(vocabulary);
    assert_eq!(presumed, [vocabulary.named("ready").unwrap()]);
    let planner = Planner::new(&world.catalogue);
    let decision = planner.decide(&case, &Options::default());
    let planned = PlannedCase { presumed: &presumed, ..PlannedCase::undecided(&planner, &case, &decision) };
    let mut out = Vec::new();
    report::json::write(&planned, &mut out);
    let plan: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(plan["presumed"], serde_json::json!(["ready"]));
    assert_eq!(plan["offers"][0]["outcome"], "include");
    assert_eq!(plan["offers"][0]["because"][1]["presumed"], serde_json::json!(["ready"]));

    let mut said = world.case(&format!("{CASE}ready = false"));
    assert!(said.presume(vocabulary).is_empty());
    assert_eq!(world.plan_of(&said, &[]).of("group"), "exclude not-eligible");
}

#[test]
fn only_what_the_contract_lists_is_ever_presumed() {
    let vocabulary = &World::shipped().catalogue.vocabulary;
    let presumed: Vec<&str> = vocabulary
        .iter()
        .filter(|(_, fact)| fact.presume.is_some())
        .map(|(_, fact)| fact.key.as_str())
        .collect();
    assert_eq!(
        presumed,
        [
            "learning-disability",
            "reads-simple-sentences",
            "mental-health",
            "interpreter",
            "remote-only",
            "extremism-concern",
            "cannot-access",
            "completed",
        ]
    );
}
