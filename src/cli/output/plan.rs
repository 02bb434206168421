//! A plan in the form asked for: alone, with a second opinion on a proposal, or beside the plan under other answers.

use std::io::{IsTerminal, stdout};

use anyhow::{Result, bail};
use clap::builder::PossibleValue;
use clap::{ArgMatches, ValueEnum};
use goldenthread::reasons::PlannedCase;
use goldenthread::report::document::docx::{self, Print};
use goldenthread::report::document::markdown;
use goldenthread::report::handover::{Detail, Handover};
use goldenthread::report::table::{self, Style};
use goldenthread::report::{compare, html, json, opinion, proposal, sheet};
use goldenthread::review::compare::Comparison;
use goldenthread::review::second_opinion::SecondOpinion;
use jiff::civil::Date;
use serde_json::Value;

use super::destination::Destination;
use crate::cli::screen::Screen;

/// The form of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanForm {
    /// Tables and sentences, for a terminal.
    Table,
    /// For a case record.
    Markdown,
    /// One page to read and print.
    Html,
    /// For a report, in Word and what reads its files.
    Docx,
    /// What the person on probation is given.
    Sheet,
    /// The timeline drawn.
    Svg,
    /// For programs.
    Json,
}

impl ValueEnum for PlanForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Table, Self::Markdown, Self::Html, Self::Docx, Self::Sheet, Self::Svg, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl PlanForm {
    fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Sheet => "sheet",
            Self::Svg => "svg",
            Self::Json => "json",
        }
    }
}

/// How a plan is shown.
#[derive(Clone, Debug)]
pub struct Rendering {
    form: PlanForm,
    handover: Handover,
    style: Style,
}

impl Rendering {
    /// What the flags and the screen ask for.
    pub fn new(form: PlanForm, matches: &ArgMatches, screen: &Screen, to: &Destination, today: Date) -> Self {
        let brief = matches.get_one::<String>("detail").is_some_and(|detail| detail == "brief");
        Self {
            form,
            handover: Handover {
                detail: if brief { Detail::Brief } else { Detail::Full },
                redact: matches.get_flag("redact"),
                today: Some(today),
            },
            style: to.style(screen, matches.get_flag("all")),
        }
    }

    /// Refuses a form that a terminal cannot show.
    ///
    /// # Errors
    ///
    /// Where that is asked for.
    pub fn can_go_to(&self, to: &Destination) -> Result<()> {
        if self.form == PlanForm::Docx && *to == Destination::Stdout && stdout().is_terminal() {
            bail!("a Word document is not for a screen: name a file for it, as in `-o plan.docx`")
        }
        Ok(())
    }

    /// The plan, and in the forms that are for whoever proposes a second opinion on what was proposed.
    ///
    /// # Errors
    ///
    /// Where it is more than the form can hold.
    pub fn plan(&self, planned: &PlannedCase<'_>) -> Result<Vec<u8>> {
        let second = || planned.case.proposed.as_ref().map(|proposed| SecondOpinion::new(planned, proposed));
        Ok(match self.form {
            PlanForm::Json => {
                self.line(planned, second().map(|second| ("second_opinion", opinion::json(&second))))
            }
            PlanForm::Markdown => markdown::text(&proposal::document(planned, &self.handover)).into_bytes(),
            PlanForm::Html => html::page(planned, &self.handover).into_bytes(),
            PlanForm::Docx => docx::write(&proposal::document(planned, &self.handover), Print::Usual)?,
            PlanForm::Sheet => sheet::page(planned).into_bytes(),
            PlanForm::Svg => html::svg(planned, &self.handover).into_bytes(),
            PlanForm::Table => {
                let before =
                    second().map_or_else(String::new, |second| opinion::page(&second, &self.style) + "\n");
                (before + &table::page(planned, &self.style)).into_bytes()
            }
        })
    }

    /// The plan at the end of a conversation: in a table what is proposed, what may be wrong with it and what is open.
    ///
    /// # Errors
    ///
    /// As for [`Rendering::plan`].
    pub fn brief(&self, planned: &PlannedCase<'_>) -> Result<Vec<u8>> {
        let style = Style { brief: true, ..self.style };
        if self.form == PlanForm::Table {
            Ok(table::page(planned, &style).into_bytes())
        } else {
            self.plan(planned)
        }
    }

    /// The same in a form that a terminal can show.
    pub fn on_screen(&self) -> Self {
        self.in_form(if self.form == PlanForm::Docx { PlanForm::Table } else { self.form })
    }

    /// The same in another form.
    pub fn in_form(&self, form: PlanForm) -> Self {
        Self { form, ..self.clone() }
    }

    /// What the form leaves out of what was asked for.
    pub fn left_out(&self, planned: &PlannedCase<'_>) -> Option<String> {
        let has_opinion = matches!(self.form, PlanForm::Table | PlanForm::Json);
        (planned.case.proposed.is_some() && !has_opinion).then(|| {
            format!(
                "note: the second opinion on what you propose is shown as a table or as JSON; `{}` holds the plan alone\n",
                self.form.name()
            )
        })
    }

    /// The plan beside another for the same case.
    ///
    /// # Errors
    ///
    /// Where the form holds one plan only.
    pub fn beside(&self, comparison: &Comparison<'_>) -> Result<Vec<u8>> {
        match self.form {
            PlanForm::Json => Ok(self.line(comparison.now, Some(("what_if", compare::json(comparison))))),
            PlanForm::Table => Ok(compare::page(comparison, &self.style).into_bytes()),
            other => {
                let other = other.name();
                bail!("`--what-if` is shown as a table or as JSON, and `{other}` holds one plan only")
            }
        }
    }

    /// The plan as JSON on one line, with one more key where there is something to add.
    fn line(&self, planned: &PlannedCase<'_>, more: Option<(&str, Value)>) -> Vec<u8> {
        let writer = json::Writer::new(planned.catalogue());
        let mut writer = if self.handover.detail == Detail::Brief { writer.brief() } else { writer };
        let mut plan = Vec::new();
        writer.write(planned, &mut plan);
        if let Some((key, value)) = more
            && plan.pop_if(|last| *last == b'}').is_some()
        {
            plan.extend_from_slice(format!(",\"{key}\":{value}}}").as_bytes());
        }
        plan.push(b'\n');
        plan
    }
}
