//! Which facts may still bring up a decisive caution, or take one away.

use std::collections::BTreeSet;

use super::Outlook;
use super::view::View;
use crate::catalogue::policy::{Among, CautionAbout, Planned, Weight};
use crate::catalogue::{Availability, Caution, FactId, Offer, OfferId, TargetId};
use crate::ids::{self, ConditionId, Members, Set};
use crate::outcome::Outcome;
use crate::plan::Planner;

/// What is read of the decisive cautions: what never changes between cases.
#[derive(Clone, Debug, Default)]
pub(super) struct CautionGroups {
    cautions: Vec<DecisiveCaution>,
    /// Offers that are confirmed in some regions apart from others.
    confirmed_by_region: Set<OfferId>,
    /// Facts that are asked about whatever they change.
    always_asked: Set<FactId>,
}

/// One decisive caution.
#[derive(Clone, Debug)]
struct DecisiveCaution {
    when: ConditionId,
    /// It points at answers that contradict each other, and at nothing else.
    contradiction: bool,
    names_week: bool,
    about: About,
    /// The offers of which one in the plan would keep it away, and the targets it would have to work on.
    unplanned: Option<Chosen>,
}

/// Offers that fit a choice as far as the case has no say in it, and the targets of which one has to be present.
#[derive(Clone, Debug, Default)]
struct Chosen {
    offers: Set<OfferId>,
    targets: Set<TargetId>,
}

#[derive(Clone, Debug)]
enum About {
    Case,
    /// So many of these offers in the plan.
    InPlan(Chosen, usize),
    /// So many of these offers in the plan or left to judgement.
    Considered(Chosen, usize),
    /// These offers with a reason for which they are left out of the plan.
    RuledOut(Chosen),
    OldSources,
}

impl CautionGroups {
    pub(super) fn new(planner: &Planner<'_>) -> Self {
        let (catalogue, rules) = (planner.catalogue, &planner.rules);
        let decisive = || catalogue.cautions.iter().filter(|caution| caution.weight == Weight::Decisive);
        // What keeps a decisive caution away counts as one.
        let instead: BTreeSet<usize> = decisive().flat_map(|caution| caution.unless_given.clone()).collect();
        let counts =
            |at: usize, caution: &Caution| caution.weight == Weight::Decisive || instead.contains(&at);
        let counted = catalogue.cautions.iter().zip(&rules.cautions).enumerate();
        let counted = counted.filter(|(at, (caution, _))| counts(*at, caution)).map(|(_, both)| both);
        let vocabulary = catalogue.vocabulary.iter();
        Self {
            cautions: counted.map(|(caution, when)| DecisiveCaution::new(planner, caution, *when)).collect(),
            confirmed_by_region: ids::numbered(&catalogue.offers)
                .filter(|(_, offer)| is_confirmed_by_region(offer))
                .map(|(id, _)| id)
                .collect(),
            always_asked: vocabulary
                .filter(|(id, fact)| fact.always_asked && !rules.cuts(*id).is_empty())
                .map(|(id, _)| id)
                .collect(),
        }
    }
}

impl DecisiveCaution {
    fn new(planner: &Planner<'_>, caution: &Caution, when: ConditionId) -> Self {
        let about = match &caution.about {
            // What is said of scores near a line turns on the scores that are known, and on the plan.
            CautionAbout::Case | CautionAbout::NearLine => About::Case,
            CautionAbout::Planned(rule) => About::of(planner, rule),
            CautionAbout::OldSources => About::OldSources,
            CautionAbout::AssumedDuration
            | CautionAbout::Arrange
            | CautionAbout::Faster
            | CautionAbout::Overrun => About::InPlan(chosen(planner, &Among::default()), 1),
        };
        Self {
            when,
            contradiction: caution.contradiction,
            names_week: caution.says.contains("{week}"),
            about,
            unplanned: caution.unplanned.as_ref().map(|among| chosen(planner, among)),
        }
    }
}

