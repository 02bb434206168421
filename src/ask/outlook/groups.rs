//! Which offers the outlook of a case asks the same of, as sets: what never changes between cases.

use super::cautions::CautionGroups;
use crate::catalogue::policy::{PackageLine, PhaseRole};
use crate::catalogue::{KindId, LaneId, Offer, OfferId, PhaseId, TargetId, VehicleId};
use crate::ids::{self, ConditionId, Members, Set};
use crate::matching::{CompiledOffer, Rules};
use crate::plan::Planner;

/// The offers of a catalogue, grouped by what their outlook turns on.
#[derive(Clone, Debug)]
pub(super) struct OutlookGroups {
    /// By kind.
    pub(super) kinds: Vec<KindGroups>,
    /// Offers that the catalogue puts before all others of their kind.
    pub(super) first: Set<OfferId>,
    /// Targets that other work can make present.
    pub(super) follow_on: Set<TargetId>,
    /// Offers that another prepares for.
    pub(super) prepared: Set<OfferId>,
    /// How the possible phases of each offer relate to those of others.
    pub(super) order: Vec<PhaseOrder>,
    /// Offers that may be in a phase before the last one that prepares.
    pub(super) before_preparing: Set<OfferId>,
    /// Phases that stabilise come before those that prepare, then the main ones and those that consolidate, so that no step waits
    /// for one of a later phase but by a stated relation.
    pub(super) phases_by_role: bool,
    /// For each lane that holds one offer at a time, its offers; none for the others.
    pub(super) lanes: Vec<Set<OfferId>>,
    /// Offers that are options.
    pub(super) options: Set<OfferId>,
    /// Offers with a stated duration.
    pub(super) stated: Set<OfferId>,
    /// Offers of kinds that hold back for what stabilises and prepares, in a lane that takes one at a time, whose phase is a main
    /// one whatever the case, and that come after others by no stated relation: what leaves room for one leaves room for each.
    pub(super) simply_core: Set<OfferId>,
    /// Offers with a stated relation that they come after another.
    pub(super) following: Set<OfferId>,
    /// Offers of kinds that hold back for what stabilises and prepares.
    pub(super) waiting: Set<OfferId>,
    /// Offers that prepare for others, whatever their phase rules say.
    pub(super) preparing: Set<OfferId>,
    /// For each condition of a rule for the phases that prepare, the offers with such a rule.
    pub(super) prepare_when: Vec<(ConditionId, Set<OfferId>)>,
    /// The same for the phases that consolidate.
    pub(super) consolidate_when: Vec<(ConditionId, Set<OfferId>)>,
    /// For each condition of a vehicle that counts rehabilitation activity days, the offers with such a vehicle.
    pub(super) counting_when: Vec<(ConditionId, Set<OfferId>)>,
    /// Offers whose line of the package reads otherwise once the sentence is set.
    pub(super) worded_by_stage: Set<OfferId>,
    /// Distinct lists of conditions of vehicles, each with the offers that have it.
    pub(super) vehicles: Vec<(Box<[ConditionId]>, Set<OfferId>)>,
    /// Distinct phase rules.
    pub(super) phases: Vec<PhaseGroup>,
    /// Conditions of lengths, each with the offers that have it.
    pub(super) lengths: Vec<(ConditionId, Set<OfferId>)>,
    /// What is read of the decisive cautions.
    pub(super) cautions: CautionGroups,
}

/// How the possible phases of an offer relate to those of others.
#[derive(Clone, Debug)]
pub(super) struct PhaseOrder {
    /// Offers that may be in an earlier phase.
    pub(super) earlier: Set<OfferId>,
    /// Offers that may be in an earlier phase or the same.
    pub(super) not_later: Set<OfferId>,
}

/// What is read of a kind, as sets of offers.
#[derive(Clone, Debug)]
pub(super) struct KindGroups {
    pub(super) own: Set<OfferId>,
    /// Those of kinds that come before it.
    pub(super) earlier: Set<OfferId>,
    /// Those whose targets count as covered for it.
    pub(super) covering: Set<OfferId>,
}

/// A distinct phase rule, and the offers that have it.
#[derive(Clone, Debug)]
pub(super) struct PhaseGroup {
    pub(super) when: ConditionId,
    pub(super) works_on: Option<TargetId>,
    /// Targets of which one must be present.
    pub(super) unworked: Option<Set<TargetId>>,
    /// Those of which another must be in the plan, where the rule asks for one of a kind.
    pub(super) with: Option<Set<OfferId>>,
    /// Those of which one must be in the plan, where the rule names any.
    pub(super) with_offers: Set<OfferId>,
    /// The offers that have the rule.
    pub(super) offers: Set<OfferId>,
}

