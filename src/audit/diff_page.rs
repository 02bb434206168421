//! A comparison as a page and as JSON.

use serde_json::{Value, json};

use super::cohort::{self, many};
use super::diff::{Affected, Diff, OfferDiff, TargetDiff};
use super::example;
use crate::catalogue::{Catalogue, OfferId};
use crate::report::table::Style;
use crate::report::table::layout::Page;
use crate::text::wording::{capital, count, plain};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.diff/1";

/// An offer, and its outcome before and after.
pub type ChangedOutcome = (String, String, String);

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

/// What became of the cases that were given.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// How many there were.
    pub total: usize,
    /// Those that changed: what names each, and for each offer the outcome before and after.
    pub changed: Vec<(String, Vec<ChangedOutcome>)>,
}

impl Diff {
    /// The comparison as a person reads it.
    #[must_use]
    pub fn page(&self, sides: [&Catalogue; 2], around: &Around<'_>, style: &Style) -> String {
        let titles = around.titles;
        let mut page = Page::new(style.width, style.colour).verbatim();
        page.heading(&format!("From {} to {}", titles[0], titles[1]));
        match self.offers.len() {
            0 => page.text(0, "No offer differs."),
            changed => page.text(0, format!("{} changed.", count(changed, "offer"))),
        }
        for offer in &self.offers {
            page.heading(&name(sides, offer));
            for change in &offer.changes {
                let about = change.criterion.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
                page.marked(2, "-", format!("{}{about}: {}", change.what, change.says));
            }
            self.affected(sides[1], "Gain it", offer.gains.as_ref(), &mut page);
            self.affected(sides[0], "Lose it", offer.loses.as_ref(), &mut page);
            if offer.gains.is_none() && offer.loses.is_none() {
                page.text(2, "Nobody gains or loses it.");
            }
        }
        for target in &self.targets {
            page.heading(&capital(&target.name));
            page.text(2, "Who has this need or aim has changed.");
            self.affected(sides[1], "Have it now", target.gains.as_ref(), &mut page);
            self.affected(sides[0], "Have it no longer", target.loses.as_ref(), &mut page);
        }
        let others = self.other_files(sides, around.files);
        if !others.is_empty() {
            page.heading("Files");
            page.text(0, "These differ too, in ways not described above:");
            for file in others {
                page.marked(2, "-", file);
            }
        }
        if let Some(cases) = around.cases {
            cases.section(&mut page);
        }
        page.finish()
    }

    /// The files that differ and hold no offer whose changes are described.
    fn other_files<'f>(&self, sides: [&Catalogue; 2], files: &'f [String]) -> Vec<&'f String> {
        let holds = |file: &str, side: usize, id: Option<OfferId>| {
            id.is_some_and(|id| file == format!("offers/{}.toml", sides[side].offer(id).id))
        };
        let described = |file: &&String| {
            self.offers.iter().any(|offer| holds(file, 0, offer.old) || holds(file, 1, offer.new))
        };
        files.iter().filter(|file| !described(file)).collect()
    }

    fn affected(&self, catalogue: &Catalogue, label: &str, affected: Option<&Affected>, page: &mut Page) {
        let Some(affected) = affected else { return };
        page.text(2, format!("{label}: {} profiles", many(affected.profiles)));
        for cube in &affected.cubes {
            page.marked(4, "-", cohort::line(&self.space, cube));
        }
        if affected.more {
            page.text(4, "and others");
        }
        page.text(4, format!("Smallest example: {}", example::flags(catalogue, &affected.example)));
    }

    /// The comparison as JSON.
    #[must_use]
    pub fn json(&self, sides: [&Catalogue; 2], around: &Around<'_>) -> Value {
        let titles = around.titles;
        let offers: Vec<Value> = self
            .offers
            .iter()
            .map(|offer| {
                let id = |side: usize, id: Option<OfferId>| id.map(|id| sides[side].offer(id).id.clone());
                let changes: Vec<Value> = (offer.changes.iter())
                    .map(|c| json!({"what": c.what, "criterion": c.criterion, "says": plain(&c.says)}))
                    .collect();
                json!({
                    "old": id(0, offer.old),
                    "new": id(1, offer.new),
                    "changes": changes,
                    "gains": offer.gains.as_ref().map(|a| self.affected_json(sides[1], a)),
                    "loses": offer.loses.as_ref().map(|a| self.affected_json(sides[0], a)),
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
            "targets": self.targets.iter().map(|target| self.target_json(sides, target)).collect::<Vec<_>>(),
            "files": around.files,
            "cases": cases,
        })
    }

    fn target_json(&self, sides: [&Catalogue; 2], target: &TargetDiff) -> Value {
        json!({
            "id": target.id,
            "gains": target.gains.as_ref().map(|gains| self.affected_json(sides[1], gains)),
            "loses": target.loses.as_ref().map(|loses| self.affected_json(sides[0], loses)),
        })
    }

    fn affected_json(&self, catalogue: &Catalogue, affected: &Affected) -> Value {
        let cohorts: Vec<Value> = (affected.cubes.iter())
            .map(|cube| {
                json!({"says": plain(&cohort::line(&self.space, cube)), "conditions": cohort::json(&self.space, cube)})
            })
            .collect();
        json!({
            "profiles": affected.profiles,
            "cohorts": cohorts,
            "more": affected.more,
            "example": example::json(catalogue, &affected.example),
        })
    }
}

impl Cases {
    fn section(&self, page: &mut Page) {
        page.heading("Cases");
        let (total, changed) = (count(self.total, "case"), self.changed.len());
        let comes = if changed == 1 { "comes" } else { "come" };
        page.text(0, format!("Of {total}, {changed} {comes} out otherwise."));
        for (name, offers) in &self.changed {
            for (offer, before, after) in offers {
                page.marked(2, "-", format!("{name}: {offer}, {before} is now {after}"));
            }
        }
    }
}

fn name(sides: [&Catalogue; 2], offer: &OfferDiff) -> String {
    let new = offer.new.map(|id| sides[1].offer(id).name.clone());
    new.or_else(|| offer.old.map(|id| sides[0].offer(id).name.clone())).unwrap_or_default()
}
