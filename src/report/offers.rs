//! The offers as a list by kind and as JSON, and what names a catalogue.

use serde_json::{Value, json};

use super::naming::{head, named, title};
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::{Catalogue, Choice, KindId, Offer, OfferId};
use crate::ids;
use crate::text::wording::{count, plain};

/// The name and version of the JSON form of the list.
pub const LIST_SCHEMA: &str = "goldenthread.offers/1";

/// The offers of a choice under their kinds, in catalogue order.
#[must_use]
pub fn page(catalogue: &Catalogue, choice: &Choice, style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    let chosen = choice.of(catalogue);
    let of_all =
        if choice.is_everything() { String::new() } else { format!(" of {}", catalogue.offers.len()) };
    page.text(0, format!("{}: {}{of_all}.", title(catalogue), count(chosen.len(), "offer")));
    for (id, kind) in ids::numbered::<KindId, _>(&catalogue.policy.kinds) {
        let of_kind = |offer: &&OfferId| catalogue.offer(**offer).kind == id;
        let offers: Vec<OfferId> = chosen.iter().filter(of_kind).copied().collect();
        if offers.is_empty() {
            continue;
        }
        page.heading(&kind.plural);
        for offer in offers {
            page.marked(2, "-", format!("{}: {}", named(catalogue, offer), catalogue.offer(offer).id));
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
pub fn json(catalogue: &Catalogue, choice: &Choice) -> Value {
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
            })
        })
        .collect();
    json!({
        "schema": LIST_SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "offers": offers,
    })
}

/// The ids of what an offer works on.
#[must_use]
pub fn targets<'c>(catalogue: &'c Catalogue, offer: &Offer) -> Vec<&'c str> {
    offer.targets.iter().map(|target| catalogue.target(*target).id.as_str()).collect()
}
