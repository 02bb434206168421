//! The plan as JSON: the promised keys, sources that are written once, and text that cannot break out of its place.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use goldenthread::case::Judgement;
use goldenthread::catalogue::{History, OfferId};
use goldenthread::embedded;
use goldenthread::report::json::Writer;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::people::{People, cases, planned};
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

/// The plan as it is written where nothing else is asked for.
fn written(world: &World, case: &str, judgement: &Judgement) -> Value {
    serde_json::from_slice(&world.json_of(&world.case(case), judgement)).unwrap()
}

/// The rules in force on a day.
fn of_day(day: Date) -> World {
    static HISTORY: OnceLock<History> = OnceLock::new();
    World::new(HISTORY.get_or_init(|| embedded::history().unwrap()).on(day).unwrap().clone())
}

/// The kinds of value that the form promises.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    TextOrNull,
    Number,
    Truth,
    Texts,
    List,
    Object,
}

impl Kind {
    fn is_of(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::TextOrNull => value.is_string() || value.is_null(),
            Self::Number => value.is_u64(),
            Self::Truth => value.is_boolean(),
            Self::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
            Self::List => value.is_array(),
            Self::Object => value.is_object(),
        }
    }
}

/// Keys with their kinds of value, as `kind: key key`.
type Promised = [(Kind, &'static str)];

const PLAN: &Promised = &[
    (Kind::Text, "schema as_of"),
    (Kind::TextOrNull, "ref"),
    (Kind::Object, "catalogue answers accepted declined sources"),
    (Kind::List, "offers plan cautions"),
    (Kind::Texts, "package unmet questions"),
    (Kind::Number, "rar_days weeks"),
];
const OFFER: &Promised = &[
    (Kind::Text, "id name kind outcome reason"),
    (Kind::TextOrNull, "confirmed"),
    (Kind::Texts, "targets missing depends_on displaced_by arrange"),
    (Kind::List, "because"),
];
const CHECK: &Promised = &[(Kind::Text, "criterion says result"), (Kind::Texts, "facts sources")];
const STEP: &Promised = &[
    (Kind::Number, "step start_week end_week sessions"),
    (Kind::Text, "offer phase lane vehicle"),
    (Kind::Truth, "assumed"),
    (Kind::Texts, "after"),
];
const CAUTION: &Promised = &[(Kind::Text, "id weight says"), (Kind::Texts, "sources")];
const SOURCE: &Promised = &[(Kind::Text, "title publisher date heading")];

#[track_caller]
fn keeps(value: &Value, promised: &Promised) {
    for (kind, keys) in promised {
        for key in keys.split(' ') {
            let held = value.get(key).unwrap_or_else(|| panic!("{key} is not in {value}"));
            assert!(kind.is_of(held), "{key} is {held} in {value}");
        }
    }
}

fn each<'p>(value: &'p Value, key: &str) -> impl Iterator<Item = &'p Value> {
    value[key].as_array().unwrap().iter()
}

/// Holds a plan against all that the form promises.
#[track_caller]
fn is_as_promised(plan: &Value) {
    keeps(plan, PLAN);
    keeps(&plan["catalogue"], &[(Kind::Text, "name version digest")]);
    for decided in ["accepted", "declined"] {
        assert!(plan[decided].as_object().unwrap().values().all(Value::is_string), "{}", plan[decided]);
    }
    let mut named = BTreeSet::new();
    let mut name =
        |value: &Value| named.extend(each(value, "sources").map(|key| key.as_str().unwrap().to_owned()));
    for offer in each(plan, "offers") {
        keeps(offer, OFFER);
        for check in each(offer, "because") {
            keeps(check, CHECK);
            assert!(["met", "not-met", "unknown", "excepted"].contains(&check["result"].as_str().unwrap()));
            name(check);
        }
    }
    each(plan, "plan").for_each(|step| keeps(step, STEP));
    for caution in each(plan, "cautions") {
        keeps(caution, CAUTION);
        assert!(["decisive", "standing"].contains(&caution["weight"].as_str().unwrap()), "{caution}");
        name(caution);
    }
    let sources = plan["sources"].as_object().unwrap();
    sources.values().for_each(|source| keeps(source, SOURCE));
    let listed: BTreeSet<String> = sources.keys().cloned().collect();
    assert_eq!(named, listed, "every source that is named is listed, and no other");
    let told: BTreeSet<String> = sources.values().map(Value::to_string).collect();
    assert_eq!(told.len(), sources.len(), "no source is written twice");
}

