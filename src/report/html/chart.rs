//! Bars with their figures beside them: drawn for broad and for narrow screens. A table beside it has the same.

use super::drawing::Breadth;
use super::markup::Markup;
use crate::text::wrap;

/// One row of a chart.
#[derive(Clone, Debug, Default)]
pub(super) struct ChartRow {
    /// What it is about.
    pub(super) label: String,
    /// How long its bar is, part by part; none where that is not shown.
    pub(super) parts: Vec<u64>,
    /// Its figures, as they read.
    pub(super) says: String,
}

/// How a part of a bar looks: full, then pale with a broken edge, so that colour alone tells nothing.
const LOOKS: [&str; 2] = ["bar c2", "bar c4 assumed"];

/// The height of a bar and of a line of text.
const BAR: f64 = 18.0;
const LINE: f64 = 18.0;

/// Where things lie.
struct Measures {
    breadth: Breadth,
    width: f64,
    left: f64,
    right: f64,
    characters: usize,
}

/// Draws a chart, once for each breadth. `alternative` says what it shows.
pub(super) fn chart(out: &mut Markup, alternative: &str, rows: &[ChartRow]) {
    out.raw("<figure>");
    let broad = Measures { breadth: Breadth::Broad, width: 960.0, left: 350.0, right: 760.0, characters: 42 };
    let narrow = Measures { breadth: Breadth::Narrow, width: 340.0, left: 4.0, right: 330.0, characters: 40 };
    for measures in [broad, narrow] {
        draw(out, &measures, alternative, rows);
    }
    out.raw("</figure>\n");
}

fn draw(out: &mut Markup, measures: &Measures, alternative: &str, rows: &[ChartRow]) {
    let class = if measures.breadth == Breadth::Broad { "draw broad" } else { "draw narrow" };
    let most = rows.iter().map(|row| row.parts.iter().sum()).max().unwrap_or(0).max(1);
    let mut y = 4.0;
    let mut drawn = Markup::default();
    for row in rows {
        let lines = wrap::lines(&row.label, measures.characters);
        #[expect(clippy::cast_precision_loss, reason = "a label has a few lines")]
        let label = lines.len() as f64 * LINE;
        for (index, line) in (0_u8..).zip(&lines) {
            write(&mut drawn, "t", 4.0, y + 14.0 + f64::from(index) * LINE, line);
        }
        let (top, next) = match measures.breadth {
            Breadth::Broad => (y, label.max(BAR) + 12.0),
            Breadth::Narrow => (y + label + LINE + 2.0, label + LINE + BAR + 14.0),
        };
        let mut x = measures.left;
        for (part, look) in row.parts.iter().zip(LOOKS) {
            let wide = share(*part, most) * (measures.right - measures.left);
            if *part > 0 {
                drawn.raw(&format!(
                    "<rect class=\"{look}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{BAR}\"/>",
                    wide.max(2.0)
                ));
            }
            x += wide;
        }
        match measures.breadth {
            Breadth::Broad => write(&mut drawn, "t s q", x + 10.0, top + 14.0, &row.says),
            Breadth::Narrow => write(&mut drawn, "t s q", 4.0, top - 6.0, &row.says),
        }
        y += next;
    }
    out.raw(&format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {} {y:.0}\" role=\"img\" aria-label=\"",
        measures.width
    ));
    out.text(alternative).raw(" The table below has the same.\">").raw(&drawn.into_string()).raw("</svg>");
}

#[expect(clippy::cast_precision_loss, reason = "a bar is drawn no finer than a count of people is exact")]
fn share(part: u64, most: u64) -> f64 {
    part as f64 / most as f64
}

fn write(out: &mut Markup, class: &str, x: f64, y: f64, text: &str) {
    out.raw(&format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">")).text(text).raw("</text>");
}
