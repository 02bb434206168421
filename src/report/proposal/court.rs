//! What a court reads of a plan, on one page: the requirements with a reason each, what stands in the way, and what to look at
//! first.

use super::answers::signed;
use crate::catalogue::OfferId;
use crate::catalogue::policy::Weight;
use crate::outcome::{Outcome, Reason};
use crate::reasons::PlannedCase;
use crate::reasons::disclosure::Disclosure;
use crate::reasons::package::{self, Line};
use crate::report::document::{Block, Document, Language, Level, Text};
use crate::report::handover::{
    Handover, REDACTED, decision, made_with, opening, package_heading, without_package,
};
use crate::text::passage::Passage;
use crate::text::wording::{count, list};

/// The most of one kind that are named; the others are counted. More would not fit the page.
const MOST_NAMED: usize = 4;

/// The page for the court.
#[must_use]
pub fn document<'r>(planned: &PlannedCase<'r>, handover: &Handover) -> Document<'r> {
    let shown = Disclosure { planned, redacted: handover.redact };
    let mut blocks = vec![Block::Paragraph(opening(planned).into())];
    let redacted = handover.redact.then(|| REDACTED.into());
    let notice = [Some(decision(planned).into()), redacted, presumed(planned).map(Text::from)];
    blocks.push(Block::Notice(notice.into_iter().flatten().collect()));
    part(&mut blocks, package_heading(planned), requirements(&shown), without_package(planned));
    let free = "Nothing: no approval, decision or answer is outstanding that could change it.";
    part(&mut blocks, "What stands in the way", in_the_way(&shown), free);
    let cautions = shown.cautions(Weight::Decisive).into_iter();
    let cautions: Vec<Text<'r>> = cautions.map(|given| Text::from(given.says)).collect();
    if !cautions.is_empty() {
        part(&mut blocks, "What to look at first", cautions, "");
    }
    blocks.push(signed());
    blocks.push(Block::Imprint(made_with(planned).into()));
    let title = if planned.is_sentenced() { "Plan on one page" } else { "Proposal on one page" };
    Document { title: title.to_owned(), language: Language::English, catalogue: planned.catalogue(), blocks }
}

fn part<'r>(blocks: &mut Vec<Block<'r>>, heading: &str, lines: Vec<Text<'r>>, where_none: &str) {
    blocks.push(Block::Heading(Level::Section, heading.into()));
    blocks.push(if lines.is_empty() { Block::Paragraph(where_none.into()) } else { Block::List(lines) });
}

/// What is presumed and not answered, by name.
fn presumed(planned: &PlannedCase<'_>) -> Option<String> {
    let names = planned.fact_names(planned.presumed);
    (!names.is_empty()).then(|| format!("Not answered but presumed: {}.", list(&names)))
}

/// Each requirement or condition, with its reason in a sentence.
fn requirements<'r>(shown: &Disclosure<'_, 'r>) -> Vec<Text<'r>> {
    (package::each(shown.planned).into_iter())
        .map(|line| {
            let stop = if line.says.ends_with('.') { "" } else { "." };
            Text::joined([Text::strong(format!("{}{stop}", line.says)), reason(shown, &line).into()])
        })
        .collect()
}

/// Why a requirement is there: what each thing under it works on, and what the practitioner accepted.
fn reason(shown: &Disclosure<'_, '_>, line: &Line<'_>) -> Passage {
    let alone = line.steps.len() == 1;
    let each: Vec<Passage> = (line.steps.iter())
        .map(|step| {
            let name = if alone { "It" } else { shown.planned.name(step.offer) };
            let says = match shown.serves(step.offer).as_slice() {
                [] => format!("{name} meets its criteria."),
                works_on => format!("{name} works on {}.", list(works_on)),
            };
            match shown.planned.reason(step.offer) {
                Reason::AcceptedException => Passage::joined([says.into(), shown.in_short(step.offer)]),
                _ => says.into(),
            }
        })
        .collect();
    Passage::joined(each)
}

/// What has to be approved, decided or answered before the proposal is firm.
fn in_the_way<'r>(shown: &Disclosure<'_, 'r>) -> Vec<Text<'r>> {
    let planned = shown.planned;
    let waits = |offer: &OfferId| planned.reason(*offer) != Reason::SupportOnly;
    let judged: Vec<OfferId> = planned.with_outcome(Outcome::Consider).filter(waits).collect();
    let mut lines: Vec<Text<'r>> = (judged.iter().take(MOST_NAMED))
        .map(|offer| {
            let name = Text::strong(format!("{}.", planned.name(*offer)));
            Text::joined([name, shown.in_short(*offer).into()])
        })
        .collect();
    if let Some(more) = judged.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        lines.push(format!("{} more for the practitioner's judgement.", count(more, "option")).into());
    }
    lines.extend(not_known(planned).map(Text::from));
    lines
}

/// The answers that could change the proposal, and how much waits for them, in a sentence or two.
fn not_known(planned: &PlannedCase<'_>) -> Option<String> {
    let names: Vec<&str> =
        (planned.to_ask()).map(|question| planned.catalogue().fact(question.fact).name.as_str()).collect();
    let open = planned.with_outcome(Outcome::Undetermined).count();
    let waiting = match open {
        0 => String::new(),
        1 => " 1 option waits for an answer or a decision.".to_owned(),
        _ => format!(" {} wait for an answer or a decision.", count(open, "option")),
    };
    let says = match names.split_at_checked(MOST_NAMED) {
        Some((first, rest)) if !rest.is_empty() => {
            format!("Not known, and could change it: {}; and {} more.", first.join("; "), rest.len())
        }
        _ if names.is_empty() => String::new(),
        _ => format!("Not known, and could change it: {}.", names.join("; ")),
    };
    let says = format!("{says}{waiting}").trim_start().to_owned();
    (!says.is_empty()).then_some(says)
}
