//! Files, standard input, the environment and today's date, made into values for the library.

pub mod case;
mod catalogue;
mod read;

pub use case::{Input, case_input};
pub use catalogue::catalogue;

use jiff::civil::Date;

/// Today, where this computer is.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
