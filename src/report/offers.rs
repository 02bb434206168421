//! Offers as pages and as JSON: the list by kind, and one in full with every criterion and its source.

use serde_json::{Value, json};

use super::facts::named;
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::offer::Window;
use crate::catalogue::{Availability, Catalogue, Choice, Citation, FactId, KindId, Offer, OfferId, TargetId};
use crate::wording::{count, day, list, list_or, plain};

/// The name and version of the JSON form of the list.
pub const LIST_SCHEMA: &str = "goldenthread.offers/1";

/// The name and version of the JSON form of one offer.
pub const OFFER_SCHEMA: &str = "goldenthread.offer/1";

/// Which catalogue it is, for machines.
#[must_use]
pub fn head(catalogue: &Catalogue) -> Value {
    json!({"name": plain(&catalogue.name), "version": plain(&catalogue.version), "digest": catalogue.digest})
}

/// Which catalogue it is, for people.
#[must_use]
pub fn title(catalogue: &Catalogue) -> String {
    let checked = catalogue.date.map_or_else(String::new, |date| format!(", checked on {}", day(date)));
    format!("{}, version {}{checked}", catalogue.name, catalogue.version)
}

/// The offers of a choice under their kinds, in catalogue order.
#[must_use]
pub fn page(catalogue: &Catalogue, choice: &Choice, style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    let chosen = choice.of(catalogue);
    let of_all =
        if choice.is_everything() { String::new() } else { format!(" of {}", catalogue.offers.len()) };
    page.text(0, &format!("{}: {}{of_all}.", title(catalogue), count(chosen.len(), "offer")));
    for (index, kind) in catalogue.policy.kinds.iter().enumerate() {
        let of_kind = |offer: &&OfferId| catalogue.offer(**offer).kind == KindId::from(index);
        let offers: Vec<OfferId> = chosen.iter().filter(of_kind).copied().collect();
        if offers.is_empty() {
            continue;
        }
        page.heading(&kind.plural);
        for offer in offers {
            page.marked(2, "-", &format!("{}: {}", named(catalogue, offer), catalogue.offer(offer).id));
        }
    }
    page.blank();
    page.text(
        0,
        "`goldenthread catalogue show OFFER` shows one in full. An offer is named by its id or a short name.",
    );
    page.finish()
}

/// The list as JSON.
#[must_use]
pub fn json(catalogue: &Catalogue, choice: &Choice) -> Value {
    let offers: Vec<Value> = choice
        .of(catalogue)
        .into_iter()
        .map(|id| {
            let offer = catalogue.offer(id);
            json!({
                "id": offer.id,
                "name": plain(&offer.name),
                "short_names": offer.short_names,
                "kind": catalogue.kind_of(id).id,
                "audience": plain(&offer.audience),
                "targets": targets(catalogue, offer),
            })
        })
        .collect();
    json!({
        "schema": LIST_SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "offers": offers,
    })
}

fn targets<'c>(catalogue: &'c Catalogue, offer: &Offer) -> Vec<&'c str> {
    offer.targets.iter().map(|target| catalogue.target(*target).id.as_str()).collect()
}

/// One offer in full.
#[must_use]
pub fn page_of(catalogue: &Catalogue, id: OfferId, style: &Style) -> String {
    let sheet = Sheet {
        catalogue,
        offer: catalogue.offer(id),
        cited: Vec::new(),
        page: Page::new(style.width, style.colour),
    };
    sheet.laid_out(id)
}

/// One offer being laid out. Sources are numbered as they are cited and listed at the end.
struct Sheet<'c> {
    catalogue: &'c Catalogue,
    offer: &'c Offer,
    cited: Vec<&'c Citation>,
    page: Page,
}

impl<'c> Sheet<'c> {
    fn laid_out(mut self, id: OfferId) -> String {
        let (catalogue, offer) = (self.catalogue, self.offer);
        self.page.heading(&named(catalogue, id));
        self.page.text(0, &format!("{}; id {}", catalogue.kind_of(id).name, offer.id));
        self.page.blank();
        self.page.text(0, &offer.summary);
        self.page.named(0, "For", &offer.audience);
        self.page.named(0, "Works on", &list(&target_names(catalogue, &offer.targets)));
        if offer.option {
            self.page
                .text(0, "Whether to propose it is always a judgement: it comes out as to be considered.");
        }
        self.availability();
        self.delivery();
        self.criteria();
        self.relations();
        self.notes("To arrange", &offer.arrange);
        self.notes("Good to know", &offer.notes);
        self.sources();
        self.page.finish()
    }

