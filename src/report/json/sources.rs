//! Where reasons are written, each place once: a plan names it by a key, and tells what it is at the end.

use std::collections::HashMap;

use crate::catalogue::{Catalogue, Citation};
use crate::report::footnotes;
use crate::text::json::{comma, text};

/// The places that a catalogue cites. A place has the same key in every plan by one edition, whichever plan was written before.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    numbers: HashMap<Citation, u32>,
    /// Each place as it is told, by its number.
    told: Vec<Vec<u8>>,
    /// Which of them the plan that is being written names.
    named: Vec<bool>,
}

impl Sources {
    /// Numbers every place that a catalogue cites, in the order of the catalogue.
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut sources = Self { numbers: HashMap::new(), told: Vec::new(), named: Vec::new() };
        for citation in catalogue.citations() {
            sources.number(catalogue, citation);
        }
        sources
    }

    /// The numbers of some places, each once.
    pub(super) fn numbers<'c>(
        &mut self,
        catalogue: &Catalogue,
        citations: impl IntoIterator<Item = &'c Citation>,
    ) -> Vec<u32> {
        let mut numbers = Vec::new();
        for citation in citations {
            let number = self.number(catalogue, citation);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    fn number(&mut self, catalogue: &Catalogue, citation: &Citation) -> u32 {
        if let Some(number) = self.numbers.get(citation) {
            return *number;
        }
        let number = self.told.len() as u32;
        self.numbers.insert(citation.clone(), number);
        self.told.push(told(catalogue, citation, number));
        self.named.push(false);
        number
    }

    /// Writes the keys of some places as a list.
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
    footnotes::key(number as usize + 1)
}

/// A key with what it stands for.
fn told(catalogue: &Catalogue, citation: &Citation, number: u32) -> Vec<u8> {
    let mut out = Vec::new();
    text(&mut out, &key(number));
    out.extend_from_slice(b":{");
    for (index, (name, value)) in footnotes::told(catalogue, citation).enumerate() {
        comma(&mut out, index);
        text(&mut out, name);
        out.push(b':');
        text(&mut out, value);
    }
    out.push(b'}');
    out
}
