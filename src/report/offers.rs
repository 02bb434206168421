//! The offers as a list by kind and as JSON, and what names a catalogue.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::naming::{head, named, title};
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::{Availability, Catalogue, Choice, KindId, Offer, OfferId};
use crate::ids;
use crate::matching::Truth;
use crate::reasons::availability::{Spell, in_force, in_regions};
use crate::text::wording::{count, day as date, list, plain};

/// The name and version of the JSON form of the list.
pub const LIST_SCHEMA: &str = "goldenthread.offers/1";

/// The offers of a choice under their kinds, in catalogue order, each with what it works on and how it stands on a day.
#[must_use]
pub fn page(catalogue: &Catalogue, choice: &Choice, day: Date, style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    let chosen = choice.of(catalogue);
    let of_all =
        if choice.is_everything() { String::new() } else { format!(" of {}", catalogue.offers.len()) };
    page.text(0, format!("{}: {}{of_all}.", title(catalogue), count(chosen.len(), "offer")));
    page.text(0, format!("As they stand on {}.", date(day)));
    for (id, kind) in ids::numbered::<KindId, _>(&catalogue.policy.kinds) {
        let of_kind = |offer: &&OfferId| catalogue.offer(**offer).kind == id;
        let offers: Vec<OfferId> = chosen.iter().filter(of_kind).copied().collect();
        if offers.is_empty() {
            continue;
        }
        page.heading(&kind.plural);
        for offer in offers {
            page.marked(2, "-", format!("{}: {}", named(catalogue, offer), catalogue.offer(offer).id));
            let works_on = catalogue.offer(offer).targets.iter();
            let works_on: Vec<&str> = works_on.map(|id| catalogue.target(*id).name.as_str()).collect();
            page.named(4, "Works on", list(&works_on));
            page.named(4, "Where", stands(catalogue, offer, day));
        }
    }
    page.blank();
    page.text(
        0,
        "`goldenthread catalogue show OFFER` shows one in full. An offer is named by its id or a short name.",
    );
    page.finish()
}

/// The list as JSON.
#[must_use]
pub fn json(catalogue: &Catalogue, choice: &Choice, day: Date) -> Value {
    let offers: Vec<Value> = choice
        .of(catalogue)
        .into_iter()
        .map(|id| {
            let offer = catalogue.offer(id);
            json!({
                "id": offer.id,
                "name": plain(&offer.name),
                "short_names": offer.short_names,
                "kind": catalogue.kind_of(id).id,
                "audience": plain(&offer.audience),
                "targets": targets(catalogue, offer),
                "where": plain(&stands(catalogue, id, day)),
                "regions": regions(catalogue, id, day),
                "superseded_by": offer.superseded_by.iter()
                    .map(|other| &catalogue.offer(*other).id)
                    .collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "schema": LIST_SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "as_of": day.to_string(),
        "offers": offers,
    })
}

/// Where an offer is in force on a day, where it has ended and what took its place.
fn stands(catalogue: &Catalogue, id: OfferId, day: Date) -> String {
    let offer = catalogue.offer(id);
    let said = in_force(catalogue, id, day, None);
    let names = catalogue.fact(catalogue.policy.roles.region).values();
    let spells = in_regions(catalogue, id, day);
    let unconfirmed: Vec<&str> = (spells.iter().zip(names))
        .filter(|((spell, confirmed), _)| *spell == Spell::Runs && !confirmed)
        .map(|(_, region)| region.name.as_str())
        .collect();
    let runs = spells.iter().filter(|(spell, _)| *spell == Spell::Runs).count();
    let mut says = if said.truth == Truth::Met { "Every region.".to_owned() } else { said.says.into_owned() };
    if !unconfirmed.is_empty() && unconfirmed.len() == runs {
        says.push_str(" No source confirms it.");
    } else if !unconfirmed.is_empty() {
        says.push_str(&format!(" No source confirms it for {}.", list(&unconfirmed)));
    }
    if let (Availability::Never(_), [successor, ..]) = (&offer.availability, offer.superseded_by.as_slice()) {
        says.push_str(&format!(" {} has taken its place.", catalogue.offer(*successor).name));
    }
    says
}

/// How an offer stands in each region on a day, for machines.
fn regions(catalogue: &Catalogue, id: OfferId, day: Date) -> Vec<Value> {
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    let each = regions.iter().zip(in_regions(catalogue, id, day)).map(|(region, (spell, confirmed))| {
        let (ended, starts) = match spell {
            Spell::Runs | Spell::Never => (None, None),
            Spell::Ended(ended) => (Some(ended), None),
            Spell::Starts(starts) => (None, Some(starts)),
            Spell::Between { ended, starts } => (Some(ended), Some(starts)),
        };
        json!({
            "region": region.key,
            "in_force": spell == Spell::Runs,
            "confirmed": confirmed,
            "ended": ended.map(|day| day.to_string()),
            "starts": starts.map(|day| day.to_string()),
        })
    });
    each.collect()
}

/// The ids of what an offer works on.
#[must_use]
pub fn targets<'c>(catalogue: &'c Catalogue, offer: &Offer) -> Vec<&'c str> {
    offer.targets.iter().map(|target| catalogue.target(*target).id.as_str()).collect()
}
