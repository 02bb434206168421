//! What can become of an offer, and why: the words that users and scripts rely on.

use serde::{Deserialize, Serialize};

/// What became of one offer for one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// It is in the plan.
    Include,
    /// Whether to propose it is the practitioner's judgement.
    Consider,
    /// An unknown answer, or an undetermined offer, decides.
    Undetermined,
    /// It is ruled out.
    Exclude,
}

/// Why. In the order in which checks run; the first that fails gives the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// Not in force on the day, not in the region, in custody only, or out of the person's reach.
    NotAvailable,
    /// A criterion is not met, and no exception to it is.
    NotEligible,
    /// None of its targets is present.
    NoNeed,
    /// The sentence has no requirement it can be delivered under.
    NoVehicle,
    /// It cannot be finished in the weeks that remain.
    NoTime,
    /// Its sessions exceed the rehabilitation activity days.
    NoRarDays,
    /// Offers that come first already work on its targets, or it may not stand beside one of them.
    Displaced,
    /// Nothing rules it out, and the practitioner decided against it.
    Declined,
    /// All is met but an approval that somebody else has to give first.
    AwaitsApproval,
    /// All is met, but no source confirms that it is delivered in the region.
    Unconfirmed,
    /// Met, at least once only by exception, or a second accredited programme: the practitioner has to justify it.
    Exception,
    /// Met, and the catalogue leaves whether to propose it to judgement.
    Option,
    /// A toolkit without a requirement to deliver it under: it may support appointments only.
    SupportOnly,
    /// An unknown answer decides.
    MissingAnswers,
    /// It turns on an offer that is itself undetermined.
    DependsOnOffer,
    /// In the plan on its criteria.
    MeetsCriteria,
    /// In the plan because the practitioner accepted an exception or an option.
    AcceptedException,
}

impl Outcome {
    /// Every word users and scripts rely on, in the order of the enum.
    pub const CODES: [&'static str; 4] = ["include", "consider", "undetermined", "exclude"];

    /// The word users and scripts rely on.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }

    /// What it means for one offer.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Include => "In the plan",
            Self::Consider => "For judgement",
            Self::Undetermined => "Still open",
            Self::Exclude => "Not in the plan",
        }
    }
}

impl Reason {
    /// Every reason, in the order of the enum.
    pub const ALL: [Self; 17] = [
        Self::NotAvailable,
        Self::NotEligible,
        Self::NoNeed,
        Self::NoVehicle,
        Self::NoTime,
        Self::NoRarDays,
        Self::Displaced,
        Self::Declined,
        Self::AwaitsApproval,
        Self::Unconfirmed,
        Self::Exception,
        Self::Option,
        Self::SupportOnly,
        Self::MissingAnswers,
        Self::DependsOnOffer,
        Self::MeetsCriteria,
        Self::AcceptedException,
    ];

    /// Every reason's code, in the order of the enum.
    pub const CODES: &'static [&'static str] = &[
        "not-available",
        "not-eligible",
        "no-need",
        "no-vehicle",
        "no-time",
        "no-rar-days",
        "displaced",
        "declined",
        "awaits-approval",
        "unconfirmed",
        "exception",
        "option",
        "support-only",
        "missing-answers",
        "depends-on-offer",
        "meets-criteria",
        "accepted-exception",
    ];

    /// The word users and scripts rely on.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }

    /// The reason of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The outcome that goes with it.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::NotAvailable
            | Self::NotEligible
            | Self::NoNeed
            | Self::NoVehicle
            | Self::NoTime
            | Self::NoRarDays
            | Self::Displaced
            | Self::Declined => Outcome::Exclude,
            Self::AwaitsApproval | Self::Unconfirmed | Self::Exception | Self::Option | Self::SupportOnly => {
                Outcome::Consider
            }
            Self::MissingAnswers | Self::DependsOnOffer => Outcome::Undetermined,
            Self::MeetsCriteria | Self::AcceptedException => Outcome::Include,
        }
    }
}
