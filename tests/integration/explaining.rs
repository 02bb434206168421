use crate::harness::{THEFT, run};

/// Looks for each text after the one before it.
fn shows(ran: &crate::harness::Ran, texts: &[&str]) {
    let mut rest = ran.stdout.as_str();
    for text in texts {
        let at = rest.find(text).unwrap_or_else(|| panic!("no {text:?} in its turn in:\n{}", ran.stdout));
        rest = &rest[at + text.len()..];
    }
}

/// Words after `explain`, for the case with one theft and more answers.
fn explained(words: &[&str]) -> crate::harness::Run {
    run(["explain"].iter().chain(words).chain(&["--case", "case.toml"])).file("case.toml", THEFT)
}

#[test]
fn every_check_is_listed_with_the_answer_then_the_routes_and_the_sources_come_last_once() {
    let ran = explained(&["TSP", "--ogrs3", "49", "--oasys-need-score", "7", "--learning-disability", "no"]);
    let ran = ran.done();
    shows(
        &ran,
        &[
            "Its delivery is confirmed up to 1 December 2022.",
            "Not met: The OGRS3",
            "It rests on: OGRS3 score: 49%",
            "Near the line: OGRS3 score is 49%, the line is 50%.",
            "What would bring it into the plan",
            "OGRS3 score: 50% (now 49%)",
            "Sources",
            "[1] ",
        ],
    );
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
    let (checks, sources) = ran.stdout.split_once("\nSources\n").unwrap();
    for number in 1..=4 {
        let mark = format!("[{number}]");
        assert!(checks.contains(&mark), "{mark} is referred to: {checks}");
        assert_eq!(sources.matches(&mark).count(), 1, "{mark} is told once: {sources}");
    }
}

#[test]
fn what_will_not_change_is_named_and_nothing_else_is_suggested() {
    let ran = explained(&["womens-service"]).done();
    shows(&ran, &["No other answer worth naming would bring it into the plan.", "Gender: male"]);
    assert!(!ran.stdout.contains("By a decision"));
}

#[test]
fn the_json_form_names_each_change_its_kind_and_its_words() {
    let answers = ["--ogrs3", "49", "--oasys-need-score", "7", "--learning-disability", "no"];
    let words = [&["TSP", "--format", "json"], &answers[..]].concat();
    let explanation = explained(&words).done().plan();
    assert_eq!(explanation["offer"], "thinking-skills-programme");
    assert_eq!(explanation["outcome"], "exclude");
    let because = explanation["because"].as_array().unwrap();
    assert_eq!(explanation["schema"], "goldenthread.explain/2");
    assert_eq!(explanation["accepted"], serde_json::json!({}));
    let mut named = std::collections::BTreeSet::new();
    for check in because {
        assert!(check["says"].is_string() && !check["sources"].as_array().unwrap().is_empty(), "{check}");
        named.extend(check["sources"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()));
    }
    let sources = explanation["sources"].as_object().unwrap();
    assert!(named.iter().copied().eq(sources.keys().map(String::as_str)), "{named:?} {sources:?}");
    for source in sources.values() {
        assert!(
            ["title", "publisher", "date", "heading"].iter().all(|key| source[key].is_string()),
            "{source}"
        );
    }
    let route = &explanation["routes"][0];
    let changes = route["change"].as_array().unwrap();
    let change = changes.iter().find(|change| change["fact"] == "ogrs3").unwrap();
    assert_eq!(change["from"], 49);
    assert_eq!(change["to"], 50);
    assert_eq!(change["kind"], "question");
    assert!(route["words"].as_str().unwrap().starts_with("It would come into the plan if"));
}

#[test]
fn no_further_need_is_suggested_as_a_way_to_a_service() {
    let explanation = explained(&["accommodation-service", "--format", "json"]).done().plan();
    assert_eq!(explanation["outcome"], "exclude");
    assert_eq!(explanation["routes"], serde_json::json!([]));
    assert_eq!(explanation["final"][0]["facts"], serde_json::json!(["needs"]));
}

#[test]
fn an_option_is_left_to_judgement_and_says_how_to_accept_it() {
    let ran = explained(&["unpaid-work", "--purposes", "punishment", "--to", "include"]).done();
    shows(&ran, &["For judgement", "--accept unpaid-work=\"REASON\"", "--decline unpaid-work=\"REASON\""]);
}

#[test]
fn an_offer_that_is_not_there_is_refused_with_the_nearest_name() {
    let ran = explained(&["unpaid-wrok"]).refused();
    assert!(ran.stderr.contains("did you mean `unpaid-work`?"), "{}", ran.stderr);
}

fn proposed(words: &[&str]) -> crate::harness::Run {
    run(["propose", "--case", "case.toml"].iter().chain(words)).file("case.toml", THEFT)
}

#[test]
fn what_if_puts_the_plan_beside_the_plan_with_another_answer() {
    let ran = proposed(&["--what-if", "needs=finance,accommodation"]).done();
    shows(
        &ran,
        &[
            "instead of",
            "As it is",
            "As it would be",
            "What comes in",
            "- Commissioned service: accommodation.",
        ],
    );
    let with_more = proposed(&["--what-if", "needs=finance,accommodation", "--format", "json"]).done().plan();
    let what_if = &with_more["what_if"];
    assert_eq!(what_if["answers"][0]["fact"], "needs");
    assert_eq!(what_if["comes_in"][0]["offer"], "accommodation-service");
    assert_eq!(what_if["plan"]["schema"], with_more["schema"]);
}

#[test]
fn every_what_if_that_is_no_answer_is_told_at_once() {
    let ran = proposed(&["--what-if", "agee=20", "--what-if", "age=old", "--what-if", "age"]).refused();
    for text in ["did you mean `age`?", "`age` cannot be `old`", "`age` has no value"] {
        assert!(ran.stderr.contains(text), "{}", ran.stderr);
    }
}

#[test]
fn what_if_is_refused_in_a_form_that_holds_one_plan() {
    let ran = proposed(&["--what-if", "age=20", "--format", "svg"]).refused();
    assert!(ran.stderr.contains("--what-if"), "{}", ran.stderr);
}

#[test]
fn a_second_opinion_starts_with_the_proposal_and_says_where_the_plan_differs() {
    let ran = proposed(&["--proposed", "accommodation-service,womens-service"]).done();
    shows(
        &ran,
        &[
            "Your proposal",
            "Where it would object, or has a question",
            "What it would add",
            "Whether it fits",
        ],
    );
    assert!(ran.stdout.find("Your proposal") < ran.stdout.find("Where the plan agrees"));
    let plan = proposed(&["--proposed", "womens-service", "--format", "json"]).done().plan();
    let opinion = &plan["second_opinion"];
    assert_eq!(opinion["proposed"][0]["offer"], "womens-service");
    assert_eq!(opinion["objections"][0]["about"], "excluded");
    assert_eq!(opinion["fits"], false);
}
