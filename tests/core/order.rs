//! In which order questions are put: held against the best order there is, found by trying every order on small catalogues.

use std::collections::HashMap;

use goldenthread::ask::interview::{Interview, NextStep};
use goldenthread::ask::questions;
use goldenthread::case::{Case, JudgedOffers, Judgement};
use goldenthread::catalogue::{Answer, FactId};
use goldenthread::plan::Planner;

use crate::asking::all_but;
use crate::unasked::small::{files_with_cautions, made};
use crate::world::World;

/// The facts that are not known at first, each with answers that are equally likely.
const UNKNOWN: [&str; 6] = ["region", "offence", "needs", "score", "willing", "ready"];

/// How many catalogues are searched.
const CATALOGUES: u32 = 20;

/// How many more questions than by the best order an interview may put, in a thousand: it puts 24 more.
const MOST_ABOVE_BEST: f64 = 30.0;

fn answers(key: &str) -> Vec<Answer> {
    match key {
        "region" => (0..3).map(Answer::OneOf).collect(),
        "offence" => vec![Answer::AnyOf(vec![]), Answer::AnyOf(vec![0])],
        "needs" => vec![Answer::AnyOf(vec![]), Answer::AnyOf(vec![0, 2]), Answer::AnyOf(vec![1, 3])],
        "score" => vec![Answer::Unavailable, Answer::Number(40), Answer::Number(60)],
        _ => vec![Answer::YesNo(false), Answer::YesNo(true)],
    }
}

/// A catalogue of some offers made at random, the same for the same seed.
fn drawn(seed: u32) -> World {
    let mut state = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 40).unwrap()
    };
    let offers: Vec<_> =
        (0..8).map(|index| made(index, &(0..24).map(|_| draw()).collect::<Vec<_>>())).collect();
    let presumed = "presume = true\npresume-says = \"The person is ready.\"\n";
    files_with_cautions(&offers).replace("facts.toml", presumed, "").world()
}

/// The means over all answers of how many questions are put, for what is known: each way of asking worked out once.
struct Orders<'w> {
    world: &'w World,
    planner: Planner<'w>,
    facts: Vec<(FactId, Vec<Answer>)>,
    best: HashMap<Vec<Option<usize>>, f64>,
    put: HashMap<Vec<Option<usize>>, f64>,
}

impl Orders<'_> {
    fn case(&self, known: &[Option<usize>]) -> Case {
        let vocabulary = &self.world.catalogue.vocabulary;
        let mut case = self.world.case(&all_but(&UNKNOWN));
        for ((fact, answers), chosen) in self.facts.iter().zip(known) {
            if let Some(chosen) = chosen {
                case.set(vocabulary, *fact, &answers[*chosen]);
            }
        }
        case
    }

    /// The mean of what `one` gives over the answers to a fact.
    fn mean(
        &mut self,
        known: &[Option<usize>],
        at: usize,
        one: fn(&mut Self, &[Option<usize>]) -> f64,
    ) -> f64 {
        let count = self.facts[at].1.len();
        let mut known = known.to_vec();
        let sum: f64 = (0..count)
            .map(|answer| {
                known[at] = Some(answer);
                one(self, &known)
            })
            .sum();
        sum / count as f64
    }

    /// By the order that puts the fewest.
    fn best(&mut self, known: &[Option<usize>]) -> f64 {
        if let Some(found) = self.best.get(known) {
            return *found;
        }
        let left = questions(&self.planner, &self.case(known), &Judgement::default());
        let left = left.into_iter().filter(|question| !question.only_contradicts);
        let at: Vec<usize> = left
            .filter_map(|question| self.facts.iter().position(|(fact, _)| *fact == question.fact))
            .collect();
        let fewest = at.into_iter().map(|at| 1.0 + self.mean(known, at, Self::best)).min_by(f64::total_cmp);
        let fewest = fewest.unwrap_or(0.0);
        self.best.insert(known.to_vec(), fewest);
        fewest
    }

    /// By the order of the interview.
    fn put(&mut self, known: &[Option<usize>]) -> f64 {
        if let Some(found) = self.put.get(known) {
            return *found;
        }
        let case = self.case(known);
        let given: Vec<FactId> = case.known().into_iter().collect();
        let next = Interview::new(&self.planner, &case, &given, JudgedOffers::default()).step();
        let many = match next {
            NextStep::Ask(fact) => {
                let at = self.facts.iter().position(|(of, _)| *of == fact).unwrap();
                1.0 + self.mean(known, at, Self::put)
            }
            _ => 0.0,
        };
        self.put.insert(known.to_vec(), many);
        many
    }
}

#[test]
fn the_order_of_the_interview_is_near_the_best_there_is() {
    let (mut best, mut put, mut worst) = (0.0, 0.0, 1.0_f64);
    for seed in 0..CATALOGUES {
        let world = drawn(seed);
        let vocabulary = &world.catalogue.vocabulary;
        let facts = UNKNOWN.map(|key| (vocabulary.named(key).unwrap(), answers(key))).to_vec();
        let planner = Planner::new(&world.catalogue);
        let nothing = vec![None; UNKNOWN.len()];
        let mut orders = Orders { world: &world, planner, facts, best: HashMap::new(), put: HashMap::new() };
        let (fewest, many) = (orders.best(&nothing), orders.put(&nothing));
        best += fewest;
        put += many;
        worst = worst.max(many / fewest);
    }
    let above = (put / best - 1.0) * 1000.0;
    println!(
        "{put:.2} questions against {best:.2}: {above:.0} in a thousand more; {worst:.3} times at worst"
    );
    assert!(above <= MOST_ABOVE_BEST, "{above:.0} in a thousand more than by the best order");
}
