//! What is exported, found by its shape: the whole file, the entries of a list, or a part inside of it.

use jiff::civil::Date;

use super::json::Json;
use super::{Private, Recognised};
use crate::catalogue::ImportRules;
use crate::catalogue::import::Shape;
use crate::text::wording::folded;

/// One thing of a known shape.
#[derive(Clone, Debug)]
pub struct Document<'r> {
    /// Its shape.
    pub shape: &'r Shape,
    /// What it holds.
    pub json: Json,
    /// The day it is of, where it says so.
    pub date: Option<Date>,
    /// What it says of itself, where that is not that it is complete.
    incomplete: Option<String>,
}

impl<'r> Document<'r> {
    /// Everything of a known shape in a file.
    pub fn find(root: &Json, rules: &'r ImportRules) -> Vec<Self> {
        let tops: Vec<&Json> = match root {
            Json::List(entries) => entries.iter().collect(),
            other => vec![other],
        };
        let mut found = Vec::new();
        for shape in &rules.shapes {
            for top in &tops {
                let inside = shape.within.iter().flat_map(|path| top.at(path));
                let all = std::iter::once((*top).clone()).chain(inside);
                found.extend(all.filter(|json| is_of(json, shape)).map(|json| Self::new(shape, json)));
            }
        }
        found
    }

    fn new(shape: &'r Shape, json: Json) -> Self {
        let said = |spot: &_| json.first(spot).and_then(|(_, values)| values.first().and_then(Json::text));
        let incomplete = shape.status.as_ref().and_then(said);
        let incomplete = incomplete.filter(|status| !shape.complete.contains(&folded(status)));
        let date = shape.date.as_ref().and_then(said).and_then(|text| date_of(&text));
        Self { shape, date, incomplete, json }
    }
}

/// The date that a date and time begins with.
pub fn date_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

fn is_of(json: &Json, shape: &Shape) -> bool {
    let any = shape.has_any.is_empty() || shape.has_any.iter().any(|path| json.knows(path));
    shape.has.iter().all(|path| json.knows(path)) && any && !shape.lacks.iter().any(|path| json.knows(path))
}

/// The documents of a file that are read: those that are complete, and of several of one shape the newest. What is said of all of
/// them stands beside.
pub fn newest<'d, 'r>(
    found: &'d [Document<'r>],
    private: &Private,
) -> (Vec<&'d Document<'r>>, Vec<Recognised>) {
    let mut kept = Vec::new();
    let mut told = Vec::new();
    for document in found {
        let (shape, name) = (document.shape, document.shape.name.clone());
        let of_shape = || found.iter().filter(|other| other.shape.id == shape.id);
        let newer = of_shape().any(|other| other.incomplete.is_none() && other.date > document.date);
        let is_dated = document.date.is_some();
        let said = if let Some(why) = &shape.nothing {
            Recognised::HoldsNothing(name, why.clone())
        } else if let Some(status) = &document.incomplete {
            Recognised::NotComplete(name, private.shown(status))
        } else if newer && is_dated && !shape.every {
            Recognised::Older(name)
        } else {
            kept.push(document);
            Recognised::Read(name)
        };
        if !told.contains(&said) {
            told.push(said);
        }
    }
    told.sort_by_key(|one| !matches!(one, Recognised::Read(_)));
    (kept, told)
}
