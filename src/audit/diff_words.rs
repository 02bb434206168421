//! What changed about an offer, said as people would put it.

use super::diagram::{EVERYBODY, NOBODY, Profiles};
use super::space::Space;
use crate::catalogue::offer::{NotBeside, Note};
use crate::catalogue::{Availability, Catalogue, Citation, Criterion, Offer, OfferId};
use crate::text::wording::{count, list, list_or};

/// One change of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What sort of change: `added`, `withdrawn`, `renamed`, `loosened`, `tightened`, `moved`, `reworded`, `changed`.
    pub what: &'static str,
    /// The criterion, where it is about one.
    pub criterion: Option<String>,
    /// The change as a sentence.
    pub says: String,
}

impl Difference {
    /// A change of a whole offer.
    #[must_use]
    pub fn new(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, criterion: None, says: says.into() }
    }

    fn of(criterion: &Criterion, what: &'static str, says: String) -> Self {
        Self { what, criterion: Some(criterion.id.clone()), says }
    }
}

/// An offer that both sides have: on each its catalogue, itself, and everybody who can have it.
#[derive(Clone, Copy, Debug)]
pub struct Both<'c> {
    /// The catalogues, the old one first.
    pub catalogues: [&'c Catalogue; 2],
    /// The offer.
    pub offers: [&'c Offer; 2],
    /// Who can have it.
    pub can: [Profiles; 2],
}

impl Both<'_> {
    /// Everything that changed.
    #[must_use]
    pub fn changes(&self, space: &mut Space) -> Vec<Difference> {
        let [old, new] = self.offers;
        let mut all = Vec::new();
        if old.id != new.id || old.name != new.name {
            let says = format!("{} ({}) is now {} ({}).", old.name, old.id, new.name, new.id);
            all.push(Difference::new("renamed", says));
        }
        self.criteria(space, &mut all);
        if self.differ(window_words) {
            all.push(Difference::new("changed", "When or where it is in force has changed."));
        }
        if space.met(0, &old.vehicle.when) != space.met(1, &new.vehicle.when) {
            all.push(Difference::new("changed", "What it can be delivered under has changed."));
        }
        if all.iter().all(|other| other.what == "renamed") && self.can[0] != self.can[1] {
            let says = match self.can {
                [_, NOBODY] => "It is no longer in force.",
                [NOBODY, _] => "It has come into force.",
                _ => "It is in force in other places.",
            };
            all.push(Difference::new("changed", says));
        }
        self.figures(&mut all);
        self.relations(&mut all);
        if self.differ(texts) {
            all.push(Difference::new(
                "reworded",
                "What is said of it, or where that is written, has changed.",
            ));
        }
        all
    }

    /// Something of the offer on both sides.
    fn each<T>(&self, of: impl Fn(&Catalogue, &Offer) -> T) -> [T; 2] {
        [of(self.catalogues[0], self.offers[0]), of(self.catalogues[1], self.offers[1])]
    }

    fn differ<T: PartialEq>(&self, of: impl Fn(&Catalogue, &Offer) -> T) -> bool {
        let [was, is] = self.each(of);
        was != is
    }

    fn figures(&self, all: &mut Vec<Difference>) {
        let [was, is] = self.each(|catalogue, offer| catalogue.policy.kinds[offer.kind.index()].name.clone());
        if was != is {
            all.push(Difference::new("changed", format!("Its kind was {was}; it is {is}.")));
        }
        let [was, is] = self.each(works_on);
        let names = |these: &[(String, String)], others: &[(String, String)]| {
            let new = these.iter().filter(|(id, _)| !others.iter().any(|(other, _)| other == id));
            new.map(|(_, name)| name.clone()).collect::<Vec<_>>()
        };
        let (more, fewer) = (names(&is, &was), names(&was, &is));
        if !more.is_empty() {
            all.push(Difference::new("changed", format!("It now works on {}.", list(&more))));
        }
        if !fewer.is_empty() {
            all.push(Difference::new("changed", format!("It no longer works on {}.", list_or(&fewer))));
        }
        let [was, is] = self.each(|_, offer| length(offer));
        if was != is {
            all.push(Difference::new("changed", format!("It took {was}; it takes {is}.")));
        }
        if let [was, is] = self.each(|_, offer| offer.option)
            && was != is
        {
            let now = if is { "now" } else { "no longer" };
            all.push(Difference::new("changed", format!("Proposing it is {now} a judgement.")));
        }
    }

    fn relations(&self, all: &mut Vec<Difference>) {
        let ids = |catalogue: &Catalogue, offers: &[OfferId]| {
            offers.iter().map(|offer| catalogue.offer(*offer).id.clone()).collect::<Vec<_>>()
        };
        let differ = [
            ("What it comes after has changed.", self.differ(|c, offer| ids(c, &offer.follows))),
            ("What it prepares for has changed.", self.differ(|c, offer| ids(c, &offer.prepares_for))),
            ("What took its place has changed.", self.differ(|c, offer| ids(c, &offer.superseded_by))),
            ("Whether it may run alongside a programme has changed.", self.differ(|_, o| o.alongside)),
            (
                "What it may not stand beside has changed.",
                self.differ(|catalogue, offer| {
                    let rules = offer.not_beside.iter();
                    let kinds = |rule: &NotBeside| {
                        rule.kinds
                            .iter()
                            .map(|kind| catalogue.policy.kinds[kind.index()].id.clone())
                            .collect()
                    };
                    rules
                        .map(|rule| (kinds(rule), ids(catalogue, &rule.offers)))
                        .collect::<Vec<(Vec<String>, _)>>()
                }),
            ),
        ];
        all.extend(
            differ.iter().filter(|(_, differ)| *differ).map(|(says, _)| Difference::new("changed", *says)),
        );
    }

    fn criteria(&self, space: &mut Space, all: &mut Vec<Difference>) {
        let [old, new] = self.offers;
        for criterion in &new.criteria {
            let now = reach(space, 1, criterion);
            let Some(earlier) = old.criteria.iter().find(|other| other.id == criterion.id) else {
                let what = if now == EVERYBODY { "reworded" } else { "tightened" };
                all.push(Difference::of(criterion, what, format!("New criterion: {}", criterion.says)));
                continue;
            };
            let then = reach(space, 0, earlier);
            let strict = [space.met(0, &earlier.when), space.met(1, &criterion.when)];
            let (wider, narrower) = (space.diagram.within(then, now), space.diagram.within(now, then));
            let same_words = criterion_words(self.catalogues[0], earlier)
                == criterion_words(self.catalogues[1], criterion);
            let what = match (wider, narrower) {
                (true, true) if strict[0] != strict[1] => "changed",
                (true, true) if !same_words => "reworded",
                (true, true) => continue,
                (true, false) => "loosened",
                (false, true) => "tightened",
                (false, false) => "moved",
            };
            let says = if earlier.says == criterion.says {
                criterion.says.clone()
            } else {
                format!("\"{}\" is now \"{}\"", earlier.says, criterion.says)
            };
            all.push(Difference::of(criterion, what, says));
        }
        for criterion in &old.criteria {
            if !new.criteria.iter().any(|other| other.id == criterion.id) {
                let says = format!("No longer a criterion: {}", criterion.says);
                all.push(Difference::of(criterion, "loosened", says));
            }
        }
    }
}

