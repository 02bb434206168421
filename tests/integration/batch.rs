//! A caseload planned as users do it: from files and pipes, with good rows and bad.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::harness::program;

const CASELOAD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/caseload/caseload");

fn goldenthread() -> Command {
    let mut command = Command::new(program());
    command.env_remove("GOLDENTHREAD_CATALOGUE").env_remove("ACCESSIBLE").env_remove("COLUMNS");
    command
}

/// Runs with these words and this on standard input.
fn run(words: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = goldenthread()
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn lines() -> Vec<String> {
    fs::read_to_string(format!("{CASELOAD}.ndjson")).unwrap().lines().map(str::to_owned).collect()
}

/// A case file as a line of NDJSON.
fn as_json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Table(table) => serde_json::Value::Object(
            table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
        ),
        toml::Value::Array(items) => serde_json::Value::Array(items.iter().map(as_json).collect()),
        toml::Value::Boolean(yes) => (*yes).into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Float(number) => (*number).into(),
    }
}

fn example_cases() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path().join("case.toml"));
    let mut cases: Vec<PathBuf> = folders.filter(|path| path.is_file()).collect();
    cases.sort();
    cases
}

#[test]
fn every_line_is_what_propose_gives_for_that_case() {
    let mut input = String::new();
    let mut expected = Vec::new();
    for case in example_cases() {
        let mut table: toml::Table = fs::read_to_string(&case).unwrap().parse().unwrap();
        // What a file says beside the case belongs in a file only.
        table.remove("hints");
        input.push_str(&as_json(&toml::Value::Table(table)).to_string());
        input.push('\n');
        let one = goldenthread()
            .args(["propose", "--no-input", "--format", "json", "--case"])
            .arg(&case)
            .output()
            .unwrap();
        assert!(one.status.success(), "{}: {}", case.display(), text(&one.stderr));
        expected.extend(one.stdout);
    }
    let batch = run(&["batch"], &input);
    assert_eq!(batch.status.code(), Some(0), "{}", text(&batch.stderr));
    assert_eq!(text(&batch.stdout), text(&expected));
}

#[test]
fn csv_and_ndjson_of_the_same_cases_give_the_same_plans() {
    let csv = run(&["batch", "--only", "outcomes", &format!("{CASELOAD}.csv")], "");
    let ndjson = run(&["batch", "--only", "outcomes", &format!("{CASELOAD}.ndjson")], "");
    assert_eq!(csv.status.code(), Some(0), "{}", text(&csv.stderr));
    assert_eq!(text(&csv.stdout), text(&ndjson.stdout));
    assert_eq!(text(&csv.stderr), "200 rows read: 200 plans, 0 rejects\n");
}

#[test]
fn the_bytes_are_the_same_however_many_work_at_a_time() {
    let input = format!("{}\n", lines().join("\n")).repeat(30);
    let one = run(&["batch", "--only", "plan", "--jobs", "1"], &input);
    assert!(!one.stdout.is_empty());
    for jobs in ["2", "7"] {
        let many = run(&["batch", "--only", "plan", "--jobs", jobs], &input);
        assert!(many.stdout == one.stdout && many.stderr == one.stderr, "{jobs} jobs");
    }
}

#[test]
fn a_caseload_in_pieces_joins_to_the_same_bytes() {
    for form in [["--only", "outcomes"], ["--only", "plan"], ["--only", "full"]] {
        let words = [&["batch"][..], &form].concat();
        let lines = &lines()[..40];
        let whole = run(&words, lines.join("\n"));
        let mut joined = Vec::new();
        for piece in lines.chunks(7) {
            joined.extend(run(&words, piece.join("\n")).stdout);
        }
        assert!(joined == whole.stdout, "{form:?}");
        assert!(text(&joined).lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    }
}

#[test]
fn every_row_in_full_is_a_plan_that_names_its_sources_and_tells_each_once() {
    let rows = run(&["batch", "--only", "full"], lines()[..40].join("\n")).stdout;
    assert_eq!(text(&rows).lines().count(), 40);
    for line in text(&rows).lines() {
        let plan: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(plan["schema"], "goldenthread.plan/2");
        let offers = plan["offers"].as_array().unwrap();
        let checks = offers.iter().flat_map(|offer| offer["because"].as_array().unwrap());
        let names = checks
            .chain(plan["cautions"].as_array().unwrap())
            .flat_map(|said| said["sources"].as_array().unwrap());
        let named: BTreeSet<&str> = names.map(|key| key.as_str().unwrap()).collect();
        let told: BTreeSet<&str> = plan["sources"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(named, told);
    }
}

#[test]
fn a_bad_row_is_rejected_as_it_came_and_the_good_ones_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let rejects = folder.path().join("rejects.ndjson");
    let out = folder.path().join("plans.ndjson");
    fs::write(&out, "from before").unwrap();
    let good = &lines()[..3];
    let input = format!("{}\n{{\"ref\":\"X\",\"age\":9}}\n\n{}\n{{\"ref\":", good[..2].join("\n"), good[2]);
    let (out_name, rejects_name) = (out.to_str().unwrap(), rejects.to_str().unwrap());
    let ended = run(&["batch", "-", "--only", "plan", "-o", out_name, "--rejects", rejects_name], &input);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(text(&ended.stdout), "");
    let said = text(&ended.stderr);
    assert!(said.starts_with("5 rows read: 3 plans, 2 rejects (in `"), "{said}");
    assert!(said.ends_with("; 1 blank row passed over\n"), "{said}");
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 3);
    let rejected: Vec<serde_json::Value> = fs::read_to_string(&rejects)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rejected[0]["row"], 3);
    assert_eq!(rejected[0]["key"], "age");
    assert_eq!(rejected[0]["input"], "{\"ref\":\"X\",\"age\":9}");
    assert_eq!(rejected[1]["row"], 6);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing unfinished is left behind");
}

