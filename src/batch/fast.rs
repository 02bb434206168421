//! An NDJSON line straight into a case: one pass, driven by the known keys, without allocating.
//!
//! It takes only lines of the plain shape that programs write. At anything else it gives up, and the careful reading
//! in [`super::careful`] decides: so it may refuse a good line, and never accepts a bad one or reads one differently.

use jiff::civil::Date;

use super::names::NameTable;
use super::row::{Row, RowRules};
use super::token::{Pattern, list, number, spaces, string, yes_no};
use crate::bits;
use crate::case::{UNAVAILABLE, value};
use crate::catalogue::{Answers, Fact, FactId};
use crate::ids::OfferId;

/// Stands for the answer that no score exists, among the values of a fact.
const NO_SCORE: u16 = u16::MAX;

/// What a known key takes.
#[derive(Clone, Debug)]
enum PlainValue {
    YesNo,
    Number { minimum: u32, maximum: u32, unavailable: bool },
    OneOf(NameTable),
    AnyOf { words: usize, values: NameTable },
    Reference,
    Day,
    Offers(NameTable),
}

#[derive(Clone, Debug)]
struct PlainKey {
    /// The key as it is written: `"gender":`.
    pattern: Pattern,
    fact: FactId,
    takes: PlainValue,
    /// The last line that had it, by the count of lines read.
    last_line: u64,
}

/// Reads lines of plain shape.
#[derive(Clone, Debug)]
pub(super) struct Fast {
    known: Vec<PlainKey>,
    keys: NameTable,
    /// The key that followed each key in the last line: lines of one file mostly have the same keys in the same order. The
    /// last place is for the first key of a line.
    after: Vec<u16>,
    /// How many lines were read.
    lines: u64,
    /// The last day read, as written: lines of one file mostly have few days.
    day: Option<([u8; 10], Date)>,
}

impl Fast {
    /// Makes ready for a vocabulary.
    pub(super) fn new(rules: &RowRules<'_>) -> Self {
        let catalogue = rules.reader.catalogue;
        let offers = (0_u16..)
            .zip(&catalogue.offers)
            .flat_map(|(index, offer)| {
                std::iter::once(offer.id.as_str())
                    .chain(offer.short_names.iter().map(String::as_str))
                    .map(move |name| (name, index))
            })
            .filter(|(name, index)| catalogue.offer_named(name).is_some_and(|offer| offer.0 == *index));
        let others = [
            ("ref", PlainValue::Reference),
            ("as-of", PlainValue::Day),
            ("proposed", PlainValue::Offers(NameTable::new(offers))),
        ];
        let others = others.into_iter().map(|(key, takes)| (key, FactId(0), takes));
        let facts = catalogue.vocabulary.iter().map(|(id, fact)| (fact.key.as_str(), id, takes(fact)));
        let mut names = Vec::new();
        let mut all = Vec::new();
        for (key, fact, takes) in others.chain(facts) {
            names.push(key);
            all.push(PlainKey {
                pattern: Pattern::new(format!("\"{key}\":").as_bytes()),
                fact,
                takes,
                last_line: 0,
            });
        }
        let after = (1..).take(names.len().saturating_sub(1)).chain([0, 0]).collect();
        let keys = NameTable::new(names.into_iter().zip(0..));
        Self { known: all, keys, after, lines: 0, day: None }
    }

    /// Reads the line that starts at `at` into the row, and says where the next one starts.
    ///
    /// `text` ends in [`PADDING`](super::token::PADDING) line ends that are not part of it. None: the row holds nothing of use, and the careful
    /// reading has to look at the line.
    #[inline]
    pub(super) fn line(
        &mut self,
        rules: &RowRules<'_>,
        text: &[u8],
        at: usize,
        row: &mut Row,
    ) -> Option<usize> {
        row.clear(rules);
        let mut at = at;
        if *text.get(at)? != b'{' {
            return None;
        }
        at = spaces(text, at + 1);
        self.lines += 1;
        let mut last = self.known.len();
        // An empty line ends here; in any other, only a comma leads to the next key.
        let mut more = *text.get(at)? != b'}';
        while more {
            let index = self.key(text, at, last)?;
            let known = self.known.get_mut(index)?;
            if known.last_line == self.lines {
                return None;
            }
            known.last_line = self.lines;
            last = index;
            at = spaces(text, at + known.pattern.length);
            at = value(known, &mut self.day, rules, text, at, row)?;
            if text.get(at..)?.first_chunk() == Some(b",\"") {
                at += 1;
                continue;
            }
            at = spaces(text, at);
            match text.get(at)? {
                b',' => at = spaces(text, at + 1),
                b'}' => more = false,
                _ => return None,
            }
        }
        at = spaces(text, at + 1);
        if *text.get(at)? == b'\r' {
            at += 1;
        }
        (*text.get(at)? == b'\n').then_some(at + 1)
    }

    /// The known key that stands at a place, most likely the one that followed the last key before.
    #[inline]
    fn key(&mut self, text: &[u8], at: usize, last: usize) -> Option<usize> {
        let likely = usize::from(*self.after.get(last)?);
        if self.known.get(likely)?.pattern.is_at(text, at) {
            return Some(likely);
        }
        // A fact that is unknown is left out: then most likely what follows it comes.
        let likely = usize::from(*self.after.get(likely)?);
        if self.known.get(likely).is_some_and(|known| known.pattern.is_at(text, at)) {
            return Some(likely);
        }
        let end = string(text, at)?;
        let index = self.keys.find(text, at + 1, end - 1)?;
        *self.after.get_mut(last)? = index;
        (*text.get(end)? == b':').then_some(usize::from(index))
    }
}

