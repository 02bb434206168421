//! Everything that touches a file, a terminal, the clock or the environment.
//!
//! What was typed is kept with its places ([`command_line`]) and read ([`parse`]) against the commands ([`command`]) and the
//! flags that the catalogue's facts give ([`flags`]). The command that was named ([`subcommand`]) joins it with files, settings
//! and today's date into values for the library ([`load`]), has it completed by asking where that is wanted ([`interview`],
//! [`prompt`]), hands it to the library, a caseload through workers ([`pipeline`]), and what comes back is written ([`output`])
//! or, where it could not be done, told ([`problem`]). A signal that ends a run ([`signals`]) leaves nothing
//! half written.

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
pub mod reserved;
pub mod screen;
pub mod signals;
pub mod subcommand;
