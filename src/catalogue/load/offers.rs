//! Offers as written.

use std::collections::HashSet;

use super::availability::availability;
use super::condition::{THIS_OFFER, citations, condition};
use super::names::{Names, UsedIds, resolve, resolve_all};
use super::parts::{criteria, lane, no_vehicle, notes, phase_rule, vehicle_rule};
use super::policy::KindRules;
use super::sheet::in_welsh;
use super::written::WrittenCatalogue;
use crate::catalogue::condition::{Accepts, Condition};
use crate::catalogue::offer::{Conflict, Criterion, Delivery, Faster, Length, NotBeside, Offer, PhaseRule};
use crate::catalogue::policy::Policy;
use crate::entry::{Faults, Fields, PlacedText};
use crate::ids::{self, KindId, LaneId, OfferId, TargetId};
use crate::text::problem::Problem;

/// An offer's file, opened.
pub(super) struct OfferEntry<'t> {
    pub(super) id: PlacedText,
    pub(super) entry: Fields<'t>,
}

impl OfferEntry<'_> {
    pub(super) fn short_names(&self) -> Vec<String> {
        self.entry.list("short-names").into_iter().map(|written| written.text).collect()
    }
}

/// The offers' files in catalogue order.
pub(super) fn open<'t>(
    head: &Fields<'t>,
    written: &'t WrittenCatalogue<'_>,
    faults: &'t Faults,
) -> Vec<OfferEntry<'t>> {
    let mut entries: Vec<OfferEntry<'t>> = Vec::new();
    let mut used = UsedIds::default();
    for id in head.list("offers") {
        used.add(faults, &id.text, id.place);
        let path = path_of(&id.text);
        let Some(file) = written.file(&path) else {
            faults.report(
                Problem::new("missing-file", format!("`{}` is listed, but there is no `{path}`", id.text))
                    .at(id.place),
            );
            continue;
        };
        let entry = Fields::new(&file.root, faults);
        let own = entry.id("id");
        if own != id.text {
            faults.report(
                Problem::new("misnamed-file", format!("`{path}` holds the offer `{own}`"))
                    .at(entry.place())
                    .help("the file has the name of the offer's id"),
            );
        }
        entries.push(OfferEntry { id, entry });
    }
    note_unlisted(&entries, written, faults);
    short_names_are_unique(&entries, faults);
    entries
}

fn path_of(offer: &str) -> String {
    format!("offers/{offer}.toml")
}

