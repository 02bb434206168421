//! What is said of one case: as NDJSON at three widths, or as a row of CSV.

use jiff::civil::Date;

use super::Decider;
use super::intake::Row;
use crate::outcome::{Outcome, Reason};
use crate::plan::Planner;
use crate::question;
use crate::report::Report;
use crate::report::json::text;

/// The name and version of the narrow forms.
const OUTCOMES_SCHEMA: &str = "goldenthread.outcomes/1";
const PLAN_SCHEMA: &str = "goldenthread.steps/1";

/// How much is written of each case, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// NDJSON: the outcome and the reason of each offer.
    Outcomes,
    /// NDJSON: the steps, the package and what is left open.
    Plan,
    /// NDJSON: everything, as one plan is given.
    Full,
    /// A row of CSV. `raw` leaves cells that a spreadsheet would take for a formula as they are.
    Csv {
        /// For machines alone.
        raw: bool,
    },
    /// Nothing: only what is counted matters.
    Nothing,
}

/// The columns of the CSV output.
const COLUMNS: [&str; 13] = [
    "ref",
    "as-of",
    "include",
    "consider",
    "undetermined",
    "exclude",
    "plan",
    "weeks",
    "rar-days",
    "unmet",
    "questions",
    "caution",
    "catalogue",
];

impl Output {
    /// What is written before the first case.
    #[must_use]
    pub fn header(self) -> Vec<u8> {
        match self {
            Self::Csv { raw } => {
                let mut out = Vec::new();
                record(&mut out, &COLUMNS, raw);
                out
            }
            _ => Vec::new(),
        }
    }
}

/// Some bytes that are written over and over. Short ones are copied with what pads them and cut to length after: a copy of a
/// fixed length costs far less than one of any length.
#[derive(Clone, Debug)]
enum Entry {
    Short([u8; Self::SHORT], usize),
    Long(Vec<u8>),
}

impl Entry {
    const SHORT: usize = 128;

    fn new(bytes: Vec<u8>) -> Self {
        let length = bytes.len();
        let mut padded = bytes.clone();
        padded.resize(Self::SHORT.max(length), 0);
        match padded.try_into() {
            Ok(short) => Self::Short(short, length),
            Err(_) => Self::Long(bytes),
        }
    }

    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Short(bytes, length) => {
                let end = out.len() + length;
                out.extend_from_slice(bytes);
                out.truncate(end);
            }
            Self::Long(bytes) => out.extend_from_slice(bytes),
        }
    }
}

/// Writes plans.
#[derive(Clone, Debug)]
pub struct PlanWriter<'p> {
    planner: &'p Planner<'p>,
    output: Output,
    /// The part of an outcomes line before the reference, and between the day and the first offer.
    head: [Vec<u8>; 2],
    /// For each offer and reason, the offer's entry in an outcomes line.
    entries: Vec<Entry>,
    /// The last day written.
    day: Option<(Date, String)>,
}

