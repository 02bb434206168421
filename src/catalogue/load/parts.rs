//! What the files of offers and the policy have in common: criteria, rules and notes as written.

use super::Names;
use super::condition::{citations, condition, required_condition};
use super::entry::Entry;
use crate::catalogue::condition::Condition;
use crate::catalogue::id::{KindId, LaneId, PhaseId, VehicleId};
use crate::catalogue::offer::{Criterion, Exception, Note, PhaseRule, VehicleRule};
use crate::text::problem::Problem;

/// Names under `key`, resolved against a list of ids.
pub(super) fn resolve_all<Id: From<usize>>(
    entry: &Entry<'_>,
    key: &str,
    what: &str,
    ids: &[String],
) -> Vec<Id> {
    entry
        .list(key)
        .iter()
        .filter_map(|written| entry.reader().resolve(what, written, ids.iter().map(String::as_str)))
        .collect()
}

/// The criteria under `criterion`.
pub(super) fn criteria(entry: &Entry<'_>, names: &Names, of_kind: bool) -> Vec<Criterion> {
    entry
        .tables("criterion")
        .iter()
        .map(|table| Criterion {
            id: table.id("id"),
            says: table.required_text("says"),
            when: required_condition(table, "when", names),
            exception: table.table("exception").map(|exception| Exception {
                when: required_condition(&exception, "when", names),
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
pub(super) fn note(table: &Entry<'_>, names: &Names) -> Note {
    Note { says: table.required_text("says"), source: citations(table, names) }
}

/// The lane under `lane`, where one is named.
pub(super) fn lane(entry: &Entry<'_>, names: &Names) -> Option<LaneId> {
    let written = entry.written("lane")?;
    entry.reader().resolve("lane", &written, names.lanes.iter().map(String::as_str))
}

/// The vehicle rule under `vehicle`, where there is one.
pub(super) fn vehicle_rule(entry: &Entry<'_>, names: &Names) -> Option<VehicleRule> {
    entry.table("vehicle").map(|table| read_vehicle_rule(&table, names))
}

/// A vehicle rule.
pub(super) fn read_vehicle_rule(entry: &Entry<'_>, names: &Names) -> VehicleRule {
    let one_of: Vec<(VehicleId, Condition)> = entry
        .tables("one-of")
        .iter()
        .filter_map(|choice| {
            let id = choice.required_written("id")?;
            let vehicle =
                choice.reader().resolve("vehicle", &id, names.vehicles.iter().map(String::as_str))?;
            Some((vehicle, condition(choice, "when", names)))
        })
        .collect();
    if one_of.is_empty() {
        entry.reader().report(
            Problem::new("missing-key", "no vehicle is named")
                .at(entry.place())
                .help("add `one-of = [{ id = \"…\", when = { … } }]`"),
        );
    }
    VehicleRule {
        when: required_condition(entry, "when", names),
        says: entry.required_text("says"),
        one_of,
        source: citations(entry, names),
    }
}

/// One rule for a phase.
pub(super) fn phase_rule(entry: &Entry<'_>, phase: PhaseId, names: &Names) -> PhaseRule {
    let kinds = |key: &str| -> Vec<KindId> { resolve_all(entry, key, "kind", &names.kinds) };
    PhaseRule {
        phase,
        kinds: kinds("kinds"),
        works_on: entry.written("works-on").and_then(|written| {
            entry.reader().resolve("target", &written, names.targets.iter().map(String::as_str))
        }),
        when: condition(entry, "when", names),
        with_included: kinds("with-included"),
        without_included: kinds("without-included"),
        source: citations(entry, names),
    }
}

/// The notes under a key.
pub(super) fn notes(entry: &Entry<'_>, key: &str, names: &Names) -> Vec<Note> {
    entry.tables(key).iter().map(|table| note(table, names)).collect()
}