impl About {
    fn of(planner: &Planner<'_>, rule: &Planned) -> Self {
        let (chosen, least) = (chosen(planner, &rule.among), rule.at_least as usize);
        if rule.reasons.iter().any(|reason| reason.outcome() == Outcome::Exclude) {
            Self::RuledOut(chosen)
        } else if rule.considered || !rule.reasons.is_empty() {
            Self::Considered(chosen, least)
        } else {
            Self::InPlan(chosen, least)
        }
    }
}

fn chosen(planner: &Planner<'_>, among: &Among) -> Chosen {
    let fits = |id: OfferId, offer: &Offer| {
        (among.kinds.is_empty() || among.kinds.contains(&offer.kind))
            && (among.offers.is_empty() || among.offers.contains(&id))
            && (among.targets.is_empty() || among.targets.iter().any(|target| offer.targets.contains(target)))
    };
    let offers = ids::numbered(&planner.catalogue.offers).filter(|(id, offer)| fits(*id, offer));
    Chosen { offers: offers.map(|(id, _)| id).collect(), targets: among.targets.iter().copied().collect() }
}

fn is_confirmed_by_region(offer: &Offer) -> bool {
    let Availability::Windows(windows) = &offer.availability else { return false };
    windows.iter().any(|window| window.confirmed && !window.regions.is_empty())
}

impl Outlook {
    /// The facts that decisive cautions still wait for, and those that are always asked about.
    pub(super) fn find_cautions(&mut self, view: &View<'_>) {
        let groups = &view.groups.cautions;
        self.contradicting.clear();
        self.facts.add(groups.always_asked.minus(view.case.known()));
        for caution in groups.cautions.iter().filter(|caution| view.may_hold(caution.when)) {
            if !self.may_be_set_off(&caution.about, view) {
                continue;
            }
            if let Some(unplanned) = &caution.unplanned {
                self.targets_of(unplanned, unplanned.offers.and(&self.may_include).to_set(), view);
            }
            if caution.names_week {
                self.wait_for_role(view.planner.catalogue.policy.roles.weeks, view);
            }
            let waits = view.conditions.waits_for(caution.when);
            if caution.contradiction { self.contradicting.add(waits) } else { self.facts.add(waits) }
        }
        self.contradicting.take_out(&self.facts);
    }

    /// Whether something may be there that sets a caution off, and what else that waits for.
    fn may_be_set_off(&mut self, about: &About, view: &View<'_>) -> bool {
        let groups = &view.groups.cautions;
        match about {
            About::Case => true,
            About::InPlan(chosen, least) => {
                let offers = chosen.offers.and(&self.may_include).to_set();
                offers.count() >= *least && self.targets_of(chosen, offers, view)
            }
            About::Considered(chosen, least) => {
                let offers = chosen.offers.and(&self.live).to_set();
                offers.count() >= *least && self.targets_of(chosen, offers, view)
            }
            About::RuledOut(chosen) => {
                self.all_of(&chosen.offers, view);
                self.targets_of(chosen, chosen.offers.clone(), view)
            }
            About::OldSources => {
                if groups.confirmed_by_region.shares(&self.may_include) {
                    self.wait_for_role(view.planner.catalogue.policy.roles.region, view);
                }
                !self.may_include.is_empty()
            }
        }
    }

    /// Adds what it waits for which of the targets that a choice asks for are present. It is in question by itself.
    fn targets_of(&mut self, chosen: &Chosen, offers: Set<OfferId>, view: &View<'_>) -> bool {
        for target in &chosen.targets {
            let matters = view.on(target).shares(&offers);
            self.wait_for(view.planner.rules.targets[target.index()], matters, view);
        }
        true
    }

    /// Adds everything that the reason turns on for which some offers are ruled out.
    fn all_of(&mut self, offers: &Set<OfferId>, view: &View<'_>) {
        let rules = &view.planner.rules;
        view.conditions.add_missing(rules, offers, &mut self.facts);
        for (when, having) in rules.vehicles() {
            self.wait_for(*when, having.shares(offers), view);
        }
        for (target, when) in ids::numbered(&rules.targets) {
            self.wait_for(*when, view.on(target).shares(offers), view);
        }
        let roles = &view.planner.catalogue.policy.roles;
        for fact in [roles.region, roles.no_access, roles.weeks, roles.rar_days] {
            self.wait_for_role(fact, view);
        }
    }
}
