//! Every distinct condition and criterion for sixty-four cases at once: a bit for each case.
//!
//! One case's tests are settled by look-up, as they are for a case alone. What is made of tests is then settled for all the
//! cases of a block by one operation on a word, and the words are turned back so that each case has its own bits again.

use super::bit_matrix::{BLOCK, BitMatrix, filled, transpose};
use super::compile::Rules;
use super::evaluate::Evaluation;
use crate::bits;
use crate::case::Case;
use crate::ids::{Members, OfferId};

/// What is known of every condition and criterion for up to [`BLOCK`] cases. Made once and used again for the next cases.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// A matrix for each word of conditions: a word for each case, and transposed, a word for each condition.
    by_case: Sides,
    by_condition: Sides,
    /// The same for each word of offers: those with a criterion that is not met, undecided or met by exception.
    failed: Vec<BitMatrix>,
    undecided: Vec<BitMatrix>,
    excepted: Vec<BitMatrix>,
    exceptional: Vec<BitMatrix>,
    unapproved: Vec<BitMatrix>,
    /// The same for those whose targets are all known to be absent.
    no_need: Vec<BitMatrix>,
    /// The same for targets, present and known absent.
    present: Vec<BitMatrix>,
    absent: Vec<BitMatrix>,
}

/// Known to hold, and known to fail.
#[derive(Clone, Debug, Default)]
struct Sides {
    met: Vec<BitMatrix>,
    not_met: Vec<BitMatrix>,
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
        let words = bits::words_for(rules.conditions.len());
        let Self { by_case, by_condition, .. } = self;
        by_case.resize(words);
        by_condition.resize(words);
        let compounds = &rules.block_compounds;
        for matrix in by_case.met.iter_mut().chain(&mut by_case.not_met) {
            matrix.fill(0);
        }
        rules.tables.tests_of_block(&block[..count], &mut by_case.met, &mut by_case.not_met);
        let sides = [(&by_case.met, &mut by_condition.met), (&by_case.not_met, &mut by_condition.not_met)];
        for (of_cases, of_conditions) in sides {
            for (of_cases, of_conditions) in of_cases.iter().zip(of_conditions).take(compounds.tests) {
                *of_conditions = *of_cases;
                transpose(of_conditions);
            }
        }
        compounds.run(by_condition.met.as_flattened_mut(), by_condition.not_met.as_flattened_mut());
        let sides = [(&mut by_case.met, &by_condition.met), (&mut by_case.not_met, &by_condition.not_met)];
        for (of_cases, of_conditions) in sides {
            for (of_cases, of_conditions) in of_cases.iter_mut().zip(of_conditions).skip(compounds.others) {
                *of_cases = *of_conditions;
                transpose(of_cases);
            }
        }
        self.criteria(rules);
        self.needs(rules);
    }

    fn criteria(&mut self, rules: &Rules) {
        let sets = [
            &mut self.failed,
            &mut self.undecided,
            &mut self.excepted,
            &mut self.exceptional,
            &mut self.unapproved,
        ];
        let [failed, undecided, excepted, exceptional, unapproved] =
            sets.map(|set| filled(set, bits::words_for(rules.offers.len()), 0));
        let (met, not_met) = (self.by_condition.met.as_flattened(), self.by_condition.not_met.as_flattened());
        for (index, criterion) in rules.criteria.iter().enumerate() {
            let when = criterion.when.index();
            let (holds, fails) = (met[when], not_met[when]);
            if holds == u64::MAX {
                continue;
            }
            let (excuses, not_excused) = criterion
                .exception
                .map_or((0, u64::MAX), |exception| (met[exception.index()], not_met[exception.index()]));
            let is_excepted = fails & excuses;
            let is_failed = fails & not_excused;
            let is_undecided = !(holds | is_excepted | is_failed);
            let failed: &mut [u64] = if criterion.approval { &mut *unapproved } else { &mut *failed };
            for offer in rules.offers_with(index).iter().map(OfferId::index) {
                failed[offer] |= is_failed;
                undecided[offer] |= is_undecided;
                excepted[offer] |= is_excepted;
                if criterion.exceptional {
                    exceptional[offer] |= is_excepted;
                }
            }
        }
        let Self { failed, undecided, excepted, exceptional, unapproved, .. } = self;
        [failed, undecided, excepted, exceptional, unapproved].into_iter().flatten().for_each(transpose);
    }

    /// Which targets are present and absent, and which offers have none that may be present.
    fn needs(&mut self, rules: &Rules) {
        let no_need = filled(&mut self.no_need, bits::words_for(rules.offers.len()), u64::MAX);
        let [present, absent] = [&mut self.present, &mut self.absent]
            .map(|set| filled(set, bits::words_for(rules.targets.len()), 0));
        let (met, not_met) = (self.by_condition.met.as_flattened(), self.by_condition.not_met.as_flattened());
        for (when, (present, absent)) in rules.targets.iter().zip(present.iter_mut().zip(&mut *absent)) {
            (*present, *absent) = (met[when.index()], not_met[when.index()]);
        }
        for (offer, no_need) in rules.offers.iter().zip(&mut *no_need) {
            *no_need = offer.targets.iter().fold(u64::MAX, |none, target| none & absent[target.index()]);
        }
        // Beyond the last offer there is none that could lack a need.
        no_need.iter_mut().skip(rules.offers.len()).for_each(|beyond| *beyond = 0);
        [&mut self.no_need, &mut self.present, &mut self.absent].into_iter().flatten().for_each(transpose);
    }

    /// Gives what was found for one of the cases, by its place from 0 and below [`BLOCK`].
    pub fn take(&self, place: usize, evaluation: &mut Evaluation) {
        let row = |matrix: &BitMatrix| matrix[place % BLOCK];
        let gather = |matrices: &[BitMatrix], words: &mut Vec<u64>| {
            words.clear();
            words.extend(matrices.iter().map(row));
        };
        gather(&self.by_case.met, &mut evaluation.truths.met);
        gather(&self.by_case.not_met, &mut evaluation.truths.not_met);
        evaluation.failed.copy_words(self.failed.iter().map(row));
        evaluation.undecided.copy_words(self.undecided.iter().map(row));
        evaluation.excepted.copy_words(self.excepted.iter().map(row));
        evaluation.exceptional.copy_words(self.exceptional.iter().map(row));
        evaluation.unapproved.copy_words(self.unapproved.iter().map(row));
        evaluation.no_need.copy_words(self.no_need.iter().map(row));
        evaluation.present.copy_words(self.present.iter().map(row));
        evaluation.absent.copy_words(self.absent.iter().map(row));
    }
}
