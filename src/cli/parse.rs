//! Reads what was typed against the flags and commands declared, and goes on after a word that fits none, so that all such
//! words are told at once.

use std::ffi::{OsStr, OsString};
use std::ops::Range;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command};
use goldenthread::text::problem::{Problem, nearest};

use super::command_line::{CommandLine, PROGRAM, USUAL_COMMAND};
use super::problem::Refused;

/// What was typed, as clap has it, and every word that fits no flag.
#[derive(Debug)]
pub struct Typed {
    /// The flags and the command.
    pub matches: ArgMatches,
    /// What is wrong with the words that fit no flag, which are left out of the above.
    pub misfits: Vec<Problem>,
}

/// Reads what was typed.
///
/// # Errors
///
/// Help and version, which clap gives as errors; and usage that says too little to go on.
pub fn read(mut command: Command, command_line: &CommandLine) -> anyhow::Result<Typed> {
    let mut words: Vec<OsString> = command_line.words().cloned().collect();
    // `help` and `help COMMAND` mean what `--help` and `COMMAND --help` do.
    if words.first().is_some_and(|word| word == "help") {
        words.remove(0);
        words.push("--help".into());
    } else if means_the_usual(&words, &command) {
        words.insert(0, USUAL_COMMAND.into());
    }
    let mut problems = Vec::new();
    loop {
        let all = std::iter::once(OsString::from(PROGRAM)).chain(words.iter().cloned());
        let error = match command.try_get_matches_from_mut(all) {
            Ok(matches) => return Ok(Typed { matches, misfits: problems }),
            Err(error) => error,
        };
        let typed = AsTyped { words: &words, command: &command, line: command_line };
        let misfit = Misfit::of(&error, &typed);
        let cut = misfit.as_ref().and_then(|misfit| misfit.cut.clone());
        problems.extend(misfit.map(|misfit| misfit.problem));
        match cut {
            Some(cut) => drop(words.drain(cut)),
            None if problems.is_empty() => return Err(error.into()),
            None => return Err(Refused::new(problems, &command_line.texts).into()),
        }
    }
}

/// Whether the usual command is meant: no command is named before the first flag that is not for every command.
fn means_the_usual(words: &[OsString], command: &Command) -> bool {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let word = word.to_string_lossy();
        let (name, value) = word.split_once('=').map_or((&*word, None), |(name, value)| (name, Some(value)));
        let global = command.get_arguments().find(|arg| {
            arg.is_global_set() && name.strip_prefix("--").is_some_and(|name| arg.get_long() == Some(name))
        });
        match global {
            Some(arg) if value.is_none() && arg.get_action().takes_values() => drop(words.next()),
            Some(_) => {}
            None => return word.starts_with('-') && !matches!(&*word, "-h" | "--help" | "-V" | "--version"),
        }
    }
    true
}

/// A word that fits no flag or command.
struct Misfit {
    problem: Problem,
    /// The words to leave out so that the rest can be read; nothing where there is no going on.
    cut: Option<Range<usize>>,
}

/// The words typed, what they are read against and how they are shown.
struct AsTyped<'r> {
    words: &'r [OsString],
    command: &'r Command,
    line: &'r CommandLine,
}

impl AsTyped<'_> {
    /// A flag as it was typed, which may be by its letter, and the word that it is.
    fn flag(&self, name: &str) -> (String, Option<usize>) {
        let at = |name: &str| {
            self.words.iter().rposition(|word| {
                let word = word.to_string_lossy();
                word == name || word.strip_prefix(name).is_some_and(|rest| rest.starts_with('='))
            })
        };
        let by_name = at(name);
        let letter = name.strip_prefix("--").filter(|_| by_name.is_none()).and_then(|long| {
            let mut known = chosen(self.command, self.words).get_arguments();
            let letter = known.find(|arg| arg.get_long() == Some(long))?.get_short()?;
            Some(format!("-{letter}"))
        });
        match letter {
            Some(letter) => (letter.clone(), at(&letter)),
            None => (name.to_owned(), by_name),
        }
    }
}

impl Misfit {
    /// What clap's error is about, where it is about one word.
    fn of(error: &clap::Error, typed: &AsTyped<'_>) -> Option<Self> {
        match error.kind() {
            ErrorKind::InvalidSubcommand => {
                Self::no_command(text(error, ContextKind::InvalidSubcommand)?, typed)
            }
            ErrorKind::InvalidUtf8 => Self::not_utf8(typed),
            kind => {
                // An argument is given as it stands in the usage: `--format <FORM>`.
                let usage = text(error, ContextKind::InvalidArg)?.split_whitespace().next()?;
                let (name, at) = typed.flag(usage);
                match kind {
                    ErrorKind::UnknownArgument => Some(Self::unknown(&name, at?, typed)),
                    ErrorKind::InvalidValue => Self::bad_value(&name, at, error, typed),
                    ErrorKind::TooManyValues => {
                        let at = at?;
                        let message = format!("`{name}` takes no value");
                        Some(Self::at_flag("bad-value", message, &name, at..at + 1, typed))
                    }
                    ErrorKind::ArgumentConflict => {
                        let message = format!("`{name}` is given more than once");
                        let cut = with_value(at?, typed.words);
                        Some(Self::at_flag("given-twice", message, &name, cut, typed))
                    }
                    _ => None,
                }
            }
        }
    }

