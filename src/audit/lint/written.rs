//! Every value of the files as written, with its place: what the checks of names, words and sources read.

use crate::catalogue::CatalogueFile;
use crate::entry::parse;
use crate::text::source::{Place, Texts};

/// One value.
#[derive(Clone, Debug)]
pub struct WrittenValue {
    /// The file's path below the catalogue's folder.
    pub path: String,
    /// The keys that lead to it, the innermost last; items of a list share their list's key.
    pub keys: Vec<String>,
    /// Its text, where it is one.
    pub text: Option<String>,
    /// Where the value is.
    pub place: Place,
}

impl WrittenValue {
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
pub fn values(files: &[CatalogueFile], texts: &Texts) -> Vec<WrittenValue> {
    let mut all = Vec::new();
    for file in files {
        let Ok(parsed) = parse(texts, file.text) else { continue };
        parsed.root.each_value(&mut |keys, item| {
            all.push(WrittenValue {
                path: file.path.clone(),
                keys: keys.iter().map(|key| (*key).to_owned()).collect(),
                text: item.text().map(str::to_owned),
                place: item.place,
            });
        });
    }
    all
}
