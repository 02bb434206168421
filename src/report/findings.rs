//! Findings as JSON, and the pages of their codes.

use serde_json::{Value, json};

use super::table::Style;
use super::table::layout::Page;
use crate::audit::lint::explain::{CODES, Code};
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};
use crate::text::wording::plain;

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.findings/1";

/// Every finding with its place, lines and columns from 1.
#[must_use]
pub fn json(problems: &[Problem], texts: &Texts) -> Value {
    let each = problems.iter().map(|problem| {
        let also: Vec<Value> = problem
            .also
            .iter()
            .map(|(at, caption)| {
                let mut other = place(*at, texts);
                other["caption"] = json!(plain(caption));
                other
            })
            .collect();
        let mut finding = problem.place.map_or_else(|| json!({}), |at| place(at, texts));
        finding["code"] = json!(problem.code);
        finding["message"] = json!(plain(&problem.message));
        finding["help"] = json!(problem.help.as_deref().map(plain));
        finding["also"] = json!(also);
        finding
    });
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "findings": each.collect::<Vec<_>>(),
    })
}

fn place(at: Place, texts: &Texts) -> Value {
    let (line, column) = texts.line_and_column(at);
    let (end_line, end_column) = texts.line_and_column(Place { start: at.end, ..at });
    let file = texts.get(at.text).map(|text| plain(&text.name));
    json!({"file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column})
}

/// Every code with its title.
#[must_use]
pub fn codes_page(style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    page.heading("What `catalogue check` reports");
    for code in CODES {
        page.marked(2, "-", format!("{}: {}", code.code, code.title));
    }
    page.finish()
}

/// The page of one code.
#[must_use]
pub fn code_page(code: &Code, style: &Style) -> String {
    let mut page = Page::new(style.width, style.colour);
    page.heading(&format!("{}: {}", code.code, code.title));
    page.blank();
    page.text(0, code.page);
    page.finish()
}

/// Codes with their pages.
#[must_use]
pub fn codes_json(codes: &[Code]) -> Value {
    let each = codes.iter().map(|code| json!({"code": code.code, "title": code.title, "page": code.page}));
    json!({"schema": "goldenthread.codes/1", "codes": each.collect::<Vec<_>>()})
}
