//! A plan as one JSON object on one line.

use super::Report;
use crate::catalogue::{Answer, Citation, FactId};

/// The name and version of the form. Later versions add keys and never change these.
pub const SCHEMA: &str = "goldenthread.plan/1";

impl Report<'_> {
    /// Writes the plan as one JSON object with no line break, so that a line stands alone.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let catalogue = self.catalogue();
        self.write_head(out, SCHEMA);
        out.extend_from_slice(b",\"answers\":{");
        self.answers(out);
        out.extend_from_slice(b"},\"presumed\":");
        list(out, self.presumed, |out, fact| text(out, &catalogue.fact(*fact).key));
        out.extend_from_slice(b",\"offers\":[");
        for index in 0..catalogue.offers.len() {
            comma(out, index);
            self.offer(out, index.into());
        }
        out.extend_from_slice(b"],");
        self.write_plan(out);
        out.extend_from_slice(b",\"questions\":");
        list(out, self.questions, |out, question| text(out, &catalogue.fact(question.fact).key));
        out.extend_from_slice(b",\"cautions\":");
        list(out, &self.cautions(), |out, caution| text(out, caution));
        out.push(b'}');
    }

    /// Opens an object with what every machine-readable output starts with.
    pub(crate) fn write_head(&self, out: &mut Vec<u8>, schema: &str) {
        let catalogue = self.catalogue();
        out.extend_from_slice(b"{\"schema\":");
        text(out, schema);
        out.extend_from_slice(b",\"program\":");
        text(out, env!("CARGO_PKG_VERSION"));
        out.extend_from_slice(b",\"ref\":");
        match &self.case.reference {
            Some(reference) => text(out, reference),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"as_of\":");
        text(out, &self.case.as_of.to_string());
        out.extend_from_slice(b",\"catalogue\":{\"name\":");
        text(out, &catalogue.name);
        out.extend_from_slice(b",\"version\":");
        text(out, &catalogue.version);
        out.extend_from_slice(b",\"digest\":");
        text(out, &catalogue.digest);
        out.push(b'}');
    }

    /// The plan as such: steps, package, days, weeks and what is left open.
    pub(crate) fn write_plan(&self, out: &mut Vec<u8>) {
        let catalogue = self.catalogue();
        out.extend_from_slice(b"\"plan\":[");
        self.steps(out);
        out.extend_from_slice(b"],\"package\":");
        list(out, &self.package(), |out, line| text(out, line));
        out.extend_from_slice(b",\"rar_days\":");
        number(out, self.rar_days_used());
        out.extend_from_slice(b",\"weeks\":");
        number(out, self.weeks());
        out.extend_from_slice(b",\"unmet\":");
        list(out, &self.unmet(), |out, target| text(out, &catalogue.target(*target).id));
    }

    fn answers(&self, out: &mut Vec<u8>) {
        let vocabulary = &self.catalogue().vocabulary;
        for (index, (fact, known)) in self.case.answers(vocabulary).enumerate() {
            comma(out, index);
            text(out, &vocabulary.fact(fact).key);
            out.push(b':');
            self.answer(out, fact, &known);
        }
    }

    fn answer(&self, out: &mut Vec<u8>, fact: FactId, answer: &Answer) {
        let fact = self.catalogue().fact(fact);
        match answer {
            Answer::YesNo(yes) => out.extend_from_slice(if *yes { b"true" } else { b"false" }),
            Answer::Number(value) => number(out, *value),
            Answer::OneOf(_) | Answer::Unavailable => text(out, &fact.written(answer, ",")),
            Answer::AnyOf(values) => list(out, values, |out, value| {
                text(out, fact.values().get(usize::from(*value)).map_or("", |v| v.key.as_str()));
            }),
        }
    }

    fn offer(&self, out: &mut Vec<u8>, id: crate::catalogue::OfferId) {
        let catalogue = self.catalogue();
        let offer = catalogue.offer(id);
        let reason = self.decision.reasons[id.index()];
        out.extend_from_slice(b"{\"id\":");
        text(out, &offer.id);
        out.extend_from_slice(b",\"name\":");
        text(out, &offer.name);
        out.extend_from_slice(b",\"kind\":");
        text(out, &catalogue.kind_of(id).id);
        out.extend_from_slice(b",\"outcome\":");
        text(out, reason.outcome().code());
        out.extend_from_slice(b",\"reason\":");
        text(out, reason.code());
        out.extend_from_slice(b",\"targets\":");
        let present = self.decision.targets_present();
        let targets: Vec<&str> = (offer.targets.iter())
            .filter(|target| present >> target.index() & 1 == 1)
            .map(|target| catalogue.target(*target).id.as_str())
            .collect();
        list(out, &targets, |out, target| text(out, target));
        out.extend_from_slice(b",\"missing\":");
        self.facts(out, &self.planner.missing(id, self.decision));
        let named: Vec<&str> =
            self.decision.because_of(id).map(|by| catalogue.offer(by).id.as_str()).collect();
        let displaced = reason == crate::outcome::Reason::Displaced;
        let (depends_on, displaced_by) =
            if displaced { (&[][..], &named[..]) } else { (&named[..], &[][..]) };
        out.extend_from_slice(b",\"depends_on\":");
        list(out, depends_on, |out, name| text(out, name));
        out.extend_from_slice(b",\"displaced_by\":");
        list(out, displaced_by, |out, name| text(out, name));
        out.extend_from_slice(b",\"because\":[");
        for (index, because) in self.because(id).iter().enumerate() {
            comma(out, index);
            out.extend_from_slice(b"{\"criterion\":");
            text(out, because.id);
            out.extend_from_slice(b",\"says\":");
            text(out, because.exception.unwrap_or(&because.says));
            out.extend_from_slice(b",\"result\":");
            text(out, because.result.code());
            out.extend_from_slice(b",\"facts\":");
            self.facts(out, &because.facts);
            let presumed: Vec<FactId> =
                because.facts.iter().copied().filter(|f| self.presumed.contains(f)).collect();
            if !presumed.is_empty() {
                out.extend_from_slice(b",\"presumed\":");
                self.facts(out, &presumed);
            }
            if because.planning_policy {
                out.extend_from_slice(b",\"planning_policy\":true");
            }
            out.extend_from_slice(b",\"source\":");
            self.cited(out, because.source);
            out.push(b'}');
        }
        out.extend_from_slice(b"],\"arrange\":");
        list(out, &offer.arrange, |out, note| text(out, &note.says));
        if let Some(because) = self.accepted_because(id) {
            out.extend_from_slice(b",\"accepted_because\":");
            text(out, because);
        }
        out.push(b'}');
    }

    fn facts(&self, out: &mut Vec<u8>, facts: &[FactId]) {
        list(out, facts, |out, fact| text(out, &self.catalogue().fact(*fact).key));
    }

    fn cited(&self, out: &mut Vec<u8>, citations: &[Citation]) {
        text(out, &self.catalogue().cited_all(citations));
    }

    fn steps(&self, out: &mut Vec<u8>) {
        let catalogue = self.catalogue();
        let policy = &catalogue.policy;
        for (index, step) in self.decision.steps.iter().enumerate() {
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
            number(out, self.planner.sessions(step));
            out.extend_from_slice(b",\"assumed\":");
            let assumed = catalogue.offer(step.offer).delivery.assumed;
            out.extend_from_slice(if assumed { b"true" } else { b"false" });
            out.extend_from_slice(b",\"after\":");
            let after: Vec<&str> = (self.decision.steps.iter())
                .filter(|other| other.offer != step.offer && self.planner.follows(step, other))
                .map(|other| catalogue.offer(other.offer).id.as_str())
                .collect();
            list(out, &after, |out, name| text(out, name));
            out.push(b'}');
        }
    }
}

fn comma(out: &mut Vec<u8>, index: usize) {
    if index > 0 {
        out.push(b',');
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        comma(out, index);
        write(out, item);
    }
    out.push(b']');
}

fn number(out: &mut Vec<u8>, value: u32) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    let mut rest = value;
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A JSON string. Control characters and those that could turn a line round are escaped, so the output is safe to show.
pub fn text(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    let mut copied = 0;
    for (at, c) in value.char_indices() {
        let escape: &[u8] = match c {
            '"' => b"\\\"",
            '\\' => b"\\\\",
            '\n' => b"\\n",
            '\r' => b"\\r",
            '\t' => b"\\t",
            c if c.is_control() || crate::wording::is_hidden(c) => {
                out.extend_from_slice(&value.as_bytes()[copied..at]);
                copied = at + c.len_utf8();
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
                }
                continue;
            }
            _ => continue,
        };
        out.extend_from_slice(&value.as_bytes()[copied..at]);
        out.extend_from_slice(escape);
        copied = at + c.len_utf8();
    }
    out.extend_from_slice(&value.as_bytes()[copied..]);
    out.push(b'"');
}
