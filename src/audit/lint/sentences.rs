//! A sentence must have the numbers of the condition that it words.

use super::Look;
use crate::catalogue::{Accepts, Condition, Criterion, Test};
use crate::text::problem::Problem;
use crate::text::source::Place;

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    for criterion in look.catalogue.offers.iter().flat_map(|offer| &offer.criteria) {
        let about = format!("the sentence of `{}`", criterion.id);
        found.extend(compare(look, criterion, &about, &criterion.says, &criterion.when, &[]));
        if let Some(exception) = &criterion.exception {
            let about = format!("the sentence of the exception to `{}`", criterion.id);
            // It may say what the person is who does not meet the criterion.
            let unmet: Vec<Said> =
                criterion.when.tests().iter().flat_map(|test| ways_to_miss(test)).collect();
            found.extend(compare(look, criterion, &about, &exception.says, &exception.when, &unmet));
        }
    }
}

/// What is wrong with the numbers of one sentence.
fn compare(
    look: &Look<'_>,
    criterion: &Criterion,
    about: &str,
    says: &str,
    when: &Condition,
    may_say: &[Said],
) -> Option<Problem> {
    let tests = when.tests();
    let said = numbers(says);
    let unsaid = tests.iter().find_map(|test| {
        let ways = ways_to_say(test)?;
        (!ways.iter().any(|way| said.contains(way))).then(|| (ways[0].0, test.place))
    });
    let known: Vec<Said> = tests.iter().filter_map(|test| ways_to_say(test)).flatten().collect();
    // Numbers in the fact's own words, such as the months it looks back, are no lines.
    let words: Vec<u32> = (tests.iter().map(|test| look.catalogue.fact(test.fact)))
        .flat_map(|fact| [&fact.name, &fact.question, &fact.help])
        .flat_map(|text| numbers(text))
        .map(|(number, _)| number)
        .collect();
    let odd =
        said.iter().find(|said| !(known.contains(said) || may_say.contains(said) || words.contains(&said.0)));
    let message = match (unsaid, odd) {
        (Some((line, _)), Some(said)) => format!("{about} says {}, and its condition {line}", worded(*said)),
        (Some((line, _)), None) => format!("{about} does not say {line}"),
        (None, Some(said)) => format!("{about} says {}, and its condition does not", worded(*said)),
        (None, None) => return None,
    };
    let condition =
        unsaid.map_or_else(|| tests.first().map_or(criterion.place, |test| test.place), |(_, place)| place);
    let problem = Problem::new("sentence-number", message)
        .at(place_of(look, criterion, says))
        .and_at(condition, "the condition");
    Some(problem.help("a sentence has the numbers of its condition: put the one right that is wrong"))
}

/// Where a sentence of a criterion is written.
fn place_of(look: &Look<'_>, criterion: &Criterion, says: &str) -> Place {
    let here = |place: &Place| place.text == criterion.place.text && place.start > criterion.place.start;
    let sentences =
        look.written.iter().filter(|value| value.key() == "says" && value.text.as_deref() == Some(says));
    sentences.map(|value| value.place).filter(here).min().unwrap_or(criterion.place)
}

/// A number as a sentence has it.
type Said = (u32, Sense);

/// What the word before a number makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    /// The number itself belongs: `25 or more`, `up to 25`.
    Itself,
    /// Only what is more: `over 24`.
    Over,
    /// Only what is less: `under 26`.
    Under,
}

fn worded((number, sense): Said) -> String {
    match sense {
        Sense::Itself => number.to_string(),
        Sense::Over => format!("over {number}"),
        Sense::Under => format!("under {number}"),
    }
}

/// How a line may be worded, the usual way first; none for tests without a number.
fn ways_to_say(test: &Test) -> Option<[Said; 2]> {
    match test.accepts {
        Accepts::AtLeast(number) => Some([(number, Sense::Itself), (number.saturating_sub(1), Sense::Over)]),
        Accepts::AtMost(number) => Some([(number, Sense::Itself), (number.saturating_add(1), Sense::Under)]),
        _ => None,
    }
}

/// How what does not pass a line may be worded, and the line itself.
fn ways_to_miss(test: &Test) -> Vec<Said> {
    let missed = match test.accepts {
        Accepts::AtLeast(number) => [(number, Sense::Under), (number.saturating_sub(1), Sense::Itself)],
        Accepts::AtMost(number) => [(number, Sense::Over), (number.saturating_add(1), Sense::Itself)],
        _ => return Vec::new(),
    };
    missed.into_iter().chain(ways_to_say(test).into_iter().flatten()).collect()
}

/// Numbers that stand alone: those that are part of a name, such as OGRS3, are left out.
fn numbers(text: &str) -> Vec<Said> {
    let mut all = Vec::new();
    let [mut before, mut earlier] = [String::new(), String::new()];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(number) = word.parse()
        {
            let sense = match (earlier.as_str(), before.as_str()) {
                (_, "over" | "above") | ("more", "than") => Sense::Over,
                (_, "under" | "below") | ("less" | "fewer", "than") => Sense::Under,
                _ => Sense::Itself,
            };
            all.push((number, sense));
        }
        earlier = std::mem::replace(&mut before, word.to_lowercase());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Sense, numbers};

    #[test]
    fn a_number_that_is_part_of_a_name_is_no_line() {
        let said: Vec<u32> = (numbers("The OGRS3 score is 25 or more, at 18-25 (ERG22+)."))
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        assert_eq!(said, [25, 18, 25]);
    }

    #[test]
    fn over_and_under_leave_the_number_itself_out() {
        use Sense::{Itself, Over, Under};
        assert_eq!(
            numbers("Over 24, more than 5, at least 7, under 30, fewer than 3, up to 9"),
            [(24, Over), (5, Over), (7, Itself), (30, Under), (3, Under), (9, Itself)]
        );
    }
}
