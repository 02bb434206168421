//! Say it: what all reports share, and one file or folder for each form.

pub mod acronym;
pub mod caseload;
pub mod compare;
pub mod condition;
pub mod diff;
pub mod document;
pub mod explain;
pub mod facts;
pub mod findings;
pub mod footnotes;
pub mod gaps;
pub mod handover;
pub mod html;
pub mod json;
pub mod naming;
pub mod offer;
pub mod offers;
pub mod opinion;
pub mod proposal;
pub mod sheet;
pub mod table;
pub mod timeline;
pub mod worklist;
