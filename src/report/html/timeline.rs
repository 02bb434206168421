//! The timeline on the page: drawn for broad and for narrow screens, and as a table.

use super::WebPage;
use super::drawing::{Breadth, draw};
use crate::reasons::calendar::Calendar;
use crate::text::wording::day;

impl WebPage<'_, '_> {
    /// The plan against the calendar, drawn and as a table.
    pub(super) fn timeline(&mut self) {
        let Some(timeline) = Calendar::of(self.planned) else { return };
        self.section("timeline", "Timeline");
        self.out.raw("<figure>");
        draw(&mut self.out, &timeline, Breadth::Broad, self.handover.today, false);
        draw(&mut self.out, &timeline, Breadth::Narrow, self.handover.today, false);
        self.out.raw("</figure>\n");
        if timeline.bars().any(|bar| bar.assumed) {
            self.out.element(
                "p class=\"quiet\"",
                "A pale bar with a broken edge has a length that no source states: it is a planning assumption.",
            );
        }
        self.timeline_table(&timeline);
        self.end();
    }

    fn timeline_table(&mut self, timeline: &Calendar<'_>) {
        let out = &mut self.out;
        out.raw("<div class=\"scroll\" role=\"region\" aria-label=\"Table of the timeline\" tabindex=\"0\"><table>");
        out.raw("<caption>The timeline as a table</caption><thead><tr>");
        for name in ["Step", "What", "Weeks", "From and to", "Why then"] {
            out.element("th scope=\"col\"", name);
        }
        out.raw("</tr></thead><tbody>");
        let mut bars: Vec<_> = timeline.bars().collect();
        bars.sort_by_key(|bar| bar.step);
        for bar in bars {
            out.raw("<tr>").element("td", bar.step).element("th scope=\"row\"", bar.name);
            let assumed = if bar.assumed { " (length assumed)" } else { "" };
            out.element("td", format!("{} to {}{assumed}", bar.start, bar.end));
            let (from, to) = (timeline.first_day_of(bar.start), timeline.last_day_of(bar.end));
            out.element("td", format!("{} to {}", day(from), day(to)));
            out.element("td", bar.waits.as_deref().unwrap_or("Nothing comes before it."));
            out.raw("</tr>");
        }
        if let Some(weeks) = timeline.sentence_weeks {
            out.raw("<tr><td></td>").element("th scope=\"row\"", "The sentence ends");
            out.element("td", weeks).element("td", day(timeline.last_day_of(weeks))).raw("<td></td></tr>");
        }
        out.raw("</tbody></table></div>\n");
    }
}
