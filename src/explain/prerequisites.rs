//! What has to hold for an offer to come into the plan, as tests on facts that a search can repair one at a time.

use std::borrow::Cow;

use super::answers::Takes;
use super::{Explainer, Goal};
use crate::case::Case;
use crate::catalogue::offer::Window;
use crate::catalogue::{Availability, Catalogue, Condition, FactId, OfferId, Vocabulary};
use crate::ids::{self, Members, Set, ValueId};
use crate::reasons::check::CheckName;

/// A condition with every `not` carried down to the tests.
#[derive(Clone, Debug)]
pub(super) enum Prerequisite {
    /// One test.
    Leaf(Leaf),
    /// Every part; none is no need at all.
    All(Vec<Self>),
    /// At least one part; none cannot be met.
    Any(Vec<Self>),
}

/// A test on one fact.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) fact: FactId,
    /// Where the fact's words lie in a case.
    offset: usize,
    pub(super) takes: Takes,
    /// It holds while the fact is unknown.
    or_unknown: bool,
}

impl Leaf {
    /// Whether it holds for a case.
    pub(super) fn holds(&self, case: &Case) -> bool {
        if case.knows(self.fact) { self.takes.takes(&case.words()[self.offset..]) } else { self.or_unknown }
    }
}

impl Prerequisite {
    /// What makes a condition met, or not met; with `or_unknown`, what makes it at least not known to be otherwise.
    pub(super) fn of(vocabulary: &Vocabulary, condition: &Condition, met: bool, or_unknown: bool) -> Self {
        let parts = |parts: &[Condition]| {
            parts.iter().map(|part| Self::of(vocabulary, part, met, or_unknown)).collect()
        };
        match (condition, met) {
            (Condition::Always, true) => Self::All(Vec::new()),
            (Condition::Always, false) => Self::Any(Vec::new()),
            (Condition::All(all), true) => Self::All(parts(all)),
            (Condition::All(all), false) => Self::Any(parts(all)),
            (Condition::Any(any), true) => Self::Any(parts(any)),
            (Condition::Any(any), false) => Self::All(parts(any)),
            (Condition::Not(part), _) => Self::of(vocabulary, part, !met, or_unknown),
            (Condition::Test(test), _) => {
                let takes = Takes::of(vocabulary.fact(test.fact), &test.accepts, met);
                let tests =
                    takes.into_iter().map(|takes| Self::test(vocabulary, test.fact, takes, or_unknown));
                let mut any: Vec<Self> = tests.collect();
                if any.len() == 1 { any.remove(0) } else { Self::Any(any) }
            }
        }
    }

    /// One test.
    fn test(vocabulary: &Vocabulary, fact: FactId, takes: Takes, or_unknown: bool) -> Self {
        let offset = vocabulary.offset(fact);
        Self::Leaf(Leaf { fact, offset, takes, or_unknown })
    }

    fn at_least(vocabulary: &Vocabulary, fact: FactId, least: u32) -> Self {
        let takes = Takes::Number { least, most: u32::MAX, unavailable: true };
        Self::test(vocabulary, fact, takes, true)
    }

    /// Whether it holds for a case.
    pub(super) fn holds(&self, case: &Case) -> bool {
        match self {
            Self::Leaf(leaf) => leaf.holds(case),
            Self::All(parts) => parts.iter().all(|part| part.holds(case)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(case)),
        }
    }
}

/// What one criterion needs.
#[derive(Clone, Debug)]
pub(super) struct CriterionPrerequisites {
    pub(super) met: Prerequisite,
    /// It is not met, but its exception is.
    pub(super) excepted: Option<Prerequisite>,
    /// It is an approval that was not given.
    pub(super) unapproved: Option<Prerequisite>,
}

/// What one offer needs, whatever the case.
#[derive(Clone, Debug)]
pub(super) struct OfferPrerequisites {
    pub(super) criteria: Vec<CriterionPrerequisites>,
    pub(super) target: Prerequisite,
    /// Offers that make one of its targets present once they are in the plan.
    pub(super) enablers: Vec<OfferId>,
    pub(super) vehicle: Prerequisite,
    /// Known to have no vehicle, where it may then still support appointments.
    pub(super) no_vehicle: Option<Prerequisite>,
    pub(super) weeks: Prerequisite,
    pub(super) days: Prerequisite,
    /// Enough weeks for the faster delivery and too few for the usual one, and enough for either.
    faster: Option<Prerequisite>,
    pub(super) faster_or_usual: Option<Prerequisite>,
    reach: Prerequisite,
}