    /// `source 1` or `sources 1 and 3`, by the numbers of the list at the end.
    fn refer(&mut self, citations: &'c [Citation]) -> String {
        let mut numbers = Vec::new();
        for citation in citations {
            let at = self.cited.iter().position(|earlier| *earlier == citation).unwrap_or_else(|| {
                self.cited.push(citation);
                self.cited.len() - 1
            });
            numbers.push(at + 1);
        }
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        match numbers.len() {
            0 => String::new(),
            1 => format!(" (source {})", list(&numbers)),
            _ => format!(" (sources {})", list(&numbers)),
        }
    }

    fn availability(&mut self) {
        self.page.heading("Where and when");
        match &self.offer.availability {
            Availability::Never(note) => {
                let line = format!("{}{}", note.says, self.refer(&note.source));
                self.page.marked(2, "-", &line);
            }
            Availability::Windows(windows) => {
                for window in windows {
                    let ended = window.ended.as_ref().map(|why| format!(" {why}")).unwrap_or_default();
                    let says = window_says(self.catalogue, window);
                    let line = format!("{says}{ended}{}", self.refer(&window.source));
                    self.page.marked(2, "-", &line);
                }
            }
        }
        if let Some(successor) = self.offer.superseded_by {
            let line = format!("{} has taken its place.", named(self.catalogue, successor));
            self.page.marked(2, "-", &line);
        }
    }

    fn delivery(&mut self) {
        self.page.heading("Delivery");
        let delivery = &self.offer.delivery;
        let sessions = delivery.sessions.map(|sessions| count(sessions as usize, "session"));
        let weeks = format!("over {}", count(delivery.weeks as usize, "week"));
        let length = sessions.into_iter().chain([weeks]).collect::<Vec<_>>().join(" ");
        let assumed =
            if delivery.assumed { "; no source says how long it takes, so this is assumed" } else { "" };
        let format = format!("{}{}", delivery.format, self.refer(&delivery.source));
        self.page.named(2, "How", &format);
        self.page.named(2, "Planned as", &format!("{length}{assumed}"));
        if !delivery.lengths.is_empty() {
            let lengths: Vec<&str> = delivery.lengths.iter().map(|length| length.says.as_str()).collect();
            self.page.named(2, "Length", &list_or(&lengths));
        }
        let vehicle = &self.offer.vehicle;
        let vehicles: Vec<&str> = (vehicle.one_of.iter())
            .map(|(id, _)| self.catalogue.policy.vehicles[id.index()].name.as_str())
            .collect();
        let under = format!("{}. {}{}", list_or(&vehicles), vehicle.says, self.refer(&vehicle.source));
        self.page.named(2, "Under", &under);
    }

    fn criteria(&mut self) {
        self.page.heading("Criteria");
        for criterion in &self.offer.criteria {
            let policy =
                if criterion.planning_policy { " Planning policy: no guidance states it." } else { "" };
            let line = format!(
                "{}{policy} Read from {}.{}",
                criterion.says,
                list(&keys(self.catalogue, &criterion.when.facts())),
                self.refer(&criterion.source)
            );
            self.page.marked(2, "-", &line);
            if let Some(exception) = &criterion.exception {
                let line = format!("{}{}", exception.says, self.refer(&exception.source));
                self.page.named(4, "Exception, for you to justify", &line);
            }
        }
    }

    fn relations(&mut self) {
        let (catalogue, offer) = (self.catalogue, self.offer);
        let names = |offers: &[OfferId]| {
            list(&offers.iter().map(|offer| catalogue.offer(*offer).name.as_str()).collect::<Vec<_>>())
        };
        let mut lines = Vec::new();
        if !offer.follows.is_empty() {
            lines.push(format!("It comes after {}.", names(&offer.follows)));
        }
        if !offer.prepares_for.is_empty() {
            lines.push(format!("It prepares for {}.", names(&offer.prepares_for)));
        }
        if offer.alongside {
            lines.push("It may run alongside a programme.".to_owned());
        }
        if let Some(rule) = &offer.not_beside {
            lines.push(format!("{}{}", rule.says, self.refer(&rule.source)));
        }
        if !lines.is_empty() {
            self.page.heading("Beside other offers");
        }
        for line in lines {
            self.page.marked(2, "-", &line);
        }
    }

    fn notes(&mut self, heading: &str, notes: &'c [crate::catalogue::offer::Note]) {
        if !notes.is_empty() {
            self.page.heading(heading);
        }
        for note in notes {
            let line = format!("{}{}", note.says, self.refer(&note.source));
            self.page.marked(2, "-", &line);
        }
    }