impl OutlookGroups {
    pub(super) fn new(planner: &Planner<'_>) -> Self {
        let (catalogue, rules) = (planner.catalogue, &planner.rules);
        let policy = &catalogue.policy;
        let set = |wanted: &dyn Fn(&Offer) -> bool| -> Set<OfferId> {
            ids::numbered(&catalogue.offers).filter(|(_, offer)| wanted(offer)).map(|(id, _)| id).collect()
        };
        let in_lane = |lane: LaneId| {
            let one_at_a_time = policy.lanes[lane.index()].one_at_a_time;
            set(&|offer| one_at_a_time && offer.delivery.lane == lane)
        };
        let roles = || policy.phases.iter().map(|phase| phase.role);
        let (order, before_preparing) = phase_order(planner);
        let of_kind = |kinds: &Set<KindId>| set(&|offer| kinds.has(offer.kind));
        Self {
            kinds: kind_groups(planner),
            first: set(&|offer| offer.first),
            follow_on: planner.groups.follow_on.iter().map(|(target, _)| *target).collect(),
            prepared: rules.offers.iter().flat_map(|offer| &offer.prepares_for).collect(),
            order,
            before_preparing,
            phases_by_role: roles().is_sorted_by_key(|role| role as u8),
            lanes: ids::all(policy.lanes.len()).map(in_lane).collect(),
            options: set(&|offer| offer.option),
            stated: set(&|offer| !offer.delivery.assumed),
            simply_core: simply_core(planner),
            following: set(&|offer| !offer.follows.is_empty()),
            waiting: set(&|offer| policy.sequence.waiting_kinds.contains(&offer.kind)),
            preparing: set(&|offer| !offer.prepares_for.is_empty()),
            prepare_when: in_phase(planner, PhaseRole::Prepare),
            consolidate_when: in_phase(planner, PhaseRole::Consolidate),
            counting_when: having(rules, |offer| {
                let counts = |id: VehicleId| policy.vehicles[id.index()].counts_rar_days;
                offer.vehicles.iter().filter(|(id, _)| counts(*id)).map(|(_, when)| *when).collect()
            }),
            worded_by_stage: set(&|offer| {
                let vehicles = offer.vehicle.one_of.iter().map(|(id, _)| &policy.vehicles[id.index()]);
                let mut listed = vehicles.filter(|vehicle| vehicle.package != PackageLine::None);
                listed.any(|vehicle| vehicle.proposal != vehicle.supervision)
            }),
            vehicles: having(rules, |offer| vec![offer.vehicles.iter().map(|(_, when)| *when).collect()]),
            phases: phase_groups(planner, &|kinds| of_kind(kinds)),
            lengths: {
                let lengths = ids::numbered(&rules.lengths);
                let each = lengths.flat_map(|(id, all)| all.iter().map(move |when| (*when, id)));
                grouped(each)
            },
            cautions: CautionGroups::new(planner),
        }
    }
}

fn kind_groups(planner: &Planner<'_>) -> Vec<KindGroups> {
    let offers = || ids::numbered(&planner.catalogue.offers);
    let of = |kind: KindId| KindGroups {
        own: offers().filter(|(_, offer)| offer.kind == kind).map(|(id, _)| id).collect(),
        earlier: offers().filter(|(_, offer)| offer.kind < kind).map(|(id, _)| id).collect(),
        covering: offers()
            .filter(|(_, offer)| planner.groups.covers_for[offer.kind.index()].has(kind))
            .map(|(id, _)| id)
            .collect(),
    };
    ids::all(planner.catalogue.policy.kinds.len()).map(of).collect()
}

/// Distinct phase rules, each with the offers that have it.
fn phase_groups(planner: &Planner<'_>, of_kinds: &dyn Fn(&Set<KindId>) -> Set<OfferId>) -> Vec<PhaseGroup> {
    let mut groups: Vec<PhaseGroup> = Vec::new();
    for (id, offer) in ids::numbered(&planner.rules.offers) {
        for rule in &offer.phases {
            let with = (!rule.with_included.is_empty()).then(|| of_kinds(&rule.with_included));
            let with_offers = &rule.with_offers;
            let unworked = rule.unworked.as_ref().map(|(targets, _)| targets.clone());
            let same = |p: &&mut PhaseGroup| {
                (p.when, p.works_on) == (rule.when, rule.works_on)
                    && (&p.with, &p.unworked, &p.with_offers) == (&with, &unworked, with_offers)
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.offers.insert(id),
                None => groups.push(PhaseGroup {
                    when: rule.when,
                    works_on: rule.works_on,
                    unworked,
                    with,
                    with_offers: with_offers.clone(),
                    offers: Set::from_iter([id]),
                }),
            }
        }
    }
    groups
}

