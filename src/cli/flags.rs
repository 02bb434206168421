//! Flags that several commands share: those of the result, and those that make up a case. The flags of the facts are drawn from the vocabulary.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, ArgAction, Command, ValueEnum, ValueHint, value_parser};
use goldenthread::catalogue::{Answers, Catalogue, Fact, Offer};
use goldenthread::report::facts::placeholder;

use super::output::Destination;

/// What the help of a command about one case ends with.
pub const AFTER_CASE: &str = "Every fact is a flag too: `goldenthread facts` and `--help` list them. An answer that is not given is unknown, never no. Flags can be seen in the list of processes and stay in the \
                     shell's history: for a real case, a case file is the better way.";

/// A fact with more values than this lists none of them in the help.
const MOST_LISTED: usize = 20;

/// `--format`, with the first form as the usual one.
pub fn format<F: ValueEnum + Send + Sync + 'static>() -> Arg {
    let names = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let usual = names.map(|form| form.get_name().to_owned()).next();
    Arg::new("format")
        .long("format")
        .value_name("FORM")
        .value_parser(EnumValueParser::<F>::new())
        .default_value(usual.unwrap_or_default())
        .help("The form of the result")
}

/// A flag that names a file to write.
pub fn written(name: &'static str, help: &'static str) -> Arg {
    value(name, "FILE", help).value_parser(Destination::parser()).value_hint(ValueHint::AnyPath)
}

/// A flag that is given or not.
pub fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// A flag with a value.
pub fn value(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// `--raw-csv`.
pub fn raw_csv() -> Arg {
    switch("raw-csv", "Leave cells as they are that a spreadsheet would take for a formula")
}

/// The offer that a command is about, as the word after it.
pub fn offer(catalogue: &'static Catalogue) -> Arg {
    Arg::new("offer")
        .value_name("OFFER")
        .required(true)
        .value_parser(Suggested::new(offer_names(catalogue)))
        .hide_possible_values(true)
        .help("Its id or short name")
}

/// Every offer's id, and the short names that are one word, each once.
fn offer_names(catalogue: &'static Catalogue) -> impl Iterator<Item = &'static str> {
    let short_names = |offer: &'static Offer| offer.short_names.iter().map(String::as_str);
    let ids = catalogue.offers.iter().map(|offer| offer.id.as_str());
    ids.chain(catalogue.offers.iter().flat_map(short_names).filter(|name| is_word(name)))
}

/// Whether a name means nothing else to any shell: it can stand in a script as it is.
pub fn is_word(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+'))
}

/// `-o`, where the result goes.
pub fn output() -> Arg {
    written("output", "Write the result to this file; `-` is standard output").short('o')
}

/// The flags that make up a case: what every command about one case takes.
pub fn case_input(command: Command, catalogue: &'static Catalogue) -> Command {
    let facts = catalogue.vocabulary.iter().map(|(_, declared)| fact(declared));
    command.next_help_heading("The case").args(case(catalogue)).args(facts).next_help_heading("The result")
}

/// The flags of a case beside the facts.
fn case(catalogue: &'static Catalogue) -> [Arg; 11] {
    let offers = catalogue.fact(catalogue.policy.roles.completed);
    [
        value("case", "FILE", "Read the case from this TOML file; `-` is standard input")
            .value_parser(value_parser!(PathBuf)),
        value("ref", "TEXT", "Your own reference for the case: never a name or a date of birth"),
        value("as-of", "DATE", "The day of the plan, such as 2026-11-30; without it, today"),
        value("sentence-ends", "DATE", "The day the sentence ends, in place of the weeks that remain"),
        value(
            "proposed",
            "OFFERS",
            "What you propose, for a second opinion: ids or short names, separated by commas",
        )
        .action(ArgAction::Append)
        .hide_possible_values(true)
        .value_parser(Lenient(offers)),
        value("accept", "OFFER=REASON", "Accept an offer that is to be considered, and say why")
            .action(ArgAction::Append)
            .hide_possible_values(true)
            .value_parser(Suggested::new(catalogue.offers.iter().map(|offer| offer.id.as_str()))),
        value("decline", "OFFER=REASON", "Decide against an offer, and say why")
            .action(ArgAction::Append)
            .hide_possible_values(true)
            .value_parser(Suggested::new(catalogue.offers.iter().map(|offer| offer.id.as_str()))),
        switch(
            "presume",
            "Let the stated presumptions stand in for unanswered facts, and mark what rests on them",
        ),
        written("save", "Save the case to this file, which `--case` reads"),
        switch("overwrite", "Let `--save` write over another file").short('f'),
        switch("no-input", "Never ask a question"),
    ]
}

/// The flag of one fact.
fn fact(declared: &'static Fact) -> Arg {
    let number = matches!(declared.answers, Answers::Number { .. });
    let help = match &declared.answers {
        Answers::Number { minimum, maximum, unit } => {
            let besides = if declared.unavailable.is_some() { ", or unavailable" } else { "" };
            format!("{} [{minimum} to {maximum} {unit}{besides}]", declared.question)
        }
        _ => declared.question.clone(),
    };
    Arg::new(declared.key.as_str())
        .long(declared.key.as_str())
        .value_name(placeholder(declared))
        .action(ArgAction::Append)
        .allow_negative_numbers(number)
        .value_parser(Lenient(declared))
        .hide_possible_values(declared.values().len() > MOST_LISTED)
        .hide_short_help(true)
        .help_heading(declared.group.as_str())
        .help(help)
}

/// Takes any text and offers some to those who complete what is typed.
#[derive(Clone, Debug)]
pub struct Suggested(Vec<&'static str>);

impl Suggested {
    /// A parser that suggests these.
    pub fn new(names: impl Iterator<Item = &'static str>) -> Self {
        Self(names.collect())
    }
}

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().copied().map(PossibleValue::new)))
    }
}

/// Takes any text for a fact and offers its values to those who complete what is typed: the library checks answers, so that
/// all that is wrong with them is told at once.
#[derive(Clone, Debug)]
struct Lenient(&'static Fact);

impl TypedValueParser for Lenient {
    type Value = String;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = self.0.values().iter().map(|value| value.key.as_str());
        let fixed: &[&str] = match &self.0.answers {
            Answers::YesNo => &["yes", "no"],
            Answers::AnyOf(_) => &["none"],
            Answers::Number { .. } => return None,
            Answers::OneOf(_) => &[],
        };
        let unavailable = self.0.unavailable.as_ref().map(|_| "unavailable");
        let short_names =
            self.0.values().iter().filter(|_| self.0.lists_offers).flat_map(|value| &value.also);
        let short_names = short_names.map(String::as_str).filter(|name| is_word(name));
        let values = values.chain(short_names);
        let all = values.chain(fixed.iter().copied()).chain(unavailable);
        Some(Box::new(all.map(PossibleValue::new)))
    }
}
