//! Sources, targets, policy and cautions as written.

use super::condition::{citations, citations_under, condition, required_condition};
use super::names::{Names, UsedIds, ids_of, position, positions, resolve, resolve_all};
use super::parts::{criteria, no_vehicle, phase_rule, read_vehicle_rule};
use super::sheet::in_welsh;
use crate::catalogue::fact::Answers;
use crate::catalogue::offer::{Criterion, Note, VehicleRule};
use crate::catalogue::policy::{
    Among, Caution, CautionAbout, Grouping, Kind, Lane, PackageLine, Phase, PhaseRole, Planned, Policy,
    Roles, Sequence, Target, TargetClass, Vehicle, Weight,
};
use crate::catalogue::source::Source;
use crate::entry::Fields;
use crate::ids::{self, FactId, LaneId, OfferId, PhaseId};
use crate::outcome::Reason;
use crate::text::problem::Problem;

/// What a kind lends to each of its offers.
pub(super) struct KindRules {
    pub(super) vehicle: VehicleRule,
    pub(super) criteria: Vec<Criterion>,
}

pub(super) fn sources(file: &Fields<'_>) -> Vec<Source> {
    let mut used = UsedIds::default();
    file.tables("source")
        .iter()
        .map(|entry| {
            let id = entry.id("id");
            used.add(entry.faults(), &id, entry.place());
            Source {
                id,
                title: entry.required_text("title"),
                publisher: entry.required_text("publisher"),
                date: entry.required_text("date"),
                speaks_to: entry.day("speaks-to"),
                address: entry.text("address").or_else(|| entry.text("file")),
                note: entry.text("note"),
            }
        })
        .collect()
}

pub(super) fn targets(file: &Fields<'_>, names: &Names) -> Vec<Target> {
    file.tables("target")
        .iter()
        .map(|entry| Target {
            id: entry.id("id"),
            name: entry.required_text("name"),
            plain: entry.text("plain"),
            plain_welsh: in_welsh(entry, "plain"),
            says: entry.text("says"),
            fails: entry.text("fails"),
            class: one_of(entry, "class", &TARGET_CLASSES),
            present: required_condition(entry, "present", names),
            also_once_included: resolve_all::<OfferId>(entry, "also-once-included", "offer", &names.offers),
            source: citations(entry, names),
            place: entry.place(),
        })
        .collect()
}

const TARGET_CLASSES: [(&str, TargetClass); 4] = [
    ("need", TargetClass::Need),
    ("offence-related", TargetClass::OffenceRelated),
    ("purpose", TargetClass::Purpose),
    ("follow-on", TargetClass::FollowOn),
];

/// The class of target under a key, where one is named.
pub(super) fn target_class(entry: &Fields<'_>, key: &str) -> Option<TargetClass> {
    entry.has(key).then(|| one_of(entry, key, &TARGET_CLASSES))
}

/// The choice written under `key`; the first where what is written is none of them, which is noted.
fn one_of<T: Copy>(entry: &Fields<'_>, key: &str, choices: &[(&str, T)]) -> T {
    let first = choices[0].1;
    let Some(written) = entry.required_placed(key) else { return first };
    let known = choices.iter().map(|(name, _)| *name);
    position(entry.faults(), key, &written, known).map_or(first, |index| choices[index].1)
}

pub(super) fn policy(file: &Fields<'_>, names: &mut Names) -> Option<(Policy, Vec<KindRules>)> {
    names.in_kind = true;
    let kind_tables = file.tables("kind");
    let rules: Vec<KindRules> = kind_tables
        .iter()
        .map(|entry| KindRules {
            vehicle: entry
                .required_table("vehicle")
                .map_or_else(no_vehicle, |table| read_vehicle_rule(&table, names)),
            criteria: criteria(entry, names, true),
        })
        .collect();
    names.in_kind = false;
    let policy = Policy {
        roles: roles(file, names)?,
        sequence: sequence(file, names)?,
        reasons: file.required_table("reasons")?.pairs(),
        vehicles: file.tables("vehicle").iter().map(vehicle).collect(),
        lanes: file
            .tables("lane")
            .iter()
            .map(|entry| Lane {
                id: entry.id("id"),
                name: entry.required_text("name"),
                one_at_a_time: entry.yes("one-at-a-time"),
            })
            .collect(),
        kinds: kind_tables.iter().map(|entry| kind(entry, names)).collect(),
        phases: file.tables("phase").iter().map(|entry| phase(entry, names)).collect(),
        summary: file.tables("summary").iter().filter_map(|entry| grouping(entry, names)).collect(),
    };
    all_reasons_worded(file, &policy);
    Some((policy, rules))
}

