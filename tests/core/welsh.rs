//! The sheet for the person on probation in Welsh: nothing of the English is left in it, whoever it is for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use goldenthread::case::{Judgement, read};
use goldenthread::catalogue::sheet::SentencePart::Words;
use goldenthread::catalogue::sheet::{Saying, parts};
use goldenthread::catalogue::{Catalogue, OfferId};
use goldenthread::embedded;
use goldenthread::ids::{self, PhaseId};
use goldenthread::plan::{Decision, Step};
use goldenthread::report::document::Language;
use goldenthread::report::sheet;
use goldenthread::text::source::Texts;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::people::{Judged, People, cases, planned};

/// Words that both languages have.
const SHARED: [&str; 3] = ["alcohol", "staff", "well"];

/// The words of a text that are long enough to belong to one language, without the names of what is filled in.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let said = parts(text).filter_map(|part| if let Words(words) = part { Some(words) } else { None });
    let words = said.flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| word.chars().count() > 3).map(str::to_lowercase)
}

/// Every English text that the sheet may show, beside its Welsh.
fn texts(catalogue: &Catalogue) -> Vec<(&str, &str)> {
    let mut all: Vec<(&str, Option<&str>)> = Vec::new();
    for (saying, ..) in Saying::ALL {
        let spoken = catalogue.sheet.saying(saying);
        all.push((&spoken.english, spoken.welsh.as_deref()));
    }
    let months = &catalogue.sheet.months;
    let welsh_months = months.welsh.iter().flatten().map(|month| Some(month.as_str()));
    all.extend(months.english.iter().map(String::as_str).zip(welsh_months));
    for offer in &catalogue.offers {
        all.push((offer.plain.as_deref().unwrap_or(&offer.summary), offer.plain_welsh.as_deref()));
        let name = offer.plain_name.as_deref().map(|name| (name, offer.plain_name_welsh.as_deref()));
        all.extend(name.filter(|(english, welsh)| *welsh != Some(english)));
    }
    let plain = |english: &'_ Option<String>| english.is_some();
    for target in catalogue.targets.iter().filter(|target| plain(&target.plain)) {
        all.push((target.plain.as_deref().unwrap_or_default(), target.plain_welsh.as_deref()));
    }
    for kind in catalogue.policy.kinds.iter().filter(|kind| plain(&kind.plain)) {
        all.push((kind.plain.as_deref().unwrap_or_default(), kind.plain_welsh.as_deref()));
    }
    for phase in &catalogue.policy.phases {
        all.push((phase.plain.as_deref().unwrap_or(&phase.name), phase.plain_welsh.as_deref()));
    }
    all.into_iter().map(|(english, welsh)| (english, welsh.unwrap_or_else(|| panic!("{english}")))).collect()
}

