//! What the shipped catalogue warns of: each caution where it is called for, and not beside it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use goldenthread::case::{Judgement, read};
use goldenthread::catalogue::policy::Weight;
use goldenthread::catalogue::{History, OfferId};
use goldenthread::embedded;
use goldenthread::plan::Editions;
use goldenthread::reasons::{PlannedCase, caution};
use goldenthread::text::source::Texts;
use jiff::civil::date;

/// A man before the court in the East Midlands in December 2022, with a need for work on his thinking and nothing against it.
const MAN: &[(&str, &str)] = &[
    ("as-of", "2022-12-01"),
    ("region", "\"east-midlands\""),
    ("gender", "\"male\""),
    ("age", "34"),
    ("learning-disability", "false"),
    ("reads-simple-sentences", "true"),
    ("mental-health", "\"none\""),
    ("interpreter", "false"),
    ("remote-only", "false"),
    ("sentence", "\"community-order\""),
    ("stage", "\"proposal\""),
    ("rar-days", "60"),
    ("weeks-remaining", "104"),
    ("purposes", "[\"rehabilitation\"]"),
    ("offence", "[\"acquisitive\"]"),
    ("offence-history", "[]"),
    ("partner-victim", "[]"),
    ("maintains-innocence", "false"),
    ("recent-aggression", "false"),
    ("extremism-concern", "false"),
    ("ogrs3", "60"),
    ("ovp", "20"),
    ("rosh", "\"medium\""),
    ("sara", "\"low\""),
    ("osp", "\"unavailable\""),
    ("rsr", "\"unavailable\""),
    ("pni", "\"moderate\""),
    ("pni-need-score", "5"),
    ("needs", "[\"thinking-and-behaviour\"]"),
    ("oasys-need-score", "8"),
    ("aggression-score", "0"),
    ("linked-to-serious-harm", "[]"),
    ("alcohol-use", "\"none\""),
    ("drug-use", "\"none\""),
    ("substance-stable", "true"),
    ("accepts-programme", "true"),
    ("ready-for-programme", "true"),
    ("accepts-need-to-change", "true"),
    ("cannot-access", "[]"),
    ("completed", "[]"),
];

const PARTNER: &[(&str, &str)] = &[
    ("offence", "[\"intimate-partner-violence\"]"),
    ("partner-victim", "[\"female\"]"),
    ("sara", "\"high\""),
    ("needs", "[\"relationships\"]"),
];

const SEXUAL: &[(&str, &str)] =
    &[("offence", "[\"sexual\"]"), ("osp", "\"medium\""), ("rosh", "\"high\""), ("ogrs3", "30")];

const TODAY: &[(&str, &str)] = &[("as-of", "2026-11-02")];

const WALES: &[(&str, &str)] = &[("as-of", "2026-11-02"), ("region", "\"wales\"")];

const IN_SUPERVISION: &[(&str, &str)] =
    &[("stage", "\"supervision\""), ("requirements", "[\"rar\", \"programme\"]")];

const ON_LICENCE: &[(&str, &str)] = &[("sentence", "\"licence\""), ("purposes", "[]")];

fn editions() -> &'static Editions<'static> {
    static HISTORY: OnceLock<History> = OnceLock::new();
    static EDITIONS: OnceLock<Editions<'static>> = OnceLock::new();
    EDITIONS.get_or_init(|| Editions::new(HISTORY.get_or_init(|| embedded::history().unwrap())))
}

/// The man with some of his answers replaced, each change over those before it; an answer of `?` is left out.
fn man(changes: &[&[(&str, &str)]]) -> String {
    let mut answers: BTreeMap<&str, &str> = MAN.iter().copied().collect();
    answers.extend(changes.iter().flat_map(|change| change.iter().copied()));
    answers.retain(|_, answer| *answer != "?");
    answers.iter().map(|(key, answer)| format!("{key} = {answer}\n")).collect()
}

