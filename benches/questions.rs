//! How many questions the interview asks: over the shipped examples and over 1,000 random complete cases. The usual answers that
//! are left at the end are taken at once where they are the person's, which counts as one question. It is a count and not a time,
//! so it comes out the same on every machine. Run it with `cargo bench --bench questions`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use goldenthread::ask::interview::{Interview, NextStep, Reply};
use goldenthread::case::{Case, JudgedOffers, read};
use goldenthread::catalogue::fact::Answers;
use goldenthread::catalogue::{Answer, Catalogue, FactId};
use goldenthread::plan::Planner;
use goldenthread::text::source::Texts;
use jiff::civil::{Date, date};

/// The day on which every random case is planned.
const TODAY: Date = date(2026, 10, 5);

/// How many random cases are interviewed.
const CASES: u64 = 1000;

/// How many values a list names on average.
const NAMED: u64 = 2;

fn main() {
    let history = goldenthread::embedded::history().expect("the catalogue was packed by this build");
    let catalogue = history.on(TODAY).expect("the catalogue speaks of the day");
    let planner = Planner::new(catalogue);
    let total = catalogue.vocabulary.len();
    let examples: Vec<usize> = example_cases(catalogue)
        .iter()
        .map(|case| {
            let of_day = history.on(case.as_of).expect("the catalogue speaks of every example's day");
            asked(&Planner::new(of_day), case)
        })
        .collect();
    println!("{}", summary("shipped examples", examples, total));
    let random: Vec<usize> = (0..CASES).map(|seed| asked(&planner, &random_case(catalogue, seed))).collect();
    println!("{}", summary("random complete cases", random, total));
}

/// How many questions are put to whoever knows a case, and does not know what it does not have.
fn asked(planner: &Planner<'_>, case: &Case) -> usize {
    let vocabulary = &planner.catalogue.vocabulary;
    let mut interview =
        Interview::new(planner, &Case::new(vocabulary, case.as_of), &[], JudgedOffers::default());
    let mut asked = 0;
    while let NextStep::Ask(fact) = interview.step() {
        asked += 1;
        let usual = interview.presumable().to_vec();
        let is_usual = |fact: &FactId| {
            let presumed = vocabulary.fact(*fact).presume.as_ref().map(|presumption| &presumption.answer);
            case.answer(vocabulary, *fact).is_none_or(|answer| presumed == Some(&answer))
        };
        if usual.len() > 1 && usual.iter().all(is_usual) {
            interview.presume(&usual);
        } else {
            interview.reply(fact, case.answer(vocabulary, fact).map_or(Reply::NotKnown, Reply::Known));
        }
    }
    asked
}

fn summary(what: &str, mut asked: Vec<usize>, total: usize) -> String {
    asked.sort_unstable();
    let Some(last) = asked.len().checked_sub(1) else { return format!("{what}: none") };
    let at = |percent: usize| asked[(last * percent).div_ceil(100)];
    format!(
        "{} {what}: median {} questions, 90th percentile {}, at most {}, of {total} facts",
        asked.len(),
        at(50),
        at(90),
        asked[last]
    )
}

/// Every case file under `examples/`.
fn example_cases(catalogue: &Catalogue) -> Vec<Case> {
    let mut files = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &mut files);
    files.sort();
    let case = |path: &PathBuf| {
        let mut texts = Texts::default();
        let text = texts.add(path.display().to_string(), std::fs::read_to_string(path).ok()?);
        read::case(catalogue, &texts, text, TODAY).ok().map(|given| given.case)
    };
    files.iter().filter_map(case).collect()
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

/// A case with an answer to every fact, each value of it equally likely.
fn random_case(catalogue: &Catalogue, seed: u64) -> Case {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut below = |bound: u64| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    };
    let mut case = Case::new(&catalogue.vocabulary, TODAY);
    for (id, fact) in catalogue.vocabulary.iter() {
        let answer = match &fact.answers {
            Answers::YesNo => Answer::YesNo(below(2) == 0),
            Answers::Number { minimum, maximum, .. } => {
                let number = u64::from(*minimum) + below(u64::from(maximum - minimum) + 1);
                Answer::Number(u32::try_from(number).unwrap())
            }
            Answers::OneOf(values) => Answer::OneOf(u16::try_from(below(values.len() as u64)).unwrap()),
            Answers::AnyOf(values) => {
                let named = (0..values.len()).filter(|_| below(values.len() as u64) < NAMED);
                Answer::AnyOf(named.map(|value| u16::try_from(value).unwrap()).collect())
            }
        };
        case.set(&catalogue.vocabulary, id, &answer);
    }
    case
}
