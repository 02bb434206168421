//! A plan in the form asked for: alone, with a second opinion on a proposal, or beside the plan under other answers.

use std::io::{IsTerminal, stdout};

use anyhow::{Result, bail};
use clap::builder::PossibleValue;
use clap::{ArgMatches, ValueEnum};
use goldenthread::reasons::PlannedCase;
use goldenthread::report::document::docx::{self, Print};
use goldenthread::report::document::{self, Document, Language, markdown};
use goldenthread::report::handover::{Detail, Handover};
use goldenthread::report::sheet::{self, Untranslated};
use goldenthread::report::table::{self, Style};
use goldenthread::report::{compare, html, json, opinion, proposal};
use goldenthread::review::compare::Comparison;
use goldenthread::review::second_opinion::SecondOpinion;
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Texts;
use goldenthread::text::wording::{list, list_or};
use jiff::civil::Date;
use serde_json::Value;

use super::destination::Destination;
use crate::cli::load::Context;
use crate::cli::problem::Refused;

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
    /// The same as a page in large print.
    SheetHtml,
    /// The same as a document for Word in large print.
    SheetDocx,
    /// The timeline drawn.
    Svg,
    /// For programs.
    Json,
}

impl ValueEnum for PlanForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Table,
            Self::Markdown,
            Self::Html,
            Self::Docx,
            Self::Sheet,
            Self::SheetHtml,
            Self::SheetDocx,
            Self::Svg,
            Self::Json,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl PlanForm {
    /// The forms that are for the person on probation.
    const SHEETS: [Self; 3] = [Self::Sheet, Self::SheetHtml, Self::SheetDocx];

    /// Whether it is no text, and nothing for a screen.
    fn is_for_word(self) -> bool {
        matches!(self, Self::Docx | Self::SheetDocx)
    }

    fn is_sheet(self) -> bool {
        Self::SHEETS.contains(&self)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Sheet => "sheet",
            Self::SheetHtml => "sheet-html",
            Self::SheetDocx => "sheet-docx",
            Self::Svg => "svg",
            Self::Json => "json",
        }
    }
}

/// How a plan is shown.
#[derive(Clone, Debug)]
pub struct Rendering {
    form: PlanForm,
    /// The language of the sheet.
    language: Language,
    handover: Handover,
    style: Style,
}

impl Rendering {
    /// What the flags and the screen ask for.
    ///
    /// # Errors
    ///
    /// Where the form is not there in the language.
    pub fn new(
        form: PlanForm,
        matches: &ArgMatches,
        context: &Context<'_>,
        to: &Destination,
        today: Date,
    ) -> Result<Self> {
        let detail = match matches.get_one::<String>("detail").map(String::as_str) {
            Some("brief") => Detail::Brief,
            Some("court") => Detail::Court,
            _ => Detail::Full,
        };
        Ok(Self {
            form,
            language: language(form, matches, context)?,
            handover: Handover { detail, redact: matches.get_flag("redact"), today: Some(today) },
            style: to.style(context.screen, matches.get_flag("all")),
        })
    }

    /// Refuses a form that a terminal cannot show.
    ///
    /// # Errors
    ///
    /// Where that is asked for.
    pub fn can_go_to(&self, to: &Destination) -> Result<()> {
        if self.form.is_for_word() && *to == Destination::Stdout && stdout().is_terminal() {
            bail!("a Word document is not for a screen: name a file for it, as in `-o plan.docx`")
        }
        Ok(())
    }

    /// Why what was asked for cannot be had in this form, with what to do instead; nothing where it can.
    ///
    /// # Errors
    ///
    /// With what cannot be had, and what to do instead.
    pub fn check(&self, with_other_answers: bool) -> Result<()> {
        let (form, court) = (self.form.name(), self.is_for_court());
        match self.form {
            PlanForm::Json if court => bail!(
                "`--detail court` is a page to read, and JSON is for programs: \
                 choose `--format table`, `markdown`, `docx` or `html`, or leave `--detail` out"
            ),
            alone if court && (alone.is_sheet() || alone == PlanForm::Svg) => bail!(
                "`--detail court` is not had as `{form}`: choose `--format table`, `markdown`, `docx` or `html`, or leave \
                 `--detail` out"
            ),
            _ if court && with_other_answers => {
                bail!("`--detail court` holds one plan only: leave it out to see what `--what-if` changes")
            }
            alone if alone.is_sheet() && with_other_answers => bail!(
                "`--what-if` is not for the sheet, which is for the person and holds one plan only: \
                 choose `--format table`, `markdown`, `docx`, `html` or `json`"
            ),
            PlanForm::Svg if with_other_answers => bail!(
                "`--what-if` has two timelines, and `svg` holds one: choose `--format html` to see both drawn"
            ),
            PlanForm::Json => self.refuse_to_redact("JSON holds every answer and score"),
            PlanForm::Table if !court => self.refuse_to_redact("the table shows scores to whoever plans"),
            _ => Ok(()),
        }
    }

    fn refuse_to_redact(&self, because: &str) -> Result<()> {
        if self.handover.redact {
            bail!(
                "`--redact` cannot be kept here, as {because}: choose `--format markdown`, `docx` or `html`, or the table with \
                 `--detail court`"
            );
        }
        Ok(())
    }

    fn is_for_court(&self) -> bool {
        self.handover.detail == Detail::Court
    }

