//! What can be read of a set of ids. Number `n` is bit `n % 64` of word `n / 64`; what sets have in common is worked out a word at a
//! time and as it is asked for, so that no other set is made for it.

use std::marker::PhantomData;

use super::{Id, Set};

/// Numbers that one word holds.
pub(super) const WORD: usize = u64::BITS as usize;

/// What can be read of a set, and of what sets have in common, without making another.
pub trait Members<I: Id>: Copy {
    /// A word of bits; beyond the last word there are none.
    fn word(self, at: usize) -> u64;

    /// How many words there are: at least one.
    fn width(self) -> usize;

    /// Whether an id is in it.
    #[inline]
    fn has(self, id: I) -> bool {
        self.word(id.index() / WORD) >> (id.index() % WORD) & 1 == 1
    }

    /// Whether nothing is in it.
    #[inline]
    fn is_empty(self) -> bool {
        self.word(0) == 0 && (1..self.width()).all(|at| self.word(at) == 0)
    }

    /// How many are in it.
    #[inline]
    fn count(self) -> usize {
        let further = (1..self.width()).map(|at| self.word(at).count_ones() as usize);
        self.word(0).count_ones() as usize + further.sum::<usize>()
    }

    /// Whether some id is in both.
    #[inline]
    fn shares(self, other: impl Members<I>) -> bool {
        self.word(0) & other.word(0) != 0
            || (1..self.width().min(other.width())).any(|at| self.word(at) & other.word(at) != 0)
    }

    /// Whether everything in it is in the other.
    #[inline]
    fn is_within(self, other: impl Members<I>) -> bool {
        self.minus(other).is_empty()
    }

    /// Those in both.
    #[inline]
    fn and<M: Members<I>>(self, other: M) -> And<Self, M> {
        And(self, other)
    }

    /// Those in either.
    #[inline]
    fn or<M: Members<I>>(self, other: M) -> Or<Self, M> {
        Or(self, other)
    }

    /// Those that are not in the other.
    #[inline]
    fn minus<M: Members<I>>(self, other: M) -> Minus<Self, M> {
        Minus(self, other)
    }

    /// The ids, rising.
    #[inline]
    fn iter(self) -> Iter<I, Self> {
        Iter { rest: self.word(0), set: self, at: 0, sort: PhantomData }
    }

    /// A set of its own.
    #[inline]
    fn to_set(self) -> Set<I> {
        let mut set = Set::default();
        set.copy(self);
        set
    }
}

/// Those in both of two sets.
#[derive(Clone, Copy)]
pub struct And<A, B>(A, B);

/// Those in either of two sets.
#[derive(Clone, Copy)]
pub struct Or<A, B>(A, B);

/// Those in one set that are not in another.
#[derive(Clone, Copy)]
pub struct Minus<A, B>(A, B);

impl<I: Id, A: Members<I>, B: Members<I>> Members<I> for And<A, B> {
    #[inline]
    fn word(self, at: usize) -> u64 {
        self.0.word(at) & self.1.word(at)
    }

    #[inline]
    fn width(self) -> usize {
        self.0.width().min(self.1.width())
    }
}

impl<I: Id, A: Members<I>, B: Members<I>> Members<I> for Or<A, B> {
    #[inline]
    fn word(self, at: usize) -> u64 {
        self.0.word(at) | self.1.word(at)
    }

    #[inline]
    fn width(self) -> usize {
        self.0.width().max(self.1.width())
    }
}

impl<I: Id, A: Members<I>, B: Members<I>> Members<I> for Minus<A, B> {
    #[inline]
    fn word(self, at: usize) -> u64 {
        self.0.word(at) & !self.1.word(at)
    }

    #[inline]
    fn width(self) -> usize {
        self.0.width()
    }
}

/// One id alone, as a set.
#[derive(Clone, Copy)]
pub struct Only<I>(pub I);

impl<I: Id> Members<I> for Only<I> {
    #[inline]
    fn word(self, at: usize) -> u64 {
        if self.0.index() / WORD == at { 1 << (self.0.index() % WORD) } else { 0 }
    }

    #[inline]
    fn width(self) -> usize {
        self.0.index() / WORD + 1
    }
}

/// The ids of a set, rising.
pub struct Iter<I, M> {
    set: M,
    at: usize,
    rest: u64,
    sort: PhantomData<I>,
}

impl<I: Id, M: Members<I>> Iterator for Iter<I, M> {
    type Item = I;

    #[inline]
    fn next(&mut self) -> Option<I> {
        while self.rest == 0 {
            self.at += 1;
            if self.at >= self.set.width() {
                return None;
            }
            self.rest = self.set.word(self.at);
        }
        let bit = self.rest.trailing_zeros() as usize;
        // The lowest bit that is set is the one that a lesser number by one lacks.
        self.rest &= self.rest - 1;
        I::of(self.at * WORD + bit)
    }
}
