//! The catalogue's conditions, each distinct one once, in an order in which parts come before wholes.

use std::collections::HashMap;

use super::lanes::Lanes;
use super::node::{Builder, Check, Node, NodeId};
use super::tables::Tables;
use crate::bits;
use crate::catalogue::offer::PhaseRule;
use crate::catalogue::{Catalogue, FactId, KindId, LaneId, Offer, OfferId, PhaseId, TargetId};

/// A distinct pair of a condition and what can stand in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CompiledCriterion {
    /// The condition.
    pub when: NodeId,
    /// The exception's condition.
    pub exception: Option<NodeId>,
}

/// A phase rule, compiled for one offer.
#[derive(Clone, Debug)]
pub struct CompiledPhaseRule {
    /// The phase it gives.
    pub phase: PhaseId,
    /// The target that must be present.
    pub works_on: Option<TargetId>,
    /// The condition that must be known to hold.
    pub when: NodeId,
    /// Kinds of which another offer must be in the plan: bit `n` stands for kind `n`.
    pub with_included: u64,
    /// Kinds of which none may be in the plan.
    pub without_included: u64,
}

/// A line that a condition draws through a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// This number and greater ones can answer differently from lesser ones.
    From(u32),
    /// A test names this value.
    Value(usize),
}

/// What the matcher needs of one offer.
#[derive(Clone, Debug)]
pub struct CompiledOffer {
    /// Its kind.
    pub kind: KindId,
    /// Its targets: bit `n` stands for target `n`.
    pub targets: u128,
    /// Its criteria, in the order of the catalogue, as indexes into [`Rules::criteria`].
    pub criteria: Box<[u32]>,
    /// When it has a vehicle.
    pub vehicle: NodeId,
    /// Which vehicle: the first whose condition is not known to fail.
    pub vehicles: Box<[(crate::catalogue::VehicleId, NodeId)]>,
    /// The rules for its phase, in order.
    pub phases: Box<[CompiledPhaseRule]>,
    /// The kinds it may not stand beside.
    pub not_beside: u64,
    /// The offers that it must come after by a stated relation, as bits: those it follows, and those that prepare for it.
    pub after: Box<[u64]>,
    /// The offers that it prepares for, as bits.
    pub prepares_for: Box<[u64]>,
    /// Whether it states offers that it follows.
    pub follows: bool,
    /// Whether it may stand beside others in a lane that takes one at a time.
    pub alongside: bool,
    /// Whether it is in the plan only if the practitioner accepts it.
    pub option: bool,
    /// The weeks it takes.
    pub weeks: u32,
    /// Whether no source states how long it takes.
    pub assumed: bool,
    /// The lane it is delivered in.
    pub lane: LaneId,
}

/// A catalogue in the form that is evaluated.
#[derive(Clone, Debug)]
pub struct Rules {
    pub(super) nodes: Vec<Node>,
    /// The nodes again, laid out for evaluation.
    pub(super) tables: Tables,
    pub(super) lanes: Lanes,
    /// Distinct criteria.
    pub criteria: Vec<CompiledCriterion>,
    /// The conditions of criteria, as bits, and for each condition the criteria that have it.
    pub(super) criterion_nodes: Vec<u64>,
    criteria_of_node: Vec<Box<[u32]>>,
    /// For each distinct criterion the offers that have it, as bits, `offer_words` words each.
    pub(super) criterion_offers: Vec<u64>,
    /// For each target, when it is present.
    pub targets: Vec<NodeId>,
    /// For each target the offers that work on it, as bits, `offer_words` words each.
    pub(super) target_offers: Vec<u64>,
    /// Distinct vehicle conditions, each followed by the offers that have it.
    pub(super) vehicles: Vec<(NodeId, Box<[u64]>)>,
    /// Offers.
    pub offers: Vec<CompiledOffer>,
    /// Words in a set of offers.
    pub offer_words: usize,
    /// For each caution, when it is given.
    pub cautions: Vec<NodeId>,
    /// For each offer, when its delivery has each of its lengths.
    pub lengths: Vec<Box<[NodeId]>>,
    /// For each offer the facts that its criteria, vehicle and targets read, as bits.
    offer_facts: Vec<Box<[u64]>>,
}

/// Kinds as bits: loading refuses more than 64.
fn kind_bits(kinds: &[KindId]) -> u64 {
    kinds.iter().fold(0, |bits, kind| bits | 1 << kind.index())
}

