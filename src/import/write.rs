//! What was read as a case file: each answer below what it rests on, and the hints.

use jiff::civil::Date;

use super::{Imported, Reading, words};
use crate::case::write;
use crate::catalogue::{Catalogue, FactId};
use crate::text::wording::day;
use crate::text::wrap;

/// The columns of a comment.
const WIDTH: usize = 76;

/// The case file for a plan of a day.
#[must_use]
pub fn case_file(catalogue: &Catalogue, imported: &Imported, on: Date) -> String {
    let mut text = String::new();
    comment(
        &mut text,
        &format!(
            "Read from exported files, for a plan of {}. Check each answer: below each comment stands what was made \
             of it. What is not here is not known.",
            day(on)
        ),
    );
    write::push(&mut text, "as-of", &on.to_string());
    let weeks = catalogue.policy.roles.weeks;
    for (fact, answer, readings) in &imported.answers {
        let declared = catalogue.fact(*fact);
        text.push('\n');
        for reading in readings {
            comment(&mut text, &words::rests_on(reading, declared, &imported.files));
        }
        match imported.sentence_ends.filter(|_| *fact == weeks) {
            Some(ends) => {
                comment(&mut text, &format!("{}: {}.", declared.key, declared.spoken(answer)));
                write::push(&mut text, "sentence-ends", &ends.to_string());
            }
            None => write::push(&mut text, &declared.key, &write::value(declared, answer)),
        }
    }
    let hints = hints(catalogue, imported);
    if !hints.is_empty() {
        text.push('\n');
        comment(
            &mut text,
            "To confirm. A hint answers nothing: an interview asks for these first and shows what is said here. Once \
             you know, write the answer above and take the hint out.",
        );
    }
    write::hints(&mut text, catalogue, &hints);
    text
}

/// What a case file keeps to be confirmed: hints, and what is left open because what is said differs.
#[must_use]
pub fn hints(catalogue: &Catalogue, imported: &Imported) -> Vec<(FactId, String)> {
    let said = |fact: FactId, readings: &[Reading]| words::hint(catalogue, fact, readings, &imported.files);
    let differing = imported.differing.iter();
    let differing =
        differing.map(|(fact, readings)| (*fact, format!("What is said differs: {}", said(*fact, readings))));
    let hints = imported.hints.iter().map(|(fact, readings)| (*fact, said(*fact, readings)));
    let mut all: Vec<(FactId, String)> = differing.chain(hints).collect();
    all.sort_by_key(|(fact, _)| *fact);
    all
}

fn comment(text: &mut String, says: &str) {
    for line in wrap::lines(says, WIDTH) {
        text.push_str(&format!("# {line}\n"));
    }
}
