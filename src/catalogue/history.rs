//! A catalogue over time: an edition for each stretch of days on which the same rules are in force.
//!
//! The editions of one catalogue have the same facts, values, offers, targets, kinds, vehicles, lanes, phases and sources in the same
//! order, so that an id means the same in each of them; what is said of these, and which rules there are, can differ.

use std::fmt;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Catalogue, Deferred};

/// A catalogue over time. An edition that is packed is opened when it is first asked for.
#[derive(Debug)]
pub struct History {
    begins: Option<Date>,
    /// The first day of each edition but the first, rising.
    changes: Vec<Date>,
    editions: Vec<OnceLock<Catalogue>>,
    packed: Option<Packed<'static>>,
}

/// Why there is no catalogue for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEdition {
    /// The catalogue begins later, on this day.
    BeforeItBegins(Date),
    /// The packed form does not agree with this build, which building the program rules out.
    Unreadable(String),
}

impl fmt::Display for NoEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeforeItBegins(day) => {
                write!(f, "the catalogue begins on {day}, and the plan is for an earlier day")
            }
            Self::Unreadable(why) => {
                write!(f, "the catalogue shipped with this program does not open: {why}")
            }
        }
    }
}

impl std::error::Error for NoEdition {}

impl From<postcard::Error> for NoEdition {
    fn from(error: postcard::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Editions in a form that costs next to nothing to open: what several of them share is there once.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Packed<'p> {
    begins: Option<Date>,
    changes: Vec<Date>,
    /// For each edition its parts, by their numbers: all but the offers, then each offer.
    editions: Vec<Vec<u32>>,
    #[serde(borrow)]
    parts: Vec<&'p [u8]>,
}

impl History {
    /// Editions in the order of their days: the days on which those after the first begin, and each edition.
    #[must_use]
    pub(super) fn new(changes: Vec<Date>, editions: Vec<Catalogue>) -> Self {
        let begins = editions.first().and_then(|first| first.begins);
        Self { begins, changes, editions: editions.into_iter().map(OnceLock::from).collect(), packed: None }
    }

    /// The catalogue as it stands on a day.
    ///
    /// # Errors
    ///
    /// Where the day is before the catalogue's first.
    pub fn on(&self, day: Date) -> Result<&Catalogue, NoEdition> {
        self.check(day)?;
        self.edition(self.number_on(day))
    }

    /// Refuses a day before the catalogue's first.
    ///
    /// # Errors
    ///
    /// The first day, where the day is before it.
    pub fn check(&self, day: Date) -> Result<(), NoEdition> {
        match self.begins {
            Some(begins) if day < begins => Err(NoEdition::BeforeItBegins(begins)),
            _ => Ok(()),
        }
    }

    /// Which edition is in force on a day, from 0; the first is for every day before the second begins.
    #[must_use]
    pub fn number_on(&self, day: Date) -> usize {
        self.changes.partition_point(|change| *change <= day)
    }

    /// How many editions there are: at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.editions.len()
    }

    /// The days on which an edition after the first begins, rising.
    #[must_use]
    pub fn changes(&self) -> &[Date] {
        &self.changes
    }

    /// The catalogue's first day, where it has one.
    #[must_use]
    pub fn begins(&self) -> Option<Date> {
        self.begins
    }

    /// The edition that is in force from the last day of change on.
    ///
    /// # Errors
    ///
    /// Only where the packed form does not agree with this build.
    pub fn latest(&self) -> Result<&Catalogue, NoEdition> {
        self.edition(self.changes.len())
    }

    /// The edition that is in force from the last day of change on, for who needs no other: it is moved, since copying one takes
    /// as long as opening it.
    ///
    /// # Errors
    ///
    /// Only where the packed form does not agree with this build.
    pub fn into_latest(mut self) -> Result<Catalogue, NoEdition> {
        self.latest()?;
        let latest = self.editions.pop().and_then(OnceLock::into_inner);
        latest.ok_or_else(|| NoEdition::Unreadable("it has no edition".to_owned()))
    }

