//! The plan as JSON: the promised keys, and text that cannot break out of its place.

use serde_json::{Value, json};

use crate::small::{offer, small};
use crate::world::World;

const CASE: &str = "ref = \"V01\"\nregion = \"north\"\nsentence = \"order\"\nneeds = [\"anger\", \"housing\"]\n\
                    offence = [\"harm\"]\nwilling = true\nscore = \"unavailable\"\nweeks = 40\n";

fn world() -> World {
    small(&[
        offer("group", "programme", &["anger"])
            .takes("sessions = 10")
            .asks("willing", "{ fact = \"willing\", is = true }")
            .table("[[arrange]]\nsays = \"Book a room.\"\nsource = { id = \"guide\", heading = \"Rooms\" }"),
        offer("kit", "toolkit", &["anger"]),
        offer("home", "service", &["housing"]).takes("weeks = 12; assumed = true"),
        offer("course", "intervention", &["harm"]).asks("ready", "{ fact = \"ready\", is = true }"),
    ])
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[track_caller]
fn has_keys(value: &Value, promised: &[&str]) {
    let found = keys(value);
    let lost: Vec<_> = promised.iter().filter(|key| !found.contains(key)).collect();
    assert!(lost.is_empty(), "{lost:?} are not among {found:?}");
}

#[test]
fn every_promised_key_is_there() {
    let plan = world().plan(CASE).0;
    has_keys(
        &plan,
        &[
            "schema",
            "ref",
            "as_of",
            "catalogue",
            "answers",
            "offers",
            "plan",
            "package",
            "rar_days",
            "weeks",
            "unmet",
            "questions",
            "cautions",
        ],
    );
    has_keys(&plan["catalogue"], &["name", "version", "digest"]);
    for offer in plan["offers"].as_array().unwrap() {
        has_keys(
            offer,
            &[
                "id",
                "name",
                "kind",
                "outcome",
                "reason",
                "targets",
                "missing",
                "depends_on",
                "displaced_by",
                "because",
                "arrange",
            ],
        );
        for because in offer["because"].as_array().unwrap() {
            has_keys(because, &["criterion", "says", "result", "facts", "source"]);
            assert!(
                because["source"].as_str().is_some_and(|source| !source.is_empty()),
                "{because} has no source"
            );
        }
    }
    for step in plan["plan"].as_array().unwrap() {
        has_keys(
            step,
            &[
                "step",
                "offer",
                "phase",
                "lane",
                "vehicle",
                "start_week",
                "end_week",
                "sessions",
                "assumed",
                "after",
            ],
        );
    }
}

#[test]
fn the_plan_says_what_it_was_made_from() {
    let plan = world().plan(CASE).0;
    assert_eq!(plan["schema"], "goldenthread.plan/1");
    assert_eq!(plan["ref"], "V01");
    assert_eq!(plan["as_of"], "2022-12-01");
    assert_eq!(plan["catalogue"]["name"], "Small");
    assert_eq!(plan["catalogue"]["digest"].as_str().unwrap().len(), 64);
    assert_eq!(
        plan["answers"],
        json!({
            "region": "north", "sentence": "order", "stage": "proposal", "weeks": 40, "offence": ["harm"],
            "needs": ["anger", "housing"], "score": "unavailable", "willing": true,
        }),
        "the default too, and nothing that is unknown"
    );
    assert_eq!(world().plan("").0["ref"], Value::Null);
}

#[test]
fn offers_come_in_catalogue_order_with_what_became_of_them() {
    let plan = world().plan(CASE).0;
    let ids: Vec<&str> =
        plan["offers"].as_array().unwrap().iter().map(|o| o["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["group", "kit", "home", "course"]);
    let group = &plan["offers"][0];
    assert_eq!(group["kind"], "programme");
    assert_eq!(group["arrange"], json!(["Book a room."]));
    assert_eq!(
        group["because"][1],
        json!({
            "criterion": "willing", "says": "Holds: willing.", "result": "met", "facts": ["willing"],
            "source": "Guide (A publisher, 2022), willing",
        })
    );
    assert_eq!(plan["offers"][1]["displaced_by"], json!(["group"]));
    assert_eq!(plan["offers"][3]["missing"], json!(["ready"]));
}

#[test]
fn steps_package_and_sums_agree() {
    let plan = world().plan(&format!("{CASE}ready = true")).0;
    assert_eq!(
        plan["plan"][0],
        json!({
            "step": 1, "offer": "home", "phase": "stabilise", "lane": "provider", "vehicle": "rar",
            "start_week": 1, "end_week": 12, "sessions": 12, "assumed": true, "after": [],
        })
    );
    assert_eq!(plan["weeks"], 15);
    assert_eq!(plan["rar_days"], 13);
    assert_eq!(
        plan["package"],
        json!([
            "Programme requirement: group, 10 sessions over 10 weeks",
            "Rehabilitation activity requirement, up to 13 days: home; course",
        ])
    );
}

#[test]
fn on_one_line_and_in_utf_8() {
    let world = world();
    let bytes = world.json_of(&world.case(CASE), &[]);
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains('\n'));
    assert!(text.starts_with("{\"schema\":\"goldenthread.plan/1\""));
}

#[test]
fn text_is_escaped_so_that_it_reads_back_and_moves_no_cursor() {
    for nasty in [
        "\"",
        "\\",
        "a\nb\r\t",
        "\u{1b}[31m",
        "\u{0}",
        "\u{7f}",
        "\u{9b}",
        "\u{202e}txt",
        "\u{feff}",
        "é 😀",
        "\u{e0041}",
    ] {
        let mut out = Vec::new();
        goldenthread::text::json::text(&mut out, nasty);
        let written = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), nasty, "{written}");
        assert!(!written.chars().any(char::is_control), "{written:?}");
        assert!(!written.contains(['\u{202e}', '\u{feff}', '\u{e0041}']), "{written:?}");
    }
}

#[test]
fn every_reason_of_the_shipped_catalogue_has_a_source() {
    let plan = World::shipped()
        .plan("needs = [\"social-capital\"]\nregion = \"london\"\nweeks-remaining = 10\nrar-days = 3")
        .0;
    for offer in plan["offers"].as_array().unwrap() {
        for because in offer["because"].as_array().unwrap() {
            assert!(!because["source"].as_str().unwrap().is_empty(), "{}: {because}", offer["id"]);
        }
    }
}
