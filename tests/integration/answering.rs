//! What can be said to a question, and what comes of it.

use crate::interviews::{AGE, CONSENT, NEEDS, REGION, interview, without};
use crate::terminal::at_a_terminal;

#[test]
fn a_number_that_is_none_is_told_with_what_would_be_one_and_the_line_is_empty_again() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("340");
    terminal.shows("“340” does not answer that. Type a whole number from 10 to 120 (years).");
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("No other question");
    assert_eq!(terminal.interrupted(), 130);
    assert!(terminal.transcript().contains("Age: 34 years"));
}

#[test]
fn enter_on_a_fresh_question_answers_nothing() {
    let mut terminal = interview(&["region", "needs"]);
    terminal.asks(REGION);
    terminal.press("\r");
    terminal.shows("Choose a row first");
    terminal.line("lon");
    terminal.shows("Probation region: London");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn the_length_of_a_sentence_is_taken_in_the_words_of_a_court_and_said_back() {
    for (typed, said) in [
        ("24 months", "Weeks remaining: 104 weeks, until 1 December 2024"),
        ("2 years", "Weeks remaining: 104 weeks, until 1 December 2024"),
        ("104", "Weeks remaining: 104 weeks"),
        ("30/11/2024", "Weeks remaining: 104 weeks, until 30 November 2024"),
    ] {
        let mut terminal = interview(&["weeks-remaining"]);
        terminal.asks("How long is the order, or the licence, to be?");
        terminal.line("soon");
        terminal.shows("“soon” does not answer that.");
        terminal.line(typed);
        terminal.said(said);
        assert_eq!(terminal.interrupted(), 130);
    }
}

#[test]
fn the_items_of_a_score_are_added_up_and_the_sum_is_said_back() {
    let words = ["--case", "case.toml", "--as-of", "2022-12-01", "--interview"];
    let theft = ["--offence", "acquisitive", "--partner-victim", "none", "--ogrs3", "60", "--sara", "low"];
    let words: Vec<&str> = words.into_iter().chain(theft).collect();
    let mut terminal = at_a_terminal(&words, &[("case.toml", &without(&["oasys-need-score"]))]);
    terminal.asks("What do OASys");
    terminal.line("1,0,2");
    terminal.shows("3 were typed, and there are 7 items");
    terminal.line("1,0,2,1,1,0,3");
    terminal.shows("“3” is no score of an item. Each is from 0 to 2.");
    terminal.line("1,0,2,1,1,0,1");
    terminal.said("Need score: 6 points");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn answers_that_do_not_agree_are_said_at_once_with_a_way_to_mend_either() {
    let mut terminal = interview(&["needs", "alcohol-use"]);
    terminal.asks(NEEDS);
    terminal.tick("Alcohol misuse");
    terminal.tick("Relationships");
    terminal.press("\r");
    terminal.asks("Does alcohol cause");
    terminal.line("no problem");
    terminal.asks("These answers do not agree.");
    terminal.line("alcohol use");
    terminal.shows("Again: Alcohol use (no problem)");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn the_plan_as_it_stands_is_shown_at_any_question_and_the_interview_goes_on_or_ends() {
    let mut terminal = interview(&["age", "accepts-programme"]);
    terminal.asks(AGE);
    terminal.line("plan");
    terminal.asks("Go on with the questions?");
    assert!(terminal.transcript().contains("In short: "));
    assert!(!terminal.transcript().contains("--age"), "no flags are named at a prompt");
    terminal.press("y");
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks(CONSENT);
    terminal.line("plan");
    terminal.asks("Go on with the questions?");
    terminal.press("n");
    terminal.asks("Check these answers.");
    terminal.finishes_with_the_plan();
}

#[test]
fn after_three_answers_that_are_not_known_the_interview_offers_to_stop() {
    let mut terminal = interview(&["age", "accepts-programme", "mental-health", "sara", "ogrs3"]);
    for question in 1..=3 {
        terminal.asks(&format!("Question {question}."));
        terminal.line("not known");
    }
    terminal.asks("That is three answers in a row that are not known. Go on?");
    terminal.press("n");
    terminal.asks("Check these answers.");
    terminal.choose("Change an answer");
    terminal.asks("Which answer do you want to change?");
    terminal.line("age");
    terminal.asks("Again: Age (not known)");
    terminal.line("34");
    terminal.asks("Check these answers.");
    terminal.said("Age: 34 years");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn after_the_plan_each_thing_to_do_with_it_is_one_key() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("Check these answers.");
    terminal.choose("Show the plan");
    terminal.asks("Save the answers before");
    terminal.press("n");
    terminal.asks("What next?");
    terminal.press("a");
    terminal.said("About this plan");
    terminal.asks("What next?");
    terminal.press("d");
    terminal.asks("To which file?");
    terminal.line("report.docx");
    terminal.said("Written to report.docx.");
    terminal.asks("What next?");
    terminal.press("w");
    terminal.asks("Which answer is to be another?");
    terminal.line("sara");
    terminal.asks("What if?");
    terminal.line("low");
    terminal.said("What if");
    terminal.asks("What next?");
    terminal.press("c");
    terminal.asks("Which answer do you want to change?");
    terminal.line("age");
    terminal.asks("Again: Age (34 years)");
    terminal.line("35");
    terminal.asks("Check these answers.");
    terminal.choose("Show the plan");
    terminal.asks("What next?");
    terminal.press("f");
    assert_eq!(terminal.ends(), 0);
    let report = std::fs::read(terminal.folder.path().join("report.docx")).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(report)).unwrap();
    let body = std::io::read_to_string(package.by_name("word/document.xml").unwrap()).unwrap();
    assert!(body.contains("Building Better Relationships"));
}

#[test]
fn a_saved_case_says_its_day_and_offers_today() {
    let case = without(&["age"]);
    for (answer, says) in [("no", "It plans for 1 December 2022"), ("yes", "answers given already. Only")] {
        let mut terminal = at_a_terminal(&["--case", "case.toml", "--interview"], &[("case.toml", &case)]);
        terminal.said("This case plans for 1 December 2022, as its file says. Plan for today instead?");
        terminal.line(answer);
        terminal.said(says);
        assert_eq!(terminal.interrupted(), 130);
    }
}

#[test]
fn what_is_typed_ahead_answers_what_is_asked_next_and_is_written_nowhere_else() {
    let mut terminal = at_a_terminal(&[], &[]);
    terminal.asks(REGION);
    terminal.press("lon\rf\r33\r");
    terminal.asks("Which sentence has been made");
    terminal.shows("Probation region: London\nGender: female\nAge: 33 years\n\nWhich sentence");
}

#[test]
fn the_usual_answers_that_are_left_are_taken_at_once_and_stand_in_the_plan_as_presumed() {
    let mut terminal = interview(&["interpreter", "remote-only", "cannot-access"]);
    terminal.asks("Take the usual answers to the 3 questions left?");
    terminal.shows("It is presumed that no interpreter is needed.");
    terminal.press("y");
    terminal.asks("Check these answers.");
    terminal.said("Interpreter needed: no (presumed)");
    terminal.choose("Show the plan");
    terminal.asks("Save the answers before");
    terminal.choose("Yes, to a file");
    terminal.asks("To which file should");
    terminal.line("kept.toml");
    terminal.asks("What next?");
    assert!(terminal.transcript().contains("Presumptions stand in for answers"), "{}", terminal.transcript());
    terminal.press("f");
    assert_eq!(terminal.ends(), 0);
    let saved = std::fs::read_to_string(terminal.folder.path().join("kept.toml")).unwrap();
    assert!(!saved.contains("interpreter"), "what is presumed is not saved as known:\n{saved}");
}

#[test]
fn the_usual_answers_are_asked_one_by_one_where_they_are_not_taken() {
    let mut terminal = interview(&["interpreter", "remote-only"]);
    terminal.asks("Take the usual answers to the 2 questions left?");
    terminal.press("n");
    terminal.asks("Do sessions need an interpreter?");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn what_somebody_has_a_hint_of_is_asked_and_not_presumed() {
    let case = without(&["interpreter", "remote-only", "mental-health"])
        + "[hints]\nmental-health = \"A clinic.\"\n";
    let mut terminal = at_a_terminal(
        &["--case", "case.toml", "--as-of", "2022-12-01", "--interview"],
        &[("case.toml", &case)],
    );
    terminal.asks("Question 1.");
    terminal.shows("A clinic.");
    terminal.line("none");
    terminal.asks("Take the usual answers to the 2 questions left?");
    assert_eq!(terminal.interrupted(), 130);
}
