//! A plan to hand over: what its report says, before it has a form.

pub mod answers;
mod court;
mod option;
mod sequence;

use super::document::{Block, Document, Language, Level, Text};
use super::handover::{
    Detail, Handover, REDACTED, counted, decision, made_with, opening, package_heading, presumed_says,
    without_package,
};
use super::opinion;
use crate::catalogue::OfferId;
use crate::catalogue::policy::Weight;
use crate::outcome::Outcome;
use crate::reasons::PlannedCase;
use crate::reasons::aside::worth_a_line;
use crate::reasons::disclosure::Disclosure;
use crate::reasons::package;
use crate::review::second_opinion::SecondOpinion;
use crate::text::wording::count;

/// How many of the answers that could change the plan a brief proposal lists.
const MOST_QUESTIONS: usize = 8;

/// The plan as a report; after a second opinion, where there is a proposal to have one on. What a court reads is the plan alone.
#[must_use]
pub fn document<'r>(planned: &PlannedCase<'r>, handover: &Handover) -> Document<'r> {
    if handover.detail == Detail::Court {
        return court::document(planned, handover);
    }
    let mut proposal = Proposal {
        planned,
        shown: Disclosure { planned, redacted: handover.redact },
        handover,
        blocks: Vec::new(),
    };
    proposal.opening();
    let mut title = "Intervention plan";
    if let Some(proposed) = &planned.case.proposed {
        title = "Second opinion on a proposal, and the plan";
        proposal.blocks.extend(opinion::blocks(&SecondOpinion::new(planned, proposed), handover));
        proposal.heading("The plan itself");
    }
    proposal.plan();
    Document {
        title: title.to_owned(),
        language: Language::English,
        catalogue: planned.catalogue(),
        blocks: proposal.blocks,
    }
}

/// The report being made.
struct Proposal<'p, 'r> {
    planned: &'p PlannedCase<'r>,
    shown: Disclosure<'p, 'r>,
    handover: &'p Handover,
    blocks: Vec<Block<'r>>,
}

impl<'r> Proposal<'_, 'r> {
    /// What the report is about, and what no reader may miss.
    fn opening(&mut self) {
        let planned = self.planned;
        self.paragraph(opening(planned));
        let redacted = self.handover.redact.then(|| REDACTED.into());
        let presumed = presumed_says(planned).map(Text::from);
        let notice = [Some(decision(planned).into()), redacted, presumed];
        self.blocks.push(Block::Notice(notice.into_iter().flatten().collect()));
    }

    fn plan(&mut self) {
        self.cautions("What to look at first", Weight::Decisive);
        self.package();
        self.sequence();
        self.reasons();
        self.judgement();
        self.not_known();
        self.unmet();
        self.cautions("What to bear in mind", Weight::Standing);
        self.ruled_out();
        self.blocks.extend(answers::used(&self.shown));
        self.blocks.push(answers::signed());
        self.blocks.push(Block::Imprint(made_with(self.planned).into()));
    }

    fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(Level::Section, text.into()));
    }

    fn paragraph(&mut self, text: impl Into<Text<'r>>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    fn list(&mut self, lines: impl IntoIterator<Item = impl Into<Text<'r>>>) {
        let lines: Vec<Text<'r>> = lines.into_iter().map(Into::into).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::List(lines));
        }
    }

    fn package(&mut self) {
        self.heading(package_heading(self.planned));
        let lines = package::lines(self.planned);
        if lines.is_empty() {
            return self.paragraph(without_package(self.planned));
        }
        self.list(lines);
    }

    fn reasons(&mut self) {
        if self.planned.decision.steps.is_empty() {
            return;
        }
        self.heading("Why these");
        for (index, step) in self.planned.decision.steps.iter().enumerate() {
            self.option(step.offer, &format!("Step {}: ", index + 1));
        }
    }

    fn judgement(&mut self) {
        self.heading("What needs the practitioner's judgement");
        let offers: Vec<OfferId> = self.planned.with_outcome(Outcome::Consider).collect();
        if offers.is_empty() {
            return self.paragraph("Nothing beyond the plan itself.");
        }
        self.paragraph("These are not in the plan. Each says what it waits for.");
        offers.into_iter().for_each(|offer| self.option(offer, ""));
    }

    fn not_known(&mut self) {
        self.heading("What is not known");
        let planned = self.planned;
        let offers: Vec<OfferId> = planned.with_outcome(Outcome::Undetermined).collect();
        if offers.is_empty() && planned.to_ask().next().is_none() {
            return self.paragraph("Nothing that could change this plan.");
        }
        let brief = self.handover.detail == Detail::Brief;
        if planned.to_ask().next().is_some() {
            self.paragraph("These answers could change the plan, the most useful first.");
            let shown = if brief { MOST_QUESTIONS } else { usize::MAX };
            self.list(planned.to_ask().take(shown).map(|question| {
                let fact = planned.catalogue().fact(question.fact);
                Text::joined([(&fact.question).into(), (&fact.find).into()])
            }));
            let more = planned.to_ask().skip(shown).count();
            if more > 0 {
                let more = count(more, "answer");
                self.paragraph(format!("{more} more could change it too."));
            }
        }
        if offers.is_empty() {
            return;
        }
        self.paragraph("These options wait for an answer or a decision.");
        if brief {
            return self.in_a_line_each(&offers);
        }
        offers.into_iter().for_each(|offer| self.option(offer, ""));
    }

    fn unmet(&mut self) {
        self.heading("Needs that nothing meets");
        let unmet = self.shown.unmet();
        if unmet.is_empty() {
            return self.paragraph("Every need that is recorded is worked on by a step of the plan.");
        }
        self.list(unmet);
    }

    /// What may be wrong, missing or unsafe in this very plan, or advice that comes with the sentence or with what is planned.
    fn cautions(&mut self, heading: &str, weight: Weight) {
        let cautions = self.shown.cautions(weight);
        if cautions.is_empty() {
            return;
        }
        self.heading(heading);
        self.list(cautions.into_iter().map(|given| Text::from(given.says).cited(&given.caution.source)));
    }

    fn ruled_out(&mut self) {
        self.heading("What was ruled out");
        let offers = worth_a_line(self.planned);
        if self.handover.detail == Detail::Brief {
            self.in_a_line_each(&offers);
        } else {
            offers.into_iter().for_each(|offer| self.option(offer, ""));
        }
        if let Some(counted) = counted(self.planned) {
            self.paragraph(counted);
        }
    }

    /// Options with why they came out as they did, a line each.
    fn in_a_line_each(&mut self, offers: &[OfferId]) {
        let lines: Vec<Text<'r>> = (offers.iter())
            .map(|offer| {
                let name = Text::strong(format!("{}.", self.planned.name(*offer)));
                Text::joined([name, self.shown.in_short(*offer).into()])
            })
            .collect();
        self.list(lines);
    }
}
