//! What keys take that are no facts: references, days and offers.

use jiff::civil::Date;

use super::answer::shown;
use super::refusal::Refusal;
use crate::catalogue::{Catalogue, OfferId};
use crate::text::problem::nearest;
use crate::text::wording::{is_hidden, plain};

pub use crate::entry::DATE_HELP;

/// The most characters a reference may have.
pub const LONGEST_REFERENCE: usize = 64;

/// A date as `2026-11-30`.
#[must_use]
pub fn date(written: &str) -> Option<Date> {
    let shape = written.len() == 10 && written.is_ascii();
    let date: Option<Date> = written.trim().parse().ok();
    date.filter(|_| shape)
}

/// A day as people write it: `2028-11-30`, `30/11/2028`, `30.11.2028` or `30 November 2028`.
#[must_use]
pub fn day_written(text: &str) -> Option<Date> {
    const FORMS: [&str; 5] = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"];
    FORMS.iter().find_map(|form| Date::strptime(form, text.trim()).ok())
}

/// Whole weeks from one day to another; none where the second is earlier.
#[must_use]
pub fn weeks_between(from: Date, to: Date) -> Option<u32> {
    let days = (to - from).get_days();
    u32::try_from(days).ok().map(|days| days / 7)
}

/// Whether a text can be a reference.
pub(super) fn is_reference(written: &str) -> bool {
    let count = written.chars().count();
    (1..=LONGEST_REFERENCE).contains(&count) && written.chars().all(|c| !c.is_control() && !is_hidden(c))
}

/// The offer of that id or short name.
///
/// # Errors
///
/// That there is none, and the nearest name.
pub fn offer(catalogue: &Catalogue, written: &str) -> Result<OfferId, Refusal<()>> {
    catalogue.offer_named(written.trim()).ok_or_else(|| no_offer(catalogue, written))
}

/// That there is no offer of that name, and the nearest name.
pub(super) fn no_offer(catalogue: &Catalogue, written: &str) -> Refusal<()> {
    let names = catalogue
        .offers
        .iter()
        .flat_map(|o| std::iter::once(o.id.as_str()).chain(o.short_names.iter().map(String::as_str)));
    Refusal::new("unknown-name", format!("there is no offer `{}`", shown(&plain(written))), ())
        .near_or(nearest(written, names), "`goldenthread catalogue list` lists them all")
}