    fn at_flag(
        code: &'static str,
        message: String,
        name: &str,
        cut: Range<usize>,
        typed: &AsTyped<'_>,
    ) -> Self {
        Self { problem: Problem::new(code, message).at(typed.line.place_of(name)), cut: Some(cut) }
    }

    fn no_command(written: &str, typed: &AsTyped<'_>) -> Option<Self> {
        let within = chosen(typed.command, typed.words);
        let names: Vec<&str> = within.get_subcommands().map(Command::get_name).collect();
        let help = match nearest(written, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if written.ends_with(".toml") => format!("a case file: `{PROGRAM} --case {written}`"),
            None => format!("the commands are {}", goldenthread::text::wording::list(&names)),
        };
        let problem = Problem::new("unknown-command", format!("there is no command `{written}`"));
        Some(Self { problem: problem.at(typed.line.place_of(written)).help(help), cut: None })
    }

    fn not_utf8(typed: &AsTyped<'_>) -> Option<Self> {
        let word = typed.words.iter().find(|word| word.to_str().is_none())?.to_string_lossy();
        let problem = Problem::new("not-utf-8", format!("`{word}` is not UTF-8"));
        Some(Self { problem: problem.at(typed.line.place_of(&word)), cut: None })
    }

    fn bad_value(name: &str, at: Option<usize>, error: &clap::Error, typed: &AsTyped<'_>) -> Option<Self> {
        let written = text(error, ContextKind::InvalidValue)?;
        let message = match written {
            "" => format!("`{name}` is given no value"),
            _ => format!("`{name}` cannot be `{written}`"),
        };
        let mut problem = Problem::new("bad-value", message);
        if let Some(ContextValue::Strings(allowed)) = error.get(ContextKind::ValidValue)
            && !allowed.is_empty()
        {
            problem = problem.help(format!("it is one of {}", allowed.join(", ")));
        }
        let line = typed.line;
        // A word that stands for itself is named by what it is: `<SHELL>`.
        if name.starts_with('<') {
            return Some(Self { problem: problem.at(line.place_of(written)), cut: None });
        }
        let place = line.places(name).last().copied().unwrap_or_else(|| line.place_of(name));
        Some(Self { problem: problem.at(place), cut: Some(with_value(at?, typed.words)) })
    }

    fn unknown(name: &str, at: usize, typed: &AsTyped<'_>) -> Self {
        let AsTyped { words, command, line } = *typed;
        let place = line.place_of(name);
        if !name.starts_with('-') {
            if command.find_subcommand(name).is_some() {
                let problem =
                    Problem::new("command-not-first", format!("`{name}` does not come first")).at(place);
                let help = format!("write the command before its flags: `{PROGRAM} {name} …`");
                return Self { problem: problem.help(help), cut: None };
            }
            let problem = Problem::new("unexpected-word", format!("`{name}` belongs to no flag")).at(place);
            let help = format!("`{PROGRAM} --help` lists the commands and what each takes");
            return Self { problem: problem.help(help), cut: Some(at..at + 1) };
        }
        let within = chosen(command, words);
        let flags: Vec<(String, bool)> = (within.get_arguments())
            .filter_map(|arg| Some((format!("--{}", arg.get_long()?), arg.get_action().takes_values())))
            .collect();
        let near = nearest(name, flags.iter().map(|(flag, _)| flag.as_str()));
        let help = match near {
            Some(near) if near == name => "no word after `--` is a flag".to_owned(),
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`{PROGRAM} {} --help` lists the flags", within.get_name()),
        };
        let takes_value = flags.iter().any(|(flag, takes)| near.is_none_or(|near| near == flag) && *takes);
        let cut = if takes_value { with_value(at, words) } else { at..at + 1 };
        let problem = Problem::new("unknown-flag", format!("there is no flag `{name}`")).at(place).help(help);
        Self { problem, cut: Some(cut) }
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text),
        _ => None,
    }
}

/// The command that the words name, or its subcommand.
fn chosen<'c>(command: &'c Command, words: &[OsString]) -> &'c Command {
    words.iter().fold(command, |within, word| within.find_subcommand(OsStr::new(word)).unwrap_or(within))
}

/// A flag, and the word after it where that is its value.
fn with_value(at: usize, words: &[OsString]) -> Range<usize> {
    let flag = words.get(at).is_some_and(|word| !word.to_string_lossy().contains('='));
    let value = words.get(at + 1).is_some_and(|word| !word.to_string_lossy().starts_with("--"));
    at..at + 1 + usize::from(flag && value)
}
