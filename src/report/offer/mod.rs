//! One offer in full: as a page with every criterion and its source, what sources differ on and its tests, and as JSON.

pub mod history;
mod json;
mod rule_tests;
mod rules;

use history::Dates;
use jiff::civil::Date;
pub use json::{SCHEMA, json};

use crate::audit::rule_test::Tested;
use crate::catalogue::offer::{Delivery, Note, Window};
use crate::catalogue::{
    Availability, Catalogue, Citation, FactId, History, NoEdition, Offer, OfferId, TargetId,
};
use crate::ids;
use crate::report::footnotes::Footnotes;
use crate::report::naming::named;
use crate::report::table::Style;
use crate::report::table::layout::Page;
use crate::text::wording::{capital, count, day, list, list_or};

/// An offer as it stands on one day.
#[derive(Clone, Debug)]
pub struct OfferOnDay<'c> {
    /// The edition in force on the day.
    pub catalogue: &'c Catalogue,
    /// The offer.
    pub id: OfferId,
    /// The day.
    pub day: Date,
    /// For each criterion, from when until when it is in force.
    pub dates: Vec<Dates>,
}

impl<'c> OfferOnDay<'c> {
    /// An offer as it stands on a day.
    ///
    /// # Errors
    ///
    /// Where the day is before the catalogue's first.
    pub fn new(history: &'c History, id: OfferId, day: Date) -> Result<Self, NoEdition> {
        let catalogue = history.on(day)?;
        let edition = history.number_on(day);
        let dates = catalogue.offer(id).criteria.iter().map(|criterion| {
            let has = |other: &Catalogue| {
                other.offer(id).criteria.iter().any(|other| other.place == criterion.place)
            };
            Dates::of(history, edition, has)
        });
        let dates = dates.collect::<Result<_, NoEdition>>()?;
        Ok(Self { catalogue, id, day, dates })
    }
}

/// One offer in full.
#[must_use]
pub fn page(shown: &OfferOnDay<'_>, tests: &[Tested], style: &Style) -> String {
    let OfferOnDay { catalogue, id, .. } = *shown;
    let sheet = Sheet {
        catalogue,
        offer: catalogue.offer(id),
        shown,
        footnotes: Footnotes::default(),
        page: Page::new(style.width, style.colour),
    };
    sheet.laid_out(id, tests)
}

/// One offer being laid out. Sources are numbered as they are cited and listed at the end.
struct Sheet<'c> {
    catalogue: &'c Catalogue,
    offer: &'c Offer,
    shown: &'c OfferOnDay<'c>,
    footnotes: Footnotes<'c>,
    page: Page,
}

impl<'c> Sheet<'c> {
    fn laid_out(mut self, id: OfferId, tests: &[Tested]) -> String {
        let (catalogue, offer) = (self.catalogue, self.offer);
        self.page.heading(&named(catalogue, id));
        self.page.text(0, format!("{}; id {}", catalogue.kind_of(id).name, offer.id));
        self.page.text(0, format!("The rules in force on {}", day(self.shown.day)));
        self.page.blank();
        self.page.text(0, &offer.summary);
        self.page.named(0, "For", &offer.audience);
        self.page.named(0, "Works on", list(&target_names(catalogue, &offer.targets)));
        if offer.option {
            self.page
                .text(0, "Whether to propose it is always a judgement: it comes out as to be considered.");
        }
        self.availability();
        self.delivery();
        self.criteria();
        self.conflicts();
        self.relations(id);
        self.notes("To arrange", &offer.arrange);
        self.notes("Good to know", &offer.notes);
        self.sources();
        rule_tests::section(catalogue, tests, &mut self.page);
        self.page.finish()
    }

    /// `source 1` or `sources 1 and 3`, by the numbers of the list at the end.
    fn refer(&mut self, citations: &'c [Citation]) -> String {
        let mut numbers: Vec<usize> =
            citations.iter().map(|citation| self.footnotes.number(citation)).collect();
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
        for successor in &self.offer.superseded_by {
            let line = format!("{} has taken its place.", named(self.catalogue, *successor));
            self.page.marked(2, "-", &line);
        }
    }

