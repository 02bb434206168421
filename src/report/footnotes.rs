//! Sources once: each place that a report cites has a number, and what it is stands at the end.

use crate::catalogue::{Catalogue, Citation};

/// The places that a report cites, numbered in the order of their first mention.
#[derive(Clone, Debug, Default)]
pub struct Footnotes<'r>(Vec<&'r Citation>);

impl<'r> Footnotes<'r> {
    /// The number of a place, from 1.
    pub fn number(&mut self, citation: &'r Citation) -> usize {
        let at = self.0.iter().position(|known| *known == citation).unwrap_or_else(|| {
            self.0.push(citation);
            self.0.len() - 1
        });
        at + 1
    }

    /// The numbers of some places as they stand after a sentence in plain text, such as `[2] [5]`; nothing where there are none.
    pub fn marks(&mut self, citations: &'r [Citation]) -> String {
        let marks = citations.iter().map(|citation| format!("[{}]", self.number(citation)));
        marks.collect::<Vec<_>>().join(" ")
    }

    /// The keys of some places, as they are named in JSON.
    pub(crate) fn keys(&mut self, citations: &'r [Citation]) -> Vec<String> {
        citations.iter().map(|citation| key(self.number(citation))).collect()
    }

    /// Every place with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'r Citation)> + '_ {
        self.0.iter().enumerate().map(|(index, citation)| (index + 1, *citation))
    }
}

/// The key of a numbered place in JSON.
pub(crate) fn key(number: usize) -> String {
    format!("s{number}")
}

/// What there is to tell of a place, by the keys of JSON.
pub(crate) fn told<'c>(
    catalogue: &'c Catalogue,
    citation: &'c Citation,
) -> impl Iterator<Item = (&'static str, &'c str)> {
    let source = &catalogue.sources[citation.source.index()];
    [
        ("title", Some(source.title.as_str())),
        ("publisher", Some(source.publisher.as_str())),
        ("date", Some(source.date.as_str())),
        ("heading", Some(citation.heading.as_str())),
        ("address", source.address.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SourceId;

    #[test]
    fn a_place_keeps_the_number_of_its_first_mention() {
        let place = |heading: &str| Citation { source: SourceId(0), heading: heading.to_owned() };
        let places = [place("Length"), place("Whom"), place("Length")];
        let mut footnotes = Footnotes::default();
        assert_eq!(footnotes.marks(&places), "[1] [2] [1]");
        assert_eq!(footnotes.keys(&places[1..2]), ["s2"]);
        assert_eq!(footnotes.marks(&[]), "");
        assert_eq!(footnotes.iter().count(), 2, "and is told once");
    }
}
