//! The plan against the calendar: what every drawing and table of it shares, and the drawing in plain characters.

use jiff::Span;
use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use crate::catalogue::LaneId;
use crate::catalogue::policy::PhaseRole;
use crate::plan::Step;
use crate::reasons::Planned;
use crate::text::wording::{count, day, fill, list};

/// The plan against the calendar. Weeks count from 1, and week 1 starts on `first_day`.
#[derive(Clone, Debug)]
pub struct Timeline<'r> {
    /// The first day of week 1.
    pub first_day: Date,
    /// The last week that is drawn: of the plan, or of the sentence where that is not far beyond it.
    pub weeks: u32,
    /// The last week of the sentence, where it is known.
    pub sentence_weeks: Option<u32>,
    /// The lanes that hold something, in the order of the policy.
    pub lanes: Vec<Lane<'r>>,
}

/// What runs in one lane.
#[derive(Clone, Debug)]
pub struct Lane<'r> {
    /// Its name.
    pub name: &'r str,
    /// Its bars, in the order of the plan.
    pub bars: Vec<Bar<'r>>,
}

/// One step against the calendar.
#[derive(Clone, Debug)]
pub struct Bar<'r> {
    /// Its place in the plan, from 1.
    pub step: usize,
    /// The offer's name.
    pub name: &'r str,
    /// The phase's name.
    pub phase: &'r str,
    /// The phase's place among the phases, from 0.
    pub phase_index: usize,
    /// First week.
    pub start: u32,
    /// Last week.
    pub end: u32,
    /// Its sessions, stated or planned.
    pub sessions: u32,
    /// No source states its length.
    pub assumed: bool,
    /// The steps it comes after, by their place in the plan.
    pub after: Vec<usize>,
    /// Why it does not start in week 1.
    pub waits: Option<String>,
}

impl Timeline<'_> {
    /// The first day of a week.
    #[must_use]
    pub fn first_day_of(&self, week: u32) -> Date {
        later(self.first_day, i64::from(week) * 7 - 7)
    }

    /// The last day of a week.
    #[must_use]
    pub fn last_day_of(&self, week: u32) -> Date {
        later(self.first_day, i64::from(week) * 7 - 1)
    }

    /// Every bar, lane by lane.
    pub fn bars(&self) -> impl Iterator<Item = &Bar<'_>> {
        self.lanes.iter().flat_map(|lane| &lane.bars)
    }

    /// How many weeks into the drawing a day lies, where it lies on it.
    #[must_use]
    pub fn weeks_to(&self, day: Date) -> Option<f64> {
        let days = (day - self.first_day).get_days();
        let last = i64::from(self.weeks) * 7;
        (0..=last).contains(&i64::from(days)).then(|| f64::from(days) / 7.0)
    }

    /// Every how many weeks the calendar is marked, so that there are at most `marks` marks.
    #[must_use]
    pub fn mark_every(&self, marks: u32) -> u32 {
        let enough = |every: &u32| self.weeks.div_ceil(*every) <= marks.max(1);
        [1, 2, 4, 8, 13, 26, 52, 104].into_iter().find(enough).unwrap_or(260)
    }
}

