//! When and where offers are in force, as written.

use super::condition::citations;
use super::names::{Names, position, positions};
use super::parts::note;
use crate::catalogue::fact::FactValue;
use crate::catalogue::offer::{Availability, Window};
use crate::catalogue::policy::Policy;
use crate::entry::Fields;
use crate::text::problem::Problem;

/// When and where an offer is in force.
pub(super) fn availability(entry: &Fields<'_>, policy: &Policy, names: &Names) -> Availability {
    if let Some(never) = entry.table("never-in-force") {
        return Availability::Never(note(&never, names));
    }
    let regions = names.vocabulary.fact(policy.roles.region).values();
    let windows: Vec<Window> =
        entry.tables("availability").iter().map(|table| window(table, regions, names)).collect();
    if windows.is_empty() {
        entry.faults().report(
            Problem::new("missing-key", "nothing says when the offer is in force")
                .at(entry.place())
                .help("add an `[[availability]]`, or `[never-in-force]`"),
        );
    }
    for (index, window) in windows.iter().enumerate() {
        for earlier in windows[..index].iter().filter(|earlier| overlap(earlier, window)) {
            entry.faults().report(
                Problem::new(
                    "overlapping-availability",
                    "two windows hold on the same day in the same region",
                )
                .at(window.place)
                .and_at(earlier.place, "the other one"),
            );
        }
    }
    Availability::Windows(windows)
}

fn overlap(one: &Window, other: &Window) -> bool {
    let before =
        |a: &Window, b: &Window| matches!((a.until, b.from), (Some(until), Some(from)) if until <= from);
    let shared = one.regions.is_empty()
        || other.regions.is_empty()
        || one.regions.iter().any(|region| other.regions.contains(region));
    shared && !before(one, other) && !before(other, one)
}

fn window(table: &Fields<'_>, regions: &[FactValue], names: &Names) -> Window {
    let (from, until) = (table.day("from"), table.day("until"));
    let settings = table.list("settings");
    for setting in &settings {
        position(table.faults(), "setting", setting, ["community", "custody"]);
    }
    let known: Vec<&str> = regions.iter().map(|region| region.key.as_str()).collect();
    let listed = positions(table, "regions", "region", &known);
    // Loading refuses more values than this numbers.
    let mut listed: Vec<u16> = listed.into_iter().map(|index| index as u16).collect();
    listed.sort_unstable();
    Window {
        from,
        until,
        regions: listed,
        ended: table.text("ended"),
        confirmed: table.yes_no("confirmed").unwrap_or(true),
        community: settings.is_empty() || settings.iter().any(|s| s.text == "community"),
        source: citations(table, names),
        place: table.place(),
    }
}
