//! The timeline, drawn with Word's own shapes: crisp at any size, and with no picture file that would need fonts to be made.

use super::super::Picture;
use super::body::WIDTH;
use super::part::Part;
use crate::reasons::calendar::{Bar, Calendar};
use crate::text::wrap;

/// A point in Word's units of drawing.
const POINT: i64 = 12_700;
/// The drawing fills the width of the page's words.
const RIGHT: i64 = WIDTH as i64 * POINT / 20;
/// Where the calendar begins; names stand left of it.
const LEFT: i64 = 168 * POINT;
/// Where the first lane begins, below weeks and days.
const TOP: i64 = 28 * POINT;
/// A drawing that is higher does not fit on a page below its heading.
const HIGHEST: i64 = 640 * POINT;
const LINE: i64 = 11 * POINT;
const LANE: i64 = 17 * POINT;
const BAR: i64 = 12 * POINT;
const DISC: i64 = 15 * POINT;
/// How many characters of a name fit on a line, and how many marks into the calendar.
const CHARACTERS: usize = 30;
const MARKS: u32 = 6;
/// How wide a day is in the calendar.
const DAY: i64 = 50 * POINT;

const INK: &str = "0B0C0C";
const QUIET: &str = "484F54";
const SOFT: &str = "F3F2F1";
const RULE: &str = "B1B4B6";
const END: &str = "A3200F";
/// A colour for each phase, dark enough for white figures, and a light one for what is assumed.
const PHASES: [(&str, &str); 6] = [
    ("00703C", "B3D4C5"),
    ("6B3FA0", "D3C5E3"),
    ("1D70B8", "BBD4EA"),
    ("0C7878", "B6D7D7"),
    ("8A4B08", "DCC9B5"),
    ("505A5F", "CACDCF"),
];

/// The namespaces of drawing that the document's root declares.
pub const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:wpg", GROUP),
    ("xmlns:wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
];
const GROUP: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";

/// Where something lies: from the left, from above, how wide, how high.
type Place = (i64, i64, i64, i64);

/// Where words stand in their place.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Middle,
    Right,
}

/// What has words in a drawing: their colour, whether they are bold, and where they stand.
#[derive(Clone, Copy)]
struct Look(&'static str, bool, Side);

/// A drawing being made. Shapes are numbered through the whole document.
struct Drawing<'p, 'i> {
    part: &'p mut Part,
    ids: &'i mut u32,
}

/// The picture as a paragraph's run; nothing where it is too high for a page, since what it shows is said beside it.
pub fn draw(part: &mut Part, picture: &Picture<'_>, ids: &mut u32) {
    let calendar = &picture.calendar;
    let (rows, lanes, bottom) = rows(calendar);
    let today = picture.today.filter(|today| calendar.weeks_to(*today).is_some());
    let labels = i64::from(today.is_some()) + i64::from(calendar.sentence_weeks.is_some());
    let height = bottom + (labels * 13 + 6) * POINT;
    if height > HIGHEST {
        return;
    }
    let id = next(ids);
    let [width, high] = [RIGHT, height].map(|n| n.to_string());
    let inside = |part: &mut Part| {
        part.leaf("wp:extent", &[("cx", &width), ("cy", &high)]);
        part.leaf("wp:effectExtent", &[("l", "0"), ("t", "0"), ("r", "0"), ("b", "0")]);
        let says = picture.alternative.as_str();
        part.leaf("wp:docPr", &[("id", &id), ("name", "Timeline"), ("descr", says)]);
        part.leaf("wp:cNvGraphicFramePr", &[]);
        part.within("a:graphic", &[], |part| {
            part.within("a:graphicData", &[("uri", GROUP)], |part| {
                part.within("wpg:wgp", &[], |part| {
                    part.leaf("wpg:cNvGrpSpPr", &[]);
                    part.within("wpg:grpSpPr", &[], |part| {
                        part.within("a:xfrm", &[], |part| {
                            for (off, ext) in [("a:off", "a:ext"), ("a:chOff", "a:chExt")] {
                                part.leaf(off, &[("x", "0"), ("y", "0")]);
                                part.leaf(ext, &[("cx", &width), ("cy", &high)]);
                            }
                        });
                    });
                    let mut drawing = Drawing { part, ids };
                    drawing.weeks(calendar, bottom);
                    lanes.iter().for_each(|(name, y)| drawing.lane(name, *y));
                    rows.iter().for_each(|row| drawing.row(calendar, row));
                    drawing.days(calendar, today, bottom);
                });
            });
        });
    };
    part.within("w:r", &[], |part| {
        part.within("mc:AlternateContent", &[], |part| {
            part.within("mc:Choice", &[("Requires", "wpg")], |part| {
                part.within("w:drawing", &[], |part| {
                    let apart = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                    part.within("wp:inline", &apart, inside);
                });
            });
            part.within("mc:Fallback", &[], |part| part.words("w:t", &[], &picture.alternative));
        });
    });
}

/// A bar, the lines of its name, and where its row begins.
struct Row<'c> {
    bar: &'c Bar<'c>,
    name: Vec<String>,
    top: i64,
}

