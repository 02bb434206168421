//! The timeline as a drawing: lanes, bars, waits, what follows what, today and the end of the sentence.

use jiff::civil::Date;

use super::markup::Markup;
use crate::reasons::PlannedCase;
use crate::reasons::calendar::{Bar, Calendar};
use crate::report::document::Picture;
use crate::report::handover::Handover;
use crate::text::wording::{count, day};
use crate::text::wrap;

/// How wide a drawing is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breadth {
    /// For a page or a screen: names stand left of the bars.
    Broad,
    /// For a telephone: names stand above the bars.
    Narrow,
}

/// Where things lie, in the drawing's own units: one is a pixel at its natural size.
struct Measures {
    breadth: Breadth,
    width: f64,
    /// The calendar's first and last horizontal position.
    left: f64,
    right: f64,
    /// How many characters a name may have on one line.
    characters: usize,
    /// How many marks the calendar has at most.
    marks: u32,
}

impl Measures {
    fn new(breadth: Breadth) -> Self {
        match breadth {
            Breadth::Broad => {
                Self { breadth, width: 960.0, left: 330.0, right: 936.0, characters: 36, marks: 7 }
            }
            Breadth::Narrow => {
                Self { breadth, width: 340.0, left: 4.0, right: 334.0, characters: 38, marks: 4 }
            }
        }
    }
}

/// The drawing of an empty plan.
const NOTHING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 40\"><text x=\"8\" y=\"26\" \
font-family=\"sans-serif\" font-size=\"15\">Nothing is planned yet.</text></svg>";

const TOP: f64 = 52.0;
const BAR: f64 = 18.0;

/// One bar placed in the drawing.
struct Placed<'t> {
    bar: &'t Bar<'t>,
    /// The name's lines.
    lines: Vec<String>,
    /// Where its row begins, and the top of its bar.
    row: f64,
    top: f64,
}

/// The timeline as an SVG file that stands alone. Where the plan is empty it says so.
#[must_use]
pub fn svg(planned: &PlannedCase<'_>, handover: &Handover) -> String {
    let mut svg = Markup::default();
    match Calendar::of(planned) {
        Some(timeline) => draw(&mut svg, &timeline, Breadth::Broad, handover.today, true),
        None => drop(svg.raw(NOTHING)),
    }
    svg.raw("\n");
    svg.into_string()
}

/// The timeline as a picture in a report; nothing where nothing is planned.
#[must_use]
pub fn picture<'r>(planned: &PlannedCase<'r>, handover: &Handover) -> Option<Picture<'r>> {
    let calendar = Calendar::of(planned)?;
    let (svg, alternative) = (svg(planned, handover), description(&calendar));
    Some(Picture { svg, calendar, today: handover.today, alternative })
}

/// What the drawing shows, in words: for those who do not see it.
#[must_use]
fn description(timeline: &Calendar<'_>) -> String {
    let steps = timeline.bars().count();
    let last = timeline.bars().map(|bar| bar.end).max().unwrap_or(1);
    let mut says = format!(
        "Timeline of {} over {} from {}.",
        count(steps, "step"),
        count(last as usize, "week"),
        day(timeline.first_day)
    );
    if let Some(weeks) = timeline.sentence_weeks {
        says.push_str(&format!(" The sentence ends on {}.", day(timeline.last_day_of(weeks))));
    }
    says
}

/// Draws a timeline. An alone-standing drawing brings its colours and background.
pub fn draw(svg: &mut Markup, timeline: &Calendar<'_>, breadth: Breadth, today: Option<Date>, alone: bool) {
    let layout = Measures::new(breadth);
    let (placed, lanes, bottom) = place(timeline, &layout);
    let now = today.and_then(|today| Some((today, timeline.weeks_to(today)?)));
    let height = bottom + if now.is_some() && timeline.sentence_weeks.is_some() { 50.0 } else { 30.0 };
    let class = if breadth == Breadth::Broad { "draw broad" } else { "draw narrow" };
    svg.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" viewBox=\"0 0 {} {height}\"",
        layout.width
    ));
    if alone {
        svg.raw(&format!(" width=\"{}\" height=\"{height}\"", layout.width));
    }
    svg.raw(" role=\"img\" aria-label=\"").text(description(timeline));
    svg.raw(if alone { "\">" } else { " The table below has the same.\">" });
    if alone {
        svg.raw("<style>").raw(super::DRAWING_STYLE).raw("</style>");
        svg.raw(&format!("<rect width=\"{}\" height=\"{height}\" fill=\"var(--paper)\"/>", layout.width));
    }
    let x =
        |weeks: f64| layout.left + (layout.right - layout.left) * weeks / f64::from(timeline.weeks.max(1));
    // Names come last, each with an edge in the colour of the page, so that no line runs through them.
    calendar(svg, timeline, &layout, &x, bottom);
    for (_, y) in &lanes {
        svg.raw(&format!(
            "<rect class=\"band\" x=\"0\" y=\"{y}\" width=\"{}\" height=\"26\"/>",
            layout.width
        ));
    }
    for one in &placed {
        bar(svg, timeline, &x, one);
    }
    if breadth == Breadth::Broad {
        links(svg, &x, &placed);
    }
    days(svg, timeline, &layout, &x, (&placed, bottom), now);
    for (name, y) in &lanes {
        write(svg, "t s b h", 8.0, y + 18.0, name);
    }
    for one in &placed {
        named(svg, &layout, one);
    }
    svg.raw("</svg>");
}

