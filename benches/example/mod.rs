//! Shipped examples as cases.

use goldenthread::case::{Case, read};
use goldenthread::catalogue::Catalogue;
use goldenthread::text::source::Texts;

/// The named one of some case files, given with their names.
pub fn case(catalogue: &Catalogue, files: &[(&str, &str)], name: &str) -> Case {
    let content = files.iter().find(|(known, _)| *known == name).unwrap().1;
    let mut texts = Texts::default();
    let text = texts.add(name, content);
    read::case(catalogue, &texts, text, jiff::civil::date(2026, 1, 5)).unwrap().case
}
