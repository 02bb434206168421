//! A caseload: the flags that say how it is read, and where it comes from.

use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, stdin};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use goldenthread::batch::{Form, Limits, Piece, Reading, Rows, Splitter, is_wide_text};
use goldenthread::case::given::CaseKey;
use goldenthread::case::value::{DATE_HELP, date};
use goldenthread::text::wording::{folded, plain};
use goldenthread::workbook::{self, SheetPlace};
use jiff::civil::Date;

use super::context::Context;
use super::today::today;
use crate::cli::flags::{switch, value, written};
use crate::cli::output::Destination;
use crate::cli::problem::Listed;

/// The most bytes a row may have, unless it is said.
const LONGEST_ROW: usize = 1 << 20;

/// How much of the input is looked at to tell its form.
const GLANCE: u64 = 4096;

/// The flags of a command over a caseload.
pub fn input(command: Command) -> Command {
    command.args([
        Arg::new("file")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("The caseload: CSV, NDJSON or a workbook (.xlsx, .ods); `-`, or none, is standard input"),
        value("from", "FORM", "The form of the caseload; without it, by the file's name or how it begins")
            .value_parser(["csv", "ndjson", "xlsx", "ods"]),
        value("sheet", "NAME", "The sheet of a workbook; without it, the first that is not hidden"),
        value("as-of", "DATE", "The day that every plan is for; without it, the row's own, else today"),
        switch("presume", "Let the stated presumptions stand in for unanswered facts"),
        value("ignore", "KEYS", "Columns or keys that are no facts and are passed over, such as team")
            .value_delimiter(',')
            .action(ArgAction::Append),
        value("longest-row", "BYTES", "The most bytes a row may have [default: 1048576]")
            .value_parser(value_parser!(usize)),
        written("rejects", "Write rejected rows here as NDJSON; without it, to standard error"),
        value("jobs", "N", "How many rows to work on at a time [default: one a processor]")
            .value_parser(value_parser!(NonZeroUsize)),
    ])
}

/// A caseload opened: where its bytes come from, and how they are read.
pub struct Caseload {
    /// What it is called in messages.
    pub name: String,
    /// Its bytes, the header row taken.
    pub source: Box<dyn Read + Send>,
    /// Cuts them into pieces.
    pub splitter: Splitter,
    /// Reads their rows.
    pub rows: Rows<'static>,
    /// How many to work on at a time.
    pub jobs: usize,
    /// Where rejected rows go; standard error where nothing is named.
    pub rejects: Option<Destination>,
}

impl Caseload {
    /// Opens the caseload that the flags name. `piece` and `rows` are the size of a piece.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or its header cannot be used.
    pub fn open(
        matches: &ArgMatches,
        context: &Context<'_>,
        (piece, rows): (usize, usize),
        needs_proposed: bool,
    ) -> Result<Self> {
        let named = named(matches);
        let (name, mut source) = bytes(named, matches.contains_id("file"))?;
        let mut start = Vec::new();
        source
            .by_ref()
            .take(GLANCE)
            .read_to_end(&mut start)
            .with_context(|| format!("cannot read {name}"))?;
        let from = matches.get_one::<String>("from").map(String::as_str);
        let is_sheet = comes_from_a_sheet(&name, &start, from)?;
        let sheet_named = matches.get_one::<String>("sheet");
        let form = match from {
            _ if is_sheet => Form::Csv,
            _ if sheet_named.is_some() => bail!("{name} is no workbook: `--sheet` names a sheet of one"),
            _ if is_wide_text(&start) => bail!("{name} is UTF-16 text: save it as UTF-8"),
            // A pipe that nothing came through has no rows, and needs no header to say so.
            _ if start.is_empty() && named.is_none() => Form::Ndjson,
            Some("csv") => Form::Csv,
            Some(_) => Form::Ndjson,
            None => Form::of_name(&name).unwrap_or_else(|| Form::of_content(&start)),
        };
        let longest_row = matches.get_one::<usize>("longest-row").copied().unwrap_or(LONGEST_ROW);
        let reading = Reading {
            form,
            today: today(),
            as_of: as_of(matches, context)?,
            presume: matches.get_flag("presume"),
            ignored: ignored(matches, context)?,
            longest_row,
            needs_proposed,
        };
        let mut rows_reader = Rows::new(context.catalogue, &reading);
        let source: Box<dyn Read + Send> = Box::new(Cursor::new(start).chain(source));
        let (source, sheet) = if is_sheet {
            let is_column = |cell: &str| rows_reader.names_column(cell);
            let sheet = sheet(source, &name, sheet_named.map(String::as_str), &is_column)?;
            (Box::new(Cursor::new(sheet.csv)) as Box<dyn Read + Send>, Some(sheet.place))
        } else {
            (source, None)
        };
        if let Some(place) = &sheet {
            rows_reader.come_from(place.clone());
        }
        let mut caseload = Self {
            name,
            source,
            splitter: Splitter::new(form, Limits { piece, rows, longest_row }),
            rows: rows_reader,
            jobs: jobs(matches),
            rejects: matches.get_one::<Destination>("rejects").cloned(),
        };
        if form == Form::Csv {
            caseload.header(sheet.as_ref())?;
        }
        Ok(caseload)
    }