/// Names that stand in a Welsh sheet as they are in English, the longest first.
fn proper_names(catalogue: &Catalogue) -> Vec<&str> {
    let mut names: Vec<&str> = (catalogue.offers.iter())
        .filter(|offer| offer.plain_name == offer.plain_name_welsh)
        .map(|offer| offer.plain_name.as_deref().unwrap_or(&offer.name))
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn english_words(catalogue: &Catalogue) -> BTreeSet<String> {
    texts(catalogue).into_iter().flat_map(|(english, _)| words(english)).collect()
}

/// The English words in a Welsh text, beside names and what both languages have.
fn english_in(text: &str, names: &[&str], english: &BTreeSet<String>) -> Vec<String> {
    let text = names.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    words(&text).filter(|word| english.contains(word) && !SHARED.contains(&word.as_str())).collect()
}

#[test]
fn no_welsh_text_of_the_catalogue_has_an_english_word_but_those_that_both_have() {
    let catalogue = embedded::catalogue().unwrap();
    let english = english_words(&catalogue);
    let mut shared = BTreeSet::new();
    for (in_english, welsh) in texts(&catalogue) {
        assert_eq!(english_in(welsh, &[], &english), Vec::<String>::new(), "{in_english}: {welsh}");
        shared.extend(words(welsh).filter(|word| english.contains(word)));
    }
    let draft = catalogue.sheet.draft.as_deref().unwrap();
    assert_eq!(english_in(draft, &[], &english), Vec::<String>::new());
    assert_eq!(shared, SHARED.map(str::to_owned).into(), "words that are listed and not shared");
}

/// The Welsh sheet of a plan in both forms, without what is not said but styled.
fn sheets(people: &People, judged: &Judged, decision: &Decision) -> Vec<String> {
    let planned = planned(people.planner(&judged.case), &judged.case, decision, [&[], &[]]);
    let document = sheet::document(&planned, Language::Welsh).unwrap_or_else(|missing| panic!("{missing:?}"));
    let page = sheet::page(&document);
    let (_, body) = page.split_once("<main").unwrap();
    vec![sheet::text(&document).split_whitespace().collect::<Vec<_>>().join(" "), without_marks(body)]
}

/// The words of a page.
fn without_marks(page: &str) -> String {
    let parts = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ").replace("&#39;", "'")
}

#[test]
fn nothing_of_the_english_is_left_in_the_welsh_sheet_of_anybody() {
    let catalogue = embedded::catalogue().unwrap();
    let (english, names) = (english_words(&catalogue), proper_names(&catalogue));
    let people = People::shipped();
    let tried = TestRunner::new(cases(200)).run(&people.any(), |judged| {
        for sheet in sheets(people, &judged, &people.decide(&judged)) {
            let left = english_in(&sheet, &names, &english);
            prop_assert!(left.is_empty(), "{left:?} in\n{sheet}");
        }
        Ok(())
    });
    tried.unwrap_or_else(|why| panic!("{why}"));
}

/// A plan of one offer alone, for everything it works on.
fn alone(people: &People, judged: &Judged, offer: OfferId, phase: PhaseId, weeks: u32) -> Decision {
    let catalogue = people.planner(&judged.case).catalogue;
    let known = catalogue.offer(offer);
    let step = Step {
        offer,
        phase,
        lane: known.delivery.lane,
        vehicle: ids::Id::of(0).unwrap(),
        start: 1,
        end: weeks,
        takes_days: false,
        after: ids::Set::default(),
    };
    let mut decision = people.decide(judged);
    decision.steps = vec![step];
    decision.included = vec![offer];
    decision.present = known.targets.iter().copied().collect();
    decision
}

#[test]
fn every_offer_in_every_phase_has_a_sheet_in_welsh_alone() {
    let catalogue = embedded::catalogue().unwrap();
    let (english, names) = (english_words(&catalogue), proper_names(&catalogue));
    let people = People::shipped();
    let judged = Judged {
        case: case("region = \"wales\"\ngender = \"male\"\nage = 30", date(2026, 11, 24)),
        judgement: Judgement::default(),
    };
    for (offer, known) in ids::numbered::<OfferId, _>(&catalogue.offers) {
        for (phase, _) in ids::numbered::<PhaseId, _>(&catalogue.policy.phases) {
            for weeks in [1, 4] {
                for sheet in sheets(people, &judged, &alone(people, &judged, offer, phase, weeks)) {
                    let left = english_in(&sheet, &names, &english);
                    assert!(left.is_empty(), "{left:?} in the sheet for {}:\n{sheet}", known.id);
                }
            }
        }
    }
}

fn case(toml: &str, day: Date) -> goldenthread::case::Case {
    let mut texts = Texts::default();
    let text = texts.add("case.toml", toml);
    let catalogue = People::shipped().on(day).catalogue;
    read::case(catalogue, &texts, text, day).unwrap_or_else(|problems| panic!("{problems:?}")).case
}

#[test]
fn the_welsh_sheets_of_two_examples_read_as_they_did() {
    for (name, day) in
        [("01-violence-to-a-partner", date(2022, 12, 1)), ("06-release-on-licence", date(2026, 10, 5))]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).join("case.toml");
        let judged =
            Judged { case: case(&fs::read_to_string(path).unwrap(), day), judgement: Judgement::default() };
        let people = People::shipped();
        let decision = people.decide(&judged);
        let planned = planned(people.planner(&judged.case), &judged.case, &decision, [&[], &[]]);
        let document = sheet::document(&planned, Language::Welsh).unwrap();
        insta::assert_snapshot!(name, sheet::text(&document));
    }
}
