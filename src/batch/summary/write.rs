//! The summary as JSON, and as a page of tables.

use serde_json::{Value, json};

use super::{Group, LEAST_SHOWN, Need, Relaxed, Summary, labels};
use crate::batch::Counts;
use crate::catalogue::{Criterion, FactId, OfferId};
use crate::ids;
use crate::outcome::{Outcome, Reason};
use crate::text::wording::capital;
use crate::text::wrap::{hanging, paragraph};

/// The name and version of the form.
const SCHEMA: &str = "goldenthread.summary/1";

/// How many lines the page gives of a long list; the JSON has all.
pub(crate) const MOST_LINES: usize = 15;

/// A count that may be left out for being small.
pub(crate) type Shown = Option<u64>;

/// One group with its counts as they may be shown.
pub(crate) struct ShownGroup {
    pub(crate) label: String,
    pub(crate) cases: Shown,
    /// People with needs that are all met, and with one that is not.
    pub(crate) people: [Shown; 2],
    /// For each target: present, met and unmet.
    pub(crate) needs: Vec<[Shown; 3]>,
}

impl Summary<'_> {
    /// The summary as one JSON object. Small counts are left out of the groups where `suppress` says so.
    #[must_use]
    pub fn json(&self, counts: &Counts, suppress: bool) -> Vec<u8> {
        let catalogue = self.planner.catalogue;
        let summary = json!({
            "schema": SCHEMA,
            "program": env!("CARGO_PKG_VERSION"),
            "catalogue": {
                "name": catalogue.name, "version": catalogue.version, "digest": catalogue.digest,
            },
            "rows": counts.rows,
            "rejects": counts.rejects,
            "cases": self.cases,
            "suppressed_below": suppress.then_some(LEAST_SHOWN),
            "offers": ids::all(catalogue.offers.len()).map(|offer| self.offer(offer)).collect::<Vec<_>>(),
            "needs": self.needs_json(suppress),
            "criteria": self.criteria_found().iter().map(|found| self.criterion(found)).collect::<Vec<_>>(),
            "open": self.open_found().iter().map(|(fact, results, cases)| json!({
                "fact": catalogue.fact(*fact).key, "results": results, "cases": cases,
            })).collect::<Vec<_>>(),
            "months": self.months.iter().enumerate().map(|(month, lanes)| json!({
                "month": month + 1,
                "lanes": lanes.iter().zip(&catalogue.policy.lanes).map(|(places, lane)| json!({
                    "lane": lane.id, "weeks": places.weeks, "sessions": places.sessions,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        });
        let mut out = summary.to_string().into_bytes();
        out.push(b'\n');
        out
    }

    pub(crate) fn by_outcome(&self, offer: OfferId, outcome: Outcome) -> u64 {
        let counts = &self.reasons[offer.index()];
        counts.iter().zip(Reason::ALL).filter(|(_, r)| r.outcome() == outcome).map(|(count, _)| count).sum()
    }

    fn offer(&self, offer: OfferId) -> Value {
        let reasons: serde_json::Map<String, Value> = Reason::ALL
            .iter()
            .zip(self.reasons[offer.index()])
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| (reason.code().to_owned(), count.into()))
            .collect();
        json!({
            "id": self.planner.catalogue.offer(offer).id,
            "include": self.by_outcome(offer, Outcome::Include),
            "consider": self.by_outcome(offer, Outcome::Consider),
            "undetermined": self.by_outcome(offer, Outcome::Undetermined),
            "exclude": self.by_outcome(offer, Outcome::Exclude),
            "reasons": reasons,
        })
    }

    fn needs_json(&self, suppress: bool) -> Vec<Value> {
        let catalogue = self.planner.catalogue;
        let targets: Vec<usize> = self.reported().collect();
        let by = catalogue.policy.summary.iter().enumerate();
        by.map(|(index, by)| {
            let groups: Vec<Value> = self
                .shown(index, suppress)
                .iter()
                .map(|group| {
                    let needs: Vec<Value> = targets
                        .iter()
                        .map(|target| {
                            let [present, met, unmet] = group.needs[*target];
                            let id = &catalogue.targets[*target].id;
                            json!({ "id": id, "present": present, "met": met, "unmet": unmet })
                        })
                        .collect();
                    let [met, unmet] = group.people;
                    let people = json!({ "all_needs_met": met, "some_need_unmet": unmet });
                    json!({ "group": group.label, "cases": group.cases, "people": people, "targets": needs })
                })
                .collect();
            json!({ "by": catalogue.fact(by.fact).key, "groups": groups })
        })
        .collect()
    }

    /// Targets that a plan has to say it leaves open.
    pub(crate) fn reported(&self) -> impl Iterator<Item = usize> {
        let targets = self.planner.catalogue.targets.iter().enumerate();
        targets.filter(|(_, target)| target.class.is_reported_unmet()).map(|(index, _)| index)
    }

    /// The groups of one grouping, with small counts left out.
    pub(crate) fn shown(&self, by: usize, suppress: bool) -> Vec<ShownGroup> {
        let catalogue = self.planner.catalogue;
        let grouping = &catalogue.policy.summary[by];
        let mut names = labels(catalogue, grouping.fact, &grouping.bands);
        names.push("not provided".to_owned());
        let groups = &self.groups[by];
        let cases = suppressed(groups.iter().map(|group| vec![group.cases]), suppress);
        // Those without a need are what is left of the cases.
        let people = |group: &Group| {
            let with_needs = group.all_met + group.some_unmet;
            vec![group.all_met, group.some_unmet, group.cases.saturating_sub(with_needs)]
        };
        let people = suppressed(groups.iter().map(people), suppress);
        let mut shown: Vec<ShownGroup> = names
            .into_iter()
            .zip(cases.into_iter().zip(people))
            .map(|(label, (cases, people))| {
                let people = [people[0], people[1]];
                ShownGroup { label, cases: cases[0], people, needs: Vec::new() }
            })
            .collect();
        for target in 0..catalogue.targets.len() {
            let need = |group: &Group| group.needs.get(target).copied().unwrap_or_default();
            let present = suppressed(groups.iter().map(|group| vec![need(group).present]), suppress);
            let split = |Need { present, met }: Need| vec![met, present - met];
            let split = suppressed(groups.iter().map(|group| split(need(group))), suppress);
            for ((group, present), split) in shown.iter_mut().zip(present).zip(split) {
                group.needs.push([present[0], split[0], split[1]]);
            }
        }
        shown
    }

    /// Criteria by how many people they exclude, most first.
    pub(crate) fn criteria_found(&self) -> Vec<(OfferId, &Criterion, Relaxed)> {
        let each = ids::numbered::<OfferId, _>(&self.criteria).flat_map(|(offer, criteria)| {
            criteria.iter().map(move |(criterion, counts)| (offer, *criterion, *counts))
        });
        let mut found: Vec<_> = each.filter(|(_, _, counts)| counts.excludes > 0).collect();
        // A stable sort: criteria that exclude as many stay in the order of the catalogue.
        found.sort_by_key(|(_, _, counts)| std::cmp::Reverse(counts.excludes));
        found
    }

    fn criterion(&self, (offer, criterion, counts): &(OfferId, &Criterion, Relaxed)) -> Value {
        json!({
            "offer": self.planner.catalogue.offer(*offer).id,
            "criterion": criterion.id,
            "says": criterion.says,
            "excludes": counts.excludes,
            "would_let_in": counts.lets_in,
            "would_include": counts.includes,
        })
    }

    /// Unanswered facts by how many results they leave open, most first.
    pub(crate) fn open_found(&self) -> Vec<(FactId, u64, u64)> {
        let mut found: Vec<(FactId, u64, u64)> = ids::numbered(&self.open)
            .filter(|(_, open)| open.results > 0)
            .map(|(fact, open)| (fact, open.results, open.cases))
            .collect();
        found.sort_by_key(|(fact, results, _)| (std::cmp::Reverse(*results), *fact));
        found
    }

    /// The summary as a page for people, at most 80 columns wide.
    #[must_use]
    pub fn page(&self, counts: &Counts, suppress: bool) -> String {
        let catalogue = self.planner.catalogue;
        let mut page = CountsPage::default();
        page.line(&format!("{} planned, {} rejected", counts.cases, counts.rejects));
        page.line(&format!("{}, version {}", catalogue.name, catalogue.version));
        page.heading("Offers: cases by outcome");
        page.row("", &["include", "consider", "open", "exclude"]);
        for offer in ids::all(catalogue.offers.len()) {
            let cell = |outcome| self.by_outcome(offer, outcome).to_string();
            page.row(
                &catalogue.offer(offer).name,
                &[
                    &cell(Outcome::Include),
                    &cell(Outcome::Consider),
                    &cell(Outcome::Undetermined),
                    &cell(Outcome::Exclude),
                ],
            );
        }
        self.needs_page(&mut page, suppress);
        self.criteria_page(&mut page);
        page.heading("Unanswered facts: what they leave open");
        page.row("", &["results", "cases"]);
        for (fact, results, cases) in self.open_found().iter().take(MOST_LINES) {
            page.row(&catalogue.fact(*fact).name, &[&results.to_string(), &cases.to_string()]);
        }
        for (lane, declared) in catalogue.policy.lanes.iter().enumerate() {
            page.heading(&format!("{}: needed by month from the day of the plan", declared.name));
            page.row("", &["weeks", "sessions"]);
            for (month, lanes) in self.months.iter().enumerate() {
                let (weeks, sessions) = (lanes[lane].weeks.to_string(), lanes[lane].sessions.to_string());
                page.row(&format!("month {}", month + 1), &[&weeks, &sessions]);
            }
        }
        page.0
    }

    fn needs_page(&self, page: &mut CountsPage, suppress: bool) {
        let catalogue = self.planner.catalogue;
        let cell = |count: Shown| count.map_or_else(|| "-".to_owned(), |count| count.to_string());
        for (index, by) in catalogue.policy.summary.iter().enumerate() {
            page.heading(&format!("Needs by {}", catalogue.fact(by.fact).name.to_lowercase()));
            if suppress {
                page.line(&format!(
                    "A dash stands for a count below {LEAST_SHOWN}, or one that would give it away."
                ));
            }
            for group in self.shown(index, suppress) {
                if group.cases == Some(0) {
                    continue;
                }
                page.line("");
                page.row(
                    &format!("{} ({} cases)", capital(&group.label), cell(group.cases)),
                    &["present", "met", "unmet"],
                );
                for target in self.reported() {
                    let [present, met, unmet] = group.needs[target];
                    if present != Some(0) {
                        let name = format!("  {}", catalogue.targets[target].name);
                        page.row(&name, &[&cell(present), &cell(met), &cell(unmet)]);
                    }
                }
            }
        }
    }

    fn criteria_page(&self, page: &mut CountsPage) {
        let mut found = self.criteria_found();
        self.criteria_rows(page, "Criteria that exclude most people", &found);
        found.retain(|(_, _, counts)| counts.lets_in > 0);
        found.sort_by_key(|(_, _, counts)| std::cmp::Reverse(counts.lets_in));
        self.criteria_rows(page, "Criteria that would let most people in if they alone were relaxed", &found);
    }

    fn criteria_rows(&self, page: &mut CountsPage, heading: &str, found: &[(OfferId, &Criterion, Relaxed)]) {
        page.heading(heading);
        page.row("", &["excludes", "lets in", "includes"]);
        for (offer, criterion, counts) in found.iter().take(MOST_LINES) {
            let offer = self.planner.catalogue.offer(*offer);
            page.row(
                &format!("{}: {}", offer.name, criterion.says),
                &[&counts.excludes.to_string(), &counts.lets_in.to_string(), &counts.includes.to_string()],
            );
        }
    }
}

/// Leaves out every row of counts with a small one in it. Where one row alone is left out, what is left of a total would give
/// it away: the row with the next smallest count goes too.
fn suppressed(rows: impl Iterator<Item = Vec<u64>>, suppress: bool) -> Vec<Vec<Shown>> {
    let rows: Vec<Vec<u64>> = rows.collect();
    let is_small = |count: &u64| (1..LEAST_SHOWN).contains(count);
    let mut out: Vec<bool> = rows.iter().map(|row| suppress && row.iter().any(is_small)).collect();
    if out.iter().filter(|out| **out).count() == 1 {
        let left = rows.iter().enumerate().filter(|(index, row)| !out[*index] && row.iter().any(|c| *c > 0));
        if let Some((index, _)) = left.min_by_key(|(index, row)| (row.iter().sum::<u64>(), *index)) {
            out[index] = true;
        }
    }
    let shown = |(row, out): (&Vec<u64>, &bool)| row.iter().map(|count| (!out).then_some(*count)).collect();
    rows.iter().zip(&out).map(shown).collect()
}

/// A page of headings and rows, each a name and a few counts to its right.
#[derive(Default)]
struct CountsPage(String);

impl CountsPage {
    const WIDTH: usize = 79;
    const COLUMN: usize = 9;

    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.0.push('\n');
        paragraph(&mut self.0, text, Self::WIDTH, 0, 0);
    }

    fn row(&mut self, name: &str, cells: &[&str]) {
        let room = Self::WIDTH - cells.len() * Self::COLUMN;
        let indent = name.len() - name.trim_start().len();
        let pad = " ".repeat(indent);
        let lines = hanging(name.trim_start(), room - indent, room - indent - 2);
        let last = lines.len().saturating_sub(1);
        for (index, line) in lines.iter().enumerate() {
            let more = if index > 0 { "  " } else { "" };
            let line = format!("{pad}{more}{line}");
            if index < last {
                self.line(&line);
                continue;
            }
            self.cells(&line, room, cells);
        }
        if lines.is_empty() {
            self.cells("", room, cells);
        }
    }

    fn cells(&mut self, name: &str, room: usize, cells: &[&str]) {
        let cells: String =
            cells.iter().map(|cell| format!("{cell:>width$}", width = Self::COLUMN)).collect();
        self.line(&format!("{name:<room$}{cells}"));
    }
}
