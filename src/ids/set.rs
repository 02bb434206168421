//! Sets of ids, in words of their own or of somebody else.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::Id;
use super::members::{Iter, Members, WORD};

/// A set of ids of one sort.
///
/// The first word lies in the set itself: most sets need no more, and then nothing is allocated, followed or counted. A set grows
/// with what is put into it and keeps its memory until it is dropped. Two sets are equal where they have the same members.
pub struct Set<I> {
    first: u64,
    rest: Box<[u64]>,
    sort: PhantomData<I>,
}

/// A set in words that somebody else holds, such as the values of an answer in a case.
pub struct SetRef<'w, I> {
    words: &'w [u64],
    sort: PhantomData<I>,
}

impl<I: Id> Members<I> for &Set<I> {
    #[inline]
    fn word(self, at: usize) -> u64 {
        if at == 0 { self.first } else { self.rest.get(at - 1).copied().unwrap_or(0) }
    }

    #[inline]
    fn width(self) -> usize {
        1 + self.rest.len()
    }
}

impl<I: Id> Members<I> for SetRef<'_, I> {
    #[inline]
    fn word(self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    #[inline]
    fn width(self) -> usize {
        self.words.len().max(1)
    }
}

impl<'w, I: Id> SetRef<'w, I> {
    /// Reads words as a set.
    #[must_use]
    #[inline]
    pub fn new(words: &'w [u64]) -> Self {
        Self { words, sort: PhantomData }
    }
}

impl<I: Id> Set<I> {
    /// A set with nothing in it, and room for so many ids.
    #[must_use]
    pub fn with_room(count: usize) -> Self {
        let words = count.div_ceil(WORD).saturating_sub(1);
        Self { first: 0, rest: vec![0; words].into(), sort: PhantomData }
    }

    /// The first so many ids.
    #[must_use]
    pub fn full(count: usize) -> Self {
        let mut set = Self::with_room(count);
        let word = |at: usize| match count.saturating_sub(at * WORD) {
            0 => 0,
            left if left < WORD => (1 << left) - 1,
            _ => u64::MAX,
        };
        set.first = word(0);
        (1..).zip(&mut set.rest).for_each(|(at, slot)| *slot = word(at));
        set
    }

    /// Puts an id in.
    #[inline(always)]
    pub fn insert(&mut self, id: I) {
        let bit = 1 << (id.index() % WORD);
        match id.index() / WORD {
            0 => self.first |= bit,
            at => self.set_further(at, bit),
        }
    }

    /// Sets bits of a word that is not the first.
    #[cold]
    fn set_further(&mut self, at: usize, bits: u64) {
        self.make_room(at);
        self.rest[at - 1] |= bits;
    }

    /// Takes an id out.
    #[inline]
    pub fn remove(&mut self, id: I) {
        let bit = 1 << (id.index() % WORD);
        match id.index() / WORD {
            0 => self.first &= !bit,
            at => {
                if let Some(word) = self.rest.get_mut(at - 1) {
                    *word &= !bit;
                }
            }
        }
    }

    /// Takes everything out, and keeps the memory.
    #[inline]
    pub fn clear(&mut self) {
        self.first = 0;
        if !self.rest.is_empty() {
            self.rest.fill(0);
        }
    }

    /// Puts everything of another set in.
    #[inline(always)]
    pub fn add(&mut self, more: impl Members<I>) {
        self.first |= more.word(0);
        self.further(more, |word, more| word | more);
    }

    /// Takes everything of another set out.
    #[inline(always)]
    pub fn take_out(&mut self, less: impl Members<I>) {
        self.first &= !less.word(0);
        self.further(less, |word, less| word & !less);
    }

    /// Takes out what is not in another set.
    #[inline(always)]
    pub fn keep(&mut self, only: impl Members<I>) {
        self.first &= only.word(0);
        self.further(only, |word, only| word & only);
    }

    /// Becomes the same as another set, in the memory there is.
    #[inline(always)]
    pub fn copy(&mut self, other: impl Members<I>) {
        self.first = other.word(0);
        self.further(other, |_, other| other);
    }

    /// Becomes the set that has these words, the first ids in the first.
    #[inline]
    pub(crate) fn copy_words(&mut self, mut words: impl ExactSizeIterator<Item = u64>) {
        self.first = words.next().unwrap_or(0);
        self.make_room(words.len());
        self.rest.iter_mut().for_each(|word| *word = words.next().unwrap_or(0));
    }

    /// Works out every word but the first anew from what it is and the same word of another set. Most sets have none, so that the
    /// work on the first stands where it is asked for and the rest is called.
    #[inline(always)]
    fn further<M: Members<I>>(&mut self, other: M, word: impl Fn(u64, u64) -> u64) {
        if !self.rest.is_empty() || other.width() > 1 {
            self.each_further(other, word);
        }
    }

    #[cold]
    fn each_further<M: Members<I>>(&mut self, other: M, word: impl Fn(u64, u64) -> u64) {
        self.make_room(other.width() - 1);
        (1..).zip(&mut self.rest).for_each(|(at, slot)| *slot = word(*slot, other.word(at)));
    }

