//! Dates that have run out.

use jiff::civil::Date;

use super::written::WrittenValue;
use crate::catalogue::{Availability, Catalogue};
use crate::text::problem::Problem;
use crate::text::wording::day;

pub(super) fn check(catalogue: &Catalogue, written: &[WrittenValue], today: Date, found: &mut Vec<Problem>) {
    review(catalogue, written, today, found);
    for offer in &catalogue.offers {
        let Availability::Windows(windows) = &offer.availability else { continue };
        let last = windows.iter().max_by_key(|window| window.until.unwrap_or(Date::MAX));
        if let Some(window) = last
            && let Some(until) = window.until
            && offer.superseded_by.is_empty()
            && window.ended.is_none()
        {
            let message = format!("`{}` ends on {}, and nothing takes its place", offer.id, day(until));
            found.push(
                Problem::new("no-successor", message)
                    .at(window.place)
                    .help("add `superseded-by`, or `ended = \"…\"` to say why nothing follows"),
            );
        }
    }
}

fn review(catalogue: &Catalogue, written: &[WrittenValue], today: Date, found: &mut Vec<Problem>) {
    let Some(by) = catalogue.review_by else { return };
    if by < today {
        let written = written.iter().find(|value| value.keys == ["review-by"]);
        let message = format!("the catalogue was to be reviewed by {}", day(by));
        let mut problem = Problem::new("review-passed", message)
            .help("check it against the guidance as it stands, then set `date` and `review-by`");
        problem.place = written.map(|value| value.place);
        found.push(problem);
    }
}