#[test]
fn every_promised_key_is_there() {
    let plan = written(&world(), CASE, &Judgement::default());
    is_as_promised(&plan);
    for offer in each(&plan, "offers") {
        for check in each(offer, "because") {
            assert_ne!(check["sources"], json!([]), "{check}");
        }
    }
}

#[test]
fn every_plan_of_an_example_is_as_promised() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut planned = 0;
    for example in fs::read_dir(examples).unwrap() {
        let Ok(case) = fs::read_to_string(example.unwrap().path().join("case.toml")) else { continue };
        // What was accepted and declined stands at the end of a case, and is not an answer.
        let case = case.split("\n[accept]").next().unwrap().split("\n[decline]").next().unwrap();
        let Ok(read) = World::shipped().try_case(case) else { continue };
        let world = of_day(read.as_of);
        let case = world.case(case);
        for brief in [false, true] {
            let writer = Writer::new(&world.catalogue);
            let writer = if brief { writer.brief() } else { writer };
            let plan = world.json_by(&case, &Judgement::default(), writer);
            let plan = serde_json::from_slice(&plan).unwrap();
            is_as_promised(&plan);
            planned += 1;
        }
    }
    assert!(planned > 8, "{planned} examples were planned");
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn every_plan_is_as_promised(judged in People::shipped().any(), brief in any::<bool>()) {
        let planner = People::shipped().planner(&judged.case);
        let decision = People::shipped().decide(&judged);
        let reasoned = |offers: &[OfferId]| -> Vec<(OfferId, String)> {
            offers.iter().map(|offer| (*offer, "recorded reason".to_owned())).collect()
        };
        let decided = [reasoned(&judged.judgement.accepted), reasoned(&judged.judgement.declined)];
        let planned = planned(planner, &judged.case, &decision, [&decided[0], &decided[1]]);
        let writer = Writer::new(planner.catalogue);
        let mut writer = if brief { writer.brief() } else { writer };
        let mut out = Vec::new();
        writer.write(&planned, &mut out);
        let plan: Value = serde_json::from_slice(&out).unwrap();
        is_as_promised(&plan);
        for (key, decided) in ["accepted", "declined"].into_iter().zip(&decided) {
            prop_assert_eq!(plan[key].as_object().unwrap().len(), decided.len());
            for (offer, reason) in decided {
                prop_assert_eq!(&plan[key][&planner.catalogue.offer(*offer).id], reason);
            }
        }
    }
}

