//! Whether an offer is in force on a day, told for a region or region by region.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::catalogue::offer::Window;
use crate::catalogue::{Availability, Catalogue, Citation, OfferId};
use crate::matching::Truth;
use crate::text::wording::{capital, day, list};

/// Whether an offer is in force, in a sentence or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailabilitySaid<'c> {
    /// What there is to say of it.
    pub says: Cow<'c, str>,
    /// Whether it is; unknown where that turns on a region that is not known.
    pub truth: Truth,
    /// Where it is written.
    pub source: &'c [Citation],
}

/// How an offer stands in one region on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spell {
    /// It is in force.
    Runs,
    /// It no longer is, from this day on.
    Ended(Date),
    /// It will be, from this day on.
    Starts(Date),
    /// It was and will be again.
    Between {
        /// The first day on which it no longer was.
        ended: Date,
        /// The first day on which it will be.
        starts: Date,
    },
    /// No day is known on which it is.
    Never,
}

/// How an offer stands in the community on a day in each region, in the order of the region fact's values, and whether a source
/// confirms that it is delivered there.
#[must_use]
pub fn in_regions(catalogue: &Catalogue, offer: OfferId, day: Date) -> Vec<(Spell, bool)> {
    let windows: &[Window] = match &catalogue.offer(offer).availability {
        Availability::Never(_) => &[],
        Availability::Windows(windows) => windows,
    };
    let seen = Windows { catalogue, offer, windows, day };
    let confirmed = |region: u32| {
        let running = windows.iter().filter(|window| window.community && window.holds_on(day));
        running.filter(|window| covers(window, region)).any(|window| window.confirmed)
    };
    (0_u32..).zip(seen.spells()).map(|(region, spell)| (spell, confirmed(region))).collect()
}

/// Whether an offer is in force on a day in a region, or in which regions where none is known. A region is a value of the
/// catalogue's region fact.
#[must_use]
pub fn in_force(
    catalogue: &Catalogue,
    offer: OfferId,
    day: Date,
    region: Option<u32>,
) -> AvailabilitySaid<'_> {
    match &catalogue.offer(offer).availability {
        Availability::Never(note) => {
            AvailabilitySaid { says: Cow::Borrowed(&note.says), truth: Truth::NotMet, source: &note.source }
        }
        Availability::Windows(windows) => Windows { catalogue, offer, windows, day }.told(region),
    }
}

/// The windows of an offer, looked at from one day.
struct Windows<'c> {
    catalogue: &'c Catalogue,
    offer: OfferId,
    windows: &'c [Window],
    day: Date,
}

