//! What a prompt has drawn, so that it can be drawn again in the same place.

use std::io;

use dialoguer::console::{Style, Term};
use unicode_width::UnicodeWidthStr;

/// How a line stands out. Nothing rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// What the eye is to meet first.
    Strong,
    /// What is read.
    Plain,
    /// What is always the same.
    Quiet,
}

/// One line to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How it stands out.
    pub weight: Weight,
}

impl Line {
    /// A line of some weight.
    pub fn new(text: impl Into<String>, weight: Weight) -> Self {
        Self { text: text.into(), weight }
    }
}

/// The lines on the screen that are drawn over with every key. The cursor stands in the last of them.
#[derive(Debug, Default)]
pub struct Painting {
    /// The columns of each line drawn. A terminal made narrower since has broken them anew.
    widths: Vec<usize>,
}

impl Painting {
    /// Draws these lines over those drawn before. The cursor is left so many columns before the end of the last one.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn paint(
        &mut self,
        term: &Term,
        lines: &[Line],
        columns: usize,
        cursor_back: usize,
        colour: bool,
    ) -> io::Result<()> {
        let mut text = self.wiping(columns);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                text.push_str("\r\n");
            }
            let style = match line.weight {
                Weight::Strong => Style::new().bold(),
                Weight::Plain => Style::new(),
                Weight::Quiet => Style::new().dim(),
            };
            text.push_str(&style.force_styling(colour).apply_to(&line.text).to_string());
        }
        if cursor_back > 0 {
            text.push_str(&format!("\x1b[{cursor_back}D"));
        }
        self.widths = lines.iter().map(|line| line.text.width()).collect();
        term.write_str(&text)?;
        term.flush()
    }

    /// Takes away what was drawn.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn wipe(&mut self, term: &Term, columns: usize) -> io::Result<()> {
        term.write_str(&self.wiping(columns))?;
        self.widths.clear();
        term.flush()
    }

    /// What leads to the first line drawn and clears all from there on.
    fn wiping(&self, columns: usize) -> String {
        let rows: usize = self.widths.iter().map(|width| width.div_ceil(columns.max(1)).max(1)).sum();
        match rows {
            0 => String::new(),
            1 => "\r\x1b[J".to_owned(),
            rows => format!("\r\x1b[{}A\x1b[J", rows - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_a_narrower_terminal_broke_are_wiped_whole() {
        let painting = Painting { widths: vec![70, 0, 10] };
        assert_eq!(painting.wiping(80), "\r\x1b[2A\x1b[J");
        assert_eq!(painting.wiping(60), "\r\x1b[3A\x1b[J");
        assert_eq!(Painting::default().wiping(80), "");
    }
}