fn takes(fact: &Fact) -> PlainValue {
    let no_score = fact.unavailable.as_ref().map(|_| ("unavailable", NO_SCORE));
    let values = || {
        let keys = (0..).zip(fact.values()).map(|(index, value)| (value.key.as_str(), index));
        let also = (0..)
            .zip(fact.values())
            .flat_map(|(index, value)| value.also.iter().map(move |also| (also.as_str(), index)));
        let meant = |named: &(&str, u16)| fact.value_written(named.0) == Some(named.1);
        no_score.into_iter().chain(keys.chain(also).filter(meant))
    };
    match &fact.answers {
        Answers::YesNo => PlainValue::YesNo,
        Answers::Number { minimum, maximum, .. } => {
            PlainValue::Number { minimum: *minimum, maximum: *maximum, unavailable: no_score.is_some() }
        }
        Answers::OneOf(_) => PlainValue::OneOf(NameTable::new(values())),
        // `none` and `unavailable` stand alone: the careful reading deals with them.
        Answers::AnyOf(_) => PlainValue::AnyOf {
            words: fact.words(),
            values: NameTable::new(values().filter(|(name, value)| *name != "none" && *value != NO_SCORE)),
        },
    }
}

/// Reads the value of a known key and gives the place after it.
#[inline]
fn value(
    known: &PlainKey,
    day: &mut Option<([u8; 10], Date)>,
    rules: &RowRules<'_>,
    text: &[u8],
    at: usize,
    row: &mut Row,
) -> Option<usize> {
    let vocabulary = &rules.reader.catalogue.vocabulary;
    match &known.takes {
        PlainValue::YesNo => {
            let (yes, end) = yes_no(text, at)?;
            row.given.case.set_word(vocabulary, known.fact, u64::from(yes));
            Some(end)
        }
        PlainValue::Number { minimum, maximum, unavailable } => {
            let (number, end) = score(text, at, *unavailable)?;
            row.given.case.set_word(vocabulary, known.fact, number);
            let fits = number == UNAVAILABLE || (u64::from(*minimum)..=u64::from(*maximum)).contains(&number);
            fits.then_some(end)
        }
        PlainValue::OneOf(values) => {
            let (word, end) = one(values, text, at)?;
            row.given.case.set_word(vocabulary, known.fact, word);
            Some(end)
        }
        PlainValue::AnyOf { words, values } => {
            if *words == 1 {
                let (set, end) = few(values, text, at)?;
                row.given.case.set_word(vocabulary, known.fact, set);
                return Some(end);
            }
            let set = row.given.case.start_words(vocabulary, known.fact);
            list(text, at, |from, to| {
                bits::set(set, usize::from(values.find(text, from, to)?));
                Some(())
            })
        }
        PlainValue::Reference => {
            let (reference, end) = reference(text, at)?;
            row.given.set_reference(reference);
            Some(end)
        }
        PlainValue::Day => {
            let (date, end) = date(day, text, at)?;
            // A day without rules is told of by the careful reader.
            if rules.reader.catalogue.begins.is_some_and(|begins| date < begins) {
                return None;
            }
            if rules.reader.fixed_day.is_none() {
                row.given.case.as_of = date;
            }
            Some(end)
        }
        PlainValue::Offers(names) => {
            let proposed = row.given.start_proposed();
            list(text, at, |from, to| {
                proposed.push(OfferId(names.find(text, from, to)?));
                Some(())
            })
        }
    }
}

/// One value, or the word for none where there may be none, and the place after it.
#[inline]
fn one(values: &NameTable, text: &[u8], at: usize) -> Option<(u64, usize)> {
    let end = string(text, at)?;
    let value = values.find(text, at + 1, end - 1)?;
    Some((if value == NO_SCORE { UNAVAILABLE } else { u64::from(value) }, end))
}

/// A list of values of which there are few enough for one word, and the place after it.
#[inline]
fn few(values: &NameTable, text: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut set = 0_u64;
    let end = list(text, at, |from, to| {
        set |= 1_u64.checked_shl(u32::from(values.find(text, from, to)?))?;
        Some(())
    })?;
    Some((set, end))
}

/// A number, or where there may be none the word for that, and the place after it.
#[inline]
fn score(text: &[u8], at: usize, unavailable: bool) -> Option<(u64, usize)> {
    if *text.get(at)? != b'"' {
        let (number, end) = number(text, at)?;
        return Some((number.into(), end));
    }
    let end = string(text, at)?;
    let no_score = unavailable && text.get(at + 1..end - 1)? == b"unavailable";
    no_score.then_some((UNAVAILABLE, end))
}

/// A reference of plain letters, and the place after it.
#[inline]
fn reference(text: &[u8], at: usize) -> Option<(&str, usize)> {
    let end = string(text, at)?;
    let reference = text.get(at + 1..end - 1)?;
    let fits = !reference.is_empty() && reference.len() <= value::LONGEST_REFERENCE;
    let is_plain = reference.iter().all(|byte| (b' '..=b'~').contains(byte) && *byte != b'\\');
    (fits && is_plain).then(|| std::str::from_utf8(reference).ok().map(|text| (text, end)))?
}

/// A day, which most likely is the last one read, and the place after it.
#[inline]
fn date(last: &mut Option<([u8; 10], Date)>, text: &[u8], at: usize) -> Option<(Date, usize)> {
    let end = string(text, at)?;
    let written: &[u8; 10] = text.get(at + 1..end - 1)?.try_into().ok()?;
    if let Some((known, date)) = last
        && known == written
    {
        return Some((*date, end));
    }
    let date = value::date(std::str::from_utf8(written).ok()?)?;
    *last = Some((*written, date));
    Some((date, end))
}
