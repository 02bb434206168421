//! One bad example for every code: the shipped catalogue with one slip, and what is said about it.

#![allow(clippy::unwrap_used, clippy::panic)]

mod bad;

use std::num::NonZero;
use std::thread;

use jiff::civil::{Date, date};

use self::bad::unloadable::UNLOADABLE;
use self::bad::{BadExample, DOUBTFUL, Slip};
use super::explain::CODES;
use crate::audit::check;
use crate::catalogue::{CatalogueFile, load_history};
use crate::embedded;
use crate::text::problem::Problem;
use crate::text::source::Texts;

const TODAY: Date = date(2026, 11, 25);

/// The shipped files with slips. An empty original means that the new words are put at the end of the file.
fn with(slips: &[Slip]) -> (Vec<CatalogueFile>, Texts) {
    let (files, shipped) = embedded::files();
    let mut texts = Texts::default();
    let files = files
        .into_iter()
        .map(|file| {
            let mut content = shipped.get(file.text).unwrap().content.clone();
            for (path, from, to) in slips.iter().filter(|(path, ..)| *path == file.path) {
                assert!(content.contains(from), "{path} has no {from}");
                content = if from.is_empty() { content + to } else { content.replacen(from, to, 1) };
            }
            CatalogueFile { text: texts.add(format!("catalogue/{}", file.path), content), path: file.path }
        })
        .collect();
    (files, texts)
}

fn found(files: &[CatalogueFile], texts: &Texts, today: Date) -> Vec<Problem> {
    match load_history(files, texts) {
        Ok(history) => check(&history, files, texts, today).unwrap().problems,
        Err(problems) => problems,
    }
}

/// Every bad example.
fn bad() -> impl Iterator<Item = &'static BadExample> {
    DOUBTFUL.iter().chain(UNLOADABLE)
}

#[test]
fn the_shipped_catalogue_is_clean() {
    let (files, texts) = embedded::files();
    let lines: Vec<String> =
        found(&files, &texts, TODAY).iter().map(|problem| problem.one_line(&texts)).collect();
    assert_eq!(lines, Vec::<String>::new());
}

#[test]
fn an_offer_that_nobody_can_have_is_told_by_what_rules_what_out_and_not_by_its_exceptions() {
    let (files, texts) = with(&[(
        "offers/thinking-skills-programme.toml",
        "when = { fact = \"oasys-need-score\", at-least = 5 }",
        "when = { fact = \"ogrs3\", at-most = 40 }",
    )]);
    let problems = found(&files, &texts, TODAY);
    let closed = problems.iter().find(|problem| problem.code == "never-included").unwrap();
    let help = closed.help.as_deref().unwrap();
    assert_eq!(help, "the criterion `ogrs3` and the criterion `oasys-need` rule each other out");
    assert_eq!(closed.also.len(), 2);
    assert!(problems.iter().all(|problem| problem.code != "idle-exception"));
}

/// What is said about a bad example, where that is not what should be.
fn missed((code, slips, words): &BadExample) -> Option<String> {
    let (files, texts) = with(slips);
    let problems = found(&files, &texts, TODAY);
    for problem in &problems {
        assert!(CODES.iter().any(|code| code.code == problem.code), "{} has no page", problem.code);
    }
    let mut of_code = problems.iter().filter(|problem| problem.code == *code);
    let named = of_code.clone().any(|problem| problem.message.contains(words));
    let placed = *code == "missing-file" || of_code.any(|problem| problem.place.is_some());
    let all: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.code, p.one_line(&texts))).collect();
    (!(named && placed))
        .then(|| format!("{code} ({words}) has no place, or is not among\n{}", all.join("\n")))
}

#[test]
fn every_slip_is_found_and_named_and_nothing_is_said_without_a_page() {
    let all: Vec<&BadExample> = bad().collect();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let missed: Vec<String> = thread::scope(|scope| {
        let shares = (0..threads).map(|first| {
            let share: Vec<_> = all.iter().skip(first).step_by(threads).copied().collect();
            scope.spawn(|| share.into_iter().filter_map(missed).collect::<Vec<_>>())
        });
        let shares: Vec<_> = shares.collect();
        shares.into_iter().flat_map(|share| share.join().unwrap()).collect()
    });
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Codes whose bad example takes more than a slip: a list too long to plan with, and what the program's own flags are called.
const ELSEWHERE: [&str; 2] = ["too-many", "reserved-key"];

#[test]
fn every_code_has_a_page_and_a_bad_example() {
    for code in CODES.iter().filter(|code| !ELSEWHERE.contains(&code.code)) {
        assert!(code.page.len() > 30, "{} has no page", code.code);
        assert!(bad().any(|(bad, ..)| *bad == code.code), "{} has no bad example", code.code);
    }
}
