//! Why each offer came out as it did, as values: what the forms of a report put into words for their readers.

pub mod availability;
