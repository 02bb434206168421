//! The report a person reads in a terminal: what is proposed first, what was ruled out last.

mod excluded;
pub(crate) mod layout;
mod open;
mod steps;

use std::ops::RangeInclusive;

use crate::catalogue::OfferId;
use crate::catalogue::policy::Weight;
use crate::outcome::Outcome;
use crate::reasons::PlannedCase;
use crate::reasons::disclosure::Disclosure;
use crate::reasons::extent::Extent;
use crate::reasons::near_line::NearLine;
use crate::reasons::presumption::Presumptions;
use crate::reasons::{caution, confirmed, presumption, unmet};
use crate::report::proposal::answers;
use crate::report::timeline;
use crate::text::wording::{count, day, list};
use layout::Page;

/// The fewest columns in which a grid is easier to read than lines of `name: value`.
const NARROWEST_GRID: usize = 72;

/// The fewest columns anything is laid out for, and the most that lines are read over with ease.
const PAGE: RangeInclusive<usize> = 24..=100;

/// How a report is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns. Where there is no room for a grid, each part of a step has a line of its own.
    pub width: usize,
    /// Every criterion of every offer, with its source, and every offer listed.
    pub all: bool,
    /// What is proposed, what may be wrong with it and what is open, and nothing else: about a screen.
    pub brief: bool,
    /// Bold headings. Nothing rests on them.
    pub colour: bool,
    /// Numbered lines instead of grids, for screen readers.
    pub accessible: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, all: false, brief: false, colour: false, accessible: false }
    }
}

/// One report being laid out.
struct Layout<'a, 'r> {
    planned: &'a PlannedCase<'r>,
    presumptions: Presumptions,
    style: &'a Style,
    page: Page,
}

/// The report as a person reads it.
#[must_use]
pub fn page(planned: &PlannedCase<'_>, style: &Style) -> String {
    let mut layout = Layout {
        planned,
        presumptions: Presumptions::of(planned),
        style,
        page: Page::new(style.width.clamp(*PAGE.start(), *PAGE.end()), style.colour)
            .numbered(style.accessible),
    };
    layout.title();
    layout.decisive();
    layout.steps();
    if !style.brief {
        layout.timeline();
    }
    layout.judgement();
    layout.open();
    layout.unmet();
    if !style.brief {
        layout.standing();
        layout.excluded();
        layout.every_check();
        layout.answers();
        layout.close();
    }
    layout.page.finish()
}

impl Layout<'_, '_> {
    fn title(&mut self) {
        let case = self.planned.case;
        let day = day(case.as_of);
        let title = match &case.reference {
            Some(reference) => format!("Plan for {reference}, as of {day}"),
            None => format!("Plan as of {day}"),
        };
        self.page.heading(&title);
        if let Some(old) = confirmed::says(self.planned) {
            self.page.text(0, old);
        }
        let summary = self.summary();
        self.page.text(0, &summary);
        let presumed = presumption::says(self.planned);
        if !presumed.is_empty() {
            self.page.text(0, format!("Presumptions stand in for answers: {}", presumed.join(" ")));
        }
    }

    /// What there is to read, in one line.
    fn summary(&self) -> String {
        let many = |outcome| self.planned.with_outcome(outcome).count();
        let steps = self.planned.decision.steps.len();
        let mut parts = vec![match steps {
            0 if self.planned.is_sentenced() => "nothing planned yet".to_owned(),
            0 => "nothing to propose yet".to_owned(),
            _ => format!(
                "{} over {}",
                count(steps, "step"),
                count(Extent::of(self.planned).weeks as usize, "week")
            ),
        }];
        match many(Outcome::Consider) {
            0 => {}
            judged => parts.push(format!("{judged} for your judgement")),
        }
        match many(Outcome::Undetermined) {
            0 => {}
            open => parts.push(format!("{open} still open")),
        }
        match unmet::targets(self.planned).len() {
            0 => {}
            unmet => parts.push(format!("{} unmet", count(unmet, "need"))),
        }
        match self.planned.to_ask().count() {
            0 if parts.len() == 1 && steps > 0 => parts.push("nothing left open".to_owned()),
            0 => {}
            questions => parts.push(format!("{} could still change it", count(questions, "answer"))),
        }
        format!("In short: {}.", parts.join("; "))
    }