/// Offers as bits.
fn offer_bits(offers: &[OfferId], words: usize) -> Box<[u64]> {
    let mut set = vec![0; words];
    offers.iter().for_each(|offer| bits::set(&mut set, offer.index()));
    set.into_boxed_slice()
}

impl Rules {
    /// Compiles a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut builder = Builder::new(catalogue);
        let offer_words = bits::words_for(catalogue.offers.len());
        let mut criteria: Vec<CompiledCriterion> = Vec::new();
        let mut criterion_ids: HashMap<CompiledCriterion, u32> = HashMap::new();
        let mut criterion_offers: Vec<u64> = Vec::new();
        let mut vehicles: Vec<(NodeId, Box<[u64]>)> = Vec::new();
        let mut offers = Vec::with_capacity(catalogue.offers.len());
        for (index, offer) in catalogue.offers.iter().enumerate() {
            let mut own = Vec::with_capacity(offer.criteria.len());
            for criterion in &offer.criteria {
                let compiled = CompiledCriterion {
                    when: builder.condition(&criterion.when),
                    exception: criterion.exception.as_ref().map(|e| builder.condition(&e.when)),
                };
                let id = *criterion_ids.entry(compiled).or_insert_with(|| {
                    criteria.push(compiled);
                    criterion_offers.resize(criteria.len() * offer_words, 0);
                    (criteria.len() - 1) as u32
                });
                let start = id as usize * offer_words;
                bits::set(&mut criterion_offers[start..start + offer_words], index);
                own.push(id);
            }
            let vehicle = builder.condition(&offer.vehicle.when);
            let at = vehicles.iter().position(|(node, _)| *node == vehicle).unwrap_or_else(|| {
                vehicles.push((vehicle, vec![0; offer_words].into_boxed_slice()));
                vehicles.len() - 1
            });
            bits::set(&mut vehicles[at].1, index);
            offers.push(CompiledOffer {
                kind: offer.kind,
                targets: offer.targets.iter().fold(0, |bits, target| bits | 1 << target.index()),
                criteria: own.into_boxed_slice(),
                vehicle,
                vehicles: (offer.vehicle.one_of.iter())
                    .map(|(vehicle, when)| (*vehicle, builder.condition(when)))
                    .collect(),
                phases: phase_rules(catalogue, OfferId::from(index), &mut builder),
                not_beside: offer.not_beside.iter().fold(0, |bits, rule| bits | kind_bits(&rule.kinds)),
                after: offer_bits(&offer.follows, offer_words),
                prepares_for: offer_bits(&offer.prepares_for, offer_words),
                follows: !offer.follows.is_empty(),
                alongside: offer.alongside,
                option: offer.option,
                weeks: offer.delivery.weeks,
                assumed: offer.delivery.assumed,
                lane: offer.delivery.lane,
            });
        }
        for (index, offer) in catalogue.offers.iter().enumerate() {
            for prepared in &offer.prepares_for {
                bits::set(&mut offers[prepared.index()].after, index);
            }
        }
        let mut target_offers = vec![0; catalogue.targets.len() * offer_words];
        for (index, offer) in catalogue.offers.iter().enumerate() {
            for target in &offer.targets {
                let start = target.index() * offer_words;
                bits::set(&mut target_offers[start..start + offer_words], index);
            }
        }
        let targets = catalogue.targets.iter().map(|t| builder.condition(&t.present)).collect();
        let cautions = catalogue.cautions.iter().map(|c| builder.condition(&c.when)).collect();
        let lengths = (catalogue.offers.iter())
            .map(|o| o.delivery.lengths.iter().map(|l| builder.condition(&l.when)).collect())
            .collect();
        let (criterion_nodes, criteria_of_node) = by_node(&criteria, builder.nodes.len());
        Self {
            criterion_nodes,
            criteria_of_node,
            tables: Tables::new(&builder.nodes, &catalogue.vocabulary),
            lanes: Lanes::new(&builder.nodes),
            nodes: builder.nodes,
            criteria,
            criterion_offers,
            targets,
            target_offers,
            vehicles,
            offers,
            offer_words,
            cautions,
            lengths,
            offer_facts: catalogue.offers.iter().map(|offer| offer_facts(catalogue, offer)).collect(),
        }
    }

    /// The lines that conditions draw through a fact: every number from which a test answers differently, and every value that
    /// a test names.
    #[must_use]
    pub fn lines(&self, of: FactId) -> Vec<Line> {
        let mut lines = Vec::new();
        for node in &self.nodes {
            let Node::Test { fact, check, .. } = node else { continue };
            if *fact != of {
                continue;
            }
            let number = |number: u64| Line::From(u32::try_from(number).unwrap_or(u32::MAX));
            match check {
                Check::AtLeast(least) => lines.push(number(*least)),
                Check::AtMost(most) => lines.push(number(most + 1)),
                Check::OneOf(mask) | Check::Includes(mask) | Check::IncludesNone(mask) => {
                    lines.extend(bits::ones(mask).map(Line::Value));
                }
                Check::Unavailable => {}
            }
        }
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// The facts that an offer's criteria, vehicle and targets read, as bits.
    #[must_use]
    pub fn facts_of(&self, offer: usize) -> Option<&[u64]> {
        self.offer_facts.get(offer).map(|facts| &facts[..])
    }

    /// Whether a phase rule applies to its offer whatever the case and the plan.
    pub(crate) fn applies_always(&self, rule: &CompiledPhaseRule) -> bool {
        let CompiledPhaseRule { works_on, when, with_included, without_included, .. } = rule;
        matches!(self.nodes[when.index()], Node::Always)
            && (*works_on, *with_included, *without_included) == (None, 0, 0)
    }

    /// How many distinct conditions there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Distinct vehicle conditions, each with the offers that have it, as bits.
    #[must_use]
    pub fn vehicles(&self) -> &[(NodeId, Box<[u64]>)] {
        &self.vehicles
    }

    /// The offers that work on a target, as bits.
    #[must_use]
    pub fn offers_on(&self, target: TargetId) -> &[u64] {
        let start = target.index() * self.offer_words;
        &self.target_offers[start..start + self.offer_words]
    }

    /// The distinct criteria with a condition, by the condition's place among the nodes.
    pub(super) fn criteria_on(&self, node: usize) -> &[u32] {
        &self.criteria_of_node[node]
    }

    /// The offers that have a distinct criterion, as bits.
    #[must_use]
    pub fn offers_with(&self, criterion: usize) -> &[u64] {
        let start = criterion * self.offer_words;
        &self.criterion_offers[start..start + self.offer_words]
    }
}

