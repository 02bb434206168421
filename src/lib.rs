//! The core of goldenthread: what is known about one person on probation in, a sequenced intervention plan with reasons
//! out.
//!
//! ```text
//! text ─→ Catalogue ─┐
//!                    ├─→ Evaluation ─→ Decision ─→ PlannedCase ─→ text
//! text ─→ Case ──────┘   (matching)    (plan)     (reasons)      (report)
//! ```
//!
//! Each hop is a public function that takes data and gives data. Nothing here reads a file, asks a question, prints or looks at
//! a clock: the program beside it does all of that. The [`guide`] shows how the parts fit, and has an example that runs.

pub mod ask;
pub mod audit;
pub mod batch;
pub mod bits;
pub mod case;
pub mod catalogue;
pub mod embedded;
pub mod entry;
pub mod explain;
pub mod guide;
pub mod ids;
pub mod import;
pub mod matching;
pub mod outcome;
pub mod plan;
pub mod reasons;
pub mod report;
pub mod review;
pub mod text;
pub mod workbook;
