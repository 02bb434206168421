//! What the person the plan is about is given, in plain words: no scores, no offence, nothing that was ruled out.

mod page;
mod text;
mod words;

use self::words::Words;
pub use self::{page::page, text::text};
use super::document::{Block, Document, Language, Level, Text};
use crate::catalogue::sheet::Saying;
use crate::plan::Step;
use crate::reasons::PlannedCase;
use crate::reasons::calendar::Calendar;
use crate::reasons::{confirmed, works_on};
use crate::text::wording::plain;

/// The most reasons that a step is given.
const MOST_REASONS: usize = 3;

/// What the sheet would have to say and the catalogue has not in the language that was asked for, each as what it is and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untranslated(pub Vec<String>);

/// Whether a sheet in this language says at its head that nobody has checked its words.
#[must_use]
pub fn is_draft(planned: &PlannedCase<'_>, language: Language) -> bool {
    language == Language::Welsh && planned.catalogue().sheet.checked.is_none()
}

/// The sheet in a language.
///
/// # Errors
///
/// Where the catalogue has not everything that it says in that language: all that is missing. In English nothing ever is.
pub fn document<'r>(planned: &PlannedCase<'r>, language: Language) -> Result<Document<'r>, Untranslated> {
    let mut sheet = Sheet { planned, words: Words::new(planned.catalogue(), language), blocks: Vec::new() };
    let title = sheet.words.say(Saying::Title);
    if is_draft(planned, language) {
        let draft = sheet.words.draft();
        sheet.blocks.push(Block::Notice(vec![draft.into()]));
    }
    sheet.about();
    sheet.steps();
    sheet.whom_to_ask();
    let Sheet { words, blocks, .. } = sheet;
    words.into_missing().map_or_else(
        || Ok(Document { title, language, catalogue: planned.catalogue(), blocks }),
        |missing| Err(Untranslated(missing)),
    )
}

/// The sheet being written.
struct Sheet<'p, 'r> {
    planned: &'p PlannedCase<'r>,
    words: Words<'r>,
    blocks: Vec<Block<'r>>,
}

