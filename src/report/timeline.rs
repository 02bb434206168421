//! The plan against the calendar in plain characters.

use unicode_width::UnicodeWidthStr;

use crate::reasons::PlannedCase;
use crate::reasons::calendar::{Bar, Calendar};
use crate::text::wording::day;
use crate::text::wrap::{hanging, paragraph};

/// The timeline in plain characters, with no line wider than `width`; nothing where the plan is empty or the width is below 60
/// columns.
#[must_use]
pub fn drawn(planned: &PlannedCase<'_>, width: usize) -> Option<String> {
    let calendar = Calendar::of(planned).filter(|_| width >= 60)?;
    Some(Plain::new(&calendar, width.min(120)).drawn())
}

/// A timeline in plain characters.
struct Plain<'t, 'r> {
    calendar: &'t Calendar<'r>,
    width: usize,
    /// Columns for names.
    label: usize,
    /// Columns for the calendar.
    room: usize,
    /// How many columns one week has, and how many weeks one column: one of the two is 1.
    columns_a_week: usize,
    weeks_a_column: usize,
}

impl<'t, 'r> Plain<'t, 'r> {
    fn new(calendar: &'t Calendar<'r>, width: usize) -> Self {
        let weeks = calendar.weeks as usize;
        let longest = calendar.bars().map(|bar| bar.name.width() + 4).max().unwrap_or(0);
        let label = longest.min(34).min(width / 2 - 4);
        let room = width - label - 2;
        Self {
            calendar,
            width,
            label,
            room,
            columns_a_week: (room / weeks.max(1)).clamp(1, 4),
            weeks_a_column: weeks.div_ceil(room).max(1),
        }
    }

    /// The first column of a week.
    fn column(&self, week: u32) -> usize {
        (week.saturating_sub(1) as usize) * self.columns_a_week / self.weeks_a_column
    }

    fn drawn(&self) -> String {
        let mut out = format!("Timeline from {}\n\n", day(self.calendar.first_day));
        self.dates(&mut out);
        let mut bars: Vec<&Bar<'_>> = self.calendar.bars().collect();
        bars.sort_by_key(|bar| bar.step);
        bars.iter().for_each(|bar| self.bar(&mut out, bar));
        out.push('\n');
        paragraph(&mut out, &self.key(&bars), self.width, 0, 0);
        out
    }

    /// The days along the top, with a mark below each.
    fn dates(&self, out: &mut String) {
        let most = self.column(self.calendar.weeks.saturating_add(1)) / 11;
        let every = self.calendar.mark_every(u32::try_from(most).unwrap_or(1));
        let (mut days, mut marks) = (String::new(), String::new());
        let mut week = 1;
        while week <= self.calendar.weeks {
            let at = self.column(week);
            let named = self.calendar.first_day_of(week).strftime("%-d %b %y").to_string();
            if at + named.len() <= self.room {
                pad(&mut days, at);
                days.push_str(&named);
            }
            pad(&mut marks, at);
            marks.push('|');
            week = week.saturating_add(every);
        }
        for line in [days, marks] {
            self.line(out, "", &line);
        }
    }

    fn bar(&self, out: &mut String, bar: &Bar<'_>) {
        let (from, next) = (self.column(bar.start), self.column(bar.end.saturating_add(1)));
        let mut drawn = ".".repeat(from);
        let mark = if bar.assumed { '~' } else { '=' };
        drawn.extend(std::iter::repeat_n(mark, next.saturating_sub(from).max(1)));
        let number = format!("{}.", bar.step);
        let hang = number.len() + 1;
        let name = hanging(&format!("{number} {}", bar.name), self.label, self.label - hang);
        for (index, part) in name.iter().enumerate() {
            match index {
                0 => self.line(out, part, &drawn),
                _ => self.line(out, &format!("{}{part}", " ".repeat(hang)), ""),
            }
        }
    }

    fn line(&self, out: &mut String, label: &str, drawn: &str) {
        let gap = " ".repeat(self.label.saturating_sub(label.width()) + 2);
        out.push_str(format!("{label}{gap}{drawn}").trim_end());
        out.push('\n');
    }

    fn key(&self, bars: &[&Bar<'_>]) -> String {
        let scale = match (self.columns_a_week, self.weeks_a_column) {
            (1, 1) => "one mark is a week".to_owned(),
            (columns, 1) => format!("{columns} marks are a week"),
            (_, weeks) => format!("one mark is {weeks} weeks"),
        };
        let mut key = vec![scale];
        if bars.iter().any(|bar| !bar.assumed) {
            key.push("= planned".to_owned());
        }
        if bars.iter().any(|bar| bar.assumed) {
            key.push("~ length assumed".to_owned());
        }
        if bars.iter().any(|bar| bar.start > 1) {
            key.push(". not started yet".to_owned());
        }
        let mut key = format!("Key: {}.", key.join("; "));
        if let Some(weeks) = self.calendar.sentence_weeks {
            key.push_str(&format!(" The sentence ends on {}.", day(self.calendar.last_day_of(weeks))));
        }
        key
    }
}

fn pad(line: &mut String, to: usize) {
    while line.len() < to {
        line.push(' ');
    }
}
