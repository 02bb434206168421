//! What is said of one case: as NDJSON at three widths, or as a row of CSV.

use super::json::{self, Head};
use crate::ask::{Asker, Question};
use crate::batch::{DecidedBy, Decider, EachCase, Row, RowRefusal, Summary};
use crate::catalogue::NoEdition;
use crate::outcome::{Outcome, Reason};
use crate::plan::{Editions, Planner};
use crate::reasons::PlannedCase;
use crate::reasons::extent::Extent;
use crate::reasons::{caution, unmet};
use crate::text::csv::record;
use crate::text::json::text;

/// The name and version of the narrow forms.
const OUTCOMES_SCHEMA: &str = "goldenthread.outcomes/1";
const PLAN_SCHEMA: &str = "goldenthread.steps/1";

/// How much is written of each case, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseOutput {
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

impl CaseOutput {
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
    output: CaseOutput,
    /// How a narrow line starts.
    head: Head,
    /// For each offer and reason, the offer's entry in an outcomes line.
    entries: Vec<Entry>,
    plans: json::Writer,
    asker: Asker<'p>,
}

impl<'p> PlanWriter<'p> {
    /// Makes ready to write in one form.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>, output: CaseOutput) -> Self {
        let catalogue = planner.catalogue;
        let mut entries = Vec::new();
        let schema = if output == CaseOutput::Outcomes { OUTCOMES_SCHEMA } else { PLAN_SCHEMA };
        if output == CaseOutput::Outcomes {
            for offer in &catalogue.offers {
                for reason in Reason::ALL {
                    let mut entry = b"{\"id\":".to_vec();
                    text(&mut entry, &offer.id);
                    entry.extend_from_slice(b",\"outcome\":");
                    text(&mut entry, reason.outcome().code());
                    entry.extend_from_slice(b",\"reason\":");
                    text(&mut entry, reason.code());
                    entry.extend_from_slice(b"},");
                    entries.push(Entry::new(entry));
                }
            }
        }
        Self {
            planner,
            output,
            head: Head::new(catalogue, schema),
            entries,
            plans: json::Writer::new(catalogue),
            asker: Asker::new(planner),
        }
    }

    /// Writes one case.
    pub fn write(&mut self, row: &Row, decided: &Decider<'_>, out: &mut Vec<u8>) {
        match self.output {
            CaseOutput::Outcomes => self.outcomes(row, decided, out),
            CaseOutput::Plan => {
                self.head.write(&row.given.case, out);
                out.push(b',');
                json::write_plan(&planned(self.planner, row, decided, &[]), out);
                out.extend_from_slice(b"}\n");
            }
            CaseOutput::Full => {
                let questions =
                    self.asker.questions(&row.given.case, decided.judgement(), decided.decision());
                self.plans.write(&planned(self.planner, row, decided, &questions), out);
                out.push(b'\n');
            }
            CaseOutput::Csv { raw } => self.csv(row, decided, raw, out),
            CaseOutput::Nothing => {}
        }
    }

    fn outcomes(&mut self, row: &Row, decided: &Decider<'_>, out: &mut Vec<u8>) {
        self.head.write(&row.given.case, out);
        out.extend_from_slice(b",\"offers\":[");
        let reasons = &decided.decision().reasons;
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

    fn csv(&mut self, row: &Row, decided: &Decider<'_>, raw: bool, out: &mut Vec<u8>) {
        let catalogue = self.planner.catalogue;
        let questions = self.asker.questions(&row.given.case, decided.judgement(), decided.decision());
        let planned = planned(self.planner, row, decided, &questions);
        let count = |outcome: Outcome| planned.with_outcome(outcome).count().to_string();
        let ids = |ids: &mut dyn Iterator<Item = &str>| ids.collect::<Vec<_>>().join(";");
        let steps = &mut decided.decision().steps.iter().map(|step| catalogue.offer(step.offer).id.as_str());
        let unmet = unmet::targets(&planned);
        let unmet = &mut unmet.iter().map(|target| catalogue.target(*target).id.as_str());
        let asked = &mut questions.iter().map(|question| catalogue.fact(question.fact).key.as_str());
        let digest = catalogue.digest.get(..12).unwrap_or(&catalogue.digest);
        let cells = [
            row.given.case.reference.clone().unwrap_or_default(),
            row.given.case.as_of.to_string(),
            count(Outcome::Include),
            count(Outcome::Consider),
            count(Outcome::Undetermined),
            count(Outcome::Exclude),
            ids(steps),
            Extent::of(&planned).weeks.to_string(),
            Extent::of(&planned).rar_days.to_string(),
            ids(unmet),
            ids(asked),
            caution::each(&planned).next().map_or_else(String::new, |given| given.says),
            format!("{} {digest}", catalogue.version),
        ];
        record(out, &cells, raw);
    }
}

