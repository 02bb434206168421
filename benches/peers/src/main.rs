//! Times a batch beside other ways to do the same, on the same lines, in turn, in one run. Only the ratios count: see README.md.
//!
//! `cargo run --release -- [CASES] [ROUNDS]` in this folder.

#[path = "../../caseload/mod.rs"]
#[allow(dead_code)]
mod caseload;
mod row;
mod translate;

use std::convert::Infallible;
use std::hint::black_box;
use std::sync::Mutex;
use std::time::Instant;

use goldenthread::batch::{
    EachCase, Form, Limits, Piece, Reading, Row, Rows, Splitter, RowRefusal, Worker,
};
use goldenthread::report::caseload::{CaseOutput, Plans};
use goldenthread::catalogue::{Catalogue, History};
use goldenthread::embedded;
use goldenthread::ids::{self, Members};
use goldenthread::matching::{Block, Evaluation};
use goldenthread::plan::{Editions, Planner};
use zen_expression::expression::Standard;
use zen_expression::{Expression, Isolate, Variable, compile_expression};

/// The day of every case that is made up.
const DAY: jiff::civil::Date = jiff::civil::date(2022, 12, 1);

/// Reads a case and does nothing with it.
#[derive(Clone)]
struct Nothing;

impl EachCase for Nothing {
    fn block(&mut self, _: &[Row]) {}

    fn case(&mut self, _: usize, row: &Row, _: &mut Vec<u8>) -> Result<(), RowRefusal> {
        black_box(&row.given.case);
        Ok(())
    }
}

fn reading() -> Reading {
    Reading {
        form: Form::Ndjson,
        today: DAY,
        as_of: None,
        presume: false,
        ignored: Vec::new(),
        longest_row: 1 << 20,
        needs_proposed: false,
    }
}

fn pieces(
    lines: &[u8],
    piece: usize,
    rows: usize,
) -> (Splitter, impl FnMut(&mut [u8]) -> Result<usize, Infallible> + Send) {
    let splitter = Splitter::new(Form::Ndjson, Limits { piece, rows, longest_row: 1 << 20 });
    let mut left = lines;
    let read = move |buffer: &mut [u8]| {
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        left = &left[count..];
        Ok(count)
    };
    (splitter, read)
}

