//! A catalogue as it is written: every file read, its keys and types checked, nothing resolved.

use jiff::civil::Date;

use super::{CatalogueFile, keys};
use crate::entry::keys::{Keys, misfits};
use crate::entry::{Faults, Fields, Section, WrittenContent, parse};
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};

/// The files every catalogue has, beside one for each offer.
const FILES: [(&str, &Keys); 7] = [
    ("catalogue.toml", &keys::CATALOGUE),
    ("sources.toml", &keys::SOURCES),
    ("facts.toml", &keys::FACTS),
    ("targets.toml", &keys::TARGETS),
    ("policy.toml", &keys::POLICY),
    ("cautions.toml", &keys::CAUTIONS),
    ("sheet.toml", &keys::SHEET),
];

/// The file that a catalogue may have: without it nothing can be imported.
const MAY: (&str, &Keys) = ("import.toml", &keys::IMPORT);

/// The folder of the offers' files.
const OFFERS: &str = "offers/";

/// The files of a catalogue.
#[derive(Debug)]
pub(super) struct WrittenCatalogue<'t> {
    files: Vec<WrittenFile<'t>>,
}

/// One file.
#[derive(Debug)]
pub(super) struct WrittenFile<'t> {
    pub(super) path: &'t str,
    text: u32,
    pub(super) root: Section,
}

impl WrittenFile<'_> {
    /// Its beginning.
    pub(super) fn start(&self) -> Place {
        Place::new(self.text, 0..0)
    }
}

impl<'t> WrittenCatalogue<'t> {
    /// Reads every file. Nothing where one cannot be: what refers to it would seem to be wrong as well.
    pub(super) fn read(files: &'t [CatalogueFile], texts: &Texts, faults: &Faults) -> Option<Self> {
        let mut is_whole = true;
        let mut read = Vec::new();
        for file in files {
            let parsed = match parse(texts, file.text) {
                Ok(parsed) => parsed,
                Err(problem) => {
                    faults.report(problem);
                    is_whole = false;
                    continue;
                }
            };
            is_whole &= parsed.slips.is_empty();
            let told = |problem: &Problem| parsed.slips.iter().any(|slip| slip.place == problem.place);
            let misfits = declared(&file.path).map_or_else(Vec::new, |keys| misfits(&parsed.root, keys));
            faults.report_all(misfits.into_iter().filter(|problem| !told(problem)));
            faults.report_all(parsed.slips);
            read.push(WrittenFile { path: &file.path, text: file.text, root: parsed.root });
        }
        is_whole.then_some(Self { files: read })
    }

    /// Every day on which something begins or ends, rising.
    pub(super) fn changes(&self) -> Vec<Date> {
        let mut days = Vec::new();
        for file in &self.files {
            if let Some(keys) = declared(file.path) {
                file.root.days_into(keys, &mut days);
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The catalogue's first day, where it has one.
    pub(super) fn begins(&self) -> Option<Date> {
        match self.file("catalogue.toml")?.root.get("begins")?.content {
            WrittenContent::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The files as they stand on a day.
    pub(super) fn on(&self, day: Date, faults: &Faults) -> Self {
        let on = |file: &WrittenFile<'t>| {
            let root = match declared(file.path) {
                Some(keys) => file.root.on(day, keys, faults),
                None => file.root.clone(),
            };
            WrittenFile { path: file.path, text: file.text, root }
        };
        Self { files: self.files.iter().map(on).collect() }
    }

    /// The file at a path.
    pub(super) fn file(&self, path: &str) -> Option<&WrittenFile<'t>> {
        self.files.iter().find(|file| file.path == path)
    }

    /// One of the files that every catalogue has, opened; noted as missing where it is not there.
    pub(super) fn open<'r>(&'r self, path: &str, faults: &'r Faults) -> Option<Fields<'r>> {
        let found = self.file(path);
        if found.is_none() {
            let all = FILES.map(|(path, _)| path).join(", ");
            faults.report(
                Problem::new("missing-file", format!("the catalogue has no `{path}`"))
                    .help(format!("a catalogue has {all} and one file for each offer in `offers/`")),
            );
        }
        found.map(|file| Fields::new(&file.root, faults))
    }

    /// A file that a catalogue need not have.
    pub(super) fn may_open<'r>(&'r self, path: &str, faults: &'r Faults) -> Option<Fields<'r>> {
        self.file(path).map(|file| Fields::new(&file.root, faults))
    }

    /// The files of offers.
    pub(super) fn offers(&self) -> impl Iterator<Item = &WrittenFile<'t>> {
        self.files.iter().filter(|file| file.path.starts_with(OFFERS))
    }
}

/// What the file at a path may hold, where it is one of a catalogue's.
fn declared(path: &str) -> Option<&'static Keys> {
    let found = FILES.into_iter().chain([MAY]).find(|(known, _)| *known == path).map(|(_, keys)| keys);
    found.or_else(|| path.starts_with(OFFERS).then_some(&keys::OFFER))
}
