//! `catalogue diff`: what changed, and who is affected.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::{Arg, ArgMatches, Command, value_parser};
use goldenthread::audit::diff::{Side, diff, files};
use goldenthread::audit::diff_cases::Cases;
use goldenthread::audit::diff_cases::cases;
use goldenthread::case::value::date;
use goldenthread::catalogue::Catalogue;
use goldenthread::plan::Planner;
use goldenthread::report;
use goldenthread::report::diff::Around;
use goldenthread::text::source::Texts;
use goldenthread::text::wording::day;
use jiff::civil::Date;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, output, value};
use crate::cli::load::{self, Context, history_in};
use crate::cli::output::{PageForm, PageOrJson};
use crate::cli::subcommand::{Action, Subcommand};

/// The most bytes of a caseload that is compared.
const MOST_BYTES: u64 = 1 << 28;

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "diff", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .about("Say what changed between two catalogues, or two days of one, and exactly who gains and who loses")
        .args([
            Arg::new("folders")
                .value_names(["OLD", "NEW"])
                .num_args(2)
                .value_parser(value_parser!(PathBuf))
                .help("The folders of the two catalogues"),
            value("between", "DATE", "Compare one catalogue on two days instead")
                .value_names(["DATE", "DATE"])
                .num_args(2),
            value("cases", "FILE", "A caseload, CSV or NDJSON: list the cases whose outcomes change")
                .value_parser(value_parser!(PathBuf)),
            value("as-of", "DATE", "The day that counts, such as 2026-11-30; without it, today"),
            format::<PageForm>(),
            output(),
        ])
}

/// Compares two catalogues, or one on two days, and writes what differs.
///
/// # Errors
///
/// Where one of them, a date or the cases cannot be read, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let days: Vec<&String> = matches.get_many::<String>("between").into_iter().flatten().collect();
    let folders: Vec<&PathBuf> = matches.get_many::<PathBuf>("folders").into_iter().flatten().collect();
    let (olds, news);
    let mut differing = Vec::new();
    let (before, after, titles, sides) = match (days.as_slice(), folders.as_slice()) {
        ([first, second], []) => {
            let (first, second) = (a_day(first)?, a_day(second)?);
            if second < first {
                bail!(
                    "the days of --between are in the wrong order: {second} is before {first}. Give the earlier day first"
                );
            }
            let [before, after] = [first, second].map(|day| context.edition_on(context.history, day));
            (before?, after?, [day(first), day(second)], [first, second])
        }
        ([], [old, new]) => {
            let today = load::day("as-of", matches, context.command_line)?;
            let mut texts = [Texts::default(), Texts::default()];
            olds = history_in(old, &mut texts[0])?;
            news = history_in(new, &mut texts[1])?;
            differing = files((&olds.1, &texts[0]), (&news.1, &texts[1]));
            let [before, after] = [&olds.0, &news.0].map(|history| context.edition_on(history, today));
            (before?, after?, [old.display().to_string(), new.display().to_string()], [today, today])
        }
        ([_, ..], [_, ..]) => {
            bail!(
                "give two folders, or two days of one catalogue with --between, not both; --catalogue names the one"
            )
        }
        _ => bail!("name two folders, or give two days with --between"),
    };
    let planners = [Planner::new(before), Planner::new(after)];
    let old = Side { planner: &planners[0], day: sides[0] };
    let new = Side { planner: &planners[1], day: sides[1] };
    let found = diff(old, new)?;
    let affected = affected(matches, old, new)?;
    let around = Around {
        titles: [titles[0].as_str(), titles[1].as_str()],
        files: &differing,
        cases: affected.as_ref(),
    };
    let form = PageOrJson::of(matches, context.screen);
    form.write(
        |style| report::diff::page(&found, [before, after], &around, style),
        || report::diff::json(&found, [before, after], &around),
    )?;
    let alike = affected.is_none_or(|cases| cases.changed.is_empty());
    Ok(if found.is_empty() && differing.is_empty() && alike { Exit::Done } else { Exit::Found })
}

/// The cases of a caseload whose outcomes change, where one is named.
fn affected(matches: &ArgMatches, old: Side<'_>, new: Side<'_>) -> Result<Option<Cases>> {
    let Some(path) = matches.get_one::<PathBuf>("cases") else { return Ok(None) };
    let failed = || format!("cannot read `{}`", path.display());
    if fs::metadata(path).with_context(failed)?.len() > MOST_BYTES {
        bail!("`{}` has more than 256 MiB", path.display());
    }
    let caseload = fs::read(path).with_context(failed)?;
    let fixed = matches.contains_id("between");
    let changes = cases(&caseload, old, new, fixed);
    changes.map(Some).map_err(|reason| anyhow::anyhow!("cannot read `{}`: {reason}", path.display()))
}

fn a_day(written: &str) -> Result<Date> {
    date(written).with_context(|| format!("`{written}` is not a date such as 2026-11-30"))
}
