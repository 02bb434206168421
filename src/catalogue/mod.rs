//! What is on offer: the vocabulary, the targets, the policy and every offer, as understood.

pub mod choice;
mod cited;
pub mod condition;
mod deferred;
pub mod fact;
mod history;
pub mod import;
pub mod import_path;
mod load;
pub mod offer;
pub mod policy;
pub mod sheet;
pub mod source;

use crate::ids;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use crate::ids::{FactId, KindId, LaneId, OfferId, PhaseId, SourceId, TargetId, VehicleId};
pub use choice::Choice;
pub use condition::{Accepts, Condition, Taken, Test};
pub use deferred::Deferred;
pub use fact::{Answer, Answers, Change, Fact, OtherWords, Vocabulary};
pub use history::{History, NoEdition};
pub use import::ImportRules;
pub use load::{CatalogueFile, digest, keys, load, load_history};
pub use offer::{Availability, Criterion, Offer};
pub use policy::{Caution, Kind, Policy, Target};
pub use sheet::SheetWords;
pub use source::{Citation, Source};

/// A whole catalogue. Made by [`load`], which refuses anything that dangles, so every id in it is good.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Catalogue {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its first day: no plan is made for an earlier one.
    pub begins: Option<Date>,
    /// The day on which it was last brought up to date.
    pub date: Option<Date>,
    /// The day by which its owner means to check it again.
    pub review_by: Option<Date>,
    /// The SHA-256 of its files: see [`digest`].
    pub digest: String,
    /// The documents that reasons are drawn from.
    pub sources: Vec<Source>,
    /// The facts.
    pub vocabulary: Vocabulary,
    /// The needs and aims that offers work on.
    pub targets: Vec<Target>,
    /// The policy.
    pub policy: Policy,
    /// What a practitioner should know beside the plan.
    pub cautions: Vec<Caution>,
    /// What the sheet for the person on probation says.
    pub sheet: SheetWords,
    /// The offers, in catalogue order.
    pub offers: Vec<Offer>,
    /// How answers are read from what other systems export.
    pub import: Deferred<ImportRules>,
}

impl Catalogue {
    /// One offer.
    #[must_use]
    pub fn offer(&self, id: OfferId) -> &Offer {
        &self.offers[id.index()]
    }

    /// The kind of one offer.
    #[must_use]
    pub fn kind_of(&self, id: OfferId) -> &Kind {
        &self.policy.kinds[self.offer(id).kind.index()]
    }

    /// One target.
    #[must_use]
    pub fn target(&self, id: TargetId) -> &Target {
        &self.targets[id.index()]
    }

    /// One fact.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Fact {
        self.vocabulary.fact(id)
    }

    /// Every condition that a plan turns on: those of offers, phases, targets and cautions.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let phases = self.policy.phases.iter().flat_map(|phase| &phase.rules).map(|rule| &rule.when);
        let targets = self.targets.iter().map(|target| &target.present);
        let cautions = self.cautions.iter().map(|caution| &caution.when);
        let cautions = cautions.chain(self.policy.kinds.iter().map(|kind| &kind.without_vehicle_when));
        self.offers.iter().flat_map(Offer::conditions).chain(phases).chain(targets).chain(cautions)
    }

    /// The offer of that id or short name, in any case.
    #[must_use]
    pub fn offer_named(&self, written: &str) -> Option<OfferId> {
        ids::find(&self.offers, |offer| {
            offer.id.eq_ignore_ascii_case(written)
                || offer.short_names.iter().any(|name| name.eq_ignore_ascii_case(written))
        })
    }

    /// A citation as a reader can follow it: title, publisher, date and heading.
    #[must_use]
    pub fn cited(&self, citation: &Citation) -> String {
        let source = &self.sources[citation.source.index()];
        format!("{} ({}, {}), {}", source.title, source.publisher, source.date, citation.heading)
    }

    /// Several citations, joined by semicolons.
    #[must_use]
    pub fn cited_all(&self, citations: &[Citation]) -> String {
        citations.iter().map(|citation| self.cited(citation)).collect::<Vec<_>>().join("; ")
    }
}
