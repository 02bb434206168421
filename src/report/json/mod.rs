//! A plan as one JSON object on one line.
//!
//! A source is named by its key and told once, in `sources`. Of an offer that is excluded `because` has the check that decided, and
//! `also_not_met` names the others that are not met; of every other offer it has every check. What has to be arranged is told of
//! offers that are not excluded. Beside what the form promises a check has `presumed`, `planning_policy` and `not_confirmed_since`
//! where there is something to say.

mod head;
mod kept;
mod reasons;
mod sources;

use jiff::civil::Date;

use crate::case::UNAVAILABLE;
use crate::catalogue::{Answers, Catalogue, FactId, OfferId};
use crate::ids::{self, Members, SetRef, ValueId};
use crate::outcome::{Outcome, Reason};
use crate::reasons::PlannedCase;
use crate::reasons::caution::CautionGiven;
use crate::reasons::extent::Extent;
use crate::reasons::{caution, confirmed, package, unmet};
use crate::text::json::{comma, list, number, text, truth};
pub(crate) use head::Head;
use kept::Kept;
use reasons::Reasons;
use sources::Sources;

/// The name and version of the form. Later versions add keys and never change these.
pub const SCHEMA: &str = "goldenthread.plan/2";

/// Writes plans by one catalogue as JSON.
///
/// Much of a plan is the same from case to case: what each offer is, and its reasons wherever they come out alike. A writer keeps
/// those pieces from the first time, so one that is used again only copies them.
#[derive(Clone, Debug)]
pub struct Writer {
    head: Head,
    /// For each offer and reason, what the offer is and what became of it.
    offers: Kept<()>,
    reasons: Reasons,
    sources: Sources,
    brief: bool,
}

impl Writer {
    /// A writer for plans by a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        Self {
            head: Head::new(catalogue, SCHEMA),
            offers: Kept::new(catalogue.offers.len() * Reason::ALL.len()),
            reasons: Reasons::new(catalogue),
            sources: Sources::new(catalogue),
            brief: false,
        }
    }

    /// The same, where an excluded offer has only the check that decided, the names of the others that are not met, and nothing to
    /// arrange. That is about half as long.
    #[must_use]
    pub fn brief(self) -> Self {
        Self { brief: true, ..self }
    }

    /// Writes a plan as one JSON object with no line break, so that a line stands alone.
    pub fn write(&mut self, planned: &PlannedCase<'_>, out: &mut Vec<u8>) {
        let catalogue = planned.catalogue();
        self.head.write(planned.case, out);
        out.extend_from_slice(b",\"answers\":{");
        answers(planned, out);
        out.extend_from_slice(b"},\"accepted\":");
        judged(catalogue, planned.accepted, out);
        out.extend_from_slice(b",\"declined\":");
        judged(catalogue, planned.declined, out);
        out.extend_from_slice(b",\"presumed\":");
        keys(catalogue, out, planned.presumed);
        out.extend_from_slice(b",\"rests_on\":");
        match confirmed::says(planned) {
            Some(says) => text(out, &says),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"offers\":[");
        for offer in ids::all::<OfferId>(catalogue.offers.len()) {
            comma(out, offer.index());
            self.offer(planned, offer, out);
        }
        out.extend_from_slice(b"],");
        write_plan(planned, out);
        out.extend_from_slice(b",\"questions\":");
        list(out, planned.questions, |out, question| text(out, &catalogue.fact(question.fact).key));
        out.extend_from_slice(b",\"cautions\":");
        list(out, caution::each(planned), |out, given| self.caution(catalogue, &given, out));
        out.extend_from_slice(b",\"sources\":");
        self.sources.write_named(out);
        out.push(b'}');
    }

    fn caution(&mut self, catalogue: &Catalogue, given: &CautionGiven<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"id\":");
        text(out, &given.caution.id);
        out.extend_from_slice(b",\"weight\":");
        text(out, given.caution.weight.code());
        out.extend_from_slice(b",\"says\":");
        text(out, &given.says);
        out.extend_from_slice(b",\"sources\":");
        let numbers = self.sources.numbers(catalogue, given.source(catalogue));
        self.sources.name(&numbers);
        Sources::write_keys(&numbers, out);
        out.push(b'}');
    }

    fn offer(&mut self, planned: &PlannedCase<'_>, id: OfferId, out: &mut Vec<u8>) {
        let catalogue = planned.catalogue();
        let offer = catalogue.offer(id);
        let reason = planned.decision.reasons[id.index()];
        let (opening, ()) = self.offers.piece(id.index() * Reason::ALL.len() + reason as usize, |bytes| {
            bytes.extend_from_slice(b"{\"id\":");
            text(bytes, &offer.id);
            bytes.extend_from_slice(b",\"name\":");
            text(bytes, &offer.name);
            bytes.extend_from_slice(b",\"kind\":");
            text(bytes, &catalogue.kind_of(id).id);
            bytes.extend_from_slice(b",\"outcome\":");
            text(bytes, reason.outcome().code());
            bytes.extend_from_slice(b",\"reason\":");
            text(bytes, reason.code());
            bytes.extend_from_slice(b",\"confirmed\":");
        });
        out.extend_from_slice(opening);
        match confirmed::delivered_up_to(planned, id) {
            Some(confirmed) => day(out, confirmed),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"targets\":");
        let targets = offer.targets.iter().filter(|target| planned.is_present(**target));
        list(out, targets, |out, target| text(out, &catalogue.target(*target).id));
        out.extend_from_slice(b",\"missing\":");
        keys(catalogue, out, &planned.planner.missing(id, planned.decision));
        let named = |out: &mut Vec<u8>, when: bool| {
            let by = planned.decision.because_of.iter().filter(|(of, _)| when && *of == id);
            list(out, by, |out, (_, by)| text(out, &catalogue.offer(*by).id));
        };
        out.extend_from_slice(b",\"depends_on\":");
        named(out, reason != Reason::Displaced);
        out.extend_from_slice(b",\"displaced_by\":");
        named(out, reason == Reason::Displaced);
        out.extend_from_slice(b",\"because\":[");
        let also_not_met = self.reasons.write(planned, id, !self.brief, &mut self.sources, out);
        out.push(b']');
        if !also_not_met.is_empty() {
            out.extend_from_slice(b",\"also_not_met\":");
            list(out, also_not_met, |out, check| text(out, check.id(catalogue, id)));
        }
        out.extend_from_slice(b",\"arrange\":");
        let arrange = offer.arrange.iter().filter(|_| !self.brief || reason.outcome() != Outcome::Exclude);
        list(out, arrange, |out, note| text(out, &note.says));
        out.push(b'}');
    }
}