/// Every row and every lane's heading with its place, and where the last row ends.
fn rows<'c>(calendar: &'c Calendar<'_>) -> (Vec<Row<'c>>, Vec<(&'c str, i64)>, i64) {
    let (mut rows, mut lanes, mut y) = (Vec::new(), Vec::new(), TOP);
    for lane in &calendar.lanes {
        lanes.push((lane.name, y));
        y += LANE + 3 * POINT;
        for bar in &lane.bars {
            let assumed = if bar.assumed { " (length assumed)" } else { "" };
            let name = wrap::lines(&format!("{}{assumed}", bar.name), CHARACTERS);
            let lines = i64::try_from(name.len()).unwrap_or(i64::MAX / LINE);
            let height = (lines * LINE).max(DISC) + 5 * POINT;
            rows.push(Row { bar, name, top: y });
            y += height;
        }
        y += 2 * POINT;
    }
    (rows, lanes, y)
}

/// Where a day lies, by how many days of the calendar are before it.
fn across(calendar: &Calendar<'_>, days: i64) -> i64 {
    LEFT + (RIGHT - LEFT) * days / (i64::from(calendar.weeks.max(1)) * 7)
}

fn next(ids: &mut u32) -> String {
    *ids += 1;
    ids.to_string()
}

impl Drawing<'_, '_> {
    /// The weeks and days along the top, with a rule down from each.
    fn weeks(&mut self, calendar: &Calendar<'_>, bottom: i64) {
        let quiet = Look(QUIET, false, Side::Right);
        self.words((0, 0, LEFT - 6 * POINT, LINE), "Week", quiet);
        self.words((0, LINE + POINT, LEFT - 6 * POINT, LINE), "Starting", quiet);
        let every = calendar.mark_every(MARKS);
        let mut week = 1;
        while week <= calendar.weeks {
            let at = across(calendar, i64::from(week) * 7 - 7);
            self.line((at, TOP - 3 * POINT, 0, bottom - TOP + 3 * POINT), RULE, "6350", None);
            if at + DAY <= RIGHT + 2 * POINT {
                self.words((at, 0, DAY, LINE), &week.to_string(), Look(INK, true, Side::Left));
                let day = calendar.first_day_of(week).strftime("%-d %b %y").to_string();
                self.words((at, LINE + POINT, DAY, LINE), &day, Look(QUIET, false, Side::Left));
            }
            week = week.saturating_add(every);
        }
    }

    fn lane(&mut self, name: &str, y: i64) {
        self.shape((0, y, RIGHT, LANE), "rect", Some(SOFT), None);
        self.words((4 * POINT, y + 3 * POINT, RIGHT, LINE), name, Look(INK, true, Side::Left));
    }

    fn row(&mut self, calendar: &Calendar<'_>, row: &Row<'_>) {
        let bar = row.bar;
        let (colour, light) = PHASES[bar.phase_index.min(PHASES.len() - 1)];
        let from = across(calendar, i64::from(bar.start) * 7 - 7);
        let to = across(calendar, i64::from(bar.end) * 7);
        let top = row.top + (DISC - BAR) / 2;
        if bar.start > 1 {
            self.line((LEFT, top + BAR / 2, from - LEFT, 0), QUIET, "12700", Some("sysDot"));
        }
        let fill = if bar.assumed { light } else { colour };
        let edge = bar.assumed.then_some("dash");
        self.shape(
            (from, top, (to - from).max(POINT), BAR),
            "rect",
            Some(fill),
            Some((colour, "12700", edge)),
        );
        self.shape((2 * POINT, row.top, DISC, DISC), "ellipse", Some(colour), None);
        let number = bar.step.to_string();
        self.words(
            (0, row.top + 2 * POINT, DISC + 4 * POINT, LINE),
            &number,
            Look("FFFFFF", true, Side::Middle),
        );
        let mut y = row.top + 2 * POINT;
        for line in &row.name {
            self.words((22 * POINT, y, LEFT - 24 * POINT, LINE), line, Look(INK, false, Side::Left));
            y += LINE;
        }
    }

