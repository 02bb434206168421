//! What a catalogue and its offers are called, wherever they are named.

use serde_json::{Value, json};

use crate::catalogue::{Catalogue, OfferId};
use crate::text::wording::{day, plain};

/// Which catalogue it is, for machines.
#[must_use]
pub fn head(catalogue: &Catalogue) -> Value {
    json!({"name": plain(&catalogue.name), "version": plain(&catalogue.version), "digest": catalogue.digest})
}

/// Which catalogue it is, for people.
#[must_use]
pub fn title(catalogue: &Catalogue) -> String {
    let checked = catalogue.date.map_or_else(String::new, |date| format!(", checked on {}", day(date)));
    format!("{}, version {}{checked}", catalogue.name, catalogue.version)
}

/// An offer's name with its short names.
#[must_use]
pub fn named(catalogue: &Catalogue, id: OfferId) -> String {
    let offer = catalogue.offer(id);
    let others = offer.short_names.iter().filter(|short| !short.eq_ignore_ascii_case(&offer.name));
    let others: Vec<&str> = others.map(String::as_str).collect();
    if others.is_empty() { offer.name.clone() } else { format!("{} ({})", offer.name, others.join(", ")) }
}
