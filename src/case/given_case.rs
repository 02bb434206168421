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
    /// Offers that need it and were accepted, each with its reason.
    pub accepted: Judged<P>,
    /// Offers decided against, each with its reason.
    pub declined: Judged<P>,
    /// The day the sentence ends, where that was given and not the weeks.
    pub sentence_ends: Option<Date>,
    /// What suggests answers to facts, and answers none.
    pub hints: Vec<(FactId, String)>,
    /// For each key, where it was given last.
    marks: Vec<Option<Mark<P>>>,
    /// Layers are counted on from case to case, so that marks of the case before need no clearing.
    layer: u64,
    first_layer: u64,
    spare_reference: String,
    spare_proposed: Vec<OfferId>,
}

/// Offers that were decided about in one way.
#[derive(Clone, Debug)]
pub struct Judged<P> {
    /// The offers, each with the reason.
    pub offers: Vec<(OfferId, String)>,
    /// Where each of them was given.
    pub places: Vec<P>,
    /// How many of them belong to layers before this one.
    before: usize,
}

impl<P: Copy> Judged<P> {
    fn new() -> Self {
        Self { offers: Vec::new(), places: Vec::new(), before: 0 }
    }

    fn clear(&mut self) {
        self.offers.clear();
        self.places.clear();
    }

    /// Takes out what an earlier layer says of an offer.
    ///
    /// # Errors
    ///
    /// Where this layer says it: where.
    fn set_aside(&mut self, offer: OfferId) -> Result<(), P> {
        let Some(at) = self.offers.iter().position(|(other, _)| *other == offer) else { return Ok(()) };
        if at >= self.before {
            return self.places.get(at).map_or(Ok(()), |first| Err(*first));
        }
        self.offers.remove(at);
        self.places.remove(at);
        self.before -= 1;
        Ok(())
    }
}

/// The offers that a practitioner decided about, each with the recorded reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgedOffers {
    /// Accepted, where they need it.
    pub accepted: Vec<(OfferId, String)>,
    /// Decided against.
    pub declined: Vec<(OfferId, String)>,
}

impl JudgedOffers {
    /// The same without the reasons, as planning reads it.
    #[must_use]
    pub fn judgement(&self) -> Judgement {
        let ids = |offers: &[(OfferId, String)]| offers.iter().map(|(offer, _)| *offer).collect();
        Judgement { accepted: ids(&self.accepted), declined: ids(&self.declined) }
    }
}

/// The offers that a practitioner decided about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Accepted, where they need it.
    pub accepted: Vec<OfferId>,
    /// Decided against.
    pub declined: Vec<OfferId>,
}

impl Judgement {
    /// Some offers accepted, and none declined.
    #[must_use]
    pub fn accepting(accepted: &[OfferId]) -> Self {
        Self { accepted: accepted.to_vec(), declined: Vec::new() }
    }
}

/// How an offer was decided about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgedAs {
    /// The practitioner accepted it.
    Accepted,
    /// The practitioner decided against it.
    Declined,
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
            accepted: Judged::new(),
            declined: Judged::new(),
            sentence_ends: None,
            hints: Vec::new(),
            marks: vec![None; CaseKey::OTHERS.len() + vocabulary.len()],
            layer: 0,
            first_layer: 1,
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
        self.declined.clear();
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

    /// The offers decided about, with the reasons.
    #[must_use]
    pub fn judged(&self) -> JudgedOffers {
        JudgedOffers { accepted: self.accepted.offers.clone(), declined: self.declined.offers.clone() }
    }

    pub(super) fn start_layer(&mut self) {
        self.layer += 1;
        for judged in [&mut self.accepted, &mut self.declined] {
            judged.before = judged.offers.len();
        }
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

    /// Forgets what was given for a fact, for the end of the sentence or for what was proposed.
    pub(super) fn set_aside(&mut self, key: CaseKey) {
        match key {
            CaseKey::Fact(fact) if self.is_given(key) => self.case.forget(fact),
            CaseKey::SentenceEnds => self.sentence_ends = None,
            CaseKey::Proposed => self.case.proposed = None,
            _ => return,
        }
        if let Some(mark) = self.marks.get_mut(key.index()) {
            *mark = None;
        }
    }

    /// Decides about an offer for a reason, in place of what an earlier layer says of it.
    ///
    /// # Errors
    ///
    /// Where this layer decides about it already: how, and where.
    pub(super) fn judge(
        &mut self,
        offer: OfferId,
        judged_as: JudgedAs,
        reason: &str,
        place: P,
    ) -> Result<(), (JudgedAs, P)> {
        self.accepted.set_aside(offer).map_err(|first| (JudgedAs::Accepted, first))?;
        self.declined.set_aside(offer).map_err(|first| (JudgedAs::Declined, first))?;
        let judged = match judged_as {
            JudgedAs::Accepted => &mut self.accepted,
            JudgedAs::Declined => &mut self.declined,
        };
        judged.offers.push((offer, reason.to_owned()));
        judged.places.push(place);
        Ok(())
    }
}
