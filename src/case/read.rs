//! A case from a TOML file: one flat table, and `accept` as a table from offers to reasons.

use jiff::civil::Date;

use super::given::{CaseKey, Door, Given, GivenItem, GivenPair, GivenValue};
use super::given_case::GivenCase;
use super::reader::CaseReader;
use crate::catalogue::Catalogue;
use crate::entry::{WrittenContent, WrittenItem, parse};
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};

/// The table of a case file in which something suggests an answer and waits to be confirmed. Only a file has it: where nobody can be
/// asked, a hint helps nobody.
pub const HINTS: &str = "hints";

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
        if keyed.key == HINTS {
            problems.extend(hints(reader, &keyed.item, case));
            continue;
        }
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

/// Takes hints: a text for each fact. Says what is no hint.
fn hints(reader: &CaseReader<'_>, item: &WrittenItem, case: &mut GivenCase<Place>) -> Vec<Problem> {
    let WrittenContent::Table(section) = &item.content else {
        let problem = Problem::new("wrong-type", format!("`{HINTS}` is a table of facts, each with a text"));
        return vec![problem.at(item.place).help("such as `[hints]` and below it `alcohol-use = \"…\"`")];
    };
    let mut problems = Vec::new();
    for keyed in &section.keyed {
        match (reader.key(&keyed.key), keyed.item.text()) {
            (Ok(CaseKey::Fact(fact)), Some(says)) => case.hints.push((fact, says.to_owned())),
            (Ok(CaseKey::Fact(_)), None) => {
                let problem =
                    Problem::new("wrong-type", format!("a hint is a text, found {}", keyed.item.kind()));
                problems.push(problem.at(keyed.item.place).help("say in quotes what suggests an answer"));
            }
            (Ok(_), _) => {
                let problem = Problem::new("unknown-key", format!("`{}` is no fact to hint at", keyed.key));
                problems.push(problem.at(keyed.place).help("`goldenthread facts` lists the facts"));
            }
            (Err(unknown), _) => problems.push(unknown.at(|()| keyed.place).into()),
        }
    }
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
