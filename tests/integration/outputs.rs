use std::process::{Command, Stdio};

use crate::harness::{THEFT, program, run};

fn case<'a>(more: impl IntoIterator<Item = &'a str>) -> crate::harness::Run {
    run(["--case", "case.toml"].into_iter().chain(more)).file("case.toml", THEFT)
}

#[test]
fn a_result_goes_to_the_file_that_is_named_and_to_no_other() {
    let shown = case([]).done();
    let ran = case(["-o", "plan.txt"]).done();
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.read("plan.txt"), shown.stdout);
    assert_eq!(ran.names(), ["case.toml", "plan.txt"]);
}

#[test]
fn a_dash_and_the_device_are_standard_output() {
    let shown = case([]).done();
    for name in ["-", "/dev/stdout"] {
        assert_eq!(case(["-o", name]).done().stdout, shown.stdout);
    }
}

#[test]
fn a_file_is_written_over_whole() {
    let ran = case(["-o", "plan.txt"]).file("plan.txt", "x".repeat(100_000)).done();
    assert!(ran.read("plan.txt").starts_with("Plan as of"));
    assert!(!ran.read("plan.txt").contains("xxx"));
}

#[test]
fn an_output_in_a_folder_that_is_not_there_is_refused() {
    case(["-o", "nowhere/plan.txt"])
        .refused()
        .says(&["cannot write `nowhere/plan.txt`", "there is no folder `nowhere`"]);
}

#[test]
fn an_output_that_is_a_folder_is_refused() {
    let ran = case(["-o", "."]).refused();
    ran.says(&["cannot write `.`", "is a directory"]);
    assert_eq!(ran.names(), ["case.toml"]);
}

#[test]
fn the_plan_is_not_written_over_the_case() {
    let ran = case(["-o", "./case.toml"]).refused();
    ran.says(&["would write over", "case.toml"]);
    assert_eq!(ran.read("case.toml"), THEFT);
    case(["-o", "same", "--save", "same"]).refused().says(&["would write over `same`"]);
    case(["--save", "-"]).refused().says(&["cannot both go to standard output"]);
}

#[test]
fn bad_input_writes_no_file() {
    let ran = case(["--age", "9", "-o", "plan.txt", "--save", "saved.toml"]).refused();
    assert_eq!(ran.names(), ["case.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for flag in ["-o", "--save"] {
        case([flag, "/dev/full"]).refused().says(&["cannot write `/dev/full`", "no space left on device"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    for words in [&["catalogue", "list"][..], &["facts"], &["--help"], &["--age", "30"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(program());
        let output = command.args(words).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said, "error: cannot write to standard output: no space left on device\n", "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_a_normal_end() {
    for words in [&["catalogue", "list"][..], &["facts"], &["--help"], &["--age", "30", "--format", "json"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(program());
        let output = command.args(words).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_normal_end_where_a_file_that_was_asked_for_is_not_there() {
    let rows = "ref,age\nA,x\n";
    for (words, lost) in [
        ("batch in.csv -o plans.ndjson --rejects -", "plans.ndjson"),
        ("review in.csv -o worklist.csv --rejects -", "worklist.csv"),
        ("batch good.csv --summary summary.json", "summary.json"),
        ("batch good.csv --rejects rejects.ndjson", "rejects.ndjson"),
        ("--age 30 --save - -o plan.txt", "plan.txt"),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("in.csv"), rows.replace("age", "age,proposed")).unwrap();
        std::fs::write(folder.path().join("good.csv"), "ref,age\nA,30\n").unwrap();
        let mut command = Command::new(program());
        command.current_dir(folder.path()).args(words.split(' ')).stdout(writer).stderr(Stdio::piped());
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words}: {said}");
        assert!(said.contains(&format!("not written: `{lost}`")), "{words}: {said}");
        assert!(!folder.path().join(lost).exists(), "{words}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn rejects_that_nobody_could_be_told_of_are_a_failure() {
    let ran = run(["batch", "in.csv", "-o", "plans.ndjson"]).file("in.csv", "ref,age\nA,x\n");
    let ran = ran.shell("batch in.csv -o plans.ndjson 2>/dev/full");
    assert_eq!(ran.status, 2);
    assert_eq!(ran.names(), ["in.csv"]);
}

#[cfg(unix)]
#[test]
fn problems_are_survived_where_standard_error_is_closed() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(program());
    let status = command.args(["--age", "9"]).stdout(Stdio::null()).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn the_file_behind_a_link_is_replaced_and_the_link_stays() {
    let mut made = case(["-o", "link.txt"]).file("real.txt", "old");
    made = made.with_link("link.txt", "real.txt");
    let ran = made.done();
    assert!(ran.folder.path().join("link.txt").is_symlink());
    assert!(ran.read("real.txt").starts_with("Plan as of"));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_not_there_is_refused_and_stays() {
    for flag in ["-o", "--save"] {
        let ran = case([flag, "link.txt"]).with_link("link.txt", "real.txt").refused();
        ran.says(&["cannot write `link.txt`", "a link to `real.txt`, which is not there", "name that file"]);
        assert!(ran.folder.path().join("link.txt").is_symlink());
        assert_eq!(ran.names(), ["case.toml", "link.txt"]);
    }
}

#[cfg(unix)]
#[test]
fn a_new_case_and_new_rejects_are_for_one_person_a_new_plan_is_as_usual_and_an_old_file_keeps_its_rights() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |ran: &crate::harness::Ran, name: &str| {
        std::fs::metadata(ran.folder.path().join(name)).unwrap().permissions().mode() & 0o777
    };
    let ran = case(["-o", "plan.txt", "--save", "saved.toml"]).file("usual", "").done();
    assert_eq!(mode(&ran, "plan.txt"), mode(&ran, "usual"));
    assert_eq!(mode(&ran, "saved.toml"), 0o600);
    let old = case(["-o", "plan.txt", "--save", "saved.toml"]).file("plan.txt", "").file("saved.toml", "");
    let ran = old.with_mode("plan.txt", 0o640).with_mode("saved.toml", 0o644).done();
    assert_eq!((mode(&ran, "plan.txt"), mode(&ran, "saved.toml")), (0o640, 0o644));
    let words = ["batch", "in.csv", "-o", "plans", "--rejects", "rejects"];
    let ran = run(words).file("in.csv", "ref,age\nA,x\n").file("usual", "").ran();
    assert_eq!((mode(&ran, "plans"), mode(&ran, "rejects")), (mode(&ran, "usual"), 0o600));
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    for form in ["table", "json"] {
        assert_eq!(case(["--format", form]).done().stdout, case(["--format", form]).done().stdout);
    }
}

#[test]
fn days_that_only_some_sentences_count_are_not_counted_where_the_sentence_is_not_known() {
    let words =
        "--as-of 2023-03-03 --gender male --age 30 --remote-only no --needs social-capital --rar-days 5";
    let shown = run(words.split(' ')).done().stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        shown.contains("Rehabilitation activity requirement: Creating Positive Connections, 8 sessions"),
        "{shown}"
    );
    assert!(shown.contains("RAR days are not counted, as the sentence is not answered."), "{shown}");
    assert!(!shown.contains("8 RAR days") && !shown.contains("up to 8 days"), "{shown}");
}