/// Gives every lane's heading and every bar its place, and says where the last row ends.
fn place<'t>(timeline: &'t Calendar<'_>, layout: &Measures) -> (Vec<Placed<'t>>, Vec<(&'t str, f64)>, f64) {
    let mut y = TOP;
    let (mut placed, mut lanes) = (Vec::new(), Vec::new());
    for lane in &timeline.lanes {
        lanes.push((lane.name, y));
        y += 34.0;
        for bar in &lane.bars {
            let lines = wrap::lines(bar.name, layout.characters);
            #[expect(clippy::cast_precision_loss, reason = "a name has a few lines")]
            let names = lines.len() as f64 * 18.0;
            let (top, next) = match layout.breadth {
                Breadth::Broad => (y + 4.0, (names + 18.0).max(BAR) + 12.0),
                Breadth::Narrow => (y + names + 20.0, names + BAR + 34.0),
            };
            placed.push(Placed { bar, lines, row: y, top });
            y += next;
        }
        y += 4.0;
    }
    (placed, lanes, y)
}

/// The weeks and days along the top, with a rule down from each.
fn calendar(
    svg: &mut Markup,
    timeline: &Calendar<'_>,
    layout: &Measures,
    x: &dyn Fn(f64) -> f64,
    bottom: f64,
) {
    let every = timeline.mark_every(layout.marks);
    if layout.breadth == Breadth::Broad {
        write(svg, "t s q e", layout.left - 14.0, 20.0, "Week");
        write(svg, "t s q e", layout.left - 14.0, 38.0, "Starting");
    }
    let mut week = 1;
    while week <= timeline.weeks {
        let at = x(f64::from(week - 1));
        line(svg, "rule", at, TOP - 8.0, at, bottom);
        let room = if layout.breadth == Breadth::Broad { 78.0 } else { 62.0 };
        if at + room <= layout.width + 10.0 {
            write(svg, "t s b", at, 20.0, &week.to_string());
            let day = timeline.first_day_of(week).strftime("%-d %b %y").to_string();
            write(svg, "t s q", at, 38.0, &day);
        }
        week = week.saturating_add(every);
    }
}

fn bar(svg: &mut Markup, timeline: &Calendar<'_>, x: &dyn Fn(f64) -> f64, placed: &Placed<'_>) {
    let bar = placed.bar;
    let colour = bar.phase_index.min(5);
    let (from, to) = (x(f64::from(bar.start - 1)), x(f64::from(bar.end)));
    let middle = placed.top + BAR / 2.0;
    svg.raw("<g>");
    svg.raw("<title>").text(format!(
        "{}: {}, weeks {} to {}, {} to {}",
        bar.name,
        bar.phase,
        bar.start,
        bar.end,
        day(timeline.first_day_of(bar.start)),
        day(timeline.last_day_of(bar.end)),
    ));
    svg.raw("</title>");
    if bar.start > 1 {
        line(svg, "wait", x(0.0) + 2.0, middle, from - 2.0, middle);
    }
    let assumed = if bar.assumed { " assumed" } else { "" };
    svg.raw(&format!(
        "<rect class=\"bar c{colour}{assumed}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{BAR}\"/>",
        placed.top,
        (to - from).max(2.0)
    ));
    svg.raw("</g>");
}