/// Every caution of a plan with its weight and what it says.
fn cautions(case: &str, accepted: &[&str]) -> Vec<(String, Weight, String)> {
    let mut texts = Texts::default();
    let text = texts.add("case.toml", case);
    let latest = editions().latest().unwrap();
    let case = read::case(latest.catalogue, &texts, text, date(2022, 12, 1)).unwrap().case;
    let planner = editions().on(case.as_of).unwrap();
    let accepted: Vec<OfferId> =
        accepted.iter().map(|id| planner.catalogue.offer_named(id).unwrap()).collect();
    let judgement = Judgement::accepting(&accepted);
    let decision = planner.decide(&case, &(&judgement).into());
    let reasons: Vec<(OfferId, String)> =
        accepted.iter().map(|offer| (*offer, "agreed".to_owned())).collect();
    let planned = PlannedCase {
        planner,
        case: &case,
        decision: &decision,
        accepted: &reasons,
        declined: &[],
        presumed: &[],
        questions: &[],
    };
    caution::each(&planned)
        .map(|given| (given.caution.id.clone(), given.caution.weight, given.says))
        .collect()
}

fn given(changes: &[&[(&str, &str)]]) -> Vec<String> {
    cautions(&man(changes), &[]).into_iter().map(|(id, ..)| id).collect()
}

#[track_caller]
fn warns(caution: &str, changes: &[&[(&str, &str)]]) {
    let given = given(changes);
    assert!(given.iter().any(|id| id == caution), "{caution} is not in {given:?}");
}

#[track_caller]
fn is_silent(caution: &str, changes: &[&[(&str, &str)]]) {
    let given = given(changes);
    assert!(given.iter().all(|id| id != caution), "{caution} is in {given:?}");
}

fn says(caution: &str, changes: &[&[(&str, &str)]]) -> String {
    let given = cautions(&man(changes), &[]);
    given.into_iter().find(|(id, ..)| id == caution).map(|(.., says)| says).unwrap_or_default()
}

#[test]
fn a_plan_that_nothing_is_wrong_with_has_no_decisive_caution() {
    for changes in [&[][..], &[IN_SUPERVISION]] {
        let decisive: Vec<String> = (cautions(&man(changes), &[]).into_iter())
            .filter(|(_, weight, _)| *weight == Weight::Decisive)
            .map(|(id, ..)| id)
            .collect();
        assert!(decisive.is_empty(), "{decisive:?}");
    }
}

#[test]
fn a_programme_refused_is_warned_of_where_partner_or_sexual_risk_or_two_scores_call_for_one() {
    let refused: &[(&str, &str)] = &[("accepts-programme", "false")];
    warns("programme-refused", &[PARTNER, refused]);
    warns("programme-refused", &[SEXUAL, refused]);
    warns("programme-refused", &[refused]);
    is_silent("programme-refused", &[]);
    is_silent("programme-refused", &[refused, &[("oasys-need-score", "4")]]);
    is_silent("programme-refused", &[TODAY, refused, &[("pni", "\"alternative\""), ("pni-need-score", "0")]]);
    warns("programme-refused", &[TODAY, refused]);
}

#[test]
fn use_that_is_not_stable_is_warned_of_beside_work_that_starts_without_treatment() {
    let dependent: &[(&str, &str)] = &[("alcohol-use", "\"dependent\""), ("substance-stable", "false")];
    let treated: &[(&str, &str)] = &[
        ("needs", "[\"thinking-and-behaviour\", \"alcohol-misuse\"]"),
        ("accepts-treatment", "true"),
        ("treatment-provider", "true"),
    ];
    warns("alcohol-dependence-untreated", &[dependent]);
    is_silent("alcohol-dependence-untreated", &[dependent, treated]);
    is_silent("use-not-stable", &[dependent, treated]);
    warns("drug-dependence-untreated", &[&[("drug-use", "\"dependent\"")]]);
    let unstable: &[(&str, &str)] = &[("substance-stable", "false")];
    warns("use-not-stable", &[unstable]);
    warns("use-not-stable", &[unstable, &[("alcohol-use", "?"), ("drug-use", "?")]]);
    is_silent("use-not-stable", &[dependent]);
    is_silent("use-not-stable", &[unstable, &[("accepts-programme", "false"), ("rar-days", "0")]]);
}