/// A day some days later; the last day there is where that lies beyond the calendar.
fn later(day: Date, days: i64) -> Date {
    let span = Span::new().try_days(days).unwrap_or_default();
    day.checked_add(span).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

impl<'r> Planned<'r> {
    /// The plan against the calendar; nothing where the plan is empty.
    #[must_use]
    pub fn calendar(&self) -> Option<Timeline<'r>> {
        let catalogue = self.catalogue();
        let weeks = self.weeks();
        if weeks == 0 {
            return None;
        }
        let sentence_weeks = self.case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks);
        let bars = || self.decision.steps.iter().enumerate();
        let lanes = (catalogue.policy.lanes.iter().enumerate())
            .map(|(index, lane)| Lane {
                name: &lane.name,
                bars: bars()
                    .filter(|(_, step)| step.lane == LaneId::from(index))
                    .map(|(at, step)| self.bar(at, step))
                    .collect(),
            })
            .filter(|lane: &Lane<'_>| !lane.bars.is_empty())
            .collect();
        Some(Timeline {
            first_day: self.case.as_of,
            weeks: sentence_weeks.filter(|end| *end <= weeks.saturating_mul(2)).unwrap_or(0).max(weeks),
            sentence_weeks,
            lanes,
        })
    }

    fn bar(&self, index: usize, step: &Step) -> Bar<'r> {
        let catalogue = self.catalogue();
        let offer = catalogue.offer(step.offer);
        let others = self.decision.steps.iter().enumerate().filter(|(_, other)| other.offer != step.offer);
        Bar {
            step: index + 1,
            name: &offer.name,
            phase: &catalogue.policy.phases[step.phase.index()].name,
            phase_index: step.phase.index(),
            start: step.start,
            end: step.end,
            sessions: self.planner.sessions(step),
            assumed: offer.delivery.assumed,
            after: others
                .filter(|(_, other)| self.planner.follows(step, other))
                .map(|(index, _)| index + 1)
                .collect(),
            waits: self.why_then(step),
        }
    }

    /// Why a step does not start in week 1: what it follows, what holds its lane, or what has to settle first.
    fn why_then(&self, step: &Step) -> Option<String> {
        if step.start <= 1 {
            return None;
        }
        let catalogue = self.catalogue();
        let policy = &catalogue.policy;
        let ended = |other: &&Step| other.offer != step.offer && other.end + 1 == step.start;
        let names = |steps: Vec<&Step>| -> Vec<&str> {
            steps.iter().map(|other| catalogue.offer(other.offer).name.as_str()).collect()
        };
        let steps = &self.decision.steps;
        let follows: Vec<&Step> =
            steps.iter().filter(ended).filter(|other| self.planner.follows(step, other)).collect();
        if !follows.is_empty() {
            return Some(format!("It follows {}.", list(&names(follows))));
        }
        let lane = &policy.lanes[step.lane.index()];
        let holds = |other: &&Step| other.lane == step.lane && !catalogue.offer(other.offer).alongside;
        let held: Vec<&Step> = steps.iter().filter(ended).filter(holds).collect();
        if lane.one_at_a_time && !held.is_empty() {
            return Some(format!("It waits until {} has ended: one at a time.", list(&names(held))));
        }
        let settles = |other: &&Step| policy.phases[other.phase.index()].role == PhaseRole::Stabilise;
        let settling: Vec<&Step> = steps.iter().filter(settles).collect();
        if self.planner.waits(step) && !settling.is_empty() {
            let weeks = count(step.start.saturating_sub(1) as usize, "week");
            return Some(format!("It waits {weeks} while {} gets under way.", list(&names(settling))));
        }
        None
    }

    /// The timeline in plain characters, with no line wider than `width`; nothing where the plan is empty or the width is
    /// below 60 columns.
    #[must_use]
    pub fn timeline(&self, width: usize) -> Option<String> {
        let timeline = self.calendar().filter(|_| width >= 60)?;
        Some(Plain::new(&timeline, width.min(120)).drawn())
    }
}

/// A timeline in plain characters.
struct Plain<'t, 'r> {
    timeline: &'t Timeline<'r>,
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
    fn new(timeline: &'t Timeline<'r>, width: usize) -> Self {
        let weeks = timeline.weeks as usize;
        let longest = timeline.bars().map(|bar| bar.name.width() + 4).max().unwrap_or(0);
        let label = longest.min(34).min(width / 2 - 4);
        let room = width - label - 2;
        Self {
            timeline,
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
        let mut out = format!("Timeline from {}\n\n", day(self.timeline.first_day));
        self.calendar(&mut out);
        let mut bars: Vec<&Bar<'_>> = self.timeline.bars().collect();
        bars.sort_by_key(|bar| bar.step);
        bars.iter().for_each(|bar| self.bar(&mut out, bar));
        out.push('\n');
        for line in fill(&self.key(&bars), self.width, self.width) {
            out.push_str(&line);
            out.push('\n');
        }
        out
    }

    /// The days along the top, with a mark below each.
    fn calendar(&self, out: &mut String) {
        let most = self.column(self.timeline.weeks.saturating_add(1)) / 11;
        let every = self.timeline.mark_every(u32::try_from(most).unwrap_or(1));
        let (mut days, mut marks) = (String::new(), String::new());
        let mut week = 1;
        while week <= self.timeline.weeks {
            let at = self.column(week);
            let named = self.timeline.first_day_of(week).strftime("%-d %b %y").to_string();
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
        let name = fill(&format!("{number} {}", bar.name), self.label, self.label - hang);
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
        if let Some(weeks) = self.timeline.sentence_weeks {
            key.push_str(&format!(" The sentence ends on {}.", day(self.timeline.last_day_of(weeks))));
        }
        key
    }
}

fn pad(line: &mut String, to: usize) {
    while line.len() < to {
        line.push(' ');
    }
}
