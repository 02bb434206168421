//! Every distinct condition and criterion for sixty-four cases at once: a bit for each case.
//!
//! One case's tests are settled by look-up, as they are for a case alone. What is made of tests is then settled for all the
//! cases of a block by one operation on a word, and the words are turned back so that each case has its own bits again.

use super::compile::Rules;
use super::evaluate::Evaluation;
use super::square::{BLOCK, Square, filled, turn};
use crate::bits;
use crate::case::Case;

/// Words in a set of targets.
const TARGET_WORDS: usize = 2;

/// What is known of every condition and criterion for up to [`BLOCK`] cases. Made once and used again for the next cases.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// A square for each word of conditions: a word for each case, and turned, a word for each condition.
    by_case: Sides,
    by_node: Sides,
    /// The same for each word of offers: those with a criterion that is not met, undecided or met by exception.
    failed: Vec<Square>,
    undecided: Vec<Square>,
    excepted: Vec<Square>,
    /// The same for those whose targets are all known to be absent.
    no_need: Vec<Square>,
    /// The same for targets, present and known absent.
    present: Vec<Square>,
    absent: Vec<Square>,
}

/// Known to hold, and known to fail.
#[derive(Clone, Debug, Default)]
struct Sides {
    met: Vec<Square>,
    not_met: Vec<Square>,
}

impl Sides {
    fn resize(&mut self, words: usize) {
        self.met.resize(words, [0; BLOCK]);
        self.not_met.resize(words, [0; BLOCK]);
    }
}

impl Block {
    /// Evaluates every condition for some cases: those beyond [`BLOCK`] are left out.
    pub fn run<'c>(&mut self, rules: &Rules, cases: impl Iterator<Item = &'c Case>) {
        let mut cases = cases.take(BLOCK);
        let Some(first) = cases.next() else { return };
        let mut block = [first; BLOCK];
        let mut count = 1;
        for (slot, case) in block.iter_mut().skip(1).zip(cases) {
            *slot = case;
            count += 1;
        }
        let words = bits::words_for(rules.node_count());
        let Self { by_case, by_node, .. } = self;
        by_case.resize(words);
        by_node.resize(words);
        let lanes = &rules.lanes;
        for square in by_case.met.iter_mut().chain(&mut by_case.not_met) {
            square.fill(0);
        }
        rules.tables.tests_of_block(&block[..count], &mut by_case.met, &mut by_case.not_met);
        let sides = [(&by_case.met, &mut by_node.met), (&by_case.not_met, &mut by_node.not_met)];
        for (of_cases, of_nodes) in sides {
            for (of_cases, of_nodes) in of_cases.iter().zip(of_nodes).take(lanes.tests) {
                *of_nodes = *of_cases;
                turn(of_nodes);
            }
        }
        lanes.run(by_node.met.as_flattened_mut(), by_node.not_met.as_flattened_mut());
        let sides = [(&mut by_case.met, &by_node.met), (&mut by_case.not_met, &by_node.not_met)];
        for (of_cases, of_nodes) in sides {
            for (of_cases, of_nodes) in of_cases.iter_mut().zip(of_nodes).skip(lanes.others) {
                *of_cases = *of_nodes;
                turn(of_cases);
            }
        }
        self.criteria(rules);
        self.needs(rules);
    }

    fn criteria(&mut self, rules: &Rules) {
        let sets = [&mut self.failed, &mut self.undecided, &mut self.excepted];
        let [failed, undecided, excepted] = sets.map(|set| filled(set, rules.offer_words, 0));
        let (met, not_met) = (self.by_node.met.as_flattened(), self.by_node.not_met.as_flattened());
        for (index, criterion) in rules.criteria.iter().enumerate() {
            let when = criterion.when.index();
            let (holds, fails) = (met[when], not_met[when]);
            if holds == u64::MAX {
                continue;
            }
            let (excuses, not_excused) =
                criterion.exception.map_or((0, u64::MAX), |node| (met[node.index()], not_met[node.index()]));
            let is_excepted = fails & excuses;
            let is_failed = fails & not_excused;
            let is_undecided = !(holds | is_excepted | is_failed);
            for offer in bits::ones(rules.offers_with(index)) {
                failed[offer] |= is_failed;
                undecided[offer] |= is_undecided;
                excepted[offer] |= is_excepted;
            }
        }
        [&mut self.failed, &mut self.undecided, &mut self.excepted].into_iter().flatten().for_each(turn);
    }

    /// Which targets are present and absent, and which offers have none that may be present.
    fn needs(&mut self, rules: &Rules) {
        let no_need = filled(&mut self.no_need, rules.offer_words, u64::MAX);
        let [present, absent] = [&mut self.present, &mut self.absent].map(|set| filled(set, TARGET_WORDS, 0));
        let (met, not_met) = (self.by_node.met.as_flattened(), self.by_node.not_met.as_flattened());
        for (node, (present, absent)) in rules.targets.iter().zip(present.iter_mut().zip(&mut *absent)) {
            (*present, *absent) = (met[node.index()], not_met[node.index()]);
        }
        for (offer, no_need) in rules.offers.iter().zip(no_need) {
            let halves = [offer.targets as u64, (offer.targets >> 64) as u64];
            *no_need = bits::ones(&halves).fold(u64::MAX, |none, target| none & absent[target]);
        }
        [&mut self.no_need, &mut self.present, &mut self.absent].into_iter().flatten().for_each(turn);
    }

    /// Gives what was found for one of the cases, by its place from 0 and below [`BLOCK`].
    pub fn take(&self, lane: usize, evaluation: &mut Evaluation) {
        let gather = |squares: &[Square], words: &mut Vec<u64>| {
            words.clear();
            words.extend(squares.iter().map(|square| square[lane % BLOCK]));
        };
        gather(&self.by_case.met, &mut evaluation.truths.met);
        gather(&self.by_case.not_met, &mut evaluation.truths.not_met);
        gather(&self.failed, &mut evaluation.failed);
        gather(&self.undecided, &mut evaluation.undecided);
        gather(&self.excepted, &mut evaluation.excepted);
        gather(&self.no_need, &mut evaluation.no_need);
        let word = |set: &[Square], at: usize| set.get(at).map_or(0, |square| square[lane % BLOCK]);
        let both = |set: &[Square]| u128::from(word(set, 0)) | u128::from(word(set, 1)) << 64;
        (evaluation.present, evaluation.absent) = (both(&self.present), both(&self.absent));
    }
}
