//! The answers to a fact that can make a difference: one for each cell that the catalogue's lines cut.

use crate::bits;
use crate::case::UNAVAILABLE;
use crate::catalogue::{Answers, Fact, FactId};
use crate::matching::Cut;
use crate::plan::{Decision, Planner};

/// Representative answers to facts, as a case's words. Made once and used again.
#[derive(Clone, Debug)]
pub(super) struct AnswersToTry {
    /// In the order of the facts: those that are the same for every case, once they were needed.
    fixed: Vec<Option<FactAnswers>>,
    /// The facts whose answers turn on the plan, with those for the last case.
    budgets: Vec<(FactId, FactAnswers)>,
    scores: Vec<Score>,
}

/// A score that may be near a line.
#[derive(Clone, Debug)]
pub(super) struct Score {
    pub(super) fact: FactId,
    margin: u32,
    /// The least number on the further side of each line.
    lines: Vec<u32>,
}

impl Score {
    /// Whether a number is near some line, on either side.
    pub(super) fn is_near_a_line(&self, number: u32) -> bool {
        self.lines.iter().any(|line| number.abs_diff(*line) <= self.margin)
    }
}

/// Answers to one fact.
#[derive(Clone, Debug, Default)]
pub(super) struct FactAnswers {
    /// The answers' words, one answer after the other.
    words: Vec<u64>,
    /// Further answers, which only what is said of scores near a line tells from those.
    near_lines: Vec<u64>,
    /// Words of one answer.
    width: usize,
    /// Whether they stand for every answer.
    pub(super) is_complete: bool,
}

/// Beyond so many values of a list, only none, each one and all of them are tried.
const MOST_SUBSETS: usize = 4;

impl FactAnswers {
    /// Each answer that a condition tells from the others, as words.
    pub(super) fn answers(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        self.words.chunks(self.width.max(1))
    }

    /// Each answer that a condition or a score near a line tells from the others, as words.
    pub(super) fn with_near_lines(&self) -> impl Iterator<Item = &[u64]> {
        self.answers().chain(self.near_lines.chunks(self.width.max(1)))
    }

    /// How many answers those are.
    pub(super) fn count_with_near_lines(&self) -> usize {
        self.with_near_lines().count()
    }
}

impl AnswersToTry {
    pub(super) fn new(planner: &Planner<'_>) -> Self {
        let roles = &planner.catalogue.policy.roles;
        let budgets = [roles.weeks, roles.rar_days].map(|fact| (fact, FactAnswers::default())).into();
        let vocabulary = &planner.catalogue.vocabulary;
        let score = |(fact, declared): (FactId, &Fact)| {
            let lines = planner.rules.cuts(fact).into_iter();
            let lines = lines.filter_map(|cut| if let Cut::From(line) = cut { Some(line) } else { None });
            Some(Score { fact, margin: declared.near?, lines: lines.collect() })
        };
        let scores = vocabulary.iter().filter_map(score).collect();
        Self { fixed: vec![None; vocabulary.len()], budgets, scores }
    }

    /// The scores that may be near a line.
    pub(super) fn scores(&self) -> &[Score] {
        &self.scores
    }

    /// Makes ready for some facts of a case, by what was decided for it.
    pub(super) fn prepare(&mut self, planner: &Planner<'_>, decision: &Decision, facts: &[FactId]) {
        for fact in facts {
            let fixed = self.fixed[fact.index()].get_or_insert_with(|| cell(planner, *fact));
            if let Some((_, cell)) = self.budgets.iter_mut().find(|(budget, _)| budget == fact) {
                cell.clone_from(fixed);
                cell.is_complete = false;
                // The answer that no number exists stays last.
                let unavailable = cell.words.pop_if(|word| *word == UNAVAILABLE);
                cell.words.extend(budget_lines(planner, decision));
                if let Answers::Number { minimum, maximum, .. } = &planner.catalogue.fact(*fact).answers {
                    let allowed = u64::from(*minimum)..=u64::from(*maximum);
                    cell.words.retain(|start| allowed.contains(start));
                }
                cell.words.sort_unstable();
                cell.words.dedup();
                cell.words.extend(unavailable);
            }
        }
    }

