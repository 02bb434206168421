//! Kleene's three values.

/// Met, not met or unknown. The order is that of Kleene's logic: `all` is the least, `any` the greatest.
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

    /// Both hold: one known failure decides whatever the other is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either holds: one known success decides whatever the other is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
            Self::Met => Self::NotMet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Met, NotMet, Unknown};

    #[test]
    fn all_row_by_row() {
        let rows: [(Truth, Truth, Truth); 9] = [
            (Met, Met, Met),             // nothing stands against it
            (Met, Unknown, Unknown),     // the missing answer decides
            (Met, NotMet, NotMet),       // one failure is enough
            (Unknown, Met, Unknown),     // the missing answer decides
            (Unknown, Unknown, Unknown), // neither is known
            (Unknown, NotMet, NotMet),   // whatever the answer, the other fails
            (NotMet, Met, NotMet),       // one failure is enough
            (NotMet, Unknown, NotMet),   // whatever the answer, the other fails
            (NotMet, NotMet, NotMet),    // both fail
        ];
        for (one, other, all) in rows {
            assert_eq!(one.and(other), all, "{one:?} and {other:?}");
        }
    }

    #[test]
    fn any_row_by_row() {
        let rows: [(Truth, Truth, Truth); 9] = [
            (Met, Met, Met),             // both hold
            (Met, Unknown, Met),         // whatever the answer, the other holds
            (Met, NotMet, Met),          // one is enough
            (Unknown, Met, Met),         // whatever the answer, the other holds
            (Unknown, Unknown, Unknown), // neither is known
            (Unknown, NotMet, Unknown),  // the missing answer decides
            (NotMet, Met, Met),          // one is enough
            (NotMet, Unknown, Unknown),  // the missing answer decides
            (NotMet, NotMet, NotMet),    // nothing holds
        ];
        for (one, other, any) in rows {
            assert_eq!(one.or(other), any, "{one:?} or {other:?}");
        }
    }

    #[test]
    fn not_row_by_row() {
        assert_eq!(!Met, NotMet); // it holds, so its opposite does not
        assert_eq!(!Unknown, Unknown); // a missing answer is missing either way
        assert_eq!(!NotMet, Met); // it does not hold, so its opposite does
    }
}
