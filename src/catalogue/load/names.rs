//! Names that parts of a catalogue refer to.

use std::collections::HashMap;

use crate::catalogue::fact::Vocabulary;
use crate::entry::{Faults, Fields, PlacedText};
use crate::ids::Id;
use crate::text::problem::{Problem, nearest};
use crate::text::source::Place;

/// Everything that can be named.
pub(super) struct Names {
    pub(super) sources: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    pub(super) targets: Vec<String>,
    pub(super) offers: Vec<String>,
    pub(super) kinds: Vec<String>,
    pub(super) vehicles: Vec<String>,
    pub(super) lanes: Vec<String>,
    pub(super) phases: Vec<String>,
    /// Reading a criterion that belongs to a kind, where `this-offer` may stand.
    pub(super) in_kind: bool,
}

impl Names {
    pub(super) fn facts(&self) -> impl Iterator<Item = &str> + Clone {
        self.vocabulary.keys()
    }
}

/// Finds a name in a list, or notes that it dangles.
pub(super) fn resolve<'n, I: Id>(
    faults: &Faults,
    what: &str,
    written: &PlacedText,
    names: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<I> {
    position(faults, what, written, names).and_then(I::of)
}

/// Where a name stands in a list; noted where it does not.
pub(super) fn position<'n>(
    faults: &Faults,
    what: &str,
    written: &PlacedText,
    names: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<usize> {
    let found = names.clone().into_iter().position(|name| name == written.text);
    if found.is_some() {
        return found;
    }
    let near = nearest(&written.text, names);
    let mut problem =
        Problem::new("unknown-name", format!("there is no {what} `{}`", written.text)).at(written.place);
    problem.help = near.map(|name| format!("did you mean `{name}`?"));
    faults.report(problem);
    None
}

/// Names under `key`, resolved against a list of ids.
pub(super) fn resolve_all<I: Id>(
    entry: &Fields<'_>,
    key: &str,
    what: &str,
    ids: &[impl AsRef<str>],
) -> Vec<I> {
    positions(entry, key, what, ids).into_iter().filter_map(I::of).collect()
}

/// Where the names under `key` stand in a list; noted where one does not.
pub(super) fn positions(entry: &Fields<'_>, key: &str, what: &str, known: &[impl AsRef<str>]) -> Vec<usize> {
    let listed = entry.list(key);
    let each = listed.iter();
    each.filter_map(|name| position(entry.faults(), what, name, known.iter().map(AsRef::as_ref))).collect()
}

/// Ids that are in use, each with the place where it was first used.
#[derive(Debug, Default)]
pub(super) struct UsedIds(HashMap<String, Place>);

impl UsedIds {
    /// Notes an id, and where it was used before.
    pub(super) fn add(&mut self, faults: &Faults, id: &str, place: Place) {
        let Some(first) = self.0.get(id) else {
            self.0.insert(id.to_owned(), place);
            return;
        };
        let twice = Problem::new("duplicate-id", format!("`{id}` is used twice"));
        faults.report(twice.at(place).and_at(*first, "first used here"));
    }
}

/// The ids of a list of tables. An id given twice is a problem.
pub(super) fn ids_of(tables: &[Fields<'_>]) -> Vec<String> {
    let mut used = UsedIds::default();
    let ids = tables.iter().map(|table| {
        let id = table.id("id");
        used.add(table.faults(), &id, table.place());
        id
    });
    ids.collect()
}
