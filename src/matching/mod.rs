//! Does each offer fit? Conditions in three values, compiled once and evaluated for a case without allocating.

mod block;
mod compile;
mod evaluate;
mod tables;
mod trial;
mod truth;

pub use block::{BLOCK, Block};
pub use compile::{CompiledOffer, Line, NodeId, Rules};
pub use evaluate::{CriterionResult, Evaluation};
pub use trial::Trial;
pub use truth::Truth;