/// The whole pass on so many threads, each taking the next piece, its output dropped.
fn pass<E: EachCase + Clone + Send + Sync>(
    catalogue: &Catalogue,
    lines: &[u8],
    each: &E,
    threads: usize,
    size: (usize, usize),
) -> usize {
    let input = Mutex::new(pieces(lines, size.0, size.1));
    let rows = Rows::new(catalogue, &reading());
    std::thread::scope(|scope| {
        let work = || {
            let mut worker = Worker::new(rows.clone(), each.clone());
            let (mut piece, mut out, mut rejects) = (Piece::default(), Vec::new(), Vec::new());
            let mut bytes = 0;
            loop {
                let mut input = input.lock().unwrap();
                let (splitter, read) = &mut *input;
                if !splitter.next(&mut piece, read).unwrap() {
                    return bytes;
                }
                drop(input);
                out.clear();
                worker.run(&mut piece, &mut out, &mut rejects);
                assert!(rejects.is_empty());
                bytes += black_box(&out).len();
            }
        };
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let bytes: usize = work();
        bytes + others.into_iter().map(|other| other.join().unwrap()).sum::<usize>()
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64(), done)
}

/// A catalogue with ten times the offers.
fn tenfold(catalogue: &Catalogue) -> Catalogue {
    let mut tenfold = catalogue.clone();
    for copy in 1..10 {
        for offer in &catalogue.offers {
            let mut offer = offer.clone();
            offer.id = format!("{}-{copy}", offer.id);
            offer.short_names.clear();
            tenfold.offers.push(offer);
        }
    }
    tenfold
}

/// Evaluates every criterion of every offer, and plans nothing.
#[derive(Clone)]
struct Criteria<'p, 'c> {
    planner: &'p Planner<'c>,
    block: Block,
    evaluation: Evaluation,
}

impl EachCase for Criteria<'_, '_> {
    fn block(&mut self, rows: &[Row]) {
        self.block.run(&self.planner.rules, rows.iter().map(|row| &row.given.case));
    }

    fn case(&mut self, place: usize, _: &Row, _: &mut Vec<u8>) -> Result<(), RowRefusal> {
        self.block.take(place, &mut self.evaluation);
        black_box(&self.evaluation);
        Ok(())
    }
}

/// Notes for which offers all criteria are known to be met. An exception that holds is not the criterion: the peers are asked for
/// the criterion alone.
#[derive(Clone)]
struct Eligible<'p, 'c> {
    criteria: Criteria<'p, 'c>,
    found: Vec<Vec<bool>>,
}

impl EachCase for Eligible<'_, '_> {
    fn block(&mut self, rows: &[Row]) {
        self.criteria.block(rows);
    }

    fn case(&mut self, place: usize, row: &Row, out: &mut Vec<u8>) -> Result<(), RowRefusal> {
        self.criteria.case(place, row, out)?;
        let Evaluation { failed, undecided, excepted, unapproved, .. } = &self.criteria.evaluation;
        let met = |offer| ![failed, undecided, excepted, unapproved].iter().any(|set| set.has(offer));
        self.found.push(ids::all(self.criteria.planner.rules.offers.len()).map(met).collect());
        Ok(())
    }
}

fn ours_eligible(planner: &Planner<'_>, lines: &str) -> Vec<Vec<bool>> {
    let criteria = Criteria { planner, block: Block::default(), evaluation: Evaluation::default() };
    let each = Eligible { criteria, found: Vec::new() };
    let mut worker = Worker::new(Rows::new(planner.catalogue, &reading()), each);
    let mut piece = Piece::default();
    (piece.bytes, piece.line, piece.row) = (lines.as_bytes().to_vec(), 1, 1);
    worker.run(&mut piece, &mut Vec::new(), &mut Vec::new());
    worker.each.found
}

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let cases = given.first().copied().unwrap_or(20_000);
    let rounds = given.get(1).copied().unwrap_or(9);
    let catalogue = embedded::history().unwrap().on(DAY).unwrap().clone();
    let planner = Planner::new(&catalogue);
    let wide = tenfold(&catalogue);
    let (history, wide_history) = (History::from(catalogue.clone()), History::from(wide.clone()));
    let (editions, wide_editions) = (Editions::new(&history), Editions::new(&wide_history));
    let mut chance = caseload::Chance::new(1);
    let mut lines = String::new();
    for number in 1..=cases {
        caseload::ndjson(&mut lines, &caseload::case(&mut chance, number as u64));
    }
    let few: String = lines.lines().take(1000).flat_map(|line| [line, "\n"]).collect();
    let some: String = lines.lines().take(2000).flat_map(|line| [line, "\n"]).collect();
    println!(
        "{cases} cases of {} bytes, {} offers, {rounds} rounds",
        lines.len() / cases,
        catalogue.offers.len()
    );

    // The peers name keys as they can; that is not timed.
    let renamed: Vec<String> = few
        .lines()
        .map(|line| {
            let value: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            let mut renamed: serde_json::Map<_, _> =
                value.into_iter().map(|(key, value)| (key.replace('-', "_"), value)).collect();
            for (_, fact) in catalogue.vocabulary.iter() {
                if let Some(default) = &fact.default {
                    renamed.entry(translate::key(fact)).or_insert_with(|| fact.written(default, ";").into());
                }
            }
            serde_json::to_string(&renamed).unwrap()
        })
        .collect();
    let offers = || ids::all(catalogue.offers.len());
    let zen_all: Vec<_> =
        offers().map(|o| compile_expression(&translate::zen(&catalogue, o)).unwrap()).collect();
    let engine = datalogic_rs::Engine::new();
    let logic: Vec<_> = offers()
        .map(|o| engine.compile(translate::json_logic(&catalogue, o).to_string().as_str()).unwrap())
        .collect();
    let zen_run = |lines: &[String], found: &mut Vec<Vec<bool>>| {
        let mut isolate = Isolate::new();
        for line in lines {
            let value: Variable = serde_json::from_str::<serde_json::Value>(line).unwrap().into();
            isolate.set_environment(value);
            let results =
                zen_all.iter().map(|e| isolate.run_compiled(e.bytecode()).unwrap().as_bool() == Some(true));
            found.push(results.collect());
        }
    };
    let logic_run = |lines: &[String], found: &mut Vec<Vec<bool>>| {
        for line in lines {
            let data = datalogic_rs::ParsedData::from_json(line).unwrap();
            let mut session = engine.session();
            let mut of_case = Vec::with_capacity(logic.len());
            for rule in &logic {
                of_case.push(session.eval_borrowed(rule, &data).unwrap().as_bool() == Some(true));
            }
            found.push(of_case);
        }
    };
    let zen_list = compile_expression(&translate::zen_list(&catalogue)).unwrap();
    let zen_each = compile_expression(&translate::zen_each(&catalogue)).unwrap();
    let zen_lists = |lines: &[String], expression: &Expression<Standard>| {
        let mut isolate = Isolate::new();
        let mut held = 0;
        for line in lines {
            let value: Variable = serde_json::from_str::<serde_json::Value>(line).unwrap().into();
            isolate.set_environment(value);
            let list = isolate.run_compiled(expression.bytecode()).unwrap();
            held +=
                list.as_array().unwrap().borrow().iter().filter(|one| one.as_bool() == Some(true)).count();
        }
        held
    };
    let logic_each: Vec<_> = translate::json_logic_each(&catalogue)
        .iter()
        .map(|rule| engine.compile(rule.to_string().as_str()).unwrap())
        .collect();
    let logic_each_run = |lines: &[String]| {
        let mut held = 0;
        for line in lines {
            let data = datalogic_rs::ParsedData::from_json(line).unwrap();
            let mut session = engine.session();
            for rule in &logic_each {
                held += usize::from(session.eval_borrowed(rule, &data).unwrap().as_bool() == Some(true));
            }
        }
        held
    };
    let ours = ours_eligible(&planner, &few);
    for (name, run) in
        [("zen", &zen_run as &dyn Fn(&[String], &mut Vec<Vec<bool>>)), ("datalogic", &logic_run)]
    {
        let mut found = Vec::new();
        run(&renamed, &mut found);
        for (case, (theirs, ours)) in found.iter().zip(&ours).enumerate() {
            for (offer, (theirs, ours)) in catalogue.offers.iter().zip(theirs.iter().zip(ours)) {
                assert!(theirs == ours, "{name} says {theirs} of {} for case {}", offer.id, renamed[case]);
            }
        }
        println!("{name}: the same eligibility for {} cases and {} offers", found.len(), logic.len());
    }

    let narrow = (128 << 10, 1024);
    let full = (16 << 10, 32);
    let mut table: Vec<(&str, Vec<f64>)> = Vec::new();
    let mut note = |name: &'static str, ratio: f64| match table.iter_mut().find(|(known, _)| *known == name) {
        Some((_, ratios)) => ratios.push(ratio),
        None => table.push((name, vec![ratio])),
    };
    let a_of = |lines: &str| {
        timed(|| {
            for line in lines.lines() {
                black_box(sonic_rs::from_str::<row::Row<'_>>(line).unwrap());
            }
        })
        .0
    };
    for _ in 0..rounds {
        // A is taken next to every measurement, before it and after it.
        let mut beside = |name: &'static str, lines: &str, work: &mut dyn FnMut() -> usize| {
            let before = a_of(lines);
            let (time, done) = timed(&mut *work);
            black_box(done);
            let a = (before + a_of(lines)) / 2.0;
            note(name, time / a);
            time / a
        };
        let all = lines.as_bytes();
        beside("reading alone", &lines, &mut || {
            let (mut splitter, mut read) = pieces(all, narrow.0, narrow.1);
            let mut piece = Piece::default();
            while splitter.next(&mut piece, &mut read).unwrap() {
                black_box(&piece.bytes);
            }
            0
        });
        beside("reading and parsing", &lines, &mut || pass(&catalogue, all, &Nothing, 1, narrow));
        let criteria =
            Criteria { planner: &planner, block: Block::default(), evaluation: Evaluation::default() };
        beside("criteria alone", &lines, &mut || pass(&catalogue, all, &criteria, 1, narrow));
        let criteria =
            Criteria { planner: &planner, block: Block::default(), evaluation: Evaluation::default() };
        beside("criteria alone", &lines, &mut || pass(&catalogue, all, &criteria, 1, narrow));
        let outcomes = Plans::new(&editions, CaseOutput::Outcomes, false);
        beside("outcomes, one thread", &lines, &mut || pass(&catalogue, all, &outcomes, 1, narrow));
        beside("outcomes, two threads", &lines, &mut || pass(&catalogue, all, &outcomes, 2, narrow));
        let nothing = Plans::new(&editions, CaseOutput::Nothing, false);
        let one = beside("nothing written", &lines, &mut || pass(&catalogue, all, &nothing, 1, narrow));
        let wide_outcomes = Plans::new(&wide_editions, CaseOutput::Outcomes, false);
        let ten = beside("ten times the offers", &lines, &mut || pass(&wide, all, &wide_outcomes, 1, narrow));
        black_box((one, ten));
        let plan = Plans::new(&editions, CaseOutput::Plan, false);
        beside("plan", &few, &mut || pass(&catalogue, few.as_bytes(), &plan, 1, narrow));
        let whole = Plans::new(&editions, CaseOutput::Full, false);
        beside("full", &some, &mut || pass(&catalogue, some.as_bytes(), &whole, 1, full));
        // The same bytes, written into the same memory piece by piece as a worker does.
        let bytes = pass(&catalogue, some.as_bytes(), &whole, 1, full);
        let written = vec![b'x'; bytes * full.1 / some.lines().count()];
        let mut copy = Vec::new();
        beside("full: the same bytes alone", &some, &mut || {
            for _ in 0..bytes.div_ceil(written.len()) {
                copy.clear();
                copy.extend_from_slice(black_box(&written));
            }
            copy.len()
        });
        beside("zen, one expression", &few, &mut || zen_lists(&renamed, &zen_list));
        beside("zen, each criterion", &few, &mut || zen_lists(&renamed, &zen_each));
        beside("datalogic, each criterion", &few, &mut || logic_each_run(&renamed));
        beside("zen", &few, &mut || {
            let mut found = Vec::new();
            zen_run(&renamed, &mut found);
            found.len()
        });
        beside("datalogic", &few, &mut || {
            let mut found = Vec::new();
            logic_run(&renamed, &mut found);
            found.len()
        });
    }
    println!("\nin multiples of A, the time sonic-rs takes for the same lines: least, middle");
    for (name, ratios) in &mut table {
        ratios.sort_by(f64::total_cmp);
        println!("{name:<28} {:>9.2} {:>9.2}", ratios[0], ratios[ratios.len() / 2]);
    }
}
