//! Kleene's three values.

/// Met, not met or unknown. The order is that of Kleene's logic: what all parts must hold for is the least of them, what any part is
/// enough for the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Truth {
    /// It is known not to hold.
    NotMet = 0,
    /// An answer is missing.
    Unknown = 1,
    /// It is known to hold.
    Met = 2,
}

impl Truth {
    /// A known truth.
    #[must_use]
    pub fn of(holds: bool) -> Self {
        if holds { Self::Met } else { Self::NotMet }
    }

    /// Either holds: one known success decides whatever the other is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}
