//! What changed about an offer, said as people would put it.

use jiff::civil::Date;

use super::diagram::{EVERYBODY, NOBODY, Profiles};
use super::space::Space;
use crate::catalogue::offer::{NotBeside, Note};
use crate::catalogue::{Availability, Catalogue, Citation, Criterion, Offer, OfferId};
use crate::ids;
use crate::reasons::availability::{Spell, in_regions};
use crate::text::wording::{count, list, list_or};

/// An id, and the name that people read.
type IdAndName = (String, String);

/// One change of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What sort of change: `added`, `withdrawn`, `renamed`, `loosened`, `tightened`, `moved`, `reworded`, `changed`.
    pub what: &'static str,
    /// The criterion, where it is about one.
    pub criterion: Option<String>,
    /// The change as a sentence.
    pub says: String,
    /// It can change plans without changing who is eligible: order, what it works on, time and what it stands beside.
    pub aside: bool,
}

impl Difference {
    /// A change of a whole offer.
    #[must_use]
    pub fn new(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, criterion: None, says: says.into(), aside: false }
    }

    /// A change that can change plans, though not who is eligible.
    #[must_use]
    pub fn aside(says: impl Into<String>) -> Self {
        Self { aside: true, ..Self::new("changed", says) }
    }

    fn of(criterion: &Criterion, what: &'static str, says: String) -> Self {
        Self { what, criterion: Some(criterion.id.clone()), says, aside: false }
    }
}

