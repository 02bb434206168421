use crate::harness::{Ran, THEFT, run};

fn refused(content: impl AsRef<[u8]>) -> Ran {
    run(["--case", "case.toml"]).file("case.toml", content).refused()
}

#[test]
fn a_case_file_gives_a_plan() {
    let ran = run(["--case", "case.toml"]).file("case.toml", THEFT).done();
    assert!(ran.stdout.starts_with("Plan as of 1 December 2022\n"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_case_can_come_on_standard_input() {
    let file = run(["--case", "case.toml", "--format", "json"]).file("case.toml", THEFT).done();
    let piped = run(["--case", "-", "--format", "json"]).stdin(THEFT).done();
    assert_eq!(file.stdout, piped.stdout);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let plain = run(["--case", "case.toml"]).file("case.toml", THEFT).done();
    let windows = format!("\u{feff}{}", THEFT.trim_start().replace('\n', "\r\n"));
    let marked = run(["--case", "case.toml"]).file("case.toml", windows).done();
    assert_eq!(plain.stdout, marked.stdout);
}

#[test]
fn places_are_right_after_a_byte_order_mark_and_windows_line_ends() {
    refused("\u{feff}age = 9\r\nrosh = \"hgh\"\r\n").says(&[
        "`age` cannot be `9`",
        " --> case.toml:1:7\n",
        "1 | age = 9\n  |       ^\n",
        "`rosh` cannot be `hgh`",
        " --> case.toml:2:8\n",
        "did you mean `high`?",
    ]);
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_where_it_stops_being_so() {
    refused(b"age = 30\nref = \"caf\xe9\"\n").says(&[
        "byte 0xE9 is not UTF-8",
        " --> case.toml:2:11\n",
        "save the file as UTF-8",
    ]);
}

#[test]
fn a_file_in_utf_16_is_recognised() {
    refused(b"\xff\xfea\0g\0e\0").says(&["is not UTF-8", "it looks like UTF-16"]);
}

#[test]
fn an_empty_file_says_how_to_begin() {
    refused("").says(&["`case.toml` has no answers in it", "--region", "`goldenthread facts`"]);
    refused("# nothing yet\nref = \"A1\"\n").says(&["`case.toml` has no answers in it"]);
}

#[test]
fn a_folder_is_not_a_case() {
    run(["--case", "."]).refused().says(&["`.` is a folder", "name a file"]);
}

#[test]
fn a_file_that_is_not_there_is_named_with_the_nearest_that_is() {
    run(["--case", "cse.toml"])
        .file("case.toml", THEFT)
        .refused()
        .says(&["there is no file `cse.toml`", "did you mean `case.toml`?"]);
    run(["--case", "nowhere/case.toml"]).refused().says(&["there is no file `nowhere/case.toml`"]);
}

#[test]
fn a_file_of_a_hundred_megabytes_on_one_line_is_refused_unread() {
    let run = run(["--case", "case.toml"]).file("case.toml", "");
    let run = run.with_length("case.toml", 100_000_000);
    run.refused().says(&["`case.toml` has more than 1 MiB"]);
}

#[test]
fn standard_input_without_end_is_refused_after_a_megabyte() {
    run(["--case", "-"])
        .stdin(vec![b'a'; (1 << 20) + 1])
        .refused()
        .says(&["`standard input` has more than 1 MiB"]);
}

#[test]
fn a_long_line_is_shown_in_part() {
    let ran = refused(format!("age = 9 # {}", "x".repeat(900_000)));
    ran.says(&["`age` cannot be `9`", " --> case.toml:1:7\n", "^"]);
    assert!(ran.stderr.len() < 2_000, "{} bytes", ran.stderr.len());
}

#[test]
fn lists_within_lists_without_end_are_refused() {
    refused(format!("age = {}", "[".repeat(100_000))).says(&["error: "]);
}

#[test]
fn every_problem_is_told_at_once_in_the_order_of_the_file() {
    refused(
        r#"ref = "a\u001bb"
as-of = 2026-02-30
sentence-ends = "2026-13-01"
age = 30.5
ogrs3 = -1
ovp = 101
needs = ["finance", "fianance", "foo"]
rosh = true
gendre = "male"
offence = "acquisitve"
reads-simple-sentences = "maybe"
age = 31
"#,
    )
    .says(&[
        "`ref` cannot be that",
        " --> case.toml:1:7\n",
        "1 to 64 printable characters",
        "expected day between 01 and 28",
        " --> case.toml:2:9\n",
        "`sentence-ends` cannot be `2026-13-01`",
        " --> case.toml:3:17\n",
        "a date that exists",
        "`age` cannot be `30.5`",
        " --> case.toml:4:7\n",
        "a whole number from 10 to 120 (years)",
        "`ogrs3` cannot be `-1`",
        "a whole number from 0 to 100 (%), or unavailable",
        "`ovp` cannot be `101`",
        "`needs` cannot be `fianance`",
        " --> case.toml:7:21\n",
        "did you mean `finance`?",
        "`needs` cannot be `foo`",
        " --> case.toml:7:33\n",
        "`rosh` cannot be `true`",
        "one of low, medium, high, very-high",
        "`gendre` is not a fact",
        " --> case.toml:9:1\n",
        "did you mean `gender`?",
        "`offence` cannot be `acquisitve`",
        "did you mean `acquisitive`?",
        "`reads-simple-sentences` cannot be `maybe`",
        "yes or no",
        "`age` is given twice",
        "given here first",
        "13 problems found; nothing was done",
    ]);
}

#[test]
fn weeks_and_the_day_the_sentence_ends_are_not_both_given() {
    refused("as-of = 2022-12-01\nsentence-ends = 2023-12-01\nweeks-remaining = 52\n")
        .says(&["`sentence-ends` and `weeks-remaining` are both given", "given here too"]);
}

#[test]
fn a_sentence_that_has_ended_is_refused_where_its_end_is_written() {
    refused("as-of = 2022-12-01\nage = 30\nsentence-ends = 2022-11-30\n").says(&[
        "the sentence cannot end on 2022-11-30 for a plan as of 2022-12-01",
        " --> case.toml:3:17\n",
    ]);
}

#[test]
fn the_day_the_sentence_ends_counts_as_whole_weeks() {
    let case = format!("{THEFT}sentence-ends = 2022-12-21\n");
    let ran = run(["--case", "case.toml", "--format", "json"]).file("case.toml", case).done();
    assert_eq!(ran.plan()["answers"]["weeks-remaining"], 2);
}

#[test]
fn what_a_message_repeats_cannot_move_the_cursor() {
    let ran = refused("\"a\\u001b[2Jge\" = 1\nrosh = \"\\u001b[31mhigh\\u202e\"\n# \u{202e}\u{9b}\n");
    assert!(ran.stderr.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", ran.stderr);
    assert!(!ran.stderr.contains('\u{202e}'));
}

#[test]
fn messages_are_plain_ascii_lines_where_nobody_watches() {
    let ran = refused("age = 9\n");
    assert!(ran.stderr.is_ascii(), "{}", ran.stderr);
}
