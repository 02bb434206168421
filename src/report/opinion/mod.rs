//! A second opinion: the practitioner's own proposal first, then where the plan agrees, where it would object and why, what it
//! would add, and whether the proposal fits the time.

mod handed_over;

pub use handed_over::blocks;
use serde_json::{Value, json};

use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::OfferId;
use crate::reasons::in_short::why;
use crate::review::compare::weeks;
use crate::review::second_opinion::SecondOpinion;
use crate::review::{About, Finding};
use crate::text::wording::{day, plain};

/// The name and version of the form of the key `second_opinion`.
pub const SCHEMA: &str = "goldenthread.second-opinion/1";

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

/// The opinion as a person reads it.
#[must_use]
pub fn page(of: &SecondOpinion<'_>, style: &Style) -> String {
    let mut page = Page::new(style.width.max(NARROWEST_PAGE), style.colour);
    let case = of.planned.case;
    let whom = case.reference.as_ref().map_or_else(String::new, |reference| format!(" for {reference}"));
    page.heading(&format!("Second opinion{whom}, as of {}", day(case.as_of)));
    page.heading("Your proposal");
    if of.proposed.is_empty() {
        page.text(2, "Nothing.");
    }
    for (index, offer) in of.proposed.iter().enumerate() {
        let when = of.step(*offer).map_or_else(|| "ruled out, so not put in sequence".to_owned(), weeks);
        page.marked(2, &format!("{}.", index + 1), format!("{}, {when}", of.planned.name(*offer)));
    }
    offers(of, "Where the plan agrees", of.agreed(), "Nothing that was proposed is in the plan.", &mut page);
    objection_page(of, &mut page);
    offers(of, "What it would add", of.would_add(), "Nothing.", &mut page);
    page.heading("Whether it fits");
    page.text(2, &of.fits().1);
    let near: Vec<&Finding> = of.about(About::NearLine).collect();
    if !near.is_empty() {
        page.heading("Near a line, so worth checking");
    }
    near.into_iter().for_each(|finding| page.marked(2, "-", &finding.says));
    page.blank();
    page.text(0, "The plan itself follows. The decision is yours.");
    page.finish()
}

fn offers(of: &SecondOpinion<'_>, heading: &str, offers: Vec<OfferId>, where_none: &str, page: &mut Page) {
    page.heading(heading);
    if offers.is_empty() {
        page.text(2, where_none);
    }
    for offer in offers {
        page.marked(2, "-", format!("{}. {}", of.planned.name(offer), why(of.planned, offer)));
    }
}

fn objection_page(of: &SecondOpinion<'_>, page: &mut Page) {
    page.heading("Where it would object, or has a question");
    let mut about = None;
    for finding in of.objections() {
        if about != Some(finding.about) {
            about = Some(finding.about);
            page.text(2, format!("{}:", finding.about.heading()));
        }
        page.marked(4, "-", &finding.says);
        if !finding.source.is_empty() {
            page.named(6, "Source", format!("{}.", finding.source));
        }
    }
    if about.is_none() {
        page.text(2, "Nowhere.");
    }
}

/// The opinion as JSON.
#[must_use]
pub fn json(of: &SecondOpinion<'_>) -> Value {
    let catalogue = of.planned.catalogue();
    let id = |offer: OfferId| catalogue.offer(offer).id.as_str();
    let with_why = |offers: Vec<OfferId>| -> Vec<Value> {
        let why = |offer: OfferId| plain(&why(of.planned, offer).to_string());
        offers.into_iter().map(|offer| json!({"offer": id(offer), "why": why(offer)})).collect()
    };
    let proposed: Vec<Value> = (of.proposed.iter())
        .map(|offer| {
            let reason = of.planned.decision.reasons[offer.index()];
            let step = of.step(*offer);
            json!({
                "offer": id(*offer),
                "outcome": reason.outcome().code(),
                "reason": reason.code(),
                "start_week": step.map(|step| step.start),
                "end_week": step.map(|step| step.end),
            })
        })
        .collect();
    let finding = |finding: &Finding| {
        json!({
            "about": finding.about.code(),
            "offer": finding.offer.map(id),
            "reason": finding.reason.map(crate::outcome::Reason::code),
            "missing": finding.missing.iter().map(|fact| &catalogue.fact(*fact).key).collect::<Vec<_>>(),
            "says": plain(&finding.says),
            "source": plain(&finding.source),
        })
    };
    let (fits, says) = of.fits();
    json!({
        "schema": SCHEMA,
        "proposed": proposed,
        "agrees": with_why(of.agreed()),
        "objections": of.objections().map(finding).collect::<Vec<_>>(),
        "would_add": with_why(of.would_add()),
        "near_line": of.about(About::NearLine).map(finding).collect::<Vec<_>>(),
        "fits": fits,
        "fits_says": says,
    })
}
