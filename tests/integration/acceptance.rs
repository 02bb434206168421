use crate::harness::{Run, run};

/// A man on a community order with high risk of serious harm, so that Stepping Stones is met only by exception. The intervention
/// that works on attitudes in his region is out of his reach.
const EXCEPTION: &str = r#"
as-of = 2022-12-01
region = "east-midlands"
gender = "male"
age = 41
remote-only = false
sentence = "community-order"
weeks-remaining = 104
purposes = ["rehabilitation"]
offence = ["general-violence"]
offence-history = []
maintains-innocence = false
rosh = "high"
needs = ["attitudes"]
oasys-need-score = 3
ogrs3 = 20
ovp = 20
linked-to-serious-harm = []
alcohol-use = "none"
drug-use = "none"
accepts-programme = false
accepts-need-to-change = false
completed = []
cannot-access = ["stepwise-problem-solving"]
"#;

fn accepting<'a>(flags: impl IntoIterator<Item = &'a str>) -> Run {
    let words = ["--case", "case.toml", "--format", "json"].into_iter();
    run(words.chain(flags.into_iter().flat_map(|flag| ["--accept", flag]))).file("case.toml", EXCEPTION)
}

fn outcome(plan: &serde_json::Value, id: &str) -> (String, String) {
    let offers = plan["offers"].as_array().unwrap();
    let offer = offers.iter().find(|offer| offer["id"] == id).unwrap();
    (offer["outcome"].as_str().unwrap().to_owned(), offer["reason"].as_str().unwrap().to_owned())
}

#[test]
fn an_exception_is_in_the_plan_once_it_is_accepted_with_a_reason() {
    let before = accepting([]).done().plan();
    assert_eq!(outcome(&before, "stepping-stones"), ("consider".into(), "exception".into()));
    let after = accepting(["stepping-stones=a manager agreed on 3 May"]).done().plan();
    assert_eq!(outcome(&after, "stepping-stones"), ("include".into(), "accepted-exception".into()));
    assert_eq!(after["accepted"]["stepping-stones"], "a manager agreed on 3 May");
}

#[test]
fn an_acceptance_in_the_case_file_counts_and_a_flag_for_the_same_offer_wins() {
    let case = format!("{EXCEPTION}[accept]\nstepping-stones = \"as in the file\"\n");
    let words = ["--case", "case.toml", "--format", "json"];
    let ran = run(words).file("case.toml", &case).done();
    assert!(ran.stdout.contains("as in the file"));
    let words = words.into_iter().chain(["--accept", "Stepping-Stones=as flagged"]);
    let ran = run(words).file("case.toml", case).done();
    assert!(ran.stdout.contains("as flagged") && !ran.stdout.contains("as in the file"));
}

#[test]
fn an_excluded_offer_cannot_be_accepted_and_the_deciding_criterion_is_said() {
    accepting(["BBR=why not"]).refused().says(&[
        "`building-better-relationships` cannot be accepted: it is excluded",
        "(not-eligible)",
        " --> command line:1:",
        "not met: ",
    ]);
}

#[test]
fn an_offer_that_works_on_nothing_present_cannot_be_accepted() {
    accepting(["accommodation-service=it would help"])
        .refused()
        .says(&["`accommodation-service` cannot be accepted", "accommodation"]);
}

#[test]
fn an_offer_that_waits_for_an_answer_cannot_be_accepted_before_it_is_given() {
    run(["--age", "30", "--gender", "male", "--accept", "BBR=soon"]).refused().says(&[
        "`building-better-relationships` cannot be accepted: it is undetermined",
        "(missing-answers)",
        "answer `--",
    ]);
}

#[test]
fn an_offer_that_is_in_the_plan_anyway_needs_no_acceptance() {
    let met = EXCEPTION.replace("rosh = \"high\"", "rosh = \"medium\"");
    run(["--case", "case.toml", "--accept", "stepping-stones=to be sure"])
        .file("case.toml", met)
        .refused()
        .says(&["`stepping-stones` cannot be accepted: it meets its criteria"]);
}

#[test]
fn an_offer_nobody_knows_is_refused_with_the_nearest_name() {
    accepting(["steping-stones=x"])
        .refused()
        .says(&["there is no offer `steping-stones`", "did you mean `stepping-stones`?"]);
}

