//! What a report ends with, so that somebody else can check and countersign it: the answers it rests on, and who answers for it.

use crate::reasons::disclosure::Disclosure;
use crate::report::document::{Block, Column, Level, Table};
use crate::text::wording::count;

/// What heads the answers, in every form.
pub const HEADING: &str = "Answers used";

/// What the table of the answers shows.
const CAPTION: &str = "The answers that the plan rests on";

/// What is said where an answer is not among them.
pub const NOT_LISTED: &str =
    "What is not listed was not answered; it counts neither for nor against the person.";

/// The answers that a plan rests on, those that were presumed marked as such.
#[must_use]
pub fn used<'r>(shown: &Disclosure<'_, 'r>) -> Vec<Block<'r>> {
    let columns = [("What", 2), ("Answer", 3)];
    let columns = columns
        .into_iter()
        .map(|(heading, share)| Column { heading: heading.to_owned(), figures: false, share })
        .collect();
    let rows: Vec<_> =
        shown.answers().into_iter().map(|(name, answer)| vec![name.into(), answer.into()]).collect();
    let mut blocks = vec![Block::Heading(Level::Section, HEADING.into())];
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { caption: CAPTION.to_owned(), columns, rows }));
    }
    blocks.push(Block::Paragraph(left_out_says(shown).into()));
    blocks
}

/// What is not among the answers, in a sentence or two.
#[must_use]
pub fn left_out_says(shown: &Disclosure<'_, '_>) -> String {
    match shown.answers_left_out() {
        0 => NOT_LISTED.to_owned(),
        hidden => {
            let were = if hidden == 1 { "is" } else { "are" };
            let hidden = count(hidden, "answer");
            format!("{hidden} on offences or scores {were} left out of this copy. {NOT_LISTED}")
        }
    }
}

/// Who answers for a report, to be filled in by hand.
pub const SIGNED: [&str; 2] = ["Prepared by (name, role, date)", "Checked by (name, role, date)"];

/// The same as a part of a report.
#[must_use]
pub fn signed<'r>() -> Block<'r> {
    Block::Lines(SIGNED.map(str::to_owned).to_vec())
}
