//! Gaps and overlaps as a page and as JSON.

use serde_json::{Value, json};

use super::naming::{head, named, title};
use super::table::Style;
use super::table::layout::Page;
use crate::audit::cohort::{self, many};
use crate::audit::diagram::NOBODY;
use crate::audit::example::{self, ExampleAnswers};
use crate::audit::gaps::{Gaps, MORE_COHORTS, TargetGaps};
use crate::audit::overlaps::Overlap;
use crate::catalogue::{Catalogue, OfferId, TargetId};
use crate::text::wording::{capital, count, day, list, plain};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.gaps/1";

/// The gaps as a person reads them, with the overlaps where they were asked for.
#[must_use]
pub fn page(found: &Gaps, catalogue: &Catalogue, overlaps: Option<&[Overlap]>, style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    page.heading(&format!("Gaps as of {}", day(found.scope.day)));
    page.text(0, format!("{}.", title(catalogue)));
    page.blank();
    preface(found, catalogue, &mut page);
    let (with, without): (Vec<_>, Vec<_>) = found.targets.iter().partition(|target| target.nobody != NOBODY);
    for target in with {
        section(found, catalogue, target, &mut page);
    }
    if !without.is_empty() {
        page.heading("Nobody is left out");
        let name = |target: &&TargetGaps| catalogue.target(target.target).name.as_str();
        page.text(2, capital(&format!("{}.", list(&without.iter().map(name).collect::<Vec<_>>()))));
    }
    if let Some(overlaps) = overlaps {
        overlaps_section(catalogue, overlaps, &mut page);
    }
    page.finish()
}

fn preface(found: &Gaps, catalogue: &Catalogue, page: &mut Page) {
    let region = found.scope.region.and_then(|region| {
        let fact = catalogue.fact(catalogue.policy.roles.region);
        fact.values().get(usize::from(region)).map(|value| format!(" in {}", value.name))
    });
    page.text(
        0,
        format!(
            "Every combination of answers to the {} that a rule reads was looked at{}: {} profiles. They are combinations, not numbers of people.",
            count(found.space.facts_read(), "fact"),
            region.unwrap_or_default(),
            many(found.space.profiles()),
        ),
    );
    page.blank();
    let time = if found.scope.with_time {
        "Left aside: what somebody cannot get to, and what else the plan holds."
    } else {
        "Left aside: what somebody cannot get to, what else the plan holds, and weeks or days too few for an offer, unless one of its criteria reads them (`--with-time` counts them in)."
    };
    page.text(0, time);
}

fn section(found: &Gaps, catalogue: &Catalogue, gaps: &TargetGaps, page: &mut Page) {
    page.heading(&capital(&catalogue.target(gaps.target).name));
    if gaps.offers.is_empty() {
        page.text(2, "No offer works on it.");
        return;
    }
    page.text(
        2,
        format!("{} on it. None of them can be included or considered for:", works(gaps.offers.len())),
    );
    for (index, cohort) in gaps.cohorts.iter().enumerate() {
        let says = cohort::line(&found.space, &cohort.cube);
        page.marked(2, &format!("{}.", index + 1), format!("{says} ({} profiles)", many(cohort.profiles)));
        page.text(5, tried(catalogue, &cohort.example));
    }
    if let Some((profiles, example)) = &gaps.rest {
        let more = if found.scope.most < MORE_COHORTS { "; `--more` lists more of them" } else { "" };
        let line = format!(
            "And {} profiles in smaller cohorts{more}. One of them: {}",
            many(*profiles),
            tried(catalogue, example)
        );
        page.text(2, &line);
    }
}

/// The gaps, and the overlaps where they were asked for, as JSON.
#[must_use]
pub fn json(found: &Gaps, catalogue: &Catalogue, overlaps: Option<&[Overlap]>) -> Value {
    let region = catalogue.fact(catalogue.policy.roles.region);
    let targets: Vec<Value> = found.targets.iter().map(|gaps| target_json(found, catalogue, gaps)).collect();
    let mut json = json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "as_of": found.scope.day.to_string(),
        "region": found.scope.region.and_then(|r| region.values().get(usize::from(r))).map(|v| &v.key),
        "with_time": found.scope.with_time,
        "facts_read": found.space.facts_read(),
        "profiles": found.space.profiles(),
        "targets": targets,
    });
    if let Some(overlaps) = overlaps {
        json["overlaps"] = overlaps.iter().map(|overlap| overlap_json(catalogue, overlap)).collect();
    }
    json
}

fn target_json(found: &Gaps, catalogue: &Catalogue, gaps: &TargetGaps) -> Value {
    let cohorts: Vec<Value> = gaps
        .cohorts
        .iter()
        .map(|cohort| {
            json!({
                "says": plain(&cohort::line(&found.space, &cohort.cube)),
                "conditions": cohort::json(&found.space, &cohort.cube),
                "profiles": cohort.profiles,
                "example": example::json(catalogue, &cohort.example),
            })
        })
        .collect();
    json!({
        "id": catalogue.target(gaps.target).id,
        "name": plain(&catalogue.target(gaps.target).name),
        "offers": ids(catalogue, &gaps.offers),
        "profiles": gaps.present,
        "left_out": gaps.left_out,
        "cohorts": cohorts,
        "rest": gaps.rest.as_ref().map(|(profiles, example)| {
            json!({"profiles": profiles, "example": example::json(catalogue, example)})
        }),
    })
}

fn works(offers: usize) -> String {
    if offers == 1 { "1 offer works".to_owned() } else { format!("{offers} offers work") }
}

/// The flags that show an example, as they are typed.
fn tried(catalogue: &Catalogue, answers: &ExampleAnswers) -> String {
    format!("Smallest example: {}", example::flags(catalogue, answers))
}

fn ids<'c>(catalogue: &'c Catalogue, offers: &[OfferId]) -> Vec<&'c str> {
    offers.iter().map(|offer| catalogue.offer(*offer).id.as_str()).collect()
}

fn target_names<'c>(catalogue: &'c Catalogue, targets: &[TargetId]) -> Vec<&'c str> {
    targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect()
}

fn overlaps_section(catalogue: &Catalogue, overlaps: &[Overlap], page: &mut Page) {
    for (index, kind) in catalogue.policy.kinds.iter().enumerate() {
        let of_kind: Vec<&Overlap> =
            overlaps.iter().filter(|overlap| overlap.kind.index() == index).collect();
        if of_kind.is_empty() {
            continue;
        }
        page.heading(&format!("{}: who can have more than one for the same need", kind.plural));
        for overlap in of_kind {
            let [one, other] = overlap.offers.map(|offer| named(catalogue, offer));
            let targets = list(&target_names(catalogue, &overlap.targets));
            page.marked(
                2,
                "-",
                format!("{one} and {other}: {targets} ({} profiles)", many(overlap.profiles)),
            );
            page.text(4, tried(catalogue, &overlap.example));
        }
    }
}

fn overlap_json(catalogue: &Catalogue, overlap: &Overlap) -> Value {
    let targets: Vec<&str> =
        overlap.targets.iter().map(|target: &TargetId| catalogue.target(*target).id.as_str()).collect();
    json!({
        "kind": catalogue.policy.kinds[overlap.kind.index()].id,
        "offers": ids(catalogue, &overlap.offers),
        "targets": targets,
        "profiles": overlap.profiles,
        "example": example::json(catalogue, &overlap.example),
    })
}
