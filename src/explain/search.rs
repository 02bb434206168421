//! The search for routes: repairs first, then whatever moves other offers out of the way, and the plan has the last word.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::answers::Domain;
use super::prerequisites::{Item, Prerequisite};
use super::repair::{Changed, NEVER, State};
use super::{Explainer, FactChange, Final, Goal, MOST_CHANGES, MOST_ROUTES, Route, Routes};
use crate::case::{Case, Judgement};
use crate::catalogue::{Answer, Change, FactId, OfferId};
use crate::ids::{Members, Set, ValueId};
use crate::plan::{Decision, Options, Workspace};

/// The most plans that one search makes.
const MOST_PLANS: usize = 6_000;

/// Facts with another answer, in catalogue order.
type Found = Vec<(FactId, Answer)>;

/// A search for the routes of one offer.
pub(super) struct Search<'e> {
    pub(super) explainer: &'e Explainer<'e>,
    pub(super) offer: OfferId,
    pub(super) state: State<'e>,
    pub(super) workspace: Workspace,
    /// Numbers of weeks and days at which the plans just made change what they take out.
    pub(super) weeks: Vec<u32>,
    pub(super) days: Vec<u32>,
    goal: Goal,
    judgement: &'e Judgement,
    plans: usize,
    complete: bool,
    /// Cases already looked at, with the changes of value that were still allowed.
    seen: HashMap<Vec<u64>, usize>,
    found: Vec<Found>,
    /// Offers for the same end that answers only rule out: such answers are no route.
    passed_over: BTreeSet<OfferId>,
    /// Offers for the same end that keep it out of a plan in which it passes every check.
    in_the_way: BTreeSet<OfferId>,
}

impl<'e> Search<'e> {
    pub(super) fn new(
        explainer: &'e Explainer<'e>,
        offer: OfferId,
        goal: Goal,
        case: &'e Case,
        judgement: &'e Judgement,
    ) -> Self {
        Self {
            explainer,
            offer,
            state: State::new(&explainer.planner.catalogue.vocabulary, case),
            workspace: Workspace::default(),
            weeks: Vec::new(),
            days: Vec::new(),
            goal,
            judgement,
            plans: 0,
            complete: true,
            seen: HashMap::new(),
            found: Vec::new(),
            passed_over: BTreeSet::new(),
            in_the_way: BTreeSet::new(),
        }
    }

    pub(super) fn run(mut self) -> Routes {
        let mut routes = Routes {
            goal: self.goal,
            reached: self.reaches_goal(),
            routes: Vec::new(),
            found: 0,
            complete: true,
            finals: Vec::new(),
            passed_over: Vec::new(),
        };
        if routes.reached || self.judgement.declined.contains(&self.offer) {
            return routes;
        }
        let explainer = self.explainer;
        let items = explainer.items(self.offer, self.goal, self.state.original, &self.judgement.accepted);
        if items.iter().any(|item| self.state.bound(&item.need).0 == NEVER) {
            routes.finals = items.iter().filter_map(|item| self.last_word(item)).collect();
            return routes;
        }
        self.levels(&items);
        routes.routes = self.gathered();
        routes.found = routes.routes.len();
        routes.routes.truncate(MOST_ROUTES);
        routes.complete = self.complete;
        if routes.routes.is_empty() {
            let first = if self.passed_over.is_empty() { self.in_the_way } else { self.passed_over };
            routes.passed_over = first.into_iter().collect();
        }
        routes
    }

    /// A check that no change mends, and the facts that settle it.
    fn last_word(&self, item: &Item<'_>) -> Option<Final> {
        if self.state.bound(&item.need).0 != NEVER {
            return None;
        }
        let mut facts = Vec::new();
        self.unmet_facts(&item.need, &mut facts);
        item.check.map(|check| Final { check, facts })
    }

    fn unmet_facts(&self, need: &Prerequisite, facts: &mut Vec<FactId>) {
        match need {
            Prerequisite::Leaf(leaf) => {
                if !leaf.holds(&self.state.case) && !facts.contains(&leaf.fact) {
                    facts.push(leaf.fact);
                }
            }
            Prerequisite::All(parts) => parts
                .iter()
                .filter(|part| self.state.bound(part).0 == NEVER)
                .for_each(|part| self.unmet_facts(part, facts)),
            Prerequisite::Any(parts) => parts.iter().for_each(|part| self.unmet_facts(part, facts)),
        }
    }

