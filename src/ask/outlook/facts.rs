//! Which facts the offers that are not settled still wait for.

use super::Outlook;
use super::view::View;
use crate::catalogue::{FactId, OfferId};
use crate::ids::{ConditionId, Members, Only, Set};
use crate::matching::Truth;

impl Outlook {
    /// The facts that live offers still read.
    pub(super) fn find_facts(&mut self, view: &View<'_>) {
        self.facts.clear();
        for (when, offers) in view.planner.rules.vehicles() {
            self.wait_for(*when, offers.shares(&self.open), view);
        }
        self.targets(view);
        self.beside(view);
        self.phases(view);
        self.package(view);
        view.conditions.add_missing(&view.planner.rules, &self.open, &mut self.facts);
        self.roles(view);
        self.find_cautions(view);
    }

    /// Adds the unknown facts that a condition reads, where it still matters.
    pub(super) fn wait_for(&mut self, condition: ConditionId, matters: bool, view: &View<'_>) {
        if matters {
            self.facts.add(view.conditions.waits_for(condition));
        }
    }

    /// Targets of offers whose outcome may change or whose turn matters.
    fn targets(&mut self, view: &View<'_>) {
        // An offer that is surely included, or put to judgement, still has to be ranked among those of its kind.
        self.ranked.clone_from(&self.open);
        for offer in self.live.minus(&self.open).iter() {
            let own = &view.groups.kinds[view.compiled(offer).kind.index()].own;
            if own.shares(self.live.minus(Only(offer))) {
                self.ranked.insert(offer);
            }
        }
        let evaluation = view.conditions.evaluation();
        for (target, when) in crate::ids::numbered(&view.planner.rules.targets) {
            let is_unknown = !evaluation.present.has(target) && !evaluation.absent.has(target);
            self.wait_for(*when, is_unknown && view.on(target).shares(&self.ranked), view);
        }
    }

    /// What offers may not stand beside, where that still matters.
    fn beside(&mut self, view: &View<'_>) {
        for offer in self.open.to_set().iter() {
            for rule in &view.compiled(offer).beside {
                self.wait_for(rule.applies, rule.with.shares(&self.live), view);
            }
        }
    }

    /// Phases of offers that may be in the plan.
    fn phases(&mut self, view: &View<'_>) {
        for phase in &view.groups.phases {
            let may_include = phase.offers.shares(&self.may_include);
            let together = phase.with.as_ref().is_none_or(|with| self.has_another(&phase.offers, with));
            let together =
                together && (phase.with_offers.is_empty() || phase.with_offers.shares(&self.may_include));
            let works = phase.works_on.is_none_or(|target| !view.ruled_out.has(target));
            let matters = may_include && together && works;
            self.wait_for(phase.when, matters, view);
            for target in phase.works_on.into_iter().chain(phase.unworked.iter().flatten()) {
                self.wait_for(view.planner.rules.targets[target.index()], matters, view);
            }
        }
    }

    /// Vehicles and lengths of offers that may be in the plan.
    fn package(&mut self, view: &View<'_>) {
        for (vehicles, offers) in &view.groups.vehicles {
            // What an offer is delivered under also decides whether it takes days, of which there may be too few.
            let takes_days = self.may_take_days.and(&self.open);
            let matters = offers.shares(self.may_include.or(takes_days));
            for when in vehicles {
                self.wait_for(*when, matters, view);
                if view.conditions.evaluation().truth(*when) == Truth::Met {
                    break;
                }
            }
        }
        for (when, offers) in &view.groups.lengths {
            self.wait_for(*when, offers.shares(&self.may_include), view);
        }
    }

    /// The facts that planning itself reads.
    fn roles(&mut self, view: &View<'_>) {
        let roles = &view.planner.catalogue.policy.roles;
        let waits_for = [
            (roles.region, view.checks.region_unknown.shares(&self.open)),
            (roles.no_access, !self.open.is_empty()),
            (roles.weeks, view.groups.stated.shares(&self.open) || !self.may_include.is_empty()),
            (roles.stage, view.groups.worded_by_stage.shares(&self.may_include)),
            (roles.rar_days, self.may_take_days.shares(self.open.or(&self.may_include))),
        ];
        for (fact, waits) in waits_for {
            if waits {
                self.wait_for_role(fact, view);
            }
        }
    }

    /// Adds a fact that planning itself reads, where it is unknown.
    pub(super) fn wait_for_role(&mut self, fact: FactId, view: &View<'_>) {
        if !view.case.knows(fact) {
            self.facts.insert(fact);
        }
    }

    /// Whether some offer of a set may be in the plan together with another one of a second set.
    fn has_another(&self, offers: &Set<OfferId>, others: &Set<OfferId>) -> bool {
        let (offers, others) = (offers.and(&self.may_include), others.and(&self.may_include));
        match (offers.count(), others.count()) {
            (0, _) | (_, 0) => false,
            (1, 1) => !offers.shares(others),
            _ => true,
        }
    }
}
