//! Does each offer fit? Conditions in three values, compiled once and evaluated for a case without allocating.

mod bit_matrix;
mod block;
mod block_compounds;
mod compile;
mod compiled;
mod evaluate;
mod reevaluation;
mod tables;
mod truth;

pub use bit_matrix::BLOCK;
pub use block::Block;
pub use compile::{CompiledOffer, Cut, Rules};
pub use compiled::{CompiledBeside, CompiledPhaseRule};
pub use evaluate::{CriterionResult, Evaluation};
pub use reevaluation::Reevaluation;
pub use truth::Truth;
