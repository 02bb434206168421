//! Everything that touches a file, a terminal, the clock or the environment.
//!
//! What was typed is kept with its places ([`command_line`]), read ([`parse`]) against the flags that the catalogue's facts
//! give ([`args`], [`flags`]), joined with files and today's date into values for the library ([`load`]), completed by asking where that is
//! wanted ([`interview`], [`prompt`]), handed to one [`command`], and what
//! comes back is written ([`output`]) or, where it could not be done, told ([`problem`]).

pub mod args;
pub mod caseload;
pub mod catalogue_args;
pub mod command;
pub mod command_line;
pub mod exit;
pub mod flags;
pub mod interview;
pub mod load;
pub mod output;
pub mod parse;
pub mod pipeline;
pub mod problem;
pub mod prompt;
pub mod screen;