impl<'p> PlanWriter<'p> {
    /// Makes ready to write in one form.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>, output: Output) -> Self {
        let catalogue = planner.catalogue;
        let mut writer =
            Self { planner, output, head: [Vec::new(), Vec::new()], entries: Vec::new(), day: None };
        if output == Output::Outcomes {
            let [start, middle] = &mut writer.head;
            start.extend_from_slice(b"{\"schema\":");
            text(start, OUTCOMES_SCHEMA);
            start.extend_from_slice(b",\"program\":");
            text(start, env!("CARGO_PKG_VERSION"));
            start.extend_from_slice(b",\"ref\":");
            middle.extend_from_slice(b"\",\"catalogue\":{\"name\":");
            text(middle, &catalogue.name);
            middle.extend_from_slice(b",\"version\":");
            text(middle, &catalogue.version);
            middle.extend_from_slice(b",\"digest\":");
            text(middle, &catalogue.digest);
            middle.extend_from_slice(b"},\"offers\":[");
            for offer in &catalogue.offers {
                for reason in Reason::ALL {
                    let mut entry = b"{\"id\":".to_vec();
                    text(&mut entry, &offer.id);
                    entry.extend_from_slice(b",\"outcome\":");
                    text(&mut entry, reason.outcome().code());
                    entry.extend_from_slice(b",\"reason\":");
                    text(&mut entry, reason.code());
                    entry.extend_from_slice(b"},");
                    writer.entries.push(Entry::new(entry));
                }
            }
        }
        writer
    }

    /// Writes one case.
    pub fn write(&mut self, row: &Row, decided: &Decider<'_>, out: &mut Vec<u8>) {
        match self.output {
            Output::Outcomes => self.outcomes(row, decided, out),
            Output::Plan => {
                let report = self.report(row, decided, &[]);
                report.write_head(out, PLAN_SCHEMA);
                out.push(b',');
                report.write_plan(out);
                out.extend_from_slice(b"}\n");
            }
            Output::Full => {
                let questions = question::questions(self.planner, &row.case, decided.accepted());
                self.report(row, decided, &questions).write_json(out);
                out.push(b'\n');
            }
            Output::Csv { raw } => self.csv(row, decided, raw, out),
            Output::Nothing => {}
        }
    }

    fn report<'r>(
        &'r self,
        row: &'r Row,
        decided: &'r Decider<'_>,
        questions: &'r [question::Question],
    ) -> Report<'r> {
        Report {
            planner: self.planner,
            case: &row.case,
            decision: &decided.decision,
            accepted: &row.accepted,
            presumed: &row.presumed,
            questions,
        }
    }

    fn outcomes(&mut self, row: &Row, decided: &Decider<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.head[0]);
        match &row.case.reference {
            Some(reference) => text(out, reference),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"as_of\":\"");
        out.extend_from_slice(self.day(row.case.as_of).as_bytes());
        out.extend_from_slice(&self.head[1]);
        let reasons = &decided.decision.reasons;
        for (entries, reason) in self.entries.chunks_exact(Reason::ALL.len()).zip(reasons) {
            if let Some(entry) = entries.get(*reason as usize) {
                entry.write(out);
            }
        }
        if !reasons.is_empty() {
            out.pop();
        }
        out.extend_from_slice(b"]}\n");
    }

    /// A day as it is written.
    fn day(&mut self, day: Date) -> &str {
        let written = match self.day.take() {
            Some((known, written)) if known == day => written,
            _ => day.to_string(),
        };
        &self.day.insert((day, written)).1
    }

    fn csv(&self, row: &Row, decided: &Decider<'_>, raw: bool, out: &mut Vec<u8>) {
        let catalogue = self.planner.catalogue;
        let questions = question::questions(self.planner, &row.case, decided.accepted());
        let report = self.report(row, decided, &questions);
        let count = |outcome: Outcome| report.with_outcome(outcome).count().to_string();
        let ids = |ids: &mut dyn Iterator<Item = &str>| ids.collect::<Vec<_>>().join(";");
        let steps = &mut decided.decision.steps.iter().map(|step| catalogue.offer(step.offer).id.as_str());
        let unmet = report.unmet();
        let unmet = &mut unmet.iter().map(|target| catalogue.target(*target).id.as_str());
        let asked = &mut questions.iter().map(|question| catalogue.fact(question.fact).key.as_str());
        let digest = catalogue.digest.get(..12).unwrap_or(&catalogue.digest);
        let cells = [
            row.case.reference.clone().unwrap_or_default(),
            row.case.as_of.to_string(),
            count(Outcome::Include),
            count(Outcome::Consider),
            count(Outcome::Undetermined),
            count(Outcome::Exclude),
            ids(steps),
            report.weeks().to_string(),
            report.rar_days_used().to_string(),
            ids(unmet),
            ids(asked),
            report.cautions().into_iter().next().unwrap_or_default(),
            format!("{} {digest}", catalogue.version),
        ];
        record(out, &cells, raw);
    }
}

/// One row of CSV.
pub fn record<S: AsRef<str>>(out: &mut Vec<u8>, cells: &[S], raw: bool) {
    for (index, text) in cells.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        cell(out, text.as_ref(), raw);
    }
    out.extend_from_slice(b"\r\n");
}

/// One cell of CSV. Control characters are left out, and unless it is `raw` an apostrophe goes before what a spreadsheet would
/// take for a formula.
pub fn cell(out: &mut Vec<u8>, text: &str, raw: bool) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    let text = crate::wording::plain(text);
    let guard = if is_formula && !raw { "'" } else { "" };
    if text.contains(['"', ',', ';', '\'']) || text.starts_with(' ') || text.ends_with(' ') {
        out.push(b'"');
        out.extend_from_slice(guard.as_bytes());
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(guard.as_bytes());
        out.extend_from_slice(text.as_bytes());
    }
}
