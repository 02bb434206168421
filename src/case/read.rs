//! A case from a TOML file: one flat table, and `accept` as a table from offers to reasons.

use jiff::civil::Date;

use super::given::{Door, Given, GivenItem, GivenPair, GivenValue};
use super::given_case::GivenCase;
use super::reader::CaseReader;
use crate::catalogue::Catalogue;
use crate::entry::{WrittenContent, WrittenItem, parse};
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};

/// The case that a file gives by itself, for a plan of its day, or else of the day given.
///
/// # Errors
///
/// Every problem found, each with its place, in the order of the file.
pub fn case(
    catalogue: &Catalogue,
    texts: &Texts,
    text: u32,
    day: Date,
) -> Result<GivenCase<Place>, Vec<Problem>> {
    let reader = CaseReader::new(catalogue, Door::File);
    let mut case = GivenCase::new(&catalogue.vocabulary, day);
    let problems = toml(&reader, texts, text, &mut case);
    if !problems.is_empty() {
        return Err(problems);
    }
    reader.settle(&mut case).map_err(|refusal| vec![refusal.into()])?;
    Ok(case)
}

/// Lays what a file gives over a case. Says every problem found, each with its place, in the order of the file.
pub fn toml(reader: &CaseReader<'_>, texts: &Texts, text: u32, case: &mut GivenCase<Place>) -> Vec<Problem> {
    let parsed = match parse(texts, text) {
        Ok(parsed) => parsed,
        Err(problem) => return vec![problem],
    };
    let mut problems = parsed.slips;
    let mut given = Vec::new();
    for keyed in &parsed.root.keyed {
        match reader.key(&keyed.key) {
            Ok(key) => given.push(Given { key, value: (&keyed.item).into(), place: keyed.item.place }),
            Err(unknown) => problems.push(unknown.at(|()| keyed.place).into()),
        }
    }
    problems.extend(reader.read(given, case).into_iter().map(Problem::from));
    problems.sort_by_key(|problem| problem.place);
    problems.dedup_by(|a, b| a.place == b.place);
    problems
}

impl<'i> From<&'i WrittenItem> for GivenValue<'i, Place> {
    fn from(item: &'i WrittenItem) -> Self {
        match &item.content {
            WrittenContent::YesNo(yes) => Self::Boolean(*yes),
            WrittenContent::Whole(number) => Self::Integer(*number),
            WrittenContent::Text(text) => Self::Text(text.into()),
            WrittenContent::Day(day) => Self::Text(day.to_string().into()),
            WrittenContent::List(items) => {
                let item = |item: &'i WrittenItem| GivenItem {
                    text: item.text().map(Into::into).ok_or(item.kind()),
                    place: item.place,
                };
                Self::List(items.iter().map(item).collect())
            }
            WrittenContent::Table(section) => {
                let pairs = section.keyed.iter().map(|keyed| GivenPair {
                    name: keyed.key.as_str().into(),
                    says: keyed.item.text().unwrap_or_default().into(),
                    place: keyed.place,
                });
                Self::Table(pairs.collect())
            }
            WrittenContent::Odd { text, .. } => Self::Odd(text.into()),
        }
    }
}