/// An offer that both sides have: on each its catalogue, itself, and everybody who can have it.
#[derive(Clone, Copy, Debug)]
pub struct Both<'c> {
    /// The catalogues, the old one first.
    pub catalogues: [&'c Catalogue; 2],
    /// The offer.
    pub offers: [&'c Offer; 2],
    /// The days on which the sides are looked at.
    pub days: [Date; 2],
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
        all.extend(self.windows());
        if space.met(0, &old.vehicle.when) != space.met(1, &new.vehicle.when) {
            all.push(Difference::new("changed", self.vehicle()));
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
            all.push(Difference::aside(format!("Its kind was {was}; it is {is}.")));
        }
        let [was, is] = self.each(works_on);
        let names = |these: &[IdAndName], others: &[IdAndName]| {
            let new = these.iter().filter(|(id, _)| !others.iter().any(|(other, _)| other == id));
            new.map(|(_, name)| name.clone()).collect::<Vec<_>>()
        };
        let (more, fewer) = (names(&is, &was), names(&was, &is));
        if !more.is_empty() {
            all.push(Difference::aside(format!("It now works on {}.", list(&more))));
        }
        if !fewer.is_empty() {
            all.push(Difference::aside(format!("It no longer works on {}.", list_or(&fewer))));
        }
        let [was, is] = self.each(|_, offer| length(offer));
        if was != is {
            all.push(Difference::aside(format!("It took {was}; it takes {is}.")));
        }
        if let [was, is] = self.each(|_, offer| offer.option)
            && was != is
        {
            let now = if is { "now" } else { "no longer" };
            all.push(Difference::aside(format!("Proposing it is {now} a judgement.")));
        }
    }

    fn relations(&self, all: &mut Vec<Difference>) {
        let named = |catalogue: &Catalogue, offers: &[OfferId]| -> Vec<IdAndName> {
            let offers = offers.iter().map(|offer| catalogue.offer(*offer));
            offers.map(|offer| (offer.id.clone(), offer.name.clone())).collect()
        };
        let beside = |catalogue: &Catalogue, rule: &NotBeside| {
            let kinds = rule.kinds.iter().map(|kind| &catalogue.policy.kinds[kind.index()]);
            let kinds = kinds.map(|kind| (kind.id.clone(), kind.plural.clone()));
            kinds.chain(named(catalogue, &rule.offers)).collect::<Vec<_>>()
        };
        let lists: [(&str, [Vec<IdAndName>; 2]); 4] = [
            ("It came after", self.each(|c, offer| named(c, &offer.follows))),
            ("It prepared for", self.each(|c, offer| named(c, &offer.prepares_for))),
            ("What took its place was", self.each(|c, offer| named(c, &offer.superseded_by))),
            (
                "It could not stand beside",
                self.each(|c, offer| offer.not_beside.iter().flat_map(|rule| beside(c, rule)).collect()),
            ),
        ];
        for (relation, [was, is]) in lists {
            if !was.iter().map(|(id, _)| id).eq(is.iter().map(|(id, _)| id)) {
                all.push(Difference::aside(format!("{relation}: {}. Now: {}.", names(&was), names(&is))));
            }
        }
        let flags: [(&str, [bool; 2]); 2] = [
            ("may run alongside a programme", self.each(|_, offer| offer.alongside)),
            ("has its turn before every other of its kind", self.each(|_, offer| offer.first)),
        ];
        for (holds, [was, is]) in flags {
            if was != is {
                let now = if is { "It now" } else { "It no longer" };
                all.push(Difference::aside(format!("{now} {holds}.")));
            }
        }
    }

    /// What it could be delivered under, and what it can be now.
    fn vehicle(&self) -> String {
        let [was, is] = self.each(under);
        let [said, says] = self.each(|_, offer| offer.vehicle.says.clone());
        if was != is {
            format!("It could be delivered under {was}; it can be under {is}.")
        } else if said != says {
            format!("What it can be delivered under: \"{said}\" is now \"{says}\"")
        } else {
            "What it can be delivered under has changed.".to_owned()
        }
    }

    /// The regions in which it is in force on the new day and was not on the old one, and the other way round.
    fn windows(&self) -> Vec<Difference> {
        let [was, is] = [0, 1].map(|side| {
            let (catalogue, offer) = (self.catalogues[side], self.offers[side]);
            running(catalogue, offer, self.days[side])
        });
        let only = |these: &[String], others: &[String]| -> Vec<String> {
            these.iter().filter(|region| !others.contains(region)).cloned().collect()
        };
        let (opened, closed) = (only(&is, &was), only(&was, &is));
        let place = |some: &[String], all: &[String], others: &[String]| {
            if others.is_empty() && some.len() == all.len() {
                String::new()
            } else {
                format!(" in {}", list(some))
            }
        };
        let mut all = Vec::new();
        if !opened.is_empty() {
            let says = format!("It has come into force{}.", place(&opened, &is, &was));
            all.push(Difference::new("changed", says));
        }
        if !closed.is_empty() {
            let says = format!("It is no longer in force{}.", place(&closed, &was, &is));
            all.push(Difference::new("changed", says));
        }
        all
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
fn works_on(catalogue: &Catalogue, offer: &Offer) -> Vec<IdAndName> {
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

/// What changed in the order of the kinds that both sides have, and in that of the offers of each kind: where all else is equal, the
/// earlier has its turn first.
pub(super) fn order(before: &Catalogue, after: &Catalogue) -> Vec<Difference> {
    let kinds = |catalogue: &Catalogue| {
        let all = catalogue.policy.kinds.iter();
        all.map(|kind| (kind.id.clone(), kind.plural.clone())).collect::<Vec<_>>()
    };
    let offers = |catalogue: &Catalogue, kind: &str| {
        let of_kind = ids::numbered(&catalogue.offers).filter(|(id, _)| catalogue.kind_of(*id).id == kind);
        of_kind.map(|(_, offer)| (offer.id.clone(), offer.name.clone())).collect::<Vec<_>>()
    };
    let (was, is) = (kinds(before), kinds(after));
    let mut all = Vec::new();
    all.extend(reordered("The kinds", &was, &is));
    for (kind, plural) in &is {
        all.extend(reordered(plural, &offers(before, kind), &offers(after, kind)));
    }
    all
}

/// What changed in the order of what both lists have, each an id and a name: from the first that moved to the last.
fn reordered(what: &str, was: &[IdAndName], is: &[IdAndName]) -> Option<Difference> {
    let common = |these: &[IdAndName], others: &[IdAndName]| -> Vec<IdAndName> {
        these.iter().filter(|(id, _)| others.iter().any(|(other, _)| other == id)).cloned().collect()
    };
    let (was, is) = (common(was, is), common(is, was));
    let moved = |at: &usize| was.get(*at).map(|(id, _)| id) != is.get(*at).map(|(id, _)| id);
    let first = (0..is.len()).find(moved)?;
    let last = (0..is.len()).rfind(moved)?;
    let [was, is] = [&was, &is].map(|all| names(all.get(first..=last).unwrap_or_default()));
    Some(Difference::aside(format!("{what} were in the order: {was}. Now: {is}.")))
}

/// The names of what is listed with ids and names.
fn names(listed: &[IdAndName]) -> String {
    let names: Vec<&str> = listed.iter().map(|(_, name)| name.as_str()).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join("; ") }
}

/// The legal means an offer can be delivered under.
fn under(catalogue: &Catalogue, offer: &Offer) -> String {
    let vehicles = offer.vehicle.one_of.iter();
    let names: Vec<&str> =
        vehicles.map(|(id, _)| catalogue.policy.vehicles[id.index()].name.as_str()).collect();
    list_or(&names)
}

/// The regions in which an offer is in force on a day.
fn running(catalogue: &Catalogue, offer: &Offer, day: Date) -> Vec<String> {
    let Some(id) = ids::find(&catalogue.offers, |other| other.id == offer.id) else { return Vec::new() };
    let regions = catalogue.fact(catalogue.policy.roles.region).values().iter();
    let stands = regions.zip(in_regions(catalogue, id, day));
    stands.filter(|(_, (spell, _))| *spell == Spell::Runs).map(|(region, _)| region.name.clone()).collect()
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
