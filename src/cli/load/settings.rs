//! Settings: what holds where no flag says otherwise. The environment comes before the file.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use etcetera::BaseStrategy as _;
use goldenthread::entry::{WrittenContent, parse};
use goldenthread::text::problem::{Problem, nearest};
use goldenthread::text::source::{Place, Texts};

use super::read::text;
use crate::cli::problem::Refused;

/// The settings, by name, each with the variable that sets it.
pub const NAMES: [(&str, &str); 3] = [
    ("region", "GOLDENTHREAD_REGION"),
    ("catalogue", "GOLDENTHREAD_CATALOGUE"),
    ("format", "GOLDENTHREAD_FORMAT"),
];

/// What was set.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where the file of settings is, or would be.
    pub file: Option<PathBuf>,
    set: Vec<(&'static str, Setting)>,
}

/// One value that was set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The value.
    pub value: String,
    /// Who set it, in words.
    pub from: String,
    /// Where in the file.
    pub place: Option<Place>,
}

impl Settings {
    /// The setting of a name.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.set.iter().find(|(known, _)| *known == name).map(|(_, setting)| setting)
    }

    /// The folder of the catalogue. A path in the file starts from the file's folder.
    pub fn catalogue(&self) -> Option<PathBuf> {
        let setting = self.get("catalogue")?;
        let path = PathBuf::from(&setting.value);
        match (&self.file, setting.place) {
            (Some(file), Some(_)) => Some(file.parent().unwrap_or(Path::new(".")).join(path)),
            _ => Some(path),
        }
    }

    /// The form of a plan.
    ///
    /// # Errors
    ///
    /// Where it is none of the forms.
    pub fn form<F: ValueEnum>(&self) -> Result<Option<F>, Problem> {
        let Some(setting) = self.get("format") else { return Ok(None) };
        F::from_str(&setting.value, false).map(Some).map_err(|_| {
            let forms = F::value_variants().iter().filter_map(F::to_possible_value);
            let names: Vec<String> = forms.map(|form| form.get_name().to_owned()).collect();
            let message = format!("`format` cannot be `{}` ({})", setting.value, setting.from);
            setting.refused(message, format!("it is one of {}", names.join(", ")))
        })
    }
}

impl Setting {
    /// A problem with what was set.
    pub fn refused(&self, message: String, help: String) -> Problem {
        let problem = Problem::new("bad-setting", message).help(help);
        match self.place {
            Some(place) => problem.at(place),
            None => problem,
        }
    }
}

/// What the environment and the file of settings say.
///
/// # Errors
///
/// Every problem with the file.
pub fn settings(texts: &mut Texts) -> Result<Settings> {
    let folder = etcetera::choose_base_strategy().ok().map(|base| base.config_dir());
    let file = folder.map(|folder| folder.join("goldenthread").join("config.toml"));
    let mut settings = Settings { file, set: Vec::new() };
    for (name, variable) in NAMES {
        let value = env::var_os(variable).filter(|value| !value.is_empty());
        if let Some(value) = value {
            let value = value.to_string_lossy().into_owned();
            let from = format!("the environment, {variable}");
            settings.set.push((name, Setting { value, from, place: None }));
        }
    }
    let Some(file) = settings.file.clone().filter(|file| file.exists()) else { return Ok(settings) };
    let written = text(&file, texts)
        .map_err(|problem| vec![problem])
        .and_then(|index| read(index, texts))
        .map_err(|problems| Refused::new(problems, texts))?;
    for (name, value, place) in written {
        if settings.get(name).is_none() {
            let from = format!("the file {}", file.display());
            settings.set.push((name, Setting { value, from, place: Some(place) }));
        }
    }
    Ok(settings)
}

/// The values in the file.
fn read(index: u32, texts: &Texts) -> Result<Vec<(&'static str, String, Place)>, Vec<Problem>> {
    let parsed = parse(texts, index).map_err(|problem| vec![problem])?;
    let mut problems = parsed.slips;
    let mut values = Vec::new();
    for keyed in parsed.root.keyed {
        let Some((name, _)) = NAMES.into_iter().find(|(name, _)| *name == keyed.key) else {
            problems.push(unknown(&keyed.key).at(keyed.place));
            continue;
        };
        match keyed.item.content {
            WrittenContent::Text(text) => values.push((name, text, keyed.item.place)),
            _ => problems.push(
                Problem::new("wrong-type", format!("`{name}` takes text"))
                    .at(keyed.item.place)
                    .help(format!("put it in quotation marks: `{name} = \"…\"`")),
            ),
        }
    }
    problems.sort_by_key(|problem| problem.place);
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

fn unknown(written: &str) -> Problem {
    let names = NAMES.map(|(name, _)| name);
    let help = nearest(written, names).map_or_else(
        || format!("the settings are {}", goldenthread::text::wording::list(&names)),
        |near| format!("did you mean `{near}`?"),
    );
    Problem::new("unknown-key", format!("there is no setting `{written}`")).help(help)
}
