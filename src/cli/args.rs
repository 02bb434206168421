//! Declares the commands, and nothing else.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ColorChoice, Command, value_parser};
use goldenthread::catalogue::Catalogue;

use super::command;
use super::command_line::PROGRAM;
use super::exit::Exit;
use super::flags::{FORMS, Suggested, USUAL_COMMAND, case_input, format, output};
use super::screen::Screen;

/// The heading of flags that every command takes.
const EVERYWHERE: &str = "For every command";

const ABOUT: &str = "Plans interventions for a person on probation in England and Wales, with the reason and the source for each";

const EXAMPLES: &str = "\
Examples:
  goldenthread --case case.toml
  goldenthread --region london --gender male --age 30 --offence acquisitive \\
      --sentence community-order --needs thinking-and-behaviour

Without a command, `propose` is meant.";

const AFTER: &str = "Every fact is a flag too: `goldenthread facts` and `--help` list them. An answer that is not given is unknown, never no. Flags can be seen in the list of processes and stay in the \
                     shell's history: for a real case, a case file is the better way.";

/// Every command and flag.
pub fn command(catalogue: &'static Catalogue, screen: &Screen) -> Command {
    let colour = if screen.colour || screen.error_colour { ColorChoice::Auto } else { ColorChoice::Never };
    Command::new(PROGRAM)
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .about(ABOUT)
        .override_usage("goldenthread [COMMAND] [OPTIONS]")
        .before_help(EXAMPLES)
        .after_help(Exit::HELP)
        .color(colour)
        .max_term_width(80)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(global())
        .subcommand(propose(catalogue))
        .subcommand(command::batch::declare())
        .subcommand(command::rehearse::declare())
        .subcommand(command::review::declare())
        .subcommand(explain(catalogue))
        .subcommand(facts(catalogue))
        .subcommand(super::catalogue_args::command(catalogue))
        .subcommand(config())
        .subcommand(completions())
        .subcommand(man())
}

const PROPOSE_EXAMPLES: &str = "\
Examples:
  goldenthread --case case.toml
  goldenthread --case case.toml --format html -o plan.html";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  goldenthread explain TSP --case case.toml
  goldenthread explain BBR --case case.toml --sara low";

const SETTINGS: &str = "\
A setting holds where no flag and no case says otherwise. The environment comes
before the file: goldenthread/config.toml below XDG_CONFIG_HOME (or ~/.config).
  region = \"wales\"         or GOLDENTHREAD_REGION
  catalogue = \"/a/folder\"  or GOLDENTHREAD_CATALOGUE
  format = \"markdown\"      or GOLDENTHREAD_FORMAT";

const COMPLETIONS: &str = "\
Examples:
  goldenthread completions bash >> ~/.bashrc
  goldenthread completions fish -o ~/.config/fish/completions/goldenthread.fish";

/// Flags that every command takes.
fn global() -> [Arg; 3] {
    [
        Arg::new("catalogue")
            .long("catalogue")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .global(true)
            .help_heading(EVERYWHERE)
            .help("Read the catalogue from this folder, not the one shipped; GOLDENTHREAD_CATALOGUE does the same"),
        Arg::new("no-color")
            .long("no-color")
            .action(ArgAction::SetTrue)
            .global(true)
            .help_heading(EVERYWHERE)
            .help("Use no colour; NO_COLOR does the same"),
        Arg::new("accessible")
            .long("accessible")
            .action(ArgAction::SetTrue)
            .global(true)
            .help_heading(EVERYWHERE)
            .help("Write for a screen reader: no boxes, lists are numbered; ACCESSIBLE does the same"),
    ]
}

fn propose(catalogue: &'static Catalogue) -> Command {
    case_input(Command::new(USUAL_COMMAND), catalogue)
        .about("Propose a sequenced plan for one case, with the reason for every offer")
        .before_help(PROPOSE_EXAMPLES)
        .after_help(AFTER)
        .arg(interview())
        .args([format(FORMS), output(), all(), detail(), redact(), what_if()])
}

/// `--what-if`.
fn what_if() -> Arg {
    Arg::new("what-if")
        .long("what-if")
        .value_name("FACT=VALUE")
        .action(ArgAction::Append)
        .help("Show the plan as it is beside the plan with this answer instead; can be given again")
}

fn explain(catalogue: &'static Catalogue) -> Command {
    case_input(Command::new("explain"), catalogue)
        .about("Show every check of one offer for one case, and what would change the outcome")
        .before_help(EXPLAIN_EXAMPLES)
        .after_help(AFTER)
        .arg(
            Arg::new("offer")
                .value_name("OFFER")
                .required(true)
                .value_parser(Suggested::new(catalogue.offers.iter().map(|offer| offer.id.as_str())))
                .hide_possible_values(true)
                .help("Its id or short name"),
        )
        .args([format(&["table", "json"]), output()])
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("OUTCOME")
                .value_parser(["include", "consider"])
                .help("The outcome to look for: in the plan, or for your judgement [usually include]"),
        )
}

fn facts(catalogue: &'static Catalogue) -> Command {
    let keys = catalogue.vocabulary.iter().map(|(_, fact)| fact.key.as_str());
    Command::new("facts")
        .before_help("Examples:\n  goldenthread facts\n  goldenthread facts sara")
        .about("List every fact: its flag, its values and which offers read it")
        .arg(
            Arg::new("fact")
                .value_name("FACT")
                .value_parser(Suggested::new(keys))
                .hide_possible_values(true)
                .help("Show one fact in full"),
        )
        .args([format(&["table", "json"]), output()])
}

fn config() -> Command {
    Command::new("config")
        .before_help("Example:\n  goldenthread config")
        .about("Show the settings in force and where each comes from, the program and the catalogue")
        .after_help(SETTINGS)
        .args([format(&["table", "json"]), output()])
}

fn completions() -> Command {
    Command::new("completions")
        .about("Write a script that completes commands, flags, offers, facts and their values")
        .before_help(COMPLETIONS)
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell))
                .help("The shell"),
        )
        .arg(output())
}

fn man() -> Command {
    Command::new("man")
        .before_help("Example:\n  goldenthread man ~/.local/share/man/man1")
        .about("Write the manual pages")
        .arg(
            Arg::new("folder")
                .value_name("DIR")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The folder for them, made where there is none"),
        )
}

/// `--interview`.
fn interview() -> Arg {
    Arg::new("interview")
        .long("interview")
        .action(ArgAction::SetTrue)
        .help("Ask for the answers that could still change the plan, and for no others")
}

/// `--all`.
fn all() -> Arg {
    Arg::new("all")
        .long("all")
        .action(ArgAction::SetTrue)
        .help("List every criterion of every offer, and offers that have nothing to do with the case")
}

/// `--detail`.
fn detail() -> Arg {
    Arg::new("detail")
        .long("detail")
        .value_name("HOW-MUCH")
        .value_parser(["brief", "full"])
        .default_value("full")
        .help("In markdown and html: what decided each option, or every check of it")
}

/// `--redact`.
fn redact() -> Arg {
    Arg::new("redact")
        .long("redact")
        .action(ArgAction::SetTrue)
        .help("In markdown and html: leave out scores and details of offences, and say so")
}