/// For each condition of a rule for the phases with a role, the offers with such a rule.
fn in_phase(planner: &Planner<'_>, role: PhaseRole) -> Vec<(ConditionId, Set<OfferId>)> {
    let phases = &planner.catalogue.policy.phases;
    having(&planner.rules, |offer| {
        let rules = offer.phases.iter().filter(|rule| phases[rule.phase.index()].role == role);
        rules.map(|rule| rule.when).collect()
    })
}

/// For each offer how its possible phases relate to those of others, and the offers that may be in a phase before the last one that
/// prepares.
fn phase_order(planner: &Planner<'_>) -> (Vec<PhaseOrder>, Set<OfferId>) {
    let possible: Vec<(PhaseId, PhaseId)> =
        planner.rules.offers.iter().map(|offer| possible_phases(planner, offer)).collect();
    let starting = |wanted: &dyn Fn(PhaseId) -> bool| -> Set<OfferId> {
        ids::numbered(&possible).filter(|(_, (first, _))| wanted(*first)).map(|(id, _)| id).collect()
    };
    let phases = || ids::numbered(&planner.catalogue.policy.phases);
    let of_role = |role: PhaseRole| phases().filter(move |(_, phase)| phase.role == role).map(|(id, _)| id);
    let preparing = of_role(PhaseRole::Prepare).next_back();
    let order = possible.iter().map(|(_, last)| PhaseOrder {
        earlier: starting(&|first| first < *last),
        not_later: starting(&|first| first <= *last),
    });
    (order.collect(), starting(&|first| preparing.is_some_and(|phase| first < phase)))
}

/// The first and the last of the phases that an offer may be in, whatever the case.
fn possible_phases(planner: &Planner<'_>, offer: &CompiledOffer) -> (PhaseId, PhaseId) {
    let certain = offer.phases.iter().position(|rule| planner.rules.applies_always(rule));
    let tried = certain.map_or(offer.phases.len(), |at| at + 1);
    let mut possible: Vec<PhaseId> = offer.phases[..tried].iter().map(|rule| rule.phase).collect();
    if !offer.prepares_for.is_empty() {
        possible.push(planner.last_phase(PhaseRole::Prepare));
    }
    if certain.is_none() {
        possible.push(planner.last_phase(PhaseRole::Main));
    }
    let ends = possible.iter().min().zip(possible.iter().max());
    ends.map_or((PhaseId(0), PhaseId(0)), |(first, last)| (*first, *last))
}

/// The offers that hold back, one at a time, and turn on nothing else: see [`OutlookGroups::simply_core`].
fn simply_core(planner: &Planner<'_>) -> Set<OfferId> {
    let policy = &planner.catalogue.policy;
    let is_main = |phase: PhaseId| policy.phases[phase.index()].role == PhaseRole::Main;
    let is = |offer: &CompiledOffer| {
        let (first, last) = possible_phases(planner, offer);
        policy.sequence.waiting_kinds.contains(&offer.kind)
            && policy.lanes[offer.lane.index()].one_at_a_time
            && !offer.alongside
            && offer.after.is_empty()
            && ids::all(policy.phases.len()).filter(|phase| (first..=last).contains(phase)).all(is_main)
    };
    ids::numbered(&planner.rules.offers).filter(|(_, offer)| is(offer)).map(|(id, _)| id).collect()
}

/// For each thing that some offers have, those offers.
fn having<T: PartialEq>(rules: &Rules, things: impl Fn(&CompiledOffer) -> Vec<T>) -> Vec<(T, Set<OfferId>)> {
    grouped(
        ids::numbered(&rules.offers)
            .flat_map(|(id, offer)| things(offer).into_iter().map(move |thing| (thing, id))),
    )
}

/// Pairs of a thing and an offer that has it, grouped by the thing.
fn grouped<T: PartialEq>(pairs: impl Iterator<Item = (T, OfferId)>) -> Vec<(T, Set<OfferId>)> {
    let mut groups: Vec<(T, Set<OfferId>)> = Vec::new();
    for (thing, offer) in pairs {
        match groups.iter_mut().find(|(known, _)| *known == thing) {
            Some((_, offers)) => offers.insert(offer),
            None => groups.push((thing, Set::from_iter([offer]))),
        }
    }
    groups
}
