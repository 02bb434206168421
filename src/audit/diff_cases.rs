//! What a change does to given cases: each decided on both sides.

use std::collections::BTreeMap;
use std::convert::Infallible;

use jiff::civil::Date;

use super::diff::Side;
use crate::batch::{Form, Limits, Piece, Reading, Rows, Splitter};
use crate::catalogue::Catalogue;
use crate::outcome::Reason;
use crate::plan::{Options, Workspace};

/// An offer, and its outcome before and after.
pub type ChangedOutcome = (String, String, String);

/// What became of the cases that were given.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// How many there were.
    pub total: usize,
    /// Those that changed: what names each, and for each offer the outcome before and after.
    pub changed: Vec<(String, Vec<ChangedOutcome>)>,
}

/// The most bytes of one row.
const LONGEST_ROW: usize = 1 << 20;

/// What became of each row: its reference, and a reason for each offer.
type Decided = BTreeMap<u64, (Option<String>, Vec<Reason>)>;

/// Decides every case of a caseload (CSV or NDJSON) on both sides. A row that one side cannot read counts as a case, and is told
/// as one that cannot be read there. With `fixed`, each side's day holds whatever a row says.
///
/// # Errors
///
/// Where the header row cannot be read: what is wrong with it.
pub fn cases(caseload: &[u8], old: Side<'_>, new: Side<'_>, fixed: bool) -> Result<Cases, String> {
    let before = decided(caseload, old, fixed)?;
    let after = decided(caseload, new, fixed)?;
    let mut rows: Vec<u64> = before.keys().chain(after.keys()).copied().collect();
    rows.sort_unstable();
    rows.dedup();
    let mut cases = Cases { total: rows.len(), changed: Vec::new() };
    for row in rows {
        let (then, now) = (before.get(&row), after.get(&row));
        let reference = then.or(now).and_then(|(reference, _)| reference.clone());
        let name = reference.unwrap_or_else(|| format!("row {row}"));
        let offers = match (then, now) {
            (Some((_, then)), Some((_, now))) => {
                differing([old.planner.catalogue, new.planner.catalogue], then, now)
            }
            _ => vec![("the row".to_owned(), readable(then.is_some()), readable(now.is_some()))],
        };
        if !offers.is_empty() {
            cases.changed.push((name, offers));
        }
    }
    Ok(cases)
}

fn readable(yes: bool) -> String {
    if yes { "readable" } else { "not readable" }.to_owned()
}

/// The offers whose outcome or reason differs; one that a side does not have is missing there.
fn differing(sides: [&Catalogue; 2], then: &[Reason], now: &[Reason]) -> Vec<ChangedOutcome> {
    let said = |reason: Option<&Reason>| {
        reason.map_or_else(
            || "not on offer".to_owned(),
            |reason| format!("{} ({})", reason.outcome().code(), reason.code()),
        )
    };
    let mut all = Vec::new();
    for (index, offer) in sides[1].offers.iter().enumerate() {
        let earlier = sides[0].offers.iter().position(|other| other.id == offer.id);
        let (was, is) = (earlier.and_then(|at| then.get(at)), now.get(index));
        if was != is {
            all.push((offer.id.clone(), said(was), said(is)));
        }
    }
    for (index, offer) in sides[0].offers.iter().enumerate() {
        if !sides[1].offers.iter().any(|other| other.id == offer.id) {
            all.push((offer.id.clone(), said(then.get(index)), said(None)));
        }
    }
    all
}

fn decided(caseload: &[u8], side: Side<'_>, fixed: bool) -> Result<Decided, String> {
    let form = Form::of_content(caseload);
    let as_of: Option<Date> = fixed.then_some(side.day);
    let reading = Reading {
        form,
        today: side.day,
        as_of,
        presume: false,
        ignored: Vec::new(),
        longest_row: LONGEST_ROW,
        needs_proposed: false,
    };
    let mut rows = Rows::new(side.planner.catalogue, &reading);
    let limits = Limits { piece: 1 << 17, rows: 1024, longest_row: LONGEST_ROW };
    let mut splitter = Splitter::new(form, limits);
    let mut rest = caseload;
    let mut read = |buffer: &mut [u8]| -> Result<usize, Infallible> {
        let taken = rest.len().min(buffer.len());
        let (first, later) = rest.split_at(taken);
        buffer[..taken].copy_from_slice(first);
        rest = later;
        Ok(taken)
    };
    let mut piece = Piece::default();
    if form == Form::Csv {
        let Ok(_) = splitter.header(&mut piece, &mut read);
        rows.header(&piece.bytes).map_err(|refusals| {
            refusals.iter().map(|refusal| refusal.reason.clone()).collect::<Vec<_>>().join("; ")
        })?;
    }
    let mut decided = Decided::new();
    let mut workspace = Workspace::default();
    let mut rejects = Vec::new();
    while let Ok(true) = splitter.next(&mut piece, &mut read) {
        rows.each(&mut piece, &mut rejects, |block, place| {
            let Some(row) = block.get(place) else { return Ok(()) };
            let accepted: Vec<_> = row.given.accepted.offers.iter().map(|(offer, _)| *offer).collect();
            let decision =
                side.planner.decide_in(&mut workspace, &row.given.case, &Options::accepting(&accepted));
            decided.insert(row.number, (row.given.case.reference.clone(), decision.reasons.clone()));
            Ok(())
        });
    }
    Ok(decided)
}
