//! What of a catalogue the prospects read, laid out as sets of offers.

use super::super::Planner;
use crate::bits;
use crate::catalogue::policy::PhaseRole;
use crate::catalogue::{OfferId, TargetId};
use crate::matching::{CompiledOffer, NodeId, Rules};

/// A set of offers, as bits.
pub(super) type Offers = Box<[u64]>;

/// What never changes between cases.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// By kind.
    pub(super) kinds: Vec<Kind>,
    /// For each offer, those of the kinds it may not stand beside.
    pub(super) not_beside: Vec<Offers>,
    /// Offers that another prepares for.
    pub(super) prepared: Offers,
    /// How the possible phases of each offer relate to those of others.
    pub(super) order: Vec<Order>,
    /// Offers that may be in a phase before the last one that prepares.
    pub(super) before_preparing: Offers,
    /// Phases that stabilise come before those that prepare, then the main ones and those that consolidate, so that no step waits
    /// for one of a later phase but by a stated relation.
    pub(super) phases_by_role: bool,
    /// For each lane that holds one offer at a time, its offers; none for the others.
    pub(super) lanes: Vec<Offers>,
    /// Offers that are options.
    pub(super) options: Offers,
    /// Offers with a stated duration.
    pub(super) stated: Offers,
    /// Offers with stated sessions.
    pub(super) stated_sessions: Offers,
    /// Offers with a stated relation that they come after another.
    pub(super) following: Offers,
    /// Offers of kinds that hold back for what stabilises and prepares.
    pub(super) waiting: Offers,
    /// Offers that prepare for others, whatever their phase rules say.
    pub(super) preparing: Offers,
    /// For each condition of a rule for the phases that prepare, the offers with such a rule.
    pub(super) prepare_when: Vec<(NodeId, Offers)>,
    /// The same for the phases that consolidate.
    pub(super) consolidate_when: Vec<(NodeId, Offers)>,
    /// For each condition of a vehicle that counts rehabilitation activity days, the offers with such a vehicle.
    pub(super) counting_when: Vec<(NodeId, Offers)>,
    /// Distinct lists of conditions of vehicles, each with the offers that have it.
    pub(super) vehicles: Vec<(Box<[NodeId]>, Offers)>,
    /// Distinct phase rules.
    pub(super) phases: Vec<Phase>,
    /// Conditions of lengths, each with the offers that have it.
    pub(super) lengths: Vec<(NodeId, Offers)>,
}

/// How the possible phases of an offer relate to those of others.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Offers that may be in an earlier phase.
    pub(super) earlier: Offers,
    /// Offers that may be in an earlier phase or the same.
    pub(super) not_later: Offers,
    /// Whether it may be in a phase that consolidates or a later one.
    pub(super) reaches_consolidation: bool,
}

/// What is read of a kind, as sets of offers.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) own: Offers,
    /// Those of kinds that come before it.
    pub(super) earlier: Offers,
    /// Those whose targets count as covered for it.
    pub(super) covering: Offers,
}

/// What the prospects read of a phase rule.
#[derive(Clone, Debug)]
pub(super) struct Phase {
    pub(super) when: NodeId,
    pub(super) works_on: Option<TargetId>,
    /// Those of which another must be in the plan, where the rule asks for one.
    pub(super) with: Option<Offers>,
    /// The offers that have the rule.
    pub(super) offers: Offers,
}