/// The number and the name of a bar, with its phase and weeks below.
fn named(svg: &mut Markup, layout: &Measures, placed: &Placed<'_>) {
    let bar = placed.bar;
    let colour = bar.phase_index.min(5);
    let mark = match layout.breadth {
        Breadth::Broad => 18.0,
        Breadth::Narrow => 13.0,
    };
    svg.raw(&format!("<circle class=\"c{colour}\" cx=\"{mark}\" cy=\"{:.1}\" r=\"11\"/>", placed.row + 13.0));
    write(svg, "t n", mark, placed.row + 17.5, &bar.step.to_string());
    let mut y = placed.row + 18.0;
    for part in &placed.lines {
        write(svg, "t", mark + 18.0, y, part);
        y += 18.0;
    }
    let length = if bar.assumed { ", length assumed" } else { "" };
    let weeks = if bar.start == bar.end {
        format!("week {}", bar.start)
    } else {
        format!("weeks {} to {}", bar.start, bar.end)
    };
    write(svg, "t s q", mark + 18.0, y - 1.0, &format!("{}, {weeks}{length}", bar.phase));
}

/// An arrow from what ends to what follows it.
fn links(svg: &mut Markup, x: &dyn Fn(f64) -> f64, placed: &[Placed<'_>]) {
    for after in placed {
        for before in placed.iter().filter(|before| after.bar.after.contains(&before.bar.step)) {
            let from = x(f64::from(before.bar.end));
            let to = x(f64::from(after.bar.start - 1)) + 7.0;
            let start = before.top + BAR / 2.0;
            let down = after.top > before.top;
            let (end, tip) = if down {
                (after.top - 7.0, after.top - 1.0)
            } else {
                (after.top + BAR + 7.0, after.top + BAR + 1.0)
            };
            svg.raw(&format!("<path class=\"link\" d=\"M{from:.1} {start:.1}H{to:.1}V{end:.1}\"/>"));
            svg.raw(&format!(
                "<path class=\"head\" d=\"M{:.1} {end:.1}H{:.1}L{to:.1} {tip:.1}Z\"/>",
                to - 4.5,
                to + 4.5
            ));
        }
    }
}

/// Today and the end of the sentence.
fn days(
    svg: &mut Markup,
    timeline: &Calendar<'_>,
    layout: &Measures,
    x: &dyn Fn(f64) -> f64,
    (placed, bottom): (&[Placed<'_>], f64),
    now: Option<(Date, f64)>,
) {
    let mut low = bottom + 20.0;
    if let Some((today, weeks)) = now {
        let at = x(weeks);
        upright(svg, "now", layout, at, (placed, bottom));
        beside(svg, "t s b", layout, at, low, &format!("Today, {}", today.strftime("%-d %b %Y")));
        low += 20.0;
    }
    let Some(end) = timeline.sentence_weeks else { return };
    let day = timeline.last_day_of(end).strftime("%-d %b %Y");
    if end <= timeline.weeks {
        let at = x(f64::from(end));
        upright(svg, "end", layout, at, (placed, bottom));
        beside(svg, "t s b", layout, at, low, &format!("Sentence ends {day}"));
    } else {
        write(svg, "t s b e", layout.right, low, &format!("Sentence ends later, {day}"));
    }
}

/// A day across the whole drawing. Where names stand above the bars it crosses the bars alone, so that it runs through no name.
fn upright(
    svg: &mut Markup,
    class: &str,
    layout: &Measures,
    at: f64,
    (placed, bottom): (&[Placed<'_>], f64),
) {
    match layout.breadth {
        Breadth::Broad => line(svg, class, at, TOP - 8.0, at, bottom + 4.0),
        Breadth::Narrow => {
            for bar in placed {
                line(svg, class, at, bar.top - 1.0, at, bar.top + BAR + 4.0);
            }
            line(svg, class, at, bottom - 4.0, at, bottom + 6.0);
        }
    }
}

/// Text beside a line: after it, or before it where there is no room.
fn beside(svg: &mut Markup, class: &str, layout: &Measures, at: f64, y: f64, text: &str) {
    #[expect(clippy::cast_precision_loss, reason = "a label has a few dozen characters")]
    let wide = text.chars().count() as f64 * 7.2;
    if at + wide > layout.width {
        write(svg, &format!("{class} e"), at.min(layout.right), y, text);
    } else {
        write(svg, class, at, y, text);
    }
}

fn line(svg: &mut Markup, class: &str, x1: f64, y1: f64, x2: f64, y2: f64) {
    svg.raw(&format!(
        "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
    ));
}

fn write(svg: &mut Markup, class: &str, x: f64, y: f64, text: &str) {
    svg.raw(&format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">")).text(text).raw("</text>");
}
