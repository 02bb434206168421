//! The second opinion as parts of a report that is handed over.

use crate::catalogue::OfferId;
use crate::reasons::disclosure::Disclosure;
use crate::report::document::{Block, Level, Text};
use crate::report::handover::Handover;
use crate::review::compare::weeks;
use crate::review::second_opinion::SecondOpinion;
use crate::review::{About, Finding};

/// The opinion in the order in which it is read, without the plan.
#[must_use]
pub fn blocks<'b>(of: &SecondOpinion<'_>, handover: &Handover) -> Vec<Block<'b>> {
    let shown = Disclosure { planned: of.planned, redacted: handover.redact };
    let mut blocks = Vec::new();
    let proposed = of.proposed.iter().map(|offer| {
        let when = of.step(*offer).map_or_else(|| "ruled out, so not put in sequence".to_owned(), weeks);
        Text::from(format!("{}, {when}.", of.planned.name(*offer)))
    });
    let proposed: Vec<Text<'b>> = proposed.collect();
    blocks.push(heading("What the practitioner proposes"));
    blocks.push(if proposed.is_empty() {
        Block::Paragraph("Nothing.".into())
    } else {
        Block::Numbered(proposed)
    });
    let agreed = offers(&shown, of.agreed());
    part(&mut blocks, "Where the plan agrees", agreed, "Nothing that was proposed is in the plan.");
    let objections = objections(of, &shown);
    part(&mut blocks, "Where it would object, or has a question", objections, "Nowhere.");
    part(&mut blocks, "What it would add", offers(&shown, of.would_add()), "Nothing.");
    blocks.push(heading("Whether it fits"));
    blocks.push(Block::Paragraph(of.fits().1.into()));
    // What is said of a score near a line is the score.
    let near = of.about(About::NearLine).filter(|_| !shown.redacted);
    let near: Vec<Text<'b>> = near.map(|finding| Text::from(&finding.says)).collect();
    if !near.is_empty() {
        part(&mut blocks, "Near a line, so worth checking", near, "");
    }
    blocks
}

fn heading<'b>(text: &str) -> Block<'b> {
    Block::Heading(Level::Section, text.into())
}

fn part<'b>(blocks: &mut Vec<Block<'b>>, name: &str, lines: Vec<Text<'b>>, where_none: &str) {
    blocks.push(heading(name));
    blocks.push(if lines.is_empty() { Block::Paragraph(where_none.into()) } else { Block::List(lines) });
}

fn offers<'b>(shown: &Disclosure<'_, '_>, offers: Vec<OfferId>) -> Vec<Text<'b>> {
    let one = |offer| {
        let name = Text::strong(format!("{}.", shown.planned.name(offer)));
        Text::joined([name, shown.in_short(offer).into()])
    };
    offers.into_iter().map(one).collect()
}

/// Each objection under what it is about, with where it is written.
fn objections<'b>(of: &SecondOpinion<'_>, shown: &Disclosure<'_, '_>) -> Vec<Text<'b>> {
    let one = |finding: &Finding| {
        let about = Text::strong(format!("{}.", finding.about.heading()));
        let source = (!finding.source.is_empty() && !shown.redacted)
            .then(|| Text::from(format!("Source: {}.", finding.source)));
        Text::joined([Some(about), Some(says(finding, shown)), source].into_iter().flatten())
    };
    of.objections().map(one).collect()
}

/// What was found, as it may be shown.
fn says<'b>(finding: &Finding, shown: &Disclosure<'_, '_>) -> Text<'b> {
    if !shown.redacted {
        return (&finding.says).into();
    }
    match (finding.about, finding.offer) {
        (About::CannotFinish | About::Order, _) => (&finding.says).into(),
        (About::Contradiction, _) => {
            "Answers contradict each other; which ones is left out of this copy.".into()
        }
        (_, Some(offer)) => Text::from(format!("{}: ", shown.planned.name(offer))).and(shown.in_short(offer)),
        (_, None) => "What it is about is left out of this copy.".into(),
    }
}