fn note_unlisted(entries: &[OfferEntry<'_>], written: &WrittenCatalogue<'_>, faults: &Faults) {
    let listed: HashSet<String> = entries.iter().map(|offer| path_of(&offer.id.text)).collect();
    for file in written.offers().filter(|file| !listed.contains(file.path)) {
        let message = format!("`{}` is not listed in `catalogue.toml`", file.path);
        faults.report(
            Problem::new("unlisted-offer", message)
                .at(file.start())
                .help("add the offer's id to `offers` at its place in the order"),
        );
    }
}

fn short_names_are_unique(entries: &[OfferEntry<'_>], faults: &Faults) {
    let mut used = UsedIds::default();
    // An id that is listed twice is told where it is listed.
    let mut ids = HashSet::new();
    for offer in entries.iter().filter(|offer| ids.insert(offer.id.text.as_str())) {
        used.add(faults, &offer.id.text, offer.id.place);
    }
    for offer in entries {
        for name in offer.entry.list("short-names") {
            let lower = name.text.to_lowercase();
            if lower != offer.id.text {
                used.add(faults, &lower, name.place);
            }
        }
    }
}

pub(super) fn offers(
    entries: &[OfferEntry<'_>],
    policy: &Policy,
    kind_rules: &[KindRules],
    names: &Names,
) -> Vec<Offer> {
    ids::numbered(entries).map(|(id, offer)| read(id, offer, policy, kind_rules, names)).collect()
}

fn read(
    id: OfferId,
    offer: &OfferEntry<'_>,
    policy: &Policy,
    kind_rules: &[KindRules],
    names: &Names,
) -> Offer {
    let entry = &offer.entry;
    let kind = entry.required_placed("kind");
    let kinds = names.kinds.iter().map(String::as_str);
    let kind = kind.and_then(|written| resolve(entry.faults(), "kind", &written, kinds)).unwrap_or(KindId(0));
    let rules = kind_rules.get(kind.index());
    let of_kind = rules.map_or(&[][..], |rules| &rules.criteria);
    let mut all: Vec<Criterion> = of_kind.iter().map(|criterion| for_offer(criterion, id)).collect();
    all.extend(criteria(entry, names, false));
    criterion_ids_are_unique(entry, &all);
    let related = |key: &str| resolve_all(entry, key, "offer", &names.offers);
    Offer {
        id: offer.id.text.clone(),
        name: entry.required_text("name"),
        short_names: offer.short_names(),
        kind,
        audience: entry.required_text("audience"),
        summary: entry.required_text("summary"),
        plain_name: entry.text("plain-name"),
        plain: entry.text("plain"),
        plain_name_welsh: in_welsh(entry, "plain-name"),
        plain_welsh: in_welsh(entry, "plain"),
        put_to: entry.text("put-to"),
        targets: targets(entry, names),
        option: entry.yes("option"),
        alongside: entry.yes("alongside"),
        first: entry.yes("first"),
        superseded_by: related("superseded-by"),
        follows: related("follows"),
        prepares_for: related("prepares-for"),
        not_beside: entry.tables("not-beside").iter().map(|table| not_beside(table, names)).collect(),
        availability: availability(entry, policy, names),
        delivery: delivery(entry, policy, kind, names),
        criteria: all,
        vehicle: vehicle_rule(entry, names)
            .or_else(|| rules.map(|rules| rules.vehicle.clone()))
            .unwrap_or_else(no_vehicle),
        phases: entry.tables("phase").iter().filter_map(|rule| own_phase(rule, names)).collect(),
        arrange: notes(entry, "arrange", names),
        conflicts: conflicts(entry, names),
        notes: notes(entry, "note", names),
        source: citations(entry, names),
        place: entry.place(),
    }
}

/// What it works on: something.
fn targets(entry: &Fields<'_>, names: &Names) -> Vec<TargetId> {
    if entry.list("targets").is_empty() {
        entry.faults().report(
            Problem::new("missing-key", "the offer works on no target")
                .at(entry.place())
                .help("add `targets = [\"…\"]`"),
        );
    }
    resolve_all(entry, "targets", "target", &names.targets)
}

fn not_beside(table: &Fields<'_>, names: &Names) -> NotBeside {
    NotBeside {
        kinds: resolve_all(table, "kinds", "kind", &names.kinds),
        offers: resolve_all(table, "offers", "offer", &names.offers),
        when: condition(table, "when", names),
        unless: table.has("unless").then(|| condition(table, "unless", names)),
        says: table.required_text("says"),
        source: citations(table, names),
    }
}

fn own_phase(rule: &Fields<'_>, names: &Names) -> Option<PhaseRule> {
    let written = rule.required_placed("phase")?;
    let phase = resolve(rule.faults(), "phase", &written, names.phases.iter().map(String::as_str))?;
    Some(phase_rule(rule, phase, names))
}

fn conflicts(entry: &Fields<'_>, names: &Names) -> Vec<Conflict> {
    let tables = entry.tables("conflict");
    let read = tables.iter().map(|table| {
        let views = notes(table, "view", names);
        if views.len() < 2 {
            table.faults().report(
                Problem::new("missing-key", "a conflict has two views or more")
                    .at(table.place())
                    .help("add a `[[conflict.view]]` for what each source says"),
            );
        }
        let mut source = Vec::new();
        for citation in views.iter().flat_map(|view| &view.source) {
            if !source.contains(citation) {
                source.push(citation.clone());
            }
        }
        let (about, here) = (table.required_text("about"), table.required_text("here"));
        Conflict { about, views, here, source }
    });
    read.collect()
}

/// A kind's criterion, with the offer itself where it says so.
fn for_offer(criterion: &Criterion, id: OfferId) -> Criterion {
    let mut own = criterion.clone();
    name_offer(&mut own.when, id);
    if let Some(exception) = &mut own.exception {
        name_offer(&mut exception.when, id);
    }
    own
}

fn name_offer(condition: &mut Condition, id: OfferId) {
    match condition {
        Condition::Always => {}
        Condition::Test(test) => {
            if let Accepts::Includes(values) | Accepts::IncludesNone(values) = &mut test.accepts {
                for value in values.iter_mut().filter(|value| **value == THIS_OFFER) {
                    *value = id.0;
                }
                values.sort_unstable();
            }
        }
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter_mut().for_each(|part| name_offer(part, id));
        }
        Condition::Not(part) => name_offer(part, id),
    }
}

fn criterion_ids_are_unique(entry: &Fields<'_>, criteria: &[Criterion]) {
    let mut used = UsedIds::default();
    for criterion in criteria {
        used.add(entry.faults(), &criterion.id, criterion.place);
    }
}

fn delivery(entry: &Fields<'_>, policy: &Policy, kind: KindId, names: &Names) -> Delivery {
    let kind_lane = policy.kinds.get(kind.index()).map_or(LaneId(0), |kind| kind.lane);
    let Some(table) = entry.required_table("delivery") else {
        return Delivery {
            sessions: None,
            weeks: 1,
            assumed: true,
            fewest_sessions: None,
            faster: None,
            whole_sentence: false,
            format: String::new(),
            lane: kind_lane,
            lengths: Vec::new(),
            source: Vec::new(),
        };
    };
    let (sessions, weeks) = (table.number("sessions"), table.number("weeks"));
    if sessions.or(weeks).is_none_or(|length| length == 0) {
        table.faults().report(
            Problem::new("missing-key", "nothing says how long it takes")
                .at(table.place())
                .help("add `sessions = …` or `weeks = …`, at least 1"),
        );
    }
    let per_week = policy.sequence.sessions_per_week;
    let from_sessions = sessions.map(|sessions| sessions.div_ceil(per_week));
    Delivery {
        sessions,
        weeks: weeks.or(from_sessions).unwrap_or(1).max(1),
        assumed: table.yes("assumed"),
        fewest_sessions: table.number("fewest-sessions"),
        faster: table
            .number("faster-weeks")
            .map(|weeks| Faster { weeks, says: table.required_text("faster-says") }),
        whole_sentence: table.yes("whole-sentence"),
        format: table.required_text("format"),
        lane: lane(&table, names).unwrap_or(kind_lane),
        lengths: table
            .tables("length")
            .iter()
            .map(|length| Length {
                when: condition(length, "when", names),
                says: length.required_text("says"),
            })
            .collect(),
        source: citations(&table, names),
    }
}
