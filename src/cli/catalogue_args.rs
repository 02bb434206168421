//! Declares the flags of `catalogue`, and nothing else.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use goldenthread::catalogue::Catalogue;

use super::flags::{Suggested, format, output};

/// `catalogue` and its subcommands.
pub fn command(catalogue: &'static Catalogue) -> Command {
    Command::new("catalogue")
        .about("List, show, check and compare what is on offer, and find who is left out")
        .before_help(
            "Examples:\n  goldenthread catalogue show BBR\n  goldenthread catalogue gaps --region wales",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(list(catalogue))
        .subcommand(show(catalogue))
        .subcommand(check())
        .subcommand(gaps(catalogue))
        .subcommand(diff())
        .subcommand(schema())
        .subcommand(new())
}

fn list(catalogue: &'static Catalogue) -> Command {
    let one = |name: &'static str, value: &'static str, known: Vec<&'static str>, help: &'static str| {
        let values = PossibleValuesParser::new(known);
        Arg::new(name).long(name).value_name(value).value_parser(values).hide_possible_values(true).help(help)
    };
    let kinds = catalogue.policy.kinds.iter().map(|kind| kind.id.as_str()).collect();
    let targets = catalogue.targets.iter().map(|target| target.id.as_str()).collect();
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    Command::new("list").about("List the offers by kind: all of them, or those picked").args([
        one("kind", "KIND", kinds, "Only offers of this kind"),
        one("target", "TARGET", targets, "Only offers that work on this need or aim"),
        one(
            "region",
            "REGION",
            regions.iter().map(|value| value.key.as_str()).collect(),
            "Only offers delivered in this region",
        ),
        Arg::new("on").long("on").value_name("DATE").help("Only offers in force on this day"),
        one("reads", "FACT", catalogue.vocabulary.keys().collect(), "Only offers that read this fact"),
        format(&["table", "json"]),
        output(),
    ])
}

fn show(catalogue: &'static Catalogue) -> Command {
    let offers = catalogue.offers.iter().map(|offer| offer.id.as_str());
    Command::new("show")
        .about("Show one offer: whom it is for, its criteria, its delivery and its sources")
        .arg(
            Arg::new("offer")
                .value_name("OFFER")
                .required(true)
                .value_parser(Suggested::new(offers))
                .hide_possible_values(true)
                .help("Its id or short name"),
        )
        .args([format(&["table", "json"]), output()])
}

fn check() -> Command {
    Command::new("check")
        .about("Report everything wrong or doubtful in the catalogue, and run its rule tests")
        .args([
            Arg::new("explain")
                .long("explain")
                .value_name("CODE")
                .num_args(0..=1)
                .default_missing_value("")
                .help("Explain one code and check nothing; without a code, list all of them"),
            format(&["table", "json"]),
            output(),
        ])
}

fn gaps(catalogue: &'static Catalogue) -> Command {
    let targets = catalogue.targets.iter().map(|target| target.id.as_str());
    let regions = catalogue.fact(catalogue.policy.roles.region).values();
    Command::new("gaps")
        .about("Find who has a need that no offer can meet, over every profile that the facts allow")
        .args([
            as_of(),
            Arg::new("target")
                .long("target")
                .value_name("TARGET")
                .action(ArgAction::Append)
                .value_parser(PossibleValuesParser::new(targets))
                .help("Only this need or aim; may be given several times"),
            Arg::new("region")
                .long("region")
                .value_name("REGION")
                .value_parser(PossibleValuesParser::new(regions.iter().map(|value| value.key.as_str())))
                .help("Only this region"),
            switch(
                "with-time",
                "Count those who have too few weeks or RAR days for an offer as left out of it",
            ),
            switch("more", "List up to 200 cohorts of each need, not 12; this can take a minute"),
            switch("overlaps", "List the offers of one kind that compete for somebody, too"),
            format(&["table", "json"]),
            output(),
        ])
}

fn diff() -> Command {
    Command::new("diff")
        .about("Say what changed between two catalogues, or two days of one, and exactly who gains and who loses")
        .args([
            Arg::new("folders")
                .value_names(["OLD", "NEW"])
                .num_args(2)
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("between")
                .help("The folders of the two catalogues"),
            Arg::new("between")
                .long("between")
                .value_names(["DATE", "DATE"])
                .num_args(2)
                .help("Compare one catalogue on two days instead"),
            Arg::new("cases")
                .long("cases")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("A caseload, CSV or NDJSON: list the cases whose outcomes change"),
            as_of(),
            format(&["table", "json"]),
            output(),
        ])
}

fn schema() -> Command {
    Command::new("schema")
        .about("Print a JSON Schema with which editors complete and check the files")
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .value_parser(PossibleValuesParser::new(goldenthread::audit::schema::names()))
                .default_value("offer")
                .help("Which file it is for"),
        )
        .arg(output())
}

fn new() -> Command {
    Command::new("new")
        .about("Write a commented file to start a new offer from")
        .arg(Arg::new("offer").value_name("OFFER").required(true).help("The id of the new offer"))
        .arg(output())
}

/// `--as-of`, the day whose catalogue counts.
fn as_of() -> Arg {
    Arg::new("as-of")
        .long("as-of")
        .value_name("DATE")
        .help("The day that counts, such as 2026-11-30; without it, today")
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}
