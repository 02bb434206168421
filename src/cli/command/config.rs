//! `config`: the settings in force, where each comes from, and which program and catalogue this is.

use anyhow::Result;
use clap::{ArgMatches, Command};
use goldenthread::catalogue::Catalogue;
use goldenthread::report::table::Style;
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::flags::{format, output};
use crate::cli::load::Context;
use crate::cli::output::{PageForm, PageOrJson, PlanForm};
use crate::cli::subcommand::{Action, Subcommand};

const SETTINGS: &str = "\
A setting holds where no flag and no case says otherwise. The environment comes
before the file: goldenthread/config.toml below XDG_CONFIG_HOME (or ~/.config).
  region = \"wales\"         or GOLDENTHREAD_REGION
  catalogue = \"/a/folder\"  or GOLDENTHREAD_CATALOGUE
  format = \"markdown\"      or GOLDENTHREAD_FORMAT";

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "config", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .before_help("Example:\n  goldenthread config")
        .about("Show the settings in force and where each comes from, the program and the catalogue")
        .after_help(SETTINGS)
        .args([format::<PageForm>(), output()])
}

/// Shows the settings.
///
/// # Errors
///
/// Where a setting cannot be used, or the result cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let settings = context.settings;
    settings.form::<PlanForm>().map_err(|problem| context.refused(problem))?;
    context.region().map_err(|problem| context.refused(problem))?;
    let flag = context.command_line.value("--catalogue").filter(|folder| !folder.is_empty());
    let shown = |name: &str, usual: &str| match settings.get(name) {
        Some(setting) => (setting.value.clone(), setting.from.clone()),
        None => (usual.to_owned(), "by default".to_owned()),
    };
    let catalogue = match flag {
        Some(folder) => (folder.to_string_lossy().into_owned(), "the flag --catalogue".to_owned()),
        None => shown("catalogue", "the one shipped"),
    };
    let values = [
        ("region", shown("region", "not set")),
        ("catalogue", catalogue),
        ("format", shown("format", "table")),
    ];
    let file = settings.file.as_ref().map(|file| (file.display().to_string(), file.exists()));
    let known = context.catalogue;
    let json = || {
        let values: Vec<_> = (values.iter())
            .map(|(name, (value, from))| json!({"name": name, "value": value, "from": from}))
            .collect();
        json!({
            "settings": values,
            "file": file.as_ref().map(|(path, _)| path),
            "program": env!("CARGO_PKG_VERSION"),
            "catalogue": {"name": known.name, "version": known.version, "digest": known.digest},
        })
    };
    let page = |_: &Style| {
        let mut text = String::from("Settings\n");
        for (name, (value, from)) in &values {
            text.push_str(&format!("  {name}: {value} ({from})\n"));
        }
        let file = match &file {
            Some((path, true)) => path.clone(),
            Some((path, false)) => format!("{path} (there is none)"),
            None => "no folder for settings is known: HOME is not set".to_owned(),
        };
        text.push_str(&format!("\nFile of settings\n  {file}\n"));
        text.push_str(&format!("\nProgram\n  goldenthread {}\n", env!("CARGO_PKG_VERSION")));
        text.push_str(&format!(
            "\nCatalogue\n  {}, version {}\n  digest {}\n",
            known.name, known.version, known.digest
        ));
        text.lines().map(|line| goldenthread::text::wording::plain(line) + "\n").collect()
    };
    PageOrJson::of(matches, context.screen).write(page, json)
}
