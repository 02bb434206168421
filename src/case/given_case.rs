//! A case together with what was given beside its answers, and where each thing was given.

use jiff::civil::Date;

use super::Case;
use super::given::CaseKey;
use crate::catalogue::{Answer, Catalogue, FactId, OfferId, Vocabulary};

/// What was given about one person, in layers laid over each other: flags over a file. `P` is a place, in whatever way the form
/// that it came in counts places.
#[derive(Clone, Debug)]
pub struct GivenCase<P> {
    /// What is known.
    pub case: Case,
    /// Exceptions and options accepted, each with its reason.
    pub accepted: Vec<(OfferId, String)>,
    /// Where each of them was accepted.
    pub accepted_at: Vec<P>,
    /// The day the sentence ends, where that was given and not the weeks.
    pub sentence_ends: Option<Date>,
    /// For each key, where it was given last.
    marks: Vec<Option<Mark<P>>>,
    /// Layers are counted on from case to case, so that marks of the case before need no clearing.
    layer: u64,
    first_layer: u64,
    /// How many of the accepted belong to layers before this one.
    accepted_before: usize,
    spare_reference: String,
    spare_proposed: Vec<OfferId>,
}

/// Where a key was given.
#[derive(Clone, Copy, Debug)]
struct Mark<P> {
    layer: u64,
    place: P,
    /// Something was given that could be used.
    is_known: bool,
}

impl<P: Copy> GivenCase<P> {
    /// Nothing given, on a day.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, day: Date) -> Self {
        Self {
            case: Case::new(vocabulary, day),
            accepted: Vec::new(),
            accepted_at: Vec::new(),
            sentence_ends: None,
            marks: vec![None; CaseKey::OTHERS.len() + vocabulary.len()],
            layer: 0,
            first_layer: 1,
            accepted_before: 0,
            spare_reference: String::new(),
            spare_proposed: Vec::new(),
        }
    }

    /// Forgets everything given but what a template knows, keeping the memory.
    #[inline]
    pub(crate) fn clear(&mut self, template: &Case) {
        if let Some(reference) = self.case.reference.take() {
            self.spare_reference = reference;
        }
        if let Some(proposed) = self.case.proposed.take() {
            self.spare_proposed = proposed;
        }
        self.case.copy_answers(template);
        self.case.as_of = template.as_of;
        self.accepted.clear();
        self.accepted_at.clear();
        self.sentence_ends = None;
        self.first_layer = self.layer + 1;
    }

    /// Sets the reference in memory used before.
    #[inline]
    pub(crate) fn set_reference(&mut self, text: &str) {
        let mut reference =
            self.case.reference.take().unwrap_or_else(|| std::mem::take(&mut self.spare_reference));
        reference.clear();
        reference.push_str(text);
        self.case.reference = Some(reference);
    }

    /// Starts the list of what was proposed in memory used before.
    #[inline]
    pub(crate) fn start_proposed(&mut self) -> &mut Vec<OfferId> {
        let mut proposed =
            self.case.proposed.take().unwrap_or_else(|| std::mem::take(&mut self.spare_proposed));
        proposed.clear();
        self.case.proposed.insert(proposed)
    }

    /// Makes an answer known, in a layer of its own.
    pub fn answer(&mut self, catalogue: &Catalogue, fact: FactId, answer: &Answer, place: P) {
        self.start_layer();
        self.case.set(&catalogue.vocabulary, fact, answer);
        self.mark(CaseKey::Fact(fact), place, true);
    }

    /// Whether something was given for a key.
    #[must_use]
    pub fn is_given(&self, key: CaseKey) -> bool {
        self.place_of(key).is_some()
    }

    /// Where a key was given.
    #[must_use]
    pub fn place_of(&self, key: CaseKey) -> Option<P> {
        self.mark_of(key).filter(|mark| mark.is_known).map(|mark| mark.place)
    }

    /// The facts that were answered, in the order of the catalogue.
    pub fn answered<'v>(&'v self, vocabulary: &'v Vocabulary) -> impl Iterator<Item = FactId> + 'v {
        vocabulary.iter().map(|(fact, _)| fact).filter(|fact| self.is_given(CaseKey::Fact(*fact)))
    }

    pub(super) fn start_layer(&mut self) {
        self.layer += 1;
        self.accepted_before = self.accepted.len();
    }

    pub(super) fn mark(&mut self, key: CaseKey, place: P, is_known: bool) {
        if let Some(mark) = self.marks.get_mut(key.index()) {
            *mark = Some(Mark { layer: self.layer, place, is_known });
        }
    }

    /// Where this layer has a key.
    pub(super) fn in_this_layer(&self, key: CaseKey) -> Option<P> {
        self.mark_of(key).filter(|mark| mark.layer == self.layer).map(|mark| mark.place)
    }

    fn mark_of(&self, key: CaseKey) -> Option<&Mark<P>> {
        self.marks.get(key.index())?.as_ref().filter(|mark| mark.layer >= self.first_layer)
    }

    /// Forgets what an earlier layer has for the end of the sentence or the weeks that remain.
    pub(super) fn set_aside(&mut self, key: CaseKey) {
        if !self.is_given(key) {
            return;
        }
        match key {
            CaseKey::Fact(fact) => self.case.forget(fact),
            _ => self.sentence_ends = None,
        }
        if let Some(mark) = self.marks.get_mut(key.index()) {
            *mark = None;
        }
    }

    /// Accepts an offer for a reason, in place of what an earlier layer says of it.
    ///
    /// # Errors
    ///
    /// Where this layer accepts it already: where.
    pub(super) fn accept(&mut self, offer: OfferId, reason: &str, place: P) -> Result<(), P> {
        if let Some(at) = self.accepted.iter().position(|(other, _)| *other == offer) {
            if at >= self.accepted_before {
                return self.accepted_at.get(at).map_or(Ok(()), |first| Err(*first));
            }
            self.accepted.remove(at);
            self.accepted_at.remove(at);
            self.accepted_before -= 1;
        }
        self.accepted.push((offer, reason.to_owned()));
        self.accepted_at.push(place);
        Ok(())
    }
}
