//! Words that stand for something still to be written.

use super::Look;
use crate::problem::Problem;

/// What people write where they do not know yet.
const PLACEHOLDERS: [&str; 17] = [
    "n/a",
    "na",
    "n.a.",
    "null",
    "nil",
    "any",
    "tbc",
    "tbd",
    "to be confirmed",
    "todo",
    "to do",
    "fixme",
    "xxx",
    "?",
    "???",
    "-",
    "placeholder",
];

/// Words that no sentence of a finished catalogue has.
const INSIDE: [&str; 4] = ["tbc", "tbd", "todo", "fixme"];

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    for value in &look.written {
        let Some(text) = &value.text else { continue };
        let lower = text.trim().to_lowercase();
        let whole = PLACEHOLDERS.contains(&lower.as_str());
        let inside = lower.split(|c: char| !c.is_alphanumeric()).any(|word| INSIDE.contains(&word));
        if whole || inside {
            let message = format!("`{}` holds a placeholder: `{text}`", value.key());
            found.push(
                Problem::new("placeholder", message)
                    .at(value.place)
                    .help("write what it stands for, or leave the key out"),
            );
        }
    }
}