impl Figures {
    pub(super) fn new(planner: &Planner<'_>) -> Self {
        let (catalogue, rules) = (planner.catalogue, &planner.rules);
        let covers_for = &planner.figures.covers_for;
        let all = || (0..catalogue.offers.len()).map(OfferId::from);
        let set = |wanted: &dyn Fn(OfferId) -> bool| {
            let mut set = vec![0; rules.offer_words].into_boxed_slice();
            all().filter(|id| wanted(*id)).for_each(|id| bits::set(&mut set, id.index()));
            set
        };
        let kind = |id: OfferId| catalogue.offer(id).kind.index();
        let of_kinds = |kinds: u64| set(&|id| kinds >> kind(id) & 1 == 1);
        let policy = &catalogue.policy;
        let phases_of: Vec<(usize, usize)> =
            rules.offers.iter().map(|o| possible_phases(planner, o)).collect();
        let (first, last) = (|id: OfferId| phases_of[id.index()].0, |id: OfferId| phases_of[id.index()].1);
        let roles = || policy.phases.iter().map(|phase| phase.role);
        let consolidating = roles().position(|role| role == PhaseRole::Consolidate);
        let preparing = roles().rposition(|role| role == PhaseRole::Prepare);
        let in_phase = |role: PhaseRole| {
            by_node(rules, |offer| {
                let rules = offer.phases.iter();
                rules.filter(|rule| policy.phases[rule.phase.index()].role == role).map(|r| r.when).collect()
            })
        };
        let mut vehicles: Vec<(Box<[NodeId]>, Offers)> = Vec::new();
        let mut phases: Vec<Phase> = Vec::new();
        for (index, offer) in rules.offers.iter().enumerate() {
            let list: Box<[NodeId]> = offer.vehicles.iter().map(|(_, when)| *when).collect();
            join(&mut vehicles, rules.offer_words, list, index);
            for rule in &offer.phases {
                let with = (rule.with_included != 0).then(|| of_kinds(rule.with_included));
                let same =
                    |p: &&mut Phase| p.when == rule.when && p.works_on == rule.works_on && p.with == with;
                if let Some(phase) = phases.iter_mut().find(same) {
                    bits::set(&mut phase.offers, index);
                } else {
                    let offers = set(&|id| id.index() == index);
                    phases.push(Phase { when: rule.when, works_on: rule.works_on, with, offers });
                }
            }
        }
        Self {
            kinds: (0..policy.kinds.len())
                .map(|of| Kind {
                    own: set(&|id| kind(id) == of),
                    earlier: set(&|id| kind(id) < of),
                    covering: set(&|id| covers_for[kind(id)] >> of & 1 == 1),
                })
                .collect(),
            not_beside: rules.offers.iter().map(|offer| of_kinds(offer.not_beside)).collect(),
            prepared: set(&|id| catalogue.offers.iter().any(|other| other.prepares_for.contains(&id))),
            order: all()
                .map(|offer| Order {
                    earlier: set(&|id| first(id) < last(offer)),
                    not_later: set(&|id| first(id) <= last(offer)),
                    reaches_consolidation: consolidating.is_some_and(|phase| last(offer) >= phase),
                })
                .collect(),
            before_preparing: set(&|id| preparing.is_some_and(|phase| first(id) < phase)),
            phases_by_role: roles().is_sorted_by_key(|role| role as u8),
            lanes: (policy.lanes.iter().enumerate())
                .map(|(lane, declared)| {
                    set(&|id| declared.one_at_a_time && catalogue.offer(id).delivery.lane.index() == lane)
                })
                .collect(),
            options: set(&|id| catalogue.offer(id).option),
            stated: set(&|id| !catalogue.offer(id).delivery.assumed),
            stated_sessions: set(&|id| {
                let delivery = &catalogue.offer(id).delivery;
                !delivery.assumed && delivery.sessions.is_some_and(|sessions| sessions > 0)
            }),
            following: set(&|id| !catalogue.offer(id).follows.is_empty()),
            waiting: set(&|id| policy.sequence.waiting_kinds.contains(&catalogue.offer(id).kind)),
            preparing: set(&|id| !catalogue.offer(id).prepares_for.is_empty()),
            prepare_when: in_phase(PhaseRole::Prepare),
            consolidate_when: in_phase(PhaseRole::Consolidate),
            counting_when: by_node(rules, |offer| {
                let vehicles = offer.vehicles.iter();
                let counts = |id: crate::catalogue::VehicleId| policy.vehicles[id.index()].counts_rar_days;
                vehicles.filter(|(id, _)| counts(*id)).map(|(_, when)| *when).collect()
            }),
            vehicles,
            phases,
            lengths: {
                let mut lengths = Vec::new();
                for (index, conditions) in rules.lengths.iter().enumerate() {
                    conditions.iter().for_each(|when| join(&mut lengths, rules.offer_words, *when, index));
                }
                lengths
            },
        }
    }
}

/// The first and the last of the phases that an offer may be in, whatever the case: see [`Planner::phase`].
fn possible_phases(planner: &Planner<'_>, offer: &CompiledOffer) -> (usize, usize) {
    let of_role =
        |role: PhaseRole| planner.catalogue.policy.phases.iter().rposition(|phase| phase.role == role);
    let certain = offer.phases.iter().position(|rule| planner.rules.applies_always(rule));
    let tried = certain.map_or(offer.phases.len(), |at| at + 1);
    let by_rule = offer.phases[..tried].iter().map(|rule| rule.phase.index());
    let prepares = offer.prepares_for.iter().any(|word| *word != 0).then(|| of_role(PhaseRole::Prepare));
    let otherwise = certain.is_none().then(|| of_role(PhaseRole::Main));
    let others = prepares.into_iter().chain(otherwise).map(|phase| phase.unwrap_or(0));
    by_rule.chain(others).fold((usize::MAX, 0), |(first, last), phase| (first.min(phase), last.max(phase)))
}

/// For each condition that some offers have, those offers.
fn by_node(rules: &Rules, conditions: impl Fn(&CompiledOffer) -> Vec<NodeId>) -> Vec<(NodeId, Offers)> {
    let mut nodes = Vec::new();
    for (index, offer) in rules.offers.iter().enumerate() {
        conditions(offer).into_iter().for_each(|node| join(&mut nodes, rules.offer_words, node, index));
    }
    nodes
}

/// Adds an offer to the set of those that have something.
fn join<T: PartialEq>(sets: &mut Vec<(T, Offers)>, words: usize, what: T, offer: usize) {
    let at = sets.iter().position(|(known, _)| *known == what).unwrap_or_else(|| {
        sets.push((what, vec![0; words].into_boxed_slice()));
        sets.len() - 1
    });
    bits::set(&mut sets[at].1, offer);
}
