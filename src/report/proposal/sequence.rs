//! What is done when: a row for each step, what each waits for, and how the plan fits the sentence.

use super::Proposal;
use crate::reasons::calendar::Calendar;
use crate::reasons::extent::Extent;
use crate::report::document::{Block, Column, Table, Text};
use crate::report::html;
use crate::text::wording::{count, day};

impl<'r> Proposal<'_, 'r> {
    pub(super) fn sequence(&mut self) {
        let planned = self.planned;
        let Some(calendar) = Calendar::of(planned) else { return };
        self.heading("The sequence");
        if let Some(picture) = html::picture(planned, self.handover) {
            self.blocks.push(Block::Picture(picture));
        }
        self.blocks.push(Block::Table(self.steps(&calendar)));
        let mut waits: Vec<(usize, String)> =
            calendar.bars().filter_map(|bar| Some((bar.step, bar.waits.clone()?))).collect();
        waits.sort();
        self.list(waits.into_iter().map(|(step, wait)| format!("Step {step}: {wait}")));
        self.paragraph(self.lengths(&calendar));
    }

    fn steps(&self, calendar: &Calendar<'_>) -> Table<'r> {
        let catalogue = self.planned.catalogue();
        let rows = self.planned.decision.steps.iter().enumerate().map(|(index, step)| {
            let offer = catalogue.offer(step.offer);
            let assumed = if offer.delivery.assumed { " (length assumed)" } else { "" };
            let (first, last) = (calendar.first_day_of(step.start), calendar.last_day_of(step.end));
            vec![
                Text::from((index + 1).to_string()),
                (&offer.name).into(),
                (&catalogue.policy.phases[step.phase.index()].name).into(),
                format!("{} to {}{assumed}", step.start, step.end).into(),
                format!("{} to {}", day(first), day(last)).into(),
                (&catalogue.policy.vehicles[step.vehicle.index()].name).into(),
            ]
        });
        let columns = [
            ("Step", true, 2),
            ("What", false, 7),
            ("Phase", false, 5),
            ("Weeks", false, 4),
            ("From and to", false, 6),
            ("Under", false, 6),
        ];
        Table {
            caption: "The steps in the order in which they are done".to_owned(),
            columns: (columns.into_iter())
                .map(|(heading, figures, share)| Column { heading: heading.to_owned(), figures, share })
                .collect(),
            rows: rows.collect(),
        }
    }

    /// How long the plan takes, and when the sentence ends.
    fn lengths(&self, calendar: &Calendar<'_>) -> String {
        let extent = Extent::of(self.planned);
        let mut says = format!("The plan takes {}", count(extent.weeks as usize, "week"));
        if extent.rar_days > 0 {
            let days = count(extent.rar_days as usize, "day");
            says.push_str(&format!(" and {days} of a rehabilitation activity requirement (RAR)"));
        }
        says + &match calendar.sentence_weeks {
            Some(weeks) => format!(". The sentence ends on {}.", day(calendar.last_day_of(weeks))),
            None => ". How many weeks remain of the sentence is not known.".to_owned(),
        }
    }
}
