//! What a caseload comes to, as one page: charts, each with its table.

use super::chart::{ChartRow, chart};
use super::markup::Markup;
use super::shell::open_at;
use crate::batch::{Counts, LEAST_SHOWN, MOST_LINES, Shown, ShownGroup, Summary};
use crate::catalogue::Catalogue;
use crate::ids;
use crate::outcome::Outcome;
use crate::report::document::Language;
use crate::text::wording::{capital, count};

/// The most months of a chart and a table; what comes later is one row.
const MOST_MONTHS: usize = 24;

/// What stands for a count that is not shown.
const NOT_SHOWN: &str = "not shown";

/// The page being written.
struct SummaryPage<'s, 'p> {
    summary: &'s Summary<'p>,
    catalogue: &'p Catalogue,
    suppress: bool,
    out: Markup,
}

/// The summary of a caseload as one page. Small counts are left out of the tables by group where `suppress` says so.
#[must_use]
pub fn page(summary: &Summary<'_>, counts: &Counts, suppress: bool) -> String {
    let catalogue = summary.planner.catalogue;
    let mut page = SummaryPage { summary, catalogue, suppress, out: Markup::default() };
    open_at(&mut page.out, "What a caseload comes to", Language::English, "summary", "Skip to the figures");
    page.out.raw("<h1>What a caseload comes to</h1>\n");
    page.opening(counts);
    page.contents();
    for by in 0..catalogue.policy.summary.len() {
        page.needs(by);
    }
    page.excludes();
    page.places();
    page.offers();
    page.open();
    page.out.raw("</main>\n<footer><div class=\"wide\">");
    let made = format!("Made with goldenthread {} from {}.", env!("CARGO_PKG_VERSION"), page.version());
    page.out.element("p", made).raw("</div></footer>\n</body>\n</html>\n");
    page.out.into_string()
}

impl SummaryPage<'_, '_> {
    fn version(&self) -> String {
        let digest = self.catalogue.digest.get(..12).unwrap_or(&self.catalogue.digest);
        format!("{}, version {} ({digest})", self.catalogue.name, self.catalogue.version)
    }

    fn opening(&mut self, counts: &Counts) {
        let number = |number: u64, noun: &str| count(usize::try_from(number).unwrap_or(usize::MAX), noun);
        let planned =
            format!("{} planned, {} rejected.", number(counts.cases, "case"), number(counts.rejects, "row"));
        self.out.element("p class=\"lead\"", planned);
        self.out.raw("<div class=\"notice\">");
        self.out.element(
            "p",
            "These are counts of what the guidance supports for the answers given. What is proposed is decided case by case.",
        );
        if self.suppress {
            self.out.element("p", format!(
                "In the figures by group, a count below {LEAST_SHOWN}, or one that would give it away, is not shown."
            ));
        }
        self.out.raw("</div>\n");
    }

    fn contents(&mut self) {
        let groups = self.catalogue.policy.summary.iter().enumerate();
        let mut parts: Vec<(String, String)> =
            groups.map(|(by, _)| (format!("needs-{by}"), self.needs_heading(by))).collect();
        let rest = [
            ("excludes", "What excludes most people"),
            ("places", "Places by month"),
            ("offers", "Offers"),
            ("open", "Unanswered facts"),
        ];
        parts.extend(rest.map(|(id, name)| (id.to_owned(), name.to_owned())));
        self.out.raw("<nav aria-label=\"Contents\"><ul>");
        for (id, name) in parts {
            self.out.raw("<li><a href=\"#").raw(&id).raw("\">").text(name).raw("</a></li>");
        }
        self.out.raw("</ul></nav>\n");
    }