#[test]
fn a_run_that_cannot_be_done_leaves_the_old_file_and_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("plans.csv");
    fs::write(&out, "from before").unwrap();
    let words = ["batch", "--format", "csv", "-o", out.to_str().unwrap()];
    for (input, said) in [
        ("ref,agee,age\nA,1,30\n", "row 1, column 2: `agee` is not a fact (did you mean `age`?)"),
        ("ref,age,age\nA,30,30\n", "row 1, column 3: the column `age` comes twice (keep one of them)"),
        ("r\0e\0f\0,\0", "standard input is UTF-16 text: save it as UTF-8"),
        ("\n", "there is no header row"),
    ] {
        let ended = run(&words, input);
        assert_eq!(ended.status.code(), Some(2), "{said}");
        assert!(text(&ended.stderr).contains(said), "{}", text(&ended.stderr));
    }
    assert_eq!(fs::read_to_string(&out).unwrap(), "from before");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = goldenthread()
        .args(["batch", "--jobs", "2", &format!("{CASELOAD}.ndjson")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), text(&ended.stderr)), (Some(0), ""));
}

#[test]
fn an_exception_that_a_row_accepts_is_in_its_plan_and_one_that_is_none_rejects_the_row() {
    let case = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/07-region-in-transition/case.toml"),
    );
    let table: toml::Table = case.unwrap().parse().unwrap();
    let mut line = as_json(&toml::Value::Table(table));
    line["accept"] = serde_json::json!({ "resolve": "seen in court" });
    let ended = run(&["batch"], line.to_string());
    assert_eq!(ended.status.code(), Some(1));
    assert!(text(&ended.stderr).contains("`resolve` cannot be accepted"), "{}", text(&ended.stderr));
}

#[test]
fn keys_that_are_no_facts_are_passed_over_only_where_that_is_asked_for() {
    let input = "ref,team,age\nA,North,30\n";
    assert_eq!(run(&["batch"], input).status.code(), Some(2));
    assert_eq!(run(&["batch", "--ignore", "team"], input).status.code(), Some(0));
}

#[test]
fn standard_input_with_nothing_in_it_is_a_caseload_without_rows() {
    for words in [&["batch"][..], &["batch", "-"], &["batch", "--from", "csv"], &["review"]] {
        let ended = run(words, "");
        assert_eq!(ended.status.code(), Some(0), "{words:?}: {}", text(&ended.stderr));
        assert!(text(&ended.stderr).starts_with("0 rows read: 0 "), "{words:?}: {}", text(&ended.stderr));
    }
}

#[test]
fn a_fact_cannot_be_passed_over() {
    for key in ["age", "Weeks remaining", "ref"] {
        let ended = run(&["batch", "--ignore", key], "ref,age\nA,30\n");
        assert_eq!(ended.status.code(), Some(2), "{key}");
        assert!(text(&ended.stderr).contains(&format!("`--ignore {key}`")));
    }
}

#[test]
fn each_column_that_cannot_be_used_is_told_on_a_line_of_its_own() {
    let ended = run(&["batch"], "ref,agee,age,age\nA,30,31,32\n");
    assert_eq!(ended.status.code(), Some(2));
    let told = |place: &str| text(&ended.stderr).lines().filter(|line| line.contains(place)).count();
    assert_eq!((told("row 1, column 2"), told("row 1, column 4")), (1, 1), "{}", text(&ended.stderr));
}