fn all_reasons_worded(file: &Fields<'_>, policy: &Policy) {
    for code in crate::outcome::Reason::CODES {
        if !policy.reasons.iter().any(|(key, _)| key == code) {
            file.faults().report(
                Problem::new("missing-key", format!("the reason `{code}` has no sentence"))
                    .at(file.place())
                    .help(format!("add `{code} = \"…\"` under `[reasons]`")),
            );
        }
    }
}

fn roles(file: &Fields<'_>, names: &Names) -> Option<Roles> {
    let entry = file.required_table("roles")?;
    let role = |key: &str| -> Option<FactId> {
        let written = entry.required_placed(key)?;
        resolve(entry.faults(), "fact", &written, names.facts())
    };
    let (region, weeks, rar_days, no_access) =
        (role("region"), role("weeks"), role("rar-days"), role("no-access"));
    let (completed, stage, sentence) = (role("completed"), role("stage"), role("sentence"));
    Some(Roles {
        region: region?,
        weeks: weeks?,
        rar_days: rar_days?,
        no_access: no_access?,
        completed: completed?,
        stage: stage?,
        sentence: sentence?,
    })
}

fn sequence(file: &Fields<'_>, names: &Names) -> Option<Sequence> {
    let entry = file.required_table("sequence")?;
    Some(Sequence {
        sessions_per_week: entry.required_number("sessions-per-week").max(1),
        weeks_before_core: entry.required_number("weeks-before-core"),
        months_confirmed: entry.number("months-confirmed"),
        waiting_kinds: resolve_all(&entry, "waiting-kinds", "kind", &names.kinds),
        source: citations(&entry, names),
    })
}

/// One way to group people, where the fact puts each in one group.
fn grouping(entry: &Fields<'_>, names: &Names) -> Option<Grouping> {
    let written = entry.required_placed("fact")?;
    let fact: FactId = resolve(entry.faults(), "fact", &written, names.facts())?;
    if matches!(names.vocabulary.fact(fact).answers, Answers::AnyOf(_)) {
        let message = format!("`{}` can have several answers at a time", written.text);
        let help = "group by a fact that has one answer";
        entry.faults().report(Problem::new("wrong-type", message).at(written.place).help(help));
        return None;
    }
    Some(Grouping { fact, bands: entry.rising_numbers("bands") })
}

fn vehicle(entry: &Fields<'_>) -> Vehicle {
    Vehicle {
        id: entry.id("id"),
        name: entry.required_text("name"),
        package: one_of(
            entry,
            "package",
            &[("each", PackageLine::Each), ("joined", PackageLine::Joined), ("none", PackageLine::None)],
        ),
        counts_rar_days: entry.yes("counts-rar-days"),
        proposal: entry.text("proposal").unwrap_or_default(),
        supervision: entry.text("supervision").unwrap_or_default(),
        proposal_days: entry.text("proposal-days"),
        supervision_days: entry.text("supervision-days"),
        days_say: entry.text("days-say"),
    }
}

fn kind(entry: &Fields<'_>, names: &Names) -> Kind {
    let without_vehicle = entry.has("without-vehicle").then(|| {
        one_of(entry, "without-vehicle", &[("support-only", ())]);
        Note {
            says: entry.required_text("without-vehicle-says"),
            source: citations_under(entry, "without-vehicle-source", names),
        }
    });
    Kind {
        id: entry.id("id"),
        name: entry.required_text("name"),
        plural: entry.required_text("plural"),
        plain: entry.text("plain"),
        plain_welsh: in_welsh(entry, "plain"),
        lane: kind_lane(entry, names),
        competes: entry.yes_no("competes").unwrap_or(true),
        covers_nothing_for: resolve_all(entry, "covers-nothing-for", "kind", &names.kinds),
        without_vehicle,
        without_vehicle_when: condition(entry, "without-vehicle-when", names),
        second: entry.has("second-says").then(|| Note {
            says: entry.required_text("second-says"),
            source: citations_under(entry, "second-source", names),
        }),
        put_to: entry.text("put-to"),
        displaced_says: entry.text("displaced-says"),
    }
}

