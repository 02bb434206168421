//! What the files of offers and the policy have in common: criteria, rules and notes as written.

use super::condition::{citations, condition, required_condition};
use super::names::{Names, resolve, resolve_all};
use super::policy::target_class;
use crate::catalogue::condition::Condition;
use crate::catalogue::offer::{Criterion, Exception, Note, PhaseRule, VehicleRule};
use crate::entry::Fields;
use crate::ids::{KindId, LaneId, PhaseId, VehicleId};
use crate::text::problem::Problem;

/// The criteria under `criterion`.
pub(super) fn criteria(entry: &Fields<'_>, names: &Names, of_kind: bool) -> Vec<Criterion> {
    entry
        .tables("criterion")
        .iter()
        .map(|table| Criterion {
            id: table.id("id"),
            says: table.required_text("says"),
            fails: table.text("fails"),
            approval: table.yes("approval"),
            when: required_condition(table, "when", names),
            exception: table.table("exception").map(|exception| Exception {
                when: required_condition(&exception, "when", names),
                exceptional: exception.yes("exceptional"),
                says: exception.required_text("says"),
                source: citations(&exception, names),
            }),
            source: citations(table, names),
            planning_policy: table.yes("planning-policy"),
            of_kind,
            place: table.place(),
        })
        .collect()
}

/// One note.
pub(super) fn note(table: &Fields<'_>, names: &Names) -> Note {
    Note { says: table.required_text("says"), source: citations(table, names) }
}

/// The lane under `lane`, where one is named.
pub(super) fn lane(entry: &Fields<'_>, names: &Names) -> Option<LaneId> {
    let written = entry.placed("lane")?;
    resolve(entry.faults(), "lane", &written, names.lanes.iter().map(String::as_str))
}

/// The vehicle rule under `vehicle`, where there is one.
pub(super) fn vehicle_rule(entry: &Fields<'_>, names: &Names) -> Option<VehicleRule> {
    entry.table("vehicle").map(|table| read_vehicle_rule(&table, names))
}

/// A vehicle rule.
pub(super) fn read_vehicle_rule(entry: &Fields<'_>, names: &Names) -> VehicleRule {
    let one_of: Vec<(VehicleId, Condition)> = entry
        .tables("one-of")
        .iter()
        .filter_map(|choice| {
            let id = choice.required_placed("id")?;
            let vehicle =
                resolve(choice.faults(), "vehicle", &id, names.vehicles.iter().map(String::as_str))?;
            Some((vehicle, condition(choice, "when", names)))
        })
        .collect();
    if one_of.is_empty() {
        entry.faults().report(
            Problem::new("missing-key", "no vehicle is named")
                .at(entry.place())
                .help("add `one-of = [{ id = \"…\", when = { … } }]`"),
        );
    }
    VehicleRule {
        when: required_condition(entry, "when", names),
        says: entry.required_text("says"),
        fails: entry.text("fails"),
        one_of,
        source: citations(entry, names),
    }
}

/// The rule where none is given.
pub(super) fn no_vehicle() -> VehicleRule {
    VehicleRule {
        when: Condition::Always,
        says: String::new(),
        fails: None,
        one_of: Vec::new(),
        source: Vec::new(),
    }
}

/// One rule for a phase.
pub(super) fn phase_rule(entry: &Fields<'_>, phase: PhaseId, names: &Names) -> PhaseRule {
    let kinds = |key: &str| -> Vec<KindId> { resolve_all(entry, key, "kind", &names.kinds) };
    PhaseRule {
        phase,
        kinds: kinds("kinds"),
        works_on: entry.placed("works-on").and_then(|written| {
            resolve(entry.faults(), "target", &written, names.targets.iter().map(String::as_str))
        }),
        works_on_class: target_class(entry, "works-on-class").map(|class| (class, kinds("not-worked-on-by"))),
        when: condition(entry, "when", names),
        with_included: kinds("with-included"),
        with_offers: resolve_all(entry, "with-offers", "offer", &names.offers),
        without_included: kinds("without-included"),
        source: citations(entry, names),
    }
}

/// The notes under a key.
pub(super) fn notes(entry: &Fields<'_>, key: &str, names: &Names) -> Vec<Note> {
    entry.tables(key).iter().map(|table| note(table, names)).collect()
}
