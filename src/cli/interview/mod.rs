//! The conversation with a person: the words for each step of the library's interview, and what is said, moved into it.

mod accepting;
mod check;
mod conversation;
mod ending;
mod presuming;
mod save;
mod standing;
#[cfg(test)]
mod tests;
mod wanted;
mod words;

pub use conversation::Conversation;
pub use ending::AfterPlan;
pub use wanted::{is_wanted, needs_a_terminal, offer_today};
