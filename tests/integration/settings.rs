use crate::harness::{THEFT, run};

const WITHOUT_REGION: &str = r#"
as-of = 2022-12-01
gender = "male"
age = 34
sentence = "community-order"
offence = ["acquisitive"]
needs = ["finance"]
"#;

const FILE: &str = "config/goldenthread/config.toml";

#[test]
fn config_says_where_each_value_comes_from() {
    let shown = run(["config"]).done().stdout;
    assert!(shown.contains("region: not set (by default)"), "{shown}");
    assert!(shown.contains("(there is none)"), "{shown}");
    let shown = run(["config"])
        .file(FILE, "region = \"wales\"\nformat = \"markdown\"\n")
        .env("GOLDENTHREAD_FORMAT", "sheet")
        .done()
        .stdout;
    assert!(shown.contains("region: wales (the file "), "{shown}");
    assert!(shown.contains("format: sheet (the environment, GOLDENTHREAD_FORMAT)"), "{shown}");
}

#[test]
fn config_names_the_program_the_catalogue_and_its_digest() {
    let config = run(["config", "--format", "json"]).done().plan();
    let plan = run(["--case", "case.toml", "--format", "json"]).file("case.toml", THEFT).done().plan();
    assert_eq!(config["catalogue"], plan["catalogue"]);
    assert_eq!(config["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(config["settings"].as_array().unwrap().len(), 3);
}

#[test]
fn the_settings_give_a_region_only_where_the_case_does_not_and_say_so() {
    let words = ["--case", "case.toml", "--format", "json"];
    let set = run(words).file("case.toml", WITHOUT_REGION).env("GOLDENTHREAD_REGION", "wales").done();
    assert_eq!(set.plan()["answers"]["region"], "wales");
    set.says(&["note: the region is wales, by the environment, GOLDENTHREAD_REGION"]);
    let given = run(words).file("case.toml", THEFT).env("GOLDENTHREAD_REGION", "wales").done();
    assert_eq!(given.plan()["answers"]["region"], "london");
    assert_eq!(given.stderr, "");
}

#[test]
fn a_flag_comes_before_the_environment_and_that_before_the_file() {
    let written = |words: &[&str]| {
        let all = ["--case", "case.toml"].iter().chain(words);
        run(all).file("case.toml", THEFT).file(FILE, "format = \"json\"")
    };
    assert!(written(&[]).done().stdout.starts_with('{'));
    let sheet = written(&[]).env("GOLDENTHREAD_FORMAT", "sheet").done().stdout;
    assert!(sheet.starts_with("YOUR PLAN"));
    let table = written(&["--format", "table"]).env("GOLDENTHREAD_FORMAT", "sheet").done().stdout;
    assert!(table.starts_with("Plan as of"));
}

#[test]
fn every_problem_with_the_file_of_settings_is_told_at_its_place() {
    let ran = run(["config"]).file(FILE, "regoin = \"wales\"\nformat = 3\n").refused();
    ran.says(&[
        "there is no setting `regoin`",
        "config.toml:1:1",
        "did you mean `region`?",
        "`format` takes text",
    ]);
    run(["config"])
        .file(FILE, "format = \"pdf\"")
        .refused()
        .says(&["`format` cannot be `pdf`", "config.toml:1:10"]);
    run(["--case", "case.toml"])
        .file("case.toml", WITHOUT_REGION)
        .env("GOLDENTHREAD_REGION", "walse")
        .refused()
        .says(&["`region` cannot be `walse`", "GOLDENTHREAD_REGION", "wales"]);
}

#[test]
fn a_file_of_settings_that_a_spreadsheet_or_an_editor_marked_as_unicode_is_read_as_any_other() {
    let marked = run(["--case", "case.toml"]).file("case.toml", THEFT);
    let ran = marked.file(FILE, "\u{feff}format = \"sheet\"\n").done();
    assert!(ran.stdout.starts_with("YOUR PLAN"), "{}", ran.stdout);
    run(["config"])
        .file(FILE, "\u{feff}format = 3\n")
        .refused()
        .says(&["`format` takes text", "config.toml:1:10"]);
}

#[test]
fn a_file_of_settings_that_is_not_toml_is_told_once() {
    let ran = run(["config"]).file(FILE, "format = [\"sheet\"\nregion = \"wales\"\n").refused();
    ran.says(&[
        "missing comma between array elements",
        "config.toml:2:1",
        "is a `]` or a comma missing before it?",
    ]);
    assert!(!ran.stderr.contains("problems found"), "{}", ran.stderr);
}

#[test]
fn a_catalogue_in_the_file_of_settings_is_found_from_that_file() {
    let ran = run(["config"]).file(FILE, "catalogue = \"nowhere\"").refused();
    ran.says(&["config/goldenthread/nowhere"]);
}
