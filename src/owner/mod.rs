//! What those who keep a catalogue true ask of it: who is left out, what is doubtful, what a change does.
//!
//! All of it rests on one exact picture of everybody the facts allow: see [`space`].

pub mod cohort;
pub mod cover;
pub mod diagram;
pub mod example;
pub mod gaps;
mod gaps_page;
pub mod overlaps;
pub mod space;

#[cfg(test)]
mod tests;
