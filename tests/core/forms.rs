//! Every form of a plan, tried on random people of the shipped catalogue, on days of every edition, and of a small one.

use goldenthread::ask::questions;
use goldenthread::catalogue::OfferId;
use goldenthread::reasons::PlannedCase;
use goldenthread::report::document::{Language, markdown};
use goldenthread::report::handover::{Detail, Handover};
use goldenthread::report::table::{self, Style};
use goldenthread::report::{html, json, proposal, sheet};
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::people::{Judged, People, cases};

/// A reason as somebody may type it.
const REASON: &str =
    "Agreed with \"the team\" <on 1|2> & _noted_: *nothing* runs `nearer`, 100% sure – café.";

/// Every form of a plan, by its name.
fn forms(planned: &PlannedCase<'_>, today: Date) -> Vec<(&'static str, String)> {
    let mut json = Vec::new();
    json::write(planned, &mut json);
    let full = Handover { detail: Detail::Full, redact: false, today: Some(today) };
    let brief = Handover { detail: Detail::Brief, redact: true, today: None };
    let usual = Style::default();
    let mut forms = vec![
        ("json", String::from_utf8(json).unwrap()),
        ("table", table::page(planned, &usual)),
        ("narrow table", table::page(planned, &Style { width: 40, ..usual })),
        ("table with every check", table::page(planned, &Style { all: true, ..usual })),
        ("table for a screen reader", table::page(planned, &Style { accessible: true, ..usual })),
        ("markdown", markdown::text(&proposal::document(planned, &full))),
        ("brief markdown", markdown::text(&proposal::document(planned, &brief))),
        ("html", html::page(planned, &full)),
        ("brief html", html::page(planned, &brief)),
        ("svg", html::svg(planned, &full)),
    ];
    for (language, names) in [
        (Language::English, ["sheet", "sheet as a page"]),
        (Language::Welsh, ["Welsh sheet", "Welsh sheet as a page"]),
    ] {
        // The small catalogue has no Welsh for its offers.
        if let Ok(document) = sheet::document(planned, language) {
            forms.extend(names.into_iter().zip([sheet::text(&document), sheet::page(&document)]));
        }
    }
    forms
}

#[test]
fn every_form_has_the_same_bytes_each_time_and_no_control_character() {
    for people in [People::shipped(), People::small()] {
        let tried = TestRunner::new(cases(30)).run(&people.any(), |judged| {
            let (first, second) = (forms_of(people, &judged), forms_of(people, &judged));
            for ((form, text), (_, again)) in first.into_iter().zip(second) {
                let described = || judged.described(people.planner(&judged.case));
                prop_assert!(text == again, "{form} differs for\n{}", described());
                let control = text.chars().find(|character| character.is_control() && *character != '\n');
                prop_assert!(control.is_none(), "{form} has {control:?} for\n{}", described());
                prop_assert!(form != "json" || !text.contains('\n'), "JSON is one line");
                prop_assert!(form != "json" || serde_json::from_str::<serde_json::Value>(&text).is_ok());
            }
            Ok(())
        });
        tried.unwrap_or_else(|why| panic!("{why}"));
    }
}

fn forms_of(people: &People, judged: &Judged) -> Vec<(&'static str, String)> {
    let planner = people.planner(&judged.case);
    let decision = people.decide(judged);
    let reasoned = |offers: &[OfferId]| -> Vec<(OfferId, String)> {
        offers.iter().map(|offer| (*offer, REASON.to_owned())).collect()
    };
    let planned = PlannedCase {
        planner,
        case: &judged.case,
        decision: &decision,
        accepted: &reasoned(&judged.judgement.accepted),
        declined: &reasoned(&judged.judgement.declined),
        presumed: &[],
        questions: &questions(planner, &judged.case, &judged.judgement),
    };
    forms(&planned, judged.case.as_of)
}
