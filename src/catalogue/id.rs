//! Small numbers that stand for the catalogue's entries, each its own type.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u16);

        impl $name {
            /// Where it stands in the catalogue's list of its sort.
            #[must_use]
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }

        impl From<usize> for $name {
            /// Loading refuses more entries than `u16` can number.
            fn from(index: usize) -> Self {
                Self(u16::try_from(index).unwrap_or(u16::MAX))
            }
        }
    )*};
}

ids! {
    /// A fact of the vocabulary.
    FactId;
    /// An offer.
    OfferId;
    /// A target: a need or an aim that offers work on.
    TargetId;
    /// A kind of offer, in precedence order.
    KindId;
    /// A vehicle: the legal means an offer is delivered under.
    VehicleId;
    /// A lane: what can run at the same time and what cannot.
    LaneId;
    /// A phase of the plan.
    PhaseId;
    /// A source that reasons are drawn from.
    SourceId;
}
