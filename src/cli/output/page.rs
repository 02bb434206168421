//! Results that a person reads as a page or a program as JSON.

use anyhow::Result;
use clap::builder::PossibleValue;
use clap::{ArgMatches, ValueEnum};
use goldenthread::report::table::Style;
use serde_json::Value;

use super::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::screen::Screen;

/// The two forms of such a result.
#[derive(Clone, Copy, Debug)]
pub enum PageForm {
    /// Tables and sentences.
    Table,
    /// JSON over several lines.
    Json,
}

impl ValueEnum for PageForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Table, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Table => "table",
            Self::Json => "json",
        }))
    }
}

/// A result that is a page or JSON, and where it goes.
#[derive(Debug)]
pub struct PageOrJson {
    form: PageForm,
    destination: Destination,
    style: Style,
}

impl PageOrJson {
    /// What `--format` and `-o` say.
    pub fn of(matches: &ArgMatches, screen: &Screen) -> Self {
        let destination = Destination::of_result(matches);
        Self {
            form: matches.get_one::<PageForm>("format").copied().unwrap_or(PageForm::Table),
            style: destination.style(screen, false),
            destination,
        }
    }

    /// Writes the one that was asked for.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn write(&self, page: impl FnOnce(&Style) -> String, json: impl FnOnce() -> Value) -> Result<Exit> {
        let text = match self.form {
            PageForm::Table => page(&self.style),
            PageForm::Json => format!("{:#}\n", json()),
        };
        self.destination.write(text.as_bytes())?;
        Ok(Exit::Done)
    }
}
