//! Facts, targets and sources that nothing uses.

use super::written::WrittenValue;
use crate::catalogue::{Catalogue, FactId, TargetId};
use crate::ids;
use crate::text::problem::Problem;

/// What no edition uses.
pub(super) fn check(editions: &[&Catalogue], written: &[WrittenValue], found: &mut Vec<Problem>) {
    let Some(catalogue) = editions.last() else { return };
    let mut read = Vec::new();
    editions.iter().for_each(|catalogue| facts_read(catalogue, &mut read));
    for (id, fact) in catalogue.vocabulary.iter() {
        if !read.contains(&id) {
            let message = format!("no rule reads the fact `{}`", fact.key);
            found.push(
                Problem::new("unused-fact", message)
                    .at(fact.place)
                    .help("leave it out: nobody need be asked"),
            );
        }
    }
    for (id, target) in ids::numbered::<TargetId, _>(&catalogue.targets) {
        let mut offers = editions.iter().flat_map(|catalogue| &catalogue.offers);
        if !offers.any(|offer| offer.targets.contains(&id)) {
            let message = format!("no offer works on the target `{}`", target.id);
            found.push(
                Problem::new("unused-target", message)
                    .at(target.place)
                    .help("name it in an offer, or leave it out"),
            );
        }
    }
    for source in written.iter().filter(|value| value.path == "sources.toml" && value.key() == "id") {
        let Some(id) = &source.text else { continue };
        let cites = |value: &&WrittenValue| {
            value.path != "sources.toml"
                && value.key() == "id"
                && value.around().ends_with("source")
                && value.text.as_ref() == Some(id)
        };
        if !written.iter().any(|value| cites(&value)) {
            let message = format!("nothing cites the source `{id}`");
            found.push(
                Problem::new("unused-source", message).at(source.place).help("cite it, or leave it out"),
            );
        }
    }
}

/// Adds the facts that an edition reads.
fn facts_read(catalogue: &Catalogue, read: &mut Vec<FactId>) {
    let roles = &catalogue.policy.roles;
    read.extend([
        roles.region,
        roles.weeks,
        roles.rar_days,
        roles.no_access,
        roles.completed,
        roles.stage,
        roles.sentence,
    ]);
    for offer in &catalogue.offers {
        read.extend(offer.facts());
        offer.vehicle.one_of.iter().for_each(|(_, when)| when.facts_into(read));
        offer.delivery.lengths.iter().for_each(|length| length.when.facts_into(read));
    }
    catalogue.targets.iter().for_each(|target| target.present.facts_into(read));
    catalogue.cautions.iter().for_each(|caution| caution.when.facts_into(read));
    for rule in catalogue.policy.phases.iter().flat_map(|phase| &phase.rules) {
        rule.when.facts_into(read);
    }
}
