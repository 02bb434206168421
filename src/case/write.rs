//! A case as a TOML file that [`super::read::toml`] reads back.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::Case;
use crate::catalogue::{Answer, Catalogue, OfferId};

/// The case as a TOML file: its reference and its day, the answers in catalogue order, what was proposed, and what was
/// accepted with the reasons. Where the day on which the sentence ends is given, it stands in place of the weeks.
#[must_use]
pub fn toml(
    catalogue: &Catalogue,
    case: &Case,
    accepted: &[(OfferId, String)],
    sentence_ends: Option<Date>,
) -> String {
    let mut text = String::new();
    if let Some(reference) = &case.reference {
        push(&mut text, "ref", &quoted(reference));
    }
    push(&mut text, "as-of", &case.as_of.to_string());
    if let Some(ends) = sentence_ends {
        push(&mut text, "sentence-ends", &ends.to_string());
    }
    for (id, answer) in case.answers(&catalogue.vocabulary) {
        if sentence_ends.is_some() && id == catalogue.policy.roles.weeks {
            continue;
        }
        let fact = catalogue.fact(id);
        let key = |index: &u16| quoted(fact.values().get(usize::from(*index)).map_or("", |value| &value.key));
        let value = match &answer {
            Answer::YesNo(yes) => yes.to_string(),
            Answer::Number(number) => number.to_string(),
            Answer::AnyOf(values) => list(values.iter().map(key)),
            Answer::OneOf(_) | Answer::Unavailable => quoted(&fact.written(&answer, ",")),
        };
        push(&mut text, &fact.key, &value);
    }
    if let Some(proposed) = &case.proposed {
        push(&mut text, "proposed", &list(proposed.iter().map(|id| quoted(&catalogue.offer(*id).id))));
    }
    if !accepted.is_empty() {
        text.push_str("\n[accept]\n");
        for (offer, reason) in accepted {
            push(&mut text, &catalogue.offer(*offer).id, &quoted(reason));
        }
    }
    text
}

fn push(text: &mut String, key: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{key} = {value}");
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A TOML string. What is not printable is written as an escape.
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            c if c.is_control() || crate::wording::is_hidden(c) => {
                let _ = write!(text, "\\U{:08X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