/// The lane that a kind must name.
fn kind_lane(entry: &Fields<'_>, names: &Names) -> LaneId {
    let written = entry.required_placed("lane");
    let found = written.and_then(|written| {
        resolve(entry.faults(), "lane", &written, names.lanes.iter().map(String::as_str))
    });
    found.unwrap_or(LaneId(0))
}

fn phase(entry: &Fields<'_>, names: &Names) -> Phase {
    let id = entry.id("id");
    let this = ids::find(&names.phases, |name| *name == id).unwrap_or(PhaseId(0));
    Phase {
        id,
        name: entry.required_text("name"),
        plain: entry.text("plain"),
        plain_welsh: in_welsh(entry, "plain"),
        says: entry.required_text("says"),
        role: one_of(
            entry,
            "role",
            &[
                ("main", PhaseRole::Main),
                ("stabilise", PhaseRole::Stabilise),
                ("prepare", PhaseRole::Prepare),
                ("consolidate", PhaseRole::Consolidate),
            ],
        ),
        rules: entry.tables("rule").iter().map(|rule| phase_rule(rule, this, names)).collect(),
    }
}

pub(super) fn cautions(file: &Fields<'_>, names: &Names) -> Vec<Caution> {
    let tables = file.tables("caution");
    let ids = ids_of(&tables);
    (tables.iter().zip(&ids))
        .map(|(entry, id)| Caution {
            id: id.clone(),
            when: condition(entry, "when", names),
            weight: if entry.has("weight") {
                one_of(entry, "weight", &[("decisive", Weight::Decisive), ("standing", Weight::Standing)])
            } else {
                Weight::Standing
            },
            about: about(entry, names),
            unplanned: entry.table("unplanned").map(|table| among(&table, names)),
            unless_given: positions(entry, "unless-given", "caution", &ids),
            contradiction: entry.yes("contradiction"),
            says: entry.required_text("says"),
            source: citations(entry, names),
            place: entry.place(),
        })
        .collect()
}

fn about(entry: &Fields<'_>, names: &Names) -> CautionAbout {
    type Made = fn() -> CautionAbout;
    if let Some(planned) = entry.table("planned") {
        let reasons = positions(entry, "outcome", "reason", Reason::CODES);
        return CautionAbout::Planned(Planned {
            among: among(&planned, names),
            considered: entry.yes("considered"),
            reasons: reasons.into_iter().map(|index| Reason::ALL[index]).collect(),
            at_least: entry.number("at-least").unwrap_or(1).max(1),
            at_most: entry.number("at-most"),
            holding_up: entry.yes("holding-up"),
            unprepared: entry.yes_no("prepared") == Some(false),
        });
    }
    if !entry.has("about") {
        return CautionAbout::Case;
    }
    let triggers: [(&str, Made); 6] = [
        ("assumed-duration", || CautionAbout::AssumedDuration),
        ("near-line", || CautionAbout::NearLine),
        ("arrange", || CautionAbout::Arrange),
        ("faster", || CautionAbout::Faster),
        ("overrun", || CautionAbout::Overrun),
        ("old-sources", || CautionAbout::OldSources),
    ];
    one_of(entry, "about", &triggers)()
}

/// A choice of offers.
fn among(entry: &Fields<'_>, names: &Names) -> Among {
    Among {
        kinds: resolve_all(entry, "kinds", "kind", &names.kinds),
        offers: resolve_all(entry, "offers", "offer", &names.offers),
        targets: resolve_all(entry, "targets", "target", &names.targets),
        phases: resolve_all(entry, "phases", "phase", &names.phases),
        fewer_sessions_than: entry.number("fewer-sessions-than"),
        first_starts_after: entry.number("first-starts-after"),
    }
}
