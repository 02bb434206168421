//! The interview recorded as a drawing that moves: six answers of a court duty officer, and the plan as it stands.

use std::fmt::Write as _;
use std::path::Path;

use vt100::{Cell, Color, Screen};

use crate::terminal::{ENTER, Terminal, at_a_terminal};

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;

/// How wide and high a cell is drawn, and how far the first one is from the edge.
const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 14.0;

/// How long a screen stays, in tenths of a second: one where something is being typed, and one of the plan.
const TYPED: u32 = 18;
const READ: u32 = 60;

/// Each question as far as it tells it from the others, and what is typed to it: one row, or those to tick.
const ANSWERS: [(&str, Typed); 7] = [
    ("Which probation region", Typed::Row("west m")),
    ("male or as female", Typed::Row("m")),
    ("How old is the person", Typed::Row("22")),
    ("Which sentence has been made", Typed::Row("comm")),
    ("Is the sentence or licence still", Typed::Row("p")),
    ("Which kinds of offence", Typed::Ticks(&["partner"])),
    ("Which assessed needs", Typed::Ticks(&["relation", "matur"])),
];

/// What is typed to a question.
#[derive(Clone, Copy)]
enum Typed {
    Row(&'static str),
    Ticks(&'static [&'static str]),
}

/// Screens one after the other, each with how long it stays.
#[derive(Default)]
struct Recording(Vec<(Vec<String>, u32)>);

impl Recording {
    fn keep(&mut self, screen: &Screen, tenths: u32) {
        let rows: Vec<String> = (0..ROWS).map(|row| drawn_row(screen, row)).collect();
        if self.0.last().is_none_or(|(last, _)| *last != rows) {
            self.0.push((rows, tenths));
        }
    }

    /// The drawing. Where movement is not wanted it is the last screen alone.
    fn drawn(&self, title: &str, description: &str) -> String {
        let (width, height) =
            (f64::from(COLUMNS) * CELL.0 + 2.0 * MARGIN, f64::from(ROWS) * CELL.1 + 2.0 * MARGIN);
        let all: u32 = self.0.iter().map(|(_, tenths)| tenths).sum();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
             aria-labelledby=\"title description\">\n<title id=\"title\">{title}</title>\n\
             <desc id=\"description\">{description}</desc>\n<style>\n\
             text {{ font: 14px ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas, monospace; fill: #e6e6e6; \
             white-space: pre; }}\n.b {{ font-weight: 700; }} .d {{ fill: #a8a8a8; }} .u {{ text-decoration: underline; }}\n\
             .g {{ fill: #8fd694; }} .c {{ fill: #7fd1e0; }} .y {{ fill: #ecd06f; }} .r {{ fill: #ff9b8f; }}\n\
             .s {{ visibility: hidden; }} .s:last-of-type {{ visibility: visible; }}\n\
             @media (prefers-reduced-motion: no-preference) {{\n.s:last-of-type {{ visibility: hidden; }}\n"
        );
        let percent = |tenths: u32| f64::from(tenths) * 100.0 / f64::from(all);
        let mut from = 0;
        for (index, (_, tenths)) in self.0.iter().enumerate() {
            let (start, end) = (percent(from), percent(from + tenths));
            let before = if from == 0 { "" } else { "0% { visibility: hidden; } " };
            writeln!(
                svg,
                "@keyframes s{index} {{ {before}{start:.2}% {{ visibility: visible; }} {end:.2}%, 100% {{ \
                 visibility: {}; }} }} #s{index} {{ animation: s{index} {:.1}s step-end infinite; }}",
                if from + tenths == all { "visible" } else { "hidden" },
                f64::from(all) / 10.0
            )
            .unwrap();
            from += tenths;
        }
        writeln!(svg, "}}\n</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1c1c1c\"/>")
            .unwrap();
        for (index, (rows, _)) in self.0.iter().enumerate() {
            writeln!(svg, "<g class=\"s\" id=\"s{index}\">").unwrap();
            rows.iter().for_each(|row| svg.push_str(row));
            svg.push_str("</g>\n");
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// A row of a screen as text elements, one for each stretch that looks alike.
fn drawn_row(screen: &Screen, row: u16) -> String {
    let mut out = String::new();
    let mut stretch: Option<(u16, String, String)> = None;
    let mut finish = |stretch: Option<(u16, String, String)>| {
        let Some((column, class, text)) = stretch else { return };
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let x = MARGIN + f64::from(column) * CELL.0;
        let y = MARGIN + f64::from(row) * CELL.1 + 13.0;
        let length = text.chars().count() as f64 * CELL.0;
        let class = if class.is_empty() { class } else { format!(" class=\"{class}\"") };
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\"{class}>{text}</text>")
            .unwrap();
    };
    for column in 0..COLUMNS {
        let Some(cell) = screen.cell(row, column) else { break };
        let content = if cell.has_contents() { cell.contents() } else { " " };
        let class = class_of(cell);
        match &mut stretch {
            Some((_, of, text)) if *of == class => text.push_str(content),
            _ => {
                finish(stretch.take());
                stretch = (content != " ").then(|| (column, class, content.to_owned()));
            }
        }
    }
    finish(stretch);
    out
}

fn class_of(cell: &Cell) -> String {
    let colour = match cell.fgcolor() {
        Color::Idx(1 | 9) => Some("r"),
        Color::Idx(2 | 10) => Some("g"),
        Color::Idx(3 | 11) => Some("y"),
        Color::Idx(4 | 6 | 12 | 14) => Some("c"),
        Color::Idx(8) => Some("d"),
        _ => None,
    };
    let marks = [(cell.bold(), "b"), (cell.dim(), "d"), (cell.underline(), "u")];
    let marks = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark);
    marks.chain(colour).collect::<Vec<_>>().join(" ")
}

