//! What was read of one field.

use jiff::civil::Date;

use super::spans::Span;
use crate::catalogue::{Answer, FactId};

/// One thing read: a fact, what was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The fact.
    pub fact: FactId,
    /// What was found.
    pub found: Found,
    /// Where.
    pub from: From,
    /// What to check, where the catalogue says so.
    pub check: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// An answer.
    Answer(Answer),
    /// The last day of the sentence, and the weeks that it leaves.
    LastDay(Date, Answer),
    /// A part of an answer: the points of an item, or 1 where a value of a list holds and 0 where it does not.
    Part(String, Span),
    /// A part that is not answered.
    OpenPart(String),
    /// Something that suggests an answer.
    Hint(String),
}

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    /// The file, by its place among those given.
    pub file: usize,
    /// The shape it has.
    pub shape: String,
    /// The field.
    pub field: String,
    /// What stands there, as it may be shown; nothing where it may not.
    pub says: String,
    /// The day it is of.
    pub date: Option<Date>,
    /// The tool that made it.
    pub tool: Option<String>,
    /// Other places, where several make one answer.
    pub also: Vec<Self>,
}

/// A value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The fact that it would have answered.
    pub fact: FactId,
    /// Where it stands.
    pub from: From,
    /// Why it is not read.
    pub why: String,
}
