//! A comparison as a page and as JSON.

use serde_json::{Value, json};

use super::table::Style;
use super::table::layout::Page;
use crate::audit::cohort::{self, many};
use crate::audit::diff::{Affected, Diff, OfferDiff, TargetDiff};
use crate::audit::diff_cases::Cases;
use crate::audit::diff_words::Difference;
use crate::audit::example;
use crate::catalogue::{Catalogue, OfferId};
use crate::text::wording::{capital, count, plain};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.diff/1";

/// What is told beside the comparison itself.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    /// What the two sides are called.
    pub titles: [&'a str; 2],
    /// The files that differ, by their paths.
    pub files: &'a [String],
    /// What became of the cases, where some were given.
    pub cases: Option<&'a Cases>,
}

/// The comparison as a person reads it.
#[must_use]
pub fn page(diff: &Diff, sides: [&Catalogue; 2], around: &Around<'_>, style: &Style) -> String {
    let titles = around.titles;
    let mut page = Page::new(style.width, style.colour).verbatim();
    page.heading(&format!("From {} to {}", titles[0], titles[1]));
    match diff.offers.len() {
        0 => page.text(0, "No offer differs."),
        changed => page.text(0, format!("{} changed.", count(changed, "offer"))),
    }
    for offer in &diff.offers {
        page.heading(&name(sides, offer));
        for change in &offer.changes {
            let about = change.criterion.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
            page.marked(2, "-", format!("{}{about}: {}", change.what, change.says));
        }
        affected(diff, sides[1], "Gain it", offer.gains.as_ref(), &mut page);
        affected(diff, sides[0], "Lose it", offer.loses.as_ref(), &mut page);
        if offer.gains.is_none() && offer.loses.is_none() {
            page.text(2, nobody(offer));
        }
    }
    if !diff.order.is_empty() {
        page.heading("The order");
        page.text(
            0,
            "Who is eligible stays the same by this. Where plans have to choose, the earlier comes first.",
        );
    }
    for change in &diff.order {
        page.marked(2, "-", format!("{}: {}", change.what, change.says));
    }
    for target in &diff.targets {
        page.heading(&capital(&target.name));
        page.text(2, "Who has this need or aim has changed.");
        affected(diff, sides[1], "Have it now", target.gains.as_ref(), &mut page);
        affected(diff, sides[0], "Have it no longer", target.loses.as_ref(), &mut page);
    }
    let others = other_files(diff, sides, around.files);
    if !others.is_empty() {
        page.heading("Files");
        page.text(0, "These differ too, in ways not described above:");
        for file in others {
            page.marked(2, "-", file);
        }
    }
    if let Some(cases) = around.cases {
        cases_section(cases, &mut page);
    }
    page.finish()
}

/// That nobody gains or loses an offer, and what that leaves aside where something of it changed.
fn nobody(offer: &OfferDiff) -> &'static str {
    if offer.changes.iter().any(|change| change.aside) {
        "Nobody gains or loses it. This is about who is eligible: by its criteria, its regions and what it can be delivered \
         under. Order, targets and time are left aside, and can still change plans."
    } else {
        "Nobody gains or loses it."
    }
}

/// The files that differ and hold no offer whose changes are described.
fn other_files<'f>(diff: &Diff, sides: [&Catalogue; 2], files: &'f [String]) -> Vec<&'f String> {
    let holds = |file: &str, side: usize, id: Option<OfferId>| {
        id.is_some_and(|id| file == format!("offers/{}.toml", sides[side].offer(id).id))
    };
    let described = |file: &&String| {
        diff.offers.iter().any(|offer| holds(file, 0, offer.old) || holds(file, 1, offer.new))
    };
    files.iter().filter(|file| !described(file)).collect()
}

fn affected(diff: &Diff, catalogue: &Catalogue, label: &str, affected: Option<&Affected>, page: &mut Page) {
    let Some(affected) = affected else { return };
    page.text(2, format!("{label}: {} profiles", many(affected.profiles)));
    for cube in &affected.cubes {
        page.marked(4, "-", cohort::line(&diff.space, cube));
    }
    if affected.more {
        page.text(4, "and others");
    }
    page.text(4, format!("Smallest example: {}", example::flags(catalogue, &affected.example)));
}

/// The comparison as JSON.
#[must_use]
pub fn json(diff: &Diff, sides: [&Catalogue; 2], around: &Around<'_>) -> Value {
    let titles = around.titles;
    let offers: Vec<Value> = diff
        .offers
        .iter()
        .map(|offer| {
            let id = |side: usize, id: Option<OfferId>| id.map(|id| sides[side].offer(id).id.clone());
            let changes: Vec<Value> = offer.changes.iter().map(change_json).collect();
            json!({
                "old": id(0, offer.old),
                "new": id(1, offer.new),
                "changes": changes,
                "gains": offer.gains.as_ref().map(|a| affected_json(diff, sides[1], a)),
                "loses": offer.loses.as_ref().map(|a| affected_json(diff, sides[0], a)),
            })
        })
        .collect();
    let cases = around.cases.map(|cases| {
        let changed = cases.changed.iter().map(|(name, offers)| {
            let offers = offers.iter().map(|(o, b, a)| json!({"offer": o, "before": b, "after": a}));
            json!({"case": plain(name), "offers": offers.collect::<Vec<_>>()})
        });
        json!({"total": cases.total, "changed": changed.collect::<Vec<_>>()})
    });
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "old": plain(titles[0]),
        "new": plain(titles[1]),
        "offers": offers,
        "targets": diff.targets.iter().map(|target| target_json(diff, sides, target)).collect::<Vec<_>>(),
        "order": diff.order.iter().map(change_json).collect::<Vec<_>>(),
        "files": around.files,
        "cases": cases,
    })
}

fn change_json(change: &Difference) -> Value {
    json!({
        "what": change.what,
        "criterion": change.criterion,
        "says": plain(&change.says),
        "eligibility": !change.aside,
    })
}

fn target_json(diff: &Diff, sides: [&Catalogue; 2], target: &TargetDiff) -> Value {
    json!({
        "id": target.id,
        "gains": target.gains.as_ref().map(|gains| affected_json(diff, sides[1], gains)),
        "loses": target.loses.as_ref().map(|loses| affected_json(diff, sides[0], loses)),
    })
}

fn affected_json(diff: &Diff, catalogue: &Catalogue, affected: &Affected) -> Value {
    let cohorts: Vec<Value> = (affected.cubes.iter())
        .map(|cube| {
            json!({"says": plain(&cohort::line(&diff.space, cube)), "conditions": cohort::json(&diff.space, cube)})
        })
        .collect();
    json!({
        "profiles": affected.profiles,
        "cohorts": cohorts,
        "more": affected.more,
        "example": example::json(catalogue, &affected.example),
    })
}

fn cases_section(cases: &Cases, page: &mut Page) {
    page.heading("Cases");
    let (total, changed) = (count(cases.total, "case"), cases.changed.len());
    let comes = if changed == 1 { "comes" } else { "come" };
    page.text(0, format!("Of {total}, {changed} {comes} out otherwise."));
    for (name, offers) in &cases.changed {
        for (offer, before, after) in offers {
            page.marked(2, "-", format!("{name}: {offer}, {before} is now {after}"));
        }
    }
}

fn name(sides: [&Catalogue; 2], offer: &OfferDiff) -> String {
    let new = offer.new.map(|id| sides[1].offer(id).name.clone());
    new.or_else(|| offer.old.map(|id| sides[0].offer(id).name.clone())).unwrap_or_default()
}
