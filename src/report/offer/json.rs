//! One offer as JSON.

use serde_json::{Value, json};

use super::rule_tests;
use super::rules::{beside, length, phases, vehicle, works_on};
use super::{OfferOnDay, keys};
use crate::audit::rule_test::Tested;
use crate::catalogue::offer::{Note, Window};
use crate::catalogue::{Availability, Citation, OfferId};
use crate::report::condition;
use crate::report::naming::head;
use crate::report::offers::targets;
use crate::text::wording::plain;

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.offer/1";

/// One offer as JSON.
#[must_use]
pub fn json(shown: &OfferOnDay<'_>, tests: &[Tested]) -> Value {
    let OfferOnDay { catalogue, id, .. } = *shown;
    let offer = catalogue.offer(id);
    let cited = |citations: &[Citation]| plain(&catalogue.cited_all(citations));
    let ids =
        |offers: &[OfferId]| offers.iter().map(|id| catalogue.offer(*id).id.clone()).collect::<Vec<_>>();
    let notes = |notes: &[Note]| {
        let each = notes.iter().map(|note| json!({"says": plain(&note.says), "source": cited(&note.source)}));
        each.collect::<Vec<Value>>()
    };
    let criteria: Vec<Value> = (offer.criteria.iter().zip(&shown.dates))
        .map(|(criterion, dates)| {
            json!({
                "id": criterion.id,
                "says": plain(&criterion.says),
                "fails": criterion.fails.as_deref().map(plain),
                "from": dates.from.map(|day| day.to_string()),
                "until": dates.until.map(|day| day.to_string()),
                "facts": keys(catalogue, &criterion.when.facts()),
                "when": condition::json(catalogue, &criterion.when),
                "approval": criterion.approval,
                "planning_policy": criterion.planning_policy,
                "of_kind": criterion.of_kind,
                "source": cited(&criterion.source),
                "exception": criterion.exception.as_ref().map(|exception| json!({
                    "says": plain(&exception.says),
                    "facts": keys(catalogue, &exception.when.facts()),
                    "when": condition::json(catalogue, &exception.when),
                    "exceptional": exception.exceptional,
                    "source": cited(&exception.source),
                })),
            })
        })
        .collect();
    let (never, windows): (Option<Value>, &[Window]) = match &offer.availability {
        Availability::Never(why) => {
            (Some(json!({"says": plain(&why.says), "source": cited(&why.source)})), &[])
        }
        Availability::Windows(windows) => (None, windows),
    };
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    let availability: Vec<Value> = (windows.iter())
        .map(|window| {
            let named = window.regions.iter().filter_map(|region| regions.get(usize::from(*region)));
            json!({
                "from": window.from.map(|day| day.to_string()),
                "until": window.until.map(|day| day.to_string()),
                "regions": named.map(|value| &value.key).collect::<Vec<_>>(),
                "community": window.community,
                "confirmed": window.confirmed,
                "ended": window.ended.as_deref().map(plain),
                "source": cited(&window.source),
            })
        })
        .collect();
    let conflicts: Vec<Value> = (offer.conflicts.iter())
        .map(|conflict| {
            json!({
                "about": plain(&conflict.about),
                "views": notes(&conflict.views),
                "here": plain(&conflict.here),
            })
        })
        .collect();
    let vehicles = offer.vehicle.one_of.iter().map(|(id, _)| &catalogue.policy.vehicles[id.index()].id);
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "as_of": shown.day.to_string(),
        "id": offer.id,
        "name": plain(&offer.name),
        "short_names": offer.short_names,
        "kind": catalogue.kind_of(id).id,
        "audience": plain(&offer.audience),
        "summary": plain(&offer.summary),
        "targets": targets(catalogue, offer),
        "works_on": works_on(catalogue, offer),
        "option": offer.option,
        "alongside": offer.alongside,
        "first": offer.first,
        "superseded_by": ids(&offer.superseded_by),
        "follows": ids(&offer.follows),
        "prepares_for": ids(&offer.prepares_for),
        "not_beside": offer.not_beside.iter().map(|rule| plain(&rule.says)).collect::<Vec<_>>(),
        "not_beside_rules": offer.not_beside.iter().map(|rule| beside(catalogue, rule)).collect::<Vec<_>>(),
        "availability": availability,
        "never_in_force": never,
        "delivery": {
            "sessions": offer.delivery.sessions,
            "weeks": offer.delivery.weeks,
            "assumed": offer.delivery.assumed,
            "fewest_sessions": offer.delivery.fewest_sessions,
            "faster": offer.delivery.faster.as_ref()
                .map(|faster| json!({"weeks": faster.weeks, "says": plain(&faster.says)})),
            "whole_sentence": offer.delivery.whole_sentence,
            "lane": catalogue.policy.lanes[offer.delivery.lane.index()].id,
            "lengths": offer.delivery.lengths.iter().map(|each| length(catalogue, each)).collect::<Vec<_>>(),
            "format": plain(&offer.delivery.format),
            "source": cited(&offer.delivery.source),
        },
        "vehicles": vehicles.collect::<Vec<_>>(),
        "vehicle": vehicle(catalogue, id),
        "phases": phases(catalogue, offer),
        "criteria": criteria,
        "arrange": notes(&offer.arrange),
        "conflicts": conflicts,
        "notes": notes(&offer.notes),
        "tests": tests.iter().map(|tested| rule_tests::json(catalogue, tested)).collect::<Vec<_>>(),
        "source": cited(&offer.source),
    })
}