/// Everybody who meets a criterion or its exception.
fn reach(space: &mut Space, index: usize, criterion: &Criterion) -> Profiles {
    let when = space.met(index, &criterion.when);
    let exception = criterion.exception.as_ref().map_or(NOBODY, |e| space.met(index, &e.when));
    space.diagram.or(when, exception)
}

/// The id and name of everything an offer works on.
fn works_on(catalogue: &Catalogue, offer: &Offer) -> Vec<(String, String)> {
    let targets = offer.targets.iter().map(|target| catalogue.target(*target));
    targets.map(|target| (target.id.clone(), target.name.clone())).collect()
}

/// How long an offer takes.
fn length(offer: &Offer) -> String {
    let sessions = offer.delivery.sessions.map(|sessions| count(sessions as usize, "session"));
    let weeks = count(offer.delivery.weeks as usize, "week");
    let assumed = if offer.delivery.assumed { " (assumed)" } else { "" };
    match sessions {
        Some(sessions) => format!("{sessions} over {weeks}{assumed}"),
        None => format!("{weeks}{assumed}"),
    }
}

/// When and where an offer is in force, as text to compare.
fn window_words(catalogue: &Catalogue, offer: &Offer) -> String {
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    match &offer.availability {
        Availability::Never(_) => "never".to_owned(),
        Availability::Windows(windows) => {
            let each = windows.iter().map(|window| {
                let names: Vec<&str> = (window.regions.iter())
                    .filter_map(|region| regions.get(usize::from(*region)))
                    .map(|value| value.key.as_str())
                    .collect();
                format!("{:?} {:?} {} {}", window.from, window.until, names.join(" "), window.community)
            });
            each.collect::<Vec<_>>().join("; ")
        }
    }
}

/// What a criterion says, and where that is written.
fn criterion_words(catalogue: &Catalogue, criterion: &Criterion) -> Vec<String> {
    let mut words = vec![criterion.says.clone(), catalogue.cited_all(&criterion.source)];
    if let Some(exception) = &criterion.exception {
        words.extend([exception.says.clone(), catalogue.cited_all(&exception.source)]);
    }
    words
}

/// Everything that is said of an offer beside its criteria, with where it is written.
fn texts(catalogue: &Catalogue, offer: &Offer) -> Vec<String> {
    let cited = |citations: &[Citation]| catalogue.cited_all(citations);
    let mut words = vec![offer.audience.clone(), offer.summary.clone(), offer.delivery.format.clone()];
    let plain = [&offer.plain_name, &offer.plain, &offer.plain_name_welsh, &offer.plain_welsh];
    words.extend(plain.into_iter().map(|text| text.clone().unwrap_or_default()));
    words.extend(offer.short_names.iter().cloned());
    words.extend(offer.delivery.lengths.iter().map(|length| length.says.clone()));
    words.extend([&offer.source, &offer.delivery.source, &offer.vehicle.source].map(|source| cited(source)));
    words.push(offer.vehicle.says.clone());
    let mut note = |note: &Note| words.extend([note.says.clone(), cited(&note.source)]);
    offer.arrange.iter().chain(&offer.notes).for_each(&mut note);
    for conflict in &offer.conflicts {
        note(&Note { says: conflict.says(), source: conflict.source.clone() });
    }
    match &offer.availability {
        Availability::Never(why) => note(why),
        Availability::Windows(windows) => {
            for window in windows {
                words.extend([window.ended.clone().unwrap_or_default(), cited(&window.source)]);
            }
        }
    }
    for rule in &offer.not_beside {
        words.extend([rule.says.clone(), cited(&rule.source)]);
    }
    words
}
