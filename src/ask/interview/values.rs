//! Which values of a list of offers could still matter, so that only they need be shown.

use super::Interview;
use crate::catalogue::{Condition, FactId};
use crate::ids::{self, Members, OfferId, Set, ValueId};

impl Interview<'_> {
    /// The values of a fact that could still make a difference, in catalogue order.
    ///
    /// They are those that a target names, or the conditions of an offer that no check rules out yet.
    #[must_use]
    pub fn values_that_matter(&self, fact: FactId) -> Vec<u16> {
        let catalogue = self.catalogue();
        let count = catalogue.fact(fact).values().len();
        let mut found = Set::default();
        for target in &catalogue.targets {
            named(&target.present, fact, &mut found);
        }
        for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
            if self.decision().failed_checks(id).next().is_some() {
                continue;
            }
            if fact == catalogue.policy.roles.no_access {
                found.insert(ValueId(id.0));
            }
            for criterion in &offer.criteria {
                named(&criterion.when, fact, &mut found);
                if let Some(exception) = &criterion.exception {
                    named(&exception.when, fact, &mut found);
                }
            }
            named(&offer.vehicle.when, fact, &mut found);
            offer.phases.iter().for_each(|rule| named(&rule.when, fact, &mut found));
        }
        found.iter().filter(|value| value.index() < count).map(|value| value.0).collect()
    }
}

/// Marks the values of a fact that a condition names.
fn named(condition: &Condition, fact: FactId, found: &mut Set<ValueId>) {
    found.extend(condition.values_of(fact).map(ValueId));
}
