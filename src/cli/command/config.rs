//! `config`: the settings in force, where each comes from, and which program and catalogue this is.

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::report::table::Style;
use serde_json::json;

use super::{Context, Form};
use crate::cli::exit::Exit;
use crate::cli::flags::FORMS;
use crate::cli::problem::Refused;

/// Shows the settings.
///
/// # Errors
///
/// Where a setting cannot be used, or the result cannot be written.
pub fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let settings = context.settings;
    let refused = |problem| Refused::new(vec![problem], &context.command_line.texts);
    settings.form(FORMS).map_err(refused)?;
    context.region().map_err(refused)?;
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
    Form::of(matches, context).write(page, json)
}
