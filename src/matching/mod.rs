//! Does each offer fit? Conditions in three values, compiled once and evaluated for a case without allocating.

mod compile;
mod evaluate;
mod truth;

pub use compile::{NodeId, Rules};
pub use evaluate::{CriterionResult, Evaluation};
pub use truth::Truth;