#[test]
fn an_acute_problem_is_warned_of_beside_a_programme_and_a_stable_one_is_not() {
    let acute: &[(&str, &str)] = &[("mental-health", "\"acute\"")];
    warns("acute-mental-health-and-group", &[acute]);
    is_silent("acute-mental-health-and-group", &[&[("mental-health", "\"stable\"")]]);
    is_silent(
        "acute-mental-health-and-group",
        &[acute, &[("accepts-programme", "false"), ("rar-days", "0")]],
    );
}

#[test]
fn a_programme_for_sexual_offending_done_before_is_pointed_out_where_another_is_in_question() {
    let before: &[(&str, &str)] = &[("completed", "[\"horizon\"]")];
    warns("sexual-programme-before", &[SEXUAL, before]);
    is_silent("sexual-programme-before", &[SEXUAL]);
    is_silent("sexual-programme-before", &[before]);
    is_silent("sexual-programme-before", &[SEXUAL, &[("completed", "[\"thinking-skills-programme\"]")]]);
}

#[test]
fn several_programmes_that_nobody_confirms_are_one_question() {
    warns("several-unconfirmed-programmes", &[WALES, PARTNER]);
    is_silent("unconfirmed-programme", &[WALES, PARTNER]);
    is_silent("several-unconfirmed-programmes", &[TODAY, PARTNER]);
    let one: &[(&str, &str)] = &[("cannot-access", "[\"thinking-skills-programme\"]")];
    warns("unconfirmed-programme", &[WALES, one]);
    is_silent("several-unconfirmed-programmes", &[WALES, one]);
}

#[test]
fn a_programme_that_waits_for_judgement_is_decisive_only_where_it_holds_something_up() {
    let earlier: &[(&str, &str)] = &[("completed", "[\"thinking-skills-programme\"]")];
    let waits = says("programme-waits-for-judgement", &[SEXUAL, earlier, &[("ogrs3", "60")]]);
    assert!(
        waits.ends_with(": Horizon."),
        "the repeat of another programme is for exceptional cases: {waits}"
    );
    is_silent("programme-waits-for-judgement", &[earlier]);
    is_silent("programme-waits-for-judgement", &[SEXUAL]);
}

#[test]
fn what_waits_for_an_approval_is_said_and_who_has_to_know_first() {
    let concern: &[(&str, &str)] = &[("extremism-concern", "true"), ("ct-arc-approval", "false")];
    warns("awaits-approval", &[concern]);
    warns("extremism-lead", &[concern]);
    is_silent("awaits-approval", &[concern, &[("ct-arc-approval", "true")]]);
    is_silent("extremism-lead", &[]);
}

#[test]
fn violence_to_a_partner_puts_safety_first_whenever_it_was() {
    warns("partner-safety", &[PARTNER]);
    warns("partner-safety", &[&[("offence-history", "[\"intimate-partner-violence\"]")]]);
    is_silent("partner-safety", &[&[("offence", "[\"general-violence\"]")]]);
}

#[test]
fn very_high_risk_asks_for_advice_and_high_risk_does_not() {
    warns("very-high-serious-harm", &[&[("rosh", "\"very-high\"")]]);
    is_silent("very-high-serious-harm", &[&[("rosh", "\"high\"")]]);
}