    /// The plan, and in the forms that are for whoever proposes a second opinion on what was proposed.
    ///
    /// # Errors
    ///
    /// Where the catalogue has no words in the language for something in the plan, or it is more than the form can hold.
    pub fn plan(&self, planned: &PlannedCase<'_>) -> Result<Vec<u8>> {
        let second = || planned.case.proposed.as_ref().map(|proposed| SecondOpinion::new(planned, proposed));
        Ok(match self.form {
            PlanForm::Json => {
                self.line(planned, second().map(|second| ("second_opinion", opinion::json(&second))))
            }
            PlanForm::Sheet => sheet::text(&self.sheet(planned)?).into_bytes(),
            PlanForm::SheetHtml => sheet::page(&self.sheet(planned)?).into_bytes(),
            PlanForm::SheetDocx => docx::write(&self.sheet(planned)?, Print::Large)?,
            PlanForm::Svg => html::svg(planned, &self.handover).into_bytes(),
            PlanForm::Html if !self.is_for_court() && planned.case.proposed.is_none() => {
                html::page(planned, &self.handover).into_bytes()
            }
            PlanForm::Table if !self.is_for_court() => {
                let before =
                    second().map_or_else(String::new, |second| opinion::page(&second, &self.style) + "\n");
                (before + &table::page(planned, &self.style)).into_bytes()
            }
            form => self.document(form, &proposal::document(planned, &self.handover))?,
        })
    }

    /// A report in the form of one.
    fn document(&self, form: PlanForm, report: &Document<'_>) -> Result<Vec<u8>> {
        Ok(match form {
            PlanForm::Docx => docx::write(report, Print::Usual)?,
            PlanForm::Html => document::html::page(report).into_bytes(),
            PlanForm::Markdown => markdown::text(report).into_bytes(),
            _ => document::table::page(report, &self.style).into_bytes(),
        })
    }

    /// The sheet in its language.
    fn sheet<'r>(&self, planned: &PlannedCase<'r>) -> Result<Document<'r>> {
        sheet::document(planned, self.language).map_err(|Untranslated(missing)| {
            let message = format!("the catalogue has no Welsh for {}", list(&missing));
            let help = "write it in the catalogue beside the English, or leave `--language` out";
            Refused::new(vec![Problem::new("no-welsh", message).help(help)], &Texts::default()).into()
        })
    }

    /// The plan at the end of a conversation: in a table what is proposed, what may be wrong with it and what is open.
    ///
    /// # Errors
    ///
    /// As for [`Rendering::plan`].
    pub fn brief(&self, planned: &PlannedCase<'_>) -> Result<Vec<u8>> {
        let style = Style { brief: true, ..self.style };
        if self.form == PlanForm::Table && !self.is_for_court() {
            Ok(table::page(planned, &style).into_bytes())
        } else {
            self.plan(planned)
        }
    }

    /// The same in a form that a terminal can show.
    pub fn on_screen(&self) -> Self {
        self.in_form(if self.form.is_for_word() { PlanForm::Table } else { self.form })
    }

    /// The same in another form.
    pub fn in_form(&self, form: PlanForm) -> Self {
        Self { form, ..self.clone() }
    }

    /// What whoever asked for it has to know of it: what the form leaves out, and that its words are a draft.
    pub fn notes(&self, planned: &PlannedCase<'_>) -> Vec<String> {
        let draft = "note: the Welsh is a draft that no translator has checked, and says so; `[welsh]` in `sheet.toml` \
                     is where one signs\n";
        let is_draft = self.form.is_sheet() && sheet::is_draft(planned, self.language);
        self.left_out(planned).into_iter().chain(is_draft.then(|| draft.to_owned())).collect()
    }

    /// What the form leaves out of what was asked for.
    fn left_out(&self, planned: &PlannedCase<'_>) -> Option<String> {
        let alone = match self.form {
            form if form.is_sheet() => "the sheet is for the person and holds the plan alone",
            PlanForm::Svg => "the drawing holds the plan alone",
            _ if self.is_for_court() => "the page for the court holds the plan alone",
            _ => return None,
        };
        planned.case.proposed.as_ref()?;
        Some(format!("note: the second opinion on what you propose is left out, as {alone}\n"))
    }

    /// The plan beside another for the same case.
    ///
    /// # Errors
    ///
    /// As for [`Rendering::plan`].
    pub fn beside(&self, comparison: &Comparison<'_>) -> Result<Vec<u8>> {
        Ok(match self.form {
            PlanForm::Json => self.line(comparison.now, Some(("what_if", compare::json(comparison)))),
            PlanForm::Table => compare::page(comparison, &self.style).into_bytes(),
            form => self.document(form, &compare::document(comparison, &self.handover))?,
        })
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

/// The language that the flag asks for. Only the sheet is there in another than English.
fn language(form: PlanForm, matches: &ArgMatches, context: &Context<'_>) -> Result<Language> {
    let is_welsh = matches.get_one::<String>("language").is_some_and(|language| language == "cy");
    if !is_welsh {
        return Ok(Language::English);
    }
    if form.is_sheet() {
        return Ok(Language::Welsh);
    }
    let sheets = PlanForm::SHEETS.map(|form| format!("`--format {}`", form.name()));
    let mut problem = Problem::new("no-welsh", format!("`{}` has no Welsh", form.name()))
        .help(format!("what has Welsh is the sheet for the person: {}", list_or(&sheets)));
    problem.place = context.command_line.places("--language").last().copied();
    Err(context.refused(problem).into())
}