    /// Lets so many words follow the first.
    #[inline]
    fn make_room(&mut self, further: usize) {
        if self.rest.len() < further {
            let mut rest = std::mem::take(&mut self.rest).into_vec();
            rest.resize(further, 0);
            self.rest = rest.into();
        }
    }
}

impl<I> Default for Set<I> {
    fn default() -> Self {
        Self { first: 0, rest: Box::default(), sort: PhantomData }
    }
}

impl<I> Clone for Set<I> {
    fn clone(&self) -> Self {
        Self { first: self.first, rest: self.rest.clone(), sort: PhantomData }
    }

    #[inline]
    fn clone_from(&mut self, other: &Self) {
        self.first = other.first;
        if !self.rest.is_empty() || !other.rest.is_empty() {
            self.rest.clone_from(&other.rest);
        }
    }
}

impl<I: Id> PartialEq for Set<I> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.first == other.first && self.cmp(other) == Ordering::Equal
    }
}

impl<I: Id> Eq for Set<I> {}

impl<I: Id> PartialOrd for Set<I> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<I: Id> Ord for Set<I> {
    fn cmp(&self, other: &Self) -> Ordering {
        let width = self.width().max(other.width());
        let words = (0..width).map(|at| self.word(at).cmp(&other.word(at)));
        words.fold(Ordering::Equal, Ordering::then)
    }
}

impl<I: Id> Hash for Set<I> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Words that nothing is in make no difference to what is equal.
        (0..self.width())
            .map(|at| (at, self.word(at)))
            .filter(|(_, word)| *word != 0)
            .for_each(|word| word.hash(state));
    }
}

impl<I: Id> FromIterator<I> for Set<I> {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
        let mut set = Self::default();
        set.extend(ids);
        set
    }
}

impl<I: Id> Extend<I> for Set<I> {
    fn extend<T: IntoIterator<Item = I>>(&mut self, ids: T) {
        ids.into_iter().for_each(|id| self.insert(id));
    }
}

impl<'s, I: Id> IntoIterator for &'s Set<I> {
    type Item = I;
    type IntoIter = Iter<I, &'s Set<I>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<I: Id> fmt::Debug for Set<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<I> Clone for SetRef<'_, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for SetRef<'_, I> {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::ids::OfferId;

    fn ids() -> impl Strategy<Value = BTreeSet<u16>> {
        let few = proptest::collection::btree_set(0_u16..60, 0..8);
        prop_oneof![few, proptest::collection::btree_set(0_u16..200, 0..8)]
    }

    fn set(ids: &BTreeSet<u16>) -> Set<OfferId> {
        ids.iter().map(|id| OfferId(*id)).collect()
    }

    fn listed(set: impl Members<OfferId>) -> BTreeSet<u16> {
        let rising: Vec<u16> = set.iter().map(|id| id.0).collect();
        assert!(rising.is_sorted());
        assert_eq!(set.count(), rising.len());
        rising.into_iter().collect()
    }

    proptest! {
        #[test]
        fn sets_of_any_two_widths_are_joined_and_compared_as_lists_are(one in ids(), other in ids()) {
            let (a, b) = (set(&one), set(&other));
            prop_assert_eq!(&listed(&a), &one);
            prop_assert_eq!(listed(a.and(&b)), &one & &other);
            prop_assert_eq!(listed(a.or(&b)), &one | &other);
            prop_assert_eq!(listed(a.minus(&b)), &one - &other);
            prop_assert_eq!(a.shares(&b), !one.is_disjoint(&other));
            prop_assert_eq!(a.is_within(&b), one.is_subset(&other));
            prop_assert_eq!(a.is_empty(), one.is_empty());
            prop_assert_eq!(a == b, one == other);
            prop_assert!((0..300).all(|id| a.has(OfferId(id)) == one.contains(&id)));
        }

        #[test]
        fn a_set_is_changed_in_place_as_a_list_is(one in ids(), other in ids(), id in 0_u16..200) {
            let b = set(&other);
            let changed = |change: &dyn Fn(&mut Set<OfferId>)| {
                let mut a = set(&one);
                change(&mut a);
                listed(&a)
            };
            prop_assert_eq!(changed(&|a| a.add(&b)), &one | &other);
            prop_assert_eq!(changed(&|a| a.take_out(&b)), &one - &other);
            prop_assert_eq!(changed(&|a| a.keep(&b)), &one & &other);
            prop_assert_eq!(changed(&|a| a.copy(&b)), other.clone());
            prop_assert_eq!(changed(&Set::clear), BTreeSet::new());
            prop_assert_eq!(changed(&|a| a.insert(OfferId(id))), &one | &BTreeSet::from([id]));
            prop_assert_eq!(changed(&|a| a.remove(OfferId(id))), &one - &BTreeSet::from([id]));
        }
    }

    #[test]
    fn the_first_so_many_ids_are_all_below_that_number() {
        for count in [0, 1, 63, 64, 65, 128, 130] {
            assert_eq!(listed(&Set::full(count)), (0..count as u16).collect(), "{count}");
        }
    }

    #[test]
    fn words_that_are_held_elsewhere_read_as_a_set() {
        let words = [1 << 3, 1 << 6];
        assert_eq!(listed(SetRef::new(&words)), BTreeSet::from([3, 70]));
        assert!(SetRef::<OfferId>::new(&[]).is_empty());
    }
}
