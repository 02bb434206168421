//! Why an offer came out as it did: an entry for each check, most of them copied from where the same was written before.

use jiff::civil::Date;

use super::kept::Kept;
use super::sources::Sources;
use super::{day, keys};
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::matching::CriterionResult;
use crate::outcome::Outcome;
use crate::reasons::because::{Because, Sentence};
use crate::reasons::check::{CheckFound, CheckName, Fit};
use crate::reasons::{PlannedCase, confirmed};
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
    /// The checks of the last offer that are left to be named.
    also_not_met: Vec<CheckName>,
}

/// Where in an entry stands what differs from case to case, and what that turns on.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    is_not_met: bool,
    /// Where the weeks or the days that are left stand.
    left: Option<usize>,
    /// Where it is said which of the facts read were presumed, and that it has not been confirmed since a day.
    more: usize,
    facts: Box<[FactId]>,
    /// The day to which its newest source speaks, and the last day on which that counts.
    newest: Option<(Date, Date)>,
    /// Where it is written.
    sources: Vec<u32>,
}

/// Days whose entries are kept: a caseload has one, or a few.
const MOST_DAYS: usize = 8;

/// Ways in which a criterion comes out, in which an offer fits what is left, and in which another check comes out.
const RESULTS: usize = 4;
/// Each with one week or day left and with another number.
const FITS: usize = 4 * 2;
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
        Self {
            days: Vec::new(),
            today: 0,
            availabilities,
            lasting: Kept::new(all),
            first,
            also_not_met: Vec::new(),
        }
    }

    /// Writes the checks of an offer in the order in which they run. Where the offer is excluded and not every check is asked for,
    /// it writes the one that decided, and gives the others that are not met, to be named.
    pub(super) fn write(
        &mut self,
        planned: &PlannedCase<'_>,
        offer: OfferId,
        every: bool,
        sources: &mut Sources,
        out: &mut Vec<u8>,
    ) -> &[CheckName] {
        let catalogue = planned.catalogue();
        let in_full = every || planned.reason(offer).outcome() != Outcome::Exclude;
        let deciding = CheckFound::deciding(planned, offer).map(CheckFound::name);
        self.also_not_met.clear();
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
            if in_full || deciding == Some(checked.name()) {
                sources.name(&marks.sources);
                copy(bytes, marks, checked, planned, out);
            } else if marks.is_not_met {
                self.also_not_met.push(checked.name());
            }
        });
        &self.also_not_met
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
            CheckFound::Time { fit, weeks: left } => from + criteria + TRUTHS + of_room(fit, left),
            CheckFound::RarDays { fit, days: left } => from + criteria + TRUTHS + FITS + of_room(fit, left),
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

/// Which of the entries on weeks or days it is: one is worded as one.
fn of_room(fit: Fit, left: u32) -> usize {
    fit as usize * 2 + usize::from(left == 1)
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
    out.extend_from_slice(&bytes[copied..marks.more]);
    if !planned.presumed.is_empty() && marks.facts.iter().any(|fact| presumed(&fact)) {
        out.extend_from_slice(b",\"presumed\":");
        keys(planned.catalogue(), out, marks.facts.iter().filter(presumed));
    }
    if let Some((newest, _)) = marks.newest.filter(|(_, last)| *last < planned.case.as_of) {
        out.extend_from_slice(b",\"not_confirmed_since\":");
        day(out, newest);
    }
    out.extend_from_slice(&bytes[marks.more..]);
}

/// Writes an entry without what differs from case to case.
fn entry(catalogue: &Catalogue, because: &Because<'_>, sources: &mut Sources, bytes: &mut Vec<u8>) -> Marks {
    let start = bytes.len();
    bytes.extend_from_slice(b"{\"criterion\":");
    text(bytes, because.id);
    bytes.extend_from_slice(b",\"says\":\"");
    let left = match (because.exception, &because.sentence) {
        (Some(exception), _) => {
            escaped(bytes, exception);
            None
        }
        (None, Sentence::Whole(_)) => {
            escaped(bytes, &because.told());
            None
        }
        (None, Sentence::Measured { before, left, after, after_one }) => {
            escaped(bytes, before);
            let at = bytes.len() - start;
            escaped(bytes, if *left == 1 { after_one } else { after });
            Some(at)
        }
    };
    bytes.extend_from_slice(b"\",\"result\":");
    text(bytes, because.result.code());
    bytes.extend_from_slice(b",\"facts\":");
    keys(catalogue, bytes, &because.facts);
    let more = bytes.len() - start;
    if because.planning_policy {
        bytes.extend_from_slice(b",\"planning_policy\":true");
    }
    bytes.extend_from_slice(b",\"sources\":");
    let numbers = sources.numbers(catalogue, because.source);
    Sources::write_keys(&numbers, bytes);
    bytes.push(b'}');
    let newest = confirmed::newest(catalogue, because.source, Date::MAX);
    Marks {
        is_not_met: because.result == CriterionResult::NotMet,
        left,
        more,
        facts: because.facts.as_slice().into(),
        newest: newest.and_then(|newest| Some((newest, confirmed::holds_until(catalogue, newest)?))),
        sources: numbers,
    }
}