#[test]
fn sexual_offending_that_waits_for_months_is_said() {
    let both: &[(&str, &str)] =
        &[("region", "\"wales\""), ("offence", "[\"sexual\", \"general-violence\"]"), ("ogrs3", "60")];
    let after_resolve = cautions(&man(&[SEXUAL, both]), &["resolve", "horizon"]);
    let waits = after_resolve.iter().find(|(id, ..)| id == "sexual-offending-waits");
    assert!(waits.is_some_and(|(.., says)| says.ends_with(": Horizon.")), "{after_resolve:?}");
    is_silent("sexual-offending-waits", &[SEXUAL]);
    is_silent("sexual-offending-waits", &[SEXUAL, both]);
}

#[test]
fn days_that_stop_at_two_thirds_are_told_from_june_2024_with_the_week() {
    let days: &[(&str, &str)] = &[("needs", "[\"accommodation\"]"), ("weeks-remaining", "60")];
    let on = |day: &'static str| says("reset-at-proposal", &[days, &[("as-of", day)]]);
    assert_eq!(on("2024-06-06"), "");
    assert!(on("2024-06-07").contains("after week 40."), "{}", on("2024-06-07"));
    assert!(on("2024-06-07").contains("at very high risk of serious harm"), "the exemptions are said");
    assert!(!on("2026-05-10").contains("No source says whether this still holds"));
    assert!(on("2026-05-11").contains("No source says whether this still holds"));
    is_silent("reset-at-proposal", &[days, TODAY, ON_LICENCE]);
    warns("reset-on-licence", &[days, TODAY, ON_LICENCE]);
    warns("reset-in-supervision", &[days, TODAY, IN_SUPERVISION]);
}

#[test]
fn what_the_law_changed_in_may_2026_is_told_from_that_day() {
    let work: &[(&str, &str)] = &[("purposes", "[\"punishment\"]")];
    for (caution, changes) in [
        ("early-end", &[][..]),
        ("unpaid-work-limit-ended", work),
        ("post-sentence-supervision-ended", &[("sentence", "\"post-sentence-supervision\"")]),
    ] {
        is_silent(caution, &[changes, &[("as-of", "2026-05-10")]]);
        warns(caution, &[changes, &[("as-of", "2026-05-11")]]);
    }
    is_silent("early-end", &[TODAY, ON_LICENCE]);
    is_silent("unpaid-work-limit-ended", &[TODAY]);
}

#[test]
fn names_of_scores_and_who_has_a_place_are_told_from_the_day_they_changed() {
    is_silent("eligible-is-not-a-place", &[&[("as-of", "2025-02-11")]]);
    warns("eligible-is-not-a-place", &[&[("as-of", "2025-02-12")]]);
    is_silent("predictor-names", &[&[("as-of", "2025-10-31")]]);
    warns("predictor-names", &[&[("as-of", "2025-11-01")]]);
    is_silent("predictor-names", &[TODAY, &[("ogrs3", "\"unavailable\""), ("ovp", "\"unavailable\"")]]);
}

#[test]
fn a_result_that_its_own_rule_contradicts_is_pointed_out() {
    warns("identifier-against-its-rule", &[TODAY, &[("pni", "\"alternative\"")]]);
    is_silent("identifier-against-its-rule", &[TODAY]);
    is_silent(
        "identifier-against-its-rule",
        &[TODAY, &[("pni", "\"alternative\""), ("pni-need-score", "0")]],
    );
    warns("identifier-above-its-rule", &[TODAY, &[("pni-need-score", "1"), ("ogrs3", "40")]]);
    is_silent("identifier-against-its-rule", &[&[("pni", "\"alternative\"")]]);
}

#[test]
fn only_orders_that_are_still_to_be_made_are_told_what_else_a_court_can_order() {
    warns("only-part", &[]);
    is_silent("only-part", &[IN_SUPERVISION]);
    is_silent("only-part", &[ON_LICENCE]);
}

