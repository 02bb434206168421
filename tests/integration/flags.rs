use crate::harness::{THEFT, run};

const JSON: [&str; 4] = ["--case", "case.toml", "--format", "json"];

#[test]
fn without_a_command_a_plan_is_proposed() {
    let named = run(["propose", "--case", "case.toml"]).file("case.toml", THEFT).done();
    let unnamed = run(["--no-color", "--case", "case.toml"]).file("case.toml", THEFT).done();
    assert_eq!(named.stdout, unnamed.stdout);
}

#[test]
fn a_case_can_be_given_by_flags_alone() {
    let file = run(JSON).file("case.toml", THEFT).done();
    let flags = run([
        "--as-of=2022-12-01",
        "--region=london",
        "--gender",
        "male",
        "--age",
        "34",
        "--sentence=community-order",
        "--offence=acquisitive",
        "--needs=finance",
        "--format=json",
    ])
    .done();
    assert_eq!(file.stdout, flags.stdout);
}

#[test]
fn a_flag_wins_over_the_case_file() {
    let words =
        JSON.into_iter().chain(["--age", "50", "--ref", "B2", "--as-of", "2022-12-02", "--needs", "none"]);
    let ran = run(words).file("case.toml", format!("ref = \"A1\"\n{THEFT}")).done();
    let plan = ran.plan();
    assert_eq!(plan["answers"]["age"], 50);
    assert_eq!(plan["answers"]["needs"], serde_json::json!([]));
    assert_eq!(plan["answers"]["region"], "london");
    assert_eq!(plan["ref"], "B2");
    assert_eq!(plan["as_of"], "2022-12-02");
}

#[test]
fn a_flag_for_the_weeks_sets_the_files_end_of_the_sentence_aside_and_the_other_way_round() {
    let ends = format!("{THEFT}sentence-ends = 2023-12-01\n");
    let words = JSON.into_iter().chain(["--weeks-remaining", "9"]);
    assert_eq!(run(words).file("case.toml", ends).done().plan()["answers"]["weeks-remaining"], 9);

    let weeks = format!("{THEFT}weeks-remaining = 52\n");
    let words = JSON.into_iter().chain(["--sentence-ends", "2022-12-15"]);
    assert_eq!(run(words).file("case.toml", weeks).done().plan()["answers"]["weeks-remaining"], 2);

    run(["--weeks-remaining", "9", "--sentence-ends", "2030-01-01"])
        .refused()
        .says(&["`--sentence-ends` and `--weeks-remaining` are both given"]);
}

#[test]
fn several_values_are_separated_by_commas_or_given_one_by_one() {
    let plan =
        run(["--needs", "finance, attitudes", "--needs=maturity", "--age", "30", "--format", "json"]).done();
    assert_eq!(plan.plan()["answers"]["needs"], serde_json::json!(["finance", "attitudes", "maturity"]));
}

#[test]
fn yes_and_no_have_two_spellings() {
    let plan =
        run(["--interpreter=true", "--remote-only", "no", "--ogrs3", "unavailable", "--format=json"]).done();
    let answers = &plan.plan()["answers"];
    assert_eq!(answers["interpreter"], true);
    assert_eq!(answers["remote-only"], false);
    assert_eq!(answers["ogrs3"], "unavailable");
}

#[test]
fn an_offer_goes_by_its_short_name_in_any_case() {
    let plan = run(["--completed", "bbr,TSP", "--proposed", "Cpc", "--format=json"]).done();
    let completed = &plan.plan()["answers"]["completed"];
    assert_eq!(*completed, serde_json::json!(["building-better-relationships", "thinking-skills-programme"]));
}

#[test]
fn every_problem_with_the_flags_is_told_at_once_with_its_place() {
    run([
        "--age",
        "-1",
        "--ogr3",
        "62",
        "--gender",
        "mail",
        "--needs",
        "finanse,foo",
        "--presum",
        "--format",
        "xml",
        "--rosh",
        "high",
        "--rosh",
        "low",
        "--offence",
        "none",
        "--offence",
        "sexual",
        "--ovp",
        "-5",
        "--as-of",
        "2026-02-30",
        "--ref",
        "",
        "stray",
        "--weeks-remaining",
        "12.5",
    ])
    .refused()
    .says(&[
        "`age` cannot be `-1`",
        " --> command line:1:20\n",
        "there is no flag `--ogr3`",
        " --> command line:1:23\n",
        "did you mean `--ogrs3`?",
        "`gender` cannot be `mail`",
        " --> command line:1:42\n",
        "one of male, female",
        "`needs` cannot be `finanse`",
        "did you mean `finance`?",
        "`needs` cannot be `foo`",
        "there is no flag `--presum`",
        "did you mean `--presume`?",
        "`--format` cannot be `xml`",
        "table, ",
        "`--rosh` is given twice",
        "given here first",
        "`offence` cannot be `none` and something else too",
        "`ovp` cannot be `-5`",
        "`as-of` cannot be `2026-02-30`",
        "`ref` cannot be that",
        "`stray` belongs to no flag",
        "`weeks-remaining` cannot be `12.5`",
        "problems found; nothing was done",
    ]);
}

