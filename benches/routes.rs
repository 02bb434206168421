//! All routes for one offer against one plan, for every shipped example.
//!
//! Run with `cargo bench --bench routes`. `all_routes` walks every offer of the catalogue and counts each as an item, so that
//! its time for one item stands beside the time of `one_plan`. The line printed first is the ratio that README.md gives.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where its input is not what it must be")]

mod example;

use std::time::Instant;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::Catalogue;
use goldenthread::embedded;
use goldenthread::explain::Explainer;
use goldenthread::ids;
use goldenthread::plan::Planner;
use goldenthread::plan::{Options, Workspace};

const CASES: [(&str, &str); 8] = [
    ("01", include_str!("../examples/01-violence-to-a-partner/case.toml")),
    ("02", include_str!("../examples/02-no-place-on-the-programme/case.toml")),
    ("03", include_str!("../examples/03-young-adult-not-ready/case.toml")),
    ("04", include_str!("../examples/04-woman-with-many-needs/case.toml")),
    ("05", include_str!("../examples/05-six-answers-on-duty/case.toml")),
    ("06", include_str!("../examples/06-release-on-licence/case.toml")),
    ("07", include_str!("../examples/07-region-in-transition/case.toml")),
    ("08", include_str!("../examples/08-presumed-answers/case.toml")),
];

const NAMES: [&str; 8] = ["01", "02", "03", "04", "05", "06", "07", "08"];

fn main() {
    println!("all routes for one offer take {:.0} plans, as the median over the examples", ratio());
    divan::main();
}

fn case(catalogue: &Catalogue, name: &str) -> Case {
    example::case(catalogue, &CASES, name)
}

fn walk(explainer: &Explainer<'_>, catalogue: &Catalogue, case: &Case) {
    for offer in ids::all(catalogue.offers.len()) {
        black_box(explainer.routes(
            offer,
            explainer.usual_goal(offer, case, &[]),
            case,
            &Judgement::default(),
        ));
    }
}

/// For each example the mean over offers of the time of all routes, in times of one plan; of these the median.
fn ratio() -> f64 {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let explainer = Explainer::new(&planner);
    let mut ratios: Vec<f64> = NAMES
        .iter()
        .map(|name| {
            let case = case(&catalogue, name);
            let mut workspace = Workspace::default();
            let began = Instant::now();
            for _ in 0..2_000 {
                planner.decide_in(&mut workspace, black_box(&case), &Options::default());
            }
            let plan = began.elapsed().as_secs_f64() / 2_000.0;
            let began = Instant::now();
            walk(&explainer, &catalogue, &case);
            began.elapsed().as_secs_f64() / catalogue.offers.len() as f64 / plan
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

#[divan::bench(args = NAMES)]
fn one_plan(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let case = case(&catalogue, name);
    let mut workspace = Workspace::default();
    bencher.bench_local(|| {
        planner.decide_in(&mut workspace, black_box(&case), &Options::default()).included.len()
    });
}

#[divan::bench(args = NAMES)]
fn all_routes(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = embedded::catalogue().unwrap();
    let planner = Planner::new(&catalogue);
    let explainer = Explainer::new(&planner);
    let case = case(&catalogue, name);
    bencher
        .counter(ItemsCount::new(catalogue.offers.len()))
        .bench_local(|| walk(&explainer, &catalogue, black_box(&case)));
}