    fn sources(&mut self) {
        // Cited or not, the main sources belong to the list.
        self.refer(&self.offer.source);
        self.page.heading("Sources");
        for (index, citation) in std::mem::take(&mut self.cited).into_iter().enumerate() {
            self.page.marked(2, &format!("{}.", index + 1), &self.catalogue.cited(citation));
        }
    }
}

fn target_names<'c>(catalogue: &'c Catalogue, targets: &[TargetId]) -> Vec<&'c str> {
    targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect()
}

fn keys<'c>(catalogue: &'c Catalogue, facts: &[FactId]) -> Vec<&'c str> {
    facts.iter().map(|fact| catalogue.fact(*fact).key.as_str()).collect()
}

/// A window in words.
fn window_says(catalogue: &Catalogue, window: &Window) -> String {
    let values = catalogue.fact(catalogue.policy.roles.region).values();
    let regions: Vec<&str> = (window.regions.iter())
        .filter_map(|region| values.get(usize::from(*region)).map(|value| value.name.as_str()))
        .collect();
    let place = if regions.is_empty() { "every region".to_owned() } else { list(&regions) };
    let setting = if window.community { "In the community" } else { "In custody only" };
    let days = match (window.from, window.until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", from {}", day(from)),
        (None, Some(until)) => format!(", until {} (that day not included)", day(until)),
        (Some(from), Some(until)) => {
            format!(", from {} until {} (that day not included)", day(from), day(until))
        }
    };
    format!("{setting}, in {place}{days}.")
}

/// One offer as JSON.
#[must_use]
pub fn json_of(catalogue: &Catalogue, id: OfferId) -> Value {
    let offer = catalogue.offer(id);
    let cited = |citations: &[Citation]| plain(&catalogue.cited_all(citations));
    let ids =
        |offers: &[OfferId]| offers.iter().map(|id| catalogue.offer(*id).id.clone()).collect::<Vec<_>>();
    let notes = |notes: &[crate::catalogue::offer::Note]| {
        let each = notes.iter().map(|note| json!({"says": plain(&note.says), "source": cited(&note.source)}));
        each.collect::<Vec<Value>>()
    };
    let criteria: Vec<Value> = (offer.criteria.iter())
        .map(|criterion| {
            json!({
                "id": criterion.id,
                "says": plain(&criterion.says),
                "facts": keys(catalogue, &criterion.when.facts()),
                "planning_policy": criterion.planning_policy,
                "of_kind": criterion.of_kind,
                "source": cited(&criterion.source),
                "exception": criterion.exception.as_ref().map(|exception| json!({
                    "says": plain(&exception.says),
                    "facts": keys(catalogue, &exception.when.facts()),
                    "source": cited(&exception.source),
                })),
            })
        })
        .collect();
    let windows: &[Window] = match &offer.availability {
        Availability::Never(_) => &[],
        Availability::Windows(windows) => windows,
    };
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    let availability: Vec<Value> = (windows.iter())
        .map(|window| {
            let named = window.regions.iter().filter_map(|region| regions.get(usize::from(*region)));
            json!({
                "from": window.from.map(|day| day.to_string()),
                "until": window.until.map(|day| day.to_string()),
                "regions": named.map(|value| &value.key).collect::<Vec<_>>(),
                "community": window.community,
                "source": cited(&window.source),
            })
        })
        .collect();
    let vehicles = offer.vehicle.one_of.iter().map(|(id, _)| &catalogue.policy.vehicles[id.index()].id);
    json!({
        "schema": OFFER_SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "catalogue": head(catalogue),
        "id": offer.id,
        "name": plain(&offer.name),
        "short_names": offer.short_names,
        "kind": catalogue.kind_of(id).id,
        "audience": plain(&offer.audience),
        "summary": plain(&offer.summary),
        "targets": targets(catalogue, offer),
        "option": offer.option,
        "alongside": offer.alongside,
        "superseded_by": offer.superseded_by.map(|id| &catalogue.offer(id).id),
        "follows": ids(&offer.follows),
        "prepares_for": ids(&offer.prepares_for),
        "not_beside": offer.not_beside.as_ref().map(|rule| plain(&rule.says)),
        "availability": availability,
        "delivery": {
            "sessions": offer.delivery.sessions,
            "weeks": offer.delivery.weeks,
            "assumed": offer.delivery.assumed,
            "format": plain(&offer.delivery.format),
            "source": cited(&offer.delivery.source),
        },
        "vehicles": vehicles.collect::<Vec<_>>(),
        "criteria": criteria,
        "arrange": notes(&offer.arrange),
        "notes": notes(&offer.notes),
        "source": cited(&offer.source),
    })
}
