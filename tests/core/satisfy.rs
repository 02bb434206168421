//! Finding a case for which conditions hold or fail, by its own reading of what a test accepts.

use std::collections::{BTreeMap, BTreeSet};

use goldenthread::case::Case;
use goldenthread::catalogue::{Accepts, Answer, Answers, Catalogue, Condition, Fact, FactId};
use jiff::civil::Date;

/// What is still possible for a fact.
#[derive(Clone, Debug)]
enum Possible {
    /// One of these answers.
    One(Vec<Answer>),
    /// A list with and without certain values.
    List { with: BTreeSet<u16>, without: BTreeSet<u16> },
}

type Found = BTreeMap<FactId, Possible>;

/// A condition and whether it has to hold.
pub type Goal<'g> = (&'g Condition, bool);

/// A case for which every goal comes out as wanted, or none. Facts that no goal turned on stay unknown; of several answers the
/// last is taken, which for a number is the greatest.
pub fn satisfy(catalogue: &Catalogue, day: Date, goals: &[Goal<'_>]) -> Option<Case> {
    let mut lines: BTreeMap<FactId, BTreeSet<u32>> = BTreeMap::new();
    for test in goals.iter().flat_map(|(condition, _)| condition.tests()) {
        if let Accepts::AtLeast(line) | Accepts::AtMost(line) = test.accepts {
            lines.entry(test.fact).or_default().extend([line.saturating_sub(1), line, line + 1]);
        }
    }
    let start = |id: FactId| possible(catalogue.fact(id), lines.get(&id));
    let found = solve(goals.to_vec(), BTreeMap::new(), &start)?;
    let mut case = Case::new(&catalogue.vocabulary, day);
    for (id, possible) in found {
        let answer = match possible {
            Possible::One(answers) => answers.last()?.clone(),
            Possible::List { with, .. } => Answer::AnyOf(with.into_iter().collect()),
        };
        case.set(&catalogue.vocabulary, id, &answer);
    }
    Some(case)
}

/// Every answer worth trying: for a number its ends and both sides of every line.
pub fn answers(fact: &Fact, lines: Option<&BTreeSet<u32>>) -> Vec<Answer> {
    let mut answers: Vec<Answer> = fact.unavailable.iter().map(|_| Answer::Unavailable).collect();
    match &fact.answers {
        Answers::YesNo => answers.extend([Answer::YesNo(false), Answer::YesNo(true)]),
        Answers::OneOf(values) => {
            answers.extend((0_u16..).zip(values).map(|(index, _)| Answer::OneOf(index)));
        }
        Answers::Number { minimum, maximum, .. } => {
            let mut numbers = lines.cloned().unwrap_or_default();
            numbers.extend([*minimum, *maximum]);
            answers.extend(numbers.range(minimum..=maximum).map(|number| Answer::Number(*number)));
        }
        Answers::AnyOf(_) => {}
    }
    answers
}

fn possible(fact: &Fact, lines: Option<&BTreeSet<u32>>) -> Possible {
    match &fact.answers {
        Answers::AnyOf(_) => Possible::List { with: BTreeSet::new(), without: BTreeSet::new() },
        _ => Possible::One(answers(fact, lines)),
    }
}

fn solve(mut goals: Vec<Goal<'_>>, found: Found, start: &impl Fn(FactId) -> Possible) -> Option<Found> {
    let Some((condition, wanted)) = goals.pop() else { return Some(found) };
    match condition {
        Condition::Always => wanted.then(|| solve(goals, found, start)).flatten(),
        Condition::Not(part) => {
            goals.push((part, !wanted));
            solve(goals, found, start)
        }
        Condition::All(parts) | Condition::Any(parts) => {
            if matches!(condition, Condition::All(_)) == wanted {
                goals.extend(parts.iter().map(|part| (part, wanted)));
                return solve(goals, found, start);
            }
            parts.iter().find_map(|part| {
                let mut goals = goals.clone();
                goals.push((part, wanted));
                solve(goals, found.clone(), start)
            })
        }
        Condition::Test(test) => {
            let before = found.get(&test.fact).cloned().unwrap_or_else(|| start(test.fact));
            narrowed(before, &test.accepts, wanted).into_iter().find_map(|possible| {
                let mut found = found.clone();
                found.insert(test.fact, possible);
                solve(goals.clone(), found, start)
            })
        }
    }
}

/// The ways in which what is possible can be narrowed for a test to come out as wanted.
fn narrowed(before: Possible, accepts: &Accepts, wanted: bool) -> Vec<Possible> {
    match before {
        Possible::One(mut answers) => {
            answers.retain(|answer| accepted(accepts, answer) == wanted);
            if answers.is_empty() { Vec::new() } else { vec![Possible::One(answers)] }
        }
        Possible::List { with, without } => {
            let (values, some) = match accepts {
                Accepts::Includes(values) => (values, wanted),
                Accepts::IncludesNone(values) => (values, !wanted),
                _ => return Vec::new(),
            };
            if some {
                let free = values.iter().filter(|value| !without.contains(value));
                free.map(|value| {
                    let mut with = with.clone();
                    with.insert(*value);
                    Possible::List { with, without: without.clone() }
                })
                .collect()
            } else if values.iter().any(|value| with.contains(value)) {
                Vec::new()
            } else {
                let mut without = without;
                without.extend(values);
                vec![Possible::List { with, without }]
            }
        }
    }
}

/// What a test accepts, said again: the known answer that no score exists satisfies no comparison.
pub fn accepted(accepts: &Accepts, answer: &Answer) -> bool {
    match (accepts, answer) {
        (Accepts::AtLeast(line), Answer::Number(number)) => number >= line,
        (Accepts::AtMost(line), Answer::Number(number)) => number <= line,
        (Accepts::YesNo(yes), Answer::YesNo(said)) => yes == said,
        (Accepts::Values(values), Answer::OneOf(value)) => values.contains(value),
        (Accepts::Unavailable, Answer::Unavailable) => true,
        (Accepts::Includes(values), Answer::AnyOf(listed)) => {
            values.iter().any(|value| listed.contains(value))
        }
        (Accepts::IncludesNone(values), Answer::AnyOf(listed)) => {
            !values.iter().any(|value| listed.contains(value))
        }
        _ => false,
    }
}
