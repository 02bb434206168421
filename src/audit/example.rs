//! A smallest person to show: as few answers as still show the point, found by running the planner.

use jiff::civil::Date;

use super::diagram::{NOBODY, Profiles};
use super::space::Space;
use crate::case::Case;
use crate::catalogue::offer::Window;
use crate::catalogue::{Answer, Availability, Catalogue, FactId, OfferId};
use crate::matching::CriterionResult;
use crate::outcome::Reason;
use crate::plan::{Decision, Options, Planner, Workspace};

/// ExampleAnswers, in the order of the facts.
pub type ExampleAnswers = Vec<(FactId, Answer)>;

impl Space {
    /// The answers that a profile gives to the facts of one of the catalogues.
    #[must_use]
    pub fn answers(&self, catalogue: &Catalogue, profile: &[usize]) -> ExampleAnswers {
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
    answers: ExampleAnswers,
    shows: impl Fn(&[(FactId, Answer)], &Case, &Decision) -> bool,
) -> ExampleAnswers {
    let mut workspace = Workspace::default();
    let mut still = |answers: &[(FactId, Answer)]| {
        let case = case(planner.catalogue, day, answers);
        let decision = planner.decide_in(&mut workspace, &case, &Options::default());
        shows(answers, &case, decision)
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

/// A smallest person of a set who can have each of these offers of one of the catalogues: its own rules are known to be met.
/// Somebody with a need for it and with time for it comes first, where the set has one.
pub fn who_can_have(
    planner: &Planner<'_>,
    space: &mut Space,
    index: usize,
    day: Date,
    offers: &[OfferId],
    who: Profiles,
    within: impl Fn(&Space, &[(FactId, Answer)], &Decision) -> bool,
) -> ExampleAnswers {
    let catalogue = planner.catalogue;
    let mut likely = who;
    for offer in offers {
        let offer = catalogue.offer(*offer);
        let mut needed = NOBODY;
        for target in &offer.targets {
            let present = space.met(index, &catalogue.target(*target).present);
            needed = space.diagram.or(needed, present);
        }
        let in_time = space.has_time(index, catalogue, offer);
        for wanted in [needed, in_time] {
            let both = space.diagram.and(likely, wanted);
            likely = if both == NOBODY { likely } else { both };
        }
    }
    let Some(profile) = space.diagram.typical(likely) else { return Vec::new() };
    let answers = space.answers(catalogue, &profile);
    let show = |may: fn(Reason) -> bool, answers: ExampleAnswers| {
        smallest(planner, day, answers, |answers, case, decision| {
            offers.iter().all(|offer| {
                may(decision.reasons[offer.index()]) && rules_hold(planner, *offer, case, decision)
            }) && within(space, answers, decision)
        })
    };
    let (whole, fewer) = (answers.len(), show(open_to, answers.clone()));
    // Where no answer can be spared the set may lack the need or the time; then it is enough that the rules are met.
    if fewer.len() < whole { fewer } else { show(not_ruled_out, answers) }
}

/// Nothing about the person is known to stand in the way of an offer.
fn open_to(reason: Reason) -> bool {
    not_ruled_out(reason) && !matches!(reason, Reason::NoNeed | Reason::NoTime | Reason::NoRarDays)
}

/// No rule of an offer itself is known to shut the person out, or waits for an answer.
fn not_ruled_out(reason: Reason) -> bool {
    use Reason::{MissingAnswers, NoVehicle, NotAvailable, NotEligible};
    !matches!(reason, NotAvailable | NotEligible | NoVehicle | MissingAnswers)
}

/// Whether every criterion is known to be met, if by exception, and the offer to be in force where the person is. An offer that
/// others displace may come out as that while answers are still missing.
fn rules_hold(planner: &Planner<'_>, offer: OfferId, case: &Case, decision: &Decision) -> bool {
    let catalogue = planner.catalogue;
    let everywhere = |windows: &[Window]| {
        windows.iter().any(|window| window.regions.is_empty() && window.holds_on(case.as_of))
    };
    let in_force = match &catalogue.offer(offer).availability {
        Availability::Windows(windows) => everywhere(windows) || case.knows(catalogue.policy.roles.region),
        Availability::Never(_) => false,
    };
    let criteria = &planner.rules.offers[offer.index()].criteria;
    in_force
        && criteria.iter().all(|id| {
            let result = decision.evaluation.result(&planner.rules, *id as usize);
            matches!(result, CriterionResult::Met | CriterionResult::Excepted)
        })
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