    /// The answers to one of the facts that were made ready.
    pub(super) fn of(&self, fact: FactId) -> &FactAnswers {
        const NONE: &FactAnswers =
            &FactAnswers { words: Vec::new(), near_lines: Vec::new(), width: 1, is_complete: false };
        let budget = self.budgets.iter().find(|(budget, _)| *budget == fact).map(|(_, cell)| cell);
        budget.or_else(|| self.fixed[fact.index()].as_ref()).unwrap_or(NONE)
    }
}

/// The answers that the conditions tell apart.
fn cell(planner: &Planner<'_>, fact: FactId) -> FactAnswers {
    let declared = planner.catalogue.fact(fact);
    let cuts = planner.rules.cuts(fact);
    let width = declared.words();
    let (mut words, is_complete) = match &declared.answers {
        Answers::YesNo => (vec![0, 1], true),
        Answers::OneOf(values) => ((0..values.len() as u64).collect(), true),
        Answers::Number { minimum, maximum, .. } => {
            let mut starts = vec![*minimum];
            let numbers = cuts.iter().filter_map(|cut| if let Cut::From(n) = cut { Some(*n) } else { None });
            starts.extend(numbers.filter(|start| (minimum..=maximum).contains(&start)));
            starts.sort_unstable();
            starts.dedup();
            (starts.into_iter().map(u64::from).collect(), true)
        }
        Answers::AnyOf(values) => {
            let mut named: Vec<usize> = cuts
                .into_iter()
                .filter_map(|cut| if let Cut::Value(value) = cut { Some(value) } else { None })
                .collect();
            if fact == planner.catalogue.policy.roles.no_access {
                named = (0..values.len()).collect();
            }
            subsets(&named, width)
        }
    };
    if declared.unavailable.is_some() {
        words.extend(std::iter::repeat_n(UNAVAILABLE, width));
    }
    let near_lines = near_lines(planner, fact, &words);
    FactAnswers { words, near_lines, width, is_complete }
}

/// Where a score begins and ceases to be near a line, apart from the numbers that are tried as it is.
fn near_lines(planner: &Planner<'_>, fact: FactId, tried: &[u64]) -> Vec<u64> {
    let declared = planner.catalogue.fact(fact);
    let (Some(margin), Answers::Number { minimum, maximum, .. }) = (declared.near, &declared.answers) else {
        return Vec::new();
    };
    let lines = planner.rules.cuts(fact).into_iter();
    let lines = lines.filter_map(|cut| if let Cut::From(line) = cut { Some(line) } else { None });
    let around = lines.flat_map(|line| line.checked_sub(margin).into_iter().chain([line + margin]));
    let allowed = around.filter(|number| (minimum..=maximum).contains(&number));
    let mut near: Vec<u64> = allowed.map(u64::from).collect();
    near.retain(|number| !tried.contains(number));
    near.sort_unstable();
    near.dedup();
    near
}

/// Weeks and days at which what could be planned stops fitting.
fn budget_lines(planner: &Planner<'_>, decision: &Decision) -> impl Iterator<Item = u64> {
    let mut days = 0;
    let steps = decision.steps.iter().flat_map(move |step| {
        days += planner.rar_days(step);
        let (start, end) = (step.start, step.end);
        [start, start.saturating_sub(1), end, end.saturating_sub(1), days, days.saturating_sub(1)]
    });
    let stated = planner.catalogue.offers.iter().filter(|offer| !offer.delivery.assumed);
    steps.chain(stated.map(|offer| offer.delivery.weeks)).chain([1]).map(u64::from)
}

/// None, each value alone and all of them; every subset where the values are few, and then the answers are complete.
fn subsets(named: &[usize], width: usize) -> (Vec<u64>, bool) {
    let mut words = Vec::new();
    let mut add = |wanted: &dyn Fn(usize) -> bool| {
        let start = words.len();
        words.resize(start + width, 0);
        let listed = named.iter().enumerate().filter(|(index, _)| wanted(*index));
        listed.for_each(|(_, value)| bits::set(&mut words[start..], *value));
    };
    let is_complete = named.len() <= MOST_SUBSETS;
    if is_complete {
        (0..1_usize << named.len()).for_each(|mask| add(&|index| mask >> index & 1 == 1));
    } else {
        add(&|_| false);
        (0..named.len()).for_each(|one| add(&|index| index == one));
        add(&|_| true);
    }
    (words, is_complete)
}
