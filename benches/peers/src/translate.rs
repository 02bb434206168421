//! The criteria of the catalogue in the languages of the peers. Each condition becomes two: that it is known to hold, and that
//! it is known not to, so that an unknown answer is neither, as it is here.

use goldenthread::ids;
use goldenthread::catalogue::{Accepts, Catalogue, Condition, Fact, OfferId, Test};
use serde_json::{Value, json};

/// A key as the peers can name it.
pub fn key(fact: &Fact) -> String {
    fact.key.replace('-', "_")
}

/// That every criterion of an offer is known to be met, as a ZEN expression.
pub fn zen(catalogue: &Catalogue, offer: OfferId) -> String {
    let criteria = &catalogue.offer(offer).criteria;
    let parts: Vec<String> = criteria.iter().map(|c| zen_part(catalogue, &c.when, true)).collect();
    if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") }
}

/// The conditions of every criterion of every offer, each on its own, as one ZEN expression that gives a list.
pub fn zen_each(catalogue: &Catalogue) -> String {
    let criteria = catalogue.offers.iter().flat_map(|offer| &offer.criteria);
    let parts: Vec<String> = criteria.map(|criterion| zen_part(catalogue, &criterion.when, true)).collect();
    format!("[{}]", parts.join(", "))
}

/// Whether each offer's criteria are all met, as one ZEN expression that gives a list.
pub fn zen_list(catalogue: &Catalogue) -> String {
    let offers = ids::all(catalogue.offers.len());
    let parts: Vec<String> = offers.map(|offer| format!("({})", zen(catalogue, offer))).collect();
    format!("[{}]", parts.join(", "))
}

fn zen_part(catalogue: &Catalogue, condition: &Condition, holds: bool) -> String {
    let join = |parts: &[Condition], word: &str, empty: &str| {
        let parts: Vec<String> = parts.iter().map(|part| zen_part(catalogue, part, holds)).collect();
        if parts.is_empty() { empty.to_owned() } else { format!("({})", parts.join(word)) }
    };
    match condition {
        Condition::Always => holds.to_string(),
        Condition::All(parts) if holds => join(parts, " and ", "true"),
        Condition::All(parts) => join(parts, " or ", "false"),
        Condition::Any(parts) if holds => join(parts, " or ", "false"),
        Condition::Any(parts) => join(parts, " and ", "true"),
        Condition::Not(part) => zen_part(catalogue, part, !holds),
        Condition::Test(test) => {
            let fact = catalogue.fact(test.fact);
            let (key, asked) = (key(fact), zen_test(fact, test));
            let not = if holds { "" } else { "not " };
            format!("({key} != null and {not}({asked}))")
        }
    }
}

fn zen_test(fact: &Fact, test: &Test) -> String {
    let key = key(fact);
    let values = |values: &[u16]| -> Vec<String> {
        values.iter().map(|value| format!("'{}'", fact.values()[usize::from(*value)].key)).collect()
    };
    let any_in = |given: &[u16]| {
        let parts: Vec<String> = values(given).iter().map(|value| format!("{value} in {key}")).collect();
        parts.join(" or ")
    };
    match &test.accepts {
        Accepts::AtLeast(number) => format!("{key} >= {number}"),
        Accepts::AtMost(number) => format!("{key} <= {number}"),
        Accepts::YesNo(yes) => format!("{key} == {yes}"),
        Accepts::Values(given) => format!("{key} in [{}]", values(given).join(", ")),
        Accepts::Unavailable => format!("{key} == 'unavailable'"),
        Accepts::Includes(given) => any_in(given),
        Accepts::IncludesNone(given) => format!("not ({})", any_in(given)),
    }
}

/// The same as JSON Logic.
pub fn json_logic(catalogue: &Catalogue, offer: OfferId) -> Value {
    let criteria = &catalogue.offer(offer).criteria;
    let parts: Vec<Value> = criteria.iter().map(|c| logic_part(catalogue, &c.when, true)).collect();
    if parts.is_empty() { json!(true) } else { json!({ "and": parts }) }
}

/// The conditions of every criterion of every offer, each on its own, as JSON Logic.
pub fn json_logic_each(catalogue: &Catalogue) -> Vec<Value> {
    let criteria = catalogue.offers.iter().flat_map(|offer| &offer.criteria);
    criteria.map(|criterion| logic_part(catalogue, &criterion.when, true)).collect()
}

fn logic_part(catalogue: &Catalogue, condition: &Condition, holds: bool) -> Value {
    let join = |parts: &[Condition], word: &str, empty: bool| {
        let parts: Vec<Value> = parts.iter().map(|part| logic_part(catalogue, part, holds)).collect();
        if parts.is_empty() { json!(empty) } else { json!({ word: parts }) }
    };
    match condition {
        Condition::Always => json!(holds),
        Condition::All(parts) if holds => join(parts, "and", true),
        Condition::All(parts) => join(parts, "or", false),
        Condition::Any(parts) if holds => join(parts, "or", false),
        Condition::Any(parts) => join(parts, "and", true),
        Condition::Not(part) => logic_part(catalogue, part, !holds),
        Condition::Test(test) => {
            let fact = catalogue.fact(test.fact);
            let known = json!({ "!==": [{ "var": key(fact) }, null] });
            let asked = logic_test(fact, test);
            let asked = if holds { asked } else { json!({ "!": [asked] }) };
            json!({ "and": [known, asked] })
        }
    }
}

fn logic_test(fact: &Fact, test: &Test) -> Value {
    let var = json!({ "var": key(fact) });
    let name = |value: &u16| fact.values()[usize::from(*value)].key.clone();
    let any_in = |given: &[u16]| {
        let parts: Vec<Value> = given.iter().map(|value| json!({ "in": [name(value), var] })).collect();
        json!({ "or": parts })
    };
    match &test.accepts {
        Accepts::AtLeast(number) => json!({ ">=": [var, number] }),
        Accepts::AtMost(number) => json!({ "<=": [var, number] }),
        Accepts::YesNo(yes) => json!({ "===": [var, yes] }),
        Accepts::Values(given) => json!({ "in": [var, given.iter().map(name).collect::<Vec<_>>()] }),
        Accepts::Unavailable => json!({ "===": [var, "unavailable"] }),
        Accepts::Includes(given) => any_in(given),
        Accepts::IncludesNone(given) => json!({ "!": [any_in(given)] }),
    }
}
