//! Everything that is doubtful in a catalogue that loads: each finding with a code, a place and help.

mod accepted;
mod conditions;
mod dates;
pub mod explain;
mod lines;
mod offers;
mod sentences;
mod slips;
#[cfg(test)]
mod tests;
mod unused;
mod welsh;
mod words;
pub(super) mod written;

pub(super) use accepted::take_out;

use jiff::civil::Date;

use super::diagram::{NOBODY, Profiles, TooManySets};
use super::space::Space;
use crate::audit::Unchecked;
use crate::catalogue::{Catalogue, CatalogueFile, History, OfferId};
use crate::text::problem::Problem;
use crate::text::source::Texts;
use written::WrittenValue;

/// A catalogue with what the checks share.
struct Look<'c> {
    catalogue: &'c Catalogue,
    /// The first day of the edition, where the catalogue gives one.
    day: Option<Date>,
    space: Space,
    /// Every value in the files.
    written: &'c [WrittenValue],
    /// For each offer, everybody who meets its criteria, exceptions included.
    eligible: Vec<Profiles>,
}

/// Every finding in any edition, in the order of the files. What holds in several editions is told once.
///
/// # Errors
///
/// Where more sets of people would have to be told apart than can be kept.
pub fn lint(
    history: &History,
    files: &[CatalogueFile],
    texts: &Texts,
    today: Date,
) -> Result<Vec<Problem>, Unchecked> {
    let written = written::values(files, texts);
    let mut found = Vec::new();
    let mut editions = Vec::new();
    for number in 0..history.count() {
        let catalogue = history.edition(number)?;
        let day = number.checked_sub(1).and_then(|before| history.changes().get(before)).copied();
        edition(catalogue, day.or(catalogue.begins), &written, &mut found)?;
        editions.push(catalogue);
    }
    dates::check(history.latest()?, &written, today, &mut found);
    slips::future(history.latest()?, &written, today, &mut found);
    slips::unread_values(&editions, &mut found);
    slips::audiences(&editions, &written, &mut found);
    unused::check(&editions, &written, &mut found);
    let same = |one: &mut Problem, other: &mut Problem| {
        (one.place, one.code, &one.message) == (other.place, other.code, &other.message)
    };
    found.sort_by(|one: &Problem, other| {
        (one.place, one.code, &one.message).cmp(&(other.place, other.code, &other.message))
    });
    found.dedup_by(same);
    Ok(found)
}

/// Every finding in one edition.
fn edition(
    catalogue: &Catalogue,
    day: Option<Date>,
    written: &[WrittenValue],
    found: &mut Vec<Problem>,
) -> Result<(), TooManySets> {
    let mut space = Space::new(&[catalogue]);
    let eligible = catalogue.offers.iter().map(|offer| space.eligible(0, offer)).collect();
    let mut look = Look { catalogue, day, space, written, eligible };
    conditions::check(&mut look, found);
    offers::check(&mut look, found);
    lines::check(&look, found);
    sentences::check(&look, found);
    words::check(&look, found);
    welsh::check(&look, found);
    slips::check(&look, found);
    look.space.diagram.is_sound()
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
