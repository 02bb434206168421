//! A smallest person to show: as few answers as still show the point, found by running the planner.

use jiff::civil::Date;

use super::space::Space;
use crate::case::Case;
use crate::catalogue::{Answer, Catalogue, FactId};
use crate::plan::{Decision, Planner};

/// Answers, in the order of the facts.
pub type Answers = Vec<(FactId, Answer)>;

impl Space {
    /// The answers that a profile gives to the facts of one of the catalogues.
    #[must_use]
    pub fn answers(&self, catalogue: &Catalogue, profile: &[usize]) -> Answers {
        let mut answers = Vec::new();
        for (index, fact) in self.facts.iter().enumerate() {
            let Some(own) = catalogue.vocabulary.named(&fact.key) else { continue };
            let declared = catalogue.fact(own);
            let renamed = |value: u16| {
                fact.values().get(usize::from(value)).and_then(|value| declared.value_named(&value.key))
            };
            let answer = match self.answer(index, profile) {
                Some(Answer::OneOf(value)) => renamed(value).map(Answer::OneOf),
                Some(Answer::AnyOf(values)) => {
                    let mut values: Vec<u16> = values.into_iter().filter_map(renamed).collect();
                    values.sort_unstable();
                    Some(Answer::AnyOf(values))
                }
                other => other,
            };
            answers.extend(answer.map(|answer| (own, answer)));
        }
        answers.sort_by_key(|(fact, _)| *fact);
        answers
    }
}

/// A case with these answers.
#[must_use]
pub fn case(catalogue: &Catalogue, day: Date, answers: &[(FactId, Answer)]) -> Case {
    let mut case = Case::new(&catalogue.vocabulary, day);
    for (fact, answer) in answers {
        case.set(&catalogue.vocabulary, *fact, answer);
    }
    case
}

/// The answers without those that the point can do without. What does not show the point to begin with is given back whole.
pub fn smallest(
    planner: &Planner<'_>,
    day: Date,
    answers: Answers,
    shows: impl Fn(&[(FactId, Answer)], &Case, &Decision) -> bool,
) -> Answers {
    let mut decision = Decision::default();
    let mut still = |answers: &[(FactId, Answer)]| {
        let case = case(planner.catalogue, day, answers);
        planner.decide_into(&case, &[], &mut decision);
        shows(answers, &case, &decision)
    };
    if !still(&answers) {
        return answers;
    }
    let mut left = answers;
    for at in (0..left.len()).rev() {
        let mut fewer = left.clone();
        fewer.remove(at);
        if still(&fewer) {
            left = fewer;
        }
    }
    for at in 0..left.len() {
        let Answer::AnyOf(values) = left[at].1.clone() else { continue };
        for value in values {
            let mut fewer = left.clone();
            if let Answer::AnyOf(values) = &mut fewer[at].1 {
                values.retain(|other| *other != value);
            }
            if still(&fewer) {
                left = fewer;
            }
        }
    }
    left
}

/// The answers as the flags that give them.
#[must_use]
pub fn flags(catalogue: &Catalogue, answers: &[(FactId, Answer)]) -> String {
    let each = answers.iter().map(|(fact, answer)| {
        let fact = catalogue.fact(*fact);
        format!("--{} {}", fact.key, fact.written(answer, ","))
    });
    each.collect::<Vec<_>>().join(" ")
}

/// The answers as a case has them.
#[must_use]
pub fn json(catalogue: &Catalogue, answers: &[(FactId, Answer)]) -> serde_json::Value {
    use serde_json::{Value, json};
    let each = answers.iter().map(|(fact, answer)| {
        let fact = catalogue.fact(*fact);
        let key = |value: &u16| fact.values().get(usize::from(*value)).map_or("", |v| v.key.as_str());
        let value = match answer {
            Answer::YesNo(yes) => json!(yes),
            Answer::Number(number) => json!(number),
            Answer::OneOf(value) => json!(key(value)),
            Answer::AnyOf(values) => json!(values.iter().map(key).collect::<Vec<_>>()),
            Answer::Unavailable => json!("unavailable"),
        };
        (fact.key.clone(), value)
    });
    Value::Object(each.collect())
}
