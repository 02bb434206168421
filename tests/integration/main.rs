//! The program as its users run it: files, flags and standard input in; text and exit status out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod harness;
#[cfg(unix)]
mod terminal;

/// Exceptions and options that the practitioner accepts.
mod acceptance;
/// What can be said to a question of the interview.
#[cfg(unix)]
mod answering;
/// A caseload planned: rows good and bad, pieces, pipes.
mod batch;
/// Case files that cannot be used, and what is said of them.
mod case_files;
/// Catalogues that cannot be used, and what is said of them.
mod catalogues;
/// The Word document, taken apart.
mod docx;
/// Case files, flags, CSV, NDJSON and workbooks: one set of rules.
mod doors;
/// The shipped examples.
mod examples;
/// One offer explained, other answers tried, and a second opinion.
mod explaining;
/// Flags: what is laid over a case file, and what is refused.
mod flags;
/// Reports that somebody reads who was not there: to countersign, in court, beside a proposal.
mod for_others;
/// Reports that are handed over: Markdown, the page, the drawing and the sheet.
mod handing_over;
/// Help, and the exit statuses in it.
mod help;
/// Answers read from what other systems export.
mod import;
/// The interview, as a person at a terminal has it.
#[cfg(unix)]
mod interviews;
/// Inputs and outputs that are the same file, by whatever name.
mod kept_apart;
/// Each form that people read, kept as it is.
mod kept_forms;
/// Completions and the manual.
mod last_mile;
/// The vocabulary and the offers, listed and shown.
mod listings;
/// Words that no command takes.
mod mistyped;
/// Where results go, and what happens where they cannot.
mod outputs;
/// What a practitioner wrote, in every form that shows it.
mod own_words;
/// What those who keep a catalogue ask of it: gaps, comparisons, checks, schemas and new files.
mod owners;
/// Ten people interviewed from the first question to the plan.
#[cfg(unix)]
mod personas;
/// Quotation marks that stray into a spreadsheet.
mod quotation_marks;
/// The commands that the README shows.
mod readme;
/// The interview recorded, as the README shows it.
#[cfg(unix)]
mod recording;
/// What was proposed, against the guidance.
mod review;
/// A case saved and read back.
mod saving;
/// Settings by flag, environment and file.
mod settings;
/// The sheet for the person on probation: its forms, its languages, and what is never on it.
mod sheets;
/// Signals that end a run.
#[cfg(unix)]
mod signals;
/// What a caseload comes to, as a page.
mod summary_page;
/// Workbooks in and out.
mod workbooks;
