//! The core, asked through its public face: what a rule, a catalogue or a case does to a plan.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod people;
mod satisfy;
mod small;
mod world;

mod allocation;
mod asking;
mod availability;
mod cautions;
mod checks;
mod conditions;
mod data;
mod days;
mod domain;
mod drawn_routes;
mod exceptions;
mod fitting;
mod forms;
mod interview;
mod json;
mod judgements;
mod laws;
mod left_out;
mod limits;
mod loading;
mod markdown;
mod offers;
mod order;
mod page;
mod reuse;
mod routes;
mod saying;
mod sequence;
mod shipped_routes;
mod unasked;
mod welsh;
mod words;
