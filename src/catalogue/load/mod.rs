//! From TOML texts to a catalogue, or to every problem that stands in the way.

mod condition;
mod entry;
mod facts;
pub mod keys;
mod offers;
mod parts;
mod policy;
mod relations;
mod whole;

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

use super::Catalogue;
use super::fact::Vocabulary;
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};
use entry::{Entry, Reader, Written};

/// One file of a catalogue: its path below the catalogue's folder, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct CatalogueFile {
    /// Such as `facts.toml` or `offers/moving-on.toml`.
    pub path: String,
    /// Which text.
    pub text: u16,
}

/// The files every catalogue has, beside one for each offer.
const FILES: [&str; 6] =
    ["catalogue.toml", "sources.toml", "facts.toml", "targets.toml", "policy.toml", "cautions.toml"];

/// Names that other parts of the catalogue refer to.
struct Names {
    sources: Vec<String>,
    vocabulary: Vocabulary,
    targets: Vec<String>,
    offers: Vec<String>,
    kinds: Vec<String>,
    vehicles: Vec<String>,
    lanes: Vec<String>,
    phases: Vec<String>,
    /// Reading a criterion that belongs to a kind, where `this-offer` may stand.
    in_kind: bool,
}

impl Names {
    fn facts(&self) -> impl Iterator<Item = &str> + Clone {
        self.vocabulary.keys()
    }
}

/// The SHA-256 of the files' contents, one after the other in the order of their paths, in lower-case hexadecimal.
#[must_use]
pub fn digest(files: &[CatalogueFile], texts: &Texts) -> String {
    let mut ordered: Vec<&CatalogueFile> = files.iter().collect();
    ordered.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    for file in ordered {
        if let Some(text) = texts.get(file.text) {
            hash.update(text.content.as_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a catalogue.
///
/// # Errors
///
/// Every problem found in any of the files, in the order of the files.
pub fn load(files: &[CatalogueFile], texts: &Texts) -> Result<Catalogue, Vec<Problem>> {
    let reader = Reader::default();
    let contents: Vec<Cow<'_, str>> =
        files.iter().map(|file| unmarked(texts.get(file.text).map_or("", |text| &text.content))).collect();
    let documents = parse(files, &contents, &reader);
    let catalogue = build(&documents, &reader).map(|mut catalogue| {
        catalogue.digest = digest(files, texts);
        catalogue
    });
    let mut problems = reader.into_problems();
    match catalogue {
        Some(catalogue) if problems.is_empty() => Ok(catalogue),
        _ => {
            problems.sort_by_key(|problem| problem.place);
            problems.dedup();
            Err(problems)
        }
    }
}

/// A parsed file.
struct Document<'t> {
    path: &'t str,
    text: u16,
    table: Spanned<DeTable<'t>>,
}

/// The content with blanks in the place of a byte-order mark, so that every place in it stays where it is.
fn unmarked(content: &str) -> Cow<'_, str> {
    content.strip_prefix('\u{feff}').map_or(Cow::Borrowed(content), |rest| Cow::Owned(format!("   {rest}")))
}

fn parse<'t>(files: &'t [CatalogueFile], contents: &'t [Cow<'t, str>], reader: &Reader) -> Vec<Document<'t>> {
    let mut documents = Vec::new();
    for (file, content) in files.iter().zip(contents) {
        let (table, errors) = DeTable::parse_recoverable(content);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            reader.report(Problem::new("not-toml", error.message()).at(entry::place(file.text, span)));
        }
        documents.push(Document { path: &file.path, text: file.text, table });
    }
    documents
}

fn build(documents: &[Document<'_>], reader: &Reader) -> Option<Catalogue> {
    let open = |path: &str, declared: &'static keys::Table| {
        let found = documents.iter().find(|document| document.path == path);
        if found.is_none() {
            reader.report(Problem::new("missing-file", format!("the catalogue has no `{path}`")).help(
                format!("a catalogue has {} and one file for each offer in `offers/`", FILES.join(", ")),
            ));
        }
        found.map(|d| Entry::new(reader, d.table.get_ref(), d.text, d.table.span(), declared))
    };
    let head = open("catalogue.toml", &keys::CATALOGUE);
    let sources = open("sources.toml", &keys::SOURCES);
    let facts = open("facts.toml", &keys::FACTS);
    let targets = open("targets.toml", &keys::TARGETS);
    let policy = open("policy.toml", &keys::POLICY);
    let cautions = open("cautions.toml", &keys::CAUTIONS);
    let (head, sources, facts, targets, policy, cautions) =
        (head?, sources?, facts?, targets?, policy?, cautions?);

    let (entries, ids) = offers::open(&head, documents, reader);
    let sources = policy::sources(&sources);
    let mut names = Names {
        sources: sources.iter().map(|source| source.id.clone()).collect(),
        vocabulary: Vocabulary::default(),
        targets: ids_of(&targets.tables("target")),
        offers: ids,
        kinds: ids_of(&policy.tables("kind")),
        vehicles: ids_of(&policy.tables("vehicle")),
        lanes: ids_of(&policy.tables("lane")),
        phases: ids_of(&policy.tables("phase")),
        in_kind: false,
    };
    names.vocabulary = Vocabulary::new(facts::facts(&facts, &entries, &names));
    let targets = policy::targets(&targets, &names);
    let policy_file = policy;
    let (policy, kind_rules) = policy::policy(&policy_file, &mut names)?;
    let cautions = policy::cautions(&cautions, &names);
    let offers = offers::offers(&entries, &policy, &kind_rules, &names);
    relations::check(&offers, reader);
    let catalogue = Catalogue {
        name: head.required_text("name"),
        version: head.required_text("version"),
        date: head.date("date"),
        review_by: head.date("review-by"),
        digest: String::new(),
        sources,
        vocabulary: names.vocabulary,
        targets,
        policy,
        cautions,
        offers,
    };
    whole::check(&catalogue, &policy_file, reader);
    Some(catalogue)
}

/// The ids of a list of tables. An id given twice is a problem.
fn ids_of(tables: &[Entry<'_>]) -> Vec<String> {
    let mut ids: Vec<Written> = Vec::new();
    for table in tables {
        let id = Written { text: table.id("id"), place: table.place() };
        unique(table.reader(), &ids, &id);
        ids.push(id);
    }
    ids.into_iter().map(|id| id.text).collect()
}

/// Notes an id that was already used.
fn unique(reader: &Reader, earlier: &[Written], id: &Written) {
    if let Some(first) = earlier.iter().find(|first| first.text == id.text) {
        reader.report(duplicate(&id.text, id.place, first.place));
    }
}

fn duplicate(id: &str, place: Place, first: Place) -> Problem {
    Problem::new("duplicate-id", format!("`{id}` is used twice")).at(place).and_at(first, "first used here")
}