    /// Tries ever more changes until some number of them is enough.
    fn levels(&mut self, items: &[Item<'_>]) {
        let least = (self.state.bound_of(items) as usize).max(1);
        let mut fewest = None;
        for most in least..=MOST_CHANGES {
            let (repaired, all) = self.state.repaired(items, most);
            self.complete &= all;
            if fewest.is_none() {
                fewest = repaired.iter().map(Vec::len).min();
            }
            self.seen.clear();
            for changed in &repaired {
                self.state.become_changed(changed);
                let tries = if changed.len() <= 2 { 2 } else { 1 };
                self.explore(items, most - changed.len(), tries, None);
            }
            self.state.become_changed(&[]);
            let far_enough = fewest.is_some_and(|fewest| most >= fewest + 2);
            if !self.found.is_empty() || !self.complete || far_enough {
                return;
            }
        }
    }

    /// Makes the plan for the changed case, and where it lacks the outcome tries other answers: up to `tries` of them to
    /// facts that are changed already, then to `extra` facts more. `last` is the fact that was changed beyond the repairs.
    fn explore(&mut self, items: &[Item<'_>], extra: usize, tries: usize, last: Option<FactId>) {
        let key = self.key();
        if self.seen.get(&key).is_some_and(|before| *before > tries) {
            return;
        }
        self.seen.insert(key, tries + 1);
        if self.plans >= MOST_PLANS {
            self.complete = false;
            return;
        }
        if self.reaches_goal() {
            self.record(items);
            return;
        }
        if self.in_the_way.is_empty() {
            self.in_the_way = self.in_the_way_for_the_same_end();
        }
        let refined: Vec<FactId> = match last {
            Some(last) => (self.state.changed.iter().map(|changed| changed.fact))
                .filter(|fact| self.is_limit(*fact) || (*fact == last && self.is_list(*fact)))
                .collect(),
            None if tries > 0 => self.state.changed.iter().map(|changed| changed.fact).collect(),
            None => Vec::new(),
        };
        if refined.is_empty() && extra == 0 {
            return;
        }
        let near = self.near(extra);
        let mut changes: Vec<(FactId, Domain)> = Vec::new();
        for fact in refined {
            changes.extend(self.changes_that_matter(fact, &near).into_iter().map(|domain| (fact, domain)));
        }
        if extra > 0 {
            for (fact, _) in self.state.vocabulary.iter() {
                if !self.state.changes(fact) && self.state.can_change(fact) {
                    changes.extend(
                        self.changes_that_matter(fact, &near).into_iter().map(|domain| (fact, domain)),
                    );
                }
            }
        }
        for (fact, domain) in changes {
            let is_new = !self.state.changes(fact);
            let before = self.state.change(fact, domain);
            if items.iter().all(|item| item.need.holds(&self.state.case)) {
                match (is_new, last) {
                    (true, _) => self.explore(items, extra - 1, 0, Some(fact)),
                    (false, Some(_)) => self.explore(items, extra, 0, last),
                    (false, None) => self.explore(items, extra, tries - 1, None),
                }
            }
            self.state.take_back(before);
        }
    }

    /// The changed answers, to tell cases apart.
    fn key(&self) -> Vec<u64> {
        let mut facts: Vec<FactId> = self.state.changed.iter().map(|changed| changed.fact).collect();
        facts.sort_unstable();
        let mut key = Vec::with_capacity(facts.len() * 2);
        for fact in facts {
            key.push(fact.index() as u64);
            key.extend(self.state.case.words_of(self.state.vocabulary, fact));
        }
        key
    }

    /// Makes the plan and notes where its limits lie.
    pub(super) fn reaches_goal(&mut self) -> bool {
        self.plans += 1;
        let planner = self.explainer.planner;
        let (weeks, days) = (RefCell::new(&mut self.weeks), RefCell::new(&mut self.days));
        weeks.borrow_mut().clear();
        days.borrow_mut().clear();
        let note = |tried: &Decision| {
            weeks.borrow_mut().extend(tried.steps.iter().map(|step| planner.weeks_that_hold(step)));
            days.borrow_mut().push(tried.steps.iter().map(|step| planner.fewest_rar_days(step)).sum());
        };
        let options = Options { watch: Some(&note), ..Options::from(self.judgement) };
        let decision = planner.decide_in(&mut self.workspace, &self.state.case, &options);
        self.goal.is_reached(decision.reasons[self.offer.index()])
    }

    fn record(&mut self, items: &[Item<'_>]) {
        let vocabulary = self.state.vocabulary;
        self.record_answers(items);
        for Changed { fact, domain } in self.state.changed.clone() {
            if let Domain::Choice { values, .. } = &domain {
                let now = self.state.case.words_of(vocabulary, fact)[0];
                for value in values.iter().filter(|value| u64::from(value.0) != now) {
                    self.record_other(items, fact, value);
                }
            }
        }
    }

    /// Records another choice for one fact where it serves as well.
    fn record_other(&mut self, items: &[Item<'_>], fact: FactId, value: ValueId) {
        let other = Domain::Choice { values: Set::from_iter([value]), unavailable: false };
        let before = self.state.change(fact, other);
        let key = self.key();
        if self.seen.insert(key, usize::MAX).is_none() && self.reaches_goal() {
            self.record_answers(items);
        }
        self.state.take_back(before);
    }

    /// Notes the answers of the present state, which has the outcome, unless they only rule out another offer for the same end.
    fn record_answers(&mut self, items: &[Item<'_>]) {
        let Some(passed_over) = self.only_ruled_out(items) else { return };
        if !passed_over.is_empty() {
            self.passed_over.extend(passed_over);
            return;
        }
        let vocabulary = self.state.vocabulary;
        let mut answers: Found = (self.state.changed.iter())
            .filter_map(|changed| Some((changed.fact, self.state.case.answer(vocabulary, changed.fact)?)))
            .collect();
        answers.sort();
        if !self.found.contains(&answers) {
            self.found.push(answers);
        }
    }

    /// What was found as routes: smallest lists, nearest numbers, and answers that serve as well together.
    fn gathered(&mut self) -> Vec<Route> {
        let found = std::mem::take(&mut self.found);
        let mut kept: Vec<&Found> =
            (found.iter()).filter(|one| !found.iter().any(|other| self.is_nearer(other, one))).collect();
        kept.sort_by_cached_key(|one| self.distances(one));
        let mut routes: Vec<Route> = Vec::new();
        for one in kept {
            if !routes.iter_mut().any(|route| joined(route, one)) {
                let changes = one.iter().map(|(fact, to)| self.change(*fact, to)).collect();
                routes.push(Route { changes });
            }
        }
        routes.sort_by_cached_key(|route| {
            let kinds = || route.changes.iter().map(|change| change.kind);
            let facts: Vec<FactId> = route.changes.iter().map(|change| change.fact).collect();
            (route.changes.len(), kinds().max(), kinds().collect::<Vec<_>>(), facts)
        });
        routes
    }

    fn change(&self, fact: FactId, to: &Answer) -> FactChange {
        let vocabulary = self.state.vocabulary;
        let from = self.state.original.answer(vocabulary, fact);
        let kind = if from.is_some() { vocabulary.fact(fact).change } else { Change::Question };
        FactChange { fact, from, to: to.clone(), or: Vec::new(), kind }
    }

    /// Whether one set of answers asks for part of what another asks for, on the same facts and no other.
    fn is_nearer(&self, one: &Found, other: &Found) -> bool {
        let same_facts = one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.0 == b.0);
        same_facts
            && one != other
            && one
                .iter()
                .zip(other)
                .all(|((fact, near), (_, far))| near == far || self.is_part(*fact, near, far))
    }

    /// Whether the change to one answer is part of the change to another: fewer values of a list, or a number on the way.
    fn is_part(&self, fact: FactId, near: &Answer, far: &Answer) -> bool {
        let from = self.state.original.answer(self.state.vocabulary, fact);
        match (near, far) {
            (Answer::AnyOf(near), Answer::AnyOf(far)) => {
                let from = match &from {
                    Some(Answer::AnyOf(from)) => from.as_slice(),
                    _ => &[],
                };
                let changes = |list: &[u16], value: &u16| list.contains(value) != from.contains(value);
                let all = near.iter().chain(far).chain(from);
                all.clone().all(|value| !changes(near, value) || changes(far, value)) && near != far
            }
            (Answer::Number(near), Answer::Number(far)) => match from {
                Some(Answer::Number(from)) => (from < *near && near < far) || (from > *near && near > far),
                _ => near < far,
            },
            _ => false,
        }
    }

    /// How far each answer is from the present one, to put the nearest first.
    fn distances(&self, found: &Found) -> (Vec<u64>, Found) {
        let distance = |fact: FactId, to: &Answer| {
            let from = self.state.original.answer(self.state.vocabulary, fact);
            match (&from, to) {
                (Some(Answer::Number(from)), Answer::Number(to)) => u64::from(from.abs_diff(*to)),
                (Some(Answer::OneOf(from)), Answer::OneOf(to)) => u64::from(from.abs_diff(*to)),
                (Some(Answer::AnyOf(from)), Answer::AnyOf(to)) => {
                    let apart = from.iter().filter(|value| !to.contains(value)).count()
                        + to.iter().filter(|value| !from.contains(value)).count();
                    apart as u64
                }
                (_, Answer::AnyOf(to)) => to.len() as u64,
                (_, Answer::Unavailable) => u64::MAX,
                _ => 0,
            }
        };
        (found.iter().map(|(fact, to)| distance(*fact, to)).collect(), found.clone())
    }
}

/// Adds answers to a route that differs from them in one fact only, where that fact is the one with other answers.
fn joined(route: &mut Route, found: &Found) -> bool {
    let same_facts = route.changes.len() == found.len()
        && route.changes.iter().zip(found).all(|(change, (fact, _))| change.fact == *fact);
    if !same_facts {
        return false;
    }
    let mut differ = route.changes.iter_mut().zip(found).filter(|(change, (_, to))| change.to != *to);
    let (Some((change, (_, to))), None) = (differ.next(), differ.next()) else { return false };
    let index_of_other = !change.or.is_empty();
    let fact = change.fact;
    if !index_of_other && route.changes.iter().any(|change| change.fact != fact && !change.or.is_empty()) {
        return false;
    }
    if let Some(change) = route.changes.iter_mut().find(|change| change.fact == fact) {
        change.or.push(to.clone());
    }
    true
}