#[test]
fn the_plan_says_what_it_was_made_from() {
    let plan = world().plan(CASE).0;
    assert_eq!(plan["schema"], "goldenthread.plan/2");
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
    let ids: Vec<&str> = each(&plan, "offers").map(|offer| offer["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["group", "kit", "home", "course"]);
    let group = &plan["offers"][0];
    assert_eq!(group["kind"], "programme");
    assert_eq!(group["arrange"], json!(["Book a room."]));
    let willing = &group["because"][1];
    let key = willing["sources"][0].as_str().unwrap();
    assert_eq!(
        *willing,
        json!({
            "criterion": "willing", "says": "Holds: willing.", "result": "met", "facts": ["willing"],
            "sources": [key],
        })
    );
    assert_eq!(
        plan["sources"][key],
        json!({"title": "Guide", "publisher": "A publisher", "date": "2022", "heading": "willing"})
    );
    assert_eq!(plan["offers"][1]["displaced_by"], json!(["group"]));
    assert_eq!(plan["offers"][3]["missing"], json!(["ready"]));
}

#[test]
fn in_brief_an_excluded_offer_has_the_check_that_decided_and_the_others_that_are_not_met_by_name() {
    let world = small(&[
        offer("group", "programme", &["anger"])
            .asks("willing", "{ fact = \"willing\", is = true }")
            .asks("ready", "{ fact = \"ready\", is = true }")
            .table("[[arrange]]\nsays = \"Book a room.\"\nsource = { id = \"guide\", heading = \"Rooms\" }"),
        offer("home", "service", &["housing"]),
    ]);
    let case = CASE.replace("willing = true", "willing = false\nready = false").replace("\"anger\", ", "");
    let whole = written(&world, &case, &Judgement::default());
    let because: Vec<&Value> =
        each(&whole["offers"][0], "because").map(|check| &check["criterion"]).collect();
    assert!(
        because.len() > 3 && because.contains(&&json!("ready")),
        "every criterion has its result: {because:?}"
    );
    let brief = Writer::new(&world.catalogue).brief();
    let brief = world.json_by(&world.case(&case), &Judgement::default(), brief);
    let plan: Value = serde_json::from_slice(&brief).unwrap();
    let group = &plan["offers"][0];
    assert_eq!((&group["outcome"], &group["reason"]), (&"exclude".into(), &"not-eligible".into()));
    let because: Vec<&Value> = each(group, "because").map(|check| &check["criterion"]).collect();
    assert_eq!(because, ["willing"]);
    assert_eq!(group["also_not_met"], json!(["ready", "need"]));
    assert_eq!(group["arrange"], json!([]), "nothing is arranged for what is not planned");
    let home = &plan["offers"][1];
    assert_eq!((&home["outcome"], &home.get("also_not_met")), (&"include".into(), &None));
    let because: Vec<&Value> = each(home, "because").map(|check| &check["criterion"]).collect();
    assert!(because.len() > 2, "all that speaks for it: {because:?}");
}

#[test]
fn a_check_of_weeks_says_how_many_are_left_and_one_as_one() {
    let world = small(&[offer("group", "programme", &["anger"]).takes("sessions = 10")]);
    for (weeks, says) in [(1, "It needs 10 weeks; 1 is left."), (9, "It needs 10 weeks; 9 are left.")] {
        let case = CASE.replace("weeks = 40", &format!("weeks = {weeks}"));
        assert_eq!(world.plan(&case).says("group", "time"), says);
    }
}

#[test]
fn what_is_not_met_is_told_by_the_sentence_for_that_or_as_not_met() {
    let fails = offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }");
    let case = CASE.replace("willing = true", "willing = false");
    assert_eq!(small(&[fails]).plan(&case).says("group", "willing"), "Not met: Holds: willing.");
    let plan = World::shipped().plan("sara = \"low\"");
    assert_eq!(
        plan.says("building-better-relationships", "sara"),
        "The SARA (spousal assault risk assessment) rating is low, or there is none."
    );
}

#[test]
fn an_offer_has_the_day_up_to_which_a_source_says_that_it_is_delivered_and_an_old_rule_is_told() {
    let case = |day: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/01-violence-to-a-partner/case.toml");
        fs::read_to_string(path).unwrap().replace("2022-12-01", day)
    };
    let on = |day: Date| of_day(day).plan(&case(&day.to_string())).0;
    let (young, old) = (on(date(2022, 6, 1)), on(date(2022, 12, 1)));
    let confirmed = |plan: &Value, id: &str| {
        each(plan, "offers").find(|offer| offer["id"] == id).unwrap()["confirmed"].clone()
    };
    assert_eq!(confirmed(&old, "building-better-relationships"), "2022-12-01", "a source speaks of that day");
    assert_eq!(confirmed(&old, "building-choices-moderate"), Value::Null, "it has not begun");
    let since = |plan: &Value| -> BTreeSet<String> {
        let checks = each(plan, "offers").flat_map(|offer| each(offer, "because"));
        let days = checks.filter_map(|check| check.get("not_confirmed_since"));
        days.map(|day| day.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(since(&young), BTreeSet::new(), "nothing is older than 12 months");
    assert_eq!(young["rests_on"], Value::Null);
    assert!(since(&old).contains("2021-06-26"), "{:?}", since(&old));
    assert!(old["rests_on"].as_str().unwrap().starts_with("Rests on sources of "), "{}", old["rests_on"]);
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
            "Programme requirement, up to 10 days: group, 10 sessions over 10 weeks. A day a session.",
            "Rehabilitation activity requirement, up to 13 days: home, 12 days (assumed); course, 1 day. A day a session.",
        ])
    );
}

#[test]
fn on_one_line_and_in_utf_8() {
    let world = world();
    let bytes = world.json_of(&world.case(CASE), &Judgement::default());
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains('\n'));
    assert!(text.starts_with("{\"schema\":\"goldenthread.plan/2\""));
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
    for offer in each(&plan, "offers") {
        for because in each(offer, "because") {
            assert_ne!(because["sources"], json!([]), "{}: {because}", offer["id"]);
        }
    }
}