/// The conditions of criteria as bits, and for each node the criteria whose condition it is.
fn by_node(criteria: &[CompiledCriterion], nodes: usize) -> (Vec<u64>, Vec<Box<[u32]>>) {
    let mut set = vec![0; bits::words_for(nodes)];
    let mut of_node: Vec<Vec<u32>> = vec![Vec::new(); nodes];
    for (index, criterion) in (0_u32..).zip(criteria) {
        bits::set(&mut set, criterion.when.index());
        of_node[criterion.when.index()].push(index);
    }
    (set, of_node.into_iter().map(Vec::into_boxed_slice).collect())
}

/// The facts that an offer's criteria, vehicle and targets read, as bits.
fn offer_facts(catalogue: &Catalogue, offer: &Offer) -> Box<[u64]> {
    let mut facts = offer.facts();
    for target in &offer.targets {
        catalogue.target(*target).present.facts_into(&mut facts);
    }
    let mut set = vec![0; bits::words_for(catalogue.vocabulary.len())];
    facts.iter().for_each(|fact| bits::set(&mut set, fact.index()));
    set.into_boxed_slice()
}

fn phase_rule(builder: &mut Builder<'_>, rule: &PhaseRule) -> CompiledPhaseRule {
    CompiledPhaseRule {
        phase: rule.phase,
        works_on: rule.works_on,
        when: builder.condition(&rule.when),
        with_included: kind_bits(&rule.with_included),
        without_included: kind_bits(&rule.without_included),
    }
}

/// The rules for one offer's phase: its own, then the policy's in the order of the phases.
fn phase_rules(catalogue: &Catalogue, id: OfferId, builder: &mut Builder<'_>) -> Box<[CompiledPhaseRule]> {
    let offer = catalogue.offer(id);
    let policy = catalogue.policy.phases.iter().flat_map(|phase| &phase.rules);
    offer
        .phases
        .iter()
        .chain(policy)
        .filter(|rule| rule.kinds.is_empty() || rule.kinds.contains(&offer.kind))
        .filter(|rule| rule.works_on.is_none_or(|target| offer.targets.contains(&target)))
        .map(|rule| phase_rule(builder, rule))
        .collect()
}
