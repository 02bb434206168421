//! Why an offer came out as it did: an entry for each check, most of them copied from where the same was written before.

use jiff::civil::Date;

use super::kept::Kept;
use super::text::{escaped, number as digits, text};
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::reasons::Planned;
use crate::reasons::because::Because;

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
}

/// Days whose entries are kept: a caseload has one, or a few.
const MOST_DAYS: usize = 8;

/// Ways in which a criterion comes out, and in which another check does.
const RESULTS: usize = 4;
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
            all += offer.criteria.len() * RESULTS + TRUTHS * 3 + (offer.targets.len() + 1) * TRUTHS;
        }
        Self { days: Vec::new(), today: 0, availabilities, lasting: Kept::new(all), first }
    }

    /// Writes every check of an offer, in the order in which checks run.
    pub(super) fn write(&mut self, planned: &Planned<'_>, offer: OfferId, out: &mut Vec<u8>) {
        self.availability(planned, offer, out);
        let entries = &mut self.lasting;
        let mut from = self.first[offer.index()];
        for (index, criterion) in planned.planner.rules.offers[offer.index()].criteria.iter().enumerate() {
            let result = planned.criterion_result(*criterion);
            copy(entries, from + result as usize, planned, None, out, || planned.criterion(offer, index));
            from += RESULTS;
        }
        let (vehicle, weeks, days, need) = (from, from + TRUTHS, from + TRUTHS * 2, from + TRUTHS * 3);
        let (found, shown_by) = planned.found_need(offer);
        let shown_by = shown_by.map_or(0, |target| target + 1);
        copy(entries, need + shown_by * TRUTHS + found as usize, planned, None, out, || planned.need(offer));
        let truth = planned.has_vehicle(offer);
        copy(entries, vehicle + truth as usize, planned, None, out, || planned.vehicle(offer));
        if let Some((fit, left)) = planned.fits_weeks(offer) {
            copy(entries, weeks + fit as usize, planned, Some(left), out, || planned.time(offer, fit, left));
        }
        if let Some((fit, left)) = planned.fits_rar_days(offer) {
            copy(entries, days + fit as usize, planned, Some(left), out, || {
                planned.rar_days(offer, fit, left)
            });
        }
    }

    fn availability(&mut self, planned: &Planned<'_>, offer: OfferId, out: &mut Vec<u8>) {
        let catalogue = planned.catalogue();
        let region = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.region);
        let region = region.map_or(0, |region| region as usize + 1);
        let kind = region * 2 + usize::from(planned.cannot_get_to(offer));
        let number = offer.index() * self.availabilities + kind;
        let entries = self.of_day(planned.case.as_of, catalogue.offers.len());
        copy(entries, number, planned, None, out, || planned.availability(offer));
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

/// Copies an entry, written now if it has not come up before, with what this case puts into it.
fn copy<'r>(
    entries: &mut Kept<Marks>,
    number: usize,
    planned: &Planned<'r>,
    left: Option<u32>,
    out: &mut Vec<u8>,
    because: impl FnOnce() -> Because<'r>,
) {
    let (bytes, marks) = entries.piece(number, |bytes| entry(planned, &because(), bytes));
    if out.last() != Some(&b'[') {
        out.push(b',');
    }
    let mut copied = 0;
    if let (Some(left), Some(at)) = (left, marks.left) {
        out.extend_from_slice(&bytes[..at]);
        digits(out, left);
        copied = at;
    }
    let presumed = |fact: &&FactId| planned.presumed.contains(fact);
    if !planned.presumed.is_empty() && marks.facts.iter().any(|fact| presumed(&fact)) {
        out.extend_from_slice(&bytes[copied..marks.presumed]);
        out.extend_from_slice(b",\"presumed\":");
        planned.facts(out, marks.facts.iter().filter(presumed));
        copied = marks.presumed;
    }
    out.extend_from_slice(&bytes[copied..]);
}

/// Writes an entry without what differs from case to case.
fn entry(planned: &Planned<'_>, because: &Because<'_>, bytes: &mut Vec<u8>) -> Marks {
    let start = bytes.len();
    bytes.extend_from_slice(b"{\"criterion\":");
    text(bytes, because.id);
    bytes.extend_from_slice(b",\"says\":\"");
    let says = because.exception.unwrap_or(&because.says);
    let (before, after) =
        because.left.as_ref().map_or((says, ""), |left| (&says[..left.start], &says[left.end..]));
    escaped(bytes, before);
    let left = because.left.is_some().then(|| bytes.len() - start);
    escaped(bytes, after);
    bytes.extend_from_slice(b"\",\"result\":");
    text(bytes, because.result.code());
    bytes.extend_from_slice(b",\"facts\":");
    planned.facts(bytes, &because.facts);
    let presumed = bytes.len() - start;
    if because.planning_policy {
        bytes.extend_from_slice(b",\"planning_policy\":true");
    }
    bytes.extend_from_slice(b",\"source\":");
    text(bytes, &planned.catalogue().cited_all(because.source));
    bytes.push(b'}');
    Marks { left, presumed, facts: because.facts.as_slice().into() }
}