    /// An edition by its number: see [`History::number_on`].
    ///
    /// # Errors
    ///
    /// Where there is no edition of that number.
    pub fn edition(&self, number: usize) -> Result<&Catalogue, NoEdition> {
        let missing = || NoEdition::Unreadable(format!("it has no edition {number}"));
        let slot = self.editions.get(number).ok_or_else(missing)?;
        if let Some(catalogue) = slot.get() {
            return Ok(catalogue);
        }
        let opened = self.packed.as_ref().ok_or_else(missing)?.open(number)?;
        Ok(slot.get_or_init(|| opened))
    }

    /// The editions packed, for [`History::open`].
    ///
    /// # Errors
    ///
    /// Where an edition cannot be written.
    pub fn pack(&self) -> Result<Vec<u8>, NoEdition> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        let mut editions = Vec::new();
        for number in 0..self.count() {
            let catalogue = self.edition(number)?;
            let mut add = |part: Vec<u8>| -> u32 {
                let at = parts.iter().position(|known| *known == part).unwrap_or_else(|| {
                    parts.push(part);
                    parts.len() - 1
                });
                // Far fewer than can be numbered: a part for each offer and each day on which it changes.
                at as u32
            };
            let Catalogue { name, version, begins, date, review_by, digest, .. } = catalogue;
            let mut own = vec![
                add(postcard::to_allocvec(&catalogue.policy)?),
                add(postcard::to_allocvec(&catalogue.sources)?),
                add(postcard::to_allocvec(&catalogue.vocabulary)?),
                add(postcard::to_allocvec(&catalogue.targets)?),
                add(postcard::to_allocvec(&catalogue.cautions)?),
                add(postcard::to_allocvec(&catalogue.sheet)?),
                add(postcard::to_allocvec(&catalogue.import)?),
                add(postcard::to_allocvec(&(name, version, begins, date, review_by, digest))?),
            ];
            for offer in &catalogue.offers {
                own.push(add(postcard::to_allocvec(offer)?));
            }
            editions.push(own);
        }
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let packed = Packed { begins: self.begins, changes: self.changes.clone(), editions, parts };
        Ok(postcard::to_allocvec(&packed)?)
    }

    /// Opens what [`History::pack`] packed; an edition is read when it is first asked for.
    ///
    /// # Errors
    ///
    /// Where it was packed by another build.
    pub fn open(bytes: &'static [u8]) -> Result<Self, NoEdition> {
        let packed: Packed<'static> = postcard::from_bytes(bytes)?;
        let editions = packed.editions.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { begins: packed.begins, changes: packed.changes.clone(), editions, packed: Some(packed) })
    }
}

impl Packed<'static> {
    fn open(&self, number: usize) -> Result<Catalogue, NoEdition> {
        let missing = || NoEdition::Unreadable("a part is missing".to_owned());
        let own = self.editions.get(number).ok_or_else(missing)?;
        let mut parts = own.iter().map(|part| self.parts.get(*part as usize).copied().ok_or_else(missing));
        let mut next = || parts.next().unwrap_or_else(|| Err(missing()));
        let policy = read(next()?)?;
        let sources = read(next()?)?;
        let vocabulary = read(next()?)?;
        let targets = read(next()?)?;
        let cautions = read(next()?)?;
        let sheet = read(next()?)?;
        let import = Deferred::packed(next()?);
        let (name, version, begins, date, review_by, digest) = read(next()?)?;
        let offers = parts.map(|part| read(part?)).collect::<Result<_, NoEdition>>()?;
        Ok(Catalogue {
            name,
            version,
            begins,
            date,
            review_by,
            digest,
            sources,
            vocabulary,
            targets,
            policy,
            cautions,
            sheet,
            offers,
            import,
        })
    }
}

impl From<Catalogue> for History {
    /// A catalogue whose rules are in force on every day from its first on.
    fn from(catalogue: Catalogue) -> Self {
        Self::new(Vec::new(), vec![catalogue])
    }
}

fn read<T: DeserializeOwned>(part: &[u8]) -> Result<T, NoEdition> {
    Ok(postcard::from_bytes(part)?)
}
