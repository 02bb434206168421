//! The rules of an offer beside its criteria as JSON, each with its condition.

use serde_json::{Value, json};

use crate::catalogue::offer::{Length, NotBeside, PhaseRule};
use crate::catalogue::policy::TargetClass;
use crate::catalogue::{Catalogue, KindId, Offer, OfferId};
use crate::report::condition;
use crate::text::wording::plain;

/// What an offer works on, each with when it is present.
pub(super) fn works_on(catalogue: &Catalogue, offer: &Offer) -> Vec<Value> {
    let targets = offer.targets.iter().map(|target| catalogue.target(*target));
    let each = targets.map(|target| {
        json!({
            "id": target.id,
            "name": plain(&target.name),
            "class": class(target.class),
            "present": condition::json(catalogue, &target.present),
            "also_once_included": offer_ids(catalogue, &target.also_once_included),
            "source": plain(&catalogue.cited_all(&target.source)),
        })
    });
    each.collect()
}

/// The legal means an offer is delivered under: when it has one, and which, the first whose condition is not known to fail.
pub(super) fn vehicle(catalogue: &Catalogue, id: OfferId) -> Value {
    let rule = &catalogue.offer(id).vehicle;
    let one_of = rule.one_of.iter().map(|(vehicle, when)| {
        json!({
            "id": catalogue.policy.vehicles[vehicle.index()].id,
            "when": condition::json(catalogue, when),
        })
    });
    let kind = catalogue.kind_of(id);
    json!({
        "says": plain(&rule.says),
        "fails": rule.fails.as_deref().map(plain),
        "when": condition::json(catalogue, &rule.when),
        "one_of": one_of.collect::<Vec<_>>(),
        "without": kind.without_vehicle.as_ref().map(|without| json!({
            "says": plain(&without.says),
            "when": condition::json(catalogue, &kind.without_vehicle_when),
        })),
        "source": plain(&catalogue.cited_all(&rule.source)),
    })
}

/// The rules that can put an offer in a phase, in the order in which they are tried: its own, then those of the policy.
pub(super) fn phases(catalogue: &Catalogue, offer: &Offer) -> Vec<Value> {
    let own = offer.phases.iter().map(|rule| phase(catalogue, rule, false));
    let shared = catalogue.policy.phases.iter().flat_map(|phase| &phase.rules);
    let shared = shared.filter(|rule| rule.can_reach(offer)).map(|rule| phase(catalogue, rule, true));
    own.chain(shared).collect()
}

fn phase(catalogue: &Catalogue, rule: &PhaseRule, of_policy: bool) -> Value {
    json!({
        "phase": catalogue.policy.phases[rule.phase.index()].id,
        "of_policy": of_policy,
        "works_on": rule.works_on.map(|target| &catalogue.target(target).id),
        "works_on_class": rule.works_on_class.as_ref().map(|(works_on, kinds)| json!({
            "class": class(*works_on),
            "not_worked_on_by": kind_ids(catalogue, kinds),
        })),
        "when": condition::json(catalogue, &rule.when),
        "with_included": kind_ids(catalogue, &rule.with_included),
        "with_offers": offer_ids(catalogue, &rule.with_offers),
        "without_included": kind_ids(catalogue, &rule.without_included),
        "source": plain(&catalogue.cited_all(&rule.source)),
    })
}

/// A length, and when it holds.
pub(super) fn length(catalogue: &Catalogue, length: &Length) -> Value {
    json!({"says": plain(&length.says), "when": condition::json(catalogue, &length.when)})
}

/// What an offer may not stand beside, and for whom that holds.
pub(super) fn beside(catalogue: &Catalogue, rule: &NotBeside) -> Value {
    json!({
        "says": plain(&rule.says),
        "kinds": kind_ids(catalogue, &rule.kinds),
        "offers": offer_ids(catalogue, &rule.offers),
        "when": condition::json(catalogue, &rule.when),
        "unless": rule.unless.as_ref().map(|unless| condition::json(catalogue, unless)),
        "source": plain(&catalogue.cited_all(&rule.source)),
    })
}

fn class(class: TargetClass) -> &'static str {
    match class {
        TargetClass::Need => "need",
        TargetClass::OffenceRelated => "offence-related",
        TargetClass::Purpose => "purpose",
        TargetClass::FollowOn => "follow-on",
    }
}

fn kind_ids<'c>(catalogue: &'c Catalogue, kinds: &[KindId]) -> Vec<&'c str> {
    kinds.iter().map(|kind| catalogue.policy.kinds[kind.index()].id.as_str()).collect()
}

fn offer_ids<'c>(catalogue: &'c Catalogue, offers: &[OfferId]) -> Vec<&'c str> {
    offers.iter().map(|offer| catalogue.offer(*offer).id.as_str()).collect()
}
