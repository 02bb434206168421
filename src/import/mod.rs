//! Answers from what other systems export: texts in, readings and a case file out.
//!
//! ```text
//! texts ─ Json::read ─→ Json ─ Document::find ─→ documents, each of a known shape, complete, the newest of its file
//!       ─ read ─────→ Reading     a fact, what was found, where and of which day
//!       ─ merge ────→ Imported    answers, hints, what differs, what could not be read
//!       ─ write ────→ a case file, and messages
//! ```
//!
//! Which field means which fact is the catalogue's `import.toml`. Nothing is guessed: what two files say differently is left open,
//! what is not answered stays unknown, and what only suggests an answer is a hint.

mod document;
pub mod json;
mod merge;
mod private;
mod read;
mod read_several;
mod reading;
mod spans;
pub mod words;
pub mod write;

use jiff::civil::Date;

use crate::case::Case;
use crate::catalogue::{Answer, Catalogue, FactId};
use crate::text::problem::Problem;
use crate::text::source::Texts;
use document::Document;
use json::Json;
pub use private::Private;
pub use reading::{Found, From, Reading, Unread};

/// A file to import: how it is named where something is said of it, and its text.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// Its name, without the folder.
    pub name: String,
    /// Its text among all texts.
    pub text: u32,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// It was read as this shape.
    Read(String),
    /// It is of this shape, and nothing in it answers anything for this day.
    Empty(String),
    /// It is of this shape, in which nothing is an answer: why.
    HoldsNothing(String, String),
    /// It is of this shape, and not complete: what it says instead.
    NotComplete(String, String),
    /// It is of this shape, and there is a newer one in the same file.
    Older(String),
}

/// Everything that files say together.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files, as they may be named.
    pub files: Vec<String>,
    /// For each file what it was recognised as; nothing where it is of no known shape.
    pub recognised: Vec<Vec<Recognised>>,
    /// For each answer what it rests on, in the order of the vocabulary.
    pub answers: Vec<(FactId, Answer, Vec<Reading>)>,
    /// The last day of the sentence, where that was read.
    pub sentence_ends: Option<Date>,
    /// What only suggests an answer, and what is left open because it differs, in the order of the vocabulary.
    pub hints: Vec<(FactId, Vec<Reading>)>,
    /// Facts of which different things are said.
    pub differing: Vec<(FactId, Vec<Reading>)>,
    /// Values that could not be read.
    pub unread: Vec<Unread>,
    /// The sorts of private values that were found and not written.
    pub not_written: Vec<String>,
    /// Files in which nothing says whose they are, where there is more than one.
    pub nameless: Vec<usize>,
}

impl Imported {
    /// Whether anything was found that a person has to look at, beside hints.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        let is_read = |one: &Recognised| matches!(one, Recognised::Read(_) | Recognised::Older(_));
        let whole = |of: &Vec<Recognised>| !of.is_empty() && of.iter().all(is_read);
        !self.differing.is_empty() || !self.unread.is_empty() || !self.recognised.iter().all(whole)
    }

    /// Whether nothing was read at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.hints.is_empty()
    }

    /// The answers as a case.
    #[must_use]
    pub fn case(&self, catalogue: &Catalogue, day: Date) -> Case {
        let mut case = Case::new(&catalogue.vocabulary, day);
        for (fact, answer, _) in &self.answers {
            case.set(&catalogue.vocabulary, *fact, answer);
        }
        case
    }
}

/// Reads files for a plan of a day.
///
/// # Errors
///
/// Where the catalogue says nothing of other systems, a text is not JSON, or files are of two persons.
pub fn import(
    catalogue: &Catalogue,
    day: Date,
    texts: &Texts,
    files: &[ImportFile],
) -> Result<Imported, Vec<Problem>> {
    let rules = &catalogue.import;
    if rules.shapes.is_empty() {
        let problem =
            Problem::new("nothing-to-import", "this catalogue does not say how to read exported files");
        return Err(vec![problem.help("add an `import.toml` to it, or use the catalogue that is shipped")]);
    }
    let mut problems = Vec::new();
    let mut roots = Vec::new();
    for file in files {
        let content = texts.get(file.text).map_or("", |text| text.content.as_str());
        match Json::read(content) {
            Ok(json) => roots.push(json),
            Err(error) => problems.push(words::not_json(file, content, &error)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut private = Private::default();
    roots.iter().for_each(|root| private.add(root, &rules.private));
    let names: Vec<String> = (files.iter().enumerate())
        .map(|(at, file)| {
            let hidden = private.is_private(&file.name);
            if hidden { format!("file {}", at + 1) } else { private.shown(&file.name) }
        })
        .collect();
    let documents: Vec<Vec<Document<'_>>> = roots.iter().map(|root| Document::find(root, rules)).collect();
    let nameless = words::one_person(rules, &names, &roots, &documents).map_err(|problem| vec![problem])?;

    let mut recognised = Vec::new();
    let mut readings = Vec::new();
    let mut unread = Vec::new();
    for (file, found) in documents.iter().enumerate() {
        let (kept, told) = document::newest(found, &private);
        for document in kept {
            let reader = read::Reader { catalogue, day, document, file, private: &private };
            reader.read(&mut readings, &mut unread);
        }
        let gave = |shape: &String| {
            let of = |from: &From| from.file == file && from.shape == *shape;
            readings.iter().any(|reading| of(&reading.from)) || unread.iter().any(|unread| of(&unread.from))
        };
        let told = told.into_iter().map(|one| match one {
            Recognised::Read(shape) if !gave(&shape) => Recognised::Empty(shape),
            other => other,
        });
        recognised.push(told.collect());
    }
    let merged = merge::merge(catalogue, readings);
    Ok(Imported {
        files: names,
        recognised,
        answers: merged.answers,
        sentence_ends: merged.sentence_ends,
        hints: merged.hints,
        differing: merged.differing,
        unread,
        not_written: private.found,
        nameless,
    })
}
