//! One option that was weighed: what became of it, and what speaks for and against it.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::Proposal;
use crate::catalogue::OfferId;
use crate::matching::CriterionResult;
use crate::outcome::Outcome;
use crate::reasons::disclosure::Point;
use crate::reasons::judgement;
use crate::report::document::{Block, Level, Text};
use crate::report::handover::Detail;
use crate::text::wording::day;

impl<'r> Proposal<'_, 'r> {
    pub(super) fn option(&mut self, id: OfferId, before: &str) {
        let planned = self.planned;
        self.blocks.push(Block::Heading(Level::Item, format!("{before}{}", planned.name(id)).into()));
        self.paragraph(self.shown.in_short(id));
        if planned.reason(id).outcome() == Outcome::Consider {
            let next = judgement::next(planned, id);
            if !next.is_empty() {
                self.paragraph(next);
            }
        }
        if self.handover.detail == Detail::Brief {
            return;
        }
        let points = self.shown.points(id);
        for (word, result) in [
            ("For it", CriterionResult::Met),
            ("For it, by exception", CriterionResult::Excepted),
            ("Against it", CriterionResult::NotMet),
            ("Not known", CriterionResult::Unknown),
        ] {
            let of: Vec<&Point<'r>> = points.iter().filter(|point| point.result == result).collect();
            self.points(word, &of);
        }
        let arranged = matches!(planned.reason(id).outcome(), Outcome::Include | Outcome::Consider);
        let arrange = self.shown.arrange(id);
        if arranged && !arrange.is_empty() {
            let notes = arrange.iter().map(|note| Text::from(&note.says).cited(&note.source));
            self.paragraph(Text::joined([Text::strong("To arrange:")].into_iter().chain(notes)));
        }
    }

    /// Points as a paragraph, and one for each day since which some of them have not been confirmed.
    fn points(&mut self, word: &str, points: &[&Point<'r>]) {
        let mut days: Vec<Option<Date>> = points.iter().map(|point| point.not_since).collect();
        days.sort_unstable_by_key(|since| (since.is_some(), Reverse(*since)));
        days.dedup();
        for since in days {
            let old = since.map_or_else(String::new, |since| format!(", not confirmed since {}", day(since)));
            let of = points.iter().filter(|point| point.not_since == since);
            let word = Text::strong(format!("{word}{old}:"));
            self.paragraph(Text::joined([word].into_iter().chain(of.map(|point| sentence(point)))));
        }
    }
}

/// A point as a sentence. One that is not met or not known is quoted as the criterion it is.
fn sentence<'r>(point: &Point<'r>) -> Text<'r> {
    let (says, known) = (&point.says, point.known.join("; "));
    let says = match point.result {
        CriterionResult::Met | CriterionResult::Excepted => says.clone(),
        CriterionResult::NotMet if known.is_empty() => says.clone(),
        CriterionResult::NotMet => format!("{says} ({known})"),
        CriterionResult::Unknown if known.is_empty() => format!("\"{says}\""),
        CriterionResult::Unknown => format!("Whether \"{says}\" holds ({known})."),
    };
    Text::from(says).cited(point.source)
}
