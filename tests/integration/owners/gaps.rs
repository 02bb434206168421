use super::{DAY, TSP, found, holds, joined, outcome, planned};
use crate::harness::run;

#[test]
fn men_with_money_problems_are_found_to_have_no_offer_that_works_on_them() {
    let ran = found(run(["catalogue", "gaps", "--target", "finance", "--as-of", DAY]));
    holds(
        &ran,
        &[
            "Gaps as of 1 December 2022",
            "They are combinations, not numbers of people.",
            "Finance 2 offers work on it. None of them can be included or considered for:",
            "1. Probation region: North West, Greater Manchester, East of England, South West or Kent, Surrey and \
             Sussex; Gender: male (about",
            "Smallest example: --region north-west --gender male --needs finance",
            "2. Sentence: community order or suspended sentence order; Stage: supervision;",
        ],
    );
    assert!(!ran.stdout.contains("Accommodation"), "{}", ran.stdout);
}

#[test]
fn the_example_of_every_gap_is_a_person_whose_plan_leaves_the_need_unmet() {
    let words = ["catalogue", "gaps", "--target", "finance", "--target", "driving", "--target", "extremism"];
    let gaps = found(run(words.into_iter().chain(["--as-of", DAY, "--format", "json"]))).plan();
    assert_eq!(gaps["schema"], "goldenthread.gaps/1");
    let targets = gaps["targets"].as_array().unwrap();
    assert_eq!(targets.len(), 3);
    for target in targets {
        let cohorts = target["cohorts"].as_array().unwrap();
        assert!(!cohorts.is_empty());
        assert!(target["left_out"].as_f64() <= target["profiles"].as_f64());
        for cohort in cohorts {
            let plan = planned(&cohort["example"], DAY);
            assert!(plan["unmet"].as_array().unwrap().contains(&target["id"]), "{cohort:#}");
            for offer in target["offers"].as_array().unwrap() {
                assert_eq!(outcome(&plan, offer), "exclude", "{offer} for {cohort:#}");
            }
        }
    }
}

#[test]
fn gaps_are_those_of_the_day_and_the_region() {
    let gaps = |more: &[&str]| {
        let words = ["catalogue", "gaps", "--target", "self-identity"].iter().chain(more);
        found(run(words))
    };
    let soft_launch = gaps(&["--as-of", "2022-05-01", "--region", "wales"]);
    holds(&soft_launch, &["looked at in Wales:", "1. everybody (about"]);
    let in_london = gaps(&["--as-of", "2022-05-01", "--region", "london"]);
    holds(&in_london, &["looked at in London:", "1. Gender: female (about"]);
    let all_over = gaps(&["--as-of", "2022-05-01"]);
    holds(&all_over, &["1. Probation region: not North West or London"]);
    let launched = gaps(&["--as-of", DAY]);
    assert!(!launched.stdout.contains("Probation region"), "{}", launched.stdout);
}

#[test]
fn cohorts_beyond_the_first_twelve_are_counted_and_listed_where_more_are_asked_for() {
    let gaps = |more: &[&str]| {
        let words = ["catalogue", "gaps", "--target", "relationships", "--as-of", DAY];
        found(run(words.iter().chain(more))).stdout
    };
    let (few, more) = (gaps(&[]), gaps(&["--more"]));
    assert!(few.contains("\n  12. ") && !few.contains("\n  13. "), "{few}");
    assert!(joined(&few).contains("profiles in smaller cohorts; `--more` lists more of them."), "{few}");
    assert!(more.contains("\n  13. ") && !more.contains("smaller cohorts"), "{more}");
}

#[test]
fn too_few_weeks_make_a_gap_only_where_they_are_counted_in() {
    let left_out = |more: &[&str]| {
        let words = ["catalogue", "gaps", "--target", "social-capital", "--region", "wales", "--as-of", DAY];
        let gaps = found(run(words.iter().chain(["--format", "json"].iter()).chain(more))).plan();
        gaps["targets"][0]["left_out"].as_f64().unwrap()
    };
    assert!(left_out(&[]) < left_out(&["--with-time"]));
}

#[test]
fn gaps_end_with_status_0_where_nobody_is_left_out() {
    let always = "when = { always = true }";
    let ran = run(["catalogue", "gaps", "--target", "driving", "--as-of", DAY]).catalogue(&[
        ("targets.toml", "{ fact = \"offence\", includes = [\"drink-driving\", \"drug-driving\", \"dangerous-driving\"] }", "{ all = [ { fact = \"offence\", includes = [\"drink-driving\"] }, { fact = \"offence\", includes-none = [\"drink-driving\"] } ] }"),
        (TSP, "when = { fact = \"ogrs3\", at-least = 50 }", always),
    ]);
    holds(&ran.done(), &["Nobody is left out", "Driving offences."]);
}

#[test]
fn offers_that_compete_for_somebody_are_listed_with_a_person_who_can_have_both() {
    let words = ["catalogue", "gaps", "--overlaps", "--target", "finance", "--as-of", DAY];
    holds(
        &found(run(words)),
        &[
            "Accredited programmes: who can have more than one for the same need",
            "Building Better Relationships (BBR) and Resolve:",
        ],
    );
    let gaps = found(run(words.into_iter().chain(["--format", "json"]))).plan();
    let overlaps = gaps["overlaps"].as_array().unwrap();
    let of = |kind: &str| overlaps.iter().filter(|overlap| overlap["kind"] == kind).collect::<Vec<_>>();
    assert!(of("monitoring").is_empty(), "what answers a purpose of sentencing competes with nothing");
    for overlap in of("accredited-programme") {
        let plan = planned(&overlap["example"], DAY);
        for offer in overlap["offers"].as_array().unwrap() {
            let offer =
                plan["offers"].as_array().unwrap().iter().find(|other| other["id"] == *offer).unwrap();
            let results = offer["because"].as_array().unwrap().iter().map(|because| &because["result"]);
            assert!(results.clone().all(|result| result == "met" || result == "excepted"), "{overlap:#}");
            assert!(
                !["no-need", "no-time", "no-vehicle", "missing-answers"]
                    .contains(&offer["reason"].as_str().unwrap()),
                "{overlap:#}"
            );
        }
    }
}

#[test]
fn gaps_are_refused_for_a_need_a_region_or_a_day_that_is_none() {
    let gaps = |flag: &str, value: &str| run(["catalogue", "gaps", flag, value]).refused();
    gaps("--target", "money").says(&[
        "`--target` cannot be `money`",
        "it is one of domestic-abuse, sexual-offending,",
        "finance",
    ]);
    gaps("--region", "mercia").says(&["`--region` cannot be `mercia`", "wales"]);
    gaps("--as-of", "2022-02-30").says(&["`as-of` cannot be `2022-02-30`", "a date that exists"]);
}
