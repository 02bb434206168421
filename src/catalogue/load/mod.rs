//! From TOML texts to a catalogue, or to every problem that stands in the way: first as written, then as understood.

mod availability;
mod condition;
mod facts;
mod import;
pub mod keys;
mod names;
mod offers;
mod parts;
mod policy;
mod relations;
mod sheet;
mod whole;
mod words;
mod written;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::fact::Vocabulary;
use super::{Catalogue, History};
use crate::entry::{Faults, Fields};
use crate::text::problem::Problem;
use crate::text::source::Texts;
use names::{Names, ids_of};
use written::WrittenCatalogue;

/// One file of a catalogue: its path below the catalogue's folder, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct CatalogueFile {
    /// Such as `facts.toml` or `offers/moving-on.toml`.
    pub path: String,
    /// Which text.
    pub text: u32,
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

/// Reads a catalogue as it stands once everything has begun and ended that it gives a day to.
///
/// # Errors
///
/// Every problem found in any of the files, in the order of the files. Where a file is not TOML, that, and beside it only what
/// the others show each for itself.
pub fn load(files: &[CatalogueFile], texts: &Texts) -> Result<Catalogue, Vec<Problem>> {
    let faults = Faults::default();
    let read = WrittenCatalogue::read(files, texts, &faults).and_then(|written| {
        let last = written.changes().last().copied().unwrap_or(Date::MAX);
        understood(&written.on(last, &faults), &faults)
    });
    match read {
        Some(catalogue) if faults.is_empty() => Ok(Catalogue { digest: digest(files, texts), ..catalogue }),
        _ => Err(faults.into_problems()),
    }
}

/// Reads a catalogue over time, every edition of it.
///
/// # Errors
///
/// As [`load`], for any of its days.
pub fn load_history(files: &[CatalogueFile], texts: &Texts) -> Result<History, Vec<Problem>> {
    let faults = Faults::default();
    let Some(written) = WrittenCatalogue::read(files, texts, &faults) else {
        return Err(faults.into_problems());
    };
    let digest = digest(files, texts);
    let begins = written.begins().unwrap_or(Date::MIN);
    let changes: Vec<Date> = written.changes().into_iter().filter(|day| *day > begins).collect();
    let editions = std::iter::once(begins).chain(changes.iter().copied()).filter_map(|day| {
        let catalogue = understood(&written.on(day, &faults), &faults)?;
        Some(Catalogue { digest: digest.clone(), ..catalogue })
    });
    let editions: Vec<Catalogue> = editions.collect();
    if faults.is_empty() { Ok(History::new(changes, editions)) } else { Err(faults.into_problems()) }
}

/// What the files mean together.
fn understood(written: &WrittenCatalogue<'_>, faults: &Faults) -> Option<Catalogue> {
    let open = |path| written.open(path, faults);
    let [head, sources, facts, targets, policy, cautions, sheet] = [
        open("catalogue.toml"),
        open("sources.toml"),
        open("facts.toml"),
        open("targets.toml"),
        open("policy.toml"),
        open("cautions.toml"),
        open("sheet.toml"),
    ];
    let (head, sources, facts) = (head?, sources?, facts?);
    let (targets, policy_file, cautions, sheet) = (targets?, policy?, cautions?, sheet?);

    let entries = offers::open(&head, written, faults);
    let sources = policy::sources(&sources);
    let ids = |file: &Fields<'_>, key| ids_of(&file.tables(key));
    let mut names = Names {
        sources: sources.iter().map(|source| source.id.clone()).collect(),
        vocabulary: Vocabulary::default(),
        targets: ids(&targets, "target"),
        offers: entries.iter().map(|offer| offer.id.text.clone()).collect(),
        kinds: ids(&policy_file, "kind"),
        vehicles: ids(&policy_file, "vehicle"),
        lanes: ids(&policy_file, "lane"),
        phases: ids(&policy_file, "phase"),
        in_kind: false,
    };
    names.vocabulary = Vocabulary::new(facts::facts(&facts, &entries, &names));
    names.vocabulary.other_words = words::other_words(&facts);
    let targets = policy::targets(&targets, &names);
    let (policy, kind_rules) = policy::policy(&policy_file, &mut names)?;
    let cautions = policy::cautions(&cautions, &names);
    let offers = offers::offers(&entries, &policy, &kind_rules, &names);
    relations::check(&offers, faults);
    let import = written.may_open("import.toml", faults);
    let import = import.map(|file| import::rules(&file, &names)).unwrap_or_default();
    let catalogue = Catalogue {
        name: head.required_text("name"),
        version: head.required_text("version"),
        begins: head.day("begins"),
        date: head.day("date"),
        review_by: head.day("review-by"),
        digest: String::new(),
        sources,
        vocabulary: names.vocabulary,
        targets,
        policy,
        cautions,
        sheet: sheet::sheet(&sheet),
        offers,
        import: import.into(),
    };
    whole::check(&catalogue, &policy_file, faults);
    Some(catalogue)
}
