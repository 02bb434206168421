//! Everything that is doubtful in a catalogue that loads: each finding with a code, a place and help.

mod conditions;
mod dates;
pub mod explain;
mod lines;
mod offers;
mod sentences;
#[cfg(test)]
mod tests;
mod unused;
mod words;
pub(super) mod written;

use jiff::civil::Date;

use super::diagram::{NOBODY, Profiles, TooManySets};
use super::space::Space;
use crate::catalogue::{Catalogue, CatalogueFile, OfferId};
use crate::text::problem::Problem;
use crate::text::source::Texts;
use written::WrittenValue;

/// A catalogue with what the checks share.
struct Look<'c> {
    catalogue: &'c Catalogue,
    space: Space,
    /// Every value in the files.
    written: Vec<WrittenValue>,
    today: Date,
    /// For each offer, everybody who meets its criteria, exceptions included.
    eligible: Vec<Profiles>,
}

/// Every finding, in the order of the files.
///
/// # Errors
///
/// Where more sets of people would have to be told apart than can be kept.
pub fn lint(
    catalogue: &Catalogue,
    files: &[CatalogueFile],
    texts: &Texts,
    today: Date,
) -> Result<Vec<Problem>, TooManySets> {
    let mut space = Space::new(&[catalogue]);
    let eligible = catalogue.offers.iter().map(|offer| space.eligible(0, offer)).collect();
    let mut look = Look { catalogue, space, written: written::values(files, texts), today, eligible };
    let mut found = Vec::new();
    conditions::check(&mut look, &mut found);
    offers::check(&mut look, &mut found);
    lines::check(&look, &mut found);
    sentences::check(&look, &mut found);
    words::check(&look, &mut found);
    dates::check(&look, &mut found);
    unused::check(&look, &mut found);
    look.space.diagram.is_sound()?;
    found.sort_by(|one: &Problem, other| {
        (one.place, one.code, &one.message).cmp(&(other.place, other.code, &other.message))
    });
    found.dedup();
    Ok(found)
}

impl Look<'_> {
    /// Everybody who needs an offer: one of its targets is present, or can come to be through another offer in the plan.
    fn needs(&mut self, offer: OfferId) -> Profiles {
        let mut some = NOBODY;
        for target in &self.catalogue.offer(offer).targets {
            let target = self.catalogue.target(*target);
            let present = self.space.met(0, &target.present);
            some = self.space.diagram.or(some, present);
            for other in &target.also_once_included {
                let with = self.eligible[other.index()];
                some = self.space.diagram.or(some, with);
            }
        }
        some
    }
}