impl OfferPrerequisites {
    pub(super) fn new(catalogue: &Catalogue, id: OfferId) -> Self {
        let vocabulary = &catalogue.vocabulary;
        let roles = &catalogue.policy.roles;
        let offer = catalogue.offer(id);
        let need = |condition: &Condition, met: bool| Prerequisite::of(vocabulary, condition, met, false);
        let criteria = (offer.criteria.iter())
            .map(|criterion| CriterionPrerequisites {
                met: need(&criterion.when, true),
                excepted: criterion.exception.as_ref().map(|exception| {
                    Prerequisite::All(vec![need(&criterion.when, false), need(&exception.when, true)])
                }),
                unapproved: criterion.approval.then(|| need(&criterion.when, false)),
            })
            .collect();
        let targets = || offer.targets.iter().map(|target| catalogue.target(*target));
        let stated = !offer.delivery.assumed;
        let is_so_long = stated && !offer.delivery.whole_sentence;
        Self {
            criteria,
            target: Prerequisite::Any(targets().map(|target| need(&target.present, true)).collect()),
            enablers: targets().flat_map(|target| target.also_once_included.iter().copied()).collect(),
            vehicle: need(&offer.vehicle.when, true),
            no_vehicle: (catalogue.kind_of(id).without_vehicle.as_ref())
                .map(|_| need(&offer.vehicle.when, false)),
            weeks: if is_so_long {
                Prerequisite::at_least(vocabulary, roles.weeks, offer.delivery.weeks)
            } else {
                Prerequisite::All(Vec::new())
            },
            days: match offer.delivery.sessions.filter(|_| stated) {
                Some(sessions) => days(catalogue, id, sessions),
                None => Prerequisite::All(Vec::new()),
            },
            faster: offer.delivery.faster.as_ref().map(|faster| {
                let most = offer.delivery.weeks.saturating_sub(1);
                let takes = Takes::Number { least: faster.weeks, most, unavailable: false };
                Prerequisite::test(vocabulary, roles.weeks, takes, false)
            }),
            faster_or_usual: (offer.delivery.faster.as_ref())
                .map(|faster| Prerequisite::at_least(vocabulary, roles.weeks, faster.weeks)),
            reach: Prerequisite::test(
                vocabulary,
                roles.no_access,
                Takes::Excludes(Set::from_iter([super::rivals::as_value(id)])),
                true,
            ),
        }
    }
}

/// Enough rehabilitation activity days, or a vehicle that counts none: see [`crate::plan::Planner::vehicle`]. An offer that may
/// support appointments counts none either until it is known to have its vehicle.
fn days(catalogue: &Catalogue, id: OfferId, sessions: u32) -> Prerequisite {
    let vocabulary = &catalogue.vocabulary;
    let vehicles = &catalogue.offer(id).vehicle.one_of;
    let mut all = Vec::new();
    for (index, (vehicle, when)) in vehicles.iter().enumerate() {
        if catalogue.policy.vehicles[vehicle.index()].counts_rar_days {
            let mut any = vec![
                Prerequisite::at_least(vocabulary, catalogue.policy.roles.rar_days, sessions),
                Prerequisite::of(vocabulary, when, false, true),
            ];
            any.extend(
                vehicles[..index].iter().map(|(_, when)| Prerequisite::of(vocabulary, when, true, true)),
            );
            all.push(Prerequisite::Any(any));
        }
    }
    let enough = Prerequisite::All(all);
    if catalogue.kind_of(id).without_vehicle.is_some() {
        let spared = Prerequisite::of(vocabulary, &catalogue.offer(id).vehicle.when, false, true);
        return Prerequisite::Any(vec![enough, spared]);
    }
    enough
}

/// One check of an offer and what it needs; the check is missing where several together decide.
#[derive(Clone, Debug)]
pub(super) struct Item<'e> {
    pub(super) check: Option<CheckName>,
    pub(super) need: Cow<'e, Prerequisite>,
}

