//! Files, standard input, the environment and today's date, made into values for the library.

pub mod case;
pub mod caseload;
mod catalogue;
mod context;
pub mod read;
mod settings;
mod today;
mod value;

pub use case::{Input, case_file, case_input};
pub use catalogue::{edition_typed, files, files_read, history, history_in};
pub use context::Context;
pub use settings::settings;
pub use today::today;
pub use value::{day, offer};
