//! One case: opening the catalogue, matching and planning, working the questions out, and each report.
//!
//! Run with `cargo bench --bench one_case`. Read the figures beside each other, in one run: single times drift.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where its input is not what it must be")]

mod example;

use divan::{Bencher, black_box};
use goldenthread::ask::{Asker, questions};
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Catalogue, load};
use goldenthread::embedded;
use goldenthread::plan::Planner;
use goldenthread::plan::{Options, Workspace};
use goldenthread::reasons::PlannedCase;
use goldenthread::report::json;
use goldenthread::report::json::Writer;
use goldenthread::report::table::{self, Style};

/// A whole case and a sparse one, as the examples have them.
const CASES: [(&str, &str); 2] = [
    ("whole", include_str!("../examples/01-violence-to-a-partner/case.toml")),
    ("sparse", include_str!("../examples/05-six-answers-on-duty/case.toml")),
];

fn main() {
    divan::main();
}

fn case(catalogue: &Catalogue, name: &str) -> Case {
    example::case(catalogue, &CASES, name)
}

#[divan::bench]
fn open_the_packed_catalogue() -> Catalogue {
    embedded::catalogue().unwrap()
}

#[divan::bench]
fn load_the_catalogue_from_its_files(bencher: Bencher<'_, '_>) {
    let (files, texts) = embedded::files();
    bencher.bench(|| load(black_box(&files), &texts).unwrap());
}

#[divan::bench]
fn compile_the_conditions(bencher: Bencher<'_, '_>) {
    let catalogue = embedded::catalogue().unwrap();
    bencher.bench(|| Planner::new(black_box(&catalogue)));
}

#[divan::bench(args = ["whole", "sparse"])]
fn match_and_plan(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let case = case(&catalogue, name);
    let mut workspace = Workspace::default();
    bencher.bench_local(|| {
        planner.decide_in(&mut workspace, black_box(&case), &Options::default()).included.len()
    });
}

#[divan::bench(args = ["whole", "sparse"])]
fn work_the_questions_out(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let case = case(&catalogue, name);
    bencher.bench(|| questions(&planner, black_box(&case), &Judgement::default()));
}

#[divan::bench(args = ["whole", "sparse"])]
fn work_the_questions_out_as_in_a_caseload(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let case = case(&catalogue, name);
    let decision = planner.decide(&case, &Options::default());
    let mut asker = Asker::new(&planner);
    bencher.bench_local(|| asker.questions(black_box(&case), &Judgement::default(), &decision));
}

#[divan::bench(args = ["whole", "sparse"])]
fn write_the_table(bencher: Bencher<'_, '_>, name: &str) {
    with_planned(name, |planned| bencher.bench(|| table::page(planned, &Style::default())));
}

#[divan::bench(args = ["whole", "sparse"])]
fn write_the_json(bencher: Bencher<'_, '_>, name: &str) {
    with_planned(name, |planned| {
        let mut out = Vec::new();
        bencher.bench_local(|| {
            out.clear();
            json::write(planned, &mut out);
        });
    });
}

#[divan::bench(args = ["whole", "sparse"])]
fn write_the_json_as_in_a_caseload(bencher: Bencher<'_, '_>, name: &str) {
    with_planned(name, |planned| {
        let mut writer = Writer::new(planned.catalogue());
        let mut out = Vec::new();
        bencher.bench_local(|| {
            out.clear();
            writer.write(planned, &mut out);
        });
    });
}

#[divan::bench]
fn copy_as_many_bytes_as_the_json_has(bencher: Bencher<'_, '_>) {
    with_planned("whole", |planned| {
        let mut written = Vec::new();
        json::write(planned, &mut written);
        let mut out = Vec::with_capacity(written.len());
        bencher.bench_local(|| {
            out.clear();
            out.extend_from_slice(black_box(&written));
        });
    });
}

fn with_planned(name: &str, run: impl FnOnce(&PlannedCase<'_>)) {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let case = case(&catalogue, name);
    let decision = planner.decide(&case, &Options::default());
    let questions = questions(&planner, &case, &Judgement::default());
    run(&PlannedCase { questions: &questions, ..PlannedCase::undecided(&planner, &case, &decision) });
}
