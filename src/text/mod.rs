//! Texts as they were read, what is wrong with them, and the words and grammar of what is said.

pub mod csv;
pub mod json;
pub mod passage;
pub mod problem;
pub mod source;
pub mod wording;
pub mod wrap;
