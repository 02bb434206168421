//! One offer as JSON.

use serde_json::{Value, json};

use super::keys;
use super::rule_tests;
use crate::audit::rule_test::Tested;
use crate::catalogue::offer::{Note, Offer};
use crate::catalogue::{Availability, Catalogue, Citation, OfferId};
use crate::report::naming::head;
use crate::report::offers::targets;
use crate::text::wording::plain;

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.offer/1";

/// One offer as JSON.
#[must_use]
pub fn json(catalogue: &Catalogue, id: OfferId, tests: &[Tested]) -> Value {
    let offer = catalogue.offer(id);
    let ids =
        |offers: &[OfferId]| offers.iter().map(|id| catalogue.offer(*id).id.clone()).collect::<Vec<_>>();
    let vehicles = offer.vehicle.one_of.iter().map(|(id, _)| &catalogue.policy.vehicles[id.index()].id);
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "id": offer.id,
        "name": plain(&offer.name),
        "short_names": offer.short_names,
        "kind": catalogue.kind_of(id).id,
        "audience": plain(&offer.audience),
        "summary": plain(&offer.summary),
        "targets": targets(catalogue, offer),
        "option": offer.option,
        "alongside": offer.alongside,
        "superseded_by": ids(&offer.superseded_by),
        "follows": ids(&offer.follows),
        "prepares_for": ids(&offer.prepares_for),
        "not_beside": offer.not_beside.iter().map(|rule| plain(&rule.says)).collect::<Vec<_>>(),
        "availability": availability(catalogue, offer),
        "delivery": {
            "sessions": offer.delivery.sessions,
            "weeks": offer.delivery.weeks,
            "assumed": offer.delivery.assumed,
            "format": plain(&offer.delivery.format),
            "source": cited(catalogue, &offer.delivery.source),
        },
        "vehicles": vehicles.collect::<Vec<_>>(),
        "criteria": criteria(catalogue, offer),
        "arrange": notes(catalogue, &offer.arrange),
        "conflicts": conflicts(catalogue, offer),
        "notes": notes(catalogue, &offer.notes),
        "tests": tests.iter().map(|tested| rule_tests::json(catalogue, tested)).collect::<Vec<_>>(),
        "source": cited(catalogue, &offer.source),
    })
}

fn cited(catalogue: &Catalogue, citations: &[Citation]) -> String {
    plain(&catalogue.cited_all(citations))
}

fn notes(catalogue: &Catalogue, notes: &[Note]) -> Vec<Value> {
    let each = notes.iter();
    each.map(|note| json!({"says": plain(&note.says), "source": cited(catalogue, &note.source)})).collect()
}

fn criteria(catalogue: &Catalogue, offer: &Offer) -> Vec<Value> {
    let each = offer.criteria.iter().map(|criterion| {
        json!({
            "id": criterion.id,
            "says": plain(&criterion.says),
            "facts": keys(catalogue, &criterion.when.facts()),
            "planning_policy": criterion.planning_policy,
            "of_kind": criterion.of_kind,
            "source": cited(catalogue, &criterion.source),
            "exception": criterion.exception.as_ref().map(|exception| json!({
                "says": plain(&exception.says),
                "facts": keys(catalogue, &exception.when.facts()),
                "source": cited(catalogue, &exception.source),
            })),
        })
    });
    each.collect()
}

fn availability(catalogue: &Catalogue, offer: &Offer) -> Vec<Value> {
    let Availability::Windows(windows) = &offer.availability else { return Vec::new() };
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    let each = windows.iter().map(|window| {
        let named = window.regions.iter().filter_map(|region| regions.get(usize::from(*region)));
        json!({
            "from": window.from.map(|day| day.to_string()),
            "until": window.until.map(|day| day.to_string()),
            "regions": named.map(|value| &value.key).collect::<Vec<_>>(),
            "community": window.community,
            "source": cited(catalogue, &window.source),
        })
    });
    each.collect()
}

fn conflicts(catalogue: &Catalogue, offer: &Offer) -> Vec<Value> {
    let each = offer.conflicts.iter().map(|conflict| {
        json!({
            "about": plain(&conflict.about),
            "views": notes(catalogue, &conflict.views),
            "here": plain(&conflict.here),
        })
    });
    each.collect()
}
