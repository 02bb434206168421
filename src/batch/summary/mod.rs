//! What a whole caseload comes to: what a commissioner of services reads.

mod write;

pub(crate) use write::{MOST_LINES, Shown, ShownGroup};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Decider, Row};
use crate::catalogue::{Answers, Catalogue, Criterion, FactId, OfferId};
use crate::ids::{self, Members, Set, TargetId};
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::plan::{Decision, Planner, Step};
use crate::plan::{Options, Workspace};

/// Counts below this are left out of the tables by group, unless it is asked for otherwise.
pub const LEAST_SHOWN: u64 = 5;

/// How often a need was present, and how often something in the plan works on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Need {
    present: u64,
    met: u64,
}

/// One group of people, by the answer to a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Group {
    cases: u64,
    /// Of these, cases with a need, in which the plan works on every one.
    all_met: u64,
    /// Of these, cases with a need that nothing in the plan works on.
    some_unmet: u64,
    needs: Vec<Need>,
}

/// What one criterion of one offer does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Relaxed {
    /// Cases for whom it is not met, and the offer is not open for that.
    pub(crate) excludes: u64,
    /// Of these, cases for whom the offer would be in the plan, or to be considered, if it alone were relaxed.
    pub(crate) lets_in: u64,
    /// Of these, cases for whom it would be in the plan.
    pub(crate) includes: u64,
}

impl Relaxed {
    fn add(&mut self, more: Self) {
        self.excludes += more.excludes;
        self.lets_in += more.lets_in;
        self.includes += more.includes;
    }
}

/// What an unanswered fact leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Open {
    results: u64,
    cases: u64,
}

/// What a month needs of one lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) weeks: u64,
    pub(crate) sessions: u64,
}

/// Counts over a caseload. Counts of parts add up to those of the whole, in any order.
#[derive(Clone, Debug)]
pub struct Summary<'p> {
    pub(crate) planner: &'p Planner<'p>,
    cases: u64,
    /// For each offer, how often each reason came out.
    reasons: Vec<[u64; Reason::ALL.len()]>,
    /// For each way to group, its groups; the last is for those of whom the answer is not known.
    groups: Vec<Vec<Group>>,
    /// For each offer, its criteria: those of this edition, then those that only other editions have.
    criteria: Vec<Vec<(&'p Criterion, Relaxed)>>,
    open: Vec<Open>,
    /// For each month, its lanes.
    pub(crate) months: Vec<Vec<Places>>,
    /// The month of each week from a day.
    calendar: Option<(Date, Vec<usize>)>,
    as_if: Workspace,
}

