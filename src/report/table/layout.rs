//! Lines of a page: wrapped by display width, indented, and set out as a grid where there is room for one.

use comfy_table::{Cell, ContentArrangement, LineStyle, Table, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::super::acronym::Acronyms;
use super::super::footnotes::Footnotes;
use crate::catalogue::Catalogue;
use crate::text::passage::Passage;
use crate::text::wording::plain;
use crate::text::wrap;

/// The fewest columns that text is wrapped to, however deep it is indented.
const NARROWEST: usize = 12;

/// Columns between two columns of a grid.
const GAP: usize = 2;

/// A page under way. Every line fits its width and holds nothing but text that is safe to show.
pub(crate) struct Page {
    width: usize,
    bold: bool,
    numbered: bool,
    /// Nothing where texts are shown as they are written.
    acronyms: Option<Acronyms>,
    text: String,
}

impl Page {
    /// A page with bold headings where `bold`.
    pub(crate) fn new(width: usize, bold: bool) -> Self {
        Self { width, bold, numbered: false, acronyms: Some(Acronyms::default()), text: String::new() }
    }

    /// The page with lists that are numbered, where `numbered`, rather than dashed.
    pub(crate) fn numbered(self, numbered: bool) -> Self {
        Self { numbered, ..self }
    }

    /// The page with texts as they are written: acronyms spelt out before are not shortened.
    pub(crate) fn verbatim(self) -> Self {
        Self { acronyms: None, ..self }
    }

    fn shorten(&mut self, text: impl Into<Passage>) -> String {
        let text = text.into();
        match &mut self.acronyms {
            Some(acronyms) => text.reworded(|said| acronyms.shorten(said)),
            None => text.to_string(),
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Lines that are laid out already and safe to show, the first of them a heading.
    pub(crate) fn drawn(&mut self, text: &str) {
        let (heading, rest) = text.split_once('\n').unwrap_or((text, ""));
        self.heading(heading);
        self.text.push_str(rest);
    }

    /// A heading, with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.blank();
        }
        for line in wrap::lines(text, self.width) {
            let (on, off) = if self.bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
            self.text.push_str(&format!("{on}{line}{off}\n"));
        }
    }

    /// A paragraph.
    pub(crate) fn text(&mut self, indent: usize, text: impl Into<Passage>) {
        self.marked(indent, "", text);
    }

    /// A paragraph that hangs from a mark such as `1.` or `Phase:`.
    pub(crate) fn marked(&mut self, indent: usize, mark: &str, text: impl Into<Passage>) {
        let hang = if mark.is_empty() { 0 } else { mark.width() + 1 };
        self.hung(indent, mark, text, hang);
    }

    /// The same with the text as it is written, such as a heading that is to be found again.
    pub(crate) fn quoted(&mut self, indent: usize, mark: &str, text: &str) {
        self.lines(indent, &format!("{mark} {text}"), mark.width() + 1);
    }

    /// Items of a list that stands on its own.
    pub(crate) fn list<P: Into<Passage>>(&mut self, items: impl IntoIterator<Item = P>) {
        for (index, item) in items.into_iter().enumerate() {
            let mark = if self.numbered { format!("{}.", index + 1) } else { "-".to_owned() };
            self.marked(2, &mark, item);
        }
    }

    /// A paragraph whose lines after the first are indented by two, and an ending that is set down as it is written.
    pub(crate) fn cited(&mut self, indent: usize, text: &str, citation: &str) {
        let text = self.shorten(text);
        self.lines(indent, &format!("{text} {citation}"), 2);
    }

    /// The places that were cited by number, under a heading of their own; nothing where there are none.
    pub(crate) fn sources(&mut self, catalogue: &Catalogue, footnotes: &Footnotes<'_>) {
        for (number, citation) in footnotes.iter() {
            if number == 1 {
                self.heading("Sources");
            }
            self.quoted(2, &format!("[{number}]"), &catalogue.cited(citation));
        }
    }

    /// `name: value`, the lines after the first indented by two.
    pub(crate) fn named(&mut self, indent: usize, name: &str, value: impl Into<Passage>) {
        self.hung(indent, "", Passage::from(format!("{name}: ")).and(value), 2);
    }

    fn hung(&mut self, indent: usize, mark: &str, text: impl Into<Passage>, hang: usize) {
        let text = self.shorten(text);
        let whole = if mark.is_empty() { text } else { format!("{mark} {text}") };
        self.lines(indent, &whole, hang);
    }

    fn lines(&mut self, indent: usize, whole: &str, hang: usize) {
        let first = self.width.saturating_sub(indent).max(NARROWEST);
        let rest = self.width.saturating_sub(indent + hang).max(NARROWEST);
        for (index, line) in wrap::hanging(whole, first, rest).iter().enumerate() {
            self.text.push_str(&" ".repeat(if index == 0 { indent } else { indent + hang }));
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// A grid with a line under its head and an empty line between rows. The column at `flexible` takes the room that the
    /// others leave; no other is wider than `widest`. A cell is a list of paragraphs.
    pub(crate) fn grid<const N: usize>(
        &mut self,
        indent: usize,
        head: [&str; N],
        rows: Vec<[Vec<Passage>; N]>,
        flexible: usize,
        widest: usize,
    ) {
        let mut shorten =
            |texts: Vec<Passage>| texts.into_iter().map(|text| self.shorten(text.each(plain))).collect();
        let rows: Vec<[Vec<String>; N]> = rows.into_iter().map(|row| row.map(&mut shorten)).collect();
        let mut widths = [0; N];
        for (column, width) in widths.iter_mut().enumerate() {
            let cells = rows.iter().filter_map(|row| row.get(column)).flatten();
            let content = cells.map(|text| text.width()).max().unwrap_or(0).min(widest);
            *width = content.max(head.get(column).map_or(0, |name| name.width()));
        }
        let others: usize =
            widths.iter().enumerate().filter(|(column, _)| *column != flexible).map(|(_, width)| width).sum();
        let room = self.width.saturating_sub(indent + others + GAP * (N - 1)).max(NARROWEST);
        if let Some(width) = widths.get_mut(flexible) {
            *width = room;
        }
        let cell = |texts: &[String], width: usize| {
            let lines: Vec<String> = texts.iter().flat_map(|text| wrap::lines(text, width)).collect();
            Cell::new(lines.join("\n"))
        };
        let line = LineStyle::none();
        let mut table = Table::new();
        table
            .load_style(TableStyle::new().header_separator(line.fill('-')).row_separator(line.fill(' ')))
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(head)
            .add_rows(rows.iter().map(|row| row.iter().zip(widths).map(|(texts, width)| cell(texts, width))));
        for column in table.column_iter_mut() {
            let gap = if column.index + 1 == N { 0 } else { GAP };
            column.set_padding((0, u16::try_from(gap).unwrap_or(2)));
        }
        for line in table.lines() {
            let line = line.trim_end();
            if !line.is_empty() {
                self.text.push_str(&" ".repeat(indent));
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_may_be_longer_than_those_that_hang() {
        let mut page = Page::new(20, false);
        page.marked(2, "1.", "a question that is asked first");
        assert_eq!(page.finish(), "  1. a question that\n     is asked first\n");
    }

    #[test]
    fn what_could_move_the_cursor_never_reaches_the_page() {
        let mut page = Page::new(40, false);
        page.heading("a\u{1b}[2Jb");
        page.text(0, "c\u{202e}d\ne");
        page.named(0, "f\u{7}", "g\u{9b}h");
        page.grid(0, ["i"], vec![[vec!["j\u{1b}k\rl".into()]]], 0, 9);
        let text = page.finish();
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
    }

    #[test]
    fn a_grid_gives_the_flexible_column_the_room_that_is_left() {
        let mut page = Page::new(30, false);
        let rows = vec![
            [vec!["1-4".into()], vec!["a name".into(), "and a reason that wraps".into()]],
            [vec!["5".into()], vec!["another".into()]],
        ];
        page.grid(2, ["Weeks", "What"], rows, 1, 10);
        assert_eq!(
            page.finish(),
            "  Weeks  What\n  ------------------------\n  1-4    a name\n         and a reason that\n         wraps\n\n  5      another\n"
        );
    }

    #[test]
    fn headings_are_bold_only_where_colour_is_asked_for() {
        let mut page = Page::new(30, true);
        page.heading("Plan");
        assert_eq!(page.finish(), "\u{1b}[1mPlan\u{1b}[0m\n");
    }
}
