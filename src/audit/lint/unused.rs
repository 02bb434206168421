//! Facts, targets and sources that nothing uses.

use super::Look;
use crate::catalogue::{FactId, TargetId};
use crate::ids;
use crate::text::problem::Problem;

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    let read = facts_read(look);
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
        if !catalogue.offers.iter().any(|offer| offer.targets.contains(&id)) {
            let message = format!("no offer works on the target `{}`", target.id);
            found.push(
                Problem::new("unused-target", message)
                    .at(target.place)
                    .help("name it in an offer, or leave it out"),
            );
        }
    }
    for source in look.written.iter().filter(|value| value.path == "sources.toml" && value.key() == "id") {
        let Some(id) = &source.text else { continue };
        let cites = |value: &&super::written::WrittenValue| {
            value.path != "sources.toml"
                && value.key() == "id"
                && value.around().ends_with("source")
                && value.text.as_ref() == Some(id)
        };
        if !look.written.iter().any(|value| cites(&value)) {
            let message = format!("nothing cites the source `{id}`");
            found.push(
                Problem::new("unused-source", message).at(source.place).help("cite it, or leave it out"),
            );
        }
    }
}

fn facts_read(look: &Look<'_>) -> Vec<FactId> {
    let catalogue = look.catalogue;
    let roles = &catalogue.policy.roles;
    let mut read = vec![
        roles.region,
        roles.weeks,
        roles.rar_days,
        roles.no_access,
        roles.completed,
        roles.stage,
        roles.sentence,
    ];
    for offer in &catalogue.offers {
        read.extend(offer.facts());
        offer.vehicle.one_of.iter().for_each(|(_, when)| when.facts_into(&mut read));
        offer.delivery.lengths.iter().for_each(|length| length.when.facts_into(&mut read));
    }
    catalogue.targets.iter().for_each(|target| target.present.facts_into(&mut read));
    catalogue.cautions.iter().for_each(|caution| caution.when.facts_into(&mut read));
    for rule in catalogue.policy.phases.iter().flat_map(|phase| &phase.rules) {
        rule.when.facts_into(&mut read);
    }
    read
}
