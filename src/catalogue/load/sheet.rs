//! What the sheet for the person on probation says, as written.

use crate::catalogue::sheet::{Checked, Saying, SentencePart, SheetWords, Spoken, parts};
use crate::entry::{Fields, PlacedText};
use crate::text::problem::Problem;

/// The key of English words, and that of Welsh ones. Beside plain words, which are English, the second holds the same in Welsh.
const ENGLISH: &str = "en";
const WELSH: &str = "cy";

/// The words of the sheet.
pub(super) fn sheet(file: &Fields<'_>) -> SheetWords {
    let welsh = file.table("welsh");
    SheetWords {
        sayings: Saying::ALL.iter().map(|(_, key, filled)| saying(file, key, filled)).collect(),
        months: months(file),
        draft: welsh.and_then(|table| table.text("draft")),
        checked: welsh.and_then(|table| checked(&table)),
    }
}

/// What is written in Welsh beside plain words.
pub(super) fn in_welsh(entry: &Fields<'_>, key: &str) -> Option<String> {
    entry.table(WELSH)?.text(key)
}

fn saying(file: &Fields<'_>, key: &str, filled: &[&str]) -> Spoken<String> {
    let Some(table) = file.required_table(key) else { return Spoken::default() };
    let text = |written: PlacedText| {
        same_filled_in(&table, key, &written, filled);
        written.text
    };
    Spoken {
        english: table.required_placed(ENGLISH).map(text).unwrap_or_default(),
        welsh: table.placed(WELSH).map(text),
    }
}

/// Notes what a sentence lacks of what is to be filled in, and what it has that nothing is filled in for.
fn same_filled_in(table: &Fields<'_>, key: &str, written: &PlacedText, filled: &[&str]) {
    let found: Vec<&str> = parts(&written.text)
        .filter_map(|part| match part {
            SentencePart::Filled(name) => Some(name),
            SentencePart::Words(_) => None,
        })
        .collect();
    let braced =
        |names: &[&str]| names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
    let lacks = filled.iter().find(|name| !found.contains(name));
    let spare = found.iter().find(|name| !filled.contains(name));
    let message = match (lacks, spare) {
        (Some(name), _) => format!("this sentence of `{key}` leaves out `{{{name}}}`"),
        (None, Some(name)) => format!("nothing is filled in for `{{{name}}}` in `{key}`"),
        (None, None) => return,
    };
    let help = if filled.is_empty() {
        "nothing is filled in here".to_owned()
    } else {
        format!("what is filled in here: {}", braced(filled))
    };
    table.faults().report(Problem::new("filled-in", message).at(written.place).help(help));
}

fn months(file: &Fields<'_>) -> Spoken<Vec<String>> {
    let Some(table) = file.required_table("months") else { return Spoken::default() };
    let names = |language: &str| {
        let names: Vec<String> = table.list(language).into_iter().map(|name| name.text).collect();
        if names.len() != 12 {
            let message = format!("`{language}` names {} months of 12", names.len());
            let place = table.item(language).map_or(table.place(), |item| item.place);
            let problem = Problem::new("missing-key", message).at(place);
            table.faults().report(problem.help("name each month, from January to December"));
        }
        names
    };
    Spoken { english: names(ENGLISH), welsh: table.has(WELSH).then(|| names(WELSH)) }
}

/// Who checked the Welsh, and when: both or neither.
fn checked(table: &Fields<'_>) -> Option<Checked> {
    let (by, on) = ("checked-by", "checked-on");
    let lacks = match (table.has(by), table.has(on)) {
        (true, false) => on,
        (false, true) => by,
        _ => return Some(Checked { by: table.text(by)?, on: table.day(on)? }),
    };
    let problem = Problem::new("missing-key", format!("`{lacks}` is missing")).at(table.place());
    table.faults().report(problem.help("say who checked the Welsh, and on which day: both or neither"));
    None
}
