//! TOML as somebody wrote it, each value with its place: one reader for the catalogue, cases, rule tests and settings.
//!
//! ```text
//! text ─ parse ─→ Section ─ keys::misfits ─→ Fields ─→ what is meant
//! ```

pub mod dates;
mod fields;
pub mod keys;
mod parse;
mod written;

pub use fields::{Faults, Fields, PlacedText};
pub use parse::{DATE_HELP, Parsed, parse};
pub use written::{Keyed, Section, WrittenContent, WrittenItem};
