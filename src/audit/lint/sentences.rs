//! A sentence must have the numbers of the condition that it words, each the right way round.

use super::Look;
use crate::catalogue::{Accepts, Condition, Criterion, Test};
use crate::text::problem::Problem;
use crate::text::source::Place;

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    for criterion in look.catalogue.offers.iter().flat_map(|offer| &offer.criteria) {
        let about = format!("the sentence of `{}`", criterion.id);
        let met = Sentence { key: "says", text: &criterion.says, about, ways: ways_to_say };
        found.extend(compare(look, criterion, &met, &criterion.when, &[]));
        failing(look, criterion, found);
        if let Some(exception) = &criterion.exception {
            let about = format!("the sentence of the exception to `{}`", criterion.id);
            // It may say what the person is who does not meet the criterion.
            let tests = criterion.when.tests();
            let unmet: Vec<Said> = (tests.iter())
                .flat_map(|test| [ways_to_miss(test), ways_to_say(test)])
                .flatten()
                .flatten()
                .collect();
            let sentence = Sentence { key: "says", text: &exception.says, about, ways: ways_to_say };
            found.extend(compare(look, criterion, &sentence, &exception.when, &unmet));
        }
    }
}

/// What is wrong with the sentence for when a criterion is not met.
fn failing(look: &Look<'_>, criterion: &Criterion, found: &mut Vec<Problem>) {
    let Some(fails) = &criterion.fails else { return };
    if *fails == criterion.says {
        let message = format!("`{}` says the same whether it is met or not", criterion.id);
        let problem = Problem::new("same-sentences", message).at(place_of(look, criterion, "fails", fails));
        found.push(problem.help("word `fails` as what is true of the person who does not meet it"));
        return;
    }
    let about = format!("the sentence for when `{}` fails", criterion.id);
    let sentence = Sentence { key: "fails", text: fails, about, ways: ways_to_miss };
    found.extend(compare(look, criterion, &sentence, &criterion.when, &[]));
}

/// A sentence that words a condition.
struct Sentence<'c> {
    /// The key it is written at.
    key: &'static str,
    text: &'c str,
    /// What it is called in a message.
    about: String,
    /// How it may word a line.
    ways: fn(&Test) -> Option<[Said; 4]>,
}

/// What is wrong with the numbers of one sentence.
fn compare(
    look: &Look<'_>,
    criterion: &Criterion,
    sentence: &Sentence<'_>,
    when: &Condition,
    may_say: &[Said],
) -> Option<Problem> {
    let about = &sentence.about;
    let tests = when.tests();
    let said = numbers(sentence.text);
    let unsaid = tests.iter().find_map(|test| {
        let ways = (sentence.ways)(test)?;
        (!ways.iter().any(|way| said.contains(way))).then(|| (ways[0].0, test.place))
    });
    let known: Vec<Said> = tests.iter().filter_map(|test| (sentence.ways)(test)).flatten().collect();
    // Numbers in the fact's own words, such as the months it looks back, are no lines.
    let words: Vec<u32> = (tests.iter().map(|test| look.catalogue.fact(test.fact)))
        .flat_map(|fact| [&fact.name, &fact.question, &fact.help])
        .flat_map(|text| numbers(text))
        .map(|(number, _)| number)
        .collect();
    let odd = said.iter().find(|said| {
        !(known.contains(said)
            || may_say.contains(said)
            || (said.1 == Sense::Itself && words.contains(&said.0)))
    });
    let message = match (unsaid, odd) {
        (Some((line, _)), Some(said)) => format!("{about} says {}, and its condition {line}", worded(*said)),
        (Some((line, _)), None) => format!("{about} does not say {line}"),
        (None, Some(said)) => format!("{about} says {}, and its condition does not", worded(*said)),
        (None, None) => return None,
    };
    let condition =
        unsaid.map_or_else(|| tests.first().map_or(criterion.place, |test| test.place), |(_, place)| place);
    let problem = Problem::new("sentence-number", message)
        .at(place_of(look, criterion, sentence.key, sentence.text))
        .and_at(condition, "the condition");
    Some(
        problem
            .help("a sentence has the numbers of its condition, the same way round: put right what is wrong"),
    )
}

/// Where a sentence of a criterion is written.
fn place_of(look: &Look<'_>, criterion: &Criterion, key: &str, text: &str) -> Place {
    let here = |place: &Place| place.text == criterion.place.text && place.start > criterion.place.start;
    let sentences =
        look.written.iter().filter(|value| value.key() == key && value.text.as_deref() == Some(text));
    sentences.map(|value| value.place).filter(here).min().unwrap_or(criterion.place)
}

/// A number as a sentence has it.
pub(super) type Said = (u32, Sense);

