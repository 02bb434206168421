//! `completions`: a script for a shell that completes commands, flags, offers, facts and their values.

mod typed;

use anyhow::{Context as _, Result};
use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::{Shell, generate};
use goldenthread::catalogue::Catalogue;

use crate::cli::command_line::{PROGRAM, USUAL_COMMAND};
use crate::cli::exit::Exit;
use crate::cli::flags::output;
use crate::cli::load::Context;
use crate::cli::output::Destination;
use crate::cli::subcommand::{Action, Subcommand};

const EXAMPLES: &str = "\
Examples:
  goldenthread completions bash >> ~/.bashrc
  goldenthread completions fish -o ~/.config/fish/completions/goldenthread.fish";

/// The command.
pub const COMMAND: Subcommand = Subcommand { name: "completions", declare, action: Action::Run(run) };

fn declare(command: Command, _: &'static Catalogue) -> Command {
    command
        .about("Write a script that completes commands, flags, offers, facts and their values")
        .before_help(EXAMPLES)
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(Shell))
                .help("The shell"),
        )
        .arg(output())
}

/// Writes the script.
///
/// # Errors
///
/// Where it cannot be written.
fn run(matches: &ArgMatches, context: &mut Context<'_>) -> Result<Exit> {
    let shell = matches.get_one::<Shell>("shell").copied().context("no shell is named")?;
    let mut command = with_usual_flags((context.declare)(context.catalogue, context.screen));
    let mut script = Vec::new();
    generate(shell, &mut command, PROGRAM, &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    let typed = typed::TypedValues::of(context.catalogue, values(&command));
    let script = match shell {
        Shell::Bash => typed.bash(&script),
        Shell::Zsh => typed.zsh(&script),
        Shell::Fish => typed.fish(fish(script, &command)),
        Shell::PowerShell => powershell(script, &command),
        Shell::Elvish => elvish(script, &command),
        _ => script,
    };
    Destination::of_result(matches).write(script.as_bytes())?;
    Ok(Exit::Done)
}

/// The flags of the usual command are good without its name too.
fn with_usual_flags(command: Command) -> Command {
    let own: Vec<Arg> = command.get_arguments().cloned().collect();
    let flags: Vec<Arg> = (command.find_subcommand(USUAL_COMMAND).into_iter())
        .flat_map(Command::get_arguments)
        .filter(|flag| own.iter().all(|known| known.get_id() != flag.get_id()))
        .cloned()
        .collect();
    command.args(flags)
}

/// Every flag that takes one of some values, each with them; and those values that stand alone, under the command's name.
fn values(command: &Command) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands());
        for arg in command.get_arguments() {
            let name = match arg.get_long() {
                Some(long) => format!("--{long}"),
                None => command.get_name().to_owned(),
            };
            let names: Vec<String> =
                arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
            let takes = arg.get_action().takes_values() && !names.is_empty();
            if takes && all.iter().all(|(known, _)| *known != name) {
                all.push((name, names));
            }
        }
    }
    all.sort();
    all
}

/// The script of clap_complete completes no words without a flag in this shell, nor values where no command is named.
fn fish(mut script: String, command: &Command) -> String {
    for (name, values) in values(command) {
        let values = values.join(" ");
        script.push_str(&match name.strip_prefix("--") {
            Some(flag) => format!("complete -c {PROGRAM} -l {flag} -x -a \"{values}\"\n"),
            None => {
                format!(
                    "complete -c {PROGRAM} -n \"__fish_seen_subcommand_from {name}\" -f -a \"{values}\"\n"
                )
            }
        });
    }
    script
}

/// The script of clap_complete completes no values in this shell: they come first here.
fn powershell(script: String, command: &Command) -> String {
    let mut table = String::from("    $values = @{\n");
    for (name, values) in values(command) {
        let values: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
        table.push_str(&format!("        '{name}' = @({})\n", values.join(", ")));
    }
    table.push_str("    }\n");
    table.push_str(
        "    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })\n\
         \x20   if ($before.Count -gt 0 -and $values.ContainsKey($before[-1])) {\n\
         \x20       return $values[$before[-1]] | Where-Object { $_ -like \"$wordToComplete*\" } |\n\
         \x20           ForEach-Object { [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_) }\n\
         \x20   }\n",
    );
    after_line(&script, "param($wordToComplete, $commandAst, $cursorPosition)", &table)
}

/// The same for elvish.
fn elvish(script: String, command: &Command) -> String {
    let mut table = String::from("    var values = [\n");
    for (name, values) in values(command) {
        table.push_str(&format!("        &{name}= [{}]\n", values.join(" ")));
    }
    table.push_str("    ]\n");
    let script = after_line(&script, "= {|@words|", &table);
    script.replacen(
        "    $completions[$command]\n",
        "    if (and (> (count $words) 1) (has-key $values $words[-2])) {\n        all $values[$words[-2]]\n    } else {\n        $completions[$command]\n    }\n",
        1,
    )
}

/// The script with lines added after the line that ends as given.
fn after_line(script: &str, end: &str, lines: &str) -> String {
    let mut out = String::with_capacity(script.len() + lines.len());
    let mut added = false;
    for line in script.lines() {
        out.push_str(line);
        out.push('\n');
        if !added && line.trim_end().ends_with(end) {
            out.push_str(lines);
            added = true;
        }
    }
    out
}
