//! `catalogue diff`: what changed, and who is affected.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::ArgMatches;
use goldenthread::audit::diff::{Side, diff, files};
use goldenthread::audit::diff_cases::cases;
use goldenthread::audit::diff_page::Around;
use goldenthread::case::read::date;
use goldenthread::plan::Planner;
use goldenthread::text::source::Texts;
use goldenthread::text::wording::day;
use jiff::civil::Date;

use crate::cli::command::{Context, Form};
use crate::cli::exit::Exit;
use crate::cli::load::catalogue_in;

/// The most bytes of a caseload that is compared.
const MOST_BYTES: u64 = 1 << 28;

/// Compares two catalogues, or one on two days, and writes what differs.
///
/// # Errors
///
/// Where one of them, a date or the cases cannot be read, or the result cannot be written.
pub fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit> {
    let days: Vec<&String> = matches.get_many::<String>("between").into_iter().flatten().collect();
    let folders: Vec<&PathBuf> = matches.get_many::<PathBuf>("folders").into_iter().flatten().collect();
    let (olds, news);
    let mut differing = Vec::new();
    let (before, after, titles, sides) = match (days.as_slice(), folders.as_slice()) {
        ([first, second], []) => {
            let (first, second) = (a_day(first)?, a_day(second)?);
            (context.catalogue, context.catalogue, [day(first), day(second)], [first, second])
        }
        ([], [old, new]) => {
            let today = super::day("as-of", matches, context)?;
            let mut texts = [Texts::default(), Texts::default()];
            olds = catalogue_in(old, &mut texts[0])?;
            news = catalogue_in(new, &mut texts[1])?;
            differing = files((&olds.1, &texts[0]), (&news.1, &texts[1]));
            (&olds.0, &news.0, [old.display().to_string(), new.display().to_string()], [today, today])
        }
        _ => bail!("name two folders, or give two days with --between"),
    };
    let planners = [Planner::new(before), Planner::new(after)];
    let old = Side { planner: &planners[0], day: sides[0] };
    let new = Side { planner: &planners[1], day: sides[1] };
    let found = diff(old, new)?;
    let affected = match matches.get_one::<PathBuf>("cases") {
        Some(path) => {
            let failed = || format!("cannot read `{}`", path.display());
            if fs::metadata(path).with_context(failed)?.len() > MOST_BYTES {
                bail!("`{}` has more than 256 MiB", path.display());
            }
            let caseload = fs::read(path).with_context(failed)?;
            let fixed = !days.is_empty();
            Some(
                cases(&caseload, old, new, fixed)
                    .map_err(|reason| anyhow::anyhow!("cannot read `{}`: {reason}", path.display()))?,
            )
        }
        None => None,
    };
    let around = Around {
        titles: [titles[0].as_str(), titles[1].as_str()],
        files: &differing,
        cases: affected.as_ref(),
    };
    let form = Form::of(matches, context);
    form.write(|style| found.page([before, after], &around, style), || found.json([before, after], &around))?;
    let alike = affected.is_none_or(|cases| cases.changed.is_empty());
    Ok(if found.is_empty() && differing.is_empty() && alike { Exit::Done } else { Exit::Found })
}

fn a_day(written: &str) -> Result<Date> {
    date(written).with_context(|| format!("`{written}` is not a date such as 2026-11-30"))
}
