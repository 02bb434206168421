//! The rule tests of an offer, each told by what sets its person apart.

use serde_json::{Value, json};

use crate::audit::example;
use crate::audit::rule_test::{RuleTest, Tested};
use crate::catalogue::{Answer, Catalogue, FactId};
use crate::report::table::layout::Page;
use crate::text::wording::{count, plain};

pub(super) fn section(catalogue: &Catalogue, tests: &[Tested], page: &mut Page) {
    page.heading("Rule tests");
    let failing = tests.iter().filter(|tested| !tested.passes).count();
    page.text(
        2,
        &match (tests.len(), failing) {
            (0, _) => "It has none.".to_owned(),
            (all, 0) => format!("{}, and each comes out as it is to.", count(all, "test")),
            (all, failing) => {
                format!(
                    "{}, of which {failing} not as expected: `goldenthread catalogue check` says more.",
                    count(all, "test")
                )
            }
        },
    );
    for tested in tests {
        let Tested { test, passes, .. } = tested;
        let failed = if *passes { "" } else { "FAILS: " };
        page.quoted(2, "-", &format!("{failed}{}", test.name));
        page.named(4, "Person", person(catalogue, tests, test));
        page.named(4, "Expected", expected(test));
    }
}

/// What is to become of the offer.
fn expected(test: &RuleTest) -> String {
    let reason = test.reason.map(|reason| format!(" ({})", reason.code())).unwrap_or_default();
    let decides = test.decides.as_ref().map(|id| format!(", decided by {id}")).unwrap_or_default();
    let day = test.as_of.map(|day| format!(", on {}", crate::text::wording::day(day))).unwrap_or_default();
    format!("{}{reason}{decides}{day}", test.expect.code())
}

/// The person: every answer, or what differs from the test that this one is like.
fn person(catalogue: &Catalogue, tests: &[Tested], test: &RuleTest) -> String {
    let base = test.like.as_ref().and_then(|like| tests.iter().find(|other| other.test.name == *like));
    let Some(base) = base else {
        return match test.answers.as_slice() {
            [] => "nothing is known".to_owned(),
            answers => example::flags(catalogue, answers),
        };
    };
    let key = |fact: FactId| catalogue.fact(fact).key.as_str();
    let has = |answers: &[(FactId, Answer)], fact| answers.iter().any(|(other, _)| *other == fact);
    let changed: Vec<(FactId, Answer)> =
        test.answers.iter().filter(|answer| !base.test.answers.contains(answer)).cloned().collect();
    let gone = base.test.answers.iter().filter(|(fact, _)| !has(&test.answers, *fact));
    let mut parts: Vec<String> = gone.map(|(fact, _)| format!("without --{}", key(*fact))).collect();
    if !changed.is_empty() {
        parts.insert(0, format!("but {}", example::flags(catalogue, &changed)));
    }
    let like = format!("as in \"{}\"", base.test.name);
    if parts.is_empty() { like } else { format!("{like}, {}", parts.join(" and ")) }
}

pub(super) fn json(catalogue: &Catalogue, tested: &Tested) -> Value {
    let test = &tested.test;
    json!({
        "name": plain(&test.name),
        "case": example::json(catalogue, &test.answers),
        "as_of": test.as_of.map(|day| day.to_string()),
        "expect": test.expect.code(),
        "reason": test.reason.map(|reason| reason.code()),
        "decides": test.decides,
        "passes": tested.passes,
    })
}