/// What the words around a number make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// The number, with no word that gives it a direction.
    Itself,
    /// The number and what is more: `25 or more`, `at least 25`.
    OrMore,
    /// The number and what is less: `25 or less`, `up to 25`.
    OrLess,
    /// Only what is more: `over 24`.
    Over,
    /// Only what is less: `under 26`.
    Under,
}

pub(super) fn worded((number, sense): Said) -> String {
    match sense {
        Sense::Itself => number.to_string(),
        Sense::OrMore => format!("{number} or more"),
        Sense::OrLess => format!("{number} or less"),
        Sense::Over => format!("over {number}"),
        Sense::Under => format!("under {number}"),
    }
}

/// How a line may be worded, its own number first; none for tests without a number.
pub(super) fn ways_to_say(test: &Test) -> Option<[Said; 4]> {
    use Sense::{Itself, OrLess, OrMore, Over, Under};
    match test.accepts {
        Accepts::AtLeast(number) => {
            let below = number.saturating_sub(1);
            Some([(number, Itself), (number, OrMore), (below, Over), (below, Over)])
        }
        Accepts::AtMost(number) => {
            let above = number.saturating_add(1);
            Some([(number, Itself), (number, OrLess), (above, Under), (above, Under)])
        }
        _ => None,
    }
}

/// How what does not pass a line may be worded, its own number first.
fn ways_to_miss(test: &Test) -> Option<[Said; 4]> {
    use Sense::{Itself, OrLess, OrMore, Over, Under};
    match test.accepts {
        Accepts::AtLeast(number) => {
            let below = number.saturating_sub(1);
            Some([(number, Itself), (number, Under), (below, OrLess), (below, Itself)])
        }
        Accepts::AtMost(number) => {
            let above = number.saturating_add(1);
            Some([(number, Itself), (number, Over), (above, OrMore), (above, Itself)])
        }
        _ => None,
    }
}

/// Numbers that stand alone: those that are part of a name, such as OGRS3, are left out.
pub(super) fn numbers(text: &str) -> Vec<Said> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |(at, word): (usize, &&str)| {
        let alone = word.bytes().all(|byte| byte.is_ascii_digit());
        let number = word.parse().ok().filter(|_| alone)?;
        let (before, after) = (words.get(..at)?, words.get(at + 1..)?);
        Some((number, sense_before(before).or_else(|| sense_after(after)).unwrap_or(Sense::Itself)))
    };
    words.iter().enumerate().filter_map(number).collect()
}

/// What the words before a number make of it.
fn sense_before(words: &[&str]) -> Option<Sense> {
    let (sense, rest) = match words {
        [.., "at", "least"] => return Some(Sense::OrMore),
        // What adds up to a number is compared by the words that follow.
        [.., "add" | "adds", "up", "to"] => return None,
        [.., "at", "most"] | [.., "up", "to"] => return Some(Sense::OrLess),
        [rest @ .., "over" | "above"] | [rest @ .., "more", "than"] => (Sense::Over, rest),
        [rest @ .., "under" | "below"] | [rest @ .., "less" | "fewer", "than"] => (Sense::Under, rest),
        _ => return None,
    };
    let denied = matches!(rest, [.., "no" | "not"]);
    Some(match sense {
        Sense::Over if denied => Sense::OrLess,
        Sense::Under if denied => Sense::OrMore,
        plain => plain,
    })
}

/// What the words after a number, and after its unit, make of it.
fn sense_after(words: &[&str]) -> Option<Sense> {
    match words {
        ["or" | "and", word, ..] | [_, "or" | "and", word, ..] => match *word {
            "more" | "over" | "above" | "older" | "higher" => Some(Sense::OrMore),
            "less" | "fewer" | "under" | "below" | "younger" | "lower" => Some(Sense::OrLess),
            _ => None,
        },
        _ => None,
    }
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
        use Sense::{OrLess, OrMore, Over, Under};
        assert_eq!(
            numbers("Over 24, more than 5, at least 7, under 30, fewer than 3, up to 9"),
            [(24, Over), (5, Over), (7, OrMore), (30, Under), (3, Under), (9, OrLess)]
        );
    }

    #[test]
    fn each_number_of_a_sentence_has_its_own_direction() {
        use Sense::{OrMore, Over, Under};
        assert_eq!(numbers("The person is under 18 or over 25."), [(18, Under), (25, Over)]);
        assert_eq!(numbers("The needs add up to 5 or more."), [(5, OrMore)]);
    }

    #[test]
    fn words_after_a_number_and_its_unit_give_it_a_direction_and_not_turns_it() {
        use Sense::{Itself, OrLess, OrMore};
        assert_eq!(
            numbers("50 or less, 14 weeks or more, no more than 24 weeks, not below 8, 3 or there is none"),
            [(50, OrLess), (14, OrMore), (24, OrLess), (8, OrMore), (3, Itself)]
        );
    }
}
