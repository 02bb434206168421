//! A plan uses the rules in force on its day.

use goldenthread::catalogue::{Answer, FactId, History, NoEdition, OfferId, load_history};
use goldenthread::outcome::Reason;
use goldenthread::plan::{Decision, Editions, Options, Step};
use goldenthread::report::offer::OfferOnDay;
use goldenthread::report::offer::history::{Dates, Statement, changes};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::people::{Judged, People, cases};
use crate::small::{Files, files, offer};

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

/// What is decided on a day.
fn decided_on(people: &People, judged: &Judged, day: Date) -> Decided {
    let mut judged = judged.clone();
    judged.case.as_of = day;
    let Decision { reasons, steps, because_of, included, .. } = people.decide(&judged);
    (reasons, steps, because_of, included)
}

type Decided = (Vec<Reason>, Vec<Step>, Vec<(OfferId, OfferId)>, Vec<OfferId>);

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_same_case_on_two_days_of_one_edition_gives_the_same_plan_but_for_the_days(
        judged in People::shipped().any(),
        other in any::<prop::sample::Index>(),
    ) {
        let people = People::shipped();
        let edition = people.editions.history().number_on(judged.case.as_of);
        let (first, last) = (people.days[edition], people.last_day(edition));
        let apart = usize::try_from((last - first).get_days()).unwrap() + 1;
        let other = first.saturating_add(i64::try_from(other.index(apart)).unwrap().days());
        prop_assert_eq!(people.editions.history().number_on(other), edition);
        for day in [first, other, last] {
            prop_assert_eq!(
                decided_on(people, &judged, judged.case.as_of),
                decided_on(people, &judged, day),
                "on {} for\n{}",
                day,
                judged.described(people.planner(&judged.case))
            );
        }
    }

    #[test]
    fn a_catalogue_without_dates_plans_alike_on_every_day(judged in People::small().any(), days in 0..9_000_i64) {
        let people = People::small();
        let day = date(2001, 1, 1).saturating_add(days.days());
        prop_assert_eq!(
            decided_on(people, &judged, judged.case.as_of),
            decided_on(people, &judged, day)
        );
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
    let history = People::shipped().editions.history();
    let begins = history.begins().unwrap();
    assert_eq!(history.on(begins.yesterday().unwrap()).unwrap_err(), NoEdition::BeforeItBegins(begins));
    assert!(history.on(begins).is_ok());
}
