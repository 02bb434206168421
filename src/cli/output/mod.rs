//! Where results go: standard output, or a file that is written beside and renamed, so that it is whole or not there.

mod apart;
mod destination;
mod file_id;
mod page;
mod plan;
mod sink;
pub mod unfinished;

pub use apart::{OVERWRITE_RESULT, keep_apart};
pub use destination::Destination;
pub use page::{PageForm, PageOrJson};
pub use plan::{PlanForm, Rendering};
pub use sink::{Rights, Sink};
