//! A sentence must have the numbers of the condition that it words.

use super::Look;
use crate::catalogue::{Accepts, Catalogue, Criterion, Test};
use crate::problem::Problem;

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    for criterion in look.catalogue.offers.iter().flat_map(|offer| &offer.criteria) {
        criterion_says(look.catalogue, criterion, found);
    }
}

fn criterion_says(catalogue: &Catalogue, criterion: &Criterion, found: &mut Vec<Problem>) {
    let tests = criterion.when.tests();
    let said = numbers(&criterion.says);
    let place = tests.first().map_or(criterion.place, |test| test.place);
    for test in &tests {
        let Some(ways) = ways_to_say(test) else { continue };
        if !ways.iter().any(|way| said.contains(way)) {
            let message = format!("the sentence of `{}` does not say {}", criterion.id, ways[0]);
            found.push(
                Problem::new("sentence-number", message)
                    .at(test.place)
                    .and_at(criterion.place, "the criterion")
                    .help("a sentence has the numbers of its condition"),
            );
            return;
        }
    }
    let known: Vec<u32> = tests.iter().filter_map(|test| ways_to_say(test)).flatten().collect();
    // Numbers in the fact's own words, such as the months it looks back, are no lines.
    let words: Vec<u32> = (tests.iter().map(|test| catalogue.fact(test.fact)))
        .flat_map(|fact| [&fact.name, &fact.question, &fact.help])
        .flat_map(|text| numbers(text))
        .collect();
    if let Some(odd) = said.iter().find(|number| !known.contains(number) && !words.contains(number)) {
        let message = format!("the sentence of `{}` says {odd}, but its condition does not", criterion.id);
        found.push(
            Problem::new("sentence-number", message)
                .at(place)
                .and_at(criterion.place, "the criterion")
                .help("a sentence has the numbers of its condition"),
        );
    }
}

/// The numbers with which a line may be worded, the usual one first; none for tests without a number.
fn ways_to_say(test: &Test) -> Option<Vec<u32>> {
    match test.accepts {
        // "25 or more", "over 24".
        Accepts::AtLeast(number) => Some(vec![number, number.saturating_sub(1)]),
        // "up to 24", "under 25".
        Accepts::AtMost(number) => Some(vec![number, number + 1]),
        _ => None,
    }
}

/// Numbers that stand alone: those that are part of a name, such as OGRS3, are left out.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_number_that_is_part_of_a_name_is_no_line() {
        assert_eq!(numbers("The OGRS3 score is 25 or more, at 18-25 (ERG22+)."), [25, 18, 25]);
    }
}