/// Types what answers a question, and keeps the screens before and after.
fn answers(terminal: &mut Terminal, recording: &mut Recording, question: &str, typed: Typed) {
    is_asked(terminal, question);
    recording.keep(terminal.emulated(), TYPED);
    match typed {
        Typed::Row(word) => types(terminal, recording, word),
        Typed::Ticks(words) => {
            for (index, word) in words.iter().enumerate() {
                types(terminal, recording, word);
                terminal.until("a tick", |screen| screen.matches("[x]").count() > index);
                is_asked(terminal, question);
                recording.keep(terminal.emulated(), TYPED);
            }
            terminal.press(ENTER);
        }
    }
}

/// Waits until a question stands there whole, down to the line in which it is answered.
fn is_asked(terminal: &mut Terminal, question: &str) {
    terminal.asks(question);
    terminal.until("where to answer", |screen| screen.trim_end().ends_with(':'));
}

/// Types a word and presses enter once it is on the screen.
fn types(terminal: &mut Terminal, recording: &mut Recording, word: &str) {
    terminal.press(word);
    terminal.until(word, |screen| screen.trim_end().ends_with(&format!(": {word}")));
    recording.keep(terminal.emulated(), TYPED);
    terminal.press(ENTER);
}

#[test]
fn the_recording_in_the_examples_is_how_a_duty_officer_is_asked() {
    let mut terminal = at_a_terminal(&["--as-of", "2026-10-05"], &[]);
    let mut recording = Recording::default();
    for (question, typed) in ANSWERS {
        answers(&mut terminal, &mut recording, question, typed);
    }
    is_asked(&mut terminal, "Question 8.");
    recording.keep(terminal.emulated(), TYPED);
    types(&mut terminal, &mut recording, "plan");
    is_asked(&mut terminal, "Go on with the questions?");
    for screen in terminal.pages_since("Plan as of") {
        recording.keep(&screen, READ);
    }
    let drawn = recording.drawn(
        "Six answers, and the plan as it stands",
        "Region, gender, age, sentence, offence and needs are answered at a terminal by a few letters each. Then plan is \
         typed, and the plan is shown as it stands, with the answers that would settle the rest.",
    );
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/09-interview/recording.svg");
    if std::env::var_os("KEEP_TRANSCRIPTS").is_some() {
        std::fs::write(&file, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == drawn, "run this test with KEEP_TRANSCRIPTS=1 to keep what the screens show now");
}
