//! A condition as JSON, in the words of the catalogue's own files, so that a program can read the whole of a rule.

use serde_json::{Value, json};

use crate::catalogue::condition::{Accepts, Test};
use crate::catalogue::{Catalogue, Condition};

/// A condition and every part of it: `{"all": […]}`, `{"any": […]}`, `{"not": …}`, `{"always": true}`, or a fact with what is asked
/// of it, such as `{"fact": "age", "at-least": 18}`.
#[must_use]
pub fn json(catalogue: &Catalogue, condition: &Condition) -> Value {
    let each = |parts: &[Condition]| parts.iter().map(|part| json(catalogue, part)).collect::<Vec<_>>();
    match condition {
        Condition::Always => json!({"always": true}),
        Condition::Test(test) => asked(catalogue, test),
        Condition::All(parts) => json!({"all": each(parts)}),
        Condition::Any(parts) => json!({"any": each(parts)}),
        Condition::Not(part) => json!({"not": json(catalogue, part)}),
    }
}

fn asked(catalogue: &Catalogue, test: &Test) -> Value {
    let fact = catalogue.fact(test.fact);
    let keys = |values: &[u16]| -> Vec<&str> {
        let named = values.iter().filter_map(|value| fact.values().get(usize::from(*value)));
        named.map(|value| value.key.as_str()).collect()
    };
    let (ask, answer) = match &test.accepts {
        Accepts::AtLeast(least) => ("at-least", json!(least)),
        Accepts::AtMost(most) => ("at-most", json!(most)),
        Accepts::YesNo(yes) => ("is", json!(yes)),
        Accepts::Values(values) => ("is", json!(keys(values))),
        Accepts::Unavailable => ("is", json!("unavailable")),
        Accepts::Includes(values) => ("includes", json!(keys(values))),
        Accepts::IncludesNone(values) => ("includes-none", json!(keys(values))),
    };
    json!({"fact": fact.key, ask: answer})
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::catalogue::Offer;
    use crate::embedded;

    /// How many conditions it is, itself and every part counted.
    fn written(condition: &Value) -> usize {
        let parts =
            |key: &str| condition[key].as_array().map(|parts| parts.iter().map(written).sum::<usize>());
        if condition["fact"].is_string() || condition["always"] == true {
            return 1;
        }
        let inside = parts("all").or_else(|| parts("any"));
        1 + inside.unwrap_or_else(|| written(&condition["not"]))
    }

    #[test]
    fn no_part_of_any_condition_of_the_shipped_catalogue_is_left_out() {
        let catalogue = &embedded::catalogue().unwrap();
        for condition in catalogue.offers.iter().flat_map(Offer::conditions) {
            assert_eq!(written(&json(catalogue, condition)), condition.size());
            for test in condition.tests() {
                let values = match &test.accepts {
                    Accepts::Values(values) | Accepts::Includes(values) | Accepts::IncludesNone(values) => {
                        values.len()
                    }
                    _ => continue,
                };
                let shown = asked(catalogue, test);
                let listed =
                    shown.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_array());
                assert_eq!(listed.map(Vec::len).sum::<usize>(), values, "{shown}");
            }
        }
    }
}
