//! Changes that may move another offer out of the way: for each fact one answer from every stretch of answers that the
//! catalogue tells apart.

use super::answers::{Domain, Takes};
use super::prerequisites::{CriterionPrerequisites, Prerequisite};
use super::search::Search;
use crate::catalogue::{Answers, FactId, OfferId};
use crate::ids::{self, Members, Set, SetRef, ValueId};
use crate::outcome::Reason;

/// A list with more values that matter than this is changed by one value at a time.
const FEW_VALUES: usize = 4;

/// What tells the values of a single choice apart: the value itself where each counts, and which tests take it.
type Signature = (Option<u64>, Vec<bool>);

impl Search<'_> {
    /// The offers that can bear on the outcome: those no check rules out, and those that `extra` changes could bring back.
    pub(super) fn near(&self, extra: usize) -> Set<OfferId> {
        ids::numbered(&self.workspace.decision().reasons)
            .filter(|(offer, reason)| **reason >= Reason::Displaced || self.within(*offer, extra))
            .map(|(offer, _)| offer)
            .collect()
    }

    /// Whether a change of so many facts could bring an offer past its checks.
    fn within(&self, offer: OfferId, extra: usize) -> bool {
        let needs = &self.explainer.needs[offer.index()];
        let state = &self.state;
        let close = |least: u32| least as usize <= extra;
        let either = |need: &Prerequisite, other: Option<&Prerequisite>| {
            let least = state.bound(need).0;
            close(other.map_or(least, |other| least.min(state.bound(other).0)))
        };
        let passable = |criterion: &CriterionPrerequisites| {
            criterion.unapproved.is_some() || either(&criterion.met, criterion.excepted.as_ref())
        };
        needs.criteria.iter().all(passable)
            && (!needs.enablers.is_empty() || close(state.bound(&needs.target).0))
            && either(&needs.vehicle, needs.no_vehicle.as_ref())
            && close(state.bound(needs.faster_or_usual.as_ref().unwrap_or(&needs.weeks)).0)
            && close(state.bound(&needs.days).0)
            && close(state.bound(&self.explainer.available(offer, self.state.original, true)).0)
    }

    /// Other answers to a fact that could make a difference to any of the offers that are near.
    pub(super) fn changes_that_matter(&self, fact: FactId, near: &Set<OfferId>) -> Vec<Domain> {
        let Some(domain) = self.state.domain(fact) else { return Vec::new() };
        let uses = &self.explainer.uses[fact.index()];
        let tests = uses.iter().filter(|used| used.offers.shares(near)).map(|used| &used.takes);
        match domain {
            Domain::Number { least, most, unavailable } => {
                let mut starts = self.lines(fact, near);
                for takes in tests {
                    if let Takes::Number { least, most, .. } = takes {
                        starts.extend([*least, most.saturating_add(1)]);
                    }
                }
                self.stretches(fact, (least, most, unavailable), starts)
            }
            Domain::Choice { values, unavailable } => {
                self.classes(fact, &values, unavailable, &tests.collect::<Vec<_>>())
            }
            Domain::List { with, without } => {
                let mut that_matter = Set::default();
                for takes in tests {
                    if let Takes::Includes(values) | Takes::Excludes(values) = takes {
                        that_matter.add(values);
                    }
                }
                self.lists(fact, &with, &without, that_matter)
            }
        }
    }

    /// Where the plan's own limits lie for a number that it reads.
    fn lines(&self, fact: FactId, near: &Set<OfferId>) -> Vec<u32> {
        let catalogue = self.explainer.planner.catalogue;
        let roles = &catalogue.policy.roles;
        let stated = || near.iter().map(|offer| &catalogue.offer(offer).delivery).filter(|d| !d.assumed);
        let mut lines = if fact == roles.weeks { self.weeks.clone() } else { Vec::new() };
        if fact == roles.weeks {
            lines.extend(stated().map(|delivery| delivery.weeks));
        }
        if fact == roles.rar_days {
            lines.extend(&self.days);
            lines.extend(stated().filter_map(|delivery| delivery.sessions));
        }
        lines
    }

    /// The stretches of a range of numbers between lines, without the one that holds the present number.
    fn stretches(
        &self,
        fact: FactId,
        (least, most, unavailable): (u32, u32, bool),
        mut starts: Vec<u32>,
    ) -> Vec<Domain> {
        starts.retain(|start| *start > least && *start <= most);
        starts.sort_unstable();
        starts.dedup();
        let now = self.state.case.number(self.state.vocabulary, fact);
        let mut stretches = Vec::new();
        let mut from = least;
        for next in starts.iter().map(|start| start - 1).chain([most]) {
            if from <= next && now.is_none_or(|now| !(from..=next).contains(&now)) {
                stretches.push(Domain::Number { least: from, most: next, unavailable: false });
            }
            from = next.saturating_add(1);
        }
        let matters = !stretches.is_empty() || !starts.is_empty();
        if unavailable && matters && (now.is_some() || !self.state.case.knows(fact)) {
            stretches.push(Domain::Number { least: 1, most: 0, unavailable: true });
        }
        if matters { stretches } else { Vec::new() }
    }

    /// Single choices in classes that no test tells apart, without the class of the present choice.
    fn classes(
        &self,
        fact: FactId,
        values: &Set<ValueId>,
        unavailable: bool,
        tests: &[&Takes],
    ) -> Vec<Domain> {
        let apart = fact == self.explainer.planner.catalogue.policy.roles.region;
        let known = self.state.case.knows(fact);
        let words = self.state.case.words_of(self.state.vocabulary, fact);
        let signature = |word: u64| -> Signature {
            (apart.then_some(word), tests.iter().map(|takes| takes.takes(&[word])).collect())
        };
        let now = known.then(|| signature(words[0]));
        let mut classes: Vec<(Signature, Set<ValueId>)> = Vec::new();
        for value in values {
            let of = signature(u64::from(value.0));
            if Some(&of) != now.as_ref() {
                match classes.iter_mut().find(|(known, _)| *known == of) {
                    Some((_, members)) => members.insert(value),
                    None => classes.push((of, Set::from_iter([value]))),
                }
            }
        }
        if tests.is_empty() && !apart {
            return Vec::new();
        }
        let choice = |values, unavailable| Domain::Choice { values, unavailable };
        let mut all: Vec<Domain> =
            classes.iter().map(|(_, members)| choice(members.clone(), false)).collect();
        let none = signature(crate::case::UNAVAILABLE);
        if unavailable && Some(&none) != now.as_ref() && classes.iter().all(|(of, _)| *of != none) {
            all.push(choice(Set::default(), true));
        }
        all
    }

    /// Lists with one more value added or taken away.
    fn lists(
        &self,
        fact: FactId,
        with: &Set<ValueId>,
        without: &Set<ValueId>,
        mut matter: Set<ValueId>,
    ) -> Vec<Domain> {
        let changed = self.state.changes(fact);
        let known = self.state.case.knows(fact);
        let words = self.state.case.words_of(self.state.vocabulary, fact);
        let is_in = |value: ValueId| known && SetRef::new(words).has(value);
        let no_access = fact == self.explainer.planner.catalogue.policy.roles.no_access;
        if no_access {
            self.out_of_the_way(changed, &mut matter);
        }
        if changed && !no_access && matter.count() > FEW_VALUES {
            return Vec::new();
        }
        let mut lists: Vec<Domain> = (matter.minus(with).minus(without).iter())
            .filter(|value| !(no_access && changed && is_in(*value)))
            .map(|value| {
                let (mut with, mut without) = (with.clone(), without.clone());
                if is_in(value) { &mut without } else { &mut with }.insert(value);
                Domain::List { with, without }
            })
            .collect();
        if !self.state.case.knows(fact) && !lists.is_empty() {
            lists.insert(0, Domain::List { with: with.clone(), without: without.clone() });
        }
        lists
    }

    /// The offers that stand in the way, or all that are in play where it is the first change of what is out of reach.
    fn out_of_the_way(&self, changed: bool, matter: &mut Set<ValueId>) {
        let planner = self.explainer.planner;
        let roles = &planner.catalogue.policy.roles;
        if !changed {
            let in_play = ids::numbered(&self.workspace.decision().reasons);
            matter.extend(in_play.filter(|(_, r)| **r >= Reason::NoTime).map(|(offer, _)| as_value(offer)));
            if self.state.case.knows(roles.no_access) {
                matter.add(SetRef::new(self.state.case.words_of(self.state.vocabulary, roles.no_access)));
            }
        } else if self.workspace.decision().because_of(self.offer).next().is_some() {
            matter.extend(self.workspace.decision().because_of(self.offer).map(as_value));
        } else {
            matter.extend(self.workspace.decision().included.iter().copied().map(as_value));
        }
        matter.remove(as_value(self.offer));
    }

    /// Whether a plan's own limit is what a fact states: where it matters shows only once the other changes are made.
    pub(super) fn is_limit(&self, fact: FactId) -> bool {
        let roles = &self.explainer.planner.catalogue.policy.roles;
        fact == roles.weeks || fact == roles.rar_days || fact == roles.no_access
    }

    /// Whether an answer to a fact is a list, which can be changed by one value after another.
    pub(super) fn is_list(&self, fact: FactId) -> bool {
        matches!(self.explainer.planner.catalogue.fact(fact).answers, Answers::AnyOf(_))
    }
}

/// An offer as a value of the fact that lists what is out of reach: loading sees that its values are the offers in their order.
pub(super) fn as_value(offer: OfferId) -> ValueId {
    ValueId(offer.0)
}
