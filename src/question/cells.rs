//! The answers to a fact that can make a difference: one for each cell that the catalogue's lines cut.

use crate::bits;
use crate::case::{Case, UNAVAILABLE};
use crate::catalogue::{Answers, FactId, OfferId};
use crate::matching::Line;
use crate::plan::Planner;

/// Representative answers, as a case's words, for some facts.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// In the order of the facts' ids: the fact, its answers, and whether they stand for every answer.
    all: Vec<(FactId, Vec<Vec<u64>>, bool)>,
}

/// Beyond so many values of a list, only none, each one and all of them are tried.
const MOST_SUBSETS: usize = 4;

impl Cells {
    pub(super) fn new(planner: &Planner<'_>, case: &Case, accepted: &[OfferId], facts: &[FactId]) -> Self {
        let all = facts
            .iter()
            .map(|fact| {
                let (answers, complete) = answers(planner, case, accepted, *fact);
                (*fact, answers, complete)
            })
            .collect();
        Self { all }
    }

    /// The answers to one fact, as words.
    pub(super) fn of(&self, fact: FactId) -> &[Vec<u64>] {
        self.all.iter().find(|(id, ..)| *id == fact).map_or(&[], |(_, answers, _)| answers)
    }

    /// Whether the answers to one fact stand for every answer to it.
    pub(super) fn is_complete(&self, fact: FactId) -> bool {
        self.all.iter().any(|(id, _, complete)| *id == fact && *complete)
    }
}

fn answers(planner: &Planner<'_>, case: &Case, accepted: &[OfferId], fact: FactId) -> (Vec<Vec<u64>>, bool) {
    let vocabulary = &planner.catalogue.vocabulary;
    let declared = vocabulary.fact(fact);
    let lines = planner.rules.lines(fact);
    let roles = &planner.catalogue.policy.roles;
    let (mut answers, complete) = match &declared.answers {
        Answers::YesNo => (vec![vec![0], vec![1]], true),
        Answers::OneOf(values) => ((0..values.len() as u64).map(|value| vec![value]).collect(), true),
        Answers::Number { minimum, maximum, .. } => {
            let mut starts = vec![*minimum];
            for line in lines {
                if let Line::From(number) = line {
                    starts.push(number);
                }
            }
            let budget = fact == roles.weeks || fact == roles.rar_days;
            if budget {
                starts.extend(budget_lines(planner, case, accepted));
            }
            starts.retain(|start| (minimum..=maximum).contains(&start));
            starts.sort_unstable();
            starts.dedup();
            (starts.into_iter().map(|start| vec![u64::from(start)]).collect(), !budget)
        }
        Answers::AnyOf(values) => {
            let words = declared.words();
            let mut named: Vec<usize> = lines
                .into_iter()
                .filter_map(|line| if let Line::Value(value) = line { Some(value) } else { None })
                .collect();
            if fact == roles.no_access {
                named = (0..values.len()).collect();
            }
            subsets(&named, words)
        }
    };
    if declared.unavailable.is_some() {
        answers.push(vec![UNAVAILABLE]);
    }
    (answers, complete)
}

/// Weeks and days at which what could be planned stops fitting.
fn budget_lines(planner: &Planner<'_>, case: &Case, accepted: &[OfferId]) -> Vec<u32> {
    let decision = planner.decide(case, accepted);
    let mut lines = Vec::new();
    let mut days = 0;
    for step in &decision.steps {
        days += planner.rar_days(step);
        lines.extend([step.start, step.start.saturating_sub(1), step.end, step.end.saturating_sub(1), days]);
        lines.push(days.saturating_sub(1));
    }
    for offer in &planner.catalogue.offers {
        if !offer.delivery.assumed {
            lines.push(offer.delivery.weeks);
        }
    }
    lines.push(1);
    lines
}

/// None, each value alone and all of them; every subset where the values are few, and then the answers are complete.
fn subsets(named: &[usize], words: usize) -> (Vec<Vec<u64>>, bool) {
    let of = |wanted: &dyn Fn(usize) -> bool| {
        let mut set = vec![0; words];
        for (index, value) in named.iter().enumerate() {
            if wanted(index) {
                bits::set(&mut set, *value);
            }
        }
        set
    };
    if named.len() <= MOST_SUBSETS {
        let all = (0..1_usize << named.len()).map(|mask| of(&|index| mask >> index & 1 == 1)).collect();
        return (all, true);
    }
    let mut some = vec![of(&|_| false)];
    some.extend((0..named.len()).map(|one| of(&|index| index == one)));
    some.push(of(&|_| true));
    (some, false)
}
