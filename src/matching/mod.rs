//! Does each offer fit? Conditions in three values, compiled once and evaluated for a case without allocating.

mod block;
mod compile;
mod evaluate;
mod lanes;
mod node;
mod square;
mod tables;
mod trial;
mod truth;

pub use block::Block;
pub use compile::{CompiledOffer, Line, Rules};
pub use evaluate::{CriterionResult, Evaluation};
pub use node::NodeId;
pub use square::BLOCK;
pub use trial::Trial;
pub use truth::Truth;