/// What writes, and sums up, the plans made by one edition.
#[derive(Clone, Debug)]
struct Desk<'p> {
    writer: PlanWriter<'p>,
    summary: Option<Box<Summary<'p>>>,
}

/// Writes the plan of every case.
#[derive(Clone, Debug)]
pub struct Plans<'p> {
    decider: Decider<'p>,
    output: CaseOutput,
    sums_up: bool,
    /// A desk for each edition that a case was for.
    desks: Vec<Option<Desk<'p>>>,
}

impl<'p> Plans<'p> {
    /// Plans by the editions of a catalogue and writes in one form; sums up where that is asked for.
    #[must_use]
    pub fn new(editions: &'p Editions<'p>, output: CaseOutput, sums_up: bool) -> Self {
        Self { decider: Decider::new(editions), output, sums_up, desks: Vec::new() }
    }

    /// What the cases of several workers come to together, by the names of the last edition that one of them was for.
    ///
    /// # Errors
    ///
    /// Where there is no case and the last edition does not open.
    pub fn summary_of(editions: &'p Editions<'p>, workers: &[Self]) -> Result<Summary<'p>, NoEdition> {
        // Later editions first, so that what is said of each offer and criterion is what was said last.
        let desks = (0..editions.history().count())
            .rev()
            .flat_map(|edition| workers.iter().filter_map(move |worker| worker.desks.get(edition)?.as_ref()));
        let mut parts = desks.filter_map(|desk| desk.summary.as_deref());
        let Some(first) = parts.next() else { return Ok(Summary::new(editions.latest()?)) };
        let mut whole = first.clone();
        parts.for_each(|part| whole.add(part));
        Ok(whole)
    }
}

/// The desk for an edition, made when it is first needed.
fn desk<'d, 'p>(
    desks: &'d mut Vec<Option<Desk<'p>>>,
    by: DecidedBy<'p>,
    output: CaseOutput,
    sums_up: bool,
) -> Option<&'d mut Desk<'p>> {
    if desks.len() <= by.edition {
        desks.resize(by.edition + 1, None);
    }
    let desk = desks.get_mut(by.edition)?;
    Some(desk.get_or_insert_with(|| Desk {
        writer: PlanWriter::new(by.planner, output),
        summary: sums_up.then(|| Box::new(Summary::new(by.planner))),
    }))
}

impl EachCase for Plans<'_> {
    fn block(&mut self, rows: &[Row]) {
        self.decider.evaluate(rows);
    }

    fn case(&mut self, place: usize, row: &Row, out: &mut Vec<u8>) -> Result<(), RowRefusal> {
        let by = self.decider.decide(place, row)?;
        let Some(desk) = desk(&mut self.desks, by, self.output, self.sums_up) else { return Ok(()) };
        desk.writer.write(row, &self.decider, out);
        if let Some(summary) = &mut desk.summary {
            summary.count(row, &self.decider);
        }
        Ok(())
    }
}

fn planned<'r>(
    planner: &'r Planner<'r>,
    row: &'r Row,
    decided: &'r Decider<'_>,
    questions: &'r [Question],
) -> PlannedCase<'r> {
    PlannedCase {
        planner,
        case: &row.given.case,
        decision: decided.decision(),
        accepted: &row.given.accepted.offers,
        declined: &row.given.declined.offers,
        presumed: &row.presumed,
        questions,
    }
}
