//! Words that stand for something still to be written.

use super::Look;
use crate::text::problem::Problem;

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
const INSIDE: [&str; 5] = ["tbc", "tbd", "todo", "fixme", "xxx"];

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    for value in look.written {
        // Words of other systems are as they are.
        let others = value.around() == "row" && matches!(value.key(), "is" | "begins" | "contains");
        if others {
            continue;
        }
        let Some(placeholder) = value.text.as_deref().and_then(placeholder) else { continue };
        let message = format!("`{}` holds a placeholder: `{placeholder}`", value.key());
        found.push(
            Problem::new("placeholder", message)
                .at(value.place)
                .help("write what it stands for, or leave the key out"),
        );
    }
}

/// What of a text is a placeholder: all of it, a word, or what stands in angle brackets as in a file to start from.
fn placeholder(text: &str) -> Option<&str> {
    let whole = text.trim();
    let lower = whole.to_lowercase();
    if PLACEHOLDERS.contains(&lower.as_str()) {
        return Some(whole);
    }
    let mut words = whole.split(|c: char| !c.is_alphanumeric());
    let bracketed = || {
        let start = whole.find('<')?;
        let length = whole.get(start..)?.find('>')?;
        whole.get(start..=start + length)
    };
    words.find(|word| INSIDE.contains(&word.to_lowercase().as_str())).or_else(bracketed)
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn a_placeholder_is_a_whole_text_a_word_of_it_or_a_blank_in_brackets() {
        assert_eq!(placeholder(" N/A "), Some("N/A"));
        assert_eq!(placeholder("The length is TBC."), Some("TBC"));
        assert_eq!(placeholder("For <whom it is for>, in groups"), Some("<whom it is for>"));
        assert_eq!(placeholder("any region, in anybody's hands, at 5 > 3"), None);
    }
}
