//! The catalogue's conditions, each distinct one once, in an order in which parts come before wholes.

use std::collections::HashMap;

use super::block_compounds::BlockCompounds;
use super::compiled::{
    Builder, Check, CompiledBeside, CompiledCondition, CompiledCriterion, CompiledPhaseRule,
};
use super::tables::Tables;
use crate::catalogue::offer::{Criterion, Delivery, NotBeside, PhaseRule};
use crate::catalogue::{Catalogue, Condition, FactId, KindId, LaneId, Offer, OfferId, TargetId};
use crate::ids::{self, ConditionId, Members, Set};

/// Where a condition cuts the answers to a fact in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
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
    /// Its targets.
    pub targets: Set<TargetId>,
    /// Its criteria, in the order of the catalogue, as indexes into [`Rules::criteria`].
    pub criteria: Box<[u32]>,
    /// When it has a vehicle.
    pub vehicle: ConditionId,
    /// Which vehicle: the first whose condition is not known to fail.
    pub vehicles: Box<[(crate::catalogue::VehicleId, ConditionId)]>,
    /// The rules for its phase, in order.
    pub phases: Box<[CompiledPhaseRule]>,
    /// What it may not stand beside.
    pub beside: Box<[CompiledBeside]>,
    /// The offers that it must come after by a stated relation: those it follows, and those that prepare for it.
    pub after: Set<OfferId>,
    /// The offers that it prepares for.
    pub prepares_for: Set<OfferId>,
    /// Whether it states offers that it follows.
    pub follows: bool,
    /// Whether it may stand beside others in a lane that takes one at a time.
    pub alongside: bool,
    /// Whether its turn comes before every other of its kind, where nothing about it is open.
    pub first: bool,
    /// Whether it is in the plan only if the practitioner accepts it.
    pub option: bool,
    /// The weeks it takes.
    pub weeks: u32,
    /// Whether no source states how long it takes.
    pub assumed: bool,
    /// The fewest weeks that an assumed delivery is shortened to.
    pub fewest_weeks: u32,
    /// The fewest weeks of a faster delivery, which is a judgement.
    pub faster: Option<u32>,
    /// Whether it lasts as long as the sentence.
    pub whole_sentence: bool,
    /// The lane it is delivered in.
    pub lane: LaneId,
}

impl CompiledOffer {
    /// The weeks of it that have to fit: all of them, or the first where no source states how many it takes.
    #[must_use]
    pub fn weeks_to_fit(&self) -> u32 {
        if self.assumed { 1 } else { self.weeks }
    }
}

/// A catalogue in the form that is evaluated.
#[derive(Clone, Debug)]
pub struct Rules {
    pub(super) conditions: Vec<CompiledCondition>,
    /// The conditions again, laid out for one case and for a block of cases.
    pub(super) tables: Tables,
    pub(super) block_compounds: BlockCompounds,
    /// Distinct criteria.
    pub criteria: Vec<CompiledCriterion>,
    /// Every condition.
    pub(super) every_condition: Set<ConditionId>,
    /// The conditions of criteria, and for each condition the criteria that have it.
    pub(super) criterion_conditions: Set<ConditionId>,
    criteria_of_condition: Vec<Box<[u32]>>,
    /// For each distinct criterion the offers that have it.
    criterion_offers: Vec<Set<OfferId>>,
    /// For each target, when it is present.
    pub targets: Vec<ConditionId>,
    /// For each target the offers that work on it.
    target_offers: Vec<Set<OfferId>>,
    /// Distinct vehicle conditions, each followed by the offers that have it.
    vehicles: Vec<(ConditionId, Set<OfferId>)>,
    /// Offers.
    pub offers: Vec<CompiledOffer>,
    /// The same as a set.
    pub every_offer: Set<OfferId>,
    /// For each kind, when an offer without a vehicle may support appointments.
    pub without_vehicle: Vec<ConditionId>,
    /// For each caution, when it is given.
    pub cautions: Vec<ConditionId>,
    /// For each offer, when its delivery has each of its lengths.
    pub lengths: Vec<Box<[ConditionId]>>,
    /// For each offer the facts that its criteria, vehicle and targets read.
    offer_facts: Vec<Set<FactId>>,
}