#[test]
fn problems_of_the_file_and_of_the_flags_are_told_together() {
    run(["--case", "case.toml", "--gender", "x"]).file("case.toml", "age = 9\n").refused().says(&[
        "`gender` cannot be `x`",
        "`age` cannot be `9`",
        "2 problems found",
    ]);
}

#[test]
fn a_flag_without_its_value_is_refused() {
    run(["--age"]).refused().says(&["`--age` is given no value"]);
    run(["--age", "--gender", "male"]).refused().says(&[
        "`--age` is given no value",
        "1 | goldenthread --age --gender male\n  |              ^^^^^\n",
    ]);
    run(["--age", "30", "-o"]).refused().says(&["`-o` is given no value", " --> command line:1:23\n"]);
    run(["--no-input=x", "--age", "9"])
        .refused()
        .says(&["`--no-input` takes no value", "`age` cannot be `9`"]);
    run(["--case", "a.toml", "--case", "b.toml", "--age", "30"])
        .refused()
        .says(&["`--case` is given more than once"]);
}

#[test]
fn after_two_dashes_no_word_is_a_flag() {
    run(["--", "--age", "30"]).refused().says(&["there is no flag `--age`", "no word after `--` is a flag"]);
}

#[test]
fn a_command_that_does_not_exist_is_refused_with_the_nearest() {
    run(["propse"]).refused().says(&["there is no command `propse`", "did you mean `propose`?"]);
    run(["case.toml"])
        .refused()
        .says(&["there is no command `case.toml`", "`goldenthread --case case.toml`"]);
    run(["catalogue", "lst"]).refused().says(&["there is no command `lst`", "did you mean `list`?"]);
}

#[test]
fn a_command_after_its_flags_is_pointed_out() {
    run(["--age", "30", "facts"]).refused().says(&["`facts` does not come first", "`goldenthread facts …`"]);
}

#[test]
fn a_reference_with_control_characters_is_refused_and_not_repeated() {
    let ran = run(["--age", "30", "--ref", "a\u{1b}[2Jb"]).refused();
    ran.says(&["`ref` cannot be that", "1 to 64 printable characters"]);
    assert!(!ran.stderr.contains('\u{1b}'));
    run(["--age", "30", "--ref", &"x".repeat(65)]).refused().says(&["`ref` cannot be that"]);
    run(["--age", "30", "--ref", &"é".repeat(64), "--format=json"]).done();
}

#[cfg(unix)]
#[test]
fn words_that_are_not_utf_8_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    run([OsStr::new("--gender"), OsStr::from_bytes(b"m\xffle")]).refused().says(&["`gender` cannot be"]);
    run([OsStr::new("--ref"), OsStr::from_bytes(b"m\xffle")])
        .refused()
        .says(&["is not UTF-8", " --> command line:1:20"]);
}

#[test]
fn nothing_known_says_how_to_begin() {
    for words in [&[][..], &["propose"], &["--no-input"], &["--ref", "A1"], &["--presume"]] {
        run(words).refused().says(&[
            "nothing is known about the person yet",
            "--region",
            "--gender",
            "--age",
            "--sentence",
            "--offence",
            "--needs",
            "goldenthread --case case.toml",
        ]);
    }
}

#[test]
fn presumptions_stand_in_only_where_they_are_asked_for() {
    let plain = run(JSON).file("case.toml", THEFT).done().plan();
    assert_eq!(plain["presumed"], serde_json::json!([]));
    assert!(plain["answers"].get("interpreter").is_none());
    let words = JSON.into_iter().chain(["--presume"]);
    let presuming = run(words).file("case.toml", THEFT).done().plan();
    assert!(presuming["presumed"].as_array().unwrap().contains(&"interpreter".into()));
    assert_eq!(presuming["answers"]["interpreter"], false);
}

#[test]
fn colour_is_left_out_of_what_is_piped() {
    let ran = run(["--case", "case.toml"]).file("case.toml", THEFT).env("TERM", "xterm-256color").done();
    assert!(!ran.stdout.contains('\u{1b}'));
    let ran = run(["--age", "x"]).env("CLICOLOR_FORCE", "1").refused();
    assert!(!ran.stderr.contains('\u{1b}'));
}

#[test]
fn for_a_screen_reader_problems_have_no_boxes() {
    let ran = run(["--accessible", "--age", "9"]).refused();
    assert!(!ran.stderr.contains(['|', '^']), "{}", ran.stderr);
    ran.says(&["`age` cannot be `9`", "a whole number from 10 to 120"]);
    let ran = run(["--age", "9"]).env("ACCESSIBLE", "1").refused();
    assert!(!ran.stderr.contains(['|', '^']), "{}", ran.stderr);
}
