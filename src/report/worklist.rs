//! A worklist as NDJSON, as CSV and as a page for people: one entry a finding.

use crate::catalogue::Catalogue;
use crate::review::{About, Finding};
use crate::text::csv::record;
use crate::text::json::text;
use crate::text::wording::count;
use crate::text::wrap::paragraph;
use crate::workbook::write::{Cell, Table, write};

/// The name and version of the form.
const SCHEMA: &str = "goldenthread.finding/1";

/// The columns of the CSV form.
const COLUMNS: [&str; 9] =
    ["finding", "ref", "row", "offer", "reason", "missing", "says", "source", "catalogue"];

/// The columns of the sheet, and how many characters wide each is.
const SHEET_COLUMNS: [(&str, u16); 8] = [
    ("No.", 6),
    ("Finding", 24),
    ("Case", 16),
    ("Row", 7),
    ("Offer", 28),
    ("What was found", 60),
    ("Answers missing", 24),
    ("Source", 48),
];

fn version(catalogue: &Catalogue) -> String {
    let digest = catalogue.digest.get(..12).unwrap_or(&catalogue.digest);
    format!("{} {digest}", catalogue.version)
}

/// One JSON object a line.
#[must_use]
pub fn ndjson(catalogue: &Catalogue, findings: &[Finding]) -> Vec<u8> {
    let mut out = Vec::new();
    let version = version(catalogue);
    for finding in findings {
        let mut field = |key: &str, value: &str| {
            out.extend_from_slice(key.as_bytes());
            text(&mut out, value);
        };
        field("{\"schema\":", SCHEMA);
        field(",\"program\":", env!("CARGO_PKG_VERSION"));
        field(",\"catalogue\":", &version);
        field(",\"finding\":", finding.about.code());
        match &finding.reference {
            Some(reference) => field(",\"ref\":", reference),
            None => out.extend_from_slice(b",\"ref\":null"),
        }
        out.extend_from_slice(format!(",\"row\":{}", finding.row).as_bytes());
        if let Some(offer) = finding.offer {
            out.extend_from_slice(b",\"offer\":");
            text(&mut out, &catalogue.offer(offer).id);
        }
        if let Some(reason) = finding.reason {
            out.extend_from_slice(b",\"reason\":");
            text(&mut out, reason.code());
        }
        out.extend_from_slice(b",\"missing\":[");
        for (index, fact) in finding.missing.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            text(&mut out, &catalogue.fact(*fact).key);
        }
        out.extend_from_slice(b"],\"says\":");
        text(&mut out, &finding.says);
        out.extend_from_slice(b",\"source\":");
        text(&mut out, &finding.source);
        out.extend_from_slice(b"}\n");
    }
    out
}

/// A header row, then a row a finding.
#[must_use]
pub fn csv(catalogue: &Catalogue, findings: &[Finding], raw: bool) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, &COLUMNS, raw);
    let version = version(catalogue);
    for finding in findings {
        let missing: Vec<&str> =
            finding.missing.iter().map(|fact| catalogue.fact(*fact).key.as_str()).collect();
        let cells = [
            finding.about.code(),
            finding.reference.as_deref().unwrap_or_default(),
            &finding.row.to_string(),
            finding.offer.map_or("", |offer| &catalogue.offer(offer).id),
            finding.reason.map_or("", |reason| reason.code()),
            &missing.join(";"),
            &finding.says,
            &finding.source,
            &version,
        ];
        record(&mut out, &cells, raw);
    }
    out
}

/// A workbook for people: one line a finding, what needs a person first comes first, and a sheet that says what was reviewed.
///
/// # Errors
///
/// Where there are more findings than a workbook holds.
pub fn workbook(catalogue: &Catalogue, findings: &[Finding], cases: u64) -> Result<Vec<u8>, String> {
    if findings.len() > MOST_ON_A_SHEET {
        return Err(format!("a sheet holds {MOST_ON_A_SHEET} findings, and these are {}", findings.len()));
    }
    let rows = (1..).zip(findings).map(|(number, finding)| {
        let missing: Vec<&str> =
            finding.missing.iter().map(|fact| catalogue.fact(*fact).name.as_str()).collect();
        vec![
            Cell::Number(number),
            finding.about.heading().into(),
            finding.reference.as_deref().unwrap_or_default().into(),
            Cell::Number(finding.row),
            finding.offer.map_or("", |offer| catalogue.offer(offer).name.as_str()).into(),
            finding.says.as_str().into(),
            missing.join("; ").as_str().into(),
            finding.source.as_str().into(),
        ]
    });
    let told = |name: &str, value: String| vec![name.into(), value.as_str().into()];
    let about = vec![
        told("Result", totals(findings, cases)),
        told("Order", "What needs a person first comes first. “No.” brings that order back.".to_owned()),
        told("Row", "The row of the caseload, its header counted.".to_owned()),
        told("Catalogue", format!("{}, version {}", catalogue.name, version(catalogue))),
        told("Program", format!("goldenthread {}", env!("CARGO_PKG_VERSION"))),
    ];
    let tables = [
        Table { name: "Findings", columns: &SHEET_COLUMNS, rows: rows.collect() },
        Table { name: "About", columns: &[("What", 16), ("Detail", 90)], rows: about },
    ];
    write("Review of a caseload: findings", &tables).map_err(|error| error.to_string())
}

/// The most rows of a sheet, less its header.
const MOST_ON_A_SHEET: usize = (1 << 20) - 1;

/// A page for people: what needs a person first comes first, and the counts come last.
#[must_use]
pub fn table(findings: &[Finding], cases: u64, width: usize) -> String {
    let width = width.max(30);
    let mut page = String::new();
    for about in About::ALL {
        let these: Vec<&Finding> = findings.iter().filter(|finding| finding.about == about).collect();
        if these.is_empty() {
            continue;
        }
        page.push_str(&format!("{} ({})\n\n", about.heading(), these.len()));
        for finding in these {
            let who = finding.reference.clone().unwrap_or_else(|| format!("row {}", finding.row));
            paragraph(&mut page, &format!("{who}: {}", finding.says), width, 2, 2);
        }
        page.push('\n');
    }
    paragraph(&mut page, &totals(findings, cases), width, 0, 0);
    page
}

/// What was found in how many cases.
fn totals(findings: &[Finding], cases: u64) -> String {
    let cases = count(usize::try_from(cases).unwrap_or(usize::MAX), "case");
    let mut with: Vec<u64> = findings.iter().map(|finding| finding.row).collect();
    with.sort_unstable();
    with.dedup();
    if findings.is_empty() {
        format!("{cases} reviewed: nothing differs from the guidance.")
    } else {
        let found = count(findings.len(), "finding");
        let with = count(with.len(), "case");
        format!("{cases} reviewed: {found} in {with}. The decision is the practitioner's.")
    }
}