/// What the practitioner decided about offers: each with the reason.
fn judged(catalogue: &Catalogue, offers: &[(OfferId, String)], out: &mut Vec<u8>) {
    out.push(b'{');
    for (index, (offer, reason)) in offers.iter().enumerate() {
        comma(out, index);
        text(out, &catalogue.offer(*offer).id);
        out.push(b':');
        text(out, reason);
    }
    out.push(b'}');
}

/// Writes a plan as [`Writer::write`] does.
pub fn write(planned: &PlannedCase<'_>, out: &mut Vec<u8>) {
    Writer::new(planned.catalogue()).write(planned, out);
}

/// The plan as such: steps, package, days, weeks and what is left open.
pub(crate) fn write_plan(planned: &PlannedCase<'_>, out: &mut Vec<u8>) {
    let catalogue = planned.catalogue();
    let extent = Extent::of(planned);
    out.extend_from_slice(b"\"plan\":[");
    steps(planned, out);
    out.extend_from_slice(b"],\"package\":");
    list(out, &package::lines(planned), |out, line| text(out, line));
    out.extend_from_slice(b",\"rar_days\":");
    number(out, extent.rar_days);
    out.extend_from_slice(b",\"weeks\":");
    number(out, extent.weeks);
    out.extend_from_slice(b",\"unmet\":");
    list(out, unmet::targets(planned), |out, target| text(out, &catalogue.target(target).id));
}

/// What is known, straight from the case's words.
fn answers(planned: &PlannedCase<'_>, out: &mut Vec<u8>) {
    let vocabulary = &planned.catalogue().vocabulary;
    let known = vocabulary.iter().filter(|(id, _)| planned.case.knows(*id));
    for (index, (id, fact)) in known.enumerate() {
        comma(out, index);
        text(out, &fact.key);
        out.push(b':');
        let words = planned.case.words_of(vocabulary, id);
        let key = |value: usize| fact.values().get(value).map_or("", |value| value.key.as_str());
        match (&fact.answers, words[0]) {
            (Answers::AnyOf(_), _) => {
                list(out, SetRef::<ValueId>::new(words).iter(), |out, value| text(out, key(value.index())));
            }
            (_, UNAVAILABLE) => text(out, "unavailable"),
            (Answers::YesNo, word) => truth(out, word != 0),
            (Answers::Number { .. }, word) => number(out, u32::try_from(word).unwrap_or(u32::MAX)),
            (Answers::OneOf(_), word) => text(out, key(usize::try_from(word).unwrap_or(usize::MAX))),
        }
    }
}

fn day(out: &mut Vec<u8>, day: Date) {
    text(out, &day.to_string());
}

fn keys<'f>(catalogue: &Catalogue, out: &mut Vec<u8>, facts: impl IntoIterator<Item = &'f FactId>) {
    list(out, facts, |out, fact| text(out, &catalogue.fact(*fact).key));
}

fn steps(planned: &PlannedCase<'_>, out: &mut Vec<u8>) {
    let catalogue = planned.catalogue();
    let policy = &catalogue.policy;
    for (index, step) in planned.decision.steps.iter().enumerate() {
        comma(out, index);
        out.extend_from_slice(b"{\"step\":");
        number(out, u32::try_from(index + 1).unwrap_or(u32::MAX));
        out.extend_from_slice(b",\"offer\":");
        text(out, &catalogue.offer(step.offer).id);
        out.extend_from_slice(b",\"phase\":");
        text(out, &policy.phases[step.phase.index()].id);
        out.extend_from_slice(b",\"lane\":");
        text(out, &policy.lanes[step.lane.index()].id);
        out.extend_from_slice(b",\"vehicle\":");
        text(out, &policy.vehicles[step.vehicle.index()].id);
        out.extend_from_slice(b",\"start_week\":");
        number(out, step.start);
        out.extend_from_slice(b",\"end_week\":");
        number(out, step.end);
        out.extend_from_slice(b",\"sessions\":");
        number(out, planned.planner.sessions(step));
        out.extend_from_slice(b",\"assumed\":");
        truth(out, catalogue.offer(step.offer).delivery.assumed);
        out.extend_from_slice(b",\"after\":");
        list(out, &step.after, |out, other| text(out, &catalogue.offer(other).id));
        out.push(b'}');
    }
}
