//! Small numbers that stand for the catalogue's entries, each its own type, and sets of them.

mod members;
mod set;

use serde::{Deserialize, Serialize};

pub use members::{Members, Only};
pub use set::{Set, SetRef};

/// A number that stands for an entry of a list: the number of the first is 0.
pub trait Id: Copy + Eq + std::fmt::Debug {
    /// Where the entry stands in its list.
    fn index(self) -> usize;

    /// The number of the entry at a place; nothing where the list is too long to number that one.
    fn of(index: usize) -> Option<Self>;
}

/// The numbers of a list of so many entries, as far as they go: loading refuses a list that is too long to number.
pub fn all<I: Id>(count: usize) -> impl DoubleEndedIterator<Item = I> + Clone {
    (0..count).filter_map(I::of)
}

/// The entries of a list, each with its number, as far as they go.
pub fn numbered<I: Id, T>(list: &[T]) -> impl DoubleEndedIterator<Item = (I, &T)> + Clone {
    list.iter().enumerate().filter_map(|(index, entry)| Some((I::of(index)?, entry)))
}

/// The number of the first entry of a list that is wanted.
pub fn find<I: Id, T>(list: &[T], wanted: impl Fn(&T) -> bool) -> Option<I> {
    list.iter().position(wanted).and_then(I::of)
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident($number:ty);)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub $number);

        impl $name {
            /// Where it stands in the list of its sort.
            #[must_use]
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Id for $name {
            #[inline]
            fn index(self) -> usize {
                self.0 as usize
            }

            #[inline]
            fn of(index: usize) -> Option<Self> {
                <$number>::try_from(index).ok().map(Self)
            }
        }
    )*};
}

ids! {
    /// A fact of the vocabulary.
    FactId(u16);
    /// An offer.
    OfferId(u16);
    /// A target: a need or an aim that offers work on.
    TargetId(u16);
    /// A kind of offer, in precedence order.
    KindId(u16);
    /// A vehicle: the legal means an offer is delivered under.
    VehicleId(u16);
    /// A lane: what can run at the same time and what cannot.
    LaneId(u16);
    /// A phase of the plan.
    PhaseId(u16);
    /// A source that reasons are drawn from.
    SourceId(u16);
    /// A value of a fact, among those of that fact.
    ValueId(u16);
    /// A distinct condition of the catalogue, once it is compiled.
    ConditionId(u32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_beyond_what_can_be_numbered_has_no_number() {
        assert_eq!(OfferId::of(65_535), Some(OfferId(65_535)));
        assert_eq!(OfferId::of(65_536), None);
        assert_eq!(all::<OfferId>(3).map(|offer| offer.0).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
