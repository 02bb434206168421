//! Every place that a catalogue cites.

use super::offer::{Availability, Offer};
use super::policy::Policy;
use super::{Catalogue, Citation};

impl Catalogue {
    /// Every place that the catalogue cites, in its order: offers, targets, cautions, facts, policy. Many come more than once.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        let targets = self.targets.iter().flat_map(|target| &target.source);
        let cautions = self.cautions.iter().flat_map(|caution| &caution.source);
        let facts = self.vocabulary.iter().flat_map(|(_, fact)| &fact.source);
        (self.offers.iter().flat_map(of_offer))
            .chain(targets)
            .chain(cautions)
            .chain(facts)
            .chain(of_policy(&self.policy))
    }
}

fn of_offer(offer: &Offer) -> impl Iterator<Item = &Citation> {
    let (never, windows) = match &offer.availability {
        Availability::Never(why) => (Some(why), &[][..]),
        Availability::Windows(windows) => (None, &windows[..]),
    };
    let exceptions = offer.criteria.iter().filter_map(|criterion| criterion.exception.as_ref());
    let notes = never.into_iter().chain(&offer.arrange).chain(&offer.notes);
    let views = offer.conflicts.iter().flat_map(|conflict| &conflict.views);
    (offer.source.iter())
        .chain(windows.iter().flat_map(|window| &window.source))
        .chain(offer.criteria.iter().flat_map(|criterion| &criterion.source))
        .chain(exceptions.flat_map(|exception| &exception.source))
        .chain(&offer.vehicle.source)
        .chain(&offer.delivery.source)
        .chain(offer.phases.iter().flat_map(|rule| &rule.source))
        .chain(offer.not_beside.iter().flat_map(|rule| &rule.source))
        .chain(notes.chain(views).flat_map(|note| &note.source))
        .chain(offer.conflicts.iter().flat_map(|conflict| &conflict.source))
}

fn of_policy(policy: &Policy) -> impl Iterator<Item = &Citation> {
    let rules = policy.phases.iter().flat_map(|phase| &phase.rules);
    let notes = policy.kinds.iter().flat_map(|kind| kind.without_vehicle.iter().chain(&kind.second));
    (policy.sequence.source.iter())
        .chain(rules.flat_map(|rule| &rule.source))
        .chain(notes.flat_map(|note| &note.source))
}
