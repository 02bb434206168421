//! Cases that a practitioner would recognise, on the shipped catalogue.

use jiff::civil::date;

use crate::world::World;

/// The catalogue of December 2022.
fn shipped() -> &'static World {
    World::shipped_on(date(2022, 12, 1))
}

/// A man with an offence of violence to his partner who meets every criterion of the programme for it.
const PARTNER_VIOLENCE: &str = r#"
region = "east-midlands"
gender = "male"
age = 34
learning-disability = false
reads-simple-sentences = true
mental-health = "none"
interpreter = false
remote-only = false
sentence = "community-order"
weeks-remaining = 104
purposes = ["rehabilitation"]
offence = ["intimate-partner-violence"]
offence-history = []
partner-victim = ["female"]
maintains-innocence = false
recent-aggression = false
extremism-concern = false
ogrs3 = 62
ovp = 41
rosh = "medium"
sara = "medium"
osp = "low"
erg-recommends-hii = false
ct-arc-approval = false
needs = ["relationships", "attitudes"]
oasys-need-score = 7
aggression-score = 2
linked-to-serious-harm = ["attitudes"]
alcohol-use = "none"
drug-use = "none"
substance-stable = true
accepts-programme = true
ready-for-programme = true
accepts-need-to-change = true
completed = []
"#;

fn changed(changes: &[(&str, &str)]) -> String {
    let mut case = PARTNER_VIOLENCE.to_owned();
    for (key, value) in changes {
        let start = format!("{key} = ");
        case = case
            .lines()
            .filter(|line| !line.starts_with(&start))
            .fold(String::new(), |all, line| all + line + "\n");
        if !value.is_empty() {
            case.push_str(&format!("{key} = {value}\n"));
        }
    }
    case
}

#[test]
fn the_programme_for_partner_violence_comes_before_the_toolkit() {
    let plan = shipped().plan(PARTNER_VIOLENCE);
    assert_eq!(plan.of("building-better-relationships"), "include meets-criteria");
    assert_eq!(plan.of("skills-for-relationships"), "exclude displaced");
    assert_eq!(plan.displaced_by("skills-for-relationships"), ["building-better-relationships"]);
    assert_eq!(plan.of("stepwise-relationships"), "exclude not-eligible", "for lower risk only");
}

#[test]
fn with_no_place_on_the_programme_the_toolkit_takes_over() {
    let plan = shipped().plan(&changed(&[("cannot-access", "[\"BBR\", \"TSP\"]")]));
    assert_eq!(plan.of("building-better-relationships"), "exclude not-available");
    assert!(plan.includes("skills-for-relationships"));
}

#[test]
fn at_lower_risk_the_structured_intervention_takes_the_programmes_place() {
    let plan = shipped().plan(&changed(&[("sara", "\"low\""), ("cannot-access", "[\"TSP\"]")]));
    assert_eq!(plan.of("building-better-relationships"), "exclude not-eligible");
    assert!(plan.includes("stepwise-relationships"));
    assert_eq!(plan.displaced_by("skills-for-relationships"), ["stepwise-relationships"]);
}

#[test]
fn an_order_too_short_for_the_programme_is_a_criterion_that_is_not_met() {
    let world = World::shipped_on(date(2025, 7, 1));
    let in_wales = [
        ("as-of", "2025-07-01"),
        ("region", "\"wales\""),
        ("pni", "\"moderate\""),
        ("weeks-remaining", "77"),
    ];
    let plan = world.plan(&changed(&in_wales));
    assert_eq!(plan.of("building-better-relationships"), "exclude not-eligible");
    let licence: Vec<_> = in_wales.into_iter().chain([("sentence", "\"licence\"")]).collect();
    let plan = world.plan(&changed(&licence));
    assert_eq!(plan.of("building-better-relationships"), "include meets-criteria");
    assert_eq!(plan.step("building-better-relationships")["vehicle"], "licence-condition");
    let before = shipped().plan(&changed(&[("weeks-remaining", "77")]));
    assert_eq!(
        before.of("building-better-relationships"),
        "include meets-criteria",
        "no source asked it yet"
    );
}

#[test]
fn a_repeat_of_a_programme_is_for_the_practitioner_to_justify() {
    let plan = shipped().plan(&changed(&[("completed", "[\"BBR\"]")]));
    assert_eq!(plan.of("building-better-relationships"), "consider exception");
    assert!(
        plan.because("building-better-relationships").contains(&"not-completed-before excepted".to_owned())
    );
}

#[test]
fn a_programme_that_new_me_mot_supports_brings_it_into_the_plan_afterwards() {
    let sexual = [
        ("offence", "[\"sexual\"]"),
        ("partner-victim", "[]"),
        ("osp", "\"medium\""),
        ("rosh", "\"medium\""),
    ];
    let plan = shipped().plan(&changed(&sexual));
    assert_eq!(plan.of("horizon"), "include meets-criteria");
    assert_eq!(plan.of("new-me-mot"), "include meets-criteria");
    assert_eq!(plan.step("new-me-mot")["phase"], "consolidate");
    assert_eq!(plan.step("new-me-mot")["start_week"], 35);
    assert_eq!(plan.step("new-me-mot")["after"], serde_json::json!(["horizon"]));

    let unsure: Vec<_> = sexual.into_iter().chain([("accepts-programme", "")]).collect();
    let plan = shipped().plan(&changed(&unsure));
    assert_eq!(plan.of("new-me-mot"), "undetermined depends-on-offer");
    assert!(plan.depends_on("new-me-mot").contains(&"horizon"));

    let refuses: Vec<_> = sexual.into_iter().chain([("accepts-programme", "false")]).collect();
    let plan = shipped().plan(&changed(&refuses));
    assert_eq!(plan.of("new-me-mot"), "exclude no-need");

    let after: Vec<_> = refuses.into_iter().chain([("completed", "[\"horizon\"]")]).collect();
    assert_eq!(shipped().plan(&changed(&after)).of("new-me-mot"), "include meets-criteria");
}

