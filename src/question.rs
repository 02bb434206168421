//! Which unknown answers could still change the plan, most useful first.

use crate::case::Case;
use crate::catalogue::{FactId, OfferId};
use crate::plan::Planner;

/// A fact still unknown whose answer could change the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// The undetermined offers that wait for it, in catalogue order.
    pub would_settle: Vec<OfferId>,
}

/// Every unknown fact whose answer could change an outcome, a step or a line of the package, most useful first.
#[must_use]
pub fn questions(planner: &Planner<'_>, case: &Case, accepted: &[OfferId]) -> Vec<Question> {
    let _ = (planner, case, accepted);
    Vec::new()
}
