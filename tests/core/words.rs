//! What the shipped catalogue is heard to say of a plan: its package in a court's units, what an offer is for, and why not.

use goldenthread::plan::{Options, Planner};
use goldenthread::reasons::{PlannedCase, works_on};

use crate::small::{offer, small};
use crate::world::{Plan, World};

const MAN: &str = "as-of = 2026-11-02\nregion = \"london\"\ngender = \"male\"\nage = 34\nlearning-disability = false\n\
    reads-simple-sentences = true\nmental-health = \"none\"\nremote-only = false\nrar-days = 30\nweeks-remaining = 60\n\
    offence-history = []\npartner-victim = []\nogrs3 = 20\novp = 10\nrosh = \"medium\"\nsara = \"low\"\nosp = \"low\"\n\
    rsr = 0\npni = \"alternative\"\nalcohol-use = \"none\"\ndrug-use = \"none\"\naccepts-programme = true\n\
    extremism-concern = false\nrecent-aggression = false\ncannot-access = []\ncompleted = []\nneeds = [\"accommodation\"]\n\
    oasys-need-score = 0\n";

const ORDER: &str = "sentence = \"community-order\"\noffence = [\"drink-driving\"]\n";

const LICENCE: &str = "sentence = \"licence\"\noffence = [\"acquisitive\"]\n";

fn plan(case: &str, accepted: &[&str]) -> Plan {
    World::shipped().plan_accepting(&format!("{MAN}{case}"), accepted)
}

fn package(case: &str, accepted: &[&str]) -> Vec<String> {
    plan(case, accepted).list("package").into_iter().map(str::to_owned).collect()
}

#[test]
fn unpaid_work_is_in_hours_by_the_level_of_the_order() {
    let of = |level: &str| {
        let case = format!("{ORDER}purposes = [\"punishment\"]\n{level}");
        package(&case, &["unpaid-work"]).last().unwrap().clone()
    };
    for (level, hours) in [("low", "40 to 80"), ("medium", "80 to 150"), ("high", "150 to 300")] {
        let line = of(&format!("seriousness = \"{level}\"\n"));
        assert_eq!(line, format!("Unpaid work requirement: {hours} hours (the plan assumes 52 weeks)"));
    }
    assert!(
        of("").starts_with("Unpaid work requirement: 40 to 300 hours, by the level of the order"),
        "{}",
        of("")
    );
}

#[test]
fn abstinence_is_in_days_and_a_curfew_in_what_the_court_sets() {
    let case = format!("{ORDER}purposes = [\"punishment\"]\n");
    let abstinence = package(&case, &["alcohol-abstinence-monitoring"]);
    assert!(abstinence[1].contains("at most 120"), "{abstinence:?}");
    let curfew = package(&case, &["electronic-curfew"]);
    assert!(curfew[1].contains("hours a day and week, and months, as the court sets them"), "{curfew:?}");
    assert!(curfew[1].contains("the plan assumes 26 weeks"), "{curfew:?}");
}

#[test]
fn a_tag_after_acquisitive_crime_is_for_the_licence_and_never_beyond_12_months() {
    let case = format!(
        "{LICENCE}standard-determinate-sentence = true\ncustodial-days = 400\nre-released = false\ntagging-area = true\n"
    );
    let lines = package(&case, &["acquisitive-crime-monitoring"]);
    assert_eq!(
        lines,
        [
            "Licence condition: Electronic monitoring: acquisitive crime, as long as the licence lasts, up to 12 months"
        ]
    );
}

#[test]
fn days_of_activity_are_never_more_than_were_given_and_say_what_is_assumed() {
    let case = format!("{ORDER}purposes = []\n");
    let few = format!("{MAN}{case}").replace("rar-days = 30", "rar-days = 5");
    let lines = World::shipped().plan(&few);
    assert_eq!(
        lines.list("package"),
        [
            "Rehabilitation activity requirement, up to 5 days: Commissioned service: accommodation, 5 days (assumed). \
          A day for each session is planning policy."
        ]
    );
}

#[test]
fn what_is_set_already_is_not_worded_as_a_proposal() {
    let case = format!("{ORDER}purposes = []\nstage = \"supervision\"\nrequirements = [\"rar\"]\n");
    let lines = package(&case, &[]);
    assert!(
        lines[0].starts_with("Within the rehabilitation activity requirement already made, 12 days of it:"),
        "{lines:?}"
    );
    assert!(!lines[0].contains("up to"), "{lines:?}");
}

#[test]
fn a_reason_against_says_what_fails() {
    let order = plan(&format!("{ORDER}purposes = [\"rehabilitation\"]\n"), &[]);
    assert_eq!(
        order.says("unpaid-work", "need"),
        "Punishment is not among the purposes of sentencing given. Reparation is not among the purposes of sentencing given."
    );
    let licence = plan(LICENCE, &[]);
    assert_eq!(
        licence.says("electronic-curfew", "vehicle"),
        "It is not a community or suspended sentence order that is still to be made."
    );
    let short =
        format!("{MAN}{ORDER}purposes = []\n").replace("weeks-remaining = 60", "weeks-remaining = 10");
    let short = short.replace("pni = \"alternative\"", "pni = \"moderate\"");
    assert_eq!(
        World::shipped().plan(&short).says("building-choices-moderate", "time"),
        "It needs 27 weeks; 10 are left."
    );
}

#[test]
fn an_offer_is_for_the_offending_it_works_on_first_whatever_else_works_on_it() {
    let world = small(&[
        offer("short", "programme", &["harm"]),
        offer("long", "programme", &["thinking", "harm", "anger"]),
    ]);
    let case = world.case(
        "region = \"north\"\nsentence = \"order\"\noffence = [\"harm\"]\nneeds = [\"thinking\"]\ncannot-access = []\n",
    );
    let planner = Planner::new(&world.catalogue);
    let decision = planner.decide(&case, &Options::default());
    let planned = PlannedCase::undecided(&planner, &case, &decision);
    assert_eq!(works_on::names(&planned, world.offer("long")), ["harm to others", "thinking"]);
    assert_eq!(works_on::names(&planned, world.offer("short")), ["harm to others"]);
}

#[test]
fn what_lasts_as_long_as_the_licence_is_never_said_to_be_too_long_for_it() {
    let case = format!(
        "{LICENCE}standard-determinate-sentence = true\ncustodial-days = 400\nre-released = false\ntagging-area = true\n"
    );
    let plan = World::shipped()
        .plan(&format!("{MAN}{case}").replace("weeks-remaining = 60", "weeks-remaining = 40"));
    let because = plan.because("acquisitive-crime-monitoring");
    assert!(because.iter().all(|check| !check.ends_with("not-met")), "{because:?}");
    assert_eq!(
        plan.says("acquisitive-crime-monitoring", "availability"),
        "No source confirms that it is delivered on 2 November 2026."
    );
}