#[test]
fn choices_and_changes_prepares_for_a_programme_or_consolidates_one() {
    let young = [("age", "\"20\""), ("needs", "[\"relationships\", \"attitudes\", \"maturity\"]")];
    let plan = |more: &[(&'static str, &'static str)]| {
        shipped().plan(&changed(&young.into_iter().chain(more.iter().copied()).collect::<Vec<_>>()))
    };
    let not_ready = plan(&[("ready-for-programme", "false")]);
    assert_eq!(not_ready.step("choices-and-changes")["phase"], "prepare");
    assert_eq!(not_ready.step("building-better-relationships")["start_week"], 13);
    let ready = plan(&[("ready-for-programme", "true")]);
    assert_eq!(ready.displaced_by("choices-and-changes"), ["building-better-relationships"]);
    let after_another = plan(&[("completed", "[\"resolve\"]")]);
    assert_eq!(after_another.step("choices-and-changes")["phase"], "consolidate");
    assert_eq!(after_another.step("building-better-relationships")["start_week"], 1);
    let no_programme = [("accepts-programme", "false")];
    let phase = |more: &[(&'static str, &'static str)]| {
        let changes: Vec<_> = young.into_iter().chain(no_programme).chain(more.iter().copied()).collect();
        shipped().plan(&changed(&changes)).step("choices-and-changes")["phase"].clone()
    };
    assert_ne!(phase(&[]), "consolidate");
    assert_eq!(phase(&[("completed", "[\"TSP\"]")]), "consolidate", "it builds on a programme done before");
}

#[test]
fn a_woman_who_does_not_engage_starts_with_first_steps() {
    let plan = shipped().plan(&changed(&[
        ("gender", "\"female\""),
        ("partner-victim", "[]"),
        ("needs", "[\"engagement\", \"finance\"]"),
        ("ogrs3", "20"),
    ]));
    assert_eq!(plan.step("first-steps-to-change")["phase"], "prepare");
    assert_eq!(plan.of("womens-service"), "include meets-criteria");
    assert!(plan.displaced_by("first-steps-to-change").is_empty());
}

#[test]
fn an_accommodation_service_stabilises_and_the_programme_starts_in_week_five() {
    let plan =
        shipped().plan(&changed(&[("needs", "[\"relationships\", \"attitudes\", \"accommodation\"]")]));
    assert_eq!(plan.step("accommodation-service")["phase"], "stabilise");
    assert_eq!(plan.step("building-better-relationships")["start_week"], 5);
}

#[test]
fn driving_work_runs_alongside_a_programme() {
    let plan = World::shipped_on(date(2025, 7, 1)).plan(&changed(&[
        ("as-of", "2025-07-01"),
        ("region", "\"wales\""),
        ("pni", "\"moderate\""),
        ("offence", "[\"drink-driving\"]"),
        ("partner-victim", "[]"),
        ("needs", "[\"thinking-and-behaviour\"]"),
    ]));
    assert_eq!(plan.of("thinking-skills-programme"), "include meets-criteria");
    assert_eq!(plan.of("stepwise-driving"), "include meets-criteria");
    assert_eq!(plan.step("stepwise-driving")["start_week"], 1);
    assert_eq!(plan.step("thinking-skills-programme")["start_week"], 1);
}

#[test]
fn unpaid_work_and_monitoring_are_options_and_stand_beside_everything() {
    let case =
        changed(&[("purposes", "[\"rehabilitation\", \"punishment\"]"), ("seriousness", "\"medium\"")]);
    let plan = shipped().plan(&case);
    assert_eq!(plan.of("unpaid-work"), "consider option");
    assert_eq!(plan.of("electronic-curfew"), "consider option");
    let plan = shipped().plan_accepting(&case, &["unpaid-work"]);
    assert_eq!(plan.of("unpaid-work"), "include accepted-exception");
    assert_eq!(plan.of("building-better-relationships"), "include meets-criteria");
    let package = plan.list("package");
    assert!(
        package.iter().any(|line| {
            line.starts_with(
                "Programme requirement, up to 29 days: Building Better Relationships, 29 sessions",
            )
        }),
        "{package:?}"
    );
    assert!(
        package
            .iter()
            .any(|line| line.starts_with("Unpaid work requirement") && line.contains("80 to 150 hours")),
        "{package:?}"
    );
}

#[test]
fn an_offer_is_known_by_its_short_name_in_any_case() {
    let world = shipped();
    assert_eq!(world.offer("bbr"), world.offer("building-better-relationships"));
    assert_eq!(world.offer("CpC"), world.offer("creating-positive-connections"));
}