impl<'c> Windows<'c> {
    fn told(&self, region: Option<u32>) -> AvailabilitySaid<'c> {
        let first = self.windows.first().map_or(&[][..], |window| &window.source);
        if self.windows.iter().all(|window| !window.community) {
            let says = Cow::Borrowed("It is delivered in custody only.");
            return AvailabilitySaid { says, truth: Truth::NotMet, source: first };
        }
        let spells = self.spells();
        let here = region.and_then(|region| spells.get(region as usize).copied());
        let runs = spells.iter().filter(|spell| **spell == Spell::Runs).count();
        let truth = match here {
            Some(spell) => Truth::of(spell == Spell::Runs),
            None if runs == spells.len() => Truth::Met,
            None if runs == 0 => Truth::NotMet,
            None => Truth::Unknown,
        };
        let community = || self.windows.iter().filter(|window| window.community);
        let running = || community().filter(|window| window.holds_on(self.day));
        let is_here = |window: &&Window| region.is_none_or(|region| covers(window, region));
        let confirmed = |window: &&Window| is_here(window) && window.confirmed;
        let source = (running().find(confirmed))
            .or_else(|| running().find(is_here))
            .or_else(|| community().find(is_here))
            .or_else(|| running().next())
            .map_or(first, |window| &window.source);
        let says = match here {
            _ if truth == Truth::Met => {
                let everywhere = running().any(|window| window.regions.is_empty()) || here.is_none();
                let place = if everywhere { "in every region" } else { "in the region" };
                if running().filter(is_here).any(|window| window.confirmed) {
                    format!("It is in force on {} {place}.", day(self.day))
                } else {
                    let place = if everywhere { "" } else { " in the region" };
                    format!("No source confirms that it is delivered on {}{place}.", day(self.day))
                }
            }
            Some(spell) => self.of_region(region.unwrap_or_default(), spell, &spells),
            None => self.by_region(&spells),
        };
        AvailabilitySaid { says: Cow::Owned(says), truth, source }
    }

    /// How the offer stands in each region, in the order of the region fact's values.
    fn spells(&self) -> Vec<Spell> {
        let regions = self.catalogue.fact(self.catalogue.policy.roles.region).values().len();
        (0_u32..).take(regions).map(|region| self.spell(region)).collect()
    }

    fn spell(&self, region: u32) -> Spell {
        let here = || self.windows.iter().filter(|window| window.community && covers(window, region));
        if here().any(|window| window.holds_on(self.day)) {
            return Spell::Runs;
        }
        let ended = here().filter_map(|window| window.until).filter(|until| *until <= self.day).max();
        let starts = here().filter_map(|window| window.from).filter(|from| *from > self.day).min();
        match (ended, starts) {
            (None, None) => Spell::Never,
            (Some(ended), None) => Spell::Ended(ended),
            (None, Some(starts)) => Spell::Starts(starts),
            (Some(ended), Some(starts)) => Spell::Between { ended, starts },
        }
    }

    /// What there is to say for one region where the offer is not in force.
    fn of_region(&self, region: u32, spell: Spell, spells: &[Spell]) -> String {
        let elsewhere = self.delivered_in(spells);
        let Some(clause) = spell.clause() else {
            let not_here = || format!("It is not delivered in the region. {}", self.each(spells));
            return elsewhere.unwrap_or_else(not_here).trim_end().to_owned();
        };
        let itself = if spells.iter().all(|other| *other == spell) {
            format!("It {clause}.")
        } else {
            format!("In the region it {clause}.")
        };
        sentences([elsewhere, Some(itself), self.successor(&[region], spells)])
    }

    /// What there is to say where the region is not known.
    fn by_region(&self, spells: &[Spell]) -> String {
        let elsewhere = self.delivered_in(spells);
        let all: Vec<u32> = (0_u32..).take(spells.len()).collect();
        sentences([elsewhere, Some(self.each(spells)), self.successor(&all, spells)])
    }

    /// The regions where the offer is in force, in a sentence; nothing where there are none.
    fn delivered_in(&self, spells: &[Spell]) -> Option<String> {
        let names = self.names(|region| spells.get(region) == Some(&Spell::Runs));
        (!names.is_empty()).then(|| format!("It is delivered in {} only.", list(&names)))
    }

    /// Each day on which the offer ended or starts, with the regions it is so in.
    fn each(&self, spells: &[Spell]) -> String {
        let mut kinds: Vec<Spell> = Vec::new();
        for spell in spells {
            if spell.clause().is_some() && !kinds.contains(spell) {
                kinds.push(*spell);
            }
        }
        if let ([one], true) = (kinds.as_slice(), spells.iter().all(|spell| Some(spell) == kinds.first())) {
            return one.clause().map_or_else(String::new, |clause| format!("It {clause}."));
        }
        let several = |spell: Spell| spells.iter().filter(|other| **other == spell).count() > 1;
        let last = kinds.len().saturating_sub(1);
        let rest = |at: usize| at == last && !spells.contains(&Spell::Never) && spells.len() > 1;
        let told = kinds.iter().enumerate().filter_map(|(at, spell)| {
            let clause = spell.clause()?;
            let names = self.names(|region| spells.get(region) == Some(spell));
            let place =
                if rest(at) && several(*spell) { "the other regions".to_owned() } else { list(&names) };
            Some(format!("in {place} it {clause}"))
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { String::new() } else { format!("{}.", capital(&told.join("; "))) }
    }

    /// What took the place of the offer in those of some regions where it has ended; nothing where nothing did.
    fn successor(&self, regions: &[u32], spells: &[Spell]) -> Option<String> {
        let successor = *self.catalogue.offer(self.offer).superseded_by.first()?;
        let name = &self.catalogue.offer(successor).name;
        let Availability::Windows(windows) = &self.catalogue.offer(successor).availability else {
            return None;
        };
        let next = Windows { catalogue: self.catalogue, offer: successor, windows, day: self.day };
        let ended = |region: &&u32| matches!(spells.get(**region as usize), Some(Spell::Ended(_)));
        let follows: Vec<(u32, Spell)> =
            regions.iter().filter(ended).map(|region| (*region, next.spell(*region))).collect();
        let (_, first) = follows.first()?;
        let there = |region: usize| {
            follows.iter().any(|(follows, spell)| *follows as usize == region && *spell == Spell::Runs)
        };
        let names = self.names(there);
        match first {
            _ if names.len() == follows.len() => Some(format!("{name} took its place.")),
            _ if !names.is_empty() => Some(format!("{name} took its place in {}.", list(&names))),
            Spell::Starts(from) if follows.iter().all(|(_, spell)| spell == first) => {
                Some(format!("{name} takes its place on {}.", day(*from)))
            }
            _ => None,
        }
    }

    /// The names of some regions, in the order of the region fact's values.
    fn names(&self, wanted: impl Fn(usize) -> bool) -> Vec<&'c str> {
        let fact = self.catalogue.fact(self.catalogue.policy.roles.region);
        let values = fact.values().iter().enumerate();
        values.filter(|(region, _)| wanted(*region)).map(|(_, value)| value.name.as_str()).collect()
    }
}

impl Spell {
    /// What comes after `it`; nothing where it runs or never did.
    fn clause(self) -> Option<String> {
        match self {
            Self::Runs | Self::Never => None,
            Self::Ended(until) => Some(format!("ended on {}", day(until))),
            Self::Starts(from) => Some(format!("starts on {}", day(from))),
            Self::Between { ended, starts } => {
                Some(format!("ended on {} and starts again on {}", day(ended), day(starts)))
            }
        }
    }
}

/// Whether a window is open to a region.
fn covers(window: &Window, region: u32) -> bool {
    window.regions.is_empty() || window.regions.iter().any(|listed| u32::from(*listed) == region)
}

/// Sentences with a space between, without those that are not there.
fn sentences<const N: usize>(all: [Option<String>; N]) -> String {
    let there: Vec<String> = all.into_iter().flatten().filter(|says| !says.is_empty()).collect();
    there.join(" ")
}