    /// The plan against the calendar, where there is room and something to compare.
    fn timeline(&mut self) {
        if self.has_grid()
            && self.planned.decision.steps.len() > 1
            && let Some(timeline) = timeline::drawn(self.planned, self.style.width)
        {
            self.page.drawn(&timeline);
        }
    }

    fn unmet(&mut self) {
        let planned = self.planned;
        let unmet = unmet::targets(planned);
        if unmet.is_empty() {
            return;
        }
        self.page.heading("Needs that nothing in the plan meets");
        self.page.list(unmet.into_iter().map(|target| unmet::says(planned, target)));
    }

    /// What may be wrong, missing or unsafe in this very plan.
    fn decisive(&mut self) {
        let mut cautions = caution::of_weight(self.planned, Weight::Decisive).peekable();
        if cautions.peek().is_none() {
            return;
        }
        self.page.heading("Look at this first");
        self.page.list(cautions.map(|given| given.says));
    }

    /// Advice that comes with the sentence or with what is in the plan.
    fn standing(&mut self) {
        let cautions = caution::of_weight(self.planned, Weight::Standing);
        let says: Vec<String> =
            cautions.filter(|given| !caution::is_of_need(given.caution)).map(|given| given.says).collect();
        if says.is_empty() {
            return;
        }
        self.page.heading("Bear in mind");
        self.page.list(says);
    }

    /// Every answer that the plan rests on.
    fn answers(&mut self) {
        let shown = Disclosure { planned: self.planned, redacted: false };
        self.page.heading(answers::HEADING);
        for (name, answer) in shown.answers() {
            self.page.named(2, name, answer);
        }
        self.page.text(2, answers::left_out_says(&shown));
    }

    fn close(&mut self) {
        let catalogue = self.planned.catalogue();
        let date = catalogue.date.map_or_else(String::new, |date| format!(", checked on {}", day(date)));
        self.page.heading("About this plan");
        self.page.text(2, format!("Catalogue: {}, version {}{date}.", catalogue.name, catalogue.version));
        self.page.text(
            2,
            "For the source of a reason, and what would change an outcome: goldenthread explain OFFER",
        );
        self.page.text(
            2,
            if self.planned.is_sentenced() {
                "It shows what meets the published criteria on these answers. What to do is your decision."
            } else {
                "It shows what meets the published criteria on these answers. What to propose is your decision."
            },
        );
    }

    /// Whether a grid is asked for and there is room for it.
    fn has_grid(&self) -> bool {
        !self.style.accessible && self.style.width >= NARROWEST_GRID
    }

    /// What to say of an offer's result beside its reason: a score near a line, and what it presumes.
    fn marks(&self, offer: OfferId) -> Vec<String> {
        let mut marks = self.near_lines(offer);
        marks.extend(self.presumes(offer));
        marks
    }

    /// The scores near a line that decided an offer.
    fn near_lines(&self, offer: OfferId) -> Vec<String> {
        let vocabulary = &self.planned.catalogue().vocabulary;
        (NearLine::of_offer(self.planned, offer).iter())
            .map(|near| {
                let name = &vocabulary.fact(near.fact).name;
                match near.score.abs_diff(near.line) {
                    0 => format!("Near the line: {name} {} is right on it.", near.score),
                    points => {
                        let points = count(points as usize, "point");
                        format!("Near the line: {name} {} is {points} from {}.", near.score, near.line)
                    }
                }
            })
            .collect()
    }

    /// The presumptions that an offer's result rests on.
    fn presumes(&self, offer: OfferId) -> Option<String> {
        let facts = self.presumptions.behind(self.planned, offer)?;
        if facts.is_empty() {
            return Some("Rests on a presumption.".to_owned());
        }
        let vocabulary = &self.planned.catalogue().vocabulary;
        let answers: Vec<String> = (facts.iter())
            .filter_map(|fact| Some((vocabulary.fact(*fact), self.planned.case.answer(vocabulary, *fact)?)))
            .map(|(fact, answer)| format!("{} ({})", fact.name, fact.spoken(&answer)))
            .collect();
        Some(format!("Presumed: {}.", list(&answers)))
    }
}
