//! Every value of the files as written, with its place: what the checks of names, words and sources read.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::catalogue::CatalogueFile;
use crate::text::source::{Place, Texts};

/// One value.
#[derive(Clone, Debug)]
pub struct Written {
    /// The file's path below the catalogue's folder.
    pub path: String,
    /// The keys that lead to it, the innermost last; items of a list share their list's key.
    pub keys: Vec<String>,
    /// Its text, where it is one.
    pub text: Option<String>,
    /// Where the value is.
    pub place: Place,
}

impl Written {
    /// The innermost key.
    #[must_use]
    pub fn key(&self) -> &str {
        self.keys.last().map_or("", String::as_str)
    }

    /// The key around the innermost one.
    #[must_use]
    pub fn around(&self) -> &str {
        self.keys.iter().rev().nth(1).map_or("", String::as_str)
    }
}

/// Every value that is not a table or a list, in the order of the files and of their keys.
#[must_use]
pub fn values(files: &[CatalogueFile], texts: &Texts) -> Vec<Written> {
    let mut all = Vec::new();
    for file in files {
        let Some(text) = texts.get(file.text) else { continue };
        let content = text.content.strip_prefix('\u{feff}').unwrap_or(&text.content);
        let shift = text.content.len() - content.len();
        let (table, _) = DeTable::parse_recoverable(content);
        let mut walk = Walk { path: &file.path, text: file.text, shift, keys: Vec::new(), all: &mut all };
        walk.table(table.get_ref());
    }
    all
}

struct Walk<'w> {
    path: &'w str,
    text: u16,
    shift: usize,
    keys: Vec<String>,
    all: &'w mut Vec<Written>,
}

impl Walk<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            self.keys.push(key.get_ref().to_string());
            self.value(value);
            self.keys.pop();
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => self.table(table),
            DeValue::Array(items) => items.iter().for_each(|item| self.value(item)),
            other => {
                let offset = |at: usize| u32::try_from(at + self.shift).unwrap_or(u32::MAX);
                let span = value.span();
                self.all.push(Written {
                    path: self.path.to_owned(),
                    keys: self.keys.clone(),
                    text: if let DeValue::String(text) = other { Some(text.to_string()) } else { None },
                    place: Place { text: self.text, start: offset(span.start), end: offset(span.end) },
                });
            }
        }
    }
}
