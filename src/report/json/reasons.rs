//! Why an offer came out as it did: an entry for each check, most of them copied from where the same was written before.

use jiff::civil::Date;

use super::kept::Kept;
use super::keys;
use super::sources::Sources;
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::reasons::PlannedCase;
use crate::reasons::because::{Because, Sentence};
use crate::reasons::check::CheckFound;
use crate::text::json::{escaped, number as digits, text};

/// Entries as they were first written. An entry is kept for all that it turns on, so that one that comes up again is the same but
/// for the number of weeks or days that are left and for what is presumed.
#[derive(Clone, Debug)]
pub(super) struct Reasons {
    /// Those that turn on the day, for the days that came up last, and which of them is the case's.
    days: Vec<(Date, Kept<Marks>)>,
    today: usize,
    /// How many kinds of availability one offer can have on a day: each region and none known, within reach and not.
    availabilities: usize,
    /// The others, and for each offer where its own begin.
    lasting: Kept<Marks>,
    first: Vec<usize>,
}

/// Where in an entry stands what differs from case to case.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    /// The weeks or the days that are left.
    left: Option<usize>,
    /// Which of the facts read were presumed.
    presumed: usize,
    facts: Box<[FactId]>,
    /// Where it is written.
    sources: Box<[u32]>,
}

/// Days whose entries are kept: a caseload has one, or a few.
const MOST_DAYS: usize = 8;

/// Ways in which a criterion comes out, in which an offer fits what is left, and in which another check comes out.
const RESULTS: usize = 4;
const FITS: usize = 4;
const TRUTHS: usize = 3;

impl Reasons {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let regions = catalogue.fact(catalogue.policy.roles.region).values().len();
        let availabilities = (regions + 1) * 2;
        let mut first = Vec::with_capacity(catalogue.offers.len());
        let mut all = 0;
        for offer in &catalogue.offers {
            first.push(all);
            // After the criteria: the vehicle, the weeks, the days, and the need by the target that shows it.
            all += offer.criteria.len() * RESULTS + TRUTHS + FITS * 2 + (offer.targets.len() + 1) * TRUTHS;
        }
        Self { days: Vec::new(), today: 0, availabilities, lasting: Kept::new(all), first }
    }

    /// Writes every check of an offer, in the order in which checks run.
    pub(super) fn write(
        &mut self,
        planned: &PlannedCase<'_>,
        offer: OfferId,
        sources: &mut Sources,
        out: &mut Vec<u8>,
    ) {
        let catalogue = planned.catalogue();
        // A chain is walked in far fewer steps from within than link by link.
        CheckFound::each(planned, offer).for_each(|checked| {
            let number = self.number(catalogue, offer, checked);
            let entries = match checked {
                CheckFound::Availability { day, .. } => self.of_day(day, catalogue.offers.len()),
                _ => &mut self.lasting,
            };
            let (bytes, marks) = entries.piece(number, |bytes| {
                entry(catalogue, &Because::of(catalogue, offer, checked), sources, bytes)
            });
            sources.name(&marks.sources);
            copy(bytes, marks, checked, planned, out);
        });
    }

    /// The place of an entry among those of its day, or among the lasting ones: alike for all that is worded alike but for the
    /// number of weeks or days.
    fn number(&self, catalogue: &Catalogue, offer: OfferId, checked: CheckFound) -> usize {
        let criteria = catalogue.offer(offer).criteria.len() * RESULTS;
        let from = self.first[offer.index()];
        match checked {
            CheckFound::Availability { region, out_of_reach, .. } => {
                let region = region.map_or(0, |region| region as usize + 1);
                offer.index() * self.availabilities + region * 2 + usize::from(out_of_reach)
            }
            CheckFound::Criterion { at, result } => from + at * RESULTS + result as usize,
            CheckFound::Vehicle(truth) => from + criteria + truth as usize,
            CheckFound::Time { fit, .. } => from + criteria + TRUTHS + fit as usize,
            CheckFound::RarDays { fit, .. } => from + criteria + TRUTHS + FITS + fit as usize,
            CheckFound::Need { present, shown_by } => {
                let shown_by = shown_by.map_or(0, |target| target + 1);
                from + criteria + TRUTHS + FITS * 2 + shown_by * TRUTHS + present as usize
            }
        }
    }

    /// The entries of a day. Those of a new day take the place of the ones after those used last.
    fn of_day(&mut self, day: Date, offers: usize) -> &mut Kept<Marks> {
        if self.days.get(self.today).is_none_or(|(known, _)| *known != day) {
            self.today = self.days.iter().position(|(known, _)| *known == day).unwrap_or_else(|| {
                if self.days.len() < MOST_DAYS {
                    self.days.push((day, Kept::new(offers * self.availabilities)));
                    return self.days.len() - 1;
                }
                let next = (self.today + 1) % MOST_DAYS;
                let (known, entries) = &mut self.days[next];
                *known = day;
                entries.clear();
                next
            });
        }
        &mut self.days[self.today].1
    }
}

/// Copies an entry with what this case puts into it.
fn copy(bytes: &[u8], marks: &Marks, checked: CheckFound, planned: &PlannedCase<'_>, out: &mut Vec<u8>) {
    if out.last() != Some(&b'[') {
        out.push(b',');
    }
    let mut copied = 0;
    if let (CheckFound::Time { weeks: left, .. } | CheckFound::RarDays { days: left, .. }, Some(at)) =
        (checked, marks.left)
    {
        out.extend_from_slice(&bytes[..at]);
        digits(out, left);
        copied = at;
    }
    let presumed = |fact: &&FactId| planned.presumed.contains(fact);
    if !planned.presumed.is_empty() && marks.facts.iter().any(|fact| presumed(&fact)) {
        out.extend_from_slice(&bytes[copied..marks.presumed]);
        out.extend_from_slice(b",\"presumed\":");
        keys(planned.catalogue(), out, marks.facts.iter().filter(presumed));
        copied = marks.presumed;
    }
    out.extend_from_slice(&bytes[copied..]);
}

/// Writes an entry without what differs from case to case.
fn entry(catalogue: &Catalogue, because: &Because<'_>, sources: &Sources, bytes: &mut Vec<u8>) -> Marks {
    let start = bytes.len();
    bytes.extend_from_slice(b"{\"criterion\":");
    text(bytes, because.id);
    bytes.extend_from_slice(b",\"says\":\"");
    let left = match (because.exception, &because.sentence) {
        (Some(exception), _) => {
            escaped(bytes, exception);
            None
        }
        (None, Sentence::Whole(says)) => {
            escaped(bytes, says);
            None
        }
        (None, Sentence::Measured { before, after, .. }) => {
            escaped(bytes, before);
            let left = bytes.len() - start;
            escaped(bytes, after);
            Some(left)
        }
    };
    bytes.extend_from_slice(b"\",\"result\":");
    text(bytes, because.result.code());
    bytes.extend_from_slice(b",\"facts\":");
    keys(catalogue, bytes, &because.facts);
    let presumed = bytes.len() - start;
    if because.planning_policy {
        bytes.extend_from_slice(b",\"planning_policy\":true");
    }
    bytes.extend_from_slice(b",\"sources\":");
    let numbers = sources.numbers(because.source);
    Sources::write_keys(&numbers, bytes);
    bytes.push(b'}');
    Marks { left, presumed, facts: because.facts.as_slice().into(), sources: numbers }
}