impl<'p> Summary<'p> {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        let catalogue = planner.catalogue;
        let needs = vec![Need::default(); catalogue.targets.len()];
        let group = Group { needs, ..Group::default() };
        Self {
            planner,
            cases: 0,
            reasons: vec![[0; Reason::ALL.len()]; catalogue.offers.len()],
            groups: catalogue
                .policy
                .summary
                .iter()
                .map(|by| vec![group.clone(); labels(catalogue, by.fact, &by.bands).len() + 1])
                .collect(),
            criteria: (catalogue.offers.iter())
                .map(|offer| offer.criteria.iter().map(|criterion| (criterion, Relaxed::default())).collect())
                .collect(),
            open: vec![Open::default(); catalogue.vocabulary.len()],
            months: Vec::new(),
            calendar: None,
            as_if: Workspace::default(),
        }
    }

    /// Counts one case.
    pub fn count(&mut self, row: &Row, decided: &Decider<'_>) {
        let decision = decided.decision();
        self.cases += 1;
        for (counts, reason) in self.reasons.iter_mut().zip(&decision.reasons) {
            counts[*reason as usize] += 1;
        }
        self.needs(row, decision);
        self.criteria(row, decided);
        self.open(decision);
        for step in &decision.steps {
            self.places(row.given.case.as_of, step);
        }
    }

    /// Adds what another summary of the same catalogue counted, of this edition or another.
    pub fn add(&mut self, more: &Self) {
        self.cases += more.cases;
        for (counts, more) in self.reasons.iter_mut().flatten().zip(more.reasons.iter().flatten()) {
            *counts += more;
        }
        for (group, more) in self.groups.iter_mut().flatten().zip(more.groups.iter().flatten()) {
            group.cases += more.cases;
            group.all_met += more.all_met;
            group.some_unmet += more.some_unmet;
            for (need, more) in group.needs.iter_mut().zip(&more.needs) {
                need.present += more.present;
                need.met += more.met;
            }
        }
        for (criteria, more) in self.criteria.iter_mut().zip(&more.criteria) {
            for (criterion, more) in more {
                match criteria.iter_mut().find(|(known, _)| known.id == criterion.id) {
                    Some((_, counts)) => counts.add(*more),
                    None => criteria.push((criterion, *more)),
                }
            }
        }
        for (open, more) in self.open.iter_mut().zip(&more.open) {
            open.results += more.results;
            open.cases += more.cases;
        }
        for (month, lanes) in more.months.iter().enumerate() {
            for (lane, more) in lanes.iter().enumerate() {
                if let Some(places) = self.place(month, lane) {
                    places.weeks += more.weeks;
                    places.sessions += more.sessions;
                }
            }
        }
    }

    fn needs(&mut self, row: &Row, decision: &Decision) {
        let planner = self.planner;
        let included = decision.included.iter();
        let worked_on: Set<TargetId> =
            included.flat_map(|offer| &planner.rules.offers[offer.index()].targets).collect();
        let is_reported = |target: &TargetId| planner.catalogue.target(*target).class.is_reported_unmet();
        let needs = || decision.present.iter().filter(is_reported);
        let has_unmet = needs().any(|target| !worked_on.has(target));
        let has_needs = needs().next().is_some();
        for (by, groups) in planner.catalogue.policy.summary.iter().zip(&mut self.groups) {
            let at = group_of(planner.catalogue, row, by.fact, &by.bands);
            let last = groups.len().saturating_sub(1);
            let Some(group) = groups.get_mut(at.unwrap_or(last)) else { continue };
            group.cases += 1;
            group.some_unmet += u64::from(has_unmet);
            group.all_met += u64::from(has_needs && !has_unmet);
            for target in &decision.present {
                let Some(need) = group.needs.get_mut(target.index()) else { continue };
                need.present += 1;
                need.met += u64::from(worked_on.has(target));
            }
        }
    }

    fn criteria(&mut self, row: &Row, decided: &Decider<'_>) {
        let (planner, decision) = (self.planner, decided.decision());
        for (offer, compiled) in ids::numbered::<OfferId, _>(&planner.rules.offers) {
            let index = offer.index();
            let not_met = || {
                let each = compiled.criteria.iter().enumerate();
                each.filter(|(_, criterion)| {
                    let result = decision.evaluation.result(&planner.rules, **criterion as usize);
                    result == CriterionResult::NotMet
                })
            };
            if decision.reasons.get(index) != Some(&Reason::NotEligible) {
                continue;
            }
            let Some(criteria) = self.criteria.get_mut(index) else { continue };
            for (at, _) in not_met() {
                criteria[at].1.excludes += 1;
            }
            let mut failing = not_met();
            let (Some((only, _)), None) = (failing.next(), failing.next()) else { continue };
            if !decision.failed_checks(offer).eq([Reason::NotEligible]) {
                continue;
            }
            let options = Options { as_if_eligible: Some(offer), ..Options::from(decided.judgement()) };
            match planner.decide_in(&mut self.as_if, &row.given.case, &options).reasons[index].outcome() {
                Outcome::Include => {
                    criteria[only].1.lets_in += 1;
                    criteria[only].1.includes += 1;
                }
                Outcome::Consider => criteria[only].1.lets_in += 1,
                Outcome::Undetermined | Outcome::Exclude => {}
            }
        }
    }

    fn open(&mut self, decision: &Decision) {
        let mut seen: Vec<FactId> = Vec::new();
        for (offer, reason) in ids::numbered(&decision.reasons) {
            if *reason != Reason::MissingAnswers {
                continue;
            }
            for fact in self.planner.missing(offer, decision) {
                let open = &mut self.open[fact.index()];
                open.results += 1;
                if !seen.contains(&fact) {
                    open.cases += 1;
                    seen.push(fact);
                }
            }
        }
    }

    /// Spreads a step's weeks and sessions over the months from the day of the plan.
    fn places(&mut self, day: Date, step: &Step) {
        let weeks = u64::from(step.end - step.start + 1);
        let sessions = u64::from(self.planner.sessions(step));
        for (done, week) in (step.start..=step.end).enumerate() {
            let done = done as u64;
            let month = self.month(day, week as usize - 1);
            if let Some(places) = self.place(month, step.lane.index()) {
                places.weeks += 1;
                places.sessions += sessions * (done + 1) / weeks - sessions * done / weeks;
            }
        }
    }

    fn place(&mut self, month: usize, lane: usize) -> Option<&mut Places> {
        let lanes = self.planner.catalogue.policy.lanes.len();
        if self.months.len() <= month {
            self.months.resize(month + 1, vec![Places::default(); lanes]);
        }
        self.months.get_mut(month)?.get_mut(lane)
    }

    /// The month from a day in which a week from it starts, both from 0.
    fn month(&mut self, day: Date, week: usize) -> usize {
        let (known, months) = self.calendar.get_or_insert_with(|| (day, Vec::new()));
        if *known != day {
            (*known, *months) = (day, Vec::new());
        }
        while months.len() <= week {
            let last = months.last().copied().unwrap_or(0);
            let starts =
                i64::try_from(months.len()).ok().and_then(|weeks| day.checked_add(weeks.weeks()).ok());
            let next = i64::try_from(last + 1).ok().and_then(|month| day.checked_add(month.months()).ok());
            let is_next = matches!((starts, next), (Some(starts), Some(next)) if starts >= next);
            months.push(last + usize::from(is_next));
        }
        months.get(week).copied().unwrap_or(0)
    }
}

/// The names of the groups that a fact makes.
fn labels(catalogue: &Catalogue, fact: FactId, bands: &[u32]) -> Vec<String> {
    let fact = catalogue.fact(fact);
    match &fact.answers {
        Answers::YesNo => vec!["no".to_owned(), "yes".to_owned()],
        Answers::OneOf(values) => values.iter().map(|value| value.key.clone()).collect(),
        Answers::AnyOf(_) => Vec::new(),
        Answers::Number { maximum, .. } => bands
            .iter()
            .enumerate()
            .map(|(index, from)| match bands.get(index + 1) {
                Some(next) => format!("{from} to {}", next.saturating_sub(1)),
                None => format!("{from} to {maximum}"),
            })
            .collect(),
    }
}

/// The group that a case is in, where its answer is known.
fn group_of(catalogue: &Catalogue, row: &Row, fact: FactId, bands: &[u32]) -> Option<usize> {
    let number = row.given.case.number(&catalogue.vocabulary, fact)?;
    match catalogue.fact(fact).answers {
        Answers::Number { .. } => bands.iter().rposition(|from| *from <= number),
        _ => usize::try_from(number).ok(),
    }
}