    fn section(&mut self, id: &str, heading: &str) {
        self.out.raw(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">"));
        self.out.text(heading).raw("</h2>\n");
    }

    /// A table, whose first column names its rows.
    fn table(&mut self, caption: &str, columns: &[&str], rows: &[Vec<String>]) {
        self.out.raw("<div class=\"scroll\" role=\"region\" aria-label=\"Table: ").text(caption);
        self.out.raw("\" tabindex=\"0\"><table>").element("caption", caption).raw("<thead><tr>");
        for column in columns {
            self.out.element("th scope=\"col\"", column);
        }
        self.out.raw("</tr></thead><tbody>");
        for row in rows {
            self.out.raw("<tr>");
            for (index, cell) in row.iter().enumerate() {
                self.out.element(if index == 0 { "th scope=\"row\"" } else { "td" }, cell);
            }
            self.out.raw("</tr>");
        }
        self.out.raw("</tbody></table></div>\n");
    }

    fn needs_heading(&self, by: usize) -> String {
        let fact = self.catalogue.policy.summary.get(by).map(|by| self.catalogue.fact(by.fact));
        format!("Needs met and unmet, by {}", fact.map_or(String::new(), |fact| fact.name.to_lowercase()))
    }

    fn needs(&mut self, by: usize) {
        let heading = self.needs_heading(by);
        let groups = self.groups(by);
        let targets: Vec<usize> = self.summary.reported().collect();
        self.section(&format!("needs-{by}"), &heading);
        self.out.element(
            "p",
            "How many people have needs that are all worked on by their plan (a full bar), and how many have one that nothing \
             in it works on (a pale bar with a broken edge).",
        );
        let rows: Vec<ChartRow> = (groups.iter())
            .map(|(name, group)| {
                let (parts, says) = match group.people {
                    [Some(met), Some(unmet)] => (vec![met, unmet], format!("{met} met, {unmet} unmet")),
                    _ => (Vec::new(), NOT_SHOWN.to_owned()),
                };
                ChartRow { label: name.clone(), parts, says }
            })
            .collect();
        chart(&mut self.out, &format!("Bars: {}.", heading.to_lowercase()), &rows);
        let table: Vec<Vec<String>> = (groups.iter())
            .map(|(name, group)| {
                let [met, unmet] = group.people;
                vec![name.clone(), shown(group.cases), shown(met), shown(unmet)]
            })
            .collect();
        let columns = ["Group", "Cases", "People with every need met", "People with a need unmet"];
        self.table(&heading, &columns, &table);
        let each: Vec<Vec<String>> = (groups.iter())
            .flat_map(|(name, group)| targets.iter().map(move |target| (name, group, *target)))
            .filter_map(|(name, group, target)| {
                let [present, met, unmet] = *group.needs.get(target)?;
                let need = self.catalogue.targets.get(target)?;
                let cells = [format!("{name}: {}", need.name), shown(present), shown(met), shown(unmet)];
                (present != Some(0)).then(|| cells.to_vec())
            })
            .collect();
        self.out.raw("<details><summary>Every need by group</summary>\n");
        self.table(
            &format!("{heading}, need by need"),
            &["Group and need", "Present", "Met", "Unmet"],
            &each,
        );
        self.out.raw("</details>\n</section>\n");
    }

    /// The groups in which anybody is, or may be, each with its name.
    fn groups(&self, by: usize) -> Vec<(String, ShownGroup)> {
        let values =
            self.catalogue.policy.summary.get(by).map_or(&[][..], |by| self.catalogue.fact(by.fact).values());
        let groups = self.summary.shown(by, self.suppress).into_iter().enumerate();
        groups
            .filter(|(_, group)| group.cases != Some(0))
            .map(|(index, group)| {
                let name = values.get(index).map_or(&group.label, |value| &value.name);
                (capital(name), group)
            })
            .collect()
    }

    fn excludes(&mut self) {
        self.section("excludes", "What excludes most people");
        let found = self.summary.criteria_found();
        if found.is_empty() {
            self.out.element("p", "No criterion rules an offer out for anybody.").raw("</section>\n");
            return;
        }
        let named = |offer, says: &str| format!("{}: {says}", self.catalogue.offer(offer).name);
        let (mut bars, mut rows) = (Vec::new(), Vec::new());
        for (offer, criterion, counts) in found.iter().take(MOST_LINES) {
            let label = named(*offer, &criterion.says);
            bars.push(ChartRow {
                label: label.clone(),
                parts: vec![counts.excludes],
                says: counts.excludes.to_string(),
            });
            rows.push(
                [label, counts.excludes.to_string(), counts.lets_in.to_string(), counts.includes.to_string()]
                    .to_vec(),
            );
        }
        self.out.element(
            "p",
            "For how many people a criterion is not met, and for how many of them it alone keeps the offer out.",
        );
        chart(&mut self.out, "Bars: criteria by how many people they exclude.", &bars);
        let columns =
            ["Criterion", "Excludes", "Would let in, if it alone were relaxed", "Of these, into the plan"];
        self.table("Criteria that exclude most people", &columns, &rows);
        self.out.raw("</section>\n");
    }

    fn places(&mut self) {
        self.section("places", "Places by month");
        self.out.element("p", "Months are counted from the day of each plan.");
        let catalogue = self.catalogue;
        for (lane, declared) in catalogue.policy.lanes.iter().enumerate() {
            let months: Vec<(u64, u64)> = (self.summary.months.iter())
                .filter_map(|lanes| lanes.get(lane).map(|places| (places.weeks, places.sessions)))
                .collect();
            let last = months.iter().rposition(|places| *places != (0, 0)).map_or(0, |last| last + 1);
            let mut named: Vec<(String, (u64, u64))> =
                (months.iter().take(last.min(MOST_MONTHS)).enumerate())
                    .map(|(month, places)| (format!("Month {}", month + 1), *places))
                    .collect();
            if let Some(later) = months.get(MOST_MONTHS..last).filter(|later| !later.is_empty()) {
                let sum = later.iter().fold((0, 0), |sum, places| (sum.0 + places.0, sum.1 + places.1));
                named.push((format!("Months {} to {last}", MOST_MONTHS + 1), sum));
            }
            self.out.element("h3", capital(&declared.name));
            if named.is_empty() {
                self.out.element("p", "Nothing is planned in this lane.");
                continue;
            }
            let bars: Vec<ChartRow> = (named.iter())
                .map(|(label, (weeks, sessions))| ChartRow {
                    label: label.clone(),
                    parts: vec![*sessions],
                    says: format!("{sessions} sessions, {weeks} weeks"),
                })
                .collect();
            let caption = format!("{}: sessions and weeks by month", capital(&declared.name));
            chart(&mut self.out, &format!("Bars: {caption}."), &bars);
            let rows: Vec<Vec<String>> = (named.into_iter())
                .map(|(label, (weeks, sessions))| vec![label, sessions.to_string(), weeks.to_string()])
                .collect();
            self.table(&caption, &["Month", "Sessions", "Weeks"], &rows);
        }
        self.out.raw("</section>\n");
    }

    fn offers(&mut self) {
        self.section("offers", "Offers");
        let rows: Vec<Vec<String>> = ids::all(self.catalogue.offers.len())
            .map(|offer| {
                let outcomes = [Outcome::Include, Outcome::Consider, Outcome::Undetermined, Outcome::Exclude];
                let counts = outcomes.map(|outcome| self.summary.by_outcome(offer, outcome).to_string());
                std::iter::once(self.catalogue.offer(offer).name.clone()).chain(counts).collect()
            })
            .collect();
        self.out.raw("<details><summary>What became of every offer</summary>\n");
        let columns = ["Offer", "In the plan", "To be considered", "Open", "Ruled out"];
        self.table("Offers: cases by outcome", &columns, &rows);
        self.out.raw("</details>\n</section>\n");
    }

    fn open(&mut self) {
        self.section("open", "Unanswered facts");
        let found = self.summary.open_found();
        if found.is_empty() {
            self.out.element("p", "No answer that is missing leaves anything open.").raw("</section>\n");
            return;
        }
        let rows: Vec<Vec<String>> = (found.iter().take(MOST_LINES))
            .map(|(fact, results, cases)| {
                vec![self.catalogue.fact(*fact).name.clone(), results.to_string(), cases.to_string()]
            })
            .collect();
        self.table("What missing answers leave open", &["Fact", "Results", "Cases"], &rows);
        self.out.raw("</section>\n");
    }
}

fn shown(count: Shown) -> String {
    count.map_or_else(|| NOT_SHOWN.to_owned(), |count| count.to_string())
}