impl Rules {
    /// Compiles a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut builder = Builder::new(catalogue);
        let mut distinct = DistinctCriteria::default();
        let mut vehicles: Vec<(ConditionId, Set<OfferId>)> = Vec::new();
        let mut offers = Vec::with_capacity(catalogue.offers.len());
        for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
            let criteria = offer.criteria.iter().map(|criterion| distinct.add(criterion, id, &mut builder));
            let criteria = criteria.collect();
            let compiled = compiled(catalogue, id, criteria, &mut builder);
            match vehicles.iter_mut().find(|(condition, _)| *condition == compiled.vehicle) {
                Some((_, having)) => having.insert(id),
                None => vehicles.push((compiled.vehicle, Set::from_iter([id]))),
            }
            offers.push(compiled);
        }
        for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
            offer.prepares_for.iter().for_each(|prepared| offers[prepared.index()].after.insert(id));
        }
        let mut target_offers = vec![Set::default(); catalogue.targets.len()];
        for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
            offer.targets.iter().for_each(|target| target_offers[target.index()].insert(id));
        }
        let targets = catalogue.targets.iter().map(|t| builder.condition(&t.present)).collect();
        let cautions = catalogue.cautions.iter().map(|c| builder.condition(&c.when)).collect();
        let kinds = catalogue.policy.kinds.iter();
        let without_vehicle = kinds.map(|kind| builder.condition(&kind.without_vehicle_when)).collect();
        let lengths = (catalogue.offers.iter())
            .map(|o| o.delivery.lengths.iter().map(|l| builder.condition(&l.when)).collect())
            .collect();
        let DistinctCriteria { criteria, offers: criterion_offers, .. } = distinct;
        Self {
            criterion_conditions: criteria.iter().map(|criterion| criterion.when).collect(),
            criteria_of_condition: by_condition(&criteria, builder.conditions.len()),
            tables: Tables::new(&builder.conditions, &catalogue.vocabulary),
            block_compounds: BlockCompounds::new(&builder.conditions),
            every_condition: Set::full(builder.conditions.len()),
            conditions: builder.conditions,
            criteria,
            criterion_offers,
            targets,
            target_offers,
            vehicles,
            every_offer: Set::full(offers.len()),
            offers,
            without_vehicle,
            cautions,
            lengths,
            offer_facts: catalogue.offers.iter().map(|offer| offer_facts(catalogue, offer)).collect(),
        }
    }

    /// Where conditions cut the answers to a fact: every number from which a test answers differently, and every value that a test
    /// names.
    #[must_use]
    pub fn cuts(&self, of: FactId) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for condition in &self.conditions {
            let CompiledCondition::Test { fact, check } = condition else { continue };
            if *fact != of {
                continue;
            }
            match check {
                Check::Numbers(..) => {
                    cuts.extend(check.cuts().filter_map(|cut| u32::try_from(cut).ok()).map(Cut::From));
                }
                Check::OneOf(mask) | Check::Includes(mask) | Check::IncludesNone(mask) => {
                    cuts.extend(mask.iter().map(|value| Cut::Value(value.index())));
                }
                Check::Unavailable => {}
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    /// The facts that an offer's criteria, vehicle and targets read.
    #[must_use]
    pub fn facts_of(&self, offer: OfferId) -> Option<&Set<FactId>> {
        self.offer_facts.get(offer.index())
    }

    /// Whether a phase rule applies to its offer whatever the case and the plan.
    pub(crate) fn applies_always(&self, rule: &CompiledPhaseRule) -> bool {
        let CompiledPhaseRule {
            works_on, unworked, with_offers, when, with_included, without_included, ..
        } = rule;
        matches!(self.conditions[when.index()], CompiledCondition::Always)
            && works_on.is_none()
            && unworked.is_none()
            && with_offers.is_empty()
            && with_included.is_empty()
            && without_included.is_empty()
    }

    /// Every distinct condition.
    pub fn conditions(&self) -> impl Iterator<Item = ConditionId> + use<> {
        ids::all(self.conditions.len())
    }

    /// Distinct vehicle conditions, each with the offers that have it.
    #[must_use]
    pub fn vehicles(&self) -> &[(ConditionId, Set<OfferId>)] {
        &self.vehicles
    }

    /// The offers that work on a target.
    #[must_use]
    #[inline]
    pub fn offers_on(&self, target: TargetId) -> &Set<OfferId> {
        &self.target_offers[target.index()]
    }

    /// The distinct criteria with a condition.
    pub(super) fn criteria_on(&self, condition: ConditionId) -> &[u32] {
        &self.criteria_of_condition[condition.index()]
    }

    /// The offers that have a distinct criterion.
    #[must_use]
    #[inline]
    pub fn offers_with(&self, criterion: usize) -> &Set<OfferId> {
        &self.criterion_offers[criterion]
    }
}

/// Collects distinct criteria, and the offers that have each.
#[derive(Default)]
struct DistinctCriteria {
    criteria: Vec<CompiledCriterion>,
    numbers: HashMap<CompiledCriterion, u32>,
    offers: Vec<Set<OfferId>>,
}

impl DistinctCriteria {
    /// The number of an offer's criterion.
    fn add(&mut self, criterion: &Criterion, offer: OfferId, builder: &mut Builder) -> u32 {
        let compiled = CompiledCriterion {
            when: builder.condition(&criterion.when),
            exception: criterion.exception.as_ref().map(|exception| builder.condition(&exception.when)),
            exceptional: criterion.exception.as_ref().is_some_and(|exception| exception.exceptional),
            approval: criterion.approval,
        };
        let number = *self.numbers.entry(compiled).or_insert_with(|| {
            self.criteria.push(compiled);
            self.offers.push(Set::default());
            // Each has a condition of its own, of which loading refuses more than this numbers.
            (self.criteria.len() - 1) as u32
        });
        self.offers[number as usize].insert(offer);
        number
    }
}

/// For each condition the criteria whose condition it is.
fn by_condition(criteria: &[CompiledCriterion], conditions: usize) -> Vec<Box<[u32]>> {
    let mut of_condition: Vec<Vec<u32>> = vec![Vec::new(); conditions];
    for (number, criterion) in (0_u32..).zip(criteria) {
        of_condition[criterion.when.index()].push(number);
    }
    of_condition.into_iter().map(Vec::into_boxed_slice).collect()
}

fn compiled(
    catalogue: &Catalogue,
    id: OfferId,
    criteria: Box<[u32]>,
    builder: &mut Builder,
) -> CompiledOffer {
    let offer = catalogue.offer(id);
    let one_of = offer.vehicle.one_of.iter();
    CompiledOffer {
        kind: offer.kind,
        targets: offer.targets.iter().copied().collect(),
        criteria,
        vehicle: builder.condition(&offer.vehicle.when),
        vehicles: one_of.map(|(vehicle, when)| (*vehicle, builder.condition(when))).collect(),
        phases: phase_rules(catalogue, id, builder),
        beside: offer.not_beside.iter().map(|rule| beside(catalogue, rule, builder)).collect(),
        after: offer.follows.iter().copied().collect(),
        prepares_for: offer.prepares_for.iter().copied().collect(),
        follows: !offer.follows.is_empty(),
        alongside: offer.alongside,
        first: offer.first,
        option: offer.option,
        weeks: offer.delivery.weeks,
        assumed: offer.delivery.assumed,
        fewest_weeks: fewest_weeks(catalogue, &offer.delivery),
        faster: offer.delivery.faster.as_ref().map(|faster| faster.weeks),
        whole_sentence: offer.delivery.whole_sentence,
        lane: offer.delivery.lane,
    }
}

/// The weeks that an assumed delivery is never shortened below: those of its fewest sessions, and no more than it takes.
fn fewest_weeks(catalogue: &Catalogue, delivery: &Delivery) -> u32 {
    let sessions = delivery.fewest_sessions.unwrap_or(1);
    sessions.div_ceil(catalogue.policy.sequence.sessions_per_week).clamp(1, delivery.weeks.max(1))
}

fn beside(catalogue: &Catalogue, rule: &NotBeside, builder: &mut Builder) -> CompiledBeside {
    let of_kind = ids::numbered::<OfferId, _>(&catalogue.offers)
        .filter(|(_, other)| rule.kinds.contains(&other.kind))
        .map(|(id, _)| id);
    let applies = match &rule.unless {
        Some(unless) => Condition::All(vec![rule.when.clone(), Condition::Not(Box::new(unless.clone()))]),
        None => rule.when.clone(),
    };
    CompiledBeside {
        with: of_kind.chain(rule.offers.iter().copied()).collect(),
        applies: builder.condition(&applies),
    }
}

/// The facts that an offer's criteria, vehicle and targets read.
fn offer_facts(catalogue: &Catalogue, offer: &Offer) -> Set<FactId> {
    let mut facts = offer.facts();
    for target in &offer.targets {
        catalogue.target(*target).present.facts_into(&mut facts);
    }
    facts.into_iter().collect()
}

fn phase_rule(
    catalogue: &Catalogue,
    offer: &Offer,
    builder: &mut Builder,
    rule: &PhaseRule,
) -> CompiledPhaseRule {
    let of_class =
        |class| offer.targets.iter().copied().filter(move |id| catalogue.target(*id).class == class);
    let unworked = rule.works_on_class.as_ref();
    CompiledPhaseRule {
        phase: rule.phase,
        works_on: rule.works_on,
        unworked: unworked
            .map(|(class, kinds)| (of_class(*class).collect(), kinds.iter().copied().collect())),
        when: builder.condition(&rule.when),
        with_included: rule.with_included.iter().copied().collect(),
        with_offers: rule.with_offers.iter().copied().collect(),
        without_included: rule.without_included.iter().copied().collect(),
    }
}

/// The rules for one offer's phase: its own, then the policy's in the order of the phases.
fn phase_rules(catalogue: &Catalogue, id: OfferId, builder: &mut Builder) -> Box<[CompiledPhaseRule]> {
    let offer = catalogue.offer(id);
    let policy = catalogue.policy.phases.iter().flat_map(|phase| &phase.rules);
    offer
        .phases
        .iter()
        .chain(policy)
        .filter(|rule| rule.kinds.is_empty() || rule.kinds.contains(&offer.kind))
        .filter(|rule| rule.works_on.is_none_or(|target| offer.targets.contains(&target)))
        .map(|rule| phase_rule(catalogue, offer, builder, rule))
        .collect()
}