impl Explainer<'_> {
    /// When the offer is in force and within reach; where it is not for judgement, with its delivery confirmed.
    pub(super) fn available(&self, id: OfferId, case: &Case, judged: bool) -> Prerequisite {
        let catalogue = self.planner.catalogue;
        let never = Prerequisite::Any(Vec::new());
        let Availability::Windows(windows) = &catalogue.offer(id).availability else { return never };
        let region = catalogue.policy.roles.region;
        let declared = catalogue.fact(region);
        let regions = declared.values().len();
        let open_in = |region: &ValueId| {
            let is_open = |window: &&Window| window.community && (judged || window.confirmed);
            let mut windows = windows.iter().filter(is_open).filter(|w| w.holds_on(case.as_of));
            let listed = |listed: &u16| *listed == region.0;
            windows.any(|window| window.regions.is_empty() || window.regions.iter().any(listed))
        };
        let open: Set<ValueId> = ids::all(regions).filter(open_in).collect();
        let reach = self.needs[id.index()].reach.clone();
        let count = open.count();
        if count == 0 {
            never
        } else if count == regions {
            reach
        } else {
            let takes = Takes::Choice { values: open, unavailable: false };
            Prerequisite::All(vec![Prerequisite::test(&catalogue.vocabulary, region, takes, false), reach])
        }
    }

    /// Everything an offer needs to reach a goal, allocation apart: whatever else changes, no offer reaches it without.
    pub(super) fn items(&self, id: OfferId, goal: Goal, case: &Case, accepted: &[OfferId]) -> Vec<Item<'_>> {
        let needs = &self.needs[id.index()];
        let judged = accepted.contains(&id) || goal == Goal::Consider;
        let available = Cow::Owned(self.available(id, case, judged));
        let mut items = vec![Item { check: Some(CheckName::Availability), need: available }];
        for (index, criterion) in needs.criteria.iter().enumerate() {
            let need = match &criterion.unapproved {
                Some(unapproved) if goal == Goal::Consider => {
                    Cow::Owned(Prerequisite::Any(vec![criterion.passed(true), unapproved.clone()]))
                }
                _ if judged && criterion.excepted.is_some() => Cow::Owned(criterion.passed(true)),
                _ => Cow::Borrowed(&criterion.met),
            };
            items.push(Item { check: Some(CheckName::Criterion(index)), need });
        }
        items.push(Item { check: Some(CheckName::Need), need: self.target(id, case, accepted) });
        let vehicle = match &needs.no_vehicle {
            Some(none) if goal == Goal::Consider => {
                Cow::Owned(Prerequisite::Any(vec![needs.vehicle.clone(), none.clone()]))
            }
            _ => Cow::Borrowed(&needs.vehicle),
        };
        items.push(Item { check: Some(CheckName::Vehicle), need: vehicle });
        let weeks = needs.faster_or_usual.as_ref().filter(|_| judged).unwrap_or(&needs.weeks);
        items.push(Item { check: Some(CheckName::Time), need: Cow::Borrowed(weeks) });
        items.push(Item { check: Some(CheckName::RarDays), need: Cow::Borrowed(&needs.days) });
        if goal == Goal::Consider {
            let need = Cow::Owned(self.judgement(id, case, accepted.contains(&id)));
            items.push(Item { check: None, need });
        }
        items
    }

    /// Something present that it works on; a target that follows other work may be led to by that work.
    fn target(&self, id: OfferId, case: &Case, accepted: &[OfferId]) -> Cow<'_, Prerequisite> {
        let needs = &self.needs[id.index()];
        if needs.enablers.is_empty() {
            return Cow::Borrowed(&needs.target);
        }
        let mut any = vec![needs.target.clone()];
        for enabler in &needs.enablers {
            let leads = &self.needs[enabler.index()];
            let judged = accepted.contains(enabler);
            let mut all = vec![self.available(*enabler, case, judged)];
            all.extend(leads.criteria.iter().map(|criterion| criterion.passed(judged)));
            let weeks = leads.faster_or_usual.as_ref().filter(|_| judged).unwrap_or(&leads.weeks);
            all.extend([&leads.target, &leads.vehicle, weeks, &leads.days].map(Clone::clone));
            any.push(Prerequisite::All(all));
        }
        Cow::Owned(Prerequisite::Any(any))
    }

    /// What leaves an offer to the practitioner's judgement, or to somebody's approval.
    fn judgement(&self, id: OfferId, case: &Case, accepted: bool) -> Prerequisite {
        let needs = &self.needs[id.index()];
        let mut any: Vec<Prerequisite> = needs.no_vehicle.iter().cloned().collect();
        any.extend(needs.criteria.iter().filter_map(|criterion| criterion.unapproved.clone()));
        if !accepted {
            any.extend(needs.criteria.iter().filter_map(|criterion| criterion.excepted.clone()));
            any.extend(needs.faster.clone());
            let catalogue = self.planner.catalogue;
            // Whether another of its kind is in the plan, or its delivery is confirmed, is for the plan to say.
            let by_the_plan = catalogue.kind_of(id).second.is_some() || self.may_be_open(id, case, false);
            if catalogue.offer(id).option || by_the_plan {
                any.push(Prerequisite::All(Vec::new()));
            }
        }
        Prerequisite::Any(any)
    }

    /// Whether an offer is in force on the day of a case where the person is or may be, with its delivery confirmed or not.
    pub(super) fn may_be_open(&self, id: OfferId, case: &Case, confirmed: bool) -> bool {
        let catalogue = self.planner.catalogue;
        let region = case.number(&catalogue.vocabulary, catalogue.policy.roles.region);
        let here = |window: &Window| {
            let listed = |region: u32| window.regions.iter().any(|listed| u32::from(*listed) == region);
            window.regions.is_empty() || region.is_none_or(listed)
        };
        let Availability::Windows(windows) = &catalogue.offer(id).availability else { return false };
        let mut windows = windows.iter().filter(|window| window.community && window.holds_on(case.as_of));
        windows.any(|window| window.confirmed == confirmed && here(window))
    }
}

impl CriterionPrerequisites {
    /// Met, or excepted where that is enough.
    pub(super) fn passed(&self, judged: bool) -> Prerequisite {
        match &self.excepted {
            Some(excepted) if judged => Prerequisite::Any(vec![self.met.clone(), excepted.clone()]),
            _ => self.met.clone(),
        }
    }
}
