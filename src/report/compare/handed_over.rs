//! The comparison as a report that is handed over.

use crate::catalogue::OfferId;
use crate::plan::Step;
use crate::reasons::PlannedCase;
use crate::reasons::disclosure::Disclosure;
use crate::reasons::extent::Extent;
use crate::report::document::{Block, Column, Document, Language, Level, Table, Text};
use crate::report::handover::{Handover, REDACTED, heading as whom, made_with};
use crate::report::html;
use crate::report::proposal::answers;
use crate::review::compare::{Comparison, weeks};
use crate::text::wording::{count, list};

/// The plan as it is beside the plan as it would be, as a report.
#[must_use]
pub fn document<'r>(of: &Comparison<'r>, handover: &Handover) -> Document<'r> {
    let shown = |planned: &'r PlannedCase<'r>| Disclosure { planned, redacted: handover.redact };
    let report = Report { of, now: shown(of.now), then: shown(of.then), handover, blocks: Vec::new() };
    Document {
        title: "What if: the plan as it is, and as it would be".to_owned(),
        language: Language::English,
        catalogue: of.now.catalogue(),
        blocks: report.written(),
    }
}

/// The report being made.
struct Report<'a, 'r> {
    of: &'a Comparison<'r>,
    now: Disclosure<'r, 'r>,
    then: Disclosure<'r, 'r>,
    handover: &'a Handover,
    blocks: Vec<Block<'r>>,
}

impl<'r> Report<'_, 'r> {
    fn written(mut self) -> Vec<Block<'r>> {
        let now = self.of.now;
        self.blocks.push(Block::Paragraph(whom(now).and(".").into()));
        let redacted = self.handover.redact.then(|| REDACTED.into());
        let notice =
            [Some("The case itself is as it was. The decision is the practitioner's.".into()), redacted];
        self.blocks.push(Block::Notice(notice.into_iter().flatten().collect()));
        self.part("What is taken to be different", self.answers());
        if !self.of.answers().is_empty() {
            self.side_by_side();
            self.changes();
            self.sums();
        }
        self.blocks.extend(answers::used(&self.now));
        self.blocks.push(answers::signed());
        self.blocks.push(Block::Imprint(made_with(now).into()));
        self.blocks
    }

    fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(Level::Section, text.into()));
    }

    /// Lines under a heading; nothing where there are none.
    fn part(&mut self, heading: &str, lines: Vec<Text<'r>>) -> bool {
        let any = !lines.is_empty();
        if any {
            self.heading(heading);
            self.blocks.push(Block::List(lines));
        }
        any
    }

    fn answers(&self) -> Vec<Text<'r>> {
        let differ = self.of.answers();
        if differ.is_empty() {
            return vec!["Nothing: every answer is what it was, so nothing changes.".into()];
        }
        let one = |differs: &crate::review::compare::Differs| {
            let fact = self.of.now.catalogue().fact(differs.fact);
            if self.now.hides_fact(differs.fact) {
                return "An answer on an offence or a score, which is left out of this copy.".into();
            }
            let then = super::answer(self.of, differs.fact, differs.then.as_ref());
            let now = super::answer(self.of, differs.fact, differs.now.as_ref());
            Text::from(format!("{}: {then} instead of {now}.", fact.name))
        };
        differ.iter().map(one).collect()
    }

    fn side_by_side(&mut self) {
        self.heading("Side by side");
        for (name, planned) in [("As it is", self.of.now), ("As it would be", self.of.then)] {
            if let Some(picture) = html::picture(planned, self.handover) {
                let shows = Text::joined([Text::strong(format!("{name}.")), (&picture.alternative).into()]);
                self.blocks.push(Block::Paragraph(shows));
                self.blocks.push(Block::Picture(picture));
            }
        }
        let offers = self.of.offers();
        if offers.is_empty() {
            return self.blocks.push(Block::Paragraph("Neither plan has a step.".into()));
        }
        let cell = |step: Option<&Step>| step.map_or_else(|| "not in the plan".to_owned(), weeks).into();
        let row = |offer: OfferId| {
            let (now, then) = self.of.steps(offer);
            vec![self.of.now.name(offer).into(), cell(now), cell(then)]
        };
        let columns = [("Offer", 3), ("As it is", 2), ("As it would be", 2)];
        let columns = (columns.into_iter())
            .map(|(heading, share)| Column { heading: heading.to_owned(), figures: false, share })
            .collect();
        let caption = "The weeks of each step of the two plans".to_owned();
        let rows = offers.into_iter().map(row).collect();
        self.blocks.push(Block::Table(Table { caption, columns, rows }));
    }

    fn changes(&mut self) {
        let of = self.of;
        let named = |offer: OfferId, says: Text<'r>| {
            Text::joined([Text::strong(format!("{}.", of.now.name(offer))), says])
        };
        let short = |shown: &Disclosure<'_, '_>, offer: OfferId| Text::from(shown.in_short(offer));
        let come_in: Vec<Text<'r>> = (of.come_in().into_iter())
            .map(|offer| {
                let now = Text::from("As things are: ").and(short(&self.now, offer));
                named(offer, Text::joined([short(&self.then, offer), now]))
            })
            .collect();
        let go_out: Vec<Text<'r>> = (of.go_out().into_iter())
            .map(|offer| {
                let outcome = format!("{}.", of.reasons(offer).1.outcome().says());
                named(offer, Text::joined([outcome.into(), short(&self.then, offer)]))
            })
            .collect();
        let moved = of.moved().into_iter().map(|moved| named(moved.then.offer, of.move_says(&moved).into()));
        let moved: Vec<Text<'r>> = moved.collect();
        let turn: Vec<Text<'r>> = (of.turn().into_iter())
            .map(|offer| {
                let (now, then) = of.reasons(offer);
                let (now, then) = (now.outcome().says(), then.outcome().says());
                let outcome = format!("{then}; as things are, {}.", now.to_lowercase());
                named(offer, Text::joined([outcome.into(), short(&self.then, offer)]))
            })
            .collect();
        let any = [
            self.part("What comes in", come_in),
            self.part("What goes out", go_out),
            self.part("What moves", moved),
            self.part("What else changes, outside the plan", turn),
        ];
        if !any.contains(&true) {
            self.part("What changes", vec!["No offer and no step changes.".into()]);
        }
    }

    /// Weeks, days and needs that nothing meets, of both plans.
    fn sums(&mut self) {
        let line = |name: &str, value: &dyn Fn(&Disclosure<'r, 'r>) -> String| {
            let (now, then) = (value(&self.now), value(&self.then));
            let says = if now == then { format!("{now}, as now") } else { format!("{then}, now {now}") };
            Text::from(format!("{name}: {says}."))
        };
        let weeks = line("Length", &|shown| count(Extent::of(shown.planned).weeks as usize, "week"));
        let days = line("Rehabilitation activity requirement (RAR) days", &|shown| {
            Extent::of(shown.planned).rar_days.to_string()
        });
        let unmet = line("Needs that nothing meets", &|shown| match shown.unmet_names().as_slice() {
            [] => "none".to_owned(),
            names => list(names),
        });
        self.part("In sum", vec![weeks, days, unmet]);
    }
}