#[test]
fn a_row_longer_than_is_allowed_is_rejected_and_not_kept() {
    let input = format!("{{\"ref\":\"{}\"}}\n{{\"ref\":\"B\"}}\n", "x".repeat(300_000));
    let ended = run(&["batch", "--longest-row", "1000", "--only", "plan"], input);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(text(&ended.stdout).lines().count(), 1);
    assert!(ended.stderr.len() < 1000);
}

#[test]
fn the_summary_counts_the_same_however_many_work_at_a_time() {
    let input = format!("{}\n", lines().join("\n")).repeat(12);
    let one = run(&["batch", "--summary", "-", "--jobs", "1"], &input);
    let many = run(&["batch", "--summary", "-", "--jobs", "3"], &input);
    assert_eq!(one.status.code(), Some(0), "{}", text(&one.stderr));
    assert_eq!(text(&one.stdout), text(&many.stdout));
    assert!(text(&one.stdout).lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn small_counts_by_group_are_left_out_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("summary.json");
    let input = "{\"ref\":\"A\",\"gender\":\"female\",\"needs\":[\"finance\"]}\n".repeat(3);
    let words = ["batch", "--only", "plan", "--summary", out.to_str().unwrap()];
    let women = |words: &[&str]| {
        assert_eq!(run(words, &input).status.code(), Some(0));
        let summary: serde_json::Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
        let by = summary["needs"].as_array().unwrap().iter().find(|by| by["by"] == "gender").unwrap().clone();
        let groups = by["groups"].as_array().unwrap().clone();
        groups.into_iter().find(|group| group["group"] == "female").unwrap()
    };
    assert!(women(&words)["cases"].is_null());
    let shown = women(&[&words[..], &["--no-suppression"]].concat());
    assert_eq!(shown["cases"], 3);
    let finance = shown["targets"].as_array().unwrap().iter().find(|need| need["id"] == "finance").unwrap();
    assert_eq!(finance["present"], 3);
}

#[test]
fn the_plans_and_the_summary_do_not_share_standard_output() {
    let both = run(&["batch", "--summary", "-", "-o", "-"], "{}\n");
    assert_eq!((both.status.code(), text(&both.stdout)), (Some(2), ""));
}

#[test]
fn the_example_caseload_gives_what_is_kept_beside_it() {
    let folder = Path::new(CASELOAD).parent().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let made = |name: &str| scratch.path().join(name);
    let ended = goldenthread()
        .current_dir(folder)
        .args(["batch", "caseload.csv", "--format", "csv", "-o"])
        .arg(made("plans.csv"))
        .arg("--summary")
        .arg(made("summary.txt"))
        .arg("--summary")
        .arg(made("summary.json"))
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", text(&ended.stderr));
    // Another word in the catalogue gives another digest, and need not change anything else here.
    let digest = |path: &Path| {
        let summary: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        summary["catalogue"]["digest"].as_str().unwrap().to_owned()
    };
    let (old, new) = (digest(&folder.join("summary.json")), digest(&made("summary.json")));
    for name in ["plans.csv", "summary.txt", "summary.json"] {
        let kept = fs::read_to_string(folder.join(name)).unwrap();
        let kept = kept.replace(&old, &new).replace(&old[..12], &new[..12]);
        assert!(fs::read_to_string(made(name)).unwrap() == kept, "{name}: README.md says how it is made");
    }
    let beside = program().parent().unwrap().to_owned();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(beside).chain(std::env::split_paths(&paths));
    let reviewed = Command::new("sh")
        .arg("run")
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env_remove("COLUMNS")
        .env_remove("GOLDENTHREAD_CATALOGUE")
        .output()
        .unwrap();
    assert!(reviewed.status.success(), "{}", text(&reviewed.stderr));
    let kept = fs::read_to_string(folder.join("output.txt")).unwrap_or_default();
    assert!(text(&reviewed.stdout) == kept, "`sh run > output.txt` keeps what is written now");
}

#[test]
fn a_row_whose_accepted_option_no_longer_fits_keeps_its_plan() {
    let row = r#"{"ref":"A1","as-of":"2023-03-03","age":25,"purposes":["punishment"],"weeks-remaining":0,"sentence":"community-order","accept":{"unpaid-work":"agreed"}}"#;
    let ended = run(&["batch", "-"], row);
    assert_eq!(ended.status.code(), Some(0), "{}", text(&ended.stderr));
    let plan: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    let offers = plan["offers"].as_array().unwrap();
    let unpaid = offers.iter().find(|offer| offer["id"] == "unpaid-work").unwrap();
    assert_eq!((&unpaid["reason"], &plan["accepted"]["unpaid-work"]), (&"no-time".into(), &"agreed".into()));
}
