//! For whoever comes next: how the parts fit, what words mean, and where to turn for a change.
//!
//! # From words to a plan, in ten lines
//!
//! ```
//! use goldenthread::case::read;
//! use goldenthread::embedded;
//! use goldenthread::plan::{Options, Planner};
//! use goldenthread::text::source::Texts;
//! use jiff::civil::date;
//!
//! let day = date(2022, 12, 1);
//! let history = embedded::history()?;
//! let catalogue = history.on(day)?;
//! let mut texts = Texts::default();
//! let text = texts.add("case.toml", "region = \"wales\"\ngender = \"female\"\nneeds = [\"finance\"]\nage = 41\nstage = \"proposal\"");
//! let given = read::case(catalogue, &texts, text, day).map_err(|problems| problems[0].message.clone())?;
//! let decision = Planner::new(catalogue).decide(&given.case, &Options::default());
//! let planned: Vec<&str> = decision.steps.iter().map(|step| catalogue.offer(step.offer).id.as_str()).collect();
//! assert_eq!(planned, ["womens-service"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One case
//!
//! ```text
//! .xlsx, .ods ─ workbook::read ─→ CSV
//! TOML, flags, CSV, NDJSON ─ case::read, batch ─→ Given ─ CaseReader ─→ Case
//! catalogue/*.toml ─ entry::parse ─→ Section ─ on a day ─→ Catalogue ─ Rules::new ─→ Rules
//! Case, Rules ─ Evaluation::run ─→ Evaluation      every condition: met, not met or unknown
//!             ─ Checks::find ────→ Checks          what rules each offer out by itself
//!             ─ allocate ────────→ reasons         kind by kind, who comes first
//!             ─ Lengths::share ──→ lengths         the days that are left, shared
//!             ─ sequence ────────→ steps           phases, lanes, weeks; again if they do not fit
//! Decision ─ reasons ─→ PlannedCase, Because, Caution, Package ─ report ─→ text
//! ```
//!
//! Knowledge only grows: an answer never turns what is known to fail into something else. Asking rests on that:
//! [`ask`](crate::ask) leaves out every question whose answer can change nothing.
//!
//! # A block of cases
//!
//! ```text
//! bytes ─ Splitter ─→ Piece ─ Rows ─→ 64 rows at most ─ Block::run ─→ a bit for each case and condition
//!                                             │              by the edition of each row's day
//!                                             └─ Block::take, decide_in ─→ Decision ─→ a line each
//! ```
//!
//! One case's tests are settled by look-up. What is made of tests is then settled for all cases of the block by one operation on
//! a word. Deciding uses a [`Workspace`](crate::plan::Workspace) again, so that nothing is allocated once it is warm.
//!
//! # Words
//!
//! | word | means |
//! | --- | --- |
//! | accepted, declined | what a practitioner decided about an offer that is left to judgement, with the reason on record |
//! | allocation | offers taken one by one; each included one covers its targets for those that follow |
//! | beside | offers in one plan; a rule can say what an offer may not stand beside, and for whom |
//! | block | up to 64 rows whose conditions are evaluated at once |
//! | case | the answers known about one person: facts, never a name |
//! | checks | what an offer passes or fails by itself: in force, eligible, needed, deliverable, in time, within the days |
//! | condition, criterion | a condition is over facts; a criterion is a condition of an offer with its sentences, source and exception |
//! | cut | where a condition divides the answers to a fact in two |
//! | edition | the catalogue as it stands between two days of change; a [`History`](crate::catalogue::History) has them all |
//! | excepted | not met, but an exception is: for the practitioner to justify |
//! | hint | what suggests an answer and waits for somebody to confirm it; no plan rests on it |
//! | lane | what can run at one time: programmes one by one, one-to-one work one by one, providers beside them |
//! | lead | the weeks that the main work leaves over, in which to prepare for it |
//! | live, sure, open | of an offer, looking ahead: may still come out otherwise; is included whatever is answered; may still change |
//! | offer | one thing that can be delivered: a programme, an intervention, a service, a toolkit, a requirement |
//! | outcome, reason | what became of an offer: include, consider, undetermined or exclude; and why, in one word |
//! | outlook | what no further answer can change, and which facts the rest still waits for |
//! | phase | stabilise, prepare, core, complement, consolidate |
//! | role | a fact or phase that the planner itself reads, such as the weeks that remain |
//! | target | a need or an aim that offers work on; present, absent or unknown |
//! | unsettled | an offer that may yet be included and so holds up what would take its place |
//! | vehicle | the legal means of delivery: a requirement of an order, a licence condition |
//!
//! # To change X, touch Y
//!
//! | to change | touch | files |
//! | --- | --- | ---: |
//! | an output form | its own file in `report/`, `report/mod.rs`, the list in `cli/output/plan.rs` | 3 |
//! | how a Word document looks | `report/document/docx/styles.rs` | 1 |
//! | a subcommand | its own file in `cli/command/`, the table in `cli/command/mod.rs` | 2 |
//! | an operator of conditions | `catalogue/condition.rs`, `catalogue/load/{keys/mod,condition}.rs`, `matching/{compiled,compile,tables}.rs`, and what explains and proves with it: `explain/need.rs`, `audit/{space/lines,cover}.rs` | 9 |
//! | a way of reading an imported field | `catalogue/{import,load/import}.rs`, `catalogue/load/keys/import.rs`, `import/read.rs`; a shape, a field or a word is TOML alone | 4 |
//! | a rule of sequence | `plan/sequence.rs`, or only `policy.toml` where it is a figure or a phase rule | 1 |
//! | a lint | its own file in `audit/lint/`, its page in `audit/lint/explain.rs`, a bad example in `audit/lint/tests/bad.rs`, the list in `audit/lint/mod.rs` | 4 |
//! | a type of fact | `catalogue/{fact,condition}.rs`, `catalogue/load/facts.rs`, `case/{answer,mod,write,given}.rs`, `batch/fast.rs`, `matching/{compiled,tables}.rs`, `ask/tried.rs`, `explain/answers.rs`, `audit/space`, and the words for it | about 20 |
//!
//! A fact, a criterion, an offer, a caution, a source and a date need none of these: they are TOML in `catalogue/`.