impl<'r> Sheet<'_, 'r> {
    fn paragraph(&mut self, text: Text<'r>) {
        self.blocks.push(Block::Paragraph(text));
    }

    fn heading(&mut self, level: Level, text: impl Into<Text<'r>>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    fn section(&mut self, saying: Saying) {
        let heading = self.words.say(saying);
        self.heading(Level::Section, heading);
    }

    /// Which plan it is, and what it is for.
    fn about(&mut self) {
        let case = self.planned.case;
        if let Some(reference) = &case.reference {
            let quoted = Text::quoted(reference);
            let line = self.words.filled(Saying::Reference, &[("reference", quoted)]);
            self.paragraph(line);
        }
        let day = self.words.day(case.as_of);
        let line = self.words.filled(Saying::Date, &[("day", day.into())]);
        self.paragraph(line);
        if let Some(oldest) = confirmed::oldest_step(self.planned) {
            let month = self.words.month(oldest);
            let line = self.words.filled(Saying::LastHeard, &[("month", month.into())]);
            self.paragraph(line);
        }
        let what = if self.planned.decision.steps.is_empty() {
            Saying::NoPlan
        } else if self.planned.is_sentenced() {
            Saying::Sentenced
        } else {
            Saying::Proposed
        };
        let what = self.words.say(what);
        self.blocks.push(Block::Notice(vec![what.into()]));
    }

    /// The steps by phase, and what else to know of them.
    fn steps(&mut self) {
        let planned = self.planned;
        let Some(calendar) = Calendar::of(planned) else { return };
        self.section(Saying::WhatYouWillDo);
        for (index, phase) in planned.catalogue().policy.phases.iter().enumerate() {
            let steps: Vec<(usize, &Step)> = (planned.decision.steps.iter().enumerate())
                .filter(|(_, step)| step.phase.index() == index)
                .collect();
            if steps.is_empty() {
                continue;
            }
            let english = phase.plain.as_deref().unwrap_or(&phase.name);
            let name = self.words.plain(english, phase.plain_welsh.as_deref(), || {
                format!("`plain` of the phase `{}`", phase.id)
            });
            self.heading(Level::Item, name);
            for (at, step) in steps {
                self.step(at + 1, step, &calendar);
            }
        }
        self.section(Saying::GoodToKnow);
        let known = [Saying::DatesMayChange, Saying::YourSay, Saying::HelpToTakePart];
        let known = known.map(|saying| self.words.say(saying).into());
        self.blocks.push(Block::List(known.into()));
    }

    fn step(&mut self, number: usize, step: &Step, calendar: &Calendar<'_>) {
        let offer = self.planned.catalogue().offer(step.offer);
        // A programme that has no plainer name goes by its own in every language.
        let name = match &offer.plain_name {
            None => plain(&offer.name),
            Some(english) => self.words.plain(english, offer.plain_name_welsh.as_deref(), || {
                format!("`plain-name` of the offer `{}`", offer.id)
            }),
        };
        self.heading(Level::Detail, format!("{number}. {name}"));
        let english = offer.plain.as_deref().unwrap_or(&offer.summary);
        let what = self
            .words
            .plain(english, offer.plain_welsh.as_deref(), || format!("`plain` of the offer `{}`", offer.id));
        self.paragraph(what.into());
        let from = self.words.day(calendar.first_day_of(step.start)).into();
        let to = self.words.day(calendar.last_day_of(step.end)).into();
        let when = self.words.labelled(Saying::When, &[("from", from), ("to", to)]);
        self.paragraph(when);
        let length = self.length(step);
        self.paragraph(length);
        self.who_with(step);
        self.why(step);
    }

    fn length(&mut self, step: &Step) -> Text<'r> {
        let delivery = &self.planned.catalogue().offer(step.offer).delivery;
        let sessions = self.planned.planner.sessions(step).to_string().into();
        match (delivery.sessions, delivery.assumed, step.end - step.start + 1) {
            (Some(_), false, _) => self.words.labelled(Saying::Times, &[("sessions", sessions)]),
            (Some(_), true, _) => self.words.labelled(Saying::AboutTimes, &[("sessions", sessions)]),
            (None, _, 1) => self.words.labelled(Saying::OneWeek, &[]),
            (None, _, weeks) => self.words.labelled(Saying::Weeks, &[("weeks", weeks.to_string().into())]),
        }
    }

    fn who_with(&mut self, step: &Step) {
        let kind = self.planned.catalogue().kind_of(step.offer);
        let Some(english) = kind.plain.as_deref() else { return };
        let who = self
            .words
            .plain(english, kind.plain_welsh.as_deref(), || format!("`plain` of the kind `{}`", kind.id));
        let line = self.words.labelled(Saying::WhoWith, &[("who", who.into())]);
        self.paragraph(line);
    }

    fn why(&mut self, step: &Step) {
        let mut why: Vec<String> = Vec::new();
        for target in works_on::present(self.planned, step.offer) {
            let target = self.planned.catalogue().target(target);
            let Some(english) = target.plain.as_deref() else { continue };
            let reason = self.words.plain(english, target.plain_welsh.as_deref(), || {
                format!("`plain` of the target `{}`", target.id)
            });
            if why.len() < MOST_REASONS && !why.contains(&reason) {
                why.push(reason);
            }
        }
        if !why.is_empty() {
            let why = self.words.list(&why);
            let line = self.words.labelled(Saying::Why, &[("why", why.into())]);
            self.paragraph(line);
        }
    }

    fn whom_to_ask(&mut self) {
        self.section(Saying::WhoToAsk);
        let ask = self.words.say(Saying::Ask);
        self.paragraph(ask.into());
        let lines = [Saying::Name, Saying::Phone].map(|saying| self.words.say(saying));
        self.blocks.push(Block::Lines(lines.into()));
    }
}
