//! A case as a TOML file that [`super::read::toml`] reads back.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::Case;
use super::JudgedOffers;
use crate::text::wrap;

use super::read::HINTS;
use crate::catalogue::{Answer, Catalogue, Fact, FactId};

/// The columns of a line of a long text.
const LINE: usize = 72;

/// The case as a TOML file: its reference and its day, the answers in catalogue order, what was proposed, and what was
/// accepted and declined with the reasons. Where the day on which the sentence ends is given, it stands in place of the weeks. Of the
/// hints those are kept whose fact is not answered.
#[must_use]
pub fn toml(
    catalogue: &Catalogue,
    case: &Case,
    judged: &JudgedOffers,
    sentence_ends: Option<Date>,
    hints: &[(FactId, String)],
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
        push(&mut text, &fact.key, &value(fact, &answer));
    }
    if let Some(proposed) = &case.proposed {
        push(&mut text, "proposed", &list(proposed.iter().map(|id| quoted(&catalogue.offer(*id).id))));
    }
    for (table, offers) in [("accept", &judged.accepted), ("decline", &judged.declined)] {
        if !offers.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(text, "\n[{table}]");
        }
        for (offer, reason) in offers {
            push(&mut text, &catalogue.offer(*offer).id, &quoted(reason));
        }
    }
    let open: Vec<(FactId, String)> = hints.iter().filter(|(fact, _)| !case.knows(*fact)).cloned().collect();
    self::hints(&mut text, catalogue, &open);
    text
}

/// An answer as a value of TOML.
pub(crate) fn value(fact: &Fact, answer: &Answer) -> String {
    let key = |index: &u16| quoted(fact.values().get(usize::from(*index)).map_or("", |value| &value.key));
    match answer {
        Answer::YesNo(yes) => yes.to_string(),
        Answer::Number(number) => number.to_string(),
        Answer::AnyOf(values) => list(values.iter().map(key)),
        Answer::OneOf(_) | Answer::Unavailable => quoted(&fact.written(answer, ",")),
    }
}

/// Adds the table of hints, where there are any.
pub(crate) fn hints(text: &mut String, catalogue: &Catalogue, hints: &[(FactId, String)]) {
    if !hints.is_empty() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "\n[{HINTS}]");
    }
    for (fact, says) in hints {
        push(text, &catalogue.fact(*fact).key, &folded(says));
    }
}

/// A TOML string over several lines where it is long. One that has a word longer than a line is left on one.
fn folded(says: &str) -> String {
    let whole = quoted(says);
    let words = whole.split(' ');
    if whole.len() <= LINE || words.clone().any(|word| word.is_empty() || word.len() > LINE) {
        return whole;
    }
    let inner = whole.get(1..whole.len() - 1).unwrap_or_default();
    // A backslash at the end of a line takes the spaces that follow with it.
    format!("\"\"\"\\\n    {}\"\"\"", wrap::lines(inner, LINE).join(" \\\n    "))
}

/// Adds a key with its value.
pub(crate) fn push(text: &mut String, key: &str, value: &str) {
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
            c if c.is_control() || crate::text::wording::is_hidden(c) => {
                let _ = write!(text, "\\U{:08X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;
    use crate::case::{GivenCase, read};
    use crate::text::source::{Place, Texts};

    fn read(catalogue: &Catalogue, content: &str) -> GivenCase<Place> {
        let mut texts = Texts::default();
        let text = texts.add("case.toml", content);
        read::case(catalogue, &texts, text, date(1999, 1, 1)).unwrap()
    }

    /// Reads a case, writes it, and reads what was written.
    fn there_and_back(catalogue: &Catalogue, content: &str) -> (String, Case, Case) {
        let given = read(catalogue, content);
        let written = toml(catalogue, &given.case, &given.judged(), given.sentence_ends, &given.hints);
        let back = read(catalogue, &written);
        assert_eq!(given.judged(), back.judged());
        (written, given.case, back.case)
    }

    #[test]
    fn every_sort_of_answer_comes_back_as_it_was() {
        let catalogue = crate::embedded::catalogue().unwrap();
        let content = "as-of = 2022-12-01\nref = 'a \"b\" \\ é 日本'\nage = 30\ninterpreter = true\nremote-only = false\nogrs3 = \"unavailable\"\n\
            rosh = \"very-high\"\nneeds = []\noffence = [\"sexual\", \"other\"]\ncompleted = [\"BBR\"]\nproposed = [\"CPC\"]\n\
            sentence-ends = 2024-02-29\n[accept]\nstepping-stones = \"it \\\"fits\\\"\"\n";
        let (written, case, back) = there_and_back(&catalogue, content);
        assert_eq!(case, back);
        assert!(written.contains("sentence-ends = 2024-02-29\n"), "{written}");
        assert!(!written.contains("weeks-remaining"), "{written}");
    }

    #[test]
    fn hints_come_back_as_they_were_until_they_are_answered() {
        let catalogue = crate::embedded::catalogue().unwrap();
        let long = format!("a \"b\" \\ é; {}", "some words more; ".repeat(20).trim_end());
        let escaped = long.replace('\\', r"\\").replace('"', "\\\"");
        let content = format!(
            "as-of = 2022-12-01\nage = 30\n[hints]\nage = \"x\"\novp = \"y\"\nneeds = \"{escaped}\"\n"
        );
        let given = read(&catalogue, &content);
        let written = toml(&catalogue, &given.case, &given.judged(), None, &given.hints);
        assert!(written.lines().all(|line| line.chars().count() <= 80), "{written}");
        let back = read(&catalogue, &written);
        // The age was answered.
        assert_eq!(back.hints, given.hints[1..]);
        assert_eq!(back.hints[1].1, long);
    }

    #[test]
    fn every_value_of_every_fact_comes_back_as_it_was() {
        let catalogue = crate::embedded::catalogue().unwrap();
        let vocabulary = &catalogue.vocabulary;
        for (id, fact) in vocabulary.iter() {
            for value in 0..u16::try_from(fact.values().len()).unwrap() {
                let answer = match fact.answers {
                    crate::catalogue::Answers::AnyOf(_) => Answer::AnyOf(vec![value]),
                    _ => Answer::OneOf(value),
                };
                let mut case = Case::new(vocabulary, date(2022, 12, 1));
                case.set(vocabulary, id, &answer);
                let back = read(&catalogue, &toml(&catalogue, &case, &JudgedOffers::default(), None, &[]));
                assert_eq!(back.case, case, "{}", fact.key);
            }
        }
    }
}