    fn header(&mut self, sheet: Option<&SheetPlace>) -> Result<()> {
        let mut header = Piece::default();
        let mut read = |buffer: &mut [u8]| read(&mut self.source, buffer);
        let found = self.splitter.header(&mut header, &mut read);
        found.with_context(|| format!("cannot read {}", self.name))?;
        if let Err(refusals) = self.rows.header(&header.bytes) {
            let lines = refusals
                .iter()
                .map(|refusal| {
                    let place = match (refusal.place, sheet) {
                        (Some(column), Some(sheet)) => sheet.cell(header.row, column.saturating_sub(1)),
                        (Some(column), None) => format!("row {}, column {column}", header.row),
                        (None, _) => format!("row {}", header.row),
                    };
                    format!("{place}: {} ({})", refusal.reason, refusal.help())
                })
                .collect();
            let title = format!("the header of {} cannot be used", self.name);
            return Err(Listed { title, lines }.into());
        }
        Ok(())
    }
}

/// Whether the caseload is a workbook: by how it begins, which its name and the flag must not contradict.
fn comes_from_a_sheet(name: &str, start: &[u8], from: Option<&str>) -> Result<bool> {
    if workbook::is_old_or_locked(start) {
        bail!("{name} is a workbook in an old form, or asks for a password: save it as .xlsx without one");
    }
    let is_workbook = workbook::is_workbook(start);
    match from {
        Some("csv" | "ndjson") if is_workbook => bail!("{name} is a workbook: leave `--from` out"),
        Some("xlsx" | "ods") if !is_workbook => bail!("{name} is no workbook: leave `--from` out"),
        _ => {}
    }
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if !is_workbook && from.is_none() && matches!(&*end, "xlsx" | "xlsm" | "ods") {
        bail!("{name} is no workbook, whatever its name says: where it is text, say `--from csv`");
    }
    Ok(is_workbook)
}

/// The sheet of a workbook, which has to be read whole.
fn sheet(
    source: Box<dyn Read + Send>,
    name: &str,
    sheet: Option<&str>,
    is_column: &dyn Fn(&str) -> bool,
) -> Result<workbook::SheetText> {
    let mut bytes = Vec::new();
    let read = source.take(workbook::MOST_BYTES + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > workbook::MOST_BYTES {
        let most = workbook::MOST_BYTES >> 20;
        bail!("{name} has more than {most} MiB: save the sheet as CSV, which is read row by row");
    }
    workbook::read(&bytes, sheet, is_column).with_context(|| format!("cannot read {name}"))
}

/// The day that every plan is for, where the flag gives one.
fn as_of(matches: &ArgMatches, context: &Context<'_>) -> Result<Option<Date>> {
    let Some(written) = matches.get_one::<String>("as-of") else { return Ok(None) };
    let day =
        date(written).with_context(|| format!("`--as-of` cannot be `{}`: {DATE_HELP}", plain(written)))?;
    context.edition_on(context.history, day)?;
    Ok(Some(day))
}

/// The keys that are passed over.
fn ignored(matches: &ArgMatches, context: &Context<'_>) -> Result<Vec<String>> {
    let keys: Vec<String> = matches.get_many::<String>("ignore").into_iter().flatten().cloned().collect();
    if let Some(key) = keys.iter().find(|key| CaseKey::named(context.catalogue, &folded(key)).is_some()) {
        let key = plain(key);
        bail!(
            "`--ignore {key}` would leave out what plans rest on: take `{key}` out of the caseload, or out of `--ignore`"
        );
    }
    Ok(keys)
}

/// Reads once, again where a signal came between.
pub fn read(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

fn jobs(matches: &ArgMatches) -> usize {
    let usual = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    matches.get_one::<NonZeroUsize>("jobs").map_or_else(usual, |jobs| jobs.get()).min(256)
}

/// The file that is named; none where it is standard input.
fn named(matches: &ArgMatches) -> Option<&PathBuf> {
    matches.get_one::<PathBuf>("file").filter(|path| path.as_path() != Path::new("-"))
}

/// The bytes of a file or of standard input, and the name to call them by. `said` is whether standard input was asked for.
fn bytes(path: Option<&PathBuf>, said: bool) -> Result<(String, Box<dyn Read + Send>)> {
    let Some(path) = path else {
        if !said && stdin().is_terminal() {
            bail!("no caseload is named: give a CSV or NDJSON file or a workbook, or `-` for standard input");
        }
        return Ok(("standard input".to_owned(), Box::new(stdin())));
    };
    let name = plain(&path.display().to_string());
    let file = File::open(path).with_context(|| format!("cannot read `{name}`"))?;
    if file.metadata().is_ok_and(|found| found.is_dir()) {
        bail!("`{name}` is a folder: name a file");
    }
    Ok((name, Box::new(file)))
}