#[test]
fn whoever_is_eligible_is_proposed_a_programme_before_sentence_and_referred_to_it_after() {
    warns("propose-when-eligible", &[]);
    is_silent("refer-when-eligible", &[]);
    warns("refer-when-eligible", &[IN_SUPERVISION]);
    is_silent("propose-when-eligible", &[IN_SUPERVISION]);
    is_silent("propose-when-eligible", &[&[("accepts-programme", "false")]]);
}

#[test]
fn what_goes_with_a_toolkit_is_said_where_one_is_planned() {
    let kit: &[(&str, &str)] = &[("needs", "[\"social-capital\"]"), ("accepts-programme", "false")];
    for caution in ["tell-early", "recording"] {
        warns(caution, &[kit]);
        is_silent(caution, &[]);
    }
    is_silent("recording", &[&[("as-of", "2022-03-31"), ("needs", "[\"maturity\"]"), ("age", "20")], kit]);
    warns("effective-proposal-framework", &[kit]);
    warns("one-to-one-delivery", &[]);
    is_silent("one-to-one-delivery", &[kit]);
}

#[test]
fn a_low_score_is_said_to_be_low_only_where_no_offence_is_of_a_kind_it_says_nothing_on() {
    let low: &[(&str, &str)] = &[("ogrs3", "10"), ("needs", "[\"social-capital\"]")];
    warns("low-reoffending-risk", &[low]);
    for offence in
        ["intimate-partner-violence", "sexual", "internet-sexual", "terrorism", "extremism-motivated"]
    {
        let offence = format!("[\"{offence}\"]");
        is_silent("low-reoffending-risk", &[low, &[("offence", offence.as_str())]]);
        is_silent("low-reoffending-risk", &[low, &[("offence-history", offence.as_str())]]);
    }
    is_silent("low-reoffending-risk", &[low, &[("extremism-concern", "true")]]);
    is_silent("low-reoffending-risk", &[low, &[("ogrs3", "25")]]);
}

#[test]
fn a_need_that_nothing_here_meets_names_what_a_source_offers_elsewhere() {
    let drinking: &[(&str, &str)] = &[("offence", "[\"drink-driving\"]"), ("rar-days", "0")];
    warns("drink-drive-course", &[drinking]);
    is_silent("drink-drive-course", &[drinking, IN_SUPERVISION]);
    is_silent("drink-drive-course", &[&[("offence", "[\"dangerous-driving\"]")]]);
    let drugs: &[(&str, &str)] = &[("needs", "[\"drug-misuse\"]"), ("drug-use", "\"dependent\"")];
    warns("drugs-on-licence", &[ON_LICENCE, drugs]);
    is_silent("drugs-on-licence", &[drugs]);
    let work: &[(&str, &str)] = &[("needs", "[\"education-training-employment\"]")];
    warns("employment-need-open", &[TODAY, work]);
    is_silent("employment-need-open", &[work]);
    is_silent("employment-need-open", &[TODAY, work, &[("region", "\"greater-manchester\"")]]);
}

#[test]
fn a_score_is_near_a_line_only_where_another_point_would_change_a_criterion() {
    warns("near-line", &[&[("ogrs3", "50")]]);
    warns("near-line", &[&[("ogrs3", "49")]]);
    is_silent("near-line", &[&[("ogrs3", "51")]]);
    is_silent("near-line", &[&[("ogrs3", "48")]]);
    let recorded: &[(&str, &str)] = &[("pni-need-score", "3"), ("ogrs3", "70")];
    is_silent("near-line", &[TODAY, recorded]);
    warns("near-line", &[TODAY, recorded, &[("pni", "\"unavailable\"")]]);
}

#[test]
fn every_caution_has_a_source_and_no_two_say_the_same() {
    for number in 0..editions().history().count() {
        let catalogue = editions().edition(number).unwrap().catalogue;
        for caution in &catalogue.cautions {
            assert!(!caution.source.is_empty(), "{}", caution.id);
            let same = catalogue.cautions.iter().filter(|other| other.says == caution.says).count();
            assert_eq!(same, 1, "{}", caution.id);
        }
    }
}
