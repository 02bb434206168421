//! Where reasons are written, each place once: a plan names it by a key, and tells what it is at the end.

use std::collections::HashMap;

use crate::catalogue::offer::{Availability, Note};
use crate::catalogue::{Catalogue, Citation};
use crate::text::json::{comma, text};

/// The places that a catalogue cites. A place has the same number, and so the same key, in every plan by one edition.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    numbers: HashMap<Citation, u32>,
    /// What is told of each, by its number.
    told: Vec<Vec<u8>>,
    /// Those that the plan that is being written names.
    named: Vec<bool>,
}

impl Sources {
    /// Numbers every place that a catalogue cites, in the order of the catalogue.
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut sources = Self { numbers: HashMap::new(), told: Vec::new(), named: Vec::new() };
        for citation in cited(catalogue) {
            if !sources.numbers.contains_key(citation) {
                let number = sources.told.len() as u32;
                sources.numbers.insert(citation.clone(), number);
                sources.told.push(told(catalogue, citation, number));
            }
        }
        sources.named.resize(sources.told.len(), false);
        sources
    }

    /// The numbers of some places; one that the catalogue does not cite has none.
    pub(super) fn numbers(&self, citations: &[Citation]) -> Box<[u32]> {
        citations.iter().filter_map(|citation| self.numbers.get(citation).copied()).collect()
    }

    /// Writes keys as a list.
    pub(super) fn write_keys(numbers: &[u32], out: &mut Vec<u8>) {
        out.push(b'[');
        for (index, number) in numbers.iter().enumerate() {
            comma(out, index);
            text(out, &key(*number));
        }
        out.push(b']');
    }

    /// Notes that the plan names some places.
    #[inline]
    pub(super) fn name(&mut self, numbers: &[u32]) {
        for number in numbers {
            if let Some(named) = self.named.get_mut(*number as usize) {
                *named = true;
            }
        }
    }

    /// Writes what the places are that were named since this was done last, as an object.
    pub(super) fn write_named(&mut self, out: &mut Vec<u8>) {
        out.push(b'{');
        let mut count = 0;
        for (told, named) in self.told.iter().zip(&mut self.named) {
            if std::mem::take(named) {
                comma(out, count);
                out.extend_from_slice(told);
                count += 1;
            }
        }
        out.push(b'}');
    }
}

fn key(number: u32) -> String {
    format!("s{}", number + 1)
}

/// A key with what it stands for.
fn told(catalogue: &Catalogue, citation: &Citation, number: u32) -> Vec<u8> {
    let source = &catalogue.sources[citation.source.index()];
    let mut out = Vec::new();
    let parts = [
        ("title", Some(&source.title)),
        ("publisher", Some(&source.publisher)),
        ("date", Some(&source.date)),
        ("heading", Some(&citation.heading)),
        ("address", source.address.as_ref()),
    ];
    text(&mut out, &key(number));
    out.extend_from_slice(b":{");
    for (index, (name, value)) in parts.iter().filter_map(|(name, value)| Some((name, (*value)?))).enumerate()
    {
        comma(&mut out, index);
        text(&mut out, name);
        out.push(b':');
        text(&mut out, value);
    }
    out.push(b'}');
    out
}

/// Every place that a plan can name, in the order of the catalogue; many come more than once.
fn cited(catalogue: &Catalogue) -> impl Iterator<Item = &Citation> {
    let offers = catalogue.offers.iter().flat_map(|offer| {
        let windows: &[_] = match &offer.availability {
            Availability::Windows(windows) => windows,
            Availability::Never(_) => &[],
        };
        let never: Option<&Note> = match &offer.availability {
            Availability::Never(why) => Some(why),
            Availability::Windows(_) => None,
        };
        let exceptions = offer.criteria.iter().filter_map(|criterion| criterion.exception.as_ref());
        (offer.source.iter())
            .chain(never.into_iter().flat_map(|why| &why.source))
            .chain(windows.iter().flat_map(|window| &window.source))
            .chain(offer.criteria.iter().flat_map(|criterion| &criterion.source))
            .chain(exceptions.flat_map(|exception| &exception.source))
            .chain(&offer.vehicle.source)
            .chain(&offer.delivery.source)
    });
    let targets = catalogue.targets.iter().flat_map(|target| &target.source);
    let cautions = catalogue.cautions.iter().flat_map(|caution| &caution.source);
    offers.chain(targets).chain(cautions).chain(&catalogue.policy.sequence.source)
}
