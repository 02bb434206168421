//! Does each offer fit? Conditions in three values, compiled once and evaluated for a case without allocating.

mod compile;
mod evaluate;
mod steer;
mod tables;
mod truth;

pub use compile::{Line, NodeId, Rules};
pub use evaluate::{CriterionResult, Evaluation};
pub use steer::Choose;
pub use truth::Truth;