    fn delivery(&mut self) {
        self.page.heading("Delivery");
        let delivery = &self.offer.delivery;
        let format = format!("{}{}", delivery.format, self.refer(&delivery.source));
        self.page.named(2, "How", &format);
        self.page.named(2, "Planned as", planned_as(delivery));
        if !delivery.lengths.is_empty() {
            let lengths: Vec<&str> = delivery.lengths.iter().map(|length| length.says.as_str()).collect();
            self.page.named(2, "Length", list_or(&lengths));
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
        for (criterion, dates) in self.offer.criteria.iter().zip(&self.shown.dates) {
            let policy =
                if criterion.planning_policy { " Planning policy: no guidance states it." } else { "" };
            let line = format!(
                "{}{policy}{} Read from {}.{}",
                criterion.says,
                dates.words(),
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

    /// What each source says where they differ, and what this catalogue does.
    fn conflicts(&mut self) {
        if !self.offer.conflicts.is_empty() {
            self.page.heading("Where the sources differ");
        }
        for conflict in &self.offer.conflicts {
            self.page.text(2, format!("{}:", capital(&conflict.about)));
            for view in &conflict.views {
                let line = format!("{}{}", view.says, self.refer(&view.source));
                self.page.marked(4, "-", &line);
            }
            self.page.named(4, "In this catalogue", &conflict.here);
        }
    }

    fn relations(&mut self, id: OfferId) {
        let (catalogue, offer) = (self.catalogue, self.offer);
        let names = |offers: &[OfferId]| {
            list(&offers.iter().map(|offer| catalogue.offer(*offer).name.as_str()).collect::<Vec<_>>())
        };
        let others = |holds: &dyn Fn(&Offer) -> bool| -> Vec<OfferId> {
            ids::numbered(&catalogue.offers).filter(|(_, other)| holds(other)).map(|(id, _)| id).collect()
        };
        let related = [
            ("It comes after", offer.follows.clone()),
            ("It comes before", others(&|other| other.follows.contains(&id))),
            ("It prepares for", offer.prepares_for.clone()),
            ("It is prepared for by", others(&|other| other.prepares_for.contains(&id))),
            ("It took the place of", others(&|other| other.superseded_by.contains(&id))),
        ];
        let mut lines: Vec<String> = (related.iter().filter(|(_, offers)| !offers.is_empty()))
            .map(|(relation, offers)| format!("{relation} {}.", names(offers)))
            .collect();
        if offer.alongside {
            lines.push("It may run alongside a programme.".to_owned());
        }
        for rule in &offer.not_beside {
            lines.push(format!("{}{}", rule.says, self.refer(&rule.source)));
        }
        if !lines.is_empty() {
            self.page.heading("Beside other offers");
        }
        for line in lines {
            self.page.marked(2, "-", &line);
        }
    }

    fn notes(&mut self, heading: &str, notes: &'c [Note]) {
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
        for (number, citation) in self.footnotes.iter() {
            self.page.quoted(2, &format!("{number}."), &self.catalogue.cited(citation));
        }
    }
}

/// How long a delivery is planned to take.
fn planned_as(delivery: &Delivery) -> String {
    let sessions = delivery.sessions.map(|sessions| count(sessions as usize, "session"));
    let weeks = format!("over {}", count(delivery.weeks as usize, "week"));
    let length = sessions.into_iter().chain([weeks]).collect::<Vec<_>>().join(" ");
    let assumed =
        if delivery.assumed { "; no source says how long it takes, so this is assumed" } else { "" };
    format!("{length}{assumed}")
}

fn target_names<'c>(catalogue: &'c Catalogue, targets: &[TargetId]) -> Vec<&'c str> {
    targets.iter().map(|target| catalogue.target(*target).name.as_str()).collect()
}

fn keys<'c>(catalogue: &'c Catalogue, facts: &[FactId]) -> Vec<&'c str> {
    facts.iter().map(|fact| catalogue.fact(*fact).key.as_str()).collect()
}

/// Where a window is, in words.
fn window_place(catalogue: &Catalogue, window: &Window) -> String {
    let values = catalogue.fact(catalogue.policy.roles.region).values();
    let regions: Vec<&str> = (window.regions.iter())
        .filter_map(|region| values.get(usize::from(*region)).map(|value| value.name.as_str()))
        .collect();
    let place = if regions.is_empty() { "every region".to_owned() } else { list(&regions) };
    let setting = if window.community { "In the community" } else { "In custody only" };
    let confirmed = if window.confirmed { "" } else { ", where no source confirms that it is delivered" };
    format!("{setting}, in {place}{confirmed}")
}

/// A window in words.
fn window_says(catalogue: &Catalogue, window: &Window) -> String {
    let days = match (window.from, window.until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", from {}", day(from)),
        (None, Some(until)) => format!(", until {} (that day not included)", day(until)),
        (Some(from), Some(until)) => {
            format!(", from {} until {} (that day not included)", day(from), day(until))
        }
    };
    format!("{}{days}.", window_place(catalogue, window))
}