#[test]
fn an_acceptance_says_why() {
    for flag in ["stepping-stones", "stepping-stones=", "stepping-stones=  "] {
        accepting([flag]).refused().says(&["`stepping-stones` is accepted without a reason", "say why"]);
    }
    let case = format!("{EXCEPTION}[accept]\nstepping-stones = \" \"\n");
    run(["--case", "case.toml"])
        .file("case.toml", case)
        .refused()
        .says(&["`stepping-stones` is accepted without a reason", " --> case.toml:"]);
}

#[test]
fn an_offer_is_accepted_once() {
    accepting(["stepping-stones=a", "stepping-stones=b"])
        .refused()
        .says(&["`stepping-stones` is accepted twice", "accepted here first"]);
}

#[test]
fn every_acceptance_that_cannot_be_is_told_at_once() {
    accepting(["BBR=a", "nobody=b", "MOT=", "SRT=c"]).refused().says(&[
        "there is no offer `nobody`",
        "`MOT` is accepted without a reason",
        "2 problems found",
    ]);
    accepting(["BBR=a", "SRT=c"]).refused().says(&[
        "`building-better-relationships` cannot be accepted",
        "`skills-for-relationships` cannot be accepted",
        "2 problems found",
    ]);
}

#[test]
fn what_was_for_judgement_and_no_longer_fits_leaves_the_plan_and_is_told() {
    let words = [
        "--as-of",
        "2023-03-03",
        "--age",
        "25",
        "--purposes",
        "punishment",
        "--sentence",
        "community-order",
        "--weeks-remaining",
        "0",
        "--format",
        "json",
    ];
    let before = run(words).done().plan();
    assert_eq!(outcome(&before, "unpaid-work"), ("consider".into(), "option".into()));
    let accepted = run(words.into_iter().chain(["--accept", "unpaid-work=agreed in court"])).done();
    assert_eq!(outcome(&accepted.plan(), "unpaid-work"), ("exclude".into(), "no-time".into()));
    assert!(
        accepted.stderr.contains("note: `unpaid-work` was accepted, and is not in the plan"),
        "{}",
        accepted.stderr
    );
}

#[test]
fn what_was_for_judgement_and_turns_on_another_offer_waits_for_it() {
    let open = EXCEPTION.replace("accepts-programme = false\n", "").replace("ogrs3 = 20", "ogrs3 = 60");
    let open = open.replace("oasys-need-score = 3", "oasys-need-score = 6\nlearning-disability = false");
    let words = ["--case", "case.toml", "--format", "json"];
    let before = run(words).file("case.toml", &open).done().plan();
    assert_eq!(outcome(&before, "stepping-stones"), ("consider".into(), "exception".into()));
    let ran =
        run(words.into_iter().chain(["--accept", "stepping-stones=agreed"])).file("case.toml", &open).done();
    assert_eq!(outcome(&ran.plan(), "stepping-stones"), ("undetermined".into(), "depends-on-offer".into()));
    assert!(ran.stderr.contains("it turns on "), "{}", ran.stderr);
}

#[test]
fn what_nothing_can_be_delivered_under_is_not_offered_for_acceptance() {
    let set = EXCEPTION.replace(
        "weeks-remaining = 104",
        "weeks-remaining = 104\nstage = \"supervision\"\nrequirements = []",
    );
    let table = run(["--case", "case.toml"]).file("case.toml", &set).done().stdout;
    let words: Vec<&str> = table.split_whitespace().collect();
    assert!(
        words.join(" ").contains("may only support appointments") && !table.contains("--accept"),
        "{table}"
    );
    let explained =
        run(["explain", "stepping-stones", "--case", "case.toml"]).file("case.toml", &set).done().stdout;
    assert!(!explained.contains("--accept"), "{explained}");
    let words = ["--case", "case.toml", "--format", "json", "--accept", "stepping-stones=agreed"];
    let ran = run(words).file("case.toml", &set).done();
    assert_eq!(outcome(&ran.plan(), "stepping-stones"), ("consider".into(), "support-only".into()));
    assert!(ran.stderr.contains("may only support appointments"), "{}", ran.stderr);
}
