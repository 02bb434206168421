//! A plan uses the rules in force on its day.

use std::sync::OnceLock;

use goldenthread::catalogue::{Answer, FactId, History, NoEdition, load_history};
use goldenthread::embedded;
use goldenthread::outcome::Reason;
use goldenthread::plan::{Editions, Options};
use goldenthread::report::offer::OfferOnDay;
use goldenthread::report::offer::history::{Dates, Statement, changes};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::laws::{any_case, cases, described};
use crate::small::{Files, files, offer};

/// The shipped catalogue, every edition of it.
fn shipped() -> &'static Editions<'static> {
    static HISTORY: OnceLock<History> = OnceLock::new();
    static EDITIONS: OnceLock<Editions<'static>> = OnceLock::new();
    EDITIONS.get_or_init(|| Editions::new(HISTORY.get_or_init(|| embedded::history().unwrap())))
}

/// The first day of each edition.
fn first_days(history: &History) -> Vec<Date> {
    history.begins().into_iter().chain(history.changes().iter().copied()).collect()
}

fn history(files: &Files) -> History {
    let (files, texts) = files.texts();
    load_history(&files, &texts).unwrap()
}

/// A group for anger that is for the willing until 2024, and then for whoever has a score of 21 or more.
fn dated() -> History {
    let rules = "\n[[criterion]]\nid = \"whom\"\nuntil = 2024-01-01\nsays = \"The person is willing.\"\n\
         when = { fact = \"willing\", is = true }\nsource = { id = \"guide\", heading = \"whom\" }\n\
         \n[[criterion]]\nid = \"whom\"\nfrom = 2024-01-01\nsays = \"The score is 21 or more.\"\n\
         when = { fact = \"score\", at-least = 21 }\nsource = { id = \"guide\", heading = \"whom\" }\n";
    history(&files(&[offer("group", "programme", &["anger"]).table(rules)]))
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_same_case_on_two_days_of_one_edition_gives_the_same_plan_but_for_the_days(
        case in any_case(),
        number in any::<prop::sample::Index>(),
        later in 0..400_i64,
    ) {
        let editions = shipped();
        let days = first_days(editions.history());
        let number = number.index(days.len());
        let last = days.get(number + 1).map_or(days[number].saturating_add(400.days()), |next| next.yesterday().unwrap());
        let planner = editions.on(days[number]).unwrap();
        let other_day = days[number].saturating_add(later.days()).min(last);
        prop_assert_eq!(editions.history().number_on(other_day), number);
        let [one, other] = [days[number], other_day].map(|day| {
            let mut case = case.clone();
            case.as_of = day;
            planner.decide(&case, &Options::default())
        });
        prop_assert_eq!(&one.reasons, &other.reasons, "on {} and {} for\n{}", days[number], other_day, described(&case));
        prop_assert_eq!(&one.steps, &other.steps);
        prop_assert_eq!(&one.because_of, &other.because_of);
    }
}

#[test]
fn a_rule_decides_from_its_first_day_and_no_longer_on_the_day_it_ends() {
    let history = dated();
    let editions = Editions::new(&history);
    let reason = |day: Date, willing: bool, score: u32| {
        let planner = editions.on(day).unwrap();
        let vocabulary = &planner.catalogue.vocabulary;
        let mut case = goldenthread::case::Case::new(vocabulary, day);
        let fact = |key: &str| -> FactId { vocabulary.named(key).unwrap() };
        case.set(vocabulary, fact("willing"), &Answer::YesNo(willing));
        case.set(vocabulary, fact("score"), &Answer::Number(score));
        planner.decide(&case, &Options::default()).reasons[0]
    };
    assert_ne!(reason(date(2023, 12, 31), true, 19), Reason::NotEligible);
    assert_eq!(reason(date(2023, 12, 31), false, 40), Reason::NotEligible);
    assert_eq!(reason(date(2024, 1, 1), true, 19), Reason::NotEligible);
    assert_ne!(reason(date(2024, 1, 1), false, 40), Reason::NotEligible);
}

#[test]
fn what_changed_is_told_in_the_rules_own_sentences_and_each_rule_with_its_dates() {
    let history = dated();
    let group = history.latest().unwrap().offer_named("group").unwrap();
    let change = date(2024, 1, 1);
    let says = |says: &str| vec![Statement { about: "Criterion", says: says.to_owned() }];
    let told = changes(&history, group).unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].on, told[1].on), (None, Some(change)));
    assert!(told[0].began.contains(&says("The person is willing.")[0]) && told[0].ended.is_empty());
    assert_eq!(told[1].ended, says("The person is willing."));
    assert_eq!(told[1].began, says("The score is 21 or more."));
    let dates = |day| OfferOnDay::new(&history, group, day).unwrap().dates;
    assert_eq!(dates(date(2023, 12, 31)), [Dates { from: None, until: Some(change) }]);
    assert_eq!(dates(change), [Dates { from: Some(change), until: None }]);
}

#[test]
fn a_catalogue_without_dates_has_one_edition_for_every_day() {
    let history = history(&files(&[offer("group", "programme", &["anger"])]));
    assert_eq!((history.count(), history.begins()), (1, None));
    let editions = Editions::new(&history);
    for day in [Date::MIN, date(2022, 12, 1), Date::MAX] {
        assert!(std::ptr::eq(editions.on(day).unwrap(), editions.latest().unwrap()));
    }
    let group = history.latest().unwrap().offer_named("group").unwrap();
    assert_eq!(changes(&history, group).unwrap().len(), 1);
}

#[test]
fn there_is_no_plan_for_a_day_before_the_catalogue_begins() {
    let history = shipped().history();
    let begins = history.begins().unwrap();
    assert_eq!(history.on(begins.yesterday().unwrap()).unwrap_err(), NoEdition::BeforeItBegins(begins));
    assert!(history.on(begins).is_ok());
}