    /// Today and the end of the sentence.
    fn days(&mut self, calendar: &Calendar<'_>, today: Option<jiff::civil::Date>, bottom: i64) {
        let mut low = bottom + 4 * POINT;
        if let Some(today) = today {
            let at = across(calendar, i64::from((today - calendar.first_day).get_days()));
            self.line((at, TOP - 3 * POINT, 0, low - TOP + POINT), INK, "15875", None);
            self.beside(at, low, &format!("Today, {}", today.strftime("%-d %b %Y")));
            low += 13 * POINT;
        }
        let Some(end) = calendar.sentence_weeks else { return };
        let day = calendar.last_day_of(end).strftime("%-d %b %Y");
        if end <= calendar.weeks {
            let at = across(calendar, i64::from(end) * 7);
            self.line((at, TOP - 3 * POINT, 0, bottom - TOP + 5 * POINT), END, "15875", Some("dash"));
            self.beside(at, low, &format!("Sentence ends {day}"));
        } else {
            self.beside(RIGHT, low, &format!("Sentence ends later, {day}"));
        }
    }

    /// Words after a line, or before it where there is no room.
    fn beside(&mut self, at: i64, y: i64, text: &str) {
        let wide = 170 * POINT;
        let (left, side) = if at + wide > RIGHT { (at - wide, Side::Right) } else { (at, Side::Left) };
        self.words((left, y, wide, LINE), text, Look(INK, true, side));
    }

    fn line(&mut self, place: Place, colour: &str, thick: &str, dash: Option<&str>) {
        self.shape(place, "line", None, Some((colour, thick, dash)));
    }

    fn shape(
        &mut self,
        place: Place,
        form: &str,
        fill: Option<&str>,
        edge: Option<(&str, &str, Option<&str>)>,
    ) {
        let kind = if form == "line" { "wps:cNvCnPr" } else { "wps:cNvSpPr" };
        self.outline(kind, place, form, fill, edge, |part| part.leaf("wps:bodyPr", &[]));
    }

    fn words(&mut self, place: Place, text: &str, look: Look) {
        let Look(colour, bold, side) = look;
        self.outline("wps:cNvSpPr", place, "rect", None, None, |part| {
            part.within("wps:txbx", &[], |part| {
                part.within("w:txbxContent", &[], |part| {
                    part.within("w:p", &[], |part| {
                        part.within("w:pPr", &[], |part| {
                            part.value("w:pStyle", "DrawingText");
                            part.value(
                                "w:jc",
                                match side {
                                    Side::Left => "left",
                                    Side::Middle => "center",
                                    Side::Right => "right",
                                },
                            );
                        });
                        part.within("w:r", &[], |part| {
                            part.within("w:rPr", &[], |part| {
                                if bold {
                                    part.leaf("w:b", &[]);
                                    part.leaf("w:bCs", &[]);
                                }
                                part.value("w:color", colour);
                            });
                            part.words("w:t", &[("xml:space", "preserve")], text);
                        });
                    });
                });
            });
            let edges = [("lIns", "0"), ("tIns", "0"), ("rIns", "0"), ("bIns", "0")];
            part.within("wps:bodyPr", &edges, |part| part.leaf("a:noAutofit", &[]));
        });
    }

    fn outline(
        &mut self,
        kind: &str,
        (x, y, width, height): Place,
        form: &str,
        fill: Option<&str>,
        edge: Option<(&str, &str, Option<&str>)>,
        inside: impl FnOnce(&mut Part),
    ) {
        let id = next(self.ids);
        let [x, y, width, height] = [x, y, width, height].map(|n| n.to_string());
        self.part.within("wps:wsp", &[], |part| {
            part.leaf("wps:cNvPr", &[("id", &id), ("name", &format!("Shape {id}"))]);
            part.leaf(kind, &[]);
            part.within("wps:spPr", &[], |part| {
                part.within("a:xfrm", &[], |part| {
                    part.leaf("a:off", &[("x", &x), ("y", &y)]);
                    part.leaf("a:ext", &[("cx", &width), ("cy", &height)]);
                });
                part.within("a:prstGeom", &[("prst", form)], |part| part.leaf("a:avLst", &[]));
                paint(part, fill);
                match edge {
                    None => part.within("a:ln", &[], |part| part.leaf("a:noFill", &[])),
                    Some((colour, thick, dash)) => part.within("a:ln", &[("w", thick)], |part| {
                        paint(part, Some(colour));
                        if let Some(dash) = dash {
                            part.leaf("a:prstDash", &[("val", dash)]);
                        }
                    }),
                }
            });
            inside(part);
        });
    }
}

fn paint(part: &mut Part, colour: Option<&str>) {
    match colour {
        Some(colour) => {
            part.within("a:solidFill", &[], |part| part.leaf("a:srgbClr", &[("val", colour)]));
        }
        None => part.leaf("a:noFill", &[]),
    }
}
